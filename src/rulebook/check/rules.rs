//! Rules of every sort become one list.

use super::desk::{Desk, all_words, maybe_words, words};
use super::sections::{Entry, Sections};
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::expression::{Condition, Expression, Template, ValueKind};
use crate::rulebook::model::{Judgements, Rule, RuleKind, Says, Scope, Team, Tone};
use crate::rulebook::raw::{
    RawAim, RawCase, RawCondition, RawFloor, RawIndication, RawRisk, RawStatus, RawStructure, RawSupportWhen, RawTeam,
    RawWatchpoint,
};
use crate::rulebook::yaml::Place;

/// What sentences are given beside what they read.
pub(super) const GIVEN: [&str; 3] = ["school", "reason", "authority"];

/// What rules of all sorts have in common, as written.
struct Common<'e> {
    place: Place<'e>,
    /// the field that holds the name
    id: (&'static str, &'e str),
    title: &'e str,
    years: Option<&'e String>,
    scope: Scope,
    applies: Option<&'e RawCondition>,
    /// the field that holds the condition
    when: (&'static str, Option<&'e RawCondition>),
    say: Option<&'e String>,
    say_when_not_met: Option<&'e String>,
    say_when_unknown: Option<&'e String>,
    source: Option<&'e String>,
    note: Option<&'e String>,
    near_miss: Option<f64>,
    cases: &'e [RawCase],
}

macro_rules! common {
    ($raw:ident, $place:ident, $id:literal $id_field:ident, $when:literal $condition:expr $(, $field:ident: $value:expr)* $(,)?) => {
        {
            let mut common = Common::nothing($place);
            common.id = ($id, &$raw.$id_field);
            common.title = &$raw.title;
            common.when = ($when, $condition);
            common.say = $raw.say.as_ref();
            common.note = $raw.note.as_ref();
            common.cases = &$raw.cases;
            $(common.$field = $value;)*
            common
        }
    };
}

impl<'e> Common<'e> {
    fn nothing(place: Place<'e>) -> Self {
        Self {
            place,
            id: ("", ""),
            title: "",
            years: None,
            scope: Scope::School,
            applies: None,
            when: ("", None),
            say: None,
            say_when_not_met: None,
            say_when_unknown: None,
            source: None,
            note: None,
            near_miss: None,
            cases: &[],
        }
    }
}

