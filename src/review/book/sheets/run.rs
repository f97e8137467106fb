//! About this run: what the review was made from, so that it can be made again.

use super::super::deciding::long_day;
use crate::review::context::Context;
use workbook::write::{Cell, Look, PagePlan, Role};

/// The plan of the sheet.
pub(in crate::review::book) fn run<'a>(context: &'a Context<'a>) -> PagePlan<'a> {
    let words = context.words;
    let inputs = context.inputs;
    let mut page =
        PagePlan { name: context.tab("tab.run"), widths: vec![44.0, 70.0], portrait: false, ..PagePlan::default() };
    page.heights.push((0, 30.0));
    page.put(0, 0, Cell::text(words.text("run.title")).looking(Look::of(Role::Title)));
    page.put_across(1, 0, 1, Cell::text(words.text("run.about")).looking(Look::of(Role::Lead).wrapped()));
    let facts = [
        ("run.authority", inputs.authority().to_owned()),
        ("run.year", inputs.evaluation.year.to_string()),
        ("run.date", long_day(inputs.evaluation.date)),
        ("run.version", inputs.version.to_owned()),
        ("run.rulebook", inputs.rulebook.fingerprint.to_string()),
        ("run.inputs", inputs.inputs_fingerprint.to_owned()),
    ];
    let mut row = 3;
    for (name, value) in facts {
        line(&mut page, row, words.text(name), value);
        row += 1;
    }
    row = section(&mut page, row + 1, words.text("run.workbooks"));
    for file in inputs.inputs {
        line(&mut page, row, (&*file.name).into(), file.fingerprint.to_string());
        row += 1;
    }
    row = section(&mut page, row + 1, words.text("run.rule-files"));
    for file in &inputs.rulebook.files {
        line(&mut page, row, (&*file.name).into(), file.fingerprint.to_string());
        row += 1;
    }
    page
}

fn line<'a>(page: &mut PagePlan<'a>, row: u32, name: std::borrow::Cow<'a, str>, value: String) {
    page.put(row, 0, Cell::text(name).looking(Look::of(Role::Body)));
    page.put(row, 1, Cell::text(value).looking(Look::of(Role::Quiet)));
}

fn section<'a>(page: &mut PagePlan<'a>, row: u32, title: std::borrow::Cow<'a, str>) -> u32 {
    page.put_across(row, 0, 1, Cell::text(title).looking(Look::of(Role::Section)));
    row + 1
}
