//! What an officer says once: `for all` of a file, and the rows of a rule.
//!
//! A rule with `rows` is as many rules as it has rows: a floor of six years, a gap of five groups. A row gives values by
//! name, which the rule says as `$name`, and may say a field of its own in the place of the rule's. All of it is undone
//! here, on the tree, so that nothing after this knows that it was written once; every value keeps its place in the file.

mod each;
mod filling;
mod strands;

use std::collections::BTreeSet;
use std::ops::Range;

use super::diagnostic::{Code, Diagnostic};
use super::expression::nearest;
use super::naming;
use super::yaml::shape::{Record, Shapes};
use super::yaml::{Entry, FileText, Key, Kind, Meaning, Node, Style};
use each::FOR_EACH;
use filling::{Values, filled};

pub(super) use each::Lists;
pub(super) use filling::{of_all_rows, with_values};
pub(super) use strands::EVERY_STRAND;

/// What all entries of a file have.
pub(super) const FOR_ALL: &str = "for all";
/// The rows of an entry.
pub(super) const ROWS: &str = "rows";
/// What a row is called that is one value: `2010-11: 60`.
pub(super) const LINE: &str = "line";
/// What stands for the name of a strand.
pub(super) const STRAND: &str = "strand";

/// Gives every entry what the file says for all, and makes an entry of every row; `lists` is what the rulebook has to make a
/// rule for each of.
pub(super) fn written_out(file: &FileText, root: &mut Node, shapes: &Shapes, lists: &Lists, out: &mut Vec<Diagnostic>) {
    strands::spread(file, root, lists, out);
    let Kind::Map(sections) = &mut root.kind else { return };
    let at = sections.iter().position(|entry| entry.key.text == FOR_ALL);
    let shared = at.map(|at| sections.remove(at));
    let fields = shared.map(|entry| shared_fields(file, entry, out)).unwrap_or_default();
    let mut taken = BTreeSet::new();
    for section in sections {
        let name = section.key.text.as_str();
        // an area has `rows` too, and means rows of a table
        let Some(key) = naming::of(name).filter(|key| *key != "id") else { continue };
        let record = shapes.entries_of(name).filter(|record| record.field(ROWS).is_some());
        let (Some(record), Kind::List(items)) = (record, &mut section.value.kind) else { continue };
        let mut writing = Writing { file, record, key, lists, out };
        *items = std::mem::take(items)
            .into_iter()
            .flat_map(|item| writing.rows(with_shared(item, &fields, record, &mut taken)))
            .collect();
    }
    for field in fields.iter().filter(|field| !taken.contains(&field.key.text)) {
        let message = format!("no entry of this file takes `{}`", field.key.text);
        let help = "see how it is spelled; what stands under `for all` is for entries that do not say it themselves";
        out.push(Diagnostic::error(Code::UnknownField, file.span(field.key.range.clone()), message).help(help));
    }
}

fn shared_fields(file: &FileText, entry: Entry, out: &mut Vec<Diagnostic>) -> Vec<Entry> {
    match entry.value.kind {
        Kind::Map(fields) => fields,
        _ => {
            let message = "`for all` has no fields";
            let help = "write under it what all entries of this file have, such as `strand: achievement`";
            out.push(Diagnostic::error(Code::WrongKind, file.span(entry.key.range), message).help(help));
            Vec::new()
        }
    }
}

/// An entry with what the file says for all and it does not say itself.
fn with_shared(mut item: Node, fields: &[Entry], record: &Record, taken: &mut BTreeSet<String>) -> Node {
    if let Kind::Map(entries) = &mut item.kind {
        for field in fields.iter().filter(|field| record.field(&field.key.text).is_some()) {
            taken.insert(field.key.text.clone());
            if entries.iter().all(|entry| entry.key.text != field.key.text) {
                entries.push(field.clone());
            }
        }
    }
    item
}

