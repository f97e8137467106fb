//! Why it cannot be said, in words: what is missing, of which schools, and the cell that was looked at.

use super::asked::Asked;
use super::describe;
use super::world::World;
use crate::domain::{AcademicYear, Truth};
use crate::rulebook::expression::{Reading, What};

/// Schools named before the others are counted.
const NAMED: usize = 3;

/// What is missing for one reason.
struct Lack {
    /// what is missing, with its years where it is of another than the year judged
    titles: Vec<(String, Vec<AcademicYear>)>,
    why: String,
    /// the schools of which it is missing, where all were asked
    schools: Vec<usize>,
}

/// Everything to blame, each reason said once.
pub(super) fn in_words(world: &World<'_>, judged: AcademicYear, explained: &Asked) -> String {
    let mut lacks: Vec<Lack> = Vec::new();
    let to_blame = explained.to_blame();
    let blamed = to_blame.iter().filter_map(|at| Some((*at, explained.used.get(*at)?)));
    for (at, reading) in blamed.filter(is_reason) {
        let school = explained.school_of(at);
        let (title, year, why) = titled(world, judged, reading, explained.cells_of(at));
        let titles = vec![(title, year.into_iter().collect())];
        let same = |lack: &&mut Lack| lack.why == why && lack.titles == titles;
        match lacks.iter_mut().find(same) {
            Some(lack) => lack.schools.extend(school.filter(|school| !lack.schools.contains(school))),
            None => lacks.push(Lack { titles, why, schools: school.into_iter().collect() }),
        }
    }
    let mut joined: Vec<Lack> = Vec::new();
    for lack in lacks {
        match joined.iter_mut().find(|other| other.why == lack.why && other.schools == lack.schools) {
            Some(other) => other.add(lack.titles),
            None => joined.push(lack),
        }
    }
    let mut words: Vec<String> = joined.iter().map(|lack| said(world, judged, lack)).collect();
    words.extend(uncomputed(world, judged, explained));
    if words.is_empty() { "a value is missing".to_owned() } else { words.join("; ") }
}

/// What is known is never itself the reason: what was made of it is.
fn is_reason((_, reading): &(usize, &Reading)) -> bool {
    reading.value.is_err() || left_open(reading).is_some()
}

/// What could not be computed of values that are all known, each with what it was made of.
fn uncomputed(world: &World<'_>, judged: AcademicYear, explained: &Asked) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let none = explained.blamed.is_empty();
    for test in explained.tests.iter().filter(|test| test.trace.truth == Truth::CannotSay) {
        let blamed: Vec<(usize, &Reading)> = explained
            .to_blame()
            .into_iter()
            .filter(|at| test.trace.readings.contains(at))
            .filter_map(|at| Some((at, explained.used.get(at)?)))
            .collect();
        if blamed.iter().any(is_reason) || (blamed.is_empty() && !none) {
            continue;
        }
        let sides = [test.trace.left.as_ref().err(), test.trace.right.as_ref().and_then(|right| right.as_ref().err())];
        let Some(why) = sides.into_iter().flatten().next() else { continue };
        let of: Vec<String> = blamed.iter().map(|(_, reading)| with_cell(world, judged, reading)).collect();
        let said = if of.is_empty() { why.to_string() } else { format!("{why} ({})", and(&of)) };
        if !words.contains(&said) {
            words.push(said);
        }
    }
    words
}

/// A value with its cell.
fn with_cell(world: &World<'_>, judged: AcademicYear, reading: &Reading) -> String {
    let shown = describe::reading(world, judged, reading);
    shown.place.map_or_else(|| shown.title.to_string(), |place| format!("{}, {place}", shown.title))
}

/// Of how many schools a figure is, where the others could change it.
fn left_open(reading: &Reading) -> Option<String> {
    let What::Measure { schools: Some(behind), .. } = reading.what else { return None };
    let said = || format!("known of {} only, and the others could turn it", describe::schools_of(behind));
    (behind.known < behind.of).then(said)
}

impl Lack {
    /// More that is missing for the same reason.
    fn add(&mut self, titles: Vec<(String, Vec<AcademicYear>)>) {
        for (title, years) in titles {
            match self.titles.iter_mut().find(|(known, _)| *known == title) {
                Some((_, known)) => known.extend(years),
                None => self.titles.push((title, years)),
            }
        }
    }
}

/// What is missing, of which year, and why.
fn titled<'r>(
    world: &World<'_>,
    judged: AcademicYear,
    reading: &Reading,
    cells: impl Iterator<Item = &'r Reading>,
) -> (String, Option<AcademicYear>, String) {
    let shown = describe::reading(world, judged, reading);
    let open = || left_open(reading).unwrap_or_else(|| "not known".to_owned());
    let why = shown.value.err().map_or_else(open, |missing| missing.to_string());
    let behind: Vec<String> = cells.map(|cell| with_cell(world, judged, cell)).collect();
    let why = match shown.place {
        Some(place) => format!("{why} ({place})"),
        None if behind.is_empty() => why,
        None => format!("{why} ({})", and(&behind)),
    };
    let year = shown.year;
    let title = year.and_then(|year| shown.title.strip_suffix(&format!(", {year}"))).unwrap_or(&shown.title).to_owned();
    (title, year, why)
}

fn said(world: &World<'_>, judged: AcademicYear, lack: &Lack) -> String {
    let titles: Vec<String> = lack.titles.iter().map(|(title, years)| of_years(title, years, judged)).collect();
    let what = format!("{}: {}", and(&titles), lack.why);
    let named = lack.schools.iter().take(NAMED);
    let mut names: Vec<String> = named
        .filter_map(|school| world.dataset.schools.get(*school))
        .map(|school| school.identity.name.to_string())
        .collect();
    let more = lack.schools.len().saturating_sub(NAMED);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    if names.is_empty() { what } else { format!("{}: {what}", and(&names)) }
}

/// A title with its years, unless it is of the year judged alone.
fn of_years(title: &str, years: &[AcademicYear], judged: AcademicYear) -> String {
    let mut years: Vec<AcademicYear> = years.to_vec();
    years.sort_unstable();
    years.dedup();
    match years.as_slice() {
        [] => title.to_owned(),
        [only] if *only == judged => title.to_owned(),
        several => format!("{title}, {}", and(&several.iter().map(ToString::to_string).collect::<Vec<_>>())),
    }
}

/// `a`, `a and b`, `a, b and c`.
fn and(words: &[String]) -> String {
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}
