//! What is compared of a school: where it stands, floors, support, plans, options.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::intake::record::{Dataset, SchoolKey};
use crate::judge::advise::{Advice, SchoolAdvice};
use crate::judge::evaluate::{Evaluation, Outcome, SchoolFindings};
use crate::rulebook::model::{Renamed, Renames, RuleKind, Rulebook};

/// What sort of thing is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Aspect {
    /// where the school stands as a whole
    Status,
    /// a floor standard
    Floor,
    /// a team and its forms of support
    Support,
    /// what a grade calls for
    Plan,
    /// a structural option to discuss
    Option,
}

impl Aspect {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Status, Self::Floor, Self::Support, Self::Plan, Self::Option];

    /// As shown.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Floor => "floor",
            Self::Support => "support",
            Self::Plan => "plan",
            Self::Option => "option",
        }
    }
}

impl Aspect {
    /// As shown over a column or in a row of its own.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Status => "Status",
            Self::Floor => "Floor standard",
            Self::Support => "Support",
            Self::Plan => "Plan",
            Self::Option => "Option",
        }
    }
}

/// One thing that is compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Item {
    /// what sort
    pub aspect: Aspect,
    /// its stable name
    pub id: Arc<str>,
}

/// What is held of a school in one respect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// as shown: `Secondary floor standard 2013-14`
    pub title: String,
    /// what is compared
    pub value: String,
    /// the value as shown
    pub shown: String,
}

/// What is held of a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolStanding {
    /// its name
    pub name: Arc<str>,
    /// everything compared
    pub items: BTreeMap<Item, Held>,
}

/// What is held of every school.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standings {
    /// by their stable names
    pub schools: BTreeMap<SchoolKey, SchoolStanding>,
}

impl Standings {
    /// From an evaluation and its advice. Where floors of two years are compared, the floor in force counts as one
    /// thing, whichever it is (`floors_as_one`).
    #[must_use]
    pub fn of(
        rulebook: &Rulebook,
        dataset: &Dataset,
        evaluation: &Evaluation,
        advice: &Advice,
        floors_as_one: bool,
    ) -> Self {
        let mut schools = BTreeMap::new();
        for found in &evaluation.schools {
            let Some(school) = dataset.schools.get(found.school) else { continue };
            let mut items = BTreeMap::new();
            status(rulebook, found, &mut items);
            floors(rulebook, found, floors_as_one, &mut items);
            if let Some(advice) = advice.schools.iter().find(|advice| advice.school == found.school) {
                recommended(rulebook, advice, &mut items);
            }
            let name = Arc::clone(&school.identity.name);
            schools.insert(school.identity.key.clone(), SchoolStanding { name, items });
        }
        Self { schools }
    }

    /// The same, everything called as it is now.
    pub(super) fn renamed(mut self, renamed: &Renamed) -> Self {
        if renamed.is_empty() {
            return self;
        }
        let rule = |id: &str| renamed.now(Renames::Rule, id).unwrap_or(id).to_owned();
        for school in self.schools.values_mut() {
            let items = std::mem::take(&mut school.items).into_iter().map(|(item, mut held)| {
                if item.aspect == Aspect::Status {
                    held.value = rule(&held.value);
                }
                let id =
                    if item.aspect == Aspect::Floor { rule(&item.id).into() } else { renamed.about(&item.id).into() };
                (Item { id, ..item }, held)
            });
            school.items = items.collect();
        }
        self
    }

    pub(super) fn held(&self, school: &SchoolKey, item: &Item) -> Option<&Held> {
        self.schools.get(school)?.items.get(item)
    }

    /// What is compared of a school in one respect.
    #[must_use]
    pub fn value(&self, school: &SchoolKey, item: &Item) -> Option<&str> {
        self.held(school, item).map(|held| held.value.as_str())
    }
}

type Items = BTreeMap<Item, Held>;

fn put(items: &mut Items, aspect: Aspect, id: &str, title: &str, value: (&str, &str)) {
    let held = Held { title: title.to_owned(), value: value.0.to_owned(), shown: value.1.to_owned() };
    items.insert(Item { aspect, id: id.into() }, held);
}

fn status(rulebook: &Rulebook, found: &SchoolFindings, items: &mut Items) {
    if let Some(rule) = rulebook.rule(found.status.rule) {
        put(items, Aspect::Status, "", Aspect::Status.word(), (&rule.id, &rule.title));
    }
}

fn floors(rulebook: &Rulebook, found: &SchoolFindings, as_one: bool, items: &mut Items) {
    let mut all = Vec::new();
    for finding in &found.findings {
        let Some(rule) = rulebook.rule(finding.rule) else { continue };
        if matches!(rule.kind, RuleKind::Floor { .. }) && finding.outcome != Outcome::NotApplicable {
            all.push((rule, finding.outcome));
        }
    }
    let words = |outcome: Outcome| match outcome {
        Outcome::Holds => "below",
        Outcome::DoesNotHold => "not below",
        Outcome::CannotSay | Outcome::NotApplicable => "cannot say",
    };
    if as_one {
        let worst = [Outcome::Holds, Outcome::CannotSay, Outcome::DoesNotHold];
        let worst = worst.into_iter().find(|outcome| all.iter().any(|(_, found)| found == outcome));
        if let Some(worst) = worst {
            put(items, Aspect::Floor, "", "floor standard", (worst.id(), words(worst)));
        }
        return;
    }
    for (rule, outcome) in all {
        put(items, Aspect::Floor, &rule.id, &rule.title, (outcome.id(), words(outcome)));
    }
}

fn recommended(rulebook: &Rulebook, advice: &SchoolAdvice, items: &mut Items) {
    for support in &advice.support {
        let strand = support.strand.and_then(|strand| rulebook.strand(strand));
        let title = strand.map_or_else(|| support.team.to_string(), |s| format!("{}: {}", s.short, support.team));
        let forms: Vec<&str> = support.forms.iter().map(|form| &**form).collect();
        let forms = forms.join("; ");
        put(items, Aspect::Support, &support.id, &title, (&forms, &forms));
    }
    for trigger in &advice.triggers {
        let strand = trigger.strand.and_then(|strand| rulebook.strand(strand));
        let strand = strand.map_or_else(String::new, |strand| format!(": {}", strand.short));
        let title = format!("{}{strand}", trigger.title);
        put(items, Aspect::Plan, &trigger.id, &title, ("", "called for"));
    }
    for option in &advice.options {
        let shown = if option.unsure.is_some() { "to discuss, if it can apply" } else { "to discuss" };
        put(items, Aspect::Option, &option.id, &option.title, (shown, shown));
    }
}
