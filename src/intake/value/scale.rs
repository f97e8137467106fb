//! Whether the plain numbers of a column of percentages are whole percentages or fractions of one.
//!
//! 0.72 that the sheet shows as 72% and the text "72%" need no guess. A plain 0.72 does: it is settled by the other
//! cells of its column, and where they leave a doubt, the cell is doubted and not used.

/// How the plain numbers of a column of percentages are read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::intake) struct Scale {
    /// they are fractions of one
    pub fractions: bool,
    /// numbers between these two bounds do not fit the others
    pub doubted: Option<Doubted>,
}

/// Which plain numbers of a column are doubted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::intake) enum Doubted {
    /// fractions above nought and below one, in a column of whole percentages
    BelowOne,
    /// numbers above one, in a column of fractions
    AboveOne,
    /// one itself, in a column of noughts and ones
    One,
}

impl Scale {
    /// From the plain numbers of a column, how many more of its cells say by a sign that they are percentages, and
    /// the largest believable value.
    pub(in crate::intake) fn of(plain: &[f64], with_sign: usize, largest: f64) -> Self {
        let whole = |doubted| Self { fractions: false, doubted };
        let between = plain.iter().filter(|number| is_between(**number)).count();
        let above = plain.iter().filter(|number| **number > 1.0).count();
        let most = |part: usize, of: usize| part * 5 >= of * 4;
        if with_sign > 0 && with_sign >= plain.len() {
            return whole((between > 0).then_some(Doubted::BelowOne));
        }
        if above == 0 {
            // a measure that never comes near a hundred is small because it is
            let all_fit = largest >= 100.0;
            return match (between, plain.iter().any(|number| (number - 1.0).abs() < f64::EPSILON)) {
                (0, true) => whole(Some(Doubted::One)),
                (0, false) => whole(None),
                _ if all_fit => Self { fractions: true, doubted: None },
                _ => whole(None),
            };
        }
        let others = plain.iter().filter(|number| **number > 1.0);
        let integers = others.clone().filter(|number| number.fract() == 0.0).count();
        let far = others.clone().all(|number| *number >= 2.0);
        if far && between >= 4 && most(plain.len() - above, plain.len()) && largest >= 100.0 {
            return Self { fractions: true, doubted: Some(Doubted::AboveOne) };
        }
        // however many there are of each: 0.4 among whole percentages may be 40, but for a measure that never comes near a
        // hundred, of which it is most often so little
        let believable = largest < 100.0 && between > 1 && !most(above, plain.len());
        if between > 0 && most(integers, above) && !believable {
            return whole(Some(Doubted::BelowOne));
        }
        whole(None)
    }

    /// Whether a plain number does not fit the column.
    pub(in crate::intake) fn doubts(&self, number: f64) -> bool {
        match self.doubted {
            None => false,
            Some(Doubted::BelowOne) => is_between(number),
            Some(Doubted::AboveOne) => number > 1.0,
            Some(Doubted::One) => (number - 1.0).abs() < f64::EPSILON,
        }
    }

    /// Why a doubted number is.
    pub(in crate::intake) fn reason(&self) -> &'static str {
        match self.doubted {
            Some(Doubted::AboveOne) => "stands among fractions: the rest of the column runs from 0 to 1",
            Some(Doubted::One) => "may be 1% or 100%: the column has only noughts and ones",
            _ => "stands among whole percentages: it may be a fraction of one",
        }
    }
}

fn is_between(number: f64) -> bool {
    number > 0.0 && number < 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_fractions_is_known_by_all_its_cells() {
        assert!(Scale::of(&[0.98, 0.65, 1.0, 0.0], 0, 100.0).fractions);
        assert!(!Scale::of(&[98.0, 65.0, 1.0], 0, 100.0).fractions);
        assert!(Scale::of(&[61.0, 0.47, 48.0], 0, 100.0).doubts(0.47), "one among few");
        // rates of unauthorised absence run just as low and cannot be a hundred times as much
        assert!(!Scale::of(&[0.5, 0.4, 0.8], 0, 30.0).fractions);
        assert!(!Scale::of(&[0.54, 1.01, 0.32, 0.7, 0.4, 0.9], 0, 100.0).fractions);
    }

    #[test]
    fn one_that_does_not_fit_is_doubted() {
        let whole = Scale::of(&[72.0, 0.62, 81.0, 64.0, 90.0], 0, 100.0);
        assert!(!whole.fractions && whole.doubts(0.62) && !whole.doubts(72.0));
        let fractions = Scale::of(&[0.72, 0.62, 0.81, 6.2, 0.9, 0.5], 0, 100.0);
        assert!(fractions.fractions && fractions.doubts(6.2) && !fractions.doubts(0.62));
        let signed = Scale::of(&[0.62], 12, 100.0);
        assert!(signed.doubts(0.62));
        assert!(Scale::of(&[0.0, 1.0, 0.0], 0, 100.0).doubts(1.0));
        for few in [&[0.4, 80.0][..], &[0.4, 0.5, 80.0, 75.0], &[0.4, 0.5, 80.0, 75.0, 60.0, 55.0, 50.0, 45.0]] {
            let scale = Scale::of(few, 0, 100.0);
            assert!(!scale.fractions && scale.doubts(0.4) && !scale.doubts(80.0), "{few:?}");
        }
        // one decimal each: nothing to doubt
        assert_eq!(Scale::of(&[3.2, 0.6, 12.4, 7.8, 5.1], 0, 100.0).doubted, None);
    }
}
