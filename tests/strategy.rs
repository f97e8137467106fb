//! The strategy's rules on small worlds made for one question each, through the program as an officer runs it.

mod contradictions;
mod identity;
mod inspections;
mod small_numbers;
mod plans;
mod suppression;
mod world;
