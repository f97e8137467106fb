//! A year of the cycle played through with the built program, as docs/a-year.md tells it: what was typed is there at every
//! step.

use calamine::{Reader, open_workbook_auto};

use super::desk::{Desk, said};
use super::filled::{FILE, MERESIDE, PRESENT, Template};
use super::pack::Table;
use super::saved::{saved_as, ten_pages};

const REVIEW: &str = "School review 2011-12.xlsx";
const WYVERNHURST: &str = "Wyvernhurst School";
const NEXT: &str = "School review 2012-13.xlsx";
const SRG_1: &str = "School Review Group Meeting 1 2011-12.xlsx";
const SRG_2: &str = "School Review Group Meeting 2 2011-12.xlsx";
const ADVICE: &str = "Support and plans";

fn plain(desk: &Desk, arguments: &[&str]) -> String {
    let done = desk.run(arguments);
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", said(&done));
    said(&done).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn evaluate(desk: &Desk, date: &str) -> String {
    plain(desk, &["evaluate", "workbooks", "--date", date, "--out", "out"])
}

fn evaluate_to(desk: &Desk, date: &str, json: &str) {
    plain(desk, &["evaluate", "workbooks", "--date", date, "--out", "out", "--json", json]);
}

fn papers(desk: &Desk, date: &str, more: &[&str]) {
    plain(desk, &[&["papers", "workbooks", "--date", date, "--out", "out"], more].concat());
}

/// What stands in the row of a plan.
fn why(desk: &Desk, review: &str, key: &str) -> String {
    let table = Table::of(desk, review, ADVICE);
    table.says(table.keyed(key), "Why")
}

/// Says how plans come on at a meeting.
fn tell(desk: &Desk, meeting: &str, told: &[(&str, &str)]) {
    let table = Table::of(desk, REVIEW, ADVICE);
    for (plan, word) in told {
        let (school, about) = plan.split_once(" | ").unwrap();
        let row = table.keyed(&format!("{school} | progress:{meeting}:2012-13:{about}"));
        table.types(row, &[("yardstick:decision", word)]);
    }
}

/// Puts the filled templates of the first visit among the workbooks: that of one school as LibreOffice saves it for itself,
/// of another as it saves it for Excel, and ten by openpyxl. Tells their names, and how many pages are filled.
fn visits(desk: &Desk, template: &Template) -> Vec<(&'static str, usize)> {
    let mut other = Template::read(&desk.path("out").join(FILE));
    other.on(WYVERNHURST, "14/11/2012").write(WYVERNHURST, "Priority One", "The priority", "Exclusions");
    let mut done = Vec::new();
    for (template, name, plain, format) in [
        (template, "Visits autumn.ods", "Visits autumn.xlsx", "ods"),
        (&other, "Visit two.xlsx", "Visit two.xlsx", "xlsx:Calc MS Excel 2007 XML"),
    ] {
        let saved = saved_as(desk, &template.saved(), &desk.path("workbooks").join(name), format);
        if saved.is_none() {
            template.drop_into(desk, plain);
        }
        done.push((if saved.is_some() { name } else { plain }, 1));
    }
    let ten = desk.path("workbooks/Ten visits.xlsx");
    let filled = ten_pages(desk, &template.bytes, &ten);
    done.extend(filled.map(|_| ("Ten visits.xlsx", 10)));
    done
}

#[test]
fn a_year_from_the_first_meeting_to_the_next_results_keeps_what_was_typed() {
    let desk = Desk::of_the_sample();

    // September: the group agrees a grade and begins three plans, typed into the pack of its meeting
    evaluate(&desk, "2012-09-12");
    papers(&desk, "2012-09-12", &["--for", "srg-1"]);
    let grades = Table::of(&desk, SRG_1, "Grades to agree");
    let graded = grades.row(MERESIDE) + 1;
    let grade = grades.named(graded, "yardstick:key");
    grades.types(graded, &[("yardstick:agreed-grade", "4")]);
    let plans = Table::of(&desk, SRG_1, "Plans to agree");
    let mut schools = std::collections::BTreeSet::new();
    let rows = plans.rows().filter(|row| schools.insert(plans.says(*row, "School"))).take(3);
    let begun: Vec<String> = rows.map(|row| plans.named(row, "yardstick:key")).collect();
    for key in &begun {
        let typed = [("yardstick:decision", "Agree"), ("yardstick:owner", "Ann")];
        Table::of(&desk, SRG_1, "Plans to agree").types(plans.keyed(key), &typed);
    }
    evaluate(&desk, "2012-09-19");
    for key in &begun {
        assert!(why(&desk, REVIEW, key).contains("Began on 19 September 2012."), "{}", why(&desk, REVIEW, key));
    }

    std::fs::copy(desk.path("out").join(REVIEW), desk.path("out").join("September.xlsx")).unwrap();

    // autumn: a partner's template comes back filled in, and the management team has its report
    papers(&desk, "2012-10-01", &["--only", "visit-templates", "--visit", "visit-1"]);
    let mut template = Template::read(&desk.path("out").join(FILE));
    template.on(MERESIDE, "12/11/2012");
    template.write(MERESIDE, "Priority One", "The priority", "Writing of boys in Year 4");
    template.write(MERESIDE, "Budget deficit", PRESENT, "yes");
    // two are saved by LibreOffice, ten filled in by openpyxl
    let visited = visits(&desk, &template);
    papers(&desk, "2012-11-28", &["--for", "dmt-2012-11"]);
    let ran = evaluate(&desk, "2012-12-03");
    for (name, many) in &visited {
        assert!(ran.contains(&format!("{name}: {many} filled visit template")), "{ran}");
    }

    // December: an inspection, and after it new absence data
    let inspected =
        "URN,School,Inspection date,Overall effectiveness\n900019,Mereside Cross Primary School,04/12/2012,4\n";
    std::fs::write(desk.path("workbooks/Inspections autumn.csv"), inspected).unwrap();
    evaluate(&desk, "2012-12-10");
    let absent = "URN,School,Year,Overall absence\n900019,Mereside Cross Primary School,2012-13,4.9\n";
    std::fs::write(desk.path("workbooks/Absence autumn.csv"), absent).unwrap();
    evaluate(&desk, "2013-01-07");
    papers(&desk, "2013-01-08", &["--for", "srg-2"]);
    // the template of the second visit has what the first left
    papers(&desk, "2013-01-08", &["--only", "visit-templates", "--visit", "visit-2"]);
    assert!(desk.sheet(FILE, MERESIDE).has("Writing of boys in Year 4"));
    if visited.len() > 2 {
        let school = "Ashendene Park Primary School";
        assert!(desk.sheet(FILE, school).has(&format!("Attendance of {school}")));
    }
    // what changed is counted from the first meeting, not from the run before
    let mut pack = open_workbook_auto(desk.path("out").join(SRG_2)).unwrap();
    let cover: String =
        pack.worksheet_range_at(0).unwrap().unwrap().used_cells().map(|(.., cell)| format!("{cell}\n")).collect();
    assert!(cover.contains("Compared with the run of 12 September 2012."), "{cover}");
    assert!(cover.contains("inspected: 3 → 4") && cover.contains("new risk: Budget deficit"), "{cover}");
    // and the review of September can be made again
    let again = plain(&desk, &["verify", "out/September.xlsx", "--inputs", "workbooks"]);
    assert!(again.contains("every cell is the same"), "{again}");

    // also where it was laid away, far from what earlier runs remembered
    std::fs::create_dir(desk.path("archive")).unwrap();
    std::fs::copy(desk.path("out/September.xlsx"), desk.path("archive/September.xlsx")).unwrap();
    let again = desk.run(&["verify", "archive/September.xlsx", "--inputs", "workbooks"]);
    let told = said(&again).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(again.status.success(), "{told}");
    assert!(told.contains("what changed since an earlier run was left out"), "{told}");
    assert!(told.contains("every other cell is the same"), "{told}");

    // January: Cabinet, and the second meeting, at which two plans are behind
    papers(&desk, "2013-01-08", &["--for", "cabinet-report"]);
    assert!(desk.path("out/Cabinet tables 2011-12.xlsx").exists());
    evaluate(&desk, "2013-01-16");
    let [first, second, third] = begun.as_slice() else { panic!("{begun:?}") };
    tell(&desk, "srg-2", &[(first, "behind"), (second, "behind"), (third, "on track")]);

    // April: the first is behind again, the second has met its targets
    evaluate(&desk, "2013-04-24");
    tell(&desk, "srg-3", &[(first, "behind"), (second, "met"), (third, "on track")]);
    evaluate(&desk, "2013-04-25");
    let told = "School Review Group Meeting 2: behind; School Review Group Meeting 3: behind.";
    assert!(why(&desk, REVIEW, first).contains(told), "{}", why(&desk, REVIEW, first));
    let review = Table::of(&desk, REVIEW, ADVICE);
    let school = first.split_once(" | ").unwrap().0;
    let options: Vec<String> = review.rows().map(|row| review.named(row, "yardstick:key")).collect();
    assert!(options.iter().any(|key| key.starts_with(&format!("{school} | option:"))), "it is put forward");

    // nothing typed was lost, and running some days later moves no meeting
    assert_eq!(review.named(review.keyed(&grade), "yardstick:agreed-grade"), "4");
    assert_eq!(review.named(review.keyed(first), "yardstick:owner"), "Ann");
    let next = review.says(review.keyed(third), "Next meeting");
    evaluate(&desk, "2013-04-29");
    let review = Table::of(&desk, REVIEW, ADVICE);
    assert_eq!(review.says(review.keyed(third), "Next meeting"), next);

    // and machines are given every visit
    evaluate_to(&desk, "2013-04-30", "f.json");
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(desk.path("f.json")).unwrap()).unwrap();
    let all = json["schools"].as_array().unwrap().iter().flat_map(|school| school["visits"].as_array().unwrap());
    assert_eq!(all.count(), visited.iter().map(|(_, many)| many).sum::<usize>());

    // September again: plans that go on stand in the next year's review with their beginning
    plain(&desk, &["evaluate", "workbooks", "--year", "2012-13", "--date", "2013-09-20", "--out", "out"]);
    for key in [first, third] {
        assert!(why(&desk, NEXT, key).contains("Began on 19 September 2012."), "{}", why(&desk, NEXT, key));
    }
    let review = Table::of(&desk, NEXT, ADVICE);
    assert!(
        review.rows().all(|row| review.named(row, "yardstick:key") != *second
            || !review.says(row, "Why").contains("Began on 19 September 2012.")),
        "what has ended does not go on"
    );
}
