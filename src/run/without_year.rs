//! Why there is no school; why no value has a year, and which year the folder of a workbook names: what may be asked for
//! by name.

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
    use DoubtKind::{Contradiction, Heading, Identity, NotRead, Value};
    let grave = |kind| matches!(kind, Contradiction | Value | Identity | Heading | NotRead);
    match dataset.doubts.iter().any(|doubt| grave(doubt.kind)) {
        _ if !dataset.without_year.is_empty() => NothingToJudge::NoYear,
        true => NothingToJudge::NoYearUsed,
        false if !dataset.stated_years.is_empty() => NothingToJudge::NoFigures,
        false => NothingToJudge::NoYear,
    }
}

/// Why there is no school: problems that are told, or nothing to tell of.
pub(super) fn no_school(inputs: &Inputs, dataset: &Dataset) -> NothingToJudge {
    let told = !inputs.refused.is_empty() || dataset.doubts.iter().any(|doubt| doubt.kind != DoubtKind::Remark);
    match told {
        true => NothingToJudge::NoSchool,
        false if inputs.books.is_empty() => NothingToJudge::NoWorkbook,
        false => NothingToJudge::NoHeading,
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::YearPlace;
    use crate::intake::record::Doubt;

    #[test]
    fn problems_are_pointed_to_only_where_there_are_some() {
        let (inputs, mut dataset) = (Inputs::default(), Dataset::default());
        assert_eq!(no_school(&inputs, &dataset), NothingToJudge::NoWorkbook);
        let why = |dataset: &Dataset| why(&inputs, dataset, YearBegins::default());
        assert_eq!(why(&dataset), NothingToJudge::NoYear);
        let year = AcademicYear::starting(2011).unwrap();
        dataset.stated_years = vec![YearStated { workbook: "a.csv".into(), year, place: YearPlace::File }];
        assert_eq!(why(&dataset), NothingToJudge::NoFigures, "its cells are blank");
        let what = "row 2 has 5 cells under 4 headings".to_owned();
        let (advice, workbook, proposal) = (None, None, None);
        dataset.doubts = vec![Doubt { kind: DoubtKind::NotRead, what, advice, workbook, places: Vec::new(), proposal }];
        assert_eq!(why(&dataset), NothingToJudge::NoYearUsed);
        assert_eq!(no_school(&inputs, &dataset), NothingToJudge::NoSchool);
    }
}
