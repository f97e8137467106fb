//! The grades of a school, strand by strand.

use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;

use super::school_facts::SchoolFacts;
use super::state::{State, known, missing};
use super::{GradeEvidence, GradeSource, Outcome, StrandGrades};
use crate::domain::{AcademicYear, Missing, Truth, Value};
use crate::rulebook::expression::{DerivedValue, Facts, GradeKind, Read, Reading, What, YearOf, leaves};
use crate::rulebook::ids::{MeasureId, RuleId, StrandId};
use crate::rulebook::model::{Judgements, RuleKind, WorkingGradeFrom};

/// The answer to `grade.<strand>` and its kin: the grade's number in rules.
pub(super) fn derived(facts: &SchoolFacts<'_>, state: &State, kind: GradeKind, strand: StrandId) -> DerivedValue {
    let judgements = &facts.world.rulebook.judgements;
    let value = |grade: u8| judgements.grades.get(usize::from(grade)).map(|grade| grade.value);
    if kind == GradeKind::Working {
        return match working(facts, state, strand).and_then(|(grade, _)| value(grade)) {
            Some(number) => known(Value::Number(number)),
            None => missing("no grade is known for the strand".to_owned()),
        };
    }
    let evidence = evidence(facts, state, kind, strand);
    let mut answer = match &evidence.grade {
        Ok(grade) => known(Value::Number(value(*grade).unwrap_or_default())),
        Err(why) => DerivedValue { value: Err(why.clone()), between: None, place: None },
    };
    answer.place = evidence.place;
    let unsure = || evidence.unsure.iter().filter_map(|rule| indicates(facts, *rule));
    if let (Ok(grade), Some(best), Some(worst)) = (&evidence.grade, unsure().min(), unsure().max()) {
        let another = if worst > *grade { "a worse" } else { "a better" };
        answer.value =
            Err(Missing::CannotCompute(format!("a rule that would indicate {another} grade cannot say").into()));
        let ends = value(best.min(*grade)).zip(value(worst.max(*grade)));
        answer.between = ends.map(|(one, other)| (one.min(other), one.max(other)));
    }
    answer
}

/// All grades of a school.
pub(super) fn grades(facts: &SchoolFacts<'_>, state: &State) -> Vec<StrandGrades> {
    let strands = facts.world.rulebook.judgements.strands.iter().zip(0_u8..);
    strands.map(|(_, number)| strand_grades(facts, state, StrandId(number))).collect()
}

fn strand_grades(facts: &SchoolFacts<'_>, state: &State, strand: StrandId) -> StrandGrades {
    let of = |kind| evidence(facts, state, kind, strand);
    let mut grades = StrandGrades {
        strand,
        self_evaluated: of(GradeKind::SelfEvaluated),
        inspected: of(GradeKind::Inspected),
        indicated: of(GradeKind::Indicated),
        agreed: of(GradeKind::Agreed),
        working: working(facts, state, strand),
        differ: None,
    };
    let own_stands = grades.agreed.grade.is_err() && grades.self_evaluated.grade.is_ok();
    let waits = own_stands && own_waits(facts, state, strand);
    grades.differ = differ(facts, &grades, waits);
    grades
}

fn evidence(facts: &SchoolFacts<'_>, state: &State, kind: GradeKind, strand: StrandId) -> GradeEvidence {
    let rule = facts.world.rulebook.strand(strand);
    match kind {
        GradeKind::SelfEvaluated => given(facts, rule.and_then(|strand| strand.self_evaluated)),
        GradeKind::Inspected => given(facts, rule.and_then(|strand| strand.inspected)),
        GradeKind::Indicated | GradeKind::Working => indicated(facts, state, strand),
        GradeKind::Agreed => agreed(facts, strand),
    }
}

/// Why most grades are not there: said of every strand of every school, so each is made once.
static NOT_AGREED: LazyLock<Arc<str>> = LazyLock::new(|| "no grade has been agreed".into());
static NOT_INDICATED: LazyLock<Arc<str>> = LazyLock::new(|| "no rule indicates a grade".into());
static CANNOT_INDICATE: LazyLock<Arc<str>> = LazyLock::new(|| "the rules that would indicate one cannot say".into());

