//! What both changed, asked one after another of whoever sits at the terminal.

use std::collections::BTreeMap;
use std::io::BufRead;

use super::said;
use crate::rulebook::upgrade::{Keep, Question};

/// Asks of each entry whose text stands. `None` where whoever was asked would rather stop.
pub(super) fn ask(
    questions: &[Question],
    answers: &mut impl BufRead,
    say: &mut impl FnMut(&str),
) -> Option<BTreeMap<String, Keep>> {
    let mut given: BTreeMap<String, Keep> = BTreeMap::new();
    let mut all = None;
    for question in questions {
        if given.contains_key(&question.id) {
            continue;
        }
        if let Some(keep) = all {
            given.insert(question.id.clone(), keep);
            continue;
        }
        // an entry stands as a whole, whatever in it both changed
        let about = questions.iter().filter(|other| other.id == question.id);
        about.flat_map(said::question).for_each(|line| say(&line));
        let (keep, for_all) = one(answers, say)?;
        all = for_all.then_some(keep);
        given.insert(question.id.clone(), keep);
    }
    Some(given)
}

/// One answer, and whether it holds for all that is left; asked again until it is one.
fn one(answers: &mut impl BufRead, say: &mut impl FnMut(&str)) -> Option<(Keep, bool)> {
    loop {
        say("Which stands? o: ours, d: the default's (oo or dd: so for all that follow), q: stop and write nothing");
        let mut answer = String::new();
        if answers.read_line(&mut answer).ok()? == 0 {
            return None;
        }
        match answer.trim().to_lowercase().as_str() {
            "o" | "ours" => return Some((Keep::Ours, false)),
            "d" | "default" => return Some((Keep::Default, false)),
            "oo" => return Some((Keep::Ours, true)),
            "dd" => return Some((Keep::Default, true)),
            "q" | "quit" | "stop" => return None,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(typed: &str) -> (Option<Vec<(String, Keep)>>, Vec<String>) {
        let question = |id: &str, field: &str| Question {
            id: id.to_owned(),
            field: field.to_owned(),
            file: "rules.yaml".to_owned(),
            theirs: vec!["45 -> 40".to_owned()],
            default: vec!["45 -> 50".to_owned()],
        };
        let questions =
            [question("act", "when"), question("act", "title"), question("watch", ""), question("fine", "")];
        let mut said = Vec::new();
        let given = ask(&questions, &mut typed.as_bytes(), &mut |line| said.push(line.to_owned()));
        (given.map(|given| given.into_iter().collect()), said)
    }

    #[test]
    fn each_entry_is_asked_once_with_what_both_changed_in_it() {
        let (given, said) = asked("o\nwhat?\nD\nours\n");
        let expected = [("act", Keep::Ours), ("fine", Keep::Ours), ("watch", Keep::Default)];
        assert_eq!(given.unwrap(), expected.map(|(id, keep)| (id.to_owned(), keep)));
        assert_eq!(said.iter().filter(|line| line.starts_with("Which stands?")).count(), 4);
        assert_eq!(
            said[..4].iter().map(|line| line.trim()).collect::<Vec<_>>(),
            ["act, when  [rules.yaml]", "ours:     45 -> 40", "default:  45 -> 50", "act, title  [rules.yaml]",]
        );
    }

    #[test]
    fn one_answer_may_hold_for_all_that_follow_and_none_at_all_stops() {
        let (given, said) = asked("d\noo\n");
        let expected = [("act", Keep::Default), ("fine", Keep::Ours), ("watch", Keep::Ours)];
        assert_eq!(given.unwrap(), expected.map(|(id, keep)| (id.to_owned(), keep)));
        assert_eq!(said.iter().filter(|line| line.starts_with("Which stands?")).count(), 2);
        assert_eq!(asked("o\nq\n").0, None);
        assert_eq!(asked("o\n").0, None);
    }
}
