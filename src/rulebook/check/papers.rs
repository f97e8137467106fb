//! Papers: what stands on them is something that can stand there, under names that there are.

mod letter;
mod reads;
mod takes;

use std::collections::BTreeMap;

use self::letter::{IN_FILE_OF_LETTER, IN_LETTER};
use self::takes::for_whom;
use super::desk::{Desk, all_words, maybe_words, words};
use super::ids::Written;
use super::sections::{Entry, Sections};
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::model::{Paper, PaperFigure, PaperFor, PaperLayout, PaperSection, Shows};
use crate::rulebook::raw::{RawCycleEvent, RawPaper, RawPaperFigure, RawPaperSection};
use crate::rulebook::yaml::Place;

/// How many years are shown where the rulebook does not say.
const USUAL_YEARS: u16 = 3;
/// More years than this do not stand on a page.
const MOST_YEARS: u32 = 10;
/// More lines than this do not stand on a page.
const MOST_LINES: u32 = 40;
/// What a file name cannot hold on every computer.
const NOT_IN_FILES: [char; 9] = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];
/// What is filled into a file's name, a title, a lead.
const IN_FILE: [&str; 3] = ["year", "authority", "visit"];
const IN_TITLE: [&str; 4] = ["school", "year", "authority", "visit"];
const IN_LEAD: [&str; 7] = ["school", "year", "authority", "visit", "date", "from", "to"];
/// The same for a meeting.
const IN_FILE_OF_MEETING: [&str; 4] = ["year", "authority", "meeting", "month"];
const IN_TEXT_OF_MEETING: [&str; 7] = ["year", "authority", "meeting", "month", "date", "from", "to"];
/// What is filled into a row's name or a title of a table.
const IN_ROW: [&str; 3] = ["year", "before", "authority"];

