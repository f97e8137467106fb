//! One rule's answer: every comparison with its margin, every value with its cell, and what would turn it.

use super::{Source, Tree};
use crate::domain::{InPupils, Value, whole_pupils};
use crate::judge::evaluate::{Finding, Flip, Outcome, Reading, Test};
use crate::rulebook::model::Rule;

/// How far an answer is followed through other rules: a rule on a rule on a rule is the deepest that is written.
const DEEPEST: u8 = 4;

/// What a rule says and why.
pub(super) fn tree(source: &Source<'_>, school: usize, finding: &Finding) -> Tree {
    Teller { source, school, others: 0 }.tree(finding)
}

/// The same with the other rules it asks, each with what it says and why.
pub(super) fn with_others(source: &Source<'_>, school: usize, finding: &Finding) -> Tree {
    Teller { source, school, others: DEEPEST }.tree(finding)
}

#[derive(Clone, Copy)]
struct Teller<'a> {
    source: &'a Source<'a>,
    school: usize,
    /// how many steps other rules are still followed
    others: u8,
}

impl<'a> Teller<'a> {
    fn tree(self, finding: &Finding) -> Tree {
        let rule = self.source.rulebook.rule(finding.rule);
        let (title, id) = rule.map_or(("", ""), |rule| (&rule.title, &rule.id));
        let place = rule.map_or(String::new(), |rule| format!("  [{}]", rule.span));
        let mut tree = Tree::new(format!("{title}: {}  ({id}){place}", finding.outcome));
        let sentence = Some(&finding.sentence).filter(|sentence| !sentence.is_empty());
        tree.children.extend(sentence.map(Tree::new));
        let said = |reason: &&String| sentence.is_some_and(|sentence| sentence.contains(reason.as_str()));
        if let Some(reason) = finding.reason.as_ref().filter(|reason| !said(reason)) {
            tree.children.push(Tree::new(format!("because {reason}")));
        }
        tree.children.extend(finding.guarded.as_ref().or(finding.near_miss.as_ref()).map(Tree::new));
        tree.children.extend(finding.tests.iter().map(|test| self.test(finding, test)));
        let in_tests: Vec<usize> = finding.tests.iter().flat_map(|test| test.readings.iter().copied()).collect();
        let others = finding.readings.iter().enumerate().filter(|(number, _)| !in_tests.contains(number));
        tree.children.extend(others.map(|(_, reading)| self.reading(reading)));
        if matches!(finding.outcome, Outcome::Holds | Outcome::DoesNotHold) {
            let flip = self.source.views.smallest_change(self.school, finding.rule);
            tree.children.extend(flip.map(|flip| Tree::new(flip_line(self.source, rule, &flip))));
        }
        tree
    }

    fn test(self, finding: &Finding, test: &Test) -> Tree {
        let answer = match test.truth {
            crate::domain::Truth::Holds => "holds",
            crate::domain::Truth::DoesNotHold => "does not hold",
            crate::domain::Truth::CannotSay => "cannot say",
        };
        let margin = test.margin.map_or(String::new(), |margin| margin_in_words(margin, test.margin_pupils));
        let mut tree = Tree::new(format!("{}: {answer}{margin}  [{}]", test.text, test.place));
        let readings = test.readings.iter().filter_map(|number| finding.readings.get(*number));
        tree.children = readings.map(|reading| self.reading(reading)).collect();
        tree
    }

    /// A value with where it comes from: its cell, what it was worked out from, or the rules that were asked.
    fn reading(self, reading: &Reading) -> Tree {
        let value = match &reading.value {
            Ok(value) => reading.grade(self.source.rulebook).map_or_else(|| value.to_string(), |name| name.to_string()),
            Err(missing) => format!("not known: {missing}"),
        };
        let from = match (&reading.place, &reading.origin, self.instead(reading)) {
            (_, _, Some(was)) => format!("  <supposed; {was}>"),
            (Some(place), ..) => format!("  <{place}>"),
            (None, Some(origin), None) => format!("  <{origin}>"),
            (None, None, None) => String::new(),
        };
        let mut tree = Tree::new(format!("{} = {value}{from}", reading.title));
        let parts = self.source.views.parts(self.school, reading);
        tree.children.extend(parts.iter().map(|part| self.reading(part)));
        tree.children.extend(self.asked(reading));
        tree
    }

