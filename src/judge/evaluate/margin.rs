//! How near an answer is to turning: margins in pupils, the guard for small numbers, near misses.

use super::Nearness;
use super::asked::Asked;
use super::overlay::{Overlay, Supposed};
use super::world::World;
use crate::domain::{self, AcademicYear, InPupils, Truth, Value, whole_pupils};
use crate::rulebook::expression::{Condition, Facts, Of, Read, Reading, TestTrace, What, YearOf};
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::{Rule, Unit};

/// A comparison's margin as a number of pupils, where it is of one percentage whose cohort is known.
pub(super) fn in_pupils(world: &World<'_>, facts: &dyn Facts, explained: &Asked, test: &TestTrace) -> Option<InPupils> {
    let margin = test.margin?;
    let own = test.readings.iter().filter_map(|index| explained.used.get(*index)).filter_map(own_percentage(world));
    let mut own: Vec<_> = own.collect();
    // a difference of two percentages has no one cohort
    let (measure, group, year, percent) = own.pop().filter(|_| own.is_empty())?;
    let of = cohort_of(world, facts, measure, group, year)?;
    let itself = |percent: &f64| test.threshold.is_some_and(|line| (percent - line - margin).abs() < 1e-9);
    Some(match percent.filter(itself) {
        Some(percent) => domain::in_pupils(percent, margin, of),
        None => InPupils { share: margin * of / 100.0, about: true },
    })
}

type Percentage = (MeasureId, GroupId, AcademicYear, Option<f64>);

fn own_percentage<'w>(world: &'w World<'w>) -> impl Fn(&Reading) -> Option<Percentage> + 'w {
    move |reading| match reading.what {
        What::Measure { measure, group, year, of: Of::Subject, .. } => {
            let percent = world.rulebook.measure(measure).is_some_and(|measure| measure.unit == Unit::Percent);
            percent.then(|| (measure, group, year, reading.value.as_ref().ok().and_then(Value::number)))
        }
        _ => None,
    }
}

/// The pupils that a percentage is of.
pub(super) fn cohort_of(
    world: &World<'_>,
    facts: &dyn Facts,
    measure: MeasureId,
    group: GroupId,
    year: AcademicYear,
) -> Option<f64> {
    let counted = world.rulebook.measure(measure)?.pupils()?;
    let read = Read { measure: counted, group, year: YearOf::At(year), of: Of::Subject };
    facts.value(&read).ok()?.number().filter(|pupils| *pupils > 0.0)
}

/// A number of the subject itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct OwnNumber {
    pub measure: MeasureId,
    pub group: GroupId,
    pub year: AcademicYear,
    pub value: f64,
}

/// How little would turn an answer.
pub(super) struct Near {
    pub kind: Nearness,
    /// the number that would have to be another
    number: OwnNumber,
    /// how far from the line, in the measure's unit
    distance: f64,
}

/// The numbers of the subject itself among what was read, in order.
pub(super) fn own_numbers(explained: &Asked) -> Vec<OwnNumber> {
    let own = explained.used.iter().filter_map(|reading| match reading.what {
        What::Measure { measure, group, year, of: Of::Subject, .. } => {
            let value = reading.value.as_ref().ok()?.number()?;
            Some(OwnNumber { measure, group, year, value })
        }
        _ => None,
    });
    own.collect()
}

/// Whether so few pupils would turn the answer that it is guarded, or an answer that does not hold is a near miss.
pub(super) fn nearness(
    world: &World<'_>,
    facts: &dyn Facts,
    rule: &Rule,
    when: &Condition,
    truth: Truth,
    numbers: &[OwnNumber],
) -> Option<Near> {
    let small = &world.rulebook.small_numbers;
    let mut near = None;
    for number in numbers {
        let OwnNumber { measure, group, year, value } = *number;
        let Some(unit) = world.rulebook.measure(measure).map(|measure| measure.unit) else { continue };
        let turns = |by: f64| {
            [by, -by].iter().any(|step| {
                let supposed = [Supposed { measure, group, year, value: Ok(Value::Number(value + step)) }];
                let then = when.evaluate(&Overlay { facts, supposed: &supposed }).truth;
                then != truth && then != Truth::CannotSay
            })
        };
        let pupil = (unit == Unit::Percent).then(|| cohort_of(world, facts, measure, group, year).map(|n| 100.0 / n));
        let pupil = pupil.flatten();
        if let Some(pupil) = pupil.filter(|_| small.guard_pupils > 0.0)
            && turns(small.guard_pupils * pupil)
        {
            let kind = if truth == Truth::Holds { Nearness::Guarded } else { Nearness::NearMiss };
            return Some(Near { kind, number: *number, distance: f64::NAN });
        }
        let distance = near_distance(world, rule, measure, unit).max(pupil.unwrap_or(0.0) * small.near_miss_pupils);
        // nobody at all is not nearly somebody
        let none_at_all = value == 0.0 && matches!(unit, Unit::Pupils | Unit::Number);
        if truth == Truth::DoesNotHold && distance > 0.0 && !none_at_all && near.is_none() && turns(distance) {
            near = Some(Near { kind: Nearness::NearMiss, number: *number, distance });
        }
    }
    near
}

/// The same in words: of an answer that is guarded (the rulebook's words), and of a near miss.
pub(super) fn in_words(
    world: &World<'_>,
    facts: &dyn Facts,
    explained: &Asked,
    near: Option<Near>,
) -> (Option<String>, Option<String>) {
    let Some(near) = near else { return (None, None) };
    if near.distance.is_finite() {
        let rounded = (near.distance * 10.0).round() / 10.0;
        return (None, Some(format!("within {} of the line", Value::Number(rounded))));
    }
    let small = &world.rulebook.small_numbers;
    let OwnNumber { measure, group, year, .. } = near.number;
    let this = |reading: &Reading| match reading.what {
        What::Measure { measure: m, group: g, year: y, of: Of::Subject, .. } => (m, g, y) == (measure, group, year),
        _ => false,
    };
    let number = explained.used.iter().position(this);
    let margin = number.and_then(|number| smallest_margin(world, facts, explained, number));
    let words = guard_in_words(&small.say, margin.unwrap_or(small.guard_pupils));
    if near.kind == Nearness::Guarded { (Some(words), None) } else { (None, Some(words)) }
}

/// How near is near: the rule's own distance, else the measure's, else that of the unit.
fn near_distance(world: &World<'_>, rule: &Rule, measure: MeasureId, unit: Unit) -> f64 {
    let own = || world.rulebook.measure(measure).and_then(|measure| measure.near_miss);
    rule.near_miss.or_else(own).unwrap_or_else(|| world.rulebook.small_numbers.near_miss_of(unit))
}

/// The rulebook's words with the whole pupils that turn the answer: half a pupil is one child.
fn guard_in_words(say: &str, margin: f64) -> String {
    let pupils = whole_pupils(margin).abs();
    let (one, more) = say.split_once("||").map_or((say, say), |(one, more)| (one.trim(), more.trim()));
    let words = if pupils > 1.0 { more } else { one };
    words.replace("{pupils}", &format!("{pupils:.0}"))
}

/// The smallest distance in pupils among the comparisons that used a reading.
fn smallest_margin(world: &World<'_>, facts: &dyn Facts, explained: &Asked, reading: usize) -> Option<f64> {
    let tests = explained.tests.iter().filter(|test| test.trace.readings.contains(&reading));
    let margins = tests.filter_map(|test| in_pupils(world, facts, explained, &test.trace));
    let margins = margins.map(|pupils| pupils.share.abs());
    margins.min_by(f64::total_cmp)
}
