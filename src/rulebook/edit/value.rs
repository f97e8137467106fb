//! A value that can be changed by itself, and how another is written in its place.

use std::ops::Range;
use std::sync::Arc;

use super::leaf::Step;

/// The kinds of values, each a sheet of its own when they are handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sheet {
    /// numbers that something is compared with in a rule
    Thresholds,
    /// settings and other numbers that stand alone
    Numbers,
    /// settings that are words
    Choices,
    /// settings that are yes or no
    Switches,
    /// figures of areas by year
    Figures,
    /// days of the annual cycle
    Dates,
    /// headings under which something is found, and how it is written in cells
    Headings,
    /// forms of support and factors of options
    Support,
    /// what cases expect
    Cases,
    /// sentences that rules say
    Sentences,
    /// words of the review
    Words,
    /// colours
    Colours,
    /// which colour marks what
    Marks,
}

impl Sheet {
    /// All, in the order in which they are handed out.
    pub const ALL: [Self; 13] = [
        Self::Thresholds,
        Self::Numbers,
        Self::Choices,
        Self::Switches,
        Self::Figures,
        Self::Dates,
        Self::Headings,
        Self::Support,
        Self::Cases,
        Self::Sentences,
        Self::Words,
        Self::Colours,
        Self::Marks,
    ];

    /// As shown.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Thresholds => "Thresholds",
            Self::Numbers => "Settings",
            Self::Choices => "Choices",
            Self::Switches => "Switches",
            Self::Figures => "Figures",
            Self::Dates => "Dates",
            Self::Headings => "Headings",
            Self::Support => "Support",
            Self::Cases => "Cases",
            Self::Sentences => "Sentences",
            Self::Words => "Words",
            Self::Colours => "Colours",
            Self::Marks => "Marks",
        }
    }

    /// The column that tells the values of one list apart, where it is not the value itself: the year.
    #[must_use]
    pub fn year_column(self) -> Option<usize> {
        let year = |title: &&str| matches!(*title, "Year" | "Years");
        self.columns().iter().position(year).filter(|_| self != Self::Cases)
    }

    /// What its values are, in a sentence.
    #[must_use]
    pub fn about(self) -> &'static str {
        match self {
            Self::Thresholds => "Every number that a rule compares with, one row each.",
            Self::Numbers => "Settings and other numbers that rules use by name.",
            Self::Choices => "Settings that are words.",
            Self::Switches => "Settings that are true or false.",
            Self::Figures => "Figures known for whole areas, by year.",
            Self::Dates => "When the meetings, visits and reports of the cycle are, by school year.",
            Self::Headings => "The headings under which measures are found, and how words are written in cells.",
            Self::Support => "The forms of support that a team gives, and the factors of each option.",
            Self::Cases => "What each case of a rule expects, with what it gives.",
            Self::Sentences => "What rules say; names in braces are filled in.",
            Self::Words => "The words of the review and of annotated workbooks; names in braces are filled in.",
            Self::Colours => "Colours, each as six digits RRGGBB, and the signs beside them.",
            Self::Marks => "Which colour marks what in annotated workbooks.",
        }
    }

    /// The headings before the value.
    #[must_use]
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Thresholds => &["Rule", "Years", "Part of the rule", "Compared"],
            Self::Numbers | Self::Choices | Self::Switches => &["Name", "What it decides"],
            Self::Figures => &["Area", "Measure", "Group", "Statistic", "Year"],
            Self::Dates => &["Step", "Name", "Day", "Year"],
            Self::Headings => &["Of", "Name", "What for"],
            Self::Support => &["Of", "Team", "What"],
            Self::Cases => &["Rule", "Case", "Year", "Given"],
            Self::Sentences => &["Rule", "When"],
            Self::Words => &["Name"],
            Self::Colours => &["Colour", "Part"],
            Self::Marks => &["Mark"],
        }
    }
}

/// What may stand in the place of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Sort {
    /// a number, between two where they are known
    Number(Option<(f64, f64)>),
    /// true or false
    Flag,
    /// words
    Words,
    /// six digits RRGGBB
    Colour,
    /// a day, `2012-09-18`
    Day,
    /// one of several words
    OneOf(Arc<[String]>),
}

/// A value that can be changed by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// its kind
    pub sheet: Sheet,
    /// the file it stands in
    pub file: Arc<str>,
    /// its line, from 1
    pub line: u32,
    /// the way to it in words; with the file, no other value has it
    pub way: String,
    /// what it is about: one text for each of [`Sheet::columns`]
    pub about: Vec<String>,
    /// its unit
    pub unit: String,
    /// document and page
    pub source: String,
    /// what an officer should know
    pub note: String,
    /// what may stand in its place
    pub sort: Sort,
    /// as it stands there
    pub written: String,
    /// the expression it stands in, where it is a part of one
    pub within: Option<String>,
    pub(super) steps: Vec<Step>,
    /// its bytes in that expression
    pub(super) piece: Option<Range<usize>>,
}

impl Value {
    /// Whether a text is the value as it stands: line ends at the end do not matter.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        self.written.trim_end_matches('\n') == text.trim_end_matches('\n')
    }

    /// What it is, in one line: `Secondary floor standard 2013-14, below when: ks4.five_ac_em < 40`.
    #[must_use]
    pub fn name(&self) -> String {
        let parts: Vec<&str> = self.about.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    }
}

/// A number written as another was: with as many decimals at least, and as that one where they are the same number.
#[must_use]
pub fn number_like(old: &str, new: f64) -> String {
    // the same number to the last bit, or it is another
    #[allow(clippy::float_cmp)]
    if old.parse::<f64>().is_ok_and(|old| old == new) {
        return old.to_owned();
    }
    let decimals = |text: &str| text.rsplit_once('.').map_or(0, |(_, decimals)| decimals.len());
    let shortest = format!("{new}");
    format!("{new:.0$}", decimals(old).max(decimals(&shortest)))
}

#[cfg(test)]
mod tests {
    use super::number_like;

    #[test]
    fn a_number_keeps_the_written_form() {
        for (old, new, written) in [
            ("60", 60.0, "60"),
            ("60", 65.0, "65"),
            ("60", 62.5, "62.5"),
            ("60.0", 65.0, "65.0"),
            ("74.50", 75.0, "75.00"),
            ("60.0", 60.0, "60.0"),
            ("-0.5", -1.0, "-1.0"),
            ("1000000", 2_000_000.0, "2000000"),
        ] {
            assert_eq!(number_like(old, new), written, "{old} to {new}");
        }
    }
}
