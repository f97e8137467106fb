//! What `yardstick status` shows: watching what, since when, alive or not, last round, waiting, in trouble.

use crate::domain::phrase::counted;
use std::io;
use std::path::Path;

use chrono::{DateTime, Local};

use super::lock::{self, Who};
use super::state::State;
use super::words::span;
use std::time::Duration;
use workbook::shown::shown;

/// How a watch stands.
#[derive(Clone, Debug)]
pub struct Status {
    state: State,
    who: Option<Who>,
    alive: bool,
    /// set while a watch is alive that gave no sign of life for long
    silent_since: Option<DateTime<Local>>,
}

impl Status {
    /// Of the watch on an output folder; none when there never was one.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn of(out: &Path, now: DateTime<Local>) -> io::Result<Option<Self>> {
        let who = Who::read(out);
        let state = State::read(out)?;
        if who.is_none() && state.is_none() {
            return Ok(None);
        }
        let alive = lock::is_alive(out, now);
        let silent_since = who.as_ref().filter(|who| alive && who.silent(now)).map(|who| who.seen);
        Ok(Some(Self { state: state.unwrap_or_default(), who, alive, silent_since }))
    }

    /// Whether somebody watches and nothing is in trouble.
    #[must_use]
    pub fn is_well(&self) -> bool {
        self.alive && self.state.trouble.is_empty() && self.silent_since.is_none()
    }

    /// The same for programs.
    #[must_use]
    pub fn as_json(&self) -> serde_json::Value {
        let State { inbox, rules, eyes, rulebook, last_round, waiting, trouble, .. } = &self.state;
        serde_json::json!({
            "well": self.is_well(),
            "alive": self.alive,
            "watching": inbox,
            "rules": rules,
            "by": self.who.as_ref().map(ToString::to_string),
            "seen": self.who.as_ref().map(|who| who.seen.to_rfc3339()),
            "silent": self.silent_since.is_some(),
            "changes_noticed": eyes,
            "last_round": last_round,
            "waiting": waiting,
            "trouble": trouble,
            "rulebook_trouble": rulebook.trouble_lines,
        })
    }

    /// The whole of it, a line each.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let State { inbox, rules, eyes, .. } = &self.state;
        let mut lines = Vec::new();
        let mut say = |title: &str, text: &str| lines.push(format!("{title:<10} {}", shown(text)));
        say("watching", &format!("{inbox} by {rules}"));
        match (&self.who, self.alive) {
            (Some(who), true) => say("by", &who.to_string()),
            (None, true) => say("by", "somebody"),
            (Some(who), false) => {
                say("by", &format!("nobody now; last {who}, seen {}", super::words::day_and_time(&who.seen)))
            }
            (None, false) => say("by", "nobody now"),
        }
        if self.alive && !eyes.is_empty() {
            say("changes", &format!("noticed {eyes}"));
        }
        match &self.state.last_round {
            None => say("last round", "none yet"),
            Some(last) => {
                let workbooks = counted(last.workbooks, "workbook", "workbooks");
                let took = span(Duration::from_millis(last.milliseconds));
                say("last round", &format!("{}, {workbooks}, took {took}", last.at));
                last.summary.iter().for_each(|line| say("", line));
                if last.attention > 0 {
                    say("", &format!("{} attention", counted(last.attention, "thing needs", "things need")));
                    last.first.iter().for_each(|line| say("", &format!("  {line}")));
                }
                if last.chosen > 0 {
                    say(
                        "",
                        &format!(
                            "{} for you; the review says which",
                            counted(last.chosen, "thing was chosen", "things were chosen")
                        ),
                    );
                }
            }
        }
        self.state.waiting.iter().for_each(|line| say("waiting", line));
        self.state.trouble.iter().for_each(|line| say("trouble", line));
        if let Some(seen) = self.silent_since {
            let seen = super::words::day_and_time(&seen);
            say("trouble", &format!("no sign of life since {seen}: it cannot write into this folder, or hangs"));
        }
        lines
    }
}
