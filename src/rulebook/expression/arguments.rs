//! What stands in brackets: of a question to a measure, of a function, of a question to all schools.

use chrono::NaiveDate;

use super::ast::{At, Derived, Expr, Kind, Node, Of, Read, RuleName, YearOf};
use super::grammar::Parser;
use super::lex::Token;
use super::mistake::Mistake;
use super::names::{NameOf, ValueKind};
use super::path::{Segment, derived};
use super::vocabulary::{Aggregate, Builtin, Function, GradeKind, Statistic, Takes};
use crate::domain::{AcademicYear, Value};

/// The words of questions to all schools.
pub(super) const AGGREGATE_WORDS: [&str; 8] =
    ["any_school", "every_school", "no_school", "count", "share", "sum", "mean", "values"];

/// Whether a name in brackets means something in conditions already.
pub(crate) fn is_language_function(name: &str) -> bool {
    let builtin = Builtin::WORDS.iter().any(|(word, ..)| *word == name);
    builtin || AGGREGATE_WORDS.contains(&name) || ["day", "rule"].contains(&name)
}

/// More years than any table has; a bound on what one expression can read.
const MOST_YEARS: f64 = 30.0;

impl Parser<'_> {
    /// The arguments in brackets and where the brackets end.
    pub(super) fn arguments(&mut self, name: At, schools: bool) -> (Vec<Node>, At) {
        let open = self.advance();
        if !self.deeper(open) {
            return (Vec::new(), open);
        }
        if schools && self.in_schools {
            self.mistake(Mistake::new(name, "a question to all schools cannot stand inside another"));
        }
        let outside = self.in_schools;
        self.in_schools = outside || schools;
        let mut arguments = Vec::new();
        while !matches!(self.peek(), Token::Sign(')') | Token::End) {
            let school = self.school();
            arguments.push(school.unwrap_or_else(|| self.argument()));
            if self.takes(',').is_none() {
                break;
            }
        }
        self.in_schools = outside;
        self.shallower();
        let end = self.close(')', open).unwrap_or(open);
        (arguments, end)
    }

    /// Group, year, comparator or statistic of a reading; `None` after a mistake.
    pub(super) fn narrow(&mut self, read: &mut Read, segment: &Segment) -> Option<()> {
        match segment.name.as_str() {
            "group" if segment.arguments.is_some() => {
                let id = self.one_text(segment, "`.group(\"fsm\")`")?;
                match self.names.group(&id) {
                    Some(group) => read.group = group,
                    None => {
                        self.not_found(&id, "group", NameOf::Group, segment.at);
                        return None;
                    }
                }
            }
            "before" if segment.arguments.is_some() => *read = read.earlier(self.years(segment)?),
            "at" if segment.arguments.is_some() => {
                let words = self.one_text(segment, "`.at(\"2010-11\")`")?;
                let Ok(year) = words.parse::<AcademicYear>() else {
                    let mistake = Mistake::new(segment.at, format!("`\"{words}\"` is not an academic year"));
                    self.mistake(mistake.help("write it as `\"2010-11\"`, for the year that begins in 2010"));
                    return None;
                };
                read.year = YearOf::At(year);
            }
            "now" if segment.arguments.is_none() => {
                if !self.names.dated_by_day(read.measure) {
                    let message = "`.now` is asked of what belongs to the year of a day, as an inspection does";
                    let help = "the measure needs `dated by:`; for a year, write `.at(\"2010-11\")`";
                    self.mistake(Mistake::new(segment.at, message).help(help));
                    return None;
                }
                read.year = YearOf::Now;
            }
            name if read.year == YearOf::Now && self.names.group(name).is_none() => {
                let message = "`.now` is asked of the school itself, not of what it is compared with";
                self.mistake(Mistake::new(segment.at, message));
                return None;
            }
            name => {
                if let (Of::Comparator(comparator, _), Some((_, statistic))) =
                    (read.of, Statistic::WORDS.iter().find(|(word, _)| *word == name))
                {
                    read.of = Of::Comparator(comparator, *statistic);
                } else if let Some(group) = self.names.group(name) {
                    read.group = group;
                } else {
                    read.of = Of::Comparator(self.names.comparator(name)?, Statistic::Mean);
                }
            }
        }
        Some(())
    }

    /// What is asked of a reading at last; `None` after a mistake.
    pub(super) fn question(&mut self, read: Read, kind: ValueKind, segment: &Segment, at: At) -> Option<Node> {
        if segment.name == "marked" {
            let marker = self.one_text(segment, "`.marked(\"suppressed\")`")?;
            if !self.names.all(NameOf::Marker).contains(&marker.as_str()) {
                self.not_found(&marker, "marker", NameOf::Marker, segment.at);
                return None;
            }
            return Some(Self::flag(Expr::Marked(read, marker.into()), at));
        }
        let asks_number = segment.name != "cohort";
        if asks_number && kind != ValueKind::Number && read.of == Of::Subject {
            let message = format!("`.{}` is asked of numbers; this measure holds {}", segment.name, kind.words());
            self.mistake(Mistake::new(segment.at, message));
            return None;
        }
        let (expr, kind) = match segment.name.as_str() {
            "change" => (Expr::Change(read, self.years(segment)?), Kind::One(ValueKind::Number)),
            "series" => (Expr::Series(read, self.years(segment)?), Kind::List),
            name => {
                let cohort = self.cohort_of(read, segment)?;
                let expr = match name {
                    "pooled" => Expr::Pooled { read, cohort, years: self.years(segment)? },
                    "pupils" => Expr::Pupils { read, cohort },
                    _ => Expr::Read(cohort),
                };
                (expr, Kind::One(ValueKind::Number))
            }
        };
        Some(Node { expr, kind, at })
    }

    fn cohort_of(&mut self, read: Read, segment: &Segment) -> Option<Read> {
        if read.of != Of::Subject {
            let message = format!("`.{}` is asked of the school itself, not of what it is compared with", segment.name);
            self.mistake(Mistake::new(segment.at, message));
            return None;
        }
        let Some(measure) = self.names.cohort(read.measure) else {
            let message = format!("`.{}` needs the pupils behind the measure, and it names none", segment.name);
            let help = "give the measure a `cohort:` in the rulebook";
            self.mistake(Mistake::new(segment.at, message).help(help));
            return None;
        };
        Some(Read { measure, ..read })
    }

    /// What a rule, a floor, a risk, the status or a grade was so many years earlier.
    pub(super) fn of_an_earlier_year(&mut self, node: Node, segment: &Segment, at: At) -> Node {
        let Expr::Derived(asked) = node.expr else {
            if !matches!(node.expr, Expr::Bad) {
                let message = "`.before` is asked of measures, rules, floors, risks, the status and grades";
                self.mistake(Mistake::new(segment.at, message));
            }
            return Self::bad(at);
        };
        if let Derived::Grade(GradeKind::Working | GradeKind::Agreed, _) = asked {
            let message =
                "what was agreed in an earlier year is not known here, so the grade worked with is not either";
            let help = "write `indicated.…`, `inspected.…` or `self_evaluated.…` with `.before(…)`";
            self.mistake(Mistake::new(segment.at, message).help(help));
            return Self::bad(at);
        }
        if asked == Derived::PlanBehind {
            let message = "what was told of plans is known as of today alone";
            self.mistake(Mistake::new(segment.at, message).help("write `plan.behind` without `.before(…)`"));
            return Self::bad(at);
        }
        let Some(years) = self.years(segment) else { return Self::bad(at) };
        Node { expr: Expr::Derived(asked.earlier(years)), kind: node.kind, at }
    }

    fn years(&mut self, segment: &Segment) -> Option<u16> {
        let arguments = segment.arguments.as_deref().unwrap_or(&[]);
        if let [Node { expr: Expr::Constant(Value::Number(years), _), .. }] = arguments {
            let least = if segment.name == "before" { 0.0 } else { 1.0 };
            if years.fract() == 0.0 && (least..=MOST_YEARS).contains(years) {
                // the range makes the conversion exact
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                return Some(*years as u16);
            }
        }
        if arguments.iter().any(|argument| matches!(argument.expr, Expr::Bad)) {
            return None;
        }
        let mistake = Mistake::new(segment.at, format!("`.{}` takes a whole number of years", segment.name));
        self.mistake(mistake.help(format!("write `.{}(1)`; at most {MOST_YEARS}", segment.name)));
        None
    }

    fn one_text(&mut self, segment: &Segment, example: &str) -> Option<String> {
        let arguments = segment.arguments.as_deref().unwrap_or(&[]);
        if let [Node { expr: Expr::Constant(Value::Text(words), _), .. }] = arguments {
            return Some(words.to_string());
        }
        if arguments.iter().any(|argument| matches!(argument.expr, Expr::Bad)) {
            // the mistake was told already, at the word itself; here it wants its quotes
            for argument in arguments {
                let told = self.mistakes.iter_mut().find(|m| m.offset == argument.at.offset);
                if let Some(mistake) = told {
                    mistake.help = Some(format!("write it in quotes, as in {example}"));
                }
            }
            return None;
        }
        let mistake = Mistake::new(segment.at, format!("`.{}` takes words in quotes", segment.name));
        self.mistake(mistake.help(format!("write {example}")));
        None
    }

    pub(super) fn call(&mut self, name: &str, arguments: Vec<Node>, at: At) -> Node {
        if is_language_function(name) && self.hands_on_a_school(&arguments) {
            return Self::bad(at);
        }
        match name {
            "day" => return self.day(&arguments, at),
            "rule" => return self.rule(&arguments, at),
            _ => {}
        }
        if let Some((_, aggregate)) = Aggregate::WORDS.iter().find(|(word, _)| *word == name) {
            return self.schools(*aggregate, arguments, at);
        }
        if let Some((_, builtin, takes)) = Builtin::WORDS.iter().find(|(word, ..)| *word == name) {
            return self.builtin(*builtin, *takes, name, arguments, at);
        }
        let Some((function, takes)) = self.names.function(name) else {
            let names = self.names;
            let functions = names.all(NameOf::Function);
            let own = Builtin::WORDS.iter().map(|(word, ..)| *word).chain(AGGREGATE_WORDS).chain(["day", "rule"]);
            let mistake = Mistake::new(at, format!("`{name}` is not a function"));
            let otherwise = "functions stand in `scripts/*.rhai`; `yardstick rules functions` lists them";
            self.mistake(mistake.suggest(name, own.chain(functions), otherwise));
            return Self::bad(at);
        };
        if !self.takes_arguments(name, Takes::Exactly(takes), &arguments, at) {
            return Self::bad(at);
        }
        let Some(arguments) = self.handed(name, function, arguments, at) else { return Self::bad(at) };
        Node { expr: Expr::Call(Function::Script(function), arguments), kind: Kind::Open, at }
    }

    fn takes_arguments(&mut self, name: &str, takes: Takes, given: &[Node], at: At) -> bool {
        let (right, wanted) = match takes {
            Takes::Exactly(1) => (given.len() == 1, "1 value".to_owned()),
            Takes::Exactly(number) => (given.len() == number, format!("{number} values")),
            Takes::AtLeast(number) => (given.len() >= number, format!("{number} or more values")),
            Takes::PairsAfterOne => {
                let wanted = "how many must be known, and then each value with its weight,";
                (given.len() >= 3 && given.len() % 2 == 1, wanted.to_owned())
            }
            Takes::StepsAfterOne => {
                let wanted =
                    "a number, what it is under the first line, and then each line with what it is from there,";
                (given.len() >= 4 && given.len().is_multiple_of(2), wanted.to_owned())
            }
        };
        if !right {
            let message = format!("`{name}` takes {wanted} in its brackets, here are {}", given.len());
            let mistake = Mistake::new(at, message);
            self.mistake(match takes {
                Takes::PairsAfterOne => {
                    mistake.help("write `weighted(2, a, 50, b, 30, c, 20)`: 2 of the three at least")
                }
                Takes::StepsAfterOne => mistake.help("write `steps(points, \"low\", 40, \"middle\", 60, \"high\")`"),
                _ => mistake,
            });
        }
        right
    }

    fn builtin(&mut self, builtin: Builtin, takes: Takes, name: &str, given: Vec<Node>, at: At) -> Node {
        if !self.takes_arguments(name, takes, &given, at) {
            return Self::bad(at);
        }
        if let Builtin::Several(which) = builtin {
            return self.several(which, given, at);
        }
        if matches!(builtin, Builtin::First | Builtin::Last) {
            return self.first_or_last(builtin, name, given, at);
        }
        for argument in &given {
            if builtin != Builtin::DaysBetween {
                let _ = self.must_be_number(argument);
            } else if !matches!(argument.kind, Kind::Open | Kind::One(ValueKind::Date)) {
                let mistake = Mistake::new(argument.at, "`days_between` takes two dates");
                self.mistake(mistake.help("a date is written `day(\"2012-09-01\")`"));
            }
        }
        Node { expr: Expr::Call(Function::Builtin(builtin), given), kind: Kind::One(ValueKind::Number), at }
    }

    /// `first(10, attendance.mainstream)`: the reading becomes that of the school's place.
    fn first_or_last(&mut self, builtin: Builtin, name: &str, mut given: Vec<Node>, at: At) -> Node {
        let statistic = if builtin == Builtin::First { Statistic::Rank } else { Statistic::RankFromLast };
        if let [line, place] = given.as_mut_slice() {
            let right = match &mut place.expr {
                Expr::Read(Read { of: Of::Comparator(_, asked), .. }) if *asked == Statistic::Mean => {
                    *asked = statistic;
                    true
                }
                Expr::Bad => return Self::bad(at),
                _ => false,
            };
            if !right {
                let message = format!("`{name}` takes a number, and a measure with what it is compared with");
                let example = format!("as in `{name}(10, attendance.la)`; the comparator says which schools count");
                self.mistake(Mistake::new(place.at, message).help(example));
                return Self::bad(at);
            }
            let _ = self.must_be_number(line);
        }
        Self::flag(Expr::Call(Function::Builtin(builtin), given), at)
    }

    fn day(&mut self, arguments: &[Node], at: At) -> Node {
        if let [Node { expr: Expr::Constant(Value::Text(words), _), .. }] = arguments
            && let Ok(day) = NaiveDate::parse_from_str(words, "%Y-%m-%d")
        {
            return Node { expr: Expr::Constant(Value::Date(day), None), kind: Kind::One(ValueKind::Date), at };
        }
        self.mistake(Mistake::new(at, "this is not a day").help("write it as `day(\"2012-09-01\")`: year, month, day"));
        Self::bad(at)
    }

    fn rule(&mut self, arguments: &[Node], at: At) -> Node {
        let [Node { expr: Expr::Constant(Value::Text(id), _), at: place, .. }] = arguments else {
            // what was told of the words themselves is that they have no quotes
            self.mistakes.retain(|told| told.offset < at.offset || told.offset >= at.offset + at.len);
            self.mistake(Mistake::new(at, "`rule` takes the id of a rule in quotes").help("write `rule(\"some-id\")`"));
            return Self::bad(at);
        };
        let known = self.names.all(NameOf::Rule).contains(&&**id);
        let now = self.names.now(NameOf::Rule, id).filter(|_| !known);
        if !known && now.is_none() {
            return self.not_found(id, "rule", NameOf::Rule, *place);
        }
        derived(Derived::Rule(RuleName(now.map_or_else(|| id.clone(), Into::into))), ValueKind::Flag, at)
    }

    fn schools(&mut self, aggregate: Aggregate, mut arguments: Vec<Node>, at: At) -> Node {
        let which = if arguments.len() > 1 { arguments.pop() } else { None };
        let (Some(each), true) = (arguments.pop(), arguments.is_empty()) else {
            let message = format!("`{}` takes one question, and a second to say which schools", aggregate.word());
            let example = "as in `share(inspected.overall <= 2, phase == \"primary\")`";
            self.mistake(Mistake::new(at, message).help(example));
            return Self::bad(at);
        };
        let numbers = matches!(aggregate, Aggregate::Sum | Aggregate::Mean | Aggregate::Values);
        if numbers {
            let _ = self.must_be_number(&each);
        }
        for question in which.iter().chain((!numbers).then_some(&each)) {
            self.must_be_condition(question);
        }
        let weight = match (&each.expr, aggregate) {
            (Expr::Read(read), Aggregate::Mean) if read.of == Of::Subject => {
                self.names.cohort(read.measure).map(|measure| Read { measure, ..*read })
            }
            _ => None,
        };
        let kind = match aggregate {
            Aggregate::Any | Aggregate::Every | Aggregate::No => Kind::One(ValueKind::Flag),
            Aggregate::Values => Kind::List,
            _ => Kind::One(ValueKind::Number),
        };
        let expr = Expr::Schools { aggregate, each: Box::new(each), which: which.map(Box::new), weight };
        Node { expr, kind, at }
    }
}
