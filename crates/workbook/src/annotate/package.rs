//! The zip package of a workbook: its parts, what is edited, added and dropped, and the new package.
//!
//! Parts that nobody touched are copied as they are stored. Edits are kept as offsets of the original part and carried out while
//! the package is written, one part at a time, so memory holds one big part at most. Knows nothing of spreadsheets.

mod save;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::error::AnnotateError;
use super::xml::{Broken, Edit};

pub(super) use save::PartUndo;

/// No part that must be edited may unpack to more.
const PART_LIMIT_MIB: u64 = 512;
/// More entries than this are no workbook.
const ENTRY_LIMIT: usize = 100_000;

/// A package being changed.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// names as parts, in the archive's order
    names: Vec<String>,
    index: HashMap<String, usize>,
    /// some names are written with backslashes
    backslashes: bool,
    edits: BTreeMap<usize, Vec<Edit>>,
    dropped: BTreeSet<usize>,
    added: Vec<(String, Vec<u8>)>,
    counters: HashMap<String, u32>,
}

impl<'a> Package<'a> {
    /// Opens a package; says in an officer's words why it is none.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, AnnotateError> {
        refuse_other_formats(bytes)?;
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(&e))?;
        if archive.has_duplicate_names() {
            let name = duplicate(&archive);
            return Err(AnnotateError::DuplicatePart(name));
        }
        if archive.len() > ENTRY_LIMIT {
            return Err(AnnotateError::Damaged(format!("it lists {} parts", archive.len())));
        }
        let mut names = Vec::with_capacity(archive.len());
        let mut index = HashMap::new();
        let mut backslashes = false;
        for i in 0..archive.len() {
            let entry = archive.by_index_raw(i).map_err(|e| damaged(&e))?;
            if entry.encrypted() {
                return Err(AnnotateError::Encrypted);
            }
            let raw = String::from_utf8_lossy(entry.name_raw()).into_owned();
            backslashes |= raw.contains('\\');
            let name = raw.replace('\\', "/").trim_start_matches('/').to_owned();
            if index.insert(name.to_ascii_lowercase(), i).is_some() {
                return Err(AnnotateError::DuplicatePart(name));
            }
            names.push(name);
        }
        Ok(Self {
            archive,
            names,
            index,
            backslashes,
            edits: BTreeMap::new(),
            dropped: BTreeSet::new(),
            added: Vec::new(),
            counters: HashMap::new(),
        })
    }

    /// Names of all parts of the original, in its order.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.index.get(&name.trim_start_matches('/').to_ascii_lowercase()).copied()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The bytes of a part of the original, checked against its checksum.
    pub(super) fn read(&mut self, name: &str) -> Result<Vec<u8>, AnnotateError> {
        let at = self.find(name).ok_or_else(|| AnnotateError::MissingPart(name.to_owned()))?;
        self.read_at(at)
    }

    fn read_at(&mut self, at: usize) -> Result<Vec<u8>, AnnotateError> {
        let name = self.names.get(at).cloned().unwrap_or_default();
        let too_large = || AnnotateError::TooLarge { part: name.clone(), limit_mib: PART_LIMIT_MIB };
        let entry = self.archive.by_index(at).map_err(|e| damaged(&e))?;
        let limit = PART_LIMIT_MIB << 20;
        if entry.size() > limit {
            return Err(too_large());
        }
        // a declared size is only believed as far as an ordinary part goes
        let mut bytes = Vec::with_capacity(usize::try_from(entry.size().min(64 << 20)).unwrap_or(0));
        entry.take(limit + 1).read_to_end(&mut bytes).map_err(|e| AnnotateError::Damaged(format!("{name}: {e}")))?;
        if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(bytes) }
    }

    /// Adds edits, in offsets of the original part.
    pub(super) fn edit(&mut self, name: &str, edits: Vec<Edit>) {
        if let Some(at) = self.find(name).filter(|_| !edits.is_empty()) {
            self.edits.entry(at).or_default().extend(edits);
        }
    }

    /// Leaves a part out of the new package.
    pub(super) fn remove(&mut self, name: &str) {
        if let Some(at) = self.find(name) {
            self.dropped.insert(at);
        }
    }

    /// Adds a new part.
    pub(super) fn add(&mut self, name: String, bytes: Vec<u8>) {
        self.index.insert(name.to_ascii_lowercase(), usize::MAX);
        self.added.push((name, bytes));
    }

    /// A part name that is not taken: `stem`, the next free number, `suffix`. It counts as taken from now on.
    pub(super) fn free_name(&mut self, stem: &str, suffix: &str) -> String {
        let counter = self.counters.entry(format!("{stem}*{suffix}").to_ascii_lowercase()).or_insert(0);
        loop {
            *counter = counter.saturating_add(1);
            let name = format!("{stem}{counter}{suffix}");
            if let std::collections::hash_map::Entry::Vacant(free) = self.index.entry(name.to_ascii_lowercase()) {
                free.insert(usize::MAX);
                return name;
            }
        }
    }

    /// Checksum and size of a part of the original, as its package states them.
    pub(super) fn stated(&self, name: &str) -> Option<(u32, u64)> {
        let entry = self.archive.by_index_data(self.find(name)?).ok()?;
        Some((entry.crc32(), entry.size()))
    }
}

/// What is said of XML that could not be read.
pub(super) fn broken(part: &str, broken: Broken) -> AnnotateError {
    match broken {
        Broken::At(at) => AnnotateError::Malformed { part: part.to_owned(), at },
        Broken::Encoding => AnnotateError::Encoding(part.to_owned()),
    }
}

fn damaged(error: &ZipError) -> AnnotateError {
    match error {
        ZipError::InvalidPassword => AnnotateError::Encrypted,
        ZipError::UnsupportedArchive(text) if *text == ZipError::PASSWORD_REQUIRED => AnnotateError::Encrypted,
        _ => AnnotateError::Damaged(error.to_string()),
    }
}

fn refuse_other_formats(bytes: &[u8]) -> Result<(), AnnotateError> {
    const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    if bytes.starts_with(COMPOUND) {
        // streams are named in UTF-16 in the compound file's directory
        let wanted: Vec<u8> = "EncryptedPackage".bytes().flat_map(|b| [b, 0]).collect();
        let encrypted = bytes.windows(wanted.len()).any(|w| w == wanted);
        return Err(if encrypted { AnnotateError::Encrypted } else { AnnotateError::OldFormat });
    }
    if bytes.starts_with(b"PK") { Ok(()) } else { Err(AnnotateError::NotAWorkbook) }
}

fn duplicate(archive: &ZipArchive<Cursor<&[u8]>>) -> String {
    let mut seen = BTreeSet::new();
    let twice = archive.file_names_raw().find(|n| !seen.insert(n.to_vec()));
    twice.map(|n| String::from_utf8_lossy(n).into_owned()).unwrap_or_else(|| "a part".to_owned())
}
