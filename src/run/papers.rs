//! Papers to print, from a run: which visit or meeting, which years, and each file into its place.

mod letter;
mod meeting;

use std::path::{Path, PathBuf};

pub use meeting::{EventAsked, NoEvent, event_named};

use super::decisions::place_paper;
use super::door::{Made, put_or_beside};
use super::review_inputs::with_inputs;
use super::{FileKind, PlaceError, Run, Written, place_aside, place_new, plain};
use crate::judge::advise::{CycleStep, Time, times};
use crate::judge::evaluate::{Evaluation, Views, evaluate};
use crate::review::ReviewInputs;
use crate::review::papers::{self, PaperInputs, YearBefore};
use crate::rulebook::model::{Paper, PaperFor, Shows};

/// Which papers are wanted.
#[derive(Clone, Debug, Default)]
pub struct PapersAsked {
    /// the visit that templates are for, by its place in the cycle; without it, the next one
    pub visit: Option<usize>,
    /// the only school whose page is wanted, by its place in the dataset
    pub school: Option<usize>,
    /// the only paper that is wanted, by its place in the rulebook
    pub paper: Option<usize>,
    /// the event of the cycle whose papers are wanted
    pub event: Option<EventAsked>,
}

/// The event of the cycle with a name that some paper is made for.
///
/// # Errors
/// The names there are.
pub fn visit_named<'r>(run: &'r Run, name: &str) -> Result<usize, Vec<&'r str>> {
    let cycle = &run.rulebook.cycle;
    let visits = run.rulebook.visits_with_papers();
    let named = |at: &usize| cycle.get(*at).map(|event| &*event.id);
    let found = visits.iter().copied().find(|at| named(at) == Some(name));
    found.ok_or_else(|| visits.iter().filter_map(named).collect())
}

/// Makes the papers of the rulebook and writes each whole or not at all; `stamp` names one whose place is taken.
pub fn write_papers(run: &Run, out: &Path, asked: &PapersAsked, stamp: &str, done: impl Fn(&str)) -> Written {
    let mut written = Written::begun(run);
    let before = years_before(run, asked);
    with_inputs(run, out, |inputs, views| {
        let before: Vec<YearBefore<'_>> = before
            .iter()
            .map(|evaluation| YearBefore {
                evaluation,
                views: Views::new(&run.rulebook, &run.dataset, &run.decisions, evaluation),
            })
            .collect();
        for paper in wanted(run, asked) {
            let step = step_of(run, paper, asked);
            let since = step.as_ref().filter(|_| paper.made_for == PaperFor::AMeeting);
            let since = since.and_then(|step| meeting::changes_since_the_last(run, step));
            let told = since.as_ref().map(|(changes, day)| ReviewInputs {
                changes: Some(changes),
                changes_since: Some(*day),
                ..*inputs
            });
            let report = told.as_ref().unwrap_or(inputs);
            let known = step.as_ref().and_then(|step| meeting::visits_known_at_the_last(run, paper, step));
            let with = PaperInputs {
                report,
                views,
                before: &before,
                step: step.as_ref(),
                visits_known: known.as_ref(),
                only: asked.school,
            };
            one(run, &with, paper, out, stamp, &mut written);
            done(&paper.id);
        }
    });
    written
}

/// The papers that are wanted: those of the authority only where no school is named, packs and letters only where they are
/// asked for.
fn wanted<'r>(run: &'r Run, asked: &PapersAsked) -> impl Iterator<Item = &'r Paper> {
    let (only, school, event) = (asked.paper, asked.school, asked.event);
    let of_event = event.map(|event| meeting::papers_for(&run.rulebook, event.event));
    let all = run.rulebook.papers.iter().enumerate();
    let named = all.filter(move |(at, paper)| match (&of_event, only) {
        (Some(of_event), _) => of_event.contains(at) && only.is_none_or(|only| only == *at),
        (None, Some(only)) => only == *at,
        (None, None) => !matches!(paper.made_for, PaperFor::AMeeting | PaperFor::ALetter),
    });
    let of_schools =
        |paper: &Paper| matches!(paper.made_for, PaperFor::EachSchool | PaperFor::EachVisit | PaperFor::ALetter);
    named.map(|(_, paper)| paper).filter(move |paper| school.is_none() || of_schools(paper))
}

