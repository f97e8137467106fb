//! Visit templates that come back filled in: what is read of them, and what is said of what cannot be read.

use workbook::patch::Value;

use super::desk::{Desk, said};
use super::filled::{MERESIDE, PART_ONE, PRESENT, Template, texts, without_properties};

const NAME: &str = "Visits autumn.xlsx";

/// What a run says, its lines joined.
fn evaluated(desk: &Desk, date: &str) -> String {
    let done = desk.run(&["evaluate", "workbooks", "--date", date, "--out", "reviewed"]);
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", said(&done));
    plain(&said(&done))
}

fn explained(desk: &Desk, school: &str, rule: &str) -> String {
    let done = desk.run(&["explain", school, "workbooks", "--rule", rule, "--date", "2013-01-08"]);
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", said(&done));
    plain(&said(&done))
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The cell of a page, as places are said.
fn place((row, column): (u32, u32)) -> String {
    format!("{MERESIDE}!{}{}", workbook::place::column_letters(column), row + 1)
}

/// Whether something stands in the review's list of data to fix, beside a place.
fn asked_to_fix(desk: &Desk, says: &str, place: &str) {
    let sheets = texts(desk);
    let rows: Vec<&String> = sheets.iter().flat_map(|(_, rows)| rows).filter(|row| row.contains(says)).collect();
    assert!(rows.iter().any(|row| row.contains(place)), "{says}, {place}: {rows:#?}");
}

#[test]
fn a_filled_template_is_read_and_what_it_states_of_risks_counts_with_its_cell() {
    let desk = Desk::of_the_sample();
    let before = explained(&desk, MERESIDE, "deficit");
    assert!(before.contains("Budget deficit: does not hold"), "{before}");
    let mut template = Template::of(&desk, "visit-1");
    template.on(MERESIDE, "12/11/2012");
    template.write(MERESIDE, "Priority One", "The priority", "Writing of boys in Year 4");
    template.write(MERESIDE, "Priority One", "Impact of action taken", "Moderated books: 6 of 9 on track");
    template.write(MERESIDE, "Budget deficit", PRESENT, "Yes");
    template.drop_into(&desk, NAME);
    let ran = evaluated(&desk, "2013-01-08");
    assert!(ran.contains("Visits autumn.xlsx: 1 filled visit template"), "{ran}");
    let why = explained(&desk, MERESIDE, "deficit");
    let cell = format!("{NAME}, {}", place(template.cell(MERESIDE, "Budget deficit", PRESENT)));
    assert!(why.contains("Budget deficit: holds") && why.contains(&cell), "{cell} is not in {why}");
}

#[test]
fn a_template_whose_properties_are_gone_is_known_by_its_headings() {
    let desk = Desk::of_the_sample();
    let mut template = Template::of(&desk, "visit-1");
    template.on(MERESIDE, "12/11/2012").write(MERESIDE, "Budget deficit", PRESENT, "y");
    std::fs::write(desk.path("workbooks/Mereside.xlsx"), without_properties(&template.saved())).unwrap();
    let ran = evaluated(&desk, "2013-01-08");
    assert!(ran.contains("Mereside.xlsx: 1 filled visit template"), "{ran}");
    assert!(explained(&desk, MERESIDE, "deficit").contains("Mereside.xlsx"));
}

#[test]
fn a_template_in_which_nothing_is_written_says_nothing_and_changes_nothing() {
    let desk = Desk::of_the_sample();
    let before = evaluated(&desk, "2013-01-08");
    let review = std::fs::read(desk.path("reviewed/School review 2011-12.xlsx")).unwrap();
    let template = Template::of(&desk, "visit-1");
    std::fs::write(desk.path("workbooks/Visits.xlsx"), &template.bytes).unwrap();
    std::fs::write(desk.path("workbooks/Visits 2.xlsx"), without_properties(&template.bytes)).unwrap();
    std::fs::remove_dir_all(desk.path("reviewed")).unwrap();
    assert_eq!(evaluated(&desk, "2013-01-08"), before);
    assert!(std::fs::read(desk.path("reviewed/School review 2011-12.xlsx")).unwrap() == review);
}

#[test]
fn what_cannot_be_understood_is_said_with_its_cell_and_the_rest_is_read() {
    let desk = Desk::of_the_sample();
    let mut template = Template::of(&desk, "visit-1");
    template.on(MERESIDE, "12/11/2012");
    template.write(MERESIDE, "Budget deficit", PRESENT, "perhaps");
    template.write(MERESIDE, "Building(s) in poor condition", PRESENT, "yes");
    template.write(MERESIDE, "Quality of teaching in the school", "School", "5");
    template.write(MERESIDE, "Achievement of pupils at the school", "Partner", "3 (RI)");
    let (row, _) = template.beside(MERESIDE, PART_ONE);
    template.put(MERESIDE, (row + 2, 40), Value::Text("see my email".into()));
    template.write(MERESIDE, "Headteacher", "Name and signature", "A. Head");
    template.drop_into(&desk, NAME);
    let ran = evaluated(&desk, "2013-01-08");
    for (says, at) in [
        ("“perhaps” beside Budget deficit is neither yes nor no", template.cell(MERESIDE, "Budget deficit", PRESENT)),
        (
            "“5” beside Quality of teaching in the school is none of the rulebook's grades",
            template.cell(MERESIDE, "Quality of teaching in the school", "School"),
        ),
        ("“see my email” stands where the visit template asks nothing, so it was not read", (row + 2, 40)),
    ] {
        asked_to_fix(&desk, says, &place(at));
    }
    asked_to_fix(&desk, "what is written under “Name and signature” of the visit template stays there", NAME);
    assert!(!ran.contains("3 (RI)"), "that is a grade: {ran}");
    assert!(ran.contains("1 filled visit template"), "{ran}");
    assert!(explained(&desk, MERESIDE, "poor-building").contains(NAME));
}

#[test]
fn a_day_that_is_none_leaves_the_first_day_on_which_the_visit_could_be() {
    let desk = Desk::of_the_sample();
    let mut template = Template::of(&desk, "visit-1");
    template.on(MERESIDE, "before half term").write(MERESIDE, "Budget deficit", PRESENT, "yes");
    template.drop_into(&desk, NAME);
    // the template is for the visit that comes next after the day it is made on
    let ran = evaluated(&desk, "2013-10-08");
    let at = place(template.beside(MERESIDE, "Date of the visit"));
    asked_to_fix(&desk, "“before half term” is no day; what the visit says counts from 1 October 2013", &at);
    assert!(ran.contains("1 filled visit template"), "{ran}");
}

#[test]
fn a_visit_after_the_day_of_the_run_does_not_count_yet() {
    let desk = Desk::of_the_sample();
    let mut template = Template::of(&desk, "visit-1");
    template.on(MERESIDE, "12/11/2021").write(MERESIDE, "Budget deficit", PRESENT, "yes");
    template.drop_into(&desk, NAME);
    evaluated(&desk, "2013-01-08");
    let at = place(template.beside(MERESIDE, "Date of the visit"));
    asked_to_fix(&desk, "the visit of 12 November 2021 is after 8 January 2013, the day of this run", &at);
    assert!(!explained(&desk, MERESIDE, "deficit").contains(NAME));
}

#[test]
fn a_page_whose_number_is_of_no_school_is_not_read_and_said() {
    let desk = Desk::of_the_sample();
    let mut template = Template::of(&desk, "visit-1");
    let at = template.beside(MERESIDE, "URN");
    template.on(MERESIDE, "12/11/2012").put(MERESIDE, at, Value::Text("123456".into()));
    template.drop_into(&desk, NAME);
    let ran = evaluated(&desk, "2013-01-08");
    assert!(!ran.contains("1 filled visit template"), "{ran}");
    asked_to_fix(&desk, "123456 is the number of no school here", &place(at));
}

#[test]
fn of_two_templates_of_one_visit_the_later_file_counts_and_both_cells_are_named() {
    let desk = Desk::of_the_sample();
    let mut one = Template::of(&desk, "visit-1");
    one.on(MERESIDE, "12/11/2012").write(MERESIDE, "Budget deficit", PRESENT, "yes");
    one.write(MERESIDE, "Priority One", "The priority", "Reading");
    one.drop_into(&desk, "Visits a.xlsx");
    let mut other = Template::read(&desk.path("out").join(super::filled::FILE));
    other.on(MERESIDE, "12 November 2012").write(MERESIDE, "Budget deficit", PRESENT, "no");
    other.drop_into(&desk, "Visits b.xlsx");
    let ran = evaluated(&desk, "2013-01-08");
    // both were read, and that they differ stands before what tables say of each other
    assert!(ran.contains("Visits a.xlsx: 1 filled visit template Visits b.xlsx: 1 filled"), "{ran}");
    assert!(ran.contains("two filled templates of one visit disagree on Budget deficit"), "{ran}");
    let says =
        "two filled templates of one visit disagree on Budget deficit: “yes” and “no”; that of Visits b.xlsx is used";
    asked_to_fix(&desk, says, &place(other.cell(MERESIDE, "Budget deficit", PRESENT)));
    let why = explained(&desk, MERESIDE, "deficit");
    assert!(why.contains("Visits b.xlsx") && !why.contains("Visits a.xlsx"), "{why}");
}

#[test]
fn the_later_visit_counts_before_the_earlier() {
    let desk = Desk::of_the_sample();
    let mut one = Template::of(&desk, "visit-1");
    one.on(MERESIDE, "12/11/2012").write(MERESIDE, "Budget deficit", PRESENT, "yes");
    one.drop_into(&desk, "Visits z.xlsx");
    let mut other = Template::of(&desk, "visit-2");
    other.on(MERESIDE, "01/02/2013").write(MERESIDE, "Budget deficit", PRESENT, "no");
    other.drop_into(&desk, "Visits a.xlsx");
    let why = |date: &str| {
        let done = desk.run(&["explain", MERESIDE, "workbooks", "--rule", "deficit", "--date", date]);
        plain(&said(&done))
    };
    assert!(why("2013-01-08").contains("Visits z.xlsx"), "{}", why("2013-01-08"));
    assert!(why("2013-02-08").contains("Visits a.xlsx"), "{}", why("2013-02-08"));
}
