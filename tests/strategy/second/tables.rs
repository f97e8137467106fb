//! The tables that an officer would have of the schools made up.

use super::made_up::{Kind, Made};

/// What the authority's own row says of key stage 4: attainment, progress in English and in maths.
pub const OF_THE_AUTHORITY: [f64; 3] = [50.0, 72.0, 68.0];

type Row = Box<dyn Fn(&Made) -> Vec<String>>;

/// Their names and texts.
pub fn of(schools: &[Made]) -> Vec<(&'static str, String)> {
    let [attained, english, maths] = OF_THE_AUTHORITY;
    let mut all = vec![
        ("Schools.csv", "Phase,Type of establishment,Building condition,In post since", row(identity), ""),
        ("KS2 2013-14.csv", "Pupils at end of KS2,% L4+ RWM,% 2 levels progress reading,% 2 levels progress writing,% 2 levels progress maths", row(key_stage_2), ""),
        ("Roll 2013-14.csv", "Number on roll,Fixed term incidents,Senior staff changes", row(this_year), ""),
        ("Roll 2012-13.csv", "Number on roll", row(|school| vec![cell(school.roll[1])]), ""),
        ("Roll 2011-12.csv", "Number on roll", row(|school| vec![cell(school.roll[2])]), ""),
        ("Finance 2013-14.csv", "Total income,Revenue balance", row(|school| vec!["900000".into(), cell(school.balance)]), ""),
        ("KS4 2012-13.csv", FIVE, row(|school| of_secondary(school, vec![cell(school.attainment[1])])), ""),
        ("KS4 2011-12.csv", FIVE, row(|school| of_secondary(school, vec![cell(school.attainment[2])])), ""),
        ("Self-evaluation 2013-14.csv", "SEF overall,SEF achievement,SEF teaching,SEF behaviour,SEF leadership", row(|school| school.own.map(cell).to_vec()), ""),
        ("Visits 2013-14.csv", STATED, row(|school| school.stated.map(|stated| stated.map_or(String::new(), |yes| if yes { "yes" } else { "no" }.into())).to_vec()), ""),
        ("Inspections.csv", "Inspection date,Overall effectiveness,Achievement of pupils,Quality of teaching,Behaviour and safety of pupils,Leadership and management,Category of concern", row(inspected), ""),
    ]
    .into_iter()
    .map(|(name, headings, row, last)| (name, table(headings, schools, &row, last)))
    .collect::<Vec<_>>();
    let last = format!(",LA,,{attained},{english},{maths}\n");
    let headings =
        "Pupils at end of KS4,% 5+ A*-C incl. English and maths,% 3 levels progress English,% 3 levels progress maths";
    all.push(("KS4 2013-14.csv", table(headings, schools, &row(key_stage_4), &last)));
    all
}

const FIVE: &str = "% 5+ A*-C incl. English and maths";
const STATED: &str = "New and/or inexperienced headteacher,Significant staff changes at senior level,Budget deficit,\
                      Falling roll over a period of three years,Building(s) in poor condition,Performance has only recently shown improvement";

fn row(made: impl Fn(&Made) -> Vec<String> + 'static) -> Row {
    Box::new(made)
}

/// A row for each school of which the table has something.
fn table(headings: &str, schools: &[Made], row: &Row, last: &str) -> String {
    let rows = schools.iter().map(|school| (school, row(school))).filter(|(_, cells)| !cells.is_empty());
    let rows = rows.map(|(school, cells)| format!("{},School {},{}\n", school.urn(), school.number, cells.join(",")));
    format!("URN,School,{headings}\n{}{last}", rows.collect::<String>())
}

fn cell(value: Option<impl ToString>) -> String {
    value.map_or(String::new(), |value| value.to_string())
}

fn identity(school: &Made) -> Vec<String> {
    let (phase, maintained, academy) = match school.kind {
        Kind::Primary => ("Primary", "Community school", "Academy converter"),
        Kind::Secondary => ("Secondary", "Foundation school", "Academy sponsor led"),
        Kind::Special => ("Special", "Community special school", "Academy special converter"),
        Kind::Unit => ("PRU", "Pupil referral unit", "Academy alternative provision converter"),
        Kind::Nursery => ("Nursery", "LA nursery school", ""),
    };
    let kind = if school.academy { academy } else { maintained };
    vec![phase.into(), kind.into(), cell(school.condition), cell(school.head_since)]
}

fn key_stage_2(school: &Made) -> Vec<String> {
    if school.kind != Kind::Primary {
        return Vec::new();
    }
    let figures = [school.attainment[0], school.progress[0], school.progress[1], school.progress[2]];
    [vec![school.cohort.to_string()], figures.map(cell).to_vec()].concat()
}

fn key_stage_4(school: &Made) -> Vec<String> {
    let figures = [school.attainment[0], school.progress[0], school.progress[1]];
    of_secondary(school, [vec![school.cohort.to_string()], figures.map(cell).to_vec()].concat())
}

fn of_secondary(school: &Made, cells: Vec<String>) -> Vec<String> {
    if school.is_secondary() { cells } else { Vec::new() }
}

fn this_year(school: &Made) -> Vec<String> {
    vec![cell(school.roll[0]), cell(school.exclusions), cell(school.senior_changes)]
}

fn inspected(school: &Made) -> Vec<String> {
    let Some(inspection) = &school.inspection else { return Vec::new() };
    [vec![inspection.day.to_string()], inspection.grades.map(cell).to_vec(), vec![inspection.category.to_owned()]]
        .concat()
}
