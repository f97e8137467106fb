//! A most serious status that may leave a school without a plan.

use chrono::NaiveDate;

use crate::domain::{AcademicYear, Missing, Truth, Value, YearBegins};
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::expression::{Condition, Derived, DerivedValue, Facts, Read, Reading, What};
use crate::rulebook::model::{Rule, RuleKind, Rulebook};
use crate::rulebook::script::Scripts;

pub(super) fn warn(rulebook: &Rulebook, today: Option<NaiveDate>, out: &mut Vec<Diagnostic>) {
    let Some((_, status)) = rulebook.most_serious_status().filter(|_| speaks_of_support(rulebook)) else { return };
    let day = today.unwrap_or_default();
    let begins = rulebook.year_begins;
    let Some(year) = begins.year_of(day) else { return };
    let facts = Only { status, year, day, begins, scripts: &rulebook.scripts };
    if rulebook.rules.iter().any(|rule| plans_for(rule, &facts)) {
        return;
    }
    let message = format!("a school that is `{}`, the most serious status, may be left without a plan", status.id);
    let help = format!(
        "add an entry to `support when` with `when: status == \"{}\"` and a `plan`; until then the review says that one \
         has to be agreed",
        status.id
    );
    out.push(Diagnostic::warning(Code::Unused, status.span.clone(), message).help(help));
}

/// Whether the rulebook says what follows from anything; one that does not leaves all of it to people.
fn speaks_of_support(rulebook: &Rulebook) -> bool {
    let follows = |rule: &Rule| matches!(rule.kind, RuleKind::SupportWhen { .. } | RuleKind::Structure { .. });
    !rulebook.support.is_empty() || !rulebook.triggers.is_empty() || rulebook.rules.iter().any(follows)
}

/// Whether a rule calls for a plan of a school of which nothing but the status is known.
fn plans_for(rule: &Rule, facts: &Only<'_>) -> bool {
    let RuleKind::SupportWhen { plan: Some(_), .. } = &rule.kind else { return false };
    let holds = |condition: &Option<Condition>| match condition {
        Some(condition) => condition.evaluate(facts).truth == Truth::Holds,
        None => true,
    };
    holds(&rule.applies) && holds(&rule.when)
}

/// A school of which only the status is known.
struct Only<'a> {
    status: &'a Rule,
    year: AcademicYear,
    day: NaiveDate,
    begins: YearBegins,
    scripts: &'a Scripts,
}

impl Facts for Only<'_> {
    fn read(&self, read: &Read) -> Reading {
        let what = What::Measure {
            measure: read.measure,
            group: read.group,
            year: self.year_of(read),
            of: read.of,
            schools: None,
        };
        Reading { value: Err(Missing::NoColumn), place: None, what, worked_out: false }
    }

    fn derived(&self, derived: &Derived) -> DerivedValue {
        let status = || Value::Text(self.status.id.clone());
        let value = if *derived == Derived::Status { Ok(status()) } else { Err(Missing::NoColumn) };
        DerivedValue { value, between: None, place: None }
    }

    fn year(&self) -> AcademicYear {
        self.year
    }

    fn date(&self) -> NaiveDate {
        self.day
    }

    fn year_begins(&self) -> YearBegins {
        self.begins
    }

    fn scripts(&self) -> &Scripts {
        self.scripts
    }

    fn is_authority(&self) -> bool {
        false
    }

    fn each_school(&self, _: &mut dyn FnMut(&dyn Facts)) {}
}
