//! Partners: strong schools proposed for others, and how they are shared.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RawCondition;

/// Strong schools proposed as partners for others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPartner {
    /// stable name
    pub partner: String,
    /// as shown
    pub title: String,
    /// the strand in which the partner is strong and the school is not
    pub strand: String,
    /// which schools can be partners
    #[serde(rename = "partner when")]
    pub partner_when: RawCondition,
    /// which schools need one
    #[serde(rename = "needed when")]
    pub needed_when: RawCondition,
    /// measures in which both must be the same
    #[serde(default)]
    pub same: Vec<String>,
    /// how much a school needs one, in points: `100 * (grade.achievement - 2)`
    #[serde(default)]
    pub need: Option<String>,
    /// how much a partner has to give, in points: `20 * (3 - grade.overall)`
    #[serde(default)]
    pub strength: Option<String>,
    /// the measure by which partners with as many points are put in order
    #[serde(default, rename = "order by")]
    pub order_by: Option<String>,
    /// how many are named for one school
    #[serde(default, rename = "at most")]
    pub at_most: Option<u32>,
    /// sentence shown; `{partner}` and `{school}` are filled in
    #[serde(default)]
    pub say: Option<String>,
    /// document and page
    pub source: String,
}

/// How partners are shared among the schools that need one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPartnering {
    /// how often one school is asked at most: a school in one strand counts as once; without it, as often as it is the best
    #[serde(default)]
    pub load: Option<u32>,
    /// decisions that accept a partner, of those under `report: decisions:`
    #[serde(default, rename = "accepted by")]
    pub accepted_by: Vec<String>,
    /// words that refuse one, to choose as the decision
    #[serde(default, rename = "refused by")]
    pub refused_by: Vec<String>,
    /// in what two schools should be alike, or near each other
    #[serde(default)]
    pub alike: Vec<RawAlike>,
    /// document and page
    pub source: String,
    /// what an officer should know
    #[serde(default)]
    pub note: Option<String>,
}

/// Something in which two schools should be alike.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawAlike {
    /// the measure; of several, such as easting and northing, the distance counts
    pub measures: Vec<String>,
    /// as shown; without it, the title of the measure
    #[serde(default)]
    pub title: Option<String>,
    /// points where there is no difference
    pub points: f64,
    /// the difference from which on there are none; without it, any difference leaves none
    #[serde(default, rename = "none from")]
    pub none_from: Option<f64>,
    /// how many units of the measure the difference is told in: 1000 for kilometres out of metres
    #[serde(default)]
    pub per: Option<f64>,
    /// how it is told; `{title}`, `{theirs}`, `{own}` and `{difference}` are filled in
    #[serde(default)]
    pub say: Option<String>,
}
