//! Sentences with expressions in braces: `{school} is below: {ks2.l4_em}%`.
//!
//! `{risk.count|risk|risks}` counts: the word for one, the word for more. What stands in square brackets is said only
//! where every value in it is known: `in deficit[: a balance of {finance.balance}]`; what begins with `where` and a reading,
//! where the part of the rule's condition that asks it holds: `[where floor.below: , below a floor standard]`.

use super::ast::Expression;
use super::compare::Outcome;
use super::evaluate::{evaluate, outcome, readings};
use super::facts::{Facts, Reading};
use super::grammar::parse;
use super::mistake::{Mistake, did_you_mean};
use super::names::Names;
use crate::domain::{Missing, Truth, Value};

/// A sentence of a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// its pieces, in order
    pub pieces: Vec<Piece>,
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// words as they are
    Words(String),
    /// one of the names that the rule itself gives, such as `school` or `reason`
    Given(String),
    /// a value, filled in
    Value(Box<Expression>),
    /// a number with what it counts: the word for one, the word for any other number
    Counted(Box<Expression>, String, String),
    /// said only where every value in it is known
    Clause(Vec<Piece>),
    /// said where a part of the rule's condition holds; see [`Template::with_lines`]
    Where {
        /// what that part asks
        asks: Box<Expression>,
        /// where it stands in the sentence
        at: super::At,
        /// the parts that ask it, once the condition is known
        parts: Vec<Expression>,
        /// what is said
        said: Vec<Piece>,
    },
    /// what the rule's condition compares a reading with; see [`Template::with_lines`]
    Line {
        /// the reading
        of: Box<Expression>,
        /// where it stands in the sentence
        at: super::At,
        /// the line, once the condition is known
        line: Option<Box<Expression>>,
    },
}

/// What begins the braces of a line.
const LINE_OF: &str = "line of ";
/// What begins the brackets of what is said where a part of the condition holds.
const WHERE: &str = "where ";

/// What stands in a sentence for an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Filling {
    /// its value
    Value(Value),
    /// the fewest and the most that a count of which part is unknown can be
    Between(f64, f64),
    /// why there is none
    Missing(Missing),
}

impl Template {
    /// Reads a sentence. `given` are the names that the rule fills in itself (`school`, `reason`, `threshold` …).
    /// A brace or bracket meant as such is written twice.
    ///
    /// # Errors
    /// All mistakes in it, placed in the sentence.
    pub fn parse(text: &str, names: &dyn Names, given: &[&str]) -> Result<Self, Vec<Mistake>> {
        let mut reader = Reader { text, next: 0, names, given, mistakes: Vec::new() };
        let pieces = reader.pieces(None);
        if reader.mistakes.is_empty() { Ok(Self { pieces }) } else { Err(reader.mistakes) }
    }

    /// The sentence for a school. `given` fills in the rule's own names, `format` writes what stands for an expression
    /// as its measure is written.
    pub fn render(
        &self,
        facts: &dyn Facts,
        given: &dyn Fn(&str) -> Option<String>,
        format: &dyn Fn(&Expression, &Filling) -> String,
    ) -> String {
        let mut sentence = String::new();
        let mut known = true;
        for piece in &self.pieces {
            let (words, of_this) = rendered(piece, facts, given, format);
            // what is not known is not "not known%"
            sentence.push_str(if known { &words } else { words.strip_prefix('%').unwrap_or(&words) });
            known = of_this;
        }
        sentence
    }

    /// The expressions in it, for what they use.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        self.flat().into_iter().filter_map(|piece| match piece {
            Piece::Value(expression) | Piece::Counted(expression, ..) | Piece::Line { line: Some(expression), .. } => {
                Some(&**expression)
            }
            _ => None,
        })
    }

    /// The names it wants given.
    pub fn given(&self) -> impl Iterator<Item = &str> {
        self.flat().into_iter().filter_map(|piece| match piece {
            Piece::Given(name) => Some(name.as_str()),
            _ => None,
        })
    }

    /// Its pieces, those inside brackets as well.
    fn flat(&self) -> Vec<&Piece> {
        fn add<'p>(pieces: &'p [Piece], all: &mut Vec<&'p Piece>) {
            for piece in pieces {
                match piece {
                    Piece::Clause(inner) | Piece::Where { said: inner, .. } => add(inner, all),
                    piece => all.push(piece),
                }
            }
        }
        let mut all = Vec::new();
        add(&self.pieces, &mut all);
        all
    }
}

