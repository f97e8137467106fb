//! The language of conditions: text with names in, an answer with its evidence out.
//!
//! [`parse`] turns what an officer wrote into an [`Expression`] whose names are numbers and whose every part knows
//! where it stands; [`evaluate`] and [`explain`] ask it of a school, which they know only as [`Facts`]. An answer is
//! *holds*, *does not hold* or *cannot say*; a missing value is never a zero and never a no.
//!
//! This module knows no file, no workbook and no rule: which names exist is told by [`Names`], what is known of a
//! school by [`Facts`].

mod amounts;
mod arguments;
mod asking;
mod ast;
mod compare;
mod condition;
mod evaluate;
mod facts;
mod functions;
mod grammar;
mod handing;
mod hyphens;
mod inspect;
mod lex;
mod line;
mod mistake;
mod names;
mod path;
mod recover;
mod replace;
mod schools;
mod several;
mod template;
mod totals;
mod trace;
mod typing;
mod vocabulary;

pub use asking::{Asked, Question};
pub use ast::{At, Derived, Expr, Expression, Kind, Node, Of, Read, RuleName, YearOf};
pub use condition::{Condition, ConditionKind, ConditionTrace, Explained};
pub use evaluate::{Answer, Problem, answer_open, answer_value, evaluate, explain, explain_value, readings, value};
pub use facts::{Behind, Bounds, DerivedValue, Facts, Open, Reading, What, culprits, deciders, leaves};
pub use functions::{FORMS, LanguageFunction, functions};
pub use grammar::{parse, parse_condition};
pub use inspect::Comparison;
pub use mistake::{Mistake, nearest};
pub use names::{Constant, FunctionId, NameOf, Names, ValueKind};
pub use template::{Filling, Piece, Template};
pub use trace::{TestTrace, Trace, Used};
pub use vocabulary::{Aggregate, Arithmetic, Builtin, Function, GradeKind, Operator, Several, Side, Statistic, Takes};

pub(crate) use arguments::is_language_function;
pub(crate) use compare::{order, round};
pub(crate) use totals::{Part, mean as mean_between};
