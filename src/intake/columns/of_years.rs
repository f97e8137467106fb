//! Columns whose heading means another measure with the year: which of them they hold, as far as the years of their table
//! tell. It is found before it is settled which column holds what, as two columns may claim one measure in some years only.

use std::collections::BTreeSet;

use super::{Column, Columns, Role};
use crate::domain::AcademicYear;
use crate::intake::heading::IdentityKind;
use crate::intake::reading::{Context, year_of_table};
use crate::intake::table::{Table, words_of};
use crate::intake::year;
use crate::rulebook::ids::MeasureId;
use workbook::read::{Book, Sheet};

impl Column {
    /// The measures whose figures it may hold.
    pub(in crate::intake) fn may_hold(&self) -> Vec<MeasureId> {
        let one = self.measure().map(|(measure, _)| measure);
        self.of_years.clone().unwrap_or_else(|| one.into_iter().collect())
    }
}

/// Leaves each such column the measures of the years of its figures.
pub(super) fn settle(context: &Context<'_>, book: &Book, sheet: &Sheet, table: &Table, columns: &mut Columns) {
    if columns.all.iter().all(|column| column.of_years.is_none()) {
        return;
    }
    let in_table = years(context, book, sheet, table, columns);
    for column in columns.all.iter_mut() {
        let (Some(of_years), Role::Measure(first, group)) = (&column.of_years, column.role) else { continue };
        let dated = |measure: &MeasureId| {
            context.rulebook.measure(*measure).is_some_and(|measure| measure.undated || measure.dated_by.is_some())
        };
        let years = column.year.map_or_else(|| in_table.clone(), |year| BTreeSet::from([year]));
        if years.is_empty() || of_years.iter().any(dated) {
            continue;
        }
        let back = u16::from(column.years_back);
        let holds = |measure: &&MeasureId| years.iter().any(|year| context.index.is_of(**measure, year.before(back)));
        let left: Vec<MeasureId> = of_years.iter().filter(holds).copied().collect();
        column.role = Role::Measure(left.first().copied().unwrap_or(first), group);
        column.of_years = Some(left);
    }
}

/// The years of a table's rows; none where nothing tells them.
fn years(
    context: &Context<'_>,
    book: &Book,
    sheet: &Sheet,
    table: &Table,
    columns: &Columns,
) -> BTreeSet<AcademicYear> {
    let of_table = || year_of_table(context, book, sheet, table, columns);
    let read = |column: &u32| context.options.hidden_rows_and_columns || !sheet.hidden_columns.contains(*column);
    let column = columns.identity(IdentityKind::Year).filter(read);
    let Some(column) = column else { return of_table().into_iter().collect() };
    let written = |text: Option<String>| match text {
        Some(text) => year::whole(&text, context.rulebook.year_begins).map(|mention| mention.year),
        None => of_table(),
    };
    let cells: BTreeSet<Option<String>> =
        table.rows(sheet).iter().map(|row| row.cell(column).and_then(words_of)).collect();
    cells.into_iter().filter_map(written).collect()
}
