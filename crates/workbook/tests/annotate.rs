//! Annotating an officer's workbook: what is theirs stays theirs, what is ours is there.

mod damage;
pub mod fixture;
mod grafts;
mod inventory;
mod kept;
mod marks;
mod notes;
mod oddities;
mod returned;
