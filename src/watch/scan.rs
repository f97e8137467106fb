//! What lies in the watched folders at one moment. Events are hints; this is the truth.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::run;
use crate::run::lock::is_open;

/// What a watched file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// a workbook of results, in the inbox
    Workbook,
    /// a file of the rulebook
    Rule,
    /// something we wrote, in the output folder
    Output,
    /// a pack of a meeting, or a copy of the review, in the output folder: somebody may decide in it
    Copy,
}

/// A watched file: its role, and its path inside the folder of that role.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// what it is
    pub role: Role,
    /// where, inside its folder
    pub path: PathBuf,
}

impl Key {
    /// A watched file.
    pub fn new(role: Role, path: impl Into<PathBuf>) -> Self {
        Self { role, path: path.into() }
    }
}

/// What tells, without reading it, that a file may have changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stat {
    /// bytes
    pub size: u64,
    /// nanoseconds since 1970
    pub modified: i128,
    /// file number and time of the last change of any kind, where the system has them: they betray a replacement of
    /// the same size and date
    pub mark: (u64, i64, i64),
}

impl Stat {
    /// From what the file system says of a path.
    #[must_use]
    pub fn of(path: &Path, meta: &Metadata) -> Self {
        let modified = meta.modified().map_or(0, since_1970);
        Self { size: meta.len(), modified, mark: mark(path, meta) }
    }
}

fn since_1970(time: SystemTime) -> i128 {
    let nanos = |duration: Duration| i128::try_from(duration.as_nanos()).unwrap_or(i128::MAX);
    time.duration_since(SystemTime::UNIX_EPOCH).map_or_else(|before| -nanos(before.duration()), nanos)
}

#[cfg(unix)]
fn mark(_: &Path, meta: &Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (meta.ino(), meta.ctime(), meta.ctime_nsec())
}

/// Windows keeps the number of a file and its volume where only an open file tells them. A share that tells neither
/// leaves size and date.
#[cfg(not(unix))]
fn mark(path: &Path, _: &Metadata) -> (u64, i64, i64) {
    let half = |number: u64| i64::from_ne_bytes(number.to_ne_bytes());
    match file_id::get_file_id(path) {
        Ok(file_id::FileId::LowRes { volume_serial_number, file_index }) => {
            (file_index, volume_serial_number.into(), 0)
        }
        Ok(file_id::FileId::HighRes { volume_serial_number, file_id }) => {
            let (low, high) = (file_id as u64, (file_id >> 64) as u64);
            (low, half(high), half(volume_serial_number))
        }
        _ => (0, 0, 0),
    }
}

/// The disk that a file or folder lies on; none where it is not there.
#[cfg(unix)]
pub fn disk_of(path: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|meta| meta.dev())
}

/// The volume that a file or folder lies on; none where it is not there.
#[cfg(not(unix))]
pub fn disk_of(path: &Path) -> Option<u64> {
    match file_id::get_file_id(path).ok()? {
        file_id::FileId::LowRes { volume_serial_number, .. } => Some(volume_serial_number.into()),
        file_id::FileId::HighRes { volume_serial_number, .. } => Some(volume_serial_number),
        file_id::FileId::Inode { device_id, .. } => Some(device_id),
    }
}

/// A file seen in a scan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// what may tell of a change
    pub stat: Stat,
    /// whether only its being there matters now, not what is in it: a copy of ours, or a review that somebody has open
    pub contents_aside: bool,
}

/// What lies in the watched folders.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    /// the files
    pub files: BTreeMap<Key, Seen>,
    /// folders that could not be looked into, and why: what was known of them stands
    pub unsure: Vec<(Key, String)>,
    /// reviews that somebody has open
    pub open: Vec<PathBuf>,
    /// there are more files than are looked at
    pub cut: bool,
    /// workbooks that are links to somewhere outside the inbox: not read
    pub outside: Vec<PathBuf>,
    /// files in the inbox that are none of ours, the first of them
    pub others: Vec<PathBuf>,
}

const DEEPEST: u8 = 16;
/// The folders of the output folder are looked into as far as a run looks for reviews in them.
const DEEPEST_OF_COPIES: u8 = run::REVIEWS_DEEP;
/// So many files that are none of ours are remembered.
const MOST_OTHERS: usize = 1_000;
/// More files than this are not looked at.
pub const MOST_FILES: usize = 100_000;

