//! Who has what part, and for which schools.

use super::Part;
use crate::domain::Truth;
use crate::judge::evaluate::Views;
use crate::rulebook::expression::Condition;
use crate::rulebook::model::Rulebook;

/// Everyone with a part, in the rulebook's order.
pub(super) fn parts(rulebook: &Rulebook, views: &Views<'_>) -> Vec<Part> {
    let players = rulebook.players.iter().enumerate();
    let part = |(player, rule): (usize, &crate::rulebook::model::Player)| {
        let (schools, unsure) = concerned(views, rule.for_schools.as_ref());
        Part { player, schools, unsure }
    };
    players.map(part).collect()
}

/// The schools for which a condition holds, and those of which it cannot be said; all of them where there is none.
#[must_use]
pub fn concerned(views: &Views<'_>, condition: Option<&Condition>) -> (Vec<usize>, Vec<usize>) {
    let truths = (0..views.len()).map(|school| (school, condition.map_or(Truth::Holds, |c| views.school(school, c))));
    let (mut schools, mut unsure) = (Vec::new(), Vec::new());
    for (school, truth) in truths {
        match truth {
            Truth::Holds => schools.push(school),
            Truth::CannotSay => unsure.push(school),
            Truth::DoesNotHold => {}
        }
    }
    (schools, unsure)
}
