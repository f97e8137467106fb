//! Where reviews lie in an output folder, under whatever name, in whatever format, in its sub-folders too.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::domain::AcademicYear;
use crate::review::decisions::properties_in;
use crate::rulebook::Rulebook;
use crate::run::input::{Input, may_be_typed_in};
use crate::run::last_run::LastRun;
use crate::run::sealed::Seal;
use workbook::read::Book;

/// A file that may be a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// where it is
    pub path: PathBuf,
    /// its name, with the sub-folder it lies in
    pub name: String,
    /// whether its name or its properties say that it is a review; else only its content can
    pub says_so: bool,
    /// whether it is a pack for a meeting
    pub pack: bool,
    /// the output folder
    out: PathBuf,
}

impl Candidate {
    /// Where a workbook of another name would lie in the output folder.
    pub(super) fn place_of(&self, name: &str) -> PathBuf {
        self.out.join(name)
    }
}

/// Formats in which one may be that is called like a review; others have too many files of other kinds.
const OTHER_FORMATS: [&str; 10] = ["xltx", "xltm", "xlt", "xlk", "bak", "fods", "xml", "csv", "htm", "html"];
/// Sub-folders of sub-folders are somebody's archive.
const DEEPEST: u8 = 3;
/// What the name of a review begins with that was set aside since it cannot be read.
pub(super) const DAMAGED: &str = "Damaged ";

/// Files that may be reviews, the one saved last first: those in the output folder, and `others` that lie elsewhere.
pub(super) fn candidates(out: &Path, others: &[Input], rulebook: &Rulebook, last: &LastRun) -> Vec<Candidate> {
    let words = rulebook.words("review.file");
    let stem = words.split('{').next().unwrap_or(words).trim().to_lowercase();
    let mut looking = Looking { out, stem, last, found: Vec::new() };
    looking.folder(out, 0);
    for other in others.iter().filter(|other| !other.leads_out && !other.path.starts_with(out)) {
        looking.other(&other.path);
    }
    let mut found = looking.found;
    found.sort_by(|(when, one), (other_when, other)| other_when.cmp(when).then_with(|| one.path.cmp(&other.path)));
    found.into_iter().map(|(_, candidate)| candidate).collect()
}

struct Looking<'l> {
    out: &'l Path,
    stem: String,
    last: &'l LastRun,
    found: Vec<(SystemTime, Candidate)>,
}

impl Looking<'_> {
    fn folder(&mut self, folder: &Path, depth: u8) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for entry in entries.filter_map(Result::ok) {
            let name = entry.file_name().to_string_lossy().into_owned();
            // a review may be a link to one; a folder that is a link could lead back here
            let Ok(meta) = fs::metadata(entry.path()) else { continue };
            if name.starts_with(['.', '~']) {
                continue;
            }
            if meta.is_dir() && depth < DEEPEST && !entry.path().is_symlink() {
                self.folder(&entry.path(), depth + 1);
            } else if meta.is_file() {
                self.file(&entry.path(), &name, meta.modified().unwrap_or(SystemTime::UNIX_EPOCH));
            }
        }
    }

    fn other(&mut self, path: &Path) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        if let (Some(name), Ok(meta)) = (name, fs::metadata(path)) {
            self.file(path, &name, meta.modified().unwrap_or(SystemTime::UNIX_EPOCH));
        }
    }

    fn file(&mut self, path: &Path, file: &str, when: SystemTime) {
        let lower = file.to_lowercase();
        let ending = lower.rsplit_once('.').map_or("", |(_, ending)| ending);
        // annotated copies are results, and what was set aside as damaged is nobody's any more
        if file.contains(" - annotated") || file.starts_with(DAMAGED) {
            return;
        }
        let name = match path.strip_prefix(self.out) {
            Ok(inside) => inside.to_string_lossy().replace('\\', "/"),
            // no name of one in the output folder, and no path of anybody's computer
            Err(_) => format!("../{}{file}", folder_of(path)),
        };
        let called_so = !self.stem.is_empty() && lower.contains(&self.stem) || self.last.taken.contains_key(&name);
        let is_read = may_be_typed_in(file) || called_so && OTHER_FORMATS.contains(&ending);
        if !is_read {
            return;
        }
        let told = File::open(path).map(properties_in).unwrap_or_default();
        if told.paper {
            return;
        }
        let says_so = called_so || told.review;
        let candidate =
            Candidate { path: path.to_path_buf(), name, says_so, pack: told.pack, out: self.out.to_path_buf() };
        self.found.push((when, candidate));
    }
}

/// The name of the folder that a file lies in, with what parts it from the file's.
fn folder_of(path: &Path) -> String {
    let folder = path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy());
    folder.map_or_else(String::new, |name| format!("{name}/"))
}

/// The year that a review judges, where it does not say so in its properties: by its last sheet, else by its name.
pub(super) fn year_of(book: &Book, name: &str) -> Option<AcademicYear> {
    if let Ok(seal) = Seal::of(book) {
        return Some(seal.year);
    }
    let parts = name.split(|letter: char| !letter.is_ascii_digit() && letter != '-');
    parts.filter(|part| part.len() == "2011-12".len()).find_map(|part| part.parse().ok())
}
