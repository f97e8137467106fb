//! Grades, support, triggers, partners, the cycle, settings.

use std::sync::Arc;

use super::Part;
use super::rule::in_a_line;
use super::words::{linked, number, plain, quoted};
use crate::rulebook::model::{
    Alike, CalledPlan, CycleEvent, Grade, Partner, Partnering, Plans, Player, Rulebook, Setting, SettingValue,
    SupportModel, Team, Trigger,
};

pub(super) fn parts(rulebook: &Rulebook) -> Vec<Part> {
    let part =
        |title, about, entries: Vec<String>| Part { title, about, entries: entries.len(), text: entries.join("\n") };
    let each = |text: &mut dyn Iterator<Item = String>| text.collect::<Vec<_>>();
    vec![
        part(
            "Models of support",
            "Support by strand and grade.",
            each(&mut rulebook.support.iter().map(|one| support(rulebook, one))),
        ),
        part(
            "What grades call for",
            "What has to be done at a grade.",
            each(&mut rulebook.triggers.iter().map(|one| trigger(rulebook, one))),
        ),
        part("The life of plans", "What begins a plan, and what ends it.", each(&mut rulebook.plans.iter().map(lives))),
        part(
            "Partners",
            "Strong schools proposed as partners for others.",
            each(&mut rulebook.partners.iter().map(|one| partner(rulebook, one))),
        ),
        part("How partners are shared", "Over all schools.", each(&mut rulebook.partnering.iter().map(partnering))),
        part("Grades", "Best first.", each(&mut rulebook.judgements.grades.iter().map(grade))),
        part("Strands of judgement", "What grades are given for.", strands(rulebook)),
        part(
            "The year's cycle",
            "Meetings, visits and reports.",
            each(&mut rulebook.cycle.iter().map(|one| event(rulebook, one))),
        ),
        part(
            "Who has what part",
            "Responsibilities.",
            each(&mut rulebook.players.iter().map(|one| player(rulebook, one))),
        ),
        part("Settings", "Choices that rules use by name.", each(&mut rulebook.settings.iter().map(setting))),
    ]
}

/// Titles of grades by their places.
fn grades(rulebook: &Rulebook, places: &[u8]) -> String {
    let grades = places.iter().filter_map(|place| rulebook.judgements.grades.get(usize::from(*place)));
    grades.map(|grade| format!("{} ({})", grade.id, plain(&grade.title))).collect::<Vec<_>>().join(", ")
}

pub(super) fn team(team: &Team) -> String {
    let forms: Vec<String> = team.forms.iter().map(|form| plain(form)).collect();
    format!("**{}**: {}", plain(&team.team), forms.join("; "))
}

fn support(rulebook: &Rulebook, one: &SupportModel) -> String {
    let strand = rulebook.strand(one.strand).map_or(String::new(), |strand| plain(&strand.title));
    let teams: String = one.teams.iter().map(|one| format!("- {}\n", team(one))).collect();
    let note = one.note.as_ref().map_or(String::new(), |note| format!("Note: {}\n\n", plain(note)));
    format!(
        "### {strand}\n\n*at {}*\n\n{teams}\n{note}Source: {}. Stands in {}.\n",
        grades(rulebook, &one.grades),
        plain(&one.source),
        linked(&one.span)
    )
}

fn trigger(rulebook: &Rulebook, one: &Trigger) -> String {
    let strands: Vec<String> =
        one.strands.iter().filter_map(|id| rulebook.strand(*id)).map(|strand| plain(&strand.title)).collect();
    let strands = if strands.is_empty() { "in any strand".to_owned() } else { format!("in {}", strands.join(", ")) };
    let mut text = format!("### {}\n\n*at {}, {strands}*\n\n", plain(&one.title), grades(rulebook, &one.grades));
    text.push_str(&format!("{}.\n\n", plain(&one.requires)));
    text.push_str(&held(one.meeting_every_days, one.meeting.as_ref(), one.meetings_ahead));
    if let Some(note) = &one.note {
        text.push_str(&format!("Note: {}\n\n", plain(note)));
    }
    format!("{text}Source: {}. Stands in {}.\n", plain(&one.source), linked(&one.span))
}

