//! What plans are to reach: proposed from the figures that called for one, and how far figures have come to what was typed.

use std::collections::BTreeSet;

use chrono::{Datelike, Months, NaiveDate};

use super::book::long_day;
use super::context::{Context, SchoolRow, amount, decimals};
use super::margin::Reckoned;
use crate::domain::{AcademicYear, Value};
use crate::intake::day_typed;
use crate::judge::advise::{PlanLife, TriggerAdvice};
use crate::judge::decided::{Decision, DecisionKey};
use crate::judge::evaluate::{Finding, Outcome};
use crate::rulebook::expression::{Of, Read, YearOf};
use crate::rulebook::ids::{GroupId, MeasureId};
use crate::rulebook::model::{Better, Measure, Rule, RuleKind, Rulebook, Targets, Tone, Unit};

/// What is said of the target of a plan: how far figures have come, or what it might be where none was typed.
pub(crate) fn in_words(context: &Context<'_>, row: SchoolRow<'_>, plan: &TriggerAdvice) -> Vec<String> {
    let Some(life) = plan.life.as_ref().filter(|life| life.ended.is_none()) else { return Vec::new() };
    let key = DecisionKey { school: row.school.identity.key.clone(), about: plan.id.clone() };
    let typed = |decision: &Decision| decision.target.as_ref().map(ToString::to_string);
    match context.inputs.decisions.decisions.get(&key).and_then(typed) {
        Some(typed) => followed(context, row, life, &typed),
        None => proposed(context, row, plan),
    }
}

/// Lines that figures of the plan's strand are on the wrong side of, as what it might reach.
fn proposed(context: &Context<'_>, row: SchoolRow<'_>, plan: &TriggerAdvice) -> Vec<String> {
    let targets = context.rulebook().plans.as_ref().and_then(|plans| plans.targets.as_ref());
    let (Some(targets), true) = (targets, super::lives::is_called_for(plan)) else { return Vec::new() };
    let by = month(targets, context.inputs.evaluation.date);
    let mut met: Vec<(MeasureId, GroupId)> = Vec::new();
    let mut said = Vec::new();
    let calling =
        context.findings(row).filter(|(rule, finding)| calls(rule, plan) && finding.outcome == Outcome::Holds);
    for (measure, group, reckoned) in calling.filter_map(|(_, finding)| figure(context, finding)) {
        if said.len() < targets.at_most && !met.contains(&(measure, group)) {
            met.push((measure, group));
            said.push(proposal(context, (measure, group), &reckoned, &by));
        }
    }
    said
}

/// Whether a rule, where it holds, is a reason for a plan.
fn calls(rule: &Rule, plan: &TriggerAdvice) -> bool {
    match rule.kind {
        RuleKind::Floor { strand, .. } => plan.strand.is_none() || strand == plan.strand,
        RuleKind::Indication { strand, grade } => Some(strand) == plan.strand && Some(grade) >= plan.grade,
        RuleKind::Watch { tone: Tone::Concern, strand, .. } => strand.is_some() && strand == plan.strand,
        _ => false,
    }
}

/// The first figure of the year judged that is on the wrong side of its line.
fn figure<'a>(context: &Context<'a>, finding: &Finding<'_>) -> Option<(MeasureId, GroupId, Reckoned<'a>)> {
    finding.tests.iter().find_map(|test| {
        let reckoned = Reckoned::of(context, finding, test)?;
        let reading = finding.readings.get(reckoned.at?)?;
        let id = reading.measure?;
        let measure = context.rulebook().measure(id)?;
        let of_the_year = reading.year.is_none_or(|year| year == context.inputs.evaluation.year);
        let improves = match measure.better {
            Better::Higher => reckoned.margin < 0.0,
            Better::Lower => reckoned.margin > 0.0,
            Better::Neither => false,
        };
        (of_the_year && improves && measure.unit != Unit::Pupils).then_some((id, reading.group, reckoned))
    })
}

