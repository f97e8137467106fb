//! From a file or its bytes to a [`Book`].

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use super::caught::caught;
use super::cell::Content;
use super::compound::Compound;
use super::csv_text;
use super::detect::{self, Kind};
use super::error::{ReadError, Refusal};
use super::limits::Limits;
use super::package::{Package, bytes_in_words};
use super::sheet::{Book, Format, Remark, Sheet};
use super::{encrypted, html, ods, spreadsheetml, utf16, xls, xlsb, xlsx};
use crate::fingerprint;
use crate::place::CellPlace;

/// What reading any format comes to.
pub(super) struct Contents {
    pub(super) format: Format,
    pub(super) sheets: Vec<Sheet>,
    pub(super) remarks: Vec<Remark>,
    pub(super) date_1904: bool,
}

impl Contents {
    fn of(format: Format, reading: xlsx::Reading) -> Self {
        let xlsx::Reading { sheets, remarks, date_1904 } = reading;
        Self { format, sheets, remarks, date_1904 }
    }
}

/// Reads a file. Pipes, devices, folders and lock files are refused without being opened.
///
/// # Errors
/// A [`ReadError`] says what the file is and what to do about it.
pub fn read_file(path: &Path, limits: &Limits) -> Result<Book, ReadError> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let bytes =
        file_bytes(path, &name, limits).map_err(|refusal| ReadError { file: Arc::from(name.as_str()), refusal })?;
    read_bytes(&name, &bytes, limits)
}

/// Reads a file's bytes; `name` is its file name, for messages.
///
/// # Errors
/// A [`ReadError`] says what the file is and what to do about it.
pub fn read_bytes(name: &str, bytes: &[u8], limits: &Limits) -> Result<Book, ReadError> {
    let name: Arc<str> = Arc::from(name);
    // A damaged file must never end more than its own reading.
    let outcome = caught(|| contents(&name, bytes, limits).map(|contents| cut_to_cells(contents, &name, limits)))
        .unwrap_or_else(|| Err(Refusal::damaged("its inside contradicts itself")));
    match outcome {
        Ok(Contents { format, sheets, remarks, date_1904 }) => Ok(Book {
            fingerprint: fingerprint::of(bytes).into(),
            made_from: None,
            name,
            format,
            sheets,
            remarks,
            date_1904,
        }),
        Err(refusal) => Err(ReadError { file: name, refusal }),
    }
}

fn file_bytes(path: &Path, name: &str, limits: &Limits) -> Result<Vec<u8>, Refusal> {
    if let Some(owner) = detect::lock_file(name) {
        return Err(Refusal::LockFile(owner));
    }
    let unreachable = |error: std::io::Error| Refusal::Unreachable(reason(&error));
    let metadata = std::fs::metadata(path).map_err(unreachable)?;
    if metadata.is_dir() {
        return Err(Refusal::NotAFile("a folder"));
    }
    // Opening a pipe would wait for ever for someone to write into it.
    if !metadata.is_file() {
        return Err(Refusal::NotAFile("a pipe or a device"));
    }
    if metadata.len() > limits.file_bytes {
        return Err(too_big(metadata.len(), limits));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    // One byte more than allowed, for a file that grows while it is read.
    File::open(path).and_then(|file| file.take(limits.file_bytes + 1).read_to_end(&mut bytes)).map_err(unreachable)?;
    if bytes.len() as u64 > limits.file_bytes {
        return Err(too_big(bytes.len() as u64, limits));
    }
    Ok(bytes)
}

fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind::{NotFound, PermissionDenied};
    match error.kind() {
        NotFound => "there is no such file".into(),
        PermissionDenied => "permission was refused; close it in other programs or ask for access".into(),
        _ => format!("{error}"),
    }
}

fn too_big(bytes: u64, limits: &Limits) -> Refusal {
    Refusal::TooBig(format!("it has {} on disk, over {}", bytes_in_words(bytes), bytes_in_words(limits.file_bytes)))
}

fn contents(name: &Arc<str>, bytes: &[u8], limits: &Limits) -> Result<Contents, Refusal> {
    if let Some(owner) = detect::lock_file(name) {
        return Err(Refusal::LockFile(owner));
    }
    if bytes.len() as u64 > limits.file_bytes {
        return Err(too_big(bytes.len() as u64, limits));
    }
    let contents = match detect::kind(bytes)? {
        Kind::Zip => zip(name, bytes, limits),
        Kind::Compound => compound(name, bytes, limits),
        Kind::FlatOds => Ok(Contents::of(Format::Ods, ods::read_flat(name, bytes, limits)?)),
        Kind::SpreadsheetMl => Ok(Contents::of(Format::SpreadsheetMl, spreadsheetml::read(name, bytes, limits)?)),
        Kind::Html => Ok(Contents::of(Format::Html, html::read(bytes, limits)?)),
        Kind::Text => text(name, bytes, limits),
    }?;
    // every workbook has a sheet; one that lists none has lost its list
    if contents.sheets.is_empty() && contents.remarks.is_empty() {
        return Err(Refusal::damaged("it lists no sheet of cells"));
    }
    Ok(contents)
}