fn none(why: Missing) -> GradeEvidence {
    GradeEvidence { grade: Err(why), title: None, day: None, place: None, rules: Vec::new(), unsure: Vec::new() }
}

/// A grade that a workbook gives, itself or through a computed measure.
fn given(facts: &SchoolFacts<'_>, measure: Option<MeasureId>) -> GradeEvidence {
    let Some(measure) = measure else { return none(Missing::NoColumn) };
    let reading = facts.read(&Read::own(measure));
    let judgements = &facts.world.rulebook.judgements;
    let grade = reading
        .value
        .clone()
        .and_then(|value| grade_of(judgements, &value).ok_or_else(|| Missing::NotUnderstood(value.to_string().into())));
    // one that says no day is called what it is called on the stated one
    let leaf = known_leaf(facts, reading);
    let day = leaf.as_ref().and_then(|leaf| day_of(facts, leaf));
    let called = day.or(Some(facts.world.date));
    let title = grade.as_ref().ok().and_then(|g| judgements.grades.get(usize::from(*g))).map(|g| g.title_on(called));
    let place = leaf.and_then(|leaf| leaf.place);
    GradeEvidence { grade, title, day, place, rules: Vec::new(), unsure: Vec::new() }
}

/// The cell that a grade came from; where there is none, the first that was looked at.
fn known_leaf(facts: &SchoolFacts<'_>, reading: Reading) -> Option<Reading> {
    let mut leaves = leaves(facts, reading);
    let known = leaves.iter().position(|leaf| leaf.value.is_ok()).unwrap_or(0);
    (known < leaves.len()).then(|| leaves.swap_remove(known))
}

/// The day on which a grade was given, where its workbook says one.
fn day_of(facts: &SchoolFacts<'_>, leaf: &Reading) -> Option<NaiveDate> {
    match leaf.what {
        What::Measure { measure, year, .. } => dated(facts, measure, year),
        _ => None,
    }
}

/// The place of the grade that a value means.
pub(super) fn grade_of(judgements: &Judgements, value: &Value) -> Option<u8> {
    let at = match value {
        Value::Number(number) => judgements.grades.iter().position(|grade| (grade.value - number).abs() < 1e-9),
        Value::Text(text) => judgements.grade_named(text),
        Value::Flag(_) | Value::Date(_) => None,
    };
    u8::try_from(at?).ok()
}

/// The day a dated measure's value was given: tells the framework's words.
fn dated(facts: &SchoolFacts<'_>, measure: MeasureId, year: AcademicYear) -> Option<NaiveDate> {
    let by = facts.world.rulebook.measure(measure)?.dated_by?;
    let year = if year == facts.year { YearOf::Judged } else { YearOf::Now };
    match facts.value(&Read { year, ..Read::own(by) }) {
        Ok(Value::Date(day)) => Some(day),
        _ => None,
    }
}

fn indicates(facts: &SchoolFacts<'_>, rule: RuleId) -> Option<u8> {
    match facts.world.rulebook.rule(rule)?.kind {
        RuleKind::Indication { grade, .. } => Some(grade),
        _ => None,
    }
}

