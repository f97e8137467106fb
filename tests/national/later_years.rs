//! Official tables of 2016 to 2018: the figures that were worked out independently of them.

use yardstick::domain::{Missing, Value};
use yardstick::intake::IntakeOptions;
use yardstick::intake::record::{DoubtKind, FactKey};
use yardstick::judge::evaluate::Outcome;
use yardstick::rulebook::ids::GroupId;

use super::world::{World, year};
use crate::public;

#[test]
fn hampshire_has_eleven_primaries_below_the_floor_of_2016_17() {
    let Some(path) = public::data("hampshire-2016-17/850-ks2.csv") else { return };
    let options = IntakeOptions { year: Some(year("2016-17")), ..IntakeOptions::default() };
    let world = World::new(&[path], &options);
    assert_eq!(world.data.schools.len(), 328, "the rows of the authority and of England are no schools");
    assert!(world.data.areas.len() >= 2);
    let judged = world.judged("2016-17");
    let below = world.schools(&judged, "primary-2015-16", Outcome::Holds);
    assert_eq!(below.len(), 11, "{below:?}");
    // what is suppressed or covers too few is never a pass and never a fail
    let measure = world.rules.measure_named("ks2.rwm_expected").unwrap().0;
    let key = FactKey { measure, group: GroupId::ALL, year: Some(year("2016-17")) };
    let mut marked = 0;
    for school in &world.data.schools {
        let Some(entry) = school.facts.get(key) else { continue };
        if let Err(Missing::Marker(kept)) = &entry.value
            && matches!(&*kept.id, "suppressed" | "low-coverage")
        {
            let finding = world.finding(&judged, "primary-2015-16", &school.identity.urn.unwrap().to_string());
            assert!(!matches!(finding.outcome, Outcome::Holds | Outcome::DoesNotHold), "{}", school.identity.name);
            marked += 1;
        }
    }
    assert!(marked > 0);
}

#[test]
fn hampshires_descriptions_and_abbreviations_are_nothing_to_attend_to() {
    for name in ["hampshire-2016-17/ks2-meta.csv", "hampshire-2016-17/abbreviations.xlsx"] {
        let Some(path) = public::data(name) else { return };
        let world = World::new(&[path], &IntakeOptions::default());
        assert!(world.data.doubts.iter().all(|doubt| doubt.kind == DoubtKind::Remark), "{:#?}", world.data.doubts);
        assert!(
            world.data.doubts.iter().any(|doubt| doubt.what.contains("explains abbreviations and headings")),
            "{name}"
        );
    }
}

#[test]
fn no_mainstream_primary_of_southend_is_below_the_floor_of_2016_to_2018() {
    let Some(path) = public::data("southend-2016-18/ks2-results.csv") else { return };
    let world = World::new(&[path], &IntakeOptions::default());
    for in_year in ["2015-16", "2016-17", "2017-18"] {
        let judged = world.judged(in_year);
        assert!(world.schools(&judged, "primary-2015-16", Outcome::Holds).is_empty(), "{in_year}");
    }
}

#[test]
fn southends_secondaries_under_minus_a_half_are_two_one_and_three_and_the_floor_is_not_assessable() {
    let Some(path) = public::data("southend-2016-18/ks4-results.csv") else { return };
    let world = World::new(&[path], &IntakeOptions::default());
    for (in_year, under) in [("2015-16", 2), ("2016-17", 1), ("2017-18", 3)] {
        let low: Vec<String> = world
            .values("ks4.progress_8", Some(in_year))
            .into_iter()
            .filter(|(_, value)| matches!(value, Value::Number(score) if *score < -0.5))
            .map(|(urn, _)| urn)
            .collect();
        let judged = world.judged(in_year);
        let unsaid = world.schools(&judged, "secondary-2015-16", Outcome::CannotSay);
        let assessed: Vec<&String> = low.iter().filter(|urn| unsaid.contains(urn)).collect();
        assert_eq!(assessed.len(), under, "{in_year}: {low:?} / {unsaid:?}");
        assert!(world.schools(&judged, "secondary-2015-16", Outcome::Holds).is_empty(), "{in_year}");
    }
}
