//! Schools that stand in tables by number alone, while others have names: closed ones, and ones that became others.

use crate::intake::record::{Doubt, DoubtKind, School};
use crate::intake::words::list;

/// The doubt about schools that no workbook names; none where most schools have no name.
pub(super) fn doubt(schools: &[School]) -> Option<Doubt> {
    let unnamed: Vec<&School> = schools.iter().filter(|school| is_unnamed(school)).collect();
    if unnamed.is_empty() || unnamed.len() * 2 > schools.len() {
        return None;
    }
    let shown: Vec<String> = unnamed
        .iter()
        .map(|school| match (school.identity.urn, school.identity.laestab) {
            (Some(urn), Some(laestab)) => format!("URN {urn} (LAESTAB {laestab})"),
            _ => school.identity.name.to_string(),
        })
        .collect();
    let what = match shown.as_slice() {
        [one] => format!("no workbook names {one}; it is not linked to any other school"),
        _ => format!("no workbook names {}; they are not linked to any other school", list(&shown, 8)),
    };
    let mut places: Vec<_> = unnamed
        .iter()
        .filter_map(|school| school.facts.sorted().first().and_then(|(_, entry)| entry.place.clone()))
        .collect();
    places.sort();
    Some(Doubt {
        kind: DoubtKind::Identity,
        what,
        advice: Some(
            "if one became another school (an academy, a merger), add a table with a predecessor's and a successor's URN; if not, a list with its name"
                .into(),
        ),
        workbook: places.first().map(|place| std::sync::Arc::clone(&place.workbook)),
        places,
        proposal: None,
    })
}

fn is_unnamed(school: &School) -> bool {
    let identity = &school.identity;
    let stands_for = |number: Option<String>| number.is_some_and(|number| *number == *identity.name);
    stands_for(identity.urn.map(|urn| format!("URN {urn}")))
        || stands_for(identity.laestab.map(|laestab| format!("LAESTAB {laestab}")))
}
