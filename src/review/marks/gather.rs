//! Which cells are marked, and why: values that made a rule hold, blanks to blame, answers near their line, doubts.

use std::collections::{BTreeMap, HashMap};

use super::At;
use crate::domain::Truth;
use crate::intake::record::{Doubt, DoubtKind};
use crate::judge::evaluate::{Finding, Nearness, Outcome, Reading};
use crate::review::context::{Context, SchoolRow};
use crate::rulebook::model::{Rule, RuleKind, Tone};
use workbook::place::CellPlace;

/// Why a cell is marked; the first of several decides its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum MarkKind {
    /// it decided a floor, a risk, a grade or support
    Holds,
    /// one of those cannot be said because of it
    CannotSay,
    /// one of those is near its line because of it
    Near,
    /// it is worth a look
    Watch,
    /// it is doubted
    Doubt,
    /// a strength holds because of it
    Strength,
}

impl MarkKind {
    /// Its name in the rulebook's marks.
    pub fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::CannotSay => "cannot-say",
            Self::Near => "near",
            Self::Watch => "watch",
            Self::Doubt => "doubt",
            Self::Strength => "strength",
        }
    }

    /// Whether such a cell decided where a school stands.
    pub fn decides(self) -> bool {
        self == Self::Holds
    }

    /// The words for it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Holds => "mark.holds",
            Self::CannotSay => "mark.cannot-say",
            Self::Near => "mark.near",
            Self::Watch => "mark.watch",
            Self::Doubt => "mark.doubt",
            Self::Strength => "mark.strength",
        }
    }
}

/// What a mark rests on.
#[derive(Clone, Copy)]
pub(super) enum Ground<'a> {
    /// a rule's finding, and which of its readings stands in the cell
    Finding(&'a Rule, &'a Finding<'a>, usize),
    /// a doubt
    Doubt(&'a Doubt),
}

/// One reason to mark a cell.
#[derive(Clone, Copy)]
pub(super) struct Mark<'a> {
    pub kind: MarkKind,
    /// the school, where it is about one
    pub school: Option<SchoolRow<'a>>,
    pub ground: Ground<'a>,
}

impl Mark<'_> {
    /// The most serious first: what decided something, then floors before all else.
    fn weight(&self) -> (bool, u8, MarkKind) {
        let of_what = match self.ground {
            Ground::Finding(rule, ..) => match rule.kind {
                RuleKind::Floor { .. } => 0,
                RuleKind::SupportWhen { .. } => 1,
                RuleKind::Indication { .. } => 2,
                RuleKind::Risk => 3,
                _ => 4,
            },
            Ground::Doubt(_) => 5,
        };
        (!self.kind.decides(), of_what, self.kind)
    }
}

/// Marks by workbook and cell.
pub(super) type Gathered<'a> = HashMap<&'a str, BTreeMap<At<'a>, Vec<Mark<'a>>>>;

/// Gathers the marks of all workbooks in one walk over the findings.
pub(super) fn gather<'a>(context: &Context<'a>) -> Gathered<'a> {
    let mut all = Gathered::new();
    let rulebook = context.rulebook();
    for row in &context.schools {
        // a status takes up what other rules say: it marks what none of those has marked
        for statuses in [false, true] {
            for (rule, finding) in context.findings(*row).filter(|(rule, _)| is_status(rule) == statuses) {
                of_finding(&mut all, context, Some(*row), rule, finding);
            }
        }
    }
    for finding in &context.inputs.evaluation.authority {
        if let Some(rule) = rulebook.rule(finding.rule) {
            of_finding(&mut all, context, None, rule, finding);
        }
    }
    for doubt in context.doubts().filter(|doubt| doubt.kind != DoubtKind::Remark) {
        let mark = Mark { kind: MarkKind::Doubt, school: None, ground: Ground::Doubt(doubt) };
        for place in &doubt.places {
            put(&mut all, place, mark);
        }
    }
    for marks in all.values_mut().flat_map(BTreeMap::values_mut) {
        marks.sort_by_key(Mark::weight);
    }
    all
}

fn put<'a>(all: &mut Gathered<'a>, place: &'a CellPlace, mark: Mark<'a>) {
    let cells = all.entry(&place.workbook).or_default();
    cells.entry((&place.sheet, place.row, place.column)).or_default().push(mark);
}

fn is_status(rule: &Rule) -> bool {
    matches!(rule.kind, RuleKind::Status { .. })
}

/// Whether a cell is marked by a rule that is no status and not only worth a look.
fn is_marked(all: &Gathered<'_>, place: &CellPlace) -> bool {
    let at: At<'_> = (&place.sheet, place.row, place.column);
    let marks = all.get(&*place.workbook).and_then(|cells| cells.get(&at)).into_iter().flatten();
    marks.filter(|mark| mark.kind != MarkKind::Watch && mark.kind != MarkKind::Strength).any(|mark| match mark.ground {
        Ground::Finding(rule, ..) => !is_status(rule),
        Ground::Doubt(_) => false,
    })
}

