//! Key stage 2: level 4 and above in English and mathematics, two levels of progress, and the groups.

use std::collections::BTreeMap;

use super::super::chance::Chance;
use super::super::lines::lines;
use super::super::school::{Phase, School, Year};
use super::super::tally::{Bounds, Figure, Tally, settle, total};
use super::super::trouble::Trouble;

/// Schools that boycotted the tests of 2009-10.
pub const BOYCOTT: [u32; 9] = [900_010, 900_012, 900_016, 900_018, 900_020, 900_026, 900_027, 900_031, 900_055];

/// Looked-after children at the end of key stage 2 in 2011-12: school, children, of whom at level 4 in both subjects.
const LOOKED_AFTER: [(u32, u32, u32); 5] =
    [(900_011, 3, 1), (900_017, 2, 1), (900_026, 1, 1), (900_031, 1, 0), (900_025, 1, 1)];

/// The three measures of one group of pupils.
#[derive(Clone, Copy, Debug)]
pub struct Results {
    /// Level 4 and above in both English and mathematics.
    pub level4: Tally,
    /// Two levels of progress in English.
    pub english: Figure,
    /// Two levels of progress in mathematics.
    pub maths: Figure,
}

/// A school's key stage 2.
pub struct Ks2 {
    /// The school.
    pub school: School,
    /// Results of all pupils, or the marker that stands for all of them.
    pub all: Result<Results, &'static str>,
    /// Results of pupils eligible for free school meals.
    pub fsm: Results,
    /// Level 4 of looked-after children.
    pub lac: Tally,
    /// Results of pupils with special educational needs.
    pub sen: Results,
}

struct Targets {
    all: [u32; 3],
    fsm: [u32; 3],
    sen: [u32; 3],
}

fn targets(year: Year) -> Targets {
    match year {
        Year::Y2010 => Targets { all: [735, 800, 795], fsm: [576, 782, 735], sen: [370, 678, 602] },
        Year::Y2011 => Targets { all: [740, 810, 820], fsm: [515, 765, 802], sen: [360, 682, 572] },
        Year::Y2012 => Targets { all: [760, 870, 850], fsm: [604, 850, 800], sen: [400, 770, 700] },
    }
}

/// Every school's key stage 2 results of a year.
pub fn results(schools: &[School], year: Year) -> Result<Vec<Ks2>, Trouble> {
    let story = story(year)?;
    let takers: Vec<&School> =
        schools.iter().filter(|school| school.phase.teaches_juniors() && school.existed_in(year)).collect();
    let present: Vec<&School> = takers.iter().copied().filter(|school| absence(school, year).is_none()).collect();
    let targets = targets(year);
    let mut levels: Vec<(Tally, bool)> = present.iter().map(|school| level4(school, year, &story)).collect();
    let [wanted, ..] = targets.all;
    settle(&mut levels, wanted, Bounds { low: 620, high: 985 });
    let cohorts: Vec<u32> = levels.iter().map(|(tally, _)| tally.of).collect();
    let english = progress(&present, &cohorts, year, &story, Subject::English, targets.all);
    let maths = progress(&present, &cohorts, year, &story, Subject::Maths, targets.all);
    let all: Vec<Results> = levels
        .iter()
        .zip(english)
        .zip(maths)
        .map(|(((level4, _), english), maths)| Results { level4: *level4, english, maths })
        .collect();
    let fsm = group(&present, &all, year, "fsm", targets.fsm);
    let sen = group(&present, &all, year, "sen", targets.sen);
    let groups = all.into_iter().zip(fsm).zip(sen).map(|((all, fsm), sen)| (all, fsm, sen));
    let found: BTreeMap<u32, (Results, Results, Results)> =
        present.iter().map(|school| school.urn).zip(groups).collect();
    Ok(takers.into_iter().map(|school| assemble(school, year, found.get(&school.urn).copied())).collect())
}

fn assemble(school: &School, year: Year, found: Option<(Results, Results, Results)>) -> Ks2 {
    let none = Figure::Mark("");
    let nobody = Results { level4: Tally::default(), english: none, maths: none };
    let lac = LOOKED_AFTER.iter().find(|(urn, ..)| *urn == school.story && year == Year::Y2012);
    let lac = lac.map_or(Tally::default(), |(_, of, hit)| Tally { hit: *hit, of: *of });
    let all = found.map(|(all, ..)| all).ok_or(absence(school, year).unwrap_or(""));
    let (fsm, sen) = found.map_or((nobody, nobody), |(_, fsm, sen)| (fsm, sen));
    Ks2 { school: school.clone(), all, fsm, lac, sen }
}

/// Why a school that exists has no results, as the marker in its cells.
fn absence(school: &School, year: Year) -> Option<&'static str> {
    if year == Year::Y2010 && BOYCOTT.contains(&school.story) {
        return Some("n/a");
    }
    (!school.sat_tests_in(year)).then_some("z")
}

type Story = BTreeMap<u32, (Tally, Figure, Figure)>;

