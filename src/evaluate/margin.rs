//! How near an answer is to turning: margins in pupils, the guard for small numbers, near misses.

use super::asked::Asked;
use super::overlay::{Overlay, Supposed};
use super::world::World;
use crate::domain::{Truth, Value};
use crate::expression::{Condition, Facts, Of, Read, Reading, TestTrace, What, YearOf};
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::Unit;

/// A comparison's margin as a number of pupils, where it is of one percentage whose cohort is known.
pub(super) fn in_pupils(world: &World<'_>, facts: &dyn Facts, explained: &Asked, test: &TestTrace) -> Option<f64> {
    let margin = test.margin?;
    let own = test.readings.iter().filter_map(|index| explained.used.get(*index)).filter_map(own_percentage(world));
    let mut own: Vec<_> = own.collect();
    // a difference of two percentages has no one cohort
    let (measure, group, year) = own.pop().filter(|_| own.is_empty())?;
    Some(margin * cohort_of(world, facts, measure, group, year)? / 100.0)
}

type Percentage = (MeasureId, GroupId, crate::domain::AcademicYear);

fn own_percentage<'w>(world: &'w World<'w>) -> impl Fn(&Reading) -> Option<Percentage> + 'w {
    move |reading| match reading.what {
        What::Measure { measure, group, year, of: Of::Subject, .. } => {
            let percent = world.rulebook.measure(measure).is_some_and(|measure| measure.unit == Unit::Percent);
            percent.then_some((measure, group, year))
        }
        _ => None,
    }
}

/// The pupils behind a percentage.
pub(super) fn cohort_of(
    world: &World<'_>,
    facts: &dyn Facts,
    measure: MeasureId,
    group: GroupId,
    year: crate::domain::AcademicYear,
) -> Option<f64> {
    let counted = world.rulebook.measure(measure)?.cohort?;
    let read = Read { measure: counted, group, year: YearOf::At(year), of: Of::Subject };
    facts.value(&read).ok()?.number().filter(|pupils| *pupils > 0.0)
}

/// Whether so few pupils would turn the answer that it is guarded (the rulebook's words), and whether an answer that
/// does not hold is a near miss.
pub(super) fn nearness(
    world: &World<'_>,
    facts: &dyn Facts,
    when: &Condition,
    explained: &Asked,
) -> (Option<String>, Option<String>) {
    let small = &world.rulebook.small_numbers;
    let mut near = None;
    for (number, reading) in explained.used.iter().enumerate() {
        let Some((measure, group, year)) = own_percentage(world)(reading) else { continue };
        let Some(value) = reading.value.as_ref().ok().and_then(Value::number) else { continue };
        let turns = |by: f64| {
            [by, -by].iter().any(|step| {
                let supposed = [Supposed { measure, group, year, value: Ok(Value::Number(value + step)) }];
                let truth = when.evaluate(&Overlay { facts, supposed: &supposed }).truth;
                truth != explained.truth && truth != Truth::CannotSay
            })
        };
        if small.guard_pupils > 0.0
            && let Some(pupils) = cohort_of(world, facts, measure, group, year)
            && turns(small.guard_pupils * 100.0 / pupils)
        {
            let margin = smallest_margin(world, facts, explained, number);
            let words = small.say.replace("{pupils}", &pupils_in_words(margin.unwrap_or(small.guard_pupils)));
            return if explained.truth == Truth::Holds { (Some(words), None) } else { (None, Some(words)) };
        }
        if explained.truth == Truth::DoesNotHold && small.near_miss > 0.0 && near.is_none() && turns(small.near_miss) {
            near = Some(format!("within {} of the line", Value::Number(small.near_miss)));
        }
    }
    (None, near)
}

/// The smallest distance in pupils among the comparisons that used a reading.
fn smallest_margin(world: &World<'_>, facts: &dyn Facts, explained: &Asked, reading: usize) -> Option<f64> {
    let tests = explained.tests.iter().filter(|test| test.trace.readings.contains(&reading));
    let margins = tests.filter_map(|test| in_pupils(world, facts, explained, &test.trace)).map(f64::abs);
    margins.min_by(f64::total_cmp)
}

/// `2.0` is 2; anything else has one decimal.
fn pupils_in_words(pupils: f64) -> String {
    if (pupils - pupils.round()).abs() < 0.05 { format!("{pupils:.0}") } else { format!("{pupils:.1}") }
}
