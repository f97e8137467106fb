//! `Attendance 2011-12.xlsx`: a sheet a year, schools in blocks by phase with each block's average below it.

use rust_xlsxwriter::{ConditionalFormatCell, ConditionalFormatCellRule, Format};

use super::super::book::Book;
use super::super::cell::Cell;
use super::super::facts::absence::{Absence, absences, weighted};
use super::super::look::{Look, Standing};
use super::super::school::{Phase, School, Year};
use super::super::table::{Row, Table, column};
use super::super::trouble::Trouble;

const LOOK: Look = Look { accent: 0x00C0_0000, upper: 0x00E0_6666, font: "Arial" };

/// A block of schools of like ages.
struct Block {
    title: &'static str,
    holds: fn(Phase) -> bool,
    /// Authorised and unauthorised absence the borough's average meets, in hundredths of a per cent, for each year.
    wanted: [[i64; 2]; 3],
    /// Statistical neighbours' and England's rows for 2011-12: authorised, unauthorised, overall, in tenths.
    others: Option<[[i64; 3]; 2]>,
}

const BLOCKS: [Block; 3] = [
    Block {
        title: "Primary schools",
        holds: Phase::counts_as_primary,
        wanted: [[464, 74], [437, 73], [384, 74]],
        others: Some([[38, 6, 45], [37, 6, 44]]),
    },
    Block {
        title: "Secondary schools",
        holds: |phase| matches!(phase, Phase::Secondary),
        wanted: [[511, 179], [469, 171], [414, 164]],
        others: Some([[48, 13, 63], [40, 8, 48]]),
    },
    Block {
        title: "Special schools and PRU",
        holds: |phase| matches!(phase, Phase::Special | Phase::ReferralUnit),
        wanted: [[861, 268], [842, 251], [811, 239]],
        others: None,
    },
];

/// The workbook.
pub fn book(schools: &[School]) -> Result<Vec<u8>, Trouble> {
    let mut book = Book::new(LOOK, "Attendance 2011-12", (10, 24))?;
    for year in Year::ALL.into_iter().rev() {
        let table = table(schools, year);
        let (sheet, placed) = book.sheet_with(&format!("Absence {}", year.academic()), &table)?;
        sheet.set_freeze_panes(placed.first, 3)?;
        sheet.set_portrait();
        let high = Format::new().set_font_color(0x009C_0006).set_bold();
        let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::GreaterThan(7.0)).set_format(high);
        sheet.add_conditional_format(placed.first, 5, placed.last, 5, &rule)?;
    }
    book.finish()
}

fn table(schools: &[School], year: Year) -> Table {
    let columns = vec![
        column("LAESTAB", 10.0),
        column("URN", 9.0),
        column("School", 46.0),
        column("% Authorised absence", 12.0),
        column("% Unauthorised absence", 13.0),
        column("% Overall absence", 12.0),
        column("% Persistent absence (15%+)", 13.0),
    ];
    let mut rows = Vec::new();
    for block in &BLOCKS {
        rows.push(Row::divider(block.title));
        rows.extend(block_rows(schools, year, block));
    }
    let mut notes = vec!["SUPP = fewer than six persistently absent pupils.".to_owned()];
    if year == Year::Y2012 {
        notes.push(
            "* Persistent absence of the authority was not reported in the statistical first releases this year."
                .into(),
        );
    }
    Table {
        title: format!("Absence from Eastmere schools {}", year.academic()),
        subtitles: vec![
            "Percentage of half-day sessions missed, autumn and spring terms; averages weighted by pupils".into(),
        ],
        columns,
        rows,
        average: None,
        notes,
    }
}

fn block_rows(schools: &[School], year: Year, block: &Block) -> Vec<Row> {
    let [in_2010, in_2011, in_2012] = block.wanted;
    let wanted = match year {
        Year::Y2010 => in_2010,
        Year::Y2011 => in_2011,
        Year::Y2012 => in_2012,
    };
    let present: Vec<&School> =
        schools.iter().filter(|school| (block.holds)(school.phase) && school.existed_in(year)).collect();
    let found = absences(&present, year, wanted);
    let mut rows: Vec<Row> =
        present.iter().zip(&found).map(|(school, absence)| school_row(school, year, *absence)).collect();
    let average = weighted(&found);
    let persistent = if year == Year::Y2012 { Cell::text("*") } else { tenths(average.persistent) };
    let figures = [tenths(average.authorised), tenths(average.unauthorised), tenths(average.overall()), persistent];
    rows.push(other("Eastmere average", Standing::Authority, figures));
    if let Some([neighbours, england]) = block.others.filter(|_| year == Year::Y2012) {
        for (name, figures) in [("Statistical neighbours", neighbours), ("England", england)] {
            let [authorised, unauthorised, overall] = figures.map(|figure| tenths(figure * 10));
            rows.push(other(name, Standing::England, [authorised, unauthorised, overall, Cell::text("*")]));
        }
    }
    rows
}

fn school_row(school: &School, year: Year, absence: Absence) -> Row {
    let few = absence.persistent * absence.weight < 60_000;
    let persistent = if few { Cell::text("SUPP") } else { tenths(absence.persistent) };
    let name = Cell::text(school.name_in(year));
    let mut cells = vec![Cell::count(school.laestab()), Cell::count(school.urn_in(year)), name];
    cells.extend([absence.authorised, absence.unauthorised, absence.overall()].map(tenths));
    cells.push(persistent);
    Row::school(cells)
}

fn other(name: &str, standing: Standing, figures: [Cell; 4]) -> Row {
    let cells = [vec![Cell::Blank, Cell::Blank, Cell::text(name)], figures.to_vec()].concat();
    Row { standing, cells }
}

/// Hundredths of a per cent, rounded to the tenth that is published.
fn tenths(hundredths: i64) -> Cell {
    let rounded = i32::try_from((hundredths + 5) / 10).unwrap_or(0);
    Cell::Tenths(f64::from(rounded) / 10.0)
}
