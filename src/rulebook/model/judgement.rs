//! Grades, the strands that they are given in, and how the working grade is found.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::rulebook::Span;
use crate::rulebook::expression::Condition;
use crate::rulebook::ids::{MeasureId, StrandId};

/// Grades and strands.
#[derive(Clone, Debug, Default)]
pub struct Judgements {
    /// grades, best first
    pub grades: Vec<Grade>,
    /// strands
    pub strands: Vec<Strand>,
    /// the strand that sums up the others
    pub overall: Option<StrandId>,
    /// how the working grade is found
    pub working: WorkingGrade,
    /// whether a person may decide another status than the rules', with a reason
    pub status_may_be_decided: bool,
    /// shown when grades of a strand differ: words with `{strand}`, `{self}`, `{inspected}`, `{indicated}`
    pub say_when_they_differ: Option<Arc<str>>,
    /// said after it as long as nobody agreed a grade: words with `{grade}`, the one worked with
    pub say_until_agreed: Option<Arc<str>>,
    /// said where the school's own grade waits: words with the same names as where grades differ
    pub say_while_own_waits: Option<Arc<str>>,
}

/// A grade.
#[derive(Clone, Debug)]
pub struct Grade {
    /// as written in cells
    pub id: Arc<str>,
    /// how it was written before
    pub formerly: Vec<Arc<str>>,
    /// as shown
    pub title: Arc<str>,
    /// its number in rules
    pub value: f64,
    /// titles since a day, oldest first
    pub frameworks: Vec<(NaiveDate, Arc<str>)>,
    /// name of its colours
    pub colour: Option<Arc<str>>,
    /// whether it is good or better
    pub good: bool,
    /// where it stands
    pub span: Span,
}

impl Grade {
    /// What the grade was called on a day.
    #[must_use]
    pub fn title_on(&self, day: Option<NaiveDate>) -> Arc<str> {
        let named = self.frameworks.iter().rev().find(|(from, _)| day.is_none_or(|day| *from <= day));
        named.map_or_else(|| Arc::clone(&self.title), |(_, title)| Arc::clone(title))
    }
}

impl Judgements {
    /// The place in the list of the grade with this name: as written in cells, or as it is or was called.
    #[must_use]
    pub fn grade_named(&self, text: &str) -> Option<usize> {
        let same = |name: &str| name.trim().to_lowercase() == text.trim().to_lowercase();
        let named = |grade: &Grade| {
            same(&grade.id)
                || grade.formerly.iter().any(|old| same(old))
                || same(&grade.title)
                || grade.frameworks.iter().any(|(_, title)| same(title))
        };
        self.grades.iter().position(named)
    }

    /// The grade with this number, and its place in the list.
    #[must_use]
    pub fn numbered(&self, value: f64) -> Option<(usize, &Grade)> {
        self.grades.iter().enumerate().find(|(_, grade)| same_number(grade.value, value))
    }

    /// The name of the grade with this number, where it is called otherwise: `D` for 4; none where it is 4.
    #[must_use]
    pub fn named_otherwise(&self, value: f64) -> Option<&Arc<str>> {
        let (_, grade) = self.numbered(value)?;
        (!grade.id.trim().parse().is_ok_and(|number: f64| same_number(number, value))).then_some(&grade.id)
    }

