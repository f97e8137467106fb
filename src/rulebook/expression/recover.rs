//! What the parser does when something does not fit: says so with a guess at what was meant, and finds the place
//! from where it can go on.

use super::ast::{At, Kind, Node};
use super::grammar::{DEEPEST, Parser};
use super::lex::Token;
use super::mistake::Mistake;
use super::names::ValueKind;

impl Parser<'_> {
    /// Takes the closing sign; where it does not stand, says so at the opening one.
    pub(super) fn close(&mut self, sign: char, open: At) -> Option<At> {
        if let Some(at) = self.takes(sign) {
            return Some(at);
        }
        if *self.peek() == Token::End {
            self.mistake(
                Mistake::new(open, format!("this bracket is never closed; `{sign}` is missing"))
                    .help(format!("write `{sign}` where what it holds together ends")),
            );
        } else {
            self.unexpected();
            self.skip_to_next_condition();
            if let Some(at) = self.takes(sign) {
                return Some(at);
            }
        }
        None
    }

    /// One level further down; false, and said, where that is too deep. Whoever got true goes back up.
    pub(super) fn deeper(&mut self, at: At) -> bool {
        if self.depth >= DEEPEST {
            self.give_up(Mistake::new(at, format!("brackets lie more than {DEEPEST} deep; divide the condition")));
            return false;
        }
        self.depth += 1;
        true
    }

    /// Says why the rest is not read.
    pub(super) fn give_up(&mut self, why: Mistake) {
        self.mistake(why);
        self.next = self.tokens.len().saturating_sub(1);
        self.given_up = true;
    }

    pub(super) fn shallower(&mut self) {
        self.depth -= 1;
    }

    /// Says that what stands next does not belong here, with a guess at what was meant.
    pub(super) fn unexpected(&mut self) {
        let at = self.here();
        let mistake = match self.peek() {
            Token::End => Mistake::new(at, "the condition ends too early; a value is missing here"),
            Token::Name(name) if name == "is" => Mistake::new(at, "`is` is not known here").help(self.for_is()),
            Token::Name(name) if sign_of(name).is_some() => Mistake::new(at, format!("`{name}` is not known here"))
                .help(format!("write `{}`", sign_of(name).unwrap_or_default())),
            Token::Name(name) => Mistake::new(at, format!("`{name}` does not belong here"))
                .help("join conditions with `and` or `or`; words stand in quotes, as in `\"two words\"`"),
            Token::Text(_) | Token::Number(_) => Mistake::new(at, "a value does not belong here")
                .help("put a comparison such as `==` before it, or join conditions with `and` or `or`"),
            Token::And | Token::Or => Mistake::new(at, "a condition is missing before this word"),
            Token::Not => Mistake::new(at, "`not` stands before a whole condition, as in `not x == 1`"),
            Token::In => Mistake::new(at, "a value is missing before `in`"),
            Token::Compare(operator) => Mistake::new(at, format!("a value is missing before `{}`", operator.sign())),
            Token::Sign(')' | ']') => {
                Mistake::new(at, "this bracket was never opened, or a value is missing before it")
            }
            Token::Sign('.') => Mistake::new(at, "a dot belongs inside a name or a number, as in `0.5`"),
            Token::Sign(',') => Mistake::new(at, "a comma does not belong here")
                .help("join conditions with `and` or `or`; a list stands in brackets, as in `in [\"a\", \"b\"]`"),
            Token::Sign(sign) => Mistake::new(at, format!("`{sign}` does not belong here")),
        };
        self.mistake(mistake);
    }

    /// What is written for `is`: a question whether something is there has a word of its own.
    fn for_is(&self) -> &'static str {
        let mut words = self.tokens.iter().skip(self.next + 1).map(|(token, _)| token);
        let mut next = words.next();
        let not = next == Some(&Token::Not);
        if not {
            next = words.next();
        }
        match next {
            Some(Token::Name(word)) if ["missing", "blank", "empty", "unknown", "null"].contains(&word.as_str()) => {
                if not {
                    "write `….known` for what is not missing"
                } else {
                    "write `not ….known` for what is missing"
                }
            }
            Some(Token::Name(word)) if word == "known" => {
                if not {
                    "write `not ….known` for what is missing"
                } else {
                    "write `….known` for what is not missing"
                }
            }
            Some(Token::Name(word)) => match word.as_str() {
                "less" | "lower" | "below" | "under" | "fewer" => "write `<` for is less than",
                "more" | "greater" | "higher" | "above" | "over" => "write `>` for is more than",
                "at" => "write `>=` for is at least, `<=` for is at most",
                _ => "write `==` for is, `!=` for is not",
            },
            _ => "write `==` for is, `!=` for is not",
        }
    }

    /// To the next `and`, `or`, closing sign or the end, past whole brackets.
    pub(super) fn skip_to_next_condition(&mut self) {
        let mut depth = 0_usize;
        loop {
            match self.peek() {
                Token::End => return,
                Token::And | Token::Or if depth == 0 => return,
                Token::Sign('(' | '[') => depth += 1,
                Token::Sign(')' | ']') if depth == 0 => return,
                Token::Sign(')' | ']') => depth -= 1,
                _ => {}
            }
            self.advance();
        }
    }

    pub(super) fn must_be_condition(&mut self, node: &Node) {
        let mistake = match node.kind {
            Kind::Open | Kind::One(ValueKind::Flag) => return,
            Kind::List => Mistake::new(node.at, "this is a list, not a condition"),
            Kind::One(kind) => Mistake::new(node.at, format!("this is {}, not a condition", kind.words())),
        };
        self.mistake(mistake.help("compare it with something, as in `… < 60` or `… == \"primary\"`"));
    }

    /// Whether it is a number; said, where it is not.
    pub(super) fn must_be_number(&mut self, node: &Node) -> bool {
        let mistake = match node.kind {
            Kind::Open | Kind::One(ValueKind::Number) => return true,
            Kind::List => Mistake::new(node.at, "a list cannot be computed with; only functions take lists"),
            Kind::One(ValueKind::Date) => Mistake::new(node.at, "dates cannot be computed with")
                .help("days between two dates: `days_between(first, second)`"),
            Kind::One(kind) => Mistake::new(node.at, format!("this is {}, where a number belongs", kind.words())),
        };
        self.mistake(mistake);
        false
    }
}

/// The sign of a comparison that was said in words.
fn sign_of(word: &str) -> Option<&'static str> {
    Some(match word.to_ascii_lowercase().as_str() {
        "below" | "under" | "less" => "<",
        "above" | "over" | "more" | "exceeds" => ">",
        "equals" | "equal" => "==",
        "x" | "times" => "*",
        _ => return None,
    })
}
