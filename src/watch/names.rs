//! Which names in a watched folder are workbooks, rules, lock files or our own outputs.

use std::path::Path;

use crate::run::{self, is_log, is_temporary, without_date};

/// The folder of our own in the output folder: lock, state, the last good rulebook.
pub const OWN_FOLDER: &str = ".yardstick";

/// The log, in the output folder.
pub const LOG: &str = "yardstick.log";

/// The note about a broken rulebook, in the output folder.
pub const RULES_NOTE: &str = "RULES NEED ATTENTION.txt";

/// Whether a file is a workbook of results by its name: no lock file, no temporary file, none of ours.
#[must_use]
pub fn is_workbook(name: &str) -> bool {
    run::is_workbook(name) && !is_temporary(name) && !run::is_ours(&without_date(name))
}

/// Whether a file in the inbox may be one by its name, or a review that somebody sends back: its content tells.
#[must_use]
pub fn may_be_put_in(name: &str) -> bool {
    is_workbook(name) || is_review(name)
}

/// Whether a file in the output folder may be a pack of a meeting, or a copy of the review: not what a round leaves there.
#[must_use]
pub fn may_be_decided_in(name: &str) -> bool {
    (run::may_be_typed_in(name) || is_review(name)) && may_be_put_in(name) && !is_dated(name)
}

/// The same, where no workbook of results is meant: inbox and output folder are one.
#[must_use]
pub fn may_be_decided_in_only(name: &str) -> bool {
    may_be_decided_in(name) && !is_workbook(name)
}

/// A printed review is none.
fn is_review(name: &str) -> bool {
    let ours = name.contains(" - annotated") || name.contains(" - evidence") || name.contains(" - problems");
    !ours && run::is_ours(name) && !name.starts_with(['.', '~']) && !is_temporary(name) && run::may_be_review(name)
}

/// Whether a name has the moment in it at which a round laid a file beside another: `(kept 2013-01-08 0930)`.
fn is_dated(name: &str) -> bool {
    let dated = |inside: &str| {
        let at = inside.len().saturating_sub("2013-01-08 0930".len());
        let stamp = inside.get(at..).unwrap_or_default();
        stamp.len() == 15 && chrono::NaiveDateTime::parse_from_str(stamp, "%Y-%m-%d %H%M").is_ok()
    };
    name.split('(').skip(1).filter_map(|part| part.split(')').next()).any(dated)
}

/// Whether a file belongs to a rulebook by its name.
#[must_use]
pub fn is_rule(name: &str) -> bool {
    let lower = name.to_lowercase();
    let passed_over = lower.starts_with(['.', '~', '#']) || is_temporary(&lower);
    !passed_over && [".yaml", ".yml", ".rhai", ".csv"].iter().any(|ending| lower.ends_with(ending))
}

/// Whether an event about this path is worth a look: it may be noise, but never the other way round.
#[must_use]
pub fn worth_a_look(path: &Path) -> bool {
    let hidden = |name: &str| name.starts_with('.') && !name.starts_with(".~lock.");
    if path.components().any(|part| part.as_os_str().to_str() == Some(OWN_FOLDER)) {
        return false;
    }
    let Some(name) = path.file_name().map(|name| name.to_string_lossy()) else { return true };
    !(hidden(&name) || is_temporary(&name) || is_log(&name))
}

/// The name of a workbook's note of problems: `KS4.xlsx` has `KS4 - problems.txt`.
#[must_use]
pub fn problems_note(workbook: &str) -> String {
    let stem = workbook.rsplit_once('.').map_or(workbook, |(stem, _)| stem);
    format!("{} - problems.txt", workbook::file_name::fitting(stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workbooks_are_told_from_what_programs_leave_beside_them() {
        for (name, expected) in [
            ("KS4 2011-12.xlsx", true),
            ("absence.CSV", true),
            ("~$KS4 2011-12.xlsx", false),
            (".~lock.KS4.xlsx#", false),
            ("5C1E77D2", false),
            ("lu1234.tmp", false),
            ("KS4.xlsx.part", false),
            (".hidden.csv", false),
            ("KS4 - annotated.xlsx", false),
            ("KS4 - annotated (2013-01-08 0930).xlsx", false),
            ("School review 2011-12 (2013-01-08 0930).xlsx", false),
            ("KS4 (final).xlsx", true),
            ("notes.docx", false),
        ] {
            assert_eq!(is_workbook(name), expected, "{name}");
        }
    }

    #[test]
    fn a_review_that_was_printed_is_none_that_somebody_sends_back() {
        assert!(may_be_put_in("School review 2011-12.ods"));
        assert!(!may_be_put_in("School review 2011-12.pdf"));
        assert!(!may_be_put_in("School review minutes.docx"));
    }

    #[test]
    fn what_somebody_may_decide_in_is_told_from_what_rounds_leave() {
        for (name, expected) in [
            ("School review 2011-12.xlsx", true),
            ("School review 2011-12 (1).xlsx", true),
            ("School review 2011-12-PC12.ods", true),
            ("School Review Group Meeting 2 2012-13.xlsx", true),
            ("School review 2011-12 (kept 2013-01-08 0930).xlsx", false),
            ("School review 2011-12 (2013-01-08 0930).xlsx", false),
            ("School review 2011-12 - evidence.xlsx", false),
            ("KS4 - annotated.xlsx", false),
            ("~$School review 2011-12.xlsx", false),
            ("figures.csv", false),
        ] {
            assert_eq!(may_be_decided_in(name), expected, "{name}");
        }
    }

    #[test]
    fn rules_are_told_from_what_editors_leave_beside_them() {
        for (name, expected) in [
            ("floors.yaml", true),
            ("Floors.YML", true),
            ("roll.rhai", true),
            ("cases of floors.csv", true),
            (".floors.yaml.swp", false),
            ("floors.yaml~", false),
            ("#floors.yaml#", false),
            ("rulebook.schema.json", false),
        ] {
            assert_eq!(is_rule(name), expected, "{name}");
        }
    }

    #[test]
    fn our_own_writing_wakes_nobody() {
        for name in ["out/.yardstick/state.json", "out/yardstick.log", "out/yardstick.1.log", "out/.yardstick-a1.tmp"] {
            assert!(!worth_a_look(Path::new(name)), "{name}");
        }
        for name in ["in/KS4.xlsx", "in/new folder", "out/.~lock.School review 2011-12.xlsx#", "in/~$KS4.xlsx"] {
            assert!(worth_a_look(Path::new(name)), "{name}");
        }
    }

    #[test]
    fn a_note_of_problems_stands_under_the_workbooks_name() {
        assert_eq!(problems_note("KS4 2011-12.xlsx"), "KS4 2011-12 - problems.txt");
    }
}
