//! What a condition costs: the native comparison, the same with a record, joined ones, and the same through a
//! script. Compare the rows of one run with each other; the times themselves say little about another machine.

use divan::{Bencher, black_box};
use yardstick::domain::{AcademicYear, Missing, Value, YearBegins};
use yardstick::rulebook::expression::{
    Constant, Derived, DerivedValue, Expression, Facts, FunctionId, NameOf, Names, Read, Reading, Trace, ValueKind,
    What, evaluate, explain, parse_condition,
};
use yardstick::rulebook::ids::{ComparatorId, GroupId, MeasureId, SettingId, StrandId};
use yardstick::rulebook::script::{Limits, Scripts};

fn main() {
    divan::main();
}

struct World {
    scripts: Scripts,
    values: [Result<Value, Missing>; 3],
    judged: AcademicYear,
}

fn world() -> World {
    let script = "fn below(x, line) { x < line }\nfn below_all(x, y) { x < 60 && y < 91 }";
    let scripts = Scripts::compile(&[("scripts/bench.rhai", script)], Limits::default()).unwrap_or_default();
    let Some(judged) = AcademicYear::starting(2011) else { unreachable!("2011 is a year") };
    World { scripts, values: [Ok(Value::Number(59.5)), Ok(Value::Number(90.0)), Err(Missing::Blank)], judged }
}

impl Names for World {
    fn measure(&self, id: &str) -> Option<(MeasureId, ValueKind)> {
        let index = ["attained", "progress", "blank"].iter().position(|known| *known == id)?;
        Some((MeasureId(u16::try_from(index).ok()?), ValueKind::Number))
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
    fn function(&self, name: &str) -> Option<(FunctionId, usize)> {
        let index = self.scripts.functions().iter().position(|function| function.name == name)?;
        Some((FunctionId(u16::try_from(index).ok()?), 2))
    }
    fn all(&self, _: NameOf) -> Vec<&str> {
        Vec::new()
    }
}

impl Facts for World {
    fn read(&self, read: &Read) -> Reading {
        let (measure, group, year, of) = (read.measure, read.group, self.year(), read.of);
        let what = What::Measure { measure, group, year, of, schools: None };
        Reading { value: self.value(read), place: None, what, worked_out: false }
    }
    fn value(&self, read: &Read) -> Result<Value, Missing> {
        self.values.get(usize::from(read.measure.0)).cloned().unwrap_or(Err(Missing::NoColumn))
    }
    fn number(&self, read: &Read) -> Option<f64> {
        self.values.get(usize::from(read.measure.0))?.as_ref().ok()?.number()
    }
    fn derived(&self, _: &Derived) -> DerivedValue {
        DerivedValue { value: Err(Missing::Blank), between: None, place: None }
    }
    fn year(&self) -> AcademicYear {
        self.judged
    }
    fn date(&self) -> chrono::NaiveDate {
        chrono::NaiveDate::MIN
    }
    fn year_begins(&self) -> YearBegins {
        YearBegins::default()
    }

    fn scripts(&self) -> &Scripts {
        &self.scripts
    }
    fn is_authority(&self) -> bool {
        false
    }
    fn each_school(&self, _: &mut dyn FnMut(&dyn Facts)) {}
}

fn condition(world: &World, text: &str) -> Expression {
    match parse_condition(text, world) {
        Ok(expression) => expression,
        Err(mistakes) => unreachable!("{text}: {mistakes:?}"),
    }
}

const CONDITIONS: [&str; 6] = [
    "attained < 60",
    "below(attained, 60)",
    "attained < 60 and progress < 91",
    "below_all(attained, progress)",
    "attained + 0 < 60",
    "attained < 60 and blank < 91",
];

#[divan::bench(args = CONDITIONS)]
fn answer(bencher: Bencher<'_, '_>, text: &str) {
    let world = world();
    let expression = condition(&world, text);
    bencher.bench_local(|| evaluate(black_box(&expression), black_box(&world)));
}

#[divan::bench(args = CONDITIONS)]
fn explained(bencher: Bencher<'_, '_>, text: &str) {
    let world = world();
    let expression = condition(&world, text);
    bencher.bench_local(|| {
        let mut trace = Trace::default();
        let answer = explain(black_box(&expression), black_box(&world), &mut trace);
        (answer, trace)
    });
}

#[divan::bench(args = CONDITIONS)]
fn read_from_text(bencher: Bencher<'_, '_>, text: &str) {
    let world = world();
    bencher.bench_local(|| parse_condition(black_box(text), black_box(&world)));
}
