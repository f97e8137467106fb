//! Words and signs into an expression: what binds to what. After a mistake it goes on with the next condition, so
//! that all mistakes are told at once.

use super::ast::{At, Expr, Expression, Kind, Node};
use super::hyphens::with_underscores;
use super::lex::{Token, tokens};
use super::mistake::Mistake;
use super::names::{Names, ValueKind};
use super::vocabulary::Arithmetic;
use crate::domain::Value;

/// Deeper brackets than any condition needs; a bound, so that no text can exhaust the stack.
pub(super) const DEEPEST: usize = 40;
/// Longer sums than any condition needs; each part of one lies a step deeper than the one before.
const MOST_COMPUTED: usize = 200;

/// Longer than any condition; what is longer is refused unread, so that no text is slow to read.
const LONGEST: usize = 8_000;

/// Reads an expression.
///
/// # Errors
/// All mistakes that can be found in it, in the order in which they stand.
pub fn parse(text: &str, names: &dyn Names) -> Result<Expression, Vec<Mistake>> {
    parse_as(text, names, false)
}

/// Reads an expression that must be a condition: yes, no or cannot say.
///
/// # Errors
/// All mistakes that can be found in it; that it is no condition is one.
pub fn parse_condition(text: &str, names: &dyn Names) -> Result<Expression, Vec<Mistake>> {
    parse_as(text, names, true)
}

fn parse_as(text: &str, names: &dyn Names, condition: bool) -> Result<Expression, Vec<Mistake>> {
    if text.len() > LONGEST {
        let message = format!("this is longer than {LONGEST} characters");
        let help = "divide it with `all` and `any`, or compute it in a script";
        return Err(vec![Mistake::new(At { offset: 0, len: 1 }, message).help(help)]);
    }
    let (written, hyphens) = with_underscores(text, names);
    let (tokens, mut mistakes) = tokens(&written);
    mistakes.extend(hyphens);
    let (given_up, in_schools) = (false, false);
    let mut parser = Parser { tokens, next: 0, names, mistakes, depth: 0, computed: 0, given_up, in_schools };
    let root = parser.whole();
    if condition {
        parser.must_be_condition(&root);
    }
    let mut mistakes = parser.mistakes;
    if mistakes.is_empty() {
        return Ok(Expression { text: text.into(), root });
    }
    mistakes.sort_by_key(|mistake| (mistake.offset, mistake.len));
    mistakes.dedup();
    Err(mistakes)
}

pub(super) struct Parser<'n> {
    pub(super) tokens: Vec<(Token, At)>,
    pub(super) next: usize,
    pub(super) names: &'n dyn Names,
    pub(super) mistakes: Vec<Mistake>,
    pub(super) depth: usize,
    /// additions and their like so far
    computed: usize,
    /// the rest of the text is not read any more
    pub(super) given_up: bool,
    /// inside the brackets of a question to all schools
    pub(super) in_schools: bool,
}

