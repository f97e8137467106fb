//! Tables of figures of the authority, in the layouts that reports to a committee have.

use super::super::Maker;
use super::super::leaf::{self, COLUMNS, Leaf, figure, whence};
use super::super::reasons::Reasons;
use crate::domain::{AcademicYear, Missing, Value};
use crate::judge::evaluate::{Figure, Views};
use crate::rulebook::model::{PaperFigure, PaperLayout, PaperSection};
use workbook::write::{Cell, Look, Role, TrendPlan};

/// A table under way.
struct Table<'a, 'm> {
    maker: &'m Maker<'a>,
    part: &'a PaperSection,
    /// the years of which something is known, oldest first
    years: Vec<&'m Views<'a>>,
    reasons: Reasons,
}

/// The table in its layout; a line of words where nothing of it is known.
pub(super) fn put<'a>(maker: &Maker<'a>, leaf: &mut Leaf<'a>, part: &'a PaperSection) {
    let years = years(maker, part);
    let mut table = Table { maker, part, years, reasons: Reasons::default() };
    if table.figures().is_empty() {
        return leaf.quiet(maker.context.words.text("paper.no-table"));
    }
    match part.layout {
        PaperLayout::YearsAcross => table.years_across(leaf),
        PaperLayout::YearsDown => table.years_down(leaf),
        PaperLayout::AreasDown => table.areas_down(leaf),
        PaperLayout::RowsByYear => table.rows_by_year(leaf),
    }
    if let Some(said) = table.reasons.said() {
        leaf.quiet(said);
    }
}

/// The years of which some figure is known, and the year judged.
fn years<'m, 'a>(maker: &'m Maker<'a>, part: &PaperSection) -> Vec<&'m Views<'a>> {
    let before = maker.inputs.before.iter().map(|year| &year.views);
    let all = std::iter::once(maker.inputs.views).chain(before).take(usize::from(part.years));
    let mut years: Vec<&Views<'a>> = all.collect();
    while years.len() > 1 && years.last().is_some_and(|views| part.figures.iter().all(|one| is_nowhere(views, one))) {
        years.pop();
    }
    years.reverse();
    years
}

/// Whether no workbook has anything for a figure.
fn is_nowhere(views: &Views<'_>, figure: &PaperFigure) -> bool {
    matches!(views.of_authority(&figure.value).reading.value, Err(Missing::NoColumn | Missing::CannotCompute(_)))
}

