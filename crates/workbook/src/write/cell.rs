//! A cell of a plan: a value and a look.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::Ink;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link<'a> {
    /// a cell of this workbook: sheet name and address
    Here(Cow<'a, str>, String),
    /// a cell of another workbook: path from ours to it, sheet name, address
    File(Cow<'a, str>, Cow<'a, str>, String),
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue<'a> {
    /// nothing
    Blank,
    /// words
    Text(Cow<'a, str>),
    /// a number
    Number(f64),
    /// a day
    Date(NaiveDate),
    /// words that lead somewhere
    Link(Cow<'a, str>, Link<'a>),
    /// a formula, and what it comes to as long as nobody has calculated
    Formula(String, Box<CellValue<'a>>),
}

/// Which part of a page a cell belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Role {
    /// an ordinary cell of a table
    #[default]
    Body,
    /// an ordinary cell that matters more
    Strong,
    /// something less important
    Quiet,
    /// where an officer writes
    Input,
    /// heading of a column
    Heading,
    /// heading over several columns
    Band,
    /// title of a sheet
    Title,
    /// a sentence below a title
    Lead,
    /// title of a part of a page
    Section,
    /// text outside tables
    Plain,
    /// something to be seen first
    Notice,
}

/// How a value is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Shown {
    /// as it is
    #[default]
    AsItIs,
    /// a number with so many decimals
    Decimals(u8),
    /// a percentage that runs from 0 to 100, with so many decimals
    Percent(u8),
    /// a difference, with its sign
    Signed(u8),
    /// pounds
    Pounds,
    /// a day
    Day,
}

/// How a cell looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Look {
    /// its part of the page
    pub role: Role,
    /// a colour
    pub ink: Option<Ink>,
    /// how its value is shown
    pub shown: Shown,
    /// whether its text runs over several lines
    pub wrap: bool,
    /// whether it is set in the middle
    pub centre: bool,
    /// whether it is set at the left, as words are, though it is a number
    pub left: bool,
    /// whether its text stands upright
    pub upright: bool,
    /// what somebody made of it
    pub own: Own,
}

/// What somebody made of the look of a cell. A colour that says something is not painted over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Own {
    /// what fills it, as red, green and blue
    pub fill: Option<u32>,
    /// the colour of its letters
    pub ink: Option<u32>,
    /// whether they are bold
    pub bold: bool,
    /// italic
    pub italic: bool,
    /// underlined
    pub underlined: bool,
    /// struck through
    pub struck: bool,
}

impl Own {
    /// Nothing.
    pub const NONE: Self = Self { fill: None, ink: None, bold: false, italic: false, underlined: false, struck: false };
}

impl Look {
    /// The look of a part of the page.
    #[must_use]
    pub const fn of(role: Role) -> Self {
        Self {
            role,
            ink: None,
            shown: Shown::AsItIs,
            wrap: false,
            centre: false,
            left: false,
            upright: false,
            own: Own::NONE,
        }
    }

    /// With text over several lines.
    #[must_use]
    pub const fn wrapped(mut self) -> Self {
        self.wrap = true;
        self
    }

    /// Set in the middle.
    #[must_use]
    pub const fn centred(mut self) -> Self {
        self.centre = true;
        self
    }

    /// In a colour.
    #[must_use]
    pub const fn inked(mut self, ink: Option<Ink>) -> Self {
        self.ink = ink;
        self
    }

    /// With a way to show its value.
    #[must_use]
    pub const fn shown(mut self, shown: Shown) -> Self {
        self.shown = shown;
        self
    }
}

/// A cell of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell<'a> {
    /// its value
    pub value: CellValue<'a>,
    /// its look; `None` takes the column's
    pub look: Option<Look>,
    /// a note on it
    pub note: Option<Cow<'a, str>>,
}

impl<'a> Cell<'a> {
    /// Nothing, with the column's look.
    pub const BLANK: Self = Self { value: CellValue::Blank, look: None, note: None };

    /// Words; no words leave the cell blank.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::BLANK } else { Self { value: CellValue::Text(text), look: None, note: None } }
    }

    /// Words, where there are any.
    pub fn maybe(text: Option<impl Into<Cow<'a, str>>>) -> Self {
        text.map_or(Self::BLANK, Self::text)
    }

    /// A number.
    #[must_use]
    pub fn number(number: f64) -> Self {
        Self { value: CellValue::Number(number), look: None, note: None }
    }

    /// A count.
    #[must_use]
    pub fn count(count: usize) -> Self {
        Self::number(u32::try_from(count).map_or(f64::from(u32::MAX), f64::from))
    }

    /// A day, where there is one.
    #[must_use]
    pub fn date(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::BLANK, |day| Self { value: CellValue::Date(day), look: None, note: None })
    }

    /// Words that lead somewhere.
    pub fn link(text: impl Into<Cow<'a, str>>, link: Link<'a>) -> Self {
        Self { value: CellValue::Link(text.into(), link), look: None, note: None }
    }

    /// A formula with what it comes to.
    #[must_use]
    pub fn formula(formula: String, shows: CellValue<'a>) -> Self {
        Self { value: CellValue::Formula(formula, Box::new(shows)), look: None, note: None }
    }

    /// With a look of its own.
    #[must_use]
    pub fn looking(mut self, look: Look) -> Self {
        self.look = Some(look);
        self
    }
}
