//! `KS4 results 2011-12.xlsx` in three sheets: whole percentages, fractions shown as percentages, and formulas.

use rust_xlsxwriter::{Chart, ChartType, ConditionalFormat2ColorScale, Note};

use super::super::book::{Book, freeze_and_filter};
use super::super::cell::Cell;
use super::super::facts::ks4::{self, Ks4};
use super::super::look::Look;
use super::super::school::{Phase, School, Year};
use super::super::table::{Column, Row, Table, column};
use super::super::tally::{Figure, Tally, total};
use super::super::trouble::Trouble;

const LOOK: Look = Look { accent: 0x0061_1F69, upper: 0x008E_44AD, font: "Calibri" };
const FIVE: &str = "% 5+ A*-C GCSEs incl. English and maths";
const SUPPRESSED: &str = "SUPP = suppressed, fewer than six pupils (looked-after children: three).";

/// The workbook.
pub fn book(schools: &[School]) -> Result<Vec<u8>, Trouble> {
    let mut book = Book::new(LOOK, "Key Stage 4 results 2011-12 and two years before", (10, 19))?;
    this_year(&mut book, schools)?;
    let (sheet, placed) = book.sheet_with("KS4 2010-11", &earlier(schools, Year::Y2011)?)?;
    freeze_and_filter(sheet, placed, 3)?;
    let (sheet, placed) = book.sheet_with("KS4 2009-10", &earlier(schools, Year::Y2010)?)?;
    sheet.set_freeze_panes(placed.first, 3)?;
    book.finish()
}

fn identity(school: &School, year: Year) -> Vec<Cell> {
    let names = Cell::text(school.name_in(year));
    vec![Cell::count(school.urn_in(year)), Cell::text(school.laestab_with_stroke()), names]
}

fn identity_columns() -> Vec<Column> {
    vec![column("URN", 9.0), column("LAESTAB", 10.0), column("School", 40.0)]
}

/// The sheet of 2011-12 with its colours, its note and its chart.
fn this_year(book: &mut Book, schools: &[School]) -> Result<(), Trouble> {
    let results = ks4::results(schools, Year::Y2012)?;
    let (sheet, placed) = book.sheet_with("KS4 2011-12", &this_year_table(schools, &results))?;
    freeze_and_filter(sheet, placed, 3)?;
    let last_secondary = placed.first + 13;
    sheet.add_conditional_format(placed.first, 4, last_secondary, 4, &ConditionalFormat2ColorScale::new())?;
    let note = Note::new("Floor standard for 2012 is 40%, and both progress measures below the median.")
        .set_author("Data team");
    sheet.insert_note(placed.headings, 4, &note)?;
    let mut chart = Chart::new(ChartType::Column);
    let range = |column| ("KS4 2011-12", placed.first, column, last_secondary, column);
    chart.add_series().set_name(FIVE).set_categories(range(2)).set_values(range(4));
    chart.title().set_name("5+ A*-C including English and maths, 2012");
    chart.legend().set_hidden();
    chart.y_axis().set_min(0).set_max(100);
    chart.set_width(760).set_height(420);
    sheet.insert_chart(placed.last + 6, 1, &chart)?;
    Ok(())
}

/// 2011-12, best first, so that the authority's and England's rows stand where their figures put them.
fn this_year_table(schools: &[School], results: &[Ks4]) -> Table {
    let mut ranked: Vec<(f64, Row)> =
        results.iter().map(|ks4| (rank(ks4.five), Row::school(this_year_cells(ks4)))).collect();
    let all = total(&results.iter().map(|ks4| ks4.five).collect::<Vec<_>>());
    ranked.push((rank(all), Row::authority(authority(results))));
    let mut england = vec![Cell::Blank, Cell::Blank, Cell::text("England"), Cell::Blank];
    england.extend([59, 68, 69, 83].map(Cell::Whole));
    england.push(Cell::Tenths(480.3));
    england.extend([54, 64, 36, 15, 22].map(Cell::Whole));
    england.extend([Cell::Blank, Cell::Blank]);
    ranked.push((59.0, Row::england(england)));
    ranked.sort_by(|left, right| right.0.total_cmp(&left.0));
    let mut rows: Vec<Row> = ranked.into_iter().map(|(_, row)| row).collect();
    let others = schools.iter().filter(|school| matches!(school.phase, Phase::Special | Phase::ReferralUnit));
    rows.extend(others.zip(0_u32..).map(|(school, at)| Row::school(small(school, at))));
    rows.push(Row::england(medians()));
    Table {
        title: "Key Stage 4 results 2011-12".into(),
        subtitles: vec!["Borough of Eastmere · provisional, after English regrading appeals · highest first".into()],
        columns: this_year_columns(),
        rows,
        average: None,
        notes: vec![SUPPRESSED.into(), "Floor standard raised to 40% in 2012.   NE = no entries.".into()],
    }
}

/// England's medians, which the floor standard needs. Those of 2011-12 were not found, so these are invented.
fn medians() -> Vec<Cell> {
    let mut cells = vec![Cell::Blank, Cell::Blank, Cell::text("England, median (invented for Eastmere)")];
    cells.extend([Cell::Blank, Cell::Blank, Cell::Whole(70), Cell::Whole(71)]);
    cells.resize(this_year_columns().len(), Cell::Blank);
    cells
}

