//! Real data read once, judged for a year, and short ways to ask.

use std::path::PathBuf;
use std::sync::Arc;

use workbook::read::Limits;
use yardstick::domain::{AcademicYear, Value};
use yardstick::intake::record::{Dataset, Doubt, DoubtKind, FactKey};
use yardstick::intake::{self, IntakeOptions};
use yardstick::judge::decided::Decisions;
use yardstick::judge::evaluate::{Evaluation, Finding, Outcome, Views, evaluate};
use yardstick::rulebook::expression::{Of, Read, YearOf};
use yardstick::rulebook::ids::GroupId;
use yardstick::rulebook::{RuleSource, Rulebook, load};
use yardstick::run::{Inputs, gather};

pub fn default_rules() -> Arc<Rulebook> {
    let loaded = load(&RuleSource::default_rulebook());
    loaded.rulebook.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics)).into()
}

pub fn year(text: &str) -> AcademicYear {
    text.parse().unwrap()
}

pub fn inputs(paths: &[PathBuf]) -> Inputs {
    Inputs::read(gather(paths).unwrap_or_else(|gone| panic!("{gone:?}")), &Limits::default(), |_| {})
}

/// Workbooks, read.
pub struct World {
    pub rules: Arc<Rulebook>,
    pub data: Dataset,
}

impl World {
    pub fn new(paths: &[PathBuf], options: &IntakeOptions) -> Self {
        let rules = default_rules();
        let data = intake::read(&inputs(paths).books, &rules, options);
        Self { rules, data }
    }

    pub fn judged(&self, in_year: &str) -> Evaluation {
        let date = "2013-05-08".parse().unwrap();
        evaluate(&self.rules, &self.data, &Decisions::default(), year(in_year), date)
    }

    /// The schools of which a rule says this, by URN, in order.
    pub fn schools(&self, evaluation: &Evaluation, rule: &str, outcome: Outcome) -> Vec<String> {
        let id = self.rules.rule_named(rule).unwrap_or_else(|| panic!("no rule {rule}")).0;
        let found = evaluation.schools.iter().filter(|school| school.of(id).is_some_and(|f| f.outcome == outcome));
        let mut urns: Vec<String> =
            found.map(|school| self.data.schools[school.school].identity.urn.unwrap().to_string()).collect();
        urns.sort();
        urns
    }

    pub fn finding(&self, evaluation: &Evaluation, rule: &str, urn: &str) -> Finding<'static> {
        let id = self.rules.rule_named(rule).unwrap().0;
        let found = evaluation
            .schools
            .iter()
            .find(|school| self.data.schools[school.school].identity.urn.is_some_and(|known| known.to_string() == urn));
        let school = found.unwrap_or_else(|| panic!("no school {urn}"));
        let verdict = school.of(id).unwrap_or_else(|| panic!("{rule} did not judge {urn}"));
        let decisions = Decisions::default();
        let views = Views::new(&self.rules, &self.data, &decisions, evaluation);
        Finding::told(id, verdict.outcome, views.account(school.school, *verdict))
    }

    /// What a rule says of the authority.
    pub fn sentence(&self, evaluation: &Evaluation, rule: &str) -> String {
        let id = self.rules.rule_named(rule).unwrap().0;
        evaluation.authority.iter().find(|finding| finding.rule == id).unwrap().sentence.clone()
    }

    /// A value of every school in a year, as it was read.
    pub fn values(&self, measure: &str, in_year: Option<&str>) -> Vec<(String, Value)> {
        let measure = self.rules.measure_named(measure).unwrap().0;
        let key = FactKey { measure, group: GroupId::ALL, year: in_year.map(year) };
        let schools = self.data.schools.iter();
        schools
            .filter_map(|school| {
                let value = school.facts.get(key)?.value.clone().ok()?;
                Some((school.identity.urn?.to_string(), value))
            })
            .collect()
    }

    /// A value of one school once all is judged, computed ones too.
    pub fn asked(&self, views: &Views<'_>, urn: &str, measure: &str, of: Of) -> Option<Value> {
        let at = self.data.schools.iter().position(|s| s.identity.urn.is_some_and(|known| known.to_string() == urn));
        let measure = self.rules.measure_named(measure).unwrap().0;
        views.value(at.unwrap(), &Read { measure, group: GroupId::ALL, year: YearOf::Judged, of }).ok()
    }

    pub fn doubts(&self, kind: DoubtKind) -> Vec<&Doubt> {
        self.data.doubts.iter().filter(|doubt| doubt.kind == kind).collect()
    }
}
