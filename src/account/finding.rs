//! One rule's answer: every comparison with its margin, every value with its cell, and what would turn it.

use super::{Source, Tree};
use crate::domain::Value;
use crate::evaluate::{Finding, Flip, Outcome, Reading, Test};
use crate::rulebook::model::Rule;

pub(super) fn tree(source: &Source<'_>, school: usize, finding: &Finding) -> Tree {
    let rule = source.rulebook.rule(finding.rule);
    let (title, id) = rule.map_or(("", ""), |rule| (&rule.title, &rule.id));
    let place = rule.map_or(String::new(), |rule| format!("  [{}]", rule.span));
    let mut tree = Tree::new(format!("{title}: {}  ({id}){place}", finding.outcome));
    let sentence = Some(&finding.sentence).filter(|sentence| !sentence.is_empty());
    tree.children.extend(sentence.map(Tree::new));
    if let Some(reason) = finding.reason.as_ref().filter(|reason| Some(*reason) != sentence) {
        tree.children.push(Tree::new(format!("because {reason}")));
    }
    tree.children.extend(finding.guarded.as_ref().or(finding.near_miss.as_ref()).map(Tree::new));
    tree.children.extend(finding.tests.iter().map(|test| test_tree(finding, test)));
    let in_tests: Vec<usize> = finding.tests.iter().flat_map(|test| test.readings.iter().copied()).collect();
    let others = finding.readings.iter().enumerate().filter(|(number, _)| !in_tests.contains(number));
    tree.children.extend(others.map(|(_, reading)| Tree::new(reading_line(reading))));
    if matches!(finding.outcome, Outcome::Holds | Outcome::DoesNotHold) {
        let flip = source.views.smallest_change(school, finding.rule);
        tree.children.extend(flip.map(|flip| Tree::new(flip_line(source, rule, &flip))));
    }
    tree
}

fn test_tree(finding: &Finding, test: &Test) -> Tree {
    let answer = match test.truth {
        crate::domain::Truth::Holds => "holds",
        crate::domain::Truth::DoesNotHold => "does not hold",
        crate::domain::Truth::CannotSay => "cannot say",
    };
    let margin = test.margin.map_or(String::new(), |margin| {
        let pupils = test.margin_pupils.map_or(String::new(), |pupils| format!(", {pupils:+.1} pupils"));
        format!(", margin {}{}{pupils}", if margin >= 0.0 { "+" } else { "" }, Value::Number(margin))
    });
    let mut tree = Tree::new(format!("{}: {answer}{margin}  [{}]", test.text, test.place));
    let readings = test.readings.iter().filter_map(|number| finding.readings.get(*number));
    tree.children = readings.map(|reading| Tree::new(reading_line(reading))).collect();
    tree
}

fn reading_line(reading: &Reading) -> String {
    let value = match &reading.value {
        Ok(value) => value.to_string(),
        Err(missing) => format!("not known: {missing}"),
    };
    let from = match (&reading.place, &reading.origin) {
        (Some(place), _) => format!("  <{place}>"),
        (None, Some(origin)) => format!("  <{origin}>"),
        (None, None) => String::new(),
    };
    format!("{} = {value}{from}", reading.title)
}

fn flip_line(source: &Source<'_>, rule: Option<&Rule>, flip: &Flip) -> String {
    let measure = source.rulebook.measure(flip.measure).map_or("", |measure| &measure.title);
    let pupils = match flip.pupils {
        Some(pupils) => format!(", {:.1} pupils {}", pupils.abs(), if pupils < 0.0 { "fewer" } else { "more" }),
        None => String::new(),
    };
    format!(
        "{} would be “{}” if {measure} were {} instead of {}{pupils}",
        rule.map_or("it", |rule| &rule.title),
        flip.becomes,
        Value::Number(flip.to),
        Value::Number(flip.from)
    )
}
