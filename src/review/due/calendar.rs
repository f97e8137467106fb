//! What is due as a calendar file (RFC 5545) that Outlook and others import: all-day entries under names that stay, so that a
//! file made again moves an entry and adds none. Nothing in it is of the clock: its stamps are of the stated day.

use chrono::{NaiveDate, NaiveTime};
use icalendar::{Calendar, Component, Event, EventLike, Property};

use super::{Due, What, names, player};
use crate::review::words::Words;
use crate::rulebook::model::Rulebook;

/// Who made a calendar file: by this line it is known as ours.
pub const MADE_BY: &str = "-//Yardstick//What is due//EN";

/// The bytes of a calendar file; `date` is the stated day.
#[must_use]
pub fn calendar(rulebook: &Rulebook, authority: &str, date: NaiveDate, all: &[Due<'_>]) -> Vec<u8> {
    let mut calendar = Calendar::empty();
    for (name, value) in [("VERSION", "2.0"), ("PRODID", MADE_BY), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH")] {
        calendar.append_property(Property::new(name, value));
    }
    calendar.name(&Words(rulebook).fill("due.calendar", &[("authority", authority.to_owned())]));
    calendar.extend(all.iter().filter_map(|one| entry(rulebook, authority, date, one)));
    calendar.to_string().into_bytes()
}

fn entry(rulebook: &Rulebook, authority: &str, date: NaiveDate, one: &Due<'_>) -> Option<Event> {
    let (from, to) = one.days();
    let mut event = Event::new();
    event.uid(&name(rulebook, authority, one)).timestamp(date.and_time(NaiveTime::MIN).and_utc());
    event.summary(&summary(rulebook, one)).starts(from).ends(to.succ_opt()?);
    event.description(&description(rulebook, one).join("\n"));
    event.categories([Words(rulebook).shown(match &one.what {
        What::Event(event, _) => &event.kind,
        What::Meeting { .. } => "meeting",
    })]);
    // a day is told, nobody's time is taken
    event.add_property("TRANSP", "TRANSPARENT").add_property("X-MICROSOFT-CDO-BUSYSTATUS", "FREE");
    Some(event.done())
}

/// A name that stays while days move: of a step its number in the year, of a plan's meeting its number since the plan began;
/// where plans do not begin, its day.
fn name(rulebook: &Rulebook, authority: &str, one: &Due<'_>) -> String {
    let own = match &one.what {
        What::Event(event, time) => format!("{}-{}-{}", event.id, time.year, time.number),
        What::Meeting { meeting, plan, day, number, .. } => {
            let year = |begun: &NaiveDate| rulebook.year_begins.year_of(*begun).map(|year| year.to_string());
            let which = match number {
                Some((begun, number)) => format!("{plan}-{}-{number}", year(begun).unwrap_or_default()),
                None => day.to_string(),
            };
            let schools = one.schools.iter().flat_map(|schools| &schools.named);
            let keys: Vec<String> = schools.map(|school| school.key.to_string()).collect();
            format!("{meeting}-{}-{which}", keys.join("-"))
        }
    };
    format!("{}@{}.yardstick", plain(&own), plain(authority))
}

/// Letters, digits and single hyphens.
fn plain(text: &str) -> String {
    let words = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}

fn summary(rulebook: &Rulebook, one: &Due<'_>) -> String {
    let words = Words(rulebook);
    match (&one.what, &one.schools) {
        (What::Event(event, time), _) if !time.dated => words.fill("due.undated", &[("what", event.title.to_string())]),
        (What::Meeting { meeting, .. }, Some(schools)) => format!("{meeting}: {}", names(&schools.named)),
        _ => one.title().to_owned(),
    }
}

/// A line for each thing there is to say, under the headings that the review has.
fn description(rulebook: &Rulebook, one: &Due<'_>) -> Vec<String> {
    let words = Words(rulebook);
    let mut lines = Vec::new();
    let mut say = |heading: &str, text: String| {
        if !text.is_empty() {
            lines.push(format!("{}: {text}", rulebook.words(heading)));
        }
    };
    match &one.what {
        What::Event(event, _) => {
            say("column.focus", event.focus.as_deref().unwrap_or_default().to_owned());
            say("column.purpose", event.purpose.join(" "));
            say("column.papers", event.papers.join(", "));
            let who = event.who.iter().map(|who| match player(rulebook, who) {
                Some(player) => format!("{who} ({})", player.responsibilities.join("; ")),
                None => who.to_string(),
            });
            say("column.takes-part", who.collect::<Vec<_>>().join(", "));
            say("column.reported-to", event.reported_to.join(", "));
        }
        What::Meeting { plans, .. } => say("column.plan", plans.join(", ")),
    }
    if let Some(schools) = &one.schools {
        say("column.which-schools", names(&schools.named));
        if !schools.unsure.is_empty() {
            let unsure = words.fill("cycle.unsure", &[("n", schools.unsure.len().to_string())]);
            say("column.unsure", format!("{unsure}: {}", names(&schools.unsure)));
        }
    }
    lines
}
