//! `Attainment KS1 and KS2 2011-12.xlsx`: two rows of headings, groups side by side, and a sheet with the years as columns.

mod trend;

use rust_xlsxwriter::{ConditionalFormat3ColorScale, Note, Worksheet};

use super::super::book::{Book, freeze_and_filter};
use super::super::cell::Cell;
use super::super::facts::early::{Stage, fsm_stage, stage, takers, tallies};
use super::super::facts::ks2::{self, Ks2};
use super::super::look::Look;
use super::super::school::{School, Year};
use super::super::table::{Column, Placed, Row, Table, column, under};
use super::super::tally::{Figure, Tally, total};
use super::super::trouble::Trouble;

const LOOK: Look = Look { accent: 0x001F_3864, upper: 0x002E_75B6, font: "Calibri" };
const SUPPRESSED: &str = "SUPP = fewer than six pupils (looked-after children: fewer than three).  - = no pupils.";

/// The workbook.
pub fn book(schools: &[School]) -> Result<Vec<u8>, Trouble> {
    let mut book = Book::new(LOOK, "Attainment KS1 and KS2 2011-12", (10, 5))?;
    let (sheet, placed) = book.sheet_with("KS1 2011-12", &ks1(schools))?;
    freeze_and_filter(sheet, placed, 3)?;
    let results = ks2::results(schools, Year::Y2012)?;
    let (sheet, placed) = book.sheet_with("KS2 2011-12", &ks2_table(schools, &results))?;
    freeze_and_filter(sheet, placed, 3)?;
    mark_up(sheet, placed, &results)?;
    trend::trend_sheet(&mut book, schools)?;
    trend::working_sheet(&mut book, &results)?;
    book.name("KS2_English_maths", &format!("='KS2 2011-12'!$E${}:$E${}", placed.first + 1, placed.last + 1))?;
    book.finish()
}

/// The subjects and levels of key stage 1, all pupils and those on free school meals.
const KS1: [(&str, &str, Stage, Stage); 6] = [
    ("Level 2+ %", "Reading", stage("ks1 reading 2", [869, 851, 866]), fsm_stage("ks1 reading 2 fsm", [778, 750, 759])),
    ("Level 2+ %", "Writing", stage("ks1 writing 2", [819, 820, 845]), fsm_stage("ks1 writing 2 fsm", [715, 704, 724])),
    ("Level 2+ %", "Maths", stage("ks1 maths 2", [908, 899, 889]), fsm_stage("ks1 maths 2 fsm", [850, 837, 786])),
    (
        "Level 2b+ %",
        "Reading",
        stage("ks1 reading 2b", [752, 753, 757]),
        fsm_stage("ks1 reading 2b fsm", [610, 587, 601]),
    ),
    (
        "Level 2b+ %",
        "Writing",
        stage("ks1 writing 2b", [640, 630, 644]),
        fsm_stage("ks1 writing 2b fsm", [471, 426, 452]),
    ),
    ("Level 2b+ %", "Maths", stage("ks1 maths 2b", [761, 760, 752]), fsm_stage("ks1 maths 2b fsm", [658, 610, 604])),
];

fn ks1(schools: &[School]) -> Table {
    let year = Year::Y2012;
    let mut columns = vec![column("URN", 9.0), column("LAESTAB", 10.0), column("School", 46.0)];
    columns.push(column("Pupils at end of KS1", 9.0));
    let all = tallies(schools, year, stage("ks1 reading 2", [869, 851, 866]));
    let mut body: Vec<Vec<Cell>> = takers(schools, year)
        .iter()
        .zip(&all)
        .map(|(school, tally)| [identity(school), vec![count_or_closed(*tally)]].concat())
        .collect();
    let mut authority = authority_start(total(&all).of);
    for (level, subject, everyone, fsm) in KS1 {
        for (group, stage, least) in [("ALL", everyone, 1), ("FSM", fsm, 6)] {
            columns.push(under(&format!("{subject} {level}"), group, 7.5));
            let drawn = tallies(schools, year, stage);
            for (cells, tally) in body.iter_mut().zip(&drawn) {
                cells.push(Cell::percent(Figure::hidden_below(*tally, least, "SUPP")));
            }
            authority.push(Cell::share(total(&drawn)));
        }
    }
    let mut rows: Vec<Row> = body.into_iter().map(Row::school).collect();
    rows.push(Row::authority(authority));
    Table {
        title: "Key Stage 1 results 2011-12".into(),
        subtitles: vec![
            "Borough of Eastmere · teacher assessment, percentage of pupils · Data team, October 2012".into(),
        ],
        columns,
        rows,
        average: None,
        notes: vec![SUPPRESSED.into(), "Marlow Road closed on 31 December 2011; see Harbour Rise.".into()],
    }
}

