//! Calling a function: values in, a value out, and everything that can go wrong on the way.

use std::sync::atomic::Ordering;

use chrono::NaiveDate;
use rhai::{CallFnOptions, Dynamic, EvalAltResult, Position, Scope};

use super::engine::{Ready, counted};
use super::helpers::Unknown;
use super::kept::key;
use super::operators::number;
use super::words::{kind_of, run_error};
use super::{Argument, CallFailure, ScriptError, ScriptFunction, Scripts};
use crate::domain::{Missing, Value};
use crate::rulebook::Span;
use crate::rulebook::expression::FunctionId;

impl Scripts {
    /// Calls a function, where it did not answer to the same values before. One that does not say that it accepts missing
    /// values is not called with one.
    ///
    /// # Errors
    /// That it cannot be said, or that the script broke; the latter is a fault to be reported.
    pub fn call(&self, id: FunctionId, arguments: Vec<Argument>) -> Result<Value, CallFailure> {
        let (Some(ready), Some(function)) = (&self.ready, self.functions.get(usize::from(id.0))) else {
            let why = "the rulebook has no such function".into();
            return Err(CallFailure::CannotSay(Missing::CannotCompute(why)));
        };
        let missing = arguments.iter().find_map(|argument| match argument {
            Argument::One(Err(why)) if !function.accepts_missing => Some(why.clone()),
            _ => None,
        });
        if let Some(why) = missing {
            return Err(CallFailure::CannotSay(why));
        }
        let key = key(id, &arguments, None);
        if let Some(answer) = ready.kept.plain(key, id, &arguments) {
            return answer;
        }
        let answer = self.run_plain(ready, function, &arguments);
        ready.kept.keep_plain(key, (id, arguments, answer.clone()));
        answer
    }

    fn run_plain(
        &self,
        ready: &Ready,
        function: &ScriptFunction,
        arguments: &[Argument],
    ) -> Result<Value, CallFailure> {
        let given: Vec<Dynamic> = arguments.iter().map(handed).collect();
        self.calls.fetch_add(1, Ordering::Relaxed);
        let result = counted(|| {
            let options = CallFnOptions::new().eval_ast(false);
            let mut scope = Scope::new();
            ready.engine.call_fn_with_options::<Dynamic>(options, &mut scope, &ready.ast, &function.name, given)
        });
        match result {
            Ok(value) => from_script(value, function),
            Err(error) => Err(CallFailure::Broken(Box::new(self.broken(ready, function, &error)))),
        }
    }

    /// The innermost function that is written in a script, and the line in it.
    pub(super) fn broken(&self, ready: &Ready, called: &ScriptFunction, error: &EvalAltResult) -> ScriptError {
        let mut inside = called.place.clone();
        let mut inner = error;
        while let EvalAltResult::ErrorInFunctionCall(name, _, deeper, _) = inner {
            if let Some(place) = self.place_of(name) {
                inside = place.clone();
            }
            inner = deeper;
        }
        let message = run_error(inner, ready.limits);
        ScriptError { function: called.name.clone(), place: at(inside, inner.position()), message }
    }

    fn place_of(&self, name: &str) -> Option<&Span> {
        let public = self.functions.iter().map(|function| (&function.name, &function.place));
        let private = self.private.iter().map(|(name, place)| (name, place));
        public.chain(private).find(|(known, _)| *known == name).map(|(_, place)| place)
    }
}

/// The line and column of a position in the file of a function; its own place where the position says nothing.
fn at(function: Span, position: Position) -> Span {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    match position.line() {
        Some(line) => {
            let column = position.position().map_or(1, number);
            Span { line: number(line), column, len: 0, offset: 0, ..function }
        }
        None => function,
    }
}

fn handed(argument: &Argument) -> Dynamic {
    match argument {
        Argument::One(value) => into_script(value),
        Argument::List(values) => Dynamic::from_array(values.iter().map(into_script).collect()),
        Argument::School => Dynamic::UNIT,
    }
}

pub(super) fn into_script(value: &Result<Value, Missing>) -> Dynamic {
    match value {
        Ok(Value::Number(number)) => Dynamic::from_float(*number),
        Ok(Value::Text(words)) => Dynamic::from(words.to_string()),
        Ok(Value::Flag(yes)) => Dynamic::from_bool(*yes),
        Ok(Value::Date(day)) => Dynamic::from(written(*day)),
        Err(_) => Dynamic::UNIT,
    }
}

fn written(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

pub(super) fn from_script(value: Dynamic, function: &ScriptFunction) -> Result<Value, CallFailure> {
    let cannot_say = |why: String| Err(CallFailure::CannotSay(Missing::CannotCompute(why.into())));
    if let Some(number) = number(&value) {
        return if number.is_finite() {
            Ok(Value::Number(number))
        } else {
            cannot_say(format!("the function `{}` came to no number", function.name))
        };
    }
    if let Ok(yes) = value.as_bool() {
        return Ok(Value::Flag(yes));
    }
    if value.is_unit() {
        return cannot_say(format!("the function `{}` gave no value", function.name));
    }
    let kind = value.type_name();
    match value.try_cast_result::<Unknown>() {
        Ok(Unknown(why)) => cannot_say(why),
        Err(value) => match value.into_string() {
            Ok(words) => Ok(Value::Text(words.into())),
            Err(_) => Err(CallFailure::Broken(Box::new(ScriptError {
                function: function.name.clone(),
                place: function.place.clone(),
                message: format!(
                    "it gave {}; only a number, words, yes/no or `unknown(\"why\")` can be given",
                    kind_of(kind)
                ),
            }))),
        },
    }
}
