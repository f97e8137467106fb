//! New cases beside a rule, written behind those that stand there; nothing else in the file is touched.

use std::sync::Arc;

use super::entries::{line_after, line_of};
use super::leaf::tree;
use crate::rulebook::Span;
use crate::rulebook::case_table::{is_table, with_row};
use crate::rulebook::changes::{Parts, differences};
use crate::rulebook::model::Rule;
use crate::rulebook::source::{RuleSource, is_sheet};
use crate::rulebook::yaml::extent::{is_flow, last_byte};
use crate::rulebook::yaml::{FileText, Kind, Node};

/// A case to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCase {
    /// what it shows
    pub name: String,
    /// the academic year
    pub year: String,
    /// what is given: as rules write it, and its value as YAML writes it
    pub given: Vec<(String, String)>,
    /// `holds`, `does not hold`, `cannot say`
    pub expect: String,
}

impl NewCase {
    /// Its lines, the first with a dash.
    #[must_use]
    pub fn lines(&self) -> [String; 4] {
        let given: Vec<String> = self.given.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        [
            format!("- name: {}", crate::rulebook::yaml::quoted(&self.name)),
            format!("  year: {}", self.year),
            format!("  given: {{{}}}", given.join(", ")),
            format!("  expect: {}", self.expect),
        ]
    }

    /// Its lines, without a year where it has none.
    fn written(&self) -> Vec<String> {
        let [name, year, given, expect] = self.lines();
        [Some(name), (!self.year.is_empty()).then_some(year), Some(given), Some(expect)].into_iter().flatten().collect()
    }

    /// Its cells in a table, each with its heading.
    fn cells<'c>(&'c self, rule: &'c str) -> Vec<(&'c str, String)> {
        let mut cells = vec![("rule", rule.to_owned()), ("case", self.name.clone())];
        cells.extend((!self.year.is_empty()).then(|| ("year", self.year.clone())));
        cells.push(("expect", self.expect.clone()));
        cells.extend(self.given.iter().map(|(name, value)| {
            let plain = serde_yaml::from_str::<String>(value).unwrap_or_else(|_| value.clone());
            (name.as_str(), plain)
        }));
        cells
    }
}

/// The rulebook's files with a case more beside a rule.
///
/// # Errors
/// Why it cannot be written there without changing something else.
pub fn with_case(source: &RuleSource, rule: &Rule, case: &NewCase) -> Result<RuleSource, String> {
    let by_hand = || format!("it cannot be written into {} by itself; put it there by hand", rule.span);
    if let Some((name, text)) = table_of(source, &rule.id) {
        return only(source, source.clone().with(&name, &with_row(&text, &case.cells(&rule.id))), rule)
            .ok_or_else(by_hand);
    }
    let (name, (at, indent, begins)) = match apart(source, &rule.id) {
        Some((name, (at, indent))) => (name, (at, indent, false)),
        None => {
            let text = source.text(&rule.span.file).ok_or_else(by_hand)?;
            let file = FileText::new(rule.span.file.clone(), text.clone());
            let root = tree(&file).ok_or("the file has mistakes; run `yardstick check` first")?;
            let entry = entry(&root, &rule.span).ok_or_else(by_hand)?;
            (rule.span.file.clone(), place(text, entry).ok_or_else(by_hand)?)
        }
    };
    let text = source.text(&name).ok_or_else(by_hand)?;
    let blanks = " ".repeat(indent);
    let mut new = String::new();
    if !text.get(..at).is_some_and(|before| before.ends_with('\n')) {
        new.push('\n');
    }
    let lines = case.written();
    if begins {
        new.push_str(&format!("{blanks}cases:\n"));
    }
    let more = if begins { "  " } else { "" };
    lines.iter().for_each(|line| new.push_str(&format!("{blanks}{more}{line}\n")));
    let mut edited = text.to_string();
    edited.insert_str(at, &new);
    only(source, source.clone().with(&name, &edited), rule).ok_or_else(by_hand)
}

/// What was meant is that one entry has other cases and nothing else is another.
fn only(source: &RuleSource, edited: RuleSource, rule: &Rule) -> Option<RuleSource> {
    let edits = differences(&Parts::of(source), &Parts::of(&edited));
    let as_meant = matches!(edits.as_slice(), [one] if one.only_words && one.id == *rule.id);
    as_meant.then_some(edited)
}

/// The table in which cases of a rule stand, and its text.
fn table_of(source: &RuleSource, rule: &str) -> Option<(Arc<str>, Arc<str>)> {
    source.files().filter(|(name, _)| is_table(name) && !is_sheet(name)).find_map(|(name, text)| {
        let root = tree(&FileText::new(Arc::clone(name), Arc::clone(text)))?;
        root.entry("cases")?.value.entry(rule).map(|_| (Arc::clone(name), Arc::clone(text)))
    })
}

/// The file in which cases of a rule stand apart from it, where a further one goes, and how far in.
fn apart(source: &RuleSource, rule: &str) -> Option<(Arc<str>, (usize, usize))> {
    source.files().filter(|(name, _)| !name.ends_with(".rhai") && !is_table(name)).find_map(|(name, text)| {
        let root = tree(&FileText::new(Arc::clone(name), Arc::clone(text)))?;
        let cases = &root.entry("cases")?.value.entry(rule)?.value;
        Some((Arc::clone(name), behind(text, cases)?))
    })
}