/// A piece in words, and whether every value in it is known.
fn rendered(
    piece: &Piece,
    facts: &dyn Facts,
    given: &dyn Fn(&str) -> Option<String>,
    format: &dyn Fn(&Expression, &Filling) -> String,
) -> (String, bool) {
    match piece {
        Piece::Words(words) => (words.clone(), true),
        Piece::Given(name) => (given(name).unwrap_or_else(|| format!("[no {name}]")), true),
        Piece::Line { of, line: None, .. } => (format!("[no line of {}]", of.text.trim()), true),
        Piece::Value(expression) | Piece::Line { line: Some(expression), .. } => {
            let filling = filling(expression, facts);
            (format(expression, &filling), !matches!(filling, Filling::Missing(_)))
        }
        Piece::Counted(expression, one, more) => {
            let filling = filling(expression, facts);
            let words = if matches!(filling, Filling::Value(Value::Number(1.0))) { one } else { more };
            (format!("{} {words}", format(expression, &filling)), !matches!(filling, Filling::Missing(_)))
        }
        Piece::Where { parts, .. } if !parts.iter().any(|part| evaluate(part, facts).truth == Truth::Holds) => {
            (String::new(), true)
        }
        Piece::Clause(pieces) | Piece::Where { said: pieces, .. } => {
            let parts: Vec<(String, bool)> = pieces.iter().map(|piece| rendered(piece, facts, given, format)).collect();
            let known = parts.iter().all(|(_, known)| *known);
            (if known { parts.into_iter().map(|(words, _)| words).collect() } else { String::new() }, true)
        }
    }
}

fn filling(expression: &Expression, facts: &dyn Facts) -> Filling {
    match outcome(expression, facts) {
        // a bound in a cell stands as it is written: `>95`; the sign of a percentage stands beside it
        Outcome::Between(_, _, missing)
            if missing.within().is_some()
                && expression.as_read().is_some()
                && is_of_one_cell(&readings(expression, facts)) =>
        {
            let written = missing.kept_back().map_or("", |written| &**written);
            Filling::Value(Value::Text(written.trim_end_matches(['%', ' ']).into()))
        }
        Outcome::Between(low, high, _) if low.is_finite() && high.is_finite() => Filling::Between(low, high),
        other => other.single().map_or_else(Filling::Missing, Filling::Value),
    }
}

/// Whether a value is that of a cell; what is worked out, or a mean of several, lies between other bounds.
fn is_of_one_cell(readings: &[Reading]) -> bool {
    matches!(readings, [one] if one.place.is_some() && !one.worked_out)
}

/// Reads a sentence from left to right.
struct Reader<'t> {
    text: &'t str,
    next: usize,
    names: &'t dyn Names,
    given: &'t [&'t str],
    mistakes: Vec<Mistake>,
}

