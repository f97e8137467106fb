//! Early years profile, phonics and key stage 1: the infants' results.

use super::super::chance::Chance;
use super::super::school::{School, Year};
use super::super::tally::{Bounds, Tally, settle};

/// Which result of the infants, and the share of the borough's children who reach it in each year.
#[derive(Clone, Copy)]
pub struct Stage {
    /// What the draws are named after.
    pub subject: &'static str,
    /// Thousandths in 2009-10, 2010-11 and 2011-12.
    pub wanted: [u32; 3],
    /// Only of the children eligible for free school meals.
    pub fsm_only: bool,
}

/// A result of all children.
pub const fn stage(subject: &'static str, wanted: [u32; 3]) -> Stage {
    Stage { subject, wanted, fsm_only: false }
}

/// A result of the children eligible for free school meals.
pub const fn fsm_stage(subject: &'static str, wanted: [u32; 3]) -> Stage {
    Stage { subject, wanted, fsm_only: true }
}

/// Schools with infants whose tests were sat in a year.
pub fn takers(schools: &[School], year: Year) -> Vec<&School> {
    schools.iter().filter(|school| school.phase.teaches_infants() && school.existed_in(year)).collect()
}

/// The tallies of a stage, in the order of [`takers`]; a school that closed before the tests has an empty cohort.
pub fn tallies(schools: &[School], year: Year, stage: Stage) -> Vec<Tally> {
    let [in_2010, in_2011, in_2012] = stage.wanted;
    let wanted = match year {
        Year::Y2010 => in_2010,
        Year::Y2011 => in_2011,
        Year::Y2012 => in_2012,
    };
    let drawn = takers(schools, year).into_iter().map(|school| (draw(school, year, stage, wanted), false));
    let mut tallies: Vec<(Tally, bool)> = drawn.collect();
    settle(&mut tallies, wanted, Bounds { low: 0, high: 1000 });
    tallies.into_iter().map(|(tally, _)| tally).collect()
}

fn draw(school: &School, year: Year, stage: Stage, wanted: u32) -> Tally {
    if !school.sat_tests_in(year) {
        return Tally::default();
    }
    let cohort = cohort(school, year, stage.subject);
    let of = if stage.fsm_only { (cohort * school.fsm + 50) / 100 } else { cohort };
    // The same children are strong or weak throughout, so one draw a school and year moves every result the same way.
    let mut common = Chance::of(school.urn, &format!("infants {}", year.academic()));
    let mut own = Chance::of(school.urn, &format!("{} {}", stage.subject, year.academic()));
    let share = i64::from(wanted) + 35 * (school.standing - 1) + common.around(45) + own.around(15);
    Tally::share(of, share.clamp(0, 990))
}

/// Reception, Year 1 and Year 2 differ a little in size.
fn cohort(school: &School, year: Year, subject: &str) -> u32 {
    let form = subject.split(' ').next().unwrap_or(subject);
    let size =
        i64::from(school.year_group) + Chance::of(school.urn, &format!("{form} size {}", year.academic())).around(3);
    u32::try_from(size.max(1)).unwrap_or(1)
}
