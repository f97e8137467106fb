//! What an expression uses, told without asking it: for the order in which rules are worked out, for measures that
//! nobody uses, and for thresholds that lie outside a measure's range.

use std::sync::Arc;

use super::ast::{At, Derived, Expr, Expression, Kind, Node, Read};
use super::names::{FunctionId, ValueKind};
use super::vocabulary::{Arithmetic, Function, Operator, Side};
use crate::domain::Value;
use crate::rulebook::ids::SettingId;

/// A reading compared with a number that is known beforehand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// the reading
    pub read: Read,
    /// how, with the reading on the left
    pub operator: Operator,
    /// the number
    pub line: f64,
    /// the setting it comes from, where it does
    pub setting: Option<SettingId>,
    /// where the number stands in the text
    pub line_at: At,
    /// where the comparison stands in the text
    pub at: At,
}

impl Expression {
    /// What kind of value it gives; `None` where only running a script tells, or for a list.
    #[must_use]
    pub fn kind(&self) -> Option<ValueKind> {
        match self.root.kind {
            Kind::One(kind) => Some(kind),
            Kind::List | Kind::Open => None,
        }
    }

    /// Every part, outermost first, in the order in which they stand.
    #[must_use]
    pub fn nodes(&self) -> Vec<&Node> {
        let mut all = Vec::new();
        self.root.collect(&mut all, true);
        all
    }

    /// The same without what functions ask of the school: what stands in the expression's own text.
    pub fn own_nodes(&self) -> Vec<&Node> {
        let mut all = Vec::new();
        self.root.collect(&mut all, false);
        all
    }

    /// Where it hands a function the school, outside a question to all schools.
    #[must_use]
    pub fn asks_the_school(&self) -> Option<At> {
        self.outside_schools().into_iter().find(|node| matches!(node.expr, Expr::School(_))).map(|node| node.at)
    }

    /// Every node that is not within a question to all schools.
    fn outside_schools(&self) -> Vec<&Node> {
        let mut nodes = self.nodes();
        let schools: Vec<At> =
            nodes.iter().filter(|node| matches!(node.expr, Expr::Schools { .. })).map(|node| node.at).collect();
        let inside =
            |at: At| schools.iter().any(|all| all.offset <= at.offset && at.offset + at.len <= all.offset + all.len);
        nodes.retain(|node| !inside(node.at));
        nodes
    }

    /// Every reading of a measure, earlier years and cohorts included.
    #[must_use]
    pub fn reads(&self) -> Vec<Read> {
        reads_in(&self.nodes())
    }

    /// Those that are not within a question to all schools.
    #[must_use]
    pub fn reads_outside_schools(&self) -> Vec<Read> {
        reads_in(&self.outside_schools())
    }

    /// Those that each school is asked for.
    #[must_use]
    pub fn reads_of_schools(&self) -> Vec<Read> {
        let outside: Vec<At> = self.outside_schools().iter().map(|node| node.at).collect();
        let inside: Vec<&Node> = self.nodes().into_iter().filter(|node| !outside.contains(&node.at)).collect();
        reads_in(&inside)
    }

    /// What other rules must have found out before.
    #[must_use]
    pub fn derived(&self) -> Vec<&Derived> {
        let derived = |node: &&'_ Node| matches!(node.expr, Expr::Derived(_));
        let nodes = self.nodes().into_iter().filter(derived);
        nodes.filter_map(|node| if let Expr::Derived(derived) = &node.expr { Some(derived) } else { None }).collect()
    }

    /// Whether it asks what rules found in an earlier year of its own subject, not of each school.
    #[must_use]
    pub fn asks_own_earlier_findings(&self) -> bool {
        self.outside_schools().iter().any(|node| matches!(node.expr, Expr::Derived(Derived::Before(..))))
    }

    /// The settings it uses.
    #[must_use]
    pub fn settings(&self) -> Vec<SettingId> {
        let setting = |node: &Node| match &node.expr {
            Expr::Constant(_, setting) | Expr::List(_, setting) => *setting,
            _ => None,
        };
        self.nodes().into_iter().filter_map(setting).collect()
    }

    /// The functions of the scripts it calls.
    #[must_use]
    pub fn functions(&self) -> Vec<FunctionId> {
        let function = |node: &Node| match &node.expr {
            Expr::Call(Function::Script(function), _) => Some(*function),
            _ => None,
        };
        self.nodes().into_iter().filter_map(function).collect()
    }

    /// Where it asks all schools; a rule about one school must not.
    #[must_use]
    pub fn asks_all_schools(&self) -> Option<At> {
        self.nodes().into_iter().find(|node| matches!(node.expr, Expr::Schools { .. })).map(|node| node.at)
    }

