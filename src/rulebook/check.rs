//! From what the files say to a rulebook whose every name, year and condition is known to be right.
//!
//! Everything that is wrong is noted in one go: a mistake in one entry keeps no other from being looked at, and a name
//! that is defined where nothing could be read is not complained about where it is used.

mod asked;
mod astray;
mod authority;
mod calendar;
mod case_line;
mod cases;
mod collect;
mod colours;
mod compare;
mod conditions;
mod copies;
mod data;
mod defaults;
mod desk;
mod each_once;
mod format;
mod headings;
mod ids;
mod in_cases;
mod judgements;
mod measures;
mod names;
mod not_there;
mod order;
mod papers;
mod partners;
mod plans;
mod policy;
mod renamed;
mod report;
mod rules;
mod scripts;
mod sections;
mod table;
mod thresholds;
mod warn;
mod years;

use std::collections::BTreeSet;
use std::sync::Arc;

pub(super) use cases::EXPECTED;
use desk::Desk;
use names::NameTable;
use sections::{Parsed, Sections};
pub(super) use years::years;

use super::Asked;
use super::case_table::{is_table, tree_of};
use super::model::{Measure, Rule, RuleFile, Rulebook};
use super::raw::RawFile;
use super::rows::{Lists, written_out};
use super::schema::shapes;
use super::source::RuleSource;
use super::yaml::odd::cut_off;
use super::yaml::shape::fit;
use super::yaml::{FileText, Place, Tree};
use crate::rulebook::diagnostic::{Code, Diagnostic, sort};
use crate::rulebook::script;
use workbook::fingerprint;

/// Checks a rulebook: the rulebook, where nothing is wrong with it, and everything that is worth saying of it.
pub(super) fn check(source: &RuleSource, asked: &Asked<'_>) -> (Option<Rulebook>, Vec<Diagnostic>) {
    let mut out: Vec<Diagnostic> = source.unread().iter().map(unread).collect();
    let mut lost = BTreeSet::new();
    let read = |name: &str| !(name.ends_with(".rhai") || asked.to_judge && is_table(name));
    let yaml = source.files().filter(|(name, _)| read(name));
    let read: Vec<FileText> = yaml.map(|(name, text)| FileText::new(name.clone(), text.clone())).collect();
    let read = copies::left_out(read, &mut out);
    let trees: Vec<(Tree, FileText)> = read.into_iter().map(|file| (tree_of(&file), file)).collect();
    let lists = Lists::of(trees.iter().map(|(tree, _)| &tree.root));
    let parsed = trees.into_iter().map(|(tree, file)| parse(file, tree, &lists, &mut out, &mut lost));
    let parsed: Vec<Parsed> = parsed.collect();
    if let Some(later) = format::later(&parsed) {
        // whatever else is wrong with it is wrong because of that
        return (None, vec![later]);
    }
    let sections = Sections::of(&parsed, defaults::underneath());
    sections.parts_say_a_thing_once(&mut out);
    let mut desk = Desk { names: NameTable::default(), out, lost, unusable: BTreeSet::new() };
    desk.collect(&sections);
    let rulebook = rulebook(&mut desk, source, &sections);
    let mut out = desk.out;
    in_cases::noted(&parsed, &mut out);
    sort(&mut out);
    out.dedup();
    each_once::said_once(&parsed, &mut out);
    not_there::said_once(&parsed, &sections, &mut out);
    if !out.iter().any(Diagnostic::is_error) {
        out.extend(warn::warnings(&rulebook, &sections, asked));
    }
    sort(&mut out);
    out.dedup();
    let sound = !out.iter().any(Diagnostic::stops);
    (sound.then_some(rulebook), out)
}

fn unread(unread: &super::source::Unread) -> Diagnostic {
    let place = crate::rulebook::Span { file: Arc::clone(&unread.file), ..Default::default() };
    let help = Some(&unread.help).filter(|help| !help.is_empty());
    let told = if unread.passed_over { Diagnostic::warning } else { Diagnostic::error };
    told(Code::File, place, unread.why.clone()).help_if(help)
}

