//! x
mod book;
