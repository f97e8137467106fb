//! The language's own functions, told to officers.

use super::vocabulary::{Aggregate, Builtin, Several};

/// A function of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LanguageFunction {
    /// its name
    pub name: &'static str,
    /// how it is written
    pub written: &'static str,
    /// what it gives, and when it cannot say
    pub about: &'static str,
}

/// What was found in an earlier year is asked as a measure of one is.
const EARLIER: LanguageFunction = LanguageFunction {
    name: "before",
    written: "rule(\"some-id\").before(years)",
    about: "What a rule, `floor.below`, `risk.count` or `status` was for the school so many years earlier. Cannot say: when the figures of that year are missing. Example: floor.below and floor.below.before(1).",
};

/// What was told of a school's plans is asked as what rules found is.
const PLAN: LanguageFunction = LanguageFunction {
    name: "plan.behind",
    written: "plan.behind",
    about: "At how many meetings running, up to the last, some plan of the school that goes on was said to be behind; 0 where none was. Example: plan.behind >= 2.",
};

/// A school's place among those of a comparator.
const PLACES: [LanguageFunction; 3] = [
    LanguageFunction {
        name: "rank",
        written: "measure.comparator.rank",
        about: "This school's place among those compared; 1 is best, and schools with equal figures share the better place. Schools without a figure leave it between two numbers, unless the comparator says `known only: true`. Cannot say: when the comparator leaves this school out. Example: attendance.la.rank <= 3.",
    },
    LanguageFunction {
        name: "rank_from_last",
        written: "measure.comparator.rank_from_last",
        about: "The same from the other end: 1 is last. Example: attendance.la.rank_from_last <= 3.",
    },
    LanguageFunction {
        name: "percentile",
        written: "measure.comparator.percentile",
        about: "How many in a hundred of the other schools compared are worse; 100 is best, 0 is last, and equal figures are not worse. Example: attendance.la.percentile <= 5.",
    },
];

/// What may stand in the place of a condition, besides an expression; and for what a rule or a measure may be said at once.
pub const FORMS: [LanguageFunction; 10] = [
    form("all", "all: […]", "Whether every part holds. Example: {all: [a < 40, b > 0]}."),
    form("any", "any: […]", "Whether one part holds at least. Example: {any: [a < 40, b < 40]}."),
    form("not", "not: …", "Whether a part does not hold. Example: {not: a < 40}."),
    form(
        "at least",
        "at least: n, of: […]",
        "Whether so many parts hold. Cannot say: while those not known could turn it. Example: {at least: 2, of: [a < 40, b < 40, c > 0]}.",
    ),
    form(
        "most of",
        "most of: […]",
        "Whether more than half of the parts hold. Example: {most of: [a < 40, b < 40, c > 0]}.",
    ),
    form(
        "any strand",
        "any strand: …",
        "Whether a condition holds in one strand at least; `every strand` in every one. Example: {any strand: grade.$strand >= 2}.",
    ),
    form(
        "any indication",
        "any indication: [grades]",
        "Whether a rule indicates one of these grades in a strand. Example: {any indication: [\"2\"]}.",
    ),
    form(
        "table",
        "table: {down, across, cells}",
        "A measure looked up by two others, with a cell for every pair. Example: table: {down: a, across: b, cells: {\"1\": {\"1\": good, \"2\": weak}, \"2\": {\"1\": weak, \"2\": weak}}}.",
    ),
    form(
        "for each",
        "for each: strand",
        "A rule for each strand, grade, group or named measure, which it says as `$strand`, `$grade`, `$group` or `$measure`. Example: for each: {measure: [a, b]}.",
    ),
    form(
        "status may be decided",
        "status may be decided: true",
        "Under `judgements:`: a person may place a school elsewhere than the rules do, on the sheet Schools with the reason beside it. Example: status may be decided: true.",
    ),
];

const fn form(name: &'static str, written: &'static str, about: &'static str) -> LanguageFunction {
    LanguageFunction { name, written, about }
}

/// All functions of the language.
#[must_use]
pub fn functions() -> Vec<LanguageFunction> {
    let own = Builtin::WORDS.iter().map(|(name, function, _)| {
        let (written, about) = builtin(*function);
        LanguageFunction { name, written, about }
    });
    let schools = Aggregate::WORDS.iter().map(|(name, function)| {
        let (written, about) = aggregate(*function);
        LanguageFunction { name, written, about }
    });
    own.chain(schools).chain(PLACES).chain([EARLIER, PLAN]).collect()
}

