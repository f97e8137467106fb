//! What can go wrong while the samples are made: a slip in a data file, or the workbook writer's own complaint.

use rust_xlsxwriter::XlsxError;

/// Why a sample could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// A line of a data file does not have the fields it should.
    #[error("sample data: `{line}` lacks a readable {field}")]
    Line {
        /// The line as it stands.
        line: String,
        /// The field that is missing or cannot be read.
        field: &'static str,
    },
    /// The workbook writer refused.
    #[error(transparent)]
    Workbook(#[from] XlsxError),
    /// The csv writer refused.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// A file could not be written.
    #[error(transparent)]
    File(#[from] std::io::Error),
}
