//! The integration tests: one module an area, one binary.

mod annotate;
mod book;
mod expression;
mod intake;
mod report;
mod rulebook;
mod samples;
mod tidy;
