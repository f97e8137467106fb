//! Thresholds beside the values of their column: another scale, outside all values, many schools exactly on it.

use crate::domain::{AcademicYear, Value};
use crate::intake::record::{Dataset, FactKey};
use crate::rulebook::Rulebook;
use crate::rulebook::Span;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::expression::{Condition, Of, Operator, Read};
use crate::rulebook::model::{Rule, Scope};

/// Values needed before anything is said of a column.
const ENOUGH: usize = 5;
/// Schools exactly on a line from which it is pointed out, and the share of all there must be.
const MANY: usize = 3;
const SHARE: f64 = 0.08;
/// Different values from which a column is taken to be measured and not counted off or graded.
const MEASURED: usize = 8;

pub(super) fn remarks(rulebook: &Rulebook, dataset: &Dataset, years: &[AcademicYear]) -> Vec<Diagnostic> {
    let of_schools = rulebook.rules.iter().filter(|rule| rule.scope == Scope::School);
    of_schools.flat_map(|rule| of_rule(rulebook, dataset, years, rule)).collect()
}

fn of_rule(rulebook: &Rulebook, dataset: &Dataset, years: &[AcademicYear], rule: &Rule) -> Vec<Diagnostic> {
    let conditions = [rule.applies.as_ref(), rule.when.as_ref()].into_iter().flatten();
    let years: Vec<AcademicYear> = years.iter().copied().filter(|year| rule.years.contains(*year)).collect();
    conditions.flat_map(|condition| of_condition(rulebook, dataset, &years, condition)).collect()
}

fn of_condition(
    rulebook: &Rulebook,
    dataset: &Dataset,
    years: &[AcademicYear],
    condition: &Condition,
) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for (expression, place) in condition.expressions() {
        for comparison in expression.comparisons() {
            if comparison.read.of != Of::Subject || comparison.operator == Operator::In {
                continue;
            }
            let values = values(rulebook, dataset, years, &comparison.read);
            let line = Line {
                place: place.within(&expression.text, comparison.line_at.offset, comparison.line_at.len),
                number: comparison.line,
                title: rulebook.measure(comparison.read.measure).map_or("", |measure| &measure.title),
                operator: comparison.operator,
            };
            out.extend(line.scale(&values).or_else(|| line.many_on_it(&values)));
        }
    }
    out
}

/// The values of a column over the years, in order.
fn values(rulebook: &Rulebook, dataset: &Dataset, years: &[AcademicYear], read: &Read) -> Vec<f64> {
    let undated = rulebook.measure(read.measure).is_some_and(|measure| measure.undated);
    let keys: Vec<FactKey> = if undated {
        vec![FactKey { measure: read.measure, group: read.group, year: None }]
    } else {
        let years = years.iter().map(|year| read.year.in_year(*year));
        years.map(|year| FactKey { measure: read.measure, group: read.group, year: Some(year) }).collect()
    };
    let entries = dataset.schools.iter().flat_map(|school| keys.iter().filter_map(|key| school.facts.get(*key)));
    let mut values: Vec<f64> = entries.filter_map(|e| e.value.as_ref().ok().and_then(Value::number)).collect();
    values.sort_by(f64::total_cmp);
    values
}

struct Line<'a> {
    place: Span,
    number: f64,
    title: &'a str,
    operator: Operator,
}

impl Line<'_> {
    /// `0.65, but this column runs 12 to 98: did you mean 65?`
    fn scale(&self, values: &[f64]) -> Option<Diagnostic> {
        let (least, most) = (*values.first()?, *values.last()?);
        if values.len() < ENOUGH || (least <= self.number && self.number <= most) || self.number == 0.0 {
            return None;
        }
        let column = format!("`{}` runs {} to {} in these workbooks", self.title, shown(least), shown(most));
        let inside = |number: f64| least <= number && number <= most;
        let meant = [self.number * 100.0, self.number / 100.0, self.number * 10.0, self.number / 10.0];
        let factor_of_100 = (self.number.abs() <= 1.0) == (most > 1.5);
        let meant = meant.into_iter().take(if factor_of_100 { 4 } else { 0 }).find(|number| inside(*number));
        let meant = meant.filter(|_| self.number.abs() <= 1.0 || most <= 1.5);
        let message = format!("{}, but {column}", shown(self.number));
        let warning = |message: String| Diagnostic::warning(Code::Threshold, self.place.clone(), message);
        meant.map(|meant| {
            warning(format!("{message}: did you mean {}?", shown(meant)))
                .help("write percentages as they stand in the column, from 0 to 100")
        })
    }

    /// Many schools exactly on a line: there `<` and `<=` are two policies.
    fn many_on_it(&self, values: &[f64]) -> Option<Diagnostic> {
        let mut different = values.to_vec();
        different.dedup();
        let on = values.iter().filter(|value| (**value - self.number).abs() < 1e-9).count();
        let share = in_hundred(on, values.len()) / 100.0;
        if on < MANY || share < SHARE || different.len() < MEASURED || !self.operator.orders() {
            return None;
        }
        let (sign, other) = match self.operator {
            Operator::Less => ("<", "<="),
            Operator::AtMost => ("<=", "<"),
            Operator::More => (">", ">="),
            _ => (">=", ">"),
        };
        let message = format!(
            "{on} of {} values of `{}` stand exactly on {}: with `{other}` instead of `{sign}` they would be judged otherwise",
            values.len(),
            self.title,
            shown(self.number)
        );
        let help = "see that the document says which is meant: “below”, or “at or below”";
        Some(Diagnostic::warning(Code::Threshold, self.place.clone(), message).help(help))
    }
}

fn shown(number: f64) -> Value {
    Value::Number(number)
}

/// So many in a hundred.
pub(super) fn in_hundred(some: usize, all: usize) -> f64 {
    let number = |count: usize| u32::try_from(count).map_or(f64::from(u32::MAX), f64::from);
    if all == 0 { 0.0 } else { number(some) * 100.0 / number(all) }
}
