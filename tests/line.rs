//! The whole line on folders as officers have them: which files are read, and what they come back as.

mod explain;
mod listed;
mod marked;
mod names;
mod nation;
mod office;
mod reviews;
mod says;
mod templates;
mod usage;
