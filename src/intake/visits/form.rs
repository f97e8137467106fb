//! Papers for visits as they are read: by the words that stand on them.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::page::{self, PageRead};
use crate::intake::words::{key, squash_into};
use crate::rulebook::ids::StrandId;
use crate::rulebook::model::{Paper, PaperFor, PaperSection, Reads, RuleKind, Rulebook, Shows};
use workbook::read::{Content, Sheet};

/// All papers for visits of which something is read.
#[derive(Debug, Default)]
pub(in crate::intake) struct Forms {
    forms: Vec<Form>,
    /// titles of sections in a quick form, for a first sieve
    titles: BTreeSet<String>,
    /// the name of the sheet that lists the pages
    contents: String,
}

/// A paper for visits.
#[derive(Debug)]
pub(super) struct Form {
    /// what stands before and after the school's name in the title of a page
    pub title: (Arc<str>, Arc<str>),
    /// how many lines are printed above the first section
    pub head: usize,
    pub parts: Vec<Part>,
    pub words: Words,
}

/// Words of the program's own that stand on a page.
#[derive(Debug)]
pub(super) struct Words {
    pub urn: String,
    pub laestab: String,
    pub event: String,
    pub when: String,
    /// the names of all that is printed in pairs of a name and what it is
    pub printed: BTreeSet<String>,
    /// the name of a row that says what was written at the last visit
    pub last: String,
    /// what stands between two days
    pub between: Arc<str>,
    /// events by the key of their title: their ids
    pub events: Vec<(String, Arc<str>)>,
}

/// A section that has a title.
#[derive(Debug)]
pub(super) struct Part {
    pub title: Arc<str>,
    pub key: String,
    pub shows: Shows,
    /// columns to write in; of a visit, rows
    pub asked: Vec<Asked>,
    /// headings of columns that are printed
    pub printed: Vec<String>,
    /// what is printed in lines of its own
    pub sentences: Vec<Sentence>,
    /// with what a row begins that is printed to be answered
    pub prompts: Vec<String>,
    /// names of rows
    pub rows: Vec<(String, RowOf, Arc<str>)>,
}

impl Part {
    /// The column that takes words about nothing in particular, as at a discussion.
    pub(super) fn takes_any(&self) -> Option<Reads> {
        let said = self.asked.iter().find_map(|asked| asked.reads.filter(|reads| *reads == Reads::Said));
        said.filter(|_| self.shows == Shows::Discuss)
    }
}

/// Words that are printed in a line of their own; where the rest of them differs from page to page, their beginning.
#[derive(Debug)]
pub(super) struct Sentence {
    words: String,
    whole: bool,
}

impl Sentence {
    fn new(words: &str) -> Self {
        Self { words: key(words.split('{').next().unwrap_or_default()), whole: !words.contains('{') }
    }

    /// Whether a text, as a key, is this.
    pub(super) fn is(&self, text: &str) -> bool {
        text == self.words || (!self.whole && text.starts_with(&self.words))
    }
}

/// A column to write in.
#[derive(Debug)]
pub(super) struct Asked {
    pub key: String,
    pub heading: Arc<str>,
    pub reads: Option<Reads>,
}

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum RowOf {
    /// a row that the section names, by its place
    Named(usize),
    Strand(StrandId),
    /// a risk characteristic, by the rule's id
    Risk(Arc<str>),
    /// whatever the page says in its first column
    Words(Arc<str>),
    /// one of several empty lines, by its place among those written in
    Line(u32),
}

/// So many sections tell a page, where its paper has them: one or two titles may stand anywhere.
const ENOUGH: usize = 3;
/// Titles do not stand further down than this.
const MOST_ROWS: u32 = 400;

impl Forms {
    pub(in crate::intake) fn new(rulebook: &Rulebook) -> Self {
        let read = |paper: &&Paper| {
            paper.made_for == PaperFor::EachVisit && paper.sections.iter().any(|part| !part.reads.is_empty())
        };
        let forms: Vec<Form> = rulebook.papers.iter().filter(read).map(|paper| form(rulebook, paper)).collect();
        let mut squashed = String::new();
        let mut titles = BTreeSet::new();
        for part in forms.iter().flat_map(|form| &form.parts) {
            if squash_into(&part.title, &mut squashed) {
                titles.insert(squashed.clone());
            }
        }
        Self { forms, titles, contents: rulebook.words("paper.contents").to_lowercase() }
    }

    /// Whether a sheet is the list of pages, by its name.
    pub(in crate::intake) fn is_contents(&self, sheet: &Sheet) -> bool {
        sheet.name.to_lowercase() == self.contents
    }

    /// Whether a sheet is a page.
    pub(in crate::intake) fn is_page(&self, sheet: &Sheet) -> bool {
        let mut squashed = String::new();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        if self.titles.is_empty() {
            return false;
        }
        let enough = self.enough();
        for cell in sheet.rows.iter().take_while(|row| row.index < MOST_ROWS).flat_map(|row| &row.cells) {
            let Content::Text(text) = &cell.content else { continue };
            if squash_into(text, &mut squashed) && self.titles.contains(&squashed) {
                seen.insert(squashed.clone());
                if seen.len() >= enough {
                    return true;
                }
            }
        }
        false
    }

    fn enough(&self) -> usize {
        self.forms.iter().map(|form| form.parts.len()).min().unwrap_or(ENOUGH).clamp(1, ENOUGH)
    }

