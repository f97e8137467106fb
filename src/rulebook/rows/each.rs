//! `for each`: rows that the rulebook's own lists give. A rule that says it is a rule for each strand, grade, group or
//! measure.

use super::ROWS;
use super::filling::Values;
use crate::rulebook::expression::nearest;
use crate::rulebook::naming;
use crate::rulebook::yaml::{Entry, Key, Kind, Node};

/// What a rule says that is one for each of a list.
pub(in crate::rulebook) const FOR_EACH: &str = "for each";
/// What may be listed, and the section with its names and their field.
const LISTS: [(&str, &str, &str); 4] = [
    ("strand", "strands", "strand"),
    ("grade", "grades", "grade"),
    ("group", "groups", "id"),
    ("measure", "measures", "id"),
];

/// Something a rulebook lists: its values by name.
#[derive(Clone, Debug)]
struct Listed {
    /// what it is: `strand`
    kind: &'static str,
    name: String,
    title: String,
    short: String,
    /// what it was called before, oldest first
    formerly: Vec<String>,
}

/// A row that `for each` makes: what it is called, what that was before, and its values.
pub(super) struct Made {
    pub key: Key,
    pub formerly: Vec<String>,
    pub values: Values,
}

/// What a rulebook lists, of all its files.
#[derive(Clone, Debug, Default)]
pub(in crate::rulebook) struct Lists {
    all: Vec<Listed>,
    /// the strand that sums up the others
    overall: Option<String>,
}

impl Lists {
    /// From the trees of a rulebook's files, as they stand there.
    pub fn of<'n>(roots: impl Iterator<Item = &'n Node>) -> Self {
        let mut all = Self::default();
        for root in roots {
            let overall = root.entry("judgements").and_then(|entry| entry.value.entry("overall"));
            let overall = overall.and_then(|entry| entry.value.text()).map(str::to_owned);
            all.overall = all.overall.take().or(overall);
            for (kind, section, field) in LISTS {
                // strands and grades stand among the judgements
                let within = root.entry("judgements").and_then(|entry| entry.value.entry(section));
                let Some(entry) = root.entry(section).or(within) else { continue };
                let Kind::List(items) = &entry.value.kind else { continue };
                items.iter().flat_map(|item| listed(kind, item, field)).for_each(|one| all.add(one));
            }
        }
        all
    }

    fn add(&mut self, one: Listed) {
        if !self.all.iter().any(|known| known.kind == one.kind && known.name == one.name) {
            self.all.push(one);
        }
    }

    fn of_kind<'l>(&'l self, kind: &'l str) -> impl Iterator<Item = &'l Listed> {
        self.all.iter().filter(move |one| one.kind == kind)
    }

    /// The values of each strand but the overall one.
    pub(super) fn strands(&self) -> Vec<Values> {
        let strands =
            self.of_kind("strand").filter(|one| !self.overall.as_ref().is_some_and(|name| one.is_called(name)));
        strands.map(values).collect()
    }

    /// The rows that a rule's `for each` makes.
    ///
    /// # Errors
    /// Where a mistake stands, what it is, and what to do.
    pub(super) fn rows(&self, each: &Entry) -> Result<Vec<Made>, Mistake> {
        match &each.value.kind {
            Kind::Scalar { text, .. } if text == "measure" => {
                let help = "say which: `for each: {measure: [ks4.a8, ks4.em5]}`";
                Err(Mistake::of(&each.value, "a rulebook has too many measures for a rule each", help))
            }
            Kind::Scalar { text, .. } => {
                let kind = known_kind(text, &each.value)?;
                let rows: Vec<_> = self.of_kind(kind).map(|one| one.made(each.value.range.clone())).collect();
                if rows.is_empty() {
                    let message = format!("this rulebook has no {kind} to make a rule for");
                    return Err(Mistake::of(&each.value, &message, "list some, or write the rule without `for each`"));
                }
                Ok(rows)
            }
            Kind::Map(entries) => match entries.as_slice() {
                [one] => self.named(known_kind(&one.key.text, &each.value)?, &one.value),
                _ => Err(Mistake::of(&each.value, "a rule is for each of one thing", "keep one of them")),
            },
            Kind::List(_) => {
                let help = "say of what: `for each: {measure: […]}`, or of `group` or `strand`";
                Err(Mistake::of(&each.value, "it is not said what these are", help))
            }
        }
    }

    /// The rows for those that are named.
    fn named(&self, kind: &str, names: &Node) -> Result<Vec<Made>, Mistake> {
        let items = match &names.kind {
            Kind::List(items) => items.as_slice(),
            _ => std::slice::from_ref(names),
        };
        let row = |item: &Node| {
            let name = item.text().unwrap_or_default();
            let found = self.of_kind(kind).find(|one| one.is_called(name));
            found.map(|one| one.made(item.range.clone())).ok_or_else(|| self.unknown(kind, name, item))
        };
        let rows: Vec<Made> = items.iter().map(row).collect::<Result<_, _>>()?;
        if rows.is_empty() {
            return Err(Mistake::of(names, "nothing is listed", "name those that the rule is for"));
        }
        Ok(rows)
    }

    fn unknown(&self, kind: &str, name: &str, item: &Node) -> Mistake {
        let near = nearest(name, self.of_kind(kind).map(|one| one.name.as_str()));
        let help = near.first().map_or_else(String::new, |near| format!("did you mean `{near}`?"));
        Mistake::of(item, &format!("`{name}` is not a {kind} of this rulebook"), &help)
    }
}