impl Desk<'_> {
    pub(super) fn papers(&mut self, sections: &Sections<'_>) -> Vec<Paper> {
        self.number(&sections.papers, "paper", "a paper", Written::Hyphened, |raw| &raw.paper);
        self.files_differ(&sections.papers);
        let papers: Vec<Option<Paper>> = sections.papers.iter().map(|entry| self.paper(*entry, sections)).collect();
        papers.into_iter().flatten().collect()
    }

    fn files_differ(&mut self, papers: &[Entry<'_, RawPaper>]) {
        let mut seen: BTreeMap<String, Place<'_>> = BTreeMap::new();
        for (file, Entry { raw, place }) in
            papers.iter().flat_map(|entry| files_of(entry.raw).map(move |file| (file, *entry)))
        {
            let place = place.field("file");
            if let Some(first) = seen.insert(file, place) {
                let message = format!("two papers would be written into one file, `{}`", raw.file);
                let again = Diagnostic::error(Code::DuplicateId, place.span(), message).here("again here");
                self.say(again.also(first.span(), "first here").help("give one of them another `file`"));
            }
        }
    }

    fn paper(&mut self, Entry { raw, place }: Entry<'_, RawPaper>, sections: &Sections<'_>) -> Option<Paper> {
        let [in_file, in_title, in_lead]: [&[&str]; 3] = match raw.made_for {
            PaperFor::AMeeting => [&IN_FILE_OF_MEETING, &IN_TEXT_OF_MEETING, &IN_TEXT_OF_MEETING],
            PaperFor::ALetter => [&IN_FILE_OF_LETTER, &IN_LETTER, &IN_LETTER],
            _ => [&IN_FILE, &IN_TITLE, &IN_LEAD],
        };
        self.only_given(place.field("file"), &raw.file, in_file);
        self.is_a_name(place.field("file"), &raw.file);
        self.only_given(place.field("title"), &raw.title, in_title);
        if let Some(lead) = &raw.lead {
            self.only_given(place.field("lead"), lead, in_lead);
        }
        let to = self.letter(place, raw);
        let events = self.events(place, raw, &sections.cycle);
        self.asked_for_in_the_cycle(place, raw, &sections.cycle);
        let for_schools = self.maybe_condition(place.field("for schools when"), raw.for_schools_when.as_ref())?;
        if raw.sections.is_empty() && !self.told_within(place) {
            let message = format!("nothing stands on the paper `{}`", raw.paper);
            self.error(Code::MissingField, place.field("sections").span(), message, "list its sections");
        }
        let parts = raw.sections.iter().enumerate();
        let parts = parts.map(|(n, part)| self.part(place.field("sections").item(n), part, raw, n));
        Some(Paper {
            id: words(&raw.paper),
            title: words(&raw.title),
            made_for: raw.made_for,
            file: words(&raw.file),
            lead: maybe_words(raw.lead.as_ref()),
            contents: maybe_words(raw.contents.as_ref()),
            sections: parts.collect(),
            folder: maybe_words(raw.folder.as_ref()),
            to,
            events,
            asked_as: all_words(&raw.in_the_cycle_as),
            for_schools,
            source: words(&raw.source),
            span: place.field("paper").span(),
        })
    }

    /// A name of a file is a name, never a path.
    pub(super) fn is_a_name(&mut self, place: Place<'_>, file: &str) {
        if let Some(sign) = file.chars().find(|sign| NOT_IN_FILES.contains(sign) || sign.is_control()) {
            let message = format!("a file's name cannot hold `{sign}`");
            self.error(Code::BadWord, place.span(), message, "leave it out, or write a hyphen in its place");
        }
    }

    /// The events it is made for: those named, else every visit.
    fn events(&mut self, place: Place<'_>, raw: &RawPaper, cycle: &[Entry<'_, RawCycleEvent>]) -> Vec<usize> {
        for (field, named, whose) in
            [("visits", &raw.visits, PaperFor::EachVisit), ("meetings", &raw.meetings, PaperFor::AMeeting)]
        {
            if !named.is_empty() && raw.made_for != whose {
                let message = format!("`{field}` does nothing here: the paper is not made for {field}");
                let help = format!("take it out, or write `for: {}`", for_whom(whose));
                self.say(Diagnostic::warning(Code::Unused, place.field(field).span(), message).help(help));
            }
        }
        match raw.made_for {
            PaperFor::EachVisit if raw.visits.is_empty() => {
                let visits = cycle.iter().enumerate().filter(|(_, event)| event.raw.kind == "visit");
                visits.map(|(at, _)| at).collect()
            }
            PaperFor::EachVisit => self.events_named(place.field("visits"), &raw.visits, cycle),
            PaperFor::AMeeting => {
                if raw.meetings.is_empty() && !self.told_within(place) {
                    let message = format!("the paper `{}` is for a meeting, and none is named", raw.paper);
                    let help = "add `meetings:` with the events of the cycle it is for";
                    self.error(Code::MissingField, place.field("for").span(), message, help);
                }
                self.events_named(place.field("meetings"), &raw.meetings, cycle)
            }
            PaperFor::EachSchool | PaperFor::TheAuthority | PaperFor::ALetter => Vec::new(),
        }
    }

    fn events_named(&mut self, place: Place<'_>, named: &[String], cycle: &[Entry<'_, RawCycleEvent>]) -> Vec<usize> {
        let events: Vec<&str> = cycle.iter().map(|event| event.raw.event.as_str()).collect();
        let mut found = Vec::new();
        for (number, name) in named.iter().enumerate() {
            match events.iter().position(|event| *event == name.trim()) {
                Some(at) => found.push(at),
                None => self.unknown(place.item(number).span(), name, "event of the cycle", &events),
            }
        }
        found
    }

    /// A name by which an event asks for the paper is one that an event has among its papers.
    fn asked_for_in_the_cycle(&mut self, place: Place<'_>, raw: &RawPaper, cycle: &[Entry<'_, RawCycleEvent>]) {
        let mut asked: Vec<&str> = cycle.iter().flat_map(|event| &event.raw.papers).map(|name| name.trim()).collect();
        asked.sort_unstable();
        asked.dedup();
        for (number, name) in raw.in_the_cycle_as.iter().enumerate() {
            if !asked.contains(&name.trim()) {
                let place = place.field("in the cycle as").item(number);
                self.unknown(place.span(), name, "paper that an event of the cycle asks for", &asked);
            }
        }
    }

    fn part(&mut self, place: Place<'_>, raw: &RawPaperSection, paper: &RawPaper, number: usize) -> PaperSection {
        self.suits(place, raw, paper.made_for);
        self.headings_of_comparators(place, raw);
        self.reads_what_is_there(place, raw, paper.made_for);
        if raw.shows == Shows::Table && raw.chart.is_some() && raw.layout != Some(PaperLayout::YearsDown) {
            let message = "only a table with its years down can have a chart";
            let help = "write `layout: years down`, or take it out";
            self.error(Code::BadWord, place.field("chart").span(), message, help);
        }
        if raw.beside && number == 0 {
            let message = "`beside` has nothing to stand beside: this is the first section";
            self.error(Code::Order, place.field("beside").span(), message, "take it out, or move the section down");
        }
        let groups = raw.groups.iter().enumerate();
        let groups: Vec<_> =
            groups.map(|(n, name)| self.find(place.field("groups").item(n), name, "group", |t| &t.groups)).collect();
        let with = raw.compared_with.iter().enumerate();
        let with: Vec<_> = with
            .map(|(n, name)| self.find(place.field("compared with").item(n), name, "comparator", |t| &t.comparators))
            .collect();
        let which = self.maybe_condition(place.field("for schools when"), raw.for_schools_when.as_ref());
        let measures = raw.measures.iter().enumerate();
        let measures: Vec<_> = measures.map(|(n, name)| self.measure(place.field("measures").item(n), name)).collect();
        let figures = raw.figures.iter().enumerate();
        let figures: Vec<_> =
            figures.map(|(n, figure)| self.figure_of_table(place.field("figures").item(n), figure, raw)).collect();
        PaperSection {
            shows: raw.shows,
            title: maybe_words(raw.title.as_ref()),
            say: maybe_words(raw.say.as_ref()),
            beside: raw.beside,
            sheet: maybe_words(raw.sheet.as_ref()),
            for_schools: which.flatten(),
            measures: measures.into_iter().flatten().collect(),
            groups: groups.into_iter().flatten().collect(),
            compared_with: with.into_iter().flatten().collect(),
            years: self.years_shown(place.field("years"), raw.years),
            figures: figures.into_iter().flatten().collect(),
            layout: raw.layout.unwrap_or(PaperLayout::YearsAcross),
            rows: all_words(&raw.rows),
            columns: all_words(&raw.columns),
            reads: raw.reads.iter().map(|(heading, reads)| (words(heading), *reads)).collect(),
            lines: self.up_to(place.field("lines"), raw.lines, "lines", MOST_LINES).unwrap_or(1),
            chart: maybe_words(raw.chart.as_ref()),
            span: place.field("shows").span(),
        }
    }

    /// Short headings of comparators are as many as the comparators.
    fn headings_of_comparators(&mut self, place: Place<'_>, raw: &RawPaperSection) {
        if !matches!(raw.shows, Shows::Figures | Shows::Table) {
            return;
        }
        for (number, column) in raw.columns.iter().enumerate() {
            self.only_given(place.field("columns").item(number), column, &IN_ROW);
        }
        let (headings, with) = (raw.columns.len(), raw.compared_with.len());
        if headings != 0 && headings != with {
            let message = format!("`columns` has {headings}, and `compared with` has {with}");
            let help = "write one short heading for each comparator, in the same order, or none";
            self.error(Code::BadRange, place.field("columns").span(), message, help);
        }
    }

    fn years_shown(&mut self, place: Place<'_>, years: Option<u32>) -> u16 {
        let years = self.up_to(place, years, "years", MOST_YEARS);
        years.and_then(|years| u16::try_from(years).ok()).unwrap_or(USUAL_YEARS)
    }

    fn up_to(&mut self, place: Place<'_>, number: Option<u32>, what: &str, most: u32) -> Option<u32> {
        let number = number?;
        if !(1..=most).contains(&number) {
            let message = format!("{number} {what} do not fit on a page");
            self.error(Code::BadRange, place.span(), message, format!("write 1 to {most}"));
            return None;
        }
        Some(number)
    }

    fn figure_of_table(
        &mut self,
        place: Place<'_>,
        raw: &RawPaperFigure,
        section: &RawPaperSection,
    ) -> Option<PaperFigure> {
        let by_row = section.layout == Some(PaperLayout::RowsByYear);
        if by_row && raw.row.is_none() {
            let help = "add `row:` with the name of its row, or choose another layout";
            self.error(Code::MissingField, place.span(), "the layout `rows by year` needs the figure's `row`", help);
        }
        if !by_row && raw.row.is_some() {
            let message = "`row` does nothing here: only the layout `rows by year` names rows";
            self.say(Diagnostic::warning(Code::Unused, place.field("row").span(), message));
        }
        for (field, text) in [("row", &raw.row), ("title", &raw.title), ("band", &raw.band)] {
            if let Some(text) = text {
                self.only_given(place.field(field), text, &IN_ROW);
            }
        }
        let value = self.number_of(place.field("value"), &raw.value)?;
        let title = maybe_words(raw.title.as_ref());
        if title.is_none() && value.as_read().is_none() {
            let help = "add `title:`; only a measure has one of its own";
            self.error(Code::MissingField, place.field("value").span(), "this figure has no title", help);
        }
        Some(PaperFigure { value, title, band: maybe_words(raw.band.as_ref()), row: maybe_words(raw.row.as_ref()) })
    }
}

/// The files that a paper is written into: of one for several meetings one each, where its name says which.
fn files_of(raw: &RawPaper) -> impl Iterator<Item = String> {
    let file = raw.file.trim().to_lowercase();
    let meetings: Vec<&str> = match raw.made_for {
        PaperFor::AMeeting if file.contains("{meeting}") => raw.meetings.iter().map(|name| name.trim()).collect(),
        _ => vec![""],
    };
    let folder = raw.folder.as_deref().unwrap_or_default().trim().to_lowercase();
    meetings.into_iter().map(move |meeting| format!("{folder}/{file} {meeting}"))
}
