//! Scripts: compiled, and each function called once or twice, so that one that never ends is known before it is needed.

use std::sync::Arc;

use super::desk::Desk;
use crate::domain::Value;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::expression::Asked;
use crate::rulebook::script::{Argument, CallFailure, Limits, School, ScriptError, Scripts};
use crate::rulebook::source::RuleSource;
use crate::rulebook::yaml::FileText;

impl Desk<'_> {
    /// Compiles the scripts; conditions call their functions.
    pub(super) fn collect_scripts(&mut self, source: &RuleSource, limits: Limits) {
        let scripts: Vec<(&str, &str)> =
            source.files().filter(|(name, _)| name.ends_with(".rhai")).map(|(name, text)| (&**name, &**text)).collect();
        let mistakes = match Scripts::compile(&scripts, limits) {
            Ok(scripts) => {
                self.names.scripts = scripts;
                self.note_what_is_asked();
                let scripts = self.names.scripts.clone();
                self.every_function_ends(&scripts, source);
                return;
            }
            Err(mistakes) => mistakes,
        };
        // functions of a script that cannot be read are there all the same
        let functions = scripts.iter().flat_map(|(_, text)| text.split("fn ").skip(1));
        let names = functions.filter_map(|rest| rest.split('(').next()).map(|name| name.trim().to_owned());
        self.lost.extend(names);
        let is_sound = |(name, _): &&(&str, &str)| mistakes.iter().all(|mistake| *mistake.place.file != **name);
        let sound: Vec<(&str, &str)> = scripts.iter().filter(is_sound).copied().collect();
        if let Ok(sound) = Scripts::compile(&sound, limits) {
            self.every_function_ends(&sound, source);
        }
        for mistake in mistakes {
            self.say(Diagnostic::error(Code::Script, mistake.place, mistake.message).help_if(mistake.help));
        }
    }

    /// Calls every function with simple values. Most give no answer to those, which is right; none may go on for ever.
    fn every_function_ends(&mut self, scripts: &Scripts, source: &RuleSource) {
        for (id, function) in scripts.numbered() {
            let asked = scripts.asked(id);
            let stopped = simple_values().into_iter().find_map(|value| {
                let called = match asked {
                    Some(asked) => {
                        let school = simple_school(asked, &value);
                        scripts.ask(id, vec![Argument::School; function.params.len()], school).value
                    }
                    None => scripts.call(id, vec![value; function.params.len()]),
                };
                match called {
                    Err(CallFailure::Broken(error)) => Some((how_far(&error)?, error)),
                    _ => None,
                }
            });
            let Some(((goes, help), error)) = stopped else { continue };
            let file =
                FileText::new(error.place.file.clone(), source.text(&error.place.file).cloned().unwrap_or_default());
            let line = usize::try_from(error.place.line).unwrap_or(1).saturating_sub(1);
            let place = file.line(line).map_or_else(
                || function.place.clone(),
                |line| {
                    let indent = file.piece(line.clone()).len() - file.piece(line.clone()).trim_start().len();
                    file.span(line.start + indent..line.end)
                },
            );
            let told = error.message.split(';').next().unwrap_or(&error.message);
            let message = format!("the function `{}` {goes}: {told}", function.name);
            self.say(Diagnostic::error(Code::Script, place, message).help(help));
        }
    }
}

/// A school of which everything is the same.
fn simple_school(asked: &Arc<Asked>, value: &Argument) -> School {
    let answers = vec![value.clone(); asked.questions.len()];
    School { asked: Arc::clone(asked), answers, year: "2012-13".into(), date: "2013-01-08".into() }
}

fn simple_values() -> [Argument; 3] {
    let number = Argument::One(Ok(Value::Number(3.0)));
    let words = Argument::One(Ok(Value::Text("words".into())));
    let list = Argument::List((0..3).map(|n| Ok(Value::Number(f64::from(n)))).collect());
    [number, list, words]
}

/// What a call did that was stopped at a limit, and what to do; nothing for one that only has no answer.
fn how_far(error: &ScriptError) -> Option<(&'static str, &'static str)> {
    let told = |words: &str| error.message.starts_with(words);
    if told("it took more than") || told("it ran longer than") {
        let help = "a loop ends when its condition becomes false, or with `break` or `return`";
        return Some(("does not come to an end", help));
    }
    if told("its functions call each other") {
        return Some(("calls itself without end", "it needs a case in which it gives a value without calling itself"));
    }
    let help = "a list or text is made longer without end, or longer than any figures need";
    told("it made too much").then_some(("asks for too much memory", help))
}
