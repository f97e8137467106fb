//! The entries of a rulebook, wherever they stand: found, taken out, put elsewhere.

use std::collections::BTreeMap;

use crate::rulebook::knot::{Knot, Parts};
use crate::rulebook::rows::FOR_ALL;

/// An entry whatever its file: its section, what it is a part of there, its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Address {
    pub section: String,
    pub part: Option<String>,
    pub key: String,
}

/// A rulebook's files, cut apart.
#[derive(Clone, Debug)]
pub(super) struct Shelf {
    pub files: Vec<Knot>,
}

impl Shelf {
    /// The file with a name.
    pub fn file(&self, name: &str) -> Option<&Knot> {
        self.files.iter().find(|file| file.key == name)
    }

    /// Every entry with the file it stands in, in the order in which they stand.
    pub fn entries<'s>(&'s self) -> Vec<(Address, &'s str, &'s Knot)> {
        let mut all = Vec::new();
        for file in &self.files {
            for section in file.kids().iter().filter(|section| section.is_lines() && section.key != FOR_ALL) {
                for kid in section.kids() {
                    let address = |part: Option<&str>, key: &str| Address {
                        section: section.key.clone(),
                        part: part.map(str::to_owned),
                        key: key.to_owned(),
                    };
                    if section.is_list() || !kid.is_lines() {
                        all.push((address(None, &kid.key), &*file.key, kid));
                    } else {
                        let inner = |one: &'s Knot| (address(Some(&kid.key), &one.key), &*file.key, one);
                        all.extend(kid.kids().iter().map(inner));
                    }
                }
            }
        }
        all
    }

    /// In which file each entry stands.
    pub fn places(&self) -> BTreeMap<Address, String> {
        self.entries().into_iter().map(|(address, file, _)| (address, file.to_owned())).collect()
    }

    /// The entries by their addresses.
    pub fn by_address(&self) -> BTreeMap<Address, &Knot> {
        self.entries().into_iter().map(|(address, _, knot)| (address, knot)).collect()
    }

    /// The names of the entries that stand before one, nearest first.
    pub fn before(&self, address: &Address, file: &str) -> Vec<String> {
        let list = self.file(file).and_then(|file| file.kid(&address.section));
        let list = match &address.part {
            Some(part) => list.and_then(|section| section.kid(part)),
            None => list,
        };
        let keys = list.map(Knot::kids).unwrap_or_default().iter().map(|kid| kid.key.clone());
        let mut before: Vec<String> = keys.take_while(|key| *key != address.key).collect();
        before.reverse();
        before
    }

    /// Gives entries other names, in the order in which they stand; their texts stay.
    pub fn rename(&mut self, mut to: impl FnMut(&Address) -> Option<String>) {
        let mut renamed = |section: &str, part: Option<&str>, knot: &mut Knot| {
            let address = Address { section: section.to_owned(), part: part.map(str::to_owned), key: knot.key.clone() };
            knot.key = to(&address).unwrap_or(address.key);
        };
        let sections = self.files.iter_mut().filter_map(Knot::kids_mut).flatten();
        for section in sections.filter(|section| section.is_lines() && section.key != FOR_ALL) {
            let (name, is_list) = (section.key.clone(), section.is_list());
            for kid in section.kids_mut().into_iter().flatten() {
                if is_list || !kid.is_lines() {
                    renamed(&name, None, kid);
                } else {
                    let part = kid.key.clone();
                    kid.kids_mut().into_iter().flatten().for_each(|one| renamed(&name, Some(&part), one));
                }
            }
        }
    }

    /// Calls a file otherwise.
    pub fn rename_file(&mut self, from: &str, to: &str) {
        if let Some(file) = self.files.iter_mut().find(|file| file.key == from) {
            to.clone_into(&mut file.key);
        }
        self.files.sort_by(|a, b| a.key.cmp(&b.key));
    }

    /// Takes an entry out of a file, with the line that its section or part has there.
    pub fn take(&mut self, address: &Address, file: &str) -> Option<(Knot, Vec<Knot>)> {
        let file = self.files.iter_mut().find(|known| known.key == file)?;
        let heads = heads(file, address);
        let list = list_mut(file, address)?;
        let kids = list.kids_mut()?;
        let at = kids.iter().position(|kid| kid.key == address.key)?;
        let taken = kids.remove(at);
        if kids.is_empty() {
            remove_empty(file, address);
        }
        rewrite(file);
        Some((taken, heads))
    }

    /// Puts an entry into a file, behind the nearest of those before it; whether there is a place for it.
    pub fn put(&mut self, address: &Address, file: &str, knot: Knot, heads: &[Knot], before: &[String]) -> bool {
        if !self.files.iter().any(|known| known.key == file) {
            self.files.push(empty_file(file));
            self.files.sort_by(|a, b| a.key.cmp(&b.key));
        }
        let Some(file) = self.files.iter_mut().find(|known| known.key == file) else { return false };
        for (at, head) in heads.iter().enumerate() {
            let around = if at == 0 { Some(&mut *file) } else { file.kid_mut(&address.section) };
            let Some(kids) = around.and_then(Knot::kids_mut) else { return false };
            if !kids.iter().any(|kid| kid.key == head.key) {
                kids.push(head.clone());
            }
        }
        let indent = knot.indent;
        let Some(list) = list_mut(file, address).filter(|list| list.is_lines()) else { return false };
        let Some(kids) = list.kids_mut() else { return false };
        let indent = kids.first().map_or(indent, |kid| kid.indent);
        let at = before.iter().find_map(|key| kids.iter().position(|kid| kid.key == *key)).map_or(0, |at| at + 1);
        kids.insert(at.min(kids.len()), knot.at(indent));
        rewrite(file);
        true
    }
}

