//! `yardstick init`: a folder to begin with.

use std::path::{Component, Path, PathBuf};

use clap::Args;

use super::templates::{self, Files};
use super::{Ended, Exit, Stop, table, terminal};
use crate::run::door::put_where_nothing_is;

/// Begin a folder of your own: a rulebook and workbooks to try it on
///
/// Writes DIR/rules and DIR/workbooks. Files that are there already are left as they are; over a rules folder that is no
/// longer the template's nothing is written.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  yardstick init my-authority
  cd my-authority
  yardstick evaluate workbooks

  yardstick init --templates
  yardstick init my-trust --template five-point-letters")]
pub struct Init {
    /// the folder to begin
    #[arg(value_name = "DIR", required_unless_present = "templates")]
    folder: Option<PathBuf>,
    /// which rulebook to begin with; `--templates` lists them
    #[arg(long, value_name = "NAME", default_value = templates::DEFAULT)]
    template: String,
    /// list the templates, and write nothing
    #[arg(long, conflicts_with_all = ["folder", "template"])]
    templates: bool,
}

pub(super) fn run(command: &Init) -> Ended {
    let Some(folder) = &command.folder else {
        let rows = templates::names().into_iter().map(|name| {
            let about = templates::files(&name).map(|files| templates::about(&files)).unwrap_or_default();
            vec![name, about]
        });
        table::lines(&rows.collect::<Vec<_>>()).iter().for_each(|line| terminal::say(line));
        return Ok(Exit::Done);
    };
    if folder.is_file() {
        let folder = folder.display();
        let better = "name a folder to begin, new or not, as in `yardstick init my-authority`";
        return Err(format!("{folder} is a file; {better}").into());
    }
    let files = templates::to_write(&command.template).ok_or_else(|| no_template(&command.template))?;
    let (written, kept) = write(folder, files)?;
    terminal::say(&format!(
        "wrote {} into {}{}",
        terminal::counted(written, "file", "files"),
        folder.display(),
        if kept == 0 { String::new() } else { format!("; {kept} that were there are left as they are") }
    ));
    let here = folder.components().all(|part| part == Component::CurDir);
    let go = if here { String::new() } else { format!("cd \"{}\", then ", folder.display()) };
    terminal::say(&format!("Next: {go}`yardstick evaluate workbooks`; the review appears in reviewed/."));
    Ok(Exit::Done)
}

fn no_template(name: &str) -> String {
    let names = templates::names();
    let near = crate::rulebook::expression::nearest(name, names.iter().map(String::as_str));
    let help =
        near.first().map_or_else(|| format!("there are {}", names.join(", ")), |near| format!("did you mean {near}?"));
    format!("there is no template {name}; {help}")
}

fn write(folder: &Path, files: Files) -> Result<(usize, usize), Stop> {
    if theirs(folder, &files) {
        // invented results beside somebody's own rules would be judged as theirs
        return Err(Stop::attention(format!(
            "{0} has a rulebook that is not this template's; nothing was written, since two would mix. \
             `yardstick rules upgrade --rules \"{0}\"` brings it up to date; a new folder takes the template.",
            folder.join("rules").display()
        )));
    }
    let (mut written, mut kept) = (0, 0);
    for (name, bytes) in files {
        let path = folder.join(&name);
        match put_where_nothing_is(&path, &bytes).map_err(|error| error.to_string())? {
            true => written += 1,
            false => kept += 1,
        }
    }
    Ok((written, kept))
}

/// Whether a rules folder is there that this template did not write: further files, or other texts. One that was only
/// begun, since the disk was full, is completed.
fn theirs(folder: &Path, files: &Files) -> bool {
    let Ok(source) = crate::rulebook::RuleSource::from_folder(&folder.join("rules")) else { return false };
    let same =
        |name: &str, text: &str| files.get(&format!("rules/{name}")).is_some_and(|ours| **ours == *text.as_bytes());
    !source.unread().is_empty() || source.files().any(|(name, text)| !same(name, text))
}
