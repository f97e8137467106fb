//! The front page: who needs us first, where schools stand, what cannot be said, what changed, where to look.

mod cannot_say;
pub(in crate::review) mod counts;
mod due;
mod news;
mod settle;
mod slips;

use std::borrow::Cow;

use super::deciding::long_day;
use crate::intake::record::DoubtKind;
use crate::judge::evaluate::Outcome;
use crate::review::context::{Context, SchoolRow};
use crate::rulebook::model::{Rule, RuleKind};
use workbook::write::{Cell, Link, Look, PagePlan, Role};

/// Schools named under “who needs us first”.
const FIRST: usize = 12;
/// Changes listed.
const CHANGES: usize = 12;
/// Last column of the page, from 0.
const LAST: u16 = 9;

/// The page under way, and the row to write next.
struct Front<'a> {
    context: &'a Context<'a>,
    page: PagePlan<'a>,
    row: u32,
}

/// The plan of the page; `tabs` are the sheets that follow, with what is on each.
pub(super) fn plan<'a>(context: &'a Context<'a>, tabs: &[(String, String)]) -> PagePlan<'a> {
    let page = PagePlan {
        name: context.tab("tab.front"),
        widths: vec![44.0, 13.0, 13.0, 13.0, 13.0, 13.0, 13.0, 13.0, 13.0, 13.0],
        portrait: true,
        tab: context.palette.ink("title"),
        ..PagePlan::default()
    };
    let mut front = Front { context, page, row: 0 };
    front.top();
    front.notice();
    slips::put(&mut front);
    front.needs_us_first();
    news::put(&mut front);
    counts::put(&mut front);
    due::put(&mut front);
    cannot_say::put(&mut front);
    front.changes();
    front.data();
    front.where_to_look(tabs);
    front.foot();
    front.page
}

