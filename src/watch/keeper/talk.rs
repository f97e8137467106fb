//! What the watch says: in the log, and in the state that `yardstick status` shows.

use crate::domain::phrase::counted;
use crate::watch::look;
use crate::watch::scan::{Key, Role};
use crate::watch::settle::Work;
use crate::watch::state::State;
use crate::watch::trouble::Subject;
use crate::watch::words::few;

use super::Keeper;

impl Keeper<'_> {
    pub(super) fn say(&mut self, text: &str) {
        self.log.say(Self::clock(), text);
    }

    pub(super) fn say_hello(&mut self) {
        let State { inbox, rules, .. } = &self.state;
        let text = format!("watching {inbox} by {rules}, results into {}", self.settings.out.display());
        self.say(&text);
        self.eyes.refresh();
        if !self.settings.once {
            self.say_how_changes_are_noticed();
        }
    }

    pub(super) fn say_how_changes_are_noticed(&mut self) {
        self.state.eyes = self.eyes.words();
        let text = format!("changes are noticed {}", self.state.eyes);
        self.say(&text);
    }

    /// Something is in trouble or not: said when that is news.
    pub(super) fn trouble(&mut self, subject: Subject, trouble: Option<String>) {
        if let Some(news) = self.troubles.set(subject, trouble) {
            self.say(&news);
        }
    }

    pub(super) fn say_once_about(&mut self, key: &Key, why: &str) {
        let line = format!("{} {why}", key.path.display());
        if !self.state.waiting.iter().any(|known| known.starts_with(&line)) {
            self.say(&format!("{line}; waiting for it"));
        }
    }

    pub(super) fn note_waiting(&mut self) {
        let now = self.now();
        let waiting = self.settler.waiting(now).into_iter().map(|waiting| {
            let why = waiting.why.unwrap_or_else(|| "was changed a moment ago".to_owned());
            format!("{} {why}", waiting.key.path.display())
        });
        let open = self
            .open
            .iter()
            .map(|review| format!("{} is open; what is typed into it is taken in once it is closed", review.display()));
        self.state.waiting = waiting.chain(open).collect();
        self.state.trouble = self.troubles.lines();
    }

    pub(super) fn save(&mut self) {
        if self.saved.as_ref() == Some(&self.state) {
            return;
        }
        let written = self.state.write(&self.settings.out);
        match written {
            Ok(()) => {
                self.saved = Some(self.state.clone());
                self.trouble(Subject::Out, None);
            }
            Err(why) => {
                let out = self.settings.out.display();
                let text = format!("{out} cannot be written to: {}; trying again", look::plain(&why));
                self.trouble(Subject::Out, Some(text));
            }
        }
    }

    /// Why a round is made, and of what.
    pub(super) fn say_why(&mut self, work: &Work) {
        let known = self.settler.last();
        let named = |keys: &mut dyn Iterator<Item = &Key>| -> Vec<String> {
            keys.map(|key| key.path.display().to_string()).collect()
        };
        let workbook = |key: &&Key| key.role == Role::Workbook;
        let typed_in = |key: &&Key| matches!(key.role, Role::Output | Role::Copy);
        let changed = work.changed.iter().chain(&work.gone);
        let groups = [
            ("new", named(&mut work.changed.iter().filter(workbook).filter(|key| !known.contains_key(key)))),
            ("changed", named(&mut work.changed.iter().filter(workbook).filter(|key| known.contains_key(key)))),
            ("no longer there", named(&mut work.gone.iter().filter(workbook))),
            ("rules changed", named(&mut changed.clone().filter(|key| key.role == Role::Rule))),
            ("changed by somebody", named(&mut work.changed.iter().filter(typed_in))),
            ("missing", named(&mut work.gone.iter().filter(typed_in))),
            ("left out, still on the move", named(&mut work.left_out.iter().filter(workbook))),
        ];
        let groups = groups.iter().filter(|(_, names)| !names.is_empty());
        let why: Vec<String> = groups.map(|(what, names)| format!("{what}: {}", few(names))).collect();
        let workbooks = counted(work.workbooks.len(), "workbook", "workbooks");
        self.say(&format!("{}; evaluating {workbooks}", why.join("; ")));
    }
}

/// What is in trouble about the rulebook, in a line.
pub(super) fn rulebook_trouble(state: &State) -> Option<String> {
    let short = state.rulebook.trouble.as_ref()?;
    let stands = match &state.rulebook.last_good {
        Some(_) => "the last good one stays in force",
        None => "nothing is judged until it is mended",
    };
    Some(format!("the rulebook has {short}; {stands}; see {}", crate::watch::names::RULES_NOTE))
}
