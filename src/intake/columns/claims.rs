//! Settling what two headings, or two measures, claim.

use std::collections::BTreeMap;

use super::{Column, Role};
use crate::domain::Value;
use crate::intake::doubts::Doubts;
use crate::intake::heading::{Fit, IdentityKind, Meaning};
use crate::intake::record::DoubtKind;
use crate::intake::table::{Table, words_of};
use crate::intake::value::{Markers, MeasureReader};
use crate::intake::words::list;
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::{Measure, Rulebook};
use workbook::place::column_letters;
use workbook::read::Sheet;

/// Says that the rulebook lists a heading for several measures.
pub(super) fn several_claim(column: &Column, meanings: &[Meaning], rulebook: &Rulebook, doubts: &mut Doubts) {
    let names: Vec<String> = meanings.iter().map(|meaning| named(*meaning, rulebook)).collect();
    doubts.add(
        DoubtKind::Heading,
        format!("the heading “{}” is claimed by {}; the column was not read", column.heading, list(&names, 6)),
        Some("take it from the headings of all but one of them, or write the heading in the workbook so that they differ".into()),
        &[column.column],
    );
}

fn named(meaning: Meaning, rulebook: &Rulebook) -> String {
    match meaning {
        Meaning::Identity(_) => "a school's identity".to_owned(),
        Meaning::Measure(measure, group) => {
            let id = rulebook.measure(measure).map_or("?", |measure| &*measure.id);
            match rulebook.group(group).filter(|_| group.0 != 0) {
                Some(group) => format!("`{id}` ({})", group.id),
                None => format!("`{id}`"),
            }
        }
    }
}

/// The table whose columns are settled, and what is needed to read its cells.
pub(super) struct Seen<'a> {
    pub sheet: &'a Sheet,
    pub table: &'a Table,
    pub rulebook: &'a Rulebook,
    pub markers: &'a Markers,
}

impl Seen<'_> {
    /// Of measures that share a heading, the one whose words stand below it.
    pub(super) fn by_words(&self, column: u32, meanings: &[Meaning]) -> Option<Meaning> {
        let rows = self.table.rows(self.sheet);
        let understood = |meaning: &Meaning| {
            let Meaning::Measure(measure, _) = meaning else { return 0 };
            let known = |measure: &&Measure| !measure.categories.is_empty();
            let Some(measure) = self.rulebook.measure(*measure).filter(known) else { return 0 };
            let reader = MeasureReader::new(measure, self.rulebook, self.markers, false);
            let cells = rows.iter().filter_map(|row| row.cell(column));
            cells.filter(|cell| reader.read(Some(*cell), None).value.is_ok()).count()
        };
        let counted: Vec<(usize, Meaning)> = meanings.iter().map(|meaning| (understood(meaning), *meaning)).collect();
        let most = counted.iter().map(|(count, _)| *count).max().filter(|most| *most > 0)?;
        let mut first = counted.iter().filter(|(count, _)| *count == most);
        first.next().filter(|_| first.next().is_none()).map(|(_, meaning)| *meaning)
    }

    /// Whether two columns of numbers hold different ones in a row, however they are written.
    fn numbers_differ(&self, columns: &[Column]) -> bool {
        self.table.rows(self.sheet).iter().any(|row| {
            let cells = columns.iter().filter_map(|column| words_of(row.cell(column.column)?));
            let digits = cells.map(|text| text.chars().filter(char::is_ascii_digit).collect::<String>());
            let mut all = digits.filter(|digits| !digits.is_empty());
            let first = all.next();
            all.any(|other| Some(other) != first)
        })
    }

    /// Whether columns of one measure never say different things: a heading merged over two columns of which one is
    /// blank, or the same question in two frameworks, each answered for the schools inspected under it.
    fn complement(&self, columns: &[&Column], measure: MeasureId) -> bool {
        let Some(measure) = self.rulebook.measure(measure) else { return false };
        // how days are counted does not change whether two cells differ
        let reader = MeasureReader::new(measure, self.rulebook, self.markers, false);
        self.table.rows(self.sheet).iter().all(|row| {
            let said =
                |column: &&Column| row.cell(column.column).and_then(|cell| reader.read(Some(cell), None).value.ok());
            let mut all = columns.iter().filter_map(said);
            let first: Option<Value> = all.next();
            all.all(|other| Some(&other) == first.as_ref())
        })
    }
}