fn identity(school: &School) -> Vec<Cell> {
    vec![Cell::count(school.urn), Cell::count(school.laestab()), Cell::text(school.name)]
}

fn authority_start(pupils: u32) -> Vec<Cell> {
    vec![Cell::Blank, Cell::text("999"), Cell::text("Eastmere (all schools)"), Cell::count(pupils)]
}

fn count_or_closed(tally: Tally) -> Cell {
    if tally.of == 0 { Cell::text("z") } else { Cell::count(tally.of) }
}

const PROGRESS_ENGLISH: &str = "2 levels progress English %";
const PROGRESS_MATHS: &str = "2 levels progress maths %";

fn ks2_columns() -> Vec<Column> {
    let mut columns = vec![column("URN", 9.0), column("LAESTAB", 10.0), column("School", 46.0)];
    columns.push(column("Pupils at end of KS2", 9.0));
    columns.extend(["ALL", "FSM", "LAC", "SEN"].map(|group| under("Level 4+ % English and maths", group, 7.5)));
    for subject in [PROGRESS_ENGLISH, PROGRESS_MATHS] {
        columns.extend(["ALL", "FSM", "SEN"].map(|group| under(subject, group, 7.5)));
    }
    columns.extend(["FSM", "LAC", "SEN"].map(|group| under("Number of pupils", group, 7.5)));
    columns
}

/// The key stage 2 table: sorted by name, so that the authority and England stand among the schools.
fn ks2_table(schools: &[School], results: &[Ks2]) -> Table {
    let mut named: Vec<(&str, Row)> =
        results.iter().map(|ks2| (ks2.school.name, Row::school(ks2_cells(ks2)))).collect();
    named.extend(ks2::special(schools).into_iter().zip(0_u32..).map(|(school, at)| {
        let tally = |hit| Figure::Of(Tally { hit, of: 12 });
        let cells = if at == 0 {
            special_cells(school, 12, [tally(1), tally(5), tally(4)])
        } else {
            suppressed(school, 6 - at)
        };
        (school.name, Row::school(cells))
    }));
    named.push(("Eastmere (all schools)", Row::authority(ks2_authority(results))));
    let england = [Cell::Blank, Cell::Blank, Cell::text("England"), Cell::Blank];
    let national = [79, 66, 50, 43, 89, 86, 77, 87, 83, 72].map(Cell::Whole);
    named.push(("England", Row::england([england.to_vec(), national.to_vec(), vec![Cell::Blank; 3]].concat())));
    named.sort_by_key(|(name, _)| *name);
    Table {
        title: "Key Stage 2 results 2011-12".into(),
        subtitles: vec!["Borough of Eastmere · percentages of pupils at the end of Year 6 · provisional".into()],
        columns: ks2_columns(),
        rows: named.into_iter().map(|(_, row)| row).collect(),
        average: None,
        notes: vec![
            SUPPRESSED.into(),
            "LOWCOV = earlier results known for fewer than half of the pupils.   z = school closed before the tests."
                .into(),
            "Floor standard 2012: 60% at Level 4+ in English and maths (see rulebook for progress).".into(),
        ],
    }
}

