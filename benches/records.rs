//! Twenty conditions over 25,000 records of 60 fields, one in twenty blank, beside the same loop written by hand.
//! Before anything is timed, every answer is held against the loop's: none of those that cannot be given is given,
//! and none that can be given is lost. Compare the rows of one run with each other.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use yardstick::domain::{AcademicYear, Missing, Truth, Value, YearBegins};
use yardstick::rulebook::expression::{
    Constant, Derived, DerivedValue, Expression, Facts, FunctionId, NameOf, Names, Read, Reading, ValueKind, What,
    evaluate, parse_condition,
};
use yardstick::rulebook::ids::{ComparatorId, GroupId, MeasureId, SettingId, StrandId};
use yardstick::rulebook::script::Scripts;

const RECORDS: usize = 25_000;
const FIELDS: usize = 60;
const CONDITIONS: usize = 20;

fn main() {
    let made = Made::new();
    made.held_against_the_loop();
    divan::main();
}

/// A condition of two comparisons, as the loop asks it.
#[derive(Clone, Copy)]
struct Two {
    first: (usize, f64),
    second: (usize, f64),
    /// both, one of them, or the first and not the second
    joined: usize,
}

impl Two {
    fn text(self) -> String {
        let ((a, x), (b, y)) = (self.first, self.second);
        match self.joined {
            0 => format!("f{a} < {x} and f{b} < {y}"),
            1 => format!("f{a} < {x} or f{b} < {y}"),
            _ => format!("f{a} < {x} and not f{b} < {y}"),
        }
    }

    fn answer(self, record: &[f64]) -> Truth {
        let below = |(at, line): (usize, f64)| match record.get(at) {
            Some(value) if !value.is_nan() => Truth::from(*value < line),
            _ => Truth::CannotSay,
        };
        match self.joined {
            0 => below(self.first).and(below(self.second)),
            1 => below(self.first).or(below(self.second)),
            _ => below(self.first).and(!below(self.second)),
        }
    }
}

struct Made {
    /// record by record; a blank is no number
    values: Vec<f64>,
    by_hand: Vec<Two>,
    conditions: Vec<Expression>,
    scripts: Scripts,
    judged: AcademicYear,
}

impl Made {
    fn new() -> Self {
        let mut seed = 42_u64;
        let mut next = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) % below
        };
        let tenth = |number: u64| f64::from(u32::try_from(number).unwrap_or_default()) / 10.0;
        let values = (0..RECORDS * FIELDS).map(|_| if next(20) == 0 { f64::NAN } else { tenth(next(1000)) }).collect();
        let mut field = || usize::try_from(next(60)).unwrap_or_default();
        let two = |joined: usize, a: usize, b: usize| Two { first: (a, 40.5), second: (b, 60.5), joined };
        let by_hand: Vec<Two> = (0..CONDITIONS).map(|at| two(at % 3, field(), field())).collect();
        let conditions = by_hand.iter().map(|two| match parse_condition(&two.text(), &Fields) {
            Ok(expression) => expression,
            Err(mistakes) => unreachable!("{}: {mistakes:?}", two.text()),
        });
        let conditions = conditions.collect();
        let Some(judged) = AcademicYear::starting(2011) else { unreachable!("2011 is a year") };
        Self { values, by_hand, conditions, scripts: Scripts::default(), judged }
    }

    fn records(&self) -> impl Iterator<Item = Record<'_>> {
        self.values.chunks(FIELDS).map(|values| Record { made: self, values })
    }

    fn held_against_the_loop(&self) {
        let (mut unanswerable, mut answered, mut lost) = (0, 0, 0);
        for record in self.records() {
            for (condition, by_hand) in self.conditions.iter().zip(&self.by_hand) {
                let (said, right) = (evaluate(condition, &record).truth, by_hand.answer(record.values));
                unanswerable += usize::from(right == Truth::CannotSay);
                answered += usize::from(right == Truth::CannotSay && said != right);
                lost += usize::from(right != Truth::CannotSay && said != right);
            }
        }
        println!("{answered} of {unanswerable} unanswerable answered, {lost} of the others lost or wrong");
        assert!(unanswerable > 0 && answered == 0 && lost == 0, "answers differ from the loop's");
    }
}

/// One record, as conditions see it.
struct Record<'m> {
    made: &'m Made,
    values: &'m [f64],
}

impl Facts for Record<'_> {
    fn read(&self, read: &Read) -> Reading {
        let (measure, group, year, of) = (read.measure, read.group, self.year(), read.of);
        let what = What::Measure { measure, group, year, of, schools: None };
        Reading { value: self.value(read), place: None, what, worked_out: false }
    }
    fn value(&self, read: &Read) -> Result<Value, Missing> {
        self.number(read).map(Value::Number).ok_or(Missing::Blank)
    }
    fn number(&self, read: &Read) -> Option<f64> {
        self.values.get(usize::from(read.measure.0)).copied().filter(|value| !value.is_nan())
    }
    fn derived(&self, _: &Derived) -> DerivedValue {
        DerivedValue { value: Err(Missing::Blank), between: None, place: None }
    }
    fn year(&self) -> AcademicYear {
        self.made.judged
    }
    fn date(&self) -> chrono::NaiveDate {
        chrono::NaiveDate::MIN
    }
    fn year_begins(&self) -> YearBegins {
        YearBegins::default()
    }

    fn scripts(&self) -> &Scripts {
        &self.made.scripts
    }
    fn is_authority(&self) -> bool {
        false
    }
    fn each_school(&self, _: &mut dyn FnMut(&dyn Facts)) {}
}

/// The names `f0` to `f59`.
struct Fields;

impl Names for Fields {
    fn measure(&self, id: &str) -> Option<(MeasureId, ValueKind)> {
        let number: u16 = id.strip_prefix('f')?.parse().ok()?;
        (usize::from(number) < FIELDS).then_some((MeasureId(number), ValueKind::Number))
    }
    fn cohort(&self, _: MeasureId) -> Option<MeasureId> {
        None
    }
    fn group(&self, _: &str) -> Option<GroupId> {
        None
    }
    fn comparator(&self, _: &str) -> Option<ComparatorId> {
        None
    }
    fn strand(&self, _: &str) -> Option<StrandId> {
        None
    }
    fn setting(&self, _: &str) -> Option<(SettingId, Constant)> {
        None
    }
    fn function(&self, _: &str) -> Option<(FunctionId, usize)> {
        None
    }
    fn all(&self, _: NameOf) -> Vec<&str> {
        Vec::new()
    }
}

#[divan::bench]
fn conditions(bencher: Bencher<'_, '_>) {
    let made = Made::new();
    bencher.counter(ItemsCount::new(RECORDS)).bench_local(|| {
        let holding = |record: Record<'_>| {
            let answers = made.conditions.iter().map(|condition| evaluate(black_box(condition), &record).truth);
            answers.filter(|truth| truth.holds()).count()
        };
        made.records().map(holding).sum::<usize>()
    });
}

#[divan::bench]
fn by_hand(bencher: Bencher<'_, '_>) {
    let made = Made::new();
    bencher.counter(ItemsCount::new(RECORDS)).bench_local(|| {
        let holding = |record: Record<'_>| {
            let answers = made.by_hand.iter().map(|two| black_box(two).answer(record.values));
            answers.filter(|truth| truth.holds()).count()
        };
        made.records().map(holding).sum::<usize>()
    });
}
