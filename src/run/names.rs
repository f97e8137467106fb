//! Names of a run's workbooks, and of the copies made of them: each has one of its own, which can be shown and which
//! every disk takes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use workbook::file_name::{self, fitting};
use workbook::shown::shown;

/// What a path consists of, the file first and then the folders upwards.
type Parts = Vec<String>;

/// File names. Where two are the same, folders come before them, as many as it takes; a number where none are left.
/// Case tells nothing apart, since it does not on the disks that officers use.
pub(super) fn named(paths: &[PathBuf]) -> Vec<String> {
    let parts: Vec<Parts> = paths.iter().map(|path| parts(path)).collect();
    let key = |parts: &Parts| -> Parts { parts.iter().map(|part| part.to_lowercase()).collect() };
    let mut lengths: BTreeMap<Parts, usize> = parts.iter().map(|parts| (key(parts), 1)).collect();
    while lengthen(&mut lengths) {}
    let mut seen = BTreeSet::new();
    let mut order: Vec<(bool, usize, usize)> = Vec::new();
    for (at, parts) in parts.iter().enumerate() {
        let key = key(parts);
        let length = lengths.get(&key).copied().unwrap_or(1);
        order.push((!seen.insert(key), length, at));
    }
    // who has the shortest name keeps it
    order.sort_unstable();
    let mut taken = BTreeSet::new();
    let mut names: BTreeMap<usize, String> = BTreeMap::new();
    for (_, length, at) in order {
        let name = parts.get(at).map(|parts| joined(parts, length)).unwrap_or_default();
        names.insert(at, free(&mut taken, |number| numbered(&name, number)));
    }
    names.into_values().collect()
}

/// The names of the copies, by the names of the workbooks. Where several workbooks would give theirs one name, the
/// workbook's ending stays in it.
pub(super) fn of_copies<'n>(workbooks: impl Iterator<Item = &'n str>) -> BTreeMap<&'n str, String> {
    let workbooks: BTreeSet<&str> = workbooks.collect();
    let mut meeting: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for name in workbooks {
        meeting.entry(of_copy(name).to_lowercase()).or_default().push(name);
    }
    let (several, alone): (Vec<_>, Vec<_>) = meeting.into_values().partition(|names| names.len() > 1);
    let mut taken = BTreeSet::new();
    let mut copies = BTreeMap::new();
    for name in alone.into_iter().flatten() {
        copies.insert(name, free(&mut taken, |_| of_copy(name)));
    }
    for name in several.into_iter().flatten() {
        let ending = if is_macros(name) { "xlsm" } else { "xlsx" };
        copies.insert(
            name,
            free(&mut taken, |number| format!("{}{} - annotated.{ending}", fitting(name), bracketed(number))),
        );
    }
    copies
}

/// `KS4 results.csv` comes back as `KS4 results - annotated.xlsx`, `Results.xlsm` keeps its macros and its ending.
fn of_copy(name: &str) -> String {
    format!("{} - annotated.{}", fitting(&stem(name)), if is_macros(name) { "xlsm" } else { "xlsx" })
}

fn stem(name: &str) -> String {
    Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Whether the copy of a workbook has a shorter name than the workbook.
pub(super) fn is_cut(workbook: &str) -> bool {
    stem(workbook).len() > file_name::LONGEST
}

fn is_macros(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsm"))
}

fn parts(path: &Path) -> Parts {
    let folders = path.components().filter_map(|part| match part {
        Component::Normal(part) => Some(shown(&part.to_string_lossy())),
        _ => None,
    });
    let mut parts: Parts = folders.collect();
    parts.reverse();
    parts
}

/// A folder more for all that meet in a name, except for the one whose name is the shortest; whether there was one.
fn lengthen(lengths: &mut BTreeMap<Parts, usize>) -> bool {
    let mut meeting: BTreeMap<String, Vec<(usize, Parts)>> = BTreeMap::new();
    for (parts, length) in lengths.iter() {
        meeting.entry(joined(parts, *length)).or_default().push((*length, parts.clone()));
    }
    let mut longer = false;
    for group in meeting.into_values().filter(|group| group.len() > 1) {
        let least = group.iter().map(|(length, _)| *length).min().unwrap_or_default();
        let one_is_shortest = group.iter().filter(|(length, _)| *length == least).count() == 1;
        for (length, parts) in group {
            if length < parts.len() && !(one_is_shortest && length == least) {
                lengths.insert(parts, length + 1);
                longer = true;
            }
        }
    }
    longer
}

fn joined(parts: &Parts, length: usize) -> String {
    let parts: Vec<&str> = parts.iter().take(length).rev().map(String::as_str).collect();
    parts.join(" - ")
}

/// The first name that is not taken; it is taken from then on.
fn free(taken: &mut BTreeSet<String>, name: impl Fn(usize) -> String) -> String {
    let mut number = 1;
    // a name that does not change with its number is alone by what is known of it
    while !taken.insert(name(number).to_lowercase()) && name(number + 1) != name(number) {
        number += 1;
    }
    name(number)
}

fn numbered(name: &str, number: usize) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}{}.{ending}", bracketed(number)),
        None => format!("{name}{}", bracketed(number)),
    }
}

