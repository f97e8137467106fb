//! A folder of workbooks and a folder of results.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use workbook::read::{Book, Content, Limits, read_bytes};
use yardstick::intake::Whose;
use yardstick::rulebook::{self, RuleSource, Rulebook};
use yardstick::run::{ForMachines, Inputs, Options, Run, Written, decisions_in, gather, write};

pub const HEADINGS: &str = "URN,LAESTAB,School,Inspection date,Overall effectiveness,SEF achievement";
/// A school that is well, and one that is not.
pub const ALDER: &str = "900201,9992001,Alder Lane Primary School,10/01/2012,2,2";
pub const BEACON: &str = "900202,9992002,Beacon Hill Primary School,11/01/2012,4,4";

pub struct Office {
    pub folder: tempfile::TempDir,
    pub rules: Arc<Rulebook>,
}

impl Office {
    pub fn new() -> Self {
        Self::with_rules(&RuleSource::default_rulebook())
    }

    pub fn with_rules(source: &RuleSource) -> Self {
        let loaded = rulebook::load(source);
        let rules = loaded.rulebook.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics));
        Self { folder: tempfile::tempdir().unwrap(), rules: Arc::new(rules) }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn drop(&self, name: &str, bytes: &[u8]) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Drops a table of one school.
    pub fn drop_csv(&self, name: &str, school: &str) {
        self.drop(name, format!("{HEADINGS}\n{school}\n").as_bytes());
    }

    pub fn read(&self, from: &str) -> Inputs {
        Inputs::read(gather(&[self.path(from)]).unwrap(), &Limits::default(), |_| {})
    }

    /// Judges what is in `in`.
    pub fn judged(&self) -> Run {
        let date = "2013-01-08".parse().unwrap();
        let earlier = decisions_in(&self.path("out"), &self.rules, date);
        let options = Options { year: "2011-12".parse().ok(), date, hidden: false, whose: Whose::default() };
        let judged = Run::new(Arc::clone(&self.rules), self.read("in"), earlier, &options);
        judged.unwrap_or_else(|nothing| panic!("{}", nothing.why))
    }

    /// Judges what is in `in` and writes into `out`.
    pub fn run(&self) -> (Run, Written) {
        let run = self.judged();
        let written = write(&run, &self.path("out"), &ForMachines::default(), "2013-01-08 0900", |_| {});
        assert!(written.attention.is_empty(), "{:?}", written.attention);
        (run, written)
    }

    /// Names of the copies in `out`.
    pub fn copies(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.path("out")).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| name.contains(" - annotated.")).collect();
        names.sort();
        names
    }

    /// The rows of a copy's first sheet that name a school, as texts.
    pub fn rows(&self, copy: &str, school: &str) -> Vec<Vec<String>> {
        let book = read_bytes(copy, &std::fs::read(self.path("out").join(copy)).unwrap(), &Limits::default()).unwrap();
        let rows = texts(&book);
        rows.into_iter().filter(|row| row.iter().any(|text| text == school)).collect()
    }
}

fn texts(book: &Book) -> Vec<Vec<String>> {
    let text = |content: &Content| if let Content::Text(text) = content { Some(text.to_string()) } else { None };
    let rows = book.sheets.first().unwrap().rows.iter();
    rows.map(|row| row.cells.iter().filter_map(|cell| text(&cell.content)).collect()).collect()
}

/// The title of a school's status.
pub fn status(run: &Run, school: &str) -> String {
    let at = run.dataset.schools.iter().position(|known| *known.identity.name == *school).unwrap();
    run.rulebook.rule(run.evaluation.schools[at].status.rule).unwrap().title.to_string()
}

/// Takes the life of plans out of a folder's rules: their meetings are counted from the stated day.
pub fn without_life_of_plans(folder: &Path) {
    let support = folder.join("rules/support");
    let rewrite = |file: &str, how: &dyn Fn(&str) -> String| {
        let text = std::fs::read_to_string(support.join(file)).unwrap();
        std::fs::write(support.join(file), how(&text)).unwrap();
    };
    rewrite("plans-and-meetings.yaml", &|text| {
        let (before, after) = (text.find("\nplans:").unwrap(), text.find("\ntriggers:").unwrap());
        format!("{}{}", &text[..before], &text[after..])
    });
    rewrite("structural-options.yaml", &|text| text.replace("      - plan.behind >= settings.meetings_behind\n", ""));
    std::fs::remove_file(folder.join("rules/cases/support/structural-options.csv")).unwrap();
}
