//! By which field the entries of a section are known: `floor` under `floors`.

/// A section whose entries are known by a field of their own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Naming {
    /// the section
    pub section: &'static str,
    /// the field that names an entry
    pub field: &'static str,
    /// what an entry that begins with this field is, wherever it stands; empty where the field says nothing
    pub what: &'static str,
}

/// Sections whose entries have a field of their own for the name.
const OWN: [(&str, &str, &str); 16] = [
    ("floors", "floor", "a floor"),
    ("aims", "aim", "an aim"),
    ("indications", "indication", "an indication"),
    ("risks", "risk", "a risk"),
    ("watchpoints", "watch", "a watchpoint"),
    ("statuses", "status", "a status"),
    ("support when", "support", "support that a rule calls for"),
    ("triggers", "trigger", "a trigger"),
    ("structure", "option", "a structural option"),
    ("partners", "partner", "a partner"),
    ("cycle", "event", "an event"),
    ("players", "player", "a player"),
    // support names its team too
    ("teams", "team", ""),
    ("holidays", "holiday", "a holiday"),
    ("papers", "paper", "a paper"),
    ("consistency", "check", "a check of figures"),
];
/// Sections whose entries have an `id`.
const WITH_ID: [(&str, &str); 6] = [
    ("measures", "a measure"),
    ("groups", "a group"),
    ("comparators", "a comparator"),
    ("settings", "a setting"),
    ("markers", "a marker"),
    ("areas", "an area"),
];

/// Sections whose entries are named by several fields together, or by one that is no name elsewhere.
const TOGETHER: [(&str, &[&str]); 4] = [
    ("figures", &["area", "measure", "group", "statistic", "phase"]),
    ("support", &["strand", "grades"]),
    ("precedence", &["title"]),
    ("holidays", &["holiday", "from"]),
];

/// The fields that together name an entry of a section.
pub(super) fn together(section: &str) -> Option<&'static [&'static str]> {
    TOGETHER.iter().find(|(name, _)| *name == section).map(|(_, fields)| *fields)
}

/// All of them.
pub(super) fn all() -> impl Iterator<Item = Naming> {
    // `id` alone says nothing of what an entry is
    let with_id = with_id().map(|naming| Naming { what: "", ..naming });
    OWN.into_iter().map(|(section, field, what)| Naming { section, field, what }).chain(with_id)
}

/// Those whose entries have an `id`.
pub(super) fn with_id() -> impl DoubleEndedIterator<Item = Naming> {
    WITH_ID.into_iter().map(|(section, what)| Naming { section, field: "id", what })
}

/// The field that a row of an entry names; the rows of an area are those of a table.
pub(super) fn in_rows(section: &str) -> Option<&'static str> {
    match section {
        "areas" => None,
        "figures" => Some("measure"),
        "support" => Some("strand"),
        _ => of(section),
    }
}

/// The field that names an entry of a section.
pub(super) fn of(section: &str) -> Option<&'static str> {
    all().find(|naming| naming.section == section).map(|naming| naming.field)
}
