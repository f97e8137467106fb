//! Partners: which schools can be one for which, and how they are shared.

use std::sync::Arc;

use super::desk::{Desk, all_words, maybe_words, words};
use super::ids::Written;
use super::rules::GIVEN;
use super::sections::{Entry, Sections};
use crate::rulebook::diagnostic::Code;
use crate::rulebook::model::{Alike, Judgements, Measure, Partner, Partnering, Rule};
use crate::rulebook::raw::{RawAlike, RawPartner};
use crate::rulebook::yaml::Place;

/// How many partners are named where the rulebook does not say.
const USUAL_PARTNERS: u32 = 3;

impl Desk<'_> {
    /// The rules, and which schools can be partners: their lines are in range.
    pub(super) fn rules_and_partners(
        &mut self,
        sections: &Sections<'_>,
        judgements: &Judgements,
        measures: &[Measure],
    ) -> (Vec<Rule>, Vec<Partner>) {
        let (rules, partners) = (self.rules(sections, judgements, measures), self.partners(sections));
        self.thresholds_are_in_range(&rules, &partners, measures);
        (rules, partners)
    }

    fn partners(&mut self, sections: &Sections<'_>) -> Vec<Partner> {
        self.number(&sections.partners, "partner", "a partner", Written::Hyphened, |raw| &raw.partner);
        let partners: Vec<Option<Partner>> = sections.partners.iter().map(|entry| self.partner(*entry)).collect();
        partners.into_iter().flatten().collect()
    }

    fn partner(&mut self, Entry { raw, place }: Entry<'_, RawPartner>) -> Option<Partner> {
        let strand = self.strand(place.field("strand"), &raw.strand);
        let partner_when = self.condition(place.field("partner when"), &raw.partner_when);
        let needed_when = self.condition(place.field("needed when"), &raw.needed_when);
        let same = raw.same.iter().enumerate();
        let same: Vec<_> = same.map(|(n, name)| self.measure(place.field("same").item(n), name)).collect();
        let need = raw.need.as_deref().and_then(|text| self.number_of(place.field("need"), text));
        let strength = raw.strength.as_deref().and_then(|text| self.number_of(place.field("strength"), text));
        let order_by = raw.order_by.as_deref().and_then(|name| self.measure(place.field("order by"), name));
        let given = [&GIVEN[..], &["partner"]].concat();
        let say = self.template(place.field("say"), raw.say.as_ref(), &given);
        Some(Partner {
            id: words(&raw.partner),
            title: words(&raw.title),
            strand: strand?,
            partner_when: partner_when?,
            needed_when: needed_when?,
            same: same.into_iter().flatten().collect(),
            need,
            strength,
            order_by,
            at_most: raw.at_most.unwrap_or(USUAL_PARTNERS),
            say,
            source: words(&raw.source),
            span: place.field("partner").span(),
        })
    }

    /// How partners are shared; nothing where no file speaks of it.
    pub(super) fn partnering(
        &mut self,
        sections: &Sections<'_>,
        decisions: &[Arc<str>],
        measures: &[Measure],
    ) -> Option<Partnering> {
        let Entry { raw, place } = *sections.partnering.first()?;
        self.are_decisions(place.field("accepted by"), &raw.accepted_by, decisions);
        self.are_no_decisions(place.field("refused by"), &raw.refused_by, decisions);
        if raw.load == Some(0) {
            let message = "no school is ever asked";
            self.error(Code::BadRange, place.field("load").span(), message, "write 1 or more, or leave `load` out");
        }
        let alike = raw.alike.iter().enumerate();
        let alike: Vec<_> = alike.map(|(n, one)| self.alike(place.field("alike").item(n), one, measures)).collect();
        Some(Partnering {
            load: raw.load.and_then(|load| usize::try_from(load).ok()),
            accepted_by: all_words(&raw.accepted_by),
            refused_by: all_words(&raw.refused_by),
            alike,
            source: words(&raw.source),
            note: maybe_words(raw.note.as_ref()),
            span: place.key_span(),
        })
    }

    fn alike(&mut self, place: Place<'_>, raw: &RawAlike, measures: &[Measure]) -> Alike {
        let named = raw.measures.iter().enumerate();
        let named: Vec<_> = named.filter_map(|(n, name)| self.measure(place.field("measures").item(n), name)).collect();
        if raw.measures.is_empty() {
            let message = "nothing is said in which schools should be alike";
            self.error(Code::MissingField, place.field("measures").span(), message, "name a measure");
        }
        for (field, value) in [("points", Some(raw.points)), ("none from", raw.none_from), ("per", raw.per)] {
            if value.is_some_and(|value| value <= 0.0 || !value.is_finite()) {
                let message = format!("`{field}` is more than nothing");
                self.error(
                    Code::BadRange,
                    place.field(field).span(),
                    message,
                    "write a number above 0, or leave it out",
                );
            }
        }
        if let Some(say) = &raw.say {
            self.only_given(place.field("say"), say, &["title", "theirs", "own", "difference"]);
        }
        let own = named.first().and_then(|id| measures.get(usize::from(id.0)));
        let title = raw.title.as_deref().map(words).or_else(|| own.map(|measure| Arc::clone(&measure.title)));
        Alike {
            measures: named,
            title: title.unwrap_or_default(),
            points: raw.points,
            none_from: raw.none_from,
            per: raw.per.unwrap_or(1.0),
            say: maybe_words(raw.say.as_ref()),
        }
    }
}
