//! The group of pupils that each row of a table is about, where columns say so: one row for all, one for FSM, and so on.

mod named;

use std::collections::BTreeMap;

use super::Context;
use crate::intake::columns::{Columns, Role, quoted, who_of};
use crate::intake::doubts::Doubts;
use crate::intake::heading::IdentityKind;
use crate::intake::record::DoubtKind;
use crate::intake::rows::{RowKind, TableRow};
use crate::intake::table::{Table, words_of};
use crate::intake::words::{TOTAL, key};
use crate::rulebook::ids::GroupId;
use workbook::read::{Book, Sheet};

/// How many different words are shown.
const SHOWN: usize = 5;

/// The columns of a table that say the group of a row.
#[derive(Debug, Default)]
pub(super) struct Grouping {
    groups: std::collections::HashMap<u32, Option<GroupId>>,
    any: bool,
    /// the group that the table as a whole is of
    of_table: Option<GroupId>,
}

impl Grouping {
    /// From the cells under headings of groups; columns that name no group the rulebook knows are about something else.
    pub(super) fn new(
        context: &Context<'_>,
        place: (&Book, &Sheet, &Table),
        columns: &mut Columns,
        rows: &[TableRow<'_>],
        doubts: &mut Doubts,
    ) -> Self {
        let of_table = named::group(context, place, columns, doubts);
        let columns = &*columns;
        let of = |text: &str| if key(text) == TOTAL { Some(GroupId::ALL) } else { context.index.group_named(text) };
        let of_schools = || rows.iter().filter(|row| row.kind != RowKind::Ignored);
        // a total among other words says that these are groups, known or not
        let says_group = |text: &str| key(text) == TOTAL || of(text).is_some_and(|group| group != GroupId::ALL);
        let named = |column: u32| of_schools().filter_map(|row| stated(row, column)).any(|text| says_group(&text));
        let all_columns = columns.all.iter().filter(|one| one.role == Role::Identity(IdentityKind::Group));
        let (saying, silent): (Vec<u32>, Vec<u32>) =
            all_columns.map(|one| one.column).partition(|column| named(*column) || differs(rows, *column));
        for column in silent {
            let words: Vec<_> = of_schools().filter_map(|row| Some((row.row.index, stated(row, column)?))).collect();
            // one word in all rows tells nothing apart
            let several = words.iter().any(|(_, word)| words.first().is_some_and(|(_, first)| key(first) != key(word)));
            if saying.is_empty() || several {
                say_nothing_known(column, &words, columns, doubts);
            }
        }
        let mut grouping = Self { any: !saying.is_empty(), of_table, ..Self::default() };
        let mut unknown: Vec<(u32, u32, String)> = Vec::new();
        for row in of_schools() {
            let mut group = Some(GroupId::ALL);
            for column in &saying {
                let Some(text) = stated(row, *column) else { continue };
                match (of(&text), group) {
                    (Some(GroupId::ALL), _) => {}
                    (Some(other), Some(GroupId::ALL)) => group = Some(other),
                    (Some(other), Some(same)) if other == same => {}
                    // a group within a group is no row the rulebook has a name for
                    (Some(_), _) => group = None,
                    (None, _) => {
                        group = None;
                        unknown.push((row.row.index, *column, text));
                    }
                }
            }
            grouping.groups.insert(row.row.index, group);
        }
        let silent = unknown.first().is_some_and(|(_, column, _)| !named(*column));
        say(&unknown, if silent { DoubtKind::Heading } else { DoubtKind::Remark }, columns, doubts);
        grouping
    }

    /// The group of a row's figures in a column that is of `column` itself; `None` where the two do not go together.
    pub(super) fn group(&self, row: u32, column: GroupId) -> Option<GroupId> {
        match self.groups.get(&row).copied().filter(|_| self.any) {
            None if column == GroupId::ALL => Some(self.of_table.unwrap_or(column)),
            None => Some(column),
            Some(of_row) => match (of_row?, column) {
                (GroupId::ALL, group) | (group, GroupId::ALL) => Some(group),
                (of_row, column) => (of_row == column).then_some(column),
            },
        }
    }
}

fn stated(row: &TableRow<'_>, column: u32) -> Option<String> {
    row.row.cell(column).and_then(words_of)
}

/// Whether rows of one school differ in a column: then they are of different pupils, whatever its words are.
fn differs(rows: &[TableRow<'_>], column: u32) -> bool {
    let mut words: BTreeMap<String, String> = BTreeMap::new();
    rows.iter().any(|row| {
        let RowKind::School(who) = &row.kind else { return false };
        let Some(word) = stated(row, column).map(|word| key(&word)) else { return false };
        let who = format!("{} {:?} {:?}", who_of(who), row.year, row.word);
        words.entry(who).or_insert_with(|| word.clone()) != &word
    })
}

/// Says of a column headed as one of groups that names none: what its rows say is read as of all pupils.
fn say_nothing_known(column: u32, words: &[(u32, String)], columns: &Columns, doubts: &mut Doubts) {
    if words.is_empty() {
        return;
    }
    let mut shown: Vec<String> = Vec::new();
    for word in words.iter().map(|(_, word)| quoted(word)) {
        if !shown.contains(&word) {
            shown.push(word);
        }
    }
    let heading = columns.all.iter().find(|one| one.column == column).map_or("", |one| &*one.heading);
    doubts.add_at(
        DoubtKind::Heading,
        format!(
            "the column “{heading}” names no group of pupils that the rulebook knows ({}); its rows were read as of all pupils",
            crate::intake::words::list(&shown, SHOWN)
        ),
        Some("if they are of a group, add the word to the headings of the group, or take the rows out".into()),
        words.iter().map(|(row, _)| (*row, column)),
    );
}

fn say(unknown: &[(u32, u32, String)], kind: DoubtKind, columns: &Columns, doubts: &mut Doubts) {
    let Some((_, column, _)) = unknown.first() else { return };
    let mut words: Vec<String> = Vec::new();
    for (_, _, text) in unknown {
        let word = quoted(text);
        if !words.contains(&word) {
            words.push(word);
        }
    }
    let heading = columns.all.iter().find(|one| one.column == *column).map_or("", |one| &*one.heading);
    doubts.add_at(
        kind,
        format!(
            "the column “{heading}” names groups that the rulebook does not know: {}; their rows were not read",
            crate::intake::words::list(&words, SHOWN)
        ),
        Some("if a rule needs one of them, add the word to the headings of its group".into()),
        unknown.iter().map(|(row, column, _)| (*row, *column)),
    );
}
