//! Strong schools shared among those that need a partner: nobody is asked by everybody, and what was accepted or refused stays.

use std::sync::Arc;

use workbook::read::{Content, Limits, read_bytes};
use yardstick::judge::advise::{PartnerAsked, PartnerProposal, Standing};
use yardstick::review::book::keys;
use yardstick::rulebook::{RuleSource, Rulebook};
use yardstick::run::Run;

use super::office::{Office, REVIEW, load, words};

const RULES: &str = "authority: {name: Borough of Eastmere}
measures:
  - {id: phase, title: Phase, unit: words, undated: true, headings: [Phase]}
  - {id: graded, title: Achievement, unit: number, undated: true, headings: [Achievement]}
  - {id: fsm, title: Free school meals, unit: percent, undated: true, headings: [FSM]}
  - {id: east, title: Easting, unit: number, undated: true, headings: [Easting]}
  - {id: north, title: Northing, unit: number, undated: true, headings: [Northing]}
judgements:
  source: ours
  grades:
    - {grade: '1', title: outstanding, value: 1, colour: outstanding}
    - {grade: '2', title: good, value: 2, colour: good}
    - {grade: '3', title: requires improvement, value: 3, colour: middling}
    - {grade: '4', title: inadequate, value: 4, colour: inadequate}
  strands:
    - {strand: achievement, title: Achievement of pupils, short: Achievement, inspected: graded}
  working grade: {take: worst, from: [inspected]}
statuses:
  - {status: weak, title: Needs us, when: grade.achievement >= 3, colour: urgent}
  - {status: fine, title: Fine, otherwise: true, colour: strong}
  - {status: unclear, title: Unclear, cannot say: true, colour: unknown}
partners:
  - partner: achievement-partner
    title: Partner
    strand: achievement
    partner when: grade.achievement == 1
    needed when: grade.achievement >= 3
    need: 100 * (grade.achievement - 2)
    same: [phase]
    at most: 1
    say: 'Graded {grade.achievement}.'
    source: ours
";
const PARTNERING: &str = "partnering:
  load: 1
  accepted by: [agree]
  refused by: [refuse]
  alike:
    - {measures: [fsm], points: 20, none from: 40}
    - {measures: [east, north], title: Distance, points: 20, none from: 10, per: 1000, say: '{difference} km apart.'}
  source: ours
";
/// Ash and Birch are strong; Cedar, Dogwood and Elder need a partner, and Elder most.
const SCHOOLS: &str = "URN,School,Phase,Achievement,FSM,Easting,Northing
900301,Ash Primary School,primary,1,10,500000,200000
900302,Birch Primary School,primary,1,50,503000,204000
900303,Cedar Primary School,primary,3,14,500000,201000
900304,Dogwood Primary School,primary,3,12,,
900305,Elder Primary School,primary,4,30,501500,202000
900306,Fir Secondary School,secondary,4,30,501500,202000
";
const CEDAR_ASH: &str = "urn:900303 | partner:achievement:urn:900301";
const ELDER_BIRCH: &str = "urn:900305 | partner:achievement:urn:900302";

fn rules(partnering: &str) -> Arc<Rulebook> {
    load(&RuleSource::from_texts([("rules.yaml", format!("{RULES}{partnering}").as_str())]))
}

fn office() -> Office {
    let mut office = Office::new();
    office.rules = rules(PARTNERING);
    office.schools = SCHOOLS.to_owned();
    office
}

/// Who is proposed to whom: school, partner, standing.
fn proposed(run: &Run) -> Vec<(&str, &str, Standing)> {
    let name = |at: usize| run.dataset.schools[at].identity.name.split(' ').next().unwrap();
    let of = run.advice.schools.iter().flat_map(|advice| advice.partners.iter().map(move |one| (advice.school, one)));
    of.map(|(school, one)| (name(school), name(one.partner), one.standing)).collect()
}

fn proposal<'r>(run: &'r Run, about: &str) -> &'r PartnerProposal {
    let (school, about) = about.split_once(" | ").unwrap();
    let at = run.dataset.schools.iter().position(|one| *one.identity.key.0 == *school).unwrap();
    run.advice.schools[at].partners.iter().find(|one| *one.id == *about).unwrap()
}

fn asked<'r>(run: &'r Run, name: &str) -> &'r PartnerAsked {
    let at = run.dataset.schools.iter().position(|one| one.identity.name.starts_with(name)).unwrap();
    run.advice.partnered.asked.iter().find(|one| one.partner == at).unwrap()
}

fn without(run: &Run) -> Vec<&str> {
    let name = |at: usize| run.dataset.schools[at].identity.name.split(' ').next().unwrap();
    run.advice.partnered.without.iter().map(|(school, _)| name(*school)).collect()
}

