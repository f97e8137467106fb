//! Questions whose answer no school can turn: a percentage that is at most 100, a grade that is below the best.

use std::collections::BTreeSet;

use super::bounds::{Bound, Subject, always_met, asked, asks_for_nothing, bounds, out_of_reach, with_itself};
use crate::rulebook::Span;
use crate::rulebook::check::order::conditions;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::expression::{Derived, GradeKind, Of};
use crate::rulebook::model::{Rule, RuleKind, Rulebook, Unit};

/// What can be had: the least, the most, and a name for it.
struct Reach {
    of: String,
    ends: (f64, f64),
    /// whether whole numbers stand for all that it can be
    whole: bool,
}

pub(super) fn warn(rulebook: &Rulebook, rule: &Rule, out: &mut Vec<Diagnostic>) {
    // what must hold of all makes the rule itself one that never does
    let needed: BTreeSet<Span> =
        rule.when.as_ref().map(bounds).unwrap_or_default().into_iter().map(|b| b.place).collect();
    let mut told = BTreeSet::new();
    for (place, text, always) in conditions(rule).into_iter().flat_map(with_itself) {
        let answer = if always { "always holds where it is known" } else { "can never hold" };
        let message = format!("`{text}` {answer}: both sides are the same");
        out.push(Diagnostic::warning(Code::NeverHolds, place, message).help("correct one of the two"));
    }
    for bound in conditions(rule).into_iter().flat_map(asked) {
        if asks_for_nothing(&bound.demand) && told.insert(bound.place.clone()) {
            let message = format!("`{}` can never hold: the list is empty", bound.text);
            out.push(
                Diagnostic::warning(Code::NeverHolds, bound.place.clone(), message).help("write what may stand in it"),
            );
            continue;
        }
        let Some(reach) = reach(rulebook, &bound) else { continue };
        let never = out_of_reach(&bound.demand, reach.ends);
        // whoever sets a setting to 0 or 100 means that
        let always = !bound.set && always_met(&bound.demand, reach.ends, reach.whole);
        if !(never || always) || !told.insert(bound.place.clone()) {
            continue;
        }
        out.push(doubt(rule, &bound, &reach, never, needed.contains(&bound.place)));
    }
}

fn doubt(rule: &Rule, bound: &Bound, reach: &Reach, never: bool, needed: bool) -> Diagnostic {
    let (low, high) = reach.ends;
    let run = if high.is_finite() { format!("run from {low} to {high}") } else { format!("begin at {low}") };
    let what = match (never, needed) {
        (true, true) => format!("`{}` can never hold", rule.id),
        (true, false) => format!("`{}` can never hold", bound.text),
        (false, _) => format!("`{}` always holds where it is known", bound.text),
    };
    let help = match never {
        true => "correct the number, or the measure's `range`".to_owned(),
        false if reach.of.ends_with(')') => "correct the number".to_owned(),
        false => format!("correct the number; to ask only whether it is known, write `{}.known`", reach.of),
    };
    let message = format!("{what}: the values of `{}` {run}", reach.of);
    Diagnostic::warning(Code::NeverHolds, bound.place.clone(), message).help(help)
}

/// Between what the values lie of what is asked about, where that is known.
fn reach(rulebook: &Rulebook, bound: &Bound) -> Option<Reach> {
    match &bound.subject {
        Subject::Read(read) => {
            let measure = rulebook.measure(read.measure)?;
            let own = match read.of {
                Of::Subject => true,
                Of::Comparator(_, statistic) if statistic.is_figure() => false,
                Of::Comparator(..) => return None,
            };
            let whole = own && measure.unit == Unit::Grade;
            Some(Reach { of: measure.id.to_string(), ends: measure.believable(), whole })
        }
        Subject::Derived(Derived::Grade(kind, strand)) => {
            let values = || rulebook.judgements.grades.iter().map(|grade| grade.value);
            let ends = (values().min_by(f64::total_cmp)?, values().max_by(f64::total_cmp)?);
            let strand = rulebook.strand(*strand).map_or("", |strand| &strand.id);
            let word = GradeKind::WORDS.iter().find(|(_, known)| known == kind).map_or("grade", |(word, _)| word);
            Some(Reach { of: format!("{word}.{strand}"), ends, whole: true })
        }
        Subject::Derived(Derived::RiskCount) => {
            let risks = rulebook.rules.iter().filter(|rule| matches!(rule.kind, RuleKind::Risk)).count();
            let most = u32::try_from(risks).ok()?;
            Some(Reach { of: "risk.count".to_owned(), ends: (0.0, f64::from(most)), whole: true })
        }
        Subject::Change(read, _) => {
            let measure = rulebook.measure(read.measure)?;
            let (low, high) = measure.bounds()?;
            Some(Reach { of: format!("{}.change(…)", measure.id), ends: (low - high, high - low), whole: false })
        }
        Subject::Known(_) | Subject::Derived(_) => None,
    }
}