impl<'a> Table<'a, '_> {
    /// The figures of which some workbook has something in some year.
    fn figures(&self) -> Vec<&'a PaperFigure> {
        let known = |one: &&PaperFigure| self.years.iter().any(|views| !is_nowhere(views, one));
        self.part.figures.iter().filter(known).collect()
    }

    fn title(&self, one: &PaperFigure) -> String {
        let own = one.title.as_ref().map(|title| self.filled(title, self.judged()));
        own.unwrap_or_else(|| {
            let measure = one.value.as_read().and_then(|read| self.maker.context.rulebook().measure(read.measure));
            measure.map_or(String::new(), |measure| measure.title.to_string())
        })
    }

    fn judged(&self) -> AcademicYear {
        self.maker.inputs.views.year()
    }

    fn filled(&self, text: &str, year: AcademicYear) -> String {
        let authority = self.maker.inputs.report.authority().to_owned();
        let with = [("year", year.to_string()), ("before", year.before(1).to_string()), ("authority", authority)];
        crate::review::words::fill(text, &with)
    }

    /// A figure's cell, and where it came from.
    fn cell(&mut self, one: &Figure) -> (Cell<'a>, Option<String>) {
        let context = self.maker.context;
        let measure = one.reading.measure.and_then(|id| context.rulebook().measure(id));
        let mut cell = figure(context, &one.reading.value, measure, &mut self.reasons);
        if one.reading.place.is_none() {
            cell = super::super::school::no_longer_than(cell, measure);
        }
        (cell, whence(one).filter(|_| one.reading.value.is_ok()))
    }

    fn of(&mut self, views: &Views<'_>, one: &PaperFigure) -> (Cell<'a>, Option<String>) {
        self.cell(&views.of_authority(&one.value))
    }

    fn write(leaf: &mut Leaf<'a>, shares: &[u16], title: Cell<'a>, figures: Vec<(Cell<'a>, Option<String>)>) {
        let mut cells = vec![title];
        let mut notes = Vec::new();
        for (at, (cell, note)) in figures.into_iter().enumerate() {
            notes.extend(note.map(|note| (at + 1, note)));
            cells.push(cell);
        }
        leaf.cells(shares, cells);
        for (at, note) in notes {
            leaf.note(shares, at, note);
        }
    }

    /// A row for each figure; a line above those of one band; the comparators' figures of the last year at the right.
    fn years_across(&mut self, leaf: &mut Leaf<'a>) {
        let beside = self.part.compared_with.len();
        let many = self.years.len() + beside;
        let shares = shares(
            many,
            match many {
                0..=3 => 4,
                4 => 3,
                _ => 2,
            },
        );
        let mut titles = vec![self.maker.context.words.say("paper.measure").to_owned()];
        titles.extend(self.years.iter().map(|views| views.year().to_string()));
        titles.extend((0..beside).map(|at| self.comparator(at)));
        leaf.headings(&shares, titles);
        let mut band = None;
        for one in self.figures() {
            if one.band != band {
                band.clone_from(&one.band);
                if let Some(band) = &band {
                    leaf.line(Cell::text(self.filled(band, self.judged())).looking(Look::of(Role::Band)));
                }
            }
            let mut figures = Vec::new();
            for views in self.years.clone() {
                figures.push(self.of(views, one));
            }
            for with in &self.part.compared_with {
                let compared = self.maker.inputs.views.beside_authority(&one.value, *with);
                figures.push(match compared {
                    Some(compared) => self.cell(&compared),
                    None => (Cell::BLANK.looking(Look::of(Role::Body)), None),
                });
            }
            let title = Cell::text(self.title(one)).looking(Look::of(Role::Body).wrapped());
            Self::write(leaf, &shares, title, figures);
        }
    }

    /// The heading over a comparator's column: short, where the section has one.
    fn comparator(&self, at: usize) -> String {
        if let Some(title) = self.part.columns.get(at) {
            return self.filled(title, self.judged());
        }
        let with = self.part.compared_with.get(at).and_then(|id| self.maker.context.rulebook().comparator(*id));
        with.map_or(String::new(), |with| with.title.to_string())
    }

    /// A row for each year.
    fn years_down(&mut self, leaf: &mut Leaf<'a>) {
        let figures = self.figures();
        let shares = shares(figures.len(), 4);
        self.bands(leaf, &shares, &figures);
        let mut titles = vec![self.maker.context.words.say("paper.year").to_owned()];
        titles.extend(figures.iter().map(|one| self.title(one)));
        leaf.headings(&shares, titles);
        let first = leaf.row;
        for views in self.years.clone() {
            let cells = figures.iter().map(|one| self.of(views, one)).collect();
            let year = Cell::text(views.year().to_string()).looking(Look::of(Role::Strong));
            Self::write(leaf, &shares, year, cells);
        }
        if let Some(title) = self.part.chart.as_ref().filter(|_| self.years.len() > 1) {
            self.trend(leaf, title, first, &leaf.columns(&shares), &figures);
        }
    }

    /// The figures as lines over the years, below their table. A program draws a missing figure as nought, so a line with
    /// one is left out, and that is said.
    fn trend(&self, leaf: &mut Leaf<'a>, title: &str, first: u32, columns: &[(u16, u16)], figures: &[&PaperFigure]) {
        let last = leaf.row.saturating_sub(1);
        let whole = |one: &PaperFigure| {
            self.years.iter().all(|views| matches!(views.of_authority(&one.value).reading.value, Ok(Value::Number(_))))
        };
        let all = columns.iter().skip(1).zip(figures).map(|(column, one)| (column.0, self.title(one), whole(one)));
        let (drawn, left): (Vec<_>, Vec<_>) = all.partition(|(_, _, whole)| *whole);
        if !left.is_empty() {
            let names: Vec<&str> = left.iter().map(|(_, name, _)| name.as_str()).collect();
            leaf.quiet(self.maker.context.words.fill("paper.not-drawn", &[("names", names.join(", "))]));
        }
        let lines: Vec<(u16, String)> = drawn.into_iter().map(|(column, name, _)| (column, name)).collect();
        if lines.is_empty() {
            return;
        }
        let names: Vec<&str> = lines.iter().map(|(_, name)| name.as_str()).collect();
        let plan = TrendPlan {
            at: (leaf.row, 0),
            size: (leaf::CHART, 260),
            title: title.to_owned(),
            alt: format!("{title}: {}", names.join(", ")),
            years: (columns.first().map_or(0, |column| column.0), first, last),
            lines,
        };
        leaf.row += plan.size.1 / 20 + 1;
        leaf.page.trends.push(plan);
    }

    /// A row for the authority, and one for each comparator.
    fn areas_down(&mut self, leaf: &mut Leaf<'a>) {
        let figures = self.figures();
        let shares = shares(figures.len(), 3);
        self.bands(leaf, &shares, &figures);
        let mut titles = vec![self.maker.context.words.say("paper.area").to_owned()];
        titles.extend(figures.iter().map(|one| self.title(one)));
        leaf.headings(&shares, titles);
        let views = self.maker.inputs.views;
        let own = figures.iter().map(|one| self.of(views, one)).collect();
        let name = self.maker.inputs.report.authority().to_owned();
        Self::write(leaf, &shares, Cell::text(name).looking(Look::of(Role::Strong).wrapped()), own);
        for (at, with) in self.part.compared_with.iter().enumerate() {
            let mut cells = Vec::new();
            for one in &figures {
                cells.push(match views.beside_authority(&one.value, *with) {
                    Some(compared) => self.cell(&compared),
                    None => (Cell::BLANK.looking(Look::of(Role::Body)), None),
                });
            }
            let title = Cell::text(self.comparator(at)).looking(Look::of(Role::Body).wrapped());
            Self::write(leaf, &shares, title, cells);
        }
    }

    /// Named rows, a column for each title under its band; again for each year.
    fn rows_by_year(&mut self, leaf: &mut Leaf<'a>) {
        // a column stays where one of its figures is known; the others in it say why they are not
        let known = self.figures();
        let figures: Vec<&PaperFigure> = self.part.figures.iter().collect();
        let alike =
            |one: &PaperFigure, other: &PaperFigure| one.band == other.band && self.title(one) == self.title(other);
        let mut columns: Vec<&PaperFigure> = Vec::new();
        let mut rows: Vec<&str> = Vec::new();
        for one in &figures {
            let new = !columns.iter().any(|column| alike(column, one));
            if new && known.iter().any(|known| alike(known, one)) {
                columns.push(one);
            }
            let row = one.row.as_deref().unwrap_or_default();
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
        let shares = shares(columns.len(), 3);
        self.bands(leaf, &shares, &columns);
        let mut titles = vec![String::new()];
        titles.extend(columns.iter().map(|one| self.title(one)));
        leaf.headings(&shares, titles);
        for views in self.years.clone() {
            if self.years.len() > 1 {
                leaf.line(Cell::text(views.year().to_string()).looking(Look::of(Role::Band)));
            }
            for row in &rows {
                let mut cells = Vec::new();
                for column in &columns {
                    let same = |one: &&&PaperFigure| {
                        one.row.as_deref().unwrap_or_default() == *row
                            && one.band == column.band
                            && self.title(one) == self.title(column)
                    };
                    cells.push(match figures.iter().find(same).copied() {
                        Some(one) => self.of(views, one),
                        None => (Cell::BLANK.looking(Look::of(Role::Body)), None),
                    });
                }
                let title = Cell::text(self.filled(row, views.year())).looking(Look::of(Role::Strong).wrapped());
                Self::write(leaf, &shares, title, cells);
            }
        }
    }

    /// Headings over columns of one band, where there are any.
    fn bands(&self, leaf: &mut Leaf<'a>, shares: &[u16], columns: &[&PaperFigure]) {
        if columns.iter().all(|one| one.band.is_none()) {
            return;
        }
        let mut wide: Vec<(Option<&str>, u16)> = Vec::new();
        for (one, share) in columns.iter().zip(shares.iter().skip(1)) {
            match wide.last_mut().filter(|(band, _)| *band == one.band.as_deref()) {
                Some((_, wide)) => *wide += share,
                None => wide.push((one.band.as_deref(), *share)),
            }
        }
        let mut band_shares = vec![shares.first().copied().unwrap_or(1)];
        band_shares.extend(wide.iter().map(|(_, share)| *share));
        let mut cells = vec![Cell::BLANK.looking(Look::of(Role::Band))];
        cells.extend(wide.into_iter().map(|(band, _)| {
            Cell::text(self.filled(band.unwrap_or_default(), self.judged())).looking(Look::of(Role::Band).wrapped())
        }));
        leaf.cells(&band_shares, cells);
    }
}

/// A column for the titles and so many for figures, each up to so wide.
fn shares(figures: usize, most: u16) -> Vec<u16> {
    let many = u16::try_from(figures).unwrap_or(u16::MAX).max(1);
    let each = ((COLUMNS - 6) / many).clamp(1, most);
    let mut shares = vec![COLUMNS.saturating_sub(each * many).max(5)];
    shares.extend((0..figures).map(|_| each));
    shares
}
