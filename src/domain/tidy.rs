//! Sums of decimals, and what they are rounded to.

/// A sum of numbers with few decimals as it is written: tenths are no binary fractions, and 39.9 is not 39.900000000000006.
#[must_use]
pub fn tidy(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}

/// A number to so many decimals, half away from zero as it is taught and as spreadsheets show it: 36.15 is 36.2, although
/// the computer holds 36.1499….
#[must_use]
pub fn rounded(number: f64, places: u8) -> f64 {
    let tens = 10_f64.powi(i32::from(places));
    let scaled = number * tens;
    // beyond this there is no room left to look at the decimals after
    if scaled.abs() > 1e9 {
        return scaled.round() / tens;
    }
    ((scaled * 1e6).round() / 1e6).round() / tens
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn a_half_is_rounded_away_from_nought_whatever_the_computer_holds() {
        for (number, places, expected) in [
            (36.15, 1, 36.2),
            (62.55, 1, 62.6),
            (37.45, 1, 37.5),
            (-36.15, 1, -36.2),
            (2.675, 2, 2.68),
            (39.949, 1, 39.9),
        ] {
            assert_eq!(rounded(number, places), expected, "{number}");
        }
    }
}