/// Reads a file into the typed rulebook, what fits no shape taken out.
fn parse(file: FileText, tree: Tree, lists: &Lists, out: &mut Vec<Diagnostic>, lost: &mut BTreeSet<String>) -> Parsed {
    let mut root = tree.root;
    out.extend(tree.diagnostics);
    lost.extend(tree.lost);
    if !is_table(file.name()) {
        cut_off(&file, &root, out);
    }
    astray::taken_out(&file, &mut root, out, lost);
    let of_each = written_out(&file, &mut root, shapes(), lists, out);
    let fitted = fit(&file, &mut root, shapes());
    out.extend(fitted.diagnostics);
    lost.extend(fitted.lost);
    let raw = serde_path_to_error::deserialize(root.to_value()).unwrap_or_else(|error| {
        // the shapes are made of the same types, so this says that the two differ; better said than hidden
        let place = at_path(Place::root(&file, &root), error.path());
        out.push(Diagnostic::error(Code::WrongKind, place, format!("this cannot be read: {}", error.inner())));
        RawFile::default()
    });
    Parsed { file, root, raw, of_each }
}

fn at_path(mut place: Place<'_>, path: &serde_path_to_error::Path) -> crate::rulebook::Span {
    use serde_path_to_error::Segment;
    for segment in path {
        place = match segment {
            Segment::Seq { index } => place.item(*index),
            Segment::Map { key } => place.field(key),
            Segment::Enum { .. } | Segment::Unknown => place,
        };
    }
    place.span()
}

fn rulebook<'a>(desk: &mut Desk<'a>, source: &RuleSource, sections: &Sections<'a>) -> Rulebook {
    desk.collect_scripts(source, script_limits(policy::limits(sections)));
    let (judgements, measures) = (desk.judgements(sections), desk.measures(sections));
    let comparators = desk.comparators(sections);
    desk.measures_need_no_circle(&measures, &comparators);
    let (rules, partners) = desk.rules_and_partners(sections, &judgements, &measures);
    let (identity, authority) = (desk.identity(sections, &measures), desk.authority(sections));
    desk.headings_have_words(sections);
    desk.headings_mean_one_thing(&measures, &identity);
    let report = desk.report(sections, &measures, &rules);
    Rulebook {
        files: source.files().map(|(name, text)| file(name, text)).collect(),
        fingerprint: source.fingerprint().into(),
        authority: authority.name.unwrap_or_default(),
        authority_number: authority.number,
        authority_earlier_numbers: authority.earlier_numbers,
        authority_names: authority.names,
        other_authorities: authority.others,
        not_judged: authority.not_judged,
        about: authority.about,
        year_begins: sections.begins(),
        settings: desk.settings(sections),
        limits: policy::limits(sections),
        small_numbers: desk.small_numbers(sections),
        markers: desk.markers(sections),
        groups: desk.groups(sections, "all pupils"),
        identity,
        areas: desk.areas(sections),
        precedence: desk.precedence(sections),
        partnering: desk.partnering(sections, &report.decisions, &measures),
        measures: asked_words(measures, &rules),
        comparators,
        figures: desk.figures(sections),
        rules,
        judgements,
        teams: sections.teams.iter().map(|entry| entry.raw.team.trim().into()).collect(),
        support: desk.support(sections),
        triggers: desk.triggers(sections),
        plans: desk.plans(sections, &report.decisions),
        partners,
        cycle: desk.cycle(sections),
        players: desk.players(sections),
        holidays: desk.holidays(sections),
        papers: desk.papers(sections),
        consistency: desk.consistency(sections),
        renamed: std::mem::take(&mut desk.names.renamed),
        report,
        scripts: std::mem::take(&mut desk.names.scripts),
    }
}

/// The measures, each with the words that conditions compare it with.
fn asked_words(mut measures: Vec<Measure>, rules: &[Rule]) -> Vec<Measure> {
    let conditions = rules.iter().flat_map(|rule| [&rule.applies, &rule.when]).flatten();
    let asked = conditions.flat_map(|condition| condition.expressions()).map(|(expression, _)| expression);
    let computed: Vec<_> = measures.iter().filter_map(|measure| measure.computed.clone()).collect();
    for (read, word) in asked.chain(&computed).flat_map(|expression| expression.words_asked()) {
        let measure = measures.get_mut(usize::from(read.measure.0)).filter(|measure| measure.categories.is_empty());
        if let Some(measure) = measure.filter(|measure| !measure.asked_words.contains(&word)) {
            measure.asked_words.push(word);
        }
    }
    measures
}

fn file(name: &Arc<str>, text: &Arc<str>) -> RuleFile {
    RuleFile { name: Arc::clone(name), text: Arc::clone(text), fingerprint: fingerprint::of(text.as_bytes()).into() }
}

fn script_limits(limits: super::model::Limits) -> script::Limits {
    let size = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let limits =
        script::Limits { steps: limits.script_steps, depth: size(limits.script_depth), size: size(limits.script_size) };
    limits.within_bounds()
}
