//! The sheets of one workbook: which are read, which hold no table, what the reader had to say of them.

use std::sync::Arc;

use crate::intake::authority::{Belongs, Choice, Seen};
use crate::intake::crosstab::{self, CrosstabRead};
use crate::intake::reading::{self, Context, Opened, TableRead};
use crate::intake::record::{Doubt, DoubtKind};
use crate::intake::table;
use crate::intake::visits::BookPage;
use crate::intake::words::list;
use workbook::read::{Book, Remark, Sheet, Visibility};

/// What was read of one workbook.
#[derive(Debug, Default)]
pub(super) struct SheetsRead {
    pub tables: Vec<TableRead>,
    pub crosstabs: Vec<CrosstabRead>,
    pub doubts: Vec<Doubt>,
    /// whether a sheet only describes columns, has rows that are authorities or trusts, or holds predictions
    described: bool,
}

/// A workbook whose tables are found and whose values are still to be read.
#[derive(Debug)]
pub(super) struct BookOpened<'b> {
    book: &'b Book,
    sheets: Vec<(&'b Sheet, Vec<Opened<'b>>)>,
    /// pages of visit templates
    pub pages: Vec<BookPage<'b>>,
    /// whether there were any
    templates: bool,
    doubts: Vec<Doubt>,
}

/// Finds the tables of a workbook's sheets.
pub(super) fn open<'b>(context: &Context<'_>, book: &'b Book) -> BookOpened<'b> {
    let doubts = book.remarks.iter().map(|r| remark(book, r)).collect();
    let mut opened = BookOpened { book, sheets: Vec::new(), pages: Vec::new(), templates: false, doubts };
    let mut hidden = Vec::new();
    for sheet in &book.sheets {
        let is_hidden = sheet.visibility != Visibility::Visible;
        if is_hidden && !context.options.hidden_sheets {
            hidden.push(sheet.name.to_string());
            continue;
        }
        if is_hidden {
            let what = format!("the hidden sheet {} was read as well", sheet.name);
            opened.doubts.push(about(book, DoubtKind::Remark, what, None));
        }
        if let Some(read) = context.forms.page(sheet) {
            opened.pages.push(BookPage { book, sheet, read });
            opened.templates = true;
            continue;
        }
        let tables = open_tables(context, book, sheet, &mut opened.doubts);
        opened.sheets.push((sheet, tables));
    }
    if !hidden.is_empty() {
        let sheets = if hidden.len() == 1 { "the hidden sheet" } else { "the hidden sheets" };
        let were = if hidden.len() == 1 { "was" } else { "were" };
        let what = format!("{sheets} {} {were} not read", list(&hidden, 12));
        opened.doubts.push(about(book, DoubtKind::Remark, what, Some("show what should be read")));
    }
    opened
}

/// The tables of a sheet. Headings that cut off the rows of a table above them, and mean nothing themselves, are told.
fn open_tables<'b>(context: &Context<'_>, book: &Book, sheet: &'b Sheet, doubts: &mut Vec<Doubt>) -> Vec<Opened<'b>> {
    let mut tables = Vec::new();
    let mut above: Vec<(u32, u32)> = Vec::new();
    for table in table::find(sheet, &context.index) {
        let (row, span) = (table.first_heading_row, table.span);
        let below = above.iter().any(|(first, last)| *first <= span.1 && span.0 <= *last);
        // a blank row between two tables says that they are two
        let joined = sheet.row(row.saturating_sub(1)).is_some_and(|row| !table.cells(row).iter().all(table::is_empty));
        let figures = || table.rows(sheet).iter().any(|row| table.cells(row).iter().any(table::holds_figure));
        let cuts = (below && joined && figures()).then(|| book.place(sheet, table.heading_row, span.0));
        match reading::open(context, book, sheet, table) {
            Some(opened) if cuts.is_none() || opened.tells_of_any() => {
                above.push(span);
                tables.push(opened);
            }
            _ => doubts.extend(cuts.map(|place| Doubt {
                kind: DoubtKind::NotRead,
                what: format!(
                    "row {} looks like one of headings, and none of them is of a measure: the rows below it were not read",
                    place.row + 1
                ),
                advice: Some("if it is none, take it out; if it is, add its headings to the rulebook".into()),
                workbook: Some(Arc::clone(&book.name)),
                places: vec![place],
                proposal: None,
            })),
        }
    }
    tables
}