impl Desk<'_> {
    /// All rules, each after those that it refers to.
    pub(super) fn rules(
        &mut self,
        sections: &Sections<'_>,
        judgements: &Judgements,
        measures: &[crate::rulebook::model::Measure],
    ) -> Vec<Rule> {
        let rules = self.by_section(sections);
        self.in_order(rules, judgements, measures)
    }

    /// All rules, in the order of their sections. A rule with a mistake is left out; what is wrong with it is noted.
    fn by_section(&mut self, sections: &Sections<'_>) -> Vec<Rule> {
        let mut rules: Vec<Option<Rule>> = Vec::new();
        rules.extend(sections.floors.iter().map(|entry| self.floor(*entry)));
        rules.extend(sections.risks.iter().map(|entry| self.risk(*entry)));
        rules.extend(sections.indications.iter().map(|entry| self.indication(*entry)));
        rules.extend(sections.aims.iter().map(|entry| self.aim(*entry)));
        rules.extend(sections.watchpoints.iter().map(|entry| self.watchpoint(*entry)));
        rules.extend(sections.statuses.iter().map(|entry| self.status(*entry)));
        rules.extend(sections.support_when.iter().map(|entry| self.support_when(*entry)));
        rules.extend(sections.structure.iter().map(|entry| self.structure(*entry)));
        self.one_otherwise(sections);
        let first_year = rules.iter().flatten().filter_map(|rule| rule.years.from).min();
        let mut rules: Vec<Rule> = rules.into_iter().flatten().collect();
        self.cases(sections, &mut rules, first_year);
        rules
    }

    fn floor(&mut self, Entry { raw, place }: Entry<'_, RawFloor>) -> Option<Rule> {
        let strand = self.maybe_strand(place.field("strand"), raw.strand.as_ref());
        if raw.abolished == raw.below_when.is_some() && !self.told_within(place) {
            let (place, message) = match &raw.below_when {
                Some(_) => (place.field("below when").key_span(), "an abolished floor has nothing to be below"),
                None => (place.field("floor").span(), "nothing says when a school is below this floor"),
            };
            let help = "write either `below when:` or `abolished: true`";
            self.error(Code::MissingField, place, message, help);
        }
        let common = common!(raw, place, "floor" floor, "below when" raw.below_when.as_ref(),
            years: Some(&raw.years), applies: raw.applies_when.as_ref(), source: Some(&raw.source),
            say_when_unknown: raw.say_when_unknown.as_ref(), near_miss: raw.near_miss);
        let rule = self.rule(common, RuleKind::Floor { abolished: raw.abolished, strand: strand.flatten() });
        strand.and(rule)
    }

    fn aim(&mut self, Entry { raw, place }: Entry<'_, RawAim>) -> Option<Rule> {
        let progress = match &raw.progress {
            Some(text) => Some(self.progress(place.field("progress"), text, raw.scope)?),
            None => None,
        };
        let common = common!(raw, place, "aim" aim, "met when" Some(&raw.met_when),
            years: raw.years.as_ref(), scope: raw.scope, applies: raw.applies_when.as_ref(),
            source: Some(&raw.source), say_when_not_met: raw.say_when_not_met.as_ref(),
            say_when_unknown: raw.say_when_unknown.as_ref(), near_miss: raw.near_miss);
        self.rule(common, RuleKind::Aim { number: raw.number, progress })
    }

    fn progress(&mut self, place: Place<'_>, text: &str, scope: Scope) -> Option<Expression> {
        let expression = self.expression(place, text)?;
        if let Some(kind) = expression.kind().filter(|kind| *kind != ValueKind::Number) {
            let message = format!("progress is shown as a number, and this gives {}", kind.words());
            self.error(Code::WrongKind, place.span(), message, "write an expression that gives a number");
        }
        self.asks_as_its_scope(&expression, scope, &|at| place.inside(at.offset, at.len));
        Some(expression)
    }

    fn indication(&mut self, Entry { raw, place }: Entry<'_, RawIndication>) -> Option<Rule> {
        let strand = self.strand(place.field("strand"), &raw.strand);
        let grade = self.grade_place(place.field("grade"), &raw.grade);
        let common = common!(raw, place, "indication" indication, "when" Some(&raw.when),
            years: raw.years.as_ref(), applies: raw.applies_when.as_ref(), source: Some(&raw.source),
            say_when_unknown: raw.say_when_unknown.as_ref(), near_miss: raw.near_miss);
        let (Some(strand), Some(grade)) = (strand, grade) else {
            // its conditions are read all the same, for their mistakes
            self.rule(common, RuleKind::Risk);
            return None;
        };
        self.rule(common, RuleKind::Indication { strand, grade })
    }

    fn risk(&mut self, Entry { raw, place }: Entry<'_, RawRisk>) -> Option<Rule> {
        let common = common!(raw, place, "risk" risk, "present when" Some(&raw.present_when),
            years: raw.years.as_ref(), applies: raw.applies_when.as_ref(), source: Some(&raw.source),
            say_when_unknown: raw.say_when_unknown.as_ref(), near_miss: raw.near_miss);
        self.rule(common, RuleKind::Risk)
    }

    fn watchpoint(&mut self, Entry { raw, place }: Entry<'_, RawWatchpoint>) -> Option<Rule> {
        const KINDS: [&str; 3] = ["concern", "strength", "figure"];
        let strand = self.maybe_strand(place.field("strand"), raw.strand.as_ref());
        let tone = match raw.kind.as_deref() {
            None | Some("concern") => Tone::Concern,
            Some("strength") => Tone::Strength,
            Some("figure") => Tone::Figure,
            Some(other) => {
                self.unknown(place.field("kind").span(), other, "kind of watchpoint", &KINDS);
                Tone::Concern
            }
        };
        let common = common!(raw, place, "watch" watch, "when" Some(&raw.when),
            years: raw.years.as_ref(), scope: raw.scope.unwrap_or(Scope::School), applies: raw.applies_when.as_ref(),
            source: Some(&raw.source), say_when_unknown: raw.say_when_unknown.as_ref(), near_miss: raw.near_miss);
        let topic = maybe_words(raw.topic.as_ref());
        let rule = self.rule(common, RuleKind::Watch { tone, topic, strand: strand.flatten(), news: raw.news });
        strand.and(rule)
    }

    fn status(&mut self, Entry { raw, place }: Entry<'_, RawStatus>) -> Option<Rule> {
        let said = [raw.when.is_some(), raw.otherwise, raw.cannot_say].iter().filter(|said| **said).count();
        if said != 1 && !self.told_within(place) {
            let message = format!("the status `{}` needs one of `when`, `otherwise` and `cannot say`", raw.status);
            let help = "write `when:` with a condition, `otherwise: true` or `cannot say: true`, and only one of them";
            self.error(Code::MissingField, place.field("status").span(), message, help);
        }
        let common = common!(raw, place, "status" status, "when" raw.when.as_ref(), source: raw.source.as_ref());
        let kind = RuleKind::Status {
            otherwise: raw.otherwise,
            cannot_say: raw.cannot_say,
            needs_attention: raw.needs_attention == Some(true),
            no_worse: raw.needs_attention == Some(false),
            colour: maybe_words(raw.colour.as_ref()),
        };
        self.rule(common, kind)
    }

    fn support_when(&mut self, Entry { raw, place }: Entry<'_, RawSupportWhen>) -> Option<Rule> {
        let strand = self.maybe_strand(place.field("strand"), raw.strand.as_ref());
        let teams = self.teams(place.field("teams"), &raw.teams);
        let common = common!(raw, place, "support" support, "when" Some(&raw.when),
            applies: raw.applies_when.as_ref(), source: Some(&raw.source));
        let plan = raw.plan.as_ref().map(|plan| self.called_plan(place.field("plan"), plan));
        let rule = self.rule(common, RuleKind::SupportWhen { strand: strand.flatten(), teams, plan });
        strand.and(rule)
    }

    fn structure(&mut self, Entry { raw, place }: Entry<'_, RawStructure>) -> Option<Rule> {
        let can_apply = self.maybe_condition(place.field("can apply when"), raw.can_apply_when.as_ref());
        let common = common!(raw, place, "option" option, "considered when" Some(&raw.considered_when),
            source: Some(&raw.source));
        let can_apply_when = can_apply.as_ref().and_then(Clone::clone);
        let rule =
            self.rule(common, RuleKind::Structure { can_apply: can_apply_when, factors: all_words(&raw.factors) });
        can_apply.and(rule)
    }

    /// Teams with their forms of support.
    pub(super) fn teams(&mut self, place: Place<'_>, raw: &[RawTeam]) -> Vec<Team> {
        let team = |(number, team): (usize, &RawTeam)| {
            let place = place.item(number).field("team");
            let (id, title) = self.team(place, &team.team);
            Team { id: words(id), team: words(title), forms: all_words(&team.forms), span: place.span() }
        };
        raw.iter().enumerate().map(team).collect()
    }

    fn rule(&mut self, common: Common<'_>, kind: RuleKind) -> Option<Rule> {
        let place = common.place;
        let years = self.years(place.field("years"), common.years);
        let applies = self.maybe_condition(place.field("applies when"), common.applies);
        let when = self.maybe_condition(place.field(common.when.0), common.when.1);
        for condition in [&applies, &when].into_iter().flatten().flatten() {
            self.condition_suits_scope(condition, common.scope);
        }
        if common.near_miss.is_some_and(|distance| distance < 0.0) {
            let message = "`near miss` cannot be less than nothing";
            self.error(Code::BadRange, place.field("near miss").span(), message, "write 0 to switch it off");
        }
        let says = self.says(&common, when.as_ref().map(Option::as_ref));
        Some(Rule {
            id: words(common.id.1),
            kind,
            title: words(common.title),
            source: maybe_words(common.source),
            note: maybe_words(common.note),
            years: years?,
            scope: common.scope,
            applies: applies?,
            when: when?,
            near_miss: common.near_miss,
            says,
            cases: Vec::with_capacity(common.cases.len()),
            span: place.field(common.id.0).span(),
        })
    }

    /// `when` is the condition, `None` where it could not be read.
    fn says(&mut self, common: &Common<'_>, when: Option<Option<&Condition>>) -> Says {
        let place = common.place;
        let lines = |template: Template| match when {
            Some(Some(condition)) => template.with_lines(Some(condition)),
            // a condition that is missing is told of where it is missing
            _ => Ok(template),
        };
        Says {
            holds: self.sentence(place.field("say"), common.say, &GIVEN, &lines),
            does_not_hold: self.sentence(place.field("say when not met"), common.say_when_not_met, &GIVEN, &lines),
            unknown: self.sentence(place.field("say when unknown"), common.say_when_unknown, &GIVEN, &lines),
        }
    }

    fn condition_suits_scope(&mut self, condition: &Condition, scope: Scope) {
        for part in condition.branches() {
            if let crate::rulebook::expression::ConditionKind::Test(expression) = &part.kind {
                self.asks_as_its_scope(expression, scope, &|at| part.place_of(at));
                if scope == Scope::Authority {
                    self.asks_no_earlier_authority(expression, part.place.clone());
                }
            }
        }
    }

    /// Only a rule about the authority can ask all schools, and only one about a school hands it on.
    fn asks_as_its_scope(
        &mut self,
        expression: &Expression,
        scope: Scope,
        place_of: &dyn Fn(crate::rulebook::expression::At) -> crate::rulebook::Span,
    ) {
        if let (Scope::School, Some(at)) = (scope, expression.asks_all_schools()) {
            let message = "this asks all schools, and the rule is about each school";
            self.error(
                Code::Expression,
                place_of(at),
                message,
                "write `scope: authority`, or compare with a comparator",
            );
        }
        if let (Scope::Authority, Some(at)) = (scope, expression.asks_the_school()) {
            let message = "this hands on a school, and the rule is about the authority";
            let help = "ask it of each school, as in `count(my_function(school)) >= 3`";
            self.error(Code::Expression, place_of(at), message, help);
        }
    }

    /// Of an earlier year only schools are judged again, not the authority.
    fn asks_no_earlier_authority(&mut self, expression: &Expression, place: crate::rulebook::Span) {
        let message = "what rules found of the authority in an earlier year is not worked out";
        let help = "ask it of the schools, as in `count(floor.below.before(1))`, or ask measures of earlier years";
        if expression.asks_own_earlier_findings() {
            self.error(Code::Expression, place, message, help);
        }
    }

    /// At most one status is for all the others, and one for those of which it cannot be said.
    fn one_otherwise(&mut self, sections: &Sections<'_>) {
        for field in ["otherwise", "cannot say"] {
            let is = |status: &RawStatus| if field == "otherwise" { status.otherwise } else { status.cannot_say };
            let mut found = sections.statuses.iter().filter(|entry| is(entry.raw));
            let Some(first) = found.next() else { continue };
            for again in found {
                let message = format!("two statuses are marked `{field}`");
                self.say(
                    Diagnostic::error(Code::DuplicateId, again.place.field(field).key_span(), message)
                        .here("again here")
                        .also(first.place.field(field).key_span(), "first here")
                        .help("take the line out of one of them"),
                );
            }
        }
    }
}
