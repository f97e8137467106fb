//! Names with dots: the longest beginning that is a measure, then group, year, comparator, statistic and question,
//! in this order.

use super::arguments::AGGREGATE_WORDS;
use super::ast::{At, Derived, Expr, Kind, Node, Of, Read, RuleName};
use super::grammar::Parser;
use super::lex::Token;
use super::mistake::Mistake;
use super::names::{Constant, NameOf, ValueKind};
use super::vocabulary::{GradeKind, Statistic};
use crate::domain::Value;

/// A piece of a dotted name, with its arguments where brackets follow.
pub(super) struct Segment {
    pub(super) name: String,
    pub(super) at: At,
    pub(super) arguments: Option<Vec<Node>>,
}

impl Segment {
    /// From the name to the end of its brackets.
    fn is_plain(&self) -> bool {
        self.arguments.is_none()
    }
}

/// How far the pieces after a measure have come; each may only be followed by greater ones.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Stage {
    Measure,
    Group,
    Year,
    Comparator,
    Statistic,
    Question,
    Known,
}

const IN_THIS_ORDER: &str = "the order is group, year, comparator, statistic, question: \
                             `x.group(\"fsm\").before(1).national.median`";

/// What can follow a measure, for suggestions.
const QUESTIONS: [&str; 11] =
    ["group", "before", "at", "now", "change", "series", "pooled", "pupils", "cohort", "known", "marked"];

