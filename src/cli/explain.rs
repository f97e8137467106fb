//! `yardstick explain`: why a school stands where it stands.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use serde_json::json;

use super::{Ended, Exit, rulebook, terminal};
use crate::bench::explain;
use crate::domain::AcademicYear;
use crate::intake::Whose;
use crate::judge::evaluate::{Supposed, Views};
use crate::run::{Options, Run};

/// Show why a school stands where it stands, back to cells and lines
///
/// SCHOOL is a name, part of one, a URN or a LAESTAB. Six lines say it; `--full` adds every rule with its cells and lines.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick explain \"Mereside Cross\" workbooks
  yardstick explain \"Mereside Cross\" workbooks --full
  yardstick explain 900012 workbooks --rule primary-2011-12
  yardstick explain Mereside workbooks --what-if ks2.l4_em=61")]
pub struct Explain {
    /// the school
    school: String,
    /// workbooks, CSV files, or folders of them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// everything: every rule that says something, with the values it read, their cells and its line
    #[arg(long)]
    full: bool,
    /// only this rule, whatever it says
    #[arg(long, value_name = "ID")]
    rule: Option<String>,
    /// suppose another value: ks4.five_ac_em=41, also for a group (ks2.l4_em.fsm=50); may be given more than once
    #[arg(long = "what-if", value_name = "MEASURE=VALUE")]
    what_if: Vec<String>,
    /// the rules folder [default: rules, or the built-in rulebook where there is none]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// the academic year to judge [default: the one most values are for]
    #[arg(long, value_name = "2013-14")]
    year: Option<AcademicYear>,
    /// the stated day [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::clock::day)]
    date: Option<NaiveDate>,
    /// judge another authority's schools than the rulebook's: its name or number, or `all`
    #[arg(long, value_name = "NAME")]
    authority: Option<Whose>,
    /// the folder of the last review, whose agreed grades take part
    #[arg(long, value_name = "DIR", default_value = "reviewed")]
    out: PathBuf,
    /// for programs: one JSON value, and nothing else
    #[arg(long)]
    json: bool,
}

pub(super) fn run(command: &Explain) -> Ended {
    let date = command.date.unwrap_or_else(super::clock::today);
    let opened = rulebook::open(command.rules.as_deref(), date)?;
    let rules = rulebook::usable(&opened)?;
    let options =
        Options { year: command.year, date, hidden: false, whose: command.authority.clone().unwrap_or_default() };
    let run = super::evaluate::judged(rules, &command.paths, &command.out, &options)?;
    let school = the_school(&run, &command.school)?;
    let (rule, supposed) = rule_and_supposed(command, &run)?;
    tell(run, school, Wanted { rule, full: command.full, json: command.json }, &supposed);
    Ok(Exit::Done)
}

/// The school that is meant, by its place in the dataset.
///
/// # Errors
/// None or several are.
pub(super) fn the_school(run: &Run, asked: &str) -> Result<usize, String> {
    match explain::find(&run.dataset, asked).as_slice() {
        [(school, _)] => Ok(*school),
        [] => Err(not_found(asked, run)),
        several => Err(several_meant(asked, several)),
    }
}

fn several_meant(asked: &str, several: &[(usize, &crate::intake::record::School)]) -> String {
    const SHOWN: usize = 12;
    let names = several.iter().take(SHOWN).map(|(_, school)| format!("\n  {}", school.identity.name));
    let more = several.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!("\n  and {more} more") } else { String::new() };
    format!(
        "several schools are meant by `{asked}`; write more of the name, or a URN:{}{more}",
        names.collect::<String>()
    )
}

/// What the workbooks say where something else is supposed.
fn instead(run: &Run, school: usize, supposed: &Supposed) -> explain::Instead {
    let Supposed { measure, group, year, .. } = *supposed;
    let undated = run.rulebook.measure(measure).is_some_and(|measure| measure.undated);
    let key = crate::intake::record::FactKey { measure, group, year: if undated { None } else { Some(year) } };
    let entry = run.dataset.schools.get(school).and_then(|school| school.facts.get(key));
    let was = match entry.map(|entry| (&entry.value, &entry.place)) {
        Some((Ok(value), Some(place))) => format!("the workbooks say {value}, {place}"),
        Some((Ok(value), None)) => format!("the workbooks say {value}"),
        Some((Err(missing), _)) => format!("in the workbooks: {missing}"),
        None => "the workbooks say nothing".to_owned(),
    };
    explain::Instead { measure, group, year, was }
}

/// What is told of a school, and to whom.
struct Wanted {
    rule: Option<crate::rulebook::ids::RuleId>,
    full: bool,
    json: bool,
}

fn tell(mut run: Run, school: usize, wanted: Wanted, supposed: &[Supposed]) {
    let instead: Vec<explain::Instead> = supposed.iter().map(|one| instead(&run, school, one)).collect();
    if !supposed.is_empty() {
        run.suppose(school, supposed);
    }
    let views = Views::new(&run.rulebook, &run.dataset, &run.decisions, &run.evaluation);
    let source = explain::Source {
        rulebook: &run.rulebook,
        dataset: &run.dataset,
        evaluation: &run.evaluation,
        advice: &run.advice.schools,
        views: &views,
        supposed: &instead,
    };
    if wanted.json { for_programs(&run, &source, school, &wanted) } else { show(&source, school, &wanted) }
}

