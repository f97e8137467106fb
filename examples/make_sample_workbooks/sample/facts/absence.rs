//! Absence by kind, in hundredths of a per cent, so that the borough's averages come out as intended.

use super::super::chance::Chance;
use super::super::school::{Phase, School, Year};

use super::roll;

/// A school's absence in a year, in hundredths of a per cent.
#[derive(Clone, Copy, Default)]
pub struct Absence {
    /// With leave.
    pub authorised: i64,
    /// Without.
    pub unauthorised: i64,
    /// Pupils absent for 15 % or more.
    pub persistent: i64,
    /// Pupils on roll, by whom averages are weighted.
    pub weight: i64,
}

impl Absence {
    /// Both kinds together.
    pub fn overall(self) -> i64 {
        self.authorised + self.unauthorised
    }
}

/// Absence of the given schools, in order; their weighted averages meet the wanted ones.
pub fn absences(schools: &[&School], year: Year, [authorised, unauthorised]: [i64; 2]) -> Vec<Absence> {
    let mut drawn: Vec<Absence> = schools.iter().map(|school| draw(school, year, authorised, unauthorised)).collect();
    let average = weighted(&drawn);
    for absence in &mut drawn {
        absence.authorised += authorised - average.authorised;
        absence.unauthorised = (absence.unauthorised + unauthorised - average.unauthorised).max(2);
        absence.persistent = (absence.overall() * absence.overall() / 440).max(20);
    }
    drawn
}

/// The average, each school weighted by its pupils.
pub fn weighted(absences: &[Absence]) -> Absence {
    let weight: i64 = absences.iter().map(|absence| absence.weight).sum();
    let mean = |of: fn(&Absence) -> i64| {
        let sum: i64 = absences.iter().map(|absence| of(absence) * absence.weight).sum();
        if weight == 0 { 0 } else { (sum + weight / 2) / weight }
    };
    Absence {
        authorised: mean(|absence| absence.authorised),
        unauthorised: mean(|absence| absence.unauthorised),
        persistent: mean(|absence| absence.persistent),
        weight,
    }
}

fn draw(school: &School, year: Year, authorised: i64, unauthorised: i64) -> Absence {
    let mut chance = Chance::of(school.urn, &format!("absence {}", year.academic()));
    let lift = -22 * (school.standing - 1);
    let steep = if school.phase == Phase::Secondary { 45 } else { 22 };
    Absence {
        authorised: authorised + lift + chance.around(45),
        unauthorised: (unauthorised - steep * (school.standing - 1) + chance.around(30)).max(5),
        persistent: 0,
        weight: i64::from(roll::pupils(school, year).or(roll::pupils(school, Year::Y2011)).unwrap_or(1)),
    }
}
