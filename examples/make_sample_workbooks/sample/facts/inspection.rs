//! Inspection outcomes and the schools' own evaluation, grades 1 to 4.

use super::super::chance::Chance;
use super::super::lines::{Day, lines};
use super::super::school::School;
use super::super::trouble::Trouble;

/// Grades overall, for achievement, teaching, behaviour and safety, leadership and management.
pub type Grades = [i64; 5];

/// One inspection.
pub struct Inspection {
    /// First day of it.
    pub day: Day,
    /// The grades.
    pub grades: Grades,
    /// Category of concern as it was typed.
    pub category: &'static str,
}

/// The new academy that no inspector has visited yet.
pub const NOT_YET_INSPECTED: u32 = 900_035;

/// Schools that were in a category at the inspection before: typed as each officer types it.
const FORMER_CATEGORY: [(u32, &str); 3] = [(900_018, "SM"), (900_047, "SM "), (900_052, "NTI")];

/// The last inspection up to July 2012.
pub fn latest(school: &School) -> Option<Inspection> {
    if school.story == NOT_YET_INSPECTED || school.closed.is_some() {
        return None;
    }
    let mut chance = Chance::of(school.urn, "inspection");
    let recent = former_category(school).is_some();
    let day = if recent { term_day(&mut chance, 2011, 2012) } else { term_day(&mut chance, 2009, 2012) };
    let overall = grade_of(school);
    let category = if school.urn.is_multiple_of(3) { "0" } else { "" };
    Some(Inspection { day, grades: around(overall, &mut chance), category })
}

/// The inspection before that.
pub fn previous(school: &School) -> Option<Inspection> {
    let last = latest(school)?;
    let mut chance = Chance::of(school.urn, "previous inspection");
    if let Some(category) = former_category(school) {
        let day = tuesday(Day { year: last.day.year - 1, ..term_day(&mut chance, 2010, 2010) });
        let overall = if category == "NTI" { [4, 3, 3, 3, 4] } else { [4, 4, 4, 3, 4] };
        return Some(Inspection { day, grades: overall, category });
    }
    let day = tuesday(Day { year: last.day.year - 3, ..term_day(&mut chance, 2007, 2007) });
    let overall = match (grade_of(school), chance.between(0, 3)) {
        (1, 0) | (3, 0) => 2,
        (2, 0 | 1) => 3,
        (grade, _) => grade,
    };
    let category = if school.urn.is_multiple_of(4) { "0" } else { "" };
    Some(Inspection { day, grades: around(overall, &mut chance), category })
}

fn former_category(school: &School) -> Option<&'static str> {
    FORMER_CATEGORY.iter().find(|(urn, _)| *urn == school.story).map(|(_, category)| *category)
}

fn grade_of(school: &School) -> i64 {
    match school.standing {
        3.. => 1,
        1 | 2 => 2,
        _ => 3,
    }
}

/// Strand grades that go with an overall grade: behaviour is often one better, teaching is never better than overall.
fn around(overall: i64, chance: &mut Chance) -> Grades {
    let behaviour = if overall > 1 && chance.between(0, 2) == 0 { overall - 1 } else { overall };
    let leadership = if overall > 2 && chance.between(0, 2) == 0 { overall - 1 } else { overall };
    [overall, overall, overall, behaviour, leadership]
}

/// A Tuesday in term, in one of the years given; the last year ends with the summer.
fn term_day(chance: &mut Chance, from: i64, to: i64) -> Day {
    let year = u16::try_from(chance.between(from, to)).unwrap_or(2011);
    let cut_short = from < to && i64::from(year) == to;
    let months = if cut_short { [1, 2, 3, 5, 6] } else { [2, 3, 5, 10, 11] };
    let month = chance.one_of(&months).copied().unwrap_or(3);
    let day = u16::try_from(chance.between(8, 26)).unwrap_or(12);
    tuesday(Day { year, month, day })
}

/// The Tuesday on or before a day (after it, where the month begins), so that nobody is inspected on a Sunday.
fn tuesday(day: Day) -> Day {
    let (year, month) = if day.month < 3 { (day.year - 1, day.month + 12) } else { (day.year, day.month) };
    // Zeller's congruence: 0 is Saturday, 3 is Tuesday.
    let weekday = (day.day + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400) % 7;
    let since = (weekday + 4) % 7;
    Day { day: if day.day > since { day.day - since } else { day.day + 7 - since }, ..day }
}

/// What a school says of itself, and the partner's note of the visit.
pub struct SelfEvaluation {
    /// The grades, or none where the form has not come back.
    pub grades: Option<Grades>,
    /// The School Support Partner's note.
    pub note: String,
}

/// The summary profile of a school for 2011-12.
pub fn self_evaluation(school: &School) -> Result<SelfEvaluation, Trouble> {
    for mut line in lines(include_str!("../data/self_evaluation.txt")) {
        let urn: u32 = line.number("URN")?;
        let grades = line.text("grades")?;
        let note = line.text("note")?;
        if urn == school.story {
            return Ok(SelfEvaluation { grades: parse_grades(grades), note: note.to_owned() });
        }
    }
    let mut chance = Chance::of(school.urn, "self evaluation");
    let notes: &[&str] = match grade_of(school) {
        1 => &STRONG,
        2 => &SOUND,
        _ => &UNEVEN,
    };
    let note = chance.one_of(notes).copied().unwrap_or("").to_owned();
    Ok(SelfEvaluation { grades: Some(around(grade_of(school), &mut chance)), note })
}

fn parse_grades(text: &str) -> Option<Grades> {
    let mut digits = text.chars().map(|digit| digit.to_digit(10).map(i64::from));
    let mut next = || digits.next().flatten();
    Some([next()?, next()?, next()?, next()?, next()?])
}

const STRONG: [&str; 3] = [
    "Judgements are well evidenced. Staff ready to support other schools.",
    "Outstanding practice in early reading; happy to host visits.",
    "Agreed with all grades. Governors know the data well.",
];
const SOUND: [&str; 4] = [
    "Grades agreed. Next step: share of outstanding lessons.",
    "Secure good. Priority is the gap for pupils on free school meals.",
    "Self-evaluation is honest and shows where middle leaders need time.",
    "Agreed. Attendance of a few families to be followed up.",
];
const UNEVEN: [&str; 3] = [
    "Teaching varies between year groups; objectives set for mathematics.",
    "Achievement improving from a low base. Objectives in the development plan.",
    "Tracking now in place; too early to see it in results.",
];
