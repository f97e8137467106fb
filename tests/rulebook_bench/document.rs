//! The rulebook in words, and the schema.

use yardstick::rulebook::{RuleSource, document, load};

fn root(path: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn the_committed_pages_are_those_of_the_rulebook_and_stand_in_the_book() {
    let rulebook = load(&RuleSource::default_rulebook()).rulebook.unwrap();
    let pages = document::pages(&rulebook);
    let (folder, summary) = (root("docs/rules"), root("docs/SUMMARY.md"));
    let book = std::fs::read_to_string(&summary).unwrap();
    let is_listed = |line: &&str| line.starts_with("  ") && line.contains("](rules/");
    let lines = pages
        .iter()
        .skip(1)
        .map(|page| format!("{}- [{}](rules/{})", if page.is_piece { "    " } else { "  " }, page.title, page.file));
    let listed: Vec<String> = lines.collect();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir(&folder).unwrap();
        pages.iter().for_each(|page| std::fs::write(folder.join(&page.file), &page.text).unwrap());
        let kept: Vec<&str> = book.lines().filter(|line| !is_listed(line)).collect();
        let (before, after) = kept.split_at(1 + kept.iter().position(|line| line.contains("](rules/")).unwrap());
        let whole = [before.join("\n"), listed.join("\n"), after.join("\n")].join("\n");
        std::fs::write(&summary, format!("{whole}\n")).unwrap();
        return;
    }
    for page in &pages {
        let committed = std::fs::read_to_string(folder.join(&page.file)).unwrap_or_default();
        assert!(committed == page.text, "{}: write it again with `just generate`", page.file);
    }
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), pages.len(), "a page of docs/rules is of no topic");
    assert_eq!(book.lines().filter(is_listed).collect::<Vec<_>>(), listed, "docs/SUMMARY.md");
}

#[test]
fn the_pages_say_together_what_the_one_page_says_and_none_is_long() {
    let rulebook = load(&RuleSource::default_rulebook()).rulebook.unwrap();
    let (one, pages) = (document::markdown(&rulebook), document::pages(&rulebook));
    let lines = |text: &str| text.lines().filter(|line| line.starts_with("### ")).count();
    assert_eq!(pages.iter().map(|page| lines(&page.text)).sum::<usize>(), lines(&one));
    for page in &pages {
        assert!(page.text.lines().count() < 1000, "{} is long", page.file);
        assert!(page.text.contains(document::WRITTEN_BY) && !page.text.contains("](../rules/"), "{}", page.file);
        assert_eq!(pages.iter().filter(|other| other.file == page.file).count(), 1, "{}", page.file);
    }
}

#[test]
fn every_rule_measure_and_case_is_on_the_page() {
    let rulebook = load(&RuleSource::default_rulebook()).rulebook.unwrap();
    let text = document::markdown(&rulebook);
    for rule in &rulebook.rules {
        let stands = format!("({}:{}]", rule.span.file, rule.span.line).replace('(', "[");
        assert!(text.contains(&stands), "{} is missing", rule.id);
    }
    for measure in &rulebook.measures {
        assert!(text.contains(&format!("| `{}` |", measure.id)), "{} is missing", measure.id);
    }
    let cases: usize = rulebook.rules.iter().map(|rule| rule.cases.len()).sum();
    assert_eq!(text.matches(" → **").count(), cases);
}

#[test]
fn a_condition_is_told_in_words() {
    let rulebook = load(&RuleSource::default_rulebook()).rulebook.unwrap();
    let text = document::markdown(&rulebook);
    let rule = text.split("### ").find(|part| part.starts_with("Primary floor standard 2013-14\n")).unwrap();
    assert!(rule.contains("Below the floor when\n\n- all of these hold:\n"), "{rule}");
    assert!(rule.contains("  - Level 4 or above in reading, writing and maths is below 65%\n"), "{rule}");
}

#[test]
fn every_default_file_names_the_schema_in_its_first_line() {
    for (name, text) in RuleSource::default_rulebook().files() {
        if name.ends_with(".yaml") {
            let up = if name.contains('/') { "../".repeat(name.matches('/').count()) } else { "./".to_owned() };
            let line = format!("# yaml-language-server: $schema={up}rulebook.schema.json\n");
            assert!(text.starts_with(&line), "{name} does not name it");
        }
    }
}

#[test]
fn links_lead_to_where_the_rulebook_is_and_are_names_alone_where_it_is_in_no_folder() {
    let text = "Of [a/b.yaml:3](../../rules/a/b.yaml#L3) and [c.yaml:1](../rules/c.yaml#L1), [index](index.md).";
    let led = document::by_way(text, Some("../our rules"));
    let links =
        "Of [a/b.yaml:3](../our%20rules/a/b.yaml#L3) and [c.yaml:1](../our%20rules/c.yaml#L1), [index](index.md).";
    assert_eq!(led, links);
    assert_eq!(document::by_way(text, None), "Of a/b.yaml:3 and c.yaml:1, [index](index.md).");
    let pages = document::pages(&load(&RuleSource::default_rulebook()).rulebook.unwrap());
    assert!(pages.iter().all(|page| document::by_way(&page.text, Some("../../rules")) == page.text));
}
