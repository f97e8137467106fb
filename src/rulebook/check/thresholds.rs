//! Numbers that a measure is compared with must be numbers it can have.

use std::collections::BTreeSet;

use super::desk::Desk;
use super::order::conditions;
use crate::rulebook::Span;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::expression::{Comparison, Condition, Of};
use crate::rulebook::model::{Measure, Partner, Rule, Unit};

/// Percentages run so far where a measure says nothing else.
const PERCENT: (f64, f64) = (0.0, 100.0);
/// A percentage whose values stay below this may well be compared with less than one.
const SMALL_PERCENT: f64 = 50.0;

impl Desk<'_> {
    /// Notes every comparison with a number the measure never has.
    pub(super) fn thresholds_are_in_range(&mut self, rules: &[Rule], partners: &[Partner], measures: &[Measure]) {
        let of_rules = rules.iter().flat_map(conditions);
        let of_partners = partners.iter().flat_map(|partner| [&partner.partner_when, &partner.needed_when]);
        let mut told: BTreeSet<Span> = BTreeSet::new();
        for condition in of_rules.chain(of_partners) {
            for (comparison, place) in comparisons(condition) {
                let Some(measure) = measures.get(usize::from(comparison.read.measure.0)) else { continue };
                let whole = matches!(comparison.read.of, Of::Comparator(_, statistic) if !statistic.is_figure());
                if !whole
                    && let Some(doubt) = doubt(&comparison, measure, place.clone())
                    && told.insert(place)
                {
                    self.say(doubt);
                }
            }
        }
    }
}

/// The comparisons of a condition, each with the place of its number.
pub(super) fn comparisons(condition: &Condition) -> Vec<(Comparison, Span)> {
    let tests = condition.branches().into_iter().filter_map(|branch| match &branch.kind {
        crate::rulebook::expression::ConditionKind::Test(expression) => Some((branch, expression)),
        _ => None,
    });
    tests
        .flat_map(|(branch, expression)| {
            expression
                .comparisons()
                .into_iter()
                .map(move |comparison| (comparison, branch.place_of(comparison.line_at)))
        })
        .collect()
}

fn doubt(comparison: &Comparison, measure: &Measure, place: Span) -> Option<Diagnostic> {
    let line = comparison.line;
    let percent = measure.unit == Unit::Percent;
    let (low, high) = measure.range.or(percent.then_some(PERCENT))?;
    let fraction = percent && line > 0.0 && line < 1.0 && high >= SMALL_PERCENT;
    if !fraction && line >= low && line <= high {
        return None;
    }
    let meant = times_a_hundred(line);
    let help = if percent && line.abs() < 1.0 && meant >= low && meant <= high {
        format!(
            "did you mean {meant}?{}",
            if fraction { " if not, give the measure a `range` that ends below 50" } else { "" }
        )
    } else {
        "correct the number, or the measure's `range`".to_owned()
    };
    let message = format!("{line} is not a line for `{}`, whose values run from {low} to {high}", measure.id);
    let doubt = Diagnostic::error(Code::Threshold, place, message).help(help);
    Some(doubt.also(measure.span.clone(), format!("measured in {}", unit_words(measure.unit))))
}

/// Without the dust of binary fractions: 0.07 becomes 7, not 7.000000000000001.
fn times_a_hundred(line: f64) -> f64 {
    (line * 1e8).round() / 1e6
}

fn unit_words(unit: Unit) -> &'static str {
    match unit {
        Unit::Percent => "percent",
        Unit::Points => "points",
        Unit::Pupils => "pupils",
        Unit::Number => "numbers",
        Unit::Pounds => "pounds",
        Unit::PoundsPerPupil => "pounds a pupil",
        Unit::Days => "days",
        Unit::Grade => "grades",
        Unit::Words => "words",
        Unit::YesNo => "yes and no",
        Unit::Date => "dates",
    }
}
