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
    Authority,
    Anyone,
}

/// What a kind of section takes: its name, for whom it is, the fields it needs, the fields it may have.
type Takes = (Shows, &'static str, Whose, &'static [&'static str], &'static [&'static str]);

const TAKES: [Takes; 23] = [
    (Shows::Identity, "identity", Whose::School, &[], &["measures"]),
    (Shows::Status, "status", Whose::School, &[], &[]),
    (Shows::Grades, "grades", Whose::School, &[], &["columns"]),
    (Shows::Floor, "floor", Whose::School, &[], &[]),
    (Shows::Figures, "figures", Whose::School, &["measures"], &["compared with", "columns", "years"]),
    (Shows::Gaps, "gaps", Whose::School, &["measures", "groups"], &["years"]),
    (Shows::Risks, "risks", Whose::School, &[], &["columns"]),
    (Shows::CannotSay, "cannot-say", Whose::School, &[], &["lines"]),
    (Shows::Support, "support", Whose::School, &[], &[]),
    (Shows::Options, "options", Whose::School, &[], &[]),
    (Shows::Plans, "plans", Whose::School, &[], &["columns"]),
    (Shows::Discuss, "discuss", Whose::School, &[], &["columns"]),
    (Shows::Visit, "visit", Whose::Visit, &[], &[]),
    (Shows::Room, "room", Whose::Anyone, &[], &["rows", "columns", "lines"]),
    (Shows::Words, "words", Whose::Anyone, &[], &[]),
    (Shows::Schools, "schools", Whose::Authority, &[], &["measures"]),
    (Shows::Statuses, "statuses", Whose::Authority, &[], &["chart"]),
    (Shows::Contexts, "contexts", Whose::Authority, &["measures"], &[]),
    (Shows::Inspections, "inspections", Whose::Authority, &["measures"], &[]),
    (Shows::Table, "table", Whose::Authority, &["figures"], &["layout", "compared with", "columns", "years", "chart"]),
    (Shows::Floors, "floors", Whose::Authority, &[], &["years"]),
    (Shows::Aims, "aims", Whose::Authority, &[], &["years"]),
    (Shows::Road, "road", Whose::Authority, &[], &["years"]),
];

impl Desk<'_> {
    /// A section stands on a paper it can stand on, with what it needs and nothing that it does not read.
    pub(super) fn suits(&mut self, place: Place<'_>, raw: &RawPaperSection, made_for: PaperFor) {
        let Some((_, name, whose, needs, may)) = TAKES.iter().find(|(shows, ..)| *shows == raw.shows) else { return };
        let here = match whose {
            Whose::Anyone => true,
            Whose::School => made_for != PaperFor::TheAuthority,
            Whose::Visit => made_for == PaperFor::EachVisit,
            Whose::Authority => made_for == PaperFor::TheAuthority,
        };
        if !here {
            let message = format!("`{name}` cannot stand on a paper for {}", for_whom(made_for));
            let help = format!("it stands on papers for {}", whose_papers(*whose));
            self.error(Code::BadWord, place.field("shows").span(), message, help);
        }
        if raw.sheet.is_some() && made_for != PaperFor::TheAuthority {
            let message = "`sheet` does nothing here: each page has a sheet of its own";
            self.say(Diagnostic::warning(Code::Unused, place.field("sheet").span(), message).help("take it out"));
        }
        for (field, given) in fields(raw) {
            if needs.contains(&field) && !given && !self.told_within(place) {
                let message = format!("`{name}` needs `{field}`, and none are named");
                self.error(Code::MissingField, place.field("shows").span(), message, format!("add `{field}:`"));
            } else if given && !needs.contains(&field) && !may.contains(&field) {
                let message = format!("`{field}` does nothing in a section that shows `{name}`");
                let all: Vec<&str> = needs.iter().chain(*may).copied().collect();
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
fn fields(raw: &RawPaperSection) -> [(&'static str, bool); 10] {
    [
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
    ]
}

fn for_whom(made_for: PaperFor) -> &'static str {
    match made_for {
        PaperFor::EachSchool => "each school",
        PaperFor::EachVisit => "each visit",
        PaperFor::TheAuthority => "the authority",
    }
}

fn whose_papers(whose: Whose) -> &'static str {
    match whose {
        Whose::School => "`each school` and `each visit`",
        Whose::Visit => "`each visit`",
        Whose::Authority => "`the authority`",
        Whose::Anyone => "all",
    }
}
