//! Everything that the review asks officers to decide, with the evidence as it stands now.
//!
//! What is asked here is what the sheets ask: each sheet says it for its own rows, and this only gathers.

use super::sheets;
use crate::intake::record::SchoolKey;
use crate::judge::decided::DecisionKey;
use crate::review::ReviewInputs;
use crate::review::context::Context;

/// Something to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// what it is about
    pub key: DecisionKey,
    /// what it is about, in words
    pub title: String,
    /// the fingerprint of what it rests on
    pub evidence: String,
    /// the fingerprint that earlier versions told of the same
    pub evidence_before: Option<String>,
    /// what it rests on, in words
    pub words: String,
}

/// Everything that is asked of the wanted schools, school by school.
#[must_use]
pub fn asked(inputs: &ReviewInputs<'_>, wanted: impl Fn(&SchoolKey) -> bool) -> Vec<Asked> {
    let context = Context::new(inputs);
    let mut all = Vec::new();
    let findings = sheets::findings::is_there(&context);
    for row in context.schools.iter().copied().filter(|row| wanted(&row.school.identity.key)) {
        if findings {
            all.extend(sheets::findings::asked(&context, row));
        }
        all.push(sheets::schools::asked(&context, row));
        all.extend(row.findings.grades.iter().map(|grades| sheets::grades::asked(&context, row, grades)));
        let Some(advice) = row.advice else { continue };
        all.extend(advice.support.iter().map(|support| sheets::support::asked(&context, row, support)));
        all.extend(advice.triggers.iter().map(|trigger| sheets::plans::asked(&context, row, trigger)));
        all.extend(sheets::progress::all(advice).map(|(plan, at)| sheets::progress::asked(&context, row, plan, at)));
        all.extend(advice.options.iter().map(|option| sheets::options::asked(&context, row, option)));
        all.extend(advice.partners.iter().map(|partner| sheets::partners::asked(&context, row, partner)));
    }
    all
}
