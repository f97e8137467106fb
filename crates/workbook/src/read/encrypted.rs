//! Workbooks encrypted with the password that Excel itself tries unasked.
//!
//! A workbook whose structure is protected is saved encrypted with a password built into Excel;
//! Excel opens it without a question, so its owner never knew a password. We open it likewise, and
//! try no other.

use super::compound::{Compound, wrap};
use super::error::Refusal;
use super::limits::Limits;

/// The password built into Excel (MS-OFFCRYPTO 2.4.2.3).
pub(super) const EXCELS_OWN_PASSWORD: &str = "VelvetSweatshop";

/// The package inside an encrypted one.
pub(super) fn package(compound: &mut Compound<'_>, limits: &Limits) -> Result<Vec<u8>, Refusal> {
    let info = compound.stream("EncryptionInfo", limits).ok_or(Refusal::Protected)??;
    let package = compound.stream("EncryptedPackage", limits).ok_or(Refusal::Protected)??;
    // The decrypting crate reads the container on its own; it gets one that is sound.
    let sound = wrap(&[("EncryptionInfo", &info), ("EncryptedPackage", &package)])?;
    match office_crypto::decrypt_from_bytes(sound, EXCELS_OWN_PASSWORD) {
        Ok(decrypted) if decrypted.starts_with(b"PK") => Ok(decrypted),
        // It does not check the password: a wrong one gives bytes without meaning.
        _ => Err(Refusal::Protected),
    }
}
