//! The front page: five numbers, who needs us first and why, what changed. One screen, one page; all else is a click away.

mod changes;
mod first;
mod next;
mod shape;
mod slips;
mod tiles;

use std::borrow::Cow;

use crate::review::context::{Context, SchoolRow};
use crate::review::words::long_day;
use crate::review::{cause, other_years};
use shape::Shape;
use workbook::write::{Cell, ChartBar, ChartPlan, Link, Look, PagePlan, Role};

/// The page under way, and the row to write next.
struct Front<'a> {
    context: &'a Context<'a>,
    shape: Shape,
    page: PagePlan<'a>,
    row: u32,
}

/// The plan of the page.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> PagePlan<'a> {
    let shape = Shape::of(context);
    let page = PagePlan {
        name: context.tab("tab.front"),
        widths: shape.widths(context),
        one_page: true,
        tab: context.palette.ink("title"),
        ..PagePlan::default()
    };
    let mut front = Front { context, shape, page, row: 0 };
    front.top();
    front.notice();
    slips::put(&mut front);
    tiles::put(&mut front);
    first::put(&mut front);
    let beside = front.row + 1;
    changes::put(&mut front);
    front.chart(beside);
    front.page
}

/// The school's name, leading to its row on the sheet of schools.
pub(super) fn name_of<'a>(context: &Context<'a>, row: SchoolRow<'a>) -> Cell<'a> {
    let at = context.schools.iter().position(|other| other.at == row.at).unwrap_or(0);
    let here = u32::try_from(at).unwrap_or(0) + workbook::write::DATA_ROW + 1;
    let link = Link::Here(Cow::Owned(context.tab("tab.schools")), format!("B{here}"));
    Cell::link(row.name(), link).looking(Look::of(Role::Strong).wrapped())
}

impl<'a> Front<'a> {
    fn say(&self, name: &'a str) -> Cow<'a, str> {
        self.context.words.text(name)
    }

    /// A line over the whole width.
    fn line(&mut self, text: impl Into<Cow<'a, str>>, look: Look) {
        self.page.put_across(self.row, 0, self.shape.last(), Cell::text(text).looking(look));
        self.row += 1;
    }

    /// A heading over some columns.
    fn section(&mut self, title: &'a str, to: u16) {
        self.row += 1;
        self.page.heights.push((self.row, 21.0));
        self.page.put_across(self.row, 0, to, Cell::text(self.say(title)).looking(Look::of(Role::Section)));
        self.row += 1;
    }

    fn top(&mut self) {
        let inputs = self.context.inputs;
        let year = inputs.evaluation.year.to_string();
        self.page.heights.push((0, 30.0));
        let title = self.context.words.fill("front.title", &[("year", year)]);
        self.line(title, Look::of(Role::Title));
        let with = [
            ("authority", inputs.authority().to_owned()),
            ("date", long_day(inputs.evaluation.date)),
            ("schools", self.context.schools.len().to_string()),
        ];
        let (own, other) = (inputs.rulebook.authority.to_string(), inputs.dataset.authority.is_some());
        let with: Vec<_> = with.into_iter().chain([("rules", own)]).collect();
        let lead = self.context.words.fill(if other { "front.lead-other" } else { "front.lead" }, &with);
        self.line(lead, Look::of(Role::Lead));
        for text in [cause::said(inputs), other_years::said(inputs)].into_iter().flatten() {
            let ink = self.context.mark_ink("doubt");
            self.line(self.context.palette.signed(ink, &text), Look::of(Role::Plain).inked(ink).wrapped());
        }
    }

    /// What did not take part though it should have: what it said before is neither better nor worse for it.
    fn notice(&mut self) {
        self.not_read();
        let Some(notice) = self.context.inputs.notice else { return };
        self.row += 1;
        let ink = self.context.mark_ink("holds");
        let head = self.context.palette.signed(ink, self.context.words.say("front.rules-need-attention"));
        self.line(head, Look::of(Role::Notice).inked(ink));
        self.line(self.say("front.rules-last-good"), Look::of(Role::Plain).inked(ink).wrapped());
        for line in &notice.lines {
            self.line(&**line, Look::of(Role::Plain).inked(ink).wrapped());
        }
    }

    fn not_read(&mut self) {
        let inputs = self.context.inputs;
        let ink = self.context.mark_ink("holds");
        for (words, workbooks) in
            [("front.unread", inputs.workbooks_unread), ("front.changes.gone", inputs.workbooks_gone)]
        {
            if !workbooks.is_empty() {
                let with = [("n", workbooks.len().to_string()), ("workbooks", workbooks.join(", "))];
                let text = self.context.words.fill(words, &with);
                let text = self.context.palette.signed(ink, &text);
                self.line(text, Look::of(Role::Notice).inked(ink).wrapped());
            }
        }
    }

    /// Schools by where they stand, drawn beside what changed; its figures lie under it.
    fn chart(&mut self, top: u32) {
        const ROW_PIXELS: u32 = 20;
        let (names, values) = (self.shape.changed(), self.shape.last());
        let context = self.context;
        let statuses = context.rulebook().statuses_worst_first();
        if statuses.is_empty() {
            return;
        }
        let mut said = Vec::new();
        let first = top + 1;
        for (row, status) in (first..).zip(&statuses) {
            let many = context.schools.iter().filter(|school| school.findings.status.rule == *status).count();
            let title = context.rule_title(*status);
            said.push(format!("{title} {many}"));
            let quiet = Look::of(Role::Plain);
            self.page.put(row, names, Cell::text(title).looking(quiet));
            self.page.put(row, values, Cell::count(many).looking(quiet));
        }
        let many = u32::try_from(statuses.len()).unwrap_or(8);
        let title = context.words.say("front.chart");
        self.page.chart = Some(ChartPlan {
            at: (top, names),
            // the two last columns, so that nothing of the figures under it looks out
            size: (self.shape.beside(), (many + 2) * ROW_PIXELS + 10),
            title: title.to_owned(),
            alt: format!("{title}: {}", said.join(", ")),
            names: (names, first, first + many - 1),
            values,
            bars: statuses.iter().map(|status| ChartBar { ink: context.status_ink(*status) }).collect(),
        });
        self.row = self.row.max(top + many + 3);
    }
}
