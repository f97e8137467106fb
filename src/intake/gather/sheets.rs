//! The sheets of one workbook: which are read, which hold no table, what the reader had to say of them.

use std::sync::Arc;

use crate::intake::book::{Book, Sheet, Visibility};
use crate::intake::crosstab::{self, CrosstabRead};
use crate::intake::reading::{self, Context, TableRead};
use crate::intake::table;
use crate::intake::words::list;
use crate::record::{Doubt, DoubtKind};

/// What was read of one workbook.
#[derive(Debug, Default)]
pub(super) struct SheetsRead {
    pub tables: Vec<TableRead>,
    pub crosstabs: Vec<CrosstabRead>,
    pub doubts: Vec<Doubt>,
    /// whether some of its sheets explain what stands in others
    explains: bool,
}

pub(super) fn read(context: &Context<'_>, book: &Book) -> SheetsRead {
    let mut out = SheetsRead::default();
    out.doubts.extend(book.remarks.iter().map(|remark| {
        Doubt {
            kind: DoubtKind::NotRead,
            what: remark
                .sheet
                .as_ref()
                .filter(|_| remark.cell.is_none())
                .map_or_else(|| remark.text.clone(), |sheet| format!("sheet {sheet}: {}", remark.text)),
            advice: None,
            workbook: Some(Arc::clone(&book.name)),
            places: remark.cell.iter().cloned().collect(),
            proposal: None,
        }
    }));
    let mut hidden = Vec::new();
    let mut without = Vec::new();
    for sheet in &book.sheets {
        let is_hidden = sheet.visibility != Visibility::Visible;
        if is_hidden && !context.options.hidden_sheets {
            hidden.push(sheet.name.to_string());
            continue;
        }
        if is_hidden {
            out.doubts.push(about(
                book,
                DoubtKind::Remark,
                format!("the hidden sheet {} was read as well", sheet.name),
                None,
            ));
        }
        if !read_sheet(context, book, sheet, &mut out) && !sheet.rows.is_empty() {
            without.push(sheet.name.to_string());
        }
    }
    if !hidden.is_empty() {
        let sheets = if hidden.len() == 1 { "the hidden sheet" } else { "the hidden sheets" };
        let were = if hidden.len() == 1 { "was" } else { "were" };
        let what = format!("{sheets} {} {were} not read", list(&hidden, 12));
        out.doubts.push(about(book, DoubtKind::Remark, what, Some("show what should be read")));
    }
    say_without(book, &without, &mut out);
    out
}

/// Reads the tables of a sheet; whether there was any.
fn read_sheet(context: &Context<'_>, book: &Book, sheet: &Sheet, out: &mut SheetsRead) -> bool {
    let found = table::find(sheet, &context.index);
    let tables: Vec<TableRead> = found.iter().filter_map(|table| reading::read(context, book, sheet, table)).collect();
    if !tables.is_empty() {
        out.tables.extend(tables);
        return true;
    }
    let crosstabs = crosstab::read(context, book, sheet);
    let any = !crosstabs.is_empty();
    if !any && let Some(remark) = super::legend::remark(context, book, sheet) {
        out.doubts.push(remark);
        out.explains = true;
        return true;
    }
    if !any && let Some(doubt) = super::unnamed::doubt(context, book, sheet) {
        out.doubts.push(doubt);
        return true;
    }
    out.crosstabs.extend(crosstabs);
    any
}

fn say_without(book: &Book, without: &[String], out: &mut SheetsRead) {
    let nothing = out.tables.is_empty() && out.crosstabs.is_empty();
    if nothing && out.doubts.iter().any(|doubt| doubt.kind == DoubtKind::NotRead && doubt.proposal.is_some()) {
        return;
    }
    if nothing && out.explains && without.is_empty() {
        return;
    }
    if nothing {
        let what = "no table of schools was found: no row has a heading such as URN, LAESTAB or School with the heading of a measure beside it";
        let advice = "if it is one, add its headings to the rulebook; otherwise leave the file out";
        out.doubts.push(about(book, DoubtKind::NotRead, what.into(), Some(advice)));
    } else if !without.is_empty() {
        let (sheets, hold) = if without.len() == 1 { ("the sheet", "holds") } else { ("the sheets", "hold") };
        let what = format!("{sheets} {} {hold} no table that the rulebook has measures for", list(without, 12));
        out.doubts.push(about(book, DoubtKind::Remark, what, None));
    }
}

fn about(book: &Book, kind: DoubtKind, what: String, advice: Option<&str>) -> Doubt {
    let workbook = Some(Arc::clone(&book.name));
    Doubt { kind, what, advice: advice.map(str::to_owned), workbook, places: Vec::new(), proposal: None }
}