/// Cuts texts that no cell of Excel holds; other programs' formats let them through.
fn cut_to_cells(mut contents: Contents, book: &Arc<str>, limits: &Limits) -> Contents {
    for sheet in &mut contents.sheets {
        for row in &mut sheet.rows {
            for cell in &mut row.cells {
                let Content::Text(text) = &cell.content else { continue };
                // bytes are never fewer than characters
                if text.len() <= limits.text_characters {
                    continue;
                }
                let Some((end, _)) = text.char_indices().nth(limits.text_characters) else { continue };
                let place = CellPlace {
                    workbook: Arc::clone(book),
                    sheet: Arc::clone(&sheet.name),
                    row: row.index,
                    column: cell.column,
                };
                let what = format!(
                    "its text is longer than a cell holds; only {} characters were read",
                    limits.text_characters
                );
                contents.remarks.push(Remark::cell(place, what));
                cell.content = Content::Text(Arc::from(text.get(..end).unwrap_or("")));
            }
        }
    }
    contents
}

/// Plain text is a table under a name that says so, and under a workbook's name where it has columns: systems export
/// such files.
fn text(name: &str, bytes: &[u8], limits: &Limits) -> Result<Contents, Refusal> {
    let extension = detect::extension(name);
    let named_text = matches!(extension.as_str(), "csv" | "txt" | "tsv" | "tab");
    if !named_text && !matches!(extension.as_str(), "xls" | "xlsx" | "xlsm" | "xlsb" | "ods") {
        let advice = "if it is a table, give it the ending .csv; otherwise ask the sender for the workbook";
        return Err(Refusal::not_a_workbook("a text file", advice));
    }
    let (sheet, mut remarks) = csv_text::read(bytes, limits)?;
    if named_text {
        return Ok(Contents { format: Format::Csv, sheets: vec![sheet], remarks, date_1904: false });
    }
    let columned = sheet.rows.iter().filter(|row| row.cells.len() > 1).count();
    if columned < 2 || columned * 2 < sheet.rows.len() {
        return Err(Refusal::not_a_workbook("a text file without columns", "ask the sender for the workbook"));
    }
    let remark = format!("is separated text under the name of a workbook (.{extension}); it was read as such");
    remarks.insert(0, Remark::book(remark));
    Ok(Contents { format: Format::Csv, sheets: vec![sheet], remarks, date_1904: false })
}

fn zip(name: &Arc<str>, bytes: &[u8], limits: &Limits) -> Result<Contents, Refusal> {
    let mut package = Package::open(bytes, limits)?;
    if let Some(bytes) = utf16::in_utf8(&mut package)? {
        return zip(name, &bytes, limits);
    }
    if let Some(kind) = ods::media_type(&mut package, limits) {
        return open_document(name, &kind, &mut package, limits);
    }
    let path = xlsx::workbook_part_path(&mut package, limits)?;
    let part = path.and_then(|path| package.find(&path)).or_else(|| package.find("xl/workbook.xml"));
    let Some(part) = part else { return Err(other_package(&package)) };
    let (format, reading) = match detect::extension(package.name(part)).as_str() {
        "bin" => (Format::Xlsb, xlsb::read(name, &mut package, part, limits)?),
        _ => (Format::Xlsx, xlsx::read(name, &mut package, part, limits)?),
    };
    Ok(Contents::of(format, reading))
}

fn open_document(name: &Arc<str>, kind: &str, package: &mut Package<'_>, limits: &Limits) -> Result<Contents, Refusal> {
    if kind.starts_with("spreadsheet") {
        return Ok(Contents::of(Format::Ods, ods::read(name, package, limits)?));
    }
    let what =
        if kind.starts_with("text") { "an OpenDocument text" } else { "an OpenDocument file that is no spreadsheet" };
    Err(Refusal::not_a_workbook(what, "ask for the workbook itself"))
}

fn compound(name: &Arc<str>, bytes: &[u8], limits: &Limits) -> Result<Contents, Refusal> {
    let mut compound = Compound::open(bytes)?;
    if compound.has("EncryptedPackage") {
        return zip(name, &encrypted::package(&mut compound, limits)?, limits);
    }
    let Some(reading) = xls::read(name, &mut compound, limits) else { return Err(other_compound(&compound)) };
    Ok(Contents::of(Format::Xls, reading?))
}

/// What a compound file without a workbook is.
fn other_compound(compound: &Compound<'_>) -> Refusal {
    let what = if compound.has("WordDocument") {
        "a Word document"
    } else if compound.has("PowerPoint Document") {
        "a PowerPoint presentation"
    } else if compound.has("__properties_version1.0") {
        "an Outlook message"
    } else {
        "an old Office file that holds no workbook"
    };
    Refusal::not_a_workbook(what, "ask for the workbook itself")
}

/// What a package without a workbook part is.
fn other_package(package: &Package<'_>) -> Refusal {
    let has = |suffix: &str| package.names().any(|name| name.to_ascii_lowercase().ends_with(suffix));
    let export = "export it as .xlsx";
    if has("index/document.iwa") || has("index.zip") {
        return Refusal::not_a_workbook("an Apple Numbers or Pages document", export);
    }
    if has("[content_types].xml") {
        return Refusal::damaged("it is an Office document without its main part");
    }
    let count = package.names().count();
    let files = if count == 1 { "1 file".to_owned() } else { format!("{count} files") };
    Refusal::not_a_workbook(format!("a zip archive of {files}"), "unpack it first")
}
