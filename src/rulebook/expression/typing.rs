//! What may be compared with what. A comparison that could never be answered rightly is a mistake of the rulebook,
//! told before any school is judged.

use super::ast::{Derived, Expr, Kind, Node, Of, Read};
use super::grammar::Parser;
use super::mistake::{Mistake, nearest};
use super::names::{NameOf, ValueKind};
use super::vocabulary::{Function, Operator, Side};
use crate::domain::{AcademicYear, Value};

impl Parser<'_> {
    pub(super) fn compare(&mut self, operator: Operator, left: Node, right: Node) -> Node {
        let at = left.at.to(right.at);
        let right = self.in_present_names(&left, right);
        let left = self.in_present_names(&right, left);
        self.check_sides(operator, &left, &right);
        let threshold = match (is_fixed(&left), is_fixed(&right)) {
            (false, true) => Side::Right,
            (true, false) => Side::Left,
            _ => Side::Neither,
        };
        Self::flag(Expr::Compare { operator, sides: Box::new((left, right)), threshold }, at)
    }

    pub(super) fn contained(&mut self, left: Node, list: Node) -> Node {
        let at = left.at.to(list.at);
        let list = self.in_present_names(&left, list);
        match &list.expr {
            Expr::List(values, _) => {
                for value in values {
                    self.check_constant(&left, value, &list);
                }
                if left.kind == Kind::List {
                    self.mistake(Mistake::new(left.at, "a list cannot be one of a list"));
                }
            }
            Expr::Bad => {}
            _ => {
                let mistake = Mistake::new(list.at, "after `in` comes a list");
                self.mistake(mistake.help("write `in [\"SM\", \"SWK\"]`, or a setting that is a list"));
            }
        }
        Self::flag(Expr::In(Box::new(left), Box::new(list)), at)
    }

    /// Words that the status is compared with, a former name of one as its present one; a grade's name, which stands for its
    /// number.
    fn in_present_names(&self, status: &Node, mut words: Node) -> Node {
        if matches!(&status.expr, Expr::Derived(derived) if matches!(derived.asked(), Derived::Grade(..))) {
            return self.grades_as_numbers(words);
        }
        let asked = matches!(&status.expr, Expr::Derived(derived) if *derived.asked() == Derived::Status);
        let renamed = |value: &mut Value| {
            let Value::Text(text) = value else { return };
            let known = self.names.all(NameOf::Status);
            let now = self.names.now(NameOf::Status, text).filter(|now| known.contains(now));
            if let Some(now) = now.filter(|_| !known.contains(&&**text)) {
                *text = now.into();
            }
        };
        match &mut words.expr {
            Expr::Constant(value, _) if asked => renamed(value),
            Expr::List(values, _) if asked => values.iter_mut().for_each(renamed),
            _ => {}
        }
        words
    }

    fn grades_as_numbers(&self, mut names: Node) -> Node {
        let number = |value: &Value| match value {
            Value::Text(name) => self.names.grade(name).map(Value::Number),
            _ => None,
        };
        match &mut names.expr {
            Expr::Constant(value, None) => {
                if let Some(grade) = number(value) {
                    *value = grade;
                    names.kind = Kind::One(ValueKind::Number);
                }
            }
            Expr::List(values, None) => values.iter_mut().for_each(|value| {
                if let Some(grade) = number(value) {
                    *value = grade;
                }
            }),
            _ => {}
        }
        names
    }

    fn check_sides(&mut self, operator: Operator, left: &Node, right: &Node) {
        if matches!(left.expr, Expr::Bad) || matches!(right.expr, Expr::Bad) {
            self.words_without_quotes(left, right);
            return;
        }
        if self.wrong_words(left, right) {
            return;
        }
        let (Kind::One(a), Kind::One(b)) = (left.kind, right.kind) else {
            for side in [left, right] {
                if side.kind == Kind::List {
                    let mistake = Mistake::new(side.at, "a list cannot be compared");
                    self.mistake(mistake.help("to ask whether a value is one of a list, write `in`"));
                }
            }
            return;
        };
        if a != b {
            let message = format!("{} cannot be compared with {}", a.words(), b.words());
            let mistake = Mistake::new(left.at.to(right.at), message);
            self.mistake(match mismatch_help(left, right) {
                Some(help) => mistake.help(help),
                None => mistake,
            });
            return;
        }
        let years = matches!(left.expr, Expr::Year) || matches!(right.expr, Expr::Year);
        if operator.orders() && (a == ValueKind::Flag || a == ValueKind::Text && !years) {
            let message = format!("`{}` cannot order {}", operator.sign(), a.words());
            let help = "only numbers, days and `year` have an order; write `==`, `!=` or `in`";
            self.mistake(Mistake::new(left.at.to(right.at), message).help(help));
        }
    }

    /// Checks a value written down against what it is compared with; true where a mistake was told.
    fn wrong_words(&mut self, left: &Node, right: &Node) -> bool {
        let before = self.mistakes.len();
        for (side, other) in [(left, right), (right, left)] {
            if let Expr::Constant(value, None) = &other.expr {
                self.check_words(side, value, other);
            }
        }
        self.mistakes.len() > before
    }

    /// Checks one element of a list.
    fn check_constant(&mut self, left: &Node, value: &Value, list: &Node) {
        let Kind::One(kind) = left.kind else { return };
        let given = ValueKind::of(value);
        if kind == given {
            self.check_words(left, value, list);
            return;
        }
        let message = format!("{} cannot be one of a list that holds {}", kind.words(), given.words());
        let mistake = Mistake::new(list.at, message);
        self.mistake(match value {
            Value::Text(text) if kind == ValueKind::Number && text.parse::<f64>().is_ok() => {
                mistake.help(format!("write `{text}` without quotes"))
            }
            Value::Number(number) if kind == ValueKind::Text => mistake.help(format!("write `\"{number}\"` in quotes")),
            _ => mistake,
        });
    }

    /// Words that a measure, the status or the year can never be.
    fn check_words(&mut self, side: &Node, value: &Value, place: &Node) {
        let Value::Text(text) = value else { return };
        let known = match &side.expr {
            Expr::Read(Read { measure, .. }) => self.names.categories(*measure),
            Expr::Derived(derived) if *derived.asked() == Derived::Status => self.names.all(NameOf::Status),
            Expr::Year if text.parse::<AcademicYear>().map(|year| year.to_string()).as_deref() != Ok(&**text) => {
                let mistake = Mistake::new(place.at, format!("`\"{text}\"` is not an academic year"));
                self.mistake(mistake.help("write it as `\"2011-12\"`"));
                return;
            }
            _ => Vec::new(),
        };
        if side.kind != Kind::One(ValueKind::Text) {
            return;
        }
        if text.trim().is_empty() {
            let mistake = Mistake::new(place.at, "a missing value never equals empty words");
            self.mistake(mistake.help("to ask whether it is missing, write `not ….known`"));
        } else if !known.is_empty() && !known.contains(&&**text) {
            let listed =
                format!("it can be {}", known.iter().map(|k| format!("`\"{k}\"`")).collect::<Vec<_>>().join(", "));
            let mistake = Mistake::new(place.at, format!("`\"{text}\"` is none of the words it can be"));
            let of_status = matches!(&side.expr, Expr::Derived(derived) if *derived.asked() == Derived::Status);
            let mistake = if of_status { mistake.about("status", text) } else { mistake };
            self.mistake(mistake.suggest(text, known, &listed));
        }
    }

    /// `phase == primary`: the name that is not known was meant as words.
    fn words_without_quotes(&mut self, left: &Node, right: &Node) {
        for (side, other) in [(left, right), (right, left)] {
            let Expr::Bad = side.expr else { continue };
            if other.kind != Kind::One(ValueKind::Text) {
                continue;
            }
            let known = match &other.expr {
                Expr::Read(read) => self.names.categories(read.measure),
                Expr::Derived(derived) if *derived.asked() == Derived::Status => self.names.all(NameOf::Status),
                _ => Vec::new(),
            };
            let told = self.mistakes.iter_mut().find(|m| m.offset == side.at.offset && m.len == side.at.len);
            let Some(mistake) = told else { continue };
            let Some(word) = unknown_name(&mistake.message) else { continue };
            let word = nearest(&word, known).first().map_or(word.clone(), |near| (*near).to_owned());
            mistake.help = Some(format!("words stand in quotes: write `\"{word}\"`"));
        }
    }
}

