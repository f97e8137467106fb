//! A function of the scripts that is handed the school: all it can ask is answered here, as conditions are, and recorded
//! where it was asked.

use std::sync::Arc;

use super::ast::{At, Expr, Node};
use super::compare::Outcome;
use super::evaluate::{Problem, Run};
use super::names::FunctionId;
use super::trace::{Quiet, Record};
use crate::domain::{Missing, Value};
use crate::rulebook::script::{Argument, CallFailure, School};

/// All that a function can ask of a school.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// the questions
    pub questions: Vec<Question>,
}

/// A question that a function can ask of a school.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// as it is written in the script
    pub text: Arc<str>,
    /// the same, read
    pub node: Node,
}

impl Asked {
    /// The same for a call that stands somewhere: whatever is asked is asked there.
    pub(super) fn at(&self, at: At) -> Self {
        let mut here = self.clone();
        here.questions.iter_mut().for_each(|question| question.node.stand_at(at));
        here
    }
}

impl Node {
    /// Moves all of it to one place.
    fn stand_at(&mut self, at: At) {
        self.at = at;
        match &mut self.expr {
            Expr::And(parts) | Expr::Or(parts) | Expr::Call(_, parts) => {
                parts.iter_mut().for_each(|part| part.stand_at(at));
            }
            Expr::Not(inner) | Expr::Negate(inner) | Expr::Known(inner) => inner.stand_at(at),
            Expr::Compare { sides, .. } | Expr::Arithmetic(_, sides) => {
                sides.0.stand_at(at);
                sides.1.stand_at(at);
            }
            Expr::In(left, list) => {
                left.stand_at(at);
                list.stand_at(at);
            }
            Expr::Schools { each, which, .. } => {
                each.stand_at(at);
                which.iter_mut().for_each(|which| which.stand_at(at));
            }
            _ => {}
        }
    }
}

impl<R: Record> Run<'_, R> {
    /// What a function comes to.
    pub(super) fn script(&mut self, function: FunctionId, arguments: &[Node], node: &Node) -> Outcome {
        let school = arguments.iter().find_map(|argument| match &argument.expr {
            Expr::School(asked) => Some(asked),
            _ => None,
        });
        let given: Vec<Argument> = arguments.iter().map(|argument| self.argument(argument)).collect();
        if let Some(asked) = school {
            return self.of_the_school(function, given, asked, node);
        }
        if !self.scripts {
            return Outcome::Missing(Missing::Blank);
        }
        let called = self.facts.scripts().call(function, given);
        self.called(called, node)
    }

    fn argument(&mut self, argument: &Node) -> Argument {
        if let Expr::School(_) = argument.expr {
            return Argument::School;
        }
        match self.value(argument) {
            Outcome::List(values) => Argument::List(values),
            // a function would take it for the figure of all
            Outcome::OfKnown { low, high, why, .. } => Argument::One(Outcome::Between(low, high, why).single()),
            one => Argument::One(one.single()),
        }
    }

    /// The function is run also where a record alone is wanted: only it knows what it asks.
    fn of_the_school(
        &mut self,
        function: FunctionId,
        given: Vec<Argument>,
        asked: &Arc<Asked>,
        node: &Node,
    ) -> Outcome {
        let answers = self.answers_to(asked);
        let (year, date) = (self.facts.year().to_string().into(), self.facts.date().to_string().into());
        let school = School { asked: Arc::clone(asked), answers, year, date };
        let call = self.facts.scripts().ask(function, given, school);
        if R::ON {
            for at in &call.used {
                let Some(question) = asked.questions.get(*at) else { continue };
                let mark = self.record.mark();
                self.value(&question.node);
                self.record.without_tests(mark);
                if !call.blamed.contains(at) {
                    self.record.settled(mark);
                }
            }
        }
        self.called(call.value, node)
    }

    /// The answers to all that a function can ask; nothing is recorded, since it is not known yet what it asks.
    fn answers_to(&mut self, asked: &Asked) -> Vec<Argument> {
        let mut quiet = Run { brief: self.brief, ..Run::new(self.facts, Quiet) };
        let answers = asked.questions.iter().map(|question| quiet.argument(&question.node)).collect();
        self.problems.append(&mut quiet.problems);
        answers
    }

    fn called(&mut self, called: Result<Value, CallFailure>, node: &Node) -> Outcome {
        match called {
            Ok(value) => Outcome::Known(value),
            Err(CallFailure::CannotSay(why)) => Outcome::Missing(why),
            Err(CallFailure::Broken(error)) => {
                let why = format!("the function `{}` failed: {}", error.function, error.message);
                if !self.problems.iter().any(|problem| problem.error == *error) {
                    self.problems.push(Problem { error: *error, at: node.at });
                }
                Outcome::Missing(Missing::CannotCompute(why.into()))
            }
        }
    }
}
