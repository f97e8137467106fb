//! What a review says of itself on its last sheet.

use chrono::NaiveDate;

use crate::domain::AcademicYear;
use crate::intake::Whose;
use crate::review::book::keys;
use crate::rulebook::model::Rulebook;
use crate::rulebook::source::belongs;
use crate::run::Options;
use workbook::read::{Book, Cell, Content, Sheet};

/// The names of columns stand in one of the first rows, whatever was put above them.
const NAMES_WITHIN: usize = 60;

/// What a review was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// the sheet that says so
    pub sheet: String,
    /// the authority whose schools were judged
    pub authority: String,
    /// the year judged
    pub year: AcademicYear,
    /// the stated day
    pub date: NaiveDate,
    /// the program's version
    pub version: String,
    /// fingerprint of the rulebook
    pub rulebook: String,
    /// the workbooks, each with its fingerprint
    pub workbooks: Vec<(String, String)>,
    /// the rulebook's files, each with its fingerprint
    pub rule_files: Vec<(String, String)>,
}

/// A workbook that does not say what it was made from.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoSeal {
    /// it has no such sheet
    #[error(
        "{0} has no sheet that says what it was made from; is it a school review? Its evidence has none: name the review itself"
    )]
    NotAReview(String),
    /// the sheet is there and was changed
    #[error("the sheet {0} was changed: {1} cannot be read on it")]
    Changed(String, &'static str),
}

/// Whether a workbook without properties has what a review has: its last sheet, or the names of its columns.
pub(super) fn has_decisions(book: &Book) -> bool {
    let is_key = |cell: &Cell| matches!(&cell.content, Content::Text(text) if **text == *keys::KEY);
    let named = |sheet: &Sheet| sheet.rows.iter().take(NAMES_WITHIN).flat_map(|row| &row.cells).any(is_key);
    book.sheets.iter().any(named) || Seal::of(book).is_ok()
}

impl Seal {
    /// Reads it off a review.
    ///
    /// # Errors
    /// Where it is not there, or no longer whole.
    pub fn of(book: &Book) -> Result<Self, NoSeal> {
        let found = book.sheets.iter().rev().filter(|sheet| may_be_sealed(sheet)).find_map(|sheet| {
            let files: Vec<(String, String)> = pairs(sheet).into_iter().filter(|(_, b)| is_fingerprint(b)).collect();
            files.iter().any(|(name, _)| belongs(name)).then_some((sheet, files))
        });
        let Some((sheet, mut files)) = found else { return Err(NoSeal::NotAReview(book.name.to_string())) };
        let changed = |what| NoSeal::Changed(sheet.name.to_string(), what);
        let facts = pairs(sheet);
        // the authority stands above the year and the day, whatever else is on the sheet
        let above = facts.windows(3).find_map(|window| match window {
            [(_, authority), (_, judged), (_, stated)] if year(judged).is_some() && day(stated).is_some() => {
                Some(authority)
            }
            _ => None,
        });
        let authority = above.cloned().unwrap_or_default();
        let year = facts.iter().find_map(|(_, text)| year(text)).ok_or_else(|| changed("the academic year"))?;
        let date = facts.iter().find_map(|(_, text)| day(text)).ok_or_else(|| changed("the stated day"))?;
        let version = facts.iter().find(|(_, text)| is_version(text)).map(|(_, text)| text.clone());
        // the first two are of the rulebook and of all workbooks together
        if files.len() < 2 {
            return Err(changed("the fingerprint of the rulebook"));
        }
        let rest = files.split_off(2);
        let rulebook = files.first().map(|(_, fingerprint)| fingerprint.clone()).unwrap_or_default();
        let (rule_files, workbooks) = rest.into_iter().partition(|(name, _)| belongs(name));
        let version = version.unwrap_or_default();
        Ok(Self { sheet: sheet.name.to_string(), authority, year, date, version, rulebook, workbooks, rule_files })
    }
}

impl Seal {
    /// The ways in which it may have been made. It does not say whether its year was asked for, and figures without a
    /// year count only where it was; nor whether another authority than the rulebook's was asked for or found out.
    #[must_use]
    pub fn ways(&self, hidden: bool, asked: Option<&Whose>, rulebook: &Rulebook) -> Vec<Options> {
        let whose = match asked {
            Some(whose) => vec![whose.clone()],
            None if self.authority == *rulebook.authority => vec![Whose::OfRulebook],
            None => vec![Whose::OfRulebook, Whose::Of(self.authority.as_str().into())],
        };
        let years = [None, Some(self.year)];
        let way = |(whose, year)| Options { year, date: self.date, hidden, whose };
        whose.into_iter().flat_map(|whose| years.map(|year| (whose.clone(), year))).map(way).collect()
    }
}

/// Whether a fingerprint stands in the second column: that is looked for without copying what else stands there.
fn may_be_sealed(sheet: &Sheet) -> bool {
    let seals =
        |cell: &workbook::read::Cell| matches!(&cell.content, Content::Text(text) if is_fingerprint(text.trim()));
    sheet.rows.iter().any(|row| row.cell(1).is_some_and(seals))
}

/// The first two columns of every row that has both, as texts.
fn pairs(sheet: &Sheet) -> Vec<(String, String)> {
    let text = |content: &Content| match content {
        Content::Text(text) => Some(text.trim().to_owned()),
        _ => None,
    };
    let pair = |row: &workbook::read::Row| Some((text(&row.cell(0)?.content)?, text(&row.cell(1)?.content)?));
    sheet.rows.iter().filter_map(pair).collect()
}

fn is_fingerprint(text: &str) -> bool {
    text.len() == 64 && text.chars().all(|c| c.is_ascii_hexdigit())
}

fn is_version(text: &str) -> bool {
    text.split('.').count() == 3 && text.split('.').all(|part| part.parse::<u32>().is_ok())
}

fn year(text: &str) -> Option<AcademicYear> {
    text.parse().ok().filter(|year: &AcademicYear| year.to_string() == text)
}

fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%d %B %Y").ok()
}
