//! Why no value has a year, and which year the folder of a workbook names: what may be asked for by name.

use std::path::Path;

use super::{Inputs, NothingToJudge};
use crate::domain::{AcademicYear, YearBegins};
use crate::intake::record::{Dataset, DoubtKind, YearStated};
use crate::intake::year_named;

/// So many workbooks are named.
const NAMED: usize = 3;
/// Folders further up say nothing of a workbook's year.
const FOLDERS_UP: usize = 2;

/// Why no value has a year: nothing states one, and it may be said on the command line; or what states one is in doubt.
pub(super) fn why(inputs: &Inputs, dataset: &Dataset, begins: YearBegins) -> NothingToJudge {
    let by_folder = dataset.without_year.iter().find_map(|file| {
        let (folder, year) = named_by_folder(inputs.path_of(file)?, begins)?;
        Some(NothingToJudge::OnlyItsFolder { file: file.to_string(), folder, year })
    });
    if let Some(why) = by_folder {
        return why;
    }
    let in_doubt = dataset.doubts.iter().any(|doubt| {
        matches!(doubt.kind, DoubtKind::Contradiction | DoubtKind::Value | DoubtKind::Identity | DoubtKind::Heading)
    });
    if in_doubt && dataset.without_year.is_empty() { NothingToJudge::NoYearUsed } else { NothingToJudge::NoYear }
}

/// What says of which year workbooks are, where a name or a title does: ` (ks2 2012.xlsx: 2011-12, by the file's name)`.
pub(super) fn said_by(stated: &[YearStated]) -> String {
    let one = |stated: &YearStated| format!("{}: {}, by {}", stated.workbook, stated.year, stated.place);
    let named: Vec<String> = stated.iter().take(NAMED).map(one).collect();
    if named.is_empty() { String::new() } else { format!(" ({})", named.join("; ")) }
}

/// The nearest folder above a workbook whose name has a year in it.
fn named_by_folder(path: &Path, begins: YearBegins) -> Option<(String, AcademicYear)> {
    let path = path.canonicalize().ok()?;
    path.ancestors().skip(1).take(FOLDERS_UP).find_map(|folder| {
        let name = folder.file_name()?.to_string_lossy().into_owned();
        let year = year_named(&name, begins)?;
        Some((name, year))
    })
}
