//! Three states of one piece of a rulebook made one.
//!
//! Theirs where they changed it, the default's where it did; both where both changed different things in it. What both
//! changed is a question. Texts are taken whole, so that what nobody changed keeps its layout and comments.

use std::collections::BTreeSet;

use super::comments::{comments_alone, is_comments, lead, with_remark, with_tail};
use super::order::order;
use super::shelf::Address;
use super::{Answers, Keep, Kept, Question, Why};
use crate::rulebook::case_table::CASES;
use crate::rulebook::changes::changed_words;
use crate::rulebook::knot::name::have_names;
use crate::rulebook::knot::{Knot, Parts};
use crate::rulebook::naming;

/// The levels of a rulebook above its entries: files and sections.
const ABOVE_ENTRIES: usize = 2;
/// Conditions are one thing: half of one and half of another is neither's.
const ONE_THING: [&str; 3] = ["all", "any", "not"];
/// What the default says of itself.
const OF_THE_DEFAULT: [&str; 2] = ["format", "made from"];

/// A piece put together.
pub(super) struct Made {
    pub name: String,
    pub lead: String,
    pub text: String,
}

/// The merge of a rulebook under way.
pub(super) struct Merging<'a> {
    pub answers: &'a Answers,
    /// entries that the default does not have any more and something of theirs reads
    pub used: &'a BTreeSet<Address>,
    pub questions: Vec<Question>,
    pub kept: Vec<Kept>,
    /// the entries that there was a question about, answered or not
    pub asked: BTreeSet<String>,
    /// the names on the way down
    way: Vec<String>,
}

/// A piece in the three states.
#[derive(Clone, Copy)]
struct States<'k> {
    theirs: Option<&'k Knot>,
    old: Option<&'k Knot>,
    new: Option<&'k Knot>,
}

impl<'a> Merging<'a> {
    pub fn new(answers: &'a Answers, used: &'a BTreeSet<Address>) -> Self {
        Self { answers, used, questions: Vec::new(), kept: Vec::new(), asked: BTreeSet::new(), way: Vec::new() }
    }

    /// A file; none where it is gone.
    pub fn file(&mut self, theirs: Option<&Knot>, old: Option<&Knot>, new: Option<&Knot>) -> Option<Made> {
        self.piece(States { theirs, old, new }, 0)
    }

    fn piece(&mut self, states: States<'_>, indent: usize) -> Option<Made> {
        let key = states.theirs.or(states.new).or(states.old)?.key.clone();
        self.way.push(key);
        let made = match (states.theirs, states.old, states.new) {
            (Some(theirs), Some(old), Some(new)) => Some(self.all(theirs, old, new)),
            (Some(theirs), None, Some(new)) => Some(self.both_new(theirs, new)),
            (Some(theirs), Some(old), None) => self.gone_from_default(theirs, old),
            (None, Some(old), Some(new)) => self.gone_from_theirs(old, new, indent),
            (Some(theirs), None, None) => Some(whole(theirs)),
            (None, None, Some(new)) => Some(whole(&new.clone().at(indent))),
            (None, _, None) => None,
        };
        self.way.pop();
        made
    }

    fn is_above_entries(&self, knot: &Knot) -> bool {
        self.way.len() <= ABOVE_ENTRIES && knot.is_lines()
            || self.way.len() == ABOVE_ENTRIES + 1 && knot.is_lines() && !knot.is_item()
    }

    fn all(&mut self, theirs: &Knot, old: &Knot, new: &Knot) -> Made {
        let lead = lead(theirs, old, new);
        let of_default = |lead| Made { lead, ..whole(&new.clone().at(theirs.indent)) };
        if theirs.text == old.text && !self.holds_used(theirs) || self.is_of_the_default() {
            return of_default(lead);
        }
        if new.value == old.value && !self.is_above_entries(theirs) {
            return Made { lead, ..whole(theirs) };
        }
        if new.text == old.text || theirs.text == new.text {
            return Made { lead, ..whole(theirs) };
        }
        if self.may_be_taken_apart(theirs, old, new) {
            return Made { lead, ..self.kids(theirs, Some(old), Some(new)) };
        }
        if theirs.value == old.value {
            return with_remark(of_default(lead), theirs, old);
        }
        if theirs.value == new.value {
            return Made { lead, ..whole(theirs) };
        }
        self.ask(theirs, Some(old), new, lead)
    }

