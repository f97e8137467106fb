//! Finding and reading the workbooks of a run.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::by_name::{is_called_like_ours, is_other, is_workbook};
use super::{names, pristine};
use crate::domain::phrase::short;
use crate::intake::Templates;
use crate::review::decisions::copied_sheets;
use crate::rulebook::begins_as_cases;
use crate::rulebook::model::Rulebook;
use workbook::read::{Book, Limits, ReadError, Remark, look};

/// What a link is called that is not followed.
pub const LEADS_OUT: &str = "a link that leads out of its folder";

/// A workbook to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// where it is
    pub path: PathBuf,
    /// its name in every message and reading; unlike the file name it is unique in a run
    pub name: String,
    /// whether it was found in a folder, and is a link that leads out of it: not read
    pub leads_out: bool,
}

/// A workbook that could not be read.
#[derive(Debug)]
pub struct Refused {
    /// the workbook
    pub input: Input,
    /// why, and what to do
    pub error: ReadError,
}

/// The workbooks of a run.
#[derive(Debug, Default)]
pub struct Inputs {
    /// what was asked for, in order
    pub inputs: Vec<Input>,
    /// the readable ones
    pub books: Vec<Book>,
    /// those that could not be read
    pub refused: Vec<Refused>,
    /// reviews and papers of ours, whatever they are called: they are made from results and are none
    pub reviews: Vec<Input>,
    /// visit templates in which nothing is written: they are none either
    pub blank: Vec<Input>,
    /// all by which pages of visit templates are known, where any of the readable ones has one
    pub templates: Option<String>,
    /// files beside them that are no workbooks, where that is to be said
    pub others: BTreeSet<String>,
}

impl Inputs {
    /// One fingerprint over the workbooks that were read.
    pub(super) fn fingerprint(&self) -> String {
        super::previous::fingerprint_of(self.books.iter().map(|book| (&*book.name, &*book.fingerprint)))
    }

    /// Takes sheets of a review that were copied as values out of the workbooks: they are made from results and are none. What
    /// else a workbook holds stays.
    pub fn take_out_copied_sheets(&mut self, rulebook: &Rulebook) {
        let mut copied: BTreeSet<Arc<str>> = BTreeSet::new();
        for book in &mut self.books {
            let ours = copied_sheets(book, rulebook);
            if !ours.is_empty() {
                book.sheets.retain(|sheet| !ours.contains(&sheet.name));
                copied.insert(Arc::clone(&book.name));
            }
        }
        let holds_more = |book: &Book| book.sheets.iter().any(|sheet| sheet.cell_count() > 0);
        self.books.retain(|book| !copied.contains(&book.name) || holds_more(book));
        self.reviews.extend(self.inputs.iter().filter(|input| copied.contains(input.name.as_str())).cloned());
    }

    /// Whether a workbook is a review, a pack or a paper of ours and holds no results beside it.
    #[must_use]
    pub fn is_ours_alone(&self, input: &Input) -> bool {
        self.reviews.iter().any(|review| review.path == input.path)
            && !self.books.iter().any(|book| *book.name == *input.name)
    }

    /// Takes visit templates in which nothing is written out of the workbooks.
    pub fn without_blank_templates(mut self, rulebook: &Rulebook) -> Self {
        let known = Templates::of(rulebook);
        let mut has_pages = false;
        let (mut books, mut blank): (Vec<Book>, Vec<Book>) = (Vec::new(), Vec::new());
        for mut book in self.books {
            let written = known.is_written_in(&book);
            let path = self.inputs.iter().find(|input| *book.name == *input.name).map(|input| &input.path);
            let commented = written.is_some() && path.is_some_and(|path| say_comments(path, &mut book));
            if written == Some(false) && !commented {
                blank.push(book);
            } else {
                has_pages |= written.is_some();
                books.push(book);
            }
        }
        let (blank, inputs) =
            self.inputs.into_iter().partition(|input| blank.iter().any(|book| *book.name == *input.name));
        (self.books, self.inputs) = (books, inputs);
        self.blank.extend::<Vec<Input>>(blank);
        self.templates = has_pages.then(|| known.words());
        self
    }

    /// The name of the workbook that was read from a place, by whatever spelling of its path.
    #[must_use]
    pub fn at(&self, path: &Path) -> Option<&str> {
        let path = path.canonicalize().ok()?;
        let name = path.file_name();
        let named = self.inputs.iter().filter(|input| input.path.is_symlink() || input.path.file_name() == name);
        named
            .into_iter()
            .find(|input| input.path.canonicalize().is_ok_and(|there| there == path))
            .map(|input| &*input.name)
    }

    /// Where a workbook is.
    #[must_use]
    pub fn path_of(&self, name: &str) -> Option<&Path> {
        self.inputs.iter().find(|input| input.name == name).map(|input| input.path.as_path())
    }
}