    fn instead(self, reading: &Reading) -> Option<&'a str> {
        let same = |known: &&super::Instead| {
            Some(known.measure) == reading.measure && known.group == reading.group && Some(known.year) == reading.year
        };
        self.source.supposed.iter().find(same).filter(|_| !reading.compared).map(|known| known.was.as_str())
    }

    /// The finding of another rule that was asked.
    fn asked(self, reading: &Reading) -> Option<Tree> {
        let others = self.others.checked_sub(1)?;
        let name = reading.name.strip_prefix("rule(\"")?.strip_suffix("\")")?;
        let (id, _) = self.source.rulebook.rule_named(name)?;
        let found = self.source.evaluation.schools.iter().find(|found| found.school == self.school)?;
        let verdict = found.of(id).filter(|verdict| verdict.outcome != Outcome::NotApplicable)?;
        Some(Self { others, ..self }.tree(&self.source.views.finding(self.school, *verdict)))
    }
}

/// `, 2.25 below the line, 4 pupils`: pupils are whole, so that as many of them reach the line.
fn margin_in_words(margin: f64, pupils: Option<InPupils>) -> String {
    if margin == 0.0 {
        return ", exactly on the line".to_owned();
    }
    let side = if margin < 0.0 { "below" } else { "above" };
    let pupils = pupils.map_or(String::new(), |pupils| format!(", {}", pupils_in_words(pupils)));
    format!(", {} {side} the line{pupils}", Value::Number(margin.abs()))
}

/// `1 pupil`, `4 pupils`, `about 38 pupils`.
fn pupils_in_words(pupils: InPupils) -> String {
    let whole = whole_pupils(pupils.share).abs();
    let about = if pupils.about { "about " } else { "" };
    if whole > 1.0 { format!("{about}{whole} pupils") } else { format!("{about}1 pupil") }
}

fn flip_line(source: &Source<'_>, rule: Option<&Rule>, flip: &Flip) -> String {
    let measure = source.rulebook.measure(flip.measure).map_or("", |measure| &measure.title);
    let pupils = match flip.pupils {
        Some(pupils) => format!(", {} {}", pupils_in_words(pupils), if pupils.share < 0.0 { "fewer" } else { "more" }),
        None => String::new(),
    };
    format!(
        "{} would be “{}” if {measure} were {} instead of {}{pupils}",
        rule.map_or("it", |rule| &rule.title),
        flip.becomes,
        Value::Number(flip.to),
        Value::Number(flip.from)
    )
}

#[cfg(test)]
mod tests {
    use super::{InPupils, margin_in_words, pupils_in_words};

    #[test]
    fn pupils_are_whole_and_never_none() {
        let said = |share| pupils_in_words(InPupils { share, about: false });
        assert_eq!([0.2, 1.0, -1.01, 3.9].map(said), ["1 pupil", "1 pupil", "2 pupils", "4 pupils"]);
        assert_eq!(said(165.0 * (58.0 - 40.0) / 100.0), "30 pupils");
    }

    #[test]
    fn a_margin_says_on_which_side_of_the_line_it_is() {
        assert_eq!(margin_in_words(0.0, Some(InPupils { share: 0.0, about: false })), ", exactly on the line");
        assert_eq!(
            margin_in_words(-2.25, Some(InPupils { share: -3.7, about: false })),
            ", 2.25 below the line, 4 pupils"
        );
        let about = InPupils { share: 37.3, about: true };
        assert_eq!(margin_in_words(4.5, Some(about)), ", 4.5 above the line, about 38 pupils");
        assert_eq!(margin_in_words(4.5, None), ", 4.5 above the line");
    }
}
