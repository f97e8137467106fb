//! What stands on a paper is declared: an edit shows, a slip is told, and the same in gives the same out.

use super::desk::{Desk, said};

const PROFILES: &str = "School profiles 2011-12.xlsx";
const MERESIDE: &str = "Mereside Cross Primary School";

#[test]
fn a_section_taken_out_moved_or_renamed_shows_on_the_page() {
    let desk = Desk::of_the_sample();
    let titles = ["Grades", "Risk characteristics", "Structural options to discuss", "Plans and next meetings"];
    desk.papers(&["--only", "school-profiles", "--school", "Mereside Cross"]);
    assert_eq!(desk.sheet(PROFILES, MERESIDE).order(&titles), titles);

    desk.edit("papers/schools.yaml", "      - shows: options\n        title: Structural options to discuss\n", "");
    desk.edit("papers/schools.yaml", "title: Risk characteristics", "title: What puts it at risk");
    desk.edit("papers/schools.yaml", "      - shows: grades\n        title: Grades\n", "");
    desk.edit(
        "papers/schools.yaml",
        "      - shows: support\n",
        "      - shows: grades\n        title: Grades\n      - shows: support\n",
    );
    desk.papers(&["--only", "school-profiles", "--school", "Mereside Cross"]);
    let after = desk.sheet(PROFILES, MERESIDE);
    assert_eq!(after.order(&titles), ["Grades", "Plans and next meetings"]);
    let order = after.order(&["What puts it at risk", "Grades"]);
    assert_eq!(order, ["What puts it at risk", "Grades"]);
}

#[test]
fn the_same_in_gives_the_same_out() {
    let desk = Desk::of_the_sample();
    let read = || {
        desk.papers(&[]);
        [
            "School profiles 2011-12.xlsx",
            "Visit templates 2011-12.xlsx",
            "Cabinet tables 2011-12.xlsx",
            "Road to July 2014 2011-12.xlsx",
        ]
        .map(|name| std::fs::read(desk.path("out").join(name)).unwrap())
    };
    let first = read();
    assert!(first == read(), "the bytes differ");
}

#[test]
fn papers_are_no_results_whatever_they_are_called() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--only", "cabinet-tables"]);
    let out = desk.path("out").join("Cabinet tables 2011-12.xlsx");
    std::fs::copy(out, desk.path("workbooks").join("KS4 2011-12 again.xlsx")).unwrap();
    let done = desk.papers(&["--only", "cabinet-tables"]);
    assert!(said(&done).contains("KS4 2011-12 again.xlsx: no results, since Yardstick wrote it"), "{}", said(&done));
}

