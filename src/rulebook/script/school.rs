//! The school that a script asks. All that it can be asked is answered before the script runs, so the script touches
//! nothing but what it is handed.
//!
//! A value that is missing is handed on as one that is missing. Compared with anything, it may be so or not: the script
//! is run with either, and where it comes to the same both times, that is its answer; else it cannot be said, because
//! of those values. So `a < 50 && b < 40` does not hold where b is 45, whatever a is; no script has to think of it.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;

use rhai::{Dynamic, Engine, EvalAltResult, ImmutableString};

use super::Argument;
use super::asks::{HOLDS, KNOWN, VALUE};
use super::operators::error;
use crate::domain::{Missing, Value};
use crate::rulebook::expression::{Asked, Kind, ValueKind, nearest};

type Given<T> = Result<T, Box<EvalAltResult>>;

/// How a missing value is called in what the language says.
pub(super) const MISSING: &str = "a value that is missing";

/// The answers to all that a function can ask of a school.
#[derive(Clone, Debug, PartialEq)]
pub struct School {
    /// what can be asked
    pub asked: Arc<Asked>,
    /// the answers, in the same order
    pub answers: Vec<Argument>,
    /// the year judged, as `2012-13`
    pub year: Arc<str>,
    /// the stated day, as `2013-01-08`
    pub date: Arc<str>,
}

impl School {
    /// Why there is no answer, or not the whole of it.
    pub(super) fn why(&self, question: usize) -> Option<Missing> {
        match self.answers.get(question)? {
            Argument::One(answer) => answer.clone().err(),
            Argument::List(answers) => answers.iter().find_map(|answer| answer.clone().err()),
            Argument::School => None,
        }
    }
}

/// A value that is missing: what was asked, or what it was computed from.
#[derive(Clone, Debug)]
pub(super) struct Lack(pub(super) Arc<[usize]>);

impl Lack {
    fn of(questions: impl IntoIterator<Item = usize>) -> Self {
        Self(questions.into_iter().collect::<BTreeSet<_>>().into_iter().collect())
    }

    /// What two values are missing for.
    fn and(a: &Dynamic, b: &Dynamic) -> Self {
        let of = |value: &Dynamic| lack(value).map(|lack| lack.0.to_vec()).unwrap_or_default();
        Self::of(of(a).into_iter().chain(of(b)))
    }
}

/// Something that may be so or not, and which of the two is supposed.
#[derive(Clone, Debug)]
pub(super) struct Supposed {
    pub(super) yes: bool,
    /// the questions whose answers are missing
    pub(super) on: Lack,
    /// a question that is answered yes or no: it is supposed once in a run
    question: Option<usize>,
}

/// What a run has asked and supposed so far.
#[derive(Debug, Default)]
pub(super) struct Account {
    pub(super) used: BTreeSet<usize>,
    pub(super) supposed: Vec<Supposed>,
    pub(super) next: usize,
    /// the questions whose answers are missing and were put into words all the same
    pub(super) in_words: BTreeSet<usize>,
}

thread_local! {
    static ACCOUNT: RefCell<Account> = RefCell::default();
}

/// Begins a run in which this is supposed; further suppositions are added, each with no.
pub(super) fn begin(supposed: Vec<Supposed>) {
    ACCOUNT.with_borrow_mut(|account| *account = Account { supposed, ..Account::default() });
}

/// Ends a run; what was supposed for it, but not met, is left out.
pub(super) fn end() -> Account {
    let mut account = ACCOUNT.with_borrow_mut(std::mem::take);
    account.supposed.truncate(account.next);
    account
}

/// The missing value that a value is.
pub(super) fn lack(value: &Dynamic) -> Option<Lack> {
    value.read_lock::<Lack>().map(|lack| lack.clone())
}

/// What the values of a list are missing for; `None` where none is missing.
pub(super) fn lack_in(list: &[Dynamic]) -> Option<Lack> {
    let on: Vec<usize> = list.iter().filter_map(lack).flat_map(|lack| lack.0.to_vec()).collect();
    (!on.is_empty()).then(|| Lack::of(on))
}

/// Whether a value is missing, in either of the two ways.
pub(super) fn is_absent(value: &Dynamic) -> bool {
    value.is_unit() || value.is::<Lack>()
}

/// Whether something holds of values of which one is missing; `None` where none is.
pub(super) fn supposing(a: &Dynamic, b: &Dynamic) -> Option<bool> {
    (a.is::<Lack>() || b.is::<Lack>()).then(|| suppose(Lack::and(a, b), None))
}

