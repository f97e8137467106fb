//! An annotated copy of each workbook: edited in its package where the format allows, else made new from its values.

mod made;

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::door::{self, Made};
use super::written::{FileKind, KnownCopy, Written};
use super::{PlaceError, Placed, Run, names, plain};
use crate::intake::record::WorkbookRead;
use crate::review::ReviewInputs;
use crate::review::marks::{Marks, plain_copy};
pub use made::MadeBefore;
use workbook::annotate::{self, AnnotateError, Annotated, DrawingArea};
use workbook::fingerprint;
use workbook::read::{Book, Format};

/// The bytes of a copy, or none where those in its place are the same.
type BytesOf = (Option<Vec<u8>>, KnownCopy);

/// What became of one copy.
#[derive(Default)]
struct Copied {
    placed: Option<Result<Placed, PlaceError>>,
    known: Option<KnownCopy>,
    attention: Vec<String>,
    remarks: Vec<String>,
}

/// Writes the annotated copies, several at a time.
pub(super) fn write(
    run: &Run,
    inputs: &ReviewInputs<'_>,
    out: &Path,
    stamp: &str,
    written: &mut Written,
    done: &(impl Fn(&str) + Sync),
) {
    let marks = Marks::new(inputs);
    let before = MadeBefore::read(out);
    // of everything asked for, so that a workbook that cannot be read today does not rename the copy of another
    let names = names::of_copies(run.inputs.inputs.iter().map(|input| input.name.as_str()));
    let copies: Vec<(&str, Copied)> = run
        .dataset
        .workbooks
        .par_iter()
        .map(|read| {
            let to = names.get(&*read.name).map(|name| out.join(name));
            let copied = copy((run, inputs), (&marks, &before), read, (out, to.as_deref()), stamp);
            done(&read.name);
            (&*read.name, copied)
        })
        .collect();
    let mut made = Vec::new();
    for (name, copied) in copies {
        written.attention.extend(copied.attention);
        written.remarks.extend(copied.remarks);
        if let Some(placed) = copied.placed {
            if let (Ok(Placed::There(path) | Placed::Unchanged(path)), Some(known)) = (&placed, copied.known) {
                let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                made.push((file, known.print.clone()));
                written.copies.insert(name.to_owned(), known);
            }
            written.take(FileKind::Copy, placed);
        }
    }
    if !made.is_empty() {
        written.attention.extend(before.remember(out, made.into_iter()).err().map(|error| error.to_string()));
    }
}

fn copy(
    (run, inputs): (&Run, &ReviewInputs<'_>),
    (marks, before): (&Marks<'_>, &MadeBefore),
    read: &WorkbookRead,
    (out, to): (&Path, Option<&Path>),
    stamp: &str,
) -> Copied {
    let mut copied = Copied::default();
    let book = run.inputs.books.iter().find(|book| book.name == read.name);
    let (Some(book), Some(to)) = (book, to) else { return copied };
    if let Some(input) = run.inputs.at(to) {
        let why = format!("its place is that of {input}, which was read; name another folder with --out");
        copied.attention.push(format!("{}: no annotated copy: {why}", read.name));
        return copied;
    }
    let known = run.copies.get(&*read.name).filter(|known| known.of == book.fingerprint);
    let (made, known) = match annotated(run, inputs, marks, ((read, book), to), known) {
        Ok(None) => return copied,
        Ok(Some(made)) => made,
        Err(why) => {
            copied.attention.push(format!("{}: no annotated copy: {why}", read.name));
            return copied;
        }
    };
    copied.remarks.extend(known.remarks.iter().map(|remark| format!("{}: {remark}", read.name)));
    if names::is_cut(&read.name) {
        let to = to.file_name().unwrap_or_default().to_string_lossy();
        copied.remarks.push(format!("{}: its name is too long to add to; its copy is {to}", read.name));
    }
    copied.placed = Some(match made {
        None => Ok(Placed::Unchanged(to.to_path_buf())),
        Some(bytes) => before.keep(to, &bytes, stamp).and_then(|kept| {
            copied.remarks.extend(kept);
            MadeBefore::note(out, to, &known.print);
            door::put_or_beside(to, &bytes, Made::Copy, stamp)
        }),
    });
    copied.known = Some(known);
    copied
}

/// The annotated copy; nothing where nothing was read from the workbook. What the first attempt could not note (a cell with
/// a conversation on it) is listed on our sheets by a second.
fn annotated(
    run: &Run,
    inputs: &ReviewInputs<'_>,
    marks: &Marks<'_>,
    ((read, book), to): ((&WorkbookRead, &Book), &Path),
    known: Option<&KnownCopy>,
) -> Result<Option<BytesOf>, String> {
    let in_words = |error: AnnotateError| error.to_string();
    let plan = |drawings: &[DrawingArea], unsaid: &[String]| {
        marks.plan(read, book, drawings, unsaid).map_err(|error| error.to_string())
    };
    if let Some(known) = known {
        match plan(&known.drawings, &[])? {
            None => return Ok(None),
            Some(first) if first.fingerprint == known.plan && lies_there(to, &known.print) => {
                return Ok(Some((None, KnownCopy { at_hand: true, ..known.clone() })));
            }
            Some(_) => {}
        }
    }
    let original = original(run, inputs, book)?;
    let drawings = annotate::drawings(&original).map_err(in_words)?;
    let Some(first) = plan(&drawings, &[])? else { return Ok(None) };
    let mut made = annotate::annotate(&original, &first).map_err(in_words)?;
    if !made.remarks.is_empty() {
        let unsaid: Vec<String> = made.remarks.iter().map(ToString::to_string).collect();
        let Some(second) = plan(&drawings, &unsaid)? else { return Ok(None) };
        made = annotate::annotate(&original, &second).map_err(in_words)?;
    }
    let Annotated { bytes, remarks } = made;
    let print = fingerprint::of(&bytes);
    let of = Arc::clone(&book.fingerprint);
    Ok(Some((Some(bytes), KnownCopy { of, drawings, plan: first.fingerprint, remarks, print, at_hand: false })))
}

/// Whether a file is as it was made.
fn lies_there(path: &Path, print: &str) -> bool {
    std::fs::read(path).is_ok_and(|bytes| fingerprint::of(&bytes) == print)
}

/// The pristine workbook: the officer's own bytes, or a new workbook of the values for formats that cannot be edited.
fn original(run: &Run, inputs: &ReviewInputs<'_>, book: &Book) -> Result<Vec<u8>, String> {
    let path = run.inputs.path_of(&book.name).ok_or("its file is not known")?;
    let bytes = std::fs::read(path).map_err(|error| plain(&error))?;
    // a package that Excel encrypted with its own password is a workbook to read, but not one to edit
    let package = bytes.starts_with(b"PK");
    if book.format != Format::Xlsx || !package {
        return plain_copy(inputs, book).map_err(|error| error.to_string());
    }
    let bytes = super::pristine::without_our_marks(bytes).map_err(|error| error.to_string())?;
    if fingerprint::of(&bytes) != *book.fingerprint {
        return Err("it was changed while it was being judged; run again".to_owned());
    }
    Ok(bytes)
}
