//! The integration tests, one module an area.

mod samples;
//! x
mod annotate;
