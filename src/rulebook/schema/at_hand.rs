//! The schema of the rulebook at hand: where a file names a measure, a strand, a team, an editor completes those that the
//! rulebook has, and underlines what none of them is.
//!
//! What is right is never underlined: a name may be one that something had before, a row's `$value`, or the number of a
//! grade, and where words or conditions stand the names are only offered.

use serde_json::{Map, Value, json};

use super::super::model::{Renames, Rulebook};
use super::super::rows::EVERY_STRAND;

/// A sort of name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Measure,
    Group,
    Comparator,
    Area,
    Strand,
    /// in a list that may say them all
    Strands,
    Grade,
    Team,
    Event,
    Phase,
    Colour,
    /// what a condition may begin with
    Asked,
}

/// Where a name of a sort stands: the kind of entry, and its field.
const NAMED: [(&str, &str, Sort); 42] = [
    ("RawFigure", "measure", Sort::Measure),
    ("RawMeasure", "cohort", Sort::Measure),
    ("RawMeasure", "dated by", Sort::Measure),
    ("RawStrand", "self evaluated", Sort::Measure),
    ("RawStrand", "inspected", Sort::Measure),
    ("RawComparator", "same", Sort::Measure),
    ("RawPartner", "same", Sort::Measure),
    ("RawPartner", "order by", Sort::Measure),
    ("RawAlike", "measures", Sort::Measure),
    ("RawPaperSection", "measures", Sort::Measure),
    ("RawReport", "headline measures", Sort::Measure),
    ("RawFigure", "group", Sort::Group),
    ("RawGroup", "peers", Sort::Group),
    ("RawGroup", "within", Sort::Group),
    ("RawPaperSection", "groups", Sort::Group),
    ("RawPaperSection", "compared with", Sort::Comparator),
    ("RawFigure", "area", Sort::Area),
    ("RawComparator", "area", Sort::Area),
    ("RawArea", "median of", Sort::Area),
    ("RawFloor", "strand", Sort::Strand),
    ("RawIndication", "strand", Sort::Strand),
    ("RawWatchpoint", "strand", Sort::Strand),
    ("RawSupport", "strand", Sort::Strand),
    ("RawSupportWhen", "strand", Sort::Strand),
    ("RawPartner", "strand", Sort::Strand),
    ("RawTrigger", "strands", Sort::Strands),
    ("RawJudgements", "overall", Sort::Strand),
    ("RawIndication", "grade", Sort::Grade),
    ("RawSupport", "grades", Sort::Grade),
    ("RawTeam", "team", Sort::Team),
    ("RawPaper", "visits", Sort::Event),
    ("RawFigure", "phase", Sort::Phase),
    ("RawMeasure", "phase", Sort::Phase),
    ("RawGrade", "colour", Sort::Colour),
    ("RawStatus", "colour", Sort::Colour),
    ("RawAim", "progress", Sort::Asked),
    ("RawMeasure", "computed", Sort::Asked),
    ("RawPaperFigure", "value", Sort::Asked),
    ("RawPartner", "need", Sort::Asked),
    ("RawPartner", "strength", Sort::Asked),
    ("RawConsistency", "parts", Sort::Asked),
    ("RawConsistency", "total", Sort::Asked),
];

/// What every name may be besides: a row's value, or words with blanks around them, which are taken off.
const ELSE: &str = r"\$|^\s|\s$";

