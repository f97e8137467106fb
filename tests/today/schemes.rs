//! Points of two other schemes, recomputed by hand for five invented schools each.

use std::path::Path;

use super::world::judged;

/// What the program says of each school of an example, by the beginning of its name.
fn why(example: &str, schools: &[(&str, &str)]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(example);
    let out = tempfile::tempdir().unwrap();
    let found = judged(&folder.join("rules"), &[folder.join("workbooks")], &[], out.path());
    let all = found["schools"].as_array().unwrap();
    assert_eq!(all.len(), schools.len());
    for (name, wanted) in schools {
        let school = all.iter().find(|school| school["name"].as_str().unwrap().starts_with(name)).unwrap();
        let said = school["why"].as_str().unwrap();
        assert!(said.contains(wanted), "{name}: {said}");
    }
}

#[test]
fn a_missing_component_has_its_weight_shared_out() {
    let schools = [
        // (4 x 25 + 5 x 25 + 5 x 12.5 + 3 x 12.5) / 75
        ("Ash Creek", "4.333 points, 5 stars"),
        // (3 x 25 + 2 x 25 + 4 x 12.5 + 3 x 12.5 + 3 x 12.5) / 87.5
        ("Birch", "2.857 points, 3.5 stars"),
        // (2 x 25 + 1 x 25 + 1 x 12.5 + 2 x 12.5) / 75
        ("Cedar Run", "1.5 points, 2 stars"),
        // (5 x 25 + 4 x 25 + 5 x 12.5 + 5 x 12.5 + 4 x 12.5) / 87.5
        ("Dogwood", "4.571 points, 5 stars"),
        // one component alone makes no rating
        ("Elm Fork", "is not rated"),
    ];
    why("ohio-components", &schools);
}

#[test]
fn an_indicator_with_too_few_pupils_is_not_counted_among_what_can_be_earned() {
    let schools = [
        ("Agave", "86.5 of 100 points, 86.5%"),
        // six English learners: 18 + 36 + 7 of 90
        ("Bluff", "61 of 90 points, 67.78%"),
        ("Canyon", "55.2 of 100 points, 55.2%"),
        // eight pupils for readiness: 9 + 24 + 3 of 90
        ("Desert View", "36 of 90 points, 40%"),
        // 64 pupils with growth, and its points suppressed: it could have earned them
        ("Echo Mesa", "has no letter"),
    ];
    why("arizona-points", &schools);
}
