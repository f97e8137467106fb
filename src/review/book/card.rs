//! The School card: a school is chosen from a list, and one page says where it stands and why, its grades side by side, its
//! figures over the years, risks, support, options, plans, what was decided, and the way to its evidence.

mod figures;
mod ledger;
mod said;
mod weight;

use std::borrow::Cow;

use super::{evidence_file_name, keys};
use crate::judge::evaluate::{GradeEvidence, StrandGrades};
use crate::review::context::{Context, SchoolRow};
use crate::review::reason;
use crate::rulebook::model::RuleKind;
use ledger::Ledger;
use workbook::place::quoted_sheet;
use workbook::write::{Cell, DATA_ROW, Look, PagePlan, Role, TablePlan};

/// Names of measures and strands; figures, grades and words.
const WIDTHS: [f64; 8] = [38.0, 9.5, 9.5, 9.5, 15.0, 15.0, 15.0, 12.0];
/// Last column of the page, from 0.
const LAST: u16 = 7;
/// Last column of the left half.
const HALF: u16 = 3;
/// The cell in which a school is chosen: row and column, and as a formula names it.
const CHOICE: (u32, u16, &str) = (keys::CHOICE.0, keys::CHOICE.1, "$A$3");

/// How wide the columns are: a grade may be a word.
fn widths(context: &Context<'_>) -> Vec<f64> {
    let mut widths = WIDTHS.to_vec();
    let grades = widths.iter_mut().skip(1).take(usize::from(HALF));
    grades.for_each(|width| *width = context.grade_width(*width));
    widths
}

/// The page under way, and the row to write next.
struct Card<'a> {
    context: &'a Context<'a>,
    ledger: Ledger<'a>,
    page: PagePlan<'a>,
    row: u32,
}

/// The plan of the page, and of the hidden sheet it fetches from.
pub(super) fn plan<'a>(context: &'a Context<'a>) -> (PagePlan<'a>, TablePlan<'a>) {
    let page = PagePlan {
        name: context.tab("tab.card"),
        widths: widths(context),
        portrait: true,
        one_page: true,
        protected: true,
        tab: context.palette.ink("title"),
        ..PagePlan::default()
    };
    let mut card = Card { context, ledger: Ledger::new(context), page, row: 0 };
    card.head();
    card.standing();
    if card.any(said::strengths) {
        card.block("school-card.strengths", said::strengths);
    }
    card.grades();
    figures::put(&mut card);
    card.halves(("school-card.concerns", said::concerns), ("school-card.risks", said::risks));
    card.halves(("school-card.support", said::support), ("school-card.plans", said::plans));
    if card.any(said::options) {
        card.block("school-card.options", said::options);
    }
    if card.any(said::visit) {
        card.block("school-card.visit", said::visit);
    }
    card.block("school-card.decided", said::decided);
    card.ways();
    card.page.printed = Some((card.row, LAST));
    (card.page, card.ledger.plan())
}

