//! What a rulebook can ask, and what decisions hang on that it has no name for any more.

use std::collections::{BTreeMap, BTreeSet};

use super::entry::stands_alone;
use super::{DecisionKey, Entry};
use crate::judge::lives::ProgressAt;
use crate::review::book::keys;
use crate::rulebook::Rulebook;
use crate::rulebook::model::RuleKind;

/// A name that decisions hang on and a rulebook does not have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gone {
    /// what it was: `team`
    pub sort: &'static str,
    /// its name
    pub name: String,
    /// how many decisions hang on it
    pub decisions: usize,
    /// the schools they are about
    pub schools: BTreeSet<String>,
    /// names of that sort that no decision hangs on: one of them may be what it is called now
    pub perhaps: Vec<String>,
}

/// The names that decisions hang on and the rulebook has no more, with how many decisions each has.
#[must_use]
pub fn gone<'e>(decided: impl Iterator<Item = (&'e DecisionKey, &'e Entry)>, rulebook: &Rulebook) -> Vec<Gone> {
    let there = RulesThere::of(rulebook);
    let names = Names::of(rulebook);
    let mut missing: BTreeMap<(&'static str, String), (usize, BTreeSet<String>)> = BTreeMap::new();
    let mut used: BTreeSet<(&'static str, String)> = BTreeSet::new();
    for (key, entry) in decided.filter(|(key, entry)| !entry.fields.is_blank() && !stands_alone(&key.about)) {
        for (sort, name) in parts(&key.about, &names) {
            if !there.has(&key.about) && !names.has(sort, &name) {
                let (decisions, schools) = missing.entry((sort, name)).or_default();
                *decisions += 1;
                let named = if entry.school.is_empty() { &key.school.0 } else { &entry.school };
                schools.insert(named.to_string());
            } else {
                used.insert((sort, name));
            }
        }
    }
    let one = |((sort, name), (decisions, schools)): ((&'static str, String), (usize, BTreeSet<String>))| {
        let free = names.all.iter().filter(|(of, id)| *of == sort && !used.contains(&(sort, id.clone())));
        Gone { sort, name, decisions, schools, perhaps: free.map(|(_, id)| id.clone()).collect() }
    };
    missing.into_iter().map(one).collect()
}

/// The names that a decision hangs on.
fn parts(about: &str, names: &Names) -> Vec<(&'static str, String)> {
    let strand = |name: &str| (!name.is_empty()).then(|| ("strand", name.to_owned()));
    match about.split_once(':') {
        Some(("grade", name)) => strand(name).into_iter().collect(),
        Some(("finding" | "plan", rule)) => vec![("rule", rule.to_owned())],
        Some(("progress", _)) => ProgressAt::of(about).map_or_else(Vec::new, |at| parts(at.plan, names)),
        Some(("option", rule)) => vec![("option", rule.to_owned())],
        Some(("partner", rest)) => strand(rest.split(':').next().unwrap_or_default()).into_iter().collect(),
        Some(("trigger", rest)) => {
            let (plan, of) = rest.split_once(':').unwrap_or((rest, ""));
            [("plan", plan.to_owned())].into_iter().chain(strand(of)).collect()
        }
        Some(("support", rest)) => {
            let (of, team) = rest.split_once(':').unwrap_or(("", rest));
            let by_rule = team.rsplit_once(':').filter(|(_, rule)| !names.has("team", team) && is_id(rule));
            let (team, rule) = by_rule.map_or((team, None), |(team, rule)| (team, Some(("rule", rule.to_owned()))));
            strand(of).into_iter().chain([("team", team.to_owned())]).chain(rule).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a text can be the name of a rule.
fn is_id(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Every name that a decision can hang on.
struct Names {
    all: BTreeSet<(&'static str, String)>,
}

impl Names {
    fn of(rulebook: &Rulebook) -> Self {
        let mut all = BTreeSet::new();
        all.extend(rulebook.judgements.strands.iter().map(|strand| ("strand", strand.id.to_string())));
        all.extend(rulebook.triggers.iter().map(|trigger| ("plan", trigger.id.to_string())));
        all.extend(rulebook.support.iter().flat_map(|model| &model.teams).map(|team| ("team", team.id.to_string())));
        for rule in &rulebook.rules {
            all.insert(("rule", rule.id.to_string()));
            match &rule.kind {
                RuleKind::SupportWhen { teams, .. } => {
                    all.extend(teams.iter().map(|team| ("team", team.id.to_string())));
                }
                RuleKind::Structure { .. } => _ = all.insert(("option", rule.id.to_string())),
                _ => {}
            }
        }
        Self { all }
    }

    fn has(&self, sort: &'static str, name: &str) -> bool {
        self.all.contains(&(sort, name.to_owned()))
    }
}

/// Everything that the rulebook can ask, for whatever school.
pub(super) struct RulesThere {
    names: BTreeSet<String>,
    partners: Vec<String>,
}

impl RulesThere {
    pub fn of(rulebook: &Rulebook) -> Self {
        let strand = |id| rulebook.strand(id).map_or("", |strand| &*strand.id);
        let strands = || rulebook.judgements.strands.iter();
        let mut names = BTreeSet::from([keys::STATUS.to_owned()]);
        names.extend(strands().map(|strand| keys::grade_of(&strand.id).to_string()));
        for model in &rulebook.support {
            names.extend(model.teams.iter().map(|team| format!("support:{}:{}", strand(model.strand), team.id)));
        }
        for rule in &rulebook.rules {
            names.insert(keys::finding_of(&rule.id).to_string());
            match &rule.kind {
                RuleKind::SupportWhen { strand: of, teams, plan } => {
                    let of = of.map_or("", strand);
                    names.extend(plan.iter().map(|_| format!("plan:{}", rule.id)));
                    names.extend(teams.iter().map(|team| format!("support:{of}:{}:{}", team.id, rule.id)));
                }
                RuleKind::Structure { .. } => _ = names.insert(format!("option:{}", rule.id)),
                _ => {}
            }
        }
        names.extend(rulebook.most_serious_status().map(|(_, rule)| format!("plan:{}", rule.id)));
        for trigger in &rulebook.triggers {
            names.extend(strands().map(|strand| format!("trigger:{}:{}", trigger.id, strand.id)));
        }
        let partners = rulebook.partners.iter().map(|partner| format!("partner:{}:", strand(partner.strand))).collect();
        Self { names, partners }
    }

    /// Whether it can ask this.
    pub fn has(&self, about: &str) -> bool {
        let about = ProgressAt::of(about).map_or(about, |at| at.plan);
        self.names.contains(about) || self.partners.iter().any(|partner| about.starts_with(partner))
    }
}