/// Makes entries of rows.
struct Writing<'w> {
    file: &'w FileText,
    record: &'w Record,
    /// the field that names an entry
    key: &'w str,
    lists: &'w Lists,
    out: &'w mut Vec<Diagnostic>,
}

impl Writing<'_> {
    /// The entries that an entry's rows make; itself where it has none.
    fn rows(&mut self, mut item: Node) -> Vec<Node> {
        let Kind::Map(entries) = &mut item.kind else { return vec![item] };
        let at = |name: &str| entries.iter().position(|entry| entry.key.text == name);
        let (has_rows, of_each) = (at(ROWS), at(FOR_EACH));
        if let Some(of_each) = of_each {
            let each = entries.remove(of_each);
            if has_rows.is_some() {
                self.error(&each.key, "a rule has rows or is for each of a list, not both", "keep one of them");
                return Vec::new();
            }
            let base = std::mem::take(entries);
            return self.each(&base, &each, &item.range);
        }
        let Some(at) = has_rows else { return vec![item] };
        let rows = entries.remove(at);
        let Kind::Map(all) = rows.value.kind else {
            let help = "write a line for each year or name under it, as in `2010-11: {line: 60}`";
            self.error(&rows.key, "`rows` has no rows", help);
            return Vec::new();
        };
        let base = std::mem::take(entries);
        let mut seen = BTreeSet::new();
        let mut made = Vec::new();
        for row in all {
            if !seen.insert(row.key.text.clone()) {
                self.error(&row.key, &format!("the row `{}` stands twice", row.key.text), "keep one of them");
                continue;
            }
            made.push(Node { kind: Kind::Map(self.row(&base, row)), range: item.range.clone() });
        }
        made
    }

    /// The entries that an entry makes for each of a list.
    fn each(&mut self, base: &[Entry], each: &Entry, range: &Range<usize>) -> Vec<Node> {
        let rows = match self.lists.rows(each) {
            Ok(rows) => rows,
            Err(mistake) => {
                let place = self.file.span(mistake.range);
                let told = Diagnostic::error(Code::UnknownName, place, mistake.message);
                self.out.push(told.help_if(Some(mistake.help).filter(|help| !help.is_empty())));
                return Vec::new();
            }
        };
        let mut seen = BTreeSet::new();
        let mut made = Vec::new();
        for (key, values) in rows {
            if !seen.insert(key.text.clone()) {
                self.error(&key, &format!("`{}` stands twice", key.text), "keep one of them");
                continue;
            }
            let (mut entry, name_field) = (base.to_vec(), self.key);
            let word = Key { text: each::word(&key.text), range: key.range };
            self.named(&mut entry, &word);
            for name in entry.iter_mut().filter(|entry| entry.key.text == name_field) {
                let named = values.keys().map(|name| (name.clone(), word.text.clone()));
                self.fill(&mut name.value, &named.collect());
            }
            entry.iter_mut().for_each(|entry| self.fill(&mut entry.value, &values));
            made.push(Node { kind: Kind::Map(entry), range: range.clone() });
        }
        made
    }

    fn row(&mut self, base: &[Entry], row: Entry) -> Vec<Entry> {
        let mut values = Values::from([("row".to_owned(), row.key.text.clone())]);
        let mut own = Vec::new();
        match row.value.kind {
            Kind::Scalar { text, .. } if !text.is_empty() => _ = values.insert(LINE.to_owned(), text),
            Kind::Map(entries) => {
                for entry in entries {
                    match (&entry.value.kind, self.record.field(&entry.key.text)) {
                        (_, Some(_)) => own.push(entry),
                        (Kind::Scalar { text, .. }, None) => _ = values.insert(entry.key.text.clone(), text.clone()),
                        _ => {
                            let message = format!("`{}` is neither a value nor a field of the rule", entry.key.text);
                            self.error(&entry.key, &message, "a value of a row is one number, or a few words");
                        }
                    }
                }
            }
            _ => {}
        }
        let mut made = with_own(base, own);
        self.named(&mut made, &row.key);
        for entry in &mut made {
            self.fill(&mut entry.value, &values);
        }
        made
    }

    /// The name of a row's entry ends with the row's, and its years are the row's, unless it says otherwise.
    fn named(&self, made: &mut Vec<Entry>, row: &Key) {
        let row_name = word_of(&row.text);
        for entry in made.iter_mut().filter(|entry| entry.key.text == self.key) {
            if let Kind::Scalar { text, .. } = &mut entry.value.kind
                && !text.contains('$')
            {
                *text = format!("{text}-{row_name}");
            }
            // where an officer looks for it
            entry.value.range = row.range.clone();
        }
        let is_years = row.text.starts_with("to ") || row.text.starts_with(|c: char| c.is_ascii_digit());
        let says = made.iter().any(|entry| entry.key.text == "years");
        if is_years && !says && self.record.field("years").is_some() {
            let kind = Kind::Scalar { text: row.text.clone(), style: Style::Plain, meaning: Meaning::Words };
            let key = Key { text: "years".to_owned(), range: row.range.clone() };
            made.push(Entry { key, value: Node { kind, range: row.range.clone() } });
        }
    }

    /// Puts a row's values in the place of `$name`, in names too.
    fn fill(&mut self, node: &mut Node, values: &Values) {
        match &mut node.kind {
            Kind::Scalar { text, style, .. } => match filled(text, values) {
                Ok(Some((new, whole))) => {
                    *text = new;
                    if whole {
                        *style = Style::Plain;
                    }
                }
                Ok(None) => {}
                Err(name) => {
                    let near = nearest(&name, values.keys().map(String::as_str));
                    let help = near.first().map_or_else(
                        || format!("write `{name}: …` in each row"),
                        |near| format!("did you mean `${near}`?"),
                    );
                    let message = format!("the row `{}` gives nothing for `${name}`", row_of(values));
                    let place = self.file.span(node.range.clone());
                    self.out.push(Diagnostic::error(Code::UnknownName, place, message).help(help));
                }
            },
            Kind::List(items) => items.iter_mut().for_each(|item| self.fill(item, values)),
            Kind::Map(entries) => {
                for entry in entries {
                    if let Ok(Some((new, _))) = filled(&entry.key.text, values) {
                        entry.key.text = new;
                    }
                    self.fill(&mut entry.value, values);
                }
            }
        }
    }

    fn error(&mut self, key: &Key, message: &str, help: &str) {
        let place = self.file.span(key.range.clone());
        self.out.push(Diagnostic::error(Code::UnknownField, place, message).help(help));
    }
}

