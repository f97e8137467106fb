//! The year that a table as a whole is of, by its titles, its sheet's name or its file's name.

use super::{YearMention, named, titled};
use crate::domain::{AcademicYear, YearBegins};

/// Where a table's year is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum YearPlace {
    /// over the table
    Title,
    /// in the name of its sheet
    Sheet,
    /// in the name of its file
    File,
}

impl YearPlace {
    /// Whether only the file's name says it.
    #[must_use]
    pub fn is_file(self) -> bool {
        self == Self::File
    }
}

impl std::fmt::Display for YearPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Title => "its title",
            Self::Sheet => "the sheet's name",
            Self::File => "the file's name",
        })
    }
}

/// What a year in a file's name counts for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileYears {
    /// it is the table's year; one alone is the year of results: 2016 is 2015-16
    #[default]
    AsNamed,
    /// one alone is the year in which the school year began: 2016 is 2016-17
    Begin,
    /// one alone, or written so shortly that something else may be meant, is nothing: the year asked for goes before it
    Overruled,
}

/// A table's year, as it is stated.
#[derive(Clone, Debug)]
pub(in crate::intake) struct Stated {
    pub mention: YearMention,
    pub place: YearPlace,
    /// the year that the file's name says and the year asked for overrules
    pub overruled: Option<AcademicYear>,
    /// another year that is written out farther out: in the sheet's name under the titles', in the file's
    pub against: Option<(AcademicYear, YearPlace)>,
}

impl Stated {
    /// What the titles of a table, its sheet or its file say of its year.
    pub(in crate::intake) fn of<'a>(
        titles: impl Iterator<Item = &'a str>,
        (sheet, workbook): (&str, &str),
        begins: YearBegins,
        (asked, files): (Option<AcademicYear>, FileYears),
    ) -> Option<Self> {
        let stem = workbook.rsplit_once('.').map_or(workbook, |(stem, _)| stem);
        let (mut mention, place) = titled(titles, begins)
            .map(|found| (found, YearPlace::Title))
            .or_else(|| named(sheet, begins).map(|found| (found, YearPlace::Sheet)))
            .or_else(|| named(stem, begins).map(|found| (found, YearPlace::File)))?;
        let mut overruled = None;
        match files {
            FileYears::Begin if place.is_file() && mention.is_lone() => mention.year = mention.year.next(),
            // a school year that is written out is no slip
            FileYears::Overruled if place.is_file() && (mention.is_lone() || mention.short) => {
                overruled = asked.map(|year| std::mem::replace(&mut mention.year, year));
            }
            _ => {}
        }
        let farther = [(sheet, YearPlace::Sheet), (stem, YearPlace::File)].into_iter().filter(|(_, at)| *at > place);
        let written_out = farther.filter_map(|(text, at)| Some((named(text, begins)?, at)));
        let mut written_out = written_out.filter(|(found, _)| !found.calendar && !found.short);
        let against = written_out.find(|(found, _)| found.year != mention.year).map(|(found, at)| (found.year, at));
        Some(Self { mention, place, overruled, against })
    }

    /// What is to be said of how the year was taken, and what to do where it may be another.
    pub(in crate::intake) fn said(&self, asked: Option<AcademicYear>) -> Option<(String, Option<String>)> {
        let (year, place) = (self.mention.year, self.place);
        if let Some(named) = self.overruled {
            let what = format!("{place} says {named}; its figures were taken for {year}, the year asked for");
            let advice =
                format!("if they are of {year}, correct the file's name; if not, run again with --year {named}");
            return Some((what, Some(advice)));
        }
        let lone = self.mention.calendar || self.mention.short;
        let what = lone.then(|| format!("{}{year}", taken_for(place)))?;
        // in a title it is the year of results; in a file's name it may as well be that in which the file was made, and
        // what is written shortly may be days, rooms or numbers
        let advice = (place.is_file() && asked != Some(year)).then(|| {
            let other = if self.mention.is_lone() { year.next().to_string() } else { "another year".to_owned() };
            format!(
                "write the school year into the file's name, such as {year}; if the figures are of {other}, write that"
            )
        });
        let advice = advice.filter(|_| self.mention.is_lone() || self.mention.short);
        Some((what, advice))
    }
}

fn taken_for(place: YearPlace) -> String {
    format!("the year in {place} is taken for ")
}

/// The year for which a file's name alone was taken, by what was said of that.
pub(crate) fn taken_by_file_name(said: &str) -> Option<&str> {
    said.strip_prefix(&taken_for(YearPlace::File))
}
