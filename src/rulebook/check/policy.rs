//! What is neither a measure nor a rule: settings, limits, support, triggers, words.

use super::desk::{Desk, all_words, maybe_words, words};
use super::ids::Written;
use super::sections::{Entry, Sections};
use crate::rulebook::diagnostic::Code;
use crate::rulebook::expression::{Expression, ValueKind};
use crate::rulebook::model::{
    CalledPlan, Consistency, Limits, Setting, SettingValue, SmallNumbers, SupportModel, Trigger, Unit,
};
use crate::rulebook::raw::{
    RawConsistency, RawGradesOrSetting, RawLimits, RawPlan, RawScope, RawSetting, RawSettingValue, RawSmallNumbers,
    RawTrigger,
};
use crate::rulebook::yaml::Place;

/// How many meetings are listed where the rulebook does not say.
const USUAL_MEETINGS: u32 = 1;

impl Desk<'_> {
    pub(super) fn settings(&mut self, sections: &Sections<'_>) -> Vec<Setting> {
        let setting = |entry: &Entry<'_, RawSetting>| Setting {
            id: words(&entry.raw.id),
            title: words(&entry.raw.title),
            value: setting_value(&entry.raw.value),
            note: maybe_words(entry.raw.note.as_ref()),
            source: maybe_words(entry.raw.source.as_ref()),
            span: entry.place.field("id").span(),
        };
        sections.settings.iter().map(setting).collect()
    }

    /// Each value from the first part that has it: the rulebook's, then the program's own.
    pub(super) fn small_numbers(&mut self, sections: &Sections<'_>) -> SmallNumbers {
        for part in &sections.small_numbers {
            self.small_numbers_can_be(*part);
        }
        let parts = || sections.small_numbers.iter().map(|part| part.raw);
        let number = |of: fn(&RawSmallNumbers) -> Option<f64>| parts().find_map(of);
        let units = [
            (Unit::Percent, number(|raw| raw.near_miss)),
            (Unit::Points, number(|raw| raw.near_miss_by_unit.points)),
            (Unit::Pupils, number(|raw| raw.near_miss_by_unit.pupils)),
            (Unit::Number, number(|raw| raw.near_miss_by_unit.number)),
            (Unit::Pounds, number(|raw| raw.near_miss_by_unit.pounds)),
            (Unit::Days, number(|raw| raw.near_miss_by_unit.days)),
        ];
        SmallNumbers {
            guard_pupils: number(|raw| raw.guard_pupils).unwrap_or(0.0),
            near_miss: units.into_iter().filter_map(|(unit, distance)| Some((unit, distance?))).collect(),
            near_miss_pupils: number(|raw| raw.near_miss_pupils).unwrap_or(0.0),
            chance_percent: number(|raw| raw.chance_percent).unwrap_or(0.0),
            publish_from: number(|raw| raw.publish_from).unwrap_or(0.0),
            say: words(parts().find_map(|raw| raw.say.as_deref()).unwrap_or_default()),
        }
    }

    fn small_numbers_can_be(&mut self, Entry { raw, place }: Entry<'_, RawSmallNumbers>) {
        if let Some(say) = &raw.say {
            self.only_given(place.field("say"), say, &["pupils"]);
        }
        if raw.chance_percent.is_some_and(|percent| percent >= 100.0) {
            let message = "no range holds every cohort";
            let help = "write less than 100, as in `chance percent: 90`";
            self.error(Code::BadRange, place.field("chance percent").span(), message, help);
        }
        let by_unit = &raw.near_miss_by_unit;
        let units = place.field("near miss by unit");
        for (place, value) in [
            (place.field("guard pupils"), raw.guard_pupils),
            (place.field("near miss"), raw.near_miss),
            (place.field("near miss pupils"), raw.near_miss_pupils),
            (place.field("chance percent"), raw.chance_percent),
            (place.field("publish from"), raw.publish_from),
            (units.field("points"), by_unit.points),
            (units.field("pupils"), by_unit.pupils),
            (units.field("number"), by_unit.number),
            (units.field("pounds"), by_unit.pounds),
            (units.field("days"), by_unit.days),
        ] {
            if value.is_some_and(|value| value < 0.0) {
                let message = "this cannot be less than nothing";
                self.error(Code::BadRange, place.span(), message, "write 0 to switch it off");
            }
        }
    }

    pub(super) fn support(&mut self, sections: &Sections<'_>) -> Vec<SupportModel> {
        let mut models = Vec::new();
        for Entry { raw, place } in &sections.support {
            let strand = self.strand(place.field("strand"), &raw.strand);
            let grades = self.grade_places(place.field("grades"), &raw.grades);
            let teams = self.teams(place.field("teams"), &raw.teams);
            models.extend(strand.map(|strand| SupportModel {
                strand,
                grades,
                teams,
                source: words(&raw.source),
                note: maybe_words(raw.note.as_ref()),
                span: place.field("strand").span(),
            }));
        }
        models
    }

    pub(super) fn triggers(&mut self, sections: &Sections<'_>) -> Vec<Trigger> {
        self.number(&sections.triggers, "trigger", "a trigger", Written::Hyphened, |raw| &raw.trigger);
        sections.triggers.iter().map(|entry| self.trigger(*entry, sections)).collect()
    }

    fn trigger(&mut self, Entry { raw, place }: Entry<'_, RawTrigger>, sections: &Sections<'_>) -> Trigger {
        let grades = match &raw.grades {
            RawGradesOrSetting::Grades(grades) => self.grade_places(place.field("grades"), grades),
            RawGradesOrSetting::Setting(name) => self.set_grades(place.field("grades"), name, sections),
        };
        let strands = raw.strands.iter().enumerate();
        let strands: Vec<_> = strands.map(|(n, name)| self.strand(place.field("strands").item(n), name)).collect();
        self.meetings_end(place, raw.meeting_every_days);
        Trigger {
            id: words(&raw.trigger),
            title: words(&raw.title),
            grades,
            strands: strands.into_iter().flatten().collect(),
            requires: words(&raw.requires),
            meeting_every_days: raw.meeting_every_days,
            meeting: maybe_words(raw.meeting.as_ref()),
            meetings_ahead: raw.meetings_ahead.unwrap_or(USUAL_MEETINGS),
            source: words(&raw.source),
            note: maybe_words(raw.note.as_ref()),
            span: place.field("trigger").span(),
        }
    }

    /// A plan that a condition calls for.
    pub(super) fn called_plan(&mut self, place: Place<'_>, raw: &RawPlan) -> CalledPlan {
        self.meetings_end(place, raw.meeting_every_days);
        CalledPlan {
            title: words(&raw.title),
            requires: words(&raw.requires),
            meeting_every_days: raw.meeting_every_days,
            meeting: maybe_words(raw.meeting.as_ref()),
            meetings_ahead: raw.meetings_ahead.unwrap_or(USUAL_MEETINGS),
            span: place.field("title").span(),
        }
    }

    fn meetings_end(&mut self, place: Place<'_>, every_days: Option<u32>) {
        if every_days == Some(0) {
            let field = place.field("meeting every days");
            self.error(Code::BadRange, field.span(), "a meeting every 0 days has no end", "write 1 or more");
        }
    }

    /// The grades that a setting lists.
    fn set_grades(&mut self, place: Place<'_>, name: &str, sections: &Sections<'_>) -> Vec<u8> {
        let Some(id) = name.trim().strip_prefix("settings.") else {
            let grades = self.names.grades.clone();
            let message = format!("`{name}` is neither a list of grades nor a setting");
            let help = format!("write `[{}]` or `settings.` with the name of a setting", grades.join(", "));
            self.error(Code::WrongKind, place.span(), message, help);
            return Vec::new();
        };
        let Some(setting) = sections.settings.iter().find(|entry| entry.raw.id == id) else {
            let names: Vec<&str> = self.names.settings.keys().copied().collect();
            self.unknown(place.span(), id, "setting", &names);
            return Vec::new();
        };
        let grades = match &setting.raw.value {
            RawSettingValue::Texts(texts) => texts.clone(),
            RawSettingValue::Text(text) => vec![text.clone()],
            RawSettingValue::Number(number) => vec![number.to_string()],
            RawSettingValue::Numbers(numbers) => numbers.iter().map(f64::to_string).collect(),
            RawSettingValue::Flag(_) => {
                let message = format!("the setting `{id}` is not a list of grades");
                self.error(Code::WrongKind, place.span(), message, "name a setting that lists grades");
                return Vec::new();
            }
        };
        self.grade_places(setting.place.field("value"), &grades)
    }

    pub(super) fn consistency(&mut self, sections: &Sections<'_>) -> Vec<Consistency> {
        self.number(&sections.consistency, "check", "a check of figures", Written::Hyphened, |raw| &raw.check);
        let checks: Vec<Option<Consistency>> = sections.consistency.iter().map(|e| self.one_consistency(*e)).collect();
        checks.into_iter().flatten().collect()
    }

    fn one_consistency(&mut self, Entry { raw, place }: Entry<'_, RawConsistency>) -> Option<Consistency> {
        let parts = raw.parts.iter().enumerate();
        let parts: Vec<_> = parts.map(|(n, text)| self.number_of(place.field("parts").item(n), text)).collect();
        let total = self.number_of(place.field("total"), &raw.total);
        let parts: Option<Vec<_>> = parts.into_iter().collect();
        Some(Consistency {
            id: words(&raw.check),
            title: words(&raw.title),
            parts: parts?,
            total: total?,
            within: raw.within.unwrap_or(0.0),
            authority: raw.scope == Some(RawScope::Authority),
            span: place.field("check").span(),
        })
    }

    pub(super) fn number_of(&mut self, place: Place<'_>, text: &str) -> Option<Expression> {
        let expression = self.expression(place, text)?;
        match expression.kind() {
            None | Some(ValueKind::Number) => Some(expression),
            Some(kind) => {
                let message = format!("figures are added up here, and this gives {}", kind.words());
                self.error(Code::WrongKind, place.span(), message, "write an expression that gives a number");
                None
            }
        }
    }
}

