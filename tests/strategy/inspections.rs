//! Inspections after the year judged and before the review's date: the group reviews a school as it is.

use calamine::{Reader, Xlsx, open_workbook};
use serde_json::Value;

use super::world::{finding, judged_on, problems, school};

const RESULTS: (&str, &str) = (
    "KS2 2011-12.csv",
    "URN,School,Phase,Pupils at end of KS2,% L4+ English and maths\n900101,Alder,Primary,30,82\n900102,Birch,Primary,30,84\n",
);
const INSPECTIONS: (&str, &str) = (
    "Inspections.csv",
    "URN,School,Inspection date,Overall effectiveness,Category of concern\n\
     900101,Alder,2010-03-02,2,\n900102,Birch,2010-05-04,3,\n\
     900101,Alder,2012-10-12,4,SM\n900102,Birch,2012-11-07,2,\n",
);

fn on(day: &str) -> (tempfile::TempDir, Value) {
    judged_on(day, &[RESULTS, INSPECTIONS], |_| (), &["--year", "2011-12"])
}

fn inspected(school: &Value) -> &str {
    school["grades"]["overall"]["inspected"].as_str().unwrap()
}

#[test]
fn a_school_placed_in_a_category_after_the_year_judged_is_in_one_now() {
    let (_home, all) = on("2013-01-08");
    let alder = school(&all, "Alder");
    assert_eq!(alder["status"], "category-of-concern");
    assert_eq!(inspected(alder), "4");
    let said = finding(alder, "inspected-since-category");
    assert_eq!(
        said["sentence"],
        "Inspected on 12 October 2012, after the year judged: category of concern SM, overall 4 (was 2)."
    );
    let birch = school(&all, "Birch");
    assert_eq!(finding(birch, "inspected-since-better")["outcome"], "holds");
    // the position at the end of the year judged, from which shares are counted, stays
    let authority = all["authority_findings"].as_array().unwrap();
    let counts = authority.iter().find(|finding| finding["rule"] == "inspection-outcomes").unwrap();
    assert!(counts["sentence"].as_str().unwrap().starts_with("0 outstanding, 1 good, 1 at grade 3, 0 inadequate"));
}

#[test]
fn an_inspection_after_the_reviews_date_is_not_known_yet() {
    let (_home, all) = on("2012-10-11");
    let alder = school(&all, "Alder");
    assert_ne!(alder["status"], "category-of-concern");
    assert_eq!(inspected(alder), "2");
    assert_eq!(finding(alder, "inspected-since-category")["outcome"], "not-applicable");
    assert_eq!(finding(alder, "inspected-since-worse")["outcome"], "not-applicable");
}

#[test]
fn the_page_about_the_run_and_the_schools_row_say_that_it_was_inspected_since() {
    let (home, _) = on("2013-01-08");
    let mut review: Xlsx<_> = open_workbook(home.path().join("reviewed/School review 2011-12.xlsx")).unwrap();
    let text = |sheet: &calamine::Range<calamine::Data>| -> Vec<String> {
        sheet.rows().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("\t")).collect()
    };
    let front = text(&review.worksheet_range("About").unwrap()).join("\n");
    assert!(front.contains("Since the year judged"), "{front}");
    assert!(front.find("Inspected on 12 October 2012") < front.find("Inspected on 7 November 2012"));
    let schools = text(&review.worksheet_range("Schools").unwrap());
    let row = schools.iter().find(|row| row.contains("Alder")).unwrap();
    assert!(row.contains("after the year judged: category of concern SM, overall 4 (was 2)"), "{row}");
}

#[test]
fn of_many_inspected_since_the_first_are_named_and_says_where_the_others_are() {
    let (mut results, mut inspections) =
        (String::from("URN,School,Phase,Pupils at end of KS2,% L4+ English and maths\n"), String::new());
    for number in 0..20 {
        results.push_str(&format!("9001{number:02},School {number:02},Primary,30,82\n"));
        inspections.push_str(&format!("9001{number:02},School {number:02},2012-10-12,2,\n"));
    }
    let inspections = format!("URN,School,Inspection date,Overall effectiveness,Category of concern\n{inspections}");
    let books = [("KS2 2011-12.csv", results.as_str()), ("Inspections.csv", inspections.as_str())];
    let (home, _) = judged_on("2013-01-08", &books, |_| (), &["--year", "2011-12"]);
    let mut review: Xlsx<_> = open_workbook(home.path().join("reviewed/School review 2011-12.xlsx")).unwrap();
    let front = review.worksheet_range("About").unwrap();
    let lines: Vec<String> = front.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(lines.iter().filter(|line| line.contains("Inspected on 12 October 2012")).count(), 12);
    assert!(lines.iter().any(|line| line == "and 8 more, on the sheet “Worth a look”"), "{lines:#?}");
}

