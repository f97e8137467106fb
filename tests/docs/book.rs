//! The book of the documents: every page is in it, and no link leads nowhere.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize().unwrap()
}

fn pages(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let is_page = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "md");
    files.into_iter().filter(is_page).chain(folders.iter().flat_map(|folder| pages(folder))).collect()
}

/// Where the links of a page lead, but for those into the web and within the page.
fn links(page: &Path) -> Vec<(String, PathBuf)> {
    let text = std::fs::read_to_string(page).unwrap();
    let ends = text.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(link, _)| link.trim().to_owned()));
    let ours =
        ends.filter(|link| !link.contains("://") && !link.starts_with('#') && !link.contains(['\n', '|', ' ', '`']));
    ours.map(|link| {
        let file = link.split('#').next().unwrap_or_default().to_owned();
        (link, page.parent().unwrap().join(file))
    })
    .collect()
}

#[test]
fn every_page_of_the_docs_is_in_the_book() {
    let docs = home().join("docs");
    let summary = docs.join("SUMMARY.md");
    let listed: BTreeSet<PathBuf> = links(&summary).into_iter().map(|(_, path)| path).collect();
    let there: BTreeSet<PathBuf> = pages(&docs).into_iter().filter(|page| *page != summary).collect();
    let missing: Vec<_> = there.difference(&listed).collect();
    assert!(missing.is_empty(), "not in docs/SUMMARY.md: {missing:?}");
}

#[test]
fn no_link_of_a_page_leads_nowhere() {
    let home = home();
    let rest = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "crates/workbook/README.md", "packaging/README.md"];
    let examples = pages(&home.join("examples"));
    let all = pages(&home.join("docs")).into_iter().chain(rest.map(|name| home.join(name))).chain(examples);
    let dead: Vec<String> = all
        .flat_map(|page| links(&page).into_iter().map(move |link| (page.clone(), link)))
        .filter(|(_, (_, path))| !path.exists())
        .map(|(page, (link, _))| format!("{}: {link}", page.display()))
        .collect();
    assert!(dead.is_empty(), "{dead:#?}");
}
