//! The shape of the findings as JSON. These types are for writing only: the program's own live elsewhere.

mod advice;
mod finding;
mod problem;
mod visit;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

pub use advice::{
    Decision, Ended, Life, Partner, PartnerAsked, PartnerStanding, Progressed, StructuralOption, Support, Trigger,
};
pub use finding::{Finding, Given, Outcome, Reading, Test};
pub use problem::{Place, Problem};
pub use visit::{Visit, VisitAbout, VisitGrade, VisitPriority, VisitRisk, VisitStep};

/// Everything that the rules say of the schools and the authority.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Findings {
    /// the authority's name
    pub authority: String,
    /// academic year judged: `2013-14`
    pub year: String,
    /// stated date of the run: `2014-11-20`
    pub date: String,
    /// version of Yardstick
    pub version: String,
    /// SHA-256 over the rulebook
    pub rulebook: String,
    /// SHA-256 over all workbooks
    pub inputs: String,
    /// the workbooks
    pub workbooks: Vec<Workbook>,
    /// every school, by name
    pub schools: Vec<School>,
    /// how often which school is asked to be a partner
    pub partners_asked: Vec<PartnerAsked>,
    /// what the rules say of the authority as a whole
    pub authority_findings: Vec<Finding>,
    /// the run of the authority's aims over the years
    pub progress: Vec<Progress>,
    /// what could not be read, or was doubted
    pub problems: Vec<Problem>,
}

/// A workbook that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Workbook {
    /// file name
    pub name: String,
    /// SHA-256 of its bytes
    pub fingerprint: String,
}

/// A school.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct School {
    /// stable name across runs
    pub key: String,
    /// unique reference number
    pub urn: Option<String>,
    /// authority and establishment number
    pub laestab: Option<String>,
    /// name
    pub name: String,
    /// phase: the rulebook's word for it
    pub phase: Option<String>,
    /// the status's id
    pub status: String,
    /// the status's title
    pub status_title: String,
    /// why, in a sentence
    pub why: String,
    /// the id of the status that the rules give: another than `status` where a person decided it
    pub status_by_rules: String,
    /// statuses that cannot be ruled out
    pub not_ruled_out: Vec<NotRuledOut>,
    /// grades by strand; the strand that sums up the others goes by `overall`
    pub grades: BTreeMap<String, Grades>,
    /// one for each rule that applies to the school and the year; for every rule where that was asked for
    pub findings: Vec<Finding>,
    /// teams and forms of support
    pub support: Vec<Support>,
    /// objectives, plans and their meetings
    pub triggers: Vec<Trigger>,
    /// structural solutions to discuss
    pub structural_options: Vec<StructuralOption>,
    /// strong schools proposed as partners
    pub partners: Vec<Partner>,
    /// ids of the risk characteristics present
    pub risks: Vec<String>,
    /// what filled visit templates say, the first visit first
    pub visits: Vec<Visit>,
}

/// A status that cannot be ruled out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NotRuledOut {
    /// the status's id
    pub status: String,
    /// why it cannot be said
    pub reason: String,
}

/// The grades of a strand: as the scheme writes them, or null where there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Grades {
    /// the school's own
    pub self_evaluated: Option<String>,
    /// the inspectors'
    pub inspected: Option<String>,
    /// indicated by the rules
    pub indicated: Option<String>,
    /// agreed by a person
    pub agreed: Option<String>,
    /// the one worked with
    pub working: Option<String>,
    /// a prompt for the visit where they differ
    #[serde(skip_serializing_if = "Option::is_none")]
    pub differ: Option<String>,
}

/// The run of an aim over the years.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Progress {
    /// the aim's id
    pub rule: String,
    /// its figures, oldest first
    pub years: Vec<ProgressYear>,
}

/// An aim's figure in one year.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ProgressYear {
    /// the academic year
    pub year: String,
    /// the figure; null where it is missing
    pub value: Option<Given>,
    /// why there is none
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
}