/// Everything that stands on *Support and plans*.
fn sheet(office: &Office, name: &str) -> String {
    let bytes = std::fs::read(office.review()).unwrap();
    let book = read_bytes(REVIEW, &bytes, &Limits::default()).unwrap();
    let cells = book.sheet(name).unwrap().rows.iter().flat_map(|row| &row.cells);
    let texts = cells.filter_map(|cell| match &cell.content {
        Content::Text(text) => Some(format!("{text}\n")),
        _ => None,
    });
    texts.collect()
}

use Standing::{Accepted, Proposed, Refused};

#[test]
fn each_strong_school_is_asked_once_and_the_neediest_have_one() {
    let (run, _) = office().run("2012-10-01");
    // Cedar and Dogwood would both have Ash; Cedar is as near to it and lies where that is known
    assert_eq!(proposed(&run), [("Cedar", "Ash", Proposed), ("Elder", "Birch", Proposed)]);
    assert_eq!(without(&run), ["Dogwood", "Fir"], "one for whom nobody is left, one of another phase");
    let ash = asked(&run, "Ash");
    assert_eq!((ash.accepted, ash.proposed, ash.wanted), (0, 1, 3), "all three would have it");
}

#[test]
fn a_proposal_says_why_it_is_needed_and_in_what_both_are_alike() {
    let (run, _) = office().run("2012-10-01");
    let one = proposal(&run, CEDAR_ASH);
    assert_eq!(one.why, "Graded 1.");
    let reasons = ["Free school meals: 10%, here 14%.", "1 km apart."];
    assert_eq!(one.reasons, reasons);
}

#[test]
fn the_sheet_says_who_is_asked_how_often_and_who_would_be_asked_beyond_the_bound() {
    let office = office();
    office.run("2012-10-01");
    let said = sheet(&office, "About");
    assert!(said.contains("Partners: Ash Primary School (1), Birch Primary School (1)."), "{said}");
    assert!(said.contains("Without the bound of 1 there would be asked: Ash Primary School (3)."), "{said}");
    assert!(said.contains("2 needs have no partner."), "{said}");
    let said = sheet(&office, "Support and plans");
    assert!(said.contains("Asked 1 of at most 1 times. Without that bound: 3 times."), "{said}");
    assert!(said.contains("Graded 1. "), "{said}");
}

#[test]
fn a_refused_partner_is_not_proposed_again_while_that_stands() {
    let office = office();
    office.run("2012-10-01");
    office.type_in(ELDER_BIRCH, &[(keys::DECISION, words("refuse")), (keys::NOTE, words("too far"))]);
    let (run, written) = office.run("2012-10-02");
    assert!(written.attention.is_empty(), "{:?}", written.attention);
    // Elder needs one most, and has Ash now
    let shared = [("Cedar", "Birch", Proposed), ("Elder", "Ash", Proposed), ("Elder", "Birch", Refused)];
    assert_eq!(proposed(&run), shared);
    let (run, _) = office.run("2012-10-09");
    assert_eq!(proposed(&run), shared, "a week later as well");
    office.type_in(ELDER_BIRCH, &[(keys::DECISION, words("defer"))]);
    let (run, _) = office.run("2012-10-10");
    assert_eq!(proposed(&run), [("Cedar", "Ash", Proposed), ("Elder", "Birch", Proposed)], "the refusal is taken back");
}

#[test]
fn a_partner_refused_in_one_strand_is_not_proposed_in_another() {
    let mut office = office();
    let second = "  - partner: teaching-partner
    title: Partner
    strand: teaching
    partner when: grade.teaching == 1
    needed when: grade.teaching >= 3
    same: [phase]
    at most: 1
    say: 'Graded {grade.teaching}.'
    source: ours
";
    let strand = "  working grade:";
    let with =
        format!("    - {{strand: teaching, title: Quality of teaching, short: Teaching, inspected: graded}}\n{strand}");
    let text = format!("{}{second}{}", RULES.replace(strand, &with), PARTNERING.replace("load: 1", "load: 9"));
    office.rules = load(&RuleSource::from_texts([("rules.yaml", text.as_str())]));
    let of_cedar = |run: &Run| {
        let proposals = run.advice.schools.iter().flat_map(|school| &school.partners);
        let open =
            proposals.filter(|one| one.standing == Standing::Proposed && one.id.starts_with("partner:teaching:"));
        open.filter(|one| one.id.ends_with("900301")).count()
    };
    let before = of_cedar(&office.run("2012-10-01").0);
    office.type_in(CEDAR_ASH, &[(keys::DECISION, words("refuse"))]);
    let after = of_cedar(&office.run("2012-10-02").0);
    assert_eq!(before, after + 1, "Cedar alone is asked no more");
}

/// Who is proposed to Cedar of Ash and Birch, who are like it in what a rulebook says.
fn for_cedar(measures: &str, alike: &str, schools: &str) -> String {
    let mut office = office();
    let rules = RULES.replace("  - {id: fsm", &format!("{measures}  - {{id: fsm"));
    let (before, _) = PARTNERING.split_once("    - {measures: [fsm]").unwrap();
    let text = format!("{rules}{before}{alike}  source: ours\n");
    office.rules = load(&RuleSource::from_texts([("rules.yaml", text.as_str())]));
    office.schools = schools.to_owned();
    let run = office.run("2012-10-01").0;
    let proposed = proposed(&run);
    let [(_, partner, Proposed)] = proposed.as_slice() else { panic!("{proposed:?}") };
    (*partner).to_owned()
}