fn bracketed(number: usize) -> String {
    if number > 1 { format!(" ({number})") } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(paths: &[&str]) -> Vec<String> {
        named(&paths.iter().map(PathBuf::from).collect::<Vec<_>>())
    }

    #[test]
    fn two_files_of_one_name_are_told_apart_by_their_folder() {
        let names = names(&["a/KS4.xlsx", "b/ks4.xlsx", "b/KS2.xlsx"]);
        assert_eq!(names, ["a - KS4.xlsx", "b - ks4.xlsx", "KS2.xlsx"]);
    }

    #[test]
    fn folders_of_one_name_are_told_apart_by_those_above_them() {
        let names = names(&["in/2012/primary/a.csv", "in/2013/Primary/a.csv", "in/2013/secondary/a.csv"]);
        assert_eq!(names, ["2012 - primary - a.csv", "2013 - Primary - a.csv", "secondary - a.csv"]);
    }

    #[test]
    fn a_lengthened_name_gives_way_to_a_file_that_has_it() {
        let names = names(&["in/a - KS4.xlsx", "in/a/KS4.xlsx", "in/b/KS4.xlsx"]);
        assert_eq!(names, ["a - KS4.xlsx", "in - a - KS4.xlsx", "b - KS4.xlsx"]);
    }

    #[test]
    fn a_number_tells_apart_what_no_folder_does() {
        assert_eq!(names(&["in/KS4.CSV", "in/KS4.csv"]), ["KS4.CSV", "KS4 (2).csv"]);
        assert_eq!(
            names(&["a - KS4.csv", "a/KS4.csv", "b/KS4.csv"]),
            ["a - KS4.csv", "a - KS4 (2).csv", "b - KS4.csv"]
        );
        assert_eq!(names(&["KS4 (2).csv", "KS4.CSV", "KS4.csv"]), ["KS4 (2).csv", "KS4.CSV", "KS4 (3).csv"]);
    }

    #[test]
    fn a_copy_is_named_after_its_workbook_and_keeps_the_ending_that_macros_need() {
        let copies = of_copies(["KS4 results.csv", "Results 2012.xlsm", "Results 2012.xlsx"].into_iter());
        let names: Vec<&str> = copies.values().map(String::as_str).collect();
        let wanted = ["KS4 results - annotated.xlsx", "Results 2012 - annotated.xlsm", "Results 2012 - annotated.xlsx"];
        assert_eq!(names, wanted);
    }

    #[test]
    fn a_name_too_long_for_a_copy_is_cut_and_stays_one_of_its_own() {
        let long = "B".repeat(245);
        let (one, other) = (format!("{long}.xlsx"), format!("{long}2.xlsx"));
        let copies = of_copies([one.as_str(), other.as_str(), "KS4.xlsx"].into_iter());
        assert!(copies.values().all(|name| name.len() < 255 - 40), "{copies:?}");
        assert!(copies[one.as_str()] != copies[other.as_str()] && is_cut(&one) && !is_cut("KS4.xlsx"));
    }

    #[test]
    fn a_copy_has_no_name_that_windows_keeps_for_itself() {
        let copies = of_copies(["CON.2012.xlsx", "aux.csv", "KS4 .csv"].into_iter());
        assert_eq!(copies["CON.2012.xlsx"], "CON-.2012 - annotated.xlsx");
        assert_eq!(copies["aux.csv"], "aux- - annotated.xlsx");
        assert_eq!(copies["KS4 .csv"], "KS4  - annotated.xlsx");
    }

    #[test]
    fn copies_that_would_meet_in_a_name_keep_the_endings_of_their_workbooks() {
        let copies = of_copies(["KS4.xlsx", "ks4.csv", "KS4.csv.xls", "KS2.xls"].into_iter());
        assert_eq!(copies["KS2.xls"], "KS2 - annotated.xlsx");
        assert_eq!(copies["KS4.csv.xls"], "KS4.csv - annotated.xlsx");
        assert_eq!(copies["KS4.xlsx"], "KS4.xlsx - annotated.xlsx");
        assert_eq!(copies["ks4.csv"], "ks4.csv (2) - annotated.xlsx");
    }
}
