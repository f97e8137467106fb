//! What people and programs do to a review, one thing at a time, and what they typed by it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::Path;
use std::process::Command;

use chrono::NaiveDate;
use workbook::read::Content;
use yardstick::judge::decided::DecisionKey;
use yardstick::review::book::keys;
use yardstick::review::decisions::Field;
use yardstick::run::{LAST_RUN, RECORD};

use super::grid::{Grid, GridSheet, text};
use super::libreoffice::saved_as;
use super::office::{Office, REVIEW};

/// A small source of chance, the same for the same seed.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, many: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % many.max(1)
    }
}

/// What was typed and has to be found again.
#[derive(Clone, Default)]
pub struct Typed {
    /// by what it is about
    pub cells: BTreeMap<(DecisionKey, Field), String>,
    /// texts of rows and columns of one's own
    pub own: Vec<String>,
    /// texts typed into the review of another year
    pub elsewhere: Vec<String>,
    /// how many texts there were
    count: usize,
}

impl Typed {
    fn fresh(&mut self) -> String {
        self.count += 1;
        format!("text-{}-of-ours", self.count)
    }
}

/// Kinds of typing.
pub const TYPING: usize = 12;

/// Types something into a row of a sheet; what is typed over is not expected any more.
pub fn type_something(kind: usize, grid: &mut Grid, typed: &mut Typed, chance: &mut Chance) {
    let wanted = if (6..=8).contains(&kind) { keys::AGREED } else { keys::NOTE };
    let deciding: Vec<usize> = (0..grid.sheets.len())
        .filter(|at| [keys::KEY, keys::CONFIRM, wanted].iter().all(|name| grid.sheets[*at].has(name)))
        .filter(|at| !grid.sheets[*at].keyed_rows().is_empty())
        .collect();
    let Some(at) = deciding.get(chance.below(deciding.len())) else { return };
    let sheet = &mut grid.sheets[*at];
    let mut rows = sheet.keyed_rows();
    // a grade is agreed in a row of a grade
    rows.retain(|row| wanted != keys::AGREED || about_grade(sheet, *row));
    if rows.is_empty() {
        return;
    }
    let row = rows[chance.below(rows.len())];
    let Content::Text(about) = sheet.cells[&(row, sheet.column(keys::KEY))].clone() else { return };
    let key = keys::read(&about).unwrap();
    let words = typed.fresh();
    let day = NaiveDate::from_ymd_opt(2013, 3, 22).unwrap().and_hms_opt(0, 0, 0).unwrap();
    let (field, cell, expected) = match kind {
        0 => (Field::Note, text(&words), words),
        1 => (
            Field::Note,
            text(&format!("  {words}\u{a0}\r\nsecond “line”, €5")),
            format!("{words}\u{a0}\nsecond “line”, €5"),
        ),
        2 => (
            Field::Note,
            text(&format!("{words} {}", "long ".repeat(900))),
            format!("{words} {}", "long ".repeat(900).trim()),
        ),
        3 => (Field::Owner, text(&words), words),
        4 => (Field::Decision, text("agree"), "agree".to_owned()),
        5 => (Field::Decision, text("agre"), "agre".to_owned()),
        6 => (Field::Grade, Content::Number(3.0), "3".to_owned()),
        7 => (Field::Grade, text(["3.0", "Grade 3", "RI", "3 (satisfactory)"][chance.below(4)]), "3".to_owned()),
        8 => (Field::Grade, text("2 (inadequate)"), "2 (inadequate)".to_owned()),
        9 => (Field::Due, Content::DateTime(day), "2013-03-22".to_owned()),
        10 => (Field::Due, text("end of term"), "end of term".to_owned()),
        _ => (Field::Note, Content::Number(1_702.5), "1702.5".to_owned()),
    };
    if !sheet.has(field.column()) {
        return;
    }
    let column = sheet.column(field.column());
    sheet.put(row, column, cell);
    typed.cells.insert((key, field), expected);
}

fn about_grade(sheet: &GridSheet, row: u32) -> bool {
    matches!(&sheet.cells[&(row, sheet.column(keys::KEY))], Content::Text(about) if about.contains(" | grade:"))
}

/// Kinds of what is done to the sheets.
pub const SHEETS: usize = 28;