/// The grade that rules indicate, with every rule that does: the worst of those that are not good, and where there is
/// none, the best of the good ones. Who meets the rule of outstanding meets that of good as well.
fn indicated(facts: &SchoolFacts<'_>, state: &State, strand: StrandId) -> GradeEvidence {
    let judgements = &facts.world.rulebook.judgements;
    let all = facts.world.rulebook.numbered_rules();
    let rules: Vec<(RuleId, u8)> = all
        .filter_map(|(id, rule)| match rule.kind {
            RuleKind::Indication { strand: of, grade } if of == strand => Some((id, grade)),
            _ => None,
        })
        .collect();
    let with = |outcome| rules.iter().filter(move |(id, _)| state.outcome(*id) == Some(outcome)).copied();
    let is_good = |grade: u8| judgements.grades.get(usize::from(grade)).is_some_and(|grade| grade.good);
    let concern = with(Outcome::Holds).map(|(_, grade)| grade).filter(|grade| !is_good(*grade)).max();
    let indicated = concern.or_else(|| with(Outcome::Holds).map(|(_, grade)| grade).min());
    let would_change = |grade: u8| match indicated {
        None => true,
        Some(known) if is_good(known) => !is_good(grade) || grade < known,
        Some(known) => !is_good(grade) && grade > known,
    };
    let unsure: Vec<RuleId> =
        with(Outcome::CannotSay).filter(|(_, grade)| would_change(*grade)).map(|(id, _)| id).collect();
    let Some(indicated) = indicated else {
        let why = if unsure.is_empty() { &NOT_INDICATED } else { &CANNOT_INDICATE };
        return GradeEvidence { unsure, ..none(Missing::CannotCompute(Arc::clone(why))) };
    };
    GradeEvidence {
        grade: Ok(indicated),
        title: judgements.grades.get(usize::from(indicated)).map(|grade| grade.title_on(Some(facts.world.date))),
        day: None,
        place: None,
        rules: with(Outcome::Holds).filter(|(_, grade)| *grade == indicated).map(|(id, _)| id).collect(),
        unsure,
    }
}

/// The grade that a person decided, as it is written.
fn decided<'a>(facts: &SchoolFacts<'a>, strand: StrandId) -> Option<&'a Arc<str>> {
    let (school, strand) = (facts.record()?, facts.world.rulebook.strand(strand)?);
    let key = (school.identity.key.clone(), Arc::clone(&strand.id));
    facts.world.decisions.grades.get(&key).map(|decided| &decided.grade)
}

fn agreed(facts: &SchoolFacts<'_>, strand: StrandId) -> GradeEvidence {
    let Some(decided) = decided(facts, strand) else {
        return none(Missing::CannotCompute(Arc::clone(&NOT_AGREED)));
    };
    let judgements = &facts.world.rulebook.judgements;
    match grade_of(judgements, &Value::Text(Arc::clone(decided))) {
        None => none(Missing::NotUnderstood(Arc::clone(decided))),
        Some(grade) => {
            let title = judgements.grades.get(usize::from(grade)).map(|g| g.title_on(Some(facts.world.date)));
            GradeEvidence { grade: Ok(grade), title, day: None, place: None, rules: Vec::new(), unsure: Vec::new() }
        }
    }
}

/// The agreed grade; without one, the worst or the first of those that the rulebook names.
fn working(facts: &SchoolFacts<'_>, state: &State, strand: StrandId) -> Option<(u8, GradeSource)> {
    let judgements = &facts.world.rulebook.judgements;
    let agreed = decided(facts, strand).and_then(|grade| grade_of(judgements, &Value::Text(Arc::clone(grade))));
    if let Some(grade) = agreed {
        return Some((grade, GradeSource::Agreed));
    }
    let rule = &facts.world.rulebook.judgements.working;
    let known = rule.from.iter().filter_map(|from| {
        let (kind, source) = match from {
            WorkingGradeFrom::SelfEvaluated => (GradeKind::SelfEvaluated, GradeSource::SelfEvaluated),
            WorkingGradeFrom::Inspected => (GradeKind::Inspected, GradeSource::Inspected),
            WorkingGradeFrom::Indicated => (GradeKind::Indicated, GradeSource::Indicated),
        };
        grade_alone(facts, state, kind, strand).map(|grade| (grade, source))
    });
    let known: Vec<_> = known.collect();
    // of equally bad ones, the first named by the rulebook
    let taken = |known: &[(u8, GradeSource)]| match rule.worst {
        true => known.iter().rev().max_by_key(|(grade, _)| *grade).copied(),
        false => known.first().copied(),
    };
    let first = taken(&known)?;
    if first.1 == GradeSource::SelfEvaluated && own_waits(facts, state, strand) {
        let others: Vec<_> = known.into_iter().filter(|(_, source)| *source != GradeSource::SelfEvaluated).collect();
        return taken(&others);
    }
    Some(inspection_instead(facts, state, strand, first).unwrap_or(first))
}

