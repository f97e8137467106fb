//! A table of schools many times over: the same figures under other reference numbers, school numbers and names.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

use calamine::{Data, Reader, open_workbook_auto};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

/// Between the reference numbers of a copy and of the next.
const APART: f64 = 160_000.0;
/// Copies after which a reference number would have seven digits.
const MOST: usize = 5;
const PREFIXES: [&str; MOST] = ["", "Upper ", "Nether ", "Great ", "Little "];

/// Where a table has what tells schools apart.
struct Columns {
    urn: usize,
    laestab: usize,
    name: usize,
    authority: Option<usize>,
}

/// Writes the table into a folder; how many schools it then has.
pub fn multiplied(from: &Path, sheet: &str, times: usize, folder: &Path) -> Result<usize, Box<dyn Error>> {
    if !(1..=MOST).contains(&times) {
        return Err(format!("between 1 and {MOST} times").into());
    }
    let table = open_workbook_auto(from)?.worksheet_range(sheet)?;
    let mut rows = table.rows();
    let headings = rows.next().ok_or("the sheet is empty")?;
    let columns = columns(headings)?;
    let rows: Vec<&[Data]> = rows.filter(|row| number(row.get(columns.urn)).is_some()).collect();
    let authorities = others(&rows, &columns, times)?;
    let mut book = Workbook::new();
    let into = book.add_worksheet_with_constant_memory()?;
    into.set_name(sheet)?;
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let mut at = 0;
    for (column, cell) in headings.iter().enumerate() {
        write(into, at, column, cell, &day)?;
    }
    for copy in 0..times {
        for row in &rows {
            at += 1;
            for (column, cell) in row.iter().enumerate() {
                let other = renamed(cell, column, copy, &columns, &authorities);
                write(into, at, column, other.as_ref().unwrap_or(cell), &day)?;
            }
        }
    }
    std::fs::create_dir_all(folder)?;
    book.save(folder.join(format!("Schools {times} times.xlsx")))?;
    Ok(rows.len() * times)
}

fn columns(headings: &[Data]) -> Result<Columns, String> {
    let named = |names: &[&str]| {
        let heading = |cell: &Data| cell.to_string().trim().to_lowercase().replace(' ', "");
        headings.iter().position(|cell| names.contains(&heading(cell).as_str()))
    };
    Ok(Columns {
        urn: named(&["urn"]).ok_or("no column URN")?,
        laestab: named(&["laestab"]).ok_or("no column LAESTAB")?,
        name: named(&["schoolname", "school", "establishmentname"]).ok_or("no column of names")?,
        authority: named(&["localauthority(education)", "localauthority", "laname"]),
    })
}

fn number(cell: Option<&Data>) -> Option<f64> {
    match cell? {
        Data::Int(whole) => Some(f64::from(i32::try_from(*whole).ok()?)),
        Data::Float(number) => Some(*number),
        Data::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// For each authority's number and copy a number that no authority in the table has.
fn others(rows: &[&[Data]], columns: &Columns, times: usize) -> Result<BTreeMap<(u32, usize), u32>, String> {
    let taken: BTreeSet<u32> = rows.iter().filter_map(|row| authority_of(number(row.get(columns.laestab))?)).collect();
    let mut free = (100..1_000).filter(|number| !taken.contains(number));
    let mut others = BTreeMap::new();
    for copy in 1..times {
        for authority in &taken {
            others.insert((*authority, copy), free.next().ok_or("no number of an authority is left")?);
        }
    }
    Ok(others)
}

fn authority_of(laestab: f64) -> Option<u32> {
    (100..1_000).find(|authority| (laestab / 10_000.0).floor() == f64::from(*authority))
}

/// A cell that tells schools apart, as a copy has it; `None` where it stays as it is.
fn renamed(
    cell: &Data,
    column: usize,
    copy: usize,
    columns: &Columns,
    others: &BTreeMap<(u32, usize), u32>,
) -> Option<Data> {
    let prefix = PREFIXES.get(copy).filter(|_| copy > 0)?;
    if column == columns.urn {
        let copies = u32::try_from(copy).ok()?;
        return Some(Data::Float(number(Some(cell))? + APART * f64::from(copies)));
    }
    if column == columns.laestab {
        let laestab = number(Some(cell))?;
        let authority = authority_of(laestab)?;
        let other = others.get(&(authority, copy))?;
        return Some(Data::Float(laestab - f64::from(authority) * 10_000.0 + f64::from(*other) * 10_000.0));
    }
    let named = column == columns.name || Some(column) == columns.authority;
    named.then(|| Data::String(format!("{prefix}{cell}")))
}

fn write(into: &mut Worksheet, row: u32, column: usize, cell: &Data, day: &Format) -> Result<(), Box<dyn Error>> {
    let column = u16::try_from(column)?;
    match cell {
        Data::Float(number) => into.write_number(row, column, *number)?,
        Data::Int(whole) => into.write_number(row, column, *whole as f64)?,
        Data::Bool(flag) => into.write_boolean(row, column, *flag)?,
        Data::DateTime(moment) => into.write_number_with_format(row, column, moment.as_f64(), day)?,
        Data::Empty => return Ok(()),
        other => into.write_string(row, column, other.to_string())?,
    };
    Ok(())
}
