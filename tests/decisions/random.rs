//! Whatever is done to a review at random, every text typed into it is read under the row it was typed into.

use std::collections::BTreeMap;

use proptest::prelude::*;
use workbook::read::Content;
use yardstick::judge::decided::DecisionKey;
use yardstick::review::book::keys;
use yardstick::review::decisions::Field;

use super::desk::{ADVICE, SCHOOLS, blank_review, decided, key, nth_key};
use super::grid::{Grid, text};

const SHEETS: [&str; 2] = [SCHOOLS, ADVICE];

/// One thing that an officer, or a program, does.
#[derive(Clone, Debug)]
enum Act {
    Type { sheet: usize, row: usize, field: usize, words: String },
    Sort { sheet: usize, seed: u64 },
    InsertRow { sheet: usize, row: usize },
    InsertColumn { sheet: usize, column: u32 },
    AddRow { sheet: usize, row: usize, words: String },
    RenameHeading { sheet: usize, column: u32 },
    Save,
}

fn act() -> impl Strategy<Value = Act> {
    let words = "[a-zA-Z0-9 ,.&<>\"'é€-]{0,12}[a-z]";
    prop_oneof![
        6 => (0..2_usize, 0..40_usize, 0..4_usize, words)
            .prop_map(|(sheet, row, field, words)| Act::Type { sheet, row, field, words }),
        2 => (0..2_usize, any::<u64>()).prop_map(|(sheet, seed)| Act::Sort { sheet, seed }),
        1 => (0..2_usize, 0..40_usize).prop_map(|(sheet, row)| Act::InsertRow { sheet, row }),
        1 => (0..2_usize, 0..30_u32).prop_map(|(sheet, column)| Act::InsertColumn { sheet, column }),
        1 => (0..2_usize, 0..40_usize, words).prop_map(|(sheet, row, words)| Act::AddRow { sheet, row, words }),
        1 => (0..2_usize, 0..30_u32).prop_map(|(sheet, column)| Act::RenameHeading { sheet, column }),
        1 => Just(Act::Save),
    ]
}

#[derive(Default)]
struct Expected {
    typed: BTreeMap<(DecisionKey, Field), String>,
    added: Vec<String>,
}

fn fields(key: &str) -> [(Field, &'static str); 2] {
    if key.contains(" | grade:") {
        [(Field::Grade, keys::AGREED), (Field::Note, keys::NOTE)]
    } else {
        [(Field::Owner, keys::OWNER), (Field::Note, keys::NOTE)]
    }
}

fn perform(review: &mut Grid, act: &Act, expected: &mut Expected) {
    match act {
        Act::Type { sheet, row, field, words } => {
            let count = review.sheet(SHEETS[*sheet]).keyed_rows().len();
            let at = nth_key(review, SHEETS[*sheet], row % count);
            let (field, column) = fields(&at)[field % 2];
            review.sheet(SHEETS[*sheet]).type_in(&at, column, text(words));
            expected.typed.insert((key(&at), field), words.trim().to_owned());
        }
        Act::Sort { sheet, seed } => {
            let sheet = review.sheet(SHEETS[*sheet]);
            let rows = sheet.keyed_rows();
            let mut order: Vec<usize> = (0..rows.len()).collect();
            let mut state = *seed | 1;
            for at in (1..order.len()).rev() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                order.swap(at, usize::try_from(state >> 33).unwrap() % (at + 1));
            }
            sheet.reorder(&rows, &order);
        }
        Act::InsertRow { sheet, row } => {
            let sheet = review.sheet(SHEETS[*sheet]);
            let rows = sheet.keyed_rows();
            sheet.insert_row(rows[row % rows.len()]);
        }
        Act::InsertColumn { sheet, column } => review.sheet(SHEETS[*sheet]).insert_column(*column),
        Act::AddRow { sheet, row, words } => {
            let sheet = review.sheet(SHEETS[*sheet]);
            let rows = sheet.keyed_rows();
            let at = rows[row % rows.len()];
            sheet.insert_row(at);
            let words = format!("row {} {}", expected.added.len(), words.trim());
            // the school's cell tells one added row from another
            let (note, school) = (sheet.column(keys::NOTE), sheet.column(keys::SCHOOL));
            sheet.put(at, note, text(&words));
            sheet.put(at, school, text(&format!("school of {words}")));
            expected.added.push(words);
        }
        Act::RenameHeading { sheet, column } => {
            let sheet = review.sheet(SHEETS[*sheet]);
            let heading = sheet.find(keys::KEY).0 + 2;
            if let Some(content) = sheet.cells.get_mut(&(heading, *column)) {
                *content = Content::Text("Something else".into());
            }
        }
        Act::Save => *review = Grid::read(&review.write()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_typed_is_lost(acts in prop::collection::vec(act(), 1..14)) {
        let mut review = blank_review();
        let mut expected = Expected::default();
        for act in &acts {
            perform(&mut review, act, &mut expected);
        }
        let entries = decided(&review);
        for ((key, field), words) in &expected.typed {
            let read = entries.get(key).and_then(|entry| entry.fields.get(*field)).map(|text| text.to_string());
            prop_assert_eq!(read.as_ref(), Some(words), "{} {:?}", keys::written(key), field);
        }
        for words in &expected.added {
            let kept = entries.values().any(|entry| entry.fields.get(Field::Note).is_some_and(|note| **note == **words));
            prop_assert!(kept, "the row “{}” is lost", words);
        }
        let typed: std::collections::BTreeSet<_> = expected.typed.keys().map(|(key, _)| key).collect();
        prop_assert_eq!(entries.len(), typed.len() + expected.added.len(), "nothing is made up");
    }
}
