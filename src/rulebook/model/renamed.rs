//! What had other names before: decisions, cases and reviews of earlier years speak of it by those.

use std::borrow::Cow;
use std::sync::Arc;

/// A sort of name that something can hang on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Renames {
    /// a team
    Team,
    /// a judgement strand
    Strand,
    /// a rule of whatever section: they have their names together
    Rule,
    /// what a grade calls for
    Trigger,
    /// a measure
    Measure,
}

impl Renames {
    /// The sort with a name, as officers call it.
    #[must_use]
    pub fn called(sort: &str) -> Option<Self> {
        match sort {
            "strand" => Some(Self::Strand),
            "measure" => Some(Self::Measure),
            _ => None,
        }
    }
}

/// Something with the names it had.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Named {
    sort: Renames,
    now: Arc<str>,
    /// oldest first
    formerly: Vec<Arc<str>>,
}

/// Everything that had other names before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renamed {
    all: Vec<Named>,
}

impl Renamed {
    /// Adds the names that something had, oldest first.
    pub fn add(&mut self, sort: Renames, now: &str, formerly: &[String]) {
        let formerly: Vec<Arc<str>> = formerly.iter().map(|name| name.trim().into()).collect();
        if !formerly.is_empty() {
            self.all.push(Named { sort, now: now.trim().into(), formerly });
        }
    }

    /// Whether nothing ever had another name.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All former names of a sort, each with the present one.
    pub fn all(&self, sort: Renames) -> impl Iterator<Item = (&str, &str)> {
        let of_sort = self.all.iter().filter(move |named| named.sort == sort);
        of_sort.flat_map(|named| named.formerly.iter().map(|old| (&**old, &*named.now)))
    }

    /// The present name of what was called so.
    #[must_use]
    pub fn now(&self, sort: Renames, old: &str) -> Option<&str> {
        self.all(sort).find(|(former, _)| *former == old).map(|(_, now)| now)
    }

    /// The name that something had first.
    fn first(&self, sort: Renames, now: &str) -> Option<&str> {
        let named = self.all.iter().find(|named| named.sort == sort && &*named.now == now)?;
        named.formerly.first().map(|name| &**name)
    }

