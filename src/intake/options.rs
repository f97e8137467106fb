//! What a caller decides about reading.

use chrono::NaiveDate;

use super::authority::Whose;
use super::year::FileYears;
use crate::domain::AcademicYear;
use crate::intake::record::Dataset;
use crate::rulebook::model::Rulebook;

/// What a caller decides about reading.
#[derive(Clone, Debug)]
pub struct IntakeOptions {
    /// the year of tables that name none; without it they are asked about and their dated columns not read
    pub year: Option<AcademicYear>,
    /// whether hidden sheets are read
    pub hidden_sheets: bool,
    /// whether hidden rows and columns of sheets that show are read; a filter hides rows, so mostly yes
    pub hidden_rows_and_columns: bool,
    /// whose schools are read, where workbooks hold those of several authorities
    pub whose: Whose,
    /// what a year in a file's name counts for
    pub file_years: FileYears,
    /// the last day of which visits count; only asked where there are filled visit templates
    pub until: Option<NaiveDate>,
    /// the columns read last time, for the alarm when one is gone
    pub previous_columns: Vec<PreviousColumn>,
}

impl Default for IntakeOptions {
    fn default() -> Self {
        Self {
            year: None,
            hidden_sheets: false,
            hidden_rows_and_columns: true,
            whose: Whose::default(),
            file_years: FileYears::AsNamed,
            until: None,
            previous_columns: Vec::new(),
        }
    }
}

/// A column that was read last time.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct PreviousColumn {
    /// the workbook's file name
    pub workbook: String,
    /// the sheet
    pub sheet: String,
    /// the heading
    pub heading: String,
    /// the measure's name in rules
    pub measure: String,
    /// the group's name in rules
    pub group: String,
}

/// The columns that were read, to be kept for the next run.
#[must_use]
pub fn columns_read(dataset: &Dataset, rulebook: &Rulebook) -> Vec<PreviousColumn> {
    let mut columns: Vec<PreviousColumn> = Vec::new();
    for workbook in &dataset.workbooks {
        for table in &workbook.tables {
            columns.extend(table.columns.iter().filter_map(|column| {
                Some(PreviousColumn {
                    workbook: workbook.name.to_string(),
                    sheet: table.sheet.to_string(),
                    heading: column.heading.to_string(),
                    measure: rulebook.measure(column.measure)?.id.to_string(),
                    group: rulebook.group(column.group)?.id.to_string(),
                })
            }));
        }
    }
    columns.sort();
    columns.dedup();
    columns
}
