//! Reading tables: from cells to what is known of schools.

mod areas;
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::expect_used)]

mod disagreement;
mod headings;
mod identity;
mod layout;
mod real;
mod support;
mod values;
mod years;