/// The schema with the rulebook's names in it.
pub(super) fn with_names(mut schema: Value, rulebook: &Rulebook) -> Value {
    let Some(defs) = schema.get_mut("$defs").and_then(Value::as_object_mut) else { return schema };
    for (entry, field, sort) in NAMED {
        field_of(defs, entry, field).into_iter().for_each(|place| name(place, sort));
    }
    if let Some(alternatives) = defs.get_mut("RawCondition").and_then(|def| def.get_mut("anyOf")?.as_array_mut()) {
        alternatives.push(reference(Sort::Asked));
    }
    if let Some(Value::Array(alternatives)) = defs.get_mut("RawGradesOrSetting").and_then(|def| def.get_mut("anyOf")) {
        alternatives.iter_mut().filter(|one| one.get("items").is_some()).for_each(|one| name(one, Sort::Grade));
        let settings = rulebook.settings.iter().map(|setting| format!("settings.{}", setting.id));
        alternatives.push(json!({ "enum": settings.collect::<Vec<_>>() }));
    }
    keys(defs, "RawMeasure", "groups", rulebook.groups.iter().map(|group| group.id.to_string()));
    keys(defs, "RawReport", "words", rulebook.report.words.keys().map(ToString::to_string));
    keys(defs, "RawCase", "given", asked_of_a_school(rulebook).into_iter());
    for sort in Sort::ALL {
        defs.insert(sort.definition(), names(sort, rulebook));
    }
    let rules = rulebook.rules.iter().map(|rule| rule.id.to_string());
    if let Some(cases) = schema.pointer_mut("/properties/cases").and_then(Value::as_object_mut) {
        offered(cases, rules);
    }
    schema
}

impl Sort {
    const ALL: [Self; 12] = [
        Self::Measure,
        Self::Group,
        Self::Comparator,
        Self::Area,
        Self::Strand,
        Self::Strands,
        Self::Grade,
        Self::Team,
        Self::Event,
        Self::Phase,
        Self::Colour,
        Self::Asked,
    ];

    fn title(self) -> &'static str {
        match self {
            Self::Measure => "name of a measure",
            Self::Group => "name of a group",
            Self::Comparator => "name of a comparator",
            Self::Area => "name of an area",
            Self::Strand => "name of a strand",
            Self::Strands => "name of a strand or every strand",
            Self::Grade => "grade",
            Self::Team => "name of a team",
            Self::Event => "name of an event",
            Self::Phase => "phase",
            Self::Colour => "colour",
            Self::Asked => "expression",
        }
    }

    fn definition(self) -> String {
        self.title().replace(' ', "-")
    }

    /// What had names before that the check still takes.
    fn renames(self) -> Option<Renames> {
        match self {
            Self::Measure => Some(Renames::Measure),
            Self::Strand | Self::Strands => Some(Renames::Strand),
            Self::Team => Some(Renames::Team),
            _ => None,
        }
    }

    fn ids(self, rulebook: &Rulebook) -> Vec<String> {
        macro_rules! ids {
            ($list:expr) => {
                $list.iter().map(|one| one.id.to_string()).collect()
            };
        }
        match self {
            Self::Measure => ids!(rulebook.measures),
            Self::Group => ids!(rulebook.groups),
            Self::Comparator => ids!(rulebook.comparators),
            Self::Area => ids!(rulebook.areas),
            Self::Strand => ids!(rulebook.judgements.strands),
            Self::Strands => Self::Strand.ids(rulebook).into_iter().chain([EVERY_STRAND.to_owned()]).collect(),
            Self::Grade => ids!(rulebook.judgements.grades),
            Self::Event => ids!(rulebook.cycle),
            Self::Team if rulebook.teams.is_empty() => {
                rulebook.support.iter().flat_map(|model| &model.teams).map(|team| team.id.to_string()).collect()
            }
            Self::Team => rulebook.teams.iter().map(ToString::to_string).collect(),
            Self::Phase => {
                let phase = rulebook.measure_named("phase").map(|(_, measure)| measure);
                phase.map_or_else(Vec::new, |phase| ids!(phase.categories))
            }
            Self::Colour => rulebook.report.colours.keys().map(ToString::to_string).collect(),
            Self::Asked => asked(rulebook),
        }
    }

    /// Whether something else may stand there than the rulebook's names: digits of a colour, a condition, a team as it is
    /// called where none are listed.
    fn is_open(self, rulebook: &Rulebook) -> bool {
        match self {
            Self::Colour | Self::Asked => true,
            Self::Team => rulebook.teams.is_empty(),
            // where the rulebook has no words for phases, any will do
            Self::Phase => self.ids(rulebook).is_empty(),
            _ => false,
        }
    }
}

