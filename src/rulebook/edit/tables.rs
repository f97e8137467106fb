//! Values that stand alone: settings, figures, ranges, headings, colours.

use super::cases_told as cases;
use super::gather::{About, Shelf, unit};
use super::leaf::Here;
use super::value::{Sheet, Sort};
use crate::rulebook::model::Measure;
use crate::rulebook::rows::{name_in_row, of_all_rows, with_values};
use crate::rulebook::yaml::{Kind, Meaning};

pub(super) fn take(shelf: &mut Shelf<'_>, top: &Here<'_>) {
    for (section, here) in top.fields() {
        cases::take(shelf, section, &here);
        match section {
            "for all" => rows(shelf, &here, ""),
            "settings" => here.items().iter().for_each(|one| setting(shelf, one)),
            "small numbers" | "limits" | "partnering" => alone(shelf, &here, section),
            "cycle" => here.items().iter().for_each(|one| dates(shelf, one)),
            "figures" => here.items().iter().for_each(|one| figures(shelf, one)),
            "measures" => here.items().iter().for_each(|one| measures(shelf, one)),
            "groups" | "markers" | "areas" => {
                here.items().iter().for_each(|one| spellings(shelf, one, &["headings", "written", "rows"]));
            }
            "identity" => identity(shelf, &here),
            "precedence" => here.items().iter().for_each(|one| spellings(shelf, one, &["words"])),
            "report" => report(shelf, &here),
            "consistency" => numbers(shelf, &here, &["within"]),
            "comparators" => numbers(shelf, &here, &["at least"]),
            "triggers" => numbers(shelf, &here, &["meeting every days", "meetings ahead"]),
            "partners" => numbers(shelf, &here, &["at most"]),
            "support" | "support when" => here.items().iter().for_each(|one| forms(shelf, one)),
            "structure" => here.items().iter().for_each(|one| words_of(shelf, one, "factors", one.say("title"), "")),
            _ => here.items().iter().for_each(|one| rows(shelf, one, one.say("title"))),
        }
    }
}

/// The forms of support that the teams of an entry give.
fn forms(shelf: &mut Shelf<'_>, one: &Here<'_>) {
    rows(shelf, one, one.say("title"));
    // strands that have the same forms stand in rows
    let strands = one.field("rows").filter(|_| one.say("strand").starts_with('$'));
    let strands = strands.map(|rows| rows.fields().iter().map(|(row, _)| *row).collect::<Vec<_>>().join(", "));
    let strand = strands.as_deref().unwrap_or_else(|| one.say("strand"));
    let of = if one.say("title").is_empty() { strand } else { one.say("title") };
    for team in one.field("teams").iter().flat_map(Here::items) {
        words_of(shelf, &team, "forms", of, team.say("team"));
    }
}

/// The words of a list.
fn words_of(shelf: &mut Shelf<'_>, one: &Here<'_>, list: &str, of: &str, team: &str) {
    for leaf in one.field(list).iter().flat_map(Here::items) {
        let words = vec![of.to_owned(), team.to_owned(), list.to_owned()];
        shelf.take(Sheet::Support, &leaf, Sort::Words, About { words, source: one.say("source"), ..About::default() });
    }
}

/// The numbers in the rows of a rule.
fn rows(shelf: &mut Shelf<'_>, one: &Here<'_>, title: &str) {
    for (row, values) in one.field("rows").iter().flat_map(Here::fields) {
        for leaf in values.leaves() {
            let (sheet, sort) = sheet_of(&leaf);
            let name = leaf.way.rsplit(", ").next().unwrap_or_default().to_owned();
            if sheet == Sheet::Numbers {
                let words = vec![of_all_rows(title), row.to_owned(), "rows".to_owned(), name];
                shelf.take(
                    Sheet::Thresholds,
                    &leaf,
                    sort,
                    About { words, source: one.say("source"), ..About::default() },
                );
            }
        }
    }
}

/// The sheet of a value that stands alone, and what may stand there.
fn sheet_of(here: &Here<'_>) -> (Sheet, Sort) {
    match &here.node.kind {
        Kind::Scalar { meaning: Meaning::Number(_) | Meaning::Whole(_), .. } => (Sheet::Numbers, Sort::Number(None)),
        Kind::Scalar { meaning: Meaning::Flag(_), .. } => (Sheet::Switches, Sort::Flag),
        _ => (Sheet::Choices, Sort::Words),
    }
}

