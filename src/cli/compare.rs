//! `yardstick compare`: two rulebooks, or two years, on the same workbooks.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;
use serde_json::{Value, json};

use super::agreed::AgreedIn;
use super::{Ended, Exit, clock, named, table, terminal};
use crate::bench::compare::sheets::{self, Sheets};
use crate::bench::compare::{Asked, Change, Compared, compare_rulebooks, compare_years};
use crate::domain::AcademicYear;
use crate::domain::phrase::short;
use crate::intake::Whose;
use crate::rulebook::Rulebook;
use crate::rulebook::changes::Edit;
use crate::run::door::Made;
use crate::run::{self, Inputs};

/// Show what another rulebook, or another year, changes for which school and why
///
/// With `--with`, two rulebooks are compared on the same workbooks, and each edit is tried by itself to see which of
/// them makes the difference; a revision of git is always the earlier one. With `--year` given twice, two years are
/// compared under one rulebook, and a change of results is told from a change of the rules in force. Grades agreed in
/// the last review take part where rulebooks are compared; between years they take none, as they were agreed on one.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick compare workbooks --rules rules --with rules-proposed
  yardstick compare workbooks --with git:HEAD~1 --out comparison.xlsx
  yardstick compare workbooks --year 2010-11 --year 2011-12")]
pub struct Compare {
    /// workbooks, CSV files, or folders of them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// the rulebook compared with the one of --with [default: rules, or the built-in rulebook where there is none]
    #[arg(long, value_name = "DIR")]
    rules: Option<String>,
    /// the other rulebook: a folder, which comes after, or git:REVISION for the rules folder as it was before
    #[arg(long, value_name = "DIR")]
    with: Option<String>,
    /// the same as --with git:REVISION
    #[arg(long, value_name = "REVISION", conflicts_with = "with")]
    with_revision: Option<String>,
    /// the academic year to judge [default: the one most values are for]; given twice, the two years to compare
    #[arg(long, value_name = "2013-14")]
    year: Vec<AcademicYear>,
    /// the later year: the same as giving --year twice
    #[arg(long, value_name = "2013-14", requires = "year", conflicts_with_all = ["with", "with_revision"])]
    with_year: Option<AcademicYear>,
    /// judge another authority's schools than the rulebook's: its name or number, or `all`
    #[arg(long, value_name = "NAME")]
    authority: Option<Whose>,
    /// the stated day [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::clock::day)]
    date: Option<NaiveDate>,
    #[command(flatten)]
    agreed: AgreedIn,
    /// also write a workbook
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// for programs: one JSON value, and nothing else
    #[arg(long)]
    json: bool,
}

pub(super) fn run(command: &Compare) -> Ended {
    let years = years(command)?;
    super::may_stand(command.out.as_ref(), Made::Comparison)?;
    let (before, after) = rulebooks(command)?;
    let rules = before.checked()?;
    let inputs = super::evaluate::read(&command.paths, command.json)?;
    let date = command.date.unwrap_or_else(clock::today);
    let agreed = after.as_ref().and_then(|_| command.agreed.read(&rules, date));
    let said = said_of(&inputs);
    let (year, later) = years;
    let whose = command.authority.clone().unwrap_or_default();
    let tables_of = year.filter(|_| after.is_some());
    let asked = Asked { books: &inputs.books, tables_of, whose: &whose, date, agreed: agreed.as_ref() };
    let shown = match (&after, year, later) {
        (Some(after), year, _) => {
            let new = after.checked()?;
            let year = year.or_else(|| run::most_spoken_of(&rules, &asked.read(&rules)));
            let year = year.ok_or_else(|| run::NothingToJudge::NoYear.to_string())?;
            let title = format!("{} and {}, results of {year}", before.name, after.name);
            let done = compare_rulebooks(&asked, year, (&before.source, &rules), (&after.source, &new));
            Shown { title, rulebook: new, done, date }
        }
        (None, Some(earlier), Some(later)) => {
            let dataset = asked.read(&rules);
            let changes = compare_years(&before.source, &rules, &dataset, (earlier, later), date);
            let title = format!("{earlier} and {later} by {}", before.name);
            let done = Compared { year: later, schools: dataset.schools.len(), edits: Vec::new(), changes };
            Shown { title, rulebook: rules, done, date }
        }
        _ => return Err("say what to compare: --with DIR, --with git:REVISION, or two years with --year".into()),
    };
    if command.json {
        terminal::answer(&shown.as_json(&said));
    } else {
        shown.print();
    }
    terminal::error(&match after {
        Some(_) => command.agreed.told(agreed.as_ref()),
        None => "agreed grades take no part between two years: they were agreed on the results of one".to_owned(),
    });
    let hanging = after.as_ref().map_or_else(Vec::new, |_| command.agreed.hanging(&shown.rulebook, date));
    said.iter().chain(&hanging).for_each(|line| terminal::error(line));
    match &command.out {
        Some(file) => shown.write(file, command.json),
        None => Ok(Exit::Done),
    }
}

