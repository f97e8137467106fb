//! What an officer says once: `for all` of a file, and the rows of a rule.
//!
//! A rule with `rows` is as many rules as it has rows: a floor of six years, a gap of five groups. A row gives values by
//! name, which the rule says as `$name`, and may say a field of its own in the place of the rule's; `values` are said by all
//! rows alike. All of it is undone here, on the tree, so that nothing after this knows that it was written once; every
//! value keeps its place in the file.

mod each;
mod filling;
mod former;
mod shared;
mod strands;
mod unused;

use std::collections::BTreeSet;
use std::ops::Range;

use super::diagnostic::{Code, Diagnostic};
use super::expression::nearest;
use super::naming;
use super::span::Span;
use super::yaml::shape::{Record, Shapes, cut_by_comma};
use super::yaml::{Entry, FileText, Key, Kind, Meaning, Node, Style};
use filling::{Values, filled};
use former::{add_former, former_names};

use each::Made;
pub(super) use each::{FOR_EACH, Lists};
pub(super) use filling::{Filled, of_all_rows, with_values};
pub(super) use strands::EVERY_STRAND;

/// What all entries of a file have.
pub(super) const FOR_ALL: &str = "for all";
/// The rows of an entry.
pub(super) const ROWS: &str = "rows";
/// What an entry says in each of its rows.
pub(super) const VALUES: &str = "values";
/// What stands for the name of a row.
const ROW: &str = "row";
/// What an entry was called before.
const FORMERLY: &str = "formerly";
/// What a row is called that is one value: `2010-11: 60`.
pub(super) const LINE: &str = "line";
/// What stands for the name of a strand.
pub(super) const STRAND: &str = "strand";

/// Gives every entry what the file says for all, and makes an entry of every row; `lists` is what the rulebook has to make a
/// rule for each of. Where rules stand that are for each of a list.
pub(super) fn written_out(
    file: &FileText,
    root: &mut Node,
    shapes: &Shapes,
    lists: &Lists,
    out: &mut Vec<Diagnostic>,
) -> Vec<Span> {
    strands::spread(file, root, lists, out);
    let mut made = Vec::new();
    let Kind::Map(sections) = &mut root.kind else { return made };
    let at = sections.iter().position(|entry| entry.key.text == FOR_ALL);
    let shared = at.map(|at| sections.remove(at));
    let fields = shared.map(|entry| shared_fields(file, entry, out)).unwrap_or_default();
    let (mut taken, mut known, mut told) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut values = unused::Seen::default();
    for section in sections {
        let name = section.key.text.as_str();
        let (Some(record), Kind::List(items)) = (shapes.entries_of(name), &mut section.value.kind) else { continue };
        known.extend(record.fields.iter().map(|field| field.name.clone()));
        let shared = std::mem::take(items).into_iter().map(|item| with_shared(item, &fields, record, &mut taken));
        let Some(key) = naming::in_rows(name) else {
            *items = shared.collect();
            continue;
        };
        let mut writing = Writing {
            file,
            record,
            section: name,
            key,
            lists,
            told: &mut told,
            values: &mut values,
            made: &mut made,
            out,
        };
        *items = shared.collect::<Vec<_>>().into_iter().flat_map(|item| writing.rows(item)).collect();
    }
    values.tell(file, &told, out);
    let left = fields.iter().filter(|field| !taken.contains(&field.key.text));
    out.extend(left.map(|field| taken_by_none(file, field, &known)));
    made
}

