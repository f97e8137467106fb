//! The line that a reading is compared with, for sentences: `{line of ks2.l4_em}` is 60 where the rule's condition says
//! `ks2.l4_em < 60`. An officer who moves the line in the condition has moved it in the sentence.

use super::ast::{Expr, Expression, Node, Read};
use super::condition::{Condition, ConditionKind};
use super::mistake::Mistake;
use super::template::{Piece, Template};
use super::vocabulary::Side;

impl Template {
    /// Puts into each `{line of …}` what the condition compares that reading with, and into each `[where …: …]` the parts
    /// of the condition that ask it.
    ///
    /// # Errors
    /// The braces whose reading the condition compares with nothing, and the brackets whose reading it does not ask.
    pub fn with_lines(mut self, condition: Option<&Condition>) -> Result<Self, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        put_lines(&mut self.pieces, condition, &mut mistakes);
        if mistakes.is_empty() { Ok(self) } else { Err(mistakes) }
    }
}

fn put_lines(pieces: &mut [Piece], condition: Option<&Condition>, mistakes: &mut Vec<Mistake>) {
    for piece in pieces {
        let (of, at, line) = match piece {
            Piece::Line { of, at, line } => (of, at, line),
            Piece::Where { asks, at, parts, said } => {
                *parts = condition.map(|condition| condition.parts_asking(asks)).unwrap_or_default();
                if parts.is_empty() {
                    let message = format!("no part of the condition asks `{}`", asks.text.trim());
                    let help = "name a reading, grade or answer as the condition writes it";
                    mistakes.push(Mistake::new(*at, message).help(help));
                }
                put_lines(said, condition, mistakes);
                continue;
            }
            Piece::Clause(inner) => {
                put_lines(inner, condition, mistakes);
                continue;
            }
            _ => continue,
        };
        let found = of.as_read().and_then(|read| condition?.line_of(read));
        if found.is_none() {
            let message = format!("the condition compares `{}` with nothing, so it has no line", of.text.trim());
            let mistake = Mistake::new(*at, message);
            mistakes.push(mistake.help("name a reading that the condition compares, as the condition writes it"));
        }
        *line = found.map(Box::new);
    }
}

impl Condition {
    /// The parts of it that ask this: a reading of a measure, a grade, another rule.
    fn parts_asking(&self, asked: &Expression) -> Vec<Expression> {
        let mut found = Vec::new();
        // these hold no places, so that what is written twice is the same
        if matches!(asked.root.expr, Expr::Read(_) | Expr::Derived(_)) {
            self.add_parts(&asked.root.expr, false, &mut found);
        }
        found
    }

    fn add_parts(&self, asked: &Expr, negated: bool, found: &mut Vec<Expression>) {
        match &self.kind {
            ConditionKind::Always(_) => {}
            ConditionKind::Not(inner) => inner.add_parts(asked, !negated, found),
            ConditionKind::All(parts) | ConditionKind::Any(parts) | ConditionKind::AtLeast(_, parts) => {
                parts.iter().for_each(|part| part.add_parts(asked, negated, found));
            }
            ConditionKind::Test(expression) => {
                let parts = parts_in(&expression.root, asked, negated);
                found.extend(parts.into_iter().map(|root| Expression { text: expression.text.clone(), root }));
            }
        }
    }

    /// What a reading is compared with, where it is compared as it stands; the first of several lines.
    #[must_use]
    pub fn line_of(&self, read: &Read) -> Option<Expression> {
        self.expressions().find_map(|(expression, _)| expression.line_of(read))
    }
}

impl Expression {
    fn line_of(&self, read: &Read) -> Option<Self> {
        let line = self.nodes().into_iter().find_map(|node| line_in(node, read))?;
        let text = self.text.get(line.at.offset..line.at.offset + line.at.len)?;
        Some(Self { text: text.into(), root: line.clone() })
    }
}

/// The single conditions in one line that ask this, each as it has to be for the line to hold. What is joined to it by `and`
/// has to hold with it: alone it would be no reason.
fn parts_in(node: &Node, asked: &Expr, negated: bool) -> Vec<Node> {
    let same = |expr: Expr| Node { expr, ..node.clone() };
    let turned = || if negated { same(Expr::Not(Box::new(node.clone()))) } else { node.clone() };
    match &node.expr {
        Expr::Not(inner) => parts_in(inner, asked, !negated),
        Expr::And(parts) | Expr::Or(parts) => {
            let found = parts.iter().flat_map(|part| parts_in(part, asked, negated));
            if matches!(node.expr, Expr::And(_)) == negated {
                return found.collect();
            }
            found.map(|part| same(Expr::And(vec![part, turned()]))).collect()
        }
        _ if Expression { text: "".into(), root: node.clone() }.nodes().iter().any(|part| part.expr == *asked) => {
            vec![turned()]
        }
        _ => Vec::new(),
    }
}

fn line_in<'n>(node: &'n Node, read: &Read) -> Option<&'n Node> {
    let Expr::Compare { sides, threshold, .. } = &node.expr else { return None };
    let (value, line) = match threshold {
        Side::Left => (&sides.1, &sides.0),
        Side::Right => (&sides.0, &sides.1),
        Side::Neither => return None,
    };
    matches!(&value.expr, Expr::Read(known) if known == read).then_some(line)
}