/// `Proposed: 60% in … by July 2013; now 52%, 3 more pupils.`
fn proposal(context: &Context<'_>, of: (MeasureId, GroupId), reckoned: &Reckoned<'_>, by: &str) -> String {
    let words = context.words;
    let [value, line] = reckoned.amounts();
    let pupils = reckoned.pupils.filter(|pupils| *pupils != 0.0).map_or_else(String::new, |pupils| {
        let name = if reckoned.margin < 0.0 { "plan.proposed.more" } else { "plan.proposed.fewer" };
        words.fill(name, &[("n", pupils.abs().to_string())])
    });
    let with = [
        ("measure", titled(context.rulebook(), of)),
        ("target", line),
        ("by", by.to_owned()),
        ("value", value),
        ("pupils", pupils),
    ];
    words.fill("plan.proposed", &with)
}

/// What a figure is called: its measure, and its group unless that is all pupils.
pub(super) fn titled(rulebook: &Rulebook, (measure, group): (MeasureId, GroupId)) -> String {
    let title = rulebook.measure(measure).map_or("", |measure| &measure.title);
    match rulebook.group(group).filter(|_| group != GroupId::ALL) {
        Some(group) => format!("{title}, {}", group.title),
        None => title.to_owned(),
    }
}

/// The month by which a target is set from a day on: `July 2013`.
fn month(targets: &Targets, date: NaiveDate) -> String {
    let year = date.year() + i32::from(date.month() > targets.by_month);
    let month = NaiveDate::from_ymd_opt(year, targets.by_month, 1);
    month.map_or_else(String::new, |day| day.format("%B %Y").to_string())
}

/// How far figures have come to a target and to each milestone on the way to it: `…: 54% of 60%, was 52%.`
fn followed(context: &Context<'_>, row: SchoolRow<'_>, life: &PlanLife, typed: &str) -> Vec<String> {
    let steps = steps(context.rulebook(), typed);
    let told: Vec<String> = steps.iter().filter_map(|step| one(context, row, life, step)).collect();
    // one target may run over several lines
    if told.is_empty() { one(context, row, life, typed).into_iter().collect() } else { told }
}

/// A target and its milestones, a line for each or parted by semicolons. One that is no more than a number and a day is of
/// the figure named last before it, or of the only one that is named at all.
fn steps(rulebook: &Rulebook, typed: &str) -> Vec<String> {
    let steps = || typed.split(['\n', ';']).map(str::trim).filter(|step| !step.is_empty());
    let title = |step: &str| named(rulebook, step).map(|(_, measure, _)| &*measure.title);
    let titles: BTreeSet<&str> = steps().filter_map(title).collect();
    let mut of = titles.first().copied().filter(|_| titles.len() == 1);
    let full = |step: &str| {
        of = title(step).or(of);
        match of {
            Some(title) if is_bare(step) => format!("{title}: {step}"),
            _ => step.to_owned(),
        }
    };
    steps().map(full).collect()
}

/// Whether a text is a number with a day at most: `36%`, `45 by July 2013`.
fn is_bare(step: &str) -> bool {
    let step = step.to_lowercase();
    let (first, day) = step.split_once(" by ").unwrap_or((&step, ""));
    number(first).is_some() && (day.is_empty() || last_day(&step).is_some())
}

/// The day by which a step is to be reached, of a month the last one; it ends where something else begins: `by 31 July 2013:
/// met the standard`.
fn last_day(step: &str) -> Option<NaiveDate> {
    let step = step.to_lowercase();
    let words: Vec<&str> = step.split_whitespace().filter(|word| !matches!(*word, "the" | "of")).collect();
    let at = words.iter().rposition(|word| *word == "by")?;
    let behind: Vec<&str> = words.iter().skip(at + 1).map(|word| word.trim_end_matches([':', ';', ',', '.'])).collect();
    (1..=3).rev().find_map(|many| {
        let day = behind.get(..many)?.join(" ");
        let of_month = || day_typed(&format!("1 {day}"))?.checked_add_months(Months::new(1))?.pred_opt();
        of_month().or_else(|| day_typed(&day))
    })
}

