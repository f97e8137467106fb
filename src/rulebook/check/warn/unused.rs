//! What nothing uses: measures, settings, teams; and measures that no workbook can give.

use std::collections::BTreeSet;

use super::by_file;
use crate::rulebook::check::order::{conditions, expressions};
use crate::rulebook::check::sections::Sections;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::expression::{Expression, Of};
use crate::rulebook::ids::{MeasureId, SettingId};
use crate::rulebook::model::{Measure, PaperSection, Rule, RuleKind, Rulebook};
use crate::rulebook::raw::RawGradesOrSetting;

pub(super) fn warn(rulebook: &Rulebook, sections: &Sections<'_>, read_beside: &[&str], out: &mut Vec<Diagnostic>) {
    let asked = everything_asked(rulebook);
    measures(rulebook, &asked, out);
    settings(rulebook, &asked, &settings_named(sections, read_beside), out);
    teams(rulebook, out);
    milliseconds(sections, out);
}

/// Scripts were once bounded by the clock, whose answer depends on how busy the machine is.
fn milliseconds(sections: &Sections<'_>, out: &mut Vec<Diagnostic>) {
    let Some(limits) = sections.limits.iter().find(|limits| limits.raw.script_milliseconds.is_some()) else { return };
    let message = "`script milliseconds` counts nothing any more: scripts are bounded in steps and size";
    let place = limits.place.field("script milliseconds");
    out.push(Diagnostic::warning(Code::Unused, place.key_span(), message).help("take the line out"));
}

/// Every expression of the rulebook.
fn everything_asked(rulebook: &Rulebook) -> Vec<&Expression> {
    let mut asked: Vec<&Expression> = rulebook.rules.iter().flat_map(|rule| expressions(rule)).collect();
    asked.extend(rulebook.rules.iter().flat_map(sentences));
    let others = rulebook.comparators.iter().filter_map(|comparator| comparator.which.as_ref());
    let others = others.chain(rulebook.partners.iter().flat_map(|p| [&p.partner_when, &p.needed_when]));
    let others = others.chain(rulebook.cycle.iter().filter_map(|event| event.for_schools.as_ref()));
    let others = others.chain(rulebook.players.iter().filter_map(|player| player.for_schools.as_ref()));
    let others = others.chain(&rulebook.judgements.working.own_waits_when);
    asked.extend(others.flat_map(|condition| condition.expressions()).map(|(expression, _)| expression));
    asked.extend(rulebook.partners.iter().filter_map(|partner| partner.say.as_ref()).flat_map(|say| say.expressions()));
    asked.extend(rulebook.partners.iter().flat_map(|partner| partner.need.iter().chain(&partner.strength)));
    asked.extend(rulebook.consistency.iter().flat_map(|check| check.parts.iter().chain([&check.total])));
    asked.extend(rulebook.measures.iter().filter_map(|measure| measure.computed.as_ref()));
    let pages = rulebook.papers.iter().filter_map(|paper| paper.for_schools.as_ref());
    let pages = pages.chain(parts_of_papers(rulebook).filter_map(|part| part.for_schools.as_ref()));
    asked.extend(pages.flat_map(|condition| condition.expressions()).map(|(expression, _)| expression));
    asked.extend(parts_of_papers(rulebook).flat_map(|part| &part.figures).map(|figure| &figure.value));
    asked
}

fn parts_of_papers(rulebook: &Rulebook) -> impl Iterator<Item = &PaperSection> {
    rulebook.papers.iter().flat_map(|paper| &paper.sections)
}

fn sentences(rule: &Rule) -> Vec<&Expression> {
    let says = [&rule.says.holds, &rule.says.does_not_hold, &rule.says.unknown];
    says.into_iter().flatten().flat_map(|say| say.expressions()).collect()
}

