//! Reading tables: from cells to what is known of schools.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod areas;
mod authorities;
mod disagreement;
mod doubtful;
mod gone;
mod headings;
mod identity;
mod layout;
mod long;
mod money;
mod pairs;
mod real;
mod services;
pub mod support;
mod values;
mod years;