impl Reader<'_> {
    /// The pieces up to the end, or up to the bracket that closes the one opened at `open`.
    fn pieces(&mut self, open: Option<usize>) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut words = String::new();
        while let Some(first) = self.rest().chars().next() {
            let doubled = "{}[]".contains(first) && self.rest().chars().nth(1) == Some(first);
            let piece = match first {
                _ if doubled => {
                    self.next += 2;
                    words.push(first);
                    continue;
                }
                ']' if open.is_some() => break,
                '{' => self.braces(),
                '[' if open.is_none() => self.clause(),
                _ => {
                    self.next += first.len_utf8();
                    words.push(first);
                    continue;
                }
            };
            if !words.is_empty() {
                pieces.push(Piece::Words(std::mem::take(&mut words)));
            }
            pieces.extend(piece);
        }
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        pieces
    }

    fn rest(&self) -> &str {
        self.text.get(self.next..).unwrap_or_default()
    }

    /// What stands in square brackets.
    fn clause(&mut self) -> Option<Piece> {
        let open = self.next;
        self.next += 1;
        let asks = self.rest().strip_prefix(WHERE).is_some().then(|| self.asked());
        let pieces = self.pieces(Some(open));
        if self.rest().starts_with(']') {
            self.next += 1;
        } else {
            self.never_closed(open, "this bracket is never closed; `]` is missing", "a bracket");
        }
        match asks {
            None => Some(Piece::Clause(pieces)),
            Some(asks) => {
                let (asks, at) = asks?;
                Some(Piece::Where { asks, at, parts: Vec::new(), said: pieces })
            }
        }
    }

    /// What stands between `where` and its colon; a blank after the colon is not said.
    fn asked(&mut self) -> Option<(Box<Expression>, super::At)> {
        self.next += WHERE.len();
        let offset = self.next;
        let end = self.rest().find([':', ']']).unwrap_or_default();
        let Some(len) = Some(end).filter(|end| self.rest().get(*end..).is_some_and(|rest| rest.starts_with(':')))
        else {
            let at = super::At { offset, len: end.max(1) };
            let message = "after `where` a reading and a colon are missing";
            self.mistakes.push(Mistake::new(at, message).help("`[where floor.below: , below a floor standard]`"));
            return None;
        };
        let text = self.text.get(offset..offset + len).unwrap_or_default();
        self.next += len + 1;
        self.next += usize::from(self.rest().starts_with(' '));
        match parse(text, self.names) {
            Ok(asks) => Some((Box::new(asks), super::At { offset, len })),
            Err(mistakes) => {
                let moved = |mistake: Mistake| Mistake { offset: mistake.offset + offset, ..mistake };
                self.mistakes.extend(mistakes.into_iter().map(moved));
                None
            }
        }
    }

    /// What stands in braces.
    fn braces(&mut self) -> Option<Piece> {
        let open = self.next;
        let Some(end) = self.rest().find('}') else {
            self.never_closed(open, "this brace is never closed; `}` is missing", "a brace");
            return None;
        };
        let inside = self.text.get(open + 1..open + end).unwrap_or_default();
        self.next = open + end + 1;
        match in_braces(inside, open + 1, self.names, self.given) {
            Ok(piece) => Some(piece),
            Err(mut more) => {
                self.mistakes.append(&mut more);
                None
            }
        }
    }

    fn never_closed(&mut self, open: usize, message: &str, what: &str) {
        let at = super::At { offset: open, len: self.text.len() - open };
        self.mistakes.push(Mistake::new(at, message).help(format!("{what} meant as {what} is written twice")));
        self.next = self.text.len();
    }
}

fn in_braces(inside: &str, offset: usize, names: &dyn Names, given: &[&str]) -> Result<Piece, Vec<Mistake>> {
    let name = inside.trim();
    if given.contains(&name) {
        return Ok(Piece::Given(name.to_owned()));
    }
    let moved = |mut mistake: Mistake| {
        mistake.offset += offset;
        let near = did_you_mean(name, given.iter().copied());
        mistake.help = near.or(mistake.help);
        mistake
    };
    if let Some(of) = name.strip_prefix(LINE_OF) {
        let at = super::At { offset, len: inside.len() };
        let skipped = inside.len() - inside.trim_start().len() + LINE_OF.len();
        let moved = |mistake: Mistake| Mistake { offset: mistake.offset + offset + skipped, ..mistake };
        return match parse(of, names) {
            Ok(of) => Ok(Piece::Line { of: Box::new(of), at, line: None }),
            Err(mistakes) => Err(mistakes.into_iter().map(moved).collect()),
        };
    }
    let (asked, counted) = match inside.split('|').map(str::trim).collect::<Vec<_>>().as_slice() {
        [_, one, more] => (inside.find('|').and_then(|end| inside.get(..end)), Some((*one, *more))),
        _ => (Some(inside), None),
    };
    match parse(asked.unwrap_or(inside), names) {
        Ok(expression) => Ok(match counted {
            Some((one, more)) => Piece::Counted(Box::new(expression), one.to_owned(), more.to_owned()),
            None => Piece::Value(Box::new(expression)),
        }),
        Err(mistakes) => Err(mistakes.into_iter().map(moved).collect()),
    }
}
