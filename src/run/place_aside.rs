//! Files that appear whole or not at all: written aside, synced, then renamed into place.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{NamedTempFile, PersistError};

use super::plain;

/// Where a file came to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placed {
    /// where it was meant to be
    There(PathBuf),
    /// it was there already, the same to the byte
    Unchanged(PathBuf),
    /// beside it under a dated name, since the target would not give way (open in Excel, or the share refused)
    Beside {
        /// where it should be
        wanted: PathBuf,
        /// where it is
        path: PathBuf,
        /// what the system said
        why: String,
    },
    /// beside it under a dated name, since what lies there must not be replaced unread
    Held {
        /// where it should be
        wanted: PathBuf,
        /// where it is
        path: PathBuf,
        /// why
        why: String,
    },
}

impl Placed {
    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::There(path) | Self::Unchanged(path) | Self::Beside { path, .. } | Self::Held { path, .. } => path,
        }
    }
}

/// The file could not be written, here or beside.
#[derive(Debug, thiserror::Error)]
#[error("{path} could not be written: {why}", path = path.display(), why = plain(why))]
pub struct PlaceError {
    /// where it should be
    pub path: PathBuf,
    /// what the system said
    pub why: std::io::Error,
}

/// Puts bytes at a path, whole or not at all; `stamp` names the file beside it when the target refuses
/// (`School review 2011-12 (2013-01-08 0930).xlsx`).
///
/// # Errors
/// When neither can be written; what was there before is untouched.
pub fn place(path: &Path, bytes: &[u8], stamp: &str) -> Result<Placed, PlaceError> {
    if std::fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(Placed::Unchanged(path.to_path_buf()));
    }
    place_made(path, stamp, |to| to.write_all(bytes))
}