    /// The grade that someone means who types more than its name: `3.0`, `2 (good)`, `Grade 2`, the initials of what it
    /// is called. `word` is what grades are called altogether. Where two grades are named, or anything else is said
    /// besides, none is meant.
    #[must_use]
    pub fn grade_meant(&self, text: &str, word: &str) -> Option<usize> {
        if let Some(named) = self.grade_named(text) {
            return Some(named);
        }
        let text = text.trim().to_lowercase();
        // `2+` and `2-` are no grade 2
        let between = |letter: char| letter.is_whitespace() || "()[]-–—:,=.".contains(letter);
        let ends = |letter: Option<char>| letter.is_some_and(|c| c.is_alphanumeric() || "()[].".contains(c));
        if !ends(text.chars().next()) || !ends(text.chars().next_back()) {
            return None;
        }
        let parts = text.split(|letter| letter != '.' && between(letter)).map(|part| part.trim_matches('.'));
        let word = word.trim().to_lowercase();
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty() && *part != word).collect();
        let names = self.names();
        let mut meant = None;
        let mut rest = parts.as_slice();
        while !rest.is_empty() {
            let (grade, taken) = self.first_named(rest, &names)?;
            if meant.is_some_and(|meant| meant != grade) {
                return None;
            }
            meant = Some(grade);
            rest = rest.get(taken..)?;
        }
        meant
    }

    /// Everything that each grade is called, word by word, with initials that are one grade's alone.
    fn names(&self) -> Vec<(Vec<String>, usize)> {
        let words = |name: &str| name.to_lowercase().split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let mut names: Vec<(Vec<String>, usize)> = Vec::new();
        for (at, grade) in self.grades.iter().enumerate() {
            let titles = [&grade.id, &grade.title].into_iter().chain(grade.frameworks.iter().map(|(_, title)| title));
            names.extend(titles.map(|title| (words(title), at)));
        }
        let initials = |name: &[String]| name.iter().filter_map(|word| word.chars().next()).collect::<String>();
        let short: Vec<(String, usize)> =
            names.iter().filter(|(name, _)| name.len() > 1).map(|(name, at)| (initials(name), *at)).collect();
        let alone = |(name, at): &&(String, usize)| !short.iter().any(|(other, of)| other == name && of != at);
        names.extend(short.iter().filter(alone).map(|(name, at)| (vec![name.clone()], *at)));
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        names
    }

    /// The grade that a text begins with, and how many words name it.
    fn first_named(&self, parts: &[&str], names: &[(Vec<String>, usize)]) -> Option<(usize, usize)> {
        let begins = |(name, _): &&(Vec<String>, usize)| {
            name.len() <= parts.len() && name.iter().zip(parts).all(|(word, part)| word == part)
        };
        if let Some((name, grade)) = names.iter().filter(|(name, _)| !name.is_empty()).find(begins) {
            return Some((*grade, name.len()));
        }
        let number: f64 = parts.first()?.parse().ok()?;
        let grade = self.grades.iter().position(|grade| (grade.value - number).abs() < 1e-9)?;
        Some((grade, 1))
    }
}

/// A judgement strand.
#[derive(Clone, Debug)]
pub struct Strand {
    /// short name
    pub id: Arc<str>,
    /// as shown
    pub title: Arc<str>,
    /// for narrow columns
    pub short: Arc<str>,
    /// the measure of the school's own grade
    pub self_evaluated: Option<MeasureId>,
    /// the measure of the inspectors' grade
    pub inspected: Option<MeasureId>,
    /// where it stands
    pub span: Span,
}

/// How the working grade is found.
#[derive(Clone, Debug, Default)]
pub struct WorkingGrade {
    /// the worst known; otherwise the first known
    pub worst: bool,
    /// an inspection after the year judged stands before the school's own grade
    pub inspection_when_later: bool,
    /// an inspection with a worse grade stands before the school's own grade
    pub inspection_when_worse: bool,
    /// when the school's own grade is not worked with where the inspectors' is not known
    pub own_waits_when: Option<Condition>,
    /// among these, in order
    pub from: Vec<WorkingGradeFrom>,
}

/// Whose grade may be worked with, beside an agreed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkingGradeFrom {
    /// the school's own
    SelfEvaluated,
    /// the inspectors'
    Inspected,
    /// indicated by the rules
    Indicated,
}

/// Grades are few and far apart.
fn same_number(one: f64, two: f64) -> bool {
    (one - two).abs() < f64::EPSILON
}