    /// What stands on a sheet that is a page; `None` for any other.
    pub(in crate::intake) fn page<'s>(&self, sheet: &'s Sheet) -> Option<PageRead<'s>> {
        if !self.is_page(sheet) {
            return None;
        }
        let read = self.forms.iter().map(|form| page::read(form, sheet));
        read.max_by_key(|page| page.parts_found).filter(|page| page.parts_found >= self.enough())
    }
}

fn form(rulebook: &Rulebook, paper: &Paper) -> Form {
    let (before, after) = paper.title.split_once("{school}").unwrap_or((&paper.title, ""));
    let word = |name| key(rulebook.words(name));
    let (_, between) = rulebook.words("when.window").split_once('}').unwrap_or_default();
    let between = between.split('{').next().unwrap_or_default();
    let words = Words {
        urn: word("column.urn"),
        laestab: word("paper.laestab"),
        event: word("column.event"),
        when: word("paper.when"),
        last: word("paper.last-visit"),
        printed: printed_names(rulebook, paper),
        between: between.into(),
        events: rulebook.cycle.iter().map(|event| (key(&event.title), Arc::clone(&event.id))).collect(),
    };
    let parts = paper.sections.iter().filter_map(|section| part(rulebook, section)).collect();
    let head = 1 + usize::from(paper.lead.is_some());
    Form { title: (before.into(), after.into()), head, parts, words }
}

/// The names beside which a page prints who the school is and what the visit is for.
fn printed_names(rulebook: &Rulebook, paper: &Paper) -> BTreeSet<String> {
    const WORDS: [&str; 10] = [
        "column.urn",
        "paper.laestab",
        "column.event",
        "paper.when",
        "column.takes-part",
        "column.focus",
        "column.purpose",
        "column.reported-to",
        "paper.last-visit",
        "paper.agreed-then",
    ];
    let words = WORDS.iter().map(|name| key(rulebook.words(name)));
    let measures = paper.sections.iter().filter(|part| part.shows == Shows::Identity).flat_map(|part| &part.measures);
    let measures = measures.filter_map(|id| rulebook.measure(*id)).map(|measure| key(&measure.title));
    words.chain(measures).collect()
}

fn part(rulebook: &Rulebook, section: &PaperSection) -> Option<Part> {
    let title = section.title.clone()?;
    let of: &[Arc<str>] = match section.shows {
        Shows::Visit => &section.rows,
        Shows::Grades | Shows::Risks | Shows::Plans | Shows::Discuss | Shows::Room => &section.columns,
        // what has columns elsewhere prints them
        _ => &[],
    };
    let asked = of.iter().map(|heading| Asked {
        key: key(heading),
        heading: Arc::clone(heading),
        reads: section.reads.get(heading).copied(),
    });
    let printed = printed(section.shows).iter().map(|name| key(rulebook.words(name))).collect();
    let sentences = sentences(section.shows).iter().map(|name| rulebook.words(name)).chain(section.say.as_deref());
    let strands = rulebook.judgements.strands.iter().filter(|_| section.shows == Shows::Discuss);
    Some(Part {
        key: key(&title),
        title,
        shows: section.shows,
        asked: asked.collect(),
        printed,
        sentences: sentences.map(Sentence::new).collect(),
        prompts: strands.map(|strand| key(&strand.title)).collect(),
        rows: rows(rulebook, section),
    })
}

/// The names of the words that are headings of columns, or of rows of a visit, and stand there in print.
fn printed(shows: Shows) -> &'static [&'static str] {
    match shows {
        Shows::Grades => &[
            "column.strand",
            "grade.self-evaluated",
            "grade.inspected",
            "grade.indicated",
            "grade.agreed",
            "paper.partner-last",
        ],
        Shows::Risks => &["paper.risk", "column.outcome", "column.what-is-known"],
        Shows::Plans => &["column.plan", "column.requires", "column.next-meeting"],
        Shows::Discuss => &["column.discuss"],
        _ => &[],
    }
}

/// The names of the words that stand in a line of their own, most where there is nothing else to print.
fn sentences(shows: Shows) -> &'static [&'static str] {
    match shows {
        Shows::Grades => &["paper.no-grades"],
        Shows::Plans => &["paper.no-plans", "paper.holidays-not-given"],
        Shows::Discuss => &["paper.grades-agree"],
        Shows::Figures => &["paper.no-figures"],
        _ => &[],
    }
}

fn rows(rulebook: &Rulebook, section: &PaperSection) -> Vec<(String, RowOf, Arc<str>)> {
    let strands =
        || rulebook.judgements.strands.iter().zip(0_u8..).map(|(strand, n)| (strand, RowOf::Strand(StrandId(n))));
    match section.shows {
        Shows::Grades => {
            let named = strands().map(|(strand, row)| (key(&strand.title), row, Arc::clone(&strand.title)));
            let short = strands().map(|(strand, row)| (key(&strand.short), row, Arc::clone(&strand.title)));
            named.chain(short).collect()
        }
        Shows::Risks => {
            let risks = rulebook.rules.iter().filter(|rule| matches!(rule.kind, RuleKind::Risk));
            let row = |rule: &crate::rulebook::model::Rule| {
                (key(&rule.title), RowOf::Risk(Arc::clone(&rule.id)), Arc::clone(&rule.title))
            };
            risks.map(row).collect()
        }
        Shows::Room => {
            let named = section.rows.iter().enumerate();
            named.map(|(at, name)| (key(name), RowOf::Named(at), Arc::clone(name))).collect()
        }
        _ => Vec::new(),
    }
}
