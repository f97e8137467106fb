//! What of a school is seen at a glance in the league table: its grades, its result with a bar and the years before, its
//! risks, its teams by their initials; and above the table, what the schools are held against.

use std::collections::{BTreeMap, BTreeSet};

use super::trend::{SHARE, range, trend};
use super::{GRADES, Row};
use crate::domain::{Value, rounded};
use crate::judge::evaluate::{Finding, Outcome, StrandGrades};
use crate::review::book::compared::{YEARS, between, declared, named, near_and_far, years};
use crate::review::context::{Context, SchoolRow, amount, shown_with, teams};
use crate::rulebook::Rulebook;
use crate::rulebook::expression::{Of, Read, Statistic, YearOf};
use crate::rulebook::ids::{ComparatorId, MeasureId, RuleId};
use crate::rulebook::model::{Better, Measure, Rule, RuleKind, Strand, Unit};
use workbook::write::{Cell, CellValue, Column, Look, Role, Shown};

/// What the sheet shows of every school.
pub(super) struct League<'a> {
    /// headline measures of which at least one school has a value: columns without any would only be in the way
    pub measures: Vec<MeasureId>,
    /// measures beside the result, of those
    pub glance: Vec<MeasureId>,
    /// the risks
    pub risks: Vec<(RuleId, &'a Rule)>,
    /// what changed for schools since the last run
    changes: BTreeMap<&'a str, Vec<&'a str>>,
    /// headline measures that are results: those of certain phases; where no phase has one of its own, the first of all
    results: Vec<MeasureId>,
    /// whether all of them are shares of pupils, which run from none to all
    shares: bool,
    /// how far apart the figures of each result can lie
    ranges: BTreeMap<MeasureId, f64>,
    /// schools like each one, with the words over their column: whom they are differs from school to school
    alike: Vec<(String, ComparatorId)>,
    /// whether results are drawn: of more schools than anybody looks at one by one they are not
    drawn: bool,
    /// what the rulebook has, and so what there are columns for
    pub has: Has,
}

/// Parts that not every scheme has: a column without anything in it would only be in the way.
#[derive(Clone, Copy)]
pub(super) struct Has {
    pub phases: bool,
    pub floors: bool,
    pub teams: bool,
    pub plans: bool,
    pub options: bool,
    grades: bool,
}

impl Has {
    fn of(context: &Context<'_>) -> Self {
        let rulebook = context.rulebook();
        let rule = |wanted: fn(&RuleKind) -> bool| rulebook.rules.iter().any(|rule| wanted(&rule.kind));
        let called = rule(|kind| matches!(kind, RuleKind::SupportWhen { .. }));
        // the one worked with may be of one sort only, and the others are folded behind it
        let given = |of: &StrandGrades| {
            let all = [&of.self_evaluated, &of.inspected, &of.indicated, &of.agreed];
            of.working.is_some() || all.iter().any(|one| one.grade.is_ok())
        };
        Self {
            phases: context.schools.iter().any(|row| context.phase_id(row.at).is_some()),
            floors: rule(|kind| matches!(kind, RuleKind::Floor { .. })),
            teams: called || !rulebook.support.is_empty(),
            plans: called || !rulebook.triggers.is_empty(),
            options: rule(|kind| matches!(kind, RuleKind::Structure { .. })),
            grades: context.schools.iter().any(|row| row.findings.grades.iter().any(given)),
        }
    }

    /// The strands that there are columns for: none where no school has a grade in any.
    pub fn strands<'a>(self, context: &Context<'a>) -> &'a [Strand] {
        if self.grades { &context.rulebook().judgements.strands } else { &[] }
    }

    /// The columns folded away that say at length what is seen at a glance.
    pub fn at_length(self) -> impl Iterator<Item = (&'static str, f64)> {
        let all = [
            (self.floors, "column.floor-figures", 18.0),
            (true, "column.why", 60.0),
            (true, "column.which-risks", 40.0),
            (self.teams, "column.teams", 40.0),
            (self.options, "column.options", 46.0),
            (self.plans, "column.plan", 40.0),
        ];
        all.into_iter().filter(|(has, ..)| *has).map(|(_, title, width)| (title, width))
    }
}

