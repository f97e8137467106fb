//! A rulebook as texts within texts: files, sections, entries, fields, each with its lines and the comments before it.
//!
//! Put together again, the texts are the files to the byte. What cannot be cut apart line by line stays whole.

mod cut;
pub(super) mod name;
mod table;

use serde_yaml::Value;

pub(super) use cut::cut;
pub(super) use table::headings_once;

/// A piece of a rulebook that has a name in what is around it.
#[derive(Clone, Debug)]
pub(super) struct Knot {
    /// its name there
    pub key: String,
    /// comments and empty lines before it
    pub lead: String,
    /// its lines; between brackets, its characters
    pub text: String,
    /// the column in which it begins, from 0
    pub indent: usize,
    /// what is said behind it on its last line
    pub remark: String,
    /// what it says
    pub value: Value,
    /// what it is made of
    pub parts: Parts,
}

/// What a piece is made of.
#[derive(Clone, Debug)]
pub(super) enum Parts {
    /// it is cut no further
    Whole,
    /// pieces of whole lines, under a line with its name
    Lines { head: String, kids: Vec<Knot>, tail: String, list: bool },
    /// pieces between brackets
    Brackets { open: String, kids: Vec<Knot>, close: String, list: bool },
}

impl Knot {
    /// A piece that is cut no further, with nothing before it.
    pub fn of(key: &str, text: &str, value: Value) -> Self {
        let (key, text) = (key.to_owned(), text.to_owned());
        Self { key, lead: String::new(), text, indent: 0, remark: String::new(), value, parts: Parts::Whole }
    }

    /// The pieces it is made of.
    pub fn kids(&self) -> &[Knot] {
        match &self.parts {
            Parts::Whole => &[],
            Parts::Lines { kids, .. } | Parts::Brackets { kids, .. } => kids,
        }
    }

    /// The same, to be changed; [`Knot::write`] is called afterwards.
    pub fn kids_mut(&mut self) -> Option<&mut Vec<Knot>> {
        match &mut self.parts {
            Parts::Whole => None,
            Parts::Lines { kids, .. } | Parts::Brackets { kids, .. } => Some(kids),
        }
    }

    /// The piece with a name.
    pub fn kid(&self, key: &str) -> Option<&Knot> {
        self.kids().iter().find(|kid| kid.key == key)
    }

    /// The same, to be changed.
    pub fn kid_mut(&mut self, key: &str) -> Option<&mut Knot> {
        self.kids_mut()?.iter_mut().find(|kid| kid.key == key)
    }

    /// Whether it is made of lines.
    pub fn is_lines(&self) -> bool {
        matches!(self.parts, Parts::Lines { .. })
    }

    /// Whether it is made of pieces without names of their own, that are told apart by their order or by what they say.
    pub fn is_list(&self) -> bool {
        matches!(self.parts, Parts::Lines { list: true, .. } | Parts::Brackets { list: true, .. })
    }

    /// Whether it says and looks the same, however far in.
    pub fn is_same(&self, other: &Knot) -> bool {
        let squeezed = |knot: &Knot| -> String { knot.text.split_whitespace().collect::<Vec<_>>().join(" ") };
        self.text == other.text || self.value == other.value && squeezed(self) == squeezed(other)
    }

    /// Whether it stands behind a dash.
    pub fn is_item(&self) -> bool {
        self.text.trim_start().starts_with("- ") || self.text.trim() == "-"
    }

    /// Its text and value again of its pieces, after those were changed.
    pub fn write(&mut self) {
        let pieces: Vec<(&str, &str)> = self.kids().iter().map(|kid| (&*kid.lead, &*kid.text)).collect();
        self.text = self.text_of(&pieces);
        let named = |kid: &Knot| (Value::String(kid.key.clone()), kid.value.clone());
        if !matches!(self.parts, Parts::Whole) {
            self.value = if self.is_list() {
                Value::Sequence(self.kids().iter().map(|kid| kid.value.clone()).collect())
            } else {
                Value::Mapping(self.kids().iter().map(named).collect())
            };
        }
    }

    /// Its text with other pieces, each with the comments before it.
    pub fn text_of(&self, pieces: &[(&str, &str)]) -> String {
        match &self.parts {
            Parts::Whole => self.text.clone(),
            Parts::Lines { head, tail, .. } => {
                let lines: String = pieces.iter().map(|(lead, text)| format!("{lead}{text}")).collect();
                let text = format!("{head}{lines}{tail}");
                if self.is_item() { with_dash(&text, self.indent) } else { text }
            }
            Parts::Brackets { open, close, .. } => {
                let texts: Vec<&str> = pieces.iter().map(|(_, text)| *text).collect();
                format!("{open}{}{close}", texts.join(", "))
            }
        }
    }

    /// The same, further in or less far.
    pub fn at(mut self, indent: usize) -> Knot {
        let from = self.indent;
        self.move_by(from, indent);
        self
    }

    fn move_by(&mut self, from: usize, to: usize) {
        if from == to {
            return;
        }
        let shift = |text: &str| -> String { text.split_inclusive('\n').map(|line| moved(line, from, to)).collect() };
        self.lead = shift(&self.lead);
        self.text = shift(&self.text);
        self.indent = (self.indent + to).saturating_sub(from);
        match &mut self.parts {
            Parts::Lines { head, kids, tail, .. } => {
                (*head, *tail) = (shift(head), shift(tail));
                kids.iter_mut().for_each(|kid| kid.move_by(from, to));
            }
            Parts::Brackets { open, .. } => *open = shift(open),
            Parts::Whole => {}
        }
    }
}

fn moved(line: &str, from: usize, to: usize) -> String {
    if line.trim().is_empty() {
        return line.to_owned();
    }
    match to.checked_sub(from) {
        Some(more) => format!("{}{line}", " ".repeat(more)),
        None => {
            let blanks = line.len() - line.trim_start_matches(' ').len();
            line.get((from - to).min(blanks)..).unwrap_or(line).to_owned()
        }
    }
}

/// The first line that is more than a comment gets its dash back.
fn with_dash(text: &str, column: usize) -> String {
    let mut done = false;
    let lines = text.split_inclusive('\n').map(|line| {
        let written = line.trim();
        if done || written.is_empty() || written.starts_with('#') {
            return line.to_owned();
        }
        done = true;
        let before = line.get(..column).unwrap_or_default();
        let after = line.get(column + 1..).unwrap_or_default();
        format!("{before}-{after}")
    });
    lines.collect()
}
