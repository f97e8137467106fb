//! Progress in special schools and referral units, measured against the pupils' own starting points: there is no line that all
//! are held to.

use super::super::lines::lines;
use super::super::tally::Tally;
use super::super::trouble::Trouble;

/// How the pupils of a school did in a year.
pub struct OwnProgress {
    /// The school of the sample whose story it is.
    pub story: u32,
    /// Academic year.
    pub year: &'static str,
    /// Pupils who made good progress.
    pub good: Tally,
    /// Of those who went back to a school or into alternative provision; referral units only.
    pub after_return: Option<Tally>,
}

/// Every school and year of which it is known.
pub fn all() -> Result<Vec<OwnProgress>, Trouble> {
    let read = |mut line: super::super::lines::Line<'static>| {
        let story = line.number("URN")?;
        let year = line.text("year")?;
        let of = line.number("pupils assessed")?;
        let good = Tally { hit: line.number("making good progress")?, of };
        let returned = line.number_if_any("pupils who went back")?;
        let after = line.number_if_any("making good progress after re-entry")?;
        let after_return = returned.zip(after).map(|(of, hit)| Tally { hit, of });
        Ok(OwnProgress { story, year, good, after_return })
    };
    lines(include_str!("../data/own_progress.txt")).map(read).collect()
}