/// Does something to the sheets.
pub fn to_sheets(kind: usize, grid: &mut Grid, typed: &mut Typed, chance: &mut Chance) {
    if (17..=22).contains(&kind) || kind == 27 {
        return to_workbook(kind, grid, typed, chance);
    }
    let own = typed.fresh();
    let deciding: Vec<usize> = (0..grid.sheets.len())
        .filter(|at| [keys::KEY, keys::CONFIRM].iter().all(|name| grid.sheets[*at].has(name)))
        .collect();
    let Some(at) = deciding.get(chance.below(deciding.len())) else { return };
    let sheet = &mut grid.sheets[*at];
    let rows = sheet.keyed_rows();
    if rows.is_empty() {
        return;
    }
    let row = rows[chance.below(rows.len())];
    let (names, _) = sheet.find(keys::KEY);
    match kind {
        0 => sheet.reorder(&rows, &shuffled(rows.len(), chance)),
        1 => sheet.reorder(&rows, &(0..rows.len()).rev().collect::<Vec<_>>()),
        2 => sheet.reorder_visible(&rows, &shuffled(rows.len(), chance)),
        3 => sheet.insert_row(row),
        4 => sheet.insert_row(0),
        5 => sheet.insert_column(u32::try_from(chance.below(12)).unwrap()),
        6 => {
            let column = u32::try_from(1 + chance.below(8)).unwrap();
            sheet.insert_column(column);
            sheet.put(rows[0] - 1, column, text("Telephone"));
            sheet.put(row, column, text(&own));
            typed.own.push(own);
        }
        7 => {
            sheet.insert_row(row);
            let (school, note) = (sheet.column(keys::SCHOOL), sheet.column(keys::NOTE));
            sheet.put(row, school, text("Oak Road School"));
            sheet.put(row, note, text(&own));
            typed.own.push(own);
        }
        8 => {
            let (last, note) = (*rows.last().unwrap(), sheet.column(keys::NOTE));
            // what was typed below it before stays
            let free = (last + 2..).find(|row| !sheet.cells.contains_key(&(*row, note))).unwrap();
            sheet.put(free, note, text(&own));
            typed.own.push(own);
        }
        9 => untyped_row(sheet, &rows, typed).into_iter().for_each(|row| sheet.delete_row(row)),
        10 => sheet.delete_row(names),
        11 => sheet.delete_column(sheet.column(keys::KEY)),
        12 => {
            let name =
                [keys::CARRIED, keys::EVIDENCE, keys::EVIDENCE_WORDS, keys::MADE_ON, keys::TITLE][chance.below(5)];
            if sheet.has(name) {
                sheet.delete_column(sheet.column(name));
            }
        }
        13 => rename_headings(sheet, rows[0] - 1, chance),
        14 => sheet.name = format!("Renamed {}", at),
        15 => copy_row(sheet, row),
        // typed where nothing is read: over a cell that is worked out, and above the headings
        23 | 24 => {
            let shown = |((at, column), content): (&(u32, u32), &Content)| {
                (*at == names && *content == text(keys::SHOWN)).then_some(*column)
            };
            let shown: Vec<u32> = sheet.cells.iter().filter_map(shown).collect();
            let Some(column) = shown.get(chance.below(shown.len())) else { return };
            sheet.put(if kind == 23 { row } else { 1 }, *column, text(&own));
            typed.own.push(own);
        }
        // the names of the schools, sorted without anything beside them
        26 => {
            let foot = sheet.cells.keys().map(|(row, _)| *row).max().unwrap() + 1;
            sheet.cut_visible(row, foot);
        }
        25 => sheet.reorder_column(sheet.column(keys::SCHOOL), &rows, &shuffled(rows.len(), chance)),
        _ => {
            let (school, other) = (sheet.column(keys::SCHOOL), rows[chance.below(rows.len())]);
            let Some(name) = sheet.cells.get(&(other, school)).cloned() else { return };
            sheet.put(row, school, name);
        }
    }
}

fn to_workbook(kind: usize, grid: &mut Grid, typed: &mut Typed, chance: &mut Chance) {
    match kind {
        17 => grid.without_hidden(),
        18 => grid.sheets.reverse(),
        19 => {
            let own = typed.fresh();
            let mut sheet = GridSheet { name: format!("Own {}", chance.below(1_000)), ..GridSheet::default() };
            sheet.put(3, 3, text(&own));
            grid.sheets.push(sheet);
            typed.own.push(own);
        }
        27 => copy_sheet(grid, typed, chance),
        20 => grid.sheets.retain(|sheet| sheet.name != "Closed since"),
        // below a list, or on a page
        22 => {
            let own = typed.fresh();
            let undecided = grid.sheets.iter_mut().filter(|sheet| !sheet.has(keys::KEY) && !sheet.cells.is_empty());
            let mut undecided: Vec<&mut GridSheet> = undecided.collect();
            let at = chance.below(undecided.len());
            let Some(sheet) = undecided.get_mut(at) else { return };
            sheet.put(200, 1, text(&own));
            typed.own.push(own);
        }
        _ => {
            for sheet in grid.sheets.iter_mut().filter(|sheet| sheet.has(keys::KEY)) {
                sheet.delete_column(sheet.column(keys::KEY));
            }
        }
    }
}

