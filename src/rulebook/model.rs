//! The checked rulebook: names resolved, years parsed, conditions compiled, everything knowing its line.
//!
//! Made only by the checker; nothing half-checked gets here.

mod data;
mod judgement;
mod paper;
mod partner;
mod policy;
mod renamed;
mod rule;
mod support;

pub use data::{
    Area, AreaMark, Better, Category, Comparator, Figure, Group, Heading, IdentityHeadings, Marker, Measure,
    Precedence, Unit,
};
pub use judgement::{Grade, Judgements, Strand, WorkingGrade, WorkingGradeFrom};
pub use paper::{Paper, PaperFigure, PaperFor, PaperLayout, PaperSection, Reads, Shows};
pub use partner::{Alike, Partner, Partnering};
pub use policy::{Colour, Consistency, Limits, ReportWords, Setting, SettingValue, SmallNumbers};
pub use renamed::{Renamed, Renames};
pub use rule::{Case, CaseExpectation, Given, Rule, RuleKind, Says, Scope, Tone, Years};
pub use support::{CalledPlan, CycleEvent, EventDates, Holiday, Plans, Player, SupportModel, Targets, Team, Trigger};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::ids::{AreaId, ComparatorId, GroupId, MeasureId, RuleId, StrandId};
use crate::domain::YearBegins;
use crate::rulebook::expression::Expression;
use crate::rulebook::script::Scripts;

/// One file of the rulebook as it was read.
#[derive(Clone, Debug)]
pub struct RuleFile {
    /// path inside the rulebook, forward slashes
    pub name: Arc<str>,
    /// its text
    pub text: Arc<str>,
    /// SHA-256 of its bytes
    pub fingerprint: Arc<str>,
}

/// A checked rulebook.
#[derive(Debug)]
pub struct Rulebook {
    /// its files, by name
    pub files: Vec<RuleFile>,
    /// SHA-256 over names and texts of all files
    pub fingerprint: Arc<str>,
    /// the authority's name
    pub authority: Arc<str>,
    /// its three digits in a LAESTAB
    pub authority_number: Option<u32>,
    /// numbers it had before, or that its schools still carry
    pub authority_earlier_numbers: Vec<u32>,
    /// further names under which its own rows stand
    pub authority_names: Vec<Arc<str>>,
    /// names of other authorities by their numbers
    pub other_authorities: BTreeMap<u32, Arc<str>>,
    /// kinds of schools it does not judge: categories of measures
    pub not_judged: Vec<(MeasureId, Vec<Arc<str>>)>,
    /// what the rulebook is, in a sentence
    pub about: Option<Arc<str>>,
    /// the month in which its years begin
    pub year_begins: YearBegins,
    /// named values
    pub settings: Vec<Setting>,
    /// bounds for scripts
    pub limits: Limits,
    /// what is done when one pupil would turn the answer
    pub small_numbers: SmallNumbers,
    /// what may stand where a value should
    pub markers: Vec<Marker>,
    /// groups of pupils; the first is all of them
    pub groups: Vec<Group>,
    /// headings of a school's identity
    pub identity: IdentityHeadings,
    /// rows that are not schools
    pub areas: Vec<Area>,
    /// which workbook is believed, best first
    pub precedence: Vec<Precedence>,
    /// measures
    pub measures: Vec<Measure>,
    /// comparators
    pub comparators: Vec<Comparator>,
    /// figures known for whole areas
    pub figures: Vec<Figure>,
    /// every rule: floors, aims, indications, risks, watchpoints, support called for, structure, statuses,
    /// in an order in which each comes after those it refers to
    pub rules: Vec<Rule>,
    /// grades and strands
    pub judgements: Judgements,
    /// teams by their stable names, where the rulebook lists them
    pub teams: Vec<Arc<str>>,
    /// models of support
    pub support: Vec<SupportModel>,
    /// what grades call for
    pub triggers: Vec<Trigger>,
    /// the life of plans, where they have one
    pub plans: Option<Plans>,
    /// partners
    pub partners: Vec<Partner>,
    /// how they are shared, where the rulebook says so
    pub partnering: Option<Partnering>,
    /// the annual cycle
    pub cycle: Vec<CycleEvent>,
    /// who has what part
    pub players: Vec<Player>,
    /// holidays
    pub holidays: Vec<Holiday>,
    /// workbooks to print
    pub papers: Vec<Paper>,
    /// figures that should agree
    pub consistency: Vec<Consistency>,
    /// words and colours
    pub report: ReportWords,
    /// what had other names before
    pub renamed: Renamed,
    /// scripts
    pub scripts: Scripts,
}

impl Rulebook {
    /// Everything that decides how workbooks are understood, in words that differ where it does: headings, measures,
    /// markers, names. A threshold is none of it.
    #[must_use]
    pub fn words_of_reading(&self) -> String {
        let whose = (&self.authority, self.authority_number, &self.authority_earlier_numbers, &self.authority_names);
        let what = (&self.markers, &self.groups, &self.identity, &self.areas, &self.precedence, &self.measures);
        format!("{whose:?} {:?} {what:?} {:?} {:?}", self.not_judged, self.judgements, self.year_begins)
    }

    /// Whether packs are counted from an event: some pack is for it, or for one of its kind.
    #[must_use]
    pub fn has_packs(&self, event: &CycleEvent) -> bool {
        let packs = self.papers.iter().filter(|paper| paper.made_for == PaperFor::AMeeting);
        packs.flat_map(|paper| &paper.events).filter_map(|at| self.cycle.get(*at)).any(|of| event.is_of_a_kind(of))
    }

