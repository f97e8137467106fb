//! Sentences with expressions in braces: `{school} is below: {ks2.l4_em}%`.

use super::ast::Expression;
use super::evaluate::value;
use super::facts::Facts;
use super::grammar::parse;
use super::mistake::{Mistake, did_you_mean};
use super::names::Names;
use crate::domain::Value;

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

impl Template {
    /// Reads a sentence. `given` are the names that the rule fills in itself (`school`, `reason`, `threshold` …).
    /// A brace meant as a brace is written twice.
    ///
    /// # Errors
    /// All mistakes in it, placed in the sentence.
    pub fn parse(text: &str, names: &dyn Names, given: &[&str]) -> Result<Self, Vec<Mistake>> {
        let mut pieces = Vec::new();
        let mut mistakes = Vec::new();
        let mut words = String::new();
        let mut next = 0;
        while let Some(rest) = text.get(next..).filter(|rest| !rest.is_empty()) {
            if rest.starts_with("{{") || rest.starts_with("}}") {
                words.extend(rest.chars().next());
                next += 2;
            } else if let Some(inside) = rest.strip_prefix('{') {
                let Some(end) = inside.find('}') else {
                    let at = super::At { offset: next, len: rest.len() };
                    let mistake = Mistake::new(at, "this brace is never closed; `}` is missing");
                    mistakes.push(mistake.help("a brace meant as a brace is written twice"));
                    break;
                };
                if !words.is_empty() {
                    pieces.push(Piece::Words(std::mem::take(&mut words)));
                }
                match in_braces(inside.get(..end).unwrap_or(""), next + 1, names, given) {
                    Ok(piece) => pieces.push(piece),
                    Err(mut more) => mistakes.append(&mut more),
                }
                next += end + 2;
            } else {
                let plain: String = rest
                    .chars()
                    .enumerate()
                    .take_while(|(i, c)| *i == 0 || !"{}".contains(*c))
                    .map(|(_, c)| c)
                    .collect();
                next += plain.len();
                words.push_str(&plain);
            }
        }
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        if mistakes.is_empty() { Ok(Self { pieces }) } else { Err(mistakes) }
    }

    /// The sentence for a school. `given` fills in the rule's own names, `format` writes a value as its measure is
    /// written; a missing value stands as its reason in brackets.
    pub fn render(
        &self,
        facts: &dyn Facts,
        given: &dyn Fn(&str) -> Option<String>,
        format: &dyn Fn(&Expression, &Value) -> String,
    ) -> String {
        let mut sentence = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Words(words) => sentence.push_str(words),
                Piece::Given(name) => sentence.push_str(&given(name).unwrap_or_else(|| format!("[no {name}]"))),
                Piece::Value(expression) | Piece::Line { line: Some(expression), .. } => {
                    match value(expression, facts) {
                        Ok(value) => sentence.push_str(&format(expression, &value)),
                        Err(why) => sentence.push_str(&format!("[{why}]")),
                    }
                }
                Piece::Line { of, .. } => sentence.push_str(&format!("[no line of {}]", of.text.trim())),
            }
        }
        sentence
    }

    /// The expressions in it, for what they use.
    pub fn expressions(&self) -> impl Iterator<Item = &Expression> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Value(expression) | Piece::Line { line: Some(expression), .. } => Some(&**expression),
            _ => None,
        })
    }

    /// The names it wants given.
    pub fn given(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Given(name) => Some(name.as_str()),
            _ => None,
        })
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
    match parse(inside, names) {
        Ok(expression) => Ok(Piece::Value(Box::new(expression))),
        Err(mistakes) => Err(mistakes.into_iter().map(moved).collect()),
    }
}
