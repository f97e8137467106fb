//! The rulebook as a page for people who read no YAML: every rule in plain words.
//!
//! [`markdown`] is a function of the rulebook alone, so the page can be kept beside the rules and compared. Nothing
//! here knows a school.

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

/// The whole rulebook in Markdown.
#[must_use]
pub fn markdown(rulebook: &Rulebook) -> String {
    let mut parts = rules(rulebook);
    parts.extend(policy::parts(rulebook));
    parts.push(papers::part(rulebook));
    parts.extend(measures::parts(rulebook));
    parts.retain(|part| part.entries > 0);
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
    for part in &parts {
        page.push_str(&format!("- [{}](#{}) ({})\n", part.title, anchor(part.title), part.entries));
    }
    for part in &parts {
        page.push_str(&format!("\n## {}\n\n{}\n\n{}\n", part.title, part.about, part.text.trim_end()));
    }
    page
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

/// The rules, one part for each kind.
fn rules(rulebook: &Rulebook) -> Vec<Part> {
    type Belongs = fn(&RuleKind) -> bool;
    let kinds: [(&'static str, &'static str, Belongs); 8] = [
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
    let part = |(title, about, belongs): (_, _, Belongs)| {
        let mut rules: Vec<&Rule> = rulebook.rules.iter().filter(|rule| belongs(&rule.kind)).collect();
        rules.sort_by(|a, b| (&a.span.file, a.span.offset).cmp(&(&b.span.file, b.span.offset)));
        let text = rules.iter().map(|rule| rule::describe(rulebook, rule)).collect::<Vec<_>>().join("\n");
        Part { title, about, text, entries: rules.len() }
    };
    kinds.into_iter().map(part).collect()
}
