//! One authority of 2010 to 2013: finance, attainment, absence, census, workforce and inspections, joined.

use std::collections::BTreeMap;
use std::path::PathBuf;

use yardstick::domain::{Missing, Value};
use yardstick::intake::IntakeOptions;
use yardstick::intake::record::DoubtKind;
use yardstick::judge::decided::Decisions;
use yardstick::judge::evaluate::{Outcome, Views};
use yardstick::rulebook::expression::{Of, Statistic};

use super::world::World;
use crate::public;

/// The three primaries of the Cabinet report.
const UNDER_60: [&str; 3] = ["114772", "114790", "133957"];
const CHASE: &str = "131146";

fn southend() -> Option<World> {
    let folders: Option<Vec<PathBuf>> = ["southend-2011-12", "england-2013-04"].into_iter().map(public::data).collect();
    Some(World::new(&folders?, &IntakeOptions::default()))
}

#[test]
fn the_national_workbooks_are_narrowed_to_the_authority_of_all_others() {
    let Some(world) = southend() else { return };
    assert_eq!(world.data.authority.as_deref(), Some("Southend-on-Sea"));
    let apart: BTreeMap<&str, usize> = world
        .data
        .workbooks
        .iter()
        .map(|book| (&*book.name, book.tables.iter().map(|table| table.of_other_authorities).sum()))
        .filter(|(_, apart)| *apart > 0)
        .collect();
    assert_eq!(apart["Management Information - Schools - 30 April 2013 (provisional).xlsx"], 21_308 - 54);
    assert!(world.data.schools.len() < 70, "{}", world.data.schools.len());
    assert!(world.doubts(DoubtKind::Identity).iter().any(|doubt| doubt.what.contains("Southend-on-Sea (882)")));
}

#[test]
fn three_primaries_are_under_60_and_the_floor_itself_cannot_be_said() {
    let Some(world) = southend() else { return };
    let judged = world.judged("2010-11");
    let under = world.schools(&judged, "under-60-primary", Outcome::Holds);
    assert_eq!(under, UNDER_60, "Hinguar, Darlinghurst, and the school that is now Richmond Avenue");
    for (urn, name) in [("114772", "Hinguar"), ("114790", "Darlinghurst")] {
        let school = world.data.schools.iter().find(|school| school.identity.urn.unwrap().to_string() == urn).unwrap();
        assert!(school.identity.name.starts_with(name), "{}", school.identity.name);
    }
    for urn in &under {
        let floor = world.finding(&judged, "primary-2010-11", urn);
        assert_eq!(floor.outcome, Outcome::CannotSay);
        let why = floor.reason.as_deref().unwrap_or_default();
        assert!(why.contains("rogress"), "it is for want of progress: {why}");
    }
    assert!(world.schools(&judged, "primary-2010-11", Outcome::Holds).is_empty());
    let at_4: Vec<String> = world
        .values("ks2.l4_em", Some("2010-11"))
        .into_iter()
        .filter(|(_, value)| *value == Value::Number(4.0))
        .map(|(urn, _)| urn)
        .collect();
    assert_eq!(at_4.len(), 1, "one special school at 4%");
    assert!(!under.contains(&at_4[0]));
    assert_eq!(world.finding(&judged, "under-60-primary", &at_4[0]).outcome, Outcome::NotApplicable);
}

#[test]
fn no_secondary_is_under_35_and_chase_stands_at_exactly_40() {
    let Some(world) = southend() else { return };
    let judged = world.judged("2010-11");
    assert!(world.schools(&judged, "under-35-secondary", Outcome::Holds).is_empty());
    assert!(world.schools(&judged, "secondary-2010-11", Outcome::Holds).is_empty());
    let chase = world.values("ks4.five_ac_em", Some("2010-11")).into_iter().find(|(urn, _)| urn == CHASE);
    assert_eq!(chase.unwrap().1, Value::Number(40.0));
}