/// What a file says for all and no entry of it has.
fn taken_by_none(file: &FileText, field: &Entry, known: &BTreeSet<String>) -> Diagnostic {
    let message = format!("no entry of this file takes `{}`", field.key.text);
    let near = nearest(&field.key.text, known.iter().map(String::as_str));
    let help = near.first().map_or_else(
        || "see how it is spelled; what stands under `for all` is for entries that do not say it themselves".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    Diagnostic::error(Code::UnknownField, file.span(field.key.range.clone()), message).help(help)
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
    section: &'w str,
    /// the field that names an entry
    key: &'w str,
    lists: &'w Lists,
    /// names that no row gives, each told once where it stands
    told: &'w mut BTreeSet<(usize, String)>,
    /// what `values` give, and whether anything says it
    values: &'w mut unused::Seen,
    /// where entries stand that are for each of a list
    made: &'w mut Vec<Span>,
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
        let Some(at) = has_rows else {
            if at(VALUES).is_some() {
                self.filled(entries, &mut Values::new());
            }
            return vec![item];
        };
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
        self.made.push(self.file.span(range.clone()));
        for Made { key, formerly, values } in rows {
            if !seen.insert(key.text.clone()) {
                self.error(&key, &format!("`{}` stands twice", key.text), "keep one of them");
                continue;
            }
            let mut entry = base.to_vec();
            let word = |name: &str| Key { text: each::word(name, self.section, self.key), range: key.range.clone() };
            let now = word(&key.text);
            let before =
                self.named_before(&entry, &formerly.iter().map(|name| word(name)).collect::<Vec<_>>(), &values);
            if naming::of(self.section) == Some(self.key) {
                self.named(&mut entry, &now, false);
            }
            former_names(&mut entry, &now);
            let name_field = self.key;
            for name in entry.iter_mut().filter(|entry| entry.key.text == name_field || entry.key.text == FORMERLY) {
                self.fill(&mut name.value, &each::in_name(&values, &now.text));
            }
            add_former(&mut entry, before);
            self.filled(&mut entry, &mut values.clone());
            made.push(Node { kind: Kind::Map(entry), range: range.clone() });
        }
        made
    }

    fn row(&mut self, base: &[Entry], row: Entry) -> Vec<Entry> {
        let mut values = of_row(&row.key.text);
        let mut own = Vec::new();
        match row.value.kind {
            Kind::Scalar { text, .. } if !text.is_empty() => _ = values.insert(LINE.to_owned(), text),
            Kind::Map(entries) => {
                let all = entries.clone();
                for entry in entries {
                    let name = entry.key.text.as_str();
                    if self.record.field(name).is_some() {
                        // so that the rest may name it too
                        _ = entry.value.text().map(|text| values.insert(name.to_owned(), text.to_owned()));
                        own.push(entry);
                        continue;
                    }
                    if let Some(text) = self.value_of_row(&entry, [base, &all]) {
                        _ = values.insert(name.to_owned(), text);
                    }
                }
            }
            _ => {}
        }
        for entry in &mut own {
            self.fill(&mut entry.value, &values);
            _ = entry.value.text().map(|text| values.insert(entry.key.text.clone(), text.to_owned()));
        }
        let of_rule = own.iter().all(|entry| entry.key.text != FORMERLY);
        let mut made = with_own(base, own);
        self.named(&mut made, &row.key, true);
        if of_rule {
            former_names(&mut made, &row.key);
        }
        self.filled(&mut made, &mut values);
        made
    }

    /// A value that a row gives by name; what is none is told.
    fn value_of_row(&mut self, entry: &Entry, [base, row]: [&[Entry]; 2]) -> Option<String> {
        if let Some(told) = cut_by_comma(self.file, entry) {
            self.out.push(told);
            return None;
        }
        let name = entry.key.text.as_str();
        let meant = unused::field_meant(name, [base, row], self.record);
        match &entry.value.kind {
            Kind::Scalar { text, .. } if meant.is_none() => {
                self.values.see(std::slice::from_ref(entry), &unused::without(row, entry, base), self.record);
                return Some(text.clone());
            }
            _ => {}
        }
        let message = format!("`{name}` is neither a value nor a field of the rule");
        let help = meant.map_or_else(
            || "a value of a row is one number, or a few words".to_owned(),
            |meant| format!("did you mean `{meant}`?"),
        );
        self.error(&entry.key, &message, &help);
        None
    }

    /// What stands in a name between its own part and that of a row.
    fn between(&self) -> char {
        if self.key == "id" { '_' } else { '-' }
    }

    /// The name of a row's entry ends with the row's, and its years are the row's, unless it says otherwise.
    fn named(&self, made: &mut Vec<Entry>, row: &Key, of_rows: bool) {
        let row_name = word_of(&row.text);
        for entry in made.iter_mut().filter(|entry| entry.key.text == self.key) {
            if let Kind::Scalar { text, .. } = &mut entry.value.kind
                && !text.contains('$')
            {
                *text = format!("{text}{}{row_name}", self.between());
            }
            // where an officer looks for it
            entry.value.range = row.range.clone();
        }
        let is_years = row.text.starts_with("to ") || row.text.starts_with(|c: char| c.is_ascii_digit());
        let says = made.iter().any(|entry| entry.key.text == "years");
        // a measure's years are those of its headings, and its rows are called otherwise
        let by_years = of_rows && self.key != "id" && self.record.field("years").is_some();
        if is_years && !says && by_years {
            let kind = Kind::Scalar { text: row.text.clone(), style: Style::Plain, meaning: Meaning::Words };
            let key = Key { text: "years".to_owned(), range: row.range.clone() };
            made.push(Entry { key, value: Node { kind, range: row.range.clone() } });
        }
    }

    /// Puts a row's values in the place of `$name`, in names too.
    fn fill(&mut self, node: &mut Node, values: &Values) {
        match &mut node.kind {
            Kind::Scalar { text, style, .. } => {
                // each name that no row gives stands for another from then on, so that nothing else is said of it
                while let Err(name) = filled(text, values) {
                    let stead = self.not_given(&name, node.range.clone(), values);
                    *text = text.replace(&format!("${name}"), &stead.replace('$', ""));
                }
                if let Ok(Some((new, whole))) = filled(text, values) {
                    *text = new;
                    if whole {
                        *style = Style::Plain;
                    }
                }
            }
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

    /// Says of a name that the row gives nothing for it; the value nearest to it.
    fn not_given(&mut self, name: &str, place: Range<usize>, values: &Values) -> String {
        let near = nearest(name, values.keys().map(String::as_str)).first().map(|near| (*near).to_owned());
        if self.told.insert((place.start, name.to_owned())) {
            let meant = near.as_ref().map(|near| format!("did you mean `${near}`?"));
            let help = meant.unwrap_or_else(|| format!("write `{name}: …` in each row"));
            let message = format!("the row `{}` gives nothing for `${name}`", row_of(values));
            self.out.push(Diagnostic::error(Code::UnknownName, self.file.span(place), message).help(help));
        }
        near.and_then(|near| values.get(&near).cloned()).unwrap_or_else(|| "1".to_owned())
    }

    fn error(&mut self, key: &Key, message: &str, help: &str) {
        let place = self.file.span(key.range.clone());
        self.out.push(Diagnostic::error(Code::UnknownField, place, message).help(help));
    }
}

/// What the entry of a row is called.
pub(super) fn name_in_row(name: &str, row: &str, value: &serde_yaml::Value) -> String {
    let word = |value: &serde_yaml::Value| value.as_str().map(str::to_owned);
    let mut values = of_row(row);
    values.extend(word(value).map(|line| (LINE.to_owned(), line)));
    let said = value.as_mapping().into_iter().flatten();
    values.extend(said.filter_map(|(name, value)| Some((word(name)?, word(value)?))));
    match filled(name, &values) {
        Ok(Some((name, _))) => name,
        _ => format!("{name}-{}", word_of(row)),
    }
}

fn of_row(name: &str) -> Values {
    Values::from([(ROW.to_owned(), name.to_owned())])
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
mod tests;