/// Whether the school's own grade is not worked with: the inspectors' is not known, and the rulebook says that it waits then.
fn own_waits(facts: &SchoolFacts<'_>, state: &State, strand: StrandId) -> bool {
    let rule = &facts.world.rulebook.judgements.working;
    let holds = rule.own_waits_when.as_ref().is_some_and(|when| when.evaluate(facts).truth == Truth::Holds);
    holds && grade_alone(facts, state, GradeKind::Inspected, strand).is_none()
}

/// A grade without what it rests on, which takes much longer to find out.
fn grade_alone(facts: &SchoolFacts<'_>, state: &State, kind: GradeKind, strand: StrandId) -> Option<u8> {
    let rule = facts.world.rulebook.strand(strand);
    let given = match kind {
        GradeKind::SelfEvaluated => rule.and_then(|strand| strand.self_evaluated),
        GradeKind::Inspected => rule.and_then(|strand| strand.inspected),
        _ => return evidence(facts, state, kind, strand).grade.ok(),
    };
    grade_of(&facts.world.rulebook.judgements, &facts.value(&Read::own(given?)).ok()?)
}

/// The inspectors' grade, where the school's own may not set it aside.
fn inspection_instead(
    facts: &SchoolFacts<'_>,
    state: &State,
    strand: StrandId,
    (own_grade, source): (u8, GradeSource),
) -> Option<(u8, GradeSource)> {
    let rule = &facts.world.rulebook.judgements.working;
    if source != GradeSource::SelfEvaluated || !(rule.inspection_when_later || rule.inspection_when_worse) {
        return None;
    }
    let inspected = grade_alone(facts, state, GradeKind::Inspected, strand)?;
    let worse = rule.inspection_when_worse && inspected > own_grade;
    let later = || {
        let day_of = |kind| evidence(facts, state, kind, strand).day;
        let (day, own_day) = (day_of(GradeKind::Inspected), day_of(GradeKind::SelfEvaluated));
        // a self-evaluation without a day is of the year judged, to its end
        day > own_day.or(Some(facts.world.rulebook.year_begins.last_day(facts.year)))
    };
    (worse || rule.inspection_when_later && later()).then_some((inspected, GradeSource::Inspected))
}

/// The rulebook's prompt where the grades of a strand differ, and which is worked with as long as nobody agreed one.
fn differ(facts: &SchoolFacts<'_>, grades: &StrandGrades, own_waits: bool) -> Option<String> {
    let three = [&grades.self_evaluated, &grades.inspected, &grades.indicated];
    let known: Vec<u8> = three.iter().filter_map(|evidence| evidence.grade.as_ref().ok().copied()).collect();
    let judgements = &facts.world.rulebook.judgements;
    let waiting = judgements.say_while_own_waits.as_deref().filter(|_| own_waits);
    if waiting.is_none() && known.iter().all(|grade| known.first() == Some(grade)) {
        return None;
    }
    let words = |evidence: &GradeEvidence| {
        let title = evidence.title.as_deref().unwrap_or("not known").to_owned();
        let id = evidence.grade.as_ref().ok().and_then(|g| judgements.grades.get(usize::from(*g)));
        let day = evidence.day.map_or_else(String::new, |day| format!(", {}", Value::Date(day)));
        id.map_or(title.clone(), |grade| format!("{} ({title}{day})", grade.id))
    };
    let strand = facts.world.rulebook.strand(grades.strand)?;
    let said = waiting.or(judgements.say_when_they_differ.as_deref())?;
    let worked_with = grades.working.filter(|(_, source)| *source != GradeSource::Agreed);
    let worked_with = worked_with.and_then(|(grade, _)| judgements.grades.get(usize::from(grade)));
    let until = worked_with.zip(judgements.say_until_agreed.as_deref());
    let until = until.map(|(grade, say)| format!(" {}", say.replace("{grade}", &grade.id))).unwrap_or_default();
    let said = said
        .replace("{strand}", &strand.title)
        .replace("{self}", &words(&grades.self_evaluated))
        .replace("{inspected}", &words(&grades.inspected))
        .replace("{indicated}", &words(&grades.indicated));
    Some(format!("{said}{until}"))
}
