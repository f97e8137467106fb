//! Pupils behind a percentage. Pupils are whole: half a pupil is one child.

/// The least number of whole pupils that a share of a cohort comes to, with its sign; at least one.
#[must_use]
pub fn whole_pupils(share: f64) -> f64 {
    // what was worked out from a percentage may miss a whole number by a hair
    (share.abs() - 1e-6).ceil().max(1.0).copysign(share)
}

/// A margin as a share of pupils, and whether it is no more than about so many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InPupils {
    /// so many pupils, not yet made whole
    pub share: f64,
    /// whether the percentage, as it is rounded, leaves open how many whole pupils that is
    pub about: bool,
}

/// What the margin of a percentage comes to in pupils, of so many. A percentage is rounded: 57% of 80 pupils are 45 or 46 of
/// them. Where all numbers of pupils that give it come to the same margin, it is counted from them; else it is about so many.
#[must_use]
pub fn in_pupils(percent: f64, margin: f64, of: f64) -> InPupils {
    let (line, share) = ((percent - margin) * of / 100.0, margin * of / 100.0);
    let [least, most] = counts(percent, of).map(|count| count - line);
    let whole = |share: f64| whole_pupils(share).abs();
    let same_side = |count: f64| count * margin > 0.0;
    if margin == 0.0 || (least <= most && whole(least) == whole(most) && same_side(least) && same_side(most)) {
        let counted = if least == most { least } else { share };
        return InPupils { share: if margin == 0.0 { 0.0 } else { counted }, about: false };
    }
    InPupils { share, about: true }
}

/// The least and the most pupils of so many that a percentage is, as finely as it is written.
fn counts(percent: f64, of: f64) -> [f64; 2] {
    const FINEST: i32 = 2;
    const HAIR: f64 = 1e-6;
    let written = (0..=FINEST).map(|places| 10_f64.powi(places));
    let step =
        written.map(|parts| (parts, (percent * parts).round() / parts)).find(|(_, tidy)| (tidy - percent).abs() < HAIR);
    let half = step.map_or(HAIR, |(parts, _)| 0.5 / parts);
    [((percent - half) * of / 100.0 - HAIR).ceil(), ((percent + half) * of / 100.0 + HAIR).floor()]
}

#[cfg(test)]
mod tests {
    use super::{InPupils, in_pupils, whole_pupils};

    #[test]
    fn a_margin_is_counted_from_pupils_where_one_number_of_them_gives_the_percentage() {
        // 45 of 80 are 56.25%: three more are 60%, though 4 points of 80 pupils are 3.2
        assert_eq!(in_pupils(56.0, -4.0, 80.0), InPupils { share: -3.0, about: false });
        assert_eq!(in_pupils(56.25, -3.75, 80.0), InPupils { share: -3.0, about: false });
        assert_eq!(in_pupils(60.0, 0.0, 80.0), InPupils { share: 0.0, about: false });
    }

    #[test]
    fn a_margin_that_rounding_leaves_open_is_about_so_many_pupils() {
        // 125 to 127 of 222 are 57%
        let found = in_pupils(57.0, -3.0, 222.0);
        assert!(found.about && (found.share + 6.66).abs() < 1e-9, "{found:?}");
        // no number of seven pupils is 50%: the percentage is of others
        assert!(in_pupils(50.0, -10.0, 7.0).about);
    }

    #[test]
    fn a_part_of_a_pupil_is_a_pupil() {
        assert_eq!([7.2, -7.2, 0.1, 3.000_000_1].map(whole_pupils), [8.0, -8.0, 1.0, 3.0]);
    }
}