fn ks2_cells(ks2: &Ks2) -> Vec<Cell> {
    let all = match &ks2.all {
        Err(mark) => return [identity(&ks2.school), vec![Cell::text(*mark); 14]].concat(),
        Ok(all) => all,
    };
    let hide = |tally, least| Cell::percent(Figure::hidden_below(tally, least, "SUPP"));
    let group = |figure| match figure {
        Figure::Of(tally) => hide(tally, 6),
        mark @ Figure::Mark(_) => Cell::percent(mark),
    };
    let mut cells = identity(&ks2.school);
    cells.push(Cell::count(all.level4.of));
    cells.extend([Cell::share(all.level4), hide(ks2.fsm.level4, 6), hide(ks2.lac, 3), hide(ks2.sen.level4, 6)]);
    cells.extend([Cell::percent(all.english), group(ks2.fsm.english), group(ks2.sen.english)]);
    cells.extend([Cell::percent(all.maths), group(ks2.fsm.maths), group(ks2.sen.maths)]);
    cells.extend([ks2.fsm.level4.of, ks2.lac.of, ks2.sen.level4.of].map(Cell::count));
    cells
}

fn special_cells(school: &School, pupils: u32, [level4, english, maths]: [Figure; 3]) -> Vec<Cell> {
    let mut cells = identity(school);
    cells.push(Cell::count(pupils));
    cells.extend([Cell::percent(level4), Cell::text("SUPP"), Cell::text("-"), Cell::percent(level4)]);
    cells.extend([Cell::percent(english), Cell::text("SUPP"), Cell::percent(english)]);
    cells.extend([Cell::percent(maths), Cell::text("SUPP"), Cell::percent(maths)]);
    cells.extend([Cell::Whole(4), Cell::Whole(0), Cell::count(pupils)]);
    cells
}

fn suppressed(school: &School, pupils: u32) -> Vec<Cell> {
    let mut cells = identity(school);
    cells.push(Cell::count(pupils));
    cells.extend(vec![Cell::text("SUPP"); 10]);
    cells.extend([Cell::Whole(2), Cell::Whole(0), Cell::count(pupils)]);
    cells
}

fn ks2_authority(results: &[Ks2]) -> Vec<Cell> {
    let sum = |of: &dyn Fn(&Ks2) -> Tally| total(&results.iter().map(of).collect::<Vec<_>>());
    let all = |of: fn(&ks2::Results) -> Figure| {
        sum(&|ks2: &Ks2| ks2.all.as_ref().map_or(Tally::default(), |all| of(all).tally()))
    };
    let level4 = all(|all| Figure::Of(all.level4));
    let (fsm, lac, sen) = (sum(&|ks2| ks2.fsm.level4), sum(&|ks2| ks2.lac), sum(&|ks2| ks2.sen.level4));
    let shares = [
        level4,
        fsm,
        lac,
        sen,
        all(|all| all.english),
        sum(&|ks2| ks2.fsm.english.tally()),
        sum(&|ks2| ks2.sen.english.tally()),
        all(|all| all.maths),
        sum(&|ks2| ks2.fsm.maths.tally()),
        sum(&|ks2| ks2.sen.maths.tally()),
    ];
    let mut cells = authority_start(level4.of);
    cells.extend(shares.map(Cell::share));
    cells.extend([fsm.of, lac.of, sen.of].map(Cell::count));
    cells
}

fn mark_up(sheet: &mut Worksheet, placed: Placed, results: &[Ks2]) -> Result<(), Trouble> {
    let scale = ConditionalFormat3ColorScale::new();
    sheet.add_conditional_format(placed.first, 4, placed.last, 4, &scale)?;
    let before = results.iter().filter(|ks2| ks2.school.name < "Mereside Cross").count();
    // Eastmere, England and the special schools with earlier names stand above it too.
    let above = u32::try_from(before).unwrap_or(0) + 4;
    let note = Note::new("Cohort-specific issues: nine pupils joined in Year 6. Partner school agreed for the autumn.")
        .set_author("School Improvement Service")
        .set_width(220);
    sheet.insert_note(placed.first + above, 4, &note)?;
    Ok(())
}
