//! What the sample's workbooks say of each school, cell by cell: no rule and nothing computed takes part.

use std::path::Path;

use chrono::NaiveDate;
use yardstick::domain::{AcademicYear, Value};
use yardstick::intake::IntakeOptions;
use yardstick::intake::record::{Dataset, Entry, FactKey, School as Record};
use yardstick::rulebook::Rulebook;
use yardstick::rulebook::ids::GroupId;

use crate::national::world::inputs;
use crate::strategy::second::made_up::Kind;

pub const YEAR: &str = "2011-12";
pub const DAY: &str = "2013-01-08";

/// A cell with a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell {
    /// the table has no row for the school
    NoRow,
    /// there is one, and no number in it
    Blank,
    Is(f64),
}

impl Cell {
    pub fn number(self) -> Option<f64> {
        if let Self::Is(number) = self { Some(number) } else { None }
    }
}

/// An inspection in force on the day.
#[derive(Clone, Debug)]
pub struct Inspected {
    pub grades: [Option<u8>; 5],
    pub day: Option<NaiveDate>,
    pub category: Option<String>,
}

/// A school; figures of three years have the newest first.
#[derive(Clone, Debug)]
pub struct School {
    pub kind: Kind,
    /// takes key stage 2
    pub juniors: bool,
    pub academy: bool,
    pub high_fsm: u8,
    pub pupils: Cell,
    pub attainment: [Cell; 3],
    /// English, maths
    pub progress: [Cell; 2],
    pub absence: Cell,
    pub fixed: Cell,
    pub permanent: Cell,
    pub roll: [Cell; 3],
    pub head_since: Option<NaiveDate>,
    pub senior_changes: Cell,
    pub money: [Cell; 3],
    pub condition: Option<String>,
    pub own: [Option<u8>; 5],
    pub inspected: Inspected,
    pub own_progress: [Cell; 3],
}

impl School {
    pub fn mainstream(&self) -> bool {
        matches!(self.kind, Kind::Primary | Kind::Secondary)
    }

    pub fn is_secondary(&self) -> bool {
        self.kind == Kind::Secondary
    }

    /// Whether it has results that floors and trends are of.
    pub fn has_results(&self) -> bool {
        self.is_secondary() || self.kind == Kind::Primary && self.juniors
    }

    /// The floor that is asked of it.
    pub fn floor(&self) -> Option<&'static str> {
        if self.is_secondary() {
            return Some("secondary-2011-12");
        }
        self.has_results().then_some("primary-2011-12")
    }
}

/// The sample, read.
pub fn read(rules: &Rulebook) -> Dataset {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("workbooks");
    yardstick::intake::read(&inputs(&[folder]).books, rules, &IntakeOptions::default())
}

struct Of<'r> {
    rules: &'r Rulebook,
    school: &'r Record,
}

