//! The review workbook, read back cell by cell.

mod card;
mod decisions;
mod front;
mod sheets;

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use workbook::write::{DATA_ROW, HEADING_ROW, IDS_ROW};
use yardstick::review::book::keys;

use super::fixture::Fixture;

/// A review, opened.
pub struct Review(Xlsx<Cursor<Vec<u8>>>);

/// One of its sheets.
pub struct Sheet(Range<Data>);

impl Review {
    pub fn of(fixture: &Fixture) -> Self {
        Self(Xlsx::new(Cursor::new(fixture.review())).unwrap())
    }

    /// The evidence behind a review, opened.
    pub fn evidence(fixture: &Fixture) -> Self {
        Self(Xlsx::new(Cursor::new(fixture.evidence())).unwrap())
    }

    pub fn sheet(&mut self, name: &str) -> Sheet {
        Sheet(self.0.worksheet_range(name).unwrap_or_else(|error| panic!("{name}: {error}")))
    }

    pub fn names(&self) -> Vec<String> {
        self.0.sheet_names()
    }
}

impl Sheet {
    pub fn data(&self, row: u32, column: u32) -> Data {
        self.0.get_value((row, column)).cloned().unwrap_or(Data::Empty)
    }

    pub fn text(&self, row: u32, column: u32) -> String {
        self.data(row, column).to_string()
    }

    /// The column with this heading; the first, where it stands several times.
    pub fn column(&self, heading: &str) -> u32 {
        self.columns_in(HEADING_ROW)
            .find(|(_, text)| text == heading)
            .unwrap_or_else(|| panic!("no column {heading}"))
            .0
    }

    /// The column with this name for machines.
    pub fn hidden(&self, id: &str) -> u32 {
        self.columns_in(IDS_ROW).find(|(_, text)| text == id).unwrap_or_else(|| panic!("no column {id}")).0
    }

    fn columns_in(&self, row: u32) -> impl Iterator<Item = (u32, String)> {
        (0..=self.0.end().unwrap().1).map(move |column| (column, self.text(row, column)))
    }

    /// Rows of data in which a column holds a text.
    pub fn rows(&self, heading: &str, text: &str) -> Vec<u32> {
        let column = self.column(heading);
        (DATA_ROW..=self.0.end().unwrap().0).filter(|row| self.text(*row, column) == text).collect()
    }

    pub fn row(&self, heading: &str, text: &str) -> u32 {
        *self.rows(heading, text).first().unwrap_or_else(|| panic!("no row with {text}"))
    }

    /// All texts of the sheet.
    pub fn all(&self) -> String {
        self.0.used_cells().map(|(_, _, data)| data.to_string()).collect::<Vec<_>>().join("\n")
    }
}

#[test]
fn the_same_in_gives_the_same_bytes_out() {
    assert_eq!(Fixture::new().review(), Fixture::new().review());
}

#[test]
fn every_sheet_is_there_in_order() {
    let names = Review::of(&Fixture::new()).names();
    let expected = [
        "Front page",
        "Schools",
        "School card",
        "Support and plans",
        "Calendar",
        "Data to fix",
        "About",
        // hidden
        "Findings",
        "Closed since",
        "Card data",
    ];
    assert_eq!(names, expected);
    let behind = Review::evidence(&Fixture::new()).names();
    assert_eq!(
        behind,
        [
            "Evidence",
            "Aims",
            "Risks",
            "Worth a look",
            "Near the line",
            "Cannot say",
            "Due, school by school",
            "Who does what",
            "Rules in force"
        ]
    );
}

#[test]
fn what_the_rulebook_has_no_rules_for_has_no_sheet() {
    let mut fixture = Fixture::new();
    fixture.rulebook.partners.clear();
    fixture.rulebook.cycle.clear();
    fixture.rulebook.players.clear();
    let names = [Review::of(&fixture).names(), Review::evidence(&fixture).names()].concat();
    assert!(!names.iter().any(|name| ["Calendar", "Who does what"].contains(&name.as_str())), "{names:?}");
}

#[test]
fn no_name_of_a_word_shows_through() {
    let mut review = Review::of(&Fixture::new());
    for name in review.names() {
        let text = review.sheet(&name).all();
        let bare = super::words::declared("words.yaml").into_iter().filter(|word| word.contains('.'));
        let shown: Vec<String> = bare.filter(|word| text.lines().any(|line| line == word)).collect();
        assert!(shown.is_empty(), "{name}: {shown:?}");
        assert!(!text.contains('{'), "{name}: a brace was not filled in");
    }
}

#[test]
fn a_program_recognises_the_review() {
    let bytes = Fixture::new().review();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("docProps/custom.xml").unwrap(), &mut text).unwrap();
    for expected in [keys::KIND, ">review<", keys::YEAR, ">2011-12<", keys::RULEBOOK, keys::INPUTS] {
        assert!(text.contains(expected), "{expected}");
    }
}

#[test]
fn ten_times_the_schools_make_ten_times_the_review() {
    // what is written for a school does not grow with the number of the others
    let cells = |schools| {
        let mut review = Review::of(&Fixture::of(schools));
        review.names().iter().map(|name| review.0.worksheet_range(name).unwrap().used_cells().count()).sum::<usize>()
    };
    let (some, many) = (cells(250), cells(2_500));
    assert!(many > 2_500 && many <= 10 * some, "{some} cells of 250 schools, {many} of 2,500");
}

/// What 25,000 schools cost: `YARDSTICK_TIME=1 cargo test a_country -- --nocapture`.
#[test]
fn a_country() {
    if std::env::var_os("YARDSTICK_TIME").is_none() {
        return;
    }
    let fixture = Fixture::of(25_000);
    let begun = std::time::Instant::now();
    let bytes = fixture.review();
    println!("review: {:?}, {} bytes", begun.elapsed(), bytes.len());
    let begun = std::time::Instant::now();
    let mut length = std::io::BufWriter::new(std::io::sink());
    fixture.with(|inputs| yardstick::review::json::write(inputs, Default::default(), &mut length).unwrap());
    println!("findings: {:?}", begun.elapsed());
}

/// Writes the review where one can look at it: `YARDSTICK_LOOK=folder cargo test look`.
#[test]
fn look() {
    let Ok(folder) = std::env::var("YARDSTICK_LOOK") else { return };
    std::fs::write(format!("{folder}/School review 2011-12.xlsx"), Fixture::new().review()).unwrap();
}
