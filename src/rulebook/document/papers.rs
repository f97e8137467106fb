//! Papers: what stands on each, in order.

use super::Part;
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
        PaperFor::TheAuthority => "pages for the authority".to_owned(),
        PaperFor::EachVisit => {
            let events = paper.visits.iter().filter_map(|at| rulebook.cycle.get(*at));
            let events: Vec<String> = events.map(|event| plain(&event.title)).collect();
            format!("a page for each school that the visit is for: {}", events.join(", "))
        }
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
    if matches!(section.shows, Shows::Figures | Shows::Gaps | Shows::Table | Shows::Floors | Shows::Road)
        && section.years > 1
    {
        line.push_str(&format!("; {} years", section.years));
    }
    line
}