fn for_programs(run: &Run, source: &explain::Source<'_>, school: usize, wanted: &Wanted) {
    terminal::answer(&json!({
        "year": run.evaluation.year.to_string(),
        "date": run.evaluation.date.to_string(),
        "school": run.for_machines(school, wanted.rule),
        "lines": explain::brief(source, school),
        "account": explain::of(source, school, wanted.rule),
    }));
}

fn show(source: &explain::Source<'_>, school: usize, wanted: &Wanted) {
    let Wanted { rule, full, .. } = *wanted;
    // who names a rule, or supposes something, wants to see what becomes of it
    let whole = full || rule.is_some() || !source.supposed.is_empty();
    if rule.is_none()
        && let Some(lines) = explain::brief(source, school)
    {
        lines.iter().for_each(|line| terminal::say_fitted(line));
        terminal::say_fitted(if whole {
            ""
        } else {
            "`--full` adds every rule, with the values it read, their cells and its line."
        });
    }
    if whole && let Some(tree) = explain::of(source, school, rule) {
        terminal::say(tree.to_string().trim_end());
    }
}

fn not_found(asked: &str, run: &Run) -> String {
    let names: Vec<&str> = run.dataset.schools.iter().map(|school| &*school.identity.name).collect();
    let near = near(asked, &names);
    if near.is_empty() {
        return format!(
            "no school is called `{asked}`, and no name is like it; the {} schools are listed on the review's sheet “{}”, and a URN or LAESTAB will do as well",
            names.len(),
            run.rulebook.words("tab.schools")
        );
    }
    let near: Vec<String> = near.iter().map(|name| format!("`{name}`")).collect();
    format!("no school is called `{asked}`; did you mean {}?", near.join(" or "))
}

/// The names that are like one, at most three. A name is often given in part: each of its words is looked for.
fn near<'n>(asked: &str, names: &[&'n str]) -> Vec<&'n str> {
    const LIKE: f64 = 0.7;
    let asked = asked.to_lowercase();
    let likeness = |name: &str| {
        let name = name.to_lowercase();
        let words: Vec<&str> = name.split_whitespace().collect();
        let wanted = asked.split_whitespace().count().max(1);
        let parts = words.windows(wanted.min(words.len().max(1))).map(|part| part.join(" "));
        parts
            .map(|part| strsim::normalized_damerau_levenshtein(&asked, &part))
            .fold(strsim::normalized_damerau_levenshtein(&asked, &name), f64::max)
    };
    let mut near: Vec<(f64, &str)> = names.iter().map(|name| (likeness(name), *name)).collect();
    near.retain(|(likeness, _)| *likeness >= LIKE);
    near.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    near.into_iter().take(3).map(|(_, name)| name).collect()
}

type Asked = (Option<crate::rulebook::ids::RuleId>, Vec<Supposed>);

fn rule_and_supposed(command: &Explain, run: &Run) -> Result<Asked, String> {
    let rule = match &command.rule {
        None => None,
        Some(name) => {
            let found = run.rulebook.rule_named(name).map(|(id, _)| id);
            let names = run.rulebook.rules.iter().map(|rule| &*rule.id);
            Some(found.ok_or_else(|| rulebook::unknown("rule", name, names))?)
        }
    };
    let supposed: Result<Vec<Supposed>, String> = command.what_if.iter().map(|text| suppose(run, text)).collect();
    Ok((rule, supposed?))
}

fn suppose(run: &Run, text: &str) -> Result<Supposed, String> {
    let how = || format!("`{text}` is not understood; write it as ks4.five_ac_em=41");
    let (name, value) = text.split_once('=').ok_or_else(how)?;
    let (measure, group) = measure_and_group(run, name.trim())?;
    let value = value.trim();
    if value.trim_end_matches('%').parse::<f64>().is_ok_and(|number| !number.is_finite()) {
        return Err(format!("`{value}` is no figure that a school can have; write a number, as in ks4.five_ac_em=41"));
    }
    believable(run, measure, value)?;
    let value = match value.trim_end_matches('%').parse::<f64>() {
        Ok(number) => Ok(crate::domain::Value::Number(number)),
        Err(_) => return Err(format!("`{value}` is no number; write one, as in {name}=41", name = name.trim())),
    };
    Ok(Supposed { measure, group, year: run.evaluation.year, value })
}

/// A figure that would not be believed in a workbook cannot be supposed either.
fn believable(run: &Run, measure: crate::rulebook::ids::MeasureId, value: &str) -> Result<(), String> {
    let Some(measure) = run.rulebook.measure(measure) else { return Ok(()) };
    match (measure.range, value.trim_end_matches('%').parse::<f64>()) {
        (Some((least, most)), Ok(number)) if number < least || number > most => Err(format!(
            "{number} lies outside what {} can be ({} to {})",
            measure.title,
            crate::domain::Value::Number(least),
            crate::domain::Value::Number(most)
        )),
        _ => Ok(()),
    }
}

fn measure_and_group(
    run: &Run,
    name: &str,
) -> Result<(crate::rulebook::ids::MeasureId, crate::rulebook::ids::GroupId), String> {
    use crate::rulebook::ids::GroupId;
    if let Some((id, _)) = run.rulebook.measure_named(name) {
        return Ok((id, GroupId::ALL));
    }
    if let Some((measure, group)) = name.rsplit_once('.')
        && let Some((id, _)) = run.rulebook.measure_named(measure)
        && let Some(at) = run.rulebook.groups.iter().position(|known| &*known.id == group)
        && let Ok(at) = u8::try_from(at)
    {
        return Ok((id, GroupId(at)));
    }
    Err(rulebook::unknown("measure", name, run.rulebook.measures.iter().map(|measure| &*measure.id)))
}
