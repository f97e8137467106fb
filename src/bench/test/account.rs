//! A case in an officer's words: what was given, expected and got, and which comparison said what.

use super::{CaseResult, Coverage, RuleCoverage};
use crate::bench::explain::Tree;
use crate::domain::{Missing, Truth, Value};
use crate::rulebook::Span;
use crate::rulebook::expression::{Condition, ConditionKind, ConditionTrace, Explained, TestTrace, What};
use crate::rulebook::model::{Case, Rulebook};

/// A case's name; without one, what it expects.
#[must_use]
pub fn name(case: &Case) -> String {
    case.name.as_deref().map_or_else(|| format!("the case that expects “{}”", case.expect.words()), str::to_owned)
}

/// What a case gives, as it is written: `ks4.pupils 150, ks4.five_ac_em 40`.
#[must_use]
pub fn given(case: &Case) -> String {
    let one = |given: &crate::rulebook::model::Given| format!("{} {}", given.name, value(&given.value));
    let listed = |given: &[crate::rulebook::model::Given]| given.iter().map(one).collect::<Vec<_>>().join(", ");
    let of_schools = case.schools.iter().map(|school| format!("a school with {}", listed(school)));
    let all: Vec<String> = case.given.iter().map(one).chain(of_schools).collect();
    if all.is_empty() { "nothing".to_owned() } else { all.join(", ") }
}

/// The whole of a case: given, expected, got, and how the rule came to its answer.
#[must_use]
pub fn account(rulebook: &Rulebook, result: &CaseResult<'_>) -> Tree {
    let title = rulebook.rule(result.rule).map_or("", |rule| &rule.title);
    let mut tree = Tree::new(format!("{title}: {}  [{}]", name(result.case), result.case.span));
    tree.children.push(Tree::new(format!("year {}, given {}", result.case.year, given(result.case))));
    tree.children.push(Tree::new(format!("expected: {}", result.case.expect.words())));
    let mut got = Tree::new(format!("got: {}", result.got.words()));
    got.children = how(rulebook, result);
    tree.children.push(got);
    tree
}

fn how(rulebook: &Rulebook, result: &CaseResult<'_>) -> Vec<Tree> {
    let Some(rule) = rulebook.rule(result.rule) else { return Vec::new() };
    if !rule.years.contains(result.case.year) {
        return vec![Tree::new(format!("the rule is in force {}, not in {}", rule.years, result.case.year))];
    }
    let asked = [
        ("for which schools", super::applies(rule), &result.applies),
        ("the condition", rule.when.as_ref(), &result.condition),
    ];
    let mut trees = Vec::new();
    for (what, condition, explained) in asked {
        let (Some(condition), Some(explained)) = (condition, explained) else { continue };
        let mut tree = branch(condition, &explained.tree);
        tree.text = format!("{what}: {}", tree.text);
        tree.children.extend(not_given(rulebook, explained));
        trees.push(tree);
    }
    trees
}

/// The values because of which it cannot be said.
fn not_given(rulebook: &Rulebook, explained: &Explained) -> Option<Tree> {
    let names: Vec<String> = explained.trace.to_blame().map(|used| what(rulebook, &used.reading.what)).collect();
    (!names.is_empty()).then(|| Tree::new(format!("not known: {}", names.join(", "))))
}

fn what(rulebook: &Rulebook, what: &What) -> String {
    match what {
        What::Measure { measure, year, of, .. } => {
            let title = rulebook.measure(*measure).map_or("", |measure| &measure.title);
            let compared =
                if *of == crate::rulebook::expression::Of::Subject { "" } else { " (what it is compared with)" };
            format!("{title}{compared}, {year}")
        }
        What::Derived(_) => "what another rule or a grade says".to_owned(),
        What::Schools { .. } => "an answer of all schools".to_owned(),
    }
}

