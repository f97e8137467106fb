//! What had other names before, and teams by their own.

use std::collections::BTreeMap;

use super::desk::Desk;
use super::ids::Written;
use super::sections::Sections;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::model::Renames;
use crate::rulebook::raw::RawFormerly;
use crate::rulebook::yaml::Place;

/// Something that has a name, and may have had others.
struct Named<'a> {
    sort: Renames,
    now: &'a str,
    formerly: Option<&'a RawFormerly>,
    /// the field with its name
    name: Place<'a>,
    /// the field with its former names
    before: Place<'a>,
}

impl<'a> Desk<'a> {
    /// Notes every former name, and teams.
    pub(super) fn collect_renamed(&mut self, sections: &Sections<'a>) {
        self.number(&sections.teams, "team", "a team", Written::Free, |raw| &raw.team);
        let teams = sections.teams.iter().map(|entry| (entry.raw.team.trim(), entry.raw.title.as_str()));
        self.names.teams = teams.collect();
        let all = named(sections);
        let present: BTreeMap<(Renames, &str), Place<'a>> =
            all.iter().map(|named| ((named.sort, named.now), named.name)).collect();
        let mut seen: BTreeMap<(Renames, &str), Place<'a>> = BTreeMap::new();
        for named in &all {
            let Some(formerly) = named.formerly else { continue };
            for (number, old) in formerly.names().iter().enumerate() {
                let item = named.before.item(number);
                let place = if item.is_found() { item } else { named.before };
                let key = (named.sort, old.trim());
                let other = present.get(&key).map(|place| (place, "it stands here"));
                let other = other.or_else(|| seen.get(&key).map(|place| (place, "first here")));
                if let Some((other, here)) = other {
                    let message =
                        format!("`{old}` cannot be what `{}` was called: something else has that name", named.now);
                    self.say(
                        Diagnostic::error(Code::DuplicateId, place.span(), message)
                            .here("said here")
                            .also(other.span(), here)
                            .help("take it out of one of them"),
                    );
                }
                seen.insert(key, place);
            }
            self.names.renamed.add(named.sort, named.now, formerly.names());
        }
    }

    /// A team's stable name and its name as shown. Where teams are listed, each that is used is one of them.
    pub(super) fn team<'t>(&mut self, place: Place<'_>, name: &'t str) -> (&'t str, &'t str)
    where
        'a: 't,
    {
        let now = || {
            let now = self.names.renamed.now(Renames::Team, name.trim())?;
            self.names.teams.get_key_value(now)
        };
        if let Some((id, title)) = self.names.teams.get_key_value(name.trim()).or_else(now) {
            return (id, title);
        }
        if !self.names.teams.is_empty() {
            let names: Vec<&str> = self.names.teams.keys().copied().collect();
            self.unknown(place.span(), name, "team", &names);
        }
        (name, name)
    }
}

/// Everything whose names decisions, rules or cases hang on.
fn named<'a>(sections: &Sections<'a>) -> Vec<Named<'a>> {
    let mut all = Vec::new();
    macro_rules! named {
        ($($sort:ident $section:ident $field:ident $name:literal,)*) => {
            $(all.extend(sections.$section.iter().map(|entry| Named {
                sort: Renames::$sort,
                now: entry.raw.$field.as_str(),
                formerly: entry.raw.formerly.as_ref(),
                name: entry.place.field($name),
                before: entry.place.field("formerly"),
            }));)*
        };
    }
    named! {
        Measure measures id "id",
        Team teams team "team",
        Trigger triggers trigger "trigger",
        Rule floors floor "floor",
        Rule aims aim "aim",
        Rule indications indication "indication",
        Rule risks risk "risk",
        Rule watchpoints watch "watch",
        Rule statuses status "status",
        Rule support_when support "support",
        Rule structure option "option",
    }
    all.extend(sections.strands().map(|entry| Named {
        sort: Renames::Strand,
        now: entry.raw.strand.as_str(),
        formerly: entry.raw.formerly.as_ref(),
        name: entry.place.field("strand"),
        before: entry.place.field("formerly"),
    }));
    all
}