fn one(run: &Run, with: &PaperInputs<'_>, paper: &Paper, out: &Path, stamp: &str, written: &mut Written) {
    if paper.made_for == PaperFor::ALetter {
        return letter::write(run, with, paper, out, stamp, written);
    }
    match papers::make(with, paper) {
        Ok(Some(made)) => {
            let path = out.join(&made.file);
            let placed = match paper.made_for {
                PaperFor::EachVisit => match keep_filled_in(&path, &made.bytes, stamp) {
                    Ok(kept) => {
                        written.remarks.extend(kept);
                        put_or_beside(&path, &made.bytes, Made::Paper, stamp)
                    }
                    Err(why) => return written.attention.push(why),
                },
                PaperFor::AMeeting => place_paper(&path, &made.bytes, Made::Pack, stamp, &mut written.remarks),
                _ => place_paper(&path, &made.bytes, Made::Paper, stamp, &mut written.remarks),
            };
            written.take(FileKind::Paper, placed);
        }
        Ok(None) => written.remarks.push(not_made(run, with.report, paper, with.step)),
        Err(error) => written.attention.push(format!("the paper `{}` could not be made: {error}", paper.id)),
    }
}

/// A template is there to be written in, and is read back from among the workbooks: an older one that is not the same is
/// kept.
fn keep_filled_in(path: &Path, bytes: &[u8], stamp: &str) -> Result<Option<String>, String> {
    let old = match std::fs::read(path) {
        Ok(old) if old != bytes => old,
        Err(why) if why.kind() != std::io::ErrorKind::NotFound => {
            return Err(format!("{} could not be read ({}), so it was not made anew", path.display(), plain(&why)));
        }
        _ => return Ok(None),
    };
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let kept = kept_aside(path, &old, stamp).map_err(|error| {
        format!("{} could not be kept ({}), so it was not made anew", name(path), plain(&error.why))
    })?;
    Ok(Some(format!(
        "{} was there already; what may have been written in it is kept as {}: put it among the workbooks to have it read",
        name(path),
        name(&kept)
    )))
}

/// Keeps what lies in the place of a paper under a dated name; tells that name.
fn kept_aside(path: &Path, there: &[u8], stamp: &str) -> Result<PathBuf, PlaceError> {
    place_new(&place_aside::beside(path, &format!("kept, {stamp}")), there)
}

/// Why there was nothing to make a paper for.
fn not_made(run: &Run, inputs: &ReviewInputs<'_>, paper: &Paper, visit: Option<&CycleStep>) -> String {
    let event = visit.and_then(|step| run.rulebook.cycle.get(step.event));
    match (paper.made_for, event) {
        (PaperFor::EachVisit, None) => {
            format!("`{}` was not made: the cycle has no visit it is for (as at {})", paper.id, inputs.evaluation.date)
        }
        (PaperFor::AMeeting, None) => {
            format!(
                "`{}` was not made: the cycle has no meeting it is for (as at {})",
                paper.id, inputs.evaluation.date
            )
        }
        (PaperFor::EachVisit, Some(event)) => {
            format!("`{}` was not made: {} is for no school here", paper.id, event.title)
        }
        (PaperFor::TheAuthority, _) => format!("`{}` was not made: the rulebook has nothing that it shows", paper.id),
        _ => format!("`{}` was not made: no school here has a page on it", paper.id),
    }
}

/// The visit or meeting that a paper is for: the one asked for, else the next of those it is made for.
fn step_of(run: &Run, paper: &Paper, asked: &PapersAsked) -> Option<CycleStep> {
    let wanted = asked.event.map(|asked| asked.event).or(asked.visit);
    let mut steps = run.advice.cycle.iter().filter(|step| paper.events.contains(&step.event));
    let step = steps.find(|step| wanted.is_none_or(|event| step.event == event))?.clone();
    Some(match asked.event.and_then(|asked| asked.month) {
        Some((from, to)) => {
            let year = run.rulebook.year_begins.year_of(from).unwrap_or(step.time.year);
            let month = Time { from, to, year, dated: false, ..step.time };
            // the day in that month, where the rulebook has one
            let own = times(&run.rulebook, from, Some(to)).into_iter().filter(|(event, _)| *event == step.event);
            let day = own.map(|(_, time)| time).find(|time| time.dated && time.from >= from && time.to <= to);
            CycleStep { time: day.unwrap_or(month), ..step }
        }
        None => step,
    })
}

/// The years before that papers show, judged by the same rules, the last one first.
fn years_before(run: &Run, asked: &PapersAsked) -> Vec<Evaluation> {
    // only these look at the years as they were judged
    let sections = wanted(run, asked).flat_map(|paper| &paper.sections);
    let looking = sections.filter(|part| matches!(part.shows, Shows::Floors | Shows::Table));
    let years = looking.map(|part| part.years).max().unwrap_or(1);
    let judged = run.evaluation.year;
    let year = |back| evaluate(&run.rulebook, &run.dataset, &run.decisions, judged.before(back), run.evaluation.date);
    (1..years).map(year).collect()
}
