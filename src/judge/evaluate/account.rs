//! Findings with their account, made when it is asked for: of a whole country nobody reads every reason.

use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use super::{Account, Nearness, Outcome, SchoolFindings, Status, StrandGrades, Verdict, Views};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::Rule;

/// What a rule says of a school, or of the authority, with its account: its fields are read as if they were the
/// finding's own, and made when the first of them is. A country has millions: each has as little room as it can.
#[derive(Clone)]
pub struct Finding<'a> {
    /// the rule
    pub rule: RuleId,
    /// what it says
    pub outcome: Outcome,
    near: Option<Nearness>,
    school: u32,
    account: OnceLock<Box<Account>>,
    /// who can give account of it
    from: Option<&'a Views<'a>>,
}

impl<'a> Finding<'a> {
    /// One whose account is made when it is asked for.
    #[must_use]
    pub fn of(verdict: Verdict, school: usize, views: &'a Views<'a>) -> Self {
        let Verdict { rule, outcome, near } = verdict;
        let school = u32::try_from(school).unwrap_or(u32::MAX);
        Self { rule, outcome, near, school, account: OnceLock::new(), from: Some(views) }
    }

    /// In a sentence: its own, or what its rule is called.
    #[must_use]
    pub fn said<'f>(&'f self, rule: &'f Rule) -> &'f str {
        if self.sentence.is_empty() { &rule.title } else { &self.sentence }
    }

    /// Whether little would have turned the answer; told without an account.
    #[must_use]
    pub fn near(&self) -> Option<Nearness> {
        self.near
    }

    /// Whether what is missing, where it cannot be said, may stand in a cell: told without an account.
    #[must_use]
    pub fn blames_a_cell(&self) -> bool {
        let made = self.account.get().is_some();
        made || self.from.is_none_or(|views| views.blames_a_cell(self.at(), self.rule))
    }

    /// The school's place in the dataset.
    fn at(&self) -> usize {
        usize::try_from(self.school).unwrap_or(usize::MAX)
    }

    /// Does something with the account, which is not kept for it.
    pub fn in_passing<T>(&self, look: impl FnOnce(&Account) -> T) -> T {
        match self.account.get() {
            Some(account) => look(account),
            None => look(&self.made()),
        }
    }

    fn made(&self) -> Account {
        let verdict = Verdict { rule: self.rule, outcome: self.outcome, near: self.near };
        self.from.map(|views| views.account(self.at(), verdict)).unwrap_or_default()
    }
}

impl Finding<'static> {
    /// One whose account is there.
    #[must_use]
    pub fn told(rule: RuleId, outcome: Outcome, account: Account) -> Self {
        let near = match (&account.guarded, &account.near_miss) {
            (Some(_), _) => Some(Nearness::Guarded),
            (None, Some(_)) => Some(Nearness::NearMiss),
            (None, None) => None,
        };
        Self { rule, outcome, near, school: u32::MAX, account: OnceLock::from(Box::new(account)), from: None }
    }
}

impl Deref for Finding<'_> {
    type Target = Account;

    fn deref(&self) -> &Account {
        self.account.get_or_init(|| Box::new(self.made()))
    }
}

impl fmt::Debug for Finding<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Finding")
            .field("rule", &self.rule)
            .field("outcome", &self.outcome)
            .field("account", &**self)
            .finish()
    }
}

impl PartialEq for Finding<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.rule == other.rule && self.outcome == other.outcome && **self == **other
    }
}

/// The same with the account of each, for those who show it.
#[derive(Clone, Debug)]
pub struct SchoolAccounts<'a> {
    /// place of the school in the dataset
    pub school: usize,
    /// one finding for each rule about schools, in the rulebook's order (statuses included)
    pub findings: Vec<Finding<'a>>,
    /// the grades, strand by strand, in the rulebook's order
    pub grades: &'a [StrandGrades],
    /// where it stands
    pub status: &'a Status,
}

impl<'a> SchoolAccounts<'a> {
    /// What rules say of a school, ready to be told.
    #[must_use]
    pub fn new(found: &'a SchoolFindings, views: &'a Views<'a>) -> Self {
        let school = found.school;
        Self {
            school,
            findings: found.findings.iter().map(|verdict| Finding::of(*verdict, school, views)).collect(),
            grades: &found.grades,
            status: &found.status,
        }
    }

    /// The finding of a rule.
    #[must_use]
    pub fn of(&self, rule: RuleId) -> Option<&Finding<'a>> {
        let at = self.findings.binary_search_by_key(&rule, |finding| finding.rule).ok()?;
        self.findings.get(at)
    }
}

#[cfg(test)]
mod tests {
    use super::Finding;

    #[test]
    fn a_finding_whose_account_nobody_asked_for_takes_the_room_of_four_numbers() {
        assert!(size_of::<Finding<'_>>() <= 4 * size_of::<u64>(), "{}", size_of::<Finding<'_>>());
    }
}
