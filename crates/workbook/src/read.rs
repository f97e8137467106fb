//! One file of any workbook format, read into sparse cells: a [`Book`].
//!
//! This module knows files' bytes and nothing of schools, headings or rules. It decides by content
//! what a file is, bounds what it may cost before it is opened, notices damage, and says in an
//! officer's words what could not be read and what to do about it.
//!
//! What a later layer may rely on:
//! - A cell that is absent is blank. A text of no characters is blank and is not kept.
//! - Cells of a csv file, an html table or a text file stay [`Content::Text`]: the same reading of
//!   "72", "76%" or "SUPP" as text applies whatever format they came in.
//! - A number whose format shows a date is [`Content::DateTime`], whichever date system it counts in.
//! - A formula without a stored result is [`Content::NotCalculated`], an error is [`Content::Error`];
//!   neither is ever zero or blank.
//!
//! # How xlsx is read
//! Each sheet part is walked twice. Our own pass (`xlsx`) reads the part to its end against its
//! checksum, counts and bounds what is in it, and gathers what calamine does not tell: merged cells,
//! hidden rows and columns, widths, formulas without a result, error values it does not know,
//! references past the edge of a sheet. calamine's streaming reader then gives the values; it gets a
//! package that holds only what it needs (a plain workbook part, the shared strings, the sheets'
//! compressed bytes as they are), so that an odd macro sheet, prefix or style elsewhere hides nothing.
//!
//! # Why no separate process
//! xls and xlsb are read the same way (`xls`, `xlsb`): calamine is given records that our own
//! pass has checked and counted, in sound containers of our making. What took it into endless
//! memory or panics (chains of sectors, declared counts, formulas, dense ranges, styles) never
//! reaches it. The rest is bounded by [`Limits`], and a panic inside a library ends only its own
//! file's reading. So reading needs no second process, which would cost every file a start and a copy.

mod caught;
mod cell;
mod compound;
mod csv_text;
mod dates;
mod detect;
mod encrypted;
mod error;
mod file;
mod guard;
mod html;
mod intern;
mod kept;
mod lifted;
mod limits;
mod look;
mod number_format;
mod ods;
mod package;
mod sheet;
mod spans;
mod spreadsheetml;
mod utf16;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

pub use cell::{CROSSED_OUT, Cell, Content, Row};
pub use csv_text::letter_by_letter;
pub use error::{ReadError, Refusal};
pub use file::{read_bytes, read_file};
pub use limits::Limits;
pub use look::{At, Look, SheetLook, look};
pub use sheet::{Book, ColumnWidth, Format, Merge, Remark, Sheet, Visibility};
pub use spans::Spans;
