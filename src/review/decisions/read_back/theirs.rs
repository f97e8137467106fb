//! What of a review is an officer's own making and is taken over into the next: comments on rows that are decided on,
//! colours and letters of their cells, widths of columns.
//!
//! Only what the sheet did not have by itself is theirs. Some programs sort what cells say and leave colours where they
//! are: then a colour stands on another school's row by nobody's will, and stays with the school that it was given to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::ReviewRead;
use super::added::{COLOURED, COMMENTS, LETTERED, Seen, WIDER, WIDTHS};
use super::cell;
use super::layout::{Layout, is_key};
use super::words::KnownWords;
use crate::review::book::keys;
use crate::review::decisions::entry::stands_alone;
use crate::review::{TheirCell, Theirs};
use crate::rulebook::Rulebook;
use workbook::read::{At, ColumnWidth, Sheet, SheetLook};
use workbook::write::HEADING_ROW;

/// What the row of a cell is about, and the heading over it.
type Name = (Arc<str>, Arc<str>);

/// What is theirs of a review, and the review without it: what differs from how it was written, and what was theirs then
/// and is there still.
#[must_use]
pub fn theirs(now: &Seen, review: &ReviewRead, written: &Seen, before: &Theirs, rulebook: &Rulebook) -> (Theirs, Seen) {
    let words = KnownWords::of(rulebook);
    let (mut theirs, mut rest) = (Theirs::default(), now.clone());
    for sheet in &now.book.sheets {
        let Some(was) = written.book.sheet(&sheet.name) else { continue };
        let about = review.rows.iter().filter(|row| row.place.sheet == sheet.name && row.closed.is_none());
        let about = about.filter(|row| !stands_alone(&row.key.about));
        let about = about.map(|row| (row.place.row, Arc::from(keys::written(&row.key)))).collect();
        let heading = Layout::of(sheet, &words).map_or(HEADING_ROW, |layout| layout.heading);
        let now = Headed::new(now, sheet, (heading, about), &words);
        let pair = Pair { now, was: Headed::of(written, was, &words) };
        let known = before.cells.get(&*sheet.name).map(Vec::as_slice).unwrap_or_default();
        let cells = pair.cells(known, rest.look_of(&sheet.name));
        if !cells.is_empty() {
            theirs.cells.insert(sheet.name.to_string(), cells);
        }
        let widths = pair.widths(before.widths.get(&*sheet.name), rest.sheet_of(&sheet.name));
        if !widths.is_empty() {
            theirs.widths.insert(sheet.name.to_string(), widths);
        }
    }
    (theirs, rest)
}

/// What of it is there in a review that was written with it, and what is said of the rest.
#[must_use]
pub fn taken_over(theirs: &Theirs, next: &Seen, rulebook: &Rulebook) -> (Theirs, Vec<String>) {
    let words = KnownWords::of(rulebook);
    let (mut there, mut missing) = (Theirs::default(), BTreeSet::new());
    let headed = |name: &str| next.book.sheet(name).map(|sheet| Headed::of(next, sheet, &words));
    for (sheet, cells) in &theirs.cells {
        let next = headed(sheet);
        for cell in cells {
            let found = next.as_ref().map(|next| next.has_of(cell)).unwrap_or_default();
            let kinds = [
                (found.fill == cell.fill, format!("{COLOURED} on {sheet}")),
                (found.letters == cell.letters, format!("{LETTERED} on {sheet}")),
                (found.comment == cell.comment, COMMENTS.to_owned()),
            ];
            missing.extend(kinds.into_iter().filter(|(is_there, _)| !is_there).map(|(_, kind)| kind));
            if found.fill.is_some() || found.comment.is_some() || !found.letters.is_empty() {
                there.cells.entry(sheet.clone()).or_default().push(found);
            }
        }
    }
    for (sheet, widths) in &theirs.widths {
        let next = headed(sheet);
        let stands = |heading: &str| next.as_ref().is_some_and(|next| next.columns.contains_key(heading));
        let found = widths.iter().filter(|(heading, _)| stands(heading));
        let found: BTreeMap<String, f64> = found.map(|(heading, width)| (heading.clone(), *width)).collect();
        missing.extend((found.len() < widths.len()).then(|| format!("{WIDTHS} on {sheet}")));
        if !found.is_empty() {
            there.widths.insert(sheet.clone(), found);
        }
    }
    (there, missing.into_iter().collect())
}

/// What a file says of the width of a column beyond the characters that fit into it.
const PADDING: f64 = 5.0 / 7.0;

/// A list with its headings, as they are written, and what its rows are about.
struct Headed<'s> {
    sheet: &'s Sheet,
    look: Option<&'s SheetLook>,
    columns: BTreeMap<Arc<str>, u32>,
    headings: BTreeMap<u32, Arc<str>>,
    about: BTreeMap<u32, Arc<str>>,
    rows: BTreeMap<Arc<str>, u32>,
}

