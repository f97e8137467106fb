//! `yardstick sweep`: one threshold over a range.

use std::collections::BTreeSet;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use serde_json::{Value, json};

use super::agreed::AgreedIn;
use super::{Ended, Exit, clock, rulebook, table, terminal};
use crate::bench::compare::Asked;
use crate::bench::sweep::{self, Line, Picked, Step, Sweep as Swept, sheets};
use crate::domain::AcademicYear;
use crate::intake::Whose;
use crate::rulebook::Rulebook;
use crate::rulebook::ids::RuleId;
use crate::run;
use crate::run::door::Made;

/// Try one threshold over a range: how many schools, and which, a rule picks out at each value
///
/// The rulebook in the folder is not changed. Where a rule compares with several numbers, say which with --line or
/// --measure. Grades agreed in the last review take part.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick sweep workbooks --rule secondary-2011-12 --measure ks4.five_ac_em --from 30 --to 60 --step 5
  yardstick sweep workbooks --rule primary-2011-12 --line 2 --from 80 --to 95 --out sweep.xlsx")]
pub struct Sweep {
    /// workbooks, CSV files, or folders of them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// the rule
    #[arg(long, value_name = "ID")]
    rule: String,
    /// which of its numbers, from 1, in the order in which they stand
    #[arg(long, value_name = "N")]
    line: Option<usize>,
    /// which of its numbers, by the measure compared with it
    #[arg(long, value_name = "MEASURE", conflicts_with = "line")]
    measure: Option<String>,
    /// the first value
    #[arg(long, allow_negative_numbers = true, value_parser = number)]
    from: f64,
    /// the last value
    #[arg(long, allow_negative_numbers = true, value_parser = number)]
    to: f64,
    /// from one value to the next
    #[arg(long, default_value = "1", value_parser = number)]
    step: f64,
    /// the rules folder [default: rules, or the built-in rulebook where there is none]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// the academic year to judge [default: the one most values are for]
    #[arg(long, value_name = "2013-14")]
    year: Option<AcademicYear>,
    /// judge another authority's schools than the rulebook's: its name or number, or `all`
    #[arg(long, value_name = "NAME")]
    authority: Option<Whose>,
    /// the stated day [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::clock::day)]
    date: Option<NaiveDate>,
    #[command(flatten)]
    agreed: AgreedIn,
    /// also write a workbook with a chart
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// for programs: one JSON value, and nothing else
    #[arg(long)]
    json: bool,
}

fn number(text: &str) -> Result<f64, String> {
    let number = text.trim_end_matches('%').parse().ok().filter(|number: &f64| number.is_finite());
    number.ok_or_else(|| "this is no number; write one as in 60 or 0.5".to_owned())
}

pub(super) fn run(command: &Sweep) -> Ended {
    let values = sweep::range(command.from, command.to, command.step);
    if values.is_empty() || command.step <= 0.0 {
        return Err("there is no value between --from and --to; --step must be more than 0".into());
    }
    if sweep::too_many(command.from, command.to, command.step) {
        let most = sweep::MOST_VALUES;
        return Err(format!("there are more than {most} values between --from and --to; give a larger --step").into());
    }
    super::may_stand(command.out.as_ref(), Made::Sweep)?;
    let date = command.date.unwrap_or_else(clock::today);
    let opened = rulebook::open_to_judge(command.rules.as_deref(), date)?;
    let rules = rulebook::usable(&opened)?;
    let id = rulebook::rule_named(&rules, &command.rule)?;
    let line = chosen(command, &rules, id)?;
    let inputs = super::evaluate::read(&command.paths, command.json)?;
    let whose = command.authority.clone().unwrap_or_default();
    let agreed = command.agreed.read(&rules, date);
    let asked = Asked { books: &inputs.books, tables_of: command.year, whose: &whose, date, agreed: agreed.as_ref() };
    let dataset = asked.read(&rules);
    let year = command.year.or_else(|| run::most_spoken_of(&rules, &dataset));
    let year = year.ok_or_else(|| run::NothingToJudge::NoYear.to_string())?;
    let decisions = asked.decisions(&rules, &dataset);
    let rule = &command.rule;
    let sweep =
        Swept { source: &opened.source, dataset: &dataset, rule, line: &line, year, date, decisions: &decisions };
    let steps = sweep.run(&values);
    let title = rules.rule(id).map_or("", |rule| &rule.title);
    let title = format!("{title}, {}, results of {year}", line.text);
    let not_read = super::compare::said_of(&inputs);
    if command.json {
        terminal::answer(&as_json(&sweep, &rules, &steps, &not_read));
    } else {
        terminal::say(&format!("{title}  [{}]", line.place));
        terminal::say("");
        let rows = rows(&steps, |schools| sheets::names_of(&dataset, schools));
        table::lines(&rows).iter().for_each(|line| terminal::say(line));
    }
    terminal::error(&command.agreed.told(agreed.as_ref()));
    not_read.iter().for_each(|line| terminal::error(line));
    let Some(file) = &command.out else { return Ok(Exit::Done) };
    let book = sheets::Sheets { rulebook: &rules, dataset: &dataset, title: &title, steps: &steps, date };
    super::write_book(sheets::write(&book), file, Made::Sweep, command.json)
}

