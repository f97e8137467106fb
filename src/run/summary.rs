//! What a run did, in a few lines: read, judged, left out and why, where to look.

use std::collections::{BTreeMap, BTreeSet};

use super::decisions::what_hangs;
use super::{Inputs, Run, Written};
use crate::domain::phrase::counted;
use crate::intake::record::{Dataset, DoubtKind, RowSubject};
use crate::intake::taken_by_file_name;
use crate::judge::evaluate::Outcome;
use crate::review::Verdict;
use crate::review::decisions::{Entry, gone};
use crate::rulebook::model::RuleKind;
use workbook::shown::shown;

/// What a run did.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    read: Vec<String>,
    judged: Vec<String>,
    attention: Vec<String>,
    chosen: Vec<String>,
    verdict: Option<Verdict>,
    remarks: Vec<String>,
    look: Vec<String>,
    /// where no review is written that would hold them: lines of the rulebook that would mend what could not be read
    mends: Vec<String>,
}

impl Summary {
    /// Of a run that was written.
    #[must_use]
    pub fn of(run: &Run, written: &Written) -> Self {
        let mut summary = Self::of_nothing(&run.inputs, &run.dataset);
        summary.mends.clear();
        let years_said = written.verdict.as_ref().is_some_and(|verdict| verdict.years.is_some());
        summary.judged = judged(run, years_said);
        summary.attention.extend(scripts(run));
        let contradictions = run.evaluation.doubts.iter().map(|doubt| doubt.what.clone());
        summary.chosen.extend(few(contradictions.collect(), "contradictions"));
        let gone = run.kept.workbooks_gone().into_iter();
        summary.chosen.extend(gone.map(|name| format!("{name} is there no longer; what it said does not count")));
        summary.attention.extend(written.attention.iter().cloned());
        summary.remarks.extend(written.remarks.iter().cloned());
        summary.look = written.look();
        summary.verdict.clone_from(&written.verdict);
        summary
    }

    /// Of a run in which nothing could be judged.
    #[must_use]
    pub fn of_nothing(inputs: &Inputs, dataset: &Dataset) -> Self {
        let mut attention: Vec<String> = inputs.refused.iter().map(|refused| refused.error.to_string()).collect();
        let mend = |kind| !matches!(kind, DoubtKind::Identity | DoubtKind::Contradiction | DoubtKind::Consistency);
        attention.extend(doubts(dataset, mend));
        let chosen = doubts(dataset, |kind| !mend(kind));
        let review = |name: &str| {
            format!("{name}: no results, since Yardstick wrote it; what is decided in a review or a pack counts")
        };
        let reviews = inputs.reviews.iter().filter(|input| inputs.is_ours_alone(input));
        let remarks = reviews.map(|input| review(&input.name)).chain(others(inputs)).collect();
        Self { read: read(inputs, dataset), attention, chosen, remarks, mends: mends(dataset), ..Self::default() }
    }

    /// The verdict, of a run that was written.
    #[must_use]
    pub fn verdict(&self) -> Option<&Verdict> {
        self.verdict.as_ref()
    }

    /// Whether something has to be mended: what was only chosen between two readings of the data is none of it.
    #[must_use]
    pub fn needs_attention(&self) -> bool {
        !self.attention.is_empty()
    }

    /// Only what was judged.
    #[must_use]
    pub fn judged(&self) -> &[String] {
        &self.judged
    }

    /// Only what has to be mended.
    #[must_use]
    pub fn to_mend(&self) -> &[String] {
        &self.attention
    }

    /// Only what was chosen between two readings of the data, which wants a look.
    #[must_use]
    pub fn chosen(&self) -> &[String] {
        &self.chosen
    }

