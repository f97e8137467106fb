//! The authorities that rows of all workbooks belong to, and which name goes with which number.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::{Authority, Belongs};
use crate::domain::Urn;
use crate::intake::words::key;
use crate::rulebook::model::Rulebook;

/// What all rows together say of authorities.
#[derive(Debug, Default)]
pub(in crate::intake) struct Seen {
    /// the number a school's rows give, where some do
    of_urn: HashMap<Urn, u32>,
    /// the authority a school's rows name, where none gives its number; and that of the school it followed or became
    of_school: HashMap<Urn, Authority>,
    /// the others that rows give beside that: what was its authority before schools went to a new one, say
    also: HashMap<Urn, Vec<Authority>>,
    /// each name as written, in plain words
    keys: HashMap<Arc<str>, String>,
    /// the number that stands most often beside a name, by its plain words
    of_name: HashMap<String, u32>,
    /// the name that stands most often beside a number, as written
    names: BTreeMap<u32, Arc<str>>,
    /// names that the rulebook knows
    known: BTreeMap<u32, Arc<str>>,
    /// authorities of which a row has a school's number
    with_schools: BTreeSet<Authority>,
    /// rows of each authority, by workbook
    rows: BTreeMap<Authority, BTreeMap<Arc<str>, usize>>,
}

