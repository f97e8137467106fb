//! The rulebook's words as far as they help to find one's way in a review.

use std::collections::BTreeSet;

use super::visible::Shown;
use crate::review::book::{keys, risk_name};
use crate::rulebook::Rulebook;
use crate::rulebook::model::RuleKind;
use workbook::write::tab_name;

/// Headings of the columns in which something is written, and other words of ours.
pub(super) struct KnownWords {
    headings: Vec<(&'static str, String)>,
    shown: Vec<(Shown, String)>,
    all: BTreeSet<String>,
    /// what stands before and after the filled-in part of headings that have one
    filled: Vec<(String, String)>,
    tabs: BTreeSet<String>,
    deciding: BTreeSet<String>,
    pages: BTreeSet<String>,
    no: String,
}

/// The words over each column that may have to be found by its heading.
const HEADINGS: [(&str, &str); 13] = [
    (keys::DECISION, "column.decision"),
    (keys::DECISION, "column.right"),
    (keys::AGREED, "grade.agreed"),
    (keys::OWNER, "column.owner"),
    (keys::DUE, "column.due"),
    (keys::NOTE, "column.note"),
    (keys::BEGUN, "column.begun"),
    (keys::TARGET, "column.target"),
    (keys::CONFIRM, "column.confirm"),
    (keys::SCHOOL, "column.school"),
    (keys::SINCE, "column.since"),
    (keys::TITLE, "column.about"),
    (keys::REASON, "column.why"),
];

/// The words over the columns by which a row is known without any hidden one.
const SHOWN: [(Shown, &str); 12] = [
    (Shown::School, "column.school"),
    (Shown::Urn, "column.urn"),
    (Shown::Strand, "column.strand"),
    (Shown::Team, "column.team"),
    (Shown::Option, "column.option"),
    (Shown::Partner, "column.partner"),
    (Shown::Plan, "column.plan"),
    (Shown::Rule, "column.rule"),
    (Shown::RulePlace, "column.rule-place"),
    (Shown::Agreed, "grade.agreed"),
    (Shown::Kind, "column.advice"),
    (Shown::Subject, "column.subject"),
];

/// Sheets on which something is decided.
const DECIDING: [&str; 8] = [
    "tab.schools",
    "tab.advice",
    "tab.findings",
    // of reviews made before these stood on one sheet
    "tab.grades",
    "tab.support",
    "tab.plans",
    "tab.options",
    "tab.partners",
];

/// Sheets that are no lists.
const PAGES: [&str; 2] = ["tab.front", "tab.card"];

/// Sheets of reviews made before, which are ours too.
const FORMER: [&str; 3] = ["tab.before.cycle", "tab.before.problems", "tab.before.run"];

/// Headings of their columns.
const FORMER_HEADINGS: [&str; 9] = [
    "column.calls-for",
    "column.factors",
    "column.forms",
    "column.indicated-by",
    "column.inspected-cell",
    "column.meeting",
    "column.meeting-number",
    "column.self-evaluated-cell",
    "column.unsure",
];

impl KnownWords {
    pub fn of(rulebook: &Rulebook) -> Self {
        let words = &rulebook.report.words;
        let named = |name: &str| form(&tab_name(rulebook.words(name)));
        let former = |name: &str| form(rulebook.words(name));
        let tabs = words.iter().filter(|(name, _)| name.starts_with("tab.")).map(|(_, tab)| form(&tab_name(tab)));
        let strands = rulebook.judgements.strands.iter().flat_map(|strand| [&strand.title, &strand.short]);
        let measures = rulebook.report.headline_measures.iter().filter_map(|id| rulebook.measure(*id));
        // in the league table a risk has a column
        let risks = rulebook.rules.iter().filter(|rule| matches!(rule.kind, RuleKind::Risk));
        let risks = risks.flat_map(|rule| [form(&rule.title), form(risk_name(rulebook, rule))]);
        let titles = strands.map(|title| form(title)).chain(risks).chain(measures.map(|measure| form(&measure.title)));
        let headings = words.iter().filter(|(name, _)| name.starts_with("column."));
        let filled = headings.filter_map(|(_, text)| {
            let (before, rest) = text.split_once('{')?;
            Some((form(before), form(rest.split_once('}')?.1)))
        });
        Self {
            headings: HEADINGS.into_iter().map(|(id, name)| (id, form(rulebook.words(name)))).collect(),
            shown: SHOWN.into_iter().map(|(shown, name)| (shown, form(rulebook.words(name)))).collect(),
            all: words.values().map(|text| form(text)).chain(titles).chain(FORMER_HEADINGS.map(former)).collect(),
            filled: filled.filter(|(before, after)| before.len() + after.len() > 2).collect(),
            tabs: tabs.chain(FORMER.map(named)).collect(),
            deciding: DECIDING.into_iter().map(named).collect(),
            pages: PAGES.into_iter().map(named).collect(),
            no: form(rulebook.words("no")),
        }
    }

    /// The columns whose heading may be this text.
    pub fn columns_headed<'w>(&'w self, text: &str) -> impl Iterator<Item = &'static str> + 'w {
        let text = form(text);
        self.headings.iter().filter(move |(_, heading)| *heading == text).map(|(id, _)| *id)
    }

    /// What a column with this heading shows, as far as rows are known by it.
    pub fn shown_under<'w>(&'w self, text: &str) -> impl Iterator<Item = Shown> + 'w {
        let text = form(text);
        self.shown.iter().filter(move |(_, heading)| *heading == text).map(|(shown, _)| *shown)
    }

    /// Whether a text is one of ours.
    pub fn is_ours(&self, text: &str) -> bool {
        self.all.contains(&form(text))
    }

    /// Whether a text may stand over a column of ours.
    pub fn is_heading(&self, text: &str) -> bool {
        let text = form(text);
        let fits =
            |(before, after): &(String, String)| text.starts_with(before.as_str()) && text.ends_with(after.as_str());
        self.all.contains(&text) || self.filled.iter().any(fits)
    }

    /// Whether one of our sheets has this name.
    pub fn is_tab(&self, name: &str) -> bool {
        self.tabs.contains(&form(name))
    }

    /// Whether something is decided on our sheet of this name.
    pub fn is_deciding(&self, name: &str) -> bool {
        self.deciding.contains(&form(name))
    }

    /// Whether our sheet of this name is a page, and no list.
    pub fn is_page(&self, name: &str) -> bool {
        self.pages.contains(&form(name))
    }

    /// Whether a text says no, or begins so: `no longer`, `Not any more`.
    pub fn is_no(&self, text: &str) -> bool {
        let words = form(text);
        let first = words.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
        words == self.no || first.strip_prefix(&*self.no).is_some_and(|rest| rest.is_empty() || rest == "t")
    }
}

/// A text as it is compared: small letters, single blanks.
pub(super) fn form(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
