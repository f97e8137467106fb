//! The year: events of the cycle with their months and dates, who has what part, school holidays.

use super::desk::{Desk, all_words, maybe_words, words};
use super::ids::Written;
use super::sections::{Entry, Sections};
use crate::rulebook::diagnostic::Code;
use crate::rulebook::model::{CycleEvent, EventDates, Holiday, Player};
use crate::rulebook::raw::{RawCycleEvent, RawDates};
use crate::rulebook::yaml::Place;

impl Desk<'_> {
    pub(super) fn cycle(&mut self, sections: &Sections<'_>) -> Vec<CycleEvent> {
        self.number(&sections.cycle, "event", "an event", Written::Hyphened, |raw| &raw.event);
        let events: Vec<Option<CycleEvent>> = sections.cycle.iter().map(|entry| self.event(*entry)).collect();
        events.into_iter().flatten().collect()
    }

    fn event(&mut self, Entry { raw, place }: Entry<'_, RawCycleEvent>) -> Option<CycleEvent> {
        const KINDS: [&str; 4] = ["meeting", "visit", "report", "analysis"];
        if !KINDS.contains(&raw.kind.as_str()) {
            self.unknown(place.field("kind").span(), &raw.kind, "kind of event", &KINDS);
        }
        for (number, month) in raw.months.iter().enumerate().filter(|(_, month)| !(1..=12).contains(*month)) {
            let place = place.field("months").item(number);
            self.error(Code::BadRange, place.span(), format!("there is no month {month}"), "write 1 to 12");
        }
        let dates = self.dates(place, raw);
        if raw.months.is_empty() && raw.dates.is_empty() && !self.told_within(place) {
            let message = format!("nothing says when `{}` takes place", raw.event);
            self.error(
                Code::MissingField,
                place.span(),
                message,
                "add a line `months: [9]`, or `dates` by academic year",
            );
        }
        let for_schools = self.maybe_condition(place.field("for schools when"), raw.for_schools_when.as_ref())?;
        Some(CycleEvent {
            id: words(&raw.event),
            title: words(&raw.title),
            kind: words(&raw.kind),
            months: raw.months.clone(),
            dates,
            term: maybe_words(raw.term.as_ref()),
            focus: maybe_words(raw.focus.as_ref()),
            purpose: all_words(&raw.purpose),
            for_schools,
            record_within_days: raw.record_within_days,
            papers: all_words(&raw.papers),
            who: all_words(&raw.who),
            reported_to: all_words(&raw.reported_to),
            source: words(&raw.source),
            span: place.field("event").span(),
        })
    }

    /// The dates of an event, in order.
    fn dates(&mut self, event: Place<'_>, raw: &RawCycleEvent) -> Vec<EventDates> {
        let mut dates = Vec::new();
        for (name, given) in &raw.dates {
            let place = event.field("dates").field(name);
            let Some(year) = self.year_key(place, name) else { continue };
            let mut one = |from, to, span| dates.push(EventDates { year, from, to, span });
            match given {
                RawDates::Day(day) => {
                    self.day(place, day).into_iter().for_each(|day| one(day, day, place.span()));
                }
                RawDates::Days(days) => {
                    for (place, day) in days.iter().enumerate().map(|(n, day)| (place.item(n), day)) {
                        self.day(place, day).into_iter().for_each(|day| one(day, day, place.span()));
                    }
                }
                RawDates::Window(window) => {
                    let (first, last) = (place.field("from"), place.field("to"));
                    let (from, to) = (self.day(first, &window.from), self.day(last, &window.to));
                    let (Some(from), Some(to)) = (from, to) else { continue };
                    if from > to {
                        let message = format!("the window of `{}` ends before it begins", raw.event);
                        self.error(Code::BadDate, last.span(), message, "exchange the two days, or correct one");
                    }
                    one(from, to, place.span());
                }
            }
        }
        dates.sort_by_key(|dates| (dates.year, dates.from, dates.to));
        dates
    }

    pub(super) fn players(&mut self, sections: &Sections<'_>) -> Vec<Player> {
        self.number(&sections.players, "player", "a player", Written::Hyphened, |raw| &raw.player);
        let mut players = Vec::new();
        for Entry { raw, place } in &sections.players {
            let which = self.maybe_condition(place.field("for schools when"), raw.for_schools_when.as_ref());
            players.extend(which.map(|for_schools| Player {
                id: words(&raw.player),
                title: words(&raw.title),
                responsibilities: all_words(&raw.responsibilities),
                for_schools,
                source: words(&raw.source),
                span: place.field("player").span(),
            }));
        }
        players
    }

    pub(super) fn holidays(&mut self, sections: &Sections<'_>) -> Vec<Holiday> {
        let mut holidays = Vec::new();
        for Entry { raw, place } in &sections.holidays {
            let (from, to) = (self.day(place.field("from"), &raw.from), self.day(place.field("to"), &raw.to));
            let (Some(from), Some(to)) = (from, to) else { continue };
            if from > to {
                let message = format!("the holiday `{}` ends before it begins", raw.holiday);
                self.error(Code::BadDate, place.field("to").span(), message, "exchange the two days, or correct one");
            }
            holidays.push(Holiday { title: words(&raw.holiday), from, to, span: place.field("holiday").span() });
        }
        holidays.sort_by(|a, b| (a.from, &a.title).cmp(&(b.from, &b.title)));
        holidays
    }
}