impl Seen {
    /// From the rows of all workbooks, each with its workbook's name.
    pub(in crate::intake) fn new<'r>(
        rulebook: &Rulebook,
        rows: impl Iterator<Item = (&'r Arc<str>, &'r Belongs)> + Clone,
    ) -> Self {
        let mut seen = Self { known: rulebook.other_authorities.clone(), ..Self::default() };
        let own = rulebook.authority_number.into_iter().chain(rulebook.authority_earlier_numbers.iter().copied());
        seen.known.extend(own.map(|number| (number, Arc::clone(&rulebook.authority))));
        for (_, row) in rows.clone() {
            if let (Some(urn), Some(number)) = (row.urn, row.number.or(row.prefix)) {
                seen.of_urn.entry(urn).or_insert(number);
            }
            if let Some(name) = &row.name
                && !seen.keys.contains_key(name)
            {
                seen.keys.insert(Arc::clone(name), key(name));
            }
        }
        seen.pair(rows.clone().map(|(_, row)| row));
        seen.know_schools(rows.clone().map(|(_, row)| row));
        for (workbook, row) in rows {
            if let Some(authority) = seen.of(row) {
                if row.urn.is_some() || row.prefix.is_some() {
                    seen.with_schools.insert(authority.clone());
                }
                *seen.rows.entry(authority).or_default().entry(Arc::clone(workbook)).or_default() += 1;
            }
        }
        seen
    }

    /// Whose each school is that any row says it of, under its earlier and later numbers too.
    fn know_schools<'r>(&mut self, rows: impl Iterator<Item = &'r Belongs> + Clone) {
        for row in rows.clone() {
            if let (Some(urn), Some(authority)) = (row.urn, self.of(row))
                && *self.of_school.entry(urn).or_insert_with(|| authority.clone()) != authority
            {
                self.also.entry(urn).or_default().push(authority);
            }
        }
        let links: Vec<(Urn, Urn)> = rows.filter_map(|row| row.link).collect();
        let mut known = 0;
        // a school may have changed its number more than once
        while known < self.of_school.len() {
            known = self.of_school.len();
            for (one, other) in links.iter().flat_map(|(old, new)| [(old, new), (new, old)]) {
                if let Some(authority) = self.of_school.get(one).cloned() {
                    self.of_school.entry(*other).or_insert(authority);
                }
            }
        }
    }

    /// Every authority that some row says the school of a row is of.
    pub(super) fn all_of(&self, row: &Belongs) -> impl Iterator<Item = &Authority> {
        let also = row.urn.and_then(|urn| self.also.get(&urn)).map_or(&[][..], Vec::as_slice);
        row.urn.and_then(|urn| self.of_school.get(&urn)).into_iter().chain(also)
    }

    /// Whether any school is one of these authorities', as some row says.
    pub(super) fn has_school_of(&self, is_own: impl Fn(&Authority) -> bool) -> bool {
        self.of_school.values().any(is_own)
    }

    /// The authorities of which a row has a school's number.
    pub(super) fn with_schools(&self) -> impl Iterator<Item = &Authority> {
        self.with_schools.iter()
    }

    /// Which name goes with which number: the one most often beside it.
    fn pair<'r>(&mut self, rows: impl Iterator<Item = &'r Belongs>) {
        let mut beside: HashMap<&Arc<str>, BTreeMap<u32, usize>> = HashMap::new();
        for row in rows {
            let number = row.number.or(row.prefix).or_else(|| self.of_urn.get(&row.urn?).copied());
            if let (Some(name), Some(number)) = (&row.name, number) {
                *beside.entry(name).or_default().entry(number).or_default() += 1;
            }
        }
        let mut most: BTreeMap<u32, (usize, Arc<str>)> = BTreeMap::new();
        let mut by_key: HashMap<String, (usize, u32)> = HashMap::new();
        for (name, numbers) in beside {
            let Some(key) = self.keys.get(name) else { continue };
            for (number, times) in numbers {
                let named = most.entry(number).or_insert_with(|| (0, Arc::clone(name)));
                if (times, name) > (named.0, &named.1) {
                    *named = (times, Arc::clone(name));
                }
                let best = by_key.entry(key.clone()).or_insert((0, 0));
                *best = (*best).max((times, number));
            }
        }
        self.of_name = by_key.into_iter().map(|(key, (_, number))| (key, number)).collect();
        self.names = most.into_iter().map(|(number, (_, name))| (number, name)).collect();
    }

    /// The authority a row belongs to, as far as anything tells.
    pub(in crate::intake) fn of(&self, row: &Belongs) -> Option<Authority> {
        let key = row.name.as_ref().and_then(|name| self.keys.get(name));
        let number = row
            .number
            .or_else(|| self.of_name.get(key?).copied())
            .or(row.prefix)
            .or_else(|| key.is_none().then(|| self.of_urn.get(&row.urn?).copied())?);
        let named = || key.cloned().map(Authority::Name);
        number.map(Authority::Number).or_else(named).or_else(|| self.of_school.get(&row.urn?).cloned())
    }

    /// The numbers that stand beside names of which `fits` is true.
    pub(super) fn numbers_of(&self, fits: impl Fn(&str) -> bool) -> BTreeSet<u32> {
        let known = self.known.iter().filter(|(_, name)| fits(&key(name))).map(|(number, _)| *number);
        self.of_name.iter().filter(|(name, _)| fits(name)).map(|(_, number)| *number).chain(known).collect()
    }

    /// Every authority that has rows.
    pub(super) fn authorities(&self) -> impl Iterator<Item = &Authority> {
        self.rows.keys()
    }

    /// The authorities that alone fill a workbook.
    pub(super) fn alone(&self) -> BTreeSet<&Authority> {
        let mut of: BTreeMap<&Arc<str>, Vec<&Authority>> = BTreeMap::new();
        for (authority, workbooks) in &self.rows {
            for workbook in workbooks.keys() {
                of.entry(workbook).or_default().push(authority);
            }
        }
        of.into_values().filter_map(|all| if let [one] = all.as_slice() { Some(*one) } else { None }).collect()
    }

    /// The authorities with most rows first, each with how many.
    pub(super) fn by_rows(&self) -> Vec<(&Authority, usize)> {
        let mut all: Vec<(&Authority, usize)> =
            self.rows.iter().map(|(authority, workbooks)| (authority, workbooks.values().sum())).collect();
        all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        all
    }

    /// The name of an authority as workbooks write it, else as the rulebook knows it.
    pub(super) fn name_of(&self, authority: &Authority) -> Option<Arc<str>> {
        match authority {
            Authority::Number(number) => self.names.get(number).or_else(|| self.known.get(number)).map(Arc::clone),
            Authority::Name(key) => {
                let mut written: Vec<&Arc<str>> =
                    self.keys.iter().filter(|(_, plain)| *plain == key).map(|(name, _)| name).collect();
                written.sort_unstable();
                written.first().map(|name| Arc::clone(name))
            }
        }
    }

    /// An authority for officers: `Southend-on-Sea (882)`, or `authority 882` where no name is known.
    pub(super) fn shown(&self, authority: &Authority) -> String {
        match (authority, self.name_of(authority)) {
            (Authority::Number(number), Some(name)) => format!("{name} ({number})"),
            (Authority::Number(number), None) => format!("authority {number}"),
            (Authority::Name(_), Some(name)) => name.to_string(),
            (Authority::Name(key), None) => key.clone(),
        }
    }
}
