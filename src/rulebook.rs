//! The rulebook: what the authority's officers keep in a folder, read, checked and placed.
//!
//! [`source`] finds the files, [`yaml`] reads them into [`raw`], which is what the files say; `check` turns that into
//! the [`model`]: names are numbers ([`ids`]), years are academic years, conditions are parsed expressions that know
//! their line. [`load`] is all of it. Nothing here knows schools' results, and nothing writes.

mod case_table;
pub mod changes;
mod check;
pub mod diagnostic;
pub mod document;
pub mod edit;
pub mod expression;
pub mod ids;
mod knot;
pub mod model;
mod naming;
pub mod raw;
mod rows;
mod schema;
pub mod script;
pub mod source;
mod span;
pub mod upgrade;
pub mod yaml;

use chrono::NaiveDate;

use crate::rulebook::diagnostic::Diagnostic;

pub use case_table::begins_as_cases;
pub use model::Rulebook;
pub use schema::{SCHEMA, SCHEMA_TITLE, schema, schema_text};
pub use source::{RuleSource, is_sheet};
pub use span::Span;

/// What else a rulebook is held to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'w> {
    /// the day of the run, by which it is seen whether a floor runs out
    pub today: Option<NaiveDate>,
    /// the settings that are read beside rules, so that they do not count as unused
    pub read_settings: &'w [&'w str],
}

/// A rulebook that was read, and what is to be said of it.
#[derive(Debug)]
pub struct Loaded {
    /// the rulebook; none where something is wrong with it
    pub rulebook: Option<Rulebook>,
    /// errors, warnings and notes, by file and line
    pub diagnostics: Vec<Diagnostic>,
}

impl Loaded {
    /// Whether something must be mended before the rulebook can be used.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.rulebook.is_none()
    }
}

/// Reads and checks a rulebook.
#[must_use]
pub fn load(source: &RuleSource) -> Loaded {
    load_asked(source, &Asked::default())
}

/// Reads and checks a rulebook, and holds it to what else is asked.
#[must_use]
pub fn load_asked(source: &RuleSource, asked: &Asked<'_>) -> Loaded {
    let (rulebook, diagnostics) = check::check(source, asked);
    Loaded { rulebook, diagnostics }
}
