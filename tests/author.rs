//! The rule author's bench: what a change of a rule does, before it is in force.

mod accounts;
mod compare;
mod southend;
mod sweep;
mod world;
