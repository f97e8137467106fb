//! `School review <year>.xlsx`: the officer's working document.
//!
//! Each sheet is planned from findings and recommendations, then written. Where officers decide is told to programs by
//! [`keys`].

mod asked;
mod blamed;
mod deciding;
mod evidence_print;
pub(in crate::review) mod front;
pub mod keys;
pub(in crate::review) mod sheets;
mod slips;

pub use asked::{Asked, asked};
pub(crate) use deciding::long_day;
pub use slips::{Slip, slips};

use super::ReviewInputs;
use super::context::Context;
use workbook::write::{Book, BookError, Footer, Property};

/// The workbook's bytes: a function of the inputs alone.
///
/// # Errors
/// When a sheet cannot be written.
pub fn write(inputs: &ReviewInputs<'_>) -> Result<Vec<u8>, BookError> {
    let context = Context::new(inputs);
    let year = inputs.evaluation.year.to_string();
    let title = context.words.fill("front.title", &[("year", year.clone())]);
    let footer = Footer {
        left: format!("{} · {title}", inputs.authority()),
        page: (context.words.say("footer.page").to_owned(), context.words.say("footer.of").to_owned()),
        right: deciding::long_day(inputs.evaluation.date),
    };
    let author = inputs.authority();
    let properties = properties(inputs);
    let mut book =
        Book::with_properties(context.palette.clone(), footer, &title, author, inputs.evaluation.date, &properties);
    let tables = sheets::tables(&context);
    let mut tabs: Vec<(String, String)> =
        tables.iter().map(|plan| (plan.name.clone(), plan.about.to_string())).collect();
    tabs.push((context.tab("tab.run"), context.words.say("run.about").to_owned()));
    book.page(front::plan(&context, &tabs))?;
    for plan in tables {
        book.table(plan)?;
    }
    book.page(sheets::run(&context))?;
    book.finish()
}

/// The file's name: `School review 2011-12.xlsx`.
#[must_use]
pub fn file_name(inputs: &ReviewInputs<'_>) -> String {
    let words = super::words::Words(inputs.rulebook);
    let name = words.fill("review.file", &[("year", inputs.evaluation.year.to_string())]);
    format!("{name}.xlsx")
}

/// By these a program recognises the workbook.
fn properties(inputs: &ReviewInputs<'_>) -> Vec<Property> {
    let one = |name: &'static str, value: String| Property { name, value };
    vec![
        one(keys::KIND, keys::REVIEW.to_owned()),
        one(keys::YEAR, inputs.evaluation.year.to_string()),
        one(keys::DATE, inputs.evaluation.date.to_string()),
        one(keys::RULEBOOK, inputs.rulebook.fingerprint.to_string()),
        one(keys::INPUTS, inputs.inputs_fingerprint.to_owned()),
        one(keys::DECISIONS, inputs.decisions_fingerprint.to_owned()),
        one(keys::VERSION, inputs.version.to_owned()),
    ]
}
