//! The page behind all others: what has come to be known since, what is due, what cannot be said, the data, where to look,
//! and what the review was made from, so that it can be made again.

mod cannot_say;
pub(in crate::review) mod counts;
mod due;
mod news;
mod settle;

use std::borrow::Cow;

use crate::intake::record::DoubtKind;
use crate::judge::decided::is_typed;
use crate::review::context::{Context, SchoolRow};
use crate::review::words::long_day;
use workbook::write::{Cell, Link, Look, PagePlan, Role, TablePlan};

/// News named on the page.
const FIRST: usize = 12;
/// Last column of the page, from 0.
const LAST: u16 = 9;

/// The page under way, and the row to write next.
struct About<'a> {
    context: &'a Context<'a>,
    page: PagePlan<'a>,
    row: u32,
}

/// A sheet to look at.
pub(super) struct Tab {
    /// the workbook it is in, where that is another one
    file: Option<String>,
    /// its name
    name: String,
    /// what is on it
    about: String,
    /// whether it has to be unhidden first
    hidden: bool,
}

impl Tab {
    /// Of a table, in another workbook or this one.
    pub fn of(plan: &TablePlan<'_>, file: Option<&str>) -> Self {
        let (name, about) = (plan.name.clone(), plan.about.to_string());
        Self { file: file.map(str::to_owned), name, about, hidden: plan.hidden }
    }
}

/// The plan of the page; `tabs` are the sheets before it, with what is on each.
pub(super) fn plan<'a>(context: &'a Context<'a>, tabs: &[Tab]) -> PagePlan<'a> {
    let page = PagePlan {
        name: context.tab("tab.run"),
        widths: vec![44.0, 13.0, 13.0, 13.0, 13.0, 13.0, 13.0, 13.0, 13.0, 13.0],
        portrait: true,
        ..PagePlan::default()
    };
    let mut about = About { context, page, row: 0 };
    about.top();
    news::put(&mut about);
    counts::put(&mut about);
    due::put(&mut about);
    cannot_say::put(&mut about);
    about.data();
    about.closed();
    about.where_to_look(tabs);
    about.made_from();
    about.page
}