    /// The measure with this number.
    #[must_use]
    pub fn measure(&self, id: MeasureId) -> Option<&Measure> {
        self.measures.get(usize::from(id.0))
    }

    /// The measure with this name.
    #[must_use]
    pub fn measure_named(&self, name: &str) -> Option<(MeasureId, &Measure)> {
        let at = self.measures.iter().position(|measure| &*measure.id == name)?;
        Some((MeasureId(u16::try_from(at).ok()?), self.measures.get(at)?))
    }

    /// The group with this number.
    #[must_use]
    pub fn group(&self, id: GroupId) -> Option<&Group> {
        self.groups.get(usize::from(id.0))
    }

    /// The comparator with this number.
    #[must_use]
    pub fn comparator(&self, id: ComparatorId) -> Option<&Comparator> {
        self.comparators.get(usize::from(id.0))
    }

    /// The area with this number.
    #[must_use]
    pub fn area(&self, id: AreaId) -> Option<&Area> {
        self.areas.get(usize::from(id.0))
    }

    /// The rule with this number.
    #[must_use]
    pub fn rule(&self, id: RuleId) -> Option<&Rule> {
        self.rules.get(usize::from(id.0))
    }

    /// What a measure is worked out from, where it is.
    #[must_use]
    pub fn computed(&self, id: MeasureId) -> Option<&Expression> {
        self.measure(id)?.computed.as_ref()
    }

    /// The rule with this name.
    #[must_use]
    pub fn rule_named(&self, name: &str) -> Option<(RuleId, &Rule)> {
        self.numbered_rules().find(|(_, rule)| &*rule.id == name)
    }

    /// Statuses as people want to see them: those that need attention first, each kind in the rulebook's order.
    #[must_use]
    pub fn statuses_worst_first(&self) -> Vec<RuleId> {
        let of_status = |(id, rule): (RuleId, &Rule)| match rule.kind {
            RuleKind::Status { needs_attention, .. } => Some((!needs_attention, id)),
            _ => None,
        };
        let mut all: Vec<(bool, RuleId)> = self.numbered_rules().filter_map(of_status).collect();
        all.sort_unstable();
        all.into_iter().map(|(_, id)| id).collect()
    }

    /// The first status that needs attention; none where no status does.
    #[must_use]
    pub fn most_serious_status(&self) -> Option<(RuleId, &Rule)> {
        let needs = |rule: &Rule| matches!(rule.kind, RuleKind::Status { needs_attention: true, .. });
        self.numbered_rules().find(|(_, rule)| needs(rule))
    }

    /// The status that a person means by what was typed, its title or its name, where the rulebook leaves statuses to
    /// persons.
    #[must_use]
    pub fn status_meant(&self, typed: &str) -> Option<RuleId> {
        let typed = typed.trim().to_lowercase();
        let means = |rule: &Rule| rule.title.to_lowercase() == typed || rule.id.to_lowercase() == typed;
        let mut statuses = self.numbered_rules().filter(|(_, rule)| matches!(rule.kind, RuleKind::Status { .. }));
        let meant = statuses.find(|(_, rule)| means(rule)).map(|(id, _)| id);
        meant.filter(|_| self.judgements.status_may_be_decided)
    }

    /// All rules with their numbers, in order.
    pub fn numbered_rules(&self) -> impl Iterator<Item = (RuleId, &Rule)> {
        self.rules.iter().zip(0_u16..).map(|(rule, number)| (RuleId(number), rule))
    }

    /// All comparators with their numbers, in order.
    pub fn numbered_comparators(&self) -> impl Iterator<Item = (ComparatorId, &Comparator)> {
        self.comparators.iter().zip(0_u8..).map(|(comparator, number)| (ComparatorId(number), comparator))
    }

    /// All strands with their numbers, in order.
    pub fn numbered_strands(&self) -> impl Iterator<Item = (StrandId, &Strand)> {
        self.judgements.strands.iter().zip(0_u8..).map(|(strand, number)| (StrandId(number), strand))
    }

    /// The strand with this number.
    #[must_use]
    pub fn strand(&self, id: StrandId) -> Option<&Strand> {
        self.judgements.strands.get(usize::from(id.0))
    }

    /// The events that papers for visits are made for, by their place in the cycle.
    #[must_use]
    pub fn visits_with_papers(&self) -> BTreeSet<usize> {
        let papers = self.papers.iter().filter(|paper| paper.made_for == PaperFor::EachVisit);
        papers.flat_map(|paper| paper.events.iter().copied()).collect()
    }

    /// The least and the most that a measure's number is believed to be.
    #[must_use]
    pub fn believable(&self, measure: MeasureId) -> (f64, f64) {
        self.measure(measure).map_or((f64::NEG_INFINITY, f64::INFINITY), Measure::believable)
    }

    /// The words with this name; where there are none, the name itself, so that nothing is silently blank.
    #[must_use]
    pub fn words<'a>(&'a self, name: &'a str) -> &'a str {
        self.report.words.get(name).map_or(name, |words| words)
    }

    /// The decision that was typed, as the rulebook writes it; `None` where it is none of its words.
    #[must_use]
    pub fn decision_named(&self, typed: &str) -> Option<&Arc<str>> {
        among(&self.report.decisions, typed)
    }
}

/// The one of some words that is meant by what was typed.
pub(crate) fn among<'w>(words: &'w [Arc<str>], typed: &str) -> Option<&'w Arc<str>> {
    let typed = typed.trim().to_lowercase();
    words.iter().find(|word| word.trim().to_lowercase() == typed)
}
