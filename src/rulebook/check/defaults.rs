//! What lies underneath every rulebook: words, colours, markers, headings and limits of the program's own, read once.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::parse;
use super::sections::{Parsed, Sections};
use crate::rulebook::case_table::tree_of;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::rows::Lists;
use crate::rulebook::source;
use crate::rulebook::yaml::FileText;

static UNDERNEATH: LazyLock<Vec<Parsed>> = LazyLock::new(|| {
    // a test holds them to be without mistakes
    let (mut said, mut lost) = (Vec::new(), BTreeSet::new());
    let files = source::underneath().map(|(name, text)| FileText::new(name.into(), text.into()));
    let trees = files.map(|file| (tree_of(&file), file));
    trees.map(|(tree, file)| parse(file, tree, &Lists::default(), &mut said, &mut lost)).collect()
});

/// The files underneath.
pub(super) fn underneath() -> &'static [Parsed] {
    &UNDERNEATH
}

/// What of an authority and of judgements may go on in another file.
const CONTINUED: [&str; 5] = ["earlier numbers", "also known as", "not judged", "grades", "strands"];

impl Sections<'_> {
    /// Notes what two files of a rulebook say differently of one thing that is there once.
    pub(super) fn parts_say_a_thing_once(&self, out: &mut Vec<Diagnostic>) {
        let limits = self.limits.iter().filter(|part| !part.is_underneath()).map(|part| part.place);
        let small = self.small_numbers.iter().filter(|part| !part.is_underneath()).map(|part| part.place);
        let authority = self.authority.iter().filter(|part| !part.is_underneath()).map(|part| part.place);
        let judgements = self.judgements.iter().map(|part| part.place);
        if let [first, further @ ..] = self.year_begins.as_slice() {
            for part in further {
                let again =
                    Diagnostic::error(Code::OnlyOnce, part.place.key_span(), "`year begins` stands in two files");
                out.push(again.here("again here").also(first.place.key_span(), "first here").help("keep one of them"));
            }
        }
        let plans = self.plans.iter().map(|part| part.place);
        let partnering = self.partnering.iter().map(|part| part.place).collect();
        let (authority, judgements, plans) = (authority.collect(), judgements.collect(), plans.collect());
        let all = [limits.collect::<Vec<_>>(), small.collect(), authority, judgements, plans, partnering];
        for parts in all {
            for (number, part) in parts.iter().enumerate() {
                for name in part.names().filter(|name| !CONTINUED.contains(name)) {
                    let Some(first) = parts.iter().take(number).map(|p| p.field(name)).find(|p| p.is_found()) else {
                        continue;
                    };
                    let message = format!("`{name}` stands in two files");
                    let again = Diagnostic::error(Code::OnlyOnce, part.field(name).key_span(), message);
                    out.push(again.here("again here").also(first.key_span(), "first here").help("keep one of them"));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rulebook::diagnostic::compact;
    use crate::rulebook::{RuleSource, load, source};

    #[test]
    fn what_lies_underneath_has_no_mistakes_as_a_rulebook_either() {
        let files: Vec<(String, &str)> = source::underneath().collect();
        assert!(files.len() > 3, "{files:?}");
        let texts = files.iter().map(|(name, text)| (name.trim_start_matches("(built in) "), *text));
        let loaded = load(&RuleSource::from_texts(texts));
        let said: String = loaded.diagnostics.iter().filter(|one| one.is_error()).map(compact).collect();
        assert_eq!(said, "");
    }
}
