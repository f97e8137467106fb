//! How the officers' sheets look: each workbook has its own accent, as the teams who keep them do.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The colours and the type of one workbook.
#[derive(Clone, Copy)]
pub struct Look {
    /// Fill of the headings.
    pub accent: u32,
    /// Fill of the upper of two heading rows.
    pub upper: u32,
    /// Typeface.
    pub font: &'static str,
}

/// What a body row stands for; each is set apart by eye.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// One school.
    School,
    /// The authority's own figures.
    Authority,
    /// National figures.
    England,
    /// A total or an average.
    Total,
    /// A line that opens a block.
    Divider,
}

const LINE: u32 = 0x00BF_BFBF;

impl Look {
    /// The large title above a table.
    pub fn title(&self) -> Format {
        self.base().set_bold().set_font_size(15).set_font_color(Color::RGB(self.accent))
    }

    /// The line below the title.
    pub fn subtitle(&self) -> Format {
        self.base().set_italic().set_font_size(10).set_font_color(Color::RGB(0x0059_5959))
    }

    /// A note at the foot.
    pub fn note(&self) -> Format {
        self.base().set_font_size(9).set_font_color(Color::RGB(0x0040_4040))
    }

    /// A column heading.
    pub fn heading(&self) -> Format {
        self.filled(self.accent)
    }

    /// A heading that spans several columns.
    pub fn upper_heading(&self) -> Format {
        self.filled(self.upper)
    }

    fn filled(&self, colour: u32) -> Format {
        self.base()
            .set_bold()
            .set_font_color(Color::White)
            .set_background_color(Color::RGB(colour))
            .set_text_wrap()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::White)
    }

    /// A body cell.
    pub fn body(&self, standing: Standing) -> Format {
        let format = self.base().set_border(FormatBorder::Thin).set_border_color(Color::RGB(LINE));
        match standing {
            Standing::School => format,
            Standing::Authority => format.set_bold().set_background_color(Color::RGB(0x00DD_EBF7)),
            Standing::England => format.set_italic().set_background_color(Color::RGB(0x00ED_EDED)),
            Standing::Total => {
                let line = FormatBorder::Medium;
                format.set_bold().set_border_top(line).set_background_color(Color::RGB(0x00F2_F2F2))
            }
            Standing::Divider => {
                format.set_bold().set_font_color(Color::RGB(self.accent)).set_background_color(Color::RGB(0x00FF_F7E0))
            }
        }
    }

    fn base(&self) -> Format {
        Format::new().set_font_name(self.font).set_font_size(10)
    }
}