fn builtin(function: Builtin) -> (&'static str, &'static str) {
    match function {
        Builtin::Abs => ("abs(x)", "The number without its sign. Example: abs(a - b) >= 3."),
        Builtin::Min => (
            "min(a, b)",
            "The lesser of two numbers. Cannot say: when one is missing; `lowest` may still. Example: min(a, b) < 60.",
        ),
        Builtin::Max => (
            "max(a, b)",
            "The greater of two numbers. Cannot say: when one is missing; `highest` may still. Example: max(a, b) >= 60.",
        ),
        Builtin::Round => (
            "round(x, decimals)",
            "The number to so many decimals; a half goes away from zero. Example: round(a, 0) >= 60.",
        ),
        Builtin::DaysBetween => (
            "days_between(a, b)",
            "The days from a to b; less than 0 where b comes first. Cannot say: when a day is missing. Example: days_between(began, date) < 100.",
        ),
        Builtin::First => (
            "first(n, measure.comparator)",
            "Whether this school is among the first n, best first, of those that the comparator takes. Does not hold: for a school that it leaves out. Cannot say: when schools without a figure could turn it. With equal figures at the line all are in. Example: first(10, attendance.mainstream).",
        ),
        Builtin::Last => (
            "last(n, measure.comparator)",
            "Whether this school is among the last n, worst first; otherwise as `first`. Example: last(10, attendance.mainstream).",
        ),
        Builtin::Several(which) => several(which),
    }
}

fn several(function: Several) -> (&'static str, &'static str) {
    match function {
        Several::HowMany => (
            "how_many(c, d, …)",
            "How many of the conditions hold; those that cannot be said leave it between two numbers. Example: how_many(a < 1, b < 2, c < 3) >= 2.",
        ),
        Several::Highest => (
            "highest(a, b, …)",
            "The greatest number. One that is missing may be greater still: it is then that number or more. Example: highest(a, b, c) >= 3.",
        ),
        Several::Lowest => (
            "lowest(a, b, …)",
            "The least number. One that is missing may be less still: it is then that number or less. Example: lowest(a, b, c) < 2.",
        ),
        Several::HighestKnown => (
            "highest_known(a, b, …)",
            "The greatest of the numbers that are known. Cannot say: when none is known. Example: highest_known(a, b, c) >= 3.",
        ),
        Several::LowestKnown => (
            "lowest_known(a, b, …)",
            "The least of the numbers that are known. Cannot say: when none is known. Example: lowest_known(a, b, c) < 2.",
        ),
        Several::Weighted => (
            "weighted(least, a, weight of a, b, weight of b, …)",
            "The mean of the numbers by their weights. The weight of one of which a marker with `no figure: true` says that there is none is shared out over the others. Cannot say: when fewer than `least` are known, or one is blank or kept back. Example: weighted(2, a, 25, b, 25, c, 12.5) >= 3.",
        ),
        Several::Steps => (
            "steps(x, first, line, next, line, next, …)",
            "What belongs to x: `first` below the first line, `next` from a line on. The lines rise. Example: steps(points, \"C\", 40, \"B\", 60, \"A\").",
        ),
        Several::Choose | Several::LookUp => (
            "choose(x, value, result, value, result, …, otherwise)",
            "The result beside the value that x is; `otherwise`, where it stands, for every other. Cannot say: when x is missing and the results differ. Example: choose(a, 1, 4, 2, 3, 0) >= 3.",
        ),
    }
}

fn aggregate(function: Aggregate) -> (&'static str, &'static str) {
    match function {
        Aggregate::Any => (
            "any_school(c, which)",
            "Whether c holds for one school at least. The second part says of which schools, in all of these. Example: any_school(a < 40, b > 0).",
        ),
        Aggregate::Every => (
            "every_school(c, which)",
            "Whether c holds for every school. Cannot say: when one is unknown and none fails. Example: every_school(a >= 40).",
        ),
        Aggregate::No => (
            "no_school(c, which)",
            "Whether c holds for no school. Cannot say: when one is unknown and none holds. Example: no_school(a < 40).",
        ),
        Aggregate::Count => (
            "count(c, which)",
            "How many schools c holds for; those unknown leave it between two numbers. Example: count(a < 40) <= 3.",
        ),
        Aggregate::Share => (
            "share(c, which)",
            "How many schools in a hundred, of those of which it is known. Cannot say: when it is known of none. Example: share(a <= 2) >= 80.",
        ),
        Aggregate::Sum => (
            "sum(m, which)",
            "A measure of all schools together, those known. Cannot say: when none is known. Example: sum(a) > 1000.",
        ),
        Aggregate::Mean => (
            "mean(m, which)",
            "A measure on average, weighted by pupils where it has a cohort. Cannot say: when none is known. Example: mean(a, b > 0) < 6.",
        ),
        Aggregate::Values => (
            "values(m, which)",
            "The number of each school, as a list for a function of the scripts. Example: lowest_quarter(values(a)).",
        ),
    }
}
