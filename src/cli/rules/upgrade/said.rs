//! What an upgrade would change, what stays, and what both changed, in the words of `rules log`.

use std::path::Path;

use super::two::Two;
use crate::cli::{Stop, clock, rulebook, terminal};
use crate::rulebook::changes::{Became, Parts, differences};
use crate::rulebook::upgrade::{Kept, Question, Upgraded, Why};
use crate::rulebook::{RuleSource, Rulebook};

/// Lines of a list that are shown where not all are asked for.
const MOST_LINES: usize = 12;

/// What comes from the default, and what of theirs stays.
pub(super) fn changes(theirs: &RuleSource, two: &Two, done: &Upgraded, all: bool) {
    let (mine, old) = (Parts::of(theirs), Parts::of(&two.old.source));
    let own = differences(&old, &mine);
    let edits = differences(&mine, &Parts::of(&done.source));
    let with = |became| edits.iter().filter(|edit| edit.became == became).count();
    terminal::say(&format!(
        "from {} to {}: {} changed, {} new, {} gone",
        two.old.name(),
        two.new.name(),
        with(Became::Changed) + with(Became::Reordered),
        with(Became::Added),
        with(Became::Removed)
    ));
    list(edits.iter().map(|edit| format!("  {}", edit.line())).collect(), all);
    terminal::say(&format!("yours, which stay: {}", terminal::counted(own.len(), "entry", "entries")));
    list(own.iter().map(|edit| format!("  {}", edit.line())).collect(), all);
    done.kept.iter().for_each(|kept| terminal::say(&stays(kept)));
}

fn list(lines: Vec<String>, all: bool) {
    let most = if all { lines.len() } else { MOST_LINES };
    lines.iter().take(most).for_each(|line| terminal::say(line));
    if let Some(more) = lines.len().checked_sub(most).filter(|more| *more > 0) {
        terminal::say(&format!("  and {more} more; --verbose shows all"));
    }
}

fn stays(kept: &Kept) -> String {
    let name = kept.title.as_deref().unwrap_or(&kept.id);
    let what = if kept.field.is_empty() { name.to_owned() } else { format!("{name}, {}", kept.field) };
    let why = match kept.why {
        Why::GoneFromDefault => "stays, since you changed it; the default no longer has it",
        Why::Used => "stays, since something of yours reads it; the default no longer has it",
        Why::TakenOut => "stays out; you took it out, and the default has changed it since",
        Why::InRows => "stands by itself, since you changed it; the default says it as a row of a rule now",
    };
    format!("{what} {why}  [{}]", kept.file)
}

/// Which decisions would lose what they hang on, each with what mends it; and which have lost it already.
pub(super) fn closes(decisions: &Path, theirs: &RuleSource, rules: &Rulebook) -> Result<(), Stop> {
    let today = clock::today();
    let now = rulebook::checked(theirs.clone(), today, false).rulebook;
    let before = now.map_or_else(|| Ok(Vec::new()), |now| crate::run::hanging(decisions, &now, today))?;
    for one in crate::run::hanging(decisions, rules, today)? {
        let when =
            if before.iter().any(|known| known.message == one.message) { "already" } else { "with this upgrade" };
        terminal::say(&format!("{}, {when}:  {}", one.place.file, one.message));
        one.help.iter().for_each(|help| terminal::say(&format!("    {help}")));
    }
    Ok(())
}

/// What both changed, in three lines.
pub(super) fn question(question: &Question) -> [String; 3] {
    let what = [question.id.as_str(), question.field.as_str()];
    let what: Vec<&str> = what.into_iter().filter(|word| !word.is_empty()).collect();
    [
        format!("{}  [{}]", what.join(", "), question.file),
        format!("    ours:     {}", question.theirs.join("; ").trim()),
        format!("    default:  {}", question.default.join("; ").trim()),
    ]
}
