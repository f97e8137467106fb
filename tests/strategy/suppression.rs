//! A suppressed figure is never worked out from the others.

use super::world::{finding, judged, problems, school};

#[test]
fn a_suppressed_group_has_no_gap_whatever_is_known_of_the_others() {
    let ks2 = "URN,School,Phase,Pupils at end of KS2,Pupils at end of KS2 FSM,% L4+ English and maths,\
               % L4+ English and maths FSM,% L4+ English and maths Non-FSM\n\
               900101,Alder,Primary,30,4,70,SUPP,75\n900102,Birch,Primary,40,10,70,40,80\n";
    let all = judged(&[("KS2 2011-12.csv", ks2)], |_| (), &["--year", "2011-12"]);
    assert_eq!(finding(school(&all, "Birch"), "gap-fsm-ks2")["outcome"], "holds");
    let alder = finding(school(&all, "Alder"), "gap-fsm-ks2");
    assert_ne!(alder["outcome"], "holds");
    for found in school(&all, "Alder")["findings"].as_array().unwrap() {
        for reading in found["readings"].as_array().unwrap() {
            let of_group = reading["group"] == "fsm" && reading["measure"] == "ks2.l4_em";
            assert!(!of_group || reading["value"].is_null(), "{found:#}");
        }
    }
}

#[test]
fn a_total_is_not_held_against_schools_of_which_one_is_suppressed() {
    let schools = "URN,School,Phase,Academic year,Fixed term exclusions\n\
                   900101,Alder,Primary,2011-12,12\n900102,Birch,Primary,2011-12,SUPP\n";
    let total = "6.6 Fixed term exclusions\nEastmere: number of incidents\n\n\
                 Academic year,Primary,Secondary,Special,Total\n2011/12,15,0,0,15\n";
    let all = judged(&[("Exclusions.csv", schools), ("LA tables.csv", total)], |_| (), &["--year", "2011-12"]);
    // 15 less 12 is the figure that was suppressed
    assert!(!problems(&all).iter().any(|what| what.contains("add up to the authority's")), "{:#?}", problems(&all));
    let whole = schools.replace("SUPP", "4");
    let all = judged(&[("Exclusions.csv", &whole), ("LA tables.csv", total)], |_| (), &["--year", "2011-12"]);
    assert!(problems(&all).iter().any(|what| what.contains("16 against 15")), "{:#?}", problems(&all));
}
