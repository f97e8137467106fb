//! What is seen of the sample at a glance: on the card, in the league table, and in a marked workbook.

use std::io::{Cursor, Read as _};

use calamine::{Data, DataType as _, Range, Reader as _, Xlsx};
use workbook::write::{DATA_ROW, HEADING_ROW};

use super::sample::OUTPUTS;

const REVIEW: &str = "School review 2011-12.xlsx";

fn output(name: &str) -> Vec<u8> {
    OUTPUTS.iter().find(|(file, _)| file == name).unwrap().1.clone()
}

fn sheet(name: &str) -> Range<Data> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(output(REVIEW))).unwrap();
    book.worksheet_range(name).unwrap()
}

/// What the card says of a school, in the order in which it is fetched.
fn card(school: &str) -> Vec<String> {
    let sheet = sheet("Card data");
    let row = sheet.rows().find(|row| row[0].get_string() == Some(school)).unwrap();
    row.iter().filter_map(|cell| cell.get_string()).filter(|text| !text.is_empty()).map(str::to_owned).collect()
}

#[test]
fn what_decided_comes_first_on_the_card_and_what_has_no_line_is_named() {
    let pierhead = card("Pierhead Primary School");
    let at = |title: &str| pierhead.iter().position(|text| text == title).unwrap_or_else(|| panic!("{title}"));
    assert!(at("Level 4 or above in both English and maths") < at("Overall absence"));
    assert!(at("Overall absence") < at("78 points or more at the end of the foundation stage"));
    let others = pierhead.iter().find(|text| text.starts_with("Also known of the year: ")).unwrap();
    assert!(others.contains("Fixed-term exclusions for each 100 pupils 4.6"), "{others}");
    let special = card("Kittiwake School");
    let own = special.iter().position(|text| text.starts_with("Pupils making good progress")).unwrap();
    assert!(own < special.iter().position(|text| text == "Overall absence").unwrap());
}

#[test]
fn what_cannot_be_said_of_a_strand_is_said_in_a_phrase_and_without_cells() {
    let pierhead = card("Pierhead Primary School");
    let said = pierhead.iter().filter(|text| text.contains("rules cannot say: Two levels of progress in English: not"));
    assert!(said.count() >= 3, "{pierhead:#?}");
    let plans = sheet("Support and plans");
    let with_cells = plans.used_cells().filter_map(|(.., cell)| cell.get_string());
    let with_cells: Vec<&str> =
        with_cells.filter(|text| text.starts_with("Cannot say") && text.contains(".xlsx, ")).collect();
    assert!(with_cells.is_empty(), "{with_cells:#?}");
}

#[test]
fn nothing_on_the_card_is_cut_in_the_middle() {
    let cut: Vec<String> = sheet("Card data")
        .used_cells()
        .filter_map(|(.., cell)| cell.get_string())
        .map(str::to_owned)
        .filter(|text| text.contains('…'))
        .collect();
    assert!(cut.is_empty(), "{cut:?}");
}

#[test]
fn a_result_says_what_it_is_of_and_few_columns_are_shown() {
    let schools = sheet("Schools");
    let headings: Vec<String> = (0..schools.width())
        .map(|column| {
            schools
                .get_value((HEADING_ROW, u32::try_from(column).unwrap()))
                .map_or_else(String::new, ToString::to_string)
        })
        .collect();
    let column = |title: &str| u32::try_from(headings.iter().position(|heading| heading == title).unwrap()).unwrap();
    let (result, of, name) = (column("Result 2011-12"), column("of"), column("School"));
    let text = |row: u32, column: u32| schools.get_value((row, column)).map_or_else(String::new, ToString::to_string);
    let rows = DATA_ROW..u32::try_from(schools.height()).unwrap();
    for row in rows.clone().filter(|row| !text(*row, result).is_empty()) {
        assert!(!text(row, of).is_empty(), "{}", text(row, name));
    }
    let kittiwake = rows.clone().find(|row| text(*row, name) == "Kittiwake School").unwrap();
    assert_eq!(
        [text(kittiwake, result), text(kittiwake, of)],
        ["88", "Good progress"],
        "not the key stage 2 of twelve pupils"
    );
    // folded columns are hidden, and so are those for machines
    let part = schools_as_written();
    let number = |tag: &str, name: &str| -> usize {
        tag.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
    };
    let cols = part.split("<col ").skip(1).map(|tag| tag.split('>').next().unwrap());
    let seen = cols.filter(|tag| !tag.contains("hidden=\"1\"")).map(|tag| number(tag, "max") - number(tag, "min") + 1);
    let seen: usize = seen.sum();
    // and the one that has the + of the last group, and that of schools alike, which are others for each
    assert!(seen <= 23, "{seen} columns are shown");
}

fn schools_as_written() -> String {
    let mut package = zip::ZipArchive::new(Cursor::new(output(REVIEW))).unwrap();
    let mut part = String::new();
    package.by_name("xl/worksheets/sheet2.xml").unwrap().read_to_string(&mut part).unwrap();
    part
}

#[test]
fn each_school_has_one_line_also_where_its_name_is_long_or_a_pupil_would_turn_the_answer() {
    let part = schools_as_written();
    let rows = part.split("<row r=\"").skip(1).map(|row| row.split('>').next().unwrap());
    let number = |row: &str| row.split('"').next().unwrap().parse::<u32>().unwrap();
    let higher: Vec<&str> = rows.filter(|row| number(row) > DATA_ROW && row.contains("ht=")).collect();
    assert!(higher.is_empty(), "{higher:?}");
    let floors: Vec<String> = sheet("Schools").used_cells().map(|(.., cell)| cell.to_string()).collect();
    assert!(floors.iter().any(|said| said == "not below ≈"));
    assert!(floors.iter().any(|said| said.contains("≈ = near its line")));
}

/// The officer's own colour scale paints over a fill, and over no sign.
#[test]
fn a_cell_that_decided_has_a_sign_in_it() {
    let mut package = zip::ZipArchive::new(Cursor::new(output("KS4 results 2011-12 - annotated.xlsx"))).unwrap();
    let mut styles = String::new();
    package.by_name("xl/styles.xml").unwrap().read_to_string(&mut styles).unwrap();
    assert!(styles.contains("&#9632; &quot;General;"), "{styles}");
}
