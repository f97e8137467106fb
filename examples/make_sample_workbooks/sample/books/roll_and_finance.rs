//! `Roll and finance.xlsx`: January rolls in year columns, the budget with its balance as a formula, the state of the buildings.

use rust_xlsxwriter::{DataValidation, Note};

use super::super::book::{Book, freeze_and_filter};
use super::super::cell::Cell;
use super::super::facts::roll::{Budget, budget, condition, pupils};
use super::super::look::Look;
use super::super::school::{School, Year};
use super::super::table::{Row, Table, column, under};
use super::super::trouble::Trouble;

const LOOK: Look = Look { accent: 0x0037_5623, upper: 0x0054_8235, font: "Calibri" };
const POUNDS: &str = "£#,##0;[Red]-£#,##0";

/// The workbook.
pub fn book(schools: &[School]) -> Result<Vec<u8>, Trouble> {
    let open: Vec<&School> = schools.iter().filter(|school| school.closed.is_none()).collect();
    let mut book = Book::new(LOOK, "Roll and finance", (9, 14))?;
    let (sheet, placed) = book.sheet_with("Roll", &roll(&open))?;
    sheet.set_freeze_panes(placed.first, 3)?;
    sheet.set_portrait();
    let (sheet, placed) = book.sheet_with("Finance 2011-12", &finance(&open))?;
    freeze_and_filter(sheet, placed, 3)?;
    sheet.insert_note(
        placed.headings,
        6,
        &Note::new("Balances include committed sums. Agreed with Schools' Finance.").set_author("Finance"),
    )?;
    let (sheet, placed) = book.sheet_with("Buildings", &buildings(&open))?;
    freeze_and_filter(sheet, placed, 2)?;
    let grades = DataValidation::new().allow_list_strings(&["A", "B", "C", "D"])?;
    sheet.add_data_validation(placed.first, 2, placed.last, 2, &grades)?;
    book.finish()
}

fn roll(open: &[&School]) -> Table {
    let mut columns = vec![column("URN", 9.0), column("LAESTAB", 10.0), column("School", 46.0)];
    columns.extend(Year::ALL.map(|year| under("Pupils on roll, January", &year.ends().to_string(), 9.0)));
    columns.push(column("% FSM eligible", 9.0));
    let row = |school: &&School| {
        let mut cells = vec![Cell::count(school.urn), Cell::count(school.laestab()), Cell::text(school.name)];
        cells.extend(Year::ALL.map(|year| pupils(school, year).map_or(Cell::text("NEW"), Cell::count)));
        cells.push(Cell::count(school.fsm));
        Row::school(cells)
    };
    let mut rows: Vec<Row> = open.iter().map(row).collect();
    let mut total = vec![Cell::Blank, Cell::Blank, Cell::text("Total")];
    for (year, letter) in Year::ALL.into_iter().zip(["D", "E", "F"]) {
        let sum: u32 = open.iter().filter_map(|school| pupils(school, year)).sum();
        let formula = format!("=SUM({letter}6:{letter}{})", open.len() + 5);
        total.push(Cell::Formula(formula, f64::from(sum), "#,##0"));
    }
    total.push(Cell::Blank);
    rows.push(Row::total(total));
    Table {
        title: "Pupils on roll".into(),
        subtitles: vec!["School census, January of each year".into()],
        columns,
        rows,
        average: None,
        notes: vec!["NEW = opened in January 2012; Marlow Road is not shown.".into()],
    }
}

fn finance(open: &[&School]) -> Table {
    let mut columns = vec![column("URN", 9.0), column("LAESTAB", 10.0), column("School", 46.0)];
    for heading in ["Income", "Expenditure", "In-year balance", "Balance carried forward"] {
        columns.push(column(heading, 14.0));
    }
    // Title, one subtitle, an empty row, the headings: the body starts in row 5.
    let rows = open.iter().zip(5_u32..).map(|(school, line)| finance_row(school, line));
    let mut rows: Vec<Row> = rows.collect();
    let budgets: Vec<_> = open.iter().filter_map(|school| budget(school)).collect();
    let sum = |of: &dyn Fn(&Budget) -> i64| budgets.iter().map(of).sum::<i64>();
    rows.push(Row::total(vec![
        Cell::Blank,
        Cell::Blank,
        Cell::text("Total of maintained schools"),
        Cell::Pounds(sum(&|budget| budget.income)),
        Cell::Pounds(sum(&|budget| budget.spending)),
        Cell::Pounds(sum(&|budget| budget.income - budget.spending)),
        Cell::Pounds(sum(&|budget| budget.income - budget.spending + budget.brought_forward)),
    ]));
    Table {
        title: "School budgets 2011-12".into(),
        subtitles: vec!["Outturn, financial year ending 31 March 2012. Deficits in red.".into()],
        columns,
        rows,
        average: None,
        notes: vec!["n/a = academy: accounts not held by the authority.".into()],
    }
}

fn finance_row(school: &School, line: u32) -> Row {
    let mut cells = vec![Cell::count(school.urn), Cell::count(school.laestab()), Cell::text(school.name)];
    let Some(budget) = budget(school) else {
        cells.extend(vec![Cell::text("n/a"); 4]);
        return Row::school(cells);
    };
    let in_year = budget.income - budget.spending;
    let exact = |pounds: i64| f64::from(i32::try_from(pounds).unwrap_or(0));
    cells.extend([Cell::Pounds(budget.income), Cell::Pounds(budget.spending)]);
    cells.push(Cell::Formula(format!("=D{line}-E{line}"), exact(in_year), POUNDS));
    cells.push(Cell::Pounds(in_year + budget.brought_forward));
    Row::school(cells)
}

fn buildings(open: &[&School]) -> Table {
    let columns = vec![
        column("LAESTAB", 10.0),
        column("School", 46.0),
        column("Building condition grade", 11.0),
        column("Main concern", 52.0),
    ];
    let row = |school: &&School| {
        let grade = condition(school);
        let concern = match grade {
            "D" => "Roof and heating past their life; temporary classrooms",
            "C" => "Windows and wiring due within five years",
            _ => "",
        };
        let concern = if concern.is_empty() { Cell::Blank } else { Cell::text(concern) };
        Row::school(vec![Cell::count(school.laestab()), Cell::text(school.name), Cell::text(grade), concern])
    };
    Table {
        title: "Condition of school buildings".into(),
        subtitles: vec!["Survey of March 2012: A good, B satisfactory, C poor in parts, D poor".into()],
        columns,
        rows: open.iter().map(row).collect(),
        average: None,
        notes: Vec::new(),
    }
}
