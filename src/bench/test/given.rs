//! The school of a case: what is given is known, everything else is missing.

use chrono::NaiveDate;

use crate::domain::{AcademicYear, Missing, Value, YearBegins};
use crate::rulebook::expression::{Derived, DerivedValue, Expr, Facts, Of, Read, Reading, What, value};
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::{Case, Given, Rule, Rulebook, Scope};
use crate::rulebook::script::Scripts;

/// The facts that a case gives.
pub struct CaseFacts<'a> {
    rulebook: &'a Rulebook,
    case: &'a Case,
    /// what is given of this subject
    given: &'a [Given],
    authority: bool,
    year: AcademicYear,
    depth: u8,
}

impl<'a> CaseFacts<'a> {
    /// The facts of a case of a rule.
    #[must_use]
    pub fn new(rulebook: &'a Rulebook, rule: &Rule, case: &'a Case) -> Self {
        Self {
            rulebook,
            case,
            given: &case.given,
            authority: rule.scope == Scope::Authority,
            year: case.year,
            depth: 0,
        }
    }

    fn given(&self, wanted: impl Fn(&Expr) -> bool) -> Option<&Result<Value, Missing>> {
        self.given.iter().find(|given| wanted(&given.target.root.expr)).map(|given| &given.value)
    }

    fn read_given(&self, read: &Read) -> Option<&Result<Value, Missing>> {
        let undated = self.rulebook.measure(read.measure).is_some_and(|measure| measure.undated);
        self.given(|target| match target {
            Expr::Read(other) => {
                let same_year = undated || other.year.on(self.case.year, self.now()) == self.year_of(read);
                other.measure == read.measure && other.group == read.group && other.of == read.of && same_year
            }
            _ => false,
        })
    }

    /// The academic year of the stated day.
    fn now(&self) -> AcademicYear {
        self.rulebook.year_begins.year_of(self.date()).unwrap_or(self.case.year)
    }

    /// A measure that is computed from others and not given itself.
    fn computed(&self, read: &Read) -> Option<Result<Value, Missing>> {
        let expression = self.rulebook.measure(read.measure)?.computed.as_ref()?;
        if read.of != Of::Subject || read.group != GroupId::ALL || self.depth > 8 {
            return None;
        }
        let then = Self { year: self.year_of(read), depth: self.depth + 1, ..*self };
        Some(value(expression, &then))
    }
}

impl Facts for CaseFacts<'_> {
    fn read(&self, read: &Read) -> Reading {
        let year = self.year_of(read);
        let what = What::Measure { measure: read.measure, group: read.group, year, of: read.of, schools: None };
        let not_given = || Err(Missing::CannotCompute("it is not given".into()));
        let value = self.read_given(read).cloned().or_else(|| self.computed(read)).unwrap_or_else(not_given);
        Reading { value, place: None, what, worked_out: false }
    }

    fn derived(&self, derived: &Derived) -> DerivedValue {
        let given = self.given(|target| matches!(target, Expr::Derived(other) if other == derived));
        let not_given = || Err(Missing::CannotCompute("it is not given".into()));
        DerivedValue { value: given.cloned().unwrap_or_else(not_given), between: None, place: None }
    }

    fn range(&self, measure: MeasureId) -> (f64, f64) {
        self.rulebook.believable(measure)
    }

    fn year(&self) -> AcademicYear {
        self.year
    }

    fn date(&self) -> NaiveDate {
        match self.given(|target| matches!(target, Expr::Date)) {
            Some(Ok(Value::Date(day))) => *day,
            _ => self.rulebook.year_begins.last_day(self.case.year),
        }
    }

    fn year_begins(&self) -> YearBegins {
        self.rulebook.year_begins
    }

    fn scripts(&self) -> &Scripts {
        &self.rulebook.scripts
    }

    fn is_authority(&self) -> bool {
        self.authority
    }

    fn each_school(&self, show: &mut dyn FnMut(&dyn Facts)) {
        for given in self.case.schools.iter().filter(|_| self.authority) {
            show(&Self { given, authority: false, ..*self });
        }
    }
}
