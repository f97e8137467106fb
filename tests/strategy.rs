//! The strategy's rules on small worlds made for one question each, through the program as an officer runs it.

mod census;
mod contradictions;
mod golden;
mod identity;
mod inspections;
mod plans;
mod second;
mod small_numbers;
mod source;
mod suppression;
mod variations;
pub mod world;
