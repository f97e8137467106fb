//! How near a finding is to its line.

use crate::evaluate::{Finding, Test};

/// The comparison with the smallest margin, in pupils where they are known.
pub(crate) fn nearest(finding: &Finding) -> Option<&Test> {
    let distance = |test: &Test| test.margin_pupils.or(test.margin).map(f64::abs);
    let with_margin = finding.tests.iter().filter(|test| distance(test).is_some());
    with_margin.min_by(|a, b| distance(a).unwrap_or(f64::MAX).total_cmp(&distance(b).unwrap_or(f64::MAX)))
}
