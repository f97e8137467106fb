//! All integration tests in one binary: a module for each area.

#[cfg(test)]
mod expression;
