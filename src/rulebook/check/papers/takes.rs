//! What each kind of section takes, and for whom it can be.

use crate::rulebook::check::desk::{Desk, and_list};
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::raw::{PaperFor, RawPaperSection, Shows};
use crate::rulebook::yaml::Place;

/// For whom a section can be: what its paper is made for.
type Whose = &'static [PaperFor];

const SCHOOL: Whose = &[PaperFor::EachSchool, PaperFor::EachVisit];
const VISIT: Whose = &[PaperFor::EachVisit];
const SCHOOL_OR_LETTER: Whose = &[PaperFor::EachSchool, PaperFor::EachVisit, PaperFor::ALetter];
const LETTER: Whose = &[PaperFor::ALetter];
const MEETING: Whose = &[PaperFor::AMeeting];
/// In no pack: it has sheets of its own.
const AUTHORITY_ALONE: Whose = &[PaperFor::TheAuthority];
const AUTHORITY: Whose = &[PaperFor::TheAuthority, PaperFor::AMeeting];
/// Every page: a letter has no room to write.
const PAGES: Whose = &[PaperFor::EachSchool, PaperFor::EachVisit, PaperFor::TheAuthority, PaperFor::AMeeting];
const ALL: Whose =
    &[PaperFor::EachSchool, PaperFor::EachVisit, PaperFor::TheAuthority, PaperFor::AMeeting, PaperFor::ALetter];