#[test]
fn a_school_that_spends_more_than_its_income_has_a_deficit() {
    let Some(world) = southend() else { return };
    let text = std::fs::read(public::data("southend-2011-12/finance-and-attainment-2010-11.csv").unwrap()).unwrap();
    let mut lines = csv::Reader::from_reader(text.as_slice());
    let heads = lines.headers().unwrap().clone();
    let at = |name: &str| heads.iter().position(|head| head == name).unwrap();
    let (urn, income, spent) = (at("URN"), at("TOTALINCOME"), at("TOTALEXPENDITURE"));
    let mut expected = 0;
    let judged = world.judged("2010-11");
    for line in lines.records().map(Result::unwrap) {
        let (Ok(income), Ok(spent)) = (line[income].parse::<f64>(), line[spent].parse::<f64>()) else { continue };
        // a school that has become an academy since stands under its URN of today
        let Some(school) = world.data.schools.iter().find(|school| {
            let is = |known: &yardstick::domain::Urn| known.to_string() == line[urn];
            school.identity.urn.as_ref().is_some_and(is) || school.identity.predecessors.iter().any(is)
        }) else {
            panic!("{} is gone", &line[urn])
        };
        let finding = world.finding(&judged, "deficit", &school.identity.urn.unwrap().to_string());
        let outcome = if spent > income { Outcome::Holds } else { Outcome::DoesNotHold };
        assert_eq!(finding.outcome, outcome, "{}: {:?}", school.identity.name, finding.reason);
        expected += usize::from(spent > income);
    }
    assert!(expected > 10, "{expected}");
    assert_eq!(world.schools(&judged, "deficit", Outcome::Holds).len(), expected);
}

#[test]
fn inspections_are_those_of_the_inspectorates_own_table() {
    let Some(world) = southend() else { return };
    let judged = world.judged("2012-13");
    assert_eq!(
        world.sentence(&judged, "inspection-outcomes"),
        "10 outstanding, 27 good, 15 at grade 3, 2 inadequate, of 54 schools with a judgement; 1 in special measures, 1 with serious weaknesses, 0 with a notice to improve."
    );
    let (mut not_judged, mut as_nine) = (0, 0);
    for measure in ["inspection.achievement_of_pupils", "inspection.how_well_pupils_achieve"] {
        let measure = world.rules.measure_named(measure).unwrap().0;
        for (_, entry) in
            world.data.schools.iter().flat_map(|school| school.facts.sorted()).filter(|(k, _)| k.measure == measure)
        {
            match &entry.value {
                Err(Missing::Marker(marked)) if &*marked.id == "not-judged" => not_judged += 1,
                Ok(Value::Number(grade)) => as_nine += usize::from(*grade > 4.0),
                _ => {}
            }
        }
    }
    // every school was inspected under one framework, so the other framework's judgement was not made
    assert_eq!((not_judged, as_nine), (54, 0));
}

#[test]
fn absence_weighted_by_the_pupils_it_is_collected_of_is_what_the_cabinet_was_told() {
    let Some(world) = southend() else { return };
    let judged = world.judged("2011-12");
    assert_eq!(
        world.sentence(&judged, "primary-absence-change"),
        "Absence in primary schools, weighted by pupils: 4.6%, against 5.1% a year ago."
    );
    assert_eq!(
        world.sentence(&judged, "secondary-absence-change"),
        "Absence in secondary schools, weighted by pupils: 5.8%, against 6.4% a year ago."
    );
}

#[test]
fn absence_weighted_by_pupils_of_all_ages_counts_sixth_forms_that_it_is_not_collected_of() {
    let Some(world) = southend() else { return };
    let judged = world.judged("2011-12");
    let decisions = Decisions::default();
    let views = Views::new(&world.rules, &world.data, &decisions, &judged);
    let mean = |phase: &str, year: &str| {
        let pupils: BTreeMap<String, f64> = world
            .values("roll.pupils", Some(year))
            .into_iter()
            .filter_map(|(urn, v)| Some((urn, v.number()?)))
            .collect();
        let of_phase = |urn: &str| world.asked(&views, urn, "phase", Of::Subject) == Some(Value::Text(phase.into()));
        let (mut sum, mut all) = (0.0, 0.0);
        for (urn, absence) in world.values("absence.overall", Some(year)) {
            if let Some(pupils) = pupils.get(&urn).filter(|_| of_phase(&urn)) {
                sum += absence.number().unwrap() * pupils;
                all += pupils;
            }
        }
        format!("{:.1}", sum / all)
    };
    let primary = (mean("primary", "2010-11"), mean("primary", "2011-12"));
    assert_eq!(primary, ("5.2".into(), "4.7".into()));
    // 6.4 only without the sixth forms of selective schools, whose absence is lowest
    assert_eq!((mean("secondary", "2010-11"), mean("secondary", "2011-12")), ("6.2".into(), "5.6".into()));
}