impl Parser<'_> {
    pub(super) fn peek(&self) -> &Token {
        self.tokens.get(self.next).map_or(&Token::End, |(token, _)| token)
    }

    pub(super) fn here(&self) -> At {
        self.tokens.get(self.next).or(self.tokens.last()).map_or_else(At::default, |(_, at)| *at)
    }

    pub(super) fn advance(&mut self) -> At {
        let at = self.here();
        if self.next + 1 < self.tokens.len() {
            self.next += 1;
        }
        at
    }

    /// Takes the sign where it stands next.
    pub(super) fn takes(&mut self, sign: char) -> Option<At> {
        (*self.peek() == Token::Sign(sign)).then(|| self.advance())
    }

    pub(super) fn mistake(&mut self, mistake: Mistake) {
        // once given up, what seems wrong is only what was not read
        if !self.given_up {
            self.mistakes.push(mistake);
        }
    }

    pub(super) fn bad(at: At) -> Node {
        Node { expr: Expr::Bad, kind: Kind::Open, at }
    }

    fn whole(&mut self) -> Node {
        if *self.peek() == Token::End {
            let at = self.here();
            if self.mistakes.is_empty() {
                self.mistake(Mistake::new(at, "a condition is missing here"));
            }
            return Self::bad(at);
        }
        let mut root = self.or();
        while *self.peek() != Token::End {
            // what was read so far is only the beginning of something else
            root = Self::bad(root.at);
            self.unexpected();
            self.skip_to_next_condition();
            if *self.peek() == Token::End {
                break;
            }
            self.advance();
            let _ = self.or();
        }
        root
    }

    fn or(&mut self) -> Node {
        self.joined(&Token::Or, Self::and, Expr::Or)
    }

    fn and(&mut self) -> Node {
        self.joined(&Token::And, Self::not, Expr::And)
    }

    fn joined(&mut self, word: &Token, part: fn(&mut Self) -> Node, join: fn(Vec<Node>) -> Expr) -> Node {
        let first = part(self);
        if self.peek() != word {
            return first;
        }
        let mut parts = vec![first];
        while self.peek() == word {
            self.advance();
            parts.push(part(self));
        }
        for part in &parts {
            self.must_be_condition(part);
        }
        let at = match (parts.first(), parts.last()) {
            (Some(first), Some(last)) => first.at.to(last.at),
            _ => self.here(),
        };
        Node { expr: join(parts), kind: Kind::One(ValueKind::Flag), at }
    }

    fn not(&mut self) -> Node {
        if *self.peek() != Token::Not {
            return self.comparison();
        }
        let start = self.advance();
        if !self.deeper(start) {
            return Self::bad(start);
        }
        let inner = self.not();
        self.depth -= 1;
        self.must_be_condition(&inner);
        let at = start.to(inner.at);
        Node { expr: Expr::Not(Box::new(inner)), kind: Kind::One(ValueKind::Flag), at }
    }

    fn comparison(&mut self) -> Node {
        let left = self.sum();
        let operator = match self.peek() {
            Token::Compare(operator) => *operator,
            Token::In => return self.one_of(left, false),
            Token::Not if matches!(self.tokens.get(self.next + 1), Some((Token::In, _))) => {
                self.advance();
                return self.one_of(left, true);
            }
            _ => return left,
        };
        self.advance();
        let right = self.sum();
        if let Token::Compare(_) = self.peek() {
            let mistake = Mistake::new(self.here(), "two comparisons cannot stand in a row");
            self.mistake(mistake.help("join them with `and`, as in `60 <= x and x < 80`"));
            self.advance();
            let _ = self.sum();
        }
        self.compare(operator, left, right)
    }

    fn one_of(&mut self, left: Node, not: bool) -> Node {
        self.advance();
        let list = self.sum();
        let node = self.contained(left, list);
        if not {
            let (at, kind) = (node.at, node.kind);
            return Node { expr: Expr::Not(Box::new(node)), kind, at };
        }
        node
    }

    fn sum(&mut self) -> Node {
        self.chain(&[('+', Arithmetic::Add), ('-', Arithmetic::Subtract)], Self::product)
    }

    fn product(&mut self) -> Node {
        self.chain(&[('*', Arithmetic::Multiply), ('/', Arithmetic::Divide)], Self::negative)
    }

    fn chain(&mut self, signs: &[(char, Arithmetic)], part: fn(&mut Self) -> Node) -> Node {
        let mut left = part(self);
        while let Token::Sign(sign) = *self.peek() {
            let Some((_, arithmetic)) = signs.iter().find(|(known, _)| *known == sign) else { break };
            let sign = self.advance();
            self.computed += 1;
            if self.computed > MOST_COMPUTED {
                let message = format!("more than {MOST_COMPUTED} signs to compute with stand in one condition");
                self.give_up(Mistake::new(sign, message).help("divide it, or compute it in a script"));
                return Self::bad(left.at);
            }
            let right = part(self);
            // one mistake for both sides: dates subtracted are one slip
            let _ = self.must_be_number(&left) && self.must_be_number(&right);
            let at = left.at.to(right.at);
            let expr = Expr::Arithmetic(*arithmetic, Box::new((left, right)));
            left = Node { expr, kind: Kind::One(ValueKind::Number), at };
        }
        left
    }

    fn negative(&mut self) -> Node {
        let Some(start) = self.takes('-') else { return self.primary() };
        if !self.deeper(start) {
            return Self::bad(start);
        }
        let inner = self.negative();
        self.depth -= 1;
        let _ = self.must_be_number(&inner);
        let at = start.to(inner.at);
        let expr = match inner.expr {
            Expr::Constant(Value::Number(number), None) => Expr::Constant(Value::Number(-number), None),
            _ => Expr::Negate(Box::new(inner)),
        };
        Node { expr, kind: Kind::One(ValueKind::Number), at }
    }

    fn primary(&mut self) -> Node {
        let at = self.here();
        match self.peek().clone() {
            Token::Number(number) => {
                self.advance();
                Node { expr: Expr::Constant(Value::Number(number), None), kind: Kind::One(ValueKind::Number), at }
            }
            Token::Text(words) => {
                self.advance();
                Node { expr: Expr::Constant(Value::Text(words), None), kind: Kind::One(ValueKind::Text), at }
            }
            Token::Name(_) => self.named(),
            Token::Sign('(') => self.bracket(),
            Token::Sign('[') => self.list(),
            _ => {
                self.unexpected();
                self.skip_to_next_condition();
                Self::bad(at)
            }
        }
    }

    fn bracket(&mut self) -> Node {
        let start = self.advance();
        if !self.deeper(start) {
            return Self::bad(start);
        }
        let mut inner = self.or();
        self.depth -= 1;
        match self.close(')', start) {
            Some(end) => inner.at = start.to(end),
            None => return Self::bad(start),
        }
        inner
    }

    /// An argument: a whole condition or value.
    pub(super) fn argument(&mut self) -> Node {
        self.or()
    }

    /// A part that answers yes, no or cannot say.
    pub(super) fn flag(expr: Expr, at: At) -> Node {
        Node { expr, kind: Kind::One(ValueKind::Flag), at }
    }

    fn list(&mut self) -> Node {
        let start = self.advance();
        if !self.deeper(start) {
            return Self::bad(start);
        }
        let mut values = Vec::new();
        while !matches!(self.peek(), Token::Sign(']') | Token::End) {
            let item = self.negative();
            match item.expr {
                Expr::Constant(value, _) => values.push(value),
                Expr::List(more, _) => values.extend(more),
                Expr::Bad => {}
                _ => self.mistake(Mistake::new(item.at, "only numbers, words in quotes and settings stand in a list")),
            }
            if self.takes(',').is_none() {
                break;
            }
        }
        self.shallower();
        match self.close(']', start) {
            Some(end) => Node { expr: Expr::List(values, None), kind: Kind::List, at: start.to(end) },
            None => Self::bad(start),
        }
    }
}
