//! The rulebook as a page for people who read no YAML: every rule in plain words.
//!
//! [`markdown`] is one page, [`pages`] a folder of them. Both are functions of the rulebook alone, so they can be kept
//! beside the rules and compared. Nothing here knows a school.

mod condition;
mod measures;
mod papers;
mod policy;
mod rule;
mod words;

use super::model::{Rule, RuleKind, Rulebook};
use crate::domain::YearBegins;
use words::plain;

/// A part of the page.
struct Part {
    title: &'static str,
    about: &'static str,
    text: String,
    entries: usize,
}

/// Begins the sentence by which the page is known as ours.
pub const WRITTEN_BY: &str = "This page is written by `yardstick rules document`.";

/// A page of several, with the name of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// the file's name, with its ending
    pub file: String,
    /// as a table of contents names it
    pub title: String,
    /// whether it is a piece of what stands before it: the rules of one file
    pub is_piece: bool,
    /// in Markdown
    pub text: String,
}

/// The whole rulebook in Markdown.
#[must_use]
pub fn markdown(rulebook: &Rulebook) -> String {
    let parts = parts(rulebook);
    let mut page = opening(rulebook);
    for part in &parts {
        page.push_str(&format!("- [{}](#{}) ({})\n", part.title, anchor(part.title), part.entries));
    }
    for part in &parts {
        page.push_str(&format!("\n## {}\n\n{}\n\n{}\n", part.title, part.about, part.text.trim_end()));
    }
    page
}

/// The same as pages of one folder, a page for each part; of a part with many rules a page for each of their files. The
/// first leads to the others.
#[must_use]
pub fn pages(rulebook: &Rulebook) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    let mut contents = opening(rulebook);
    for part in parts(rulebook) {
        let pieces = pieces(rulebook, &part);
        let list = if pieces.is_empty() { part.text.clone() } else { listed(&pieces) };
        contents.push_str(&format!("- [{}]({}.md) ({})\n", part.title, anchor(part.title), part.entries));
        pages.push(page(part.title, part.title, false, &format!("{}\n\n{list}", part.about)));
        pages.extend(pieces);
    }
    let title = format!("The rules of {}", rulebook.authority);
    pages.insert(0, Page { file: "index.md".to_owned(), title, is_piece: false, text: contents });
    pages
}

/// A text of these with its links to files of the rulebook leading there by another way: from the folder in which the text
/// stands to that of the rulebook. Without a way their names stand alone.
#[must_use]
pub fn by_way(text: &str, way: Option<&str>) -> String {
    const AS_WRITTEN: [&str; 2] = ["](../../rules/", "](../rules/"];
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    let next = |rest: &str| AS_WRITTEN.iter().filter_map(|link| Some((rest.find(link)?, link.len()))).min();
    while let Some((at, length)) = next(rest) {
        let (before, link) = (rest.get(..at).unwrap_or_default(), rest.get(at + length..).unwrap_or_default());
        let (file, behind) = link.split_once(')').unwrap_or((link, ""));
        match (way, before.rsplit_once('[')) {
            (None, Some((before, name))) => said.push_str(&format!("{before}{name}")),
            (way, _) => {
                let slash = if way.is_some_and(str::is_empty) { "" } else { "/" };
                said.push_str(&format!("{before}]({}{slash}{file})", way.unwrap_or_default().replace(' ', "%20")));
            }
        }
        rest = behind;
    }
    said + rest
}

fn page(file: &str, title: &str, is_piece: bool, text: &str) -> Page {
    // the pages stand a folder deeper than the one
    let text = text.trim_end().replace("](../rules/", "](../../rules/");
    let text = format!("# {title}\n\n{WRITTEN_BY} [All of it](index.md)\n\n{text}\n");
    Page { file: format!("{}.md", anchor(file)), title: title.to_owned(), is_piece, text }
}

/// Rules of a part that are too many for one page, by their files.
fn pieces(rulebook: &Rulebook, part: &Part) -> Vec<Page> {
    const MANY: usize = 30;
    let kind = KINDS.iter().find(|(title, ..)| *title == part.title && part.entries > MANY);
    let rules = kind.map_or_else(Vec::new, |(_, _, belongs)| of_kind(rulebook, *belongs));
    let by_file = rules.chunk_by(|a, b| a.span.file == b.span.file);
    by_file
        .map(|rules| {
            let file = rules.first().map_or("", |rule| rule.span.file.trim_end_matches(".yaml"));
            let name = format!("{} {}", part.title, file.replace('/', " "));
            page(&name, &format!("{}: {file}", part.title), true, &described(rulebook, rules))
        })
        .collect()
}

