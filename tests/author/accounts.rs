//! What a rule says and the account of why are made apart, from the same values: they never differ.

use super::world::{DATASET, RULEBOOK, checked, date, year};
use yardstick::judge::advise::advise;
use yardstick::judge::decided::Decisions;
use yardstick::judge::evaluate::{Nearness, Outcome, Verdict, Views, evaluate};
use yardstick::rulebook::model::RuleKind;
use yardstick::rulebook::{RuleSource, expression};

#[test]
fn the_account_of_every_rule_and_school_agrees_with_its_verdict() {
    let decisions = Decisions::default();
    let evaluation = evaluate(&RULEBOOK, &DATASET, &decisions, year("2011-12"), date());
    let views = Views::new(&RULEBOOK, &DATASET, &decisions, &evaluation);
    let mut seen = std::collections::HashMap::new();
    for school in &evaluation.schools {
        for verdict in &school.findings {
            let rule = RULEBOOK.rule(verdict.rule).unwrap();
            // asked for how near it is, whatever judging found
            let account = views.account(school.school, Verdict { near: Some(Nearness::NearMiss), ..*verdict });
            let near = match (&account.guarded, &account.near_miss) {
                (Some(_), _) => Some(Nearness::Guarded),
                (None, Some(_)) => Some(Nearness::NearMiss),
                (None, None) => None,
            };
            assert_eq!(near, verdict.near, "{} for {}", rule.id, school.school);
            let unsaid = matches!(verdict.outcome, Outcome::CannotSay | Outcome::NotApplicable);
            assert_eq!(account.reason.is_some(), unsaid, "{} for {}", rule.id, school.school);
            assert_eq!(verdict.outcome, by_account(&views, school.school, rule), "{} for {}", rule.id, school.school);
            *seen.entry(verdict.outcome).or_insert(0) += 1;
        }
    }
    assert_eq!(seen.len(), 4, "every outcome was there to be compared: {seen:?}");
}

/// What a rule says where every part of its conditions is asked and recorded.
fn by_account(views: &Views<'_>, school: usize, rule: &yardstick::rulebook::model::Rule) -> Outcome {
    use yardstick::domain::Truth;
    let all = |condition: &expression::Condition| views.explained(school, condition).answer.truth;
    let abolished = matches!(rule.kind, RuleKind::Floor { abolished: true, .. });
    let when = rule.when.as_ref().map(all);
    match rule.applies.as_ref().map_or(Truth::Holds, all) {
        _ if !rule.years.contains(views.year()) => Outcome::NotApplicable,
        Truth::DoesNotHold => Outcome::NotApplicable,
        Truth::CannotSay if when != Some(Truth::DoesNotHold) => Outcome::CannotSay,
        _ => when.filter(|_| !abolished).map_or(Outcome::NotApplicable, Outcome::from),
    }
}

#[test]
fn a_script_is_called_once_for_a_school_measure_and_year_whoever_asks() {
    let rulebook = checked(&RuleSource::default_rulebook());
    let decisions = Decisions::default();
    let (id, measure) = rulebook.measure_named("fsm_band").unwrap();
    assert!(!measure.computed.as_ref().unwrap().functions().is_empty());
    let evaluation = evaluate(&rulebook, &DATASET, &decisions, year("2011-12"), date());
    let views = Views::new(&rulebook, &DATASET, &decisions, &evaluation);
    let read = expression::Read {
        measure: id,
        group: yardstick::rulebook::ids::GroupId::ALL,
        year: expression::YearOf::Judged,
        of: expression::Of::Subject,
    };
    let band = |school: usize| views.value(school, &read);
    let first: Vec<_> = (0..views.len()).map(band).collect();
    let before = rulebook.scripts.calls();
    // asked again, with what it rests on, and by everything that follows from the findings
    let again: Vec<_> = (0..views.len()).map(|school| views.figure(school, &read).reading.value).collect();
    assert_eq!(first, again);
    assert!(first.iter().any(Result::is_ok));
    assert_eq!(rulebook.scripts.calls(), before, "no script is called for a value that is known");
    let advice = advise(&rulebook, &DATASET, &decisions, &evaluation);
    assert_eq!(advice.schools.len(), views.len());
    let years = u64::try_from(DATASET.years.len()).unwrap() + 3;
    let scripted = rulebook.measures.iter().filter_map(|measure| measure.computed.as_ref());
    let scripted = scripted.filter(|computed| !computed.functions().is_empty()).count();
    let most = u64::try_from(scripted * views.len()).unwrap() * years;
    assert!(before <= most + by_rules(&rulebook) * u64::try_from(views.len()).unwrap(), "{before} calls");
}

/// Rules that call scripts themselves, each of which asks once whether it applies and once whether it holds.
fn by_rules(rulebook: &yardstick::rulebook::Rulebook) -> u64 {
    let calls =
        |condition: &expression::Condition| condition.expressions().map(|(e, _)| e.functions().len()).sum::<usize>();
    let conditions = rulebook.rules.iter().flat_map(|rule| [&rule.applies, &rule.when]).flatten();
    u64::try_from(conditions.map(calls).sum::<usize>() * 2).unwrap()
}

#[test]
fn what_an_aim_waits_for_is_what_its_rules_wait_for_in_the_year_in_which_they_were_asked() {
    let evaluation = evaluate(&RULEBOOK, &DATASET, &Decisions::default(), year("2011-12"), date());
    let points = evaluation.progress.iter().flat_map(|run| &run.points);
    let waits: Vec<String> = points.filter_map(|(_, value)| value.as_ref().err().map(ToString::to_string)).collect();
    assert!(waits.iter().any(|why| why.starts_with("between ")), "{waits:?}");
    // of another year a floor says that it was not in force then
    assert!(!waits.iter().any(|why| why.contains("in force")), "{waits:?}");
}
