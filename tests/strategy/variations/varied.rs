//! The sample's records with some cells otherwise.

use yardstick::domain::{Missing, Value};
use yardstick::intake::record::{Dataset, Entry, Facts};
use yardstick::rulebook::Rulebook;

use crate::expression::world::suppressed;
use crate::fuzz::chance::Chance;

/// What is varied: of each, the step by which a figure moves and the most it can be.
const VARIED: [(&str, f64, f64); 22] = [
    ("ks2.pupils", 6.0, 200.0),
    ("ks2.l4_em", 4.0, 100.0),
    ("ks2.progress_english", 3.0, 100.0),
    ("ks2.progress_maths", 3.0, 100.0),
    ("ks4.pupils", 20.0, 300.0),
    ("ks4.five_ac_em", 4.0, 100.0),
    ("ks4.progress_english", 3.0, 100.0),
    ("ks4.progress_maths", 3.0, 100.0),
    ("absence.overall", 0.3, 60.0),
    ("exclusions.fixed", 5.0, 5000.0),
    ("exclusions.permanent", 1.0, 200.0),
    ("roll.pupils", 4.0, 4000.0),
    ("staff.senior_changes", 1.0, 30.0),
    ("finance.spending", 9000.0, 1e9),
    ("finance.balance", 9000.0, 1e9),
    ("own_progress.good", 3.0, 100.0),
    ("sef.overall", 1.0, 4.0),
    ("sef.achievement", 1.0, 4.0),
    ("sef.behaviour", 1.0, 4.0),
    ("inspection.overall", 1.0, 4.0),
    ("inspection.teaching", 1.0, 4.0),
    ("inspection.leadership", 1.0, 4.0),
];

/// One variation: it is the same for the same number.
pub fn varied(rules: &Rulebook, read: &Dataset, variation: u64) -> Dataset {
    let mut chance = Chance::new(variation.wrapping_mul(6007) + 11);
    // in some, few cells are otherwise, so that much can be said
    let once_in = *chance.one_of(&[6, 12, 40]);
    let mut data = read.clone();
    for school in &mut data.schools {
        let dropped = chance.once_in(25).then(|| *chance.one_of(&["ks2.", "ks4.", "absence.", "exclusions.", "sef."]));
        let mut facts = Facts::default();
        for (key, entry) in school.facts.sorted() {
            let id = &rules.measure(key.measure).unwrap().id;
            let is_dropped =
                dropped.is_some_and(|table| id.starts_with(table)) && key.year == Some("2011-12".parse().unwrap());
            if is_dropped {
                continue;
            }
            let varied = VARIED.iter().find(|(measure, ..)| **measure == **id).filter(|_| chance.once_in(once_in));
            let value = varied.map_or_else(|| entry.value.clone(), |varied| other(&mut chance, &entry.value, varied));
            facts.set(key, Entry { value, ..entry.clone() });
        }
        school.facts = facts;
    }
    data
}

fn other(
    chance: &mut Chance,
    value: &Result<Value, Missing>,
    (measure, step, most): &(&str, f64, f64),
) -> Result<Value, Missing> {
    let least = if *most <= 4.0 { 1.0 } else { 0.0 };
    match (chance.below(6), value) {
        (0, _) => Err(Missing::Blank),
        (1, _) if !measure.starts_with("sef.") => Err(suppressed()),
        (_, Ok(Value::Number(number))) => {
            let steps = *chance.one_of(&[-2.0, -1.0, 1.0, 2.0]);
            let low = if *measure == "finance.balance" { f64::MIN } else { least };
            let moved = ((number + steps * step) * 10.0).round() / 10.0;
            Ok(Value::Number(moved.clamp(low, *most)))
        }
        (_, other) => other.clone(),
    }
}