impl<'a> About<'a> {
    fn say(&self, name: &'a str) -> Cow<'a, str> {
        self.context.words.text(name)
    }

    /// A line over the whole width.
    fn line(&mut self, text: impl Into<Cow<'a, str>>, look: Look) {
        self.page.put_across(self.row, 0, LAST, Cell::text(text).looking(look));
        self.row += 1;
    }

    fn section(&mut self, title: &'a str) {
        self.row += 1;
        self.page.heights.push((self.row, 21.0));
        self.line(self.say(title), Look::of(Role::Section));
    }

    fn top(&mut self) {
        self.page.heights.push((0, 30.0));
        self.line(self.say("run.title"), Look::of(Role::Title));
        self.line(self.say("run.about"), Look::of(Role::Lead).wrapped());
    }

    /// The school's name, leading to its row on the sheet of schools.
    fn name_of(&self, row: SchoolRow<'a>) -> Cell<'a> {
        super::front::name_of(self.context, row)
    }

    fn data(&mut self) {
        self.section("front.data");
        let attention = self.context.doubts().filter(|doubt| doubt.kind != DoubtKind::Remark).count()
            + self.context.inputs.evaluation.problems.len();
        let workbooks = [("n", self.context.inputs.inputs.len().to_string())];
        let read = self.context.words.fill("front.data.read", &workbooks);
        self.line(read, Look::of(Role::Plain).wrapped());
        let text = match attention {
            0 => self.say("front.data.none"),
            many => Cow::Owned(self.context.words.fill("front.data.problems", &[("n", many.to_string())])),
        };
        self.line(text, Look::of(Role::Plain).wrapped());
        let carried = self.context.inputs.carried;
        if !carried.stale.is_empty() {
            let with = [("n", carried.stale.len().to_string())];
            let text = self.context.words.fill("front.data.stale", &with);
            self.line(text, Look::of(Role::Plain).wrapped());
        }
        if let Some(partners) = super::sheets::partners::shared(self.context) {
            self.line(partners, Look::of(Role::Plain).wrapped());
        }
        let gone = carried.gone().count();
        if gone > 0 {
            let text = self.context.words.fill("front.data.closed", &[("n", gone.to_string())]);
            self.line(text, Look::of(Role::Plain).wrapped());
        }
    }

    fn where_to_look(&mut self, tabs: &[Tab]) {
        self.section("front.where");
        for Tab { file, name, about, hidden } in tabs {
            let (sheet, cell) = (Cow::Owned(name.clone()), "A1".to_owned());
            let name = match file {
                Some(file) => Cell::link(name.clone(), Link::File(Cow::Owned(file.clone()), sheet, cell)),
                None if *hidden => Cell::text(name.clone()),
                None => Cell::link(name.clone(), Link::Here(sheet, cell)),
            };
            let about = match hidden {
                true => self.context.words.fill("front.where.hidden", &[("about", about.clone())]),
                false => about.clone(),
            };
            self.page.put(self.row, 0, name.looking(Look::of(Role::Strong)));
            self.page.put_across(self.row, 1, LAST, Cell::text(about).looking(Look::of(Role::Body).wrapped()));
            self.row += 1;
        }
    }

    /// Decisions whose recommendation has gone, with what was decided; and what was typed in rows of an officer's own.
    fn closed(&mut self) {
        let carried = self.context.inputs.carried;
        let (typed, gone): (Vec<_>, Vec<_>) =
            carried.closed.iter().chain(&carried.orphans).partition(|lapsed| is_typed(&lapsed.key.about));
        if !gone.is_empty() {
            self.section("front.closed");
        }
        for lapsed in gone {
            let decision = &lapsed.decision;
            let said = [&lapsed.grade, &decision.decision, &decision.owner, &decision.note];
            let said = said.into_iter().flatten().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let with = [("about", lapsed.title.to_string()), ("said", said)];
            let text = format!("{} ({})", self.context.words.fill("front.closed.one", &with), lapsed.reason);
            self.kept(&lapsed.school, text);
        }
        if !typed.is_empty() {
            self.section("front.typed");
        }
        for lapsed in typed {
            let decision = &lapsed.decision;
            let parts = [&decision.decision, &decision.owner, &decision.note].into_iter().flatten();
            // the note repeats what stood in the row where nothing was written in a cell of ours
            let parts = parts.filter(|part| !lapsed.title.contains(&***part)).map(ToString::to_string);
            let said: Vec<String> = std::iter::once(lapsed.title.to_string()).chain(parts).collect();
            let sheet = lapsed.key.school.0.strip_prefix("sheet:").unwrap_or_default();
            self.kept(sheet, said.join(", "));
        }
    }

    fn kept(&mut self, whose: &'a str, text: String) {
        self.page.put(self.row, 0, Cell::text(whose).looking(Look::of(Role::Strong).wrapped()));
        self.page.put_across(self.row, 1, LAST, Cell::text(text).looking(Look::of(Role::Body).wrapped()));
        self.row += 1;
    }

    /// Authority, year, date, version and every fingerprint.
    fn made_from(&mut self) {
        let inputs = self.context.inputs;
        self.section("run.made-from");
        let facts = [
            ("run.authority", inputs.authority().to_owned()),
            ("run.year", inputs.evaluation.year.to_string()),
            ("run.date", long_day(inputs.evaluation.date)),
            ("run.version", inputs.version.to_owned()),
            ("run.rulebook", inputs.rulebook.fingerprint.to_string()),
            ("run.inputs", inputs.inputs_fingerprint.to_owned()),
        ];
        for (name, value) in facts {
            self.fact(self.say(name), value);
        }
        let visits = inputs.dataset.visits.len();
        if visits > 0 {
            self.fact(self.say("run.visits"), visits.to_string());
        }
        self.section("run.workbooks");
        for file in inputs.inputs {
            let name = match file.path.is_empty() {
                true => Cell::text(&*file.name),
                false => Cell::link(&*file.name, Link::File((&*file.path).into(), "".into(), String::new())),
            };
            self.put_fact(name, file.fingerprint.to_string());
        }
        // the rulebook has one fingerprint above; those of its files are to look up, not to print
        self.page.printed = Some((self.row.saturating_sub(1), LAST));
        self.section("run.rule-files");
        for file in &inputs.rulebook.files {
            self.fact((&*file.name).into(), file.fingerprint.to_string());
        }
    }

    fn fact(&mut self, name: Cow<'a, str>, value: String) {
        self.put_fact(Cell::text(name), value);
    }

    fn put_fact(&mut self, name: Cell<'a>, value: String) {
        self.page.put(self.row, 0, name.looking(Look::of(Role::Body)));
        self.page.put_across(self.row, 1, LAST, Cell::text(value).looking(Look::of(Role::Quiet)));
        self.row += 1;
    }
}
