//! Schools made up by chance.

use chrono::NaiveDate;

use crate::fuzz::chance::Chance;

/// The day of the review; the year judged is 2013-14.
pub const DAY: &str = "2014-10-15";
/// How many schools an authority has.
pub const SCHOOLS: usize = 84;
pub const STRANDS: [&str; 5] = ["overall", "achievement", "teaching", "behaviour", "leadership"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Primary,
    Secondary,
    Special,
    Unit,
    Nursery,
}

#[derive(Clone, Debug)]
pub struct Inspection {
    pub day: NaiveDate,
    /// of each strand, 1 to 4
    pub grades: [Option<u8>; 5],
    pub category: &'static str,
}

/// A school and what is known of it; `None` is a blank cell.
#[derive(Clone, Debug)]
pub struct Made {
    pub number: usize,
    pub kind: Kind,
    pub academy: bool,
    /// pupils at the end of the key stage
    pub cohort: u32,
    /// percent at the level that the floor asks for: this year and, of a secondary school, the two years before
    pub attainment: [Option<f64>; 3],
    /// percent: of a primary school reading, writing, maths; of a secondary school English, maths
    pub progress: [Option<f64>; 3],
    pub inspection: Option<Inspection>,
    pub own: [Option<u8>; 5],
    /// pupils, this year and the two before
    pub roll: [Option<f64>; 3],
    pub exclusions: Option<f64>,
    pub head_since: Option<NaiveDate>,
    pub senior_changes: Option<u32>,
    /// pounds
    pub balance: Option<i32>,
    pub condition: Option<&'static str>,
    pub stated: [Option<bool>; 6],
}

impl Made {
    pub fn urn(&self) -> String {
        format!("{}", 900_100 + self.number)
    }

    pub fn is_secondary(&self) -> bool {
        self.kind == Kind::Secondary
    }

    pub fn mainstream(&self) -> bool {
        matches!(self.kind, Kind::Primary | Kind::Secondary)
    }
}

/// The schools of one authority.
pub fn schools(seed: u64) -> Vec<Made> {
    let mut chance = Chance::new(seed.wrapping_mul(7919) + 17);
    // some authorities have few blanks, so that something can be said of most of their schools
    let blanks = [3, 6, 40][chance.below(3)];
    (0..SCHOOLS).map(|number| school(number, &mut By { chance: &mut chance, blanks })).collect()
}

struct By<'c> {
    chance: &'c mut Chance,
    blanks: usize,
}

impl By<'_> {
    fn maybe<T>(&mut self, value: T) -> Option<T> {
        (!self.chance.once_in(self.blanks)).then_some(value)
    }

    /// A whole number from `from` to `to`.
    fn number(&mut self, from: u32, to: u32) -> u32 {
        from + u32::try_from(self.chance.below(usize::try_from(to - from + 1).unwrap())).unwrap()
    }

    fn percent(&mut self, from: u32, to: u32) -> Option<f64> {
        let number = f64::from(self.number(from, to));
        self.maybe(number)
    }

    /// The grades of one who grades: mostly about one grade.
    fn grades(&mut self) -> [Option<u8>; 5] {
        let about = *self.chance.one_of(&[1_u8, 1, 2, 2, 2, 3, 4]);
        [(); 5].map(|()| {
            let off = if self.chance.once_in(4) { *self.chance.one_of(&[1_u8, 2, 3, 4]) } else { about };
            self.maybe(off)
        })
    }

    fn day(&mut self, from: &str, days: usize) -> NaiveDate {
        let from: NaiveDate = from.parse().unwrap();
        from + chrono::Days::new(self.chance.below(days) as u64)
    }
}

fn school(number: usize, by: &mut By<'_>) -> Made {
    let kind = match by.number(0, 11) {
        0..=4 => Kind::Primary,
        5..=8 => Kind::Secondary,
        9 => Kind::Special,
        10 => Kind::Unit,
        _ => Kind::Nursery,
    };
    let cohort = by.number(8, 60);
    // about the lines, on both sides of them
    let attainment = match kind {
        Kind::Primary => [by.percent(58, 80), None, None],
        Kind::Secondary => [Some(f64::from(by.number(34, 66))), by.percent(34, 66), by.percent(34, 66)],
        _ => [None; 3],
    };
    let progress = match kind {
        Kind::Primary => [by.percent(88, 97), by.percent(90, 99), by.percent(88, 96)],
        Kind::Secondary => [Some(f64::from(by.number(64, 80))), Some(f64::from(by.number(60, 76))), None],
        _ => [None; 3],
    };
    let inspection = (!by.chance.once_in(by.blanks)).then(|| inspection(by));
    let start = by.number(90, 300);
    let roll = [start, by.number(start - 9, start + 5), by.number(start - 9, start + 9)].map(f64::from);
    let head = by.day("2011-06-01", 1100);
    let (changes, fixed) = (by.number(0, 3), f64::from(by.number(0, 40)));
    let balance = i32::try_from(by.number(0, 90_000)).unwrap() - 20_000;
    let condition = *by.chance.one_of(&["A", "B", "C", "D"]);
    Made {
        number,
        kind,
        academy: kind != Kind::Nursery && by.chance.once_in(3),
        cohort,
        attainment,
        progress,
        inspection,
        own: by.grades(),
        roll: roll.map(|pupils| by.maybe(pupils)),
        exclusions: by.maybe(fixed),
        head_since: by.maybe(head),
        senior_changes: by.maybe(changes),
        balance: by.maybe(balance),
        condition: by.maybe(condition),
        // most is not stated, as on most templates
        stated: [(); 6].map(|()| by.chance.once_in(6).then(|| by.chance.once_in(3))),
    }
}

fn inspection(by: &mut By<'_>) -> Inspection {
    let after_the_year = by.chance.once_in(4);
    let day = if after_the_year { by.day("2014-09-01", 40) } else { by.day("2011-09-01", 1000) };
    let grades = by.grades();
    let in_one = grades[0] == Some(4) || by.chance.once_in(20);
    let category = if in_one { *by.chance.one_of(&["SM", "SWK", ""]) } else { "" };
    Inspection { day, grades, category }
}
