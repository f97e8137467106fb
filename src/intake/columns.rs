//! What each column of a table holds: part of a school's identity, a measure for a group and a year, or nothing known.
//!
//! A heading is never picked where two measures claim it, nor a measure where two headings do: those are asked about.

mod areas;
mod banner;
mod breakdown;
mod claims;
mod long;
mod money;
mod of_years;
mod parts;
mod results;
mod unknown;

pub(super) use areas::by_phase;
pub(super) use banner::says_nothing;
pub(super) use breakdown::{by_rows, who_of};
pub(super) use long::unfold;
pub(super) use parts::heading_text;
pub(super) use unknown::{identity_proposal, quoted};

use std::sync::Arc;

use parts::Parts;

use super::doubts::Doubts;
use super::heading::{Fit, FootnoteDigits, HeadingIndex, IdentityKind, Match, Meaning, Named, OfArea};
use super::reading::Context;
use super::record::DoubtKind;
use super::rows::{RowKind, TableRow};
use super::table::{Table, holds_figure};
use super::year::{self, YearMention};
use crate::domain::AcademicYear;
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::Rulebook;
use workbook::read::{Book, Sheet};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Identity(IdentityKind),
    Measure(MeasureId, GroupId),
    /// claimed by two, or claiming the same as another: asked about, not used
    Disputed(Option<(MeasureId, GroupId)>),
    Unknown,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub column: u32,
    pub heading: Arc<str>,
    pub role: Role,
    pub fit: Fit,
    /// the year that its heading names
    pub year: Option<AcademicYear>,
    /// how many years before the others of its table its figures are
    pub years_back: u8,
    /// whether the heading names it as a calendar year
    pub calendar_year: bool,
    /// whether the rulebook knows the heading, taken here or not
    pub known: bool,
    /// the measures whose figures it holds, each in its years; `None` where it is one in every year
    pub of_years: Option<Vec<MeasureId>>,
    /// the area that its figures are of, in a table of areas
    pub of: Option<OfArea>,
    /// the word of a long table in whose rows alone it is read
    pub word: Option<u32>,
}

impl Column {
    /// A column of which nothing is known yet.
    fn unread(parts: &Parts) -> Self {
        Self {
            column: parts.column,
            heading: Arc::from(parts.heading()),
            role: Role::Unknown,
            fit: Fit::AsListed,
            year: None,
            years_back: 0,
            calendar_year: false,
            known: false,
            of_years: None,
            of: None,
            word: None,
        }
    }

    /// Whether its values stand in a row.
    pub(super) fn is_of(&self, row: &TableRow<'_>) -> bool {
        let of_area = |of: &OfArea| match &row.kind {
            RowKind::Area { area, phase, .. } => *area == of.area && (of.phase.is_none() || *phase == of.phase),
            RowKind::School(_) | RowKind::Ignored => false,
        };
        self.word.is_none_or(|word| row.word == Some(word))
            && match &self.of {
                Some(of) => row.of_phase == of.phase.is_some() && of_area(of),
                None => !row.of_phase,
            }
    }

    pub(super) fn measure(&self) -> Option<(MeasureId, GroupId)> {
        match self.role {
            Role::Measure(measure, group) => Some((measure, group)),
            _ => None,
        }
    }

    /// Whether it tells nothing of a school but which one it is.
    fn holds_nothing(&self) -> bool {
        use IdentityKind::{Predecessor, Successor};
        match self.role {
            Role::Identity(kind) => !matches!(kind, Predecessor | Successor),
            Role::Measure(..) | Role::Disputed(_) => false,
            Role::Unknown => true,
        }
    }
}

/// The columns of a table and what is to be said of them.
#[derive(Debug)]
pub(super) struct Columns {
    pub all: Vec<Column>,
    /// why figures of pupils cannot be used: they may all be of one group
    pub of_one_group: Option<Arc<str>>,
}

impl Columns {
    /// The first column of a kind of identity.
    pub(super) fn identity(&self, kind: IdentityKind) -> Option<u32> {
        self.all.iter().find(|column| column.role == Role::Identity(kind)).map(|column| column.column)
    }

    /// Whether any column tells one school from another.
    pub(super) fn tell_schools(&self) -> bool {
        self.all.iter().any(tells_schools)
    }

    /// The columns that measures take.
    pub(super) fn measures(&self) -> impl Iterator<Item = &Column> {
        self.all.iter().filter(|column| matches!(column.role, Role::Measure(..)))
    }