/// How far a figure has come to a step that names it; of one that was not reached by its day, that too.
fn one(context: &Context<'_>, row: SchoolRow<'_>, life: &PlanLife, typed: &str) -> Option<String> {
    let (id, measure, target) = understood(context.rulebook(), typed)?;
    let now = context.inputs.values.value(row.at, id)?.ok()?.number()?;
    let say = |number: f64| amount(number, decimals(number, Some(measure)), Some(measure));
    let was = figure_at_its_beginning(context, row, life, id).filter(|was| (was - now).abs() > 1e-9);
    let mut with = vec![("measure", measure.title.to_string()), ("now", say(now)), ("target", say(target))];
    let reached = match measure.better {
        Better::Lower => now <= target,
        Better::Higher | Better::Neither => now >= target,
    };
    let words = context.words;
    let said = match was {
        Some(was) => {
            with.push(("was", say(was)));
            words.fill("plan.target-was", &with)
        }
        None => words.fill("plan.target-now", &with),
    };
    let passed = last_day(typed).filter(|day| *day < context.inputs.evaluation.date);
    Some(match (reached, passed) {
        (true, _) => format!("{said} {}", words.say("plan.target-reached")),
        (false, Some(day)) => format!("{said} {}", words.fill("plan.target-passed", &[("day", long_day(day))])),
        (false, None) => said,
    })
}

/// The figure that was known when a plan began: of the year before that one.
fn figure_at_its_beginning(
    context: &Context<'_>,
    row: SchoolRow<'_>,
    life: &PlanLife,
    measure: MeasureId,
) -> Option<f64> {
    let year: AcademicYear = context.rulebook().year_begins.year_of(life.begun?)?.before(1);
    let read = Read { measure, group: GroupId::ALL, year: YearOf::At(year), of: Of::Subject };
    context.inputs.values.read(row.at, &read)?.as_ref().ok().and_then(Value::number)
}

/// The measure that a target names by its title, and that title as it stands there.
fn named<'r>(rulebook: &'r Rulebook, typed: &str) -> Option<(MeasureId, &'r Measure, String)> {
    let typed = typed.to_lowercase();
    let named = rulebook.measures.iter().zip(0_u16..).filter_map(|(measure, number)| {
        let title = measure.title.trim().to_lowercase();
        let number_of = !matches!(measure.unit, Unit::Words | Unit::YesNo | Unit::Date);
        (number_of && !title.is_empty() && typed.contains(&title)).then_some((MeasureId(number), measure, title))
    });
    // a title may stand in a longer one
    named.max_by_key(|(_, _, title)| title.len())
}

/// The measure that a target names, and the number it sets.
fn understood<'r>(rulebook: &'r Rulebook, typed: &str) -> Option<(MeasureId, &'r Measure, f64)> {
    let (id, measure, title) = named(rulebook, typed)?;
    let rest = typed.to_lowercase().replacen(&title, " ", 1);
    let words = rest.split(|letter: char| letter.is_whitespace() || ",;:".contains(letter));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let numbers = words.iter().enumerate().filter(|(at, _)| !is_part_of_a_day(&words, *at)).map(|(_, word)| *word);
    let numbers: Vec<(bool, f64)> = numbers.filter_map(number).collect();
    let any_percent = numbers.iter().any(|(percent, _)| *percent);
    let mut numbers = numbers.into_iter().filter(|(percent, _)| *percent || !any_percent).map(|(_, number)| number);
    let first = numbers.next()?;
    // which of two numbers is meant cannot be told
    numbers.all(|other| other == first).then_some((id, measure, first))
}

/// Whether a word is a day or a year of the day by which a target is set: `31` and `July`, `31st of July`, `2013`.
fn is_part_of_a_day(words: &[&str], at: usize) -> bool {
    let Some(word) = words.get(at) else { return false };
    let is_month = |beside: &&&str| beside.starts_with(|letter: char| letter.is_alphabetic());
    let mut after = words.iter().skip(at + 1).filter(|word| **word != "of");
    let after = after.next().filter(is_month).map(|month| format!("{word} {month} 2000"));
    let before = at.checked_sub(1).and_then(|at| words.get(at)).filter(is_month);
    let before = before.map(|month| format!("{month} {word} 2000"));
    is_year(word) || after.into_iter().chain(before).any(|day| day_typed(&day).is_some())
}

