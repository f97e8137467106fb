//! Conditions in words.

use super::words::{number, plain, unit_after};
use crate::domain::Value;
use crate::rulebook::expression::{
    Aggregate, Arithmetic, Builtin, Condition, ConditionKind, Derived, Expr, Expression, Function, GradeKind, Node, Of,
    Operator, Read, Statistic, YearOf,
};
use crate::rulebook::ids::GroupId;
use crate::rulebook::model::{Rulebook, Unit};

/// A condition as a list, one test a line.
pub(super) fn bullets(rulebook: &Rulebook, condition: &Condition) -> String {
    let mut lines = Vec::new();
    put(&Say(rulebook), condition, 0, &mut lines);
    lines.join("\n") + "\n"
}

/// A condition in one line.
pub(super) fn line(rulebook: &Rulebook, condition: &Condition) -> String {
    Say(rulebook).condition(condition)
}

/// An expression in one line.
pub(super) fn expression(rulebook: &Rulebook, expression: &Expression) -> String {
    Say(rulebook).node(&expression.root)
}

fn put(say: &Say<'_>, condition: &Condition, depth: usize, lines: &mut Vec<String>) {
    let indent = "  ".repeat(depth);
    let mut joined = |words: &str, parts: &[Condition]| match parts {
        [one] => put(say, one, depth, lines),
        _ => {
            lines.push(format!("{indent}- {words}"));
            parts.iter().for_each(|part| put(say, part, depth + 1, lines));
        }
    };
    match &condition.kind {
        ConditionKind::All(parts) => joined("all of these hold:", parts),
        ConditionKind::Any(parts) => joined("at least one of these holds:", parts),
        ConditionKind::AtLeast(least, parts) => joined(&format!("at least {least} of these hold:"), parts),
        ConditionKind::Not(part) => {
            lines.push(format!("{indent}- this does not hold:"));
            put(say, part, depth + 1, lines);
        }
        ConditionKind::Always(_) => lines.push(format!("{indent}- {}", say.condition(condition))),
        ConditionKind::Test(test) => match &test.root.expr {
            Expr::And(parts) if depth == 0 => parts.iter().for_each(|p| lines.push(format!("- {}", say.inner(p)))),
            _ => lines.push(format!("{indent}- {}", say.node(&test.root))),
        },
    }
}

struct Say<'r>(&'r Rulebook);