/// The same with what is only made while it is written, so that it is never held in memory whole.
///
/// # Errors
/// When it cannot be made or written; what was there before is untouched.
pub fn place_made(
    path: &Path,
    stamp: &str,
    make: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<Placed, PlaceError> {
    let fail = |why| PlaceError { path: path.to_path_buf(), why };
    let aside = aside(path, make).map_err(fail)?;
    if same(aside.path(), path) {
        return Ok(Placed::Unchanged(path.to_path_buf()));
    }
    // a system that lets an open file be replaced would lose what is typed into it
    let (refused, why) = if path.exists() && super::lock::is_open(path) {
        let error = std::io::Error::other(OPEN);
        (PersistError { file: aside, error }, OPEN.to_owned())
    } else {
        match aside.persist(path) {
            Ok(_) => {
                sync_folder(path);
                return Ok(Placed::There(path.to_path_buf()));
            }
            Err(refused) => {
                let why = plain(&refused.error);
                (refused, why)
            }
        }
    };
    let beside = beside(path, stamp);
    let PersistError { file, error } = refused;
    let there = if stamp == OWN {
        file.persist(&beside).map(|_| beside).map_err(|_| fail(error))?
    } else {
        // where that is refused as well, the first refusal says why
        next_to(&beside, file).map_err(|_| fail(error))?
    };
    Ok(Placed::Beside { wanted: path.to_path_buf(), path: there, why })
}

/// What is said of a file that somebody has open.
const OPEN: &str = "it is open in another program";

/// The stamp of files that only we write, and that nobody types into: beside their place, the latest is enough.
const OWN: &str = "new";

/// Puts bytes at a path where nothing stands, or at the next numbered one (`… (2013-01-08 0930 2).xlsx`): what is kept
/// within a minute never replaces what was kept before. Where the same bytes stand already, nothing is written. Tells
/// the path.
///
/// # Errors
/// When it cannot be written.
pub fn place_new(path: &Path, bytes: &[u8]) -> Result<PathBuf, PlaceError> {
    let file = aside(path, |to| to.write_all(bytes)).map_err(|why| PlaceError { path: path.to_path_buf(), why })?;
    next_to(path, file)
}

fn next_to(path: &Path, mut file: NamedTempFile) -> Result<PathBuf, PlaceError> {
    let fail = |why| PlaceError { path: path.to_path_buf(), why };
    for number in 1..1_000 {
        let there = numbered(path, number);
        if std::fs::symlink_metadata(&there).is_ok() {
            if same(file.path(), &there) {
                return Ok(there);
            }
            continue;
        }
        file = match file.persist_noclobber(&there) {
            Ok(_) => {
                sync_folder(&there);
                return Ok(there);
            }
            Err(taken) if taken.error.kind() == std::io::ErrorKind::AlreadyExists => taken.file,
            // a share that knows no such renaming: nothing stood there a moment ago
            Err(refused) if std::fs::symlink_metadata(&there).is_err() => {
                return refused.file.persist(&there).map(|_| there).map_err(|again| fail(again.error));
            }
            Err(refused) => return Err(fail(refused.error)),
        };
    }
    Err(fail(std::io::ErrorKind::AlreadyExists.into()))
}

/// Whether two files have the same bytes, read a piece at a time.
fn same(one: &Path, other: &Path) -> bool {
    let (Ok(one), Ok(other)) = (File::open(one), File::open(other)) else { return false };
    if one.metadata().ok().map(|meta| meta.len()) != other.metadata().ok().map(|meta| meta.len()) {
        return false;
    }
    let (mut one, mut other) = (BufReader::new(one), BufReader::new(other));
    loop {
        let (Ok(left), Ok(right)) = (one.fill_buf(), other.fill_buf()) else { return false };
        let many = left.len().min(right.len());
        if left.get(..many) != right.get(..many) {
            return false;
        }
        if many == 0 {
            return left.is_empty() && right.is_empty();
        }
        one.consume(many);
        other.consume(many);
    }
}

fn numbered(path: &Path, number: u32) -> PathBuf {
    if number < 2 {
        return path.to_path_buf();
    }
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    // within the brackets, so that it is known as ours as before
    let stem = match stem.strip_suffix(')') {
        Some(open) => format!("{open} {number})"),
        None => format!("{stem} {number}"),
    };
    path.with_file_name(format!("{stem}{ending}"))
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file in the folder of the one that it is to become, which is made where there is none. Who may read it is for the
/// office's habit (the umask) to say, or for the file that it takes the place of.
fn aside(path: &Path, make: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> std::io::Result<NamedTempFile> {
    let folder = folder_of(path);
    std::fs::create_dir_all(folder)?;
    // the leading dot and the ending keep watchers, ours and others', from taking it for a result
    let mut builder = tempfile::Builder::new();
    let file = for_the_office(builder.prefix(".yardstick-").suffix(".tmp")).tempfile_in(folder)?;
    let mut to = BufWriter::new(file);
    make(&mut to)?;
    let file = to.into_inner().map_err(|failed| failed.into_error())?;
    if let Some(meta) = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file) {
        stay_as(file.as_file(), &meta)?;
    }
    file.as_file().sync_all()?;
    Ok(file)
}

/// A temporary file would be private to its maker; a result is as any other file that is made here.
#[cfg(unix)]
fn for_the_office<'b>(
    builder: &'b mut tempfile::Builder<'static, 'static>,
) -> &'b mut tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    // the umask takes from it what the office does not give
    builder.permissions(std::fs::Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn for_the_office<'b>(
    builder: &'b mut tempfile::Builder<'static, 'static>,
) -> &'b mut tempfile::Builder<'static, 'static> {
    builder
}

/// Mode and owner of the file that is replaced.
#[cfg(unix)]
fn stay_as(file: &std::fs::File, meta: &std::fs::Metadata) -> std::io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let own = file.metadata()?;
    if (own.uid(), own.gid()) != (meta.uid(), meta.gid()) {
        // only an administrator may give a file away; the group may be ours to give
        let _ = fchown(file, Some(meta.uid()), Some(meta.gid())).or_else(|_| fchown(file, None, Some(meta.gid())));
    }
    file.set_permissions(meta.permissions())
}

/// A renamed file keeps what its folder gives it; read-only ones are refused before.
#[cfg(not(unix))]
fn stay_as(_: &std::fs::File, _: &std::fs::Metadata) -> std::io::Result<()> {
    Ok(())
}

