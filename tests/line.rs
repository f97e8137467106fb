//! The whole line on folders as officers have them: which files are read, and what they come back as.

mod answers;
mod begins;
mod begun;
mod cases;
mod doors;
mod due;
mod english;
mod explain;
mod figures;
mod first;
mod glance;
mod grades;
mod inbox;
mod listed;
mod marked;
mod names;
mod nation;
mod neither;
mod office;
mod old_layout;
mod reviews;
mod sample;
mod says;
mod templates;
mod theirs;
mod usage;
