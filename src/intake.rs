//! From workbooks on disk to what the rules can ask about.
//!
//! The flow here is one way: the crate `workbook` makes sparse cells of bytes; here cells become tables, tables become records of
//! schools. Nothing in this folder judges a school; headings, markers and names of areas come from the rulebook alone.
//!
//! ```text
//! workbook ─> table (where) ─> columns (what) + rows (whom) ─> reading (values, years)
//!      ─> identity (which rows are one school) ─> merge (one value each) ─> Dataset
//! ```

mod area;
mod authority;
mod columns;
mod crosstab;
mod doubts;
mod gather;
mod gone;
mod heading;
mod identity;
mod merge;
mod options;
mod precedence;
mod reading;
pub mod record;
mod rows;
mod table;
mod value;
mod visits;
mod witness;
mod words;
mod year;

pub use authority::Whose;
pub use heading::HeadingIndex;
pub use options::{IntakeOptions, PreviousColumn, columns_read};
pub use visits::{Templates, printed};
pub(crate) use year::taken_by_file_name;
pub use year::{FileYears, YearPlace};

use chrono::NaiveDate;
use workbook::read::Book;

use crate::domain::{AcademicYear, YearBegins};
use crate::intake::record::Dataset;
use crate::rulebook::model::Rulebook;

/// Reads all tables of all workbooks and joins them to schools. The order in which workbooks are given does not matter.
#[must_use]
pub fn read(books: &[Book], rulebook: &Rulebook, options: &IntakeOptions) -> Dataset {
    gather::read(books, rulebook, options)
}

/// The day that a text means, as days are typed in workbooks: `8 January 2013`, `08/01/13`, `2013-01-08`.
#[must_use]
pub fn day_typed(text: &str) -> Option<NaiveDate> {
    value::date::typed(text)
}

/// The one academic year that a name has in it: `2016-17`, `Performance tables 2016-2017`.
#[must_use]
pub fn year_named(text: &str, begins: YearBegins) -> Option<AcademicYear> {
    year::named(text, begins).map(|mention| mention.year)
}

/// The day that a plain number means, as workbooks count days.
#[must_use]
pub fn day_of_number(number: f64, date_1904: bool) -> Option<NaiveDate> {
    value::date::from_number(number, date_1904)
}