/// The entry whose name stands at a place.
fn entry<'n>(node: &'n Node, name: &Span) -> Option<&'n Node> {
    match &node.kind {
        Kind::Scalar { .. } => None,
        Kind::List(items) => items.iter().find_map(|item| entry(item, name)),
        Kind::Map(entries) => {
            let here = entries
                .iter()
                .any(|one| matches!(one.value.kind, Kind::Scalar { .. }) && one.value.range.start == name.offset);
            if here { Some(node) } else { entries.iter().find_map(|one| entry(&one.value, name)) }
        }
    }
}

/// Where the lines go, how far in they stand, and whether the entry has no cases yet.
fn place(text: &str, entry: &Node) -> Option<(usize, usize, bool)> {
    match entry.entry("cases").map(|cases| &cases.value) {
        None => Some((line_after(text, last_byte(text, entry)), column(text, entry.range.start)?, true)),
        Some(cases) => behind(text, cases).map(|(at, dash)| (at, dash, false)),
    }
}

/// Where the lines of a further case go behind a list of them, and how far in their dash stands.
fn behind(text: &str, cases: &Node) -> Option<(usize, usize)> {
    let Kind::List(items) = &cases.kind else { return None };
    let last = items.last().filter(|_| !is_flow(text, cases))?;
    let line = line_of(text, last.range.start);
    let before = text.get(line..last.range.start)?;
    let dash = before.find('-').filter(|dash| before.get(..*dash).is_some_and(|b| b.trim().is_empty()))?;
    Some((line_after(text, last_byte(text, last)), dash))
}

/// How many characters stand before a byte in its line.
fn column(text: &str, at: usize) -> Option<usize> {
    Some(text.get(line_of(text, at)..at)?.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::load;

    const BEFORE: &str = "\
authority: {name: Eastmere}
measures:
  - {id: ks4, title: KS4, unit: points, better: higher, headings: [KS4]}
judgements:
  grades: [{grade: '1', title: Good, value: 1}]
  strands: [{strand: achievement, title: Achievement}]
  working grade: {take: worst, from: [indicated]}
statuses:
  - {status: fine, title: Fine, otherwise: true}
  - {status: unknown, title: Unknown, cannot say: true}
risks:
";

    fn case() -> NewCase {
        NewCase {
            name: "Oak \"Tree\" 2011-12, marked right".to_owned(),
            year: "2011-12".to_owned(),
            given: vec![("ks4".to_owned(), "41".to_owned())],
            expect: "does not hold".to_owned(),
        }
    }

    fn added(risks: &str) -> Result<String, String> {
        let source = RuleSource::from_texts([("a.yaml", format!("{BEFORE}{risks}").as_str())]);
        let loaded = load(&source);
        let rulebook = loaded.rulebook.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics));
        let rule = rulebook.rule_named("low").unwrap().1;
        let edited = with_case(&source, rule, &case())?;
        let again = load(&edited).rulebook.expect("it still checks");
        let cases = &again.rule_named("low").unwrap().1.cases;
        assert!(cases.iter().any(|one| one.name.as_deref() == Some(&*case().name)), "{cases:?}");
        Ok(edited.text("a.yaml").unwrap().strip_prefix(BEFORE).unwrap().to_owned())
    }

    const NEW: &str = "      - name: \"Oak \\\"Tree\\\" 2011-12, marked right\"
        year: 2011-12
        given: {ks4: 41}
        expect: does not hold
";

    #[test]
    fn a_case_stands_behind_those_that_are_there_and_comments_stay() {
        let first = "  - risk: low
    title: Low
    present when: ks4 < 40
    source: p. 1
    cases:
      - given: {ks4: 39} # as it was
        expect: holds # the end
";
        let rest = "\n# the next\n  - {risk: other, title: Other, present when: ks4 < 20, source: p. 1}\n";
        assert_eq!(added(&format!("{first}{rest}")).unwrap(), format!("{first}{NEW}{rest}"));
        let unended = first.trim_end();
        assert_eq!(added(unended).unwrap(), format!("{first}{NEW}").trim_end(), "the file's end stays as it was");
    }

    #[test]
    fn a_rule_without_cases_gets_its_first() {
        let first =
            "  - risk: low\n    title: Low\n    present when:\n      all:\n        - ks4 < 40\n    source: p. 1\n";
        let rest = "  # beside\n  - {risk: other, title: Other, present when: ks4 < 20, source: p. 1}\n";
        let expected = format!("{first}    cases:\n{NEW}{rest}");
        assert_eq!(added(&format!("{first}{rest}")).unwrap(), expected);
    }

    #[test]
    fn what_stands_in_brackets_is_left_to_the_officer() {
        assert!(added("  - {risk: low, title: Low, present when: ks4 < 40, source: p. 1}\n").is_err());
        let list = "  - risk: low\n    title: Low\n    present when: ks4 < 40\n    source: p. 1\n    cases: []\n";
        assert!(added(list).is_err());
    }
}
