//! Why a school needs us, in a dozen words with the figures: `KS4 38% against 40% (5 pupils); deficit £195,000; roll -8%`.

use super::context::{Context, SchoolRow, amount};
use super::margin::Reckoned;
use super::words::capital;
use crate::domain::{Truth, Value};
use crate::judge::evaluate::{Finding, Outcome, Reading};
use crate::rulebook::model::{Measure, Rule, RuleKind, Unit};

/// Words that a reason has at most.
const MOST: usize = 12;

/// Why a school stands where it stands, in figures; or that a person decided it, and why.
pub(crate) fn in_brief(context: &Context<'_>, row: SchoolRow<'_>) -> String {
    of_words(context, row, MOST)
}

/// The same with every reason, however many there are.
pub(crate) fn in_full(context: &Context<'_>, row: SchoolRow<'_>) -> String {
    of_words(context, row, usize::MAX)
}

fn of_words(context: &Context<'_>, row: SchoolRow<'_>, most: usize) -> String {
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
    let figures: Vec<String> = of_status.into_iter().chain(floors).chain(watched).collect();
    let risks: Vec<String> = risks.collect();
    let grade = status.and_then(|(_, finding)| graded(context, finding));
    // a grade alone is no more than its sentence says
    let grade = grade.filter(|_| !(figures.is_empty() && risks.is_empty()));
    let reason = joined(context, figures.into_iter().chain(grade).chain(risks), most);
    let otherwise = || {
        let why = at_length(context, row);
        // a status without a sentence has its figures
        let figures = || status.and_then(|(_, finding)| named_against(context, finding));
        if why.is_empty() { figures().unwrap_or_default() } else { why }
    };
    let reason = if reason.is_empty() { otherwise() } else { reason };
    // of a status without a sentence that rests on a grade, the grade and what indicates it
    let of_grade = || {
        let (_, finding) = status?;
        Some(joined(context, graded(context, finding).into_iter().chain(indicating(context, row, finding)), most))
    };
    capital(&if reason.is_empty() { of_grade().unwrap_or_default() } else { reason })
}

/// What the words of the status say beyond the reason in brief, which stands before them.
pub(crate) fn beyond(context: &Context<'_>, row: SchoolRow<'_>) -> String {
    let why = context.why(row);
    let plain = |text: &str| text.trim().trim_end_matches('.').to_lowercase();
    let brief = plain(&in_brief(context, row));
    let repeats = |line: &str| plain(&bare(context, row, line)) == brief || plain(line) == brief;
    why.lines().filter(|line| !repeats(line)).collect::<Vec<_>>().join("\n")
}

/// A sentence about a school without its name and the title of its status, which stand beside it.
fn bare(context: &Context<'_>, row: SchoolRow<'_>, text: &str) -> String {
    let text = without_name(text, &row.name());
    let text = without_subject(&text, &row.name(), context.words.say("brief-is"));
    let title = context.rule_title(row.findings.status.rule);
    // what stands in brackets is said at length
    let short = title.split(" (").next().unwrap_or_default();
    without_subject(&without_subject(&text, &title, ""), short, "")
}

/// The strand whose grade decided a status, by its name, and the grade as it was read: the worst where several did, of
/// those the first.
fn decided_by<'f>(context: &Context<'_>, finding: &'f Finding<'_>) -> Option<(&'f str, &'f Reading)> {
    const WORKED_WITH: &str = "grade.";
    let holding = finding.tests.iter().filter(|test| test.truth == Truth::Holds);
    let read = holding.flat_map(|test| &test.readings).filter_map(|at| finding.readings.get(*at));
    let graded = read.filter_map(|reading| Some((reading.name.strip_prefix(WORKED_WITH)?, reading)));
    let mut graded: Vec<(&str, &Reading)> = graded.collect();
    let judgements = &context.rulebook().judgements;
    let place = |reading: &Reading| Some(judgements.numbered(reading.value.as_ref().ok()?.number()?)?.0);
    graded.sort_by_key(|(_, reading)| std::cmp::Reverse(place(reading)));
    graded.into_iter().next()
}

/// The figures of the first rule that indicates a grade in the strand on which a status was decided.
fn indicating(context: &Context<'_>, row: SchoolRow<'_>, finding: &Finding) -> Option<String> {
    let (name, reading) = decided_by(context, finding)?;
    let (id, _) = context.rulebook().numbered_strands().find(|(_, known)| *known.id == *name)?;
    let worked_with = reading.value.as_ref().ok()?.number()?;
    let (place, _) = context.rulebook().judgements.numbered(worked_with)?;
    // figures that indicate a better grade are no reason for this one
    let of_strand = |rule: &Rule| match rule.kind {
        RuleKind::Indication { strand, grade } => strand == id && usize::from(grade) >= place,
        _ => false,
    };
    let mut holding = context.findings(row).filter(|(rule, one)| one.outcome == Outcome::Holds && of_strand(rule));
    holding.find_map(|(_, one)| named_against(context, one))
}

