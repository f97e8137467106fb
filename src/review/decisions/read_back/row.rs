//! One row of a sheet of decisions.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::{Closed, DecisionKey, Field, Fields};
use super::Known;
use super::cell;
use super::layout::{Layout, is_key};
use super::row_read::RowRead;
use super::visible::{Found, Schools, Shown};
use crate::intake::record::SchoolKey;
use crate::judge::decided::TYPED;
use crate::review::book::keys;
use workbook::fingerprint;
use workbook::read::{Book, Cell, Row, Sheet};

/// What can be seen of whose a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// of this
    Key(DecisionKey),
    /// nothing that is known
    Nothing,
    /// of a school that is known, but not what of it
    Unclear,
    /// the name or number it shows is of several schools
    Doubtful,
    /// its name is one school's and its number another's
    AtOdds,
}

/// A row, as yet without a decision on what it is about.
#[derive(Clone)]
pub(super) struct Draft {
    /// everything else about it
    pub read: RowRead,
    /// what its hidden key says
    pub hidden: Option<DecisionKey>,
    /// what can be seen
    pub seen: Seen,
    /// whether it shows no school any more, though its sheet has columns for that: its cells were cut out, or emptied
    pub nameless: bool,
    /// everything that stands in it, for a row of an officer's own
    pub all: Arc<str>,
    /// how many cells an officer may have typed in
    pub typed: usize,
    /// what stands over the cells that only some rows ask for
    headings: Vec<(Field, Arc<str>)>,
}

/// All rows below the headings in which anything stands that may be an officer's.
pub(super) fn drafts(book: &Book, sheet: &Sheet, layout: &Layout, known: &Known<'_>) -> Vec<Draft> {
    let months_first = months_first(sheet, layout);
    let reader = Reader { book, sheet, layout, known, months_first };
    sheet.rows.iter().filter(|row| row.index > layout.heading).filter_map(|row| reader.draft(row)).collect()
}

/// Whether a sheet that was saved as text has its days with the month first: some say so, and none says otherwise.
fn months_first(sheet: &Sheet, layout: &Layout) -> bool {
    let remembers = layout.column(keys::CARRIED);
    let days = |row: &Row| {
        let carried = Fields::carried(&cell::text(row.cell(remembers?)).unwrap_or_default());
        let told = [Field::Due, Field::Begun].map(|field| {
            let before = carried.as_ref().and_then(|carried| carried.get(field));
            cell::begins_with_month(row.cell(layout.column(field.column())?), before)
        });
        Some(told)
    };
    let below = sheet.rows.iter().filter(|row| row.index > layout.heading);
    let told: Vec<bool> = below.filter_map(days).flatten().flatten().collect();
    told.contains(&true) && !told.contains(&false)
}

struct Reader<'r> {
    book: &'r Book,
    sheet: &'r Sheet,
    layout: &'r Layout,
    known: &'r Known<'r>,
    /// whether its days are written with the month first
    months_first: bool,
}

