//! What is read back from a filled template: from headings that stand there, and what such a section can tell.

use crate::rulebook::check::desk::{Desk, and_list};
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::raw::{PaperFor, RawPaperSection, Reads, Shows};
use crate::rulebook::yaml::Place;

/// A kind of section, its name, and what can be read from it by which names.
type Can = (Shows, &'static str, &'static [(Reads, &'static str)]);

/// What can be read from each kind of section, by the names that rule files use.
const CAN: [Can; 6] = [
    (Shows::Visit, "visit", &[(Reads::Date, "date"), (Reads::Who, "who")]),
    (Shows::Grades, "grades", &[(Reads::SelfEvaluated, "self-evaluated"), (Reads::PartnerGrade, "partner-grade")]),
    (Shows::Risks, "risks", &[(Reads::Present, "present"), (Reads::Changed, "changed")]),
    (Shows::Discuss, "discuss", &[(Reads::Said, "said")]),
    (Shows::Plans, "plans", &[(Reads::Progress, "progress")]),
    (
        Shows::Room,
        "room",
        &[
            (Reads::Priority, "priority"),
            (Reads::Impact, "impact"),
            (Reads::Step, "step"),
            (Reads::By, "by"),
            (Reads::Due, "due"),
            (Reads::Said, "said"),
        ],
    ),
];

impl Desk<'_> {
    /// Each heading that is read back stands in the section, once, and says something that such a section can say.
    pub(super) fn reads_what_is_there(&mut self, place: Place<'_>, raw: &RawPaperSection, made_for: PaperFor) {
        let Some((_, name, can)) = CAN.iter().find(|(shows, ..)| *shows == raw.shows) else { return };
        if raw.reads.is_empty() {
            return;
        }
        let at = place.field("reads");
        if made_for != PaperFor::EachVisit {
            let message = "`reads` does nothing here: only what is written at a visit is read back";
            self.say(Diagnostic::warning(Code::Unused, at.span(), message).help("take it out"));
        }
        let (kind, of) = if raw.shows == Shows::Visit {
            ("row of this section", &raw.rows)
        } else {
            ("column of this section", &raw.columns)
        };
        let headings: Vec<&str> = of.iter().map(|heading| heading.trim()).collect();
        for (heading, reads) in &raw.reads {
            let at = at.field(heading);
            if !headings.contains(&heading.trim()) {
                self.unknown(at.key_span(), heading, kind, &headings);
            }
            if !can.iter().any(|(known, _)| known == reads) {
                let all: Vec<&str> = can.iter().map(|(_, name)| *name).collect();
                let message = format!("that is not written in a section that shows `{name}`");
                self.error(Code::BadWord, at.span(), message, format!("from it can be read {}", and_list(&all)));
            }
        }
        if raw.title.is_none() && !self.told_within(place) {
            let message = "this section is read back, and has no `title` by which it is found";
            self.error(Code::MissingField, place.field("shows").span(), message, "add `title:`");
        }
        let by_row = raw.reads.values().any(|reads| matches!(reads, Reads::Priority | Reads::Impact));
        if raw.shows == Shows::Room && by_row && raw.rows.is_empty() {
            let message = "priorities are read by the names of their rows, and none are named";
            self.error(Code::MissingField, place.field("shows").span(), message, "add `rows:`");
        }
    }
}
