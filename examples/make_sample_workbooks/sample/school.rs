//! The invented schools: who they are, not how they did.

use super::lines::{Day, Line, lines};
use super::trouble::Trouble;

/// The kinds of school, by the ages they teach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Up to four.
    Nursery,
    /// Four to seven.
    Infant,
    /// Seven to eleven.
    Junior,
    /// Four to eleven.
    Primary,
    /// Eleven to eighteen.
    Secondary,
    /// Special school, all ages.
    Special,
    /// Pupil referral unit.
    ReferralUnit,
}

impl Phase {
    /// As the school list words it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Nursery => "Nursery",
            Self::Infant => "Infant",
            Self::Junior => "Junior",
            Self::Primary => "Primary",
            Self::Secondary => "Secondary",
            Self::Special => "Special",
            Self::ReferralUnit => "PRU",
        }
    }

    /// Takes the early years profile, phonics and key stage 1.
    pub fn teaches_infants(self) -> bool {
        matches!(self, Self::Infant | Self::Primary)
    }

    /// Takes key stage 2.
    pub fn teaches_juniors(self) -> bool {
        matches!(self, Self::Junior | Self::Primary)
    }

    /// Counted with the primary schools in authority tables.
    pub fn counts_as_primary(self) -> bool {
        matches!(self, Self::Infant | Self::Junior | Self::Primary)
    }

    fn read(text: &str) -> Option<Self> {
        Some(match text {
            "Nursery" => Self::Nursery,
            "Infant" => Self::Infant,
            "Junior" => Self::Junior,
            "Primary" => Self::Primary,
            "Secondary" => Self::Secondary,
            "Special" => Self::Special,
            "Referral unit" => Self::ReferralUnit,
            _ => return None,
        })
    }
}

/// The three academic years of the samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Year {
    /// 2009-10, the year of the boycott.
    Y2010,
    /// 2010-11.
    Y2011,
    /// 2011-12.
    Y2012,
}

impl Year {
    /// All three, oldest first.
    pub const ALL: [Self; 3] = [Self::Y2010, Self::Y2011, Self::Y2012];

    /// As an academic year.
    pub fn academic(self) -> &'static str {
        match self {
            Self::Y2010 => "2009-10",
            Self::Y2011 => "2010-11",
            Self::Y2012 => "2011-12",
        }
    }

    /// The calendar year in which it ends, when its tests are sat.
    pub fn ends(self) -> u16 {
        match self {
            Self::Y2010 => 2010,
            Self::Y2011 => 2011,
            Self::Y2012 => 2012,
        }
    }

    fn began(self) -> Day {
        Day { year: self.ends() - 1, month: 9, day: 1 }
    }

    fn over(self) -> Day {
        Day { year: self.ends(), month: 9, day: 1 }
    }
}

/// One invented school.
#[derive(Clone, Debug)]
pub struct School {
    /// Unique reference number today.
    pub urn: u32,
    /// The school of the sample whose story it lives: itself, unless it was multiplied from another.
    pub story: u32,
    /// Reference number and name before it became an academy.
    pub former: Option<(u32, &'static str)>,
    /// Number of its authority.
    pub authority: u32,
    /// Establishment number within the authority.
    pub establishment: u32,
    /// Name today.
    pub name: &'static str,
    /// Phase.
    pub phase: Phase,
    /// Type of establishment.
    pub kind: &'static str,
    /// Ward.
    pub ward: &'static str,
    /// Day it opened under this number.
    pub opened: Day,
    /// Day it closed.
    pub closed: Option<Day>,
    /// How well it stands, from -2 to 3: what its results are drawn around.
    pub standing: i64,
    /// Pupils a year group.
    pub year_group: u32,
    /// Percentage eligible for free school meals.
    pub fsm: u32,
}

impl School {
    /// Authority and establishment in one number.
    pub fn laestab(&self) -> u32 {
        self.authority * 10_000 + self.establishment
    }

    /// Authority and establishment with the stroke that officers write.
    pub fn laestab_with_stroke(&self) -> String {
        format!("{}/{}", self.authority, self.establishment)
    }

    /// The reference number it had in a year.
    pub fn urn_in(&self, year: Year) -> u32 {
        self.former_in(year).map_or(self.urn, |(urn, _)| urn)
    }

    /// The name it had in a year.
    pub fn name_in(&self, year: Year) -> &'static str {
        self.former_in(year).map_or(self.name, |(_, name)| name)
    }

    fn former_in(&self, year: Year) -> Option<(u32, &'static str)> {
        self.former.filter(|_| self.opened >= year.over())
    }

    /// Whether it had pupils in a year under any number.
    pub fn existed_in(&self, year: Year) -> bool {
        let begun = self.former.is_some() || self.opened < year.over();
        begun && self.closed.is_none_or(|closed| closed >= year.began())
    }

    /// Whether it was still open when the year's tests were sat.
    pub fn sat_tests_in(&self, year: Year) -> bool {
        self.existed_in(year) && self.closed.is_none_or(|closed| closed >= year.over())
    }

    /// Whether it is an academy, whose budget the authority does not hold.
    pub fn is_academy(&self) -> bool {
        self.kind.starts_with("Academy")
    }

    /// Band of deprivation by free school meals, the authority's own.
    pub fn fsm_band(&self) -> &'static str {
        match self.fsm {
            0..=12 => "Low",
            13..=25 => "Medium",
            _ => "High",
        }
    }
}

/// The borough's own number, which belongs to no authority.
pub const BOROUGH: u32 = 999;

/// Every school of the borough: 54 open, and one that closed in 2011-12.
pub fn schools() -> Result<Vec<School>, Trouble> {
    lines(include_str!("data/schools.txt")).map(read_school).collect()
}

fn read_school(mut line: Line<'static>) -> Result<School, Trouble> {
    let urn = line.number("URN")?;
    let former_urn = line.number_if_any("former URN")?;
    let former_name = line.text("former name")?;
    let establishment = line.number("establishment number")?;
    let name = line.text("name")?;
    let phase = Phase::read(line.text("phase")?).ok_or_else(|| line.lacks("phase"))?;
    let former = former_urn.map(|urn| (urn, if former_name.is_empty() { name } else { former_name }));
    Ok(School {
        urn,
        story: urn,
        former,
        authority: BOROUGH,
        establishment,
        name,
        phase,
        kind: line.text("type")?,
        ward: line.text("ward")?,
        opened: line.day_if_any("opening date")?.ok_or_else(|| line.lacks("opening date"))?,
        closed: line.day_if_any("closing date")?,
        standing: line.number("standing")?,
        year_group: line.number("pupils a year group")?,
        fsm: line.number("% FSM")?,
    })
}
