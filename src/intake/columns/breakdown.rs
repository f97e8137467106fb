//! Columns that name the group of pupils of each row under a heading that the rulebook does not list: Gender, Sex, Category.
//!
//! Such a heading may as well be about the school (a school for girls). So the rows decide: it is of groups where one
//! school has several rows that differ in it, or where every row of several schools says the same group.

use std::collections::{BTreeMap, BTreeSet};

use super::{Column, Columns, Role};
use crate::domain::AcademicYear;
use crate::intake::doubts::Doubts;
use crate::intake::heading::IdentityKind;
use crate::intake::reading::Context;
use crate::intake::record::DoubtKind;
use crate::intake::rows::{RowIdentity, RowKind, TableRow};
use crate::intake::table::words_of;
use crate::intake::words::{TOTAL, key};
use crate::rulebook::ids::GroupId;
use workbook::read::Content;

/// A column with more different words is about something else.
const MOST_WORDS: usize = 60;

/// What the words of a column say of the groups of its rows.
#[derive(Default)]
struct Words {
    known: BTreeMap<String, Option<GroupId>>,
    /// the words of each school in a year, in rows that are of one measure
    of_school: BTreeMap<(String, Option<AcademicYear>, Option<u32>), BTreeSet<String>>,
    blank: bool,
}

/// Takes columns for those of groups where their rows leave no doubt of it.
pub(in crate::intake) fn by_rows(
    context: &Context<'_>,
    columns: &mut Columns,
    rows: &[TableRow<'_>],
    doubts: &mut Doubts,
) {
    let of_groups = |column: &Column| column.role == Role::Identity(IdentityKind::Group);
    let listed: Vec<Words> =
        columns.all.iter().filter(|one| of_groups(one)).filter_map(|one| words(context, one.column, rows)).collect();
    let spoken = listed.iter().any(|words| words.groups() > 0);
    let open = columns.all.iter().filter(|one| one.word.is_none() && !matches!(one.role, Role::Identity(_)));
    let found: Vec<(u32, Words)> = open
        .filter_map(|one| Some((one.column, words(context, one.column, rows)?)))
        .filter(|(_, one)| one.groups() > 0)
        .collect();
    let whole = |words: &Words| words.known.values().all(Option::is_some) && !words.blank;
    let sure = |words: &Words| whole(words) && (words.differ() || words.groups() == 1 && words.of_one_group());
    // what is said in other words too is of groups only where nothing else is
    let likely = |words: &Words| words.differ() && (words.groups() > 1 || words.total());
    let any_sure = spoken || found.iter().any(|(_, words)| sure(words));
    for (at, words) in found.iter().filter(|(_, words)| sure(words) || !any_sure && likely(words)) {
        let Some(column) = columns.all.iter_mut().find(|one| one.column == *at) else { continue };
        column.role = Role::Identity(IdentityKind::Group);
        let what = match words.known.keys().next().filter(|_| words.of_one_group()) {
            Some(group) => {
                format!("every row says “{group}” under “{}”; the figures were read as of that group", column.heading)
            }
            None => format!("the column “{}” names the group of each row", column.heading),
        };
        let kind = if words.of_one_group() { DoubtKind::Heading } else { DoubtKind::Remark };
        let advice = "if it is about the schools themselves, rename the heading or take the column out";
        let advice = words.of_one_group().then(|| advice.to_owned());
        doubts.add(kind, what, advice, &[*at]);
    }
}

impl Words {
    /// How many groups are named, all pupils aside.
    fn groups(&self) -> usize {
        self.known.values().flatten().filter(|group| **group != GroupId::ALL).collect::<BTreeSet<_>>().len()
    }

    fn total(&self) -> bool {
        self.known.values().flatten().any(|group| *group == GroupId::ALL)
    }

    /// Whether rows of one school differ in it.
    fn differ(&self) -> bool {
        self.of_school.values().any(|words| words.len() > 1)
    }

    /// Whether several schools all say one word.
    fn of_one_group(&self) -> bool {
        self.known.len() == 1 && self.of_school.len() > 1
    }
}

/// The words of a column in the rows of schools; `None` where they are figures or too many.
fn words(context: &Context<'_>, column: u32, rows: &[TableRow<'_>]) -> Option<Words> {
    let mut found = Words::default();
    for row in rows {
        let RowKind::School(who) = &row.kind else { continue };
        let Some(cell) = row.row.cell(column) else {
            found.blank = true;
            continue;
        };
        let Content::Text(_) = &cell.content else { return None };
        let Some(word) = words_of(cell) else {
            found.blank = true;
            continue;
        };
        if !found.known.contains_key(&word) {
            let group = if key(&word) == TOTAL { Some(GroupId::ALL) } else { context.index.group_named(&word) };
            found.known.insert(word.clone(), group);
            if found.known.len() > MOST_WORDS {
                return None;
            }
        }
        let year = row.year.ok().flatten();
        found.of_school.entry((who_of(who), year, row.word)).or_default().insert(word);
    }
    Some(found)
}

fn who_of(who: &RowIdentity) -> String {
    let number = who.urn.map(|urn| urn.to_string()).or_else(|| who.laestab.map(|laestab| laestab.to_string()));
    number.or_else(|| who.name.as_deref().map(key)).unwrap_or_default()
}
