//! Brings three states of a rulebook into one order: the same names for the same things, the same files for the same
//! entries. What officers moved stays where they put it; what the default moved and they did not goes along.

use std::collections::{BTreeMap, BTreeSet};

use super::shelf::{Address, Shelf};
use crate::rulebook::knot::Knot;
use crate::rulebook::rows::{FOR_ALL, ROWS};

/// The officers' rulebook, the default it was made from, and the default as it is now.
pub(super) struct Three {
    pub theirs: Shelf,
    pub old: Shelf,
    pub new: Shelf,
}

impl Three {
    /// Gives the same things the same names and places.
    pub fn arrange(&mut self) {
        self.tell_rows_apart();
        self.follow_new_names();
        let moved = self.moved_by_them();
        self.files_under_other_names();
        self.entries_in_other_files();
        self.rows_where_entries_were(&moved);
    }

    /// Entries of one name, each with rows of its own, are known by their rows.
    fn tell_rows_apart(&mut self) {
        number(&mut self.old);
        let known: Vec<Known> =
            self.old.entries().into_iter().map(|(address, _, knot)| (address, rows(knot))).collect();
        for (shelf, whose) in [(&mut self.theirs, "yours"), (&mut self.new, "new")] {
            number(shelf);
            let there: Vec<Known> =
                shelf.entries().into_iter().map(|(address, _, knot)| (address, rows(knot))).collect();
            let names: BTreeMap<Address, String> = matched(&there, &known, whose).into_iter().collect();
            shelf.rename(|address| names.get(address).cloned());
        }
    }

    /// What is called otherwise now, by `formerly`, is the same thing.
    fn follow_new_names(&mut self) {
        let Self { theirs, old, new } = self;
        follow(new, old, theirs);
        follow(theirs, old, new);
    }

    /// A file most of whose entries stand under another name is that file.
    fn files_under_other_names(&mut self) {
        let Self { theirs, old, new } = self;
        let by_them = moved_files(old, theirs);
        for (from, to) in &by_them {
            old.rename_file(from, to);
            new.rename_file(from, to);
        }
        for (from, to) in moved_files(old, new) {
            if by_them.iter().any(|(_, theirs)| *theirs == from) {
                new.rename_file(&to, &from);
            } else if theirs.file(&to).is_none() {
                old.rename_file(&from, &to);
                theirs.rename_file(&from, &to);
            }
        }
    }

    /// Entries stand where officers put them, else where the default has them now.
    fn entries_in_other_files(&mut self) {
        let (theirs, old, new) = (self.theirs.places(), self.old.places(), self.new.places());
        let order: Vec<Address> = self.new.entries().into_iter().map(|(address, ..)| address).collect();
        let only_old = old.keys().filter(|address| !new.contains_key(*address)).cloned();
        for address in order.into_iter().chain(only_old.collect::<Vec<_>>()) {
            let (mine, was, is) = (theirs.get(&address), old.get(&address), new.get(&address));
            match (mine, was, is) {
                (Some(mine), was, Some(is)) if mine != is && was == Some(mine) => self.as_in_new(&address, mine, is),
                (Some(mine), _, Some(is)) if mine != is => self.as_in_theirs(&address, mine, was, Some(is)),
                (Some(mine), Some(was), _) if mine != was => self.as_in_theirs(&address, mine, Some(was), is),
                (None, Some(was), Some(is)) if was != is => {
                    let before = self.new.before(&address, is);
                    shift(&mut self.old, &address, was, is, &before);
                }
                _ => {}
            }
        }
    }

    /// Entries that officers put into another file, each with that file.
    fn moved_by_them(&self) -> BTreeMap<Address, String> {
        let old = self.old.places();
        let moved = |address: &Address, file: &String| old.get(address).is_some_and(|was| was != file);
        self.theirs.places().into_iter().filter(|(address, file)| moved(address, file)).collect()
    }

