//! Lines of grades in order: a worse grade never begins above a better one.

use super::bounds::sort_of_schools;
use crate::rulebook::Span;
use crate::rulebook::check::thresholds::comparisons;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::expression::{Comparison, Operator};
use crate::rulebook::ids::StrandId;
use crate::rulebook::model::{Better, Rule, RuleKind, Rulebook};

/// One line of one grade.
struct Line<'r> {
    rule: &'r Rule,
    strand: StrandId,
    grade: u8,
    comparison: Comparison,
    place: Span,
}

pub(super) fn warn(rulebook: &Rulebook, out: &mut Vec<Diagnostic>) {
    let lines: Vec<Line<'_>> = rulebook.rules.iter().flat_map(lines).collect();
    for (at, one) in lines.iter().enumerate() {
        for two in lines.iter().skip(at + 1).filter(|two| comparable(one, two)) {
            let (better, worse) = if one.grade < two.grade { (one, two) } else { (two, one) };
            let Some(measure) = rulebook.measure(one.comparison.read.measure) else { continue };
            let wrong = match measure.better {
                Better::Higher => worse.comparison.line > better.comparison.line,
                Better::Lower => worse.comparison.line < better.comparison.line,
                Better::Neither => false,
            };
            if wrong {
                out.push(out_of_order(rulebook, better, worse));
            }
        }
    }
}

/// The lines of an indication that draws only one for each measure; more of them make a band, which is another matter.
fn lines(rule: &Rule) -> Vec<Line<'_>> {
    let (RuleKind::Indication { strand, grade }, Some(when)) = (&rule.kind, &rule.when) else { return Vec::new() };
    let all = comparisons(when);
    let alone = |comparison: &Comparison| all.iter().filter(|(other, _)| other.read == comparison.read).count() == 1;
    let drawn = all.iter().filter(|(comparison, _)| comparison.operator.orders() && alone(comparison));
    drawn
        .map(|(comparison, place)| Line {
            rule,
            strand: *strand,
            grade: *grade,
            comparison: *comparison,
            place: place.clone(),
        })
        .collect()
}

fn comparable(one: &Line<'_>, two: &Line<'_>) -> bool {
    let below = |line: &Line<'_>| matches!(line.comparison.operator, Operator::Less | Operator::AtMost);
    one.strand == two.strand
        && one.grade != two.grade
        && one.comparison.read == two.comparison.read
        && below(one) == below(two)
        && one.rule.years.overlap(&two.rule.years)
        && sort_of_schools(one.rule.applies.as_ref()) == sort_of_schools(two.rule.applies.as_ref())
}

fn out_of_order(rulebook: &Rulebook, better: &Line<'_>, worse: &Line<'_>) -> Diagnostic {
    let title = |grade: u8| {
        let grade = rulebook.judgements.grades.get(usize::from(grade));
        grade.map(|grade| grade.title.to_string()).unwrap_or_default()
    };
    let name = rulebook.measure(worse.comparison.read.measure).map(|measure| measure.id.to_string());
    let message = format!(
        "the lines of `{}` are out of order: {} at {}, {} at {}",
        name.unwrap_or_default(),
        title(better.grade),
        better.comparison.line,
        title(worse.grade),
        worse.comparison.line
    );
    Diagnostic::warning(Code::Order, worse.place.clone(), message)
        .here(title(worse.grade))
        .also(better.place.clone(), title(better.grade))
        .help("a school must not come to a worse grade by a better figure; exchange or correct the numbers")
}