/// So that the rename survives a power cut; file systems that cannot are none the worse.
fn sync_folder(path: &Path) {
    if let Ok(folder) = File::open(folder_of(path)) {
        let _ = folder.sync_all();
    }
}

pub(super) fn beside(path: &Path, stamp: &str) -> PathBuf {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = path.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    path.with_file_name(format!("{stem} ({stamp}){ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_left_alone_when_nothing_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deeper").join("review.xlsx");
        assert_eq!(place(&path, b"one", "s").unwrap(), Placed::There(path.clone()));
        assert_eq!(place(&path, b"one", "s").unwrap(), Placed::Unchanged(path.clone()));
        assert_eq!(place(&path, b"two", "s").unwrap(), Placed::There(path.clone()));
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        let left: Vec<_> = std::fs::read_dir(path.parent().unwrap()).unwrap().collect();
        assert_eq!(left.len(), 1, "no temporary file stays behind");
    }

    #[test]
    fn what_is_made_while_it_is_written_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("findings.json");
        let pieces = |to: &mut dyn Write| (0..50_000).try_for_each(|piece| writeln!(to, "{piece}"));
        assert_eq!(place_made(&path, "s", pieces).unwrap(), Placed::There(path.clone()));
        assert_eq!(place_made(&path, "s", pieces).unwrap(), Placed::Unchanged(path.clone()));
        let broken =
            |to: &mut dyn Write| to.write_all(b"half").and_then(|()| Err(std::io::ErrorKind::StorageFull.into()));
        assert!(place_made(&path, "s", broken).is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 50_000);
        // one byte at the very end is told apart, and so is a file that is only longer
        let other = |to: &mut dyn Write| pieces(to).and_then(|()| to.write_all(b"x"));
        assert_eq!(place_made(&path, "s", other).unwrap(), Placed::There(path.clone()));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file stays behind");
    }

    #[test]
    fn a_result_whose_place_is_taken_stands_beside_it_under_a_dated_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("review.xlsx");
        // a folder in its place refuses the rename as an open file does on Windows
        std::fs::create_dir(&path).unwrap();
        std::fs::write(path.join("x"), "x").unwrap();
        let placed = place(&path, b"one", "2013-01-08 0930").unwrap();
        assert_eq!(placed.path(), folder.path().join("review (2013-01-08 0930).xlsx"));
        assert_eq!(std::fs::read(placed.path()).unwrap(), b"one");
        let again = place(&path, b"two", "2013-01-08 0930").unwrap();
        assert_eq!(again.path(), folder.path().join("review (2013-01-08 0930 2).xlsx"));
        assert_eq!(std::fs::read(placed.path()).unwrap(), b"one");
    }

    #[test]
    fn a_name_that_no_disk_takes_is_said_to_be_too_long() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("{}.xlsx", "B".repeat(280)));
        for error in [place(&path, b"one", "2013-01-08 0930").unwrap_err(), place_new(&path, b"one").unwrap_err()] {
            assert!(
                error.to_string().ends_with("its name is too long, or holds a sign that the disk does not take"),
                "{error}"
            );
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "no temporary file stays behind");
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_is_replaced_keeps_its_mode_and_a_new_one_has_that_of_any_new_file() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o7777;
        let (any, path) = (folder.path().join("any"), folder.path().join("review.xlsx"));
        std::fs::write(&any, "x").unwrap();
        place(&path, b"one", "s").unwrap();
        assert_eq!(mode(&path), mode(&any), "by the umask");
        for kept in [0o600, 0o640, 0o664] {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(kept)).unwrap();
            place(&path, format!("{kept}").as_bytes(), "s").unwrap();
            assert_eq!(mode(&path), kept);
        }
    }

    #[test]
    fn what_is_kept_never_replaces_what_was_kept_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("review (kept 2013-01-08 0930).xlsx");
        let placed: Vec<_> = ["one", "two", "one", "three", "two"]
            .map(|text| place_new(&path, text.as_bytes()).unwrap())
            .iter()
            .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        let number = |n: &str| format!("review (kept 2013-01-08 0930{n}).xlsx");
        assert_eq!(placed, [number(""), number(" 2"), number(""), number(" 3"), number(" 2")]);
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3, "no temporary file stays behind");
    }
}
