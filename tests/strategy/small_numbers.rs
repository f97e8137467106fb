//! Within one pupil, near misses, three years together.

use super::world::{finding, judged, school};

const KS2: &str = "URN,School,Phase,Pupils at end of KS2,% L4+ English and maths\n\
                   900101,Alder,Primary,11,64\n900102,Birch,Primary,60,62\n900103,Cedar,Primary,60,66\n\
                   900104,Dogwood,Primary,11,55\n900105,Elm,Primary,200,64\n";

const RULE: &str = "under-60-primary";

#[test]
fn an_answer_that_one_pupil_would_turn_is_never_bare() {
    let all = judged(&[("KS2 2011-12.csv", KS2)], |_| (), &["--year", "2011-12"]);
    let under = finding(school(&all, "Dogwood"), RULE);
    assert_eq!(under["outcome"], "holds");
    assert_eq!(under["guarded"], "within one pupil of the line: treat with care");
    let over = finding(school(&all, "Alder"), RULE);
    assert_eq!(over["outcome"], "does-not-hold");
    assert_eq!(over["near_miss"], "within one pupil of the line: treat with care");
}

#[test]
fn how_near_is_near_is_the_rulebooks_to_say() {
    let near = |rules: fn(&std::path::Path), name: &str| {
        let all = judged(&[("KS2 2011-12.csv", KS2)], rules, &["--year", "2011-12"]);
        !finding(school(&all, name), RULE)["near_miss"].is_null()
    };
    assert!(near(|_| (), "Birch"), "two points, by the default of three");
    assert!(!near(|_| (), "Cedar"), "six points");
    assert!(!near(|_| (), "Elm"), "four points, which are eight pupils");
    let of_measure = |rules: &std::path::Path| {
        edit(&rules.join("measures/key-stage-2.yaml"), "ks2.l4_em:\n", "ks2.l4_em:\n        near miss: 5\n");
    };
    assert!(near(of_measure, "Elm"), "the measure's own distance goes before the default");
    let of_rule = |rules: &std::path::Path| {
        let file = rules.join("watch/lines-of-attainment.yaml");
        edit(&file, "{years: 2010-11 to 2011-12,", "{near miss: 0, years: 2010-11 to 2011-12,");
        // the rest of the care with small numbers lies underneath
        edit(&rules.join("yardstick.yaml"), "settings:\n", "small numbers: {near miss pupils: 0}\nsettings:\n");
    };
    assert!(!near(of_rule, "Birch"), "a rule may have none");
}

fn edit(file: &std::path::Path, old: &str, new: &str) {
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains(old), "{old} is not in {}", file.display());
    std::fs::write(file, text.replacen(old, new, 1)).unwrap();
}

#[test]
fn absence_is_of_sessions_and_has_no_margin_in_pupils() {
    let all = super::world::sample();
    let (mut of_absence, mut of_attainment) = (0, 0);
    for finding in all["schools"].as_array().unwrap().iter().flat_map(|one| one["findings"].as_array().unwrap()) {
        for test in finding["tests"].as_array().unwrap() {
            let text = test["text"].as_str().unwrap();
            let is_in_pupils = test.get("margin_pupils").is_some_and(|pupils| !pupils.is_null());
            if text.starts_with("absence.overall ") && test.get("margin").is_some() {
                assert!(!is_in_pupils, "{test}");
                of_absence += 1;
            }
            of_attainment += usize::from(text.starts_with("ks4.five_ac_em ") && is_in_pupils);
        }
    }
    assert!(of_absence > 50 && of_attainment > 5, "{of_absence}, {of_attainment}");
}