    /// Whether three states of a piece are made one by their parts.
    fn may_be_taken_apart(&self, theirs: &Knot, old: &Knot, new: &Knot) -> bool {
        let alike = |a: &Knot, b: &Knot| match (&a.parts, &b.parts) {
            (Parts::Lines { list: one, .. }, Parts::Lines { list: other, .. })
            | (Parts::Brackets { list: one, .. }, Parts::Brackets { list: other, .. }) => one == other,
            _ => false,
        };
        if !alike(theirs, old) || !alike(old, new) || self.is_one_thing() {
            return false;
        }
        let more = |later: &Knot| later.kids().iter().any(|kid| old.kid(&kid.key).is_none());
        let lost = |kid: &Knot| theirs.kid(&kid.key).is_none() && new.kid(&kid.key).is_none();
        if self.way.len() > ABOVE_ENTRIES && more(theirs) && more(new) && old.kids().iter().any(lost) {
            // both call the same thing otherwise
            return false;
        }
        let only_more = |later: &Knot| old.kids().iter().all(|kid| later.kid(&kid.key).is_some());
        let named = self.way.len() <= ABOVE_ENTRIES || [theirs, old, new].into_iter().all(have_names);
        !theirs.is_list() || named || theirs.value == old.value || only_more(theirs) && only_more(new)
    }

    fn is_one_thing(&self) -> bool {
        let name = self.way.last().map_or("", String::as_str);
        self.way.len() > ABOVE_ENTRIES + 1 && (ONE_THING.contains(&name) || name.ends_with("when"))
    }

    fn is_of_the_default(&self) -> bool {
        matches!(self.way.as_slice(), [_, section] if OF_THE_DEFAULT.contains(&section.as_str()))
    }

    fn both_new(&mut self, theirs: &Knot, new: &Knot) -> Made {
        let made = || Made { lead: theirs.lead.clone(), ..whole(theirs) };
        if self.is_of_the_default() {
            return whole(new);
        }
        if theirs.value == new.value {
            return made();
        }
        let above = self.is_above_entries(theirs) && new.is_lines() && theirs.is_list() == new.is_list();
        if above {
            return Made { lead: theirs.lead.clone(), ..self.kids(theirs, None, Some(new)) };
        }
        self.ask(theirs, None, new, theirs.lead.clone())
    }

    fn gone_from_default(&mut self, theirs: &Knot, old: &Knot) -> Option<Made> {
        // comments are no change of what it says: they stay, and it goes
        let same = (theirs.is_same(old) || theirs.value == old.value) && !self.holds_used(theirs);
        let apart = self.way.last().is_some_and(|name| name == CASES) && self.way.len() > ABOVE_ENTRIES + 1;
        if apart && !same && theirs.is_lines() {
            let made = self.kids(theirs, Some(old), None);
            return (!made.text.is_empty()).then_some(made);
        }
        if self.is_above_entries(theirs) && !same {
            let made = self.kids(theirs, Some(old), None);
            let gone = made.text.is_empty();
            return if gone { comments_alone(theirs, old) } else { Some(made) };
        }
        let used = self.address().is_some_and(|address| self.used.contains(&address));
        if same && !used {
            return comments_alone(theirs, old);
        }
        self.note(theirs, if used { Why::Used } else { Why::GoneFromDefault });
        Some(whole(theirs))
    }

    /// Only what is new in it is taken; what was there they took out.
    fn gone_from_theirs(&mut self, old: &Knot, new: &Knot, indent: usize) -> Option<Made> {
        if self.is_above_entries(new) {
            let mut nothing = new.clone();
            nothing.kids_mut()?.clear();
            let made = self.kids(&nothing, Some(old), Some(new));
            return (!made.text.is_empty()).then_some(made);
        }
        if old.value != new.value && self.is_entry() {
            self.note(&new.clone().at(indent), Why::TakenOut);
        }
        None
    }

