//! The names a rulebook defines, as conditions ask for them.

use std::collections::BTreeMap;

use crate::rulebook::expression::{Asked, Constant, FunctionId, NameOf, Names, ValueKind};
use crate::rulebook::ids::{AreaId, ComparatorId, GroupId, MeasureId, SettingId, StrandId};
use crate::rulebook::model::{Renamed, Renames};
use crate::rulebook::script::Scripts;

/// All names of a rulebook.
#[derive(Default)]
pub(super) struct NameTable<'a> {
    pub(super) measures: BTreeMap<&'a str, MeasureId>,
    pub(super) kinds: Vec<ValueKind>,
    pub(super) cohorts: Vec<Option<MeasureId>>,
    /// by measure, whether it is dated by another
    pub(super) dated: Vec<bool>,
    pub(super) categories: Vec<Vec<&'a str>>,
    pub(super) groups: BTreeMap<&'a str, GroupId>,
    pub(super) comparators: BTreeMap<&'a str, ComparatorId>,
    pub(super) areas: BTreeMap<&'a str, AreaId>,
    pub(super) strands: BTreeMap<&'a str, StrandId>,
    /// the strand that sums up the others
    pub(super) overall: Option<&'a str>,
    /// rules that indicate a grade: name, strand and grade
    pub(super) indications: Vec<(&'a str, &'a str, &'a str)>,
    pub(super) grades: Vec<&'a str>,
    /// their numbers in rules
    pub(super) grade_values: Vec<f64>,
    pub(super) settings: BTreeMap<&'a str, (SettingId, Constant)>,
    pub(super) markers: Vec<&'a str>,
    pub(super) rules: Vec<&'a str>,
    pub(super) risks: Vec<&'a str>,
    pub(super) statuses: Vec<&'a str>,
    /// teams by their stable names, as shown; empty where none are listed
    pub(super) teams: BTreeMap<&'a str, &'a str>,
    /// whether plans can be said to be behind
    pub(super) tells_of_plans: bool,
    pub(super) renamed: Renamed,
    pub(super) scripts: Scripts,
}

impl NameTable<'_> {
    /// What kind of value a measure holds.
    pub(super) fn kind(&self, measure: MeasureId) -> ValueKind {
        self.kinds.get(usize::from(measure.0)).copied().unwrap_or(ValueKind::Number)
    }
}

impl Names for NameTable<'_> {
    fn measure(&self, id: &str) -> Option<(MeasureId, ValueKind)> {
        let now = || self.renamed.now(Renames::Measure, id);
        let found = self.measures.get(id).or_else(|| self.measures.get(now()?));
        found.map(|measure| (*measure, self.kind(*measure)))
    }

    fn cohort(&self, measure: MeasureId) -> Option<MeasureId> {
        self.cohorts.get(usize::from(measure.0)).copied().flatten()
    }

    fn dated_by_day(&self, measure: MeasureId) -> bool {
        self.dated.get(usize::from(measure.0)).copied().unwrap_or(false)
    }

    fn group(&self, id: &str) -> Option<GroupId> {
        self.groups.get(id).copied()
    }

    fn comparator(&self, id: &str) -> Option<ComparatorId> {
        self.comparators.get(id).copied()
    }

    fn strand(&self, id: &str) -> Option<StrandId> {
        self.strands.get(id).or_else(|| self.strands.get(self.renamed.now(Renames::Strand, id)?)).copied()
    }

    fn setting(&self, id: &str) -> Option<(SettingId, Constant)> {
        self.settings.get(id).cloned()
    }

    fn grade(&self, name: &str) -> Option<f64> {
        let at = self.grades.iter().position(|grade| *grade == name)?;
        self.grade_values.get(at).copied()
    }

    fn function(&self, name: &str) -> Option<(FunctionId, usize)> {
        let mut functions = self.scripts.functions().iter().zip(0_u16..);
        let (function, number) = functions.find(|(function, _)| function.name == name)?;
        Some((FunctionId(number), function.params.len()))
    }

    fn asked(&self, function: FunctionId) -> Option<&Asked> {
        self.scripts.asked(function).map(|asked| &**asked)
    }

    fn now(&self, sort: NameOf, old: &str) -> Option<&str> {
        let written = |name: &str| name.replace('-', "_");
        match sort {
            NameOf::Rule | NameOf::Status => self.renamed.now(Renames::Rule, old),
            // a risk stands in conditions with underscores
            NameOf::Risk => {
                let risks = self.renamed.all(Renames::Rule).filter(|(_, now)| self.risks.contains(now));
                risks.filter(|(before, _)| written(before) == old).map(|(_, now)| now).next()
            }
            _ => None,
        }
    }

    fn all(&self, sort: NameOf) -> Vec<&str> {
        match sort {
            NameOf::Measure => self.measures.keys().copied().collect(),
            NameOf::Group => self.groups.keys().copied().collect(),
            NameOf::Comparator => self.comparators.keys().copied().collect(),
            NameOf::Strand => self.strands.keys().copied().collect(),
            NameOf::Setting => self.settings.keys().copied().collect(),
            NameOf::Rule => self.rules.clone(),
            NameOf::Risk => self.risks.clone(),
            NameOf::Function => self.scripts.functions().iter().map(|function| function.name.as_str()).collect(),
            NameOf::Marker => self.markers.clone(),
            NameOf::Status => self.statuses.clone(),
        }
    }

    fn tells_of_plans(&self) -> bool {
        self.tells_of_plans
    }

    fn categories(&self, measure: MeasureId) -> Vec<&str> {
        self.categories.get(usize::from(measure.0)).cloned().unwrap_or_default()
    }
}
