//! The rules folder: looked over when it changed; what was last found sound stays in force until the next is.

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use super::round::words_of;
use super::{Keeper, talk};
use crate::watch::evaluator::Verdict;
use crate::watch::outputs;
use crate::watch::settle::Work;
use crate::watch::state;
use crate::watch::trouble::Subject;

impl Keeper<'_> {
    /// Whether there is no rulebook to judge by.
    pub(super) fn no_rulebook(&self) -> bool {
        self.settings.rules.is_some() && self.state.rulebook.last_good.is_none()
    }

    /// Looks over the rules if they are not as they were last judged.
    pub(super) fn judge_rules(&mut self, work: &Work) -> io::Result<()> {
        let (Some(_), Some(files)) = (&self.settings.rules, &work.rules) else { return Ok(()) };
        let seen: BTreeMap<String, String> =
            files.iter().map(|(path, contents)| (state::portable(path), contents.clone())).collect();
        let judged = self.state.rulebook.last_good.is_some() || self.state.rulebook.trouble.is_some();
        if judged && seen == self.state.rule_files {
            return Ok(());
        }
        match self.verdict(files)? {
            (Verdict::Sound, name) => {
                self.kept.forget_all_but(name.as_deref());
                self.state.rulebook = state::RulebookState { last_good: name, ..Default::default() };
            }
            (Verdict::Broken { short, lines, text }, _) => {
                self.kept.forget_all_but(self.state.rulebook.last_good.as_deref());
                self.state.rulebook.trouble = Some(short);
                self.state.rulebook.trouble_lines = lines;
                self.state.rulebook.trouble_text = Some(text);
            }
        }
        let rulebook = &self.state.rulebook;
        let in_force = rulebook.last_good.is_some();
        outputs::write_rules_note(&self.settings.out, rulebook.trouble_text.as_deref(), in_force)?;
        self.state.rule_files = seen;
        let trouble = talk::rulebook_trouble(&self.state);
        self.trouble(Subject::Rulebook, trouble);
        Ok(())
    }

    /// Whether the rules can be used, and the name of the copy that was made of them to find out.
    fn verdict(&self, files: &BTreeMap<PathBuf, String>) -> io::Result<(Verdict, Option<String>)> {
        let Some(folder) = &self.settings.rules else { return Ok((Verdict::Sound, None)) };
        let broken = |short: &str, text: String| {
            let lines = text.lines().map(str::to_owned).collect();
            Ok((Verdict::Broken { short: short.to_owned(), lines, text }, None))
        };
        if files.is_empty() {
            return broken("no file at all", format!("there is no rule file in {}", folder.display()));
        }
        let unread = files.iter().filter(|(_, contents)| contents.contains(' '));
        let unread: Vec<String> = unread.map(|(path, why)| format!("{} {why}", path.display())).collect();
        if !unread.is_empty() {
            return broken("a file that cannot be read", unread.join("\n"));
        }
        let name = self.kept.keep(folder, files)?;
        let checked = catch_unwind(AssertUnwindSafe(|| self.evaluator.check(&self.kept.path(&name))));
        match checked {
            Ok(verdict) => Ok((verdict, Some(name))),
            Err(panic) => broken("something that makes checking it fail", words_of(&*panic)),
        }
    }
}
