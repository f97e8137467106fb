//! The single values of a file, each with the way to it from the top.

use crate::rulebook::case_table::tree_of;
use crate::rulebook::schema::shapes_as_written;
use crate::rulebook::yaml::shape::fit;
use crate::rulebook::yaml::{Entry, FileText, Kind, Node};

/// A step on the way to a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// to the value with this name
    Field(String),
    /// to the item with this number, from 0
    Item(usize),
}

/// A file's values, what each means found out; `None` where something in it is written wrongly.
pub(super) fn tree(file: &FileText) -> Option<Node> {
    let read = tree_of(file);
    let mut root = read.root;
    let fitted = fit(file, &mut root, shapes_as_written());
    (read.diagnostics.is_empty() && fitted.diagnostics.is_empty()).then_some(root)
}

/// A place in the tree on the way down: what is there, how one gets there, and that way in words.
#[derive(Clone)]
pub(super) struct Here<'n> {
    pub node: &'n Node,
    pub steps: Vec<Step>,
    /// for officers and to find it again: `floors, primary-2011-12, below when`
    pub way: String,
}

impl<'n> Here<'n> {
    pub fn top(node: &'n Node) -> Self {
        Self { node, steps: Vec::new(), way: String::new() }
    }

    /// The value with a name, where there is one.
    pub fn field(&self, name: &str) -> Option<Self> {
        let entry = self.node.entry(name)?;
        Some(self.down(&entry.value, Step::Field(name.to_owned()), name))
    }

    /// All values with names, each with its name.
    pub fn fields(&self) -> Vec<(&'n str, Self)> {
        let Kind::Map(entries) = &self.node.kind else { return Vec::new() };
        let go = |entry: &'n Entry| {
            let name = entry.key.text.as_str();
            (name, self.down(&entry.value, Step::Field(name.to_owned()), name))
        };
        entries.iter().map(go).collect()
    }

    /// All items, by their names where each has one of its own, else by their numbers.
    pub fn items(&self) -> Vec<Self> {
        let Kind::List(items) = &self.node.kind else { return Vec::new() };
        let names: Vec<Option<String>> = items.iter().map(name_of).collect();
        let go = |(number, (node, name)): (usize, (&'n Node, &Option<String>))| {
            let alone = name.as_ref().filter(|_| names.iter().filter(|other| *other == name).count() == 1);
            let word = alone.cloned().unwrap_or_else(|| format!("#{}", number + 1));
            self.down(node, Step::Item(number), &word)
        };
        items.iter().zip(&names).enumerate().map(go).collect()
    }

    /// Every single value from here on down, in the order in which they stand.
    pub fn leaves(&self) -> Vec<Self> {
        match &self.node.kind {
            Kind::Scalar { .. } => vec![self.clone()],
            Kind::List(_) => self.items().iter().flat_map(Self::leaves).collect(),
            Kind::Map(_) => self.fields().iter().flat_map(|(_, here)| here.leaves()).collect(),
        }
    }

    /// The text of the value with a name; empty where there is none.
    pub fn say(&self, name: &str) -> &'n str {
        self.node.entry(name).and_then(|entry| entry.value.text()).unwrap_or_default()
    }

    fn down(&self, node: &'n Node, step: Step, word: &str) -> Self {
        let mut steps = self.steps.clone();
        steps.push(step);
        let way = if self.way.is_empty() { word.to_owned() } else { format!("{}, {word}", self.way) };
        Self { node, steps, way }
    }
}

/// An item's name: its single values up to its title, its source or its first list.
fn name_of(node: &Node) -> Option<String> {
    let Kind::Map(entries) = &node.kind else { return None };
    let named = entries.iter().map_while(|entry| match entry.key.text.as_str() {
        "title" | "source" | "note" | "value" => None,
        _ => entry.value.text(),
    });
    let name = named.collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}

/// The value at the end of a way.
pub(super) fn at<'n>(root: &'n Node, steps: &[Step]) -> Option<&'n Node> {
    steps.iter().try_fold(root, |node, step| match step {
        Step::Field(name) => node.entry(name).map(|entry| &entry.value),
        Step::Item(number) => node.item(*number),
    })
}
