//! What must hold of a file however it was spoilt.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use workbook::read::{Book, Content, Limits, Sheet, read_bytes};
use yardstick::intake::{self, IntakeOptions};
use yardstick::rulebook::Rulebook;
use yardstick::run::survey::{Trial, trial};

use super::bases::{self, Base};
use super::spoil::spoilt;
use crate::intake::support::rules;

/// Seeds tried on each base when nothing is said.
const SEEDS: u64 = 12;

fn sound(book: &Book) -> Option<String> {
    for sheet in &book.sheets {
        let rows = sheet.rows.windows(2).all(|pair| pair[0].index < pair[1].index);
        let cells = |row: &workbook::read::Row| {
            !row.cells.is_empty() && row.cells.windows(2).all(|pair| pair[0].column < pair[1].column)
        };
        if !rows || !sheet.rows.iter().all(cells) {
            return Some(format!("rows or cells of {} are out of order", sheet.name));
        }
        for cell in sheet.rows.iter().flat_map(|row| &row.cells) {
            let fits = match &cell.content {
                Content::Text(text) => !text.is_empty() && text.chars().count() <= 32_767,
                Content::Number(number) => number.is_finite(),
                _ => cell.column < 16_384,
            };
            if !fits {
                return Some(format!("{}: {:?} cannot stand in a cell", sheet.name, cell.content));
            }
        }
    }
    None
}

/// A file that is read although the limit of cells is below what it holds could be read without end.
fn unbounded(name: &str, bytes: &[u8], book: &Book) -> Option<String> {
    let held: usize = book.sheets.iter().map(Sheet::cell_count).sum();
    let limits = Limits { cells: u64::try_from(held).ok()?.checked_sub(1)?, ..Limits::default() };
    let read = read_bytes(name, bytes, &limits).ok()?;
    Some(format!("{held} cells under a limit of {}: {} sheets", limits.cells, read.sheets.len()))
}

/// What is wrong with how a file is read, if anything.
fn reading(name: &str, bytes: &[u8], rules: &Rulebook) -> Option<String> {
    let book = match read_bytes(name, bytes, &Limits::default()) {
        Ok(book) => book,
        Err(error) => {
            let said = error.to_string();
            let fault = said.contains("its inside contradicts itself").then(|| format!("a panic was caught: {said}"));
            return fault.or_else(|| (said.contains('\n') || said.len() > 600).then(|| format!("not a line: {said}")));
        }
    };
    if let Some(fault) = sound(&book).or_else(|| unbounded(name, bytes, &book)) {
        return Some(fault);
    }
    if let Some(remark) = book.remarks.iter().map(ToString::to_string).find(|said| said.contains("contradicts itself"))
    {
        return Some(format!("a panic was caught: {remark}"));
    }
    let data = intake::read(std::slice::from_ref(&book), rules, &IntakeOptions::default());
    let odd = data.doubts.iter().find(|doubt| doubt.what.is_empty() || doubt.what.contains('\n'));
    odd.map(|doubt| format!("an odd doubt: {doubt:?}"))
}

/// Whether cells have formats that are not there, or hold others: no program opens such a workbook as it is, and what
/// they look like once formats are added is anybody's guess. The same goes for two relationships of one name.
fn lawless(bytes: &[u8]) -> bool {
    let Some(parts) = super::package::parts(bytes) else { return true };
    let text = |wanted: &str| {
        let of = parts.iter().filter(|(name, _)| name.to_lowercase().contains(wanted));
        of.map(|(_, content)| String::from_utf8_lossy(content)).collect::<String>()
    };
    let styles = text("styles.xml");
    let formats =
        styles.split("cellXfs").nth(1).map_or(1, |list| list.matches("<xf ").count() + list.matches(":xf ").count());
    let used = |sheet: &str| {
        let numbers =
            sheet.split(" s=\"").skip(1).filter_map(|rest| rest.split('"').next()?.trim().parse::<usize>().ok());
        numbers.max().unwrap_or(0)
    };
    let doubled = parts.iter().filter(|(name, _)| name.ends_with(".rels")).any(|(_, content)| {
        let content = String::from_utf8_lossy(content);
        let mut ids: Vec<&str> = content.split("Id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        ids.len() < all
    });
    let sheets = text("sheet");
    let nested =
        sheets.split("<v>").skip(1).any(|rest| !rest.split_once('<').is_some_and(|(_, tag)| tag.starts_with("/v")));
    // a row inside a row: its beginning comes again before its end
    let rows = |rest: &str| rest.contains("</row>") || rest.split('>').next().is_some_and(|tag| tag.ends_with('/'));
    let nested = nested || sheets.split("<row").skip(1).any(|rest| !rows(rest));
    doubled || nested || used(&sheets) >= formats
}

/// What is wrong with how a file is annotated, if anything.
fn annotating(name: &str, bytes: &[u8]) -> Option<String> {
    let book = read_bytes(name, bytes, &Limits::default()).ok()?;
    match trial(bytes, &book, &Limits::default()) {
        // of a book with remarks the officer was told that it contradicts itself
        Trial::Differs(_) if !book.remarks.is_empty() || lawless(bytes) => None,
        Trial::Differs(how) => Some(how),
        _ => None,
    }
}

/// Tries seeds on bases; what was found, each with base and seed.
fn tried(look: impl Fn(&str, &[u8]) -> Option<String>, only: impl Fn(&Base) -> bool) -> Vec<String> {
    let seconds = std::env::var("YARDSTICK_FUZZ_SECONDS").ok().and_then(|text| text.parse::<u64>().ok());
    let from = std::env::var("YARDSTICK_FUZZ_FROM").ok().and_then(|text| text.parse().ok()).unwrap_or(0);
    let mut bases = bases::own();
    if seconds.is_some() {
        bases.extend(bases::public());
    }
    bases.retain(|base| only(base));
    let (begun, mut found, mut tried) = (Instant::now(), Vec::new(), 0_u64);
    for seed in from.. {
        let over = seconds.map_or(seed >= SEEDS, |seconds| begun.elapsed().as_secs() >= seconds);
        if over || found.len() > 40 {
            break;
        }
        for base in &bases {
            let bytes = spoilt(&base.bytes, seed);
            tried += 1;
            let fault = catch_unwind(AssertUnwindSafe(|| look(&base.name, &bytes)))
                .unwrap_or_else(|_| Some("it panicked".to_owned()));
            if let Some(fault) = fault {
                keep(&base.name, seed, &bytes);
                println!("{} with seed {seed}: {fault}", base.name);
                found.push(format!("{} with seed {seed}: {fault}", base.name));
            }
            if seconds.is_some_and(|seconds| begun.elapsed().as_secs() >= seconds) {
                break;
            }
        }
    }
    println!("{tried} spoilt files of {} workbooks", bases.len());
    found
}

/// Keeps what was found, to look into.
fn keep(name: &str, seed: u64, bytes: &[u8]) {
    let folder = std::env::temp_dir().join("yardstick-fuzz");
    let _ =
        std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(folder.join(format!("{seed}-{name}")), bytes));
}

#[test]
fn spoilt_workbooks_are_read_or_refused_and_never_bring_it_down() {
    let rules = rules();
    let found = tried(|name, bytes| reading(name, bytes, &rules), |_| true);
    assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
}

#[test]
fn spoilt_workbooks_come_back_with_nothing_else_changed_or_not_at_all() {
    let found = tried(annotating, |base| base.bytes.starts_with(b"PK") && !base.name.ends_with(".ods"));
    assert!(found.is_empty(), "{} findings:\n{}", found.len(), found.join("\n"));
}
