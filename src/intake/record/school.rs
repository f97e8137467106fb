//! A school: who it is and what is known of it.

use std::fmt;
use std::sync::Arc;

use super::Facts;
use crate::domain::{Laestab, Urn};

/// The stable name of a school across runs: its newest URN, else LAESTAB, else its name in plain letters.
/// `urn:115368`, `laestab:8825452`, `name:oak tree primary`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchoolKey(pub Arc<str>);

impl fmt::Display for SchoolKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Who a school is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// its stable name
    pub key: SchoolKey,
    /// its newest URN
    pub urn: Option<Urn>,
    /// its LAESTAB
    pub laestab: Option<Laestab>,
    /// its name as most workbooks write it
    pub name: Arc<str>,
    /// URNs it had before, newest first
    pub predecessors: Vec<Urn>,
}

/// A school and all that was read about it.
#[derive(Clone, Debug)]
pub struct School {
    /// who it is
    pub identity: Identity,
    /// what is known of it
    pub facts: Facts,
}
