//! Half a million answers against a second judge that is written otherwise: it takes every blank in turn for every
//! number that could stand there and looks whether the answer is always the same.

use yardstick::domain::{AcademicYear, Missing, Truth, Value, YearBegins};
use yardstick::rulebook::Span;
use yardstick::rulebook::expression::{
    Condition, ConditionKind, Derived, DerivedValue, Expression, Facts, Read, Reading, What, evaluate,
};
use yardstick::rulebook::script::Scripts;

use super::world::{World, judged};

const OUTCOMES: usize = 500_000;
const SCHOOLS: usize = 500;
const CONDITIONS: usize = OUTCOMES / SCHOOLS;
const COLUMNS: [&str; 5] = ["a", "b", "c", "roll", "ks2.l4_em"];

/// Random numbers that are the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % bound
    }
}

/// A condition in a form of its own: what is tested, and the text that says it.
enum Tree {
    /// each cell is compared only once in a condition, so that the comparisons are independent of each other
    Test {
        column: usize,
        sign: &'static str,
        line: i32,
    },
    Known {
        column: usize,
    },
    Always(bool),
    And(Vec<Tree>),
    Or(Vec<Tree>),
    Not(Box<Tree>),
}

const SIGNS: [&str; 6] = ["<", "<=", ">", ">=", "==", "!="];

impl Tree {
    fn grow(dice: &mut Dice, depth: usize, columns: &mut Vec<usize>) -> Self {
        let form = if depth == 0 { 0 } else { dice.below(8) };
        let parts = |dice: &mut Dice, columns: &mut Vec<usize>| {
            (0..2 + dice.below(2)).map(|_| Self::grow(dice, depth - 1, columns)).collect()
        };
        match form {
            0..=2 => match columns.pop() {
                Some(column) => Self::Test { column, sign: SIGNS[dice.below(6)], line: dice.below(7) as i32 },
                None => Self::Known { column: dice.below(COLUMNS.len()) },
            },
            3 | 4 => Self::And(parts(dice, columns)),
            5 | 6 => Self::Or(parts(dice, columns)),
            _ if dice.below(8) == 0 => Self::Always(dice.below(2) == 0),
            _ => Self::Not(Box::new(Self::grow(dice, depth - 1, columns))),
        }
    }

    fn text(&self) -> String {
        let join = |parts: &[Tree], word: &str| {
            let parts: Vec<String> = parts.iter().map(Self::text).collect();
            format!("({})", parts.join(word))
        };
        match self {
            Self::Test { column, sign, line } => format!("{} {sign} {line}", COLUMNS[*column]),
            Self::Known { column } => format!("{}.known", COLUMNS[*column]),
            Self::Always(yes) => yes.to_string(),
            Self::And(parts) => join(parts, " and "),
            Self::Or(parts) => join(parts, " || "),
            Self::Not(inner) => format!("not ({})", inner.text()),
        }
    }

    /// The same as a condition over several lines.
    fn condition(&self, world: &World) -> Condition {
        let all = |parts: &[Tree]| parts.iter().map(|part| part.condition(world)).collect();
        let kind = match self {
            Self::Always(yes) => ConditionKind::Always(*yes),
            Self::And(parts) => ConditionKind::All(all(parts)),
            Self::Or(parts) => ConditionKind::Any(all(parts)),
            Self::Not(inner) => ConditionKind::Not(Box::new(inner.condition(world))),
            test => ConditionKind::Test(world.condition(&test.text())),
        };
        Condition { kind, place: Span::default() }
    }

    /// Yes or no, with whatever numbers are put for the blanks.
    fn plain(&self, row: &[Option<f64>], filled: &[f64]) -> bool {
        match self {
            Self::Test { column, sign, line } => {
                let (value, line) = (row[*column].unwrap_or(filled[*column]), f64::from(*line));
                match *sign {
                    "<" => value < line,
                    "<=" => value <= line,
                    ">" => value > line,
                    ">=" => value >= line,
                    "==" => value == line,
                    _ => value != line,
                }
            }
            Self::Known { column } => row[*column].is_some(),
            Self::Always(yes) => *yes,
            Self::And(parts) => !parts.iter().any(|part| !part.plain(row, filled)),
            Self::Or(parts) => parts.iter().any(|part| part.plain(row, filled)),
            Self::Not(inner) => !inner.plain(row, filled),
        }
    }

