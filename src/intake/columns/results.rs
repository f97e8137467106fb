//! Columns that look like results although no measure takes them, and the measure that would.

use crate::intake::value::number::typed;
use crate::intake::words::{tidy, tokens};
use crate::intake::year;
use workbook::read::{Content, Row};

use super::unknown::quoted;
use super::{Column, Columns};
use crate::intake::record::Proposal;
use crate::rulebook::model::Rulebook;

/// Larger figures are more often numbers of something, codes and telephones than results.
const LARGEST: f64 = 100.0;
/// Fewer rows with one and the same figure do not make a code of it.
const SAME: usize = 3;
/// Words with fewer capitals and digits may be abbreviations that officers use: `KS2`, `EBacc`.
const CODED: usize = 4;
/// The longest name of a measure proposed.
const LONGEST: usize = 40;

/// A column that looks like results.
#[derive(Clone, Copy, Debug)]
pub(super) struct Results {
    pub column: u32,
    /// whether the cells show percentages
    percent: bool,
}

/// Whether the cells of a column look like results: mostly figures to a hundred, not all the same, no plain numbering.
pub(super) fn look<'a>(rows: impl Iterator<Item = &'a Row>, column: u32) -> Option<Results> {
    let (mut filled, mut percent, mut figures) = (0_usize, false, Vec::new());
    for cell in rows.filter_map(|row| row.cell(column)) {
        filled += 1;
        percent |= cell.percent;
        match &cell.content {
            Content::Number(number) => figures.push(if cell.percent { number * 100.0 } else { *number }),
            Content::Text(text) => figures.extend(typed(text).map(|typed| {
                percent |= typed.percent;
                typed.number
            })),
            _ => {}
        }
    }
    let same = figures.len() >= SAME && figures.iter().all(|figure| Some(figure) == figures.first());
    let counts = |pair: &[f64]| matches!(pair, [one, next] if (next - one - 1.0).abs() < 1e-9);
    let numbering = figures.len() >= SAME && figures.windows(2).all(counts);
    let results = !figures.is_empty()
        && figures.len() * 2 >= filled
        && figures.iter().all(|figure| figure.abs() <= LARGEST)
        && !same
        && !numbering;
    results.then_some(Results { column, percent })
}

/// Whether a heading names the number of something in another table: `AdmissionsPolicyId`, `ReligionCode`.
fn is_number_of(heading: &str) -> bool {
    let before = heading.strip_suffix("Id").or_else(|| heading.strip_suffix("Code"));
    before.is_some_and(|name| name.ends_with(char::is_lowercase))
}

/// Whether a heading is a code of a download of everything, such as `PTOTSENST`, or says that codes stand below it, such as
/// `PhaseOfEducation (code)`: measures choose among those.
pub(super) fn is_code(heading: &str) -> bool {
    let capitals = heading.chars().filter(|c| c.is_ascii_uppercase() || c.is_ascii_digit()).count();
    let one_word = !heading.contains(char::is_whitespace);
    let of_codes = heading.trim_end().ends_with("(code)");
    of_codes || one_word && (heading.contains('_') || capitals >= CODED || is_number_of(heading))
}

/// The measure that would read a column: one line for the list of measures. `None` where the heading names only a year.
pub(super) fn measure(column: &Column, results: Results, columns: &Columns, rulebook: &Rulebook) -> Option<Proposal> {
    let heading = tidy(&year::left_out(&column.heading));
    let heading = heading.trim_matches([' ', '/', '-', ',', ':']);
    let words = tokens(heading);
    if words.iter().all(|word| word == "%") {
        return None;
    }
    let percent = results.percent || words.iter().any(|word| word == "%");
    let unit = if percent { "percent" } else { "number" };
    let text = quoted(heading);
    let line = format!("- {{id: {}, title: {text}, unit: {unit}, headings: [{text}]}}", id(&words, rulebook));
    Some(Proposal { file: file(columns, rulebook), under: "measures".to_owned(), line })
}

/// A name that no measure has yet.
fn id(words: &[String], rulebook: &Rulebook) -> String {
    let plain = |word: &String| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let mut name = String::from("ours");
    for word in words.iter().map(plain).filter(|word| !word.is_empty()) {
        if name.len() + word.len() < LONGEST {
            name.push('_');
            name.push_str(&word);
        }
    }
    let taken = |name: &str| rulebook.measures.iter().any(|measure| *measure.id == *name);
    if !taken(&name) {
        return name;
    }
    let mut numbered = (2_u32..).map(|number| format!("{name}_{number}"));
    numbered.find(|name| !taken(name)).unwrap_or(name)
}

/// The file of the measures that this table has already, else of the first.
fn file(columns: &Columns, rulebook: &Rulebook) -> String {
    let here = columns.measures().filter_map(|column| rulebook.measure(column.measure()?.0));
    let mut headings = here.chain(&rulebook.measures).filter_map(|measure| measure.headings.first());
    headings.next().map_or_else(String::new, |(_, heading)| heading.span.file.to_string())
}