fn branch(condition: &Condition, trace: &ConditionTrace) -> Tree {
    let word = match &condition.kind {
        ConditionKind::All(_) => "all of these".to_owned(),
        ConditionKind::Any(_) => "any of these".to_owned(),
        ConditionKind::AtLeast(least, _) => format!("at least {least} of these"),
        ConditionKind::Not(_) => "not this".to_owned(),
        ConditionKind::Always(_) => "always the same".to_owned(),
        ConditionKind::Test(expression) => {
            return test(condition, &expression.text, trace);
        }
    };
    let mut tree = Tree::new(format!("{word}: {}  [{}]", truth(trace.truth), condition.place));
    let parts: Vec<&Condition> = match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) | ConditionKind::AtLeast(_, parts) => {
            parts.iter().collect()
        }
        ConditionKind::Not(inner) => vec![inner],
        _ => Vec::new(),
    };
    tree.children = parts.into_iter().zip(&trace.children).map(|(part, child)| branch(part, child)).collect();
    tree
}

fn test(condition: &Condition, text: &str, trace: &ConditionTrace) -> Tree {
    // a condition that is one comparison says all in one line
    if let [only] = trace.tests.as_slice()
        && only.at.len == text.len()
    {
        return Tree::new(format!("{}  [{}]", compared(text, only), condition.place));
    }
    let mut tree = Tree::new(format!("{text}: {}  [{}]", truth(trace.truth), condition.place));
    tree.children = trace.tests.iter().map(|test| Tree::new(compared(text, test))).collect();
    tree
}

/// `ks4.five_ac_em < 40: 39 against 40, holds`.
fn compared(text: &str, test: &TestTrace) -> String {
    let written = text.get(test.at.offset..test.at.offset + test.at.len).unwrap_or(text);
    let against = test.right.as_ref().map_or(String::new(), |right| format!(" against {}", value(right)));
    format!("{written}: {}{against}, {}", value(&test.left), truth(test.truth))
}

fn value(value: &Result<Value, Missing>) -> String {
    match value {
        Ok(value) => value.to_string(),
        Err(Missing::Blank) => "blank".to_owned(),
        Err(missing) => missing.kept_back().map_or_else(|| "not known".to_owned(), ToString::to_string),
    }
}

fn truth(truth: Truth) -> &'static str {
    match truth {
        Truth::Holds => "holds",
        Truth::DoesNotHold => "does not hold",
        Truth::CannotSay => "cannot say",
    }
}

/// What no case of a rule reached, a line each; nothing where all was reached.
#[must_use]
pub fn unreached(rulebook: &Rulebook, rule: &RuleCoverage) -> Option<Tree> {
    let model = rulebook.rule(rule.rule)?;
    let mut tree = Tree::new(format!("{}  ({})  [{}]", model.title, model.id, model.span));
    if rule.cases == 0 {
        tree.children.push(Tree::new("no case"));
        return Some(tree);
    }
    let never = |spans: &[Span], answer: &str| -> Vec<Tree> {
        spans
            .iter()
            .map(|span| Tree::new(format!("no case in which this {answer}: {}", shown(rulebook, span))))
            .collect()
    };
    tree.children.extend(never(&rule.never_true, "holds"));
    tree.children.extend(never(&rule.never_false, "does not hold"));
    for line in &rule.lines {
        let sides = [(line.below, "below"), (line.on, "on"), (line.above, "above")];
        let missing: Vec<&str> = sides.iter().filter(|(there, _)| !there).map(|(_, side)| *side).collect();
        if !missing.is_empty() {
            let text = format!("{}: no case {} the line  [{}]", line.text, missing.join(" or "), line.place);
            tree.children.push(Tree::new(text));
        }
    }
    (!tree.children.is_empty()).then_some(tree)
}

/// The text at a place of the rulebook, with the place.
fn shown(rulebook: &Rulebook, span: &Span) -> String {
    let file = rulebook.files.iter().find(|file| file.name == span.file);
    let text = file.and_then(|file| file.text.get(span.offset..span.offset + span.len)).unwrap_or("");
    format!("{}  [{span}]", text.split_whitespace().collect::<Vec<_>>().join(" "))
}

impl Coverage {
    /// How many lines have cases below, on and above, and how many lines there are.
    #[must_use]
    pub fn lines_tried(&self) -> (usize, usize) {
        let lines = || self.rules.iter().flat_map(|rule| &rule.lines);
        (lines().filter(|line| line.below && line.on && line.above).count(), lines().count())
    }

    /// How many rules have a case, and how many have a condition.
    #[must_use]
    pub fn rules_tried(&self) -> (usize, usize) {
        (self.rules.iter().filter(|rule| rule.cases > 0).count(), self.rules.len())
    }
}
