//! Makes a big authority, or several countries, of a small one: every school new by number and name, nothing real.
//!
//! ```text
//! cargo run --release --example multiply_authority -- schools 714 FOLDER
//! cargo run --release --example multiply_authority -- table WORKBOOK SHEET 5 FOLDER
//! ```
//! The first writes the sample's eleven workbooks for so many schools of invented names. The second writes a table of
//! schools so many times over into one workbook, each time with other URNs, LAESTABs and names; it is for public
//! tables that are not part of this project.

#[path = "../make_sample_workbooks/sample/mod.rs"]
mod sample;

mod names;
mod schools;
mod table;

use std::path::Path;

const USE: &str = "say: schools HOW_MANY FOLDER, or: table WORKBOOK SHEET TIMES FOLDER";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["schools", many, folder] => {
            let schools = schools::multiplied(many.parse()?)?;
            let folder = Path::new(folder);
            std::fs::create_dir_all(folder)?;
            for file in sample::files(&schools)? {
                std::fs::write(folder.join(file.name), &file.bytes)?;
            }
            println!("{} schools in {}", schools.len(), folder.display());
            Ok(())
        }
        ["table", workbook, sheet, times, folder] => {
            let made = table::multiplied(Path::new(workbook), sheet, times.parse()?, Path::new(folder))?;
            println!("{made} schools in {folder}");
            Ok(())
        }
        _ => Err(USE.into()),
    }
}
