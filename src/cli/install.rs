//! `yardstick watch --install`: the watch begins by itself when its user signs in.
//!
//! Windows has its Task Scheduler, Linux the user's own systemd. What is asked of them is planned here, for either, and
//! then done.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Ended, Exit, terminal};
use crate::run::plain;
use clap::CommandFactory;
use workbook::fingerprint;

/// What makes a watch begin by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Plan {
    /// a file to write, and what stands in it; taken away again to undo it
    file: Option<(PathBuf, String)>,
    /// programs to call with their arguments
    calls: Vec<Vec<String>>,
}

/// A watch that is to begin by itself.
struct Watched<'w> {
    /// the program
    program: &'w Path,
    /// its arguments, every path whole
    arguments: &'w [String],
    /// by what it is known: one for each inbox
    name: String,
}

/// Sets a watch up, with the arguments that it was called with, or takes it away again.
///
/// # Errors
/// When the program, a folder or the scheduler is not to be had, with what to do.
pub(super) fn run(inbox: &Path, out: &Path, undo: bool) -> Ended {
    let whole = |path: &Path| std::path::absolute(path).map_err(|why| format!("{}: {}", path.display(), plain(&why)));
    let inbox = whole(inbox)?;
    let program =
        std::env::current_exe().map_err(|why| format!("where this program lies is not known: {}", plain(&why)))?;
    let arguments = arguments(std::env::args().skip(1), &whole)?;
    let watched = Watched { program: &program, arguments: &arguments, name: name(&inbox) };
    let plan = if cfg!(windows) { task(&watched, undo) } else { unit(&watched, undo, &units()?) };
    carry_out(&plan, undo)?;
    terminal::say(&if undo {
        format!("the watch of {} does not begin by itself any more", inbox.display())
    } else {
        let out = out.display();
        format!(
            "the watch of {} begins whenever you sign in, and has begun; `yardstick status {out}` shows it",
            inbox.display()
        )
    });
    Ok(Exit::Done)
}

/// One name for each inbox, the same for installing and taking away.
fn name(inbox: &Path) -> String {
    let last = inbox.file_name().unwrap_or(inbox.as_os_str()).to_string_lossy();
    let plain: String = last.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
    format!("yardstick-{}-{}", plain.to_lowercase(), fingerprint::short(inbox.to_string_lossy().as_bytes()))
}

/// The arguments of this call, without those that ask for the installation, each path whole: a task begins elsewhere.
fn arguments(
    given: impl Iterator<Item = String>,
    whole: &dyn Fn(&Path) -> Result<PathBuf, String>,
) -> Result<Vec<String>, String> {
    let whole = |path: &str| whole(Path::new(path)).map(|path| path.to_string_lossy().into_owned());
    let mut arguments = Vec::new();
    let (mut due, mut inbox_seen, mut out_seen, mut rules_seen) = (Takes::Nothing, false, false, false);
    for argument in given {
        if ["--install", "--uninstall", "--quiet", "-q"].contains(&&*argument) {
            continue;
        }
        (out_seen, rules_seen) =
            (out_seen || argument.starts_with("--out"), rules_seen || argument.starts_with("--rules"));
        let (option, value) = argument.split_once('=').unwrap_or((&argument, ""));
        let takes = takes(option);
        let next = if due == Takes::Path {
            whole(&argument)?
        } else if takes == Takes::Path && !value.is_empty() {
            format!("{option}={}", whole(value)?)
        } else if argument.starts_with('-') || due == Takes::Word || argument == "watch" && !inbox_seen {
            argument.clone()
        } else {
            inbox_seen = true;
            whole(&argument)?
        };
        // what follows the equals sign is there already
        due = if argument.contains('=') { Takes::Nothing } else { takes };
        arguments.push(next);
    }
    if !out_seen {
        arguments.extend(["--out".to_owned(), whole("reviewed")?]);
    }
    if !rules_seen && Path::new("rules").is_dir() {
        arguments.extend(["--rules".to_owned(), whole("rules")?]);
    }
    Ok(arguments)
}

