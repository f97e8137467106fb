//! Why it cannot be said, in words: what is missing, of which schools, and the cell that was looked at.

use super::asked::Asked;
use super::describe;
use super::world::World;
use crate::domain::AcademicYear;
use crate::expression::Reading;

/// Schools named before the others are counted.
const NAMED: usize = 3;

/// What is missing for one reason.
struct Lack {
    titles: Vec<String>,
    why: String,
    /// the schools of which it is missing, where all were asked
    schools: Vec<usize>,
}

/// Everything to blame, each reason said once.
pub(super) fn in_words(world: &World<'_>, judged: AcademicYear, explained: &Asked) -> String {
    let mut lacks: Vec<Lack> = Vec::new();
    for (school, reading) in explained.to_blame_by_school() {
        let (title, why) = titled(world, judged, reading);
        let same = |lack: &&mut Lack| lack.why == why && lack.titles.contains(&title);
        match lacks.iter_mut().find(same) {
            Some(lack) => lack.schools.extend(school.filter(|school| !lack.schools.contains(school))),
            None => lacks.push(Lack { titles: vec![title], why, schools: school.into_iter().collect() }),
        }
    }
    let mut joined: Vec<Lack> = Vec::new();
    for lack in lacks {
        match joined.last_mut().filter(|last| last.why == lack.why && last.schools == lack.schools) {
            Some(last) => last.titles.extend(lack.titles),
            None => joined.push(lack),
        }
    }
    let words: Vec<String> = joined.iter().map(|lack| said(world, lack)).collect();
    if words.is_empty() { "a value is missing".to_owned() } else { words.join("; ") }
}

fn titled(world: &World<'_>, judged: AcademicYear, reading: &Reading) -> (String, String) {
    let shown = describe::reading(world.rulebook, judged, reading);
    let why = shown.value.err().map_or_else(|| "not known".to_owned(), |missing| missing.to_string());
    let why = match shown.place {
        Some(place) => format!("{why} ({place})"),
        None => why,
    };
    (shown.title.to_string(), why)
}

fn said(world: &World<'_>, lack: &Lack) -> String {
    let what = format!("{}: {}", lack.titles.join(" and "), lack.why);
    let named = lack.schools.iter().take(NAMED);
    let mut names: Vec<String> = named
        .filter_map(|school| world.dataset.schools.get(*school))
        .map(|school| school.identity.name.to_string())
        .collect();
    let more = lack.schools.len().saturating_sub(NAMED);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    match names.split_last() {
        None => what,
        Some((only, [])) => format!("{only}: {what}"),
        Some((last, before)) => format!("{} and {last}: {what}", before.join(", ")),
    }
}
