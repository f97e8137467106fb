//! Floors: a year with two, a year with none, a phase with none, a floor that runs out.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::bounds::{Bound, Demand, Subject, bounds, contradiction, sort_of_schools};
use crate::domain::{AcademicYear, YearBegins};
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::expression::{Of, YearOf};
use crate::rulebook::model::{Rule, RuleKind, Rulebook, Years};

/// How long before a year without a floor it is said.
pub(super) const DAYS_AHEAD: u64 = 60;

pub(super) fn warn(rulebook: &Rulebook, today: Option<NaiveDate>, out: &mut Vec<Diagnostic>) {
    let floors: Vec<&Rule> = rulebook.rules.iter().filter(|rule| matches!(rule.kind, RuleKind::Floor { .. })).collect();
    two_in_one_year(&floors, out);
    for family in families(&floors) {
        holes(&family, out);
        if let Some(today) = today {
            runs_out(&family, rulebook.year_begins, today, out);
        }
    }
    phases_without(rulebook, &floors, out);
}

/// The floors for each sort of schools, those for more schools among them, oldest first.
fn families<'r>(floors: &[&'r Rule]) -> Vec<Vec<&'r Rule>> {
    let sorts: BTreeSet<Vec<String>> = floors.iter().map(|floor| sort_of_schools(floor.applies.as_ref())).collect();
    let mut families: Vec<Vec<&Rule>> = Vec::new();
    for sort in sorts {
        let for_these =
            |floor: &&&Rule| sort_of_schools(floor.applies.as_ref()).iter().all(|demand| sort.contains(demand));
        let mut family: Vec<&Rule> = floors.iter().filter(for_these).copied().collect();
        family.sort_by_key(|floor| (floor.years.from, floor.years.to));
        families.push(family);
    }
    families
}

/// Two floors of which one is for all schools that the other is for.
fn two_in_one_year(floors: &[&Rule], out: &mut Vec<Diagnostic>) {
    for (at, one) in floors.iter().enumerate() {
        for two in floors.iter().skip(at + 1).filter(|two| one.years.overlap(&two.years)) {
            let (of_one, of_two) = (sort_of_schools(one.applies.as_ref()), sort_of_schools(two.applies.as_ref()));
            let within = |inner: &[String], outer: &[String]| outer.iter().all(|demand| inner.contains(demand));
            let same_schools = within(&of_one, &of_two) || within(&of_two, &of_one);
            let nearest = is_nearest(one, two, floors) && is_nearest(two, one, floors);
            let none = is_abolished(one) && is_abolished(two) || !nearest;
            if same_schools && !none && contradiction(&both(one, two)).is_none() {
                let message = format!(
                    "in {} the floors `{}` and `{}` are for the same schools",
                    common(one.years, two.years),
                    one.id,
                    two.id
                );
                out.push(
                    Diagnostic::warning(Code::Overlap, two.span.clone(), message)
                        .here(format!("in force {}", two.years))
                        .also(one.span.clone(), format!("in force {}", one.years))
                        .help("correct the `years` of one of them, or say in `applies when` which schools each is for"),
                );
            }
        }
    }
}

/// Whether a floor in force is held against that abolished one which is called most like it: those of all phases are for the
/// same schools, and the others are none of its business.
fn is_nearest(floor: &Rule, abolished: &Rule, floors: &[&Rule]) -> bool {
    let alike = |other: &Rule| floor.id.chars().zip(other.id.chars()).take_while(|(one, two)| one == two).count();
    let mut others = floors.iter().filter(|other| is_abolished(other) && other.years.overlap(&floor.years));
    is_abolished(floor) || !is_abolished(abolished) || others.all(|other| alike(other) <= alike(abolished))
}

fn is_abolished(floor: &Rule) -> bool {
    matches!(floor.kind, RuleKind::Floor { abolished: true, .. })
}

