//! What each kind of section takes, and for whom it can be.

use crate::rulebook::check::desk::{Desk, and_list};
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::raw::{PaperFor, RawPaperSection, Shows};
use crate::rulebook::yaml::Place;

/// For whom a section can be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    School,
    Visit,
    /// a school, also in a letter
    SchoolOrLetter,
    Letter,
    Meeting,
    Authority,
    /// the authority, and in no pack: it has sheets of its own
    AuthorityAlone,
    Anyone,
}

/// What a kind of section takes: its name, for whom it is, the fields it needs, the fields it may have.
type Takes = (Shows, &'static str, Whose, &'static [&'static str], &'static [&'static str]);

const TAKES: [Takes; 30] = [
    (Shows::Identity, "identity", Whose::School, &[], &["measures"]),
    (Shows::Strengths, "strengths", Whose::SchoolOrLetter, &[], &["lines"]),
    (Shows::Status, "status", Whose::School, &[], &[]),
    (Shows::Grades, "grades", Whose::School, &[], &["columns", "reads"]),
    (Shows::Floor, "floor", Whose::School, &[], &[]),
    (Shows::Figures, "figures", Whose::School, &["measures"], &["compared with", "columns", "years"]),
    (Shows::Gaps, "gaps", Whose::School, &["measures", "groups"], &["years"]),
    (Shows::Risks, "risks", Whose::School, &[], &["columns", "reads"]),
    (Shows::CannotSay, "cannot-say", Whose::School, &[], &["lines"]),
    (Shows::Support, "support", Whose::SchoolOrLetter, &[], &[]),
    (Shows::Options, "options", Whose::School, &[], &[]),
    (Shows::Plans, "plans", Whose::SchoolOrLetter, &[], &["columns", "reads"]),
    (Shows::Discuss, "discuss", Whose::School, &[], &["columns", "reads"]),
    (Shows::Visit, "visit", Whose::Visit, &[], &["rows", "reads"]),
    (Shows::Room, "room", Whose::Anyone, &[], &["rows", "columns", "lines", "reads"]),
    (Shows::Words, "words", Whose::Anyone, &[], &[]),
    (Shows::Schools, "schools", Whose::Authority, &[], &["measures"]),
    (Shows::Statuses, "statuses", Whose::Authority, &[], &["chart"]),
    (Shows::Contexts, "contexts", Whose::Authority, &["measures"], &[]),
    (Shows::Inspections, "inspections", Whose::Authority, &["measures"], &[]),
    (Shows::Table, "table", Whose::Authority, &["figures"], &["layout", "compared with", "columns", "years", "chart"]),
    (Shows::Floors, "floors", Whose::Authority, &[], &["years"]),
    (Shows::Aims, "aims", Whose::Authority, &[], &["years"]),
    (Shows::Road, "road", Whose::AuthorityAlone, &[], &["years"]),
    (Shows::Indications, "indications", Whose::Letter, &[], &[]),
    (Shows::GradesProposed, "grades-proposed", Whose::Meeting, &[], &["for schools when"]),
    (Shows::RiskPicture, "risk-picture", Whose::Meeting, &[], &["for schools when", "measures"]),
    (Shows::Progress, "progress", Whose::Meeting, &[], &["for schools when"]),
    (Shows::Changes, "changes", Whose::Meeting, &[], &["for schools when"]),
    (Shows::Moderation, "moderation", Whose::Authority, &[], &[]),
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
        let here = match whose {
            Whose::Anyone => made_for != PaperFor::ALetter || raw.shows == Shows::Words,
            Whose::Letter => made_for == PaperFor::ALetter,
            Whose::SchoolOrLetter => {
                matches!(made_for, PaperFor::EachSchool | PaperFor::EachVisit | PaperFor::ALetter)
            }
            Whose::School => matches!(made_for, PaperFor::EachSchool | PaperFor::EachVisit),
            Whose::Visit => made_for == PaperFor::EachVisit,
            Whose::Meeting => made_for == PaperFor::AMeeting,
            Whose::AuthorityAlone => made_for == PaperFor::TheAuthority,
            Whose::Authority => matches!(made_for, PaperFor::TheAuthority | PaperFor::AMeeting),
        };
        if !here {
            let message = format!("`{name}` cannot stand on a paper for {}", for_whom(made_for));
            let help = format!("it stands on papers for {}", whose_papers(*whose));
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

fn whose_papers(whose: Whose) -> &'static str {
    match whose {
        Whose::School => "`each school` and `each visit`",
        Whose::Visit => "`each visit`",
        Whose::SchoolOrLetter => "`each school`, `each visit` and `a letter to each school`",
        Whose::Letter => "`a letter to each school`",
        Whose::Meeting => "`a meeting`",
        Whose::AuthorityAlone => "`the authority`",
        Whose::Authority => "`the authority` and `a meeting`",
        Whose::Anyone => "all",
    }
}
