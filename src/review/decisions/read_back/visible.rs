//! What a row is about by what can be seen of it: the school's name or URN, the strand, team, option, plan, partner or
//! rule beside it. Hidden keys may be gone, or stand beside another row's cells.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::SURE;
use super::words::form;
use crate::domain::AcademicYear;
use crate::intake::record::SchoolKey;
use crate::judge::decided::DecisionKey;
use crate::judge::lives::ProgressAt;
use crate::review::book::keys;
use crate::review::decisions::Fields;
use crate::review::decisions::whose::plain;
use crate::review::lives::in_the_year;
use crate::rulebook::Rulebook;
use crate::rulebook::model::{Renames, RuleKind};

/// A column by which rows are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shown {
    School,
    Urn,
    Strand,
    Team,
    Option,
    Partner,
    Plan,
    Rule,
    RulePlace,
    Agreed,
    Kind,
    Subject,
    Progress,
}

/// Something that can be decided, by what is shown of it.
struct Subject {
    shown: Shown,
    name: String,
    strand: Option<Arc<str>>,
    about: Arc<str>,
    place: String,
}

/// Everything that the rulebook can ask, by what is shown of it.
pub(super) struct Subjects {
    all: Vec<Subject>,
    strands: BTreeMap<String, Arc<str>>,
    kinds: BTreeMap<String, Shown>,
    /// the events of the cycle, with their titles
    meetings: Vec<(Arc<str>, String)>,
    /// how the progress of a plan is called
    progress: String,
}

/// Letters of an academic year: `2012-13`.
const YEAR: usize = 7;

/// The words for the kinds of rows of the sheet on which several stand.
const KINDS: [(&str, Shown); 6] = [
    ("advice.support", Shown::Team),
    ("advice.plan", Shown::Plan),
    ("advice.option", Shown::Option),
    ("advice.partner", Shown::Partner),
    ("advice.grade", Shown::Agreed),
    ("advice.progress", Shown::Progress),
];

impl Subjects {
    pub fn of(rulebook: &Rulebook) -> Self {
        let strand = |id| rulebook.strand(id).map(|strand| Arc::clone(&strand.id));
        let mut all = teams(rulebook);
        for rule in &rulebook.rules {
            let place = rule.span.to_string();
            let finding = keys::finding_of(&rule.id).to_string();
            all.push(subject(Shown::Rule, &rule.title, None, finding, &place));
            match &rule.kind {
                RuleKind::SupportWhen { strand: of, teams, plan } => {
                    let of = of.and_then(strand);
                    all.extend(plan.iter().map(|plan| {
                        let about = format!("plan:{}", rule.id);
                        subject(Shown::Plan, &plan.title, of.clone(), about, "")
                    }));
                    let name = of.clone().unwrap_or_default();
                    all.extend(teams.iter().map(|team| {
                        let about = format!("support:{name}:{}:{}", team.id, rule.id);
                        subject(Shown::Team, &team.team, of.clone(), about, &place)
                    }));
                }
                RuleKind::Structure { .. } => {
                    all.push(subject(Shown::Option, &rule.title, None, format!("option:{}", rule.id), &place));
                }
                _ => {}
            }
        }
        if let Some((_, rule)) = rulebook.most_serious_status() {
            let title = rulebook.words("advice.plan-to-agree");
            all.push(subject(Shown::Plan, title, None, format!("plan:{}", rule.id), ""));
        }
        for (trigger, of) in
            rulebook.triggers.iter().flat_map(|t| rulebook.judgements.strands.iter().map(move |s| (t, s)))
        {
            let about = format!("trigger:{}:{}", trigger.id, of.id);
            all.push(subject(Shown::Plan, &trigger.title, Some(Arc::clone(&of.id)), about, ""));
        }
        let strands = rulebook.judgements.strands.iter();
        let strands =
            strands.flat_map(|s| [&s.short, &s.title].map(|title| (form(title), Arc::clone(&s.id)))).collect();
        let kinds = KINDS.into_iter().map(|(words, shown)| (form(rulebook.words(words)), shown)).collect();
        let meetings = rulebook.cycle.iter().map(|event| (Arc::clone(&event.id), form(&event.title))).collect();
        Self { all, strands, kinds, meetings, progress: form(rulebook.words("plan.progress-at")) }
    }

