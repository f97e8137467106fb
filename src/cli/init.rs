//! `yardstick init`: a folder to begin with.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Ended, Exit, terminal};
use crate::run::door::put_where_nothing_is;

/// Begin a folder of your own: the default rulebook and sample workbooks
///
/// Writes DIR/rules and DIR/workbooks. Files that are there already are left as they are.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  yardstick init my-authority
  cd my-authority
  yardstick evaluate workbooks")]
pub struct Init {
    /// the folder to begin
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

pub(super) fn run(command: &Init) -> Ended {
    if command.folder.is_file() {
        let folder = command.folder.display();
        let better = "name a folder to begin, new or not, as in `yardstick init my-authority`";
        return Err(format!("{folder} is a file; {better}").into());
    }
    let (written, kept) = write(&command.folder)?;
    terminal::say(&format!(
        "wrote {} into {}{}",
        terminal::counted(written, "file", "files"),
        command.folder.display(),
        if kept == 0 { String::new() } else { format!("; {kept} that were there are left as they are") }
    ));
    terminal::say(&format!(
        "Next: cd \"{}\", then `yardstick evaluate workbooks`; the review appears in reviewed/.",
        command.folder.display()
    ));
    Ok(Exit::Done)
}

fn write(folder: &Path) -> Result<(usize, usize), String> {
    let rules = crate::rulebook::source::default_files();
    let rules = rules.map(|(name, text)| (format!("rules/{name}"), text.as_bytes().to_vec()));
    let samples =
        crate::cli::samples::SAMPLES.iter().map(|(name, bytes)| (format!("workbooks/{name}"), bytes.to_vec()));
    let (mut written, mut kept) = (0, 0);
    for (name, bytes) in rules.chain(samples) {
        let path = folder.join(&name);
        match put_where_nothing_is(&path, &bytes).map_err(|error| error.to_string())? {
            true => written += 1,
            false => kept += 1,
        }
    }
    Ok((written, kept))
}
