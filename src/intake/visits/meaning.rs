//! What the cells of a page mean: a day, a grade, yes or no; the rest are words.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::BookPage;
use super::form::RowOf;
use super::page::{Written, noted, shown, text_of};
use crate::domain::Value;
use crate::intake::heading::{FootnoteDigits, Meaning};
use crate::intake::reading::Context;
use crate::intake::record::{About, Doubt, DoubtKind, Noted, Priority, SchoolKey, Step, Visit, VisitGrade, VisitRisk};
use crate::intake::value::{MeasureReader, date, yes_or_no};
use crate::rulebook::ids::{GroupId, MeasureId, StrandId};
use crate::rulebook::model::{CycleEvent, Reads, Unit};
use workbook::place::CellPlace;
use workbook::read::Content;

/// One page being understood.
struct Reader<'a, 'p> {
    context: &'a Context<'a>,
    page: &'a BookPage<'p>,
    doubts: &'a mut Vec<Doubt>,
}

/// The visit that a page tells of; `None` where nothing says when it was.
pub(super) fn visit(
    context: &Context<'_>,
    page: &BookPage<'_>,
    school: SchoolKey,
    doubts: &mut Vec<Doubt>,
) -> Option<Visit> {
    let mut reader = Reader { context, page, doubts };
    let day = reader.day();
    let as_of = reader.as_of(day)?;
    let page_place = page.book.place(page.sheet, page.read.name.as_ref().map_or(0, |(row, ..)| *row), 0);
    let mut visit = Visit {
        school,
        event: page.read.event.clone().or_else(|| event_of(context, as_of)),
        day,
        as_of,
        page: page_place,
        who: None,
        priorities: Vec::new(),
        grades: Vec::new(),
        risks: Vec::new(),
        steps: Vec::new(),
        said: Vec::new(),
        progress: Vec::new(),
    };
    let mut steps: Vec<(u32, Step)> = Vec::new();
    for written in &page.read.written {
        reader.take(written, &mut visit, &mut steps);
    }
    visit.steps = steps.into_iter().map(|(_, step)| step).collect();
    Some(visit)
}

impl Reader<'_, '_> {
    fn place(&self, row: u32, column: u32) -> CellPlace {
        self.page.book.place(self.page.sheet, row, column)
    }

    fn doubt(&mut self, what: String, advice: &str, place: CellPlace) {
        let workbook = Some(Arc::clone(&self.page.book.name));
        let (advice, places) = (Some(advice.to_owned()), vec![place]);
        self.doubts.push(Doubt { kind: DoubtKind::Value, what, advice, workbook, places, proposal: None });
    }

    /// The day that was written down.
    fn day(&mut self) -> Option<NaiveDate> {
        let written = self.page.read.written.iter().find(|one| one.reads == Reads::Date)?;
        let day = match &written.cell.content {
            Content::DateTime(moment) => Some(moment.date()),
            Content::Number(number) => date::from_number(*number, self.page.book.date_1904),
            _ => text_of(written.cell).and_then(|text| date::typed(&text).or_else(|| date::last_of_days(&text))),
        };
        let day =
            day.and_then(date::believable).filter(|day| !date::is_number_in_disguise(*day, self.page.book.date_1904));
        if day.is_none() {
            let from = self.page.read.from.map(Value::Date);
            let from = from.map_or(String::new(), |from| format!("; what the visit says counts from {from}"));
            let what = format!("“{}” is no day{from}", shown(written.cell));
            self.doubt(what, "write it as 12/11/2012", self.place(written.row, written.cell.column));
        }
        day
    }

    /// The day that its answers count from: its own, else the first on which the visit could be. One that is still to
    /// come counts when it has come.
    fn as_of(&mut self, day: Option<NaiveDate>) -> Option<NaiveDate> {
        let first = self.page.read.written.first().map(|one| (one.row, one.cell.column)).unwrap_or_default();
        let dated = self.page.read.written.iter().find(|one| one.reads == Reads::Date);
        let (row, column) = dated.map_or(first, |one| (one.row, one.cell.column));
        let place = self.place(row, column);
        let Some(as_of) = day.or(self.page.read.from) else {
            let what = "nothing says when the visit was, so its template was not read".to_owned();
            self.doubt(what, "write the day of the visit", place);
            return None;
        };
        if day.is_none() && dated.is_none() {
            let what = format!("the day of a visit is not given; what it says counts from {}", Value::Date(as_of));
            self.doubt(what, "write the day of the visit", place.clone());
        }
        let until = self.context.options.until.filter(|until| as_of > *until);
        if let (Some(until), true) = (until, day.is_some()) {
            let what = format!(
                "the visit of {} is after {}, the day of this run, so nothing of it counts yet",
                Value::Date(as_of),
                Value::Date(until)
            );
            self.doubt(what, "correct the day where it is mistyped", place);
            return None;
        }
        Some(as_of)
    }

