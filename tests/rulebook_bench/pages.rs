//! Every block of the pages for officers is loaded and tried.

use yardstick::bench::test;
use yardstick::rulebook::{RuleSource, load};

/// The blocks of a page in a language.
fn blocks<'p>(page: &'p str, language: &str) -> Vec<&'p str> {
    let fence = format!("```{language}\n");
    page.split(fence.as_str()).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

#[test]
fn every_block_of_write_a_rule_loads_into_the_default_rulebook_and_its_cases_pass() {
    blocks_of_write_a_rule_load_into(RuleSource::default_rulebook());
}

#[test]
fn every_block_of_write_a_rule_loads_into_a_rulebook_of_fifteen_lines() {
    let blank = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/blank/rules");
    blocks_of_write_a_rule_load_into(RuleSource::from_folder(&blank).unwrap());
}

fn blocks_of_write_a_rule_load_into(mut source: RuleSource) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/write-a-rule.md");
    let page = std::fs::read_to_string(path).unwrap();
    let (yaml, scripts) = (blocks(&page, "yaml"), blocks(&page, "rhai"));
    assert!(yaml.len() >= 4 && !scripts.is_empty());
    for (number, block) in yaml.iter().enumerate() {
        source = source.with(&format!("of-the-page-{number}.yaml"), block);
    }
    for (number, block) in scripts.iter().enumerate() {
        source = source.with(&format!("scripts/of-the-page-{number}.rhai"), block);
    }
    let loaded = load(&source);
    let wrong: Vec<_> =
        loaded.diagnostics.iter().filter(|one| one.place.file.contains("of-the-page") && one.is_error()).collect();
    let rulebook = loaded.rulebook.unwrap_or_else(|| panic!("{wrong:#?}"));
    let trial = test::run(&rulebook);
    let mut cases = 0;
    for result in &trial.results {
        let rule = rulebook.rule(result.rule).unwrap();
        if rule.span.file.contains("of-the-page") {
            assert!(result.passed(), "{}: {:?} says {:?}", rule.id, result.case.name, result.got);
            cases += 1;
        }
    }
    assert!(cases >= 6, "{cases} cases");
}

/// The commands of a page's `sh` blocks, without what is said beside them.
fn commands(page: &str) -> Vec<&str> {
    let lines = blocks(page, "sh").into_iter().flat_map(str::lines);
    lines.map(|line| line.split(" #").next().unwrap_or(line).trim()).filter(|line| !line.is_empty()).collect()
}

fn words(line: &str) -> Vec<String> {
    let pieces = line.split('"').enumerate();
    let split = |(number, piece): (usize, &str)| match number % 2 {
        1 => vec![piece.to_owned()],
        _ => piece.split_whitespace().map(str::to_owned).collect(),
    };
    pieces.flat_map(split).collect()
}

#[test]
fn every_command_of_write_a_rule_does_what_it_says_with_the_rules_of_the_page() {
    let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/write-a-rule.md");
    let page = std::fs::read_to_string(page).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[String]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_yardstick"));
        let output = command.args(arguments).current_dir(folder.path()).env("NO_COLOR", "1").output().unwrap();
        (output.status.code(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
    };
    assert_eq!(run(&["init".to_owned(), ".".to_owned()]).0, Some(0));
    for (number, block) in blocks(&page, "yaml").iter().enumerate() {
        std::fs::write(folder.path().join(format!("rules/of-the-page-{number}.yaml")), block).unwrap();
    }
    for (number, block) in blocks(&page, "rhai").iter().enumerate() {
        std::fs::write(folder.path().join(format!("rules/scripts/of-the-page-{number}.rhai")), block).unwrap();
    }
    let commands = commands(&page);
    assert!(commands.len() >= 6, "{commands:?}");
    for line in commands {
        let words = words(line);
        let (code, said) = run(&words[1..]);
        // a review of the samples has something to look at, which is no failure
        let fine = code == Some(0) || (words[1] == "evaluate" && code == Some(1));
        assert!(words[0] == "yardstick" && fine, "{line}: {code:?}\n{said}");
    }
    assert!(std::fs::read_to_string(folder.path().join("rules.md")).unwrap().contains("Many library books lost"));
}
