//! The sheets of a workbook that were read, and what to tell of those that were not.

use std::sync::Arc;

use super::error::Refusal;
use super::sheet::Remark;

/// What sort of sheet a workbook lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SheetKind {
    Cells,
    Chart,
    /// old macro or dialog sheet, or something newer than this reader
    Other(&'static str),
}

/// Sheets one by one; where none can be kept, the first refusal is that of the workbook.
pub(super) struct Kept<T> {
    sheets: Vec<T>,
    first_refusal: Option<Refusal>,
}

impl<T> Kept<T> {
    pub(super) fn new() -> Self {
        Self { sheets: Vec::new(), first_refusal: None }
    }

    /// Keeps a sheet, or remarks why not.
    pub(super) fn take(
        &mut self,
        name: &Arc<str>,
        outcome: Result<T, Refusal>,
        remarks: &mut Vec<Remark>,
    ) -> Result<(), Refusal> {
        match outcome {
            Ok(sheet) => self.sheets.push(sheet),
            // a limit is on the file as a whole, and damage in transit is cured by a new copy
            Err(refusal @ Refusal::TooBig(_)) => return Err(refusal),
            Err(refusal) => {
                remarks.push(Remark::sheet(name, format!("was not read: it {refusal}")));
                self.first_refusal.get_or_insert(refusal);
            }
        }
        Ok(())
    }

    pub(super) fn end(self) -> Result<Vec<T>, Refusal> {
        match self.first_refusal {
            Some(refusal) if self.sheets.is_empty() => Err(refusal),
            _ => Ok(self.sheets),
        }
    }
}
