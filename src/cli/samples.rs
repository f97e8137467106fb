//! The sample workbooks, inside the program, so that a newcomer has something to try.

macro_rules! workbooks {
    ($($name:literal,)*) => {
        &[$(($name, include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/workbooks/", $name))),)*]
    };
}

/// The files of `workbooks/`, byte for byte.
pub const SAMPLES: &[(&str, &[u8])] = workbooks![
    "Attainment KS1 and KS2 2011-12.xlsx",
    "Attendance 2011-12.xlsx",
    "Early years and phonics 2011-12.xlsx",
    "Exclusions 2009-10 to 2011-12.csv",
    "Headteachers and staffing.xlsx",
    "Inspection and self-evaluation.xlsx",
    "KS2 results 2009-10 and 2010-11.xlsx",
    "KS4 results 2011-12.xlsx",
    "LA tables 2011-12.xlsx",
    "README.md",
    "Roll and finance.xlsx",
    "School list.xlsx",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_workbook_is_in_the_program() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("workbooks");
        let mut there: Vec<String> =
            std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
        there.sort();
        let inside: Vec<&str> = SAMPLES.iter().map(|(name, _)| *name).collect();
        assert_eq!(inside, there);
    }
}
