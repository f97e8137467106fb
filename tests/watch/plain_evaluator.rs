//! An evaluator that is quick and whose every output can be foretold.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use workbook::fingerprint;
use yardstick::run;
use yardstick::watch::{Evaluator, Job, Outcome, Output, OutputKind, Refused, Round, Verdict};

pub const REVIEW: &str = "School review 2011-12.csv";
/// the last line of every output: without it, it is half a file
pub const END: &str = "END\n";

/// Counts its rounds.
#[derive(Clone, Default)]
pub struct PlainEvaluator {
    pub rounds: Arc<AtomicUsize>,
}

impl Evaluator for PlainEvaluator {
    fn check(&self, rules: &Path) -> Verdict {
        let text: String = texts(rules).into_values().collect();
        assert!(!text.contains("PANIC"), "a rule that makes checking fail");
        if text.contains("BROKEN") {
            let text = format!("floors.yaml:1: {text}");
            return Verdict::Broken { short: "1 mistake".into(), lines: vec![text.clone()], text };
        }
        Verdict::Sound
    }

    fn evaluate(&self, job: &Job<'_>) -> Round {
        self.rounds.fetch_add(1, Ordering::SeqCst);
        let mut refused = Vec::new();
        let mut books = BTreeMap::new();
        for path in job.inputs {
            let name = name_of(path);
            match fs::read_to_string(path) {
                Ok(text) if text.contains("PANIC") => panic!("a workbook that makes evaluating fail"),
                Ok(text) if text.contains("BROKEN") => refused.push(Refused { name, why: "it is broken".into() }),
                Ok(text) => drop(books.insert(name, text)),
                Err(why) => refused.push(Refused { name, why: why.to_string() }),
            }
        }
        let rules = job.rules.map(texts).unwrap_or_default();
        let decisions = decisions_in(job.out);
        let mut outputs = Vec::new();
        let outcome = match write(job, &books, &rules, &decisions, &mut outputs) {
            Ok(()) => Outcome::Written,
            Err(why) => Outcome::Failed(why.to_string()),
        };
        let summary = vec![format!("{} schools", books.len())];
        Round { outcome, outputs, refused, summary, attention: Vec::new(), chosen: Vec::new() }
    }

    fn about(&self) -> String {
        "plain".to_owned()
    }
}

fn write(
    job: &Job<'_>,
    books: &BTreeMap<String, String>,
    rules: &BTreeMap<String, String>,
    decisions: &[String],
    outputs: &mut Vec<Output>,
) -> io::Result<()> {
    for (name, text, kind) in
        expected(books, rules, decisions, job.rules_trouble.map(|lines| lines.join("\n")).as_deref())
    {
        let placed = run::place(&job.out.join(&name), text.as_bytes(), job.stamp).map_err(|error| error.why)?;
        outputs.push(Output { placed, fingerprint: fingerprint::of(text.as_bytes()), kind });
    }
    Ok(())
}

/// Every output that these workbooks, rules and decisions have.
pub fn expected(
    books: &BTreeMap<String, String>,
    rules: &BTreeMap<String, String>,
    decisions: &[String],
    trouble: Option<&str>,
) -> Vec<(String, String, OutputKind)> {
    let mut outputs = Vec::new();
    let rules: String = rules.iter().map(|(name, text)| format!("{name}: {text}\n")).collect();
    for (name, text) in books {
        let stem = name.rsplit_once('.').unwrap().0.replace(['/', '\\'], " - ");
        // long enough that a half-written file would be seen
        let text = format!("{text}\n{rules}{}{END}", "x".repeat(20_000));
        outputs.push((format!("{stem} - annotated.csv"), text, OutputKind::Copy));
    }
    let list: String = books.iter().map(|(name, text)| format!("{name} says {text}\n")).collect();
    let decisions = decisions.concat();
    let trouble = trouble.map_or(String::new(), |trouble| format!("rules need attention: {trouble}\n"));
    outputs.push((REVIEW.to_owned(), format!("{trouble}{list}{rules}{decisions}{END}"), OutputKind::Review));
    outputs
}

/// The decisions in the review that lies there, and in copies of it.
pub fn decisions_in(out: &Path) -> Vec<String> {
    let text = fs::read_to_string(out.join(REVIEW)).unwrap_or_default();
    text.lines().filter(|line| line.starts_with("decision: ")).map(|line| format!("{line}\n")).collect()
}

/// The files of a folder and those in it, by name.
pub fn texts(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for path in fs::read_dir(next).into_iter().flatten().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = fs::read_to_string(&path) {
                found.insert(path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/"), text);
            }
        }
    }
    found
}

fn name_of(path: &Path) -> String {
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let folder: PathBuf = path.parent().unwrap().into();
    let folder = name(&folder);
    if folder.starts_with("sub") { format!("{folder} - {}", name(path)) } else { name(path) }
}