    /// What a decision is about, in present names: `support:behaviour:localities` for `support:behaviour:Locality
    /// Services`.
    #[must_use]
    pub fn about<'t>(&self, about: &'t str) -> Cow<'t, str> {
        self.retold(about, |sort, name| self.now(sort, name))
    }

    /// The same in the names that everything had first: what evidence is told by, so that a new name makes no decision
    /// stale.
    #[must_use]
    pub fn first_about<'t>(&self, about: &'t str) -> Cow<'t, str> {
        self.retold(about, |sort, name| self.first(sort, name))
    }

    fn retold<'t, 's>(&'s self, about: &'t str, name: impl Fn(Renames, &str) -> Option<&'s str>) -> Cow<'t, str> {
        if self.is_empty() {
            return Cow::Borrowed(about);
        }
        let said = |sort, old: &str| name(sort, old).map_or_else(|| old.to_owned(), str::to_owned);
        let retold = match about.split_once(':') {
            Some((what @ "grade", strand)) => format!("{what}:{}", said(Renames::Strand, strand)),
            Some((what @ ("finding" | "option" | "plan"), rule)) => format!("{what}:{}", said(Renames::Rule, rule)),
            Some((what @ "trigger", rest)) => match rest.split_once(':') {
                Some((id, strand)) => {
                    format!("{what}:{}:{}", said(Renames::Trigger, id), said(Renames::Strand, strand))
                }
                None => return Cow::Borrowed(about),
            },
            Some((what @ "progress", rest)) => {
                // the meeting and its year, then the plan
                let mut parts = rest.splitn(3, ':');
                let (Some(event), Some(year), Some(plan)) = (parts.next(), parts.next(), parts.next()) else {
                    return Cow::Borrowed(about);
                };
                format!("{what}:{event}:{year}:{}", self.retold(plan, name))
            }
            Some((what @ "partner", rest)) => match rest.split_once(':') {
                Some((strand, partner)) => format!("{what}:{}:{partner}", said(Renames::Strand, strand)),
                None => return Cow::Borrowed(about),
            },
            Some((what @ "support", rest)) => match rest.split_once(':') {
                Some((strand, team)) => {
                    // a team whose name as shown is its name may have a colon in it
                    let team = match (name(Renames::Team, team), team.rsplit_once(':')) {
                        (None, Some((team, rule))) => {
                            format!("{}:{}", said(Renames::Team, team), said(Renames::Rule, rule))
                        }
                        _ => said(Renames::Team, team),
                    };
                    format!("{what}:{}:{team}", said(Renames::Strand, strand))
                }
                None => return Cow::Borrowed(about),
            },
            _ => return Cow::Borrowed(about),
        };
        Cow::Owned(retold)
    }

    /// The name that something had first; the present one where it never had another.
    #[must_use]
    pub fn first_name<'t>(&'t self, sort: Renames, now: &'t str) -> &'t str {
        self.first(sort, now).unwrap_or(now)
    }

    /// A condition or the name of a reading, in the names that everything had first.
    #[must_use]
    pub fn first_text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.is_empty() {
            return Cow::Borrowed(text);
        }
        let in_word = |c: char| c.is_alphanumeric() || "._-".contains(c);
        let mut said = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find(in_word) {
            let (before, from) = rest.split_at(start);
            let (word, after) = from.split_at(from.find(|c| !in_word(c)).unwrap_or(from.len()));
            said.push_str(before);
            if before.ends_with('"') {
                let now = self.now(Renames::Rule, word).unwrap_or(word);
                said.push_str(self.first_name(Renames::Rule, now));
            } else {
                said.push_str(&self.first_path(word));
            }
            rest = after;
        }
        said.push_str(rest);
        Cow::Owned(said)
    }

    /// `ks2.l4_rwm.fsm`, `grade.achievement`, `risk.low_standards`.
    fn first_path(&self, path: &str) -> String {
        let beginnings = path.match_indices('.').map(|(at, _)| at).chain([path.len()]);
        for end in beginnings.collect::<Vec<_>>().into_iter().rev() {
            let (name, rest) = path.split_at(end);
            if let Some(first) = self.first(Renames::Measure, name).or_else(|| {
                let now = self.now(Renames::Measure, name)?;
                self.first(Renames::Measure, now)
            }) {
                return format!("{first}{rest}");
            }
        }
        let Some((kind, name)) = path.split_once('.') else { return path.to_owned() };
        let (name, rest) = name.split_at(name.find('.').unwrap_or(name.len()));
        let first = match kind {
            "risk" => {
                let written = |id: &str| id.replace('-', "_");
                let all = self.all.iter().filter(|named| named.sort == Renames::Rule);
                let found = all.filter(|named| {
                    written(&named.now) == name || named.formerly.iter().any(|old| written(old) == name)
                });
                found.filter_map(|named| named.formerly.first()).map(|first| written(first)).next()
            }
            "grade" | "indicated" | "inspected" | "self_evaluated" | "agreed" => {
                let now = self.now(Renames::Strand, name).unwrap_or(name);
                self.first(Renames::Strand, now).map(str::to_owned)
            }
            _ => None,
        };
        first.map_or_else(|| path.to_owned(), |first| format!("{kind}.{first}{rest}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renamed() -> Renamed {
        let mut renamed = Renamed::default();
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        renamed.add(Renames::Team, "localities", &names(&["Locality: Services", "Localities"]));
        renamed.add(Renames::Strand, "conduct", &names(&["behaviour"]));
        renamed.add(Renames::Rule, "many-exclusions", &names(&["high-exclusions"]));
        renamed.add(Renames::Measure, "ks2.l4_rwm", &names(&["ks2.l4_em"]));
        renamed
    }

    #[test]
    fn what_a_decision_is_about_is_told_in_present_names() {
        for (before, now) in [
            ("support:behaviour:Locality: Services", "support:conduct:localities"),
            ("support:behaviour:Localities:high-exclusions", "support:conduct:localities:many-exclusions"),
            ("support::Localities:other", "support::localities:other"),
            ("grade:behaviour", "grade:conduct"),
            ("finding:high-exclusions", "finding:many-exclusions"),
            ("trigger:rap:behaviour", "trigger:rap:conduct"),
            ("progress:srg-2:2012-13:trigger:rap:behaviour", "progress:srg-2:2012-13:trigger:rap:conduct"),
            ("partner:behaviour:urn:900101", "partner:conduct:urn:900101"),
            ("status", "status"),
        ] {
            assert_eq!(renamed().about(before), now);
        }
    }

    #[test]
    fn evidence_is_told_in_the_names_that_were_first_whichever_a_rule_says() {
        let first =
            r#"ks2.l4_em.fsm < 60 and grade.behaviour >= 3 and rule("high-exclusions") or risk.high_exclusions"#;
        let now = r#"ks2.l4_rwm.fsm < 60 and grade.conduct >= 3 and rule("many-exclusions") or risk.many_exclusions"#;
        assert_eq!(renamed().first_text(now), first);
        assert_eq!(renamed().first_text(first), first);
        assert_eq!(renamed().first_about("support:conduct:localities"), "support:behaviour:Locality: Services");
    }
}