/// Finds measures that several columns claim for one group and year: the one that fits best is taken; where none fits
/// better than the others, all are read if they never differ, else it is asked.
pub(super) fn settle(columns: &mut [Column], seen: &Seen<'_>, doubts: &mut Doubts) {
    settle_numbers(columns, seen, doubts);
    let rulebook = seen.rulebook;
    let mut claims: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, column) in columns.iter().enumerate() {
        let Some((_, group)) = column.measure() else { continue };
        for measure in column.may_hold() {
            let undated = rulebook.measure(measure).is_some_and(|measure| measure.undated);
            let when = (column.year.filter(|_| !undated), column.years_back);
            claims.entry((measure, group, when, column.of.clone())).or_default().push(at);
        }
    }
    for ((measure, group, ..), mut rivals) in claims {
        // one that lost as another measure holds none
        rivals.retain(|at| columns.get(*at).is_some_and(|column| column.measure().is_some()));
        if rivals.len() < 2 {
            continue;
        }
        let fit = |at: &usize| columns.get(*at).map(|column| column.fit);
        let best = rivals.iter().filter_map(fit).min();
        // how well a heading fits says nothing of the years in which they do not meet
        let of_several = rivals.iter().any(|at| columns.get(*at).is_some_and(|column| column.may_hold().len() > 1));
        let same = |at: &usize| group == GroupId::ALL && columns.get(*at).is_some_and(only_leaves_out_a_note);
        let alike: Vec<&Column> =
            rivals.iter().filter(|at| fit(at) == best || same(at)).filter_map(|at| columns.get(*at)).collect();
        let differ = !seen.complement(&alike, measure);
        let wins = |at: &usize| of_several || fit(at) == best || differ && same(at);
        let winners: Vec<usize> = rivals.iter().copied().filter(wins).collect();
        let settled = winners.len() == 1;
        let tied: Vec<&Column> = winners.iter().filter_map(|at| columns.get(*at)).collect();
        if !settled && seen.complement(&tied, measure) {
            let rest: Vec<usize> = rivals.into_iter().filter(|at| !winners.contains(at)).collect();
            rest.into_iter().for_each(|at| set_role(columns, at, Role::Unknown));
            continue;
        }
        if !settled {
            ask(columns, &winners, Meaning::Measure(measure, group), rulebook, doubts);
        }
        for at in rivals {
            let won = winners.contains(&at);
            if !(settled && won) {
                set_role(columns, at, if won { Role::Disputed(Some((measure, group))) } else { Role::Unknown });
            }
        }
    }
}

/// Whether a heading only has a note, or the word for all pupils, beside a measure's: it says the same, and where its numbers
/// are others it is asked. The digits at the end of a code are no note.
fn only_leaves_out_a_note(column: &Column) -> bool {
    match column.fit {
        Fit::WithGroup => true,
        Fit::WithoutFootnote => column.heading.contains(['(', '[']),
        _ => false,
    }
}

/// Which of several columns holds a school's number cannot be told where they differ: none of them does.
fn settle_numbers(columns: &mut [Column], seen: &Seen<'_>, doubts: &mut Doubts) {
    for kind in [IdentityKind::Urn, IdentityKind::Laestab] {
        let of_kind = |columns: &[Column]| -> Vec<Column> {
            let all = columns.iter().filter(|column| column.role == Role::Identity(kind));
            let best = all.clone().map(|column| column.fit).min();
            all.filter(|column| Some(column.fit) == best).cloned().collect()
        };
        let rivals = of_kind(columns);
        if rivals.len() < 2 || !seen.numbers_differ(&rivals) {
            continue;
        }
        let headings: Vec<String> =
            rivals.iter().map(|one| format!("“{}” ({})", one.heading, column_letters(one.column))).collect();
        let letters: Vec<u32> = rivals.iter().map(|one| one.column).collect();
        doubts.add(
            DoubtKind::Identity,
            format!("{} are all headings of a school's number and differ; none of them was used", list(&headings, 4)),
            Some("rename all but one of them".into()),
            &letters,
        );
        columns.iter_mut().filter(|one| letters.contains(&one.column)).for_each(|one| one.role = Role::Disputed(None));
    }
}

fn set_role(columns: &mut [Column], at: usize, role: Role) {
    if let Some(column) = columns.get_mut(at) {
        column.role = role;
    }
}

fn ask(columns: &[Column], rivals: &[usize], meaning: Meaning, rulebook: &Rulebook, doubts: &mut Doubts) {
    let columns: Vec<&Column> = rivals.iter().filter_map(|at| columns.get(*at)).collect();
    let headings: Vec<String> =
        columns.iter().map(|column| format!("“{}” ({})", column.heading, column_letters(column.column))).collect();
    let letters: Vec<u32> = columns.iter().map(|column| column.column).collect();
    doubts.add(
        DoubtKind::Heading,
        format!(
            "{} are all headings of {}; none of these columns was read",
            list(&headings, 6),
            named(meaning, rulebook)
        ),
        Some("leave one of them in the headings of the measure, or rename the other column in the workbook".into()),
        &letters,
    );
}