    /// The column of a measure for all pupils, in every row.
    pub(super) fn of_measure(&self, measure: MeasureId) -> Option<&Column> {
        self.all.iter().find(|column| column.role == Role::Measure(measure, GroupId::ALL) && column.word.is_none())
    }
}

/// Whether a column tells one school from another.
fn tells_schools(column: &Column) -> bool {
    use IdentityKind::{Establishment, Laestab, Name, Predecessor, Successor, Urn};
    matches!(column.role, Role::Identity(Urn | Laestab | Name | Establishment | Predecessor | Successor))
}

/// Finds what the columns of a table hold.
pub(super) fn assign(context: &Context<'_>, book: &Book, sheet: &Sheet, table: &Table, doubts: &mut Doubts) -> Columns {
    let Context { index, rulebook, markers, .. } = context;
    let parts = parts::of_table(sheet, table);
    let title = title_measure(table, index);
    let mut found: Vec<(Parts, Option<Match>)> = parts
        .into_iter()
        .map(|parts| {
            let wholes = parts.wholes();
            let matched = wholes.iter().find_map(|whole| index.find(whole, &table.footnotes));
            let matched = matched.or_else(|| wholes.iter().find_map(|whole| index.of_area(whole)));
            (parts, matched)
        })
        .collect();
    banner::without_banners(&mut found, index, rulebook, table, doubts);
    let not_whole = money::settle(
        &mut found,
        index,
        rulebook,
        &texts(book, sheet, table.titles.iter().map(|title| &title.text)),
        doubts,
    );
    let keys: Vec<String> = found.iter().flat_map(|(parts, _)| parts.keys()).collect();
    let seen = claims::Seen { sheet, table, rulebook, markers };
    let all = found
        .into_iter()
        .filter(|(parts, _)| !parts.is_blank())
        .map(|(parts, matched)| column(&parts, matched, title.as_ref(), &keys, &seen, doubts))
        .collect();
    let mut columns = Columns { all, of_one_group: None };
    let asked = columns.all.iter_mut().filter(|column| not_whole.contains(&column.column));
    asked.for_each(|column| column.role = Role::Disputed(None));
    areas::settle(&mut columns.all);
    of_years::settle(context, book, sheet, table, &mut columns);
    claims::settle(&mut columns.all, &seen, doubts);
    columns
}

/// Texts that may say what kind of figures a table holds: titles, sheet and file name.
pub(super) fn texts<'t>(book: &Book, sheet: &Sheet, titles: impl Iterator<Item = &'t String>) -> Vec<String> {
    titles.cloned().chain([sheet.name.to_string(), book.name.to_string()]).collect()
}

/// Reports the columns that nothing takes; only worth saying of a table that turned out to be one of schools.
pub(super) fn report_unknown(columns: &Columns, context: &Context<'_>, rows: &[TableRow<'_>], doubts: &mut Doubts) {
    let unknown = |column: u32| columns.all.iter().any(|one| one.column == column && one.role == Role::Unknown);
    let schools = || rows.iter().filter(|row| matches!(row.kind, RowKind::School(_))).map(|row| row.row);
    let figures = schools().flat_map(|row| &row.cells).any(|cell| holds_figure(cell) && unknown(cell.column));
    // a heading with two years is about what changed between them, and no result of either
    let one_year = |column: &&Column| year::mentions(&column.heading, context.index.begins).len() < 2;
    say_days(columns, doubts);
    say_several_years(columns, context, doubts);
    let open = columns.all.iter().filter(|column| column.role == Role::Unknown && !results::is_code(&column.heading));
    let open = open.filter(one_year);
    let results = open.filter_map(|column| results::look(schools(), column.column)).collect();
    let Context { index, areas, rulebook, .. } = context;
    unknown::Unknown { columns, index, areas, rulebook, figures, results }.report(doubts);
}

/// Says which headings name a measure and several years: the newest figures may stand below one whose year was mistyped.
fn say_several_years(columns: &Columns, context: &Context<'_>, doubts: &mut Doubts) {
    let measure = |text: &str| {
        let found = context.index.find(text, &FootnoteDigits::default())?;
        found.meanings.iter().any(|meaning| matches!(meaning, Meaning::Measure(..))).then_some(())
    };
    for column in columns.all.iter().filter(|column| column.role == Role::Unknown) {
        let several = year::mentions(&column.heading, context.index.begins).len() > 1;
        if several && measure(year::left_out(&column.heading).trim()).is_some() {
            doubts.add(
                DoubtKind::Heading,
                format!("the heading “{}” names several years, and its column was not read", column.heading),
                Some("write the one school year of its figures, such as 2011-12".into()),
                &[column.column],
            );
        }
    }
}