fn listed(pages: &[Page]) -> String {
    pages.iter().map(|page| format!("- [{}]({})\n", page.title, page.file)).collect()
}

/// Everything above the list of parts.
fn opening(rulebook: &Rulebook) -> String {
    let mut page = format!("# The rules of {}\n\n", plain(&rulebook.authority));
    if let Some(about) = &rulebook.about {
        page.push_str(&format!("{}\n\n", plain(about)));
    }
    if rulebook.year_begins != YearBegins::default() {
        let month = policy::month(rulebook.year_begins.month()).unwrap_or_default();
        page.push_str(&format!("School years begin in {month}.\n\n"));
    }
    page.push_str(WRITTEN_BY);
    page.push_str(
        " To change a rule, change the file and line named with it, and write the page again.\n\nA missing figure is never \
         a zero: where it could turn the answer, the answer is *cannot say*.\n\n## Contents\n\n",
    );
    page
}

fn parts(rulebook: &Rulebook) -> Vec<Part> {
    let mut parts = rules(rulebook);
    parts.extend(policy::parts(rulebook));
    parts.push(papers::part(rulebook));
    parts.extend(measures::parts(rulebook));
    parts.retain(|part| part.entries > 0);
    parts
}

/// One rule in Markdown.
#[must_use]
pub fn one(rulebook: &Rulebook, rule: &Rule) -> String {
    rule::describe(rulebook, rule)
}

/// The name by which a heading is linked to.
fn anchor(title: &str) -> String {
    let kept = title.to_lowercase();
    kept.chars().filter(|c| c.is_alphanumeric() || " -".contains(*c)).map(|c| if c == ' ' { '-' } else { c }).collect()
}

type Belongs = fn(&RuleKind) -> bool;

/// What each kind of rule is called and about.
const KINDS: [(&str, &str, Belongs); 8] = [
    ("Floor standards", "A school is below a floor when the whole condition holds.", |kind| {
        matches!(kind, RuleKind::Floor { .. })
    }),
    ("Aims", "What the plan wants to reach, for the authority or for each school.", |kind| {
        matches!(kind, RuleKind::Aim { .. })
    }),
    ("Indicated grades", "Grades that figures point to; people decide.", |kind| {
        matches!(kind, RuleKind::Indication { .. })
    }),
    ("Risks", "Characteristics that put a school at risk.", |kind| matches!(kind, RuleKind::Risk)),
    ("Worth looking at", "Trends, gaps and other things worth pointing at.", |kind| {
        matches!(kind, RuleKind::Watch { .. })
    }),
    ("Where a school stands", "The first of these that holds is the school's status.", |kind| {
        matches!(kind, RuleKind::Status { .. })
    }),
    ("Support called for by a rule", "Support beside that which a grade calls for.", |kind| {
        matches!(kind, RuleKind::SupportWhen { .. })
    }),
    ("Structural solutions", "Options laid out for a discussion; none is a verdict.", |kind| {
        matches!(kind, RuleKind::Structure { .. })
    }),
];

/// The rules, one part for each kind.
fn rules(rulebook: &Rulebook) -> Vec<Part> {
    let part = |(title, about, belongs)| {
        let rules = of_kind(rulebook, belongs);
        Part { title, about, text: described(rulebook, &rules), entries: rules.len() }
    };
    KINDS.into_iter().map(part).collect()
}

/// The rules of a kind, as they stand in their files.
fn of_kind(rulebook: &Rulebook, belongs: Belongs) -> Vec<&Rule> {
    let mut rules: Vec<&Rule> = rulebook.rules.iter().filter(|rule| belongs(&rule.kind)).collect();
    rules.sort_by(|a, b| (&a.span.file, a.span.offset).cmp(&(&b.span.file, b.span.offset)));
    rules
}

fn described(rulebook: &Rulebook, rules: &[&Rule]) -> String {
    rules.iter().map(|rule| rule::describe(rulebook, rule)).collect::<Vec<_>>().join("\n")
}