/// A sheet is copied within the review, and another note is typed into the copy.
fn copy_sheet(grid: &mut Grid, typed: &mut Typed, chance: &mut Chance) {
    let deciding = |sheet: &&GridSheet| [keys::KEY, keys::CONFIRM, keys::NOTE].iter().all(|name| sheet.has(name));
    let deciding: Vec<&GridSheet> = grid.sheets.iter().filter(deciding).collect();
    let Some(mut copy) = deciding.get(chance.below(deciding.len())).map(|sheet| GridSheet::clone(sheet)) else {
        return;
    };
    copy.name = format!("{} (2)", copy.name);
    let rows = copy.keyed_rows();
    if rows.is_empty() || grid.sheets.iter().any(|sheet| sheet.name == copy.name) {
        return;
    }
    let (row, words) = (rows[chance.below(rows.len())], typed.fresh());
    let Content::Text(about) = copy.cells[&(row, copy.column(keys::KEY))].clone() else { return };
    copy.put(row, copy.column(keys::NOTE), text(&words));
    let cell = (keys::read(&about).unwrap(), Field::Note);
    match typed.cells.entry(cell) {
        Entry::Occupied(_) => typed.own.push(words),
        Entry::Vacant(cell) => _ = cell.insert(words),
    }
    grid.sheets.push(copy);
}

fn shuffled(many: usize, chance: &mut Chance) -> Vec<usize> {
    let mut order: Vec<usize> = (0..many).collect();
    for at in (1..many).rev() {
        order.swap(at, chance.below(at + 1));
    }
    order
}

/// A row into which nothing was typed.
fn untyped_row(sheet: &GridSheet, rows: &[u32], typed: &Typed) -> Option<u32> {
    let column = sheet.column(keys::KEY);
    let about = |row: &u32| match &sheet.cells[&(*row, column)] {
        Content::Text(about) => keys::read(about),
        _ => None,
    };
    let free = |row: &u32| about(row).is_some_and(|key| !typed.cells.keys().any(|(of, _)| *of == key));
    // rows of one's own have texts of ours in them
    rows.iter().copied().find(|row| free(row) && !typed.own.iter().any(|own| row_has(sheet, *row, own)))
}

fn row_has(sheet: &GridSheet, row: u32, words: &str) -> bool {
    let says = |content: &Content| matches!(content, Content::Text(text) if text.contains(words));
    sheet.cells.iter().any(|((at, _), content)| *at == row && says(content))
}

fn rename_headings(sheet: &mut GridSheet, heading: u32, chance: &mut Chance) {
    let places: Vec<(u32, u32)> = sheet.cells.keys().filter(|(row, _)| *row == heading).copied().collect();
    for (row, column) in places {
        if chance.below(3) == 0 {
            sheet.put(row, column, text(&format!("Renamed {column}")));
        }
    }
}

fn copy_row(sheet: &mut GridSheet, row: u32) {
    sheet.insert_row(row);
    let cells: Vec<(u32, Content)> = sheet
        .cells
        .iter()
        .filter(|((at, _), _)| *at == row + 1)
        .map(|((_, column), content)| (*column, content.clone()))
        .collect();
    cells.into_iter().for_each(|(column, content)| sheet.put(row, column, content));
}

/// Kinds of what is done to files.
pub const FILES: usize = 20;