fn both(one: &Rule, two: &Rule) -> Vec<Bound> {
    [one, two].into_iter().filter_map(|rule| rule.applies.as_ref()).flat_map(bounds).collect()
}

fn common(one: Years, two: Years) -> Years {
    let earlier = |a: Option<AcademicYear>, b: Option<AcademicYear>| match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    Years { from: one.from.max(two.from), to: earlier(one.to, two.to) }
}

/// Years between two floors for the same schools in which there is none.
fn holes(family: &[&Rule], out: &mut Vec<Diagnostic>) {
    let mut covered: Option<(&Rule, AcademicYear)> = None;
    for floor in family {
        if let (Some((before, last)), Some(from)) = (covered, floor.years.from)
            && last.next() < from
        {
            let missing = Years { from: Some(last.next()), to: Some(from.before(1)) };
            let message = format!("there is no floor for {missing}, between `{}` and `{}`", before.id, floor.id);
            out.push(
                Diagnostic::warning(Code::Gap, floor.span.clone(), message)
                    .here(format!("in force {}", floor.years))
                    .also(before.span.clone(), format!("in force {}", before.years))
                    .help("add a floor for it, with `abolished: true` where there was none, or correct the `years`"),
            );
        }
        let Some(to) = floor.years.to else { return };
        covered = Some(covered.filter(|(_, last)| *last >= to).unwrap_or((floor, to)));
    }
}

/// No floor for the year that begins soon, or has begun.
fn runs_out(family: &[&Rule], years: YearBegins, today: NaiveDate, out: &mut Vec<Diagnostic>) {
    let latest = family.iter().max_by_key(|floor| floor.years.to.map_or(i32::MAX, AcademicYear::start));
    let Some((floor, last)) = latest.and_then(|floor| Some((floor, floor.years.to?))) else { return };
    let Some(soon) = today.checked_add_days(Days::new(DAYS_AHEAD)).and_then(|day| years.year_of(day)) else { return };
    if soon <= last {
        return;
    }
    let message = format!("the floor `{}` runs out: there is none for {}", floor.id, last.next());
    let begins = years.first_day(last.next());
    let verb = if begins <= today { "began" } else { "begins" };
    out.push(
        Diagnostic::warning(Code::Gap, floor.span.clone(), message).here(format!("in force {}", floor.years)).help(
            format!(
                "that year {verb} on {}; copy this floor, give the copy the new year and its numbers",
                begins.format("%-d %B %Y")
            ),
        ),
    );
}

/// `a or b`, in backticks.
fn either(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ")
}

/// Phases that no floor is ever for, where floors say for which phase they are.
fn phases_without(rulebook: &Rulebook, floors: &[&Rule], out: &mut Vec<Diagnostic>) {
    let Some((phase, measure)) = rulebook.measure_named("phase") else { return };
    let of_phase = |bound: &Bound| match &bound.subject {
        Subject::Read(read) => read.measure == phase && read.of == Of::Subject && read.year == YearOf::Judged,
        Subject::Change(..) | Subject::Known(_) | Subject::Derived(_) => false,
    };
    let mut named = Vec::new();
    for floor in floors {
        let bounds = floor.applies.as_ref().map(bounds).unwrap_or_default();
        let words = bounds.iter().filter(|bound| of_phase(bound)).find_map(|bound| match &bound.demand {
            Demand::Words(words) => Some(words.clone()),
            _ => None,
        });
        match words {
            Some(words) => named.extend(words),
            // a floor that does not ask for the phase may be for any
            None => return,
        }
    }
    let without: Vec<&str> = measure
        .categories
        .iter()
        .map(|category| &*category.id)
        .filter(|id| !named.iter().any(|name| **name == **id))
        .collect();
    if !without.is_empty() && !floors.is_empty() {
        let message = format!("no floor is ever for schools whose phase is {}", either(&without));
        out.push(Diagnostic::note(Code::Gap, measure.span.clone(), message));
    }
}
