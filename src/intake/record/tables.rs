//! The tables as they were found: which row is which school, which column which measure.
//! The annotated copy and the alarm for vanished columns are made from these.

use std::sync::Arc;

use crate::domain::AcademicYear;
use crate::intake::record::SchoolKey;
use crate::intake::year::YearPlace;
use crate::rulebook::ids::{AreaId, GroupId, MeasureId};

/// What was read from one workbook.
#[derive(Clone, Debug)]
pub struct WorkbookRead {
    /// file name
    pub name: Arc<str>,
    /// SHA-256 of its bytes
    pub fingerprint: Arc<str>,
    /// the tables found
    pub tables: Vec<ReadTable>,
    /// how many pages of visit templates it has in which something is written
    pub pages: usize,
}

/// Where a table says of which year it is, if not in its headings or rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearStated {
    /// file name
    pub workbook: Arc<str>,
    /// the year
    pub year: AcademicYear,
    /// what says it
    pub place: YearPlace,
}

/// One table of schools (or areas, or years).
#[derive(Clone, Debug)]
pub struct ReadTable {
    /// sheet it stands on
    pub sheet: Arc<str>,
    /// whether the sheet is hidden
    pub hidden: bool,
    /// last heading row, from 0
    pub heading_row: u32,
    /// first heading row, from 0
    pub first_heading_row: u32,
    /// first and last column of the table, from 0
    pub columns_span: (u32, u32),
    /// columns in use
    pub columns: Vec<ReadColumn>,
    /// rows in use
    pub rows: Vec<ReadRow>,
    /// rows of other authorities, kept apart: not read
    pub of_other_authorities: usize,
}

/// A column of a table that a measure takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadColumn {
    /// column, from 0
    pub column: u32,
    /// heading, as joined from its rows
    pub heading: Arc<str>,
    /// the measure
    pub measure: MeasureId,
    /// the group of pupils
    pub group: GroupId,
    /// its year, where the heading says one
    pub year: Option<AcademicYear>,
}

/// Whom a row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowSubject {
    /// a school
    School(SchoolKey),
    /// an area that is not a school
    Area(AreaId),
    /// a total, an average or a note: not used
    Ignored,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadRow {
    /// row, from 0
    pub row: u32,
    /// whom it is about
    pub subject: RowSubject,
    /// the year of its values
    pub year: Option<AcademicYear>,
}