impl<'a> Front<'a> {
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
        let inputs = self.context.inputs;
        let year = inputs.evaluation.year.to_string();
        self.page.heights.push((0, 34.0));
        let title = self.context.words.fill("front.title", &[("year", year)]);
        self.line(title, Look::of(Role::Title));
        let with = [
            ("authority", inputs.authority().to_owned()),
            ("date", long_day(inputs.evaluation.date)),
            ("schools", self.context.schools.len().to_string()),
        ];
        let lead = self.context.words.fill("front.lead", &with);
        self.line(lead, Look::of(Role::Lead).wrapped());
        self.line(self.say("front.how"), Look::of(Role::Lead).wrapped());
    }

    fn notice(&mut self) {
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

    fn needs_us_first(&mut self) {
        self.section("front.first");
        let needs = |row: &&SchoolRow<'a>| {
            let rule = self.context.rule(row.findings.status.rule);
            rule.is_some_and(|rule| matches!(rule.kind, RuleKind::Status { needs_attention: true, .. }))
        };
        let mut first: Vec<SchoolRow<'a>> = self.context.schools.iter().filter(needs).copied().collect();
        let place = |row: &SchoolRow<'a>| {
            self.context.schools.iter().position(|one| one.findings.status.rule == row.findings.status.rule)
        };
        first.sort_by_cached_key(|row| (place(row), std::cmp::Reverse(self.present_risks(*row))));
        if first.is_empty() {
            self.line(self.say("front.first.none"), Look::of(Role::Plain).wrapped());
            return;
        }
        let heads = [("column.school", 0, 0), ("column.phase", 1, 1), ("column.status", 2, 3), ("column.why", 4, LAST)];
        for (title, from, to) in heads {
            self.page.put_across(self.row, from, to, Cell::text(self.say(title)).looking(Look::of(Role::Heading)));
        }
        self.row += 1;
        // nobody wants to turn a page for one or two more
        let shown = if first.len() <= FIRST + 3 { first.len() } else { FIRST };
        for row in first.iter().take(shown) {
            self.school(*row);
        }
        if first.len() > shown {
            let more = (first.len() - shown).to_string();
            let text = self.context.words.fill("front.first.more", &[("n", more)]);
            self.line(text, Look::of(Role::Lead));
        }
    }

    fn present_risks(&self, row: SchoolRow<'a>) -> usize {
        let is_risk = |rule: &Rule| matches!(rule.kind, RuleKind::Risk);
        let findings = self.context.findings(row);
        findings.filter(|(rule, finding)| is_risk(rule) && finding.outcome == Outcome::Holds).count()
    }

    /// The school's name, leading to its row on the sheet of schools.
    fn name_of(&self, row: SchoolRow<'a>) -> Cell<'a> {
        let at = self.context.schools.iter().position(|other| other.at == row.at).unwrap_or(0);
        let here = u32::try_from(at).unwrap_or(0) + workbook::write::DATA_ROW + 1;
        let link = Link::Here(Cow::Owned(self.context.tab("tab.schools")), format!("B{here}"));
        Cell::link(row.name(), link).looking(Look::of(Role::Strong).wrapped())
    }

    fn school(&mut self, row: SchoolRow<'a>) {
        self.page.put(self.row, 0, self.name_of(row));
        let phase = Cell::text(self.context.phase(row.at)).looking(Look::of(Role::Body).wrapped());
        self.page.put(self.row, 1, phase);
        self.page.put_across(self.row, 2, 3, self.context.status(row.findings.status.rule));
        let reason = self.context.why(row);
        let one_line = reason.lines().next().unwrap_or_default().to_owned();
        self.page.put_across(self.row, 4, LAST, Cell::text(one_line).looking(Look::of(Role::Body).wrapped()));
        self.row += 1;
    }

    fn changes(&mut self) {
        self.section("front.changes");
        match self.context.inputs.changes {
            None => return self.line(self.say("front.changes.first-run"), Look::of(Role::Plain).wrapped()),
            Some([]) => self.line(self.say("front.changes.none"), Look::of(Role::Plain).wrapped()),
            Some(changes) => {
                for change in changes.iter().take(CHANGES) {
                    self.page.put(self.row, 0, Cell::text(&*change.name).looking(Look::of(Role::Strong).wrapped()));
                    let look = Look::of(Role::Body).wrapped();
                    self.page.put_across(self.row, 1, 4, Cell::text(&*change.what).looking(look));
                    self.page.put_across(self.row, 5, LAST, Cell::text(&*change.why).looking(look));
                    self.row += 1;
                }
                if changes.len() > CHANGES {
                    let with = [("n", (changes.len() - CHANGES).to_string())];
                    let text = self.context.words.fill("and-more", &with);
                    self.line(text, Look::of(Role::Lead));
                }
            }
        }
        let gone = self.context.inputs.workbooks_gone;
        if !gone.is_empty() {
            let with = [("n", gone.len().to_string()), ("workbooks", gone.join(", "))];
            let text = self.context.words.fill("front.changes.gone", &with);
            self.line(text, Look::of(Role::Plain).wrapped());
        }
        if let Some(since) = self.context.inputs.changes_since {
            let text = self.context.words.fill("front.changes.since", &[("day", long_day(since))]);
            self.line(text, Look::of(Role::Lead));
        }
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
        let gone = carried.closed.len() + carried.orphans.len();
        if gone > 0 {
            let text = self.context.words.fill("front.data.closed", &[("n", gone.to_string())]);
            self.line(text, Look::of(Role::Plain).wrapped());
        }
    }

    fn where_to_look(&mut self, tabs: &[(String, String)]) {
        self.section("front.where");
        for (name, about) in tabs {
            let link = Link::Here(Cow::Owned(name.clone()), "A1".to_owned());
            self.page.put(self.row, 0, Cell::link(name.clone(), link).looking(Look::of(Role::Strong)));
            self.page.put_across(self.row, 1, LAST, Cell::text(about.clone()).looking(Look::of(Role::Body).wrapped()));
            self.row += 1;
        }
    }

    fn foot(&mut self) {
        self.row += 1;
        let inputs = self.context.inputs;
        let with = [
            ("version", inputs.version.to_owned()),
            ("rulebook", inputs.rulebook.fingerprint.to_string()),
            ("inputs", inputs.inputs_fingerprint.to_owned()),
        ];
        let text = self.context.words.fill("front.foot", &with);
        self.line(text, Look::of(Role::Lead).wrapped());
    }
}