impl BookOpened<'_> {
    /// What all its rows say of the authorities they belong to, each with the workbook's name.
    pub(super) fn belongs(&self) -> impl Iterator<Item = (&Arc<str>, &Belongs)> + Clone {
        let tables = self.sheets.iter().flat_map(|(_, tables)| tables);
        tables.flat_map(Opened::belongs).map(|belongs| (&self.book.name, belongs))
    }

    /// Reads the values of its tables, rows of other authorities left out.
    pub(super) fn read(self, context: &Context<'_>, choice: &Choice, seen: &Seen) -> SheetsRead {
        let templates = self.templates;
        let mut out = SheetsRead { doubts: self.doubts, ..SheetsRead::default() };
        let mut without = Vec::new();
        for (sheet, mut tables) in self.sheets {
            tables.iter_mut().for_each(|table| table.keep(choice, seen));
            let lists_pages = templates && context.forms.is_contents(sheet);
            if !read_sheet(context, self.book, sheet, tables, &mut out) && !sheet.rows.is_empty() && !lists_pages {
                without.push(sheet.name.to_string());
            }
        }
        say_without(self.book, templates, &without, &mut out);
        out
    }
}

/// What the reader had to say of a workbook.
fn remark(book: &Book, remark: &Remark) -> Doubt {
    let whole_sheet = remark.sheet.as_ref().filter(|_| remark.cell.is_none());
    Doubt {
        kind: DoubtKind::NotRead,
        what: whole_sheet.map_or_else(|| remark.text.clone(), |sheet| format!("sheet {sheet}: {}", remark.text)),
        advice: None,
        workbook: Some(Arc::clone(&book.name)),
        places: remark.cell.iter().cloned().collect(),
        proposal: None,
    }
}

/// Reads the tables of a sheet; whether there was any.
fn read_sheet(
    context: &Context<'_>,
    book: &Book,
    sheet: &Sheet,
    tables: Vec<Opened<'_>>,
    out: &mut SheetsRead,
) -> bool {
    let tables: Vec<TableRead> = tables.into_iter().filter_map(|table| table.read(context, book)).collect();
    let words = super::predicted::TitleWords::new(context.rulebook);
    if !tables.is_empty() {
        for table in tables {
            let said = super::predicted::said(book, sheet, table.table.heading_row, &table.texts, &words);
            let refused = said.as_ref().is_some_and(|said| said.refused);
            out.described |= refused;
            out.doubts.extend(said.map(|said| said.doubt));
            if !refused {
                out.tables.push(table);
            }
        }
        return true;
    }
    if let Some(remark) = super::described::remark(context, book, sheet) {
        out.doubts.push(remark);
        out.described = true;
        return true;
    }
    let crosstabs = crosstab::read(context, book, sheet);
    let any = !crosstabs.is_empty();
    if !any && let Some(remark) = super::others::remark(context, book, sheet) {
        out.doubts.push(remark);
        out.described = true;
        return true;
    }
    if !any && let Some((doubt, says_all)) = super::unnamed::doubt(context, book, sheet) {
        out.doubts.push(doubt);
        out.described |= says_all;
        return true;
    }
    for crosstab in crosstabs {
        let said = super::predicted::said(book, sheet, 0, &crosstab.texts, &words);
        if !said.as_ref().is_some_and(|said| said.refused) {
            out.crosstabs.push(crosstab);
        }
        out.doubts.extend(said.map(|said| said.doubt));
    }
    any
}

fn say_without(book: &Book, templates: bool, without: &[String], out: &mut SheetsRead) {
    let nothing = out.tables.is_empty() && out.crosstabs.is_empty();
    if nothing && out.doubts.iter().any(|doubt| doubt.kind == DoubtKind::NotRead && doubt.proposal.is_some()) {
        return;
    }
    if nothing && (out.described || templates) && without.is_empty() {
        return;
    }
    if nothing && !templates {
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
