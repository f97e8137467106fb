//! One rule in words.

use super::condition::{self, bullets};
use super::words::{linked, plain, quoted};
use crate::domain::Value;
use crate::rulebook::expression::{Condition, Piece, Template};
use crate::rulebook::model::{Case, Given, Rule, RuleKind, Rulebook, Scope, Tone};

/// A rule with everything that is said of it.
pub(super) fn describe(rulebook: &Rulebook, rule: &Rule) -> String {
    let mut text = format!("### {}\n\n{}\n\n", plain(&rule.title), facts(rulebook, rule));
    if let Some(applies) = &rule.applies {
        text.push_str(&asked(rulebook, "For schools of which", applies));
    }
    if let RuleKind::Structure { can_apply: Some(can), .. } = &rule.kind {
        text.push_str(&asked(rulebook, "Can apply to schools of which", can));
    }
    match &rule.when {
        Some(when) => text.push_str(&asked(rulebook, head(&rule.kind), when)),
        None => text.push_str(&format!("{}\n\n", without(&rule.kind))),
    }
    text.push_str(&follows(rule));
    for (label, template) in [
        ("Says", &rule.says.holds),
        ("Says when it does not hold", &rule.says.does_not_hold),
        ("Says when it cannot be said", &rule.says.unknown),
    ] {
        if let Some(template) = template {
            text.push_str(&format!("{label}: {}\n\n", quoted(&sentence(template))));
        }
    }
    if let Some(note) = &rule.note {
        text.push_str(&format!("Note: {}\n\n", plain(note)));
    }
    if let Some(source) = &rule.source {
        text.push_str(&format!("Source: {}\n\n", plain(source)));
    }
    text.push_str(&format!("Stands in {} as `{}`.\n\n", linked(&rule.span), rule.id));
    text.push_str(&examples(rule));
    text
}

/// Years, scope, strand and the like, in a line.
fn facts(rulebook: &Rulebook, rule: &Rule) -> String {
    let mut facts = vec![rule.years.to_string()];
    facts.push(match rule.scope {
        Scope::School => "each school".to_owned(),
        Scope::Authority => "the authority as a whole".to_owned(),
    });
    let strand = match &rule.kind {
        RuleKind::Floor { strand, .. } | RuleKind::Watch { strand, .. } | RuleKind::SupportWhen { strand, .. } => {
            *strand
        }
        RuleKind::Indication { strand, .. } => Some(*strand),
        _ => None,
    };
    facts.extend(strand.and_then(|id| rulebook.strand(id)).map(|strand| plain(&strand.title)));
    match &rule.kind {
        RuleKind::Aim { number: Some(number), .. } => facts.push(format!("aim {number}")),
        RuleKind::Indication { grade, .. } => {
            let grade = rulebook.judgements.grades.get(usize::from(*grade));
            facts.extend(grade.map(|grade| format!("indicates {} ({})", grade.id, plain(&grade.title))));
        }
        RuleKind::Watch { tone, topic, news, .. } => {
            facts.extend(topic.iter().map(|topic| plain(topic)));
            let tone = match tone {
                Tone::Concern => "a concern",
                Tone::Strength => "a strength",
                Tone::Figure => "for information",
            };
            facts.push(tone.to_owned());
            if *news {
                facts.push("said on the front page".to_owned());
            }
        }
        RuleKind::Status { needs_attention: true, .. } => facts.push("needs attention".to_owned()),
        RuleKind::Status { no_worse: true, .. } => facts.push("no worse than those after it".to_owned()),
        _ => {}
    }
    format!("*{}*", facts.join(" · "))
}

/// What it means when the condition holds.
fn head(kind: &RuleKind) -> &'static str {
    match kind {
        RuleKind::Floor { .. } => "Below the floor when",
        RuleKind::Aim { .. } => "Met when",
        RuleKind::Indication { .. } => "Indicated when",
        RuleKind::Risk => "Present when",
        RuleKind::Watch { .. } | RuleKind::Status { .. } => "Holds when",
        RuleKind::SupportWhen { .. } => "Called for when",
        RuleKind::Structure { .. } => "Considered when",
    }
}