/// What an option is followed by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    Nothing,
    Path,
    Word,
}

/// What follows an option of `watch`, or of every command.
fn takes(option: &str) -> Takes {
    let program = super::Cli::command();
    let watch = program.find_subcommand("watch").into_iter().flat_map(clap::Command::get_arguments);
    let named = |argument: &&clap::Arg| match (argument.get_long(), argument.get_short()) {
        (Some(long), _) if option.strip_prefix("--") == Some(long) => true,
        (_, Some(short)) => option.strip_prefix('-').is_some_and(|rest| rest.chars().eq([short])),
        _ => false,
    };
    match program.get_arguments().chain(watch).find(named) {
        Some(argument) if !argument.get_action().takes_values() => Takes::Nothing,
        Some(argument) if argument.get_value_parser().type_id() == clap::builder::ValueParser::path_buf().type_id() => {
            Takes::Path
        }
        Some(_) => Takes::Word,
        None => Takes::Nothing,
    }
}

/// Where a user's own units lie.
fn units() -> Result<PathBuf, String> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let config = set("XDG_CONFIG_HOME").or_else(|| set("HOME").map(|home| home.join(".config")));
    config.map(|config| config.join("systemd/user")).ok_or_else(|| "neither HOME nor XDG_CONFIG_HOME is set".to_owned())
}

/// On Linux: a unit of the user's own systemd.
fn unit(watched: &Watched<'_>, undo: bool, units: &Path) -> Plan {
    let file = format!("{}.service", watched.name);
    let call = |words: &[&str]| ["systemctl", "--user"].iter().chain(words).map(|word| (*word).to_owned()).collect();
    let command =
        std::iter::once(watched.program.to_string_lossy().into_owned()).chain(watched.arguments.iter().cloned());
    let command = command.map(|word| quoted_for_systemd(&word)).collect::<Vec<_>>().join(" ");
    let text = format!(
        "[Unit]\nDescription=Yardstick: the watched folder\n\n[Service]\nExecStart={command} --quiet\nRestart=on-failure\nRestartSec=60\n\
         # the write in hand is finished first\nTimeoutStopSec=120\n\n[Install]\nWantedBy=default.target\n"
    );
    let calls = if undo {
        vec![call(&["disable", "--now", &file])]
    } else {
        vec![call(&["daemon-reload"]), call(&["enable", "--now", &file])]
    };
    Plan { file: Some((units.join(&file), text)), calls }
}

/// A word of a unit's command: in quotation marks, with what systemd would fill in doubled.
fn quoted_for_systemd(word: &str) -> String {
    let escaped = word.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%").replace('$', "$$");
    format!("\"{escaped}\"")
}

/// On Windows: a task that begins when its user signs in.
fn task(watched: &Watched<'_>, undo: bool) -> Plan {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let name = &*watched.name;
    if undo {
        return Plan { file: None, calls: vec![owned(&["schtasks", "/Delete", "/F", "/TN", name])] };
    }
    let words =
        std::iter::once(watched.program.to_string_lossy().into_owned()).chain(watched.arguments.iter().cloned());
    let quoted = |word: String| if word.contains([' ', '&']) { format!("\"{word}\"") } else { word };
    let command = format!("{} --quiet", words.map(quoted).collect::<Vec<_>>().join(" "));
    let create = owned(&["schtasks", "/Create", "/F", "/SC", "ONLOGON", "/TN", name, "/TR", &command]);
    Plan { file: None, calls: vec![create, owned(&["schtasks", "/Run", "/TN", name])] }
}

/// The longest command that a task of Windows may have.
const LONGEST_TASK: usize = 261;

