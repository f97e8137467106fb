//! The facts of the borough: how its schools did, as counts, before anything is laid out in a sheet.
//!
//! Nothing here knows of workbooks, headings or formats.

pub mod absence;
pub mod early;
pub mod exclusions;
pub mod inspection;
pub mod ks2;
pub mod ks4;
pub mod own_progress;
pub mod roll;
pub mod staffing;
