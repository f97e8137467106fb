//! Pupils behind a percentage. Pupils are whole: half a pupil is one child.

/// The least number of whole pupils that a share of a cohort comes to, with its sign; at least one.
#[must_use]
pub fn whole_pupils(share: f64) -> f64 {
    // what was worked out from a percentage may miss a whole number by a hair
    (share.abs() - 1e-6).ceil().max(1.0).copysign(share)
}

#[cfg(test)]
mod tests {
    use super::whole_pupils;

    #[test]
    fn a_part_of_a_pupil_is_a_pupil() {
        assert_eq!([7.2, -7.2, 0.1, 3.000_000_1].map(whole_pupils), [8.0, -8.0, 1.0, 3.0]);
    }
}