fn carry_out(plan: &Plan, undo: bool) -> Result<(), String> {
    if let Some((path, text)) = plan.file.as_ref().filter(|_| !undo) {
        let folder = path.parent().unwrap_or(path);
        let done = fs::create_dir_all(folder).and_then(|()| fs::write(path, text));
        done.map_err(|why| format!("{}: {}", path.display(), plain(&why)))?;
    }
    let tasks = plan.calls.iter().filter(|call| call.first().is_some_and(|program| program == "schtasks"));
    if tasks.flatten().any(|word| word.chars().count() > LONGEST_TASK) {
        return Err(format!(
            "a task's command has at most {LONGEST_TASK} letters, and this one has more: use folders with shorter names"
        ));
    }
    let refused = plan.calls.iter().find_map(|call| called(call).err());
    // an installation that failed leaves nothing behind
    let gone = plan.file.as_ref().filter(|(path, _)| (undo || refused.is_some()) && path.exists());
    if let Some((path, _)) = gone {
        fs::remove_file(path).map_err(|why| format!("{}: {}", path.display(), plain(&why)))?;
    }
    refused.map_or(Ok(()), Err)
}

/// Calls a program, and says what it said where it refused.
fn called(call: &[String]) -> Result<(), String> {
    const BY_HAND: &str = "docs/watching.md says how to set a watch up by hand";
    let Some((program, arguments)) = call.split_first() else { return Ok(()) };
    let said = Command::new(program).args(arguments).output();
    let said = said.map_err(|why| format!("{program} could not be called ({}); {BY_HAND}", plain(&why)))?;
    if said.status.success() {
        return Ok(());
    }
    let why = workbook::shown::shown(String::from_utf8_lossy(&said.stderr).trim());
    Err(format!("`{}` refused: {why}; {BY_HAND}", call.join(" ")))
}

#[cfg(test)]
mod tests {
    use pretty_assertions::assert_eq;

    use super::*;

    fn watched(arguments: &[String]) -> Watched<'_> {
        Watched { program: Path::new("/opt/yard stick/yardstick"), arguments, name: "yardstick-inbox-1".into() }
    }

    // systemd's folders begin at the root, which Windows does not call a whole path
    #[cfg(unix)]
    #[test]
    fn a_unit_calls_the_program_with_every_path_whole_and_restarts_it() {
        let whole = |path: &Path| Ok(Path::new("/srv").join(path));
        let given = ["watch", "in box", "--poll", "5", "--install", "--out=100% done", "--year", "2013-14"];
        let arguments = arguments(given.iter().map(ToString::to_string), &whole).unwrap();
        let Plan { file: Some((path, text)), calls } = unit(&watched(&arguments), false, Path::new("/units")) else {
            panic!()
        };
        assert_eq!(path, Path::new("/units/yardstick-inbox-1.service"));
        let command = text.lines().find(|line| line.starts_with("ExecStart=")).unwrap();
        let wanted = r#"ExecStart="/opt/yard stick/yardstick" "watch" "/srv/in box" "--poll" "5" "--out=/srv/100%% done" "--year" "2013-14" "#;
        assert!(command.starts_with(wanted), "{command}");
        assert!(command.ends_with("--quiet") && text.contains("Restart=on-failure"), "{text}");
        assert_eq!(calls[1], ["systemctl", "--user", "enable", "--now", "yardstick-inbox-1.service"]);
    }

    #[test]
    fn a_task_begins_at_sign_in_and_the_same_name_takes_it_away() {
        let arguments = [r"watch".to_owned(), r"\\server\results\in box".to_owned()];
        let plan = task(&watched(&arguments), false);
        assert_eq!(plan.calls[0][..4], ["schtasks", "/Create", "/F", "/SC"]);
        assert!(plan.calls[0].last().unwrap().ends_with(r#"watch "\\server\results\in box" --quiet"#), "{plan:?}");
        let undone = task(&watched(&arguments), true);
        assert_eq!(undone.calls, [["schtasks", "/Delete", "/F", "/TN", "yardstick-inbox-1"]]);
    }

    #[test]
    fn each_inbox_has_a_name_of_its_own() {
        let [one, other] = ["/srv/a/inbox", "/srv/b/inbox"].map(|path| name(Path::new(path)));
        assert!(one.starts_with("yardstick-inbox-") && one != other, "{one} {other}");
    }
}