fn measures(rulebook: &Rulebook, asked: &[&Expression], out: &mut Vec<Diagnostic>) {
    let mut used: BTreeSet<MeasureId> = BTreeSet::new();
    for read in asked.iter().flat_map(|expression| expression.reads()) {
        used.insert(read.measure);
        if let Of::Comparator(comparator, _) = read.of {
            used.extend(rulebook.comparator(comparator).into_iter().flat_map(|comparator| comparator.same.iter()));
        }
    }
    for measure in &rulebook.measures {
        used.extend(measure.cohort.into_iter().chain(measure.dated_by));
    }
    let strands = &rulebook.judgements.strands;
    used.extend(strands.iter().flat_map(|strand| [strand.self_evaluated, strand.inspected]).flatten());
    used.extend(&rulebook.report.headline_measures);
    used.extend(&rulebook.report.at_a_glance);
    used.extend(rulebook.report.good_schools);
    used.extend(rulebook.report.first_by);
    used.extend(parts_of_papers(rulebook).flat_map(|part| &part.measures));
    used.extend(rulebook.papers.iter().filter_map(|paper| paper.to));
    used.extend(rulebook.partners.iter().flat_map(|partner| partner.same.iter().chain(&partner.order_by)));
    used.extend(rulebook.partnering.iter().flat_map(|all| &all.alike).flat_map(|alike| &alike.measures));
    let implied: BTreeSet<MeasureId> = rulebook
        .measures
        .iter()
        .flat_map(|m| &m.categories)
        .flat_map(|c| &c.implies)
        .map(|(target, _)| *target)
        .collect();
    let numbered = || rulebook.measures.iter().zip((0_u16..).map(MeasureId));
    let implies = |measure: &Measure| measure.categories.iter().any(|category| !category.implies.is_empty());
    let idle = numbered().filter(|(measure, number)| !used.contains(number) && !implies(measure));
    let idle = idle.map(|(measure, _)| (&*measure.id, measure.span.clone()));
    out.extend(by_file(idle).into_iter().map(|(names, place)| {
        Diagnostic::note(Code::Unused, place, format!("no rule or sentence uses {names}"))
            .help("what is only to be shown can stay; a rule may have been forgotten")
    }));
    for (measure, number) in numbered() {
        if measure.headings.is_empty() && measure.computed.is_none() && !implied.contains(&number) {
            let message = format!("no workbook can give the measure `{}`: it has no headings", measure.id);
            out.push(
                Diagnostic::warning(Code::Unused, measure.span.clone(), message)
                    .help("list the headings under which it stands in workbooks, or say how it is `computed`"),
            );
        }
    }
}

/// Settings that are used by their name, outside conditions and sentences: by triggers, and beside the rules.
fn settings_named<'n>(sections: &'n Sections<'_>, read_beside: &[&'n str]) -> BTreeSet<&'n str> {
    let by_triggers = sections.triggers.iter().filter_map(|entry| match &entry.raw.grades {
        RawGradesOrSetting::Setting(name) => name.trim().strip_prefix("settings."),
        RawGradesOrSetting::Grades(_) => None,
    });
    by_triggers.chain(read_beside.iter().copied()).collect()
}

fn settings(rulebook: &Rulebook, asked: &[&Expression], named: &BTreeSet<&str>, out: &mut Vec<Diagnostic>) {
    let used: BTreeSet<SettingId> = asked.iter().flat_map(|expression| expression.settings()).collect();
    for (setting, number) in rulebook.settings.iter().zip(0_u16..) {
        if !used.contains(&SettingId(number)) && !named.contains(&*setting.id) {
            let message = format!("nothing uses the setting `{}`, so changing it changes nothing", setting.id);
            let help = format!("use it in a rule as `settings.{}`, or take it out", setting.id);
            out.push(Diagnostic::warning(Code::Unused, setting.span.clone(), message).help(help));
        }
    }
}

/// Teams of models that are for no grade.
fn teams(rulebook: &Rulebook, out: &mut Vec<Diagnostic>) {
    let deployed: BTreeSet<&str> = rulebook
        .support
        .iter()
        .filter(|model| !model.grades.is_empty())
        .flat_map(|model| &model.teams)
        .chain(rulebook.rules.iter().flat_map(|rule| match &rule.kind {
            RuleKind::SupportWhen { teams, .. } => teams.as_slice(),
            _ => &[],
        }))
        .map(|team| &*team.team)
        .collect();
    for team in rulebook.support.iter().filter(|model| model.grades.is_empty()).flat_map(|model| &model.teams) {
        if !deployed.contains(&*team.team) {
            let message = format!("the team `{}` is never deployed: its support is for no grade", team.team);
            let help = "list the grades at which the support is given under `grades`";
            out.push(Diagnostic::warning(Code::Unused, team.span.clone(), message).help(help));
        }
    }
    for rule in &rulebook.rules {
        // conditions are read for their mistakes even where nothing is deployed
        let none = matches!(&rule.kind, RuleKind::SupportWhen { teams, plan: None, .. } if teams.is_empty());
        if none && !conditions(rule).is_empty() {
            let message = format!("`{}` calls for support and names no team and no plan", rule.id);
            let help = "list the team and its forms, or write the `plan`";
            out.push(Diagnostic::warning(Code::Unused, rule.span.clone(), message).help(help));
        }
    }
}
