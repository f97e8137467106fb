//! The order in which things are worked out: each rule after those it refers to, no measure out of itself.

use std::collections::BTreeSet;

use super::desk::Desk;
use crate::rulebook::Span;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::expression::{Condition, Derived, Expression, GradeKind, Of};
use crate::rulebook::ids::{RuleId, StrandId};
use crate::rulebook::model::{Comparator, Judgements, Measure, Rule, RuleKind, Rulebook, WorkingGradeFrom};

impl Desk<'_> {
    /// Measures computed from others, and comparators that choose their schools, must not need themselves.
    pub(super) fn measures_need_no_circle(&mut self, measures: &[Measure], comparators: &[Comparator]) {
        let of_measures = measures.iter().map(|measure| measure_needs(measure, measures, comparators));
        let of_comparators = comparators.iter().map(|comparator| comparator_needs(comparator, measures, comparators));
        let needs: Vec<Vec<usize>> = of_measures.chain(of_comparators).collect();
        let names = measures.iter().map(|measure| (&*measure.id, &measure.span));
        let names: Vec<(&str, &Span)> = names.chain(comparators.iter().map(|one| (&*one.id, &one.span))).collect();
        self.circles(&needs, &names, "is worked out from", &[]);
        self.comparators_choose_before_rules(measures, comparators);
    }

    /// Which schools a comparator has is asked before any school is judged: of rules, grades and plans it would hear nothing.
    fn comparators_choose_before_rules(&mut self, measures: &[Measure], comparators: &[Comparator]) {
        for comparator in comparators {
            let which = comparator.which.iter().flat_map(|which| which.expressions()).map(|(which, _)| which);
            if !derived_by(which.collect(), measures).is_empty() {
                let id = &comparator.id;
                let message = format!("`where` of `{id}` asks what is found only when schools are judged");
                let help =
                    "which schools a comparator has is settled before: ask measures, as the rule's own condition does";
                self.error(Code::Cycle, comparator.span.clone(), message, help);
            }
        }
    }

    /// Puts rules in an order in which each comes after those it refers to; otherwise as they stand in the rulebook.
    pub(super) fn in_order(&mut self, rules: Vec<Rule>, judgements: &Judgements, measures: &[Measure]) -> Vec<Rule> {
        let needs: Vec<Vec<usize>> = (0..rules.len()).map(|at| rule_needs(at, &rules, judgements, measures)).collect();
        let of_earlier_years: Vec<bool> = rules
            .iter()
            .map(|rule| all_derived(rule, measures).iter().any(|derived| matches!(derived, Derived::Before(..))))
            .collect();
        let names: Vec<(&str, &Span)> = rules.iter().map(|rule| (&*rule.id, &rule.span)).collect();
        if self.circles(&needs, &names, "refers to", &of_earlier_years) {
            return rules;
        }
        let mut places = vec![None; rules.len()];
        let mut next = 0;
        while next < rules.len() {
            let free = |at: &usize| {
                let known = |need: &usize| places.get(*need).is_none_or(Option::is_some);
                places.get(*at).is_some_and(Option::is_none)
                    && needs.get(*at).is_some_and(|needs| needs.iter().all(known))
            };
            // no circle, so something is free
            let Some(at) = (0..rules.len()).find(free) else { break };
            if let Some(place) = places.get_mut(at) {
                *place = Some(next);
            }
            next += 1;
        }
        let mut ordered: Vec<(Option<usize>, Rule)> = places.into_iter().zip(rules).collect();
        ordered.sort_by_key(|(place, _)| *place);
        ordered.into_iter().map(|(_, rule)| rule).collect()
    }

    /// Notes every circle once; whether there is one. `of_earlier_years` tells which ask what was found of an earlier year.
    fn circles(
        &mut self,
        needs: &[Vec<usize>],
        names: &[(&str, &Span)],
        verb: &str,
        of_earlier_years: &[bool],
    ) -> bool {
        let circles = find_circles(needs);
        for circle in &circles {
            let named: Vec<&(&str, &Span)> = circle.iter().filter_map(|at| names.get(*at)).collect();
            let Some(((first, place), others)) = named.split_first() else { continue };
            let message = if others.is_empty() {
                format!("`{first}` {verb} itself")
            } else {
                let way: Vec<String> = others.iter().map(|(name, _)| format!("`{name}`")).collect();
                format!("`{first}` {verb} {}, which {verb} `{first}` again", way.join(&format!(", which {verb} ")))
            };
            let back = circle.iter().any(|at| of_earlier_years.get(*at) == Some(&true));
            let help = if back {
                "with `.before(…)` the answer would hang on ever earlier years; ask measures of earlier years instead"
            } else {
                "none of them can be known first; take one of the references out"
            };
            let mut diagnostic = Diagnostic::error(Code::Cycle, (*place).clone(), message).help(help);
            for (name, place) in others {
                diagnostic = diagnostic.also((*place).clone(), format!("`{name}`"));
            }
            self.say(diagnostic);
        }
        !circles.is_empty()
    }
}