impl<'s> Headed<'s> {
    /// A list whose rows have their keys.
    fn of(seen: &'s Seen, sheet: &'s Sheet, words: &KnownWords) -> Self {
        let layout = Layout::of(sheet, words);
        let heading = layout.as_ref().map_or(HEADING_ROW, |layout| layout.heading);
        let key = layout.filter(|layout| !layout.closed).and_then(|layout| layout.column(keys::KEY));
        let about = key.map(|column| {
            let rows = sheet.rows.iter().map(|row| row.index).filter(|row| *row > heading);
            rows.filter_map(|row| Some((row, cell::at(sheet, row, column).filter(|text| is_key(text))?))).collect()
        });
        Self::new(seen, sheet, (heading, about.unwrap_or_default()), words)
    }

    /// A list with its row of headings, and what its rows are about.
    fn new(
        seen: &'s Seen,
        sheet: &'s Sheet,
        (heading, about): (u32, BTreeMap<u32, Arc<str>>),
        words: &KnownWords,
    ) -> Self {
        let mut columns: BTreeMap<Arc<str>, Vec<u32>> = BTreeMap::new();
        for found in sheet.row(heading).into_iter().flat_map(|row| &row.cells) {
            if let Some(text) = cell::text(Some(found)).filter(|text| words.is_heading(text)) {
                columns.entry(text).or_default().push(found.column);
            }
        }
        let once = columns.into_iter().filter_map(|(text, columns)| match columns.as_slice() {
            [one] => Some((text, *one)),
            _ => None,
        });
        let columns: BTreeMap<Arc<str>, u32> = once.collect();
        let headings = columns.iter().map(|(text, column)| (*column, Arc::clone(text))).collect();
        let rows = about.iter().map(|(row, about)| (Arc::clone(about), *row)).collect();
        let look = seen.look.sheets.iter().find(|look| look.name == sheet.name);
        Self { sheet, look, columns, headings, about, rows }
    }

    fn width(&self, column: u32) -> Option<f64> {
        let found = self.sheet.column_widths.iter().find(|width| (width.first..=width.last).contains(&column))?;
        Some(found.width).filter(|_| !self.sheet.hidden_columns.contains(column))
    }

    /// The name of a cell.
    fn name(&self, (row, column): At) -> Option<Name> {
        Some((self.about.get(&row)?.clone(), self.headings.get(&column)?.clone()))
    }

    /// What of a cell of theirs is there.
    fn has_of(&self, cell: &TheirCell) -> TheirCell {
        let Some((at, look)) = self.position(&name_of(cell)).zip(self.look) else { return TheirCell::default() };
        let fill = cell.fill.clone().filter(|fill| look.filled.get(&at).is_some_and(|is| **is == **fill));
        let is = tokens(look.lettered.get(&at));
        let letters = cell.letters.iter().filter(|says| is.contains(says.as_str())).cloned().collect();
        let comment = cell.comment.clone().filter(|_| look.comments.contains_key(&at));
        TheirCell { fill, letters, comment, ..cell.clone() }
    }

    /// Where the cell of a name stands.
    fn position(&self, (about, heading): &Name) -> Option<At> {
        Some((*self.rows.get(about)?, *self.columns.get(heading)?))
    }
}

/// A sheet as it is, and as it was written.
struct Pair<'s> {
    now: Headed<'s>,
    was: Headed<'s>,
}

/// One of the ways in which cells look.
type Aspect = fn(&SheetLook) -> &BTreeMap<At, Arc<str>>;
const ASPECTS: [Aspect; 3] = [|look| &look.filled, |look| &look.lettered, |look| &look.comments];

