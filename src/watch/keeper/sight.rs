//! Looking round: a scan of all folders, and into the files that have become still.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::run;
use crate::watch::evaluator::OutputKind;
use crate::watch::look::{self, Look};
use crate::watch::names;
use crate::watch::scan::{Key, MOST_FILES, Role, Scan};
use crate::watch::trouble::Subject;
use crate::watch::words::few;

use super::Keeper;

impl Keeper<'_> {
    pub(super) fn look_round(&mut self) {
        let scan = self.scan();
        self.note_folders(&scan);
        self.note_links_and_others(&scan);
        self.open.clone_from(&scan.open);
        let now = self.now();
        let news = self.settler.seen(&scan, now);
        if self.eyes.scanned(news && !self.hinted) {
            self.say_how_changes_are_noticed();
        }
        for key in self.settler.to_look_into(self.now()) {
            if self.bell.is_stopped() {
                return;
            }
            let path = self.path_of(&key);
            let (stat, mut look) = look::look(&path, key.role);
            // somebody's own workbook may lie in the output folder, too
            if key.role == Role::Copy && matches!(look, Look::Whole(_)) && !run::may_be_decided_in(&path) {
                look = Look::Aside;
            }
            if let (Look::NotYet { why, .. }, Role::Workbook | Role::Copy) = (&look, key.role) {
                self.say_once_about(&key, why);
            }
            let now = self.now();
            self.settler.looked(&key, stat, look, now);
        }
    }

    fn scan(&self) -> Scan {
        let mut scan = Scan::default();
        let settings = self.settings;
        let apart = (!run::is_same_place(&settings.out, &settings.inbox)).then_some(settings.out.as_path());
        match apart {
            Some(_) => scan.add_folder(Role::Workbook, &settings.inbox, apart, names::may_be_put_in),
            // what we write lies there as well
            None => scan.add_folder(Role::Workbook, &settings.inbox, None, names::is_workbook),
        }
        if let Some(rules) = &settings.rules {
            scan.add_folder(Role::Rule, rules, None, names::is_rule);
        }
        for (name, output) in self.state.tracked() {
            scan.add_output(&settings.out, name.as_ref(), output.kind == OutputKind::Review);
        }
        let wanted = if apart.is_some() { names::may_be_decided_in } else { names::may_be_decided_in_only };
        scan.add_folder(Role::Copy, &settings.out, None, wanted);
        let tracked = |key: &Key| key.role == Role::Copy && scan.files.contains_key(&Key::new(Role::Output, &key.path));
        let ours: Vec<Key> = scan.files.keys().filter(|key| tracked(key)).cloned().collect();
        for key in ours {
            scan.files.remove(&key);
        }
        scan
    }

    pub(super) fn path_of(&self, key: &Key) -> std::path::PathBuf {
        let settings = self.settings;
        match (key.role, &settings.rules) {
            (Role::Workbook, _) => settings.inbox.join(&key.path),
            (Role::Rule, Some(rules)) => rules.join(&key.path),
            (Role::Rule, None) | (Role::Output | Role::Copy, _) => settings.out.join(&key.path),
        }
    }

    /// Says which folders cannot be looked into, and tries them more often.
    fn note_folders(&mut self, scan: &Scan) {
        let root = |role| {
            let found = scan.unsure.iter().find(|(key, _)| key.role == role && key.path.as_os_str().is_empty());
            found.map(|(_, why)| why.clone())
        };
        let (inbox, rules) = (root(Role::Workbook), root(Role::Rule));
        if inbox.is_some() || rules.is_some() {
            let now = self.now();
            if !self.away.holds(now) {
                self.away.failed(now);
            }
        } else {
            self.away.worked();
        }
        let inbox_path = self.settings.inbox.display().to_string();
        self.trouble(Subject::Inbox, inbox.map(|_| format!("the watched folder {inbox_path} is away; waiting for it")));
        let rules_path = self.state.rules.clone();
        let in_force = match &self.state.rulebook.last_good {
            Some(_) => "the last good rulebook stays in force",
            None => "nothing is judged until it is there",
        };
        self.trouble(Subject::RulesFolder, rules.map(|_| format!("the rules folder {rules_path} is away; {in_force}")));
        let inside =
            scan.unsure.iter().filter(|(key, _)| !key.path.as_os_str().is_empty() && key.role == Role::Workbook);
        let inside: Vec<String> = inside.map(|(key, _)| key.path.display().to_string()).collect();
        let said = (!inside.is_empty()).then(|| format!("cannot look into {}", few(&inside)));
        let cut = format!("there are more than {MOST_FILES} files; the others are not looked at");
        let said = said.into_iter().chain(scan.cut.then_some(cut)).reduce(|one, other| format!("{one}; {other}"));
        self.trouble(Subject::SubFolders, said);
    }

    /// Links that lead out of the inbox are trouble; files that are none of ours are named once.
    fn note_links_and_others(&mut self, scan: &Scan) {
        let named = |paths: &[PathBuf]| paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>();
        let text = format!("not read, since they are links out of the watched folder: {}", few(&named(&scan.outside)));
        self.trouble(Subject::Links, (!scan.outside.is_empty()).then_some(text));
        let others: BTreeSet<String> = named(&scan.others).into_iter().collect();
        let news: Vec<String> = others.difference(&self.state.others).cloned().collect();
        if !news.is_empty() {
            self.say(&format!("no workbooks, and left as they are: {}", few(&news)));
        }
        self.state.others = others;
    }

    pub(super) fn inbox_is_away(&self) -> bool {
        self.troubles.has(Subject::Inbox)
    }
}
