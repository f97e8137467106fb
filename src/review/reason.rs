//! Why a school needs us, in a dozen words with the figures: `KS4 38% against 40% (5 pupils); deficit £195,000; roll -8%`.

use super::context::{Context, SchoolRow, amount};
use super::margin::Reckoned;
use crate::domain::{Truth, Value};
use crate::judge::evaluate::{Finding, Outcome, Reading};
use crate::rulebook::model::{Measure, Rule, RuleKind, Unit};

/// Words that a reason has at most.
const MOST: usize = 12;

/// Why a school stands where it stands, in figures; or that a person decided it, and why.
pub(crate) fn in_brief(context: &Context<'_>, row: SchoolRow<'_>) -> String {
    if row.findings.status.instead_of.is_some() {
        return row.findings.status.sentence.clone();
    }
    let status = context.rule(row.findings.status.rule).zip(row.findings.of(row.findings.status.rule));
    let of_status = status.and_then(|(rule, finding)| said(context, rule, finding));
    let of = |wanted: fn(&RuleKind) -> bool| {
        let holding = context
            .findings(row)
            .filter(move |(rule, finding)| finding.outcome == Outcome::Holds && wanted(&rule.kind));
        holding.filter_map(|(rule, finding)| brief(context, rule, finding))
    };
    let floors = of(|kind| matches!(kind, RuleKind::Floor { .. }));
    let risks = of(|kind| matches!(kind, RuleKind::Risk));
    let watched = context
        .findings(row)
        .filter(|(rule, finding)| finding.outcome == Outcome::Holds && matches!(rule.kind, RuleKind::Watch { .. }));
    // of what is watched, only what the rulebook has brief words for is a reason
    let watched = watched.filter_map(|(rule, finding)| said(context, rule, finding));
    let reason = joined(context, of_status.into_iter().chain(floors).chain(watched).chain(risks));
    let otherwise = || {
        let why = first_words(&without_name(&context.why(row), &row.name()));
        // a status without a sentence has its figures
        let figures = || status.and_then(|(_, finding)| named_against(context, finding));
        if why.is_empty() { figures().unwrap_or_default() } else { why }
    };
    let reason = if reason.is_empty() { otherwise() } else { reason };
    let mut letters = reason.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// As many reasons as a dozen words hold, the first first; of more, how many they are.
fn joined(context: &Context<'_>, parts: impl Iterator<Item = String>) -> String {
    let mut all: Vec<String> = Vec::new();
    for part in parts {
        // below a floor, a school is under its line too
        if !all.iter().any(|before| before.contains(&part)) {
            all.push(part);
        }
    }
    let more = |left: usize| context.words.fill("and-more", &[("n", left.to_string())]);
    let fits = |take: usize| {
        let left = all.len() - take;
        let said = all.iter().take(take).cloned().chain((left > 0 && take > 0).then(|| more(left)));
        let said = said.collect::<Vec<_>>().join("; ");
        (said.split_whitespace().count() <= MOST).then_some(said)
    };
    // one that is too long for it stands alone
    (1..=all.len()).rev().find_map(fits).or_else(|| all.first().cloned()).unwrap_or_default()
}

/// A sentence without the school's name before it, which stands beside it already.
pub(super) fn without_name(reason: &str, school: &str) -> String {
    let rest = reason.strip_prefix(school).and_then(|rest| rest.strip_prefix(':'));
    rest.map_or_else(|| reason.to_owned(), |rest| rest.trim_start().to_owned())
}

/// A rule's own brief words, where it has any.
fn said(context: &Context<'_>, rule: &Rule, finding: &Finding) -> Option<String> {
    let words = context.rulebook().report.words.get(format!("brief.{}", rule.id).as_str())?;
    let known = |reading: &&Reading| !reading.compared && reading.value.is_ok();
    let own: Vec<&Reading> = finding.readings.iter().filter(known).collect();
    let mut with = Vec::new();
    let numbers = own.iter().filter_map(|reading| Some((*reading, reading.value.as_ref().ok()?.number()?)));
    let mut numbers: Vec<(&Reading, f64)> = numbers.collect();
    if let Some((reading, number)) = numbers.first() {
        let measure = context.measure_of(reading);
        with.push(("value", amount(number.abs(), measure.map_or(0, |measure| measure.decimals), measure)));
    }
    numbers.sort_by_key(|(reading, _)| reading.year);
    if let (Some((_, first)), Some((_, last))) = (numbers.first(), numbers.last())
        && *first != 0.0
        && numbers.len() > 1
    {
        with.push(("change", format!("{:+.0}%", (last - first) / first * 100.0)));
    }
    let text = own.iter().find_map(|reading| match &reading.value {
        Ok(Value::Text(text)) => Some(text.to_string()),
        _ => None,
    });
    with.extend(text.map(|text| ("text", text)));
    if words.contains("{against}") {
        with.extend(share(context, finding).map(|(reckoned, _)| ("against", figures(context, &reckoned))));
    }
    let filled = super::words::fill(words, &with);
    // what a figure is missing for is not said by halves
    (!filled.contains('{')).then_some(filled)
}

/// A rule in brief: its own words, else its figures against its line, else its title.
fn brief(context: &Context<'_>, rule: &Rule, finding: &Finding) -> Option<String> {
    said(context, rule, finding)
        .or_else(|| matches!(rule.kind, RuleKind::Floor { .. }).then(|| named_against(context, finding)).flatten())
        .or_else(|| Some(rule.title.to_string()).filter(|title| title.split_whitespace().count() <= MOST / 2))
}

/// What is called so and so, with the figures of its first share of pupils against its line, and the pupils between them.
fn named_against(context: &Context<'_>, finding: &Finding) -> Option<String> {
    let (reckoned, measure) = share(context, finding)?;
    let name = context.rulebook().report.words.get(format!("brief.{}", measure.id).as_str());
    let name = name.map_or_else(|| measure.title.to_string(), ToString::to_string);
    Some(context.words.fill("brief", &[("measure", name), ("against", figures(context, &reckoned))]))
}

/// The first comparison of a finding that is not of how many pupils there are.
fn share<'a>(context: &Context<'a>, finding: &Finding) -> Option<(Reckoned<'a>, &'a Measure)> {
    // a comparison that does not hold is no reason
    let holding = finding.tests.iter().filter(|test| test.truth == Truth::Holds);
    let reckoned = holding.filter_map(|test| Reckoned::of(context, finding, test));
    let mut measured = reckoned.filter_map(|one| Some((one, context.measure_of(finding.readings.get(one.at?)?)?)));
    measured.find(|(_, measure)| measure.unit != Unit::Pupils)
}

/// `38% against 40% (5 pupils)`.
fn figures(context: &Context<'_>, reckoned: &Reckoned<'_>) -> String {
    let against = reckoned.against(context);
    match reckoned.pupils.map(f64::abs).filter(|pupils| *pupils > 0.0) {
        Some(pupils) => context.words.fill("brief-pupils", &[("n", pupils.to_string()), ("against", against)]),
        None => against,
    }
}

fn first_words(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let words: Vec<&str> = line.split_whitespace().collect();
    if words.len() <= MOST {
        line.to_owned()
    } else {
        format!("{} …", words.iter().take(MOST - 1).copied().collect::<Vec<_>>().join(" "))
    }
}