impl<'a> Card<'a> {
    fn say(&self, name: &'a str) -> Cow<'a, str> {
        self.context.words.text(name)
    }

    fn put(&mut self, from: u16, to: u16, cell: Cell<'a>, look: Look) {
        self.page.put_across(self.row, from, to, cell.looking(look));
    }

    /// A heading over some columns of the row.
    fn section(&mut self, title: &'a str, from: u16, to: u16) {
        let title = Cell::text(self.say(title));
        self.page.heights.push((self.row, 19.0));
        self.put(from, to, title, Look::of(Role::Section));
    }

    fn head(&mut self) {
        self.page.heights.push((0, 28.0));
        let title =
            self.context.words.fill("school-card.title", &[("year", self.context.inputs.evaluation.year.to_string())]);
        self.put(0, LAST, Cell::text(title), Look::of(Role::Title));
        self.page.hidden_columns = (figures::OUTSIDE..figures::OUTSIDE + 4).collect();
        let chosen = self.ledger.chosen(CHOICE.2);
        self.page.put(0, 13, chosen.looking(Look::of(Role::Quiet)));
        self.row = 1;
        let how = Cell::text(self.say("school-card.choose"));
        self.put(0, LAST, how, Look::of(Role::Lead));
        self.row = CHOICE.0;
        self.page.heights.push((self.row, 24.0));
        self.put(0, HALF, self.ledger.first(), Look::of(Role::Input).centred());
        self.page.lists.push((self.row, CHOICE.1, format!("={}", self.ledger.names())));
        let context = self.context;
        let who = self.ledger.text(move |row| said::who(context, row));
        self.put(HALF + 1, LAST, who, Look::of(Role::Lead).centred());
        self.row += 1;
    }

    fn standing(&mut self) {
        let context = self.context;
        self.row += 1;
        let status = self.ledger.text(move |row| {
            let rule = row.findings.status.rule;
            context.palette.signed(context.status_ink(rule), &context.rule_title(rule))
        });
        self.page.heights.push((self.row, 19.0));
        self.put(0, LAST, status, Look::of(Role::Section));
        self.row += 1;
        let brief = self.ledger.text(move |row| reason::in_whole(context, row));
        self.put(0, LAST, brief, Look::of(Role::Strong));
        self.row += 1;
        let beyond: Vec<String> = context.schools.iter().map(|row| reason::beyond(context, *row)).collect();
        let any = beyond.iter().any(|words| !words.is_empty());
        let mut beyond = beyond.into_iter();
        let high = self.wrapped(0, LAST, Role::Plain, move |_| beyond.next().unwrap_or_default());
        self.page.heights.push((self.row, if any { high } else { 6.0 }));
        self.row += 1;
        // a scheme without floors does not speak of them
        if context.rulebook().rules.iter().any(|rule| matches!(rule.kind, RuleKind::Floor { .. })) {
            let floor = self.ledger.text(move |row| said::floor(context, row));
            self.put(0, LAST, floor, Look::of(Role::Plain));
            self.row += 1;
        }
    }

    /// Each strand as every side sees it, with the evidence in a phrase.
    fn grades(&mut self) {
        let context = self.context;
        let sides: [fn(&StrandGrades) -> &GradeEvidence; 3] =
            [|of| &of.self_evaluated, |of| &of.inspected, |of| &of.indicated];
        let given = |of: &StrandGrades| sides.iter().any(|side| !said::grade(context, Some(side(of))).is_empty());
        if !context.schools.iter().any(|row| row.findings.grades.iter().any(given)) {
            return;
        }
        self.section("school-card.grades", 0, LAST);
        self.row += 1;
        let heads = ["column.strand", "front.own", "front.inspected", "front.indicated", "column.why"];
        for (column, title) in (0_u16..).zip(heads) {
            let to = if column == HALF + 1 { LAST } else { column };
            let title = Cell::text(self.say(title));
            let look = Look::of(Role::Heading);
            self.put(column, to, title, if (1..=HALF).contains(&column) { look.centred() } else { look });
        }
        self.row += 1;
        for (id, strand) in context.rulebook().numbered_strands() {
            self.put(0, 0, Cell::text(&*strand.short), Look::of(Role::Strong));
            for (column, side) in (1_u16..).zip(sides) {
                let grade = self.ledger.text(move |row| said::grade(context, row.grades(id).map(side)));
                self.put(column, column, grade, Look::of(Role::Body).centred().wrapped());
            }
            let why = move |row: SchoolRow<'_>| said::grade_why(context, row, row.grades(id));
            let high = self.wrapped(HALF + 1, LAST, Role::Body, why);
            self.page.heights.push((self.row, high));
            self.row += 1;
        }
    }

    /// Whether there is something to say of any school: what no school has is left out.
    fn any(&self, of: Said) -> bool {
        let nothing = self.context.words.say("school-card.none");
        self.context.schools.iter().any(|row| of(self.context, *row) != nothing)
    }

    /// A text of every school over some columns; how high its row must be for the longest. A sheet of formulas has one
    /// height for all of them, and nothing of it may be cut.
    fn wrapped(&mut self, from: u16, to: u16, role: Role, mut of: impl FnMut(SchoolRow<'a>) -> String) -> f64 {
        let Self { ledger, page, .. } = self;
        let mut high = page.high(from, to, "");
        let cell = ledger.text(|row| {
            let said = of(row);
            high = high.max(page.high(from, to, &said));
            said
        });
        self.put(from, to, cell, Look::of(role).wrapped());
        high
    }

    /// Two texts side by side under headings of their own; one alone takes the whole width.
    fn halves(&mut self, (left, one): (&'a str, Said), (right, other): (&'a str, Said)) {
        match (self.any(one), self.any(other)) {
            (true, true) => {}
            (true, false) => return self.block(left, one),
            (false, true) => return self.block(right, other),
            (false, false) => return,
        }
        self.section(left, 0, HALF);
        self.section(right, HALF + 1, LAST);
        self.row += 1;
        let context = self.context;
        let high = self.wrapped(0, HALF, Role::Plain, move |row| one(context, row));
        let high = high.max(self.wrapped(HALF + 1, LAST, Role::Plain, move |row| other(context, row)));
        self.page.heights.push((self.row, high));
        self.row += 1;
    }

    /// A text over the whole width under a heading.
    fn block(&mut self, title: &'a str, of: Said) {
        self.section(title, 0, LAST);
        self.row += 1;
        let context = self.context;
        let high = self.wrapped(0, LAST, Role::Plain, move |row| of(context, row));
        self.page.heights.push((self.row, high));
        self.row += 1;
    }

    /// Where more is: the evidence, and the row in which a decision is typed.
    fn ways(&mut self) {
        let context = self.context;
        let words = context.words;
        let file = evidence_file_name(context.inputs);
        let evidence = format!("{file}#{}!A", quoted_sheet(&context.tab("tab.evidence")));
        let starts: Vec<Option<u32>> = context.evidence_rows().first().collect();
        let at = move |row: SchoolRow<'_>| context.schools.iter().position(|other| other.at == row.at);
        let start = move |row: SchoolRow<'a>| starts.get(at(row)?).copied().flatten().map(|start| start + 1);
        let cell = self.ledger.way(&evidence, words.say("school-card.evidence"), start);
        self.put(0, HALF, cell, Look::of(Role::Strong));
        let schools = format!("#{}!B", quoted_sheet(&context.tab("tab.schools")));
        let here = move |row: SchoolRow<'a>| u32::try_from(at(row)?).ok().map(|at| at + DATA_ROW + 1);
        let cell = self.ledger.way(&schools, words.say("school-card.row"), here);
        self.put(HALF + 1, LAST, cell, Look::of(Role::Strong));
    }
}

/// What is said of a school under a heading.
type Said = fn(&Context<'_>, SchoolRow<'_>) -> String;
