//! Plain English: short sentences, and nothing that an officer would stumble over.

use yardstick::judge::evaluate::Views;

use super::office::Office;
use super::sample;

/// Phrases that readers stumbled over.
const BANNED: [&str; 5] = [
    "above the nation",
    "of which it cannot be said",
    "stands twice in this table",
    "as the school it took over from",
    "a worse place cannot be ruled out",
];
/// A sentence has fewer words than this.
const MOST_WORDS: usize = 20;

#[test]
fn no_output_of_the_sample_has_a_phrase_that_readers_stumbled_over() {
    for text in sample::texts() {
        // the plan's own wording in the title of an aim
        let ours = text.replace("above the national average", "");
        let found = BANNED.iter().find(|phrase| ours.contains(**phrase));
        assert_eq!(found, None, "{text}");
    }
}

/// The sentences of a text, without what stands in brackets: a reason with its cells is as long as it is.
fn sentences(text: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut plain = String::new();
    for letter in text.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(letter),
            _ => {}
        }
    }
    let ends = plain.replace(". ", ".\n").replace(": ", ":\n").replace("; ", ";\n");
    ends.lines().map(str::to_owned).collect()
}

#[test]
fn what_the_rules_say_of_the_sample_is_said_in_short_sentences() {
    let office = Office::new();
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/workbooks")).unwrap() {
        let path = entry.unwrap().path();
        office.drop(&format!("in/{}", path.file_name().unwrap().to_string_lossy()), &std::fs::read(&path).unwrap());
    }
    let run = office.judged();
    let views = Views::new(&run.rulebook, &run.dataset, &run.decisions, &run.evaluation);
    let told = views.told(&run.evaluation);
    let said = told.iter().flat_map(|school| &school.findings).filter(|finding| finding.reason.is_none());
    let mut checked = 0;
    for finding in said.filter(|finding| !finding.sentence.is_empty()) {
        for sentence in sentences(&finding.sentence) {
            let words = sentence.split_whitespace().count();
            assert!(words < MOST_WORDS, "{words} words: {sentence}");
        }
        checked += 1;
    }
    assert!(checked > 500, "only {checked} sentences were found");
}

#[test]
fn a_school_is_not_named_again_in_what_is_said_of_it() {
    for (name, range) in sample::sheets().into_iter().filter(|(name, _)| name.ends_with("Evidence")) {
        for row in range.rows().skip(6) {
            let [school, .., said] = [0, 1, 2, 3, 4].map(|column| row[column].to_string());
            assert!(school.is_empty() || !said.starts_with(&school), "{name}: {said}");
        }
    }
}
