//! What officers decided in the review: agree, change or defer; agreed grades; owner, due date, note.
//!
//! Decisions hang on stable names: the school's key and the recommendation's id. They are read back from the last
//! review before a new one is written ([`read_back`]), joined with the record of earlier changes ([`take`]), brought to
//! the schools of today ([`Whose`]), and held against what is recommended now ([`carry`]). An agreed grade takes part in
//! the evaluation. Nothing here opens a file: `run` does, and gives texts and books.

mod account;
mod agreed;
mod carry;
mod contest;
mod copies;
mod entry;
mod fields;
mod merge;
mod past;
mod plans;
mod read_back;
mod record;
mod stale;
mod there;
mod twice;
mod whose;

use crate::judge::decided::{AgreedGrade, Decision, DecisionKey, Decisions};
pub use account::{Accounted, account};
pub use agreed::Agreed;
pub use carry::{Carrying, carry};
pub use contest::{Contest, Said, Stands};
pub use copies::{Taken, filled_in, take, take_after};
pub use entry::{Closed, Entries, Entry, OTHER, decisions, fingerprint, stands_alone};
pub use fields::{Field, Fields};
pub use merge::{Merged, merge};
pub use past::Past;
pub use plans::{begin, go_on, keep_taken_back, told_before};
pub use read_back::{
    COMMENTS, Familiar, Properties, ReviewRead, RowRead, Seen, SheetRead, added, copied_sheets, properties,
    properties_in, read_back, read_back_knowing, taken_over, theirs,
};
pub use record::{Line, Lines, changes, moves, read as read_record, written as written_record};
pub use stale::decided_for;
pub use there::{Gone, gone};
pub use whose::{KnownSchool, Settled, Whose};
