//! Two filled pages of one visit: both count, the later file where they differ, and what differs is said.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::intake::precedence::natural;
use crate::intake::record::{About, Doubt, DoubtKind, Noted, SchoolKey, Step, Visit};
use crate::rulebook::model::Rulebook;
use workbook::place::CellPlace;

/// The visits, oldest first, each once.
pub(super) fn settled(mut all: Vec<Visit>, rulebook: &Rulebook, doubts: &mut Vec<Doubt>) -> Vec<Visit> {
    let when = |visit: &Visit| -> (NaiveDate, SchoolKey, Option<Arc<str>>) {
        (visit.as_of, visit.school.clone(), visit.event.clone())
    };
    all.sort_by(|a, b| {
        when(a)
            .cmp(&when(b))
            .then_with(|| natural(&a.page.workbook, &b.page.workbook))
            .then_with(|| a.page.cmp(&b.page))
    });
    let mut settled: Vec<Visit> = Vec::new();
    for visit in all {
        match settled.last_mut().filter(|last| when(last) == when(&visit)) {
            Some(last) => Twin { rulebook, doubts }.join(last, visit),
            None => settled.push(visit),
        }
    }
    settled
}

/// One page being laid over another.
struct Twin<'a> {
    rulebook: &'a Rulebook,
    doubts: &'a mut Vec<Doubt>,
}

impl Twin<'_> {
    fn join(&mut self, visit: &mut Visit, later: Visit) {
        visit.day = later.day.or(visit.day);
        self.noted(&mut visit.who, later.who, "who came");
        for one in later.priorities {
            match visit.priorities.iter_mut().find(|known| known.row == one.row) {
                Some(known) => {
                    self.noted(&mut known.priority, one.priority, &one.row);
                    self.noted(&mut known.impact, one.impact, &format!("{}, impact", one.row));
                }
                None => visit.priorities.push(one),
            }
        }
        for one in later.grades {
            match visit.grades.iter_mut().find(|known| known.strand == one.strand) {
                Some(known) => {
                    let strand = self.rulebook.strand(one.strand).map_or("", |strand| &strand.title).to_owned();
                    self.valued(&mut known.school, one.school, &strand);
                    self.valued(&mut known.partner, one.partner, &strand);
                }
                None => visit.grades.push(one),
            }
        }
        for one in later.risks {
            match visit.risks.iter_mut().find(|known| known.rule == one.rule) {
                Some(known) => {
                    let rule = self.rulebook.rules.iter().find(|rule| rule.id == one.rule);
                    let title = rule.map_or_else(|| one.rule.to_string(), |rule| rule.title.to_string());
                    self.valued(&mut known.present, one.present, &title);
                    self.noted(&mut known.changed, one.changed, &title);
                }
                None => visit.risks.push(one),
            }
        }
        let agreed = |steps: &[Step]| {
            let mut what = steps.iter().filter_map(|step| step.what.as_ref());
            (what.clone().map(|what| what.text.to_string()).collect::<Vec<_>>().join("; "), what.next_back().cloned())
        };
        if let ((one, Some(at)), (other, Some(later_at))) = (agreed(&visit.steps), agreed(&later.steps))
            && one != other
        {
            self.differ("agreed steps", (&one, &at.place), (&other, &later_at.place), "both are taken");
        }
        steps(&mut visit.steps, later.steps);
        added(&mut visit.said, later.said);
        added(&mut visit.progress, later.progress);
    }

    /// Words of the later page, where it has some.
    fn noted(&mut self, one: &mut Option<Noted>, later: Option<Noted>, what: &str) {
        let Some(later) = later else { return };
        if let Some(known) = one.as_ref().filter(|known| known.text != later.text) {
            let used = of(&later.place);
            self.differ(what, (&known.text, &known.place), (&later.text, &later.place), &used);
        }
        *one = Some(later);
    }

    /// A value of the later page, where it has one.
    fn valued<T: PartialEq>(&mut self, one: &mut Option<(T, Noted)>, later: Option<(T, Noted)>, what: &str) {
        let Some(later) = later else { return };
        if let Some((_, known)) = one.as_ref().filter(|(value, _)| *value != later.0) {
            let used = of(&later.1.place);
            self.differ(what, (&known.text, &known.place), (&later.1.text, &later.1.place), &used);
        }
        *one = Some(later);
    }

    fn differ(&mut self, what: &str, one: (&str, &CellPlace), later: (&str, &CellPlace), used: &str) {
        const LONGEST: usize = 40;
        let cut = |text: &str| crate::domain::phrase::short(text, LONGEST);
        self.doubts.push(Doubt {
            kind: DoubtKind::Contradiction,
            what: format!(
                "two filled templates of one visit disagree on {what}: “{}” and “{}”; {used}",
                cut(one.0),
                cut(later.0)
            ),
            advice: Some("keep the one that is right".to_owned()),
            workbook: Some(Arc::clone(&later.1.workbook)),
            places: vec![later.1.clone(), one.1.clone()],
            proposal: None,
        });
    }
}

/// Whose words count.
fn of(place: &CellPlace) -> String {
    format!("that of {} is used", place.workbook)
}

/// Steps that only the later page has stand behind.
fn steps(all: &mut Vec<Step>, later: Vec<Step>) {
    let text = |step: &Step| step.what.as_ref().map(|what| Arc::clone(&what.text));
    for step in later {
        if !all.iter().any(|known| text(known) == text(&step)) {
            all.push(step);
        }
    }
}

fn added(all: &mut Vec<About>, later: Vec<About>) {
    for about in later {
        if !all.iter().any(|known| known.what == about.what && known.noted.text == about.noted.text) {
            all.push(about);
        }
    }
}
