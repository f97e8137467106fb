//! How a result went over the years, drawn in letters.

use super::league::number;
use crate::review::book::compared::years;
use crate::review::context::Context;
use crate::rulebook::expression::Of;
use crate::rulebook::ids::MeasureId;

/// A share of pupils runs from none to all.
pub(super) const SHARE: (f64, f64) = (0.0, 100.0);

/// How far apart the figures of a measure can lie: those of a share from none to all, others as far as those of the schools
/// do, and no less than a tenth of the figure itself.
pub(super) fn range(context: &Context<'_>, id: MeasureId, share: bool) -> f64 {
    if share {
        return SHARE.1 - SHARE.0;
    }
    let of = |row| years().filter_map(move |year| number(context, row, id, year, Of::Subject));
    let all: Vec<f64> = context.schools.iter().flat_map(|row| of(*row)).collect();
    let ends = all.iter().copied().reduce(f64::min).zip(all.iter().copied().reduce(f64::max));
    ends.map_or(0.0, |(least, most)| (most - least).max(least.abs().max(most.abs()) / 10.0))
}

/// How a figure went over the years, as letters of different heights: they are sorted with their row, look the same in every
/// program, and stay where one drops what is drawn. Figures differ by a tenth of their range before the highest and the
/// lowest letter stand side by side.
pub(super) fn trend(years: &[Option<f64>], range: f64) -> Option<String> {
    const LETTERS: [char; 7] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇'];
    const UNKNOWN: char = '·';
    let known = || years.iter().flatten().copied();
    let (least, most) = known().reduce(f64::min).zip(known().reduce(f64::max)).filter(|_| known().count() > 1)?;
    let span = (most - least).max(range / 10.0).max(f64::MIN_POSITIVE);
    let bottom = f64::midpoint(least, most) - span / 2.0;
    let letter = |number: f64| {
        let height = (number - bottom) / span * 6.0;
        let steps = (1..7_u8).filter(|step| height >= f64::from(*step) - 0.5).count();
        LETTERS.get(steps).copied().unwrap_or(UNKNOWN)
    };
    Some(years.iter().map(|year| year.map_or(UNKNOWN, letter)).collect())
}

#[cfg(test)]
mod tests {
    use super::trend;

    #[test]
    fn a_trend_is_drawn_in_letters_and_a_point_is_no_cliff() {
        let of = |years: [f64; 3]| trend(&years.map(Some), 100.0).unwrap();
        assert_eq!(of([42.0, 41.0, 38.0]), "▅▅▃");
        assert_eq!(of([20.0, 50.0, 80.0]), "▁▄▇");
        assert_eq!(of([57.0, 57.0, 57.0]), "▄▄▄");
        assert_eq!(trend(&[Some(504.0), None, Some(470.0)], 200.0).unwrap(), "▇·▁");
        assert_eq!(trend(&[Some(504.0), Some(503.9), Some(504.1)], 200.0).unwrap(), "▄▄▄", "nor of points");
        assert_eq!(trend(&[None, None, Some(57.0)], 100.0), None, "one year is no trend");
    }
}
