//! Calling a function that is handed the school: at most once for the same answers, and as often as needed to learn
//! whether what is missing matters.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use rhai::{CallFnOptions, Dynamic, Scope};

use super::call::{from_script, into_script};
use super::engine::{Ready, counted, counted_on};
use super::kept::key;
use super::school::{self, Lack, MISSING, School, Supposed, lack};
use super::{Argument, CallFailure, ScriptFunction, Scripts};
use crate::domain::{Missing, Value};
use crate::rulebook::expression::FunctionId;

/// With so many combinations of what is missing a function is run; with more it cannot be said.
const MOST_RUNS: usize = 64;

/// What a function answered of a school, and what its answer rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct SchoolCall {
    /// its answer
    pub value: Result<Value, CallFailure>,
    /// what it asked, by the places of the questions
    pub used: BTreeSet<usize>,
    /// what is missing because of which it cannot be said
    pub blamed: BTreeSet<usize>,
}

/// A function, and what it is handed.
#[derive(Clone, Copy)]
struct Call<'a> {
    ready: &'a Ready,
    function: &'a ScriptFunction,
    arguments: &'a [Argument],
    school: &'a Arc<School>,
}

/// What a run gave.
struct Gave {
    value: Result<Value, CallFailure>,
    supposed: Vec<Supposed>,
    blamed: BTreeSet<usize>,
}

impl Scripts {
    /// What a function answers that is handed the school as one of its arguments.
    #[must_use]
    pub fn ask(&self, function: FunctionId, arguments: Vec<Argument>, school: School) -> SchoolCall {
        let (Some(ready), Some(known)) = (&self.ready, self.functions.get(usize::from(function.0))) else {
            let why = Missing::CannotCompute("the rulebook has no such function".into());
            let value = Err(CallFailure::CannotSay(why));
            return SchoolCall { value, used: BTreeSet::new(), blamed: BTreeSet::new() };
        };
        let missing = arguments.iter().find_map(|argument| match argument {
            Argument::One(Err(why)) if !known.accepts_missing => Some(why.clone()),
            _ => None,
        });
        if let Some(why) = missing {
            let value = Err(CallFailure::CannotSay(why));
            return SchoolCall { value, used: BTreeSet::new(), blamed: BTreeSet::new() };
        }
        let key = key(function, &arguments, Some(&school));
        if let Some(answer) = ready.kept.of_school(key, function, &arguments, &school) {
            return answer;
        }
        self.calls.fetch_add(1, Ordering::Relaxed);
        let of = Arc::new(school.clone());
        let answer = self.run(&Call { ready, function: known, arguments: &arguments, school: &of });
        ready.kept.keep_of_school(key, (function, arguments, school, answer.clone()));
        answer
    }

    fn run(&self, call: &Call<'_>) -> SchoolCall {
        let school = call.school;
        let mut used = BTreeSet::new();
        let mut supposed = Vec::new();
        let mut first: Option<Gave> = None;
        for run in 0..MOST_RUNS {
            let gave = self.once(call, supposed, &mut used, run == 0);
            supposed = gave.supposed.clone();
            let Some(before) = &first else {
                let unsaid = matches!(gave.value, Err(CallFailure::CannotSay(_)));
                first = Some(gave);
                if !unsaid && next(&mut supposed) {
                    continue;
                }
                break;
            };
            if before.value != gave.value {
                let on = before.supposed.iter().chain(&gave.supposed).flat_map(|one| one.on.0.iter().copied());
                return unsure(school, used, on.chain(gave.blamed.iter().copied()).collect());
            }
            if !next(&mut supposed) {
                break;
            }
            if run + 1 == MOST_RUNS {
                let on = supposed.iter().flat_map(|one| one.on.0.iter().copied()).collect();
                return unsure(school, used, on);
            }
        }
        let Some(Gave { value, supposed, mut blamed }) = first else { return unsure(school, used, BTreeSet::new()) };
        if value.is_err() && blamed.is_empty() {
            blamed = supposed.iter().flat_map(|one| one.on.0.iter().copied()).collect();
        }
        SchoolCall { value, used, blamed }
    }

    /// One run with what is supposed.
    fn once(&self, call: &Call<'_>, supposed: Vec<Supposed>, used: &mut BTreeSet<usize>, first: bool) -> Gave {
        let Call { ready, function, arguments, school } = *call;
        school::begin(supposed);
        let given: Vec<Dynamic> = arguments.iter().map(|argument| handed(argument, school)).collect();
        let run = || {
            let (options, mut scope) = (CallFnOptions::new().eval_ast(false), Scope::new());
            ready.engine.call_fn_with_options::<Dynamic>(options, &mut scope, &ready.ast, &function.name, given)
        };
        // all runs of a call share its steps
        let result = if first { counted(run) } else { counted_on(run) };
        let account = school::end();
        used.extend(&account.used);
        let mut blamed = account.in_words;
        blamed.extend(result.as_ref().ok().and_then(lack).iter().flat_map(|Lack(on)| on.iter()));
        if !blamed.is_empty() {
            let value = Err(CallFailure::CannotSay(why(school, &blamed)));
            return Gave { value, supposed: account.supposed, blamed };
        }
        let value = match result {
            Ok(value) => from_script(value, function),
            Err(error) => Err(CallFailure::Broken(Box::new(self.broken(ready, function, &error)))),
        };
        match value {
            // the language met a missing value where it can do nothing with one
            Err(CallFailure::Broken(error)) if error.message.contains(MISSING) => {
                let blamed = account.used.iter().copied().filter(|at| school.why(*at).is_some()).collect();
                Gave { value: Err(CallFailure::CannotSay(why(school, &blamed))), supposed: account.supposed, blamed }
            }
            value => Gave { value, supposed: account.supposed, blamed: BTreeSet::new() },
        }
    }
}

/// The next combination of what is supposed; `false` after the last.
fn next(supposed: &mut Vec<Supposed>) -> bool {
    while supposed.last().is_some_and(|last| last.yes) {
        supposed.pop();
    }
    supposed.last_mut().map(|last| last.yes = true).is_some()
}

fn handed(argument: &Argument, school: &Arc<School>) -> Dynamic {
    match argument {
        Argument::School => Dynamic::from(Arc::clone(school)),
        Argument::One(value) => into_script(value),
        Argument::List(values) => Dynamic::from_array(values.iter().map(into_script).collect()),
    }
}

fn unsure(school: &School, used: BTreeSet<usize>, blamed: BTreeSet<usize>) -> SchoolCall {
    SchoolCall { value: Err(CallFailure::CannotSay(why(school, &blamed))), used, blamed }
}

fn why(school: &School, blamed: &BTreeSet<usize>) -> Missing {
    blamed.iter().find_map(|at| school.why(*at)).unwrap_or(Missing::Blank)
}