    /// What the default says once now, as rows of one entry, stands where officers put the entries that it was.
    fn rows_where_entries_were(&mut self, by_them: &BTreeMap<Address, String>) {
        let mut moved = Vec::new();
        for (address, file, knot) in self.new.entries() {
            let names = super::rows::names_of_rows(&address.section, knot);
            let of_row = |name: &String| by_them.get(&Address { key: name.clone(), ..address.clone() });
            let files: Option<BTreeSet<&String>> = names.iter().map(of_row).collect();
            let one = files.filter(|files| files.len() == 1).and_then(|files| files.into_iter().next());
            if let Some(mine) = one.filter(|mine| *mine != file) {
                moved.push((address, file.to_owned(), mine.clone()));
            }
        }
        for (address, from, to) in moved {
            say_what_is_shared(&mut self.new, &address, &from);
            shift(&mut self.new, &address, &from, &to, &[]);
        }
    }

    fn as_in_new(&mut self, address: &Address, from: &str, to: &str) {
        let before = self.new.before(address, to);
        shift(&mut self.theirs, address, from, to, &before);
        shift(&mut self.old, address, from, to, &before);
    }

    fn as_in_theirs(&mut self, address: &Address, mine: &str, was: Option<&String>, is: Option<&String>) {
        let before = self.theirs.before(address, mine);
        for (shelf, from) in [(&mut self.old, was), (&mut self.new, is)] {
            let Some(from) = from.filter(|from| *from != mine) else { continue };
            say_what_is_shared(shelf, address, from);
            shift(shelf, address, from, mine, &before);
        }
    }
}

/// Numbers entries of one name through all files.
fn number(shelf: &mut Shelf) {
    let mut seen: BTreeMap<Address, usize> = BTreeMap::new();
    shelf.rename(|address| {
        let base = Address { key: bare(&address.key).to_owned(), ..address.clone() };
        let times = seen.entry(base.clone()).or_default();
        *times += 1;
        Some(if *times == 1 { base.key } else { format!("{} ({times})", base.key) })
    });
}

/// A name without the number that tells it apart.
fn bare(key: &str) -> &str {
    match key.rsplit_once(" (") {
        Some((base, number)) if number.trim_end_matches(')').chars().all(|c| c.is_ascii_digit()) => base,
        _ => key,
    }
}

/// The names of an entry's rows.
fn rows(knot: &Knot) -> BTreeSet<String> {
    knot.kid(ROWS).map(Knot::kids).unwrap_or_default().iter().map(|row| row.key.clone()).collect()
}

type Known = (Address, BTreeSet<String>);

/// Which entries of one name are which of the old ones: those with most rows in common.
fn matched(there: &[Known], known: &[Known], whose: &str) -> Vec<(Address, String)> {
    let base = |address: &Address| Address { key: bare(&address.key).to_owned(), ..address.clone() };
    let mut olds: BTreeMap<Address, Vec<&Known>> = BTreeMap::new();
    known.iter().for_each(|known| olds.entry(base(&known.0)).or_default().push(known));
    let mut times: BTreeMap<Address, usize> = BTreeMap::new();
    there.iter().for_each(|(address, _)| *times.entry(base(address)).or_default() += 1);
    let mut renamed = Vec::new();
    let mut taken: BTreeSet<&Address> = BTreeSet::new();
    for (address, rows) in there {
        let several = times.get(&base(address)).is_some_and(|times| *times > 1);
        let old = olds.get(&base(address)).cloned().unwrap_or_default();
        if old.len() <= 1 && !several {
            continue;
        }
        let free = old.into_iter().filter(|(old, _)| !taken.contains(old));
        let best = free.max_by_key(|(old, its)| (its.intersection(rows).count(), old == address));
        match best.filter(|(_, its)| its.is_empty() && rows.is_empty() || its.intersection(rows).count() > 0) {
            Some((old, _)) => {
                taken.insert(old);
                renamed.push((address.clone(), old.key.clone()));
            }
            None => renamed.push((address.clone(), format!("{} [{whose}]", address.key))),
        }
    }
    renamed
}