/// A mistake in a rule's `for each`.
pub(super) struct Mistake {
    pub range: std::ops::Range<usize>,
    pub message: String,
    pub help: String,
}

impl Mistake {
    fn of(node: &Node, message: &str, help: &str) -> Self {
        Self { range: node.range.clone(), message: message.to_owned(), help: help.to_owned() }
    }
}

fn known_kind(word: &str, place: &Node) -> Result<&'static str, Mistake> {
    let known = LISTS.iter().find(|(kind, ..)| *kind == word).map(|(kind, ..)| *kind);
    known.ok_or_else(|| {
        let message = format!("a rule cannot be for each `{word}`");
        Mistake::of(place, &message, "write `strand`, `grade`, `group` or `measure`; for anything else, use `rows`")
    })
}

/// What an item lists: itself, or each of its rows.
fn listed(kind: &'static str, item: &Node, field: &str) -> Vec<Listed> {
    let Some(rows) = item.entry(ROWS) else { return one(kind, item, field, None).into_iter().collect() };
    let Kind::Map(rows) = &rows.value.kind else { return Vec::new() };
    rows.iter().filter_map(|row| one(kind, item, field, Some(row))).collect()
}

fn one(kind: &'static str, item: &Node, field: &str, row: Option<&Entry>) -> Option<Listed> {
    let said = |node: &Node, field: &str| node.entry(field).and_then(|entry| entry.value.text()).map(str::to_owned);
    let of_row = row.map(|row| {
        let Kind::Map(own) = &row.value.kind else { return super::of_row(&row.key.text) };
        let given = own.iter().filter_map(|entry| Some((entry.key.text.clone(), entry.value.text()?.to_owned())));
        super::of_row(&row.key.text).into_iter().chain(given).collect()
    });
    let say = |field: &str| {
        let text = row.and_then(|row| said(&row.value, field)).or_else(|| said(item, field))?;
        Some(match &of_row {
            Some(values) => super::filling::with_values(&text, |name| values.get(name).map(String::as_str)).0,
            None => text,
        })
    };
    let name = say(field)?;
    let title = say("title").unwrap_or_else(|| name.clone());
    let before = |entry: &Entry| match &entry.value.kind {
        Kind::List(names) => names.iter().filter_map(Node::text).map(str::to_owned).collect(),
        _ => entry.value.text().map(str::to_owned).into_iter().collect(),
    };
    // what a list with rows was called, its rows were called otherwise
    let formerly = item.entry(super::FORMERLY).filter(|_| row.is_none()).map(before).unwrap_or_default();
    Some(Listed { kind, short: say("short").unwrap_or_else(|| title.clone()), name, title, formerly })
}

impl Listed {
    /// Whether this is its name, or was before.
    fn is_called(&self, name: &str) -> bool {
        self.name == name || self.formerly.iter().any(|before| before == name)
    }

    fn made(&self, range: std::ops::Range<usize>) -> Made {
        let key = Key { text: self.name.clone(), range };
        Made { key, formerly: self.formerly.clone(), values: values(self) }
    }
}

fn values(one: &Listed) -> Values {
    let named = [("row", &one.name), (one.kind, &one.name), ("title", &one.title), ("short", &one.short)];
    named.map(|(name, value)| (name.to_owned(), value.clone())).into()
}

/// The values of a row as they stand in a name: each is the word that the row is called by there.
pub(super) fn in_name(values: &Values, word: &str) -> Values {
    values.keys().map(|name| (name.clone(), word.to_owned())).collect()
}

/// A name as part of an entry's, which is known by a field: `ks4.a8` is `ks4-a8` in a rule's name, the grade `B+` is
/// `b-plus`. What names something else, as support names its strand, has it as it stands.
pub(super) fn word(name: &str, section: &str, field: &str) -> String {
    if naming::of(section) != Some(field) {
        return name.to_owned();
    }
    let signs = [("+", "-plus"), ("*", "-star")]
        .iter()
        .fold(name.trim().to_lowercase(), |name, (sign, word)| name.replace(sign, word));
    let said = signs.strip_suffix(['-', '\u{2212}']).map_or_else(|| signs.clone(), |before| format!("{before}-minus"));
    // names of measures and groups have dots and `_` where others have hyphens
    let (keep, join) = if field == "id" { (".", "_") } else { ("", "-") };
    let part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || keep.contains(c);
    let parts: Vec<&str> = said.split(|c: char| !part(c)).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { name.to_owned() } else { parts.join(join) }
}

#[cfg(test)]
mod tests;
