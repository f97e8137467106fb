//! What is worked out on the road, each thing as a formula and as what the formula comes to.

use std::borrow::Cow;

use workbook::write::{Cell, CellValue};

/// What a figure has to be, held against its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    /// more than the line, else less
    pub more: bool,
    /// the line itself is not enough
    pub strictly: bool,
}

/// Further than a billionth is further.
const NOISE: f64 = 1e-9;

/// A number with the cell it stands in: `H8`.
#[derive(Clone, Debug)]
pub(super) struct At {
    pub cell: String,
    pub is: Option<f64>,
}

impl At {
    pub fn new(cell: String, is: Option<f64>) -> Self {
        Self { cell, is }
    }
}

/// A formula with a number, or nothing, as its result.
pub(super) fn number<'a>(formula: String, is: Option<f64>) -> Cell<'a> {
    let shows = is.map_or(CellValue::Text(Cow::Borrowed("")), CellValue::Number);
    Cell::formula(formula, shows)
}

/// A formula with words as its result.
pub(super) fn words<'a>(formula: String, is: String) -> Cell<'a> {
    Cell::formula(formula, CellValue::Text(is.into()))
}

impl Wanted {
    /// Whether a figure does, as a condition of a formula.
    pub fn met_when(self, figure: &At, line: &At) -> String {
        let (one, other) = if self.more { (figure, line) } else { (line, figure) };
        format!("ROUND({}-{},9){}0", one.cell, other.cell, if self.strictly { ">" } else { ">=" })
    }

    /// Whether a figure does.
    pub fn is_met(self, figure: f64, line: f64) -> bool {
        let beyond = if self.more { figure - line } else { line - figure };
        if self.strictly { beyond > NOISE / 2.0 } else { beyond >= -NOISE / 2.0 }
    }

    /// How far a figure is from its line; nought where it does.
    pub fn missing<'a>(self, figure: &At, line: &At) -> Cell<'a> {
        let is = figure.is.zip(line.is).map(|(figure, line)| match self.is_met(figure, line) {
            true => 0.0,
            false => (figure - line).abs(),
        });
        let (f, l) = (&figure.cell, &line.cell);
        number(known(&[figure, line], &format!("IF({},0,ABS({f}-{l}))", self.met_when(figure, line))), is)
    }

    /// How many more pupils (fewer, where less is wanted) the line takes; one at least where it is not met.
    pub fn pupils_missing<'a>(self, figure: &At, line: &At, pupils: &At) -> Cell<'a> {
        let is = figure.is.zip(line.is).zip(pupils.is);
        let is = is.map(|((figure, line), pupils)| self.count(figure, line, pupils));
        let (f, l, n) = (&figure.cell, &line.cell, &pupils.cell);
        let needed = format!("ROUND({l}*{n}/100,6)");
        let there = format!("ROUND({f}*{n}/100,0)");
        let more = match (self.more, self.strictly) {
            (true, false) => format!("ROUNDUP({needed},0)-{there}"),
            (true, true) => format!("INT({needed})+1-{there}"),
            (false, false) => format!("{there}-INT({needed})"),
            (false, true) => format!("{there}-ROUNDUP({needed},0)+1"),
        };
        let formula = format!("IF({},0,MAX(1,{more}))", self.met_when(figure, line));
        number(known(&[figure, line, pupils], &formula), is)
    }

    fn count(self, figure: f64, line: f64, pupils: f64) -> f64 {
        if self.is_met(figure, line) {
            return 0.0;
        }
        let needed = (line * pupils / 100.0 * 1e6).round() / 1e6;
        let there = (figure * pupils / 100.0).round();
        let more = match (self.more, self.strictly) {
            (true, false) => needed.ceil() - there,
            (true, true) => needed.floor() + 1.0 - there,
            (false, false) => there - needed.floor(),
            (false, true) => there - needed.ceil() + 1.0,
        };
        more.max(1.0)
    }
}

/// A formula that comes to nothing where one of these is no number.
pub(super) fn known(needed: &[&At], formula: &str) -> String {
    let all: Vec<String> = needed.iter().map(|at| format!("ISNUMBER({})", at.cell)).collect();
    match all.as_slice() {
        [one] => format!("=IF({one},{formula},\"\")"),
        _ => format!("=IF(AND({}),{formula},\"\")", all.join(",")),
    }
}

/// The two ends of what chance alone leaves open, as `domain::chance` has them.
pub(super) fn chance<'a>(figure: &At, pupils: &At, z: f64) -> [(Cell<'a>, Option<f64>); 2] {
    let is = figure.is.zip(pupils.is).and_then(|(share, pupils)| crate::domain::chance(share, pupils, z));
    let (f, n, zz) = (&figure.cell, &pupils.cell, z * z);
    let end = |sign: &str, is: Option<f64>| {
        let half = format!("SQRT({zz}/{n}*({f}/100*(1-{f}/100)+{zz}/{n}/4))");
        let share = format!("MAX(0,MIN(100,({f}/100+{zz}/{n}/2{sign}{half})/(1+{zz}/{n})*100))");
        let fits = format!("AND(ISNUMBER({f}),ISNUMBER({n}),N({n})>0,N({f})>=0,N({f})<=100)");
        (number(format!("=IF({fits},{share},\"\")"), is), is)
    };
    [end("-", is.map(|(from, _)| from)), end("+", is.map(|(_, to)| to))]
}

/// Words with numbers filled in, as a formula over the cells they stand in: each rounded to whole numbers.
pub(super) fn sentence<'a>(text: &str, with: &[(&str, At)]) -> Cell<'a> {
    let plain = |text: &str| text.replace('\u{22}', "\"\"");
    let mut formula = format!("\"{}\"", plain(text));
    let mut is = text.to_owned();
    for (name, at) in with {
        let hole = format!("{{{name}}}");
        formula = formula.replace(&hole, &format!("\"&ROUND({},0)&\"", at.cell));
        is = is.replace(&hole, &at.is.map_or(String::new(), |number| format!("{:.0}", number.round())));
    }
    let all: Vec<&At> = with.iter().map(|(_, at)| at).collect();
    let is = if all.iter().all(|at| at.is.is_some()) { is } else { String::new() };
    words(known(&all, &formula), is)
}

/// The name of a column, from 0: A, B, …, AA.
pub(super) fn column(at: usize) -> String {
    workbook::place::column_letters(u32::try_from(at).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pupils_missing_are_the_fewest_that_reach_the_line() {
        let at_least = Wanted { more: true, strictly: false };
        let above = Wanted { more: true, strictly: true };
        for pupils in 1..=60 {
            let of = f64::from(pupils);
            for reached in 0..=pupils {
                for line in [33.3, 50.0, 58.0, 60.0, 76.0] {
                    let share = |pupils: u32| f64::from(pupils) / of * 100.0;
                    for wanted in [at_least, above] {
                        let found = wanted.count(share(reached), line, of);
                        let fewest = (0..=pupils + 1).find(|more| wanted.is_met(share(reached + more), line)).unwrap();
                        assert!((found - f64::from(fewest)).abs() < 1e-9, "{reached} of {pupils} for {line}");
                    }
                }
            }
        }
    }

    #[test]
    fn columns_have_the_names_that_workbooks_give_them() {
        assert_eq!([0, 25, 26, 51, 52].map(column), ["A", "Z", "AA", "AZ", "BA"]);
    }
}
