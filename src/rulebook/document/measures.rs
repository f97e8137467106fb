//! Measures, what schools are compared with, figures, and the functions of scripts.

use super::Part;
use super::condition::expression;
use super::rule::in_a_line;
use super::words::{linked, number, plain, unit_name};
use crate::rulebook::ids::GroupId;
use crate::rulebook::model::{Better, Comparator, Figure, Measure, Rulebook, Years};
use crate::rulebook::script::ScriptFunction;

pub(super) fn parts(rulebook: &Rulebook) -> Vec<Part> {
    let figures: Vec<String> = rulebook.figures.iter().flat_map(|one| figure(rulebook, one)).collect();
    let comparators: Vec<String> = rulebook.comparators.iter().map(|one| comparator(rulebook, one)).collect();
    let functions: Vec<String> = rulebook.scripts.functions().iter().map(function).collect();
    vec![
        Part {
            title: "What schools are compared with",
            about: "Read in rules after a measure's name.",
            entries: comparators.len(),
            text: comparators.join("\n"),
        },
        Part {
            title: "Measures",
            about: "Everything that is known of a school, and the headings under which it is found.",
            entries: rulebook.measures.len(),
            text: table(rulebook),
        },
        Part {
            title: "Figures of areas",
            about: "Used where no workbook has a row for the area.",
            entries: figures.len(),
            text: format!("| area | measure | year | value | source |\n|---|---|---|---|---|\n{}", figures.join("\n")),
        },
        Part {
            title: "Functions of scripts",
            about: "For what a condition cannot say.",
            entries: functions.len(),
            text: functions.join("\n"),
        },
    ]
}

fn table(rulebook: &Rulebook) -> String {
    let mut text = "| in rules | measure | unit | good is | found |\n|---|---|---|---|---|\n".to_owned();
    for measure in &rulebook.measures {
        let better = match measure.better {
            Better::Higher => "more",
            Better::Lower => "less",
            Better::Neither => "–",
        };
        text.push_str(&format!(
            "| `{}` | {}{} | {} | {better} | {} |\n",
            measure.id,
            plain(&measure.title),
            measure.note.as_ref().map_or(String::new(), |note| format!(". {}", plain(note))),
            unit_name(measure.unit),
            found(rulebook, measure)
        ));
    }
    text
}

/// Under which headings, or how it is worked out.
fn found(rulebook: &Rulebook, measure: &Measure) -> String {
    if let Some(computed) = &measure.computed {
        return format!("worked out: {}", expression(rulebook, computed));
    }
    let headings: Vec<String> = measure
        .headings
        .iter()
        .map(|(group, heading)| match rulebook.group(*group).filter(|_| *group != GroupId::ALL) {
            Some(group) => format!("{} ({})", plain(&heading.text), plain(&group.title)),
            None => plain(&heading.text),
        })
        .collect();
    let years = (measure.years != Years::default()).then(|| {
        let years = measure.years.to_string();
        let years = years.strip_prefix("to ").map_or(years.clone(), |end| format!("up to {end}"));
        format!("; headings shared with other measures mean this one in the years {years}")
    });
    format!("{}{}", headings.join(" · "), years.unwrap_or_default())
}

fn comparator(rulebook: &Rulebook, one: &Comparator) -> String {
    let mut facts = Vec::new();
    if let Some(area) = one.area.and_then(|id| rulebook.area(id)) {
        facts.push(format!("given for {}", plain(&area.title)));
    }
    if one.computed {
        let same: Vec<String> =
            one.same.iter().filter_map(|id| rulebook.measure(*id)).map(|measure| plain(&measure.title)).collect();
        let alike = if same.is_empty() { String::new() } else { format!(" alike in {}", same.join(", ")) };
        facts.push(format!("else worked out from at least {} schools{alike}", one.at_least));
    }
    if let Some(which) = &one.which {
        facts.push(format!("schools of which {}", in_a_line(rulebook, which)));
    }
    format!("- **{}** (`.{}`): {}. Stands in {}.", plain(&one.title), one.id, facts.join("; "), linked(&one.span))
}

fn figure(rulebook: &Rulebook, one: &Figure) -> Vec<String> {
    let area = rulebook.area(one.area).map_or(String::new(), |area| plain(&area.title));
    let mut measure = rulebook.measure(one.measure).map_or(String::new(), |measure| plain(&measure.title));
    if one.group != GroupId::ALL {
        measure
            .push_str(&rulebook.group(one.group).map_or(String::new(), |group| format!(" ({})", plain(&group.title))));
    }
    let statistic = crate::rulebook::expression::Statistic::WORDS.iter().find(|(_, known)| *known == one.statistic);
    if let Some((word, _)) = statistic {
        measure.push_str(&format!(", {}", word.replace('_', " ")));
    }
    let rows = one.years.iter().map(|(year, (value, span))| {
        format!("| {area} | {measure} | {year} | {} | {} ({}) |", number(*value), plain(&one.source), linked(span))
    });
    rows.collect()
}

fn function(one: &ScriptFunction) -> String {
    let doc: Vec<String> = one.about().map(plain).collect();
    let head = format!("### `{}({})`", one.name, one.params.join(", "));
    format!("{head}\n\n{}\n\nStands in {}.\n", doc.join(" "), linked(&one.place))
}