    /// The whole summary but for its verdict: a heading, and lines set in below it.
    pub fn lines(&self) -> impl Iterator<Item = String> + '_ {
        let block = |title: String, lines: &'_ [String]| -> Vec<String> {
            if lines.is_empty() {
                return Vec::new();
            }
            let first = std::iter::once(title);
            first.chain(lines.iter().map(|line| format!("  {line}"))).collect()
        };
        let counted = |title: &str, lines: &[String]| format!("{title} ({})", lines.len());
        [
            block("Read".to_owned(), &self.read),
            block("Judged".to_owned(), &self.judged),
            block(counted("Please mend", &self.attention), &self.attention),
            block(counted("We chose for you", &self.chosen), &self.chosen),
            block(counted("For information", &self.remarks), &self.remarks),
            block("Look at".to_owned(), &self.look),
            block(
                "Lines for the rulebook, where they say what is meant (`yardstick rules accept` writes them in)"
                    .to_owned(),
                &self.mends,
            ),
        ]
        .into_iter()
        .flatten()
    }
}

/// That files beside the workbooks are none: somebody may wait for what is in them.
fn others(inputs: &Inputs) -> Option<String> {
    const NAMED: usize = 5;
    let mut named: Vec<String> = inputs.others.iter().take(NAMED).map(|name| shown(name)).collect();
    let more = inputs.others.len().saturating_sub(NAMED);
    named.extend((more > 0).then(|| format!("{more} more")));
    (!named.is_empty()).then(|| format!("no workbooks, and left as they are: {}", named.join(", ")))
}

fn read(inputs: &Inputs, dataset: &Dataset) -> Vec<String> {
    let mut lines = Vec::new();
    for workbook in &dataset.workbooks {
        let (mut schools, mut others, mut ignored) = (0, 0, 0);
        let elsewhere: usize = workbook.tables.iter().map(|table| table.of_other_authorities).sum();
        for row in workbook.tables.iter().flat_map(|table| &table.rows) {
            match row.subject {
                RowSubject::School(_) => schools += 1,
                RowSubject::Area(_) => others += 1,
                RowSubject::Ignored => ignored += 1,
            }
        }
        if workbook.pages > 0 && workbook.tables.is_empty() {
            let pages = counted(workbook.pages, "filled visit template", "filled visit templates");
            lines.push(format!("{}: {pages}", workbook.name));
            continue;
        }
        let figures = if workbook.tables.is_empty() { figures_of_areas(dataset, &workbook.name) } else { 0 };
        let mut line = if figures > 0 {
            format!("{}: no schools, {}", workbook.name, counted(figures, "figure of areas", "figures of areas"))
        } else {
            let tables = counted(workbook.tables.len(), "table", "tables");
            format!("{}: {tables}, {}", workbook.name, counted(schools, "school row", "school rows"))
        };
        if elsewhere > 0 {
            line.push_str(&format!(", {elsewhere} of other authorities kept apart"));
        }
        if others + ignored > 0 {
            line.push_str(&format!(", {}", counted(others + ignored, "other row", "other rows")));
        }
        line.push_str(&dated_by_its_name(dataset, &workbook.name));
        lines.push(line);
    }
    if !inputs.refused.is_empty() {
        lines.push(format!("{} not read, see below", counted(inputs.refused.len(), "file", "files")));
    }
    lines
}

/// How many values of the authority, the nation and other areas a workbook gives.
fn figures_of_areas(dataset: &Dataset, workbook: &str) -> usize {
    let entries = dataset.areas.iter().flat_map(|area| area.facts.sorted());
    entries.filter(|(_, entry)| entry.place.as_ref().is_some_and(|place| *place.workbook == *workbook)).count()
}

/// Scripts that failed: a line for each mistake and rule, with the first school that met it.
fn scripts(run: &Run) -> Vec<String> {
    let mut schools: BTreeMap<(String, &str), Vec<&str>> = BTreeMap::new();
    for problem in &run.evaluation.problems {
        let rule = run.rulebook.rule(problem.rule).map_or("", |rule| &rule.id);
        let mistake = format!("script {}: {}", problem.place, problem.what);
        schools.entry((mistake, rule)).or_default().push(&problem.school);
    }
    let line = |((mistake, rule), schools): ((String, &str), Vec<&str>)| {
        let more = match schools.len() {
            0 | 1 => String::new(),
            many => format!(" and {} more", many - 1),
        };
        format!("{mistake} (rule {rule}, {}{more})", schools.first().copied().unwrap_or_default())
    };
    schools.into_iter().map(line).collect()
}