/// What a measure is computed from: measures, and after them comparators.
fn measure_needs(measure: &Measure, measures: &[Measure], comparators: &[Comparator]) -> Vec<usize> {
    let needs = measure.computed.iter().flat_map(|computed| reads_need(computed, measures, comparators)).collect();
    each_once(needs)
}

/// What must be known before it is known which schools a comparator has.
fn comparator_needs(comparator: &Comparator, measures: &[Measure], comparators: &[Comparator]) -> Vec<usize> {
    let mut needs: Vec<usize> = comparator.same.iter().map(|measure| usize::from(measure.0)).collect();
    let which = comparator.which.iter().flat_map(|which| which.expressions());
    needs.extend(which.flat_map(|(which, _)| reads_need(which, measures, comparators)));
    each_once(needs)
}

fn reads_need(expression: &Expression, measures: &[Measure], comparators: &[Comparator]) -> Vec<usize> {
    let mut needs = Vec::new();
    for read in expression.reads() {
        needs.push(usize::from(read.measure.0));
        if let Of::Comparator(id, statistic) = read.of
            && let Some(comparator) = comparators.get(usize::from(id.0))
        {
            // by its pupils a mean is weighted, and a school's phase says which figure of an area is its own
            let cohort = measures.get(usize::from(read.measure.0)).and_then(|measure| measure.cohort);
            let phase = measures.iter().position(|measure| &*measure.id == "phase" && measure.computed.is_some());
            needs.extend(cohort.map(|cohort| usize::from(cohort.0)));
            needs.extend(phase.filter(|_| comparator.area.is_some() || statistic.is_place()));
            needs.push(measures.len() + usize::from(id.0));
        }
    }
    needs
}

fn each_once(mut needs: Vec<usize>) -> Vec<usize> {
    needs.sort_unstable();
    needs.dedup();
    needs
}

impl Rulebook {
    /// The rules that must be answered before it is known what other rules found, in the order of their answers.
    #[must_use]
    pub fn needed_for(&self, derived: &Derived) -> Vec<RuleId> {
        let mut left = derived_needs(derived, &self.rules, &self.judgements);
        let mut needed = BTreeSet::new();
        while let Some(at) = left.pop() {
            if needed.insert(at) {
                left.extend(rule_needs(at, &self.rules, &self.judgements, &self.measures));
            }
        }
        needed.into_iter().filter_map(|at| u16::try_from(at).ok()).map(RuleId).collect()
    }
}

/// The rules that must be answered before this one.
fn rule_needs(at: usize, rules: &[Rule], judgements: &Judgements, measures: &[Measure]) -> Vec<usize> {
    let Some(rule) = rules.get(at) else { return Vec::new() };
    let all = all_derived(rule, measures);
    let mut needs: Vec<usize> = all.into_iter().flat_map(|one| derived_needs(one, rules, judgements)).collect();
    // the first status that holds is the one, so each comes after those before it
    if matches!(rule.kind, RuleKind::Status { .. }) {
        let earlier = |at: &usize| rules.get(*at).is_some_and(|rule| matches!(rule.kind, RuleKind::Status { .. }));
        needs.extend((0..at).rev().find(earlier));
    }
    each_once(needs)
}

