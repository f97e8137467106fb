//! Reading tables: from cells to what is known of schools.

mod areas;
mod disagreement;
mod headings;
mod identity;
mod layout;
mod real;
mod support;
mod values;
mod years;