    /// What the row is about; `columns` are those by which rows of its sheet are known, `text` what stands in them.
    pub fn about(
        &self,
        columns: &BTreeMap<Shown, u32>,
        schools: &Schools,
        text: impl Fn(Shown) -> Option<Arc<str>>,
    ) -> Option<Arc<str>> {
        let strand = text(Shown::Strand).and_then(|name| self.strands.get(&form(&name)).cloned());
        // of the sheet on which several kinds stand one heading may have been renamed
        if [Shown::Subject, Shown::Kind].iter().any(|shown| columns.contains_key(shown)) {
            return self.of_kind(schools, strand, text);
        }
        for shown in [Shown::Team, Shown::Option, Shown::Rule] {
            if let Some(name) = text(shown) {
                return self.named(shown, &name, strand.as_ref(), text(Shown::RulePlace).as_deref());
            }
        }
        if let Some(name) = text(Shown::Partner) {
            let Found::Known(partner) = schools.find(Some(&name), None) else { return None };
            return Some(format!("partner:{}:{partner}", strand?).into());
        }
        // a league table shows plans, too, but of no one strand
        if let Some(name) = text(Shown::Plan).filter(|_| columns.contains_key(&Shown::Strand)) {
            return self.named(Shown::Plan, &name, strand.as_ref(), None);
        }
        if columns.contains_key(&Shown::Strand) {
            let grades = columns.contains_key(&Shown::Agreed) && !columns.contains_key(&Shown::RulePlace);
            return strand.filter(|_| grades).map(|strand| keys::grade_of(&strand));
        }
        let of_others = [Shown::Team, Shown::Option, Shown::Partner, Shown::Rule];
        (!of_others.iter().any(|shown| columns.contains_key(shown))).then(|| keys::STATUS.into())
    }

    /// What a row is about that says its kind and what of that kind.
    fn of_kind(
        &self,
        schools: &Schools,
        strand: Option<Arc<str>>,
        text: impl Fn(Shown) -> Option<Arc<str>>,
    ) -> Option<Arc<str>> {
        let known = |kind: Arc<str>| self.kinds.get(&form(&kind)).copied();
        match text(Shown::Kind).map(known) {
            Some(kind) => self.of_this_kind(kind?, schools, strand, &text),
            // a row that was typed again may leave it out, where only one thing is called so
            None => {
                let kinds = KINDS.iter().filter(|(_, kind)| *kind != Shown::Agreed);
                let mut all = kinds.filter_map(|(_, kind)| self.of_this_kind(*kind, schools, strand.clone(), &text));
                all.next().filter(|_| all.next().is_none())
            }
        }
    }

    fn of_this_kind(
        &self,
        kind: Shown,
        schools: &Schools,
        strand: Option<Arc<str>>,
        text: &impl Fn(Shown) -> Option<Arc<str>>,
    ) -> Option<Arc<str>> {
        if kind == Shown::Agreed {
            return strand.map(|strand| keys::grade_of(&strand));
        }
        let subject = text(Shown::Subject)?;
        if kind == Shown::Progress {
            return self.progress(&subject, strand.as_ref());
        }
        if kind == Shown::Partner {
            let Found::Known(partner) = schools.find(Some(&subject), None) else { return None };
            return Some(format!("partner:{}:{partner}", strand?).into());
        }
        self.named(kind, &subject, strand.as_ref(), text(Shown::RulePlace).as_deref())
    }

    /// The progress of the one plan, at the one meeting, that is called so.
    fn progress(&self, subject: &str, strand: Option<&Arc<str>>) -> Option<Arc<str>> {
        let called = form(subject);
        let (year, place) = called.match_indices(|letter: char| letter.is_ascii_digit()).find_map(|(at, _)| {
            let year: AcademicYear = called.get(at..at + YEAR)?.parse().ok()?;
            Some((year, at + YEAR))
        })?;
        // of several in a year the number stands after it
        let after = called.get(place..).and_then(|rest| rest.strip_prefix(" (")?.split_once(')'));
        let number = after.and_then(|(number, _)| number.parse().ok()).unwrap_or(1);
        let plans = self.all.iter().filter(|one| one.shown == Shown::Plan && one.strand.as_ref() == strand);
        let named = plans.flat_map(|plan| self.meetings.iter().map(move |(id, title)| (plan, id, title)));
        let mut found = named.filter_map(|(plan, id, title)| {
            let shown = self.progress.replace("{plan}", &plan.name).replace("{event}", title);
            let same = shown.replace("{year}", &in_the_year((year, number))) == called;
            same.then(|| ProgressAt { event: id, year, number, plan: &plan.about }.about())
        });
        let one = found.next()?;
        found.next().is_none().then_some(one)
    }

    fn named(&self, shown: Shown, name: &str, strand: Option<&Arc<str>>, place: Option<&str>) -> Option<Arc<str>> {
        let name = form(name);
        let strand = if matches!(shown, Shown::Team | Shown::Plan) { strand } else { None };
        let fits = |one: &&Subject| one.shown == shown && one.name == name && one.strand.as_ref() == strand;
        let mut fitting: Vec<&Subject> = self.all.iter().filter(fits).collect();
        if fitting.len() > 1 {
            fitting.retain(|one| place.is_some_and(|place| place == one.place));
        }
        match fitting.as_slice() {
            [one] => Some(Arc::clone(&one.about)),
            _ => None,
        }
    }
}

