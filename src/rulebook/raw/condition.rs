//! Conditions as officers write them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A condition: an expression, or several joined by `all`, `any` or `not`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum RawCondition {
    /// true or false for good
    Always(bool),
    /// an expression such as `ks2.l4_em < 60`
    Test(String),
    /// several conditions, all of which must hold
    List(Vec<RawCondition>),
    /// conditions joined by one word
    Joined(Box<RawJoined>),
}

/// Conditions joined by `all`, `any`, `not`, `at least` … `of`, or `most of`, or of the strands.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RawJoined {
    /// holds if all hold
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all: Option<Vec<RawCondition>>,
    /// holds if one holds
    #[serde(skip_serializing_if = "Option::is_none")]
    pub any: Option<Vec<RawCondition>>,
    /// holds if the condition does not
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not: Option<RawCondition>,
    /// holds if so many of those after `of` hold
    #[serde(rename = "at least", skip_serializing_if = "Option::is_none")]
    pub at_least: Option<usize>,
    /// the conditions that `at least` counts
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<Vec<RawCondition>>,
    /// holds if more than half of them hold
    #[serde(rename = "most of", skip_serializing_if = "Option::is_none")]
    pub most_of: Option<Vec<RawCondition>>,
    /// holds if the condition holds in one strand or more, without the overall one; it says `$strand`
    #[serde(rename = "any strand", skip_serializing_if = "Option::is_none")]
    pub any_strand: Option<RawCondition>,
    /// holds if the condition holds in every strand, without the overall one; it says `$strand`
    #[serde(rename = "every strand", skip_serializing_if = "Option::is_none")]
    pub every_strand: Option<RawCondition>,
    /// holds if a rule indicates one of these grades in a strand, without the overall one
    #[serde(rename = "any indication", skip_serializing_if = "Option::is_none")]
    pub any_indication: Option<Vec<String>>,
}
