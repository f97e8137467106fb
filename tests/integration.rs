//! The integration tests: one module an area, one binary.

mod annotate;
mod expression;
mod samples;
mod tidy;
//! x
mod book;