/// What it means that there is no condition.
fn without(kind: &RuleKind) -> &'static str {
    match kind {
        RuleKind::Floor { .. } => "No floor is in force any more.",
        RuleKind::Status { otherwise: true, .. } => "For schools for which none of the others holds.",
        RuleKind::Status { cannot_say: true, .. } => "For schools of which it cannot be said.",
        _ => "Without a condition.",
    }
}

fn asked(rulebook: &Rulebook, head: &str, condition: &Condition) -> String {
    format!("{head}\n\n{}\n", bullets(rulebook, condition))
}

/// Teams, factors, the figure that shows progress.
fn follows(rule: &Rule) -> String {
    let list = |items: &mut dyn Iterator<Item = String>| items.map(|item| format!("- {item}\n")).collect::<String>();
    match &rule.kind {
        RuleKind::SupportWhen { teams, plan, .. } => {
            let teams = list(&mut teams.iter().map(super::policy::team));
            let teams = if teams.is_empty() { teams } else { format!("Support\n\n{teams}\n") };
            format!("{teams}{}", plan.as_ref().map(super::policy::called_plan).unwrap_or_default())
        }
        RuleKind::Structure { factors, .. } => {
            format!("Factors to consider\n\n{}\n", list(&mut factors.iter().map(|factor| plain(factor))))
        }
        _ => String::new(),
    }
}

/// A sentence with its braces, as it is written.
fn sentence(template: &Template) -> String {
    pieces(&template.pieces)
}

fn pieces(all: &[Piece]) -> String {
    let written = all.iter().map(|piece| match piece {
        Piece::Words(words) => words.clone(),
        Piece::Given(name) => format!("{{{name}}}"),
        Piece::Value(expression) => format!("{{{}}}", expression.text.trim()),
        Piece::Counted(expression, one, more) => format!("{{{}|{one}|{more}}}", expression.text.trim()),
        Piece::Clause(inner) => format!("[{}]", pieces(inner)),
        Piece::Where { asks, said, .. } => format!("[where {}: {}]", asks.text.trim(), pieces(said)),
        Piece::Line { of, line, .. } => line.as_ref().unwrap_or(of).text.trim().to_owned(),
    });
    written.collect()
}

fn examples(rule: &Rule) -> String {
    if rule.cases.is_empty() {
        return String::new();
    }
    let cases: String = rule.cases.iter().map(|case| format!("- {}\n", example(case))).collect();
    format!("<details><summary>Examples ({})</summary>\n\n{cases}\n</details>\n\n", rule.cases.len())
}

/// `exactly at the line (2010-11): ks2.l4_em 60, ks2.pupils 30 → does not hold`
fn example(case: &Case) -> String {
    let name = case.name.as_ref().map_or(String::new(), |name| format!("{}, ", plain(name)));
    let mut parts: Vec<String> = Vec::new();
    if !case.given.is_empty() {
        parts.push(given(&case.given));
    }
    parts.extend(case.schools.iter().map(|school| format!("a school with {}", given(school))));
    let parts = if parts.is_empty() { "nothing is known".to_owned() } else { parts.join("; ") };
    format!("{name}{}: {parts} → **{}**", case.year, case.expect.words())
}

fn given(all: &[Given]) -> String {
    let one = |given: &Given| {
        let value = match &given.value {
            Ok(Value::Text(text)) => text.to_string(),
            Ok(value) => value.to_string(),
            Err(missing) => missing.to_string(),
        };
        format!("`{}` {}", given.name, plain(&value))
    };
    all.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A condition in a line, for parts that are no rules.
pub(super) fn in_a_line(rulebook: &Rulebook, condition: &Condition) -> String {
    condition::line(rulebook, condition)
}
