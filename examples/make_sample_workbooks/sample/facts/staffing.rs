//! Headteachers and changes of senior staff; every name is invented.

use super::super::chance::Chance;
use super::super::lines::Day;
use super::super::school::School;

/// A school's leadership.
pub struct Leadership {
    /// Headteacher.
    pub head: String,
    /// Day of appointment.
    pub since: Day,
    /// Whether it is a first headship.
    pub first_headship: bool,
    /// Senior staff who left or came during the year.
    pub changes: u32,
    /// Note.
    pub note: &'static str,
}

/// Heads appointed during the year or just before it: school, day, first headship.
pub const NEW_HEADS: [(u32, Day, bool); 6] = [
    (900_004, Day { year: 2012, month: 4, day: 16 }, true),
    (900_017, Day { year: 2011, month: 9, day: 1 }, false),
    (900_019, Day { year: 2011, month: 9, day: 1 }, true),
    (900_035, Day { year: 2012, month: 1, day: 1 }, true),
    (900_044, Day { year: 2012, month: 1, day: 3 }, true),
    (900_047, Day { year: 2011, month: 9, day: 1 }, false),
];

/// Schools where three or more senior posts changed hands in the year.
pub const SENIOR_CHANGES: [(u32, u32, &str); 5] = [
    (900_019, 3, "Deputy and both phase leaders left in July 2011"),
    (900_023, 2, "Acting deputy; assistant head on long-term leave"),
    (900_035, 4, "New leadership team with the sponsor"),
    (900_046, 3, "Heads of English and mathematics and one deputy new"),
    (900_047, 3, "Restructured September 2011"),
];

/// Who leads a school.
pub fn leadership(school: &School) -> Leadership {
    let mut chance = Chance::of(school.urn, "head");
    let title = chance.one_of(&["Mrs", "Mr", "Ms", "Mrs", "Mr", "Dr"]).copied().unwrap_or("Mrs");
    let initial = chance.one_of(&["A", "B", "C", "D", "E", "G", "H", "J", "K", "L", "M", "P", "R", "S", "T"]);
    let surname = surname(school.urn);
    let new = NEW_HEADS.iter().find(|(urn, ..)| *urn == school.story);
    let since = new.map_or_else(|| settled(&mut chance), |(_, day, _)| *day);
    let change = SENIOR_CHANGES.iter().find(|(urn, ..)| *urn == school.story);
    Leadership {
        head: format!("{title} {} {surname}", initial.copied().unwrap_or("A")),
        since,
        first_headship: new.map_or_else(|| chance.between(0, 2) > 0, |(.., first)| *first),
        changes: change.map_or_else(|| u32::try_from(chance.between(0, 5) / 5).unwrap_or(0), |(_, count, _)| *count),
        note: change.map_or("", |(.., note)| note),
    }
}

fn settled(chance: &mut Chance) -> Day {
    let spring = chance.between(0, 3) == 0;
    let year = u16::try_from(chance.between(1999, 2009)).unwrap_or(2005);
    if spring { Day { year, month: 1, day: 5 } } else { Day { year, month: 9, day: 1 } }
}

fn surname(urn: u32) -> &'static str {
    let place = usize::try_from(urn.saturating_sub(900_001)).unwrap_or(0) % SURNAMES.len();
    SURNAMES.get(place).copied().unwrap_or("Aldous")
}

const SURNAMES: [&str; 57] = [
    "Aldous",
    "Barrowclough",
    "Catchpole",
    "Dunmore",
    "Eastaugh",
    "Fairhurst",
    "Garrod",
    "Hollins",
    "Ingleby",
    "Jessop",
    "Kersey",
    "Ladbrook",
    "Mallender",
    "Norbury",
    "Oakden",
    "Pettifer",
    "Quantrill",
    "Rushmere",
    "Skelton",
    "Thurgood",
    "Upcott",
    "Vaizey",
    "Wainfleet",
    "Yaxley",
    "Ashdown",
    "Bellingham",
    "Cobbold",
    "Dewhurst",
    "Ellacott",
    "Fenner",
    "Gooderham",
    "Haldane",
    "Ivatt",
    "Jolliffe",
    "Kenward",
    "Lockyer",
    "Merriman",
    "Nunn",
    "Ormerod",
    "Padgett",
    "Quill",
    "Ransome",
    "Saltmarsh",
    "Tillotson",
    "Underhay",
    "Verrall",
    "Whitlock",
    "Yelland",
    "Amory",
    "Birkett",
    "Clutterbuck",
    "Draycott",
    "Everard",
    "Frayne",
    "Gedge",
    "Hibberd",
    "Isaacson",
];
