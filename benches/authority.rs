//! The whole rulebook and the sample authority of 54 schools: what an officer waits for. Compare the rows of one run
//! with each other; the times themselves say little about another machine.

use std::path::Path;
use std::sync::LazyLock;

use divan::{Bencher, black_box};
use workbook::read::Limits;
use yardstick::bench::compare::Asked;
use yardstick::domain::AcademicYear;
use yardstick::intake::Whose;
use yardstick::intake::record::Dataset;
use yardstick::judge::advise::advise;
use yardstick::judge::decided::Decisions;
use yardstick::judge::evaluate::{Evaluation, evaluate};
use yardstick::rulebook::changes::{Parts, differences};
use yardstick::rulebook::{RuleSource, Rulebook, load};
use yardstick::run::{Inputs, gather};

fn main() {
    divan::main();
}

static SOURCE: LazyLock<RuleSource> = LazyLock::new(RuleSource::default_rulebook);
static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| checked(&SOURCE));
static DATASET: LazyLock<Dataset> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("workbooks");
    let inputs = Inputs::read(gather(&[folder]).unwrap_or_default(), &Limits::default(), |_| ());
    Asked { books: &inputs.books, tables_of: None, whose: &Whose::OfRulebook, date: date(), agreed: None }
        .read(&RULEBOOK)
});

fn checked(source: &RuleSource) -> Rulebook {
    let loaded = load(source);
    let Some(rulebook) = loaded.rulebook else { unreachable!("the default rulebook is right") };
    rulebook
}

fn date() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2012, 10, 1).unwrap_or_default()
}

fn judged(rulebook: &Rulebook) -> Evaluation {
    let Some(year) = AcademicYear::starting(2011) else { unreachable!("2011 is a year") };
    evaluate(rulebook, &DATASET, &Decisions::default(), year, date())
}

/// The rulebook with the secondary line of 2011-12 at 45.
fn edited() -> RuleSource {
    let text = SOURCE.text("floors/secondary.yaml").map_or("", |text| text);
    let at = text.find("secondary-2011-12").unwrap_or(0);
    let (before, after) = text.split_at(at);
    let changed = after.replacen("ks4.five_ac_em < 40", "ks4.five_ac_em < 45", 1);
    SOURCE.clone().with("floors/secondary.yaml", &format!("{before}{changed}"))
}

/// `check`: every file read, every rule checked.
#[divan::bench]
fn check_the_default_rulebook(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| load(black_box(&SOURCE)));
}

/// Every rule on every school, with the rulebook and the records at hand.
#[divan::bench]
fn judge_54_schools(bencher: Bencher<'_, '_>) {
    let _ = (&*RULEBOOK, &*DATASET);
    bencher.bench_local(|| judged(black_box(&RULEBOOK)));
}

/// What `watch` does when a threshold was edited: check, judge, advise; the records are kept.
#[divan::bench]
fn judge_again_after_an_edit(bencher: Bencher<'_, '_>) {
    let (source, decisions) = (edited(), Decisions::default());
    let _ = &*DATASET;
    bencher.bench_local(|| {
        let rulebook = checked(black_box(&source));
        let evaluation = judged(&rulebook);
        advise(&rulebook, &DATASET, &decisions, &evaluation)
    });
}

/// What changed, for minutes.
#[divan::bench]
fn log_of_an_edit(bencher: Bencher<'_, '_>) {
    let source = edited();
    bencher.bench_local(|| differences(&Parts::of(black_box(&SOURCE)), &Parts::of(black_box(&source))));
}

/// The cases beside the rules.
#[divan::bench]
fn try_all_cases(bencher: Bencher<'_, '_>) {
    let _ = &*RULEBOOK;
    bencher.bench_local(|| yardstick::bench::test::run(black_box(&RULEBOOK)));
}
