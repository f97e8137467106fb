//! Sums of decimals.

/// A sum of numbers with few decimals as it is written: tenths are no binary fractions, and 39.9 is not 39.900000000000006.
#[must_use]
pub fn tidy(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}
