//! Another text in the place of one scalar. What is tried is read again: it counts only where the scalar then says
//! what was meant, and everything else says what it said before.

use std::ops::Range;

use super::leaf::{Step, at, tree};
use super::value::Value;
use crate::rulebook::yaml::{FileText, Kind, Meaning, Node, Place, Style, escaped, quoted};

/// The file's text with values changed that all stand in one scalar.
pub(super) fn put(name: &str, text: &str, steps: &[Step], changes: &[(&Value, &str)]) -> Result<String, String> {
    let file = FileText::new(name.into(), text.into());
    let before = tree(&file).ok_or("the file has mistakes; run `yardstick check` first")?;
    let node = at(&before, steps).ok_or("the rulebook has changed and no longer has this value")?;
    let Kind::Scalar { text: old, style, .. } = &node.kind else {
        return Err("there are several values where one was expected".to_owned());
    };
    let wanted = wanted(old, changes)?;
    if *old == wanted {
        return Ok(text.to_owned());
    }
    // words that other readers of YAML would take for a number or a yes are put in quotes, also where ours would not
    let as_it_is = *style != Style::Plain || bare(old) || !bare(&wanted);
    let least = if as_it_is { least(&file, node, old, *style, &wanted) } else { None };
    let written = [least, Some((whole(&file, node), quoted(&wanted)))];
    for (range, words) in written.into_iter().flatten() {
        let mut tried = text.to_owned();
        if text.get(range.clone()).is_none() {
            continue;
        }
        tried.replace_range(range, &words);
        if reads(name, &tried, &before, steps, &wanted) {
            return Ok(tried);
        }
    }
    Err("it cannot be written there without changing something else; change it in the file itself".to_owned())
}

/// The scalar's new text.
fn wanted(old: &str, changes: &[(&Value, &str)]) -> Result<String, String> {
    let mut wanted = old.to_owned();
    let mut changes: Vec<_> = changes.iter().collect();
    // from the last to the first, so that those before keep their places
    changes.sort_by_key(|(value, _)| std::cmp::Reverse(value.piece.as_ref().map_or(0, |piece| piece.start)));
    for (value, to) in changes {
        match &value.piece {
            None => {
                // a block ends with the line end that it had
                let end = if old.ends_with('\n') { "\n" } else { "" };
                wanted = format!("{}{end}", to.trim_end_matches('\n'));
            }
            Some(piece) if old.get(piece.clone()) == Some(value.written.as_str()) => {
                wanted.replace_range(piece.clone(), to);
            }
            Some(_) => return Err("the rulebook has changed and no longer has this value".to_owned()),
        }
    }
    Ok(wanted)
}

/// The least that has to be replaced: what differs, in the scalar's own style.
fn least(file: &FileText, node: &Node, old: &str, style: Style, wanted: &str) -> Option<(Range<usize>, String)> {
    let same = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| -> usize {
        a.zip(b).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
    };
    let start = same(&mut old.chars(), &mut wanted.chars());
    let (old_rest, new_rest) = (old.get(start..)?, wanted.get(start..)?);
    let end = same(&mut old_rest.chars().rev(), &mut new_rest.chars().rev());
    let taken = old_rest.len() - end;
    let given = new_rest.get(..new_rest.len() - end)?;
    let given = match style {
        Style::Plain | Style::Block => given.to_owned(),
        Style::Single => given.replace('\'', "''"),
        Style::Double => escaped(given),
    };
    let span = Place::root(file, node).inside(start, taken);
    Some((span.offset..span.offset + span.len, given))
}

/// The bytes of a scalar without the blanks and line ends after it.
fn whole(file: &FileText, node: &Node) -> Range<usize> {
    let written = file.piece(node.range.clone()).trim_end().len();
    node.range.start..node.range.start + written
}

/// Whether a text without quotes is more than words to some reader of YAML.
fn bare(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.parse::<f64>().is_ok() || ["yes", "no", "on", "off", "y", "n", "true", "false", "null", "~"].contains(&&*lower)
}

