//! The line, as the watch calls it: rulebook and workbooks in, what was written out.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{Local, NaiveDate};

use super::evaluator::{Evaluator, Job, Outcome, Output, OutputKind, Refused, Round, Verdict};
use super::look;
use crate::domain::AcademicYear;
use crate::domain::phrase::{counted, short};
use crate::intake::Whose;
use crate::review::RulebookNotice;
use crate::review::words;
use crate::rulebook::diagnostic::{self, Diagnostic};
use crate::rulebook::{self, Asked, Loaded, RuleSource};
use crate::run::{self, FileKind, ForMachines, Inputs, Known, Options, Run, Summary, Written};
use workbook::read::Limits;

/// The line, and what is asked of it in every round.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// the academic year to judge; without it, the one most values are for
    pub year: Option<AcademicYear>,
    /// the stated day; without it, the day of the round
    pub date: Option<NaiveDate>,
    /// whether hidden sheets are read
    pub hidden: bool,
    /// whose schools are judged, where workbooks hold those of several authorities
    pub whose: Whose,
    /// whether everything is written, of however many schools
    pub in_full: bool,
    /// findings for machines: where they are written to, and which
    pub machines: ForMachines,
    /// what earlier rounds read
    pub known: Arc<Mutex<Known>>,
}

/// What was read is given back when nothing has happened for so long.
const KEPT_FOR: Duration = Duration::from_secs(15 * 60);

impl Evaluator for Line {
    fn check(&self, rules: &Path) -> Verdict {
        let source = match RuleSource::from_folder(rules) {
            Ok(source) => source,
            Err(why) => {
                let text = why.to_string();
                return Verdict::Broken { short: "no readable folder".to_owned(), lines: vec![text.clone()], text };
            }
        };
        let loaded = self.load(&source);
        if loaded.rulebook.is_some() { Verdict::Sound } else { broken(&source, &loaded.diagnostics) }
    }

    fn evaluate(&self, job: &Job<'_>) -> Round {
        let source = match job.rules.map_or_else(|| Ok(RuleSource::default_rulebook()), RuleSource::from_folder) {
            Ok(source) => source,
            Err(why) => return failed(why.to_string()),
        };
        let Some(rulebook) = self.load(&source).rulebook else {
            return failed("the rulebook in force cannot be read any more".to_owned());
        };
        let found = match run::gather(job.inputs) {
            Ok(found) => found,
            Err(gone) => {
                let gone = gone.iter().map(|(path, _)| path.display().to_string()).collect::<Vec<_>>();
                return failed(format!("not there any more: {}", super::words::few(&gone)));
            }
        };
        let mut known = self.known();
        let mut inputs = Inputs::read_new(found, &Limits::default(), &mut known, |_| {});
        let refused = refused(&inputs);
        let options = Options { year: self.year, date: self.day(), hidden: self.hidden, whose: self.whose.clone() };
        let earlier = run::decisions_in_and(job.out, &mut inputs, &rulebook, &options);
        match Run::knowing(rulebook.into(), inputs, earlier, &options, &mut known) {
            Ok(mut run) => {
                run.in_full = self.in_full;
                run.notice = job.rules_trouble.map(notice);
                let written = run::write(&run, job.out, &self.machines, job.stamp, |_| {});
                let round = round(&Summary::of(&run, &written), &written, refused);
                known.keep(run, written);
                round
            }
            Err(nothing) => {
                let summary = Summary::of_nothing(&nothing.inputs, &nothing.dataset);
                let round = round(&summary, &Written::default(), refused);
                let outcome = Outcome::Nothing(nothing.why.to_string());
                known.keep_of_nothing(*nothing);
                Round { outcome, ..round }
            }
        }
    }

    fn rest(&self, since: Duration) {
        if since >= KEPT_FOR {
            self.known().forget();
        }
    }

    fn about(&self) -> String {
        let year = self.year.map_or_else(|| "the year of most values".to_owned(), |year| year.to_string());
        let day = self.date.map_or_else(String::new, |day| format!(", as of {day}"));
        let hidden = if self.hidden { ", with hidden sheets" } else { "" };
        let whose = match &self.whose {
            Whose::OfRulebook => String::new(),
            Whose::Every => ", every authority".to_owned(),
            Whose::Of(authority) => format!(", authority {authority}"),
        };
        format!("Yardstick {}: {year}{day}{hidden}{whose}", env!("CARGO_PKG_VERSION"))
    }
}

impl Line {
    /// What earlier rounds read; after a round that broke off, what it left is as good: all of it is checked again.
    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn day(&self) -> NaiveDate {
        self.date.unwrap_or_else(|| Local::now().date_naive())
    }