/// Says of the comments on a visit template that they are not read; whether there are any.
fn say_comments(path: &Path, book: &mut Book) -> bool {
    let bytes = std::fs::read(path).unwrap_or_default();
    let looks = look(&bytes, &Limits::default()).map(|look| look.sheets).unwrap_or_default();
    let mut said = Vec::new();
    for sheet in &book.sheets {
        let of_sheet = looks.iter().filter(|look| look.name == sheet.name).flat_map(|look| &look.comments);
        let of_sheet = of_sheet.map(|((row, column), words)| (row, column, words));
        let within = sheet.comments.iter().map(|(row, column, words)| (row, column, words));
        said.extend(of_sheet.chain(within).map(|(row, column, words)| Remark {
            text: format!(
                "the comment “{}” stays in the file; write it into a yellow cell to have it read",
                short(words, 120)
            ),
            sheet: Some(Arc::clone(&sheet.name)),
            cell: Some(book.place(sheet, *row, *column)),
        }));
    }
    let any = !said.is_empty();
    // one that an earlier round has read has them already
    said.retain(|remark| !book.remarks.contains(remark));
    book.remarks.append(&mut said);
    any
}

/// Every workbook among paths and in folders, in a fixed order. Files named outright are taken whatever their ending;
/// in folders only workbooks, and never lock files, hidden files or our own outputs.
///
/// # Errors
/// The paths that are not there, with the reason.
pub fn gather(paths: &[PathBuf]) -> Result<Vec<Input>, Vec<(PathBuf, std::io::Error)>> {
    gather_apart(paths, None).map(|gathered| gathered.inputs)
}

/// What lies in folders.
#[derive(Debug, Default)]
pub struct Gathered {
    /// the workbooks
    pub inputs: Vec<Input>,
    /// by their names in order, files that are none and that somebody may wait for
    pub others: BTreeSet<String>,
}

/// The same, with what else lies there; `apart` is a folder that is not looked into where it lies in one of those: the
/// output folder.
///
/// # Errors
/// The paths that are not there, with the reason.
pub fn gather_apart(paths: &[PathBuf], apart: Option<&Path>) -> Result<Gathered, Vec<(PathBuf, std::io::Error)>> {
    let apart = apart.and_then(|folder| folder.canonicalize().ok());
    let mut walk = Walk { apart: apart.as_deref(), ..Walk::default() };
    for path in paths {
        match std::fs::metadata(path) {
            Ok(meta) if meta.is_dir() => walk.folder(path, path, 0),
            Ok(_) => walk.found.push(path.clone()),
            Err(error) => walk.wrong.push((path.clone(), error)),
        }
    }
    let Walk { mut found, wrong, outside, others, .. } = walk;
    if !wrong.is_empty() {
        return Err(wrong);
    }
    found.sort();
    once_each(&mut found);
    let named = names::named(&found).into_iter().zip(found);
    let input = |(name, path)| Input { leads_out: outside.contains(&path), path, name };
    Ok(Gathered { inputs: named.map(input).collect(), others })
}

/// A file given twice, by whatever spellings of its path, is one file; the first spelling stays.
pub(super) fn once_each(found: &mut Vec<PathBuf>) {
    let mut seen = BTreeSet::new();
    found.retain(|path| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
}

/// Whether two paths are of one folder or file, by whatever spellings; those that are not there by the same.
#[must_use]
pub fn is_same_place(one: &Path, other: &Path) -> bool {
    let places = one.canonicalize().and_then(|one| Ok((one, other.canonicalize()?)));
    places.map_or_else(|_| one == other, |(one, other)| one == other)
}

/// Looks for workbooks in folders.
#[derive(Default)]
struct Walk<'a> {
    apart: Option<&'a Path>,
    found: Vec<PathBuf>,
    wrong: Vec<(PathBuf, std::io::Error)>,
    outside: BTreeSet<PathBuf>,
    others: BTreeSet<String>,
}

/// Whether a link leads out of the folder in which it was found: to what its owner may not mean to be read.
#[must_use]
pub fn leads_out(path: &Path, folder: &Path) -> bool {
    let inside = || Some(path.canonicalize().ok()?.starts_with(folder.canonicalize().ok()?));
    path.is_symlink() && inside() != Some(true)
}

impl Walk<'_> {
    fn folder(&mut self, root: &Path, folder: &Path, depth: u8) {
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.wrong.push((folder.to_path_buf(), error)),
        };
        for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if path.is_dir() && leads_out(&path, root) && !name.starts_with('.') {
                self.outside.insert(path.clone());
                self.found.push(path);
            } else if path.is_dir() {
                // a folder that links to one above it would never end
                if depth < 16 && !name.starts_with('.') && !path.is_symlink() && !self.is_apart(&path) {
                    self.folder(root, &path, depth + 1);
                }
            } else if is_case_table(&path) {
                // a rulebook's, that lies beside the workbooks
            } else if is_workbook(&name) || is_called_like_ours(&name) && pristine::is_to_be_read(&path) {
                if leads_out(&path, root) {
                    self.outside.insert(path.clone());
                }
                self.found.push(path);
            } else if is_other(&name) {
                self.others.insert(name);
            }
        }
    }

    fn is_apart(&self, folder: &Path) -> bool {
        self.apart.is_some_and(|apart| folder.canonicalize().is_ok_and(|folder| folder == apart))
    }
}

/// Whether a file is a table of a rulebook's cases: one in a folder `cases` that begins as they do.
fn is_case_table(path: &Path) -> bool {
    let in_cases =
        path.ancestors().skip(1).filter_map(Path::file_name).any(|folder| folder.eq_ignore_ascii_case("cases"));
    if !in_cases || !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv")) {
        return false;
    }
    let mut begins = [0; 8];
    let read = std::fs::File::open(path).and_then(|mut file| file.read(&mut begins)).unwrap_or(0);
    begins_as_cases(begins.get(..read).unwrap_or_default())
}
