//! What ends with a year and has no successor: holidays, aims, figures of an area. It is said in the year that lacks it;
//! of what ended long ago nobody waits for more.

use chrono::{Days, NaiveDate};

use super::super::desk::and_list;
use super::floors::DAYS_AHEAD;
use crate::domain::AcademicYear;
use crate::rulebook::Span;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::model::{Figure, RuleKind, Rulebook};

/// Names that are said; the others are counted.
const MOST: usize = 3;

pub(super) fn warn(rulebook: &Rulebook, today: Option<NaiveDate>, out: &mut Vec<Diagnostic>) {
    let years = rulebook.year_begins;
    let year_on = |day: Option<NaiveDate>| day.and_then(|day| years.year_of(day));
    let soon = year_on(today.and_then(|day| day.checked_add_days(Days::new(DAYS_AHEAD))));
    let (Some(soon), Some(now)) = (soon, year_on(today)) else { return };
    holidays(rulebook, soon, out);
    aims(rulebook, soon, out);
    // the results of a year come in when it is over
    figures(rulebook, now.before(1), out);
}

fn holidays(rulebook: &Rulebook, wanted: AcademicYear, out: &mut Vec<Diagnostic>) {
    let last = rulebook.holidays.iter().max_by_key(|holiday| holiday.from);
    let Some(last) = last.filter(|last| rulebook.year_begins.year_of(last.from) == Some(wanted.before(1))) else {
        return;
    };
    let message = format!("the school holidays run out: none is given for {wanted}");
    let help = "add its holidays and bank holidays; until then a meeting may be planned into one";
    out.push(Diagnostic::warning(Code::Gap, last.span.clone(), message).help(help));
}

fn aims(rulebook: &Rulebook, wanted: AcademicYear, out: &mut Vec<Diagnostic>) {
    let aims = || rulebook.rules.iter().filter(|rule| matches!(rule.kind, RuleKind::Aim { .. }));
    if aims().any(|aim| aim.years.to.is_none_or(|to| to >= wanted)) {
        return;
    }
    let Some(aim) = aims().find(|aim| aim.years.to == Some(wanted.before(1))) else { return };
    let message = format!("the aims run out: none is for {wanted}");
    let help = "add the aims of the next plan, or lengthen the `years` of those that go on";
    out.push(Diagnostic::warning(Code::Gap, aim.span.clone(), message).help(help));
}

/// Figures that were kept for the year before and are not there for this one.
fn figures(rulebook: &Rulebook, wanted: AcademicYear, out: &mut Vec<Diagnostic>) {
    let of = |figure: &Figure| (figure.area, figure.measure, figure.group, figure.statistic, figure.phase.clone());
    let goes_on = |figure: &Figure| {
        let same = rulebook.figures.iter().filter(|other| of(other) == of(figure));
        same.flat_map(|other| other.years.keys()).any(|year| *year >= wanted)
    };
    let ended = rulebook.figures.iter().filter(|figure| !goes_on(figure));
    let ended = ended.filter_map(|figure| Some((figure, &figure.years.get(&wanted.before(1))?.1)));
    let (mut names, mut first): (Vec<&str>, Option<&Span>) = (Vec::new(), None);
    for (figure, span) in ended {
        first = first.or(Some(span));
        let name = rulebook.measure(figure.measure).map_or("", |measure| &*measure.id);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let Some(span) = first else { return };
    let more = names.len().saturating_sub(MOST);
    names.truncate(MOST);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message = format!("figures run out: none is given for {wanted} of {}{more}", and_list(&names));
    let help = "add the year when it is published; until then rules that need it cannot say";
    out.push(Diagnostic::warning(Code::Gap, span.clone(), message).help(help));
}