    /// Every comparison of a reading with a number written down or set.
    #[must_use]
    pub fn comparisons(&self) -> Vec<Comparison> {
        let mut found = Vec::new();
        for node in self.own_nodes() {
            match &node.expr {
                Expr::Compare { operator, sides, threshold } => {
                    let (read, line, operator) = match threshold {
                        Side::Right => (&sides.0, &sides.1, *operator),
                        Side::Left => (&sides.1, &sides.0, operator.mirrored()),
                        Side::Neither => continue,
                    };
                    let (Some(read), Some((value, setting))) = (read.as_read(), line.as_number()) else { continue };
                    found.push(Comparison { read, operator, line: value, setting, line_at: line.at, at: node.at });
                }
                Expr::In(left, list) => {
                    let (Some(read), Expr::List(values, setting)) = (left.as_read(), &list.expr) else { continue };
                    let lines = values.iter().filter_map(Value::number);
                    let (setting, line_at, at) = (*setting, list.at, node.at);
                    let operator = Operator::In;
                    found.extend(lines.map(|line| Comparison { read, operator, line, setting, line_at, at }));
                }
                _ => {}
            }
        }
        found
    }
}

impl Expression {
    /// Every reading that is compared with words, and the words.
    #[must_use]
    pub fn words_asked(&self) -> Vec<(Read, Arc<str>)> {
        let text = |value: &Value| if let Value::Text(text) = value { Some(Arc::clone(text)) } else { None };
        let mut found = Vec::new();
        for node in self.nodes() {
            match &node.expr {
                Expr::Compare { sides, .. } => {
                    for (asked, with) in [(&sides.0, &sides.1), (&sides.1, &sides.0)] {
                        let (Some(read), Expr::Constant(value, _)) = (asked.as_read(), &with.expr) else { continue };
                        found.extend(text(value).map(|text| (read, text)));
                    }
                }
                Expr::In(left, list) => {
                    let (Some(read), Expr::List(values, _)) = (left.as_read(), &list.expr) else { continue };
                    found.extend(values.iter().filter_map(text).map(|text| (read, text)));
                }
                _ => {}
            }
        }
        found
    }

    /// Where it divides by nought whatever is read: `/ 0`, `/ (5 - 5)`.
    #[must_use]
    pub fn divides_by_nought(&self) -> Option<At> {
        let nought = |node: &Node| node.constant() == Some(0.0);
        let divides = |node: &&Node| match &node.expr {
            Expr::Arithmetic(Arithmetic::Divide, sides) => nought(&sides.1),
            _ => false,
        };
        self.own_nodes().into_iter().find(divides).map(|node| node.at)
    }
}

impl Node {
    fn collect<'n>(&'n self, all: &mut Vec<&'n Node>, asked: bool) {
        all.push(self);
        match &self.expr {
            Expr::And(parts) | Expr::Or(parts) | Expr::Call(_, parts) => {
                parts.iter().for_each(|part| part.collect(all, asked));
            }
            Expr::Not(inner) | Expr::Negate(inner) | Expr::Known(inner) => inner.collect(all, asked),
            Expr::Compare { sides, .. } | Expr::Arithmetic(_, sides) => {
                sides.0.collect(all, asked);
                sides.1.collect(all, asked);
            }
            Expr::In(left, list) => {
                left.collect(all, asked);
                list.collect(all, asked);
            }
            Expr::Schools { each, which, .. } => {
                each.collect(all, asked);
                which.iter().for_each(|which| which.collect(all, asked));
            }
            Expr::School(questions) if asked => {
                questions.questions.iter().for_each(|question| question.node.collect(all, asked));
            }
            _ => {}
        }
    }

    /// The number that it is whatever is read.
    fn constant(&self) -> Option<f64> {
        match &self.expr {
            Expr::Negate(inner) => Some(-inner.constant()?),
            Expr::Arithmetic(how, sides) => {
                let (a, b) = (sides.0.constant()?, sides.1.constant()?);
                Some(match how {
                    Arithmetic::Add => a + b,
                    Arithmetic::Subtract => a - b,
                    Arithmetic::Multiply => a * b,
                    Arithmetic::Divide => a / b,
                })
            }
            _ => self.as_number().map(|(number, _)| number),
        }
    }

    fn as_read(&self) -> Option<Read> {
        if let Expr::Read(read) = &self.expr { Some(*read) } else { None }
    }

    fn as_number(&self) -> Option<(f64, Option<SettingId>)> {
        if let Expr::Constant(Value::Number(number), setting) = &self.expr { Some((*number, *setting)) } else { None }
    }
}

/// What the nodes read, each once.
fn reads_in(nodes: &[&Node]) -> Vec<Read> {
    let mut reads = Vec::new();
    for node in nodes {
        match &node.expr {
            Expr::Read(read) | Expr::Marked(read, _) => reads.push(*read),
            Expr::Change(read, years) => reads.extend([*read, read.earlier(*years)]),
            Expr::Series(read, years) => reads.extend((0..*years).rev().map(|back| read.earlier(back))),
            Expr::Pooled { read, cohort, years } => {
                let back = (0..*years).rev();
                reads.extend(back.flat_map(|back| [read.earlier(back), cohort.earlier(back)]));
            }
            Expr::Pupils { read, cohort } => reads.extend([*read, *cohort]),
            Expr::Schools { weight: Some(weight), .. } => reads.push(*weight),
            _ => {}
        }
    }
    let mut seen = std::collections::HashSet::new();
    reads.retain(|read| seen.insert(*read));
    reads
}