/// The year asked for, and the later one where two years are compared.
fn years(command: &Compare) -> Result<(Option<AcademicYear>, Option<AcademicYear>), String> {
    let rulebooks = command.with.is_some() || command.with_revision.is_some();
    let mut years: Vec<AcademicYear> = command.year.iter().copied().chain(command.with_year).collect();
    years.sort_unstable();
    match years.as_slice() {
        [] => Ok((None, None)),
        [only] if rulebooks => Ok((Some(*only), None)),
        [earlier, later] if !rulebooks && earlier != later => Ok((Some(*earlier), Some(*later))),
        _ if rulebooks => Err("two rulebooks are compared on the results of one year".to_owned()),
        _ => {
            Err("give two years to compare, as in --year 2010-11 --year 2011-12, or a rulebook with --with".to_owned())
        }
    }
}

/// The two rulebooks, the earlier first: what lies in git was there before what lies in the folder.
fn rulebooks(command: &Compare) -> Result<(named::Named, Option<named::Named>), String> {
    let beside = Path::new(command.rules.as_deref().unwrap_or("rules"));
    let own = match &command.rules {
        None if !beside.is_dir() => named::built_in(),
        _ => named::open(&beside.to_string_lossy(), beside)?,
    };
    let name = match (&command.with, &command.with_revision) {
        (Some(name), _) => name.clone(),
        (None, Some(revision)) => format!("git:{revision}"),
        (None, None) => return Ok((own, None)),
    };
    let other = named::open(&name, beside)?;
    Ok(if name.starts_with("git:") { (other, Some(own)) } else { (own, Some(other)) })
}

/// Workbooks that could not be read: a comparison without them may be another one.
pub(super) fn said_of(inputs: &Inputs) -> Vec<String> {
    inputs.refused.iter().map(|refused| refused.error.to_string()).collect()
}

/// Letters of a value that are shown in the terminal; the workbook has all of them.
const SHOWN: usize = 32;

struct Shown {
    title: String,
    rulebook: std::sync::Arc<Rulebook>,
    done: Compared,
    date: NaiveDate,
}

impl Shown {
    fn print(&self) {
        terminal::say(&self.title);
        let real: Vec<&Edit> = self.done.edits.iter().filter(|edit| !edit.only_words).collect();
        let words = self.done.edits.len() - real.len();
        if !self.done.edits.is_empty() {
            let about_words = match words {
                0 => String::new(),
                words => format!("; {words} more of words or cases alone"),
            };
            terminal::say(&format!("{}{about_words}", terminal::counted(real.len(), "edit", "edits")));
            real.iter().for_each(|edit| terminal::say(&format!("  {}  [{}]", edit.short(), edit.place)));
        }
        terminal::say(&sheets::changed_schools(&self.done.changes, self.done.schools));
        if self.done.changes.is_empty() {
            return;
        }
        terminal::say("");
        let mut rows = vec![["school", "in what", "before", "after", "because of"].map(str::to_owned).to_vec()];
        rows.extend(self.done.changes.iter().map(|change| self.row(change)));
        table::lines(&rows).iter().for_each(|line| terminal::say(line));
    }

    fn row(&self, change: &Change) -> Vec<String> {
        let what = match change.item.aspect {
            crate::bench::compare::Aspect::Status => change.title.clone(),
            aspect if change.item.id.is_empty() => change.title.clone().replace("floor standard", aspect.word()),
            _ => change.title.clone(),
        };
        let cut = |text: &Option<String>| text.as_deref().map_or("–".to_owned(), |text| short(text, SHOWN));
        let because = sheets::because(&change.because, &self.done.edits);
        vec![change.name.to_string(), what, cut(&change.before), cut(&change.after), because]
    }

    fn as_json(&self, not_read: &[String]) -> Value {
        let change = |change: &Change| {
            let because = sheets::because(&change.because, &self.done.edits);
            json!({
                "school": change.school.to_string(),
                "name": &*change.name,
                "aspect": change.item.aspect.word(),
                "id": &*change.item.id,
                "title": change.title,
                "before": change.before,
                "after": change.after,
                "because": { "kind": change.because.kind(), "edits": change.because.edits(), "words": because },
            })
        };
        json!({
            "title": self.title,
            "year": self.done.year.to_string(),
            "schools": self.done.schools,
            "edits": self.done.edits,
            "changes": self.done.changes.iter().map(change).collect::<Vec<_>>(),
            "not_read": not_read,
        })
    }

    fn write(&self, file: &Path, for_programs: bool) -> Ended {
        let sheets = Sheets {
            rulebook: &self.rulebook,
            title: &self.title,
            schools: self.done.schools,
            changes: &self.done.changes,
            edits: &self.done.edits,
            date: self.date,
        };
        super::write_book(sheets::write(&sheets), file, Made::Comparison, for_programs)
    }
}
