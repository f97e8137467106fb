//! Annotating an officer's workbook: what is theirs stays theirs, what is ours is there.

mod corpus;
mod damage;
mod fixture;
mod grafts;
mod inventory;
mod marks;
mod notes;
mod oddities;
mod returned;
