//! What is called for of a school in a category, whatever it says of itself.

use calamine::{Reader, Xlsx, open_workbook};
use serde_json::Value;

use super::world::{judged_on, sample, school};

const RESULTS: (&str, &str) = (
    "KS2 2011-12.csv",
    "URN,School,Phase,Pupils at end of KS2,% L4+ English and maths\n900101,Alder,Primary,30,82\n900102,Birch,Primary,30,84\n",
);

/// Alder and Birch call themselves 2 in everything; these are their inspections.
fn reviewed(inspections: &str) -> (tempfile::TempDir, Value) {
    let own = "URN,School,SEF overall,SEF achievement,SEF teaching,SEF behaviour,SEF leadership\n\
               900101,Alder,2,2,2,2,2\n900102,Birch,2,2,2,2,2\n";
    let books = [RESULTS, ("Inspections.csv", inspections), ("Self-evaluation 2011-12.csv", own)];
    judged_on("2013-01-08", &books, |_| (), &["--year", "2011-12"])
}

fn plans(school: &Value) -> Vec<(&str, Option<&str>)> {
    let plans = school["triggers"].as_array().unwrap().iter();
    plans.map(|plan| (plan["title"].as_str().unwrap(), plan["strand"].as_str())).collect()
}

const WHOLE: (&str, Option<&str>) = ("Raising Achievement Plan (RAP)", None);

#[test]
fn a_school_in_a_category_has_a_plan_though_it_grades_itself_good() {
    let all = sample();
    let wyvernhurst = school(&all, "Wyvernhurst School");
    assert_eq!(wyvernhurst["grades"]["overall"]["self_evaluated"], "2");
    assert_eq!(plans(wyvernhurst)[0], WHOLE);
    for plan in wyvernhurst["triggers"].as_array().unwrap() {
        // its meetings are counted from the day it begins, and it can be agreed at the next meeting
        assert_eq!(plan["life"]["agreed_at"], "srg-2", "{plan}");
        assert!(plan["meetings"].as_array().unwrap().is_empty());
    }
}

#[test]
fn the_first_next_step_of_a_school_in_a_category_is_its_plan() {
    let (home, all) = reviewed(
        "URN,School,Inspection date,Overall effectiveness,Category of concern\n\
         900101,Alder,2011-10-12,4,SM\n900102,Birch,2010-05-04,2,\n",
    );
    assert_eq!(plans(school(&all, "Alder"))[0], WHOLE);
    assert!(plans(school(&all, "Birch")).is_empty());
    let mut review: Xlsx<_> = open_workbook(home.path().join("reviewed/School review 2011-12.xlsx")).unwrap();
    let front = review.worksheet_range("Front page").unwrap();
    let row = front.rows().find(|row| row.iter().any(|cell| *cell == "Alder")).unwrap();
    let next = row.iter().map(ToString::to_string).find(|text| text.contains("RAP"));
    let agree = "Raising Achievement Plan (RAP): to agree at School Review Group Meeting 2, 15 January 2013";
    assert!(next.as_ref().is_some_and(|next| next.starts_with(agree)), "{next:?}");
}

#[test]
fn an_own_grade_sets_aside_no_worse_inspection_and_no_later_one() {
    let (_home, all) = reviewed(
        "URN,School,Inspection date,Overall effectiveness,Category of concern\n\
         900101,Alder,2011-10-12,4,\n900102,Birch,2012-11-07,1,\n",
    );
    let working = |name: &str| school(&all, name)["grades"]["overall"]["working"].clone();
    assert_eq!(working("Alder"), "4", "worse");
    assert_eq!(working("Birch"), "1", "later than the year judged");
    assert_eq!(plans(school(&all, "Alder"))[0], WHOLE, "graded 4, and no category was entered");
}

#[test]
fn an_own_grade_stands_before_an_older_inspection_that_was_not_worse() {
    let (_home, all) = reviewed(
        "URN,School,Inspection date,Overall effectiveness,Category of concern\n\
         900101,Alder,2009-10-12,1,\n900102,Birch,2010-11-07,2,\n",
    );
    assert_eq!(school(&all, "Alder")["grades"]["overall"]["working"], "2");
    assert_eq!(school(&all, "Birch")["grades"]["overall"]["working"], "2");
}