impl Pair<'_> {
    /// The cells that are theirs; the look of the sheet loses what is.
    fn cells(&self, before: &[TheirCell], rest: Option<&mut SheetLook>) -> Vec<TheirCell> {
        let (Some(now), Some(was), Some(rest)) = (self.now.look, self.was.look, rest) else { return Vec::new() };
        let before: BTreeMap<Name, &TheirCell> = before.iter().map(|cell| (name_of(cell), cell)).collect();
        let stayed = self.looks_stayed(now, was);
        // where a look stayed in its place when cells were moved, it is of the cell that stood there
        let name = |aspect: Aspect, at: At, says: &Arc<str>| match aspect(was).get(&at) == Some(says) {
            true if stayed => self.was.name(at),
            _ => self.now.name(at),
        };
        let own = self.own_fills(was, &before);
        // whoever colours a whole row sees nothing of the columns that are hidden
        rest.filled.retain(|(_, column), _| !self.was_hidden(*column));
        rest.lettered.retain(|(_, column), _| !self.was_hidden(*column));
        let mut cells: BTreeMap<Name, TheirCell> = BTreeMap::new();
        for (at, fill) in &now.filled {
            let Some(name) = name(ASPECTS[0], *at, fill) else { continue };
            let written = self.was.position(&name).and_then(|at| was.filled.get(&at));
            if written == Some(fill) {
                let known = before.get(&name).and_then(|cell| cell.fill.as_deref());
                if known == Some(&**fill) {
                    cells.entry(name).or_default().fill = Some(fill.to_string());
                }
            } else if !own.contains(fill) {
                set(&mut rest.filled, *at, written);
                cells.entry(name).or_default().fill = Some(fill.to_string());
            }
        }
        for (at, letters) in &now.lettered {
            let Some(name) = name(ASPECTS[1], *at, letters) else { continue };
            let written = self.was.position(&name).and_then(|at| was.lettered.get(&at));
            let theirs = letters_of(letters, written, before.get(&name).copied());
            if !theirs.is_empty() {
                set(&mut rest.lettered, *at, written);
                cells.entry(name).or_default().letters = theirs;
            }
        }
        for (at, comment) in &now.comments {
            let Some(name) = name(ASPECTS[2], *at, comment) else { continue };
            rest.comments.remove(at);
            cells.entry(name).or_default().comment = Some(comment.to_string());
        }
        let named = cells.into_iter().map(|((about, heading), cell)| TheirCell {
            about: about.to_string(),
            heading: heading.to_string(),
            ..cell
        });
        named.collect()
    }

    /// Whether a column is hidden, and was when the sheet was written.
    fn was_hidden(&self, column: u32) -> bool {
        self.now.sheet.hidden_columns.contains(column) && self.was.sheet.hidden_columns.contains(column)
    }

    /// The colours that the sheet has by itself.
    fn own_fills(&self, was: &SheetLook, before: &BTreeMap<Name, &TheirCell>) -> BTreeSet<Arc<str>> {
        let theirs = |at: At, fill: &str| {
            let known = self.was.name(at).and_then(|name| before.get(&name).copied());
            known.is_some_and(|cell| cell.fill.as_deref() == Some(fill))
        };
        was.filled.iter().filter(|(at, fill)| !theirs(**at, fill)).map(|(_, fill)| Arc::clone(fill)).collect()
    }

    /// Whether cells were moved and their looks were not: where the two tell different things, more looks are those of the
    /// place than those of the cell.
    fn looks_stayed(&self, now: &SheetLook, was: &SheetLook) -> bool {
        let (mut of_place, mut of_cell) = (0_usize, 0_usize);
        for aspect in ASPECTS {
            let (is, were) = (aspect(now), aspect(was));
            let places: BTreeSet<At> = is.keys().chain(were.keys()).copied().collect();
            for at in places {
                let Some(home) = self.now.name(at).and_then(|name| self.was.position(&name)) else { continue };
                if were.get(&at) != were.get(&home) {
                    of_place += usize::from(is.get(&at) == were.get(&at));
                    of_cell += usize::from(is.get(&at) == were.get(&home));
                }
            }
        }
        of_place > of_cell
    }

    /// The widths that are theirs, by heading; the sheet loses them.
    fn widths(&self, before: Option<&BTreeMap<String, f64>>, rest: Option<&mut Sheet>) -> BTreeMap<String, f64> {
        let mut theirs = BTreeMap::new();
        let Some(rest) = rest else { return theirs };
        for (heading, column) in &self.now.columns {
            let written = self.was.columns.get(heading).and_then(|column| self.was.width(*column));
            let Some((width, written)) = self.now.width(*column).zip(written) else { continue };
            let known = before.and_then(|before| before.get(&**heading)).copied();
            let is_new = (width - written).abs() > WIDER;
            if is_new {
                let width = ColumnWidth { first: *column, last: *column, width: written };
                rest.column_widths.insert(0, width);
            }
            let width = if is_new { Some((width - PADDING).max(0.0)) } else { known };
            theirs.extend(width.map(|width| (heading.to_string(), width)));
        }
        theirs
    }
}

/// What is theirs of how letters look: what they did not say when they were written, or said since it was theirs then.
fn letters_of(now: &Arc<str>, written: Option<&Arc<str>>, before: Option<&TheirCell>) -> Vec<String> {
    let (were, known) = (tokens(written), before.map(|cell| cell.letters.as_slice()).unwrap_or_default());
    let theirs = tokens(Some(now)).into_iter();
    let theirs = theirs.filter(|says| !were.contains(says) || known.iter().any(|known| known == says));
    theirs.map(str::to_owned).collect()
}

fn name_of(cell: &TheirCell) -> Name {
    (cell.about.as_str().into(), cell.heading.as_str().into())
}

fn tokens(letters: Option<&Arc<str>>) -> BTreeSet<&str> {
    letters.map(|letters| letters.split(' ').collect()).unwrap_or_default()
}

fn set(looks: &mut BTreeMap<At, Arc<str>>, at: At, look: Option<&Arc<str>>) {
    match look {
        Some(look) => _ = looks.insert(at, Arc::clone(look)),
        None => _ = looks.remove(&at),
    }
}
