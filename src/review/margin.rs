//! A comparison as it is printed: value, line and margin are of one quantity, and the margin is the difference of the two
//! as they stand there, so that anyone can check it.

use super::context::{Context, amount, shown_with};
use crate::domain::{Value, rounded, whole_pupils};
use crate::judge::evaluate::{Account, Test};
use crate::rulebook::model::Measure;
use workbook::write::{Cell, Look, Role, Shown};

/// Decimals shown at most where a number has no end.
const USUAL: u8 = 3;
/// Finer than this no figure of a school is.
const FINEST: u8 = 6;

/// The comparison with the smallest margin, in pupils where they are known.
pub(crate) fn nearest(finding: &Account) -> Option<&Test> {
    let distance = |test: &Test| test.margin_pupils.map(|pupils| pupils.share).or(test.margin).map(f64::abs);
    let with_margin = finding.tests.iter().filter(|test| distance(test).is_some());
    with_margin.min_by(|a, b| distance(a).unwrap_or(f64::MAX).total_cmp(&distance(b).unwrap_or(f64::MAX)))
}

/// What was compared with a line, in numbers as they are printed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reckoned<'a> {
    /// the value
    pub value: f64,
    /// the line
    pub line: f64,
    /// the value less the line
    pub margin: f64,
    /// the margin as whole pupils, where it is of a share of pupils
    pub pupils: Option<f64>,
    /// whether rounding leaves open whether it is a pupil more or less
    pub about: bool,
    /// the reading that is the value; none where it was worked out from several: a gap, a change
    pub at: Option<usize>,
    decimals: u8,
    measure: Option<&'a Measure>,
}

impl<'a> Reckoned<'a> {
    /// Of a comparison with a line; none where there is no line, or a side is not known.
    pub fn of(context: &Context<'a>, finding: &Account, test: &Test) -> Option<Self> {
        let (line, margin) = (test.threshold?, test.margin?);
        let known = test.readings.iter().filter_map(|at| Some((*at, finding.readings.get(*at)?)));
        let own = known.filter(|(_, reading)| !reading.compared);
        let numbers: Vec<(usize, f64)> =
            own.filter_map(|(at, reading)| Some((at, reading.value.as_ref().ok().and_then(Value::number)?))).collect();
        let single = match numbers.as_slice() {
            [(at, number)] if same(*number - line, margin) => Some((*at, *number)),
            _ => None,
        };
        let at = single.map(|(at, _)| at);
        let measure = at.and_then(|at| context.measure_of(finding.readings.get(at)?));
        let value = single.map_or(line + margin, |(_, number)| number);
        let decimals = places(value, line, measure.map_or(0, |measure| measure.decimals));
        let (value, line) = (rounded(value, decimals), rounded(line, decimals));
        let margin = rounded(value - line, decimals);
        // on the line stands no pupil above it
        let pupils = test.margin_pupils.map(|pupils| if margin == 0.0 { 0.0 } else { whole_pupils(pupils.share) });
        let about = margin != 0.0 && test.margin_pupils.is_some_and(|pupils| pupils.about);
        Some(Self { value, line, margin, pupils, about, at, decimals, measure })
    }

    /// The comparison whose value is this reading, if there is one; the first that has a line.
    pub fn of_reading(context: &Context<'a>, finding: &Account, at: usize) -> Option<Self> {
        let tests = finding.tests.iter().filter(|test| test.readings.contains(&at));
        tests.filter_map(|test| Self::of(context, finding, test)).find(|reckoned| reckoned.at == Some(at))
    }

    /// The margin in pupils without its sign, as it is said: `3`, `about 38`; none where there is none.
    pub fn pupils_said(&self, context: &Context<'_>) -> Option<String> {
        let pupils = self.pupils.map(f64::abs).filter(|pupils| *pupils > 0.0 && self.margin != 0.0)?;
        Some(if self.about {
            context.words.fill("margin.about", &[("n", pupils.to_string())])
        } else {
            pupils.to_string()
        })
    }

