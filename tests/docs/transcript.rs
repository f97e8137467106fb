//! Runs a document as an officer would follow it: commands in a folder of its own, edits to its files.
//!
//! A block ```` ```console ```` holds commands after `$ ` and what they print; a block ```` ```diff ```` names a file, the
//! words after which to look, and a line before and after; a block ```` ```yaml ```` whose first line is `# rules/…` is
//! written to that file, and so is a block ```` ```rhai ```` whose first line is `// rules/…`. With `UPDATE_EXPECT=1` the document is written again.

use std::path::{Path, PathBuf};
use std::process::Command;

struct Follower {
    at: PathBuf,
}

impl Follower {
    fn new(home: &Path) -> Self {
        Self { at: home.to_path_buf() }
    }

    /// Runs a command; gives what it prints.
    fn run(&mut self, line: &str) -> String {
        let words = words(line);
        let arguments: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
        match (words[0].as_str(), arguments.as_slice()) {
            ("cd", [folder]) => self.at = self.at.join(folder),
            ("cp", ["-r", from, to]) => copy(&self.at.join(from), &self.at.join(to)),
            ("yardstick", arguments) => {
                let mut command = Command::new(env!("CARGO_BIN_EXE_yardstick"));
                let output = command.args(arguments).current_dir(&self.at).env("NO_COLOR", "1").output().unwrap();
                let text = [output.stdout, output.stderr].concat();
                return String::from_utf8(text).unwrap().replace('\\', "/");
            }
            other => panic!("the test cannot follow {other:?}"),
        }
        String::new()
    }

    /// Writes the file whose name stands in the first line; a block without one is only looked at.
    fn write(&self, block: &[&str]) {
        let first = block.first().copied().unwrap_or_default();
        if let Some(name) = first.strip_prefix("# rules/").or_else(|| first.strip_prefix("// rules/")) {
            std::fs::write(self.at.join("rules").join(name), format!("{}\n", block.join("\n"))).unwrap();
        }
    }

    /// Carries out an edit.
    fn edit(&self, block: &[&str]) {
        edit(&self.at, block);
    }
}

/// Carries out an edit in a folder: the file after `--- `, the words after which to look after `@@ `, then what goes and
/// what comes.
pub fn edit(at: &Path, block: &[&str]) {
    let with =
        |start: &str| block.iter().find_map(|line| line.strip_prefix(start)).unwrap_or_else(|| panic!("{start}"));
    let file = at.join(with("--- "));
    assert!(file.starts_with(at));
    let text = std::fs::read_to_string(&file).unwrap();
    let after = text.find(with("@@ ")).expect("the words after which to look are in the file");
    let old: String = block
        .iter()
        .filter_map(|line| line.strip_prefix('-'))
        .filter(|l| !l.starts_with("-- "))
        .map(|l| format!("{l}\n"))
        .collect();
    let new: String = block.iter().filter_map(|line| line.strip_prefix('+')).map(|l| format!("{l}\n")).collect();
    let place = after + text[after..].find(&old).unwrap_or_else(|| panic!("not in the file: {old}"));
    std::fs::write(&file, format!("{}{new}{}", &text[..place], &text[place + old.len()..])).unwrap();
}

fn words(line: &str) -> Vec<String> {
    let pieces = line.split('"').enumerate();
    pieces
        .flat_map(|(number, piece)| match number % 2 {
            1 => vec![piece.to_owned()],
            _ => piece.split_whitespace().map(str::to_owned).collect(),
        })
        .collect()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// The document as it would be with what the program really prints.
fn followed(text: &str, home: &Path) -> String {
    let mut follower = Follower::new(home);
    let mut out = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        if !["```console", "```diff", "```yaml", "```rhai"].contains(&line) {
            continue;
        }
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if line == "```yaml" || line == "```rhai" {
            follower.write(&block);
            out.extend(block.iter().map(|line| format!("{line}\n")));
        } else if line == "```diff" {
            follower.edit(&block);
            out.extend(block.iter().map(|line| format!("{line}\n")));
        } else {
            for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
                let printed = follower.run(command);
                out.push_str(&format!("$ {command}\n"));
                out.extend(printed.trim_end().lines().map(|line| format!("{}\n", line.trim_end())));
            }
        }
        out.push_str("```\n");
    }
    out
}

fn follow(name: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    let text = std::fs::read_to_string(&path).unwrap();
    let home = tempfile::tempdir().unwrap();
    let real = followed(&text, home.path());
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, &real).unwrap();
        return;
    }
    pretty_assertions::assert_eq!(text, real, "UPDATE_EXPECT=1 writes docs/{name} again");
}

#[test]
fn changing_a_threshold_goes_as_the_page_says() {
    follow("change-a-threshold.md");
}

#[test]
fn starting_a_rulebook_of_ones_own_goes_as_the_page_says() {
    follow("start-your-own-rulebook.md");
}

#[test]
fn what_is_added_to_a_rulebook_goes_as_the_page_says() {
    follow("add-a-strand-a-team-an-aim-a-year.md");
}

#[test]
fn renaming_and_upgrading_works_as_written() {
    follow("rename-and-upgrade.md");
}

#[test]
fn what_may_stand_in_a_rulebook_can_be_copied_as_it_stands() {
    follow("what-may-stand-in-a-rulebook.md");
}

#[test]
fn the_worked_examples_of_scripts_over_schools_run_as_they_stand() {
    follow("scripts-over-schools.md");
}
