//! What the functions of scripts ask of a school: read as conditions are, each mistake told at its place in the script.

use std::collections::{BTreeMap, BTreeSet};

use super::desk::Desk;
use crate::rulebook::diagnostic::Code;
use crate::rulebook::expression::{Asked, Expression, NameOf, Names, Question, parse, parse_condition};
use crate::rulebook::script::{Asks, Written};

/// The questions that could be read, by where they stand.
type Read = BTreeMap<(String, usize), Question>;

impl Desk<'_> {
    /// Reads what every function asks, and notes it for those that conditions call.
    pub(super) fn note_what_is_asked(&mut self) {
        let asks = self.names.scripts.asks().clone();
        let mut read = Read::new();
        for question in asks.values().flat_map(|asks| &asks.direct) {
            read.extend(self.question(question).map(|one| (key(question), one)));
        }
        let functions: Vec<_> =
            self.names.scripts.numbered().map(|(id, function)| (id, function.name.clone())).collect();
        for (id, name) in functions {
            let all = with_those_it_calls(&name, &asks);
            if !all.iter().any(|asks| asks.anything()) {
                continue;
            }
            self.no_branch_takes_what_is_missing(&all);
            self.may_be_taken(&all, &mut read);
            let places = all.iter().flat_map(|asks| asks.direct.iter().chain(asks.loose.iter().flatten())).map(key);
            let mut questions: Vec<Question> = Vec::new();
            for question in places.filter_map(|place| read.get(&place)) {
                if !questions.iter().any(|known| known.text == question.text) {
                    questions.push(question.clone());
                }
            }
            self.names.scripts.note_asked(id, Asked { questions });
        }
    }

    /// A question in the brackets of `value`, `holds` or `known`.
    fn question(&mut self, written: &Written) -> Option<Question> {
        let read = if written.condition {
            parse_condition(&written.text, &self.names)
        } else {
            parse(&written.text, &self.names)
        };
        let place = |offset, len| written.place.within(&written.text, offset, len);
        let expression = self.placed_by(&place, &written.text, read, Code::Expression)?;
        let (message, help) = if expression.asks_all_schools().is_some() {
            ("this asks all schools, and the function is about one", "compare with a comparator, as in `….la.mean`")
        } else if expression.asks_the_school().is_some() {
            ("a question hands on no school", "call the function itself: `other_function(school)`")
        } else {
            return Some(Question { text: written.text.trim().into(), node: expression.root });
        };
        self.error(Code::Expression, written.place.clone(), message, help);
        None
    }

    /// Where a question is taken from elsewhere, it may be any of the words in quotes that read something. Of words that
    /// stand together all are meant where one is; and what begins as a measure does is meant for one.
    fn may_be_taken(&mut self, all: &[&Asks], read: &mut Read) {
        let Some(handed_on) = all.iter().find_map(|asks| asks.handed_on.first()) else { return };
        let mut found = false;
        for words in all.iter().flat_map(|asks| &asks.loose) {
            let known = |one: &Written| parse(&one.text, &self.names).is_ok_and(|expression| reads(&expression));
            if !words.iter().any(|one| known(one) || self.begins_as_a_measure(&one.text)) {
                continue;
            }
            found = true;
            for one in words {
                if !read.contains_key(&key(one)) {
                    read.extend(self.question(one).map(|question| (key(one), question)));
                }
            }
        }
        if !found && all.iter().all(|asks| asks.direct.is_empty()) {
            let message = "what is asked here is not written out in the script";
            let help = "write it in quotes, or take it from a list: `for name in [\"a\", \"b\"]`";
            self.error(Code::Expression, handed_on.clone(), message, help);
        }
    }

    fn begins_as_a_measure(&self, text: &str) -> bool {
        let Some((first, _)) = text.split_once('.') else { return false };
        let same = |id: &&str| id.split_once('.').is_some_and(|(begins, _)| begins == first);
        self.names.all(NameOf::Measure).iter().any(same)
    }

    /// `switch` takes its last branch for whatever it does not name, a missing value too: that would be a silent answer.
    fn no_branch_takes_what_is_missing(&mut self, all: &[&Asks]) {
        for place in all.iter().flat_map(|asks| &asks.switches) {
            let message = "`switch` would take its last branch for a value that is missing";
            self.error(Code::Script, place.clone(), message, "write `if … { … } else if … { … }`");
        }
    }
}

fn key(written: &Written) -> (String, usize) {
    (written.place.file.to_string(), written.place.offset)
}

fn reads(expression: &Expression) -> bool {
    !expression.reads().is_empty() || !expression.derived().is_empty()
}

/// What a function asks, and what those ask that it calls, and so on.
fn with_those_it_calls<'a>(name: &str, asks: &'a BTreeMap<String, Asks>) -> Vec<&'a Asks> {
    let mut met: BTreeSet<String> = BTreeSet::from([name.to_owned()]);
    let mut waiting = vec![name.to_owned()];
    let mut all = Vec::new();
    while let Some(asks) = waiting.pop().map(|name| asks.get(&name)) {
        let Some(asks) = asks else { continue };
        all.push(asks);
        waiting.extend(asks.calls.iter().filter(|called| met.insert((*called).clone())).cloned());
    }
    all
}