/// Gives what `later` calls otherwise than the others the later name in them.
fn follow(later: &Shelf, old: &mut Shelf, other: &mut Shelf) {
    let before = old.places();
    let names: BTreeSet<Address> = later.places().into_keys().collect();
    let mut renamed = Vec::new();
    for (address, _, knot) in later.entries() {
        if before.contains_key(&address) {
            continue;
        }
        let Some(formerly) = knot.value.get("formerly") else { continue };
        let several = formerly.as_sequence().map_or(std::slice::from_ref(formerly), Vec::as_slice);
        let olds = several.iter().rev().filter_map(|name| name.as_str());
        let was = olds.map(|name| Address { key: name.trim().to_owned(), ..address.clone() });
        let was = was.into_iter().find(|was| before.contains_key(was) && !names.contains(was));
        renamed.extend(was.map(|was| (was, address.key.clone())));
    }
    let renamed: BTreeMap<Address, String> = renamed.into_iter().collect();
    old.rename(|address| renamed.get(address).cloned());
    other.rename(|address| renamed.get(address).cloned());
}

/// Files that are called otherwise: more than half of their entries stand in one file that was not there.
fn moved_files(old: &Shelf, later: &Shelf) -> Vec<(String, String)> {
    let places = later.places();
    let mut went: BTreeMap<&str, BTreeMap<&String, usize>> = BTreeMap::new();
    let mut entries: BTreeMap<&str, usize> = BTreeMap::new();
    for (address, file, _) in old.entries() {
        *entries.entry(file).or_default() += 1;
        if let Some(to) = places.get(&address) {
            *went.entry(file).or_default().entry(to).or_default() += 1;
        }
    }
    let mut moved: Vec<(String, String)> = Vec::new();
    for (from, to) in went {
        let Some((to, count)) = to.into_iter().max_by_key(|(_, count)| *count) else { continue };
        let most = count * 2 > entries.get(from).copied().unwrap_or_default();
        let free = later.file(from).is_none() && old.file(to).is_none() && moved.iter().all(|(_, other)| other != to);
        if most && free {
            moved.push((from.to_owned(), to.clone()));
        }
    }
    moved
}

fn shift(shelf: &mut Shelf, address: &Address, from: &str, to: &str, before: &[String]) {
    let kept: Vec<Knot> = shelf.files.iter().filter(|file| file.key == from || file.key == to).cloned().collect();
    let done = shelf.take(address, from).is_some_and(|(knot, heads)| shelf.put(address, to, knot, &heads, before));
    if !done {
        // it stands where lines cannot be cut apart, and stays there
        shelf.files.retain(|file| file.key != from && file.key != to);
        shelf.files.extend(kept);
        shelf.files.sort_by(|a, b| a.key.cmp(&b.key));
    }
}

/// An entry that leaves its file says itself what the file says for all.
fn say_what_is_shared(shelf: &mut Shelf, address: &Address, file: &str) {
    let Some(known) = shelf.files.iter_mut().find(|known| known.key == file) else { return };
    let shared: Vec<Knot> = known.kid(FOR_ALL).map(Knot::kids).unwrap_or_default().to_vec();
    let taken = crate::rulebook::schema::fields_of(&address.section);
    let Some(list) = known.kid_mut(&address.section).filter(|_| address.part.is_none()) else { return };
    let Some(entry) = list.kid_mut(&address.key) else { return };
    let indent = entry.kids().first().map(|kid| kid.indent);
    let (Some(indent), Some(fields)) = (indent.filter(|_| entry.is_lines()), entry.kids_mut()) else { return };
    for field in shared.into_iter().filter(|field| taken.iter().any(|name| *name == field.key)) {
        if fields.iter().all(|known| known.key != field.key) {
            fields.push(field.at(indent));
        }
    }
    entry.write();
}
