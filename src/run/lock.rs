//! Whether somebody has a workbook open, told by the lock file beside it.

use std::path::{Path, PathBuf};
use std::time::Duration;

/// Whether somebody has a workbook open: a lock file lies beside it. One that is a day old was left behind by a crash.
#[must_use]
pub fn is_open(path: &Path) -> bool {
    const LEFT_BEHIND: Duration = Duration::from_secs(24 * 3600);
    locks_beside(path).iter().any(|lock| {
        let age = std::fs::metadata(lock).and_then(|meta| meta.modified());
        age.is_ok_and(|time| time.elapsed().unwrap_or_default() < LEFT_BEHIND)
    })
}

/// The lock files that Excel and LibreOffice lay beside a workbook that somebody has open.
fn locks_beside(path: &Path) -> [PathBuf; 2] {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    [path.with_file_name(format!("~${name}")), path.with_file_name(format!(".~lock.{name}#"))]
}