impl<'a> League<'a> {
    pub fn of(context: &Context<'a>) -> Self {
        let inputs = context.inputs;
        let known = |measure: &MeasureId| {
            context.schools.iter().any(|row| matches!(inputs.values.value(row.at, *measure), Some(Ok(_))))
        };
        let measures: Vec<MeasureId> =
            context.rulebook().report.headline_measures.iter().copied().filter(known).collect();
        let report = &context.rulebook().report;
        let glance: Vec<MeasureId> = report.at_a_glance.iter().copied().filter(known).collect();
        let measures: Vec<MeasureId> = measures.into_iter().filter(|id| !glance.contains(id)).collect();
        let share = |id: &MeasureId| context.rulebook().measure(*id).filter(|one| one.unit == Unit::Percent);
        let of_phases = |id: &MeasureId| share(id).is_some_and(|one| !one.phases.is_empty());
        let mut results: Vec<MeasureId> = measures.iter().copied().filter(of_phases).collect();
        if results.is_empty() {
            // how many pupils there are, or who they are, is no result: of a result one way is good
            let good = |id: &&MeasureId| {
                let measure = context.rulebook().measure(**id);
                measure.is_some_and(|one| one.better != Better::Neither && one.unit != Unit::Pupils)
            };
            let first = measures.iter().filter(good).find(|id| share(id).is_some());
            results.extend(first.or_else(|| measures.iter().find(good)));
        }
        let shares = results.iter().all(|id| share(id).is_some());
        let risks = context.rulebook().numbered_rules().filter(|(_, rule)| matches!(rule.kind, RuleKind::Risk));
        let mut changes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for change in inputs.changes.unwrap_or_default() {
            if let Some(school) = &change.school {
                changes.entry(&*school.0).or_default().push(&change.what);
            }
        }
        let drawn = !inputs.is_national() && !results.is_empty();
        let ranges = results.iter().filter(|_| drawn).map(|id| (*id, range(context, *id, share(id).is_some())));
        let ranges = ranges.collect();
        let part = declared(context);
        let alike = part
            .iter()
            .flat_map(|part| between(part).into_iter().map(|one| (named(context, &part.columns, one), one.1)));
        Self {
            alike: alike.collect(),
            measures,
            glance,
            risks: risks.collect(),
            changes,
            results,
            shares,
            ranges,
            drawn,
            has: Has::of(context),
        }
    }

    /// What changed for a school.
    pub fn changed(&self, row: SchoolRow<'_>) -> String {
        self.changes.get(&*row.school.identity.key.0).map_or_else(String::new, |changes| changes.join("; "))
    }

    /// The result with a bar, how it went and that of schools alike, which are others for each school; folded away the years
    /// before, and what it is of.
    pub fn result_columns(&self, context: &Context<'a>) -> Vec<Column<'a>> {
        if !self.drawn {
            return Vec::new();
        }
        let words = context.words;
        let judged = context.inputs.evaluation.year;
        let year = |year: YearOf| {
            let title = words.fill("column.result-year", &[("year", year.in_year(judged).to_string())]);
            Column { upright: true, ..Column::new(title, 6.5) }
        };
        let mut columns: Vec<Column<'a>> = years().map(|one| year(one).folding()).collect();
        // the year judged has the bar, and those before it are in the trend
        if let Some(last) = columns.last_mut() {
            *last = Column { bar: self.shares.then_some(SHARE), width: 7.0, ..year(YearOf::Judged) };
        }
        // a figure is never without what it is of: schools of several phases stand below one another
        columns.push(Column::new(words.text("column.result-short"), self.short_width(context)));
        columns.push(Column::new(words.text("column.trend"), 7.0).looking(Look::of(Role::Quiet).centred()));
        columns.push(Column::new(words.text("column.result-of"), 30.0).folding());
        let beside = |(of, _): &(String, ComparatorId)| words.fill("column.result-beside", &[("of", of.clone())]);
        let alike = self.alike.iter().map(|one| Column { upright: true, ..Column::new(beside(one), 7.2) });
        columns.extend(alike);
        columns
    }

    /// The cells of [`Self::result_columns`]: of the first result that the school has.
    pub fn results(&self, context: &Context<'a>, row: SchoolRow<'a>) -> Row<'a> {
        if !self.drawn {
            return Vec::new();
        }
        let Some(id) = self.result(context, row) else {
            return vec![Cell::BLANK; usize::from(YEARS) + 3 + self.alike.len()];
        };
        let measure = context.rulebook().measure(id);
        let numbers: Vec<Option<f64>> = years().map(|year| number(context, row, id, year, Of::Subject)).collect();
        let mut cells: Row<'a> = numbers.iter().map(|number| figured(measure, *number)).collect();
        cells.push(Cell::text(short_name(context, id)).looking(Look::of(Role::Body)));
        cells.push(Cell::maybe(trend(&numbers, self.ranges.get(&id).copied().unwrap_or_default())));
        cells.push(Cell::text(measure.map_or("", |measure| &*measure.title)));
        let of = |with| number(context, row, id, YearOf::Judged, Of::Comparator(with, Statistic::Mean));
        cells.extend(self.alike.iter().map(|(_, with)| figured(measure, of(*with).map(|number| rounded(number, 1)))));
        cells
    }

