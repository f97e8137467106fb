//! The language of conditions and scripts.

mod answers;
mod conditions;
mod mistakes;
mod random;
mod schools;
mod scripts;
mod sentences;
mod several;
mod totals;
mod traces;
pub mod world;
