//! A small rulebook's names and schools of which values are given one by one.

use std::collections::HashMap;

use chrono::NaiveDate;
use workbook::place::CellPlace;
use yardstick::domain::{AcademicYear, Marked, Missing, Value, YearBegins};
use yardstick::rulebook::expression::{
    Constant, Derived, DerivedValue, Expr, Expression, Facts, FunctionId, NameOf, Names, Of, Read, Reading, RuleName,
    ValueKind, What, parse, parse_condition,
};
use yardstick::rulebook::ids::{ComparatorId, GroupId, MeasureId, SettingId, StrandId};
use yardstick::rulebook::script::{Limits, Scripts};

const MEASURES: [(&str, ValueKind); 12] = [
    ("ks2.l4_em", ValueKind::Number),
    ("ks2.pupils", ValueKind::Number),
    ("ks2.progress", ValueKind::Number),
    ("phase", ValueKind::Text),
    ("mainstream", ValueKind::Flag),
    ("inspection.date", ValueKind::Date),
    ("inspection.overall", ValueKind::Number),
    ("roll", ValueKind::Number),
    ("category", ValueKind::Text),
    ("a", ValueKind::Number),
    ("b", ValueKind::Number),
    ("c", ValueKind::Number),
];
const GROUPS: [&str; 3] = ["all", "fsm", "boys"];
const COMPARATORS: [&str; 3] = ["national", "la", "similar"];
const STRANDS: [&str; 2] = ["achievement", "behaviour"];
const SETTINGS: [&str; 3] = ["floor", "plan_at", "concern"];
const RULES: [&str; 3] = ["below-floor", "falling-roll", "no-head"];
const MARKERS: [&str; 2] = ["suppressed", "low"];

pub struct World {
    pub scripts: Scripts,
}

impl World {
    pub fn new() -> Self {
        Self { scripts: Scripts::default() }
    }

    pub fn with_script(text: &str) -> Self {
        let scripts = Scripts::compile(&[("scripts/test.rhai", text)], Limits::default());
        Self { scripts: scripts.unwrap_or_else(|mistakes| panic!("{mistakes:?}")) }
    }

    pub fn expression(&self, text: &str) -> Expression {
        parse(text, self).unwrap_or_else(|mistakes| panic!("{text}: {mistakes:?}"))
    }

    pub fn condition(&self, text: &str) -> Expression {
        parse_condition(text, self).unwrap_or_else(|mistakes| panic!("{text}: {mistakes:?}"))
    }

    pub fn school(&self) -> School<'_> {
        School { world: self, values: HashMap::new(), derived: HashMap::new(), schools: None }
    }
}

fn position(list: &[&str], id: &str) -> Option<usize> {
    list.iter().position(|known| *known == id)
}

impl Names for World {
    fn measure(&self, id: &str) -> Option<(MeasureId, ValueKind)> {
        let index = MEASURES.iter().position(|(known, _)| *known == id)?;
        Some((MeasureId(index as u16), MEASURES[index].1))
    }
    fn cohort(&self, measure: MeasureId) -> Option<MeasureId> {
        (measure.0 == 0 || measure.0 == 2).then_some(MeasureId(1))
    }
    fn dated_by_day(&self, measure: MeasureId) -> bool {
        MEASURES[usize::from(measure.0)].0 == "inspection.overall"
    }
    fn group(&self, id: &str) -> Option<GroupId> {
        position(&GROUPS, id).map(|i| GroupId(i as u8))
    }
    fn comparator(&self, id: &str) -> Option<ComparatorId> {
        position(&COMPARATORS, id).map(|i| ComparatorId(i as u8))
    }
    fn strand(&self, id: &str) -> Option<StrandId> {
        position(&STRANDS, id).map(|i| StrandId(i as u8))
    }
    fn setting(&self, id: &str) -> Option<(SettingId, Constant)> {
        let index = position(&SETTINGS, id)?;
        let constant = match id {
            "floor" => Constant::One(Value::Number(60.0)),
            "plan_at" => Constant::List(vec![Value::Number(3.0), Value::Number(4.0)]),
            _ => Constant::List(vec![Value::Text("SM".into()), Value::Text("SWK".into())]),
        };
        Some((SettingId(index as u16), constant))
    }
    fn function(&self, name: &str) -> Option<(FunctionId, usize)> {
        let index = self.scripts.functions().iter().position(|function| function.name == name)?;
        Some((FunctionId(index as u16), self.scripts.functions()[index].params.len()))
    }
    fn all(&self, sort: NameOf) -> Vec<&str> {
        match sort {
            NameOf::Measure => MEASURES.iter().map(|(id, _)| *id).collect(),
            NameOf::Group => GROUPS.to_vec(),
            NameOf::Comparator => COMPARATORS.to_vec(),
            NameOf::Strand => STRANDS.to_vec(),
            NameOf::Setting => SETTINGS.to_vec(),
            NameOf::Rule => RULES.to_vec(),
            NameOf::Risk => vec!["falling-roll", "no-head"],
            NameOf::Function => self.scripts.functions().iter().map(|function| function.name.as_str()).collect(),
            NameOf::Marker => MARKERS.to_vec(),
            NameOf::Status => vec!["vulnerable", "secure"],
        }
    }
    fn categories(&self, measure: MeasureId) -> Vec<&str> {
        if measure.0 == 3 { vec!["primary", "secondary", "special"] } else { Vec::new() }
    }
}