/// Says which headings are days that Excel made of years.
fn say_days(columns: &Columns, doubts: &mut Doubts) {
    // it may stand below the heading of a measure
    let is_day = |heading: &str| heading.split(" / ").any(year::as_excel_shows);
    let days = columns.all.iter().filter(|one| one.role == Role::Unknown && is_day(&one.heading));
    let days: Vec<&Column> = days.collect();
    let Some(first) = days.first() else { return };
    doubts.add(
        DoubtKind::Heading,
        format!(
            "the heading “{}” is a day: Excel makes days of years such as 2011-12; its column was not read",
            first.heading
        ),
        Some("type the year as text: 2011/12 with an apostrophe before it".into()),
        &days.iter().map(|one| one.column).collect::<Vec<_>>(),
    );
}

/// The measure that the titles over a table name, for columns that are headed by years alone.
fn title_measure(table: &Table, index: &HeadingIndex) -> Option<Named> {
    table.titles.iter().find_map(|title| index.measure_in(&title.text))
}

fn column(
    parts: &Parts,
    matched: Option<Match>,
    title: Option<&Named>,
    keys: &[String],
    seen: &claims::Seen<'_>,
    doubts: &mut Doubts,
) -> Column {
    let rulebook = seen.rulebook;
    let mut column = Column::unread(parts);
    let Some(matched) = matched else { return column };
    column.fit = matched.fit;
    column.known = !matched.meanings.is_empty();
    column.years_back = matched.years_back;
    column.of.clone_from(&matched.of);
    column.of_years.clone_from(&matched.of_years);
    set_year(&mut column, matched.year.as_ref());
    say_footnote(&column, matched.year.as_ref(), doubts);
    let allowed = matched.meanings.iter().copied().filter(|meaning| allowed_here(*meaning, keys, rulebook));
    let allowed: Vec<Meaning> = allowed.collect();
    column.role = match (allowed.as_slice(), title) {
        ([Meaning::Identity(kind)], _) => Role::Identity(*kind),
        ([Meaning::Measure(measure, group)], _) => Role::Measure(*measure, *group),
        ([], Some(named)) if matched.meanings.is_empty() => {
            column.of_years.clone_from(&named.of_years);
            Role::Measure(named.measure, named.group)
        }
        ([], _) => Role::Unknown,
        (several, _) => of_several(&column, several, seen, doubts),
    };
    // what a day dates is not of the year before its table's
    let dated = |(id, _)| rulebook.measure(id).is_some_and(|measure| measure.dated_by.is_some());
    if column.years_back > 0 && column.measure().is_some_and(dated) {
        column.role = Role::Unknown;
    }
    if let (Some(remark), Role::Measure(..) | Role::Identity(_)) = (&matched.remark, column.role) {
        doubts.remark(format!("in the heading “{}” {remark}", column.heading), &[column.column]);
    }
    column
}

/// What a heading of several measures means: that of which the words stand below it, else it is asked.
fn of_several(column: &Column, meanings: &[Meaning], seen: &claims::Seen<'_>, doubts: &mut Doubts) -> Role {
    if let Some(Meaning::Measure(measure, group)) = seen.by_words(column.column, meanings) {
        return Role::Measure(measure, group);
    }
    claims::several_claim(column, meanings, seen.rulebook, doubts);
    Role::Disputed(None)
}

/// Says that the digit of a footnote was taken off a heading's year.
fn say_footnote(column: &Column, year: Option<&YearMention>, doubts: &mut Doubts) {
    if let Some(mention) = year.filter(|mention| mention.footnote) {
        let what = format!(
            "in the heading “{}” the last digit is taken for the mark of a footnote: its year is {}",
            column.heading, mention.year
        );
        doubts.remark(what, &[column.column]);
    }
}

fn set_year(column: &mut Column, mention: Option<&YearMention>) {
    column.year = mention.map(|mention| mention.year);
    column.calendar_year = mention.is_some_and(|mention| mention.calendar);
}

/// Whether a heading may mean this in a table with these headings: some headings mean a measure only beside others.
pub(super) fn allowed_here(meaning: Meaning, keys: &[String], rulebook: &Rulebook) -> bool {
    let Meaning::Measure(measure, _) = meaning else { return true };
    let Some(measure) = rulebook.measure(measure) else { return false };
    let needed = &measure.in_tables_with;
    needed.is_empty() || needed.iter().any(|heading| keys.contains(&super::words::key(heading)))
}