    /// The first of the results that a school has.
    fn result(&self, context: &Context<'_>, row: SchoolRow<'_>) -> Option<MeasureId> {
        let has = |id: &&MeasureId| number(context, row, **id, YearOf::Judged, Of::Subject).is_some();
        self.results.iter().find(has).copied()
    }

    /// Wide enough for the longest name of a result that is shown.
    fn short_width(&self, context: &Context<'_>) -> f64 {
        const LEAST: f64 = 6.0;
        const MOST: f64 = 24.0;
        let shown = context.schools.iter().filter_map(|row| self.result(context, *row));
        let letters = shown.map(|id| short_name(context, id).chars().count()).max().unwrap_or(0);
        u32::try_from(letters).map_or(MOST, |letters| (f64::from(letters) + 1.0).clamp(LEAST, MOST))
    }

    /// How many risks are found, and how many cannot be said; which they are is folded behind.
    pub fn risks_found(&self, context: &Context<'a>, row: SchoolRow<'_>) -> Cell<'a> {
        let of = |outcome| {
            let findings = self.risks.iter().filter_map(|(id, _)| row.findings.of(*id));
            findings.filter(|finding| finding.outcome == outcome).count()
        };
        let (found, unknown) = (of(Outcome::Holds), of(Outcome::CannotSay));
        let ink = context.mark_ink("holds").filter(|_| found > 0);
        let found = (found > 0).then(|| context.palette.signed(ink, &found.to_string()));
        let unknown = (unknown > 0).then(|| context.words.fill("risks.unknown-short", &[("n", unknown.to_string())]));
        let said = found.into_iter().chain(unknown).collect::<Vec<_>>().join(" ");
        if said.is_empty() { Cell::BLANK } else { Cell::text(said).looking(Look::of(Role::Body).centred().inked(ink)) }
    }

    /// Above the table: for each headline measure of certain phases, what its schools are held against.
    pub fn pinned(&self, context: &Context<'a>, columns: &[Column<'_>]) -> Vec<Row<'a>> {
        let Some(part) = declared(context).filter(|_| self.drawn) else { return Vec::new() };
        let first = columns.len().saturating_sub(self.measures.len() + self.folded_behind(context));
        let result = columns.iter().position(|column| column.bar.is_some());
        let rows = near_and_far(&part.compared_with).into_iter().map(|(_, with)| {
            let title = context.rulebook().comparator(with).map_or("", |one| &*one.title);
            let of = Of::Comparator(with, Statistic::Mean);
            let mut row: Row<'a> = vec![Cell::BLANK, Cell::text(title).looking(Look::of(Role::Strong))];
            row.resize(first, Cell::BLANK);
            if let Some(cell) = result.and_then(|at| row.get_mut(at)) {
                *cell = Cell::text(self.in_brief(context, of)).looking(Look::of(Role::Strong));
            }
            row.extend(self.measures.iter().map(|id| against(context, *id, of)));
            row
        });
        // of what nothing is known of there is no row
        let known = |row: &Row<'_>| row.iter().skip(2).any(|cell| said(&cell.value));
        rows.filter(known).collect()
    }

    /// `KS2 76%, KS4 61.4%`: the results that have a short name, each name once.
    fn in_brief(&self, context: &Context<'_>, of: Of) -> String {
        let words = &context.rulebook().report.words;
        let mut said: Vec<(&str, String)> = Vec::new();
        let shown: BTreeSet<MeasureId> = context.schools.iter().filter_map(|row| self.result(context, *row)).collect();
        for id in self.measures.iter().filter(|id| shown.contains(id)) {
            let measure = context.rulebook().measure(*id).filter(|one| one.unit == Unit::Percent);
            let name = measure.and_then(|measure| words.get(format!("brief.{}", measure.id).as_str()));
            if let (Some(name), Some(number)) = (name, held_against(context, *id, of))
                && !said.iter().any(|(known, _)| *known == &**name)
            {
                said.push((name, amount(number, 1, measure)));
            }
        }
        said.into_iter().map(|(name, amount)| format!("{name} {amount}")).collect::<Vec<_>>().join(", ")
    }

    /// Columns behind the headline measures.
    fn folded_behind(&self, context: &Context<'_>) -> usize {
        self.has.at_length().count() + self.has.strands(context).len() * GRADES.len()
    }
}

/// What a measure is called where there is little room; its title where the rulebook has no brief name for it.
fn short_name<'a>(context: &Context<'a>, id: MeasureId) -> &'a str {
    let Some(measure) = context.rulebook().measure(id) else { return "" };
    let brief = context.rulebook().report.words.get(format!("brief.{}", measure.id).as_str());
    brief.map_or(&measure.title, |brief| brief)
}

