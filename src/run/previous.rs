//! Fingerprints over several files.

use sha2::{Digest, Sha256};

/// One fingerprint over names and fingerprints, whatever their order.
pub(super) fn fingerprint_of<'f>(files: impl Iterator<Item = (&'f str, &'f str)>) -> String {
    let mut files: Vec<_> = files.collect();
    files.sort_unstable();
    let mut hash = Sha256::new();
    for (name, fingerprint) in files {
        hash.update(name.as_bytes());
        hash.update([0]);
        hash.update(fingerprint.as_bytes());
        hash.update([0]);
    }
    workbook::fingerprint::hex(&hash.finalize())
}
