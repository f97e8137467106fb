//! The integration tests: one module an area, one binary.

mod annotate;
mod book;
mod expression;
mod report;
mod rulebook_bench;
mod samples;
mod tidy;
