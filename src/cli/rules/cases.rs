//! `yardstick rules cases`: findings marked right or wrong in a review, as cases beside their rules.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::{Ended, Exit, Stop, folder, import};
use crate::bench::cases::{self, Judged, Mark, TakenUp};
use crate::cli::{rulebook, terminal, verify};
use crate::intake::Whose;
use crate::judge::evaluate::Views;
use crate::review::decisions::{Properties, ReviewRead, read_back};
use crate::rulebook::model::Rulebook;
use crate::run::seal::Seal;
use crate::run::sealed;
use crate::run::{Earlier, Inputs, Run};
use workbook::read::Limits;

/// Take findings marked right or wrong in a review up as cases of their rules
///
/// On the review's sheet of findings, each can be marked right or wrong. A right one becomes a case that guards what the
/// rule says now; a wrong one a case that fails until the rule is mended. The review's workbooks are read again for what
/// each rule read. Cases are written behind those that are there; comments, order and layout stay.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick rules cases \"reviewed/School review 2011-12.xlsx\"
  yardstick rules cases review.xlsx --rules our-rules --inputs workbooks --yes")]
pub(super) struct Cases {
    /// the review
    #[arg(value_name = "REVIEW")]
    review: PathBuf,
    /// folders with its workbooks [default: where its links lead]
    #[arg(long, value_name = "DIR", num_args = 1..)]
    inputs: Vec<PathBuf>,
    /// the rules folder
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// whose schools the review judged, where that was asked for: a name or number, or `all`
    #[arg(long, value_name = "NAME")]
    authority: Option<Whose>,
    /// write without asking
    #[arg(long, short)]
    yes: bool,
}

pub(super) fn run(command: &Cases) -> Ended {
    let (given, seal) = verify::opened(&command.review)?;
    let folder = folder(command.rules.as_ref());
    let opened = rulebook::open(Some(&folder), seal.date)?;
    let rules = rulebook::usable(&opened)?;
    let review = read_back(&given, &Properties::default(), &rules);
    let marks = cases::marks(&review);
    if marks.is_empty() {
        terminal::say(&format!(
            "no finding is marked in {}; mark them on its sheet “{}”",
            command.review.display(),
            rules.words("tab.findings")
        ));
        return Ok(Exit::Done);
    }
    let run = again(command, &seal, &review, &rules)?;
    let asked = run.asked();
    let views = Views::new(&run.rulebook, &run.dataset, &run.decisions, &run.evaluation);
    let judged = Judged { dataset: &run.dataset, evaluation: &run.evaluation, views: &views, asked: &asked };
    let (edited, done) = cases::take_up(&opened.source, &rules, &judged, &marks);
    shown(&done, &marks);
    let fine = if done.left.is_empty() { Exit::Done } else { Exit::NeedsAttention };
    if done.taken.is_empty() {
        return Ok(fine);
    }
    if !command.yes && !import::agreed() {
        return Err(Stop::attention("nothing was written"));
    }
    import::write(&folder, &opened.source, &edited)?;
    Ok(fine)
}

/// The review's run made again.
///
/// # Errors
/// Where its workbooks are not there as they were.
fn again(command: &Cases, seal: &Seal, review: &ReviewRead, rules: &Arc<Rulebook>) -> Result<Run, Stop> {
    let folders = if command.inputs.is_empty() { sealed::folders(&command.review) } else { command.inputs.clone() };
    let found = sealed::find(seal, &folders).map_err(|wrong| Stop::unreadable(&wrong))?;
    if !found.missing.is_empty() {
        found.missing.iter().for_each(|name| terminal::error(&format!("the workbook {name} was not found")));
        return Err(Stop::attention("name the folders of the review's workbooks with --inputs"));
    }
    let mut inputs = Inputs::read(found.inputs, &Limits::default(), |_| {});
    let home = command.review.parent().unwrap_or(Path::new(""));
    let mut failed = None;
    for options in seal.ways(false, command.authority.as_ref(), rules) {
        match Run::new(
            Arc::clone(rules),
            inputs,
            Earlier::of_review(review, home, (seal.year, seal.date), rules),
            &options,
        ) {
            Ok(run) if is_the_one(&run, seal) => return Ok(run),
            Ok(run) => inputs = run.inputs,
            Err(nothing) => {
                failed = Some(nothing.why.to_string());
                inputs = nothing.inputs;
            }
        }
    }
    let failed = failed.unwrap_or_else(|| format!("{} cannot be made again", command.review.display()));
    Err(Stop::attention(failed))
}

fn is_the_one(run: &Run, seal: &Seal) -> bool {
    run.evaluation.year == seal.year && *seal.authority == **run.dataset.authority_or(&run.rulebook.authority)
}

fn shown(done: &TakenUp, marks: &[Mark]) {
    for one in &done.taken {
        terminal::say(&format!("{}, {}", one.file, one.rule));
        one.case.lines().iter().for_each(|line| terminal::say(&format!("    {line}")));
        if one.open {
            terminal::say("    (fails until the rule is mended: yardstick test shows it)");
        }
    }
    done.left.iter().for_each(|(what, why)| terminal::error(&format!("{what}: {why}")));
    let known = if done.known > 0 { format!("; {} taken up before", done.known) } else { String::new() };
    terminal::say(&format!(
        "{} from {}{known}",
        terminal::counted(done.taken.len(), "new case", "new cases"),
        terminal::counted(marks.len(), "marked finding", "marked findings")
    ));
}
