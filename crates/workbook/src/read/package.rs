//! A zip package, checked before anything in it is believed.

use std::io::{self, BufReader, Cursor, Read, Write};

use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::error::Refusal;
use super::limits::Limits;
use super::xml::{Xml, io_refusal};

/// A part of a package, unpacked as it is read.
pub(super) type PartReader<'p, 'b> = BufReader<ZipFile<'p, Cursor<&'b [u8]>>>;

/// A zip package within the limits.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    members: Vec<Member>,
}

struct Member {
    /// with forward slashes, as stored otherwise
    name: String,
    /// unpacked size that the package declares; the unpacker enforces it
    size: u64,
    /// whether it is read to its end elsewhere
    taken: bool,
}

impl<'b> Package<'b> {
    /// Opens a package and bounds what it may unpack to, by what it declares. Nothing is unpacked yet.
    pub(super) fn open(bytes: &'b [u8], limits: &Limits) -> Result<Self, Refusal> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| not_opened(&error))?;
        if archive.has_duplicate_names() {
            return Err(Refusal::damaged("its package holds two parts of one name"));
        }
        if archive.len() > limits.package_members {
            return Err(Refusal::TooBig(format!("its package holds {} parts", archive.len())));
        }
        let mut members = Vec::with_capacity(archive.len());
        let mut total: u64 = 0;
        for index in 0..archive.len() {
            let member = archive.by_index_raw(index).map_err(|error| not_opened(&error))?;
            let name = String::from_utf8_lossy(member.name_raw()).replace('\\', "/");
            if member.encrypted() {
                return Err(Refusal::Protected);
            }
            check_ratio(&name, member.size(), member.compressed_size(), limits)?;
            total = total.saturating_add(member.size());
            members.push(Member { name, size: member.size(), taken: member.is_dir() });
        }
        if total > limits.unpacked_bytes {
            return Err(Refusal::TooBig(format!("it unpacks to {}", bytes_in_words(total))));
        }
        if archive.has_overlapping_files().unwrap_or(true) {
            return Err(Refusal::damaged("parts of its package lie over one another"));
        }
        Ok(Self { archive, members })
    }

    /// The number of the part at `path`; upper and lower case are alike, as in Excel.
    pub(super) fn find(&self, path: &str) -> Option<usize> {
        let path = path.trim_start_matches('/');
        let exact = self.members.iter().position(|member| member.name == path);
        exact.or_else(|| self.members.iter().position(|member| member.name.eq_ignore_ascii_case(path)))
    }

    /// Names of all parts.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.members.iter().map(|member| member.name.as_str())
    }

    /// Name of a part.
    pub(super) fn name(&self, part: usize) -> &str {
        self.members.get(part).map_or("", |member| &member.name)
    }

    /// A part as bytes that are unpacked while reading.
    pub(super) fn reader(&mut self, part: usize) -> Result<PartReader<'_, 'b>, Refusal> {
        let file = self.archive.by_index(part).map_err(|error| not_opened(&error))?;
        Ok(BufReader::with_capacity(64 << 10, file))
    }

    /// A part as XML. The caller reads it to its end, or tells why not; it is then not read once
    /// more for its checksum.
    pub(super) fn xml(&mut self, part: usize, limits: &Limits) -> Result<Xml<PartReader<'_, 'b>>, Refusal> {
        let name = self.name(part).to_owned();
        self.taken(part);
        Ok(Xml::new(self.reader(part)?, &name, limits))
    }

    /// A whole part in memory, for the few that are small.
    pub(super) fn bytes(&mut self, part: usize) -> Result<Vec<u8>, Refusal> {
        let name = self.name(part).to_owned();
        let mut bytes = Vec::new();
        self.reader(part)?.read_to_end(&mut bytes).map_err(|error| io_refusal(&name, &error))?;
        self.taken(part);
        Ok(bytes)
    }

    /// Notes that a part is read to its end elsewhere.
    pub(super) fn taken(&mut self, part: usize) {
        if let Some(member) = self.members.get_mut(part) {
            member.taken = true;
        }
    }

    /// Reads every part not yet read to its end against its checksum; names those that fail.
    pub(super) fn verify_rest(&mut self) -> Vec<String> {
        let mut failed = Vec::new();
        for part in 0..self.members.len() {
            let Some(member) = self.members.get_mut(part).filter(|member| !member.taken) else { continue };
            member.taken = true;
            let (name, size) = (member.name.clone(), member.size);
            let copied = match self.archive.by_index(part) {
                Ok(mut file) => io::copy(&mut file, &mut io::sink()).ok(),
                Err(_) => None,
            };
            if copied != Some(size) {
                failed.push(name);
            }
        }
        failed
    }

    /// Copies a part's packed bytes, as they are, into another package.
    pub(super) fn copy_packed<W: Write + io::Seek>(
        &mut self,
        part: usize,
        name: &str,
        into: &mut zip::ZipWriter<W>,
    ) -> Result<(), Refusal> {
        let member = self.archive.by_index_raw(part).map_err(|error| not_opened(&error))?;
        into.raw_copy_file_rename(member, name).map_err(|error| not_opened(&error))
    }
}

fn check_ratio(name: &str, size: u64, packed: u64, limits: &Limits) -> Result<(), Refusal> {
    if size > Limits::RATIO_FREE_BYTES && size / packed.max(1) > limits.unpack_ratio {
        let times = size / packed.max(1);
        return Err(Refusal::TooBig(format!(
            "its part `{name}` unpacks to {}, {times} times its size",
            bytes_in_words(size)
        )));
    }
    Ok(())
}

fn not_opened(error: &ZipError) -> Refusal {
    match error {
        ZipError::InvalidPassword => Refusal::Protected,
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            Refusal::damaged("its package is packed in a way that Excel does not use")
        }
        ZipError::InvalidArchive(_) => Refusal::damaged("its zip package is cut short or altered"),
        _ => Refusal::damaged("its zip package cannot be unpacked"),
    }
}

/// A size as people say it.
pub(super) fn bytes_in_words(bytes: u64) -> String {
    const UNITS: [(&str, u64); 3] = [("GB", 1 << 30), ("MB", 1 << 20), ("kB", 1 << 10)];
    for (unit, size) in UNITS {
        if bytes >= size {
            let tenths = bytes / (size / 10);
            return format!("{}.{} {unit}", tenths / 10, tenths % 10);
        }
    }
    format!("{bytes} bytes")
}