fn this_year_columns() -> Vec<Column> {
    let mut columns = identity_columns();
    columns.push(column("Pupils at end of KS4", 9.0));
    columns.extend([FIVE, "% 3 levels progress English", "% 3 levels progress maths"].map(|text| column(text, 12.0)));
    columns.push(column("% 5+ A*-C GCSEs", 10.0));
    columns.push(column("Average point score per pupil", 10.0));
    for group in ["Boys", "Girls", "FSM", "LAC", "SEN"] {
        columns.push(column(&format!("{group}: {FIVE}"), 13.5));
    }
    columns.extend(["FSM pupils", "LAC pupils"].map(|text| column(text, 8.0)));
    columns
}

fn rank(five: Tally) -> f64 {
    five.percent_to_tenth().unwrap_or(0.0)
}

fn points(tenths: i64) -> Cell {
    Cell::Tenths(f64::from(i32::try_from(tenths).unwrap_or(0)) / 10.0)
}

fn this_year_cells(ks4: &Ks4) -> Vec<Cell> {
    let hide = |tally, least| Cell::percent(Figure::hidden_below(tally, least, "SUPP"));
    let mut cells = identity(&ks4.school, Year::Y2012);
    cells.push(Cell::count(ks4.five.of));
    cells.extend([ks4.five, ks4.english, ks4.maths, ks4.any_five].map(Cell::share));
    cells.push(points(ks4.points));
    cells.extend([ks4.boys, ks4.girls, ks4.fsm].map(|tally| hide(tally, 6)));
    cells.extend([hide(ks4.lac, 3), hide(ks4.sen, 6)]);
    cells.extend([ks4.fsm.of, ks4.lac.of].map(Cell::count));
    cells
}

fn authority(results: &[Ks4]) -> Vec<Cell> {
    let sum = |of: fn(&Ks4) -> Tally| total(&results.iter().map(of).collect::<Vec<_>>());
    let all = sum(|ks4| ks4.five);
    let mut cells = vec![Cell::Blank, Cell::text("999"), Cell::text("Eastmere (all schools)"), Cell::count(all.of)];
    cells.extend([all, sum(|ks4| ks4.english), sum(|ks4| ks4.maths), sum(|ks4| ks4.any_five)].map(Cell::share));
    cells.push(points(ks4::average_points(results)));
    let (fsm, lac) = (sum(|ks4| ks4.fsm), sum(|ks4| ks4.lac));
    cells.extend([sum(|ks4| ks4.boys), sum(|ks4| ks4.girls), fsm, lac, sum(|ks4| ks4.sen)].map(Cell::share));
    cells.extend([fsm.of, lac.of].map(Cell::count));
    cells
}

/// Special schools and referral units: too few to publish, or nobody entered.
fn small(school: &School, at: u32) -> Vec<Cell> {
    let mut cells = identity(school, Year::Y2012);
    if school.establishment == 1101 {
        let one = Tally { hit: 1, of: 19 };
        cells.push(Cell::count(19));
        cells.extend([Cell::share(one), Cell::Whole(16), Cell::Whole(11), Cell::Whole(16), Cell::Tenths(121.7)]);
        cells.extend(["SUPP"; 5].map(Cell::text));
        cells.extend([Cell::Whole(9), Cell::Whole(2)]);
        return cells;
    }
    let mark = if at == 1 { "NE" } else { "SUPP" };
    cells.push(Cell::count(5 - at % 3));
    cells.extend(vec![Cell::text(mark); 10]);
    cells.extend([Cell::Whole(2), Cell::Whole(0)]);
    cells
}

/// An earlier year: 2010-11 typed as fractions with a percentage format, 2009-10 as text markers and whole numbers.
fn earlier(schools: &[School], year: Year) -> Result<Table, Trouble> {
    let results = ks4::results(schools, year)?;
    let fractions = year == Year::Y2011;
    let show = |figure: Figure| if fractions { Cell::fraction(figure) } else { Cell::percent(figure) };
    let mut columns = identity_columns();
    columns.push(column("Pupils at end of KS4", 9.0));
    columns.extend([FIVE, "% 3 levels progress English", "% 3 levels progress maths"].map(|text| column(text, 13.0)));
    columns.push(column(&format!("FSM: {FIVE}"), 13.0));
    let marker = if fractions { "SUPP" } else { "c" };
    let school_row = |ks4: &Ks4| {
        let mut cells = identity(&ks4.school, year);
        cells.push(Cell::count(ks4.five.of));
        cells.extend([ks4.five, ks4.english, ks4.maths].map(|tally| show(Figure::Of(tally))));
        cells.push(show(Figure::hidden_below(ks4.fsm, 6, marker)));
        Row::school(cells)
    };
    let mut rows: Vec<Row> = results.iter().map(school_row).collect();
    for school in schools.iter().filter(|school| school.phase == Phase::Special).take(2) {
        let mut cells = identity(school, year);
        cells.push(Cell::count(4));
        cells.extend(vec![Cell::text(marker); 4]);
        rows.push(Row::school(cells));
    }
    let five = total(&results.iter().map(|ks4| ks4.five).collect::<Vec<_>>());
    Ok(Table {
        title: format!("KS4 results {}", year.ends()),
        subtitles: vec![format!(
            "Academic year {} · final · pupils in the borough's schools: {}",
            year.academic(),
            five.of
        )],
        columns,
        rows,
        average: Some(("Simple average of schools", 2)),
        notes: vec![if fractions { SUPPRESSED.into() } else { "c = confidential, fewer than six pupils".to_owned() }],
    })
}