fn lives(one: &Plans) -> String {
    let words = |words: &[Arc<str>]| words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", ");
    let mut text = format!("- Begun by {}\n", words(&one.begun_by));
    let back = &one.taken_back_by;
    for (what, of) in
        [("Taken back by", back), ("Progress", &one.progress), ("Behind", &one.behind), ("Ended by", &one.ended_by)]
    {
        if !of.is_empty() {
            text.push_str(&format!("- {what}: {}\n", words(of)));
        }
    }
    if let Some(targets) = &one.targets {
        text.push_str(&format!("- Targets proposed: at most {}, by month {}\n", targets.at_most, targets.by_month));
    }
    if let Some(kind) = &one.reviewed_at {
        text.push_str(&format!("- Reviewed at: {}\n", plain(kind)));
    }
    if let Some(note) = &one.note {
        text.push_str(&format!("\nNote: {}\n", plain(note)));
    }
    format!("{text}\nSource: {}. Stands in {}.\n", plain(&one.source), linked(&one.span))
}

/// A plan that a condition calls for.
pub(super) fn called_plan(one: &CalledPlan) -> String {
    let mut text = format!("Plan: {}. {}.\n\n", plain(&one.title), plain(&one.requires));
    text.push_str(&held(one.meeting_every_days, one.meeting.as_ref(), one.meetings_ahead));
    text
}

/// How often a plan is looked at.
fn held(every_days: Option<u32>, meeting: Option<&Arc<str>>, ahead: u32) -> String {
    let meeting = meeting.map_or("meeting".to_owned(), |meeting| plain(meeting));
    every_days.map_or_else(String::new, |days| format!("Every {days} days: {meeting}; {ahead} listed ahead.\n\n"))
}

fn partner(rulebook: &Rulebook, one: &Partner) -> String {
    let same: Vec<String> =
        one.same.iter().filter_map(|id| rulebook.measure(*id)).map(|measure| plain(&measure.title)).collect();
    let mut text = format!("### {}\n\n", plain(&one.title));
    text.push_str(&format!("- A school needs one when {}\n", in_a_line(rulebook, &one.needed_when)));
    text.push_str(&format!("- A school can be one when {}\n", in_a_line(rulebook, &one.partner_when)));
    if !same.is_empty() {
        text.push_str(&format!("- Both are the same in: {}\n", same.join(", ")));
    }
    for (what, points) in [("How much a school needs one", &one.need), ("How much one has to give", &one.strength)] {
        if let Some(points) = points {
            text.push_str(&format!("- {what}, in points: `{}`\n", points.text));
        }
    }
    text.push_str(&format!("- Named for a school: at most {}\n\n", one.at_most));
    format!("{text}Source: {}. Stands in {}.\n", plain(&one.source), linked(&one.span))
}

fn partnering(one: &Partnering) -> String {
    let quoted = |words: &[Arc<str>]| words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", ");
    let load = one.load.map_or("as often as it is the best".to_owned(), |load| format!("at most {load} times"));
    let mut text = format!("### One school is asked {load}\n\n");
    if !one.accepted_by.is_empty() {
        text.push_str(&format!("- Accepted by: {}\n", quoted(&one.accepted_by)));
    }
    if !one.refused_by.is_empty() {
        text.push_str(&format!("- Refused by: {}\n", quoted(&one.refused_by)));
    }
    text.extend(one.alike.iter().map(alike));
    let note = one.note.as_ref().map_or(String::new(), |note| format!("Note: {}\n\n", plain(note)));
    format!("{text}\n{note}Source: {}. Stands in {}.\n", plain(&one.source), linked(&one.span))
}

fn alike(one: &Alike) -> String {
    let until =
        one.none_from.map_or("else none".to_owned(), |from| format!("none from a difference of {}", number(from)));
    format!("- Alike in {}: {} points, {until}\n", plain(&one.title), number(one.points))
}

fn grade(one: &Grade) -> String {
    let called: Vec<String> =
        one.frameworks.iter().map(|(from, title)| format!("from {from} {}", quoted(title))).collect();
    let called = if called.is_empty() { String::new() } else { format!("; {}", called.join(", ")) };
    format!("- **{}**: {} (counts as {}{called})", plain(&one.id), plain(&one.title), number(one.value))
}