type Key = (MeasureId, GroupId, AcademicYear, Of);

#[derive(Clone)]
pub struct School<'w> {
    world: &'w World,
    values: HashMap<Key, Result<Value, Missing>>,
    derived: HashMap<Derived, DerivedValue>,
    schools: Option<Vec<School<'w>>>,
}

pub fn judged() -> AcademicYear {
    "2011-12".parse().unwrap()
}

pub fn suppressed() -> Missing {
    Missing::from(Marked {
        id: "suppressed".into(),
        words: "suppressed".into(),
        written: "SUPP".into(),
        within: None,
        no_figure: false,
    })
}

fn key(read: &Read) -> Key {
    (read.measure, read.group, read.year.in_year(judged()), read.of)
}

impl<'w> School<'w> {
    /// Gives a value: a reading as rules write it, a grade, a rule.
    pub fn has(mut self, what: &str, value: impl IntoValue) -> Self {
        let value = Ok(value.into_value());
        match self.world.expression(what).root.expr {
            Expr::Read(read) => _ = self.values.insert(key(&read), value),
            Expr::Derived(derived) => self = self.found(derived, value, None),
            other => panic!("{other:?}"),
        }
        self
    }

    pub fn lacks(mut self, what: &str, why: Missing) -> Self {
        let expression = self.world.expression(what);
        self.values.insert(key(expression.as_read().unwrap()), Err(why));
        self
    }

    pub fn found(mut self, derived: Derived, value: Result<Value, Missing>, between: Option<(f64, f64)>) -> Self {
        self.derived.insert(derived, DerivedValue { value, between, place: None });
        self
    }

    pub fn rule_unknown(self, rule: &str) -> Self {
        self.found(Derived::Rule(RuleName(rule.into())), Err(Missing::Blank), None)
    }

    pub fn of(world: &'w World, schools: Vec<School<'w>>) -> Self {
        Self { schools: Some(schools), ..world.school() }
    }
}

impl Facts for School<'_> {
    fn read(&self, read: &Read) -> Reading {
        let (measure, group, year, of) = key(read);
        let value = self.values.get(&key(read)).cloned().unwrap_or(Err(Missing::NoColumn));
        let place =
            CellPlace { workbook: "results.xlsx".into(), sheet: "KS2".into(), row: 5, column: u32::from(measure.0) };
        let what = What::Measure { measure, group, year, of, schools: None };
        Reading { value, place: Some(place), what, worked_out: false }
    }
    fn value(&self, read: &Read) -> Result<Value, Missing> {
        self.values.get(&key(read)).cloned().unwrap_or(Err(Missing::NoColumn))
    }
    fn derived(&self, derived: &Derived) -> DerivedValue {
        let unknown = DerivedValue { value: Err(Missing::Blank), between: None, place: None };
        self.derived.get(derived).cloned().unwrap_or(unknown)
    }
    fn year(&self) -> AcademicYear {
        judged()
    }
    fn date(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(2012, 11, 5).unwrap()
    }
    fn year_begins(&self) -> YearBegins {
        YearBegins::default()
    }

    fn range(&self, measure: MeasureId) -> (f64, f64) {
        match MEASURES[usize::from(measure.0)].0 {
            "a" => (0.0, 4.0),
            "ks2.l4_em" => (0.0, 100.0),
            _ => (f64::NEG_INFINITY, f64::INFINITY),
        }
    }

    fn scripts(&self) -> &Scripts {
        &self.world.scripts
    }
    fn is_authority(&self) -> bool {
        self.schools.is_some()
    }
    fn each_school(&self, show: &mut dyn FnMut(&dyn Facts)) {
        self.schools.iter().flatten().for_each(|school| show(school));
    }
}

/// What can be given as a value in a test.
pub trait IntoValue {
    fn into_value(self) -> Value;
}

impl IntoValue for f64 {
    fn into_value(self) -> Value {
        Value::Number(self)
    }
}

impl IntoValue for i32 {
    fn into_value(self) -> Value {
        Value::Number(self.into())
    }
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        Value::Flag(self)
    }
}

impl IntoValue for &str {
    fn into_value(self) -> Value {
        match NaiveDate::parse_from_str(self, "%Y-%m-%d") {
            Ok(day) => Value::Date(day),
            Err(_) => Value::Text(self.into()),
        }
    }
}
