//! What the functions of scripts ask of a school, as it stands in them: found before anything is called, so that a name
//! that does not exist is told at its place, and a rule comes after those that its function asks about.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rhai::{AST, ASTNode, Expr, FnCallExpr, ImmutableString, Position, Stmt};

use super::compile::File;
use crate::rulebook::Span;

/// What is asked of a school, each in the language of conditions.
pub(super) const VALUE: &str = "value";
pub(super) const HOLDS: &str = "holds";
pub(super) const KNOWN: &str = "known";
pub(super) const QUESTIONS: [&str; 3] = [VALUE, HOLDS, KNOWN];

/// A question as it is written in a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// the question, in the language of conditions
    pub text: Arc<str>,
    /// whether it is asked whether it holds
    pub condition: bool,
    /// where its text stands, without quotes
    pub place: Span,
}

/// What one function asks, and what it calls.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asks {
    /// questions in the brackets of `value`, `holds` and `known`
    pub direct: Vec<Written>,
    /// other words in quotes, those of a list together: a question may be taken from them
    pub loose: Vec<Vec<Written>>,
    /// where a question is asked that stands elsewhere
    pub handed_on: Vec<Span>,
    /// functions it calls
    pub calls: BTreeSet<String>,
    /// where it branches with `switch`
    pub switches: Vec<Span>,
}

impl Asks {
    /// Whether a school is asked anything.
    #[must_use]
    pub fn anything(&self) -> bool {
        !self.direct.is_empty() || !self.handed_on.is_empty()
    }
}

/// What the functions of a file ask, by their names. What stands in a function without a name is asked by the one around
/// it.
pub(super) fn of(file: &File<'_>, ast: &AST, functions: &[(String, Span)]) -> BTreeMap<String, Asks> {
    let mut begins: Vec<(usize, &str)> = functions.iter().map(|(name, place)| (place.offset, name.as_str())).collect();
    begins.sort_unstable();
    let around = |at: usize| begins.iter().rev().find(|(begin, _)| *begin <= at).map(|(_, name)| *name);
    let mut all: BTreeMap<String, Asks> = BTreeMap::new();
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    ast.walk(&mut |path: &[ASTNode<'_>]| {
        let Some(node) = path.last() else { return true };
        let at = file.place(node.position(), 0).offset;
        let Some(function) = around(at) else { return true };
        let asks = all.entry(function.to_owned()).or_default();
        match node {
            ASTNode::Stmt(Stmt::Switch(_, position)) => asks.switches.push(file.place(*position, "switch".len())),
            ASTNode::Stmt(Stmt::FnCall(call, _)) | ASTNode::Expr(Expr::FnCall(call, _)) => {
                asks.calls.insert(call.name.to_string());
            }
            ASTNode::Expr(Expr::MethodCall(call, position)) => asked(file, call, *position, asks, &mut taken),
            ASTNode::Expr(Expr::Array(items, _)) => {
                let words = items.iter().filter_map(|item| words(file, item));
                together(words.collect(), asks, &mut taken);
            }
            ASTNode::Expr(Expr::Map(entries, _)) => {
                let keys = entries.0.iter().map(|(key, _)| written(file, &key.name, key.pos));
                let values = entries.0.iter().filter_map(|(_, value)| words(file, value));
                let (keys, values) = (keys.collect(), values.collect());
                together(keys, asks, &mut taken);
                together(values, asks, &mut taken);
            }
            ASTNode::Expr(expr @ Expr::StringConstant(..)) => {
                together(words(file, expr).into_iter().collect(), asks, &mut taken);
            }
            _ => {}
        }
        true
    });
    all
}

/// A call of a method: a question to the school, or a call like any other.
fn asked(file: &File<'_>, call: &FnCallExpr, position: Position, asks: &mut Asks, taken: &mut BTreeSet<usize>) {
    let ([question], true) = (&*call.args, QUESTIONS.contains(&call.name.as_str())) else {
        asks.calls.insert(call.name.to_string());
        return;
    };
    match words(file, question) {
        Some(text) => {
            taken.insert(text.place.offset);
            asks.direct.push(Written { condition: call.name.as_str() == HOLDS, ..text });
        }
        None => asks.handed_on.push(file.place(position, call.name.len())),
    }
}

/// Words that stand together, those left out that were met already.
fn together(words: Vec<Written>, asks: &mut Asks, taken: &mut BTreeSet<usize>) {
    let new: Vec<Written> = words.into_iter().filter(|one| taken.insert(one.place.offset)).collect();
    if !new.is_empty() {
        asks.loose.push(new);
    }
}

fn words(file: &File<'_>, expr: &Expr) -> Option<Written> {
    if let Expr::StringConstant(text, position) = expr { Some(written(file, text, *position)) } else { None }
}

fn written(file: &File<'_>, text: &ImmutableString, position: Position) -> Written {
    let place = file.place(position, text.len());
    let quoted = file.text_at(place.offset).starts_with(['"', '`']);
    let place = if quoted { Span { offset: place.offset + 1, column: place.column + 1, ..place } } else { place };
    // a text with escapes is longer in the file than it is
    let plain = file.text_at(place.offset).starts_with(text.as_str());
    let place = if plain { place } else { Span { len: 1, ..place } };
    Written { text: text.as_str().into(), condition: false, place }
}