impl Say<'_> {
    fn condition(&self, condition: &Condition) -> String {
        let joined = |parts: &[Condition], by: &str| {
            let parts: Vec<String> = parts.iter().map(|part| format!("({})", self.condition(part))).collect();
            parts.join(by)
        };
        match &condition.kind {
            ConditionKind::Always(true) => "always".to_owned(),
            ConditionKind::Always(false) => "never".to_owned(),
            ConditionKind::All(parts) => joined(parts, " and "),
            ConditionKind::Any(parts) => joined(parts, " or "),
            ConditionKind::AtLeast(least, parts) => format!("at least {least} of {}", joined(parts, ", ")),
            ConditionKind::Not(part) => format!("not ({})", self.condition(part)),
            ConditionKind::Test(test) => self.node(&test.root),
        }
    }

    /// A part of a larger one: bracketed where it could be misread.
    fn inner(&self, node: &Node) -> String {
        match &node.expr {
            Expr::And(_) | Expr::Or(_) | Expr::Arithmetic(..) => format!("({})", self.node(node)),
            _ => self.node(node),
        }
    }

    fn node(&self, node: &Node) -> String {
        let all = |parts: &[Node], by: &str| parts.iter().map(|part| self.inner(part)).collect::<Vec<_>>().join(by);
        match &node.expr {
            Expr::Constant(value, setting) => self.constant(value, setting.map(|id| usize::from(id.0)), ""),
            Expr::List(values, setting) => self.list(values, setting.map(|id| usize::from(id.0))),
            Expr::Read(read) => self.read(read),
            Expr::Derived(derived) => self.derived(derived),
            Expr::Date => "the stated date".to_owned(),
            Expr::Year => "the year judged".to_owned(),
            Expr::Change(read, 1) => format!("the change in one year of {}", self.read(read)),
            Expr::Change(read, years) => format!("the change in {years} years of {}", self.read(read)),
            Expr::Series(read, years) => format!("{} in the last {years} years", self.read(read)),
            Expr::Pooled { read, years, .. } => format!("{}, {years} years together", self.read(read)),
            Expr::Pupils { read, .. } => format!("{}, as a number of pupils", self.read(read)),
            Expr::Known(inner) => format!("it is known: {}", self.inner(inner)),
            Expr::Marked(read, marker) => format!("{} is marked “{marker}”", self.read(read)),
            Expr::And(parts) => all(parts, " and "),
            Expr::Or(parts) => all(parts, " or "),
            Expr::Not(inner) => self.not(inner),
            Expr::Compare { operator, sides, .. } => self.compare(*operator, &sides.0, &sides.1),
            Expr::In(left, list) => format!("{} is one of {}", self.inner(left), self.node(list)),
            Expr::Arithmetic(how, sides) => {
                format!("{} {} {}", self.inner(&sides.0), sign(*how), self.inner(&sides.1))
            }
            Expr::Negate(inner) => format!("−{}", self.inner(inner)),
            Expr::Call(function, parts) => self.call(*function, parts),
            Expr::Schools { aggregate, each, which, .. } => self.schools(*aggregate, each, which.as_deref()),
            Expr::School(_) => "the school".to_owned(),
            Expr::Bad => String::new(),
        }
    }

    fn not(&self, inner: &Node) -> String {
        match &inner.expr {
            Expr::Read(read) if self.is_yes_or_no(read) => format!("{}: no", self.named(read)),
            Expr::In(left, list) => format!("{} is none of {}", self.inner(left), self.node(list)),
            Expr::Known(inner) => format!("it is not known: {}", self.inner(inner)),
            _ => format!("not ({})", self.node(inner)),
        }
    }

    fn compare(&self, operator: Operator, left: &Node, right: &Node) -> String {
        let unit = [left, right].into_iter().find_map(|side| self.unit(side)).unwrap_or_default();
        let of_grades = [left, right].into_iter().any(|side| self.is_grade(side));
        let grade = |node: &Node| match &node.expr {
            Expr::Constant(Value::Number(number), None) if of_grades => self.0.judgements.numbered(*number),
            _ => None,
        };
        let side = |node: &Node| match &node.expr {
            _ if grade(node).is_some() => grade(node).map(|grade| plain(&grade.id)).unwrap_or_default(),
            Expr::Constant(value, setting) => self.constant(value, setting.map(|id| usize::from(id.0)), unit),
            _ => self.inner(node),
        };
        let how = match operator {
            Operator::Less => "is below",
            Operator::AtMost => "is at most",
            Operator::More => "is above",
            Operator::AtLeast => "is at least",
            Operator::Equal => "is",
            Operator::Differs => "is not",
            Operator::In => "is one of",
        };
        format!("{} {how} {}", side(left), side(right))
    }

    /// Whether a side is a grade, which is called by its own name.
    fn is_grade(&self, node: &Node) -> bool {
        match &node.expr {
            Expr::Read(read) => {
                read.of == Of::Subject
                    && self.0.measure(read.measure).is_some_and(|measure| measure.unit == Unit::Grade)
            }
            Expr::Derived(Derived::Grade(..)) => true,
            _ => false,
        }
    }

    /// The unit of a reading, to stand after the number it is compared with.
    fn unit(&self, node: &Node) -> Option<&'static str> {
        match &node.expr {
            Expr::Read(read) | Expr::Pooled { read, .. } => {
                let place = matches!(read.of, Of::Comparator(_, statistic) if !statistic.is_figure());
                self.0.measure(read.measure).filter(|_| !place).map(|measure| unit_after(measure.unit))
            }
            Expr::Change(read, _) => self.0.measure(read.measure).map(|measure| match measure.unit {
                Unit::Percent => " percentage points",
                other => unit_after(other),
            }),
            _ => None,
        }
    }

    fn constant(&self, value: &Value, setting: Option<usize>, unit: &str) -> String {
        let words = match value {
            Value::Number(value) => format!("{}{unit}", number(*value)),
            Value::Text(text) => format!("“{}”", plain(text)),
            other => other.to_string(),
        };
        match setting.and_then(|at| self.0.settings.get(at)) {
            Some(setting) => format!("{words} (`settings.{}`)", setting.id),
            None => words,
        }
    }

    fn list(&self, values: &[Value], setting: Option<usize>) -> String {
        let words: Vec<String> = values.iter().map(|value| self.constant(value, None, "")).collect();
        let list = match words.as_slice() {
            [all @ .., last] if !all.is_empty() => format!("{} or {last}", all.join(", ")),
            _ => words.join(""),
        };
        match setting.and_then(|at| self.0.settings.get(at)) {
            Some(setting) => format!("{list} (`settings.{}`)", setting.id),
            None => list,
        }
    }

    fn is_yes_or_no(&self, read: &Read) -> bool {
        self.0.measure(read.measure).is_some_and(|measure| measure.unit == Unit::YesNo)
    }

    fn read(&self, read: &Read) -> String {
        let named = self.named(read);
        if self.is_yes_or_no(read) { format!("{named}: yes") } else { named }
    }

    /// A reading: measure, group, year, comparator.
    fn named(&self, read: &Read) -> String {
        let mut words = self.0.measure(read.measure).map_or(String::new(), |measure| plain(&measure.title));
        if read.group != GroupId::ALL {
            words.push_str(
                &self.0.group(read.group).map_or(String::new(), |group| format!(" ({})", plain(&group.title))),
            );
        }
        match read.year {
            YearOf::Judged => {}
            YearOf::Before(years) => words.push_str(&format!(" {}", years_earlier(years))),
            YearOf::Now => words.push_str(" on the review's date"),
            YearOf::At(year) => words.push_str(&format!(" in {year}")),
        }
        if let Of::Comparator(comparator, statistic) = read.of {
            let title = self.0.comparator(comparator).map_or(String::new(), |one| plain(&one.title));
            return format!("{} of “{title}” for {words}", statistic_words(statistic));
        }
        words
    }

    fn derived(&self, derived: &Derived) -> String {
        match derived {
            Derived::Grade(kind, strand) => {
                let strand = self.0.strand(*strand).map_or(String::new(), |strand| plain(&strand.title));
                format!("the {} for “{strand}”", grade_words(*kind))
            }
            Derived::Rule(name) => {
                let title = self.0.rule_named(&name.0).map_or(name.0.to_string(), |(_, rule)| plain(&rule.title));
                format!("“{title}” holds")
            }
            Derived::FloorBelow => "the school is below a floor standard".to_owned(),
            Derived::FloorInForce => "a floor standard is in force for the school".to_owned(),
            Derived::RiskCount => "the number of risks present".to_owned(),
            Derived::Status => "the school's status".to_owned(),
            Derived::PlanBehind => "the meetings running at which a plan of the school was behind".to_owned(),
            Derived::Before(asked, years) => format!("{}, {}", self.derived(asked), years_earlier(*years)),
        }
    }

    fn call(&self, function: Function, parts: &[Node]) -> String {
        if let (Function::Builtin(Builtin::First | Builtin::Last), [line, place]) = (function, parts) {
            return format!("{} is at most {}", self.inner(place), self.inner(line));
        }
        let name = match function {
            Function::Builtin(one) => {
                Builtin::WORDS.iter().find(|(_, known, _)| *known == one).map_or("", |(word, ..)| word)
            }
            Function::Script(id) => {
                self.0.scripts.functions().get(usize::from(id.0)).map_or("", |function| function.name.as_str())
            }
        };
        let parts: Vec<String> = parts.iter().map(|part| self.node(part)).collect();
        format!("`{name}` of ({})", parts.join("; "))
    }

    fn schools(&self, aggregate: Aggregate, each: &Node, which: Option<&Node>) -> String {
        let of = which.map_or(String::new(), |which| format!(" among those where {}", self.inner(which)));
        let each = self.inner(each);
        match aggregate {
            Aggregate::Any => format!("at least one school{of}: {each}"),
            Aggregate::Every => format!("every school{of}: {each}"),
            Aggregate::No => format!("no school{of}: {each}"),
            Aggregate::Count => format!("the number of schools{of} where {each}"),
            Aggregate::Share => format!("the percentage of schools{of} where {each}"),
            Aggregate::Sum => format!("the sum over schools{of} of {each}"),
            Aggregate::Mean => format!("the mean over schools{of} of {each}"),
            Aggregate::Values => format!("each school's{of} {each}"),
        }
    }
}

fn sign(how: Arithmetic) -> &'static str {
    match how {
        Arithmetic::Add => "+",
        Arithmetic::Subtract => "−",
        Arithmetic::Multiply => "×",
        Arithmetic::Divide => "÷",
    }
}

fn statistic_words(statistic: Statistic) -> &'static str {
    match statistic {
        Statistic::Mean => "the mean",
        Statistic::Median => "the median",
        Statistic::UpperQuartile => "the upper quartile",
        Statistic::LowerQuartile => "the lower quartile",
        Statistic::Rank => "the place (1 is best)",
        Statistic::RankFromLast => "the place from the end (1 is last)",
        Statistic::Percentile => "the part of a hundred that are worse",
        Statistic::Count => "the number",
    }
}

fn grade_words(kind: GradeKind) -> &'static str {
    match kind {
        GradeKind::Working => "grade worked with",
        GradeKind::SelfEvaluated => "school's own grade",
        GradeKind::Inspected => "inspectors' grade",
        GradeKind::Indicated => "grade indicated by rules",
        GradeKind::Agreed => "grade agreed by people",
    }
}

fn years_earlier(years: u16) -> String {
    if years == 1 { "a year earlier".to_owned() } else { format!("{years} years earlier") }
}