/// A number, and whether it is of a hundred; none where letters hang on it: `KS2`, `31st`.
fn number(word: &str) -> Option<(bool, f64)> {
    let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '-');
    Some((word.contains('%'), bare.parse().ok().filter(|number: &f64| number.is_finite())?))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::{RuleSource, load};

    fn understands(typed: &str) -> Option<(String, f64)> {
        let text = "measures:\n  - {id: met, title: Met the standard, unit: percent, headings: [Met]}\n  - {id: better, title: Met the standard in reading, unit: percent, headings: [Better]}\n";
        let rulebook = load(&RuleSource::from_texts([("Rules.yaml", text)])).rulebook.unwrap();
        understood(&rulebook, typed).map(|(_, measure, number)| (measure.id.to_string(), number))
    }

    #[test]
    fn a_target_is_understood_by_the_title_of_a_measure_and_a_number_whatever_their_order() {
        for typed in [
            "60% met the standard by July 2013",
            "Met the standard: 60 by 2013",
            "By 31 July 2013: Met the standard at least 60%.",
            "By 31 July 2013: Met the standard 60",
            "By the 31st July: met the standard at least 60.",
            "By July 31, 2013: met the standard, 60",
            "60 met the standard by 1 September 2013",
            "By the 31st of July 2013: met the standard 60",
            "KS2: met the standard 60 by 31/07/2013",
            "Met the standard 60, at least 60",
        ] {
            assert_eq!(understands(typed), Some(("met".to_owned(), 60.0)), "{typed}");
        }
        assert_eq!(understands("Met the standard in reading 71.5%"), Some(("better".to_owned(), 71.5)));
        for typed in [
            "60% by July 2013",
            "Met the standard by July 2013",
            "as agreed with the head",
            "Met the standard, Year 7: 5",
            "By 31.07: Met the standard 60",
            "From 52% to 60% met the standard",
        ] {
            assert_eq!(understands(typed), None, "{typed}");
        }
    }

    #[test]
    fn milestones_are_steps_of_the_figure_that_one_of_them_names() {
        let text = "measures:\n  - {id: met, title: Met the standard, unit: percent, headings: [Met]}\n  - {id: better, title: Met the standard in reading, unit: percent, headings: [Better]}\n";
        let rulebook = load(&RuleSource::from_texts([("Rules.yaml", text)])).rulebook.unwrap();
        let of = |typed: &str| {
            steps(&rulebook, typed).iter().map(|step| understood(&rulebook, step).map(|one| one.2)).collect::<Vec<_>>()
        };
        assert_eq!(
            of("54% by January 2013; 57% by 30 April 2013; met the standard 60% by July 2013"),
            [Some(54.0), Some(57.0), Some(60.0)]
        );
        assert_eq!(of("Met the standard 60% by July 2013\n70"), [Some(60.0), Some(70.0)]);
        // what is of something else is not taken for it
        assert_eq!(of("Met the standard 60; 3 lessons good by Easter; writing 71"), [Some(60.0), None, None]);
        // a milestone is of the figure named before it
        let both = "Met the standard 60% by January 2013; 65%; met the standard in reading 70%; 75% by July 2013";
        let both: Vec<_> = steps(&rulebook, both).iter().map(|step| understood(&rulebook, step)).collect();
        let both: Vec<_> = both.into_iter().flatten().map(|(_, measure, number)| (&*measure.id, number)).collect();
        assert_eq!(both, [("met", 60.0), ("met", 65.0), ("better", 70.0), ("better", 75.0)]);
        // the title may stand on a line of its own
        assert_eq!(of("Met the standard\n54% by January 2013\n60"), [None, Some(54.0), Some(60.0)]);
    }

    #[test]
    fn a_step_is_to_be_reached_by_the_day_or_the_end_of_the_month_it_names() {
        let on = |day: u32| NaiveDate::from_ymd_opt(2013, 4, day);
        for typed in ["57% by April 2013.", "57% by April 13", "By April 2013: met the standard 57", "57 by 30/04/2013"]
        {
            assert_eq!(last_day(typed), on(30), "{typed}");
        }
        for typed in ["57% by 12 April 2013", "57 by the 12th of April 2013 at the latest", "By April 12, 2013: 57%"] {
            assert_eq!(last_day(typed), on(12), "{typed}");
        }
        assert_eq!(last_day("57% by Easter"), None);
    }

    #[test]
    fn a_target_is_set_by_the_next_such_month() {
        let targets = Targets { by_month: 7, at_most: 2 };
        let on = |day: &str| month(&targets, day.parse().unwrap());
        assert_eq!(
            (on("2012-10-01"), on("2013-07-02"), on("2013-08-01")),
            ("July 2013".into(), "July 2013".into(), "July 2014".into())
        );
    }
}
