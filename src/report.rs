//! What officers get back: their own workbooks annotated, and workbooks of ours.
//!
//! Everything here carries out a plan that was decided elsewhere; it must not know rules, schools or thresholds.
pub mod annotate;
