//! The workbooks, one file each, laid out as different officers lay theirs out.
//!
//! Each takes the facts as they are and only decides on sheets, headings, order and looks.

pub mod attainment;
pub mod attendance;
pub mod authority_tables;
pub mod early_years;
pub mod exclusions;
pub mod headteachers;
pub mod inspection;
pub mod ks2_earlier;
pub mod ks4;
pub mod roll_and_finance;
pub mod school_list;
