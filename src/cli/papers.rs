//! `yardstick papers`: school profiles, visit templates, the authority's tables and packs for meetings, to print.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::{Ended, Stop, clock, rulebook};
use crate::domain::AcademicYear;
use crate::intake::Whose;
use crate::rulebook::expression::nearest;
use crate::rulebook::model::{Paper, PaperFor};
use crate::run::{self, NoEvent, Options, PapersAsked, Run, Summary};

/// Write papers to print: a page for each school, templates for the next visit, the authority's tables
///
/// What stands on them, in which order and under which titles is in the rules folder, under `papers:`. Each paper is a
/// workbook, laid out for A4. The pack of a meeting is made when it is asked for, with --for: what is decided in it is read
/// back like a copy of the review. Letters are made with --paper letters, a document for each school. Decisions and agreed grades of the review in the output folder take part.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick papers workbooks
  yardstick papers workbooks --date 2013-02-01             templates for the visit due then
  yardstick papers workbooks --visit visit-3 --only visit-templates
  yardstick papers workbooks --for srg-2                   the pack of a meeting, to decide in
  yardstick papers workbooks --for dmt-2012-10             what is reported to DMT in October
  yardstick papers workbooks --paper letters               a letter to each school, in a folder
  yardstick papers workbooks --school \"Mereside Cross\"      one school's pages")]
pub struct Papers {
    /// workbooks, CSV files, or folders of them
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// the rules folder [default: rules, or the built-in rulebook where there is none]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// the folder for papers, with the last review, whose agreed grades take part
    #[arg(long, value_name = "DIR", default_value = "reviewed")]
    out: PathBuf,
    /// the academic year to judge [default: the one most values are for]
    #[arg(long, value_name = "2013-14")]
    year: Option<AcademicYear>,
    /// the day the papers are dated; the next visit is counted from it [default: today]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = super::clock::day)]
    date: Option<NaiveDate>,
    /// the visit that templates are for, as the cycle names it [default: the one under way or next]
    #[arg(long, value_name = "ID")]
    visit: Option<String>,
    /// what this event of the cycle needs: its name, or to whom it is reported and in which month
    #[arg(long = "for", value_name = "EVENT", conflicts_with = "visit")]
    event: Option<String>,
    /// only this school's pages: a name, part of one, a URN or a LAESTAB
    #[arg(long, value_name = "NAME")]
    school: Option<String>,
    /// only this paper, as the rules name it
    #[arg(long, value_name = "ID", visible_alias = "paper")]
    only: Option<String>,
    /// judge another authority's schools than the rulebook's: its name or number, or `all`
    #[arg(long, value_name = "NAME")]
    authority: Option<Whose>,
    /// read hidden sheets, rows and columns too
    #[arg(long)]
    hidden: bool,
    /// print nothing but what needs attention
    #[arg(long, short)]
    quiet: bool,
}

pub(super) fn run(command: &Papers) -> Ended {
    if command.out.is_file() {
        return Err(format!("{} is a file; name a folder for the papers", command.out.display()).into());
    }
    let date = command.date.unwrap_or_else(clock::today);
    let opened = rulebook::open_to_judge(command.rules.as_deref(), date)?;
    let rules = rulebook::usable(&opened)?;
    if rules.papers.is_empty() {
        let help = "`yardstick init DIR` writes some to take over, in DIR/rules/papers";
        let message = format!("the rulebook declares no papers: add a file with a section `papers:`; {help}");
        return Err(Stop::attention(message));
    }
    let mut inputs = super::evaluate::read_apart(&command.paths, Some(&command.out), command.quiet)?;
    let options = Options {
        year: command.year,
        date,
        hidden: command.hidden,
        whose: command.authority.clone().unwrap_or_default(),
    };
    let earlier = run::decisions_in_and(&command.out, &mut inputs, &rules, &options);
    let done = Run::new(rules, inputs, earlier, &options).map_err(|found| super::evaluate::found_nothing(&found))?;
    let asked = asked(command, &done)?;
    let written = run::write_papers(&done, &command.out, &asked, &clock::stamp(), |_| ());
    Ok(super::evaluate::told(&Summary::of(&done, &written), command.quiet))
}

/// What is asked for by name.
fn asked(command: &Papers, done: &Run) -> Result<PapersAsked, String> {
    let papers = &done.rulebook.papers;
    let paper = match &command.only {
        Some(name) => {
            let found = papers.iter().position(|paper| *paper.id == **name);
            Some(found.ok_or_else(|| rulebook::unknown("paper", name, papers.iter().map(|paper| &*paper.id)))?)
        }
        None => None,
    };
    let visit = match &command.visit {
        Some(name) => Some(
            run::visit_named(done, name).map_err(|known| rulebook::unknown("visit", name, known.iter().copied()))?,
        ),
        None => None,
    };
    let event = match &command.event {
        Some(name) => Some(run::event_named(done, name).map_err(|why| no_event(name, &why))?),
        None => None,
    };
    let school = match &command.school {
        Some(name) => Some(super::explain::the_school(done, name)?),
        None => None,
    };
    let pack = |paper: Option<&Paper>| paper.is_some_and(|paper| paper.made_for == PaperFor::AMeeting);
    let is_pack = match event {
        Some(event) => papers.iter().any(|paper| pack(Some(paper)) && paper.events.contains(&event.event)),
        None => pack(paper.and_then(|at| papers.get(at))),
    };
    if is_pack && school.is_some() {
        return Err("the pack of a meeting is for all its schools; leave out --school".to_owned());
    }
    Ok(PapersAsked { visit, school, paper, event })
}

/// That no papers are made for a name.
fn no_event(name: &str, why: &NoEvent<'_>) -> String {
    match why {
        NoEvent::Unknown(known) if nearest(name, known.iter().copied()).is_empty() => {
            format!("there is no event `{name}` in the cycle; papers are made for {}", known.join(", "))
        }
        NoEvent::Unknown(known) => rulebook::unknown("event of the cycle with papers", name, known.iter().copied()),
        NoEvent::NoPaper(known) => {
            let of = if known.is_empty() { "no event of the cycle".to_owned() } else { known.join(", ") };
            format!("no paper is made for `{name}`; papers are made for {of}")
        }
    }
}
