//! Shows what is in a file that is called a spreadsheet, and what is wrong with it.

use std::path::Path;
use std::process::ExitCode;

use workbook::read::{Limits, read_file};

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("name a file");
        return ExitCode::from(2);
    };
    match read_file(Path::new(&path), &Limits::default()) {
        Ok(book) => {
            for sheet in &book.sheets {
                println!("{}: {} rows, {} cells", sheet.name, sheet.rows.len(), sheet.cell_count());
            }
            for remark in &book.remarks {
                println!("! {}", remark.text);
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
