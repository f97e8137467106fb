//! The field's own words, as checked types. Strings end where a workbook or rulebook is read;
//! from there on a year is an [`AcademicYear`] and an absence of a value is a [`Missing`].
//!
//! Nothing here reads files, and nothing here is policy.

mod academic_year;
mod chance;
mod laestab;
mod missing;
pub mod phrase;
mod pupils;
mod tidy;
mod truth;
mod urn;
mod value;

pub use academic_year::{AcademicYear, YearBegins};
pub use chance::{chance, standard_errors};
pub use laestab::Laestab;
pub use missing::{Missing, Within};
pub use pupils::{InPupils, in_pupils, whole_pupils};
pub use tidy::{rounded, tidy};
pub use truth::Truth;
pub use urn::{Urn, UrnPattern};
pub use value::Value;
