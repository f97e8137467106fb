//! Papers to print, from a run: which visit, which years, and each file into its place.

use std::path::Path;

use super::door::{Made, put_or_beside};
use super::output::with_inputs;
use super::{FileKind, Run, Written, names, place_new, plain};
use crate::judge::advise::CycleStep;
use crate::judge::evaluate::{Evaluation, Views, evaluate};
use crate::review::ReviewInputs;
use crate::review::papers::{self, PaperInputs, YearBefore};
use crate::rulebook::model::{Paper, PaperFor};

/// Which papers are wanted.
#[derive(Clone, Debug, Default)]
pub struct PapersAsked {
    /// the visit that templates are for, by its place in the cycle; without it, the next one
    pub visit: Option<usize>,
    /// the only school whose page is wanted, by its place in the dataset
    pub school: Option<usize>,
    /// the only paper that is wanted, by its place in the rulebook
    pub paper: Option<usize>,
}

/// The event of the cycle with a name that some paper is made for.
///
/// # Errors
/// The names there are.
pub fn visit_named<'r>(run: &'r Run, name: &str) -> Result<usize, Vec<&'r str>> {
    let cycle = &run.rulebook.cycle;
    let mut visits: Vec<usize> = run.rulebook.papers.iter().flat_map(|paper| paper.visits.iter().copied()).collect();
    visits.sort_unstable();
    visits.dedup();
    let named = |at: &usize| cycle.get(*at).map(|event| &*event.id);
    let found = visits.iter().copied().find(|at| named(at) == Some(name));
    found.ok_or_else(|| visits.iter().filter_map(named).collect())
}

/// Makes the papers of the rulebook and writes each whole or not at all; `stamp` names one whose place is taken.
pub fn write_papers(run: &Run, out: &Path, asked: &PapersAsked, stamp: &str, done: impl Fn(&str)) -> Written {
    let mut written = Written {
        attention: run.kept.earlier.attention.clone(),
        remarks: run.kept.earlier.remarks.clone(),
        ..Written::default()
    };
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
            let visit = visit_of(run, paper, asked);
            let with = PaperInputs { report: inputs, views, before: &before, visit, only: asked.school };
            one(run, &with, paper, out, stamp, &mut written);
            done(&paper.id);
        }
    });
    written
}

/// The papers that are wanted: those of the authority only where no school is named.
fn wanted<'r>(run: &'r Run, asked: &PapersAsked) -> impl Iterator<Item = &'r Paper> {
    let (only, school) = (asked.paper, asked.school);
    let all = run.rulebook.papers.iter().enumerate();
    let named = all.filter(move |(at, _)| only.is_none_or(|only| only == *at));
    named.map(|(_, paper)| paper).filter(move |paper| school.is_none() || paper.made_for != PaperFor::TheAuthority)
}

fn one(run: &Run, with: &PaperInputs<'_>, paper: &Paper, out: &Path, stamp: &str, written: &mut Written) {
    match papers::make(with, paper) {
        Ok(Some(made)) => {
            let path = out.join(names::as_file(&made.file));
            match keep_filled_in(paper, &path, &made.bytes, stamp) {
                Ok(kept) => {
                    written.remarks.extend(kept);
                    written.take(FileKind::Paper, put_or_beside(&path, &made.bytes, Made::Paper, stamp));
                }
                Err(why) => written.attention.push(why),
            }
        }
        Ok(None) => written.remarks.push(not_made(run, with.report, paper, with.visit)),
        Err(error) => written.attention.push(format!("the paper `{}` could not be made: {error}", paper.id)),
    }
}

/// A template is there to be written in, and nothing of it is read back: an older one that is not the same is kept.
fn keep_filled_in(paper: &Paper, path: &Path, bytes: &[u8], stamp: &str) -> Result<Option<String>, String> {
    let old = match std::fs::read(path) {
        Ok(old) if paper.made_for == PaperFor::EachVisit && old != bytes => old,
        Err(why) if why.kind() != std::io::ErrorKind::NotFound && paper.made_for == PaperFor::EachVisit => {
            return Err(format!("{} could not be read ({}), so it was not made anew", path.display(), plain(&why)));
        }
        _ => return Ok(None),
    };
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let kept = place_new(&path.with_file_name(format!("{stem} (kept, {stamp}).xlsx")), &old).map_err(|error| {
        format!("{} could not be kept ({}), so it was not made anew", name(path), plain(&error.why))
    })?;
    Ok(Some(format!("{} was there already; what may have been written in it is kept as {}", name(path), name(&kept))))
}

/// Why there was nothing to make a paper for.
fn not_made(run: &Run, inputs: &ReviewInputs<'_>, paper: &Paper, visit: Option<&CycleStep>) -> String {
    let event = visit.and_then(|step| run.rulebook.cycle.get(step.event));
    match (paper.made_for, event) {
        (PaperFor::EachVisit, None) => {
            format!("`{}` was not made: the cycle has no visit it is for (as at {})", paper.id, inputs.evaluation.date)
        }
        (PaperFor::EachVisit, Some(event)) => {
            format!("`{}` was not made: {} is for no school here", paper.id, event.title)
        }
        (PaperFor::TheAuthority, _) => format!("`{}` was not made: the rulebook has nothing that it shows", paper.id),
        _ => format!("`{}` was not made: no school here has a page on it", paper.id),
    }
}

/// The visit that a paper is for: the one asked for, else the next of those it is made for.
fn visit_of<'r>(run: &'r Run, paper: &Paper, asked: &PapersAsked) -> Option<&'r CycleStep> {
    run.advice.cycle.iter().find(|step| match asked.visit {
        Some(event) => step.event == event && paper.visits.contains(&event),
        None => paper.visits.contains(&step.event),
    })
}

/// The years before that papers show, judged by the same rules, the last one first.
fn years_before(run: &Run, asked: &PapersAsked) -> Vec<Evaluation> {
    let of_authority = wanted(run, asked).filter(|paper| paper.made_for == PaperFor::TheAuthority);
    let years = of_authority.flat_map(|paper| &paper.sections).map(|section| section.years).max().unwrap_or(1);
    let judged = run.evaluation.year;
    let year = |back| evaluate(&run.rulebook, &run.dataset, &run.decisions, judged.before(back), run.evaluation.date);
    (1..years).map(year).collect()
}