/// Whether the file reads as before, but for one scalar, which says what was meant and is of the kind it was.
fn reads(name: &str, text: &str, before: &Node, steps: &[Step], wanted: &str) -> bool {
    let file = FileText::new(name.into(), text.into());
    let Some(after) = tree(&file) else { return false };
    let changed = at(&after, steps).and_then(Node::text) == Some(wanted);
    changed && same_but(before, &after, Some(steps))
}

pub(super) fn same_but(a: &Node, b: &Node, steps: Option<&[Step]>) -> bool {
    let next = |step: &Step| match steps {
        Some([first, rest @ ..]) if first == step => Some(rest),
        _ => None,
    };
    match (&a.kind, &b.kind) {
        (Kind::Scalar { text: x, meaning: was, .. }, Kind::Scalar { text: y, meaning: is, .. }) => {
            kind(*was) == kind(*is) && (steps == Some(&[]) || x == y)
        }
        (Kind::List(x), Kind::List(y)) => {
            let pairs = x.iter().zip(y).enumerate();
            x.len() == y.len() && { pairs }.all(|(n, (x, y))| same_but(x, y, next(&Step::Item(n))))
        }
        (Kind::Map(x), Kind::Map(y)) => {
            let mut pairs = x.iter().zip(y);
            x.len() == y.len()
                && pairs.all(|(x, y)| {
                    let step = Step::Field(x.key.text.clone());
                    x.key.text == y.key.text && same_but(&x.value, &y.value, next(&step))
                })
        }
        _ => false,
    }
}

/// The kind of value, whole numbers being numbers.
pub(super) fn kind(meaning: Meaning) -> u8 {
    match meaning {
        Meaning::Words => 0,
        Meaning::Number(_) | Meaning::Whole(_) => 1,
        Meaning::Flag(_) => 2,
        Meaning::Blank => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The file with the words of the review's only entry changed.
    fn changed(text: &str, to: &str) -> Result<String, String> {
        let steps: Vec<Step> = ["report", "words", "a"].map(|name| Step::Field(name.to_owned())).to_vec();
        let file = FileText::new("x.yaml".into(), text.into());
        let root = tree(&file).unwrap();
        let written = at(&root, &steps).and_then(Node::text).unwrap().to_owned();
        let value = Value {
            sheet: super::super::Sheet::Words,
            file: "x.yaml".into(),
            line: 1,
            way: String::new(),
            about: Vec::new(),
            unit: String::new(),
            source: String::new(),
            note: String::new(),
            sort: super::super::Sort::Words,
            written,
            within: None,
            steps: steps.clone(),
            piece: None,
        };
        put("x.yaml", text, &steps, &[(&value, to)])
    }

    fn file(value: &str) -> String {
        format!("# head\nreport:\n  words:\n    a: {value} # beside\n    b: other\n")
    }

    #[test]
    fn words_are_changed_in_the_style_they_have() {
        for (old, to, new) in [
            ("one two", "one three", "one three"),
            ("'it''s'", "it's not", "'it''s not'"),
            ("\"say \\\"x\\\"\"", "say \"y\"", "\"say \\\"y\\\"\""),
            ("plain", "with: colon", "\"with: colon\""),
            ("plain", "two\nlines", "\"two\\nlines\""),
            ("plain", "12", "\"12\""),
            ("\"[a]\"", "[b]", "\"[b]\""),
            ("plain", "no", "\"no\""),
            ("Règles – KS2", "Règles – KS4", "Règles – KS4"),
        ] {
            assert_eq!(changed(&file(old), to).as_deref(), Ok(file(new).as_str()), "{old} to {to}");
        }
    }

    #[test]
    fn of_a_folded_text_only_the_changed_word_is_touched() {
        let text = "report:\n  words:\n    a: >-\n      one two\n      three four\n\n      five\n    b: x\n";
        assert_eq!(changed(text, "one two\u{20}THREE four\nfive"), Ok(text.replace("three", "THREE")));
        let crlf = text.replace('\n', "\r\n");
        assert_eq!(changed(&crlf, "one two three four\nsix"), Ok(crlf.replace("five", "six")));
    }

    #[test]
    fn what_is_used_in_two_places_is_not_changed_in_one() {
        let text = "report:\n  words:\n    a: &x one\n    b: *x\n";
        assert!(changed(text, "two").is_err());
    }
}
