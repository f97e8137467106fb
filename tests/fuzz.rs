//! Spoilt workbooks by the thousand, spoilt in their structure: parts, XML, records. Reading and annotating them must
//! never panic, hang, or say something untrue; what is refused is refused in words.
//!
//! Some hundred fixed seeds are tried each time. `YARDSTICK_FUZZ_SECONDS=900 cargo test fuzz` goes on with new ones for so
//! long, also on the public workbooks beside the project where there are any, and keeps what it finds in a folder.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "helpers of tests fail by panicking"
)]

mod bases;
pub mod chance;
mod package;
mod records;
mod spoil;
mod trials;
mod xml;
