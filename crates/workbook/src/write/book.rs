//! Carries plans out with rust_xlsxwriter: one workbook, byte for byte the same for the same plans.

mod entered;
mod page;
mod put;
mod table;

pub use entered::COMMA_IN_LIST;
pub use put::serial;

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::format::Formats;
use super::{PagePlan, Palette, TablePlan};

/// Compression level: three costs a tenth more bytes than the usual and half the time.
const COMPRESSION: u8 = 3;
/// Cells from which a sheet is written row by row instead of being held in memory.
const LARGE_SHEET: usize = 70_000;

/// The workbook could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the sheet “{sheet}” could not be written: {what}")]
pub struct BookError {
    /// the sheet
    pub sheet: String,
    /// what went wrong
    pub what: String,
}

impl BookError {
    /// Takes an error of the writer as one of this sheet.
    pub fn at(sheet: &str) -> impl Fn(XlsxError) -> Self + '_ {
        move |error| Self { sheet: sheet.to_owned(), what: error.to_string() }
    }
}

/// What stands at the foot of every printed page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Footer {
    /// at the left
    pub left: String,
    /// before the page number, and between it and the number of pages: `Page`, `of`
    pub page: (String, String),
    /// at the right
    pub right: String,
}

/// A property of the document, for programs that find it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// its name
    pub name: &'static str,
    /// its value
    pub value: String,
}

/// A workbook of ours in the making.
pub struct Book {
    workbook: Workbook,
    formats: Formats,
    footer: Footer,
}

impl Book {
    /// An empty workbook. The stated date stands as its day of creation: there is no clock here.
    #[must_use]
    pub fn new(palette: Palette, footer: Footer, title: &str, author: &str, date: NaiveDate) -> Self {
        Self::with_properties(palette, footer, title, author, date, &[])
    }

    /// An empty workbook with properties.
    #[must_use]
    pub fn with_properties(
        palette: Palette,
        footer: Footer,
        title: &str,
        author: &str,
        date: NaiveDate,
        properties: &[Property],
    ) -> Self {
        let workbook = made(title, author, date, properties);
        Self { workbook, formats: Formats::new(palette), footer }
    }

    /// Adds a sheet that is a table.
    ///
    /// # Errors
    /// When a name or a value does not fit a workbook.
    pub fn table(&mut self, plan: TablePlan<'_>) -> Result<(), BookError> {
        let name = plan.name.clone();
        let wrong = BookError::at(&name);
        let large = plan.count.saturating_mul(plan.columns.len()) > LARGE_SHEET;
        let sheet = if large {
            self.workbook.add_worksheet_with_low_memory().map_err(&wrong)?
        } else {
            self.workbook.add_worksheet()
        };
        set_up(sheet, &name, &self.footer).map_err(&wrong)?;
        table::write(sheet, plan, &mut self.formats, large).map_err(&wrong)
    }

    /// Adds a sheet that is a page.
    ///
    /// # Errors
    /// When a name or a value does not fit a workbook.
    pub fn page(&mut self, plan: PagePlan<'_>) -> Result<(), BookError> {
        let name = plan.name.clone();
        let wrong = BookError::at(&name);
        let sheet = self.workbook.add_worksheet();
        set_up(sheet, &name, &self.footer).map_err(&wrong)?;
        page::write(sheet, plan, &mut self.formats).map_err(&wrong)
    }

    /// The bytes of a workbook whose sheets go into another, where they are packed anew.
    ///
    /// # Errors
    /// When the package cannot be put together.
    pub fn finish_to_be_unpacked(mut self) -> Result<Vec<u8>, BookError> {
        self.workbook.set_zip_compression_level(1);
        self.finish()
    }

    /// The workbook's bytes.
    ///
    /// # Errors
    /// When the package cannot be put together.
    pub fn finish(mut self) -> Result<Vec<u8>, BookError> {
        self.workbook.save_to_buffer().map_err(BookError::at(""))
    }
}

/// An empty workbook for a writer of its own.
pub fn new_workbook(title: &str, author: &str, date: NaiveDate) -> Workbook {
    made(title, author, date, &[])
}

fn made(title: &str, author: &str, date: NaiveDate, properties: &[Property]) -> Workbook {
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(COMPRESSION);
    let mut document = DocProperties::new().set_title(title).set_author(author);
    if let Some(day) = excel_day(date) {
        document = document.set_creation_datetime(&day);
    }
    for property in properties {
        document = document.set_custom_property(property.name, property.value.as_str());
    }
    workbook.set_properties(&document);
    workbook
}

/// Name, paper and foot (whose it is, the sheet, the page, the stated day): the same on every sheet.
fn set_up(sheet: &mut Worksheet, name: &str, footer: &Footer) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    sheet.set_name(name)?;
    // a formula that comes to nothing is not a nought
    sheet.set_formula_result_default("");
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.35);
    // nothing in the middle: what stands at the left may be long
    sheet.set_footer(format!(
        "&L&9 {} · &A&R&9 {} · {} &P {} &N",
        safe(&footer.left),
        safe(&footer.right),
        safe(&footer.page.0),
        safe(&footer.page.1)
    ));
    Ok(())
}

/// An ampersand begins a code in a footer. (The blank after a size keeps a text that begins with a digit out of it.)
fn safe(text: &str) -> String {
    text.replace('&', "&&")
}

/// A day as the writer takes it.
fn excel_day(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    ExcelDateTime::from_ymd(year, u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?).ok()
}