fn list_mut<'f>(file: &'f mut Knot, address: &Address) -> Option<&'f mut Knot> {
    let section = file.kid_mut(&address.section)?;
    match &address.part {
        Some(part) => section.kid_mut(part),
        None => Some(section),
    }
}

/// The section of an entry, and what it is a part of there, without any entries.
fn heads(file: &Knot, address: &Address) -> Vec<Knot> {
    let section = file.kid(&address.section);
    let part = address.part.as_ref().and_then(|part| section?.kid(part));
    section.into_iter().chain(part).map(emptied).collect()
}

fn emptied(knot: &Knot) -> Knot {
    let mut bare = Knot { lead: String::new(), ..knot.clone() };
    if let Some(kids) = bare.kids_mut() {
        kids.clear();
    }
    bare.write();
    bare
}

fn empty_file(name: &str) -> Knot {
    let parts = Parts::Lines { head: String::new(), kids: Vec::new(), tail: String::new(), list: false };
    Knot { parts, ..Knot::of(name, "", serde_yaml::Value::Null) }
}

/// Takes a section without entries out; what was said before it stands before the next, or at the end.
fn remove_empty(file: &mut Knot, address: &Address) {
    if let Some(part) = &address.part
        && let Some(section) = file.kid_mut(&address.section)
    {
        remove(section, part);
        if !section.kids().is_empty() {
            return;
        }
    }
    remove(file, &address.section);
}

fn remove(around: &mut Knot, key: &str) {
    let Some(kids) = around.kids_mut() else { return };
    let Some(at) = kids.iter().position(|kid| kid.key == key) else { return };
    let lead = kids.remove(at).lead;
    if let Some(next) = kids.get_mut(at) {
        next.lead.insert_str(0, &lead);
    } else if let Parts::Lines { tail, .. } = &mut around.parts {
        tail.insert_str(0, &lead);
    }
}

/// A file's text again of its pieces.
pub(super) fn rewrite(file: &mut Knot) {
    for section in file.kids_mut().into_iter().flatten().filter(|section| section.is_lines()) {
        for part in section.kids_mut().into_iter().flatten().filter(|part| part.is_lines() && !part.is_item()) {
            part.write();
        }
        section.write();
    }
    file.write();
}