fn setting(shelf: &mut Shelf<'_>, one: &Here<'_>) {
    let Some(value) = one.field("value") else { return };
    for leaf in value.leaves() {
        let (sheet, sort) = sheet_of(&leaf);
        let words = vec![one.say("id").to_owned(), one.say("title").to_owned()];
        let about = About { words, unit: "", source: one.say("source"), note: one.say("note") };
        shelf.take(sheet, &leaf, sort, about);
    }
}

/// The numbers of a section that is there once; its sentences are elsewhere.
fn alone(shelf: &mut Shelf<'_>, here: &Here<'_>, section: &str) {
    for (name, leaf) in here.fields() {
        let (sheet, sort) = sheet_of(&leaf);
        if sheet == Sheet::Numbers {
            let words = vec![name.to_owned(), section.to_owned()];
            shelf.take(sheet, &leaf, sort, About { words, ..About::default() });
        }
    }
}

/// Some numbers of each entry of a section.
fn numbers(shelf: &mut Shelf<'_>, section: &Here<'_>, names: &[&str]) {
    for one in section.items() {
        rows(shelf, &one, one.say("title"));
        for name in names {
            let Some(leaf) = one.field(name) else { continue };
            let words = vec![(*name).to_owned(), of_all_rows(one.say("title"))];
            let about = About { words, source: one.say("source"), note: one.say("note"), ..About::default() };
            shelf.take(Sheet::Numbers, &leaf, Sort::Number(None), about);
        }
    }
}

/// The days of a step of the cycle, or of those that its rows make.
fn dates(shelf: &mut Shelf<'_>, one: &Here<'_>) {
    days(shelf, one, one, (one.say("event"), &of_all_rows(one.say("title"))));
    for (name, row) in one.field("rows").iter().flat_map(Here::fields) {
        let event = name_in_row(one.say("event"), name, &serde_yaml::Value::Null);
        let of_row = with_values(one.say("title"), |value| Some(if value == "row" { name } else { "…" })).0;
        days(shelf, &row, one, (&event, if row.say("title").is_empty() { &of_row } else { row.say("title") }));
    }
}

fn days(shelf: &mut Shelf<'_>, here: &Here<'_>, entry: &Here<'_>, (event, title): (&str, &str)) {
    for (year, here) in here.field("dates").map(|here| here.fields()).unwrap_or_default() {
        let days: Vec<(String, Here<'_>)> = match &here.node.kind {
            Kind::Map(_) => here.fields().into_iter().map(|(part, leaf)| (part.to_owned(), leaf)).collect(),
            Kind::List(_) => (1..).zip(here.items()).map(|(at, leaf): (u32, _)| (at.to_string(), leaf)).collect(),
            Kind::Scalar { .. } => vec![(String::new(), here)],
        };
        for (part, leaf) in days {
            let words = vec![title.to_owned(), event.to_owned(), part, year.to_owned()];
            shelf.take(
                Sheet::Dates,
                &leaf,
                Sort::Day,
                About { words, source: entry.say("source"), ..About::default() },
            );
        }
    }
}

/// A figure, or those that its rows make.
fn figures(shelf: &mut Shelf<'_>, one: &Here<'_>) {
    let Some(rows) = one.field("rows") else { return figure(shelf, [one, one], one.say("measure")) };
    rows.fields().iter().for_each(|(measure, row)| figure(shelf, [row, one], measure));
}

/// The values of a figure, which says of itself what is said first.
fn figure(shelf: &mut Shelf<'_>, said_by: [&Here<'_>; 2], measure: &str) {
    let say = |name: &str| said_by.iter().map(|here| here.say(name)).find(|said| !said.is_empty()).unwrap_or_default();
    let Some(years) = said_by.iter().find_map(|here| here.field("years")) else { return };
    let known = shelf.measure(measure).map(|measure| (measure.title.to_string(), measure.unit));
    let range = shelf.measure(measure).and_then(Measure::bounds);
    let (title, unit) = known.map_or((String::new(), ""), |(title, kind)| (title, unit(kind)));
    for (year, leaf) in years.fields() {
        let group = [say("group"), say("phase")].join(" ").trim().to_owned();
        let words = vec![say("area").to_owned(), title.clone(), group, say("statistic").to_owned(), year.to_owned()];
        let about = About { words, unit, source: say("source"), note: say("note") };
        shelf.take(Sheet::Figures, &leaf, Sort::Number(range), about);
    }
}

