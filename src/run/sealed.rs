//! A review as a seal: what it says it was made from is found again, made again, and laid beside it.

mod differ;
mod find;
mod since;

pub use differ::{Decided, Difference, Differences, differ};
pub use find::{Found, find, folders};
pub use since::leave_out;
