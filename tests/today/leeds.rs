//! One authority's real files of 2022-23 to February 2026, against figures that were counted apart from this program.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::world::{example, judged, readings, said, schools_where};
use crate::public;

const FILES: [&str; 4] = [
    "ofsted-mi-2026-02-28-leeds.csv",
    "absence-2022-23-leeds-southend.csv",
    "census-2022-23-leeds-southend.csv",
    "ks4-2022-25-leeds-dfe-service.csv",
];

fn leeds(year: &str, out: &Path) -> Option<Value> {
    let folder = public::data("today")?;
    let files: Vec<PathBuf> = FILES.iter().map(|name| folder.join(name)).collect();
    Some(judged(&example().join("rules"), &files, &["--authority", "Leeds", "--year", year], out))
}

#[test]
fn inspections_are_counted_in_their_three_frameworks() {
    let out = tempfile::tempdir().unwrap();
    let Some(found) = leeds("2025-26", out.path()) else { return };
    assert_eq!(
        said(&found, "inspection-overall"),
        "25 graded 1; 94 graded 2; 10 graded 3; 1 graded 4; 40 with four judgements and no overall grade; 109 with no such inspection."
    );
    assert_eq!(
        said(&found, "report-cards-by-area"),
        "Of 2: inclusion 2, curriculum and teaching 2, achievement 1, attendance and behaviour 1, personal development 1, leadership 2."
    );
    assert_eq!(schools_where(&found, "rise-report-card", "holds"), ["141883"]);
    assert_eq!(
        said(&found, "inspection-leadership-and-quality"),
        "Leadership: 40 graded 1; 115 graded 2; 13 graded 3; 2 graded 4. \
         Quality of education: 35 graded 1; 117 graded 2; 17 graded 3; 1 graded 4."
    );
    let placed = |status: &str| {
        let schools = found["schools"].as_array().unwrap().iter().filter(|school| school["status"] == status);
        schools.map(|school| school["urn"].as_str().unwrap()).collect::<Vec<_>>()
    };
    let mut in_category = placed("intensive-category");
    in_category.sort_unstable();
    assert_eq!(in_category, ["107963", "151719"], "serious weaknesses and special measures, from before report cards");
    assert!(placed("cannot-say").is_empty(), "every school has a place");
}

#[test]
fn persistent_absence_is_weighted_by_pupils_and_counted_from_thirty() {
    let out = tempfile::tempdir().unwrap();
    let Some(found) = leeds("2022-23", out.path()) else { return };
    let figures: Vec<f64> = readings(&found, "persistent-absence");
    let near = |figure: f64, wanted: f64| (figure - wanted).abs() < 0.005;
    let shown = |wanted: f64| figures.iter().any(|figure| near(*figure, wanted));
    assert!([16.83, 26.66, 42.0].into_iter().all(shown), "{figures:?}");
    assert_eq!(
        said(&found, "persistent-absence"),
        "Primary 16.8%, weighted by pupils, of 222 of 225 schools. Secondary 26.7%, weighted by pupils, of 45 of 46 schools. \
         Of 276 schools with a figure, 42 are at 30% and over, 5 at 50%."
    );
    assert_eq!(schools_where(&found, "persistent-absence-high", "holds").len(), 42);
    assert_eq!(
        said(&found, "free-school-meals-in-six-years"),
        "29.6% of pupils were eligible in the last six years; in 45 of 279 schools half or more.",
        "three are not in the table of absence"
    );
}

#[test]
fn key_stage_4_is_counted_for_three_years() {
    let out = tempfile::tempdir().unwrap();
    let Some(found) = leeds("2024-25", out.path()) else { return };
    assert_eq!(
        said(&found, "attainment-8"),
        "8 of 33 schools under 40; 9 of 33 the year before; 8 of 33 two years before."
    );
    assert_eq!(schools_where(&found, "attainment-8-low", "holds").len(), 8);
    assert_eq!(said(&found, "lower-quartile-count"), "9 of 33 schools have 41 or less.");
    assert_eq!(schools_where(&found, "lower-quartile", "holds").len(), 9);
    assert_eq!(
        said(&found, "attainment-8-gap-and-three-years"),
        "Disadvantaged pupils are 15.3 points behind others, each school counted alike, in 33 schools. \
         8 of 33 schools under 40 on the mean of three years."
    );
    assert_eq!(
        said(&found, "progress-8-earlier"),
        "5 of 33 schools under -0.5 the year before; 4 of 33 two years before."
    );
}

#[test]
fn earlier_years_in_columns_of_their_own_are_judged_as_years() {
    for (year, wanted) in [("2023-24", "5 of 33 schools under -0.5."), ("2022-23", "4 of 33 schools under -0.5.")] {
        let out = tempfile::tempdir().unwrap();
        let Some(found) = leeds(year, out.path()) else { return };
        assert_eq!(said(&found, "progress-8"), wanted, "{year}");
    }
}
