//! What cannot be said: each thing that is missing once, with the schools and rules that wait for it, and the cell to
//! blame. Never turned into a pass or a fail.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::judge::evaluate::{Finding, Outcome, Reading};
use crate::review::book::blamed;
use crate::review::context::{Context, SchoolRow};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::Rule;
use workbook::place::CellPlace;
use workbook::write::{Cell, Column, Look, Role, Row, TablePlan};

/// Schools named beside a thing that is missing, and rules.
const SCHOOLS: usize = 12;
const RULES: usize = 6;

/// Something that is missing: what, why, and the cell where there is one.
type Thing = (Arc<str>, String, Option<CellPlace>);

/// What waits for it.
#[derive(Default)]
struct Waits<'a> {
    /// schools whose status waits for it
    status: BTreeSet<usize>,
    /// the schools, in the order of the sheets; the authority as a whole is none of them
    schools: Vec<&'a str>,
    last: Option<usize>,
    authority: bool,
    rules: BTreeSet<RuleId>,
}

/// The plan of the sheet.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> TablePlan<'a> {
    let words = context.words;
    let mut missing: Vec<(Thing, Waits<'a>)> = gathered(context).into_iter().collect();
    // what keeps schools from being placed first, then what most wait for; the map's own order settles the rest
    missing.sort_by_key(|(_, waits)| std::cmp::Reverse((waits.status.len(), waits.schools.len())));
    let plan = TablePlan {
        about: words.text("cannot-say.about"),
        none: words.text("cannot-say.none"),
        frozen: 1,
        ..TablePlan::new(&context.tab("tab.cannot-say"), words.say("cannot-say.title"), columns(context))
    };
    plan.with_rows(missing.into_iter().map(|(thing, waits)| cells(context, thing, &waits)).collect())
}

/// How many things are missing.
pub(in crate::review::book) fn things(context: &Context<'_>) -> usize {
    gathered(context).len()
}

fn gathered<'a>(context: &Context<'a>) -> BTreeMap<Thing, Waits<'a>> {
    let mut things: BTreeMap<Thing, Waits<'a>> = BTreeMap::new();
    for (number, row) in context.schools.iter().enumerate() {
        for (_, finding) in context.findings(*row).filter(|(_, finding)| finding.outcome == Outcome::CannotSay) {
            let mut lacking = Vec::new();
            blamed::each(context, *row, finding, &mut |reading| lacking.push(lack(reading)));
            for thing in or_reason(finding, lacking) {
                let waits = things.entry(thing).or_default();
                waits.rules.insert(finding.rule);
                if bears(*row, finding) {
                    waits.status.insert(number);
                }
                if waits.last != Some(number) {
                    waits.last = Some(number);
                    waits.schools.push(&row.school.identity.name);
                }
            }
        }
    }
    let authority = context.inputs.evaluation.authority.iter();
    for finding in authority.filter(|finding| finding.outcome == Outcome::CannotSay) {
        let readings = finding.blame.iter().filter_map(|at| finding.readings.get(*at));
        for thing in or_reason(finding, readings.map(lack).collect()) {
            let waits = things.entry(thing).or_default();
            waits.rules.insert(finding.rule);
            waits.authority = true;
        }
    }
    things
}

/// What a finding lacks; its reason, where no value is to blame.
fn or_reason(finding: &Finding<'_>, lacking: Vec<Thing>) -> Vec<Thing> {
    if lacking.is_empty() {
        return finding.reason.as_deref().map(|reason| (reason.into(), String::new(), None)).into_iter().collect();
    }
    lacking
}

fn lack(reading: &Reading) -> Thing {
    // what is known of some schools only says of how many
    let of = || reading.origin.as_deref().unwrap_or_default().to_owned();
    let why = reading.value.as_ref().err().map_or_else(of, ToString::to_string);
    (Arc::clone(&reading.title), why, reading.place.clone())
}

/// Whether the school's status waits for it.
fn bears(row: SchoolRow<'_>, finding: &Finding) -> bool {
    row.findings.status.doubts.iter().any(|doubt| doubt.rule == finding.rule)
}

fn columns<'a>(context: &Context<'a>) -> Vec<Column<'a>> {
    let words = context.words;
    let count = Look::of(Role::Body).centred();
    vec![
        Column::new(words.text("column.missing"), 44.0).wrapped(),
        Column::new(words.text("column.why-missing"), 34.0).wrapped(),
        Column::new(words.text("column.bears-on-status"), 13.0).looking(count),
        Column::new(words.text("column.schools"), 10.0).looking(count),
        Column::new(words.text("column.which-schools"), 52.0).wrapped(),
        Column::new(words.text("column.rules-waiting"), 56.0).wrapped(),
        Column::new(words.text("column.workbook"), 32.0).wrapped(),
        Column::new(words.text("column.cell"), 26.0),
    ]
}

fn cells<'a>(context: &Context<'a>, (what, why, place): Thing, waits: &Waits<'a>) -> Row<'a> {
    let words = context.words;
    let more =
        |all: usize, most: usize| (all > most).then(|| words.fill("and-more", &[("n", (all - most).to_string())]));
    let mut schools: Vec<String> = waits.schools.iter().take(SCHOOLS).map(|name| (*name).to_owned()).collect();
    schools.extend(more(waits.schools.len(), SCHOOLS));
    if waits.authority {
        schools.push(words.say("scope.authority").to_owned());
    }
    let shown = |rule: &Rule| format!("{} ({})", rule.title, rule.span);
    let mut rules: Vec<String> = waits.rules.iter().filter_map(|id| context.rule(*id)).take(RULES).map(shown).collect();
    rules.extend(more(waits.rules.len(), RULES));
    let count = |count: usize| if count == 0 { Cell::BLANK } else { Cell::count(count) };
    vec![
        Cell::text(what.to_string()).looking(Look::of(Role::Strong).wrapped()),
        Cell::text(why),
        count(waits.status.len()),
        count(waits.schools.len()),
        Cell::text(schools.join("\n")),
        Cell::text(rules.join("\n")),
        Cell::maybe(place.as_ref().map(|place| place.workbook.to_string())),
        place.as_ref().map_or(Cell::BLANK, |place| context.place(place)),
    ]
}