    /// A piece put together of its parts.
    fn kids(&mut self, theirs: &Knot, old: Option<&Knot>, new: Option<&Knot>) -> Made {
        let keys = |knot: Option<&Knot>| -> Vec<String> {
            knot.map(Knot::kids).unwrap_or_default().iter().map(|kid| kid.key.clone()).collect()
        };
        let (t, o, n) = (keys(Some(theirs)), keys(old), keys(new));
        let indent = theirs.kids().first().or_else(|| new?.kids().first()).map_or(0, |kid| kid.indent);
        let mut made = Vec::new();
        for key in order(&t, &o, &n) {
            let find = |knot: Option<&'_ Knot>| knot.and_then(|knot| knot.kid(key).cloned());
            let (theirs, old, new) = (theirs.kid(key), find(old), find(new));
            made.extend(self.piece(States { theirs, old: old.as_ref(), new: new.as_ref() }, indent));
        }
        let pieces: Vec<(&str, &str)> = made.iter().map(|made| (&*made.lead, &*made.text)).collect();
        let text = if made.iter().all(|made| is_comments(&made.text)) {
            // comments of theirs alone stay; a name with nothing under it does not
            pieces.iter().map(|(lead, text)| format!("{lead}{text}")).collect()
        } else {
            with_tail(theirs, old, new).text_of(&pieces)
        };
        Made { text, ..whole(theirs) }
    }

    fn ask(&mut self, theirs: &Knot, old: Option<&Knot>, new: &Knot, lead: String) -> Made {
        let id = self.id();
        self.asked.insert(id.clone());
        match self.answers.of(&id) {
            Some(Keep::Ours) => {}
            Some(Keep::Default) => return Made { lead, ..whole(&new.clone().at(theirs.indent)) },
            None => {
                let field = self.field();
                let words = |later: &Knot| changed_words(&field, old.map(|old| &old.value), &later.value);
                let (theirs, default) = (words(theirs), words(new));
                let file = self.way.first().cloned().unwrap_or_default();
                self.questions.push(Question { id, field, file, theirs, default });
            }
        }
        Made { lead, ..whole(theirs) }
    }

    fn note(&mut self, knot: &Knot, why: Why) {
        let title = knot.value.get("title").and_then(|title| title.as_str()).map(str::to_owned);
        let file = self.way.first().cloned().unwrap_or_default();
        self.kept.push(Kept { id: self.id(), title, field: self.field(), file, why });
    }

    fn is_entry(&self) -> bool {
        self.way.len() == ABOVE_ENTRIES + 1
    }

    /// The way to what is looked at from its entry on.
    fn field(&self) -> String {
        let section = self.way.get(1).map_or("", String::as_str);
        // the name of what has none of its own is the way to it
        let named = if naming::of(section).is_some() { ABOVE_ENTRIES + 1 } else { ABOVE_ENTRIES + 2 };
        let in_entry = self.way.get(named..).unwrap_or_default();
        in_entry.join(" › ")
    }

    /// What an officer calls the entry: a rule's name; the way to it, where it has none of its own.
    fn id(&self) -> String {
        let Some(section) = self.way.get(1) else { return self.way.first().cloned().unwrap_or_default() };
        let entry = self.way.get(2).map_or("", String::as_str);
        if naming::of(section).is_some() && !entry.is_empty() {
            return entry.to_owned();
        }
        self.way.get(1..self.way.len().min(4)).unwrap_or_default().join(".")
    }

    /// Whether something of theirs reads an entry in a file or section.
    fn holds_used(&self, around: &Knot) -> bool {
        let of_section = |section: &Knot| {
            let address = |kid: &Knot| Address { section: section.key.clone(), part: None, key: kid.key.clone() };
            section.kids().iter().any(|kid| self.used.contains(&address(kid)))
        };
        match self.way.len() {
            1 => around.kids().iter().any(of_section),
            ABOVE_ENTRIES => of_section(around),
            _ => false,
        }
    }

    fn address(&self) -> Option<Address> {
        let [_, section, key] = self.way.as_slice() else { return None };
        Some(Address { section: section.clone(), part: None, key: key.clone() })
    }
}

/// A piece as it stands.
pub(super) fn whole(knot: &Knot) -> Made {
    Made { name: knot.key.clone(), lead: knot.lead.clone(), text: knot.text.clone() }
}
