//! A round: the rules looked over if they changed, then the workbooks evaluated.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::Keeper;
use crate::watch::evaluator::{Job, Outcome, Round};
use crate::watch::look;
use crate::watch::outputs::{self, Before, Since};
use crate::watch::scan::Role;
use crate::watch::settle::Work;
use crate::watch::trouble::Subject;
use crate::watch::words::few;

impl Keeper<'_> {
    /// A round is due: makes it, unless something stands in its way.
    pub(super) fn act(&mut self, mut work: Work) {
        if self.writing.holds(self.now()) || self.inbox_is_away() || self.too_early_to_mend(&work) {
            return;
        }
        if self.troubles.has(Subject::RulesFolder) {
            work.rules = None;
        }
        if let Err(why) = self.judge_rules(&work) {
            return self.could_not_write(&look::plain(&why));
        }
        if self.no_rulebook() {
            return;
        }
        self.say_why(&work);
        self.note_left_out(&work);
        let stamp = Self::stamp();
        let before = outputs::before(&self.settings.out, &self.state.outputs);
        if let Err(why) = self.make_ready(&before, &stamp) {
            return self.could_not_write(&look::plain(&why));
        }
        let begun = Instant::now();
        match self.evaluate(&work, &stamp) {
            Ok(round) => self.take_in(&work, &round, &before, &stamp, begun.elapsed()),
            Err(panic) => self.panicked(&work, &panic),
        }
    }

    /// New files may come late; a known workbook that is left out takes schools with it, so that is trouble.
    fn note_left_out(&mut self, work: &Work) {
        let last = self.settler.last();
        let known = work.left_out.iter().filter(|key| key.role == Role::Workbook && last.contains_key(key));
        let known: Vec<String> = known.map(|key| key.path.display().to_string()).collect();
        let text = format!("left out, since it does not come to rest: {}", few(&known));
        self.trouble(Subject::Moving, (!known.is_empty()).then_some(text));
    }

    /// A round for outputs alone, changed or missing, is made at once the first time and ever more seldom when it is
    /// asked for again and again.
    fn too_early_to_mend(&mut self, work: &Work) -> bool {
        const QUIET: Duration = Duration::from_secs(120);
        let outputs_alone = work.changed.iter().chain(&work.gone).all(|key| key.role == Role::Output);
        let now = self.now();
        if !outputs_alone || self.mending.until().is_some_and(|until| until + QUIET < now) {
            self.mending.worked();
        }
        if self.mending.holds(now) {
            return true;
        }
        if outputs_alone {
            self.mending.failed(now);
        }
        false
    }

    /// Notes that a round is under way, and keeps what somebody changed in a copy of ours. After a round that was cut
    /// off, a copy that it did not note is kept too: somebody may have changed it.
    fn make_ready(&mut self, before: &Before, stamp: &str) -> io::Result<()> {
        let was = self.state.under_way;
        let since = if was { Since::Break } else { Since::Round };
        let said = outputs::keep_changed_copies(&self.settings.out, &self.state.outputs, before, since, stamp)?;
        said.iter().for_each(|line| self.say(line));
        self.state.under_way = true;
        // what could not be noted has not begun
        self.state.write(&self.settings.out).inspect_err(|_| self.state.under_way = was)
    }

    /// The moment, as it stands in names of files.
    pub(super) fn stamp() -> String {
        Self::clock().format("%Y-%m-%d %H%M").to_string()
    }

    fn evaluate(&self, work: &Work, stamp: &str) -> Result<Round, String> {
        if work.workbooks.is_empty() {
            let why = format!("there is no workbook in {}", self.settings.inbox.display());
            return Ok(Round::without_outputs(Outcome::Nothing(why)));
        }
        let inputs: Vec<PathBuf> = work.workbooks.keys().map(|path| self.settings.inbox.join(path)).collect();
        let rules = self.state.rulebook.last_good.as_ref().map(|name| self.kept.path(name));
        let job = Job {
            inputs: &inputs,
            rules: rules.as_deref(),
            rules_folder: self.settings.rules.as_deref(),
            rules_trouble: self.state.rulebook.trouble.is_some().then_some(&self.state.rulebook.trouble_lines),
            out: &self.settings.out,
            stamp,
        };
        catch_unwind(AssertUnwindSafe(|| self.evaluator.evaluate(&job))).map_err(|panic| words_of(&*panic))
    }

    fn panicked(&mut self, work: &Work, what: &str) {
        let text = format!(
            "evaluating failed inside Yardstick ({what}); the watch goes on and tries again when something changes. \
             Please report this"
        );
        self.trouble(Subject::Round, Some(text));
        // the state on the disk still says that this is to be done: the next start tries again
        let now = self.now();
        self.settler.done(work, now);
    }

    pub(super) fn could_not_write(&mut self, why: &str) {
        let now = self.now();
        self.writing.failed(now);
        self.trouble(Subject::Writing, Some(format!("the results could not be written: {why}; trying again")));
    }
}

pub(super) fn words_of(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no reason given".to_owned())
}