fn of_finding<'a>(
    all: &mut Gathered<'a>,
    context: &Context<'a>,
    school: Option<SchoolRow<'a>>,
    rule: &'a Rule,
    finding: &'a Finding<'a>,
) {
    let is_status = is_status(rule);
    let kind = match school {
        Some(school) if is_status => of_status(context, school, rule, finding),
        _ => kind(context, rule, finding),
    };
    let Some(kind) = kind.filter(|kind| *kind != MarkKind::CannotSay || finding.blames_a_cell()) else { return };
    let marked: Vec<usize> = match kind {
        MarkKind::CannotSay => finding.blame.clone(),
        _ => decisive(finding),
    };
    for at in marked {
        // the authority's or the nation's own figure is not a concern because a school is compared with it
        let own = finding.readings.get(at).filter(|reading| !reading.compared);
        // what a status takes from other rules is marked for those
        let own = own.filter(|reading| !is_status || reading.measure.is_some());
        let Some(own) = own else { continue };
        let behind = finding.behind.iter().filter(|(of, _)| *of == at).map(|(_, place)| place);
        for place in own.place.iter().chain(behind) {
            if !(is_status && is_marked(all, place)) {
                put(all, place, Mark { kind, school, ground: Ground::Finding(rule, finding, at) });
            }
        }
    }
}

/// Whether a status marks the cells it reads itself: where it is the school's, or keeps it from having one.
fn of_status(context: &Context<'_>, school: SchoolRow<'_>, rule: &Rule, finding: &Finding) -> Option<MarkKind> {
    let RuleKind::Status { no_worse: false, .. } = rule.kind else { return None };
    let stands = context.rule(school.findings.status.rule)?;
    match (finding.outcome, &stands.kind) {
        (Outcome::Holds, _) if stands.id == rule.id => Some(MarkKind::Holds),
        (Outcome::CannotSay, RuleKind::Status { cannot_say: true, .. }) => Some(MarkKind::CannotSay),
        _ => None,
    }
}

/// Whether a finding marks anything. Options rest on other rules, whose cells are marked already. Strengths
/// are marked where the rulebook asks for it; of what is only worth a look, nothing but that it is.
fn kind(context: &Context<'_>, rule: &Rule, finding: &Finding) -> Option<MarkKind> {
    let strengths = context.rulebook().report.strengths_in_workbooks;
    let holds = finding.outcome == Outcome::Holds;
    let good = match &rule.kind {
        RuleKind::Floor { .. } | RuleKind::Risk | RuleKind::SupportWhen { .. } => false,
        RuleKind::Watch { tone: Tone::Figure, .. } => return None,
        RuleKind::Watch { tone: Tone::Strength, .. } => true,
        RuleKind::Watch { .. } => return holds.then_some(MarkKind::Watch),
        RuleKind::Indication { grade, .. } => !calls_for_something(context, *grade)?,
        RuleKind::Aim { .. } | RuleKind::Structure { .. } | RuleKind::Status { .. } => return None,
    };
    match finding.outcome {
        Outcome::Holds if !good && finding.near() == Some(Nearness::Guarded) => Some(MarkKind::Near),
        Outcome::Holds if good => strengths.then_some(MarkKind::Strength),
        Outcome::Holds => Some(MarkKind::Holds),
        Outcome::CannotSay if !good => Some(MarkKind::CannotSay),
        Outcome::DoesNotHold if !good && finding.near() == Some(Nearness::NearMiss) => Some(MarkKind::Near),
        _ => None,
    }
}

/// Whether a grade calls for support or a plan; `None` for a grade between those and the best, which is no news.
fn calls_for_something(context: &Context<'_>, grade: u8) -> Option<bool> {
    let rulebook = context.rulebook();
    let calls = rulebook.support.iter().any(|model| model.grades.contains(&grade))
        || rulebook.triggers.iter().any(|trigger| trigger.grades.contains(&grade));
    match (calls, grade) {
        (true, _) => Some(true),
        (false, 0) => Some(false),
        (false, _) => None,
    }
}

/// The readings that made the answer: those of comparisons that agree with it, or all where none was compared.
fn decisive(finding: &Finding) -> Vec<usize> {
    let wanted = if finding.outcome == Outcome::Holds { Truth::Holds } else { Truth::DoesNotHold };
    let mut found: Vec<usize> =
        finding.tests.iter().filter(|test| test.truth == wanted).flat_map(|test| &test.readings).copied().collect();
    found.sort_unstable();
    found.dedup();
    if found.is_empty() && finding.tests.is_empty() {
        let known = |(_, reading): &(usize, &Reading)| reading.value.is_ok();
        found = finding.readings.iter().enumerate().filter(known).map(|(at, _)| at).collect();
    }
    found
}
