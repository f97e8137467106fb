//! The sample authority, read once, and its rulebook with a text changed.

use std::sync::{Arc, LazyLock};

use workbook::read::Limits;
use yardstick::domain::AcademicYear;
use yardstick::intake::Whose;
use yardstick::intake::record::Dataset;
use yardstick::rulebook::{RuleSource, Rulebook, load};
use yardstick::run::{Inputs, gather};

pub static INPUTS: LazyLock<Inputs> = LazyLock::new(|| {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("workbooks");
    Inputs::read(gather(&[folder]).unwrap(), &Limits::default(), |_| ())
});

pub static RULEBOOK: LazyLock<Arc<Rulebook>> = LazyLock::new(|| Arc::new(checked(&RuleSource::default_rulebook())));

pub static DATASET: LazyLock<Dataset> = LazyLock::new(|| asked().read(&RULEBOOK));

pub fn asked() -> yardstick::bench::compare::Asked<'static> {
    yardstick::bench::compare::Asked {
        books: &INPUTS.books,
        tables_of: None,
        whose: &Whose::OfRulebook,
        date: date(),
        agreed: None,
    }
}

pub fn date() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2012, 10, 1).unwrap()
}

pub fn year(text: &str) -> AcademicYear {
    text.parse().unwrap()
}

pub fn checked(source: &RuleSource) -> Rulebook {
    let loaded = load(source);
    let wrong: Vec<String> = loaded.diagnostics.iter().filter(|d| d.is_error()).map(|d| d.message.clone()).collect();
    loaded.rulebook.unwrap_or_else(|| panic!("{wrong:?}"))
}

/// The source with a text replaced once, behind other words.
pub fn edited(source: RuleSource, file: &str, behind: &str, old: &str, new: &str) -> RuleSource {
    let text = source.text(file).unwrap().to_string();
    let from = text.find(behind).unwrap_or_else(|| panic!("{behind} is not in {file}"));
    let at = from + text[from..].find(old).unwrap_or_else(|| panic!("{old} is not behind {behind}"));
    source.with(file, &format!("{}{new}{}", &text[..at], &text[at + old.len()..]))
}
