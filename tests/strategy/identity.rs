//! What kind of school it is, told from what is at hand; schools that changed their number.

use super::world::{finding, judged, problems, school};

const ABSENCE: &str =
    "URN,School,% Overall absence\n900101,Alder,5.1\n900102,Birch,6.2\n900103,Cedar,4.9\n900104,Dogwood,5.5\n";

#[test]
fn the_phase_is_told_by_the_ages_or_by_an_earlier_years_results() {
    let ks2 = "URN,School,Pupils at end of KS2,% L4+ English and maths\n900101,Alder,30,70\n";
    let ks4 = "URN,School,Pupils at end of KS4,% 5+ A*-C incl. English and maths\n900102,Birch,120,55\n";
    let ages = "URN,School,Age range\n900103,Cedar,4-11\n900104,Dogwood,11 to 18\n";
    let books =
        [("Absence 2011-12.csv", ABSENCE), ("KS2 2009-10.csv", ks2), ("KS4 2010-11.csv", ks4), ("Ages.csv", ages)];
    let all = judged(&books, |_| (), &["--year", "2011-12"]);
    let phase = |name: &str| school(&all, name)["phase"].as_str().unwrap().to_owned();
    assert_eq!(["Alder", "Birch", "Cedar", "Dogwood"].map(phase), ["primary", "secondary", "primary", "secondary"]);
    // the national figure of a phase is used where no table gives one
    let absence = finding(school(&all, "Alder"), "absence-above-national");
    assert_ne!(absence["outcome"], "cannot-say", "{absence:#}");
}

#[test]
fn a_school_that_no_table_links_is_named_and_a_linked_one_has_one_trend() {
    let now = "URN,School,Phase,Number on roll\n900202,New Academy,Primary,180\n900203,Elm,Primary,200\n";
    let before = "URN,School,Phase,Number on roll\n900201,Old School,Primary,190\n900203,Elm,Primary,205\n";
    let earliest = "URN,School,Phase,Number on roll\n900201,Old School,Primary,200\n900203,Elm,Primary,205\n";
    let rolls = [("Roll 2011-12.csv", now), ("Roll 2010-11.csv", before), ("Roll 2009-10.csv", earliest)];
    let unlinked = judged(&rolls, |_| (), &["--year", "2011-12"]);
    assert_eq!(school(&unlinked, "Old School")["status"], "closed-or-renumbered");
    assert_eq!(finding(school(&unlinked, "New Academy"), "falling-roll")["outcome"], "cannot-say");

    let links = ("Changes.csv", "Predecessor URN,Successor URN\n900201,900202\n");
    let linked = judged(&[rolls[0], rolls[1], rolls[2], links], |_| (), &["--year", "2011-12"]);
    assert!(linked["schools"].as_array().unwrap().iter().all(|school| school["name"] != "Old School"));
    let falling = finding(school(&linked, "New Academy"), "falling-roll");
    assert_eq!(falling["outcome"], "holds", "{falling:#}");
    assert_eq!(falling["sentence"], "The roll is falling over three years: 200, 190 and now 180 pupils.");
}

#[test]
fn the_closing_date_of_the_old_school_is_not_the_new_ones() {
    let list = "URN,School,Phase,Closed,Predecessor URN\n900301,Fir School,Primary,31/08/2010,\n900302,Fir Academy,Primary,,900301\n";
    let ks2 = "URN,School,Pupils at end of KS2,% L4+ English and maths\n900302,Fir Academy,30,50\n";
    let all = judged(&[("Schools.csv", list), ("KS2 2011-12.csv", ks2)], |_| (), &["--year", "2011-12"]);
    let academy = school(&all, "Fir Academy");
    assert_ne!(academy["status"], "closed-or-renumbered");
    assert_ne!(finding(academy, "under-60-primary")["outcome"], "not-applicable", "{:#?}", problems(&all));
}