impl Scan {
    /// Adds the files of a folder and the folders in it; `apart` is a folder in it that is not looked into.
    pub fn add_folder(&mut self, role: Role, root: &Path, apart: Option<&Path>, wanted: fn(&str) -> bool) {
        let walk = Walk { role, root, apart, wanted };
        walk.folder(self, root, 0);
    }

    /// Adds an output of ours, if it is there. A review that somebody has open is left until it is closed.
    pub fn add_output(&mut self, out: &Path, name: &Path, contents_matter: bool) {
        let path = out.join(name);
        let key = Key::new(Role::Output, name);
        match fs::metadata(&path) {
            Ok(meta) if meta.is_file() => {
                let open = contents_matter && is_open(&path);
                if open {
                    self.open.push(name.to_path_buf());
                }
                let seen = Seen { stat: Stat::of(&path, &meta), contents_aside: open || !contents_matter };
                self.files.insert(key, seen);
            }
            Ok(_) => {}
            Err(why) if why.kind() == io::ErrorKind::NotFound => {}
            Err(why) => self.unsure.push((key, why.to_string())),
        }
    }

    /// Whether nothing can be said about a file: its folder, or one above it, could not be looked into.
    #[must_use]
    pub fn is_unsure(&self, key: &Key) -> bool {
        self.unsure.iter().any(|(folder, _)| folder.role == key.role && key.path.starts_with(&folder.path))
    }
}

struct Walk<'a> {
    role: Role,
    root: &'a Path,
    apart: Option<&'a Path>,
    wanted: fn(&str) -> bool,
}

impl Walk<'_> {
    fn folder(&self, scan: &mut Scan, folder: &Path, depth: u8) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(why) => return self.unsure(scan, folder, &why),
        };
        for entry in entries {
            match entry {
                Ok(entry) => {
                    let link = entry.file_type().is_ok_and(|kind| kind.is_symlink());
                    self.entry(scan, &entry.path(), link, depth);
                }
                Err(why) => self.unsure(scan, folder, &why),
            }
        }
    }

    fn entry(&self, scan: &mut Scan, path: &Path, link: bool, depth: u8) {
        let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else { return };
        if name.starts_with('.') {
            return;
        }
        let meta = match fs::metadata(path) {
            Ok(meta) => meta,
            Err(why) if why.kind() == io::ErrorKind::NotFound => return,
            Err(why) => return self.unsure(scan, path, &why),
        };
        if meta.is_dir() {
            // a folder that links to one above it would never end
            let deepest = if self.role == Role::Copy { DEEPEST_OF_COPIES } else { DEEPEST };
            if link && self.role == Role::Workbook && run::leads_out(path, self.root) {
                scan.outside.push(self.key(path).path);
            } else if depth < deepest && !link && !self.is_apart(path) {
                self.folder(scan, path, depth + 1);
            }
        } else if meta.is_file() && self.role == Role::Workbook && run::is_other(&name) {
            if scan.others.len() < MOST_OTHERS {
                scan.others.push(self.key(path).path);
            }
        } else if meta.is_file() && (self.wanted)(&name) {
            if link && self.role == Role::Workbook && run::leads_out(path, self.root) {
                return scan.outside.push(self.key(path).path);
            }
            if scan.files.len() >= MOST_FILES {
                scan.cut = true;
                return;
            }
            scan.files.insert(self.key(path), Seen { stat: Stat::of(path, &meta), contents_aside: false });
        }
    }

    fn is_apart(&self, folder: &Path) -> bool {
        self.apart.is_some_and(|apart| run::is_same_place(apart, folder))
    }

    fn unsure(&self, scan: &mut Scan, path: &Path, why: &io::Error) {
        scan.unsure.push((self.key(path), why.to_string()));
    }

    fn key(&self, path: &Path) -> Key {
        Key::new(self.role, path.strip_prefix(self.root).unwrap_or(path))
    }
}

#[cfg(test)]
mod tests {
    use super::super::names;
    use super::*;

    fn names(scan: &Scan) -> Vec<String> {
        scan.files.keys().map(|key| key.path.to_string_lossy().replace('\\', "/")).collect()
    }