/// How many schools for which year by whose rules, and where they stand; later years but where they were said before.
fn judged(run: &Run, years_said: bool) -> Vec<String> {
    let evaluation = &run.evaluation;
    let mut lines = vec![format!(
        "{} for {} by {} of {}",
        counted(evaluation.schools.len(), "school", "schools"),
        evaluation.year,
        counted(run.rulebook.rules.len(), "rule", "rules"),
        whose(run)
    )];
    let later: Vec<String> =
        run.dataset.years.iter().filter(|year| **year > evaluation.year).map(ToString::to_string).collect();
    if let Some(last) = later.last().filter(|_| !years_said) {
        lines.push(format!(
            "      there is something of {} as well; --year {last} judges that year",
            later.join(" and ")
        ));
    }
    let mut statuses: BTreeMap<u16, usize> = BTreeMap::new();
    for school in &evaluation.schools {
        *statuses.entry(school.status.rule.0).or_default() += 1;
    }
    for rule in run.rulebook.statuses_worst_first() {
        let Some(schools) = statuses.get(&rule.0) else { continue };
        let title = run.rulebook.rule(rule).map_or("no status", |rule| &rule.title);
        lines.push(format!("{schools:>4}  {title}"));
    }
    lines.extend(news(run));
    lines.extend(decisions(run));
    lines.extend(hanging(run));
    lines.extend(floors(run));
    lines
}

/// Whose rules they are, and to whose schools they are applied where that is somebody else.
fn whose(run: &Run) -> String {
    let own = &run.rulebook.authority;
    match &run.dataset.authority {
        Some(other) => format!("{own}, applied to {other}"),
        None => own.to_string(),
    }
}

/// What has come to be known after the year judged: the schools, under the title of the rule that says so.
fn news(run: &Run) -> Vec<String> {
    let rules = run.rulebook.numbered_rules();
    let news = rules.filter(|(_, rule)| matches!(rule.kind, RuleKind::Watch { news: true, .. }));
    news.filter_map(|(id, rule)| {
        let schools = run.evaluation.schools.iter();
        let found = schools.filter(|school| school.of(id).is_some_and(|finding| finding.outcome == Outcome::Holds));
        let named = found.filter_map(|school| run.dataset.schools.get(school.school));
        let names: Vec<String> = named.map(|school| school.identity.name.to_string()).collect();
        (!names.is_empty()).then(|| format!("{}: {}", rule.title, names.join(", ")))
    })
    .collect()
}

/// How many decisions stand, and what became of the others.
fn decisions(run: &Run) -> Option<String> {
    let (standing, stale) = (run.decisions.decisions.len(), run.carried.stale.len());
    let gone = run.carried.gone().count();
    (standing + gone > 0).then(|| {
        format!("{} carried over, {stale} to look at again, {gone} closed", counted(standing, "decision", "decisions"))
    })
}

/// The names that decisions hung on until this run and that the rulebook has no more: `formerly:` would carry them over.
fn hanging(run: &Run) -> Vec<String> {
    let gone_today = |entry: &Entry| entry.closed.as_ref().is_none_or(|c| c.since == Some(run.evaluation.date));
    let entries = run.kept.entries.iter().filter(|(_, entry)| gone_today(entry));
    let said = gone(entries, &run.rulebook).into_iter().map(|gone| what_hangs(&gone));
    said.map(|(what, mended)| format!("      {what}: {mended}")).collect()
}

/// What a day in a workbook's name said of its year, which nothing else says: it may be the day on which the file was made.
fn dated_by_its_name(dataset: &Dataset, workbook: &str) -> String {
    let remarks = dataset.doubts.iter().filter(|doubt| doubt.kind == DoubtKind::Remark);
    let mut of_it = remarks.filter(|doubt| doubt.workbook.as_deref() == Some(workbook));
    let year = of_it.find_map(|doubt| taken_by_file_name(&doubt.what));
    year.map_or_else(String::new, |year| format!("; taken for {year} by the day in its name (--year says another)"))
}

