//! Key stage 4: five good GCSEs with English and mathematics, three levels of progress, and the groups.

use std::collections::BTreeMap;

use super::super::chance::Chance;
use super::super::lines::lines;
use super::super::school::{Phase, School, Year};
use super::super::tally::{Bounds, Tally, settle};
use super::super::trouble::Trouble;

/// A secondary school's key stage 4.
pub struct Ks4 {
    /// The school.
    pub school: School,
    /// Five A*-C with English and mathematics.
    pub five: Tally,
    /// Three levels of progress in English.
    pub english: Tally,
    /// Three levels of progress in mathematics.
    pub maths: Tally,
    /// Five A*-C in any subjects.
    pub any_five: Tally,
    /// Average points a pupil, in tenths.
    pub points: i64,
    /// Boys' five A*-C with English and mathematics.
    pub boys: Tally,
    /// Girls'.
    pub girls: Tally,
    /// Those eligible for free school meals.
    pub fsm: Tally,
    /// Looked-after children.
    pub lac: Tally,
    /// Pupils with special educational needs.
    pub sen: Tally,
}

/// Looked-after children at the end of key stage 4 in 2011-12: 17 of them, 3 with five A*-C.
const LOOKED_AFTER: [(u32, u32, u32); 7] = [
    (900_047, 4, 0),
    (900_046, 4, 1),
    (900_045, 3, 1),
    (900_044, 2, 0),
    (900_043, 2, 1),
    (900_057, 1, 0),
    (900_042, 1, 0),
];

/// Every secondary school's results of a year.
pub fn results(schools: &[School], year: Year) -> Result<Vec<Ks4>, Trouble> {
    let story = story(year)?;
    let secondary: Vec<&School> = schools.iter().filter(|school| school.phase == Phase::Secondary).collect();
    let [five, english, maths] = match year {
        Year::Y2010 => [590, 600, 520],
        Year::Y2011 => [622, 610, 510],
        Year::Y2012 => [614, 680, 700],
    };
    let least = if year == Year::Y2012 { 412 } else { 375 };
    let fives = draw(&secondary, &story, 0, year, (five, Bounds { low: least, high: 900 }));
    let english = draw(&secondary, &story, 1, year, (english, Bounds { low: 360, high: 930 }));
    let maths = draw(&secondary, &story, 2, year, (maths, Bounds { low: 330, high: 930 }));
    let drawn = secondary.iter().zip(fives).zip(english).zip(maths);
    let mut results: Vec<Ks4> =
        drawn.map(|(((school, five), english), maths)| assemble(school, year, [five, english, maths])).collect();
    let shift = wanted_points(year) - average_points(&results);
    for ks4 in &mut results {
        ks4.points += shift;
    }
    Ok(results)
}

/// The borough's average points a pupil, in tenths.
fn wanted_points(year: Year) -> i64 {
    match year {
        Year::Y2010 => 4712,
        Year::Y2011 => 4896,
        Year::Y2012 => 5043,
    }
}

/// Average points over all pupils, in tenths.
pub fn average_points(results: &[Ks4]) -> i64 {
    let pupils: i64 = results.iter().map(|ks4| i64::from(ks4.five.of)).sum();
    let points: i64 = results.iter().map(|ks4| ks4.points * i64::from(ks4.five.of)).sum();
    (points + pupils / 2).checked_div(pupils).unwrap_or(0)
}

type Story = BTreeMap<u32, [Tally; 3]>;

fn story(year: Year) -> Result<Story, Trouble> {
    let mut story = Story::new();
    for mut line in lines(include_str!("../data/ks4_story.txt")) {
        let urn = line.number("URN")?;
        let in_year = line.text("year")? == year.academic();
        let of = line.number("pupils")?;
        let mut tally = |field| line.number(field).map(|hit| Tally { hit, of });
        let tallies = [tally("five A*-C")?, tally("English")?, tally("maths")?];
        if in_year {
            story.insert(urn, tallies);
        }
    }
    Ok(story)
}

fn draw(schools: &[&School], story: &Story, measure: usize, year: Year, (wanted, bounds): (u32, Bounds)) -> Vec<Tally> {
    let drawn = schools.iter().map(|school| {
        if let Some(told) = story.get(&school.story).and_then(|told| told.get(measure)) {
            return (*told, true);
        }
        let pupils = i64::from(school.year_group) + Chance::of(school.urn, year.academic()).around(6);
        let mut chance = Chance::of(school.urn, &format!("ks4 {measure} {}", year.academic()));
        let share = i64::from(wanted) - 40 + 60 * school.standing + chance.around(50);
        (Tally::share(u32::try_from(pupils).unwrap_or(0), share), false)
    });
    let mut tallies: Vec<(Tally, bool)> = drawn.collect();
    settle(&mut tallies, wanted, bounds);
    tallies.into_iter().map(|(tally, _)| tally).collect()
}

fn assemble(school: &School, year: Year, [five, english, maths]: [Tally; 3]) -> Ks4 {
    let mut chance = Chance::of(school.urn, &format!("ks4 groups {}", year.academic()));
    let share = i64::from(five.hit * 1000 / five.of.max(1));
    let boys_of = match school.name {
        name if name.contains("for Girls") => 0,
        name if name.contains("for Boys") => five.of,
        _ => u32::try_from(i64::from(five.of) / 2 + chance.around(8)).unwrap_or(0),
    };
    let boys = Tally::share(boys_of, share - 30 + chance.around(25)).within(five);
    let girls = Tally { hit: five.hit.saturating_sub(boys.hit), of: five.of - boys.of };
    let gap = 190 + chance.around(60);
    let fsm = Tally::share((five.of * school.fsm + 50) / 100, share - gap).within(five);
    let sen = Tally::share(five.of * (12 + school.fsm / 4) / 100, share - 330 + chance.around(70)).within(five);
    let lac = LOOKED_AFTER.iter().find(|(urn, ..)| *urn == school.story && year == Year::Y2012);
    let beyond = Tally::share(five.of - five.hit, 560 + chance.around(80)).hit;
    Ks4 {
        school: school.clone(),
        five,
        english,
        maths,
        any_five: Tally { hit: five.hit + beyond, of: five.of },
        points: 4000 + share * 17 / 10 + chance.around(150),
        boys,
        girls,
        fsm,
        lac: lac.map_or(Tally::default(), |(_, of, hit)| Tally { hit: *hit, of: *of }),
        sen,
    }
}
