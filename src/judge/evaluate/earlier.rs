//! What rules found of a school some years earlier: `rule("…").before(1)`, `floor.below.before(1)`, `status.before(2)`.
//!
//! Nothing of earlier runs is kept for it: the rules that are asked for are answered again, as they stand today, from the
//! figures of the earlier year. Where those are not there, it cannot be said, and they are to blame. That it ends is seen to
//! when the rulebook is checked: no rule comes to ask for itself, of whichever year.

use super::school_facts::SchoolFacts;
use super::state::{State, missing};
use super::{judge, standing};
use crate::rulebook::expression::{Derived, DerivedValue, Reading};

/// What was found so many years before the year of `state`; with an account, also why it cannot be said.
pub(super) fn found(
    facts: &SchoolFacts<'_>,
    state: &State,
    asked: &Derived,
    years: u16,
    account: bool,
) -> DerivedValue {
    let Some(then) = judged_then(facts, state, asked, years) else {
        return missing("it is asked of too many years, one from another".to_owned());
    };
    SchoolFacts::new(facts.world, facts.school, then.year, Some(&then)).found(asked, account)
}

/// The readings that it rests on.
pub(super) fn rests_on(facts: &SchoolFacts<'_>, state: &State, asked: &Derived, years: u16) -> Vec<Reading> {
    let then = judged_then(facts, state, asked, years);
    then.map_or_else(Vec::new, |then| {
        SchoolFacts::new(facts.world, facts.school, then.year, Some(&then)).rests_on(asked)
    })
}

/// What the rules that are asked for find so many years earlier; `None` where that is asked too many times over.
fn judged_then(facts: &SchoolFacts<'_>, state: &State, asked: &Derived, years: u16) -> Option<State> {
    let deep = state.deep.checked_sub(1)?;
    let world = facts.world;
    let year = state.year.before(years);
    let mut then = State::new(world.rulebook, year);
    then.deep = deep;
    for id in world.columns.plans.needed_for(world.rulebook, asked) {
        let Some(rule) = world.rulebook.rule(id) else { continue };
        if world.columns.plans.of(id).is_some_and(|plan| plan.after_status) {
            then.keep_status(standing::standing(world.rulebook, &then).rule);
        }
        let outcome = {
            let facts = SchoolFacts::new(world, facts.school, year, Some(&then));
            judge::judge(world, &facts, id, rule, "").verdict.outcome
        };
        then.keep(id, outcome);
    }
    if *asked == Derived::Status {
        then.keep_status(standing::standing(world.rulebook, &then).rule);
    }
    Some(then)
}
