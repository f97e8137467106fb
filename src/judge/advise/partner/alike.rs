//! In what two schools are alike, or near each other: the points it is worth, and how it is told.

use crate::domain::Value;
use crate::judge::evaluate::Views;
use crate::rulebook::expression::Read;
use crate::rulebook::model::{Alike, Rulebook};

/// What counts, with the figures of every school.
pub(super) struct Likeness<'a> {
    rulebook: &'a Rulebook,
    views: &'a Views<'a>,
    /// in the order of the schools; `None` where one of the figures is not known
    known: Vec<(&'a Alike, Vec<Option<Vec<Value>>>)>,
}

impl<'a> Likeness<'a> {
    /// Of what no school has, such as where it lies, nothing is said.
    pub fn new(rulebook: &'a Rulebook, views: &'a Views<'a>) -> Self {
        let all = rulebook.partnering.iter().flat_map(|partnering| &partnering.alike);
        let figures = |alike: &'a Alike| {
            let of =
                |school| alike.measures.iter().map(|measure| views.value(school, &Read::own(*measure)).ok()).collect();
            (alike, (0..views.len()).map(of).collect::<Vec<_>>())
        };
        let known = all.map(figures).filter(|(_, schools)| schools.iter().any(Option::is_some)).collect();
        Self { rulebook, views, known }
    }

    /// What it is worth that two schools are as alike as they are; what is not known is worth nothing.
    pub fn points(&self, one: usize, other: usize) -> f64 {
        let worth = |(alike, schools): &(&Alike, Vec<Option<Vec<Value>>>)| {
            let Some((one, other)) = pair(schools, one, other) else { return 0.0 };
            match (apart(alike, one, other), alike.none_from) {
                (Some(apart), Some(from)) => alike.points * (1.0 - apart / from).max(0.0),
                (Some(apart), None) if apart > 0.0 => 0.0,
                (None, _) if one != other => 0.0,
                _ => alike.points,
            }
        };
        self.known.iter().map(worth).sum()
    }

    /// What is told of each: the figures of both, or how far they are apart.
    pub fn told(&self, partner: usize, school: usize) -> Vec<String> {
        let tell = |(alike, schools): &(&Alike, Vec<Option<Vec<Value>>>)| {
            let title = ("{title}", alike.title.to_string());
            let Some((theirs, own)) = pair(schools, partner, school) else {
                return fill(self.rulebook.words("advice.partner.unknown"), &[title]);
            };
            let usual = if alike.measures.len() > 1 { "advice.partner.apart" } else { "advice.partner.alike" };
            let say = alike.say.as_deref().unwrap_or_else(|| self.rulebook.words(usual));
            let figure = |values: &[Value]| match (alike.measures.first(), values.first()) {
                (Some(measure), Some(value)) => self.views.said(*measure, value),
                _ => String::new(),
            };
            let apart = apart(alike, theirs, own).map_or_else(String::new, |apart| tenths(apart).to_string());
            fill(say, &[title, ("{theirs}", figure(theirs)), ("{own}", figure(own)), ("{difference}", apart)])
        };
        self.known.iter().map(tell).collect()
    }
}

fn pair(schools: &[Option<Vec<Value>>], one: usize, other: usize) -> Option<(&[Value], &[Value])> {
    Some((schools.get(one)?.as_deref()?, schools.get(other)?.as_deref()?))
}

/// How far two schools are apart in numbers: as the crow flies, where there are several.
fn apart(alike: &Alike, one: &[Value], other: &[Value]) -> Option<f64> {
    let squares = one.iter().zip(other).try_fold(0.0, |sum, (one, other)| {
        let apart = one.number()? - other.number()?;
        Some(sum + apart * apart)
    });
    Some(f64::sqrt(squares?) / alike.per)
}

fn tenths(number: f64) -> f64 {
    crate::domain::rounded(number, 1)
}

fn fill(say: &str, with: &[(&str, String)]) -> String {
    with.iter().fold(say.to_owned(), |said, (name, words)| said.replace(name, words))
}
