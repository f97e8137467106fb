//! The columns of the front page: one for each sort of grade that any school has, and those that stand always.

use super::first::changes;
use crate::judge::evaluate::{GradeEvidence, StrandGrades};
use crate::review::context::Context;
use crate::review::tally;
use crate::review::verdict::needing;
use workbook::write::CellValue;

/// One sort of grade of a strand.
pub(super) type Side = fn(&StrandGrades) -> &GradeEvidence;

/// Every sort of grade, with the words over its column.
const SIDES: [(&str, Side); 3] = [
    ("front.inspected", |of| &of.inspected),
    ("front.own", |of| &of.self_evaluated),
    ("front.indicated", |of| &of.indicated),
];
/// The school; where it stands.
const BEFORE: [f64; 2] = [34.0, 24.0];
/// The widest column of names.
const LONGEST: f64 = 52.0;
/// A grade.
const GRADE: f64 = 6.5;
/// The reason, what changed, the next step.
const BEHIND: [f64; 3] = [46.0, 24.0, 50.0];

/// What changed, where nothing has.
const UNCHANGED: f64 = 20.0;
/// A step has one line then.
const WIDER: f64 = 14.0;

/// Which columns there are.
pub(super) struct Shape {
    /// the sorts of grades that any school has: a scheme without them has no columns for them
    pub sides: Vec<(&'static str, Side)>,
    /// whether anything changed for a school on the page; where not, the steps have the room
    changed: bool,
}

impl Shape {
    /// The columns that an authority has something for.
    pub fn of(context: &Context<'_>) -> Self {
        let given = |side: Side| {
            context.schools.iter().any(|row| {
                tally::summed_up(context.rulebook(), row.findings.grades, side)
                    .is_some_and(|grade| !matches!(context.graded(grade).value, CellValue::Blank))
            })
        };
        let changed = needing(context).iter().any(|row| changes(context, *row).next().is_some());
        Self { sides: SIDES.into_iter().filter(|(_, side)| given(*side)).collect(), changed }
    }

    /// How wide the columns are: grades may be figures or words; the room of those that are not there is the reason's.
    pub fn widths(&self, context: &Context<'_>) -> Vec<f64> {
        let [name, status] = BEFORE;
        // a name is a link, and those run over several lines in few programs
        let longest = needing(context).iter().map(|row| row.name().chars().count()).max().unwrap_or(0);
        let longest = u32::try_from(longest).map_or(name, f64::from);
        let mut widths = vec![longest.clamp(name, LONGEST), status];
        widths.extend(self.sides.iter().map(|_| context.grade_width(GRADE)));
        let missing = u32::try_from(SIDES.len() - self.sides.len()).unwrap_or(0);
        let [why, mut changed, mut next] = BEHIND;
        if !self.changed {
            (changed, next) = (UNCHANGED, next + changed - UNCHANGED + WIDER);
        }
        widths.extend([why + GRADE * f64::from(missing), changed, next]);
        widths
    }

    /// The column of the reason.
    pub fn why(&self) -> u16 {
        u16::try_from(BEFORE.len() + self.sides.len()).unwrap_or(u16::MAX)
    }

    /// The column of what changed.
    pub fn changed(&self) -> u16 {
        self.why() + 1
    }

    /// How many pixels the two last columns have.
    pub fn beside(&self) -> u32 {
        // WIDER is 98 pixels
        if self.changed { 528 } else { 528 + 98 }
    }

    /// The last column of the page, of the next step.
    pub fn last(&self) -> u16 {
        self.why() + 2
    }

    /// The columns that each of the numbers at the top stands over.
    pub fn tiles(&self) -> [(u16, u16); 5] {
        let why = self.why();
        [(0, 0), (1, why - 1), (why, why), (self.changed(), self.changed()), (self.last(), self.last())]
    }
}