fn as_json(sweep: &Swept<'_>, rules: &Rulebook, steps: &[Step], not_read: &[String]) -> Value {
    let schools = |places: &BTreeSet<usize>| -> Vec<Value> {
        let schools = places.iter().filter_map(|place| sweep.dataset.schools.get(*place));
        schools
            .map(|school| json!({ "school": school.identity.key.to_string(), "name": &*school.identity.name }))
            .collect()
    };
    let nobody = Picked::default();
    let step = |step: &Step| {
        let picked = step.picked.as_ref().unwrap_or(&nobody);
        json!({
            "value": step.value,
            "in_force": step.in_force,
            "holds": schools(&picked.holds),
            "cannot_say": schools(&picked.cannot_say),
            "does_not_hold": schools(&picked.does_not_hold),
            "mistake": step.picked.as_ref().err(),
        })
    };
    let line = sweep.line;
    json!({
        "rule": sweep.rule,
        "text": &*line.text,
        "place": line.place,
        "measure": rules.measure(line.measure).map(|measure| measure.id.to_string()),
        "setting": line.setting.as_deref(),
        "value": line.value,
        "year": sweep.year.to_string(),
        "steps": steps.iter().map(step).collect::<Vec<_>>(),
        "not_read": not_read,
    })
}

fn chosen(command: &Sweep, rules: &Rulebook, id: RuleId) -> Result<Line, String> {
    let lines = sweep::lines(rules, id);
    let measure = |line: &Line| rules.measure(line.measure).map_or("", |measure| &measure.id).to_owned();
    let listed = || {
        let lines =
            lines.iter().zip(1..).map(|(line, number)| format!("  --line {number}  {}  [{}]", line.text, line.place));
        lines.collect::<Vec<_>>().join("\n")
    };
    if lines.is_empty() {
        return Err(format!("the rule `{}` compares no measure with a number", command.rule));
    }
    let found: Vec<&Line> = match (command.line, &command.measure) {
        (Some(number), _) => number.checked_sub(1).and_then(|at| lines.get(at)).into_iter().collect(),
        (None, Some(name)) => lines.iter().filter(|line| measure(line) == *name).collect(),
        (None, None) => lines.iter().collect(),
    };
    match found.as_slice() {
        [one] => Ok((*one).clone()),
        [] => Err(none_such(command, rules, &lines, &listed())),
        _ => Err(format!("the rule `{}` compares with several numbers; say which:\n{}", command.rule, listed())),
    }
}

/// That the rule has no such number, what was probably meant, and those that it has.
fn none_such(command: &Sweep, rules: &Rulebook, lines: &[Line], listed: &str) -> String {
    let rule = &command.rule;
    let Some(name) = &command.measure else {
        let number = command.line.unwrap_or_default();
        return format!("the rule `{rule}` has no number {number}; it has\n{listed}");
    };
    let compared = lines.iter().filter_map(|line| rules.measure(line.measure)).map(|measure| &*measure.id);
    match crate::rulebook::expression::nearest(name, compared).first() {
        Some(near) => format!("the rule `{rule}` does not compare `{name}`; did you mean `{near}`?\n{listed}"),
        None => format!("the rule `{rule}` does not compare `{name}`; it has\n{listed}"),
    }
}

/// The widest bar.
const WIDEST: usize = 30;

/// A row a value: `█` is a school for which the rule holds, `░` one of which it cannot be said.
fn rows(steps: &[Step], names: impl Fn(&BTreeSet<usize>) -> String) -> Vec<Vec<String>> {
    let all = |picked: &Picked| picked.holds.len() + picked.cannot_say.len();
    let most = steps.iter().filter_map(|step| step.picked.as_ref().ok()).map(all).max().unwrap_or(0);
    let long = |schools: usize| if most > WIDEST { (schools * WIDEST).div_ceil(most) } else { schools };
    let mut rows = vec![["value", "holds", "cannot say", "", "schools"].map(str::to_owned).to_vec()];
    let nobody = Picked::default();
    let mut before = &nobody;
    for step in steps {
        let value = format!("{}{}", step.value, if step.in_force { " now" } else { "" });
        match &step.picked {
            Ok(picked) => {
                let drawn = |sign: &str, schools: &BTreeSet<usize>| sign.repeat(long(schools.len()));
                let bar = format!("{}{}", drawn("█", &picked.holds), drawn("░", &picked.cannot_say));
                let counts = [picked.holds.len().to_string(), picked.cannot_say.len().to_string()];
                rows.push([[value].as_slice(), &counts, &[bar, difference(before, picked, &names)]].concat());
                before = picked;
            }
            Err(why) => rows.push(vec![value, "–".to_owned(), "–".to_owned(), String::new(), why.clone()]),
        }
    }
    rows
}

/// `+ Oak Tree; ? Mereside; - Hill Top`: who is picked out beside the value before, who may be, and who is no more.
fn difference(before: &Picked, now: &Picked, names: &impl Fn(&BTreeSet<usize>) -> String) -> String {
    let signed =
        |sign: &str, schools: BTreeSet<usize>| (!schools.is_empty()).then(|| format!("{sign} {}", names(&schools)));
    let gone = &(&before.holds | &before.cannot_say) - &(&now.holds | &now.cannot_say);
    let parts =
        [signed("+", &now.holds - &before.holds), signed("?", &now.cannot_say - &before.cannot_say), signed("-", gone)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}
