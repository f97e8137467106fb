//! `for each`: rows that the rulebook's own lists give. A rule that says it is a rule for each strand, grade, group or
//! measure.

use super::ROWS;
use super::filling::Values;
use crate::rulebook::expression::nearest;
use crate::rulebook::naming;
use crate::rulebook::yaml::{Entry, Key, Kind, Node};

/// What a rule says that is one for each of a list.
pub(in crate::rulebook) const FOR_EACH: &str = "for each";
/// What may be listed, and the section with its names and their field.
const LISTS: [(&str, &str, &str); 4] = [
    ("strand", "strands", "strand"),
    ("grade", "grades", "grade"),
    ("group", "groups", "id"),
    ("measure", "measures", "id"),
];

/// Something a rulebook lists: its values by name.
#[derive(Clone, Debug)]
struct Listed {
    /// what it is: `strand`
    kind: &'static str,
    name: String,
    title: String,
    short: String,
    /// what it was called before, oldest first
    formerly: Vec<String>,
}

/// A row that `for each` makes: what it is called, what that was before, and its values.
pub(super) struct Made {
    pub key: Key,
    pub formerly: Vec<String>,
    pub values: Values,
}

/// What a rulebook lists, of all its files.
#[derive(Clone, Debug, Default)]
pub(in crate::rulebook) struct Lists {
    all: Vec<Listed>,
    /// the strand that sums up the others
    overall: Option<String>,
}

impl Lists {
    /// From the trees of a rulebook's files, as they stand there.
    pub fn of<'n>(roots: impl Iterator<Item = &'n Node>) -> Self {
        let mut all = Self::default();
        for root in roots {
            let overall = root.entry("judgements").and_then(|entry| entry.value.entry("overall"));
            let overall = overall.and_then(|entry| entry.value.text()).map(str::to_owned);
            all.overall = all.overall.take().or(overall);
            for (kind, section, field) in LISTS {
                // strands and grades stand among the judgements
                let within = root.entry("judgements").and_then(|entry| entry.value.entry(section));
                let Some(entry) = root.entry(section).or(within) else { continue };
                let Kind::List(items) = &entry.value.kind else { continue };
                items.iter().flat_map(|item| listed(kind, item, field)).for_each(|one| all.add(one));
            }
        }
        all
    }

    fn add(&mut self, one: Listed) {
        if !self.all.iter().any(|known| known.kind == one.kind && known.name == one.name) {
            self.all.push(one);
        }
    }

    fn of_kind<'l>(&'l self, kind: &'l str) -> impl Iterator<Item = &'l Listed> {
        self.all.iter().filter(move |one| one.kind == kind)
    }

    /// The values of each strand but the overall one.
    pub(super) fn strands(&self) -> Vec<Values> {
        let strands =
            self.of_kind("strand").filter(|one| !self.overall.as_ref().is_some_and(|name| one.is_called(name)));
        strands.map(values).collect()
    }

    /// The rows that a rule's `for each` makes.
    ///
    /// # Errors
    /// Where a mistake stands, what it is, and what to do.
    pub(super) fn rows(&self, each: &Entry) -> Result<Vec<Made>, Mistake> {
        match &each.value.kind {
            Kind::Scalar { text, .. } if text == "measure" => {
                let help = "say which: `for each: {measure: [ks4.a8, ks4.em5]}`";
                Err(Mistake::of(&each.value, "a rulebook has too many measures for a rule each", help))
            }
            Kind::Scalar { text, .. } => {
                let kind = known_kind(text, &each.value)?;
                let rows: Vec<_> = self.of_kind(kind).map(|one| one.made(each.value.range.clone())).collect();
                if rows.is_empty() {
                    let message = format!("this rulebook has no {kind} to make a rule for");
                    return Err(Mistake::of(&each.value, &message, "list some, or write the rule without `for each`"));
                }
                Ok(rows)
            }
            Kind::Map(entries) => match entries.as_slice() {
                [one] => self.named(known_kind(&one.key.text, &each.value)?, &one.value),
                _ => Err(Mistake::of(&each.value, "a rule is for each of one thing", "keep one of them")),
            },
            Kind::List(_) => {
                let help = "say of what: `for each: {measure: […]}`, or of `group` or `strand`";
                Err(Mistake::of(&each.value, "it is not said what these are", help))
            }
        }
    }

    /// The rows for those that are named.
    fn named(&self, kind: &str, names: &Node) -> Result<Vec<Made>, Mistake> {
        let items = match &names.kind {
            Kind::List(items) => items.as_slice(),
            _ => std::slice::from_ref(names),
        };
        let row = |item: &Node| {
            let name = item.text().unwrap_or_default();
            let found = self.of_kind(kind).find(|one| one.is_called(name));
            found.map(|one| one.made(item.range.clone())).ok_or_else(|| self.unknown(kind, name, item))
        };
        let rows: Vec<Made> = items.iter().map(row).collect::<Result<_, _>>()?;
        if rows.is_empty() {
            return Err(Mistake::of(names, "nothing is listed", "name those that the rule is for"));
        }
        Ok(rows)
    }

    fn unknown(&self, kind: &str, name: &str, item: &Node) -> Mistake {
        let near = nearest(name, self.of_kind(kind).map(|one| one.name.as_str()));
        let help = near.first().map_or_else(String::new, |near| format!("did you mean `{near}`?"));
        Mistake::of(item, &format!("`{name}` is not a {kind} of this rulebook"), &help)
    }
}