impl Reader<'_> {
    fn draft(&self, row: &Row) -> Option<Draft> {
        let text = |name: &str| self.layout.column(name).and_then(|column| cell::text(row.cell(column)));
        let hidden = text(keys::KEY).filter(|text| is_key(text)).and_then(|text| keys::read(&text));
        let hidden = hidden.map(|key| self.known.present(key));
        if hidden.is_none() && self.is_nobodys(row) {
            return None;
        }
        let closed = self.layout.closed.then(|| Closed {
            since: text(keys::SINCE).and_then(|day| day.parse().ok()),
            reason: text(keys::REASON).unwrap_or_default(),
        });
        let title = text(keys::TITLE).unwrap_or_default();
        let own = self.own(row);
        let remembers = self.layout.column(keys::CARRIED);
        let carried = remembers.and_then(|_| Fields::carried(&text(keys::CARRIED).unwrap_or_default()));
        let cells = self.cells(row, carried.as_ref());
        let confirm = text(keys::CONFIRM);
        let unanswered = self.layout.written().filter(|column| cell::is_unanswered(row.cell(*column))).count();
        let typed = cells.values().flatten().count() + own.len() + usize::from(confirm.is_some()) + unanswered;
        let read = RowRead {
            key: DecisionKey { school: SchoolKey("".into()), about: "".into() },
            place: self.book.place(self.sheet, row.index, row.cells.first().map_or(0, |cell| cell.column)),
            cells,
            columns: Arc::clone(&self.layout.columns_shared),
            carried,
            evidence: text(keys::EVIDENCE),
            evidence_words: text(keys::EVIDENCE_WORDS),
            made_on: text(keys::MADE_ON),
            made_on_words: text(keys::MADE_ON_WORDS),
            seen: text(keys::SEEN).and_then(|day| day.parse().ok()),
            confirmed: confirm.as_ref().is_some_and(|text| !self.known.words.is_no(text)),
            denied: confirm.filter(|text| self.known.words.is_no(text)),
            school: text(keys::SCHOOL).unwrap_or_default(),
            title,
            closed,
            own,
        };
        let seen = if self.layout.closed { self.closed_before(&read) } else { self.seen(row) };
        let hidden = hidden.or_else(|| self.remembered(&read));
        let nameless = hidden.is_some() && !self.layout.closed && self.is_nameless(row);
        let heading = |field: Field| {
            let column = self.layout.column(field.column())?;
            Some((field, cell::at(self.sheet, self.layout.heading, column).unwrap_or_default()))
        };
        let headings = [Field::Grade].into_iter().chain(Field::OF_PLANS).filter_map(heading).collect();
        Some(Draft { read, hidden, seen, nameless, all: self.all_text(row).into(), typed, headings })
    }

    fn is_nameless(&self, row: &Row) -> bool {
        let mut whose = [Shown::School, Shown::Urn].iter().filter_map(|shown| self.layout.shown.get(shown)).peekable();
        whose.peek().is_some() && whose.all(|column| cell::text(row.cell(*column)).is_none())
    }

    /// Without its key: what the only row was about that had the same beside it when the review was written.
    fn remembered(&self, read: &RowRead) -> Option<DecisionKey> {
        let mut about = self.known.familiar.beside.get(&read.beside()?)?.iter();
        match (about.next(), about.next()) {
            (Some(one), None) if read.closed.is_none() => Some(self.known.present(one.clone())),
            _ => None,
        }
    }

    fn cells(&self, row: &Row, carried: Option<&Fields>) -> BTreeMap<Field, Option<Arc<str>>> {
        let there = |field: Field| {
            let cell = row.cell(self.layout.column(field.column())?);
            // what it says is not known, so nothing that stands is changed by it
            if cell::is_unanswered(cell) {
                return None;
            }
            let text = match field {
                Field::Due | Field::Begun => {
                    let before = carried.and_then(|carried| carried.get(field));
                    let as_text = self.months_first.then(|| cell::day_not_guessed(cell, before)).flatten();
                    as_text.or_else(|| cell::day(cell, self.book.date_1904))
                }
                Field::Grade => cell::chosen(cell).map(|typed| self.known.grade(&typed).unwrap_or(typed)),
                Field::Decision | Field::Owner => cell::chosen(cell),
                _ => cell::text(cell),
            };
            Some((field, text))
        };
        Field::ALL.into_iter().filter_map(there).collect()
    }

    /// Whose the row is by what it shows.
    fn seen(&self, row: &Row) -> Seen {
        let text = |shown: Shown| self.layout.shown.get(&shown).and_then(|column| cell::text(row.cell(*column)));
        let school = match self.known.schools.find(text(Shown::School).as_deref(), text(Shown::Urn).as_deref()) {
            Found::Known(school) => school,
            Found::Doubtful => return Seen::Doubtful,
            Found::AtOdds => return Seen::AtOdds,
            Found::Unknown => match text(Shown::School).filter(|_| self.known.nobody()) {
                // nothing is known of any school yet: the name finds it among those of today
                Some(name) => SchoolKey(format!("name:{}", super::super::whose::plain(&name)).into()),
                None => return Seen::Nothing,
            },
        };
        let about = self.known.subjects.about(&self.layout.shown, &self.known.schools, text);
        // a row of an officer's own may name a school and nothing else
        let telling: Vec<Shown> =
            self.layout.shown.keys().filter(|shown| !matches!(shown, Shown::School | Shown::Urn)).copied().collect();
        let says_more = telling.is_empty() || telling.into_iter().any(|shown| text(shown).is_some());
        let unknown = if says_more { Seen::Unclear } else { Seen::Nothing };
        about.map_or(unknown, |about| Seen::Key(DecisionKey { school, about }))
    }

    /// On the sheet of closed decisions: the decision of that school and title, where the record has one.
    fn closed_before(&self, read: &RowRead) -> Seen {
        let mut same = self.known.familiar.decided.iter().filter(|(_, school, title, fields)| {
            *school == read.school && *title == read.title && *fields == read.fields()
        });
        same.next().map_or(Seen::Nothing, |(key, ..)| Seen::Key(key.clone()))
    }

    /// Whether a row without a key holds nothing, or only words of ours ("No support is called for.").
    fn is_nobodys(&self, row: &Row) -> bool {
        row.cells.iter().all(|cell| is_nobodys(cell, self.known.words))
    }

    /// Cells in columns that are not ours.
    fn own(&self, row: &Row) -> Vec<(Arc<str>, Arc<str>)> {
        let others = row.cells.iter().filter(|cell| !self.layout.ours.contains(&cell.column));
        let own = others.filter_map(|cell| {
            let heading = cell::at(self.sheet, self.layout.heading, cell.column).unwrap_or_default();
            Some((heading, cell::text(Some(cell))?))
        });
        own.collect()
    }

    /// Everything that stands in a row, with its headings where they are ours or theirs.
    fn all_text(&self, row: &Row) -> String {
        let written: Vec<u32> = self.layout.written().collect();
        let texts = row.cells.iter().filter(|cell| !written.contains(&cell.column));
        let texts: Vec<String> = texts
            .filter_map(|cell| {
                let text = cell::text(Some(cell))?;
                let heading = cell::at(self.sheet, self.layout.heading, cell.column);
                Some(heading.map_or_else(|| text.to_string(), |heading| format!("{heading}: {text}")))
            })
            .collect();
        texts.join("; ")
    }
}

