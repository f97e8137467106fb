//! Columns that name the group of pupils of each row under a heading that the rulebook does not list: Gender, Sex, Category.
//!
//! Such a heading may as well be about the school (a school for girls). So the rows decide: it is of groups where one
//! school has several rows that differ in it, or where it says "All" beside groups. Where every row says the same group
//! it may be either, a list of girls' schools or the girls of a list: that is asked, and figures of pupils are not used.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Column, Columns, Role};
use crate::domain::AcademicYear;
use crate::intake::doubts::Doubts;
use crate::intake::heading::IdentityKind;
use crate::intake::reading::Context;
use crate::intake::record::DoubtKind;
use crate::intake::rows::{RowIdentity, RowKind, TableRow};
use crate::intake::table::words_of;
use crate::intake::words::{TOTAL, key, list};
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

/// Takes columns for those of groups where their rows leave no doubt of it. Gives back what tells rows of one school
/// apart otherwise: the heading and two of the words under it.
pub(in crate::intake) fn by_rows(
    context: &Context<'_>,
    columns: &mut Columns,
    rows: &[TableRow<'_>],
    doubts: &mut Doubts,
) -> Option<String> {
    let of_groups = |column: &Column| column.role == Role::Identity(IdentityKind::Group);
    let listed: Vec<Words> =
        columns.all.iter().filter(|one| of_groups(one)).filter_map(|one| words(context, one.column, rows)).collect();
    let spoken = listed.iter().any(|words| words.groups() > 0);
    let open = columns.all.iter().filter(|one| one.word.is_none() && !matches!(one.role, Role::Identity(_)));
    let found: Vec<(u32, Words)> = open
        .filter_map(|one| Some((one.column, words(context, one.column, rows)?)))
        .filter(|(_, one)| one.groups() > 0 || one.differ())
        .collect();
    let whole = |words: &Words| words.known.values().all(Option::is_some) && !words.blank;
    let sure = |words: &Words| words.groups() > 0 && whole(words) && (words.differ() || words.total());
    // what is said in other words too is of groups only where nothing else is
    let likely = |words: &Words| words.differ() && (words.groups() > 1 || words.groups() == 1 && words.total());
    let any_sure = spoken || found.iter().any(|(_, words)| sure(words));
    for (at, _) in found.iter().filter(|(_, words)| sure(words) || !any_sure && likely(words)) {
        let Some(column) = columns.all.iter_mut().find(|one| one.column == *at) else { continue };
        column.role = Role::Identity(IdentityKind::Group);
        doubts.remark(format!("the column “{}” names the group of each row", column.heading), &[*at]);
    }
    if !any_sure {
        for (at, words) in &found {
            ask_one_group(context, columns, *at, words, doubts);
        }
    }
    apart(columns, &found)
}

/// Where every row says one group under a heading that the rulebook does not list, asks whether the figures are of it.
fn ask_one_group(context: &Context<'_>, columns: &mut Columns, at: u32, words: &Words, doubts: &mut Doubts) {
    let Some(group) = words.known.keys().next().filter(|_| words.known.len() == 1 && !words.blank) else { return };
    // of a heading that the rulebook knows it says itself what stands below
    let open = |one: &&Column| one.column == at && one.role == Role::Unknown;
    let Some(column) = columns.all.iter().find(open) else { return };
    let heading = Arc::clone(&column.heading);
    let why = format!("every row says “{group}” under “{heading}”: its figures may be of that group alone");
    doubts.propose(
        DoubtKind::Heading,
        format!("{why}, and none of pupils was used"),
        "if they are, add the line to the rulebook; if it is about the schools themselves, rename the heading"
            .to_owned(),
        &[at],
        super::identity_proposal(&heading, IdentityKind::Group, context.rulebook),
    );
    columns.of_one_group.get_or_insert_with(|| Arc::from(why));
}

/// The column of words, if there is one, in which rows of one school differ and which nothing takes.
fn apart(columns: &Columns, found: &[(u32, Words)]) -> Option<String> {
    found.iter().filter(|(_, words)| words.differ()).find_map(|(at, words)| {
        let column = columns.all.iter().find(|one| one.column == *at && one.role == Role::Unknown)?;
        let said: Vec<String> = words.of_school.values().find(|words| words.len() > 1)?.iter().cloned().collect();
        let said: Vec<String> = said.iter().map(|word| format!("“{word}”")).collect();
        Some(format!("“{}” ({})", column.heading, list(&said, 3)))
    })
}

impl Words {
    /// How many groups are named, all pupils aside.
    fn groups(&self) -> usize {
        self.known.values().flatten().filter(|group| **group != GroupId::ALL).collect::<BTreeSet<_>>().len()
    }

    /// What the row of an area says, where that is a group: it tells groups from kinds of schools.
    fn of_area(&mut self, context: &Context<'_>, row: &TableRow<'_>, column: u32) {
        let word = row.row.cell(column).filter(|_| row.kind != RowKind::Ignored).and_then(words_of);
        let known = word.and_then(|word| Some((group_of(context, &word)?, word)));
        self.known.extend(known.map(|(group, word)| (word, Some(group))));
    }

    fn total(&self) -> bool {
        self.known.values().flatten().any(|group| *group == GroupId::ALL)
    }

    /// Whether rows of one school differ in it.
    fn differ(&self) -> bool {
        self.of_school.values().any(|words| words.len() > 1)
    }
}

/// The words of a column in the rows of schools; `None` where they are figures or too many.
fn words(context: &Context<'_>, column: u32, rows: &[TableRow<'_>]) -> Option<Words> {
    let mut found = Words::default();
    for row in rows {
        let RowKind::School(who) = &row.kind else {
            found.of_area(context, row, column);
            continue;
        };
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
            found.known.insert(word.clone(), group_of(context, &word));
            if found.known.len() > MOST_WORDS {
                return None;
            }
        }
        let year = row.year.ok().flatten();
        found.of_school.entry((who_of(who), year, row.word)).or_default().insert(word);
    }
    Some(found)
}

fn group_of(context: &Context<'_>, word: &str) -> Option<GroupId> {
    if key(word) == TOTAL { Some(GroupId::ALL) } else { context.index.group_named(word) }
}

/// Who a row is about, in a word.
pub(in crate::intake) fn who_of(who: &RowIdentity) -> String {
    let number = who.urn.map(|urn| urn.to_string()).or_else(|| who.laestab.map(|laestab| laestab.to_string()));
    number.or_else(|| who.name.as_deref().map(key)).unwrap_or_default()
}