/// A mistake in a rule's `for each`.
pub(super) struct Mistake {
    pub range: std::ops::Range<usize>,
    pub message: String,
    pub help: String,
}

impl Mistake {
    fn of(node: &Node, message: &str, help: &str) -> Self {
        Self { range: node.range.clone(), message: message.to_owned(), help: help.to_owned() }
    }
}

fn known_kind(word: &str, place: &Node) -> Result<&'static str, Mistake> {
    let known = LISTS.iter().find(|(kind, ..)| *kind == word).map(|(kind, ..)| *kind);
    known.ok_or_else(|| {
        let message = format!("a rule cannot be for each `{word}`");
        Mistake::of(place, &message, "write `strand`, `grade`, `group` or `measure`; for anything else, use `rows`")
    })
}

/// What an item lists: itself, or each of its rows.
fn listed(kind: &'static str, item: &Node, field: &str) -> Vec<Listed> {
    let Some(rows) = item.entry(ROWS) else { return one(kind, item, field, None).into_iter().collect() };
    let Kind::Map(rows) = &rows.value.kind else { return Vec::new() };
    rows.iter().filter_map(|row| one(kind, item, field, Some(row))).collect()
}

fn one(kind: &'static str, item: &Node, field: &str, row: Option<&Entry>) -> Option<Listed> {
    let said = |node: &Node, field: &str| node.entry(field).and_then(|entry| entry.value.text()).map(str::to_owned);
    let of_row = row.map(|row| {
        let Kind::Map(own) = &row.value.kind else { return super::of_row(&row.key.text) };
        let given = own.iter().filter_map(|entry| Some((entry.key.text.clone(), entry.value.text()?.to_owned())));
        super::of_row(&row.key.text).into_iter().chain(given).collect()
    });
    let say = |field: &str| {
        let text = row.and_then(|row| said(&row.value, field)).or_else(|| said(item, field))?;
        Some(match &of_row {
            Some(values) => super::filling::with_values(&text, |name| values.get(name).map(String::as_str)).0,
            None => text,
        })
    };
    let name = say(field)?;
    let title = say("title").unwrap_or_else(|| name.clone());
    let before = |entry: &Entry| match &entry.value.kind {
        Kind::List(names) => names.iter().filter_map(Node::text).map(str::to_owned).collect(),
        _ => entry.value.text().map(str::to_owned).into_iter().collect(),
    };
    // what a list with rows was called, its rows were called otherwise
    let formerly = item.entry(super::FORMERLY).filter(|_| row.is_none()).map(before).unwrap_or_default();
    Some(Listed { kind, short: say("short").unwrap_or_else(|| title.clone()), name, title, formerly })
}

impl Listed {
    /// Whether this is its name, or was before.
    fn is_called(&self, name: &str) -> bool {
        self.name == name || self.formerly.iter().any(|before| before == name)
    }

    fn made(&self, range: std::ops::Range<usize>) -> Made {
        let key = Key { text: self.name.clone(), range };
        Made { key, formerly: self.formerly.clone(), values: values(self) }
    }
}

fn values(one: &Listed) -> Values {
    let named = [("row", &one.name), (one.kind, &one.name), ("title", &one.title), ("short", &one.short)];
    named.map(|(name, value)| (name.to_owned(), value.clone())).into()
}

/// The values of a row as they stand in a name: each is the word that the row is called by there.
pub(super) fn in_name(values: &Values, word: &str) -> Values {
    values.keys().map(|name| (name.clone(), word.to_owned())).collect()
}

