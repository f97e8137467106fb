//! The sample workbooks of the invented Borough of Eastmere: 54 schools over three years.
//!
//! `facts` invents how the schools did, in counts of pupils; `books` lays the facts out as eleven files that look as an
//! authority's do. Nothing depends on the clock, the machine or chance: the same bytes come out of every run.
//! No school, person or result here is real.

mod book;
mod books;
mod cell;
mod chance;
mod facts;
mod lines;
mod look;
pub mod school;
mod table;
mod tally;
pub mod trouble;

use school::School;
use trouble::Trouble;

/// One file of the samples.
pub struct SampleFile {
    /// Its name in `workbooks/`.
    pub name: &'static str,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// All the files, of the sample's own schools or of others.
pub fn files(schools: &[School]) -> Result<Vec<SampleFile>, Trouble> {
    let file = |name, bytes| SampleFile { name, bytes };
    Ok(vec![
        file("Attainment KS1 and KS2 2011-12.xlsx", books::attainment::book(schools)?),
        file("KS2 results 2009-10 and 2010-11.xlsx", books::ks2_earlier::book(schools)?),
        file("KS4 results 2011-12.xlsx", books::ks4::book(schools)?),
        file("Early years and phonics 2011-12.xlsx", books::early_years::book(schools)?),
        file("Inspection and self-evaluation.xlsx", books::inspection::book(schools)?),
        file("Attendance 2011-12.xlsx", books::attendance::book(schools)?),
        file("Exclusions 2009-10 to 2011-12.csv", books::exclusions::file(schools)?),
        file("Roll and finance.xlsx", books::roll_and_finance::book(schools)?),
        file("Headteachers and staffing.xlsx", books::headteachers::book(schools)?),
        file("School list.xlsx", books::school_list::book(schools)?),
        file("LA tables 2011-12.xlsx", books::authority_tables::book()?),
    ])
}