#[test]
fn schools_in_similar_contexts_share_a_phase_and_a_free_school_meals_band() {
    let Some(world) = southend() else { return };
    let judged = world.judged("2010-11");
    let decisions = Decisions::default();
    let views = Views::new(&world.rules, &world.data, &decisions, &judged);
    let similar = world.rules.comparators.iter().position(|comparator| &*comparator.id == "similar").unwrap();
    let similar = yardstick::rulebook::ids::ComparatorId(u8::try_from(similar).unwrap());
    let mut bands: BTreeMap<String, f64> = BTreeMap::new();
    for (urn, _) in world.values("ks2.l4_em", Some("2010-11")) {
        let phase = world.asked(&views, &urn, "phase", Of::Subject);
        let band = world.asked(&views, &urn, "fsm_band", Of::Subject);
        let alike = world.asked(&views, &urn, "ks2.l4_em", Of::Comparator(similar, Statistic::Count));
        if let (Some(Value::Text(phase)), Some(band), Some(Value::Number(alike))) = (phase, band, alike)
            && &*phase == "primary"
        {
            bands.insert(band.to_string(), alike);
        }
    }
    assert_eq!(bands.keys().collect::<Vec<_>>(), ["high", "low", "medium"]);
    assert!(bands.values().sum::<f64>() > 20.0, "{bands:?}");
}

#[test]
fn academies_are_followed_to_their_new_urn_or_listed_as_unlinked() {
    let Some(world) = southend() else { return };
    for (old, new) in [("115362", "136443"), ("115344", "136444"), ("115339", "136490"), ("115210", "137733")] {
        let school = world.data.schools.iter().find(|school| school.identity.urn.unwrap().to_string() == new).unwrap();
        assert!(school.identity.predecessors.iter().any(|urn| urn.to_string() == old), "{old} {new}");
    }
    let unlinked =
        world.doubts(DoubtKind::Identity).into_iter().find(|doubt| doubt.what.contains("not linked")).unwrap();
    assert!(unlinked.what.contains("URN 115277 (LAESTAB 8825237)"), "{}", unlinked.what);
}

#[test]
fn descriptions_of_columns_are_nothing_to_attend_to() {
    let Some(world) = southend() else { return };
    for name in
        ["abs_meta.csv", "abs_meta_2011.csv", "census_meta.csv", "finance-meta.csv", "ks2_meta.csv", "ks4_meta.csv"]
    {
        let of_it: Vec<_> = world.data.doubts.iter().filter(|doubt| doubt.workbook.as_deref() == Some(name)).collect();
        assert!(of_it.iter().all(|doubt| doubt.kind == DoubtKind::Remark), "{of_it:#?}");
        assert!(
            of_it.iter().any(|doubt| doubt.what.contains("explains abbreviations and headings")),
            "{name}: {of_it:#?}"
        );
    }
    let not_read: Vec<&str> = world.doubts(DoubtKind::NotRead).iter().map(|doubt| doubt.what.as_str()).collect();
    assert!(
        not_read.iter().all(|what| what.contains("year")),
        "only the table without a year is asked about: {not_read:?}"
    );
}

#[test]
fn independent_schools_are_named_once_and_not_judged() {
    let Some(world) = southend() else { return };
    let said: Vec<_> = world.data.doubts.iter().filter(|doubt| doubt.what.contains("does not judge")).collect();
    assert_eq!(said.len(), 1);
    assert!(said[0].what.contains("Thorpe Hall School"), "{}", said[0].what);
    assert!(!world.data.schools.iter().any(|school| &*school.identity.name == "Thorpe Hall School"));
}

#[test]
fn a_census_comes_before_a_finance_table_on_the_roll() {
    let Some(world) = southend() else { return };
    let roll = |urn: &str| world.values("roll.pupils", Some("2010-11")).into_iter().find(|(u, _)| u == urn).unwrap().1;
    // 406 heads in the census, 383.5 full-time equivalents in the finance table
    assert_eq!(roll("114790"), Value::Number(406.0));
    let doubt = world.doubts(DoubtKind::Contradiction).into_iter().find(|d| d.what.contains("Pupils on roll")).unwrap();
    assert!(doubt.what.contains("“census” figures come before “finance” ones"), "{}", doubt.what);
}
