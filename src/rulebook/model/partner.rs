//! Partners: which schools can be one for which, and how they are shared.

use std::sync::Arc;

use crate::rulebook::Span;
use crate::rulebook::expression::{Condition, Expression, Template};
use crate::rulebook::ids::{MeasureId, StrandId};

/// Strong schools proposed as partners.
#[derive(Clone, Debug)]
pub struct Partner {
    /// stable name
    pub id: Arc<str>,
    /// as shown
    pub title: Arc<str>,
    /// the strand
    pub strand: StrandId,
    /// which schools can be partners
    pub partner_when: Condition,
    /// which schools need one
    pub needed_when: Condition,
    /// measures in which both must be the same
    pub same: Vec<MeasureId>,
    /// how much a school needs one, in points
    pub need: Option<Expression>,
    /// how much a partner has to give, in points
    pub strength: Option<Expression>,
    /// the measure by which partners with as many points are put in order
    pub order_by: Option<MeasureId>,
    /// how many are named for one school
    pub at_most: u32,
    /// sentence, evaluated for the partner; `{partner}` and `{school}` are filled in
    pub say: Option<Template>,
    /// document and page
    pub source: Arc<str>,
    /// where it stands
    pub span: Span,
}

/// How partners are shared among the schools that need one.
#[derive(Clone, Debug)]
pub struct Partnering {
    /// how often one school is asked at most; a school in one strand counts as once
    pub load: Option<usize>,
    /// decisions that accept one
    pub accepted_by: Vec<Arc<str>>,
    /// words that refuse one
    pub refused_by: Vec<Arc<str>>,
    /// in what two schools should be alike
    pub alike: Vec<Alike>,
    /// document and page
    pub source: Arc<str>,
    /// what an officer should know
    pub note: Option<Arc<str>>,
    /// where it stands
    pub span: Span,
}

/// Something in which two schools should be alike.
#[derive(Clone, Debug)]
pub struct Alike {
    /// the measures; of several the distance counts
    pub measures: Vec<MeasureId>,
    /// as shown
    pub title: Arc<str>,
    /// points where there is no difference
    pub points: f64,
    /// the difference from which on there are none
    pub none_from: Option<f64>,
    /// how many units of the measure the difference is told in
    pub per: f64,
    /// how it is told, where the rulebook has words of its own
    pub say: Option<Arc<str>>,
}