impl Parser<'_> {
    pub(super) fn named(&mut self) -> Node {
        let segments = self.segments();
        let Some(first) = segments.first() else { return Self::bad(self.here()) };
        let whole = segments.iter().fold(first.at, |at, segment| at.to(segment.at));
        let plain = segments.iter().take_while(|segment| segment.is_plain()).count();
        let with_call = segments.len().min(plain + 1);
        for count in (1..=with_call).rev() {
            let Some(beginning) = segments.get(..count) else { continue };
            let id = dotted(beginning);
            let called = beginning.last().is_some_and(|segment| !segment.is_plain());
            if let (false, Some((measure, kind))) = (called, self.names.measure(&id)) {
                let read = Read::own(measure);
                let rest = segments.get(count..).unwrap_or(&[]);
                return self.questions(read, kind, rest, whole);
            }
        }
        self.other_name(segments, whole)
    }

    fn segments(&mut self) -> Vec<Segment> {
        let mut segments = Vec::new();
        loop {
            let Token::Name(name) = self.peek().clone() else {
                let at = self.here();
                self.mistake(Mistake::new(at, "a name is missing after the dot"));
                return segments;
            };
            let mut at = self.advance();
            let mut arguments = None;
            if *self.peek() == Token::Sign('(') {
                let schools = segments.is_empty() && AGGREGATE_WORDS.contains(&name.as_str());
                let (given, end) = self.arguments(at, schools);
                arguments = Some(given);
                at = at.to(end);
            }
            segments.push(Segment { name, at, arguments });
            if self.takes('.').is_none() {
                return segments;
            }
        }
    }

    fn other_name(&mut self, mut segments: Vec<Segment>, at: At) -> Node {
        let known = segments.len() > 1 && segments.last().is_some_and(|s| s.is_plain() && s.name == "known");
        if known {
            segments.pop();
        }
        let before = segments.len() > 1 && segments.last().is_some_and(|s| !s.is_plain() && s.name == "before");
        let earlier = if before { segments.pop() } else { None };
        let inner_at = segments.iter().map(|s| s.at).reduce(At::to).unwrap_or(at);
        let node = self.derived_or_call(segments, inner_at);
        let node = match earlier {
            Some(segment) => self.of_an_earlier_year(node, &segment, at),
            None => node,
        };
        if !known || matches!(node.expr, Expr::Bad) {
            return node;
        }
        if !matches!(node.expr, Expr::Derived(_) | Expr::Call(..)) {
            self.mistake(Mistake::new(at, "only what can be missing is asked whether it is known"));
            return Self::bad(at);
        }
        Self::flag(Expr::Known(Box::new(node)), at)
    }

    fn derived_or_call(&mut self, mut segments: Vec<Segment>, at: At) -> Node {
        let words: Vec<(String, bool)> = segments.iter().map(|s| (s.name.clone(), s.is_plain())).collect();
        let words: Vec<(&str, bool)> = words.iter().map(|(name, plain)| (name.as_str(), *plain)).collect();
        match words.as_slice() {
            [("date", true)] => Node { expr: Expr::Date, kind: Kind::One(ValueKind::Date), at },
            [("year", true)] => Node { expr: Expr::Year, kind: Kind::One(ValueKind::Text), at },
            [("true", true)] => Self::flag(Expr::Constant(Value::Flag(true), None), at),
            [("false", true)] => Self::flag(Expr::Constant(Value::Flag(false), None), at),
            [("status", true)] => derived(Derived::Status, ValueKind::Text, at),
            [("settings", true), (id, true)] => self.setting(id, at),
            [("floor", true), ("below", true)] => derived(Derived::FloorBelow, ValueKind::Flag, at),
            [("floor", true), ("in_force", true)] => derived(Derived::FloorInForce, ValueKind::Flag, at),
            [("risk", true), ("count", true)] => derived(Derived::RiskCount, ValueKind::Number, at),
            [("risk", true), (id, true)] => self.risk(id, at),
            [("plan", true), ("behind", true)] => self.plan_behind(at),
            [(kind, true), (strand, true)] if grade_kind(kind).is_some() => self.grade(kind, strand, at),
            [(_, false)] => match segments.pop() {
                Some(Segment { name, at, arguments: Some(arguments) }) => self.call(&name, arguments, at),
                _ => Self::bad(at),
            },
            _ => self.unknown(&segments, at),
        }
    }

    fn plan_behind(&mut self, at: At) -> Node {
        if self.names.tells_of_plans() {
            return derived(Derived::PlanBehind, ValueKind::Number, at);
        }
        let mistake = Mistake::new(at, "this rulebook has no word by which a plan is said to be behind");
        self.mistake(mistake.help("name it under `plans:`, as in `behind: [behind]`"));
        Self::bad(at)
    }

    fn setting(&mut self, id: &str, at: At) -> Node {
        match self.names.setting(id) {
            Some((setting, Constant::One(value))) => {
                let kind = Kind::One(ValueKind::of(&value));
                Node { expr: Expr::Constant(value, Some(setting)), kind, at }
            }
            Some((setting, Constant::List(values))) => {
                Node { expr: Expr::List(values, Some(setting)), kind: Kind::List, at }
            }
            None => self.not_found(id, "setting", NameOf::Setting, at),
        }
    }

    fn grade(&mut self, kind: &str, strand: &str, at: At) -> Node {
        let Some(kind) = grade_kind(kind) else { return Self::bad(at) };
        match self.names.strand(strand) {
            Some(strand) => derived(Derived::Grade(kind, strand), ValueKind::Number, at),
            None => self.not_found(strand, "strand", NameOf::Strand, at),
        }
    }

    /// Hyphens of a risk's id are underscores here, where a hyphen would be a minus.
    fn risk(&mut self, id: &str, at: At) -> Node {
        let names = self.names;
        let risks = names.all(NameOf::Risk);
        let known = risks.iter().find(|risk| risk.replace('-', "_") == id).copied();
        if let Some(risk) = known.or_else(|| names.now(NameOf::Risk, id)) {
            return derived(Derived::Rule(RuleName(risk.into())), ValueKind::Flag, at);
        }
        let written: Vec<String> = risks.iter().map(|risk| risk.replace('-', "_")).collect();
        let mistake = Mistake::new(at, format!("`{id}` is not a risk characteristic")).about("risk characteristic", id);
        self.mistake(mistake.suggest(id, written.iter().map(String::as_str).chain(["count"]), ""));
        Self::bad(at)
    }

    pub(super) fn not_found(&mut self, id: &str, what: &'static str, sort: NameOf, at: At) -> Node {
        let names = self.names;
        let known = names.all(sort);
        let listed = match known.as_slice() {
            [] => format!("the rulebook has no {what}"),
            some if some.len() <= 8 => format!("there are {}", quoted(some)),
            _ => String::new(),
        };
        let mistake = Mistake::new(at, format!("`{id}` is not a {what}")).about(what, id);
        self.mistake(mistake.suggest(id, known, &listed));
        Self::bad(at)
    }

    fn unknown(&mut self, segments: &[Segment], at: At) -> Node {
        let name = dotted(segments);
        let names = self.names;
        let measures = names.all(NameOf::Measure);
        let plain = segments.iter().take_while(|segment| segment.is_plain() && segment.name != "known");
        let asked = plain.map(|segment| segment.name.as_str()).collect::<Vec<_>>().join(".");
        let mistake = Mistake::new(at, format!("`{name}` is not a name the rulebook knows")).about("measure", &asked);
        let lower = name.to_lowercase();
        let mistake = match lower.as_str() {
            "yes" | "true" => mistake.help("write `true`, or the condition alone"),
            "no" | "false" => mistake.help("write `false`, or `not` before the condition"),
            "blank" | "null" | "none" | "missing" | "empty" => {
                mistake.help("to ask whether a value is missing, write `not ….known`")
            }
            "school" => mistake.help("the school itself is handed to a function of the scripts: `my_function(school)`"),
            _ => {
                let beginning = segments.first().map(|s| format!("{}.", s.name)).unwrap_or_default();
                let alike: Vec<&str> =
                    measures.iter().copied().filter(|id| id.starts_with(&beginning)).take(6).collect();
                let listed = match alike.as_slice() {
                    [] => "words stand in quotes; measures are listed in the rulebook under `measures`".to_owned(),
                    some => format!("there are {}", quoted(some)),
                };
                let words = [
                    "date",
                    "year",
                    "status",
                    "floor.below",
                    "floor.in_force",
                    "risk.count",
                    "plan.behind",
                    "true",
                    "false",
                ];
                let strands = names.all(NameOf::Strand);
                let more: Vec<String> = GradeKind::WORDS
                    .iter()
                    .flat_map(|(kind, _)| strands.iter().map(move |strand| format!("{kind}.{strand}")))
                    .chain(names.all(NameOf::Setting).iter().map(|id| format!("settings.{id}")))
                    .collect();
                let all = measures.iter().copied().chain(words).chain(more.iter().map(String::as_str));
                mistake.suggest(&name, all, &listed)
            }
        };
        self.mistake(mistake);
        Self::bad(at)
    }

    /// The pieces after a measure.
    fn questions(&mut self, mut read: Read, kind: ValueKind, rest: &[Segment], at: At) -> Node {
        let mut stage = Stage::Measure;
        let mut node: Option<Node> = None;
        for segment in rest {
            let next = self.stage_of(segment, stage);
            let Some(next) = next else {
                self.unknown_question(segment);
                return Self::bad(at);
            };
            if next <= stage {
                let message = format!("`.{}` comes too late here", segment.name);
                self.mistake(Mistake::new(segment.at, message).help(IN_THIS_ORDER));
                return Self::bad(at);
            }
            stage = next;
            let done = match stage {
                Stage::Question => self.question(read, kind, segment, at).map(|asked| node = Some(asked)),
                Stage::Known => {
                    let inner = node.take().unwrap_or(Node { expr: Expr::Read(read), kind: Kind::One(kind), at });
                    node = Some(Self::flag(Expr::Known(Box::new(inner)), at));
                    Some(())
                }
                _ => self.narrow(&mut read, segment),
            };
            if done.is_none() {
                return Self::bad(at);
            }
        }
        let kind = match read.of {
            Of::Comparator(..) => ValueKind::Number,
            Of::Subject => kind,
        };
        node.unwrap_or(Node { expr: Expr::Read(read), kind: Kind::One(kind), at })
    }

    fn stage_of(&self, segment: &Segment, stage: Stage) -> Option<Stage> {
        let statistic = Statistic::WORDS.iter().any(|(word, _)| *word == segment.name);
        match (segment.name.as_str(), segment.is_plain()) {
            ("group", false) => Some(Stage::Group),
            ("before" | "at", false) | ("now", true) => Some(Stage::Year),
            ("change" | "series" | "pooled" | "marked", false) | ("pupils" | "cohort", true) => Some(Stage::Question),
            ("known", true) => Some(Stage::Known),
            (_, true) if statistic && stage == Stage::Comparator => Some(Stage::Statistic),
            (name, true) if self.names.group(name).is_some() => Some(Stage::Group),
            (name, true) if self.names.comparator(name).is_some() => Some(Stage::Comparator),
            _ => None,
        }
    }

    fn unknown_question(&mut self, segment: &Segment) {
        let name = &segment.name;
        let names = self.names;
        let mistake = if Statistic::WORDS.iter().any(|(word, _)| word == name) {
            let comparators = names.all(NameOf::Comparator);
            Mistake::new(segment.at, format!("`.{name}` is asked of a comparator, which is missing before it"))
                .help(format!("there are {}", quoted(&comparators)))
        } else if segment.is_plain()
            && ["group", "before", "at", "change", "series", "pooled", "marked"].contains(&&**name)
        {
            Mistake::new(segment.at, format!("`.{name}` needs brackets")).help(format!("write `.{name}(…)`"))
        } else if !segment.is_plain() && ["pupils", "cohort", "known", "now"].contains(&&**name) {
            Mistake::new(segment.at, format!("`.{name}` has no brackets")).help(format!("write `.{name}`"))
        } else {
            let message = format!("`.{name}` is neither a group, a comparator nor a question to a measure");
            let (groups, comparators) = (names.all(NameOf::Group), names.all(NameOf::Comparator));
            let statistics = Statistic::WORDS.iter().map(|(word, _)| *word);
            let all = groups.into_iter().chain(comparators).chain(QUESTIONS).chain(statistics);
            Mistake::new(segment.at, message).suggest(name, all, "")
        };
        self.mistake(mistake);
    }
}

fn dotted(segments: &[Segment]) -> String {
    segments.iter().map(|segment| segment.name.as_str()).collect::<Vec<_>>().join(".")
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn grade_kind(word: &str) -> Option<GradeKind> {
    GradeKind::WORDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind)
}

pub(super) fn derived(derived: Derived, kind: ValueKind, at: At) -> Node {
    Node { expr: Expr::Derived(derived), kind: Kind::One(kind), at }
}