/// What schools of a measure's phase are held against.
fn against<'a>(context: &Context<'a>, id: MeasureId, of: Of) -> Cell<'a> {
    let measure = context.rulebook().measure(id);
    // as exact as the measure is shown elsewhere, and no less than to a tenth: a Progress 8 of 0.13 is none of 0.1
    let places = measure.map_or(1, |measure| measure.decimals.max(1));
    figured(measure, held_against(context, id, of).map(|number| rounded(number, places)))
}

/// The same as a number: asked of the first school of the phase that has it.
fn held_against(context: &Context<'_>, id: MeasureId, of: Of) -> Option<f64> {
    let measure = context.rulebook().measure(id).filter(|measure| !measure.phases.is_empty())?;
    let of_phase = |row: &&SchoolRow<'_>| context.phase_id(row.at).is_some_and(|phase| measure.phases.contains(&phase));
    context.schools.iter().filter(of_phase).find_map(|row| number(context, *row, id, YearOf::Judged, of))
}

/// A risk in brief, as it is named where there is no room; by its title where it has no brief words of its own.
pub(in crate::review) fn risk_name<'a>(rulebook: &'a Rulebook, rule: &'a Rule) -> &'a str {
    let words = |rule: &Rule| rulebook.report.words.get(format!("brief.{}", rule.id).as_str());
    // without the figure that is filled in
    let brief = words(rule).and_then(|words| words.split('{').next()).map(str::trim).unwrap_or_default();
    let same = rulebook.rules.iter().filter(|other| words(other).is_some_and(|words| words.starts_with(brief)));
    if brief.is_empty() || same.count() > 1 { &rule.title } else { brief }
}

pub(super) fn number(
    context: &Context<'_>,
    row: SchoolRow<'_>,
    measure: MeasureId,
    year: YearOf,
    of: Of,
) -> Option<f64> {
    match context.inputs.values.read(row.at, &Read::of_all(measure, year, of))? {
        Ok(Value::Number(number)) => Some(number),
        _ => None,
    }
}

/// Whether there is anything in a cell.
fn said(value: &CellValue<'_>) -> bool {
    match value {
        CellValue::Blank => false,
        CellValue::Text(text) => !text.is_empty(),
        _ => true,
    }
}

fn figured<'a>(measure: Option<&Measure>, number: Option<f64>) -> Cell<'a> {
    let Some(number) = number else { return Cell::BLANK };
    let shown = crate::review::context::shown(number, measure);
    let shown = if let Shown::Percent(count) = shown { shown_with(count.min(2), measure) } else { shown };
    Cell::number(number).looking(Look::of(Role::Body).shown(shown))
}

/// The grade that is worked with, in its colour.
pub(in crate::review) fn worked_with<'a>(context: &Context<'a>, grades: Option<&StrandGrades>) -> Cell<'a> {
    grades.and_then(|grades| grades.working).map_or(Cell::BLANK, |(place, _)| context.grade(place))
}

/// A risk by its sign: found, not known, or nothing.
pub(in crate::review) fn risk<'a>(context: &Context<'a>, finding: Option<&Finding<'_>>) -> Cell<'a> {
    let mark = match finding.map(|finding| finding.outcome) {
        Some(Outcome::Holds) => "holds",
        Some(Outcome::CannotSay) => "cannot-say",
        _ => return Cell::BLANK,
    };
    let ink = context.mark_ink(mark);
    let sign = context.palette.signed(ink, "");
    let sign = if sign.trim().is_empty() { context.words.say("yes").to_owned() } else { sign.trim().to_owned() };
    let look = Look::of(Role::Body).centred();
    // what is not known is quiet: there is much of it
    Cell::text(sign).looking(if mark == "holds" { look.inked(ink) } else { Look { role: Role::Quiet, ..look } })
}

/// The teams of a school by their initials.
pub(super) fn initials(row: SchoolRow<'_>) -> String {
    teams(row.advice).into_iter().map(short).collect::<Vec<_>>().join(", ")
}

/// What initials stand for.
pub(super) fn key(context: &Context<'_>) -> String {
    let all: BTreeSet<&str> = context.schools.iter().flat_map(|row| teams(row.advice)).collect();
    // one that is written in full needs no key
    let shortened = all.into_iter().filter(|team| short(team) != **team);
    shortened.map(|team| format!("{} = {team}", short(team))).collect::<Vec<_>>().join("; ")
}

/// The first letters of a team's words that are written large; a name of one word stays as it is.
fn short(team: &str) -> String {
    let large = team.split(|letter: char| !letter.is_alphanumeric()).filter_map(|word| word.chars().next());
    let letters: String = large.filter(|letter| letter.is_uppercase()).collect();
    if letters.chars().count() > 1 { letters } else { team.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn a_team_is_known_by_its_initials() {
        assert_eq!(short("Learning and Improvement"), "LI");
        assert_eq!(short("Governors"), "Governors");
    }
}
