//! The integration tests: one module an area, one binary.

mod annotate;
mod report;
mod samples;
mod tidy;