/// The name in a message about a name that is not known.
fn unknown_name(message: &str) -> Option<String> {
    let (_, rest) = message.split_once('`')?;
    let (name, _) = rest.split_once('`')?;
    Some(name.to_owned())
}

fn mismatch_help(left: &Node, right: &Node) -> Option<String> {
    let year = [left, right].into_iter().any(|side| matches!(side.expr, Expr::Year));
    for (side, other) in [(left, right), (right, left)] {
        match (&side.expr, other.kind) {
            (Expr::Constant(Value::Number(_), _) | Expr::Arithmetic(..), _) if year => {
                return Some("a year is written in quotes, as in `year == \"2011-12\"`".into());
            }
            (Expr::Constant(Value::Text(text), None), Kind::One(ValueKind::Number)) => {
                return Some(match text.trim_end_matches('%').trim().parse::<f64>() {
                    Ok(number) => format!("write `{number}` without quotes"),
                    Err(_) => "it is a number; whether a value is there is asked with `.known`".into(),
                });
            }
            (Expr::Constant(Value::Text(text), None), Kind::One(ValueKind::Date)) => {
                return Some(format!("write `day(\"{text}\")`"));
            }
            (Expr::Constant(Value::Text(_), None), Kind::One(ValueKind::Flag)) => {
                return Some("it is yes or no; write it alone, or `not` before it".into());
            }
            (Expr::Constant(Value::Number(number), None), Kind::One(ValueKind::Text)) => {
                return Some(format!("these are words; write `\"{number}\"` in quotes"));
            }
            (Expr::Constant(Value::Number(_), None), Kind::One(ValueKind::Flag)) => {
                return Some("it is yes or no; write it alone, or `not` before it".into());
            }
            _ => {}
        }
    }
    None
}

/// Whether a part says nothing of the school itself, so that it can be a threshold: values written down, settings,
/// what a school is compared with, and what is computed of them.
fn is_fixed(node: &Node) -> bool {
    match &node.expr {
        Expr::Constant(..) | Expr::Date | Expr::Year => true,
        Expr::Read(Read { of: Of::Comparator(_, statistic), .. }) => !statistic.is_place(),
        Expr::Negate(inner) => is_fixed(inner),
        Expr::Arithmetic(_, sides) => is_fixed(&sides.0) && is_fixed(&sides.1),
        Expr::Call(Function::Builtin(_), arguments) => arguments.iter().all(is_fixed),
        _ => false,
    }
}
