//! One workbook in the making: the same date in every run, so that the same bytes come out.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};

use super::look::Look;
use super::table::{Placed, Table};
use super::trouble::Trouble;

/// A workbook and its look.
pub struct Book {
    workbook: Workbook,
    /// The look of its sheets.
    pub look: Look,
}

impl Book {
    /// An empty workbook, as if saved at noon on the given day of 2012.
    pub fn new(look: Look, title: &str, (month, day): (u8, u8)) -> Result<Self, Trouble> {
        let mut workbook = Workbook::new();
        let saved = ExcelDateTime::from_ymd(2012, month, day)?.and_hms(12, 0, 0)?;
        let properties = DocProperties::new()
            .set_title(title)
            .set_company("Borough of Eastmere (invented)")
            .set_author("School Improvement Service")
            .set_creation_datetime(&saved);
        workbook.set_properties(&properties);
        Ok(Self { workbook, look })
    }

    /// A new sheet.
    pub fn sheet(&mut self, name: &str) -> Result<&mut Worksheet, Trouble> {
        let sheet = self.workbook.add_worksheet();
        sheet.set_name(name)?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        sheet.set_footer("&L&8&F  &A&R&8Page &P of &N");
        Ok(sheet)
    }

    /// A new sheet with a table from the first row: headings frozen and printed on each page.
    pub fn sheet_with(&mut self, name: &str, table: &Table) -> Result<(&mut Worksheet, Placed), Trouble> {
        let look = self.look;
        let sheet = self.sheet(name)?;
        let placed = table.write(sheet, &look, 0)?;
        sheet.set_repeat_rows(placed.top, placed.headings)?;
        Ok((sheet, placed))
    }

    /// A name for a range.
    pub fn name(&mut self, name: &str, range: &str) -> Result<(), Trouble> {
        self.workbook.define_name(name, range)?;
        Ok(())
    }

    /// The bytes of the finished workbook.
    pub fn finish(mut self) -> Result<Vec<u8>, Trouble> {
        Ok(self.workbook.save_to_buffer()?)
    }
}

/// Freezes the headings and the first columns, and puts filter buttons on the headings.
pub fn freeze_and_filter(sheet: &mut Worksheet, placed: Placed, columns: u16) -> Result<(), Trouble> {
    sheet.set_freeze_panes(placed.first, columns)?;
    sheet.autofilter(placed.headings, 0, placed.last, placed.last_column)?;
    Ok(())
}
