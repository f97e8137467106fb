//! `yardstick rules document`: the rulebook in plain words.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Ended, Exit, Stop, put};
use crate::cli::{clock, rulebook, terminal};
use crate::rulebook::document;
use crate::run::door::{self, Made};

/// Write the rulebook out in plain words, for people who read no YAML
///
/// A page in Markdown: every rule with its conditions in words, years, source and line; cases as examples; measures,
/// support, structural options and the year's cycle.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick rules document                     print it
  yardstick rules document --out rules.md      one page
  yardstick rules document --pages docs/rules  a page for each topic, and one that leads to them")]
pub(super) struct Document {
    /// the file to write [default: printed]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// write a page for each topic into this folder instead
    #[arg(long, value_name = "DIR", conflicts_with = "out")]
    pages: Option<PathBuf>,
    /// the rules folder [default: rules, or the built-in rulebook where there is none]
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
}

pub(super) fn run(command: &Document) -> Ended {
    crate::cli::may_stand(command.out.as_ref(), Made::Page)?;
    let opened = rulebook::open(command.rules.as_deref(), clock::today())?;
    let rules = rulebook::usable(&opened)?;
    let own = (!opened.built_in).then(|| super::folder(command.rules.as_ref()));
    let led = |text: &str, from: &Path| document::by_way(text, own.as_ref().and_then(|to| way(from, to)).as_deref());
    if let Some(folder) = &command.pages {
        let mut all = document::pages(&rules);
        all.iter_mut().for_each(|page| page.text = led(&page.text, folder));
        return pages(&all, folder);
    }
    let text = document::markdown(&rules);
    match &command.out {
        Some(path) => put(path, led(&text, path.parent().unwrap_or(Path::new(""))).as_bytes(), Made::Page),
        None => {
            terminal::say(text.trim_end());
            Ok(Exit::Done)
        }
    }
}

/// The way from a folder to the rulebook, as links have it; none where they lie on two disks.
fn way(from: &Path, to: &Path) -> Option<String> {
    // the folder of a bare file name
    let here =
        |path: &Path| if path.as_os_str().is_empty() { Path::new(".").to_path_buf() } else { path.to_path_buf() };
    let whole = |path: &Path| std::path::absolute(here(path)).ok();
    let way = pathdiff::diff_paths(whole(to)?, whole(from)?)?;
    Some(way.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
}

/// Each page into its place; a page of ours that is of no topic any more is named, and left.
fn pages(pages: &[document::Page], folder: &Path) -> Ended {
    std::fs::create_dir_all(folder).map_err(|why| format!("{}: {why}", folder.display()))?;
    for page in pages {
        let path = folder.join(&page.file);
        crate::cli::may_stand(Some(&path), Made::Page)?;
        door::put(&path, page.text.as_bytes(), Made::Page, &clock::stamp()).map_err(Stop::attention)?;
    }
    terminal::say(&format!("{} pages in {}, beginning with index.md", pages.len(), folder.display()));
    for path in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        let is_ours = || std::fs::read(&path).is_ok_and(|bytes| Made::Page.is(&bytes));
        if !pages.iter().any(|page| path.ends_with(&page.file)) && path.is_file() && is_ours() {
            terminal::say(&format!("{} is none of them any more: delete it", path.display()));
        }
    }
    Ok(Exit::Done)
}
