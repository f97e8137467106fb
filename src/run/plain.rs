//! What the system said when it refused a file, in plain words.

use std::io;

/// What the system said, without its error numbers.
#[must_use]
pub fn plain(why: &io::Error) -> String {
    match why.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "reading or writing there is not permitted".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::QuotaExceeded => "the space allowed there is used up".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk or share can only be read, not written".to_owned(),
        io::ErrorKind::InvalidFilename => {
            "its name is too long, or holds a sign that the disk does not take".to_owned()
        }
        io::ErrorKind::ResourceBusy => "another program has it open".to_owned(),
        _ => {
            let text = why.to_string();
            text.split(" (os error").next().unwrap_or_default().to_lowercase()
        }
    }
}
