//! What is strong at a school, by the rules: indications of a grade that is good, and good news that is watched for; and the
//! schools that others can learn from.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::context::{Context, SchoolRow};
use super::verdict::needing;
use crate::judge::evaluate::{Finding, Outcome};
use crate::rulebook::ids::StrandId;
use crate::rulebook::model::{Rule, RuleKind, Tone};

/// Schools named to learn from.
const LEARN_FROM: usize = 5;
/// What is named of each.
const NAMED: usize = 2;

/// Something that is strong at a school.
pub(crate) struct Strength<'a> {
    /// the rule that says so
    pub rule: &'a Rule,
    /// what it rests on
    pub finding: &'a Finding<'a>,
    /// the strand it bears on, where it bears on one
    pub strand: Option<StrandId>,
    /// how strong: an indication of the best grade before good news, and that before an indication of the next grade
    place: u8,
}

impl<'a> Strength<'a> {
    /// In a sentence.
    pub fn said(&self) -> &'a str {
        self.finding.said(self.rule)
    }

    /// What it rests on, as rules write it.
    fn grounds(&self) -> BTreeSet<&'a str> {
        self.finding.readings.iter().map(|reading| &*reading.name).collect()
    }

    /// Whether it tells of what came after the year judged.
    fn is_news(&self) -> bool {
        matches!(self.rule.kind, RuleKind::Watch { news: true, .. })
    }

    /// In a word or two: the strand, else the topic it is listed under; none where the rulebook names neither.
    pub fn what(&self, context: &Context<'a>) -> Option<&'a str> {
        match (&self.rule.kind, self.strand) {
            (_, Some(strand)) => Some(context.strand_short(strand)),
            (RuleKind::Watch { topic, .. }, None) => topic.as_deref(),
            _ => None,
        }
    }
}

/// What is strong at a school, the strongest first. A strand of which a person agreed a grade that is not good has no
/// strengths: a person decides.
pub(crate) fn of<'a>(context: &Context<'a>, row: SchoolRow<'a>) -> Vec<Strength<'a>> {
    let good = |place: u8| context.rulebook().judgements.grades.get(usize::from(place)).is_some_and(|grade| grade.good);
    let against = |strand: StrandId| {
        let agreed = row.grades(strand).and_then(|grades| grades.agreed.grade.as_ref().ok().copied());
        agreed.is_some_and(|place| !good(place))
    };
    let strength = |(rule, finding): (&'a Rule, &'a Finding<'a>)| {
        let (strand, place) = match &rule.kind {
            RuleKind::Indication { strand, grade } if good(*grade) => (Some(*strand), grade.saturating_mul(2)),
            RuleKind::Watch { tone: Tone::Strength, strand, .. } => (*strand, 1),
            _ => return None,
        };
        let counts = finding.outcome == Outcome::Holds && !strand.is_some_and(against);
        counts.then_some(Strength { rule, finding, strand, place })
    };
    let mut all: Vec<Strength<'a>> = context.findings(row).filter_map(strength).collect();
    // what indicates the best grade of a strand says what the next one would say, and more
    let best: Vec<(StrandId, u8)> =
        all.iter().filter(|one| one.place != 1).filter_map(|one| Some((one.strand?, one.place))).collect();
    all.retain(|one| {
        one.place == 1 || !best.iter().any(|(strand, place)| one.strand == Some(*strand) && *place < one.place)
    });
    // good news of the very figures that indicate a grade is no more news
    let indicated: Vec<BTreeSet<&str>> = all.iter().filter(|one| one.place != 1).map(Strength::grounds).collect();
    all.retain(|one| one.place != 1 || !indicated.contains(&one.grounds()));
    // of equals by strand and name, so that it does not matter in which files the rules stand
    all.sort_by_key(|one| (one.place, one.strand.is_none(), one.strand, Arc::clone(&one.rule.id)));
    all
}

/// Schools that others can learn from, and in what: of those that need no attention the ones that are strong in most, each
/// in something that the others before it are not, as far as there is. Only what no grade worked with speaks against counts.
pub(crate) fn to_learn_from<'a>(context: &Context<'a>) -> Vec<(SchoolRow<'a>, Vec<&'a str>)> {
    let needs: BTreeSet<usize> = needing(context).into_iter().map(|row| row.at).collect();
    let said = |row: SchoolRow<'a>| {
        let standing = context.rule(row.findings.status.rule).map(|rule| &rule.kind);
        let open = matches!(standing, Some(RuleKind::Status { cannot_say: true, .. }));
        (!open && !needs.contains(&row.at)).then(|| (row, in_what(context, row)))
    };
    let mut left: Vec<(SchoolRow<'a>, Vec<&'a str>)> =
        context.schools.iter().rev().filter_map(|row| said(*row)).collect();
    left.retain(|(_, what)| !what.is_empty());
    let mut chosen: Vec<(SchoolRow<'a>, Vec<&'a str>)> = Vec::new();
    while chosen.len() < LEARN_FROM {
        let known = |what: &&str| chosen.iter().any(|(_, others)| others.contains(what));
        let news = |what: &[&'a str]| what.iter().filter(|what| !known(what)).count();
        // of equals the first: those that stand best come first
        let best = left.iter().enumerate().rev().max_by_key(|(_, (_, what))| (news(what), what.len()));
        let Some((at, _)) = best else { break };
        chosen.push(left.remove(at));
    }
    chosen
}

/// In what a school is strong, each once, the strongest first.
fn in_what<'a>(context: &Context<'a>, row: SchoolRow<'a>) -> Vec<&'a str> {
    let good = |strand: StrandId| {
        let working = row.grades(strand).and_then(|grades| grades.working);
        let grade = working.and_then(|(place, _)| context.rulebook().judgements.grades.get(usize::from(place)));
        grade.is_none_or(|grade| grade.good)
    };
    let mut what: Vec<&'a str> = Vec::new();
    // that a school was inspected is nothing to learn from
    let mut all = of(context, row);
    all.retain(|one| !one.is_news() && one.strand.is_none_or(good));
    // what sums up the others says nothing beside them
    let overall = context.rulebook().judgements.overall;
    let sums_up = |one: &Strength<'_>| one.strand.is_some() && one.strand == overall;
    let (overall, others): (Vec<_>, Vec<_>) = all.iter().partition(|one| sums_up(one));
    for strength in if others.is_empty() { overall } else { others } {
        what.extend(strength.what(context).filter(|name| !what.contains(name)));
    }
    what.truncate(NAMED);
    what
}
