//! The default that a rulebook was made from, and the same one as this program has it.

use std::collections::HashMap;
use std::path::Path;

use crate::cli::templates::released::{NOW, State, states};
use crate::cli::{Stop, named, terminal};
use crate::rulebook::RuleSource;
use crate::rulebook::changes::Parts;
use crate::rulebook::upgrade::made_from;

/// Two states of one template.
pub(super) struct Two {
    pub old: State,
    pub new: State,
}

/// What a rulebook was made from: what was named, else what it says, else what it is closest to.
pub(super) fn of(named: Option<&str>, folder: &Path, theirs: &RuleSource) -> Result<Two, Stop> {
    let states = states();
    let old = match (named, made_from(theirs)) {
        (Some(named), _) => match known(&states, named) {
            Some(state) => state,
            None => other(&states, named, folder)?,
        },
        (None, Some(says)) => match known(&states, &says) {
            Some(state) => state,
            // it may be a later one: what is closest here would be taken for what the officers changed
            None => {
                let folder = folder.display();
                return Err(Stop::attention(format!(
                    "{folder} was made from {says}, which this program does not know; take a newer one, or say with --from \
                     what it was made from\nnothing was written"
                )));
            }
        },
        (None, None) => {
            terminal::say(&format!("{} does not say what it was made from", folder.display()));
            closest_to(&states, folder, theirs)?
        }
    };
    let new = states.into_iter().find(|state| state.template == old.template && state.version == NOW);
    let new = new.ok_or_else(|| format!("there is no template {} any more; nothing was written", old.template))?;
    Ok(Two { old, new })
}

fn known(states: &[State], name: &str) -> Option<State> {
    states.iter().find(|state| state.name() == name.trim()).cloned()
}

/// A folder or a revision as the state it was made from; its template is the one it is closest to.
fn other(states: &[State], name: &str, folder: &Path) -> Result<State, Stop> {
    let names = || states.iter().map(State::name).collect::<Vec<_>>().join(", ");
    let open = named::open(name, folder).map_err(|why| format!("{why}; the states that are known are {}", names()))?;
    let (state, _) = closest(states, &open.source).ok_or("there is no template")?;
    Ok(State { version: format!("as in {}", open.name), source: open.source, ..state.clone() })
}

fn closest_to(states: &[State], folder: &Path, theirs: &RuleSource) -> Result<State, Stop> {
    let (state, Same { same, all }) = closest(states, theirs).ok_or("there is no template")?;
    if same * 2 < all {
        let folder = folder.display();
        let help = "if it was, name it, as in `--from \"england-2011-14 0.1.0\"`";
        return Err(Stop::attention(format!("{folder} was made from no template that is known here; {help}")));
    }
    terminal::say(&format!("it is closest to {}: {same} of {all} entries are the same", state.name()));
    Ok(state.clone())
}

/// How many of a state's entries a rulebook has.
struct Same {
    same: usize,
    all: usize,
}

/// The state of which a rulebook has most entries as they are there.
fn closest<'s>(states: &'s [State], source: &RuleSource) -> Option<(&'s State, Same)> {
    let parts = Parts::of(source);
    let theirs: HashMap<_, _> = parts.entries().collect();
    let count = |state: &State| {
        let parts = Parts::of(&state.source);
        let same = parts.entries().filter(|(name, value)| theirs.get(name) == Some(value)).count();
        Same { same, all: parts.entries().count() }
    };
    states
        .iter()
        .map(|state| (state, count(state)))
        .max_by_key(|(_, Same { same, all })| (*same, std::cmp::Reverse(*all)))
}
