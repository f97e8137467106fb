//! x
mod annotate;