/// The grade on which a status was decided, where it was: `graded 3`.
fn graded(context: &Context<'_>, finding: &Finding) -> Option<String> {
    let (strand, reading) = decided_by(context, finding)?;
    let value = reading.value.as_ref().ok()?;
    let judgements = &context.rulebook().judgements;
    let called = value.number().and_then(|number| judgements.numbered(number));
    let grade = called.map_or_else(|| value.to_string(), |(_, grade)| grade.id.to_string());
    let overall = judgements.overall;
    let (id, strand) = context.rulebook().numbered_strands().find(|(_, known)| *known.id == *strand)?;
    let words = if Some(id) == overall { "brief-grade" } else { "brief-grade-in" };
    Some(context.words.fill(words, &[("strand", strand.short.to_string()), ("grade", grade)]))
}

/// Why in the words of the status, without the names of school and status, which stand beside it; where that is all they
/// say, what indicates its grade.
fn at_length(context: &Context<'_>, row: SchoolRow<'_>) -> String {
    let mut indicated = context.findings(row).filter(|(rule, finding)| {
        finding.outcome == Outcome::Holds && matches!(rule.kind, RuleKind::Indication { .. })
    });
    let said = first_words(&bare(context, row, context.why(row).lines().next().unwrap_or_default()));
    if !said.is_empty() {
        return said;
    }
    let why = indicated
        .find_map(|(_, finding)| Some(first_words(&bare(context, row, &finding.sentence))).filter(|s| !s.is_empty()));
    why.unwrap_or_else(|| first_words(&without_name(context.why(row), &row.name())))
}

/// A sentence without its beginning: a name, a word behind it, and what parts both from the rest.
fn without_subject(text: &str, name: &str, word: &str) -> String {
    let lower = (text.to_lowercase(), name.to_lowercase());
    // capitals may take other room than small letters: then nothing is taken away
    let rest = lower.0.strip_prefix(&lower.1).and_then(|rest| text.get(text.len() - rest.len()..));
    let rest = rest.and_then(|rest| if word.is_empty() { Some(rest) } else { rest.trim_start().strip_prefix(word) });
    match rest {
        Some(rest) if !rest.starts_with(char::is_alphanumeric) => {
            rest.trim_start_matches(|letter: char| letter.is_whitespace() || ",;:.".contains(letter)).to_owned()
        }
        _ => text.to_owned(),
    }
}

/// As many reasons as so many words hold, the first first; of more, how many they are.
fn joined(context: &Context<'_>, parts: impl Iterator<Item = String>, most: usize) -> String {
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
        (said.split_whitespace().count() <= most).then_some(said)
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
    // what a person stated holds whatever the figures are
    let stated = own.iter().any(|reading| matches!(reading.value, Ok(Value::Flag(true))));
    let figures_of = own.iter().filter(|_| !stated);
    let numbers = figures_of.filter_map(|reading| Some((*reading, reading.value.as_ref().ok()?.number()?)));
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
    match reckoned.pupils_said(context) {
        Some(pupils) => context.words.fill("brief-pupils", &[("n", pupils), ("against", against)]),
        None => against,
    }
}

/// A dozen words of a sentence: it ends with a part of it where one ends within them.
fn first_words(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim_end_matches('.');
    let words: Vec<&str> = line.split_whitespace().collect();
    if words.len() <= MOST {
        return line.to_owned();
    }
    let ends = |word: &&str| word.ends_with([',', ';', '.']);
    let first: Vec<&str> = words.iter().take(MOST).copied().collect();
    match first.iter().rposition(ends) {
        Some(last) if last + 1 >= MOST / 3 => {
            let part = first.iter().take(last + 1).copied().collect::<Vec<_>>().join(" ");
            part.trim_end_matches([',', ';', '.']).to_owned()
        }
        _ => format!("{} …", words.iter().take(MOST - 1).copied().collect::<Vec<_>>().join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{first_words, without_subject};

    #[test]
    fn a_reason_does_not_repeat_what_stands_beside_it() {
        let school = without_subject("Clough Primary is number 2 of those not supported", "Clough Primary", "is");
        assert_eq!(school, "number 2 of those not supported");
        assert_eq!(without_subject("Targeted, 30.1% persistently absent", "targeted", ""), "30.1% persistently absent");
        assert_eq!(without_subject("Strongholds are elsewhere", "Strong", ""), "Strongholds are elsewhere");
        assert_eq!(without_subject("Support and challenge.", "Support and challenge", ""), "");
    }

    #[test]
    fn a_long_reason_ends_with_a_part_of_its_sentence() {
        let long = "Causing concern, as agreed; 7 of nine areas need attention, attainment well below that of England";
        assert_eq!(first_words(long), "Causing concern, as agreed; 7 of nine areas need attention");
        assert_eq!(
            first_words("one two three four five six seven eight nine ten eleven twelve thirteen"),
            "one two three four five six seven eight nine ten eleven …"
        );
    }
}
