//! Rules without examples, and examples that show nothing.

use std::collections::BTreeSet;

use super::by_file;
use crate::rulebook::check::order::expressions;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::expression::{Derived, Expression, Of};
use crate::rulebook::ids::MeasureId;
use crate::rulebook::model::{Case, Given, Rule, Rulebook};

pub(super) fn warn(rulebook: &Rulebook, out: &mut Vec<Diagnostic>) {
    let untested = rulebook.rules.iter().filter(|rule| rule.cases.is_empty() && rule.when.is_some());
    let untested = untested.map(|rule| (&*rule.id, rule.span.clone()));
    out.extend(by_file(untested).into_iter().map(|(names, place)| {
        Diagnostic::note(Code::Untested, place, format!("no cases try {names}"))
            .help("a case at the line itself shows what a rule means: given values, and what is expected")
    }));
    for rule in &rulebook.rules {
        if rule.cases.is_empty() {
            continue;
        }
        let Some(asked) = Asked::of(rule, rulebook) else { continue };
        for case in &rule.cases {
            tests_nothing(rule, case, &asked, out);
        }
    }
}

fn tests_nothing(rule: &Rule, case: &Case, asked: &Asked<'_>, out: &mut Vec<Diagnostic>) {
    let in_force = rule.years.contains(case.year);
    if !in_force || case.given.is_empty() {
        return;
    }
    let idle: Vec<&str> = case.given.iter().filter(|given| !asked.asks(given)).map(|given| &*given.name).collect();
    if idle.is_empty() {
        return;
    }
    let names = crate::rulebook::check::desk::and_list(&idle);
    let (message, help) = if idle.len() == case.given.len() {
        (format!("this case tests nothing: `{}` does not ask for {names}", rule.id), "give values the rule asks for")
    } else {
        let verb = if idle.len() == 1 { "plays" } else { "play" };
        (format!("{names} {verb} no part in `{}`", rule.id), "take it out of the case, or correct its name")
    };
    out.push(Diagnostic::warning(Code::Case, case.span.clone(), message).help(help));
}

/// What a rule asks for, directly or by way of what is computed.
struct Asked<'r> {
    measures: BTreeSet<MeasureId>,
    derived: Vec<&'r Derived>,
}

impl<'r> Asked<'r> {
    /// `None` where the rule rests on other rules: then anything may bear on it.
    fn of(rule: &'r Rule, rulebook: &'r Rulebook) -> Option<Self> {
        let mut asked = Self { measures: BTreeSet::new(), derived: Vec::new() };
        let mut left: Vec<&Expression> = expressions(rule);
        while let Some(expression) = left.pop() {
            asked.derived.extend(expression.derived());
            for read in expression.reads() {
                let mut measures = vec![read.measure];
                if let Of::Comparator(comparator, _) = read.of {
                    measures.extend(rulebook.comparator(comparator).into_iter().flat_map(|c| c.same.iter().copied()));
                }
                for measure in measures {
                    if asked.measures.insert(measure) {
                        left.extend(rulebook.measure(measure).and_then(|measure| measure.computed.as_ref()));
                    }
                }
            }
        }
        asked.add_implying(rulebook);
        asked.derived.is_empty().then_some(asked)
    }

    /// A category may set a measure that is asked for.
    fn add_implying(&mut self, rulebook: &Rulebook) {
        for (measure, number) in rulebook.measures.iter().zip(0_u16..) {
            let mut targets = measure.categories.iter().flat_map(|category| &category.implies);
            if targets.any(|(target, _)| self.measures.contains(target)) {
                self.measures.insert(MeasureId(number));
            }
        }
    }

    fn asks(&self, given: &Given) -> bool {
        let reads = given.target.reads();
        reads.is_empty() || reads.iter().any(|read| self.measures.contains(&read.measure))
    }
}