/// A measure, or those that its rows make, and what they share.
fn measures(shelf: &mut Shelf<'_>, one: &Here<'_>) {
    let Some(rows) = one.field("rows") else { return measure(shelf, one, one.say("id"), one.say("title")) };
    measure(shelf, one, &of_all_rows(one.say("id")), &of_all_rows(one.say("title")));
    for (name, row) in rows.fields() {
        let id = name_in_row(one.say("id"), name, &serde_yaml::Value::Null);
        let title = shelf.measure(&id).map(|measure| measure.title.to_string()).unwrap_or_default();
        measure(shelf, &row, &id, &title);
    }
}

/// A measure's headings, spellings, range and decimals.
fn measure(shelf: &mut Shelf<'_>, one: &Here<'_>, id: &str, title: &str) {
    let kind = shelf.measure(id).map_or("", |measure| unit(measure.unit));
    for name in ["range", "decimals"] {
        let leaves = one.field(name).map(|here| here.leaves()).unwrap_or_default();
        let parts: &[&str] =
            if leaves.len() == 2 { &["least believable", "greatest believable"] } else { &["decimals"] };
        for (leaf, part) in leaves.iter().zip(parts) {
            let words = vec![id.to_owned(), format!("{title}: {part}")];
            let unit = if name == "range" { kind } else { "" };
            let about = About { words, unit, source: one.say("source"), note: one.say("note") };
            shelf.take(Sheet::Numbers, leaf, Sort::Number(None), about);
        }
    }
    spellings_of(shelf, one, &["headings", "in tables with", "groups", "categories"], (title, id));
}

/// The lists of words by which something is found in a workbook.
fn spellings(shelf: &mut Shelf<'_>, one: &Here<'_>, lists: &[&str]) {
    spellings_of(shelf, one, lists, (one.say("title"), one.say("id")));
}

fn spellings_of(shelf: &mut Shelf<'_>, one: &Here<'_>, lists: &[&str], (title, id): (&str, &str)) {
    for list in lists {
        let Some(here) = one.field(list) else { continue };
        let named: Vec<(String, Here<'_>)> = match &here.node.kind {
            Kind::Map(_) => here.fields().into_iter().map(|(name, here)| (format!("{list}: {name}"), here)).collect(),
            _ => vec![((*list).to_owned(), here)],
        };
        for (what, here) in named {
            for leaf in here.leaves() {
                let words = vec![title.to_owned(), id.to_owned(), what.clone()];
                let about = About { words, source: one.say("source"), ..About::default() };
                shelf.take(Sheet::Headings, &leaf, Sort::Words, about);
            }
        }
    }
}

fn identity(shelf: &mut Shelf<'_>, here: &Here<'_>) {
    for (name, list) in here.fields() {
        for leaf in list.leaves() {
            let words = vec!["a school's identity".to_owned(), name.to_owned(), "headings".to_owned()];
            shelf.take(Sheet::Headings, &leaf, Sort::Words, About { words, ..About::default() });
        }
    }
}

fn report(shelf: &mut Shelf<'_>, here: &Here<'_>) {
    let colours = here.field("colours").map(|here| here.fields()).unwrap_or_default();
    for (name, colour) in colours {
        for (part, leaf) in colour.fields() {
            let sort = if part == "sign" { Sort::Words } else { Sort::Colour };
            let words = vec![name.to_owned(), part.to_owned()];
            shelf.take(Sheet::Colours, &leaf, sort, About { words, ..About::default() });
        }
    }
    for (name, leaf) in here.field("words").map(|here| here.fields()).unwrap_or_default() {
        shelf.take(Sheet::Words, &leaf, Sort::Words, About { words: vec![name.to_owned()], ..About::default() });
    }
    let known: Vec<String> = shelf.rulebook.report.colours.keys().map(ToString::to_string).collect();
    for (name, leaf) in here.field("marks").map(|here| here.fields()).unwrap_or_default() {
        let about = About { words: vec![name.to_owned()], ..About::default() };
        shelf.take(Sheet::Marks, &leaf, Sort::OneOf(known.clone().into()), about);
    }
}
