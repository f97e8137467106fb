//! Packages written by hand, for what no writing library would write.

use std::io::{Cursor, Write};

use workbook::read::{Book, Content, Limits, Sheet, read_bytes};
use zip::write::SimpleFileOptions;

/// A zip package of these parts.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook of hand-written parts.
pub struct Parts {
    sheets: Vec<(String, String, String)>,
    strings: Option<String>,
    styles: Option<String>,
    workbook: String,
}

impl Parts {
    /// With one sheet whose rows are written out.
    pub fn rows(rows: &str) -> Self {
        Self::sheet(&format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>"))
    }

    /// With one sheet part.
    pub fn sheet(xml: &str) -> Self {
        let sheets = vec![("Results".into(), "worksheet".into(), xml.into())];
        Self { sheets, strings: None, styles: None, workbook: String::new() }
    }

    /// Adds a sheet of another kind.
    pub fn and(mut self, name: &str, kind: &str, xml: &str) -> Self {
        self.sheets.push((name.into(), kind.into(), xml.into()));
        self
    }

    pub fn strings(mut self, texts: &[&str]) -> Self {
        let items: String = texts.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
        self.strings = Some(format!("<sst xmlns=\"{MAIN}\" uniqueCount=\"{}\">{items}</sst>", texts.len()));
        self
    }

    pub fn strings_part(mut self, xml: &str) -> Self {
        self.strings = Some(xml.into());
        self
    }

    /// Styles 1, 2, … with these number formats, after the general one.
    pub fn formats(mut self, codes: &[&str]) -> Self {
        let (mut formats, mut styles) = (String::new(), "<xf numFmtId=\"0\"/>".to_owned());
        for (id, code) in (164..).zip(codes) {
            formats += &format!("<numFmt numFmtId=\"{id}\" formatCode=\"{code}\"/>");
            styles += &format!("<xf numFmtId=\"{id}\"/>");
        }
        let (formats, styles) = (format!("<numFmts>{formats}</numFmts>"), format!("<cellXfs>{styles}</cellXfs>"));
        self.styles = Some(format!("<styleSheet xmlns=\"{MAIN}\">{formats}{styles}</styleSheet>"));
        self
    }

    /// Elements of the workbook part before its sheets.
    pub fn workbook(mut self, xml: &str) -> Self {
        self.workbook = xml.into();
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        let (mut listed, mut relations) = (String::new(), String::new());
        let mut parts: Vec<(String, String)> = Vec::new();
        for (number, (name, kind, xml)) in self.sheets.iter().enumerate() {
            listed += &format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"r{number}\"/>");
            relations +=
                &format!("<Relationship Id=\"r{number}\" Type=\"{DOCUMENT}/{kind}\" Target=\"sheets/{number}.xml\"/>");
            parts.push((format!("xl/sheets/{number}.xml"), xml.clone()));
        }
        for (kind, part) in [("sharedStrings", &self.strings), ("styles", &self.styles)] {
            if let Some(xml) = part {
                relations += &format!("<Relationship Id=\"{kind}\" Type=\"{DOCUMENT}/{kind}\" Target=\"{kind}.xml\"/>");
                parts.push((format!("xl/{kind}.xml"), xml.clone()));
            }
        }
        let root = format!("<Relationship Id=\"w\" Type=\"{DOCUMENT}/officeDocument\" Target=\"xl/workbook.xml\"/>");
        parts.push(("_rels/.rels".into(), format!("<Relationships>{root}</Relationships>")));
        parts.push(("xl/_rels/workbook.xml.rels".into(), format!("<Relationships>{relations}</Relationships>")));
        let workbook = &self.workbook;
        let xml =
            format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{DOCUMENT}\">{workbook}<sheets>{listed}</sheets></workbook>");
        parts.push(("xl/workbook.xml".into(), xml));
        let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())).collect();
        package(&parts)
    }

    /// Reads it; it must read.
    pub fn read(&self) -> Book {
        read("made.xlsx", &self.bytes())
    }
}

/// Reads bytes that must read.
pub fn read(name: &str, bytes: &[u8]) -> Book {
    read_bytes(name, bytes, &Limits::default()).unwrap_or_else(|error| panic!("{error}"))
}

/// The message with which bytes are refused.
pub fn refusal(name: &str, bytes: &[u8]) -> String {
    match read_bytes(name, bytes, &Limits::default()) {
        Ok(book) => panic!("{name} was read: {:?}", book.sheets),
        Err(error) => error.to_string(),
    }
}

/// The content at an address of the first sheet.
pub fn at(book: &Book, address: &str) -> Option<Content> {
    on(&book.sheets[0], address)
}

/// The content at an address of a sheet.
pub fn on(sheet: &Sheet, address: &str) -> Option<Content> {
    let (row, column) = workbook::place::parse_a1(address).unwrap();
    sheet.cell(row, column).map(|cell| cell.content.clone())
}

pub fn text(text: &str) -> Option<Content> {
    Some(Content::Text(text.into()))
}

pub fn error(text: &str) -> Option<Content> {
    Some(Content::Error(text.into()))
}

pub fn crossed_out(own: Option<Content>) -> Option<Content> {
    own.map(|own| Content::CrossedOut(Box::new(own)))
}

pub fn number(number: f64) -> Option<Content> {
    Some(Content::Number(number))
}

pub fn remarks(book: &Book) -> String {
    book.remarks.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