/// What a sheet says schools are called: by their numbers, that can be seen, and by hidden keys.
pub(super) fn schools_on(sheet: &Sheet, layout: &Layout, schools: &mut Schools) {
    for row in sheet.rows.iter().filter(|row| row.index > layout.heading && !layout.closed) {
        let text = |column: Option<u32>| column.and_then(|column| cell::text(row.cell(column)));
        let Some(name) = text(layout.shown.get(&Shown::School).copied()) else { continue };
        if let Some(urn) = text(layout.shown.get(&Shown::Urn).copied())
            && let Found::Known(key) = Schools::default().find(None, Some(&urn))
        {
            schools.add(&key, &name, 1_000);
        }
        if let Some(key) = text(layout.column(keys::KEY)).filter(|text| is_key(text)).and_then(|text| keys::read(&text))
        {
            schools.add(&key.school, &name, 1);
        }
    }
}

fn is_nobodys(cell: &Cell, words: &super::words::KnownWords) -> bool {
    cell::text(Some(cell)).is_none_or(|text| words.is_ours(&text) || text.starts_with(keys::MARK))
}

/// How many cells below the headings an officer may have typed in, counted without regard to what rows are about.
pub(super) fn count(sheet: &Sheet, layout: &Layout, words: &super::words::KnownWords) -> usize {
    let below = sheet.rows.iter().filter(|row| row.index > layout.heading);
    let keyed = |row: &Row| layout.column(keys::KEY).and_then(|column| cell::text(row.cell(column))).is_some();
    let rows = below.filter(|row| keyed(row) || !row.cells.iter().all(|cell| is_nobodys(cell, words)));
    let typed = |row: &Row| {
        row.cells.iter().filter(|c| !layout.is_worked_out(c.column) && cell::text(Some(c)).is_some()).count()
    };
    rows.map(typed).sum()
}

impl Draft {
    /// A row of an officer's own: it is kept with its text. The same text has the same name, and the n-th of its kind on
    /// a sheet another one.
    pub fn into_own(mut self, sheet: &str, seen: &mut BTreeMap<String, usize>) -> RowRead {
        let title = Arc::clone(&self.all);
        // one with nothing but a note is another row than one with another note
        let text = if title.is_empty() { self.read.fields().in_words() } else { title.to_string() };
        let times = seen.entry(text.clone()).or_default();
        *times += 1;
        let again = if *times > 1 { format!("\n{times}") } else { String::new() };
        let short = fingerprint::short(format!("{sheet}\n{text}{again}").as_bytes());
        let about = format!("{TYPED}{short}").into();
        self.read.key = DecisionKey { school: SchoolKey(format!("sheet:{sheet}").into()), about };
        self.read.title = title;
        self.read.carried = None;
        self.read.own = Vec::new();
        self.read
    }

    /// Takes the cells of plans out of it: everything else was moved beside another key, and they were not.
    pub fn left_behind(&mut self) -> Self {
        let mut left = self.clone();
        let (own, plans) = (Vec::new(), |field: &Field| Field::OF_PLANS.contains(field));
        left.read = RowRead { own, confirmed: false, ..left.read };
        left.read.cells.retain(|field, cell| plans(field) && cell.is_some());
        self.read.cells.retain(|field, _| !plans(field));
        left
    }

    /// Whether something is filled in besides a note.
    pub fn decides(&self) -> bool {
        self.read.fields().filled().any(|(field, _)| field != Field::Note)
    }

    /// What was typed into it, for messages.
    pub fn in_words(&self) -> String {
        let own = self.read.own.iter().map(|(heading, text)| format!("{heading}: {text}"));
        let fields = Some(self.read.fields().in_words()).filter(|fields| !fields.is_empty());
        fields.into_iter().chain(own).collect::<Vec<_>>().join(", ")
    }

    /// What it can be seen to be about.
    pub fn visible(&self) -> Option<&DecisionKey> {
        match &self.seen {
            Seen::Key(key) => Some(key),
            Seen::Nothing | Seen::Unclear | Seen::Doubtful | Seen::AtOdds => None,
        }
    }

    /// The row under this key. What was typed as an agreed grade where none is asked for goes into the note, as from a column
    /// of one's own; so does the beginning or the target of what is no plan.
    pub fn under(mut self, key: DecisionKey) -> RowRead {
        let asked = |field: Field| match field {
            Field::Grade => keys::strand_of(&key.about).is_some(),
            _ => keys::is_plan(&key.about),
        };
        for (field, heading) in self.headings {
            if !asked(field)
                && self.read.closed.is_none()
                && let Some(Some(typed)) = self.read.cells.remove(&field)
            {
                self.read.own.push((heading, typed));
            }
        }
        self.read.key = key;
        self.read
    }
}