#[test]
fn what_is_beyond_all_likeness_in_one_thing_takes_nothing_from_what_is_alike_in_another() {
    let alike =
        "    - {measures: [fsm], points: 20, none from: 40}\n    - {measures: [east], points: 20, none from: 10}\n";
    // 70 points apart is as good as 40 apart: Ash has 16 for the distance, Birch 5 for the meals
    let schools = "URN,School,Phase,Achievement,FSM,Easting\n900301,Ash Primary School,primary,1,90,2\n\
                   900302,Birch Primary School,primary,1,50,\n900303,Cedar Primary School,primary,3,20,4\n";
    assert_eq!(for_cedar("", alike, schools), "Ash");
}

#[test]
fn schools_are_alike_in_words_where_the_words_are_the_same() {
    let measure = "  - {id: faith, title: Faith, unit: words, undated: true, headings: [Faith]}\n";
    let alike = "    - {measures: [faith], points: 30}\n    - {measures: [fsm], points: 20, none from: 40}\n";
    let schools = "URN,School,Phase,Achievement,FSM,Faith\n900301,Ash Primary School,primary,1,20,Catholic\n\
                   900302,Birch Primary School,primary,1,50,Anglican\n900303,Cedar Primary School,primary,3,20,Anglican\n";
    assert_eq!(for_cedar(measure, alike, schools), "Birch");
}

#[test]
fn an_accepted_partner_stays_and_counts_whatever_becomes_of_the_grades() {
    let mut office = office();
    office.run("2012-10-01");
    office.type_in(CEDAR_ASH, &[(keys::DECISION, words("agree"))]);
    let (run, _) = office.run("2012-10-02");
    assert_eq!(proposed(&run), [("Cedar", "Ash", Accepted), ("Elder", "Birch", Proposed)]);
    assert_eq!((asked(&run, "Ash").accepted, asked(&run, "Ash").proposed), (1, 0));
    // Cedar is good by now, and Birch has become a school that needs one
    office.schools = SCHOOLS.replace("Cedar Primary School,primary,3", "Cedar Primary School,primary,2");
    office.schools = office.schools.replace("Birch Primary School,primary,1", "Birch Primary School,primary,3");
    let (run, _) = office.run("2012-11-02");
    assert_eq!(proposed(&run), [("Cedar", "Ash", Accepted)], "Ash has no room for another");
    assert_eq!(proposal(&run, CEDAR_ASH).reasons[0], "Nothing calls for it any more.");
}

#[test]
fn what_was_accepted_and_refused_is_remembered_in_the_next_year() {
    let office = office();
    office.run("2012-10-01");
    office.type_in(ELDER_BIRCH, &[(keys::DECISION, words("refuse"))]);
    office.type_in(CEDAR_ASH, &[(keys::DECISION, words("agree"))]);
    office.run("2012-10-02");
    let (run, _) = office.run_for("2012-13", "2013-10-02");
    let shared = [("Cedar", "Ash", Accepted), ("Dogwood", "Birch", Proposed), ("Elder", "Birch", Refused)];
    assert_eq!(proposed(&run), shared);
}

#[test]
fn refusing_is_no_decision_on_anything_else() {
    let office = office();
    let (run, _) = office.run("2012-10-01");
    let grade = run.asked().into_iter().find(|asked| asked.key.about.starts_with("grade:")).unwrap().key;
    office.type_in(&keys::written(&grade), &[(keys::DECISION, words("refuse"))]);
    let (_, written) = office.run("2012-10-02");
    let [said] = written.attention.as_slice() else { panic!("{:?}", written.attention) };
    assert!(said.contains("“refuse” takes no part; what may stand there: agree, change, defer"), "{said}");
}

#[test]
fn the_order_of_the_rows_decides_nothing() {
    let (run, _) = office().run("2012-10-01");
    let mut turned = office();
    let (heading, rows) = SCHOOLS.split_once('\n').unwrap();
    let rows: Vec<&str> = rows.lines().rev().collect();
    turned.schools = format!("{heading}\n{}\n", rows.join("\n"));
    let (again, _) = turned.run("2012-10-01");
    assert_eq!(proposed(&again), proposed(&run));
}

#[test]
fn a_rulebook_that_does_not_say_how_they_are_shared_names_the_best_for_every_school() {
    let mut office = office();
    office.rules = rules("");
    let (run, _) = office.run("2012-10-01");
    let all = [("Cedar", "Ash", Proposed), ("Dogwood", "Ash", Proposed), ("Elder", "Ash", Proposed)];
    assert_eq!(proposed(&run), all);
    assert!(!sheet(&office, "About").contains("Partners: "), "nothing is said of sharing");
}