/// The names of a sort, and what else may stand for one.
fn names(sort: Sort, rulebook: &Rulebook) -> Value {
    let mut ids = sort.ids(rulebook);
    ids.sort();
    ids.dedup();
    // a grade that is a number is written as one
    let numbers = ids.iter().filter_map(|id| id.parse::<i64>().ok()).map(|number| json!(number));
    let all: Vec<Value> = ids.iter().map(|id| json!(id)).chain(numbers).collect();
    let mut alternatives = vec![json!({ "enum": all })];
    if sort.is_open(rulebook) {
        alternatives.push(json!({ "type": ["string", "number"] }));
    } else {
        let formerly = sort.renames().into_iter().flat_map(|renames| rulebook.renamed.all(renames));
        let formerly: Vec<String> = formerly.map(|(old, _)| escaped(old)).collect();
        let pattern = if formerly.is_empty() { ELSE.to_owned() } else { format!("{ELSE}|^({})$", formerly.join("|")) };
        alternatives.push(json!({ "type": "string", "pattern": pattern }));
    }
    // an enumeration of nothing is no schema
    alternatives.retain(|one| one.get("enum").and_then(Value::as_array).is_none_or(|all| !all.is_empty()));
    json!({ "title": sort.title(), "anyOf": alternatives })
}

/// A text that a pattern finds as it is.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        if !sign.is_alphanumeric() && !" _-".contains(sign) {
            escaped.push('\\');
        }
        escaped.push(sign);
    }
    escaped
}

fn reference(sort: Sort) -> Value {
    json!({ "$ref": format!("#/$defs/{}", sort.definition()) })
}

/// Makes the words that stand in a place names of a sort.
fn name(place: &mut Value, sort: Sort) {
    let Some(schema) = place.as_object_mut() else { return };
    if let Some(items) = schema.get_mut("items") {
        return name(items, sort);
    }
    if let Some(Value::Array(forms)) = schema.get_mut("anyOf") {
        // a list, or the value of a row
        return forms.iter_mut().filter(|form| form.get("items").is_some()).for_each(|form| name(form, sort));
    }
    let blank = schema.get("type").and_then(Value::as_array).is_some_and(|kinds| kinds.contains(&json!("null")));
    schema.remove("type");
    if blank {
        schema.insert("anyOf".into(), json!([reference(sort), { "type": "null" }]));
    } else {
        schema.extend(reference(sort).as_object().cloned().unwrap_or_default());
    }
}

/// A field of a kind of entry.
fn field_of<'d>(defs: &'d mut Map<String, Value>, entry: &str, field: &str) -> Option<&'d mut Value> {
    defs.get_mut(entry)?.pointer_mut("/properties")?.get_mut(field)
}

/// Offers names for the keys of a field; others may stand there too.
fn keys(defs: &mut Map<String, Value>, entry: &str, field: &str, names: impl Iterator<Item = String>) {
    if let Some(place) = field_of(defs, entry, field).and_then(Value::as_object_mut) {
        offered(place, names);
    }
}

fn offered(place: &mut Map<String, Value>, names: impl Iterator<Item = String>) {
    let Some(each) = place.get("additionalProperties").cloned() else { return };
    let mut names: Vec<String> = names.collect();
    names.sort();
    let properties: Map<String, Value> = names.into_iter().map(|name| (name, each.clone())).collect();
    place.insert("properties".into(), properties.into());
}

/// What a condition can ask of a school by a name of its own.
fn asked_of_a_school(rulebook: &Rulebook) -> Vec<String> {
    let measures = rulebook.measures.iter().map(|measure| measure.id.to_string());
    let grades = rulebook.judgements.strands.iter().map(|strand| format!("grade.{}", strand.id));
    measures.chain(grades).collect()
}

/// What a condition may begin with: measures, grades, settings, and what other rules found.
fn asked(rulebook: &Rulebook) -> Vec<String> {
    use super::super::model::RuleKind;
    let settings = rulebook.settings.iter().map(|setting| format!("settings.{}", setting.id));
    let rules = rulebook.rules.iter().map(|rule| match rule.kind {
        RuleKind::Status { .. } => format!("status == \"{}\"", rule.id),
        RuleKind::Risk => format!("risk.{}", rule.id.replace('-', "_")),
        _ => format!("rule(\"{}\")", rule.id),
    });
    asked_of_a_school(rulebook).into_iter().chain(settings).chain(rules).collect()
}