/// A name as part of an entry's, which is known by a field: `ks4.a8` is `ks4-a8` in a rule's name, the grade `B+` is
/// `b-plus`. What names something else, as support names its strand, has it as it stands.
pub(super) fn word(name: &str, section: &str, field: &str) -> String {
    if naming::of(section) != Some(field) {
        return name.to_owned();
    }
    let signs = [("+", "-plus"), ("*", "-star")]
        .iter()
        .fold(name.trim().to_lowercase(), |name, (sign, word)| name.replace(sign, word));
    let said = signs.strip_suffix(['-', '\u{2212}']).map_or_else(|| signs.clone(), |before| format!("{before}-minus"));
    // names of measures and groups have dots and `_` where others have hyphens
    let (keep, join) = if field == "id" { (".", "_") } else { ("", "-") };
    let part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || keep.contains(c);
    let parts: Vec<&str> = said.split(|c: char| !part(c)).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { name.to_owned() } else { parts.join(join) }
}

#[cfg(test)]
mod tests {
    use crate::rulebook::diagnostic::compact;
    use crate::rulebook::{Loaded, RuleSource, load};

    const LISTS: &str = "authority: {name: Eastmere}
groups:
  - {id: fsm, title: on free meals}
  - {id: not_fsm, title: not on free meals}
measures:
  - {id: ks2.l4, title: Level 4, unit: percent, headings: [L4]}
  - {id: ks2.l5, title: Level 5, unit: percent, headings: [L5]}
  - {id: g.teaching, title: Teaching now, unit: grade, headings: [T]}
  - {id: g.results, title: Results now, unit: grade, headings: [R]}
judgements:
  grades: [{grade: '1', title: good}, {grade: '2', title: weak}]
  strands:
    - {strand: teaching, title: Teaching, short: T, inspected: g.teaching}
    - {strand: results, title: Results, inspected: g.results}
  working grade: {take: worst, from: [inspected]}
statuses: [{status: any, title: Any, otherwise: true}]
";

    fn loaded(rules: &str) -> Loaded {
        // the lists stand in another file than the rules
        load(&RuleSource::from_texts([("a-rules.yaml", rules), ("b-lists.yaml", LISTS)]))
    }

    fn errors(rules: &str) -> Vec<String> {
        loaded(rules).diagnostics.iter().filter(|one| one.is_error()).map(compact).collect()
    }

    const OF_STRANDS: &str = "watchpoints:
  - watch: weak-$strand
    for each: strand
    title: $title is weak
    strand: $strand
    source: page 1
    when: inspected.$strand == 2
    cases:
      - {name: it is, given: {inspected.$strand: 2}, expect: holds}
";

    #[test]
    fn a_rule_for_each_strand_has_the_strands_of_all_files_with_their_titles() {
        assert_eq!(errors(OF_STRANDS), [""; 0]);
        let rules = loaded(OF_STRANDS).rulebook.unwrap().rules;
        let of = |at: usize| (&*rules[at].id, &*rules[at].title, rules[at].span.line, rules[at].cases.len());
        assert_eq!(of(0), ("weak-teaching", "Teaching is weak", 3, 1));
        assert_eq!(of(1), ("weak-results", "Results is weak", 3, 1));
    }

    #[test]
    fn a_rule_for_each_of_some_groups_or_measures_is_named_by_them() {
        let groups = "watchpoints:
  - watch: low
    for each: {group: [fsm, not_fsm]}
    title: Low, $title
    source: page 1
    when: ks2.l4.$group < 50
";
        let rules = loaded(groups).rulebook.unwrap().rules;
        let names: Vec<&str> = rules.iter().take(2).map(|rule| &*rule.id).collect();
        assert_eq!(names, ["low-fsm", "low-not-fsm"]);
        assert_eq!(&*rules[1].title, "Low, not on free meals");
        let measures = groups.replace("{group: [fsm, not_fsm]}", "{measure: [ks2.l4, ks2.l5]}");
        let measures = measures.replace("ks2.l4.$group", "$measure").replace("watch: low", "watch: low-$measure");
        let rules = loaded(&measures).rulebook.unwrap().rules;
        let names: Vec<&str> = rules.iter().take(2).map(|rule| &*rule.id).collect();
        assert_eq!(names, ["low-ks2-l4", "low-ks2-l5"]);
    }