fn strands(rulebook: &Rulebook) -> Vec<String> {
    let named = |id: Option<crate::rulebook::ids::MeasureId>| {
        id.and_then(|id| rulebook.measure(id)).map_or("–".to_owned(), |measure| format!("`{}`", measure.id))
    };
    let each = rulebook.judgements.strands.iter().map(|strand| {
        let (own, theirs) = (named(strand.self_evaluated), named(strand.inspected));
        format!("- **{}** (`{}`): self-evaluated {own}, inspected {theirs}", plain(&strand.title), strand.id)
    });
    each.collect()
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A month by its number, 1 to 12.
pub(super) fn month(number: u32) -> Option<&'static str> {
    usize::try_from(number).ok().and_then(|at| MONTHS.get(at.checked_sub(1)?)).copied()
}

fn event(rulebook: &Rulebook, one: &CycleEvent) -> String {
    let months: Vec<&str> = one.months.iter().filter_map(|number| month(*number)).collect();
    let mut facts = vec![plain(&one.kind)];
    facts.extend((!months.is_empty()).then(|| months.join(", ")));
    facts.extend(one.term.iter().map(|term| format!("{} term", plain(term))));
    let mut text = format!("### {}\n\n*{}*\n\n", plain(&one.title), facts.join(" · "));
    if !one.dates.is_empty() {
        text.push_str(&format!("Dates: {}\n\n", dates(one)));
    }
    if let Some(focus) = &one.focus {
        text.push_str(&format!("Focus: {}\n\n", plain(focus)));
    }
    if let Some(condition) = &one.for_schools {
        text.push_str(&format!("For schools of which {}\n\n", in_a_line(rulebook, condition)));
    }
    if let Some(days) = one.record_within_days {
        text.push_str(&format!("To be recorded within {days} days of its last day\n\n"));
    }
    for purpose in &one.purpose {
        text.push_str(&format!("- {}\n", plain(purpose)));
    }
    if !one.purpose.is_empty() {
        text.push('\n');
    }
    for (label, list) in [("Who takes part", &one.who), ("Papers", &one.papers), ("Reported to", &one.reported_to)] {
        if !list.is_empty() {
            let list: Vec<String> = list.iter().map(|item| plain(item)).collect();
            text.push_str(&format!("{label}: {}\n\n", list.join(", ")));
        }
    }
    format!("{text}Source: {}. Stands in {}.\n", plain(&one.source), linked(&one.span))
}

/// The dates of an event, year by year.
fn dates(one: &CycleEvent) -> String {
    let each = one.dates.iter().map(|dates| match dates.from == dates.to {
        true => format!("{}: {}", dates.year, dates.from),
        false => format!("{}: {} to {}", dates.year, dates.from, dates.to),
    });
    each.collect::<Vec<_>>().join("; ")
}

fn player(rulebook: &Rulebook, one: &Player) -> String {
    let mut text = format!("### {}\n\n", plain(&one.title));
    one.responsibilities.iter().for_each(|item| text.push_str(&format!("- {}\n", plain(item))));
    if let Some(condition) = &one.for_schools {
        text.push_str(&format!("\nLooks after schools of which {}\n", in_a_line(rulebook, condition)));
    }
    format!("{text}\nSource: {}. Stands in {}.\n", plain(&one.source), linked(&one.span))
}

fn setting(one: &Setting) -> String {
    let value = match &one.value {
        SettingValue::Flag(true) => "yes".to_owned(),
        SettingValue::Flag(false) => "no".to_owned(),
        SettingValue::Number(value) => number(*value),
        SettingValue::Text(text) => quoted(text),
        SettingValue::Numbers(list) => list.iter().map(|value| number(*value)).collect::<Vec<_>>().join(", "),
        SettingValue::Texts(list) => list.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "),
    };
    let mut text = format!("### `settings.{}`\n\n{}: **{value}**\n\n", one.id, plain(&one.title));
    if let Some(note) = &one.note {
        text.push_str(&format!("Note: {}\n\n", plain(note)));
    }
    let source = one.source.as_ref().map_or(String::new(), |source| format!("Source: {}. ", plain(source)));
    format!("{text}{source}Stands in {}.\n", linked(&one.span))
}
