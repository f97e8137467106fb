//! `School review <year>.xlsx`: the officer's working document; and the evidence behind it, a workbook of its own.
//!
//! Each sheet is planned from findings and recommendations, then written. Where officers decide is told to programs by
//! [`keys`].

pub(in crate::review) mod about;
mod asked;
mod blamed;
mod card;
pub(in crate::review) mod compared;
pub(super) mod deciding;
mod evidence_print;
mod front;
pub mod keys;
pub(in crate::review) mod sheets;
mod slips;

pub use asked::{Asked, asked};
pub(super) use sheets::evidence::EvidenceRows;
pub(super) use sheets::schools::league::risk_name;
pub use slips::{Slip, slips};

use super::context::Context;
use super::{ReviewInputs, Theirs};
use workbook::file_name::as_name;
use workbook::write::{Book, BookError, Property, TablePlan};

/// The review's bytes: a function of the inputs alone.
///
/// # Errors
/// When a sheet cannot be written.
pub fn write(inputs: &ReviewInputs<'_>) -> Result<Vec<u8>, BookError> {
    write_with(inputs, &Theirs::default()).review
}

/// The bytes of the evidence behind the review.
///
/// # Errors
/// When a sheet cannot be written.
pub fn write_evidence(inputs: &ReviewInputs<'_>) -> Result<Vec<u8>, BookError> {
    let context = Context::new(inputs);
    evidence(&context, sheets::evidence_tables(&context))
}

/// Both workbooks, or why one could not be made.
pub struct Books {
    /// what officers work with
    pub review: Result<Vec<u8>, BookError>,
    /// what each answer rests on, what little would have turned, what is missing, what stands out, and the rules in force
    pub evidence: Result<Vec<u8>, BookError>,
}

/// Both workbooks, the review with what officers made of the one before. Of the sheets of the evidence the review says
/// what is on them, so they are planned for both at once; and written first, since their rows take room.
#[must_use]
pub fn write_with(inputs: &ReviewInputs<'_>, theirs: &Theirs) -> Books {
    let context = Context::new(inputs);
    let file = evidence_file_name(inputs);
    let behind = sheets::evidence_tables(&context);
    let tabs = behind.iter().map(|plan| about::Tab::of(plan, Some(&file))).collect();
    let evidence = evidence(&context, behind);
    Books { review: review(&context, theirs, tabs), evidence }
}

fn review(context: &Context<'_>, theirs: &Theirs, behind: Vec<about::Tab>) -> Result<Vec<u8>, BookError> {
    let mut book = begun(context, keys::REVIEW);
    let mut tables = sheets::tables(context);
    tables.iter_mut().for_each(|plan| theirs.put_into(plan));
    let mut tabs: Vec<about::Tab> = tables.iter().map(|plan| about::Tab::of(plan, None)).collect();
    tabs.extend(behind);
    let (hidden, visible): (Vec<_>, Vec<_>) = tables.into_iter().partition(|plan| plan.hidden);
    book.page(front::plan(context))?;
    // of more schools than anybody goes through one by one there is no card
    let (card, fetched) = (!context.inputs.is_national()).then(|| card::plan(context)).unzip();
    let mut card = card;
    for plan in visible {
        book.table(plan)?;
        // the card stands behind the first table, the schools
        card.take().map_or(Ok(()), |card| book.page(card))?;
    }
    book.page(about::plan(context, &tabs))?;
    for plan in hidden.into_iter().chain(fetched) {
        book.table(plan)?;
    }
    book.finish()
}

fn evidence(context: &Context<'_>, tables: Vec<TablePlan<'_>>) -> Result<Vec<u8>, BookError> {
    let mut book = begun(context, keys::PAPER);
    for plan in tables {
        book.table(plan)?;
    }
    book.finish()
}

/// A workbook with its footer and properties, as yet without sheets.
fn begun(context: &Context<'_>, kind: &str) -> Book {
    let inputs = context.inputs;
    let title = context.words.fill("front.title", &[("year", inputs.evaluation.year.to_string())]);
    let footer = context.words.footer(format!("{} · {title}", inputs.authority()), inputs.evaluation.date);
    let (palette, properties) = (context.palette.clone(), properties(inputs, kind));
    Book::with_properties(palette, footer, &title, inputs.authority(), inputs.evaluation.date, &properties)
}

/// The name of the evidence's file: `School review 2011-12 - evidence.xlsx`.
#[must_use]
pub fn evidence_file_name(inputs: &ReviewInputs<'_>) -> String {
    let words = super::words::Words(inputs.rulebook);
    let name = words.fill("evidence.file", &[("year", inputs.evaluation.year.to_string())]);
    format!("{}.xlsx", as_name(&name))
}

/// The file's name: `School review 2011-12.xlsx`.
#[must_use]
pub fn file_name(inputs: &ReviewInputs<'_>) -> String {
    let words = super::words::Words(inputs.rulebook);
    let name = words.fill("review.file", &[("year", inputs.evaluation.year.to_string())]);
    format!("{}.xlsx", as_name(&name))
}

/// By these a program recognises the workbook.
fn properties(inputs: &ReviewInputs<'_>, kind: &str) -> Vec<Property> {
    let one = |name: &'static str, value: String| Property { name, value };
    vec![
        one(keys::KIND, kind.to_owned()),
        one(keys::YEAR, inputs.evaluation.year.to_string()),
        one(keys::DATE, inputs.evaluation.date.to_string()),
        one(keys::RULEBOOK, inputs.rulebook.fingerprint.to_string()),
        one(keys::INPUTS, inputs.inputs_fingerprint.to_owned()),
        one(keys::DECISIONS, inputs.decisions_fingerprint.to_owned()),
        one(keys::VERSION, inputs.version.to_owned()),
    ]
}
