//! The format a rulebook is written in: one that is later than this program is refused for that reason alone.

use super::sections::Parsed;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::yaml::Place;

/// The format that this program reads. It is raised when a rulebook that was right before is read otherwise.
const FORMAT: u64 = 1;

/// That a rulebook is of a later format, where it is.
pub(super) fn later(files: &[Parsed]) -> Option<Diagnostic> {
    let said =
        |parsed: &Parsed| parsed.raw.format.filter(|format| *format > FORMAT).map(|format| refused(parsed, format));
    files.iter().find_map(said)
}

fn refused(parsed: &Parsed, format: u64) -> Diagnostic {
    let place = Place::root(&parsed.file, &parsed.root).field("format");
    let message = format!("this rulebook is of format {format}, and this program reads format {FORMAT}");
    let help = "it was made for a newer Yardstick: install that, or use the rulebook it was before";
    Diagnostic::error(Code::WrongKind, place.span(), message).help(help)
}

#[cfg(test)]
mod tests {
    use crate::rulebook::diagnostic::compact;
    use crate::rulebook::{RuleSource, load};

    #[test]
    fn a_rulebook_of_a_later_format_is_refused_for_that_reason_alone() {
        let said = |format: &str| -> Vec<String> {
            let text = format!("format: {format}\nauthority: {{name: Eastmere}}\nnew things: [1]\n");
            let loaded = load(&RuleSource::from_texts([("a.yaml", text.as_str())]));
            loaded.diagnostics.iter().filter(|one| one.is_error()).map(compact).collect()
        };
        let later = said("2");
        assert_eq!(later.len(), 1, "{later:#?}");
        assert!(later[0].contains("this rulebook is of format 2, and this program reads format 1"), "{later:#?}");
        assert!(said("1").iter().all(|line| !line.contains("format")), "{:#?}", said("1"));
    }
}
