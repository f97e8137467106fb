//! Pupils on roll each January, and the budget.

use super::super::chance::Chance;
use super::super::school::{Phase, School, Year};

/// Schools whose roll has fallen three years running.
pub const FALLING_ROLL: [u32; 6] = [900_004, 900_010, 900_018, 900_023, 900_046, 900_047];
/// Schools that spend more than they have, and end the year in deficit.
pub const DEFICIT: [u32; 5] = [900_010, 900_017, 900_023, 900_046, 900_052];
/// Schools with a building in poor condition.
pub const POOR_BUILDINGS: [u32; 5] = [900_016, 900_023, 900_031, 900_044, 900_053];

/// Pupils on roll in the January of a year; none where the school was not open.
pub fn pupils(school: &School, year: Year) -> Option<u32> {
    let open = school.existed_in(year) && (year < Year::Y2012 || school.closed.is_none());
    if !open {
        return None;
    }
    let groups = match school.phase {
        Phase::Nursery | Phase::ReferralUnit => 2,
        Phase::Infant => 3,
        Phase::Junior => 4,
        Phase::Primary => 7,
        Phase::Secondary => 6,
        Phase::Special => 12,
    };
    let mut chance = Chance::of(school.urn, "roll");
    let first = i64::from(school.year_group * groups) + chance.around(8);
    let mut roll = first;
    for later in Year::ALL.into_iter().skip(1).filter(|later| *later <= year) {
        let drift = chance.around(25);
        roll += if FALLING_ROLL.contains(&school.story) {
            -(roll * (45 + drift) / 1000) - 1
        } else if later == Year::Y2012 {
            roll * (10 + drift.abs()) / 1000
        } else {
            roll * drift / 1000
        };
    }
    u32::try_from(roll).ok()
}

/// Income and spending of 2011-12, and what was carried forward from before.
#[derive(Clone, Copy)]
pub struct Budget {
    /// Income.
    pub income: i64,
    /// Spending.
    pub spending: i64,
    /// Balance brought forward.
    pub brought_forward: i64,
}

/// The budget of a school that the authority keeps the accounts of.
pub fn budget(school: &School) -> Option<Budget> {
    if school.is_academy() || school.closed.is_some() {
        return None;
    }
    let pupils = i64::from(pupils(school, Year::Y2012)?);
    let mut chance = Chance::of(school.urn, "budget");
    let a_pupil = match school.phase {
        Phase::Secondary => 5300,
        Phase::Special => 15_400,
        Phase::ReferralUnit => 17_900,
        Phase::Nursery => 6100,
        _ => 4050,
    } + i64::from(school.fsm) * 18;
    let income = (pupils * a_pupil + chance.between(0, 30) * 1000) / 100 * 100;
    let deficit = DEFICIT.contains(&school.story);
    let thousandths = if deficit { 1018 + chance.between(0, 20) } else { 968 + chance.between(0, 25) };
    let carried = income * chance.between(10, 45) / 1000;
    Some(Budget {
        income,
        spending: income * thousandths / 1000,
        brought_forward: if deficit { -carried / 3 } else { carried },
    })
}

/// Condition of the buildings, A good to D bad, as the last survey found it.
pub fn condition(school: &School) -> &'static str {
    if POOR_BUILDINGS.contains(&school.story) {
        return "D";
    }
    Chance::of(school.urn, "condition").one_of(&["A", "B", "B", "B", "C"]).copied().unwrap_or("B")
}
