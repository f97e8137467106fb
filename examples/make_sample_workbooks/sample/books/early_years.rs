//! `Early years and phonics 2011-12.xlsx`: the profile of the year, three years in columns, and the phonics check.

use rust_xlsxwriter::ConditionalFormatDataBar;

use super::super::book::{Book, freeze_and_filter};
use super::super::cell::Cell;
use super::super::facts::early::{Stage, fsm_stage, stage, takers, tallies};
use super::super::look::Look;
use super::super::school::{School, Year};
use super::super::table::{Column, Row, Table, column, under};
use super::super::tally::{Figure, Tally, total};
use super::super::trouble::Trouble;

const LOOK: Look = Look { accent: 0x0000_6666, upper: 0x0033_9999, font: "Calibri" };

/// 78 points and more.
const POINTS: Stage = stage("eyfs points", [758, 791, 796]);
/// A good level of development.
const GOOD_LEVEL: Stage = stage("eyfs good", [533, 578, 583]);
const LANGUAGE: Stage = stage("eyfs language", [601, 634, 641]);
const SOCIAL: Stage = stage("eyfs social", [768, 786, 789]);
const PHONICS: Stage = stage("phonics all", [0, 0, 520]);
const PHONICS_FSM: Stage = fsm_stage("phonics fsm", [0, 0, 402]);

/// The workbook.
pub fn book(schools: &[School]) -> Result<Vec<u8>, Trouble> {
    let mut book = Book::new(LOOK, "Early years and phonics 2011-12", (9, 28))?;
    let (sheet, placed) = book.sheet_with("EYFSP 2012", &profile(schools))?;
    freeze_and_filter(sheet, placed, 3)?;
    let (sheet, placed) = book.sheet_with("EYFSP trend", &trend(schools))?;
    sheet.set_freeze_panes(placed.first, 2)?;
    let (sheet, placed) = book.sheet_with("Phonics 2012", &phonics(schools))?;
    freeze_and_filter(sheet, placed, 3)?;
    sheet.add_conditional_format(
        placed.first,
        4,
        placed.last,
        4,
        &ConditionalFormatDataBar::new().use_classic_style(),
    )?;
    book.finish()
}

fn show(tally: Tally, least: u32) -> Cell {
    if tally.of == 0 { Cell::text("z") } else { Cell::percent(Figure::hidden_below(tally, least, "SUPP")) }
}

fn table_of(schools: &[School], first: [&str; 4], stages: &[(&str, Stage, u32)]) -> (Vec<Column>, Vec<Row>, Vec<Cell>) {
    let year = Year::Y2012;
    let [urn, laestab, school, pupils] = first;
    let mut columns = vec![column(urn, 9.0), column(laestab, 10.0), column(school, 46.0), column(pupils, 10.0)];
    let mut body: Vec<Vec<Cell>> = takers(schools, year)
        .into_iter()
        .map(|school| vec![Cell::count(school.urn), Cell::count(school.laestab()), Cell::text(school.name)])
        .collect();
    let mut authority = vec![Cell::Blank, Cell::Blank, Cell::text("Eastmere LA")];
    for ((heading, stage, least), at) in stages.iter().zip(0_u32..) {
        let drawn = tallies(schools, year, *stage);
        columns.push(column(heading, 13.0));
        for (cells, tally) in body.iter_mut().zip(&drawn) {
            if at == 0 {
                cells.push(if tally.of == 0 { Cell::text("z") } else { Cell::count(tally.of) });
            }
            cells.push(show(*tally, *least));
        }
        let all = total(&drawn);
        if at == 0 {
            authority.push(Cell::count(all.of));
        }
        authority.push(Cell::Tenths(all.percent_to_tenth().unwrap_or(0.0)));
    }
    (columns, body.into_iter().map(Row::school).collect(), authority)
}

fn profile(schools: &[School]) -> Table {
    let stages = [
        ("% 78+ points across the EYFS", POINTS, 1),
        ("% good level of development", GOOD_LEVEL, 1),
        ("% 6+ points in CLLD", LANGUAGE, 1),
        ("% 6+ points in PSED", SOCIAL, 1),
    ];
    let (columns, mut rows, authority) =
        table_of(schools, ["URN", "LAESTAB", "School", "Children in Reception"], &stages);
    rows.push(Row::authority(authority));
    Table {
        title: "Early Years Foundation Stage Profile 2012".into(),
        subtitles: vec!["Borough of Eastmere · 78 points is the expected level (six points in all 13 areas of learning)".into()],
        columns,
        rows,
        average: None,
        notes: vec![
            "CLLD = communication, language and literacy development; PSED = personal, social and emotional development.".into(),
            "z = school closed on 31 December 2011. Nursery schools have no Reception classes.".into(),
        ],
    }
}

fn trend(schools: &[School]) -> Table {
    let mut columns = vec![column("LAESTAB", 10.0), column("School", 46.0)];
    let open: Vec<&School> =
        takers(schools, Year::Y2012).into_iter().filter(|school| school.closed.is_none()).collect();
    let mut body: Vec<Vec<Cell>> =
        open.iter().map(|school| vec![Cell::count(school.laestab()), Cell::text(school.name)]).collect();
    let mut authority = vec![Cell::Blank, Cell::text("Eastmere LA")];
    for (group, measure) in [("% 78+ points across the EYFS", POINTS), ("% good level of development", GOOD_LEVEL)] {
        for year in Year::ALL {
            columns.push(under(group, &year.ends().to_string(), 9.0));
            let of_year: Vec<(u32, Tally)> =
                takers(schools, year).iter().map(|school| school.urn).zip(tallies(schools, year, measure)).collect();
            for (cells, school) in body.iter_mut().zip(&open) {
                let found = of_year.iter().find(|(urn, _)| *urn == school.urn);
                cells.push(found.map_or(Cell::text("NEW"), |(_, tally)| Cell::share(*tally)));
            }
            let all = total(&of_year.iter().map(|(_, tally)| *tally).collect::<Vec<_>>());
            authority.push(Cell::Tenths(all.percent_to_tenth().unwrap_or(0.0)));
        }
    }
    let mut rows: Vec<Row> = body.into_iter().map(Row::school).collect();
    rows.push(Row::authority(authority));
    Table {
        title: "EYFS Profile: three years".into(),
        subtitles: vec!["Percentage of children, summer of each year".into()],
        columns,
        rows,
        average: None,
        notes: vec!["NEW = new school, no earlier results".into()],
    }
}

fn phonics(schools: &[School]) -> Table {
    let stages = [
        ("% meeting the expected standard in phonics", PHONICS, 1),
        ("FSM: % meeting the expected standard in phonics", PHONICS_FSM, 6),
    ];
    let (columns, mut rows, authority) = table_of(schools, ["URN", "LAESTAB", "School", "Pupils in Year 1"], &stages);
    rows.push(Row::authority(authority));
    let national = [58.0, 44.0].map(Cell::Tenths);
    rows.push(Row::england(
        [vec![Cell::Blank, Cell::Blank, Cell::text("England"), Cell::Blank], national.to_vec()].concat(),
    ));
    Table {
        title: "Year 1 phonics screening check 2012".into(),
        subtitles: vec!["First year of the check · expected level 32 of 40 words".into()],
        columns,
        rows,
        average: None,
        notes: vec!["SUPP = fewer than six pupils.   z = closed before the check.".into()],
    }
}