    fn take(&mut self, written: &Written<'_>, visit: &mut Visit, steps: &mut Vec<(u32, Step)>) {
        let Some(noted) = noted(self.page.book, self.page.sheet, written.row, written.cell) else { return };
        let about = &written.about;
        let slot = match (written.reads, &written.of) {
            (Reads::Who, _) => Some(&mut visit.who),
            (Reads::Priority, _) => priority(visit, about).map(|one| &mut one.priority),
            (Reads::Impact, _) => priority(visit, about).map(|one| &mut one.impact),
            (Reads::Changed, RowOf::Risk(rule)) => risk(visit, rule).map(|one| &mut one.changed),
            (Reads::Step, _) => step(steps, written.row).map(|one| &mut one.what),
            (Reads::By, _) => step(steps, written.row).map(|one| &mut one.by),
            (Reads::Due, _) => step(steps, written.row).map(|one| &mut one.due),
            (Reads::Present, RowOf::Risk(rule)) => {
                if let Some(present) = self.yes_no(written, rule)
                    && let Some(one) = risk(visit, rule)
                {
                    one.present = Some((present, noted));
                }
                return;
            }
            (Reads::SelfEvaluated | Reads::PartnerGrade, RowOf::Strand(strand)) => {
                let grade = self.grade(written, noted);
                let own = written.reads == Reads::SelfEvaluated;
                if let Some(one) = grades(visit, *strand).filter(|_| grade.is_some()) {
                    *(if own { &mut one.school } else { &mut one.partner }) = grade;
                }
                return;
            }
            (Reads::Said, _) => return visit.said.push(About { what: Arc::clone(about), noted }),
            (Reads::Progress, _) => return visit.progress.push(About { what: Arc::clone(about), noted }),
            _ => None,
        };
        if let Some(slot) = slot {
            *slot = Some(noted);
        }
    }

    /// The grade that is meant, by its place in the rulebook's list.
    fn grade(&mut self, written: &Written<'_>, noted: Noted) -> Option<(u8, Noted)> {
        let judgements = &self.context.rulebook.judgements;
        let word = self.context.rulebook.words("column.grade");
        let grade = judgements.grade_meant(&noted.text, word).and_then(|grade| u8::try_from(grade).ok());
        if grade.is_none() {
            let what = format!("“{}” beside {} is none of the rulebook's grades", shown(written.cell), written.about);
            self.doubt(what, "write the grade alone, such as 2", noted.place.clone());
        }
        Some((grade?, noted))
    }

    fn yes_no(&mut self, written: &Written<'_>, rule: &str) -> Option<bool> {
        let measure = stated(self.context, rule).and_then(|id| self.context.rulebook.measure(id));
        let (rulebook, markers) = (self.context.rulebook, &self.context.markers);
        let reader = measure.map(|one| MeasureReader::new(one, rulebook, markers, self.page.book.date_1904));
        let known = match reader.map(|reader| reader.read(Some(written.cell), None).value) {
            Some(Ok(Value::Flag(flag))) => Some(flag),
            Some(_) => None,
            None => text_of(written.cell).and_then(|said| yes_or_no(&said)),
        };
        if known.is_none() {
            let what = format!("“{}” beside {} is neither yes nor no", shown(written.cell), written.about);
            self.doubt(what, "write yes or no", self.place(written.row, written.cell.column));
        }
        known
    }
}

/// The visit of the cycle that a day falls into, where there is one alone: into the dates of its year, in a year without dates
/// into its months; else into the days in which one is still to be recorded.
fn event_of(context: &Context<'_>, day: NaiveDate) -> Option<Arc<str>> {
    let year = context.rulebook.year_begins.year_of(day);
    let fits = |event: &CycleEvent, late: bool| {
        let days = if late { event.record_within_days.unwrap_or_default() } else { 0 };
        let until = |to: NaiveDate| to.checked_add_days(chrono::Days::new(u64::from(days))).unwrap_or(to);
        let mut dates = event.dates.iter().filter(|dates| Some(dates.year) == year).peekable();
        match dates.peek() {
            Some(_) => dates.any(|dates| (dates.from..=until(dates.to)).contains(&day)),
            None => event.months.contains(&day.month()),
        }
    };
    let visits: Vec<&CycleEvent> =
        context.rulebook.visits_with_papers().into_iter().filter_map(|at| context.rulebook.cycle.get(at)).collect();
    [false, true].into_iter().find_map(|late| {
        let mut events = visits.iter().filter(|event| fits(event, late));
        let event = events.next()?;
        events.next().is_none().then(|| Arc::clone(&event.id))
    })
}

/// The measure that takes what is stated of a risk characteristic: one of yes or no that has its title for a heading.
pub(super) fn stated(context: &Context<'_>, rule: &str) -> Option<MeasureId> {
    let (_, rule) = context.rulebook.rule_named(rule)?;
    let found = context.index.find(&rule.title, &FootnoteDigits::default())?;
    let yes_no = |id: &MeasureId| context.rulebook.measure(*id).is_some_and(|measure| measure.unit == Unit::YesNo);
    let of = |meaning: &Meaning| match meaning {
        Meaning::Measure(id, GroupId::ALL) => Some(*id),
        _ => None,
    };
    found.meanings.iter().find_map(of).filter(yes_no)
}

/// The one of several that is meant, added where it is not there.
fn entry<T>(all: &mut Vec<T>, is: impl Fn(&T) -> bool, new: impl FnOnce() -> T) -> Option<&mut T> {
    if !all.iter().any(&is) {
        all.push(new());
    }
    all.iter_mut().find(|one| is(one))
}

fn priority<'v>(visit: &'v mut Visit, row: &Arc<str>) -> Option<&'v mut Priority> {
    let new = || Priority { row: Arc::clone(row), priority: None, impact: None };
    entry(&mut visit.priorities, |known| known.row == *row, new)
}

fn grades(visit: &mut Visit, strand: StrandId) -> Option<&mut VisitGrade> {
    let new = || VisitGrade { strand, school: None, partner: None };
    entry(&mut visit.grades, |known| known.strand == strand, new)
}

fn risk<'v>(visit: &'v mut Visit, rule: &Arc<str>) -> Option<&'v mut VisitRisk> {
    let new = || VisitRisk { rule: Arc::clone(rule), present: None, changed: None };
    entry(&mut visit.risks, |known| known.rule == *rule, new)
}

fn step(steps: &mut Vec<(u32, Step)>, row: u32) -> Option<&mut Step> {
    entry(steps, |(known, _)| *known == row, || (row, Step::default())).map(|(_, step)| step)
}
