//! What becomes of what a round wrote: remembered, put in its place later, or removed when its reason is gone.

use std::path::PathBuf;
use std::time::Duration;

use super::Keeper;
use crate::domain::phrase::counted;
use crate::run::lock::is_open;
use crate::watch::evaluator::{Outcome, Output, OutputKind, Round};
use crate::watch::look;
use crate::watch::names;
use crate::watch::outputs::{self, Before, Retried, Stays};
use crate::watch::scan::{Key, Role, Stat};
use crate::watch::settle::Work;
use crate::watch::state::{Beside, LastRound, OutputState};
use crate::watch::trouble::Subject;
use crate::watch::words::{day_and_time, few, in_one_line, span};

impl Keeper<'_> {
    /// Takes in what a round did.
    pub(super) fn take_in(&mut self, work: &Work, round: &Round, before: &Before, stamp: &str, took: Duration) {
        if let Outcome::Failed(why) = &round.outcome {
            let written = outputs::remembered(&self.settings.out, &round.outputs, before);
            self.state.outputs.extend(written);
            // all that it wrote is known
            self.state.under_way = false;
            return self.could_not_write(why);
        }
        let notes = match outputs::write_notes(&self.settings.out, &round.refused, stamp) {
            Ok(notes) => notes,
            Err(error) => return self.could_not_write(&look::plain(&error.why)),
        };
        let written: Vec<Output> = round.outputs.iter().cloned().chain(notes).collect();
        let nothing = matches!(round.outcome, Outcome::Nothing(_));
        self.take_in_outputs(&written, before, nothing);
        self.writing.worked();
        self.trouble(Subject::Writing, None);
        self.note_unmade(&round.outcome);
        self.trouble(Subject::Round, None);
        self.remember(work);
        self.report(work, round, took);
    }

    fn take_in_outputs(&mut self, written: &[Output], before: &Before, nothing: bool) {
        let out = self.settings.out.clone();
        let mut now = outputs::remembered(&out, written, before);
        let mut beside = outputs::standing_beside(&out, written, before);
        let moment = Self::clock().timestamp();
        for (name, output) in now.iter_mut().filter(|(_, output)| output.kind == OutputKind::Review) {
            output.new_at = outputs::new_at(name, &self.state.outputs, before, moment);
        }
        for (name, output) in std::mem::take(&mut self.state.outputs) {
            if now.contains_key(&name) {
                continue;
            }
            match output.kind {
                // a share that is away looks like an empty folder: what was made of its workbooks stands until others come
                OutputKind::Review | OutputKind::Copy if nothing => drop(now.insert(name, output)),
                // it may hold decisions; of another year it is not ours to keep up any longer
                OutputKind::Review if !output.is_passing(moment) => {}
                // somebody has it open, and may be writing in it
                OutputKind::Review if is_open(&out.join(&name)) => {
                    now.insert(name, output);
                }
                OutputKind::Review => {
                    self.say(&format!(
                        "{name} was made of the first workbooks to arrive and is not written any longer"
                    ));
                    if self.remove_out_of_date(&name, &output.fingerprint) {
                        now.insert(name, output);
                    }
                }
                OutputKind::Copy | OutputKind::Note => {
                    if self.remove_out_of_date(&name, &output.fingerprint) {
                        now.insert(name, output);
                    }
                }
            }
        }
        for old in std::mem::take(&mut self.state.beside) {
            let again = beside.iter().any(|new| new.dated == old.dated);
            if !again && (now.contains_key(&old.wanted) && !nothing) {
                self.remove_out_of_date(&old.dated, &old.fingerprint);
            } else if !again {
                beside.push(old);
            }
        }
        self.state.outputs = now;
        self.set_beside(beside);
    }

    /// Removes an output that is out of date; whether that is to be tried again.
    fn remove_out_of_date(&mut self, name: &str, fingerprint: &str) -> bool {
        match outputs::remove_ours(&self.settings.out.join(name), fingerprint) {
            Ok(()) => self.say(&format!("removed {name}, which is out of date")),
            Err(Stays::Changed) => self.say(&format!("{name} is out of date, but stays: somebody changed it")),
            Err(Stays::Refused(why)) => {
                self.say(&format!("{name} is out of date and could not be removed: {why}"));
                return true;
            }
        }
        false
    }

    fn set_beside(&mut self, beside: Vec<Beside>) {
        let line = |beside: &Beside| {
            format!("{} could not be replaced ({}); the newer one is {}", beside.wanted, beside.why, beside.dated)
        };
        let lines: Vec<String> = beside.iter().map(line).collect();
        let trouble = (!lines.is_empty()).then(|| lines.join("; "));
        self.trouble(Subject::Beside, trouble);
        let now = self.now();
        if beside.is_empty() {
            self.beside.worked()
        } else {
            self.beside.failed(now)
        }
        self.state.beside = beside;
    }

    /// Outputs that could not be made are trouble of their own: the others are there, and the round is over.
    fn note_unmade(&mut self, outcome: &Outcome) {
        let now = self.now();
        let unmade = match outcome {
            Outcome::InPart(unmade) => unmade.as_slice(),
            _ => &[],
        };
        if unmade.is_empty() {
            self.unmade.worked()
        } else {
            self.unmade.failed(now)
        }
        let text = format!("not made: {}; trying again now and then", few(unmade));
        self.trouble(Subject::Unmade, (!unmade.is_empty()).then_some(text));
    }

    /// A round is due again for what could not be made, once its time has come.
    pub(super) fn retry_unmade(&mut self) {
        let due = self.unmade.until().is_some_and(|until| until <= self.now());
        let first = || self.settler.last().keys().find(|key| key.role == Role::Workbook).cloned();
        if let Some(key) = due.then(first).flatten() {
            self.settler.forget(&key);
        }
    }

    /// Tries again to put results in their place.
    pub(super) fn retry_beside(&mut self) {
        if self.state.beside.is_empty() || self.beside.holds(self.now()) {
            return;
        }
        let stamp = Self::stamp();
        let mut left = Vec::new();
        for beside in std::mem::take(&mut self.state.beside) {
            let kind = self.state.outputs.get(&beside.wanted).map_or(OutputKind::Review, |output| output.kind);
            match outputs::retry(&self.settings.out, &beside, kind, &stamp) {
                Retried::InPlace { kept } => {
                    let known = OutputState { kind, fingerprint: beside.fingerprint.clone(), new_at: None };
                    self.state.outputs.insert(beside.wanted.clone(), known);
                    self.say(&format!("{} is in its place now", beside.wanted));
                    if let Some(kept) = kept {
                        self.say(&format!("what somebody changed in it is kept as {kept}"));
                    }
                }
                Retried::Gone => self.say(&format!("{} is not there any more", beside.dated)),
                Retried::TakenOver => self.say(&format!(
                    "{} was changed by somebody and stays; `yardstick merge` takes over decisions typed into it",
                    beside.dated
                )),
                Retried::NotYet => left.push(beside),
            }
        }
        self.set_beside(left);
        self.tell_settler_of_outputs();
    }

    fn tell_settler_of_outputs(&mut self) {
        let tracked: Vec<(PathBuf, String)> =
            self.state.tracked().map(|(name, output)| (name.into(), output.fingerprint.clone())).collect();
        let now = self.now();
        self.settler.set_outputs(tracked, now);
    }

    /// Remembers what took part, so that it is not done again.
    fn remember(&mut self, work: &Work) {
        let now = self.now();
        self.settler.done(work, now);
        self.tell_settler_of_outputs();
        for path in work.workbooks.keys() {
            let key = Key::new(Role::Workbook, path);
            let stat = std::fs::metadata(self.path_of(&key)).ok().map(|meta| Stat::of(&self.path_of(&key), &meta));
            if stat.is_none() || stat != self.settler.stat(&key) {
                // it changed while it was read: what came of it may be neither the old nor the new
                self.settler.forget(&key);
            }
        }
        let last = self.settler.last().clone();
        self.state.remember(&last);
        self.state.under_way = false;
    }

    fn report(&mut self, work: &Work, round: &Round, took: Duration) {
        let nothing = matches!(round.outcome, Outcome::Nothing(_));
        // what stands is of workbooks that are not there: gone for good, or their share is away
        let unfounded = usize::from(nothing && !self.state.outputs.is_empty());
        let attention = round.attention.len() + round.refused.len() + unfounded;
        let workbooks = counted(work.workbooks.len(), "workbook", "workbooks");
        let judged = match &round.outcome {
            Outcome::Nothing(why) => format!("nothing was judged: {why}; the review and copies stand as they were"),
            Outcome::Written | Outcome::InPart(_) | Outcome::Failed(_) => in_one_line(&round.summary),
        };
        self.say(&format!("evaluated {workbooks} in {}: {judged}", span(took)));
        for line in round.attention.iter().take(20) {
            self.say(&format!("needs attention: {line}"));
        }
        for line in round.chosen.iter().take(5) {
            self.say(&format!("we chose for you: {line}"));
        }
        for refused in round.refused.iter().take(20) {
            let note = names::problems_note(&refused.name);
            self.say(&format!("needs attention: {} could not be read; see {note}", refused.name));
        }
        let names: Vec<String> = round.refused.iter().map(|refused| refused.name.clone()).collect();
        let refused = (!names.is_empty()).then(|| format!("could not be read: {}", few(&names)));
        // each was said above with its note
        if refused.is_some() {
            self.troubles.known(Subject::Workbooks, refused)
        } else {
            self.trouble(Subject::Workbooks, None)
        }
        self.state.last_round = Some(LastRound {
            at: day_and_time(&Self::clock()),
            milliseconds: u64::try_from(took.as_millis()).unwrap_or(u64::MAX),
            workbooks: work.workbooks.len(),
            summary: if nothing { vec![judged] } else { round.summary.clone() },
            attention,
            chosen: round.chosen.len(),
            first: round.attention.iter().take(5).cloned().collect(),
        });
    }
}