/// Does something to the files in the output folder, after the review was saved.
pub fn to_files(kind: usize, office: &mut Office, old: &[u8], typed: &mut Typed) {
    let out = office.out().to_path_buf();
    let named = |name: &str| {
        let to = out.join(name);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::rename(out.join(REVIEW), to).unwrap();
    };
    let encoded = |encode: &dyn Fn(&str) -> Vec<u8>| {
        if let Ok(record) = std::fs::read_to_string(out.join(RECORD)) {
            std::fs::write(out.join(RECORD), encode(&record)).unwrap();
        }
    };
    match kind {
        0 => named("Copy of School review 2011-12.xlsx"),
        1 => named("School review 2011-12 (1).xlsx"),
        2 => named("School review 2011-12-PC12.xlsx"),
        3 => named("Ann/School review 2011-12 final.xlsx"),
        4 => named("School review 2011-12.xlsm"),
        5 => named("for Cabinet.xlsx"),
        6 => _ = std::fs::remove_file(out.join(LAST_RUN)),
        7 => encoded(&|text| format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()),
        8 => encoded(&|text| format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes()),
        9 => encoded(&|text| format!("{text}{{\"seen\":\"2013-").into_bytes()),
        10 => std::fs::write(out.join("School review 2011-12 old.xlsx"), old).unwrap(),
        11 => _ = office.run_for("2012-13", "2013-01-20"),
        12 => converted(office, typed),
        13 => _ = std::fs::remove_file(out.join(RECORD)),
        14 => _ = std::fs::remove_dir_all(out.join(".yardstick")),
        15 => saved_by_openpyxl(&office.review()),
        16 => saved_by_libreoffice(office, "xlsx", "xlsx:Calc MS Excel 2007 XML"),
        17 => saved_by_libreoffice(office, "ods", "ods"),
        18 => in_another_year(office, typed),
        _ => anns_copy(office, typed),
    }
}

/// Ann types another note into her copy. She types over one that was recorded; one that was not is typed beside it.
fn anns_copy(office: &Office, typed: &mut Typed) {
    let mut notes = typed.cells.keys().filter(|(key, field)| *field == Field::Note && !key.about.starts_with("typed:"));
    let Some((key, _)) = notes.next_back().cloned() else { return };
    let words = typed.fresh();
    let mut grid = office.grid();
    let about = keys::written(&key);
    let Some(sheet) = grid.sheets.iter_mut().find(|sheet| sheet.has(&about) && sheet.has(keys::NOTE)) else { return };
    sheet.type_in(&about, keys::NOTE, text(&words));
    std::fs::write(office.out().join("School review 2011-12 Ann.xlsx"), grid.write()).unwrap();
    let cell = (key, Field::Note);
    if is_recorded(office, &typed.cells[&cell]) {
        typed.cells.insert(cell, words);
    } else {
        typed.own.push(words);
    }
}

/// Whether the record has a text, in whatever letters it was saved.
fn is_recorded(office: &Office, words: &str) -> bool {
    let record = std::fs::read(office.out().join(RECORD)).unwrap_or_default();
    let record = String::from_utf8_lossy(&record).replace('\0', "");
    words.split_whitespace().next().is_some_and(|first| record.contains(first))
}

/// Opened and saved by a script; nothing happens where there is no openpyxl.
fn saved_by_openpyxl(path: &Path) {
    let script = "import openpyxl, sys; b = openpyxl.load_workbook(sys.argv[1]); b.save(sys.argv[1])";
    _ = Command::new("python3").args(["-W", "ignore", "-c", script]).arg(path).output();
}

/// The review is one of another format, or of other words, from now on; nothing happens where there is no LibreOffice.
fn saved_by_libreoffice(office: &Office, ending: &str, format: &str) {
    let (folder, review) = (tempfile::tempdir().unwrap(), office.review());
    let Some(saved) = saved_as(folder.path(), &std::fs::read(&review).unwrap(), ending, format) else { return };
    std::fs::remove_file(&review).unwrap();
    std::fs::write(review.with_extension(ending), saved).unwrap();
}

/// Something is decided for the year after.
fn in_another_year(office: &Office, typed: &mut Typed) {
    office.run_for("2012-13", "2013-01-20");
    let name = "School review 2012-13.xlsx";
    if !office.out().join(name).exists() {
        return;
    }
    let words = typed.fresh();
    office.type_into(name, "urn:900201 | status", &[(keys::NOTE, super::office::words(&words))]);
    office.run_for("2012-13", "2013-01-21");
    typed.elsewhere.push(words);
}

/// A school becomes an academy: another number, the same school.
fn converted(office: &mut Office, typed: &mut Typed) {
    let (was, is) = ("900202", "900902");
    office.schools = office.schools.replace(was, is);
    let now = |key: DecisionKey| keys::read(&keys::written(&key).replace(was, is)).unwrap();
    let cells = std::mem::take(&mut typed.cells);
    typed.cells = cells.into_iter().map(|((key, field), words)| ((now(key), field), words)).collect();
}
