//! Every block of the pages for officers is loaded and tried.

use yardstick::rulebook::{RuleSource, load};
use yardstick::trial;

/// The blocks of a page in a language.
fn blocks<'p>(page: &'p str, language: &str) -> Vec<&'p str> {
    let fence = format!("```{language}\n");
    page.split(fence.as_str()).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

#[test]
fn every_block_of_write_a_rule_loads_into_the_default_rulebook_and_its_cases_pass() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/write-a-rule.md");
    let page = std::fs::read_to_string(path).unwrap();
    let (yaml, scripts) = (blocks(&page, "yaml"), blocks(&page, "rhai"));
    assert!(yaml.len() >= 4 && !scripts.is_empty());
    let mut source = RuleSource::default_rulebook();
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
    let trial = trial::run(&rulebook);
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
