//! A case, read: the default rules with the case's own beside them, its workbook, and short ways to ask.

use std::path::PathBuf;

use workbook::read::Limits;
use yardstick::domain::{AcademicYear, Missing, Value};
use yardstick::intake::record::{Dataset, FactKey, School};
use yardstick::intake::{self, IntakeOptions};
use yardstick::rulebook::ids::GroupId;
use yardstick::rulebook::model::Rulebook;
use yardstick::rulebook::{self, RuleSource};
use yardstick::run::{Inputs, gather};

use crate::public;

pub struct Case {
    pub data: Dataset,
    pub rules: Rulebook,
    pub refused: Vec<String>,
}

/// The workbook of a case, read by the default rules and the library's; `None` where the cases are not at hand.
pub fn book(name: &str) -> Option<Case> {
    let folder = public::cases(name)?;
    let library = std::fs::read_to_string(public::cases("rules/library.yaml")?).unwrap();
    let inputs = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let inputs = inputs.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("in")).collect();
    Some(read(inputs, &[("library.yaml", &library)], &IntakeOptions::default()))
}

/// Tables of a real case, read by the default rules.
pub fn truth(name: &str, whose: &str, year: Option<&str>) -> Option<Case> {
    let path = public::cases(&format!("truth/{name}"))?;
    let year = year.map(|year| year.parse().unwrap());
    Some(read(vec![path], &[], &IntakeOptions { year, whose: whose.parse().unwrap(), ..IntakeOptions::default() }))
}

fn read(paths: Vec<PathBuf>, more: &[(&str, &str)], options: &IntakeOptions) -> Case {
    let inputs = Inputs::read(gather(&paths).unwrap(), &Limits::default(), |_| ());
    let source = more.iter().fold(RuleSource::default_rulebook(), |source, (name, text)| source.with(name, text));
    let rules = rulebook::load(&source).rulebook.unwrap();
    let data = intake::read(&inputs.books, &rules, options);
    Case { data, rules, refused: inputs.refused.iter().map(|refused| format!("{refused:?}")).collect() }
}

impl Case {
    /// The school of a URN.
    pub fn school(&self, urn: u32) -> &School {
        let is = |school: &&School| school.identity.urn.is_some_and(|own| own.to_string() == urn.to_string());
        self.data.schools.iter().find(is).unwrap_or_else(|| panic!("no school {urn}: {:#?}", self.said()))
    }

    pub fn names(&self) -> Vec<&str> {
        self.data.schools.iter().map(|school| &*school.identity.name).collect()
    }

    /// What is known of a measure in a year: a value as it is shown, or why there is none.
    pub fn of(&self, urn: u32, measure: &str, group: &str, year: &str) -> Result<String, String> {
        let (measure, found) = self.rules.measure_named(measure).unwrap();
        let group = self.rules.groups.iter().position(|known| &*known.id == group).unwrap();
        let group = GroupId(u8::try_from(group).unwrap());
        let year = (!found.undated).then(|| year.parse::<AcademicYear>().unwrap());
        let entry = self.school(urn).facts.get(FactKey { measure, group, year });
        let value = entry.map_or(Err(Missing::NoColumn), |entry| entry.value.clone());
        value.map(|value: Value| value.to_string()).map_err(|missing| missing.to_string())
    }

    /// Books lost in 2011-12.
    pub fn lost(&self, urn: u32) -> Result<String, String> {
        self.of(urn, "lib.lost", "all", "2011-12")
    }

    /// Share of the library read in 2011-12.
    pub fn share(&self, urn: u32) -> Result<String, String> {
        self.of(urn, "lib.share", "all", "2011-12")
    }

    /// Day of the library visit, in 2011-12.
    pub fn day(&self, urn: u32) -> Result<String, String> {
        self.of(urn, "lib.day", "all", "2011-12")
    }

    /// Everything said of the workbooks.
    pub fn said(&self) -> Vec<String> {
        let advice = |advice: &Option<String>| advice.clone().unwrap_or_default();
        let doubts =
            self.data.doubts.iter().map(|doubt| format!("{:?}: {} {}", doubt.kind, doubt.what, advice(&doubt.advice)));
        doubts.chain(self.refused.iter().cloned()).collect()
    }

    #[track_caller]
    pub fn says(&self, words: &str) {
        assert!(self.said().iter().any(|said| said.contains(words)), "`{words}` is not in {:#?}", self.said());
    }
}

/// A value, as [`Case::of`] gives it.
pub fn is(value: &str) -> Result<String, String> {
    Ok(value.to_owned())
}