/// The rules that answer what is asked of other rules, whichever year it is asked of.
fn derived_needs(derived: &Derived, rules: &[Rule], judgements: &Judgements) -> Vec<usize> {
    let of_kind = |is: &dyn Fn(&RuleKind) -> bool| {
        rules.iter().enumerate().filter(|(_, rule)| is(&rule.kind)).map(|(at, _)| at).collect::<Vec<_>>()
    };
    match derived.asked() {
        Derived::Rule(name) => rules.iter().position(|rule| rule.id == name.0).into_iter().collect(),
        Derived::FloorBelow | Derived::FloorInForce => of_kind(&|kind| matches!(kind, RuleKind::Floor { .. })),
        Derived::RiskCount => of_kind(&|kind| matches!(kind, RuleKind::Risk)),
        Derived::Status => of_kind(&|kind| matches!(kind, RuleKind::Status { .. })),
        Derived::Grade(kind, strand) if is_indicated(*kind, judgements) => of_kind(&|kind| indicates(kind, *strand)),
        Derived::Grade(..) | Derived::Before(..) | Derived::PlanBehind => Vec::new(),
    }
}

/// What a rule asks of other rules, itself or by way of measures that are computed from it.
fn all_derived<'r>(rule: &'r Rule, measures: &'r [Measure]) -> Vec<&'r Derived> {
    derived_by(expressions(rule), measures)
}

/// What expressions ask of rules, grades and plans, themselves or by way of measures that are computed from it.
fn derived_by<'r>(mut left: Vec<&'r Expression>, measures: &'r [Measure]) -> Vec<&'r Derived> {
    let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
    while let Some(expression) = left.pop() {
        found.extend(expression.derived());
        for read in expression.reads() {
            let at = usize::from(read.measure.0);
            if seen.insert(at) {
                left.extend(measures.get(at).and_then(|measure| measure.computed.as_ref()));
            }
        }
    }
    found
}

fn is_indicated(kind: GradeKind, judgements: &Judgements) -> bool {
    match kind {
        GradeKind::Indicated => true,
        GradeKind::Working => judgements.working.from.contains(&WorkingGradeFrom::Indicated),
        GradeKind::SelfEvaluated | GradeKind::Inspected | GradeKind::Agreed => false,
    }
}

fn indicates(kind: &RuleKind, wanted: StrandId) -> bool {
    matches!(kind, RuleKind::Indication { strand, .. } if *strand == wanted)
}

/// The conditions of a rule.
pub(super) fn conditions(rule: &Rule) -> Vec<&Condition> {
    let can_apply = match &rule.kind {
        RuleKind::Structure { can_apply, .. } => can_apply.as_ref(),
        _ => None,
    };
    [rule.applies.as_ref(), rule.when.as_ref(), can_apply].into_iter().flatten().collect()
}

/// Everything that must be known before a rule is answered.
pub(super) fn expressions(rule: &Rule) -> Vec<&Expression> {
    let mut all: Vec<&Expression> =
        conditions(rule).into_iter().flat_map(|condition| condition.expressions()).map(|(one, _)| one).collect();
    if let RuleKind::Aim { progress: Some(progress), .. } = &rule.kind {
        all.push(progress);
    }
    all
}

/// Every circle, as the way round it; each thing is in one at most.
fn find_circles(needs: &[Vec<usize>]) -> Vec<Vec<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        No,
        OnTheWay,
        Done,
    }
    let mut seen = vec![Seen::No; needs.len()];
    let mut circles = Vec::new();
    for start in 0..needs.len() {
        if seen.get(start) != Some(&Seen::No) {
            continue;
        }
        // the way from the start, with how many of its needs each has followed
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((at, followed)) = way.last_mut() {
            let (here, next) = (*at, needs.get(*at).and_then(|needs| needs.get(*followed)).copied());
            *followed += 1;
            if let Some(mark) = seen.get_mut(here) {
                *mark = if next.is_some() { Seen::OnTheWay } else { Seen::Done };
            }
            match next {
                None => drop(way.pop()),
                Some(next) => match seen.get(next) {
                    Some(Seen::No) => way.push((next, 0)),
                    Some(Seen::OnTheWay) => {
                        let from = way.iter().position(|(at, _)| *at == next).unwrap_or(0);
                        circles.push(way.iter().skip(from).map(|(at, _)| *at).collect());
                    }
                    _ => {}
                },
            }
        }
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_found_with_their_way_round() {
        assert_eq!(find_circles(&[vec![1], vec![2], vec![0]]), [vec![0, 1, 2]]);
        assert_eq!(find_circles(&[vec![0]]), [vec![0]]);
        assert_eq!(find_circles(&[vec![1, 2], vec![2], vec![]]), Vec::<Vec<usize>>::new());
        assert_eq!(find_circles(&[vec![1], vec![], vec![3], vec![2]]), [vec![2, 3]]);
    }
}