/// Bounds for scripts.
pub(super) fn limits(sections: &Sections<'_>) -> Limits {
    let usual = crate::rulebook::script::Limits::default();
    let first = |of: fn(&RawLimits) -> Option<u64>| sections.limits.iter().find_map(|part| of(part.raw));
    let whole = |size: usize| u64::try_from(size).unwrap_or(u64::MAX);
    Limits {
        script_steps: first(|raw| raw.script_steps).unwrap_or(usual.steps),
        script_depth: first(|raw| raw.script_depth).unwrap_or(whole(usual.depth)),
        script_size: first(|raw| raw.script_size).unwrap_or(whole(usual.size)),
        schools_in_full: first(|raw| raw.schools_in_full).and_then(|schools| usize::try_from(schools).ok()),
    }
}

fn setting_value(raw: &RawSettingValue) -> SettingValue {
    match raw {
        RawSettingValue::Flag(flag) => SettingValue::Flag(*flag),
        RawSettingValue::Number(number) => SettingValue::Number(*number),
        RawSettingValue::Text(text) => SettingValue::Text(words(text)),
        RawSettingValue::Numbers(numbers) => SettingValue::Numbers(numbers.clone()),
        RawSettingValue::Texts(texts) => SettingValue::Texts(all_words(texts)),
    }
}