/// What the entry of a row is called.
pub(super) fn name_in_row(name: &str, row: &str, value: &serde_yaml::Value) -> String {
    let word = |value: &serde_yaml::Value| value.as_str().map(str::to_owned);
    let mut values = Values::from([("row".to_owned(), row.to_owned())]);
    values.extend(word(value).map(|line| (LINE.to_owned(), line)));
    let said = value.as_mapping().into_iter().flatten();
    values.extend(said.filter_map(|(name, value)| Some((word(name)?, word(value)?))));
    match filled(name, &values) {
        Ok(Some((name, _))) => name,
        _ => format!("{name}-{}", word_of(row)),
    }
}

/// What of a row's name is part of its entry's.
fn word_of(row: &str) -> &str {
    row.trim_start_matches("to ").split_whitespace().next().unwrap_or_default()
}

fn row_of(values: &Values) -> &str {
    values.get("row").map_or("", String::as_str)
}

/// A rule's fields with those a row has of its own; examples are added to the rule's.
fn with_own(base: &[Entry], own: Vec<Entry>) -> Vec<Entry> {
    let mut made = base.to_vec();
    for entry in own {
        match made.iter_mut().find(|known| known.key.text == entry.key.text) {
            Some(known) => match (&mut known.value.kind, entry.value.kind) {
                (Kind::List(all), Kind::List(more)) if known.key.text == "cases" => all.extend(more),
                (_, kind) => known.value = Node { kind, range: entry.value.range },
            },
            None => made.push(entry),
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use crate::rulebook::diagnostic::compact;
    use crate::rulebook::{RuleSource, load};

    const HEAD: &str = "authority: {name: Eastmere}
measures:
  - {id: l4, title: Level 4, unit: percent, headings: [L4]}
  - {id: l5, title: Level 5, unit: percent, headings: [L5]}
for all: {strand: results, source: Headline measures, applies when: 'l4.known or l5.known'}
judgements:
  grades: [{grade: '1', title: one}, {grade: '2', title: two}]
  strands: [{strand: results, title: Results}]
  working grade: {take: worst, from: [indicated]}
";

    fn loaded(rules: &str) -> crate::rulebook::Loaded {
        load(&RuleSource::from_texts([("a.yaml", format!("{HEAD}{rules}").as_str())]))
    }

    #[test]
    fn a_floor_with_rows_is_a_rule_for_each_year() {
        let rules = "floors:
  - floor: primary
    title: Floor $row
    below when: $measure < $line
    say: \"{line of $measure} is the line of $row.\"
    rows:
      2010-11: {measure: l4, line: 60}
      2011-12 to 2012-13: {measure: l5, line: 65.5, title: Floor of two years}
    cases:
      - {name: below, given: {$measure: $line-0.1}, expect: holds}
      - {name: at it, given: {$measure: $line}, expect: does not hold}
";
        let loaded = loaded(rules);
        let said: Vec<String> = loaded.diagnostics.iter().filter(|one| one.is_error()).map(compact).collect();
        assert_eq!(said, Vec::<String>::new());
        let rulebook = loaded.rulebook.unwrap();
        let of = |rule: &crate::rulebook::model::Rule| {
            (rule.id.to_string(), rule.title.to_string(), rule.years.to_string(), rule.span.line)
        };
        let rules: Vec<_> = rulebook.rules.iter().map(of).collect();
        assert_eq!(rules[0], ("primary-2010-11".into(), "Floor 2010-11".into(), "2010-11".into(), 16));
        assert_eq!((rules[1].0.as_str(), rules[1].1.as_str()), ("primary-2011-12", "Floor of two years"));
        let given = |at: usize| format!("{:?}", rulebook.rules[at].cases[0].given[0].value);
        assert!(given(0).contains("59.9") && given(1).contains("65.4"), "{} {}", given(0), given(1));
        assert_eq!(&*rulebook.rules[0].source.clone().unwrap(), "Headline measures");
    }

    #[test]
    fn a_family_over_measures_says_a_rule_once_and_a_slip_is_told() {
        let family = "watchpoints:
  - watch: low-$row
    title: Low $what
    when: $row < 50
    rows: {l4: {what: level 4}, l5: {what: level 5}}
";
        let rules = loaded(family).rulebook.unwrap().rules;
        assert_eq!(rules.iter().map(|rule| &*rule.id).collect::<Vec<_>>(), ["low-l4", "low-l5"]);
        let said = |rules: &str| -> Vec<String> {
            loaded(rules).diagnostics.iter().filter(|one| one.is_error()).map(compact).collect()
        };
        let misspelt = said(&family.replace("$what", "$whta"));
        assert!(
            misspelt[0].contains("the row `l4` gives nothing for `$whta`")
                && misspelt[0].contains("did you mean `$what`?"),
            "{misspelt:?}"
        );
        let nowhere = said("risks:\n  - {risk: a, title: A, present when: 'true'}\n");
        assert!(nowhere[0].contains("no entry of this file takes `strand`"), "{nowhere:?}");
        let twice = said(&family.replace("l5: {what: level 5}", "l4: {what: level 5}"));
        assert!(twice[0].contains("the row `l4` stands twice"), "{twice:?}");
    }
}