/// The schools below a floor, by name, and how many cannot be said.
fn floors(run: &Run) -> Vec<String> {
    let mut lines = Vec::new();
    for (id, rule) in run.rulebook.numbered_rules() {
        if !matches!(rule.kind, RuleKind::Floor { .. }) {
            continue;
        }
        let with = |outcome: Outcome| {
            let schools = run.evaluation.schools.iter();
            let found = schools.filter(move |school| school.of(id).is_some_and(|finding| finding.outcome == outcome));
            found.filter_map(|school| run.dataset.schools.get(school.school)).map(|s| s.identity.name.to_string())
        };
        let below: Vec<String> = with(Outcome::Holds).collect();
        let unknown = with(Outcome::CannotSay).count();
        let above = with(Outcome::DoesNotHold).count();
        if below.len() + unknown + above == 0 {
            continue;
        }
        let names = if below.is_empty() { String::new() } else { format!(" ({})", below.join(", ")) };
        lines.push(format!(
            "{}: {} below{names}, {above} not below, {unknown} cannot be said",
            rule.title,
            below.len()
        ));
    }
    lines
}

/// The lines of YAML that would settle a doubt, each with where it belongs.
fn mends(dataset: &Dataset) -> Vec<String> {
    const SHOWN: usize = 6;
    let mut lines: Vec<String> = Vec::new();
    for proposal in dataset.doubts.iter().filter_map(|doubt| doubt.proposal.as_ref()) {
        let file = if proposal.file.starts_with('(') { "any file of rules" } else { &proposal.file };
        let line = format!("{file}, under {}:  {}", proposal.under, proposal.line);
        if lines.len() < SHOWN && !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

fn doubts(dataset: &Dataset, wanted: impl Fn(DoubtKind) -> bool) -> Vec<String> {
    let typed: BTreeSet<&str> =
        dataset.workbooks.iter().filter(|workbook| workbook.pages > 0).map(|workbook| &*workbook.name).collect();
    let mut by_kind: BTreeMap<DoubtKind, [Vec<String>; 2]> = BTreeMap::new();
    for doubt in dataset.doubts.iter().filter(|doubt| doubt.kind != DoubtKind::Remark && wanted(doubt.kind)) {
        let place = doubt.places.first().map(ToString::to_string).or(doubt.workbook.as_ref().map(ToString::to_string));
        let place = place.map_or(String::new(), |place| format!("{place}: "));
        // what somebody typed at a visit is known nowhere else: it stands before what tables say
        let tables = usize::from(!doubt.workbook.as_deref().is_some_and(|name| typed.contains(name)));
        let lines = by_kind.entry(doubt.kind).or_default().get_mut(tables);
        lines.into_iter().for_each(|lines| lines.push(format!("{place}{}", doubt.what)));
    }
    by_kind.into_iter().flat_map(|(kind, lines)| few(lines.concat(), words(kind))).collect()
}

fn words(kind: DoubtKind) -> &'static str {
    match kind {
        DoubtKind::NotRead => "sheets, tables or rows not read",
        DoubtKind::Identity => "doubts which school a row is",
        DoubtKind::Contradiction => "values that contradict one another",
        DoubtKind::Value => "values that could not be believed",
        DoubtKind::Year => "tables whose year nothing states",
        DoubtKind::Consistency => "figures that do not agree",
        DoubtKind::Heading => "doubtful headings",
        DoubtKind::Gone => "columns that are gone",
        DoubtKind::Script => "scripts that failed",
        DoubtKind::Remark => "remarks",
    }
}

/// The first few lines, and how many more there are.
fn few(mut lines: Vec<String>, what: &str) -> Vec<String> {
    const SHOWN: usize = 4;
    if lines.len() > SHOWN + 1 {
        let more = lines.len() - SHOWN;
        lines.truncate(SHOWN);
        lines.push(format!("… and {more} more {what}; all are on the review's sheet of data to fix"));
    }
    lines
}