#[test]
fn an_inspection_whose_grade_was_not_read_leaves_no_older_one_in_force() {
    let latest =
        "URN,School,Inspection date,Overal efectiveness\n900101,Alder,2012-01-10,4\n900102,Birch,2012-01-12,2\n";
    let books = [
        RESULTS,
        (
            "2009.csv",
            "URN,School,Inspection date,Overall effectiveness\n900101,Alder,2009-03-02,2\n900102,Birch,2009-05-04,3\n",
        ),
        ("2012.csv", latest),
    ];
    let (_home, all) = judged_on("2012-10-01", &books, |_| (), &["--year", "2011-12"]);
    for name in ["Alder", "Birch"] {
        assert_eq!(school(&all, name)["grades"]["overall"]["inspected"], Value::Null, "{name}");
        assert_eq!(school(&all, name)["status"], "cannot-say", "{name}");
    }
    assert!(problems(&all).iter().any(|what| what.contains("“Overal efectiveness” is not known")), "{all:#}");
    let right = latest.replace("Overal efectiveness", "Overall effectiveness");
    let (_home, all) = judged_on("2012-10-01", &[books[0], books[1], ("2012.csv", &right)], |_| (), &[]);
    assert_eq!((inspected(school(&all, "Alder")), inspected(school(&all, "Birch"))), ("4", "2"));
    // an inspection after the stated day is none yet
    let (_home, all) = judged_on("2012-01-11", &books, |_| (), &["--year", "2011-12"]);
    assert_eq!(inspected(school(&all, "Birch")), "3");
}

#[test]
fn in_a_category_the_schools_own_grade_is_not_worked_with_where_the_inspectors_leave_a_strand_blank() {
    let inspections = "URN,School,Inspection date,Overall effectiveness,Quality of teaching,Category of concern\n\
        900101,Alder,2011-11-10,4,4,Serious weaknesses\n900102,Birch,2011-11-10,3,,\n";
    let own = "URN,School,SEF achievement,SEF teaching,SEF overall\n900101,Alder,2,2,2\n900102,Birch,2,2,2\n";
    let books = [RESULTS, ("Inspections.csv", inspections), ("SEF 2011-12.csv", own)];
    let (_home, all) = judged_on("2012-10-01", &books, |_| (), &["--year", "2011-12"]);
    let working = |name: &str, strand: &str| school(&all, name)["grades"][strand]["working"].clone();
    assert_eq!(working("Alder", "teaching"), "4");
    assert_eq!(working("Alder", "achievement"), Value::Null);
    let said = school(&all, "Alder")["grades"]["achievement"]["differ"].as_str().unwrap();
    assert!(said.contains("in a category of concern, and the inspectors' grade is not known"), "{said}");
    // without a category the school's own stands where nobody says otherwise
    assert_eq!(working("Birch", "achievement"), "2");
}

#[test]
fn a_previous_category_is_the_latest_one_only_beside_the_date_of_its_own_inspection() {
    let on =
        |text: &str| judged_on("2012-10-01", &[RESULTS, ("Inspections.csv", text)], |_| (), &["--year", "2011-12"]);
    let mistyped = "URN,School,Inspection date,Overall effectiveness,Categry of concern,Previous category of concern\n\
        900101,Alder,2012-01-10,4,SM,\n900102,Birch,2012-01-12,2,,SM\n";
    let (_home, all) = on(mistyped);
    assert_ne!(school(&all, "Birch")["status"], "category-of-concern", "it was in one before");
    assert!(problems(&all).iter().any(|what| what.contains("“Categry of concern” is not known")), "{all:#}");
    let (_home, all) = on(&mistyped.replace("Categry", "Category"));
    assert_eq!(school(&all, "Alder")["status"], "category-of-concern");
    assert_ne!(school(&all, "Birch")["status"], "category-of-concern");
    let own_day = "URN,School,Date of previous inspection,Overall effectiveness,Previous category of concern\n\
        900101,Alder,2012-01-10,4,SM\n900102,Birch,2012-01-12,2,\n";
    let (_home, all) = on(own_day);
    assert_eq!(school(&all, "Alder")["status"], "category-of-concern");
    assert_ne!(school(&all, "Birch")["status"], "category-of-concern");
}
