//! `yardstick test`: the cases beside the rules, tried.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::rulebook::Opened;
use super::{Ended, Exit, Stop, clock, rulebook, rules, terminal};
use crate::bench::test::{self, CaseResult, LineCoverage, RuleCoverage, Trial, account};
use crate::rulebook::edit::with_expectations;
use crate::rulebook::ids::RuleId;
use crate::rulebook::{Rulebook, Span};

/// Try the cases that stand beside the rules
///
/// A case that fails is shown with what it gives, what it expects, what the rule says, and which comparison said what.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick test
  yardstick test --rules our-rules --rule secondary-2013-14
  yardstick test --coverage                    what no case reaches
  yardstick test --mend                        after an edit: what each case that it turned is to expect now")]
pub struct Test {
    /// the rules folder [default: rules, or the built-in rulebook where there is none]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// only the cases of this rule
    #[arg(long, value_name = "ID")]
    rule: Option<String>,
    /// also say which rules, branches and sides of a line no case reaches
    #[arg(long)]
    coverage: bool,
    /// show what each case that fails would have to expect, and write that after asking
    #[arg(long, conflicts_with_all = ["json", "coverage"])]
    mend: bool,
    /// with --mend: write without asking
    #[arg(long, short, requires = "mend")]
    yes: bool,
    /// for editors and programs
    #[arg(long)]
    json: bool,
}

pub(super) fn run(command: &Test) -> Ended {
    let opened = rulebook::open(command.rules.as_deref(), clock::today())?;
    let rules = rulebook::usable(&opened)?;
    let wrong = opened.errors();
    if !wrong.is_empty() {
        terminal::error(&opened.rendered(&wrong));
    }
    let only = command.rule.as_deref().map(|name| rulebook::rule_named(&rules, name)).transpose()?;
    let mut tried = test::run(&rules);
    let torn = torn(&tried);
    if let Some(only) = only {
        tried.results.retain(|result| result.rule == only);
        tried.coverage.rules.retain(|rule| rule.rule == only);
    }
    if command.mend {
        return mend(command, &opened, (&rules, &tried), &torn);
    }
    if command.json {
        terminal::say(&format!("{:#}", as_json(&rules, &tried, command.coverage)));
    } else {
        report(&rules, &tried, command.coverage, only);
    }
    Ok(if wrong.is_empty() && tried.results.iter().all(CaseResult::passed) { Exit::Done } else { Exit::NeedsAttention })
}

/// The cases that several rows of a rule share and in which they do not agree.
fn torn(tried: &Trial<'_>) -> Vec<Span> {
    let agree = |one: &CaseResult<'_>| {
        tried.results.iter().all(|other| other.case.span != one.case.span || other.got == one.got)
    };
    tried.results.iter().filter(|one| !one.passed() && !agree(one)).map(|one| one.case.span.clone()).collect()
}

/// Rewrites what the cases that fail expect, where the officer agrees.
///
/// # Errors
/// Where they cannot be rewritten, or nobody agreed.
fn mend(command: &Test, opened: &Opened, (book, tried): (&Rulebook, &Trial<'_>), torn: &[Span]) -> Ended {
    let failed: Vec<&CaseResult<'_>> = tried.results.iter().filter(|result| !result.passed()).collect();
    for result in &failed {
        let (was, is) = (result.case.expect.words(), result.got.words());
        let rule = book.rule(result.rule).map_or("", |rule| &rule.title);
        terminal::say(&format!("{rule}: {}: {was} -> {is}  [{}]", account::name(result.case), result.case.span));
    }
    if failed.is_empty() {
        terminal::say("every case is as expected: nothing to mend");
        return Ok(Exit::Done);
    }
    if let Some(place) = failed.iter().map(|result| &result.case.span).find(|place| torn.contains(place)) {
        return Err(Stop::attention(format!(
            "the case at {place} is one of several rows, which do not agree; mend it by hand\nnothing was written"
        )));
    }
    let mended: Vec<_> = failed.iter().map(|result| (&result.case.span, result.got.words())).collect();
    let edited = with_expectations(&opened.source, &mended).map_err(|wrong| {
        let lines: Vec<String> = wrong.iter().map(ToString::to_string).collect();
        Stop::attention(format!("{}\nnothing was written", lines.join("\n")))
    })?;
    if opened.built_in {
        return Err(Stop::attention("these are cases of the built-in rulebook; name a rules folder with --rules"));
    }
    if !command.yes && !rules::agreed() {
        return Err(Stop::attention("nothing was written"));
    }
    rules::write(command.rules.as_deref().unwrap_or(Path::new("rules")), &opened.source, &edited)
}

fn report(rules: &Rulebook, tried: &Trial<'_>, coverage: bool, only: Option<RuleId>) {
    let failed: Vec<&CaseResult<'_>> = tried.results.iter().filter(|result| !result.passed()).collect();
    for result in &failed {
        terminal::say(&account::account(rules, result).to_string());
    }
    if coverage {
        let unreached = tried.coverage.rules.iter().filter_map(|rule| account::unreached(rules, rule));
        unreached.for_each(|tree| terminal::say(&tree.to_string()));
    }
    let cases = terminal::counted(tried.results.len(), "case", "cases");
    terminal::say(&match failed.len() {
        0 => format!("{cases}: every one as expected"),
        wrong => format!("{cases}: {wrong} not as expected; mend the rule or the case"),
    });
    let ((rules_tried, all_rules), (lines_tried, all_lines)) =
        (tried.coverage.rules_tried(), tried.coverage.lines_tried());
    if only.is_none() {
        terminal::say(&format!(
            "{rules_tried} of {all_rules} rules have cases; {lines_tried} of {all_lines} lines have a case below, on \
             and above"
        ));
    }
}

fn as_json(rules: &Rulebook, tried: &Trial<'_>, coverage: bool) -> Value {
    let id = |rule: RuleId| rules.rule(rule).map_or("", |rule| &rule.id).to_owned();
    let case = |result: &CaseResult<'_>| {
        json!({
            "rule": id(result.rule),
            "case": account::name(result.case),
            "place": result.case.span.to_string(),
            "year": result.case.year.to_string(),
            "given": account::given(result.case),
            "expected": result.case.expect.words(),
            "got": result.got.words(),
            "passed": result.passed(),
        })
    };
    let mut all = json!({ "cases": tried.results.iter().map(case).collect::<Vec<_>>() });
    if coverage && let Some(object) = all.as_object_mut() {
        let rules = tried.coverage.rules.iter().map(|rule| coverage_of(&id(rule.rule), rule));
        object.insert("coverage".to_owned(), rules.collect());
    }
    all
}

fn coverage_of(id: &str, rule: &RuleCoverage) -> Value {
    let places = |spans: &[crate::rulebook::Span]| spans.iter().map(ToString::to_string).collect::<Vec<_>>();
    let line = |line: &LineCoverage| {
        json!({
            "text": &*line.text, "place": line.place.to_string(),
            "below": line.below, "on": line.on, "above": line.above,
        })
    };
    json!({
        "rule": id,
        "cases": rule.cases,
        "never holds": places(&rule.never_true),
        "never does not hold": places(&rule.never_false),
        "lines": rule.lines.iter().map(line).collect::<Vec<_>>(),
    })
}
