//! `KS2 results 2009-10 and 2010-11.xlsx`: a sheet a year, the boycotted year with its asterisk.

use super::super::book::{Book, freeze_and_filter};
use super::super::cell::Cell;
use super::super::facts::ks2::{self, Ks2};
use super::super::look::Look;
use super::super::school::{School, Year};
use super::super::table::{Column, Row, Table, column};
use super::super::tally::{Figure, Tally, total};
use super::super::trouble::Trouble;

const LOOK: Look = Look { accent: 0x0054_8235, upper: 0x0070_AD47, font: "Arial" };

/// The workbook.
pub fn book(schools: &[School]) -> Result<Vec<u8>, Trouble> {
    let mut book = Book::new(LOOK, "Key Stage 2 results 2009-10 and 2010-11", (1, 16))?;
    for (sheet, year, star, england) in
        [("2010-11", Year::Y2011, "", [74, 84, 82]), ("2009-10", Year::Y2010, "*", [73, 83, 81])]
    {
        let table = table(schools, year, star, england)?;
        let (sheet, placed) = book.sheet_with(&format!("KS2 {sheet}"), &table)?;
        freeze_and_filter(sheet, placed, 2)?;
    }
    book.finish()
}

fn table(schools: &[School], year: Year, star: &str, england: [i64; 3]) -> Result<Table, Trouble> {
    let results = ks2::results(schools, year)?;
    let ends = year.ends();
    let mut rows: Vec<Row> = results.iter().map(|ks2| Row::school(cells(ks2, year))).collect();
    for (school, pupils) in ks2::special(schools).into_iter().zip([11, 5, 4]) {
        rows.push(Row::school(special(school, year, pupils)));
    }
    let authority = authority(&results);
    rows.push(Row::authority([vec![Cell::text("LA average"), Cell::Blank, Cell::text("999")], authority].concat()));
    let mut national = vec![Cell::text("England"), Cell::Blank, Cell::Blank, Cell::Blank];
    national.extend(england.map(Cell::Whole));
    national.extend(vec![Cell::Blank; 3]);
    rows.push(Row::england(national));
    let mut notes = vec!["x = suppressed, fewer than six pupils".to_owned()];
    if year == Year::Y2010 {
        notes.push("* Some Eastmere schools boycotted the tests in 2010 (n/a).".to_owned());
    } else {
        notes.push(
            "Floor standard 2011: below 60% and below 87% (English) and 86% (maths) for two levels of progress."
                .to_owned(),
        );
    }
    Ok(Table {
        title: format!("KS2 results {ends}{star}"),
        subtitles: vec![format!("Borough of Eastmere, academic year {}. Final figures.", year.academic())],
        columns: columns(ends, star),
        rows,
        average: None,
        notes,
    })
}

fn columns(ends: u16, star: &str) -> Vec<Column> {
    vec![
        column("School", 48.0),
        column("URN", 10.0),
        column("DfE number", 11.0),
        column(&format!("Pupils at end of KS2 {ends}{star}"), 11.0),
        column(&format!("% L4+ English and maths {ends}{star}"), 12.0),
        column("% 2 levels progress English", 12.0),
        column("% 2 levels progress maths", 12.0),
        column("FSM pupils", 9.0),
        column("FSM % L4+ English and maths", 12.0),
        column("SEN % L4+ English and maths", 12.0),
    ]
}

fn identity(school: &School, year: Year) -> Vec<Cell> {
    vec![Cell::text(school.name_in(year)), Cell::count(school.urn_in(year)), Cell::count(school.laestab())]
}

fn cells(ks2: &Ks2, year: Year) -> Vec<Cell> {
    let mut cells = identity(&ks2.school, year);
    let all = match &ks2.all {
        Err(mark) => return [cells, vec![Cell::text(*mark); 7]].concat(),
        Ok(all) => all,
    };
    let hide = |tally| Cell::percent(Figure::hidden_below(tally, 6, "x"));
    cells.extend([Cell::count(all.level4.of), Cell::share(all.level4)]);
    cells.extend([Cell::percent(all.english), Cell::percent(all.maths)]);
    cells.extend([Cell::count(ks2.fsm.level4.of), hide(ks2.fsm.level4), hide(ks2.sen.level4)]);
    cells
}

fn special(school: &School, year: Year, pupils: u32) -> Vec<Cell> {
    let mut cells = identity(school, year);
    cells.push(Cell::count(pupils));
    if pupils < 6 {
        cells.extend(vec![Cell::text("x"); 6]);
    } else {
        let share = |hit| Cell::share(Tally { hit, of: pupils });
        cells.extend([share(0), share(3), share(4), Cell::Whole(4), Cell::text("x"), share(0)]);
    }
    cells
}

fn authority(results: &[Ks2]) -> Vec<Cell> {
    let sum = |of: &dyn Fn(&Ks2) -> Tally| total(&results.iter().map(of).collect::<Vec<_>>());
    let all = |of: fn(&ks2::Results) -> Figure| {
        sum(&|ks2: &Ks2| ks2.all.as_ref().map_or(Tally::default(), |all| of(all).tally()))
    };
    let level4 = all(|all| Figure::Of(all.level4));
    let (fsm, sen) = (sum(&|ks2| ks2.fsm.level4), sum(&|ks2| ks2.sen.level4));
    let shares = [level4, all(|all| all.english), all(|all| all.maths)].map(Cell::share);
    let groups = [Cell::count(fsm.of), Cell::share(fsm), Cell::share(sen)];
    [vec![Cell::count(level4.of)], shares.to_vec(), groups.to_vec()].concat()
}