impl Of<'_> {
    fn entry(&self, measure: &str, year: Option<AcademicYear>) -> Option<&Entry> {
        let (id, known) = self.rules.measure_named(measure).unwrap_or_else(|| panic!("no measure {measure}"));
        let year = year.filter(|_| !known.undated);
        self.school.facts.get(FactKey { measure: id, group: GroupId::ALL, year })
    }

    fn in_year(&self, measure: &str, back: u16) -> Cell {
        let year: AcademicYear = YEAR.parse().unwrap();
        match self.entry(measure, Some(year.before(back))) {
            None => Cell::NoRow,
            Some(entry) => entry.value.as_ref().ok().and_then(Value::number).map_or(Cell::Blank, Cell::Is),
        }
    }

    fn now(&self, measure: &str) -> Cell {
        self.in_year(measure, 0)
    }

    fn series(&self, measure: &str) -> [Cell; 3] {
        [0, 1, 2].map(|back| self.in_year(measure, back))
    }

    fn words(&self, measure: &str) -> Option<String> {
        match &self.entry(measure, Some(YEAR.parse().unwrap()))?.value {
            Ok(Value::Text(text)) => Some(text.to_string()),
            _ => None,
        }
    }

    /// The newest entry of an inspection whose day had come.
    fn in_force(&self, measure: &str) -> Option<(AcademicYear, &Entry)> {
        let (now, day): (AcademicYear, NaiveDate) = ("2012-13".parse().unwrap(), DAY.parse().unwrap());
        let years = (0..20).map(|back| now.before(back));
        let come = |year: &AcademicYear| match self.entry("inspection.date", Some(*year)).map(|entry| &entry.value) {
            Some(Ok(Value::Date(on))) => *on <= day,
            _ => true,
        };
        years.filter(come).find_map(|year| Some((year, self.entry(measure, Some(year))?)))
    }

    fn inspected(&self) -> Inspected {
        let strands = ["overall", "achievement_of_pupils", "teaching", "behaviour", "leadership"];
        let of = |strand: &str| self.in_force(&format!("inspection.{strand}"));
        let grades = strands.map(|strand| of(strand).and_then(|(_, entry)| grade(&entry.value)));
        // the day of the grade overall: all grades of one inspection are of one day
        let day = of("overall").and_then(|(year, _)| self.entry("inspection.date", Some(year)));
        let day = day.and_then(|entry| if let Ok(Value::Date(on)) = &entry.value { Some(*on) } else { None });
        let category = self.in_force("inspection.category").and_then(|(_, entry)| match &entry.value {
            Ok(Value::Text(category)) => Some(category.to_string()),
            _ => None,
        });
        Inspected { grades, day, category }
    }
}

fn grade(value: &Result<Value, yardstick::domain::Missing>) -> Option<u8> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    value.as_ref().ok().and_then(Value::number).map(|number| number as u8)
}

/// Every school of the records.
pub fn schools(rules: &Rulebook, data: &Dataset) -> Vec<School> {
    data.schools.iter().map(|school| of_school(&Of { rules, school })).collect()
}

fn of_school(of: &Of<'_>) -> School {
    let phase = of.words("stated_phase").unwrap_or_default();
    let kind = match phase.as_str() {
        "infant" | "junior" | "primary" => Kind::Primary,
        "secondary" => Kind::Secondary,
        "special" => Kind::Special,
        "pru" => Kind::Unit,
        "nursery" => Kind::Nursery,
        other => panic!("{other}"),
    };
    let stage = if kind == Kind::Secondary { "ks4" } else { "ks2" };
    let at = |measure: &str| format!("{stage}.{measure}");
    let attained = if kind == Kind::Secondary { "ks4.five_ac_em" } else { "ks2.l4_em" };
    let strands = ["overall", "achievement", "teaching", "behaviour", "leadership"];
    let own = strands.map(|strand| of.now(&format!("sef.{strand}")).number());
    let head = of.entry("head.appointed_on", None).map(|entry| &entry.value);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    School {
        kind,
        juniors: phase != "infant",
        academy: of.words("type").is_some_and(|kind| kind.to_lowercase().contains("academy")),
        high_fsm: match of.words("roll.stated_band").as_deref() {
            Some("low") => 0,
            Some("medium") => 1,
            Some("high") => 2,
            other => panic!("{other:?}"),
        },
        pupils: of.now(&at("pupils")),
        attainment: of.series(attained),
        progress: [of.now(&at("progress_english")), of.now(&at("progress_maths"))],
        absence: of.now("absence.overall"),
        fixed: of.now("exclusions.fixed"),
        permanent: of.now("exclusions.permanent"),
        roll: of.series("roll.pupils"),
        head_since: if let Some(Ok(Value::Date(on))) = head { Some(*on) } else { None },
        senior_changes: of.now("staff.senior_changes"),
        money: ["finance.balance", "finance.income", "finance.spending"].map(|measure| of.now(measure)),
        condition: of.words("building.condition"),
        own: own.map(|grade| grade.map(|grade| grade as u8)),
        inspected: of.inspected(),
        own_progress: of.series("own_progress.good"),
    }
}