    #[test]
    fn sub_folders_are_looked_into_and_the_output_folder_is_not() {
        let inbox = tempfile::tempdir().unwrap();
        for folder in ["sub", "reviewed", ".hidden"] {
            fs::create_dir(inbox.path().join(folder)).unwrap();
            fs::write(inbox.path().join(folder).join("KS2.csv"), "x").unwrap();
        }
        fs::write(inbox.path().join("KS4.xlsx"), "x").unwrap();
        fs::write(inbox.path().join("~$KS4.xlsx"), "x").unwrap();
        let mut scan = Scan::default();
        let out = inbox.path().join("reviewed");
        scan.add_folder(Role::Workbook, inbox.path(), Some(&out), names::is_workbook);
        assert_eq!(names(&scan), ["KS4.xlsx", "sub/KS2.csv"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_out_of_the_inbox_is_not_followed_and_what_is_no_workbook_is_noted() {
        let (inbox, away) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(away.path().join("private.xlsx"), "x").unwrap();
        fs::write(inbox.path().join("KS4.xlsx"), "x").unwrap();
        fs::write(inbox.path().join("letter.docx"), "x").unwrap();
        std::os::unix::fs::symlink(away.path().join("private.xlsx"), inbox.path().join("link.xlsx")).unwrap();
        std::os::unix::fs::symlink(inbox.path().join("KS4.xlsx"), inbox.path().join("inside.xlsx")).unwrap();
        std::os::unix::fs::symlink(away.path(), inbox.path().join("theirs")).unwrap();
        let mut scan = Scan::default();
        scan.add_folder(Role::Workbook, inbox.path(), None, names::is_workbook);
        assert_eq!(names(&scan), ["KS4.xlsx", "inside.xlsx"]);
        scan.outside.sort();
        assert_eq!(
            (scan.outside, scan.others),
            (vec!["link.xlsx".into(), "theirs".into()], vec!["letter.docx".into()])
        );
    }

    #[test]
    fn the_output_folder_is_known_by_any_spelling_and_looked_into_as_far_as_reviews_are_looked_for() {
        let inbox = tempfile::tempdir().unwrap();
        let out = inbox.path().join("reviewed");
        fs::create_dir_all(out.join("1/2/3/4")).unwrap();
        for folder in ["", "1/2/3", "1/2/3/4"] {
            fs::write(out.join(folder).join("Copy of School review 2011-12.xlsx"), "x").unwrap();
        }
        let mut scan = Scan::default();
        let spelt = inbox.path().join("reviewed/1/..");
        scan.add_folder(Role::Workbook, inbox.path(), Some(&spelt), names::may_be_put_in);
        assert!(names(&scan).is_empty(), "{:?}", names(&scan));
        scan.add_folder(Role::Copy, &out, None, names::may_be_decided_in);
        assert_eq!(names(&scan), ["1/2/3/Copy of School review 2011-12.xlsx", "Copy of School review 2011-12.xlsx"]);
    }

    #[test]
    fn a_folder_that_is_away_leaves_us_unsure_of_everything_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut scan = Scan::default();
        scan.add_folder(Role::Workbook, &folder.path().join("away"), None, names::is_workbook);
        assert!(scan.is_unsure(&Key::new(Role::Workbook, "sub/KS4.xlsx")));
        assert!(!scan.is_unsure(&Key::new(Role::Rule, "floors.yaml")));
    }

    #[test]
    fn a_review_that_somebody_has_open_is_seen_but_not_read() {
        let out = tempfile::tempdir().unwrap();
        fs::write(out.path().join("School review 2011-12.xlsx"), "x").unwrap();
        fs::write(out.path().join(".~lock.School review 2011-12.xlsx#"), "x").unwrap();
        let mut scan = Scan::default();
        scan.add_output(out.path(), Path::new("School review 2011-12.xlsx"), true);
        assert_eq!(scan.open.len(), 1);
        assert!(scan.files.values().all(|seen| seen.contents_aside));
    }

    #[cfg(unix)]
    #[test]
    fn a_replacement_of_the_same_size_and_date_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one.csv"), folder.path().join("two.csv"));
        fs::write(&one, "1").unwrap();
        fs::write(&two, "2").unwrap();
        let date = fs::metadata(&one).unwrap().modified().unwrap();
        fs::File::options().write(true).open(&two).unwrap().set_modified(date).unwrap();
        let before = Stat::of(&one, &fs::metadata(&one).unwrap());
        fs::rename(&two, &one).unwrap();
        assert_ne!(Stat::of(&one, &fs::metadata(&one).unwrap()), before);
    }
}
