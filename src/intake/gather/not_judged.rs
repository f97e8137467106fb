//! Schools that the authority does not judge, by their kind: named once, and no records.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::Value;
use crate::intake::record::{Doubt, DoubtKind, FactKey, School};
use crate::intake::words::list;
use crate::rulebook::ids::GroupId;
use crate::rulebook::model::Rulebook;

/// Takes such schools out; what is said of them.
pub(super) fn take_out(schools: &mut Vec<School>, rulebook: &Rulebook) -> Option<Doubt> {
    let mut out: BTreeMap<Arc<str>, Vec<String>> = BTreeMap::new();
    schools.retain(|school| match kind(school, rulebook) {
        Some(kind) => {
            out.entry(kind).or_default().push(school.identity.name.to_string());
            false
        }
        None => true,
    });
    let count: usize = out.values().map(Vec::len).sum();
    let kinds: Vec<String> =
        out.iter().map(|(kind, names)| format!("{}: {}", kind.replace('_', " "), list(names, 20))).collect();
    (count > 0).then(|| Doubt {
        kind: DoubtKind::Remark,
        what: format!(
            "{} of a kind that the authority does not judge: {}",
            if count == 1 { "1 school is".to_owned() } else { format!("{count} schools are") },
            list(&kinds, 6)
        ),
        advice: Some("the rulebook says so under `authority`, `not judged`".into()),
        workbook: None,
        places: Vec::new(),
        proposal: None,
    })
}

/// The category by which a school is not judged.
fn kind(school: &School, rulebook: &Rulebook) -> Option<Arc<str>> {
    rulebook.not_judged.iter().find_map(|(measure, categories)| {
        let key = FactKey { measure: *measure, group: GroupId::ALL, year: None };
        match &school.facts.get(key)?.value {
            Ok(Value::Text(category)) if categories.contains(category) => Some(Arc::clone(category)),
            _ => None,
        }
    })
}