/// Whether a yes or no that is missing was supposed in this run.
pub(super) fn supposes_a_flag() -> bool {
    ACCOUNT.with_borrow(|account| account.supposed.iter().take(account.next).any(|one| one.question.is_some()))
}

fn suppose(on: Lack, question: Option<usize>) -> bool {
    ACCOUNT.with_borrow_mut(|account| {
        let mut before = account.supposed.iter().take(account.next);
        if let Some(same) = before.find(|one| question.is_some() && one.question == question) {
            return same.yes;
        }
        let at = account.next;
        account.next += 1;
        if let Some(known) = account.supposed.get(at) {
            return known.yes;
        }
        account.supposed.push(Supposed { yes: false, on, question });
        false
    })
}

/// A missing value is put into words: whatever is said with them says nothing.
fn in_words(lack: &Lack) -> ImmutableString {
    ACCOUNT.with_borrow_mut(|account| account.in_words.extend(lack.0.iter()));
    MISSING.into()
}

pub(super) fn register(engine: &mut Engine) {
    engine.register_type_with_name::<Arc<School>>("the school");
    engine.register_type_with_name::<Lack>(MISSING);
    engine.register_fn(VALUE, |school: &mut Arc<School>, text: &str| value(school, text));
    engine.register_fn(HOLDS, |school: &mut Arc<School>, text: &str| -> Given<bool> {
        let held = value(school, text)?;
        match (held.as_bool(), lack(&held)) {
            (Ok(yes), _) => Ok(yes),
            (_, Some(lack)) => Ok(suppose(lack, None)),
            _ => error(format!("`{text}` is not a question of yes or no")),
        }
    });
    engine.register_fn(KNOWN, |school: &mut Arc<School>, text: &str| -> Given<bool> {
        let question = question(school, text)?;
        Ok(school.why(question).is_none())
    });
    engine.register_get("year", |school: &mut Arc<School>| school.year.to_string());
    engine.register_get("date", |school: &mut Arc<School>| school.date.to_string());
    // what is computed from a missing value is missing
    for sign in ["+", "-", "*", "/", "%", "**"] {
        engine.register_fn(sign, |a: Lack, b: Dynamic| Lack::and(&Dynamic::from(a), &b));
        engine.register_fn(sign, |a: Dynamic, b: Lack| Lack::and(&a, &Dynamic::from(b)));
        engine.register_fn(sign, |a: Lack, b: Lack| Lack::of(a.0.iter().chain(b.0.iter()).copied()));
    }
    for function in ["-", "abs", "floor", "ceiling", "round", "int", "to_int", "to_float"] {
        engine.register_fn(function, |a: Lack| a);
    }
    engine.register_fn("round", |a: Lack, _: Dynamic| a);
    for function in ["min", "max"] {
        engine.register_fn(function, |a: Lack, b: Dynamic| Lack::and(&Dynamic::from(a), &b));
        engine.register_fn(function, |a: Dynamic, b: Lack| Lack::and(&a, &Dynamic::from(b)));
        engine.register_fn(function, |a: Lack, b: Lack| Lack::of(a.0.iter().chain(b.0.iter()).copied()));
    }
    engine.register_fn("!", |a: Lack| !suppose(a, None));
    for function in ["to_string", "to_debug"] {
        engine.register_fn(function, |lack: &mut Lack| in_words(lack));
    }
}

/// The number of a question, noted as asked.
fn question(school: &School, text: &str) -> Given<usize> {
    let mut known = school.asked.questions.iter().map(|question| &*question.text);
    let Some(at) = known.position(|known| known == text.trim()) else {
        let known = school.asked.questions.iter().map(|question| &*question.text);
        let near = nearest(text, known).first().map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        return error(format!("`{text}` is asked of the school, and is not written out in the script{near}"));
    };
    ACCOUNT.with_borrow_mut(|account| account.used.insert(at));
    Ok(at)
}

fn value(school: &School, text: &str) -> Given<Dynamic> {
    let at = question(school, text)?;
    let lacking = || Dynamic::from(Lack::of([at]));
    let is_flag = || school.asked.questions.get(at).is_some_and(|one| one.node.kind == Kind::One(ValueKind::Flag));
    Ok(match school.answers.get(at) {
        Some(Argument::One(Ok(value))) => super::call::into_script(&Ok(value.clone())),
        Some(Argument::One(Err(_))) if is_flag() => Dynamic::from_bool(suppose(Lack::of([at]), Some(at))),
        Some(Argument::List(values)) => {
            let one = |value: &Result<Value, Missing>| match value {
                Ok(value) => super::call::into_script(&Ok(value.clone())),
                Err(_) => lacking(),
            };
            Dynamic::from_array(values.iter().map(one).collect())
        }
        _ => lacking(),
    })
}