    /// The answer if it is the same for every way of filling the blanks: below, between and above every line.
    fn judge(&self, row: &[Option<f64>]) -> Truth {
        let blanks: Vec<usize> = (0..row.len()).filter(|column| row[*column].is_none()).collect();
        let choices: Vec<f64> = (-1..=14).map(|half| f64::from(half) / 2.0).collect();
        let mut filled = vec![0.0; row.len()];
        let (mut yes, mut no) = (false, false);
        let ways = choices.len().pow(u32::try_from(blanks.len()).unwrap());
        for way in 0..ways {
            let mut rest = way;
            for column in &blanks {
                filled[*column] = choices[rest % choices.len()];
                rest /= choices.len();
            }
            if self.plain(row, &filled) {
                yes = true
            } else {
                no = true
            }
            if yes && no {
                return Truth::CannotSay;
            }
        }
        if yes { Truth::Holds } else { Truth::DoesNotHold }
    }
}

/// A school of the table: a number, or why there is none.
struct Row<'w> {
    cells: Vec<Result<Value, Missing>>,
    columns: &'w [u16],
    scripts: &'w Scripts,
}

impl Facts for Row<'_> {
    fn read(&self, read: &Read) -> Reading {
        let (measure, group, of) = (read.measure, read.group, read.of);
        let what = What::Measure { measure, group, year: judged(), of, schools: None };
        Reading { value: self.value(read), place: None, what, worked_out: false }
    }
    fn value(&self, read: &Read) -> Result<Value, Missing> {
        let column = self.columns.iter().position(|column| *column == read.measure.0).unwrap();
        self.cells[column].clone()
    }
    fn derived(&self, _: &Derived) -> DerivedValue {
        unreachable!("the conditions ask for no rule")
    }
    fn year(&self) -> AcademicYear {
        judged()
    }
    fn date(&self) -> chrono::NaiveDate {
        chrono::NaiveDate::MIN
    }
    fn year_begins(&self) -> YearBegins {
        YearBegins::default()
    }

    fn scripts(&self) -> &Scripts {
        self.scripts
    }
    fn is_authority(&self) -> bool {
        false
    }
    fn each_school(&self, _: &mut dyn FnMut(&dyn Facts)) {}
}

/// A table with 5 % blanks, and 2 % words that an intake let through where numbers belong.
fn table<'w>(dice: &mut Dice, columns: &'w [u16], scripts: &'w Scripts) -> Vec<Row<'w>> {
    let mut cell = || match dice.below(100) {
        0..5 => Err(Missing::Blank),
        5 => Err(Missing::NotUnderstood("n/a".into())),
        6 => Ok(Value::Text("SUPP".into())),
        _ => Ok(Value::Number(dice.below(13) as f64 / 2.0)),
    };
    (0..SCHOOLS).map(|_| Row { cells: COLUMNS.iter().map(|_| cell()).collect(), columns, scripts }).collect()
}

#[test]
fn nothing_unanswerable_is_answered_and_nothing_answerable_refused() {
    let world = World::new();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let columns: Vec<u16> = COLUMNS.iter().map(|c| world.expression(c).as_read().unwrap().measure.0).collect();
    let rows = table(&mut dice, &columns, &world.scripts);
    let (mut unanswerable, mut settled, mut asked) = (0, 0, 0);
    for _ in 0..CONDITIONS {
        let mut free: Vec<usize> = (0..COLUMNS.len()).collect();
        for i in (1..free.len()).rev() {
            free.swap(i, dice.below(i + 1));
        }
        let tree = Tree::grow(&mut dice, 3, &mut free);
        let text = tree.text();
        let expression: Expression = world.condition(&text);
        let condition = tree.condition(&world);
        for row in &rows {
            // words are neither a number nor a blank: known to be there, but no number can be compared
            let numbers: Vec<Option<f64>> =
                row.cells.iter().map(|cell| cell.as_ref().ok().and_then(Value::number)).collect();
            let words = row.cells.iter().any(|cell| matches!(cell, Ok(Value::Text(_))));
            if words && text.contains("known") {
                continue;
            }
            let judged = tree.judge(&numbers);
            let answer = evaluate(&expression, row).truth;
            assert_eq!(answer, judged, "{text} with {:?}", row.cells);
            assert_eq!(condition.evaluate(row).truth, judged, "over lines: {text} with {:?}", row.cells);
            if asked % 50 == 0 {
                let explained = condition.explain(row);
                assert_eq!(explained.answer.truth, judged, "explained: {text} with {:?}", row.cells);
                let blames = explained.trace.to_blame().count() > 0;
                assert_eq!(blames, judged == Truth::CannotSay, "blamed: {text} with {:?}", row.cells);
            }
            asked += 1;
            unanswerable += usize::from(judged == Truth::CannotSay);
            settled += usize::from(judged != Truth::CannotSay && numbers.contains(&None));
        }
    }
    // the table must put the question: many answers that cannot be given, many that can in spite of a blank
    assert!(asked > OUTCOMES * 9 / 10 && unanswerable > 10_000 && settled > 10_000, "{asked} {unanswerable} {settled}");
}