/// What a kind of section takes: its name, for whom it is, the fields it needs, the fields it may have.
type Takes = (Shows, &'static str, Whose, &'static [&'static str], &'static [&'static str]);

const TAKES: [Takes; 31] = [
    (Shows::Identity, "identity", SCHOOL, &[], &["measures"]),
    (Shows::Strengths, "strengths", SCHOOL_OR_LETTER, &[], &["lines"]),
    (Shows::Status, "status", SCHOOL, &[], &[]),
    (Shows::Grades, "grades", SCHOOL, &[], &["columns", "reads"]),
    (Shows::Floor, "floor", SCHOOL, &[], &[]),
    (Shows::Figures, "figures", SCHOOL, &["measures"], &["compared with", "columns", "years"]),
    (Shows::Gaps, "gaps", SCHOOL, &["measures", "groups"], &["years"]),
    (Shows::Risks, "risks", SCHOOL, &[], &["columns", "reads"]),
    (Shows::CannotSay, "cannot-say", SCHOOL, &[], &["lines"]),
    (Shows::Support, "support", SCHOOL_OR_LETTER, &[], &[]),
    (Shows::Options, "options", SCHOOL, &[], &[]),
    (Shows::Plans, "plans", SCHOOL_OR_LETTER, &[], &["columns", "reads"]),
    (Shows::Discuss, "discuss", SCHOOL, &[], &["columns", "reads"]),
    (Shows::Visit, "visit", VISIT, &[], &["rows", "reads"]),
    (Shows::Room, "room", PAGES, &[], &["rows", "columns", "lines", "reads"]),
    (Shows::Words, "words", ALL, &[], &[]),
    (Shows::Schools, "schools", AUTHORITY, &[], &["measures"]),
    (Shows::Statuses, "statuses", AUTHORITY, &[], &["chart"]),
    (Shows::Contexts, "contexts", AUTHORITY, &["measures"], &[]),
    (Shows::Inspections, "inspections", AUTHORITY, &["measures"], &[]),
    (Shows::Table, "table", AUTHORITY, &["figures"], &["layout", "compared with", "columns", "years", "chart"]),
    (Shows::Floors, "floors", AUTHORITY, &[], &["years"]),
    (Shows::Aims, "aims", AUTHORITY, &[], &["years"]),
    (Shows::Road, "road", AUTHORITY_ALONE, &[], &["years"]),
    (Shows::Indications, "indications", LETTER, &[], &[]),
    (Shows::GradesProposed, "grades-proposed", MEETING, &[], &["for schools when"]),
    (Shows::RiskPicture, "risk-picture", MEETING, &[], &["for schools when", "measures"]),
    (Shows::Progress, "progress", MEETING, &[], &["for schools when"]),
    (Shows::Changes, "changes", MEETING, &[], &["for schools when"]),
    (Shows::VisitOutcomes, "visit-outcomes", MEETING, &[], &[]),
    (Shows::Moderation, "moderation", AUTHORITY, &[], &[]),
];

impl Desk<'_> {
    /// A section stands on a paper it can stand on, with what it needs and nothing that it does not read.
    pub(super) fn suits(&mut self, place: Place<'_>, raw: &RawPaperSection, made_for: PaperFor) {
        let Some((_, name, whose, needs, may)) = TAKES.iter().find(|(shows, ..)| *shows == raw.shows) else { return };
        // in a letter a section is a list of so many lines, or words
        let may = match (made_for, raw.shows) {
            (PaperFor::ALetter, Shows::Words) => &[],
            (PaperFor::ALetter, _) => &["lines"][..],
            _ => may,
        };
        if raw.beside && made_for == PaperFor::ALetter {
            let message = "`beside` does nothing here: in a letter sections stand below one another";
            self.say(Diagnostic::warning(Code::Unused, place.field("beside").span(), message).help("take it out"));
        }
        if !whose.contains(&made_for) {
            let message = format!("`{name}` cannot stand on a paper for {}", for_whom(made_for));
            let papers: Vec<&str> = whose.iter().map(|whose| for_whom(*whose)).collect();
            let help = format!("it stands on papers for {}", and_list(&papers));
            self.error(Code::BadWord, place.field("shows").span(), message, help);
        }
        if raw.sheet.is_some() && !matches!(made_for, PaperFor::TheAuthority | PaperFor::AMeeting) {
            let message = "`sheet` does nothing here: each page has a sheet of its own";
            self.say(Diagnostic::warning(Code::Unused, place.field("sheet").span(), message).help("take it out"));
        }
        for (field, given) in fields(raw) {
            if needs.contains(&field) && !given && !self.told_within(place) {
                let message = format!("`{name}` needs `{field}`, and none are named");
                self.error(Code::MissingField, place.field("shows").span(), message, format!("add `{field}:`"));
            } else if given && !needs.contains(&field) && !may.contains(&field) {
                let message = format!("`{field}` does nothing in a section that shows `{name}`");
                let all: Vec<&str> = needs.iter().chain(may).copied().collect();
                let help = match all.as_slice() {
                    [] => "take it out".to_owned(),
                    _ => format!("take it out; `{name}` reads {}", and_list(&all)),
                };
                self.say(Diagnostic::warning(Code::Unused, place.field(field).span(), message).help(help));
            }
        }
    }
}

/// The fields that only some sections read, and whether they are given.
fn fields(raw: &RawPaperSection) -> [(&'static str, bool); 12] {
    [
        ("for schools when", raw.for_schools_when.is_some()),
        ("measures", !raw.measures.is_empty()),
        ("groups", !raw.groups.is_empty()),
        ("compared with", !raw.compared_with.is_empty()),
        ("years", raw.years.is_some()),
        ("figures", !raw.figures.is_empty()),
        ("layout", raw.layout.is_some()),
        ("rows", !raw.rows.is_empty()),
        ("columns", !raw.columns.is_empty()),
        ("lines", raw.lines.is_some()),
        ("chart", raw.chart.is_some()),
        ("reads", !raw.reads.is_empty()),
    ]
}

pub(super) fn for_whom(made_for: PaperFor) -> &'static str {
    match made_for {
        PaperFor::EachSchool => "each school",
        PaperFor::EachVisit => "each visit",
        PaperFor::TheAuthority => "the authority",
        PaperFor::AMeeting => "a meeting",
        PaperFor::ALetter => "a letter to each school",
    }
}
