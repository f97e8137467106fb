//! A small authority's office: workbooks of results, an output folder, and runs from the one into the other.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use workbook::patch::{CellEdit, Value, set_cells};
use workbook::read::{Content, Limits, read_bytes};
use yardstick::intake::Whose;
use yardstick::judge::decided::DecisionKey;
use yardstick::review::book::keys;
use yardstick::review::decisions::{properties, read_back};
use yardstick::rulebook::{self, RuleSource, Rulebook};
use yardstick::run::{ForMachines, Input, Inputs, Options, RECORD, Run, Written, decisions_in_and, write};

use super::grid::{Grid, text};

pub const REVIEW: &str = "School review 2011-12.xlsx";
/// The file with the structural options.
pub const STRUCTURE: &str = "support/structural-options.yaml";
pub const SCHOOLS: &str = "URN,LAESTAB,School,Inspection date,Overall effectiveness,SEF achievement
900201,9992001,Alder Lane Primary School,10/01/2012,2,2
900202,9992002,Beacon Hill Primary School,11/01/2012,3,3
900203,9992003,Canal Street Nursery School,12/01/2012,4,4
";

pub fn default_rules() -> Arc<Rulebook> {
    static RULES: OnceLock<Arc<Rulebook>> = OnceLock::new();
    Arc::clone(RULES.get_or_init(|| load(&RuleSource::default_rulebook())))
}

pub fn load(source: &RuleSource) -> Arc<Rulebook> {
    let loaded = rulebook::load(source);
    Arc::new(loaded.rulebook.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics)))
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A workbook of results, an output folder, and runs into it.
pub struct Office {
    pub inbox: tempfile::TempDir,
    pub folder: tempfile::TempDir,
    pub rules: Arc<Rulebook>,
    pub schools: String,
    /// reviews and packs that lie among the workbooks of results
    pub sent_back: Vec<PathBuf>,
}

impl Office {
    pub fn new() -> Self {
        let [inbox, folder] = [(), ()].map(|()| tempfile::tempdir().unwrap());
        Self { inbox, folder, rules: default_rules(), schools: SCHOOLS.to_owned(), sent_back: Vec::new() }
    }

    pub fn out(&self) -> &Path {
        self.folder.path()
    }

    pub fn review(&self) -> PathBuf {
        self.out().join(REVIEW)
    }

    pub fn judged(&self, date: &str) -> Run {
        self.judged_for("2011-12", date)
    }

    pub fn judged_for(&self, year: &str, date: &str) -> Run {
        let book = read_bytes("Schools.csv", self.schools.as_bytes(), &Limits::default()).unwrap();
        let path = self.inbox.path().join("Schools.csv");
        std::fs::write(&path, &self.schools).unwrap();
        let input = Input { path, name: "Schools.csv".into(), leads_out: false };
        let named = |path: &PathBuf| Input { path: path.clone(), name: path.display().to_string(), leads_out: false };
        let reviews: Vec<Input> = self.sent_back.iter().map(named).collect();
        let mut inputs = Inputs { inputs: vec![input], books: vec![book], reviews, ..Inputs::default() };
        let options = Options { year: year.parse().ok(), date: day(date), hidden: false, whose: Whose::default() };
        let earlier = decisions_in_and(self.out(), &mut inputs, &self.rules, &options);
        Run::new(Arc::clone(&self.rules), inputs, earlier, &options).unwrap_or_else(|nothing| panic!("{}", nothing.why))
    }

    pub fn run(&self, date: &str) -> (Run, Written) {
        self.run_for("2011-12", date)
    }

    pub fn run_for(&self, year: &str, date: &str) -> (Run, Written) {
        let run = self.judged_for(year, date);
        let written = self.write(&run, date);
        (run, written)
    }

    pub fn write(&self, run: &Run, date: &str) -> Written {
        write(run, self.out(), &ForMachines::default(), &format!("{date} 0900"), |_| {})
    }

    /// Types into the review as it lies there.
    pub fn type_in(&self, about: &str, typed: &[(&str, Value)]) {
        self.type_into(REVIEW, about, typed);
    }

    /// Types into a review of another name.
    pub fn type_into(&self, name: &str, about: &str, typed: &[(&str, Value)]) {
        let path = self.out().join(name);
        let bytes = std::fs::read(&path).unwrap();
        let book = read_bytes(name, &bytes, &Limits::default()).unwrap();
        let review = read_back(&book, &properties(&bytes), &self.rules);
        let sheet =
            |row: &&yardstick::review::decisions::RowRead| keys::written(&row.key) == about && row.closed.is_none();
        let row = review.rows.iter().find(sheet).unwrap_or_else(|| panic!("{about} is not asked"));
        let edits: Vec<CellEdit> = typed
            .iter()
            .map(|(column, value)| CellEdit {
                sheet: row.place.sheet.clone(),
                row: row.place.row,
                column: row.columns[column],
                value: Some(value.clone()),
            })
            .collect();
        std::fs::write(path, set_cells(&bytes, &edits).unwrap()).unwrap();
    }

    /// The review as it lies there.
    pub fn grid(&self) -> Grid {
        Grid::read(&std::fs::read(self.review()).unwrap())
    }

    /// Types a note of its own into every row of every sheet on which something is decided; tells which.
    pub fn note_everywhere(grid: &mut Grid) -> BTreeMap<DecisionKey, String> {
        let mut typed = BTreeMap::new();
        for sheet in grid.sheets.iter_mut().filter(|sheet| sheet.has(keys::CONFIRM)) {
            let (note, key) = (sheet.column(keys::NOTE), sheet.column(keys::KEY));
            for row in sheet.keyed_rows() {
                let Content::Text(about) = &sheet.cells[&(row, key)] else { continue };
                let (about, words) = (keys::read(about).unwrap(), format!("note {}", typed.len()));
                sheet.put(row, note, text(&words));
                typed.insert(about, words);
            }
        }
        assert!(typed.len() > 10, "{typed:?}");
        typed
    }

    /// Lays a workbook of cells in the place of the review, as a program leaves it that knows nothing else.
    pub fn lay(&self, grid: &Grid) {
        std::fs::write(self.review(), grid.write()).unwrap();
    }

    pub fn record(&self) -> String {
        std::fs::read_to_string(self.out().join(RECORD)).unwrap_or_default()
    }
}

/// What of notes typed is not in force in a run.
pub fn lost<'t>(run: &Run, typed: &'t BTreeMap<DecisionKey, String>) -> Vec<&'t DecisionKey> {
    let note = |key: &DecisionKey| run.decisions.decisions.get(key).and_then(|decision| decision.note.clone());
    typed.iter().filter(|(key, words)| note(key).as_deref() != Some(words)).map(|(key, _)| key).collect()
}

pub fn words(text: &str) -> Value {
    Value::Text(text.into())
}

pub fn status_of(run: &Run, urn: &str) -> String {
    let at = run.dataset.schools.iter().position(|school| *school.identity.key.0 == *urn).unwrap();
    run.rulebook.rule(run.evaluation.schools[at].status.rule).unwrap().id.to_string()
}
