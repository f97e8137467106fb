//! Schools that convert, and decisions that go with them.

use std::sync::Arc;

use yardstick::domain::{Laestab, Urn};
use yardstick::intake::record::{Dataset, Facts, Identity, School, SchoolKey};
use yardstick::judge::decided::DecisionKey;
use yardstick::review::decisions::{Entries, Entry, Field, KnownSchool, Whose};
use yardstick::review::words::Words;

use super::desk::{rulebook, says, today};

fn school(urn: u32, laestab: u32, name: &str, before: &[u32]) -> School {
    let number = |urn: u32| Urn::from_number(f64::from(urn)).unwrap();
    School {
        identity: Identity {
            key: SchoolKey(format!("urn:{urn}").into()),
            urn: Some(number(urn)),
            laestab: Laestab::from_number(f64::from(laestab)),
            name: name.into(),
            predecessors: before.iter().map(|urn| number(*urn)).collect(),
        },
        facts: Facts::default(),
    }
}

fn decided(key: &str, about: &str, owner: &str, name: &str) -> (DecisionKey, Entry) {
    let mut entry = Entry { school: name.into(), ..Entry::default() };
    entry.fields.set(Field::Owner, Some(owner.into()));
    (DecisionKey { school: SchoolKey(key.into()), about: Arc::from(about) }, entry)
}

fn settle(schools: Vec<School>, known: &[KnownSchool], entries: Entries) -> Entries {
    let dataset = Dataset { schools, ..Dataset::default() };
    Whose::new(&dataset, known).settle(entries, Words(rulebook()), today()).entries
}

fn at<'e>(entries: &'e Entries, key: &str, about: &str) -> &'e Entry {
    let key = DecisionKey { school: SchoolKey(key.into()), about: about.into() };
    entries.get(&key).unwrap_or_else(|| panic!("nothing at {key:?}: {entries:#?}"))
}

#[test]
fn a_decision_goes_with_the_school_that_has_the_number_now() {
    let entries = Entries::from([
        decided("urn:900001", "status", "Ann", "Oak School"),
        decided("urn:900009", "partner:achievement:urn:900001", "Bob", "Elm School"),
    ]);
    let now =
        vec![school(900_101, 9_991_234, "Oak Academy", &[900_001]), school(900_009, 9_991_235, "Elm School", &[])];
    let settled = settle(now, &[], entries);
    assert_eq!(says(at(&settled, "urn:900101", "status"), Field::Owner), Some("Ann"));
    assert_eq!(says(at(&settled, "urn:900009", "partner:achievement:urn:900101"), Field::Owner), Some("Bob"));
}

#[test]
fn a_school_that_no_table_links_is_known_by_its_laestab_or_name_of_the_last_run() {
    let known = |key: &str, name: &str, laestab: Option<&str>| KnownSchool {
        key: key.into(),
        name: name.into(),
        laestab: laestab.map(str::to_owned),
    };
    let entries = Entries::from([
        decided("urn:900001", "status", "Ann", ""),
        decided("laestab:9995555", "status", "Bob", ""),
        decided("urn:900003", "status", "Cem", "St. Mary's School"),
    ]);
    let now = vec![
        school(900_101, 9_991_234, "Oak Academy", &[]),
        school(900_102, 9_995_555, "Elm School", &[]),
        school(900_103, 9_996_666, "St Marys School", &[]),
    ];
    let settled = settle(now, &[known("urn:900001", "Oak School", Some("9991234"))], entries);
    assert_eq!(says(at(&settled, "urn:900101", "status"), Field::Owner), Some("Ann"));
    assert_eq!(says(at(&settled, "urn:900102", "status"), Field::Owner), Some("Bob"));
    assert_eq!(says(at(&settled, "urn:900103", "status"), Field::Owner), Some("Cem"));
}

#[test]
fn where_two_schools_become_one_both_decisions_are_kept() {
    let entries = Entries::from([
        decided("urn:900001", "status", "Ann", "Oak Infants"),
        decided("urn:900002", "status", "Bob", "Oak Juniors"),
    ]);
    let settled = settle(vec![school(900_101, 9_991_234, "Oak Primary", &[900_002, 900_001])], &[], entries);
    assert_eq!(settled.len(), 2);
    let owners: Vec<_> = settled.values().filter_map(|entry| says(entry, Field::Owner)).collect();
    assert!(owners.contains(&"Ann") && owners.contains(&"Bob"), "{owners:?}");
    assert!(settled.keys().all(|key| &*key.school.0 == "urn:900101"));
}

#[test]
fn a_school_that_is_nowhere_keeps_its_key() {
    let entries = Entries::from([decided("urn:900001", "status", "Ann", "Oak School")]);
    let settled = settle(vec![school(900_109, 9_991_999, "Elm School", &[])], &[], entries);
    assert_eq!(says(at(&settled, "urn:900001", "status"), Field::Owner), Some("Ann"));
}