fn story(year: Year) -> Result<Story, Trouble> {
    let mut story = Story::new();
    for mut line in lines(include_str!("../data/ks2_story.txt")) {
        let urn = line.number("URN")?;
        let in_year = line.text("year")? == year.academic();
        let of = line.number("pupils")?;
        let level = Tally { hit: line.number("level 4+")?, of };
        let english = counted(line.text("English")?, of);
        let maths = counted(line.text("maths")?, of);
        if in_year {
            story.insert(urn, (level, english, maths));
        }
    }
    Ok(story)
}

fn counted(text: &'static str, of: u32) -> Figure {
    text.parse().map_or(Figure::Mark(text), |hit| Figure::Of(Tally { hit, of }))
}

fn level4(school: &School, year: Year, story: &Story) -> (Tally, bool) {
    if let Some((level, ..)) = story.get(&school.story) {
        return (*level, true);
    }
    let mut chance = Chance::of(school.urn, &format!("ks2 {}", year.academic()));
    let pupils = i64::from(school.year_group) + chance.around(3);
    let share = 715 + 55 * school.standing - i64::from(school.fsm) * 2 + chance.around(45) + 40;
    (Tally::share(u32::try_from(pupils).unwrap_or(0), share.clamp(630, 970)), false)
}

#[derive(Clone, Copy)]
enum Subject {
    English,
    Maths,
}

fn progress(
    schools: &[&School],
    cohorts: &[u32],
    year: Year,
    story: &Story,
    subject: Subject,
    [_, english, maths]: [u32; 3],
) -> Vec<Figure> {
    let (wanted, seed) = match subject {
        Subject::English => (english, "english progress"),
        Subject::Maths => (maths, "maths progress"),
    };
    let told = |school: &School| story.get(&school.story).map(|(_, english, maths)| pick(subject, *english, *maths));
    let mut tallies: Vec<(Tally, bool)> = schools
        .iter()
        .zip(cohorts)
        .map(|(school, of)| match told(school) {
            Some(Figure::Of(tally)) => (tally, true),
            Some(Figure::Mark(_)) => (Tally::default(), true),
            None => {
                let mut chance = Chance::of(school.urn, &format!("{seed} {}", year.academic()));
                let share = i64::from(wanted) + 22 * school.standing + chance.around(60);
                (Tally::share(*of, share.clamp(710, 1000)), false)
            }
        })
        .collect();
    settle(&mut tallies, wanted, Bounds { low: 700, high: 1000 });
    let figures = schools.iter().zip(tallies).map(|(school, (tally, _))| match told(school) {
        Some(mark @ Figure::Mark(_)) => mark,
        _ => Figure::Of(tally),
    });
    figures.collect()
}

fn pick(subject: Subject, english: Figure, maths: Figure) -> Figure {
    match subject {
        Subject::English => english,
        Subject::Maths => maths,
    }
}

/// A group's results: fewer reach the level than in the cohort as a whole, and never more than the cohort has.
fn group(
    schools: &[&School],
    all: &[Results],
    year: Year,
    name: &str,
    [level4, english, maths]: [u32; 3],
) -> Vec<Results> {
    let sizes: Vec<u32> =
        schools.iter().zip(all).map(|(school, all)| group_size(school, all.level4, year, name)).collect();
    let draw = |subject: &str, wanted: u32, whole: fn(&Results) -> Figure| -> Vec<Figure> {
        let mean = i64::from(total_share(all.iter().map(whole)));
        let drawn = schools.iter().zip(all).zip(&sizes).map(|((school, all), of)| {
            let Figure::Of(own) = whole(all) else { return (Tally::default(), true) };
            let mut chance = Chance::of(school.urn, &format!("{name} {subject} {}", year.academic()));
            let gap = mean - i64::from(wanted) + chance.around(70);
            (Tally::share(*of, i64::from(own.thousandths()) - gap).within(own), false)
        });
        let mut tallies: Vec<(Tally, bool)> = drawn.collect();
        settle(&mut tallies, wanted, Bounds { low: 150, high: 1000 });
        let figures = tallies.into_iter().zip(all).map(|((tally, _), all)| match whole(all) {
            Figure::Of(own) => Figure::Of(tally.within(own)),
            mark @ Figure::Mark(_) => mark,
        });
        figures.collect()
    };
    let levels = draw("level 4", level4, |all| Figure::Of(all.level4));
    let english = draw("english", english, |all| all.english);
    let maths = draw("maths", maths, |all| all.maths);
    let drawn = levels.into_iter().zip(english).zip(maths);
    drawn.map(|((level4, english), maths)| Results { level4: level4.tally(), english, maths }).collect()
}

fn group_size(school: &School, all: Tally, year: Year, name: &str) -> u32 {
    let mut chance = Chance::of(school.urn, &format!("{name} size {}", year.academic()));
    let percent = if name == "fsm" { i64::from(school.fsm) } else { 12 + i64::from(school.fsm) / 3 };
    let size = (i64::from(all.of) * percent + 50) / 100 + chance.around(2);
    u32::try_from(size.max(0)).unwrap_or(0).min(all.of)
}

fn total_share(figures: impl Iterator<Item = Figure>) -> u32 {
    total(&figures.map(Figure::tally).collect::<Vec<_>>()).thousandths()
}

/// Special schools with pupils of the age: small cohorts that a mainstream floor does not fit.
pub fn special(schools: &[School]) -> Vec<&School> {
    schools.iter().filter(|school| school.phase == Phase::Special).take(3).collect()
}
