//! What a file is by its name alone: a workbook, an output of ours, what programs lay there, or something else that somebody
//! may wait for.

const WORKBOOKS: [&str; 8] = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt"];

/// Whether a file in a folder is taken for a workbook of results, by its name alone.
#[must_use]
pub fn is_workbook(name: &str) -> bool {
    let lower = name.to_lowercase();
    let ending = lower.rsplit_once('.').map_or("", |(_, ending)| ending);
    let passed_over = ["~$", ".", "~"].iter().any(|start| lower.starts_with(start));
    WORKBOOKS.contains(&ending) && !passed_over && !is_ours(name)
}

/// Whether a file is one of our own outputs, by its name.
#[must_use]
pub fn is_ours(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.ends_with(" - annotated")
        // one kept under a dated name
        || stem.contains(" - annotated (")
        || stem.ends_with(" - problems")
        || stem.starts_with("School review ")
        || stem.starts_with("School profiles ")
        || stem == "RULES NEED ATTENTION"
}

/// Whether a file is of a format in which spreadsheet programs save a review, by its name.
#[must_use]
pub fn may_be_typed_in(name: &str) -> bool {
    const FORMATS: [&str; 5] = ["xlsx", "xlsm", "xlsb", "xls", "ods"];
    name.rsplit_once('.').is_some_and(|(_, ending)| FORMATS.contains(&ending.to_lowercase().as_str()))
}

/// Whether a file that is called like a review is of a format in which one may be: others have too many files of other kinds.
#[must_use]
pub fn may_be_review(name: &str) -> bool {
    const OTHERS: [&str; 10] = ["xltx", "xltm", "xlt", "xlk", "bak", "fods", "xml", "csv", "htm", "html"];
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    may_be_typed_in(name) || ending.is_some_and(|ending| OTHERS.contains(&ending.as_str()))
}

/// Whether a file has the name of a review or an annotated copy of ours: an officer's own workbook may be called so, too.
pub(super) fn is_called_like_ours(name: &str) -> bool {
    let lower = name.to_lowercase();
    // a copy of ours in another format has nothing in it that says so
    let copy = [" - annotated", " - evidence", " - problems"].iter().any(|part| lower.contains(part));
    let package = !copy || lower.ends_with(".xlsx") || lower.ends_with(".xlsm");
    package && may_be_review(name) && is_ours(name) && !name.starts_with(['~', '.'])
}

/// Whether a file in the inbox is neither a workbook nor anything that programs or we lay there: somebody may wait for it.
#[must_use]
pub fn is_other(name: &str) -> bool {
    const OF_SYSTEMS: [&str; 3] = ["thumbs.db", "desktop.ini", "icon\r"];
    let noise =
        name.starts_with(['.', '~']) || is_temporary(name) || OF_SYSTEMS.contains(&name.to_lowercase().as_str());
    let ours = is_ours(name) || is_ours(&without_date(name)) || is_log(name) || name.ends_with(".log.jsonl");
    // what stands about a folder in words, and a rulebook beside it
    let lower = name.to_lowercase();
    let about = lower.starts_with("readme") || [".yaml", ".yml", ".rhai"].iter().any(|ending| lower.ends_with(ending));
    !noise && !ours && !about && !is_workbook(name)
}

/// The log and what it was rotated to.
#[must_use]
pub fn is_log(name: &str) -> bool {
    name.starts_with("yardstick.") && name.ends_with(".log")
}

/// Names that programs give to files they are about to rename: `*.tmp`, and Excel's eight hexadecimal digits.
#[must_use]
pub fn is_temporary(name: &str) -> bool {
    let lower = name.to_lowercase();
    let eight_hex = name.len() == 8 && name.chars().all(|letter| letter.is_ascii_hexdigit());
    let endings = [".tmp", ".temp", ".part", ".partial", ".crdownload"];
    eight_hex || endings.iter().any(|ending| lower.ends_with(ending))
}

/// `KS4 - annotated (2013-01-08 0930).xlsx` is `KS4 - annotated.xlsx`, kept beside.
#[must_use]
pub fn without_date(name: &str) -> String {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    match stem.rsplit_once(" (") {
        Some((before, rest)) if rest.ends_with(')') => format!("{before}.{ending}"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lock_files_hidden_files_and_our_own_outputs_are_passed_over() {
        for name in [
            "~$KS4.xlsx",
            ".~lock.KS4.xlsx#",
            ".KS4.xlsx",
            "KS4 - annotated.xlsx",
            "KS4 - annotated (changed by hand, 2013-01-08 0930).xlsx",
            "School review 2011-12.xlsx",
            "notes.docx",
        ] {
            assert!(!is_workbook(name), "{name}");
        }
        for name in ["KS4 2011-12.xlsx", "absence.CSV", "old.xls"] {
            assert!(is_workbook(name), "{name}");
        }
    }

    #[test]
    fn what_somebody_may_wait_for_is_told_from_what_lies_there_anyway() {
        for (name, expected) in [
            ("results.zip", true),
            ("KS4.xlsx.bak", true),
            ("README.md", false),
            ("floors.yaml", false),
            ("letter.docx", true),
            ("KS4.pdf", true),
            ("KS4.xlsx", false),
            ("Thumbs.db", false),
            ("~$letter.docx", false),
            ("results.zip.part", false),
            ("yardstick.log", false),
            ("KS4 - problems.txt", false),
            ("decisions.log.jsonl", false),
        ] {
            assert_eq!(is_other(name), expected, "{name}");
        }
    }
}
