//! Papers: what stands on each, in order.

use super::Part;
use super::rule::in_a_line;
use super::words::{linked, plain};
use crate::rulebook::model::{Paper, PaperFor, PaperSection, Rulebook, Shows};

pub(super) fn part(rulebook: &Rulebook) -> Part {
    let text: Vec<String> = rulebook.papers.iter().map(|paper| describe(rulebook, paper)).collect();
    Part {
        title: "Papers to print",
        about: "Workbooks that `yardstick papers` writes, section by section.",
        entries: text.len(),
        text: text.join("\n"),
    }
}

fn describe(rulebook: &Rulebook, paper: &Paper) -> String {
    let whose = match paper.made_for {
        PaperFor::EachSchool => "a page for each school".to_owned(),
        PaperFor::ALetter => "a letter to each school, a document of its own".to_owned(),
        PaperFor::TheAuthority => "pages for the authority".to_owned(),
        PaperFor::EachVisit => format!("a page for each school that the visit is for: {}", events(rulebook, paper)),
        PaperFor::AMeeting => format!("a workbook for a meeting: {}", events(rulebook, paper)),
    };
    let sections: Vec<String> =
        paper.sections.iter().map(|section| format!("- {}\n", line(rulebook, section))).collect();
    format!(
        "### {}\n\n*{whose}*\n\n{}\nSource: {}. Stands in {}.\n",
        plain(&paper.file),
        sections.concat(),
        plain(&paper.source),
        linked(&paper.span)
    )
}

/// The titles of the events that it is made for.
fn events(rulebook: &Rulebook, paper: &Paper) -> String {
    let events = paper.events.iter().filter_map(|at| rulebook.cycle.get(*at));
    events.map(|event| plain(&event.title)).collect::<Vec<_>>().join(", ")
}

fn line(rulebook: &Rulebook, section: &PaperSection) -> String {
    let title =
        section.title.as_ref().map_or("(without a heading)".to_owned(), |title| format!("**{}**", plain(title)));
    let measures = section.measures.iter().filter_map(|id| rulebook.measure(*id)).map(|measure| plain(&measure.title));
    let figures = section.figures.iter().map(|figure| match &figure.title {
        Some(title) => plain(title),
        None => format!("`{}`", figure.value.text),
    });
    let mut shown: Vec<String> = Vec::new();
    for title in measures.chain(figures) {
        if !shown.contains(&title) {
            shown.push(title);
        }
    }
    let mut line = title;
    if !shown.is_empty() {
        line.push_str(&format!(": {}", shown.join("; ")));
    }
    let with = section.compared_with.iter().filter_map(|id| rulebook.comparator(*id)).map(|one| plain(&one.title));
    let with: Vec<String> = with.collect();
    if !with.is_empty() {
        line.push_str(&format!(" (beside: {})", with.join("; ")));
    }
    if let Some(which) = &section.for_schools {
        line.push_str(&format!("; for schools of which {}", in_a_line(rulebook, which)));
    }
    let by_year = [Shows::Figures, Shows::Gaps, Shows::Table, Shows::Floors, Shows::Road].contains(&section.shows);
    if by_year && section.years > 1 {
        line.push_str(&format!("; {} years", section.years));
    }
    if !section.reads.is_empty() {
        let read: Vec<String> = section.reads.keys().map(|heading| plain(heading)).collect();
        line.push_str(&format!("; read back: {}", read.join("; ")));
    }
    line
}
