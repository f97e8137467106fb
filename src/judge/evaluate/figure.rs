//! Single figures, for tables: of a school, of what it is compared with, of the authority.

use super::authority_facts::AuthorityFacts;
use super::computed::computed;
use super::{Reading, Views, describe};
use crate::rulebook::expression::{self, Behind, Expression, Facts, Of, Read, Statistic, What, leaves};
use crate::rulebook::ids::ComparatorId;
use workbook::place::CellPlace;

/// A figure with where it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// the value, or why there is none, with its cell
    pub reading: Reading,
    /// the schools it was worked out from, where it was
    pub schools: Option<Behind>,
    /// the cells that a computed value rests on
    pub from: Vec<CellPlace>,
}

impl Views<'_> {
    /// A figure of a school, or of what it is compared with.
    #[must_use]
    pub fn figure(&self, school: usize, read: &Read) -> Figure {
        let facts = self.facts(school);
        self.described(&facts, facts.read(read))
    }

    /// A figure of the authority.
    #[must_use]
    pub fn of_authority(&self, expression: &Expression) -> Figure {
        if let Some(read) = expression.as_read() {
            let facts = self.authority_facts();
            return self.described(&facts, facts.read(read));
        }
        let facts = self.authority_facts();
        let (value, parts) = computed(expression, &facts);
        let reading = Reading {
            name: expression.text.clone(),
            title: expression.text.clone(),
            measure: None,
            group: crate::rulebook::ids::GroupId::ALL,
            year: Some(self.year()),
            value,
            place: None,
            compared: false,
            origin: None,
            of_other: None,
        };
        let from = parts.into_iter().flat_map(|part| leaves(&facts, part)).filter_map(|leaf| leaf.place).collect();
        Figure { reading, schools: None, from }
    }

    /// The same figure of what the authority is compared with; none where it is not one measure alone.
    #[must_use]
    pub fn beside_authority(&self, expression: &Expression, comparator: ComparatorId) -> Option<Figure> {
        let read = expression.as_read()?;
        let read = Read { of: Of::Comparator(comparator, Statistic::Mean), ..*read };
        let facts = self.authority_facts();
        Some(self.described(&facts, facts.read(&read)))
    }

    pub(super) fn authority_facts(&self) -> AuthorityFacts<'_> {
        let (state, schools) = self.states();
        AuthorityFacts { world: self.world(), year: self.year(), state, schools, depth: 0 }
    }

    fn described(&self, facts: &dyn Facts, read: expression::Reading) -> Figure {
        let schools = match &read.what {
            What::Measure { schools, .. } => *schools,
            _ => None,
        };
        let computed = read.place.is_none() && schools.is_none();
        let reading = describe::reading(self.world(), self.year(), &read);
        let leaves = if computed { leaves(facts, read) } else { Vec::new() };
        let from = leaves.into_iter().filter_map(|leaf| leaf.place).collect();
        Figure { reading, schools, from }
    }
}