    /// Value and line as they are printed.
    pub fn amounts(&self) -> [String; 2] {
        [self.value, self.line].map(|number| amount(number, self.decimals, self.measure))
    }

    /// `57% against 45%`.
    pub fn against(&self, context: &Context<'_>) -> String {
        let [value, threshold] = self.amounts();
        context.words.fill("against", &[("value", value), ("threshold", threshold)])
    }

    /// `57% against 45%: 12 above (3 pupils)`.
    pub fn in_words(&self, context: &Context<'_>) -> String {
        let words = match self.margin {
            margin if margin > 0.0 => "margin.above",
            margin if margin < 0.0 => "margin.below",
            _ => "margin.on",
        };
        // a difference of percentages is points, of pounds pounds
        let unit = self.measure.filter(|measure| measure.unit.is_money());
        let margin = context.words.fill(words, &[("margin", amount(self.margin.abs(), self.decimals, unit))]);
        let margin = match self.pupils_said(context) {
            Some(pupils) => context.words.fill("margin.pupils", &[("n", pupils), ("margin", margin)]),
            None => margin,
        };
        context.words.fill("note.margin", &[("against", self.against(context)), ("margin", margin)])
    }

    /// Value, line, margin and margin in pupils, as cells.
    pub fn cells<'c>(&self, context: &Context<'_>) -> [Cell<'c>; 4] {
        let look = |shown: Shown| Look::of(Role::Body).shown(shown);
        let number = |number: f64| Cell::number(number).looking(look(shown_with(self.decimals, self.measure)));
        let margin = Cell::number(self.margin).looking(look(Shown::Signed(self.decimals)));
        let pupils = self.pupils.map_or(Cell::BLANK, |whole| match self.about {
            true => Cell::text(context.words.fill("margin.about", &[("n", format!("{whole:+}"))]))
                .looking(look(Shown::Signed(0))),
            false => Cell::number(whole).looking(look(Shown::Signed(0))),
        });
        [number(self.value), number(self.line), margin, pupils]
    }
}

fn same(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

/// The decimals that value and line are printed with: as many as they have, and never so few that they look alike.
fn places(value: f64, line: f64, least: u8) -> u8 {
    let exact = |places: &u8| same(rounded(value, *places), value) && same(rounded(line, *places), line);
    let told_apart = |places: &u8| same(value, line) || !same(rounded(value, *places), rounded(line, *places));
    let wanted = (least..=USUAL).find(exact).unwrap_or_else(|| least.max(1));
    (wanted..FINEST).find(told_apart).unwrap_or(FINEST)
}

#[cfg(test)]
mod tests {
    use super::places;
    use crate::domain::rounded;

    #[test]
    fn a_number_is_rounded_to_what_is_printed() {
        let parts = (-4000..4000).flat_map(|whole| [f64::from(whole) / 7.0, f64::from(whole) / 8.0, f64::from(whole)]);
        for number in parts.chain([39.95, 0.285, 2.675, 1e12 / 3.0, -0.04]) {
            for places in 0..7 {
                let rounded = rounded(number, places);
                let printed = format!("{rounded:.0$}", usize::from(places));
                assert_eq!(printed.parse(), Ok(rounded), "{number} with {places} decimals");
            }
        }
    }

    #[test]
    fn a_value_below_its_line_is_never_printed_as_the_line() {
        for (value, line, expected) in [(57.0, 45.0, 0), (39.96, 40.0, 2), (83.0, 84.25, 2), (62.0, 62.000_4, 4)] {
            let places = places(value, line, 0);
            assert_eq!(places, expected, "{value} against {line}");
            assert!(rounded(value, places) != rounded(line, places));
        }
        assert_eq!(places(40.0, 40.0, 0), 0, "at the line, it is the line");
        assert_eq!(places(50.0, 100.0 / 3.0, 0), 1, "a number without an end is cut short");
    }
}
