//! Text into words and signs. What officers write by habit (`=`, `≥`, `AND`, `5%`, curly quotes) is understood, so
//! that the rest can be read on, and reported as the mistake it is.

use std::sync::Arc;

use super::ast::At;
use super::mistake::Mistake;
use super::vocabulary::Operator;

/// A word or sign of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// a number
    Number(f64),
    /// words in quotes
    Text(Arc<str>),
    /// a name, or what stands between two dots of one
    Name(String),
    /// a comparison; never `in`
    Compare(Operator),
    /// `and`
    And,
    /// `or`
    Or,
    /// `not`
    Not,
    /// `in`
    In,
    /// any other sign: `( ) [ ] , . + - * /`
    Sign(char),
    /// the end of the text
    End,
}

/// Reads all words and signs; the last is [`Token::End`].
pub(super) fn tokens(text: &str) -> (Vec<(Token, At)>, Vec<Mistake>) {
    let mut lexer = Lexer { text, next: 0, tokens: Vec::new(), mistakes: Vec::new() };
    while let Some(first) = lexer.peek() {
        lexer.token(first);
    }
    lexer.tokens.push((Token::End, At { offset: text.len(), len: 0 }));
    (lexer.tokens, lexer.mistakes)
}

struct Lexer<'a> {
    text: &'a str,
    next: usize,
    tokens: Vec<(Token, At)>,
    mistakes: Vec<Mistake>,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.next..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Takes characters while they fit; gives what was taken.
    fn take_while(&mut self, fits: impl Fn(char) -> bool) -> String {
        let taken: String = self.rest().chars().take_while(|c| fits(*c)).collect();
        self.next += taken.len();
        taken
    }

    fn push(&mut self, token: Token, start: usize) -> At {
        let at = At { offset: start, len: self.next - start };
        self.tokens.push((token, at));
        at
    }

    fn token(&mut self, first: char) {
        let after_dot = matches!(self.tokens.last(), Some((Token::Sign('.'), at)) if at.offset + 1 == self.next);
        match first {
            c if c.is_whitespace() => self.next += c.len_utf8(),
            c if c.is_alphabetic() || c == '_' || (after_dot && c.is_ascii_digit()) => self.name(),
            c if c.is_ascii_digit() => self.number(),
            '"' | '\'' => self.quoted(first, first),
            '“' | '”' | '„' => self.curly(first, &['“', '”']),
            '‘' | '’' => self.curly(first, &['‘', '’']),
            '(' | ')' | '[' | ']' | ',' | '.' | '+' | '-' | '*' | '/' => {
                let start = self.next;
                self.next += 1;
                self.push(Token::Sign(first), start);
            }
            _ => self.operator(first),
        }
    }

    fn name(&mut self) {
        let start = self.next;
        let name = self.take_while(|c| c.is_alphanumeric() || c == '_');
        let token = match name.as_str() {
            "and" => Token::And,
            "or" => Token::Or,
            "not" => Token::Not,
            "in" => Token::In,
            _ => match name.to_lowercase().as_str() {
                "and" => Token::And,
                "or" => Token::Or,
                "not" => Token::Not,
                "in" => Token::In,
                _ => {
                    self.push(Token::Name(name), start);
                    return;
                }
            },
        };
        let at = self.push(token, start);
        if name.chars().any(char::is_uppercase) {
            let mistake = Mistake::new(at, format!("`{name}` is written in small letters here"));
            self.mistakes.push(mistake.help(format!("write `{}`", name.to_lowercase())));
        }
    }

    fn number(&mut self) {
        let start = self.next;
        let mut digits = self.take_while(|c| c.is_ascii_digit());
        self.thousands(start, &mut digits);
        self.decimal_comma(start, &mut digits);
        let fraction = self.rest().strip_prefix('.').is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
        if fraction {
            self.next += 1;
            digits.push('.');
            digits.push_str(&self.take_while(|c| c.is_ascii_digit()));
        }
        let number = digits.parse().unwrap_or(f64::NAN);
        let at = self.push(Token::Number(number), start);
        let unit = self.take_while(|c| c == '%' || c.is_alphanumeric() || c == '_');
        if unit.is_empty() {
            return;
        }
        let at = At { len: at.len + unit.len(), ..at };
        let mistake = if unit == "%" {
            Mistake::new(at, "percentages are written without `%`")
                .help(format!("write `{digits}`; percentages run from 0 to 100"))
        } else if let Some(meant) = otherwise_written(&format!("{digits}{unit}")) {
            Mistake::new(at, "numbers are written with digits only, and a point before decimals")
                .help(format!("write `{meant}`"))
        } else {
            Mistake::new(at, format!("`{digits}{unit}` is neither a number nor a name"))
                .help(format!("write `{digits}` alone, or put words in quotes"))
        };
        self.mistakes.push(mistake);
    }

    /// Whether a bracket is open, in which a comma divides two values.
    fn in_brackets(&self) -> bool {
        let depth = self.tokens.iter().fold(0_i32, |depth, (token, _)| match token {
            Token::Sign('(' | '[') => depth + 1,
            Token::Sign(')' | ']') => depth - 1,
            _ => depth,
        });
        depth > 0
    }

    /// `39,5`: taken as the number it is in other countries, and said.
    fn decimal_comma(&mut self, start: usize, digits: &mut String) {
        let Some(rest) = self.rest().strip_prefix(',').filter(|_| !self.in_brackets()) else { return };
        let decimals: String = rest.chars().take_while(char::is_ascii_digit).collect();
        if matches!(decimals.len(), 0 | 3) {
            return;
        }
        self.next += 1 + decimals.len();
        *digits = format!("{digits}.{decimals}");
        let at = At { offset: start, len: self.next - start };
        let mistake = Mistake::new(at, "decimals are written with a point");
        self.mistakes.push(mistake.help(format!("write `{digits}`")));
    }

    /// `1,000`: taken as one number, and said; inside the brackets of a function the comma divides two numbers.
    fn thousands(&mut self, start: usize, digits: &mut String) {
        if self.in_brackets() || digits.len() > 3 {
            return;
        }
        let plain = digits.len();
        while let Some(group) = self.rest().strip_prefix(',').and_then(|rest| rest.get(..3)) {
            let ends = !self.rest().get(4..).unwrap_or("").starts_with(|c: char| c.is_ascii_digit());
            if !ends || !group.bytes().all(|b| b.is_ascii_digit()) {
                break;
            }
            digits.push_str(group);
            self.next += 4;
        }
        if digits.len() > plain {
            let at = At { offset: start, len: self.next - start };
            let mistake = Mistake::new(at, "numbers are written without commas");
            self.mistakes.push(mistake.help(format!("write `{digits}`")));
        }
    }

    fn quoted(&mut self, open: char, close: char) {
        let start = self.next;
        self.next += open.len_utf8();
        let words = self.take_while(|c| c != close);
        let closed = self.peek() == Some(close);
        if closed {
            self.next += close.len_utf8();
        }
        let at = self.push(Token::Text(words.as_str().into()), start);
        if !closed {
            let mistake = Mistake::new(at, "the closing quote is missing");
            self.mistakes.push(mistake.help("write the words between two straight quotes, as in `\"primary\"`"));
        }
    }

    fn curly(&mut self, open: char, pair: &[char]) {
        let start = self.next;
        self.next += open.len_utf8();
        let words = self.take_while(|c| !pair.contains(&c) && c != '"');
        self.next += self.peek().map_or(0, char::len_utf8);
        let at = self.push(Token::Text(words.as_str().into()), start);
        let mistake = Mistake::new(at, "curly quotes are not understood here");
        self.mistakes.push(mistake.help(format!("write `\"{words}\"` with straight quotes")));
    }

    fn operator(&mut self, first: char) {
        const SIGNS: [(&str, Token, &str); 21] = [
            ("<=", Token::Compare(Operator::AtMost), ""),
            (">=", Token::Compare(Operator::AtLeast), ""),
            ("===", Token::Compare(Operator::Equal), "=="),
            ("==", Token::Compare(Operator::Equal), ""),
            ("!=", Token::Compare(Operator::Differs), ""),
            ("=>", Token::Compare(Operator::AtLeast), ">="),
            ("=<", Token::Compare(Operator::AtMost), "<="),
            ("<>", Token::Compare(Operator::Differs), "!="),
            ("<", Token::Compare(Operator::Less), ""),
            (">", Token::Compare(Operator::More), ""),
            ("=", Token::Compare(Operator::Equal), "=="),
            ("≥", Token::Compare(Operator::AtLeast), ">="),
            ("≤", Token::Compare(Operator::AtMost), "<="),
            ("≠", Token::Compare(Operator::Differs), "!="),
            ("&&", Token::And, ""),
            ("||", Token::Or, ""),
            ("!", Token::Not, ""),
            ("&", Token::And, "and"),
            ("|", Token::Or, "or"),
            ("×", Token::Sign('*'), "*"),
            ("−", Token::Sign('-'), "-"),
        ];
        let start = self.next;
        let found = SIGNS.into_iter().find(|(sign, ..)| self.rest().starts_with(sign));
        let Some((sign, token, right)) = found else {
            self.next += first.len_utf8();
            let at = At { offset: start, len: first.len_utf8() };
            let mistake = Mistake::new(at, format!("`{first}` means nothing here"));
            self.mistakes.push(match first {
                '£' | '%' => mistake.help("numbers are written without their unit"),
                '–' | '—' => mistake.help("write `-`"),
                '÷' => mistake.help("write `/`"),
                '{' | '}' => mistake.help("braces are for sentences; write round brackets"),
                _ => mistake,
            });
            return;
        };
        self.next += sign.len();
        let at = self.push(token, start);
        if !right.is_empty() {
            let what = if sign == "=" { "to compare, two equals signs are written" } else { "this sign is not known" };
            self.mistakes.push(Mistake::new(at, what).help(format!("write `{right}` for `{sign}`")));
        }
    }
}

/// The number in a form of programmers: `1_000`, `1e2`, `0x1F`.
fn otherwise_written(text: &str) -> Option<f64> {
    let plain = text.replace('_', "");
    match plain.strip_prefix("0x").or_else(|| plain.strip_prefix("0X")) {
        Some(digits) => u32::from_str_radix(digits, 16).ok().map(f64::from),
        None => plain.parse().ok().filter(|number: &f64| number.is_finite()),
    }
}