/// The teams of the models of support, by the names they have and had.
fn teams(rulebook: &Rulebook) -> Vec<Subject> {
    let mut all = Vec::new();
    for model in &rulebook.support {
        let of = rulebook.strand(model.strand).map(|strand| Arc::clone(&strand.id));
        for team in &model.teams {
            let about = format!("support:{}:{}", of.as_deref().unwrap_or_default(), team.id);
            let before = rulebook.renamed.all(Renames::Team).filter(|(_, now)| *now == &*team.id).map(|(old, _)| old);
            for shown in before.filter(|old| **old != *team.team).chain([&*team.team]) {
                all.push(subject(Shown::Team, shown, of.clone(), about.clone(), &team.span.to_string()));
            }
        }
    }
    all
}

fn subject(shown: Shown, name: &str, strand: Option<Arc<str>>, about: String, place: &str) -> Subject {
    Subject { shown, name: form(name), strand, about: about.into(), place: place.to_owned() }
}

/// The schools that a review can speak of.
#[derive(Clone, Debug, Default)]
pub(super) struct Schools {
    /// by plain name, how sure it is that it stands for each
    names: BTreeMap<String, BTreeMap<SchoolKey, usize>>,
    known: BTreeSet<SchoolKey>,
    /// those of the last run
    sure: BTreeSet<SchoolKey>,
}

/// The school that a row shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// this one
    Known(SchoolKey),
    /// none that is known
    Unknown,
    /// several, or the number is of none that is called so
    Doubtful,
    /// name and number are of two that the last run knew
    AtOdds,
}

impl Schools {
    /// That a school has a name, and how sure that is.
    pub fn add(&mut self, key: &SchoolKey, name: &str, sure: usize) {
        if !name.trim().is_empty() {
            self.known.insert(key.clone());
            if sure >= SURE {
                self.sure.insert(key.clone());
            }
            *self.names.entry(plain(name)).or_default().entry(key.clone()).or_default() += sure;
        }
    }

    /// The school with a name, a URN or both.
    pub fn find(&self, name: Option<&str>, urn: Option<&str>) -> Found {
        // six digits are a URN, known or not; what has another look is one where a school has it
        let six = |urn: &str| urn.len() == 6 && urn.bytes().all(|digit| digit.is_ascii_digit());
        let number = urn.map(str::trim).map(|urn| (six(urn), SchoolKey(format!("urn:{urn}").into())));
        let number = number.filter(|(six, key)| *six || self.known.contains(key)).map(|(_, key)| key);
        let named = name.and_then(|name| self.names.get(&plain(name)));
        let Some(named) = named else { return number.map_or(Found::Unknown, Found::Known) };
        if let Some(number) = number {
            // where a name was typed over, the sheet itself says of the number that it is called so
            let is_sure = |key: &SchoolKey| named.get(key).is_some_and(|sure| *sure >= SURE);
            let anothers = self.sure.contains(&number) && !is_sure(&number) && named.keys().any(is_sure);
            return match named.contains_key(&number) {
                _ if anothers => Found::AtOdds,
                true => Found::Known(number),
                false => Found::Doubtful,
            };
        }
        // of two that the last run called so neither is likelier for having more rows
        let most = named.values().max().copied().unwrap_or(0).min(SURE);
        let mut likely = named.iter().filter(|(_, sure)| **sure >= most);
        match (likely.next(), likely.next()) {
            (Some((key, _)), None) => Found::Known(key.clone()),
            _ => Found::Doubtful,
        }
    }
}

/// What is known before a review is read: schools, and decisions made earlier.
#[derive(Clone, Debug, Default)]
pub struct Familiar {
    /// schools of the last run, by key and name
    pub schools: Vec<(SchoolKey, Arc<str>)>,
    /// what was decided: key, the school's name, what it is about in words, and what the cells say
    pub decided: Vec<(DecisionKey, Arc<str>, Arc<str>, Fields)>,
    /// what rows were about that had this beside them ([`RowRead::beside`]) when the review was written
    ///
    /// [`RowRead::beside`]: super::RowRead::beside
    pub beside: BTreeMap<String, BTreeSet<DecisionKey>>,
}

impl Familiar {
    /// The same, remembering what stood beside the keys of a review as it was written.
    #[must_use]
    pub fn remembering(&self, written: &[super::RowRead]) -> Self {
        let mut with = self.clone();
        for row in written.iter().filter(|row| row.closed.is_none()) {
            if let Some(beside) = row.beside() {
                with.beside.entry(beside).or_default().insert(row.key.clone());
            }
        }
        with
    }
}