    #[test]
    fn a_rule_for_each_grade_lets_one_function_give_the_grade() {
        let rules = "indications:
  - indication: by-points
    for each: grade
    grade: $grade
    title: Points make it $title
    strand: teaching
    source: page 1
    when: grade_of(ks2.l4) == \"$grade\"
";
        let script = "/// A grade.\n///\n/// Takes: a share.\n/// Gives: 1 or 2.\n/// Cannot say: never.\nfn grade_of(share) { if share > 50 { \"1\" } else { \"2\" } }\n";
        let source = [("a-rules.yaml", rules), ("b-lists.yaml", LISTS), ("scripts/a.rhai", script)];
        let loaded = load(&RuleSource::from_texts(source));
        let said: Vec<String> = loaded.diagnostics.iter().filter(|one| one.is_error()).map(compact).collect();
        assert_eq!(said, [""; 0]);
        let rules = loaded.rulebook.unwrap().rules;
        let of = |at: usize| (&*rules[at].id, &*rules[at].title);
        assert_eq!((of(0), of(1)), (("by-points-1", "Points make it good"), ("by-points-2", "Points make it weak")));
    }

    #[test]
    fn names_that_are_made_of_letters_are_such_as_can_be_used() {
        let lists = LISTS.replace(
            "[{grade: '1', title: good}, {grade: '2', title: weak}]",
            "[{grade: A+}, {grade: A}, {grade: A-}, {grade: E*}, {grade: Needs work}, {grade: F}]",
        );
        let rules = "indications:
  - indication: letter-$grade
    for each: grade
    grade: $grade
    title: Graded $grade
    strand: teaching
    source: page 1
    when: ks2.l4 > 50
support:
  - {strand: teaching, for each: grade, grades: [$grade], teams: [{team: coaching, forms: [Coach]}], source: page 2}
";
        let of = |rules: &str| load(&RuleSource::from_texts([("a-rules.yaml", rules), ("b-lists.yaml", &lists)]));
        let said = |loaded: &Loaded| -> Vec<String> {
            loaded.diagnostics.iter().filter(|one| one.is_error()).map(compact).collect()
        };
        let loaded = of(rules);
        assert_eq!(said(&loaded), [""; 0]);
        let rulebook = loaded.rulebook.unwrap();
        let names: Vec<(&str, &str)> = rulebook.rules.iter().take(6).map(|rule| (&*rule.id, &*rule.title)).collect();
        let wanted = [
            ("letter-a-plus", "Graded A+"),
            ("letter-a", "Graded A"),
            ("letter-a-minus", "Graded A-"),
            ("letter-e-star", "Graded E*"),
            ("letter-needs-work", "Graded Needs work"),
            ("letter-f", "Graded F"),
        ];
        assert_eq!(names, wanted);
        // a mistake in it is told once, whatever of the six it names
        let wrong = said(&of(&rules.replace("ks2.l4 > 50", "rule(\"no-$grade\")")));
        assert_eq!(wrong.len(), 1, "{wrong:?}");
    }

    #[test]
    fn a_rule_for_each_of_what_has_another_name_was_called_by_the_name_before() {
        let lists = LISTS.replace("{strand: teaching,", "{strand: lessons, formerly: [pedagogy, teaching],");
        let loaded = load(&RuleSource::from_texts([("a-rules.yaml", OF_STRANDS), ("b-lists.yaml", &lists)]));
        let rulebook = loaded.rulebook.unwrap();
        let now = |old: &str| rulebook.renamed.now(crate::rulebook::model::Renames::Rule, old);
        assert_eq!(now("weak-teaching"), Some("weak-lessons"));
        assert_eq!(now("weak-pedagogy"), Some("weak-lessons"));
        // and may be asked for by it
        let some = OF_STRANDS.replace("for each: strand", "for each: {strand: [teaching]}");
        let loaded = load(&RuleSource::from_texts([("a-rules.yaml", &*some), ("b-lists.yaml", &lists)]));
        assert_eq!(&*loaded.rulebook.unwrap().rules[0].id, "weak-lessons");
    }

    #[test]
    fn mistakes_are_told_where_they_stand() {
        let of = |each: &str| {
            let said = errors(&OF_STRANDS.replace("for each: strand", each));
            said.first().cloned().unwrap_or_default()
        };
        for (each, wanted) in [
            ("for each: strnad", "a rule cannot be for each `strnad`"),
            ("for each: {strand: [teching]}", "did you mean `teaching`?"),
            ("for each: measure", "say which: `for each: {measure: [ks4.a8, ks4.em5]}`"),
            ("for each: [teaching]", "it is not said what these are"),
            ("for each: {strand: []}", "nothing is listed"),
            ("for each: {strand: [teaching, teaching]}", "stands twice"),
            ("for each: strand\n    rows: {a: {b: c}}", "a rule has rows or is for each"),
        ] {
            let said = of(each);
            assert!(said.contains(wanted) && said.contains("a-rules.yaml:3"), "{each}: {said}");
        }
    }
}