#[test]
fn a_rulebook_without_papers_loads_and_says_what_to_add() {
    let desk = Desk::of_the_sample();
    for file in
        ["papers/schools.yaml", "papers/cabinet.yaml", "papers/packs.yaml", "papers/letters.yaml", "papers/road.yaml"]
    {
        std::fs::remove_file(desk.path("rules").join(file)).unwrap();
    }
    let checked = desk.run(&["check"]);
    assert!(checked.status.success(), "{}", said(&checked));
    let done = desk.run(&["papers", "workbooks"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(said(&done).contains("declares no papers") && said(&done).contains("DIR/rules/papers"), "{}", said(&done));
    assert!(!desk.path("reviewed").exists());
}

#[test]
fn a_name_that_nothing_has_is_answered_with_the_nearest() {
    let desk = Desk::of_the_sample();
    for (arguments, wanted) in [
        (["--only", "school-profile"], "did you mean `school-profiles`?"),
        (["--visit", "visit-22"], "did you mean `visit-2`?"),
        (["--school", "Meresyde Cross"], "did you mean `Mereside Cross Primary School`?"),
    ] {
        let done =
            desk.run(&[&["papers", "workbooks", "--date", "2013-01-08", "--out", "out"], &arguments[..]].concat());
        assert_eq!(done.status.code(), Some(2), "{}", said(&done));
        assert!(said(&done).contains(wanted), "{}", said(&done));
    }
    assert!(!desk.path("out").exists());
}

#[test]
fn a_suppressed_figure_is_neither_shown_nor_to_be_worked_out() {
    let desk = Desk::of_the_sample();
    let ks2 = "URN,School,Phase,Pupils at end of KS2,Pupils at end of KS2 FSM,% L4+ English and maths,\
               % L4+ English and maths FSM,% L4+ English and maths Non-FSM\n\
               900101,Alder,Primary,30,4,70,SUPP,75\n900102,Birch,Primary,40,10,70,40,80\n\
               900103,Cedar,Primary,40,10,70,40,SUPP\n";
    std::fs::create_dir(desk.path("small")).unwrap();
    std::fs::write(desk.path("small/KS2 2011-12.csv"), ks2).unwrap();
    let done = desk.run(&["papers", "small", "--year", "2011-12", "--date", "2013-01-08", "--out", "out"]);
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", said(&done));
    let group = |school: &str| {
        let page = desk.sheet(PROFILES, school);
        let rows = page.part("Groups of pupils", "Risk characteristics");
        rows.iter().find(|row| row[0].contains("eligible for free school meals")).unwrap().join(" | ")
    };
    // a row of nothing but letters is said in a line
    assert_eq!(
        group("Alder"),
        "No figure (suppressed, too few pupils (“SUPP”)): Level 4 or above in both English and maths, eligible for free school meals."
    );
    let row = group("Birch");
    assert!(row.ends_with("(a) | (a) | 40 | 10 | 80 | 40"), "{row}");
    // what the table keeps back of the others is neither worked out here nor by a reader, from all and the group
    let row = group("Cedar");
    assert!(row.starts_with("No figure (not shown: the others' figure is suppressed"), "{row}");
}

#[test]
fn a_small_group_is_not_shown_and_cannot_be_worked_out() {
    let desk = Desk::of_the_sample();
    let ks2 = "URN,School,Phase,Pupils at end of KS2,Pupils at end of KS2 FSM,% L4+ English and maths,\
               % L4+ English and maths FSM,Pupils at end of KS2 Disadvantaged,% L4+ English and maths Disadvantaged\n\
               900101,Alder,Primary,30,4,70,50,,\n900102,Birch,Primary,30,27,70,68,,\n\
               900103,Cedar,Primary,40,10,70,40,,\n900104,Dogwood,Primary,5,,60,,,\n\
               900105,Elm,Primary,40,,70,40,,\n900106,Fir,Primary,40,10,70,40,12,50\n";
    std::fs::create_dir(desk.path("small")).unwrap();
    std::fs::write(desk.path("small/KS2 2011-12.csv"), ks2).unwrap();
    let done = desk.run(&["papers", "small", "--year", "2011-12", "--date", "2013-01-08", "--out", "out"]);
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", said(&done));
    let group = |school: &str| {
        let page = desk.sheet(PROFILES, school);
        let rows = page.part("Groups of pupils", "Risk characteristics");
        let row = rows.iter().find(|row| row[0].contains("eligible for free school meals")).unwrap();
        let row = if row[0].starts_with("No figure") { row[0].to_owned() } else { row[1..].join(" | ") };
        (row, rows.iter().map(|row| row.join(" ")).collect::<Vec<_>>().join("\n"))
    };
    // four pupils; and 27 of 30, which would give the other three away: neither figure, number nor the others' stands there
    for school in ["Alder", "Birch"] {
        let (row, all) = group(school);
        assert!(row.starts_with("No figure (not shown: fewer than 6 pupils"), "{school}: {all}");
    }
    // so many as nobody knows; and 10 of 12, beside whom two others would be known
    let (row, all) = group("Elm");
    assert!(row.starts_with("No figure (not shown: nobody knows of how many pupils)"), "{all}");
    assert!(group("Fir").0.starts_with("No figure (not shown: fewer than 6 pupils"), "{}", group("Fir").1);
    assert!(group("Fir").1.contains("looked after) (a) (a) 50 12"), "{}", group("Fir").1);
    // 70 of 40 are 28 pupils, 40 of 10 are 4: 24 of the other 30
    assert_eq!(group("Cedar").0, "(a) | (a) | 40 | 10 | 80 | 40");
    let page = desk.sheet(PROFILES, "Dogwood");
    let results = page.part("Results, three years", "Groups of pupils");
    let row = results.iter().find(|row| row[0] == "Level 4 or above in both English and maths").unwrap();
    assert!(!row[1..].iter().any(|cell| ["60", "5"].contains(&&**cell)), "{row:?}");
}

#[test]
fn every_page_has_the_same_type_size_and_no_notes() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--only", "school-profiles"]);
    let file = std::fs::File::open(desk.path("out").join(PROFILES)).unwrap();
    let mut package = zip::ZipArchive::new(file).unwrap();
    let all = 0..package.len();
    let names: Vec<String> = all.map(|at| package.by_index(at).unwrap().name().unwrap().into_owned()).collect();
    assert!(!names.iter().any(|name| name.contains("comments")), "{names:?}");
    let (mut sheets, mut charts) = (0, 0);
    let mut widths = std::collections::BTreeSet::new();
    for name in names {
        charts += usize::from(name.starts_with("xl/charts/chart"));
        if !name.starts_with("xl/worksheets/sheet") {
            continue;
        }
        let mut text = String::new();
        std::io::Read::read_to_string(&mut package.by_name(&name).unwrap(), &mut text).unwrap();
        // made to fit the width of the paper, and all of them as wide
        assert!(text.contains("fitToPage=\"1\"") && text.contains("fitToHeight=\"0\""), "{name}");
        widths.insert(text.split_once("<cols>").and_then(|(_, rest)| rest.split_once("/>")).unwrap().0.to_owned());
        sheets += 1;
    }
    assert_eq!(widths.len(), 1, "{widths:?}");
    assert!(sheets == 55 && charts > 54, "{sheets} sheets, {charts} charts");
}
