//! `Exclusions 2009-10 to 2011-12.csv`: one row a school and year, as the admissions system exports it.

use super::super::facts::exclusions::excluded;
use super::super::school::{Phase, School, Year};
use super::super::trouble::Trouble;

/// The file: UTF-8 with the mark that makes a spreadsheet program recognise it, lines ended as Windows ends them.
pub fn file(schools: &[School]) -> Result<Vec<u8>, Trouble> {
    let mut bytes = vec![0xEF, 0xBB, 0xBF];
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    csv.write_record([
        "Academic year",
        "LAESTAB",
        "School",
        "Fixed term incidents",
        "Days lost",
        "Permanent exclusions",
    ])?;
    for year in Year::ALL {
        for school in schools.iter().filter(|school| school.phase != Phase::Nursery && school.existed_in(year)) {
            let (incidents, days, permanent) = excluded(school.urn, year);
            csv.write_record([
                year.academic(),
                &school.laestab().to_string(),
                school.name_in(year),
                &incidents.to_string(),
                &days.to_string(),
                &permanent.to_string(),
            ])?;
        }
    }
    csv.flush()?;
    drop(csv);
    Ok(bytes)
}