    fn load(&self, source: &RuleSource) -> Loaded {
        rulebook::load_asked(source, &Asked { to_judge: true, ..words::asked(Some(self.day())) })
    }
}

fn broken(source: &RuleSource, diagnostics: &[Diagnostic]) -> Verdict {
    let errors: Vec<&Diagnostic> = diagnostics.iter().filter(|diagnostic| diagnostic.is_error()).collect();
    let text_of = |file: &str| source.text(file).map(ToString::to_string);
    // the note is opened with whatever the officer's computer has: drawn lines may not survive that
    let style = diagnostic::Style { unicode: false, ..diagnostic::Style::default() };
    let drawn: Vec<String> = errors.iter().map(|error| diagnostic::graphical(error, &text_of, style)).collect();
    Verdict::Broken {
        short: counted(errors.len(), "mistake", "mistakes"),
        lines: errors.iter().map(|error| diagnostic::compact(error).trim_end().to_owned()).collect(),
        text: drawn.join("\n"),
    }
}

fn notice(lines: &[String]) -> RulebookNotice {
    RulebookNotice { lines: lines.to_vec() }
}

fn refused(inputs: &Inputs) -> Vec<Refused> {
    let refused = inputs.refused.iter();
    refused.map(|refused| Refused { name: refused.input.name.clone(), why: refused.error.to_string() }).collect()
}

fn round(summary: &Summary, written: &Written, refused: Vec<Refused>) -> Round {
    let told = |line: &&String| !refused.iter().any(|refused| refused.why == **line);
    Round {
        outcome: outcome(written),
        outputs: outputs(written),
        attention: summary.to_mend().iter().filter(told).cloned().collect(),
        chosen: summary.chosen().to_vec(),
        // the log cuts long lines: what they are read for stands first
        summary: summary.verdict().iter().map(|verdict| &verdict.line).chain(summary.judged()).cloned().collect(),
        refused,
    }
}

/// Where the disk refuses, nothing is done; where the review could be written, what could not is a matter of its own.
fn outcome(written: &Written) -> Outcome {
    let of_the_disk = |why: ErrorKind| {
        matches!(why, ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::ReadOnlyFilesystem)
    };
    let line = |(path, why): &(PathBuf, ErrorKind)| {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        format!("{} ({})", short(&name, 60), look::plain(&(*why).into()))
    };
    let reviewed = written.files.iter().any(|file| file.kind == FileKind::Review);
    let failed = written.unwritten.iter().find(|(_, why)| !reviewed || of_the_disk(*why));
    match (failed, written.unwritten.is_empty()) {
        (Some((path, why)), _) => Outcome::Failed(format!("{}: {}", path.display(), look::plain(&(*why).into()))),
        (None, true) => Outcome::Written,
        (None, false) => Outcome::InPart(written.unwritten.iter().map(line).collect()),
    }
}

fn outputs(written: &Written) -> Vec<Output> {
    let output = |file: &run::WrittenFile| {
        let kind = match file.kind {
            FileKind::Review => OutputKind::Review,
            FileKind::Copy => OutputKind::Copy,
            FileKind::Evidence | FileKind::Findings | FileKind::Paper | FileKind::Letter => return None,
        };
        let fingerprint = look::fingerprint_of(file.placed.path()).unwrap_or_default();
        Some(Output { placed: file.placed.clone(), fingerprint, kind })
    };
    written.files.iter().filter_map(output).collect()
}

fn failed(why: String) -> Round {
    Round::without_outputs(Outcome::Failed(why))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::{Placed, WrittenFile};

    fn written(review: bool, why: Option<ErrorKind>) -> Written {
        let placed = Placed::There("out/School review 2011-12.xlsx".into());
        let mut written = Written::default();
        written.files.extend(review.then_some(WrittenFile { kind: FileKind::Review, placed }));
        written.unwritten.extend(why.map(|why| ("out/KS4 - annotated.xlsx".into(), why)));
        written
    }

    #[test]
    fn an_output_that_cannot_be_made_is_a_matter_of_its_own_and_a_full_disk_one_of_all() {
        assert_eq!(outcome(&written(true, None)), Outcome::Written);
        let Outcome::InPart(unmade) = outcome(&written(true, Some(ErrorKind::InvalidFilename))) else { panic!() };
        assert_eq!(
            unmade,
            ["KS4 - annotated.xlsx (its name is too long, or holds a sign that the disk does not take)"]
        );
        for (review, why) in [(true, ErrorKind::StorageFull), (false, ErrorKind::InvalidFilename)] {
            assert!(matches!(outcome(&written(review, Some(why))), Outcome::Failed(_)), "{why:?}");
        }
    }
}
