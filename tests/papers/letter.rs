//! A letter to each school: what is strong first, what is indicated, what is asked and by when; no figure that stays in the
//! office, and never over what somebody wrote.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::desk::{Desk, said};
use super::pack::Table;

const FOLDER: &str = "out/Letters 2011-12";
const MERESIDE: &str = "Mereside Cross Primary School";
const STRONG: &str = "What is strong";
const INDICATED: &str = "What the figures indicate";
const ASKED: &str = "What we ask, and by when";

#[test]
fn a_letter_begins_with_what_is_strong_and_says_what_is_indicated_and_asked() {
    let desk = Desk::of_the_sample();
    let done = desk.papers(&["--paper", "letters"]);
    assert!(said(&done).contains("54 letters in"), "{}", said(&done));
    assert_eq!(letters(&desk).len(), 54);
    assert!(!desk.path("out/School profiles 2011-12.xlsx").exists(), "letters alone were asked for");

    let letter = paragraphs(&of(&desk, MERESIDE));
    assert_eq!(letter[0], "Borough of Eastmere");
    assert_eq!(letter[3], "Mereside Cross Primary School: the year 2011-12");
    let at =
        |title: &str| letter.iter().position(|line| line == title).unwrap_or_else(|| panic!("no {title}: {letter:#?}"));
    assert!(at(INDICATED) < at(ASKED), "{letter:#?}");
    let asked: Vec<&String> = letter[at(ASKED) + 2..].iter().take_while(|line| line.starts_with('•')).collect();
    assert!(
        asked.iter().any(|line| line.ends_with("To agree: School Review Group Meeting 2, 15 January 2013.")),
        "{asked:#?}"
    );

    // where something is strong it comes before everything else that is said of the school
    let strong = letters(&desk)
        .into_iter()
        .map(|path| paragraphs(&path))
        .filter(|letter| letter.iter().any(|line| line == STRONG));
    let strong: Vec<Vec<String>> = strong.collect();
    assert!(strong.len() > 10, "{}", strong.len());
    for letter in strong {
        let first = letter.iter().find(|line| [STRONG, INDICATED, ASKED].contains(&line.as_str())).unwrap();
        assert_eq!(first, STRONG, "{letter:#?}");
    }
}

#[test]
fn a_floor_is_said_once_and_a_fall_has_its_years() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--paper", "letters", "--school", "Wyvernhurst"]);
    let letter = paragraphs(&of(&desk, "Wyvernhurst School"));
    assert_eq!(letter.iter().filter(|line| line.contains("floor")).count(), 1, "{letter:#?}");
    assert!(letter.iter().any(|line| line.contains("42%, 41%, 38%")), "{letter:#?}");
}

#[test]
fn the_same_letter_is_the_same_bytes_alone_or_among_all() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--paper", "letters"]);
    let among_all = std::fs::read(of(&desk, MERESIDE)).unwrap();
    std::fs::remove_dir_all(desk.path(FOLDER)).unwrap();
    desk.papers(&["--paper", "letters", "--school", MERESIDE]);
    assert_eq!(letters(&desk).len(), 1);
    assert!(std::fs::read(of(&desk, MERESIDE)).unwrap() == among_all, "the bytes differ");
}

#[test]
fn no_figure_of_few_pupils_stands_in_a_letter() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--paper", "letters"]);
    let results =
        |path: &Path| paragraphs(path).iter().filter(|line| line.starts_with('•') && line.contains('%')).count();
    let path = letters(&desk).into_iter().max_by_key(|path| results(path)).unwrap();
    assert!(results(&path) > 0);
    // were every school too small, no result of any would leave the office
    std::fs::write(desk.path("rules/few.yaml"), "small numbers:\n  publish from: 100000\n").unwrap();
    let done = desk.papers(&["--paper", "letters"]);
    let with_pupils =
        |line: &&String| ["level 4", "five A*-C", "Attainment ("].iter().any(|words| line.contains(words));
    let letter = paragraphs(&path);
    let kept: Vec<&String> = letter.iter().filter(with_pupils).filter(|line| line.contains('%')).collect();
    assert!(kept.is_empty(), "{kept:#?} {}", said(&done));
}

#[test]
fn a_letter_that_somebody_edited_is_kept() {
    let desk = Desk::of_the_sample();
    desk.papers(&["--paper", "letters", "--school", MERESIDE]);
    let path = of(&desk, MERESIDE);
    // another day is another letter, and nobody wrote in the first one
    let another_day =
        ["papers", "workbooks", "--date", "2013-01-09", "--out", "out", "--paper", "letters", "--school", MERESIDE];
    assert!(!said(&desk.run(&another_day)).contains("edited"));
    let edited = with_another_text(&std::fs::read(&path).unwrap(), "Dear colleagues,", "Dear Anna,");
    std::fs::write(&path, &edited).unwrap();
    let done = desk.papers(&["--paper", "letters", "--school", MERESIDE]);
    assert!(said(&done).contains("1 letter was edited since they were made"), "{}", said(&done));
    let kept: Vec<PathBuf> =
        letters(&desk).into_iter().filter(|path| path.to_string_lossy().contains("(kept, ")).collect();
    assert_eq!(kept.len(), 1);
    assert!(std::fs::read(&kept[0]).unwrap() == edited);
    assert!(paragraphs(&path).iter().any(|line| line == "Dear colleagues,"));
}

#[test]
fn python_docx_reads_a_letter_where_it_is_installed() {
    let python = |code: &str, path: &Path| std::process::Command::new("python3").arg("-c").arg(code).arg(path).output();
    let installed = python("import docx", Path::new("")).is_ok_and(|done| done.status.success());
    if !installed {
        return;
    }
    let desk = Desk::of_the_sample();
    desk.papers(&["--paper", "letters", "--school", MERESIDE]);
    let code = "import docx, sys\nfor p in docx.Document(sys.argv[1]).paragraphs: print(p.style.name, '|', p.text)";
    let done = python(code, &of(&desk, MERESIDE)).unwrap();
    let read = String::from_utf8_lossy(&done.stdout);
    assert!(
        read.contains("Title | Mereside Cross Primary School: the year 2011-12"),
        "{read} {}",
        String::from_utf8_lossy(&done.stderr)
    );
    assert!(read.contains(&format!("Heading 1 | {ASKED}")), "{read}");
}

fn letters(desk: &Desk) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> =
        std::fs::read_dir(desk.path(FOLDER)).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.sort();
    all
}

fn of(desk: &Desk, school: &str) -> PathBuf {
    desk.path(FOLDER).join(format!("{school}.docx"))
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The texts of the paragraphs of `word/document.xml`, each line of its own.
fn paragraphs(path: &Path) -> Vec<String> {
    let xml = part(&std::fs::read(path).unwrap(), "word/document.xml");
    let mut all = Vec::new();
    for paragraph in xml.split("</w:p>") {
        let broken = paragraph.replace("<w:br", "\u{1}<w:br");
        let texts = broken.split('<').filter_map(|piece| {
            let (tag, text) = piece.split_once('>')?;
            let text = if tag == "w:t" || tag.starts_with("w:t ") { text } else { text.get(..0)? };
            Some(if piece.ends_with('\u{1}') {
                format!("{}\u{1}", text.trim_end_matches('\u{1}'))
            } else {
                text.to_owned()
            })
        });
        let text: String = texts.collect();
        let plain = |line: &str| line.replace("&amp;", "&").replace("&apos;", "'").replace("&quot;", "\"");
        all.extend(text.split('\u{1}').map(plain).filter(|line| !line.is_empty()));
    }
    all
}

/// The same document with another text, as a word processor would save it: everything else as it was.
fn with_another_text(bytes: &[u8], before: &str, after: &str) -> Vec<u8> {
    use std::io::Write;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut written = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        let mut part = Vec::new();
        file.read_to_end(&mut part).unwrap();
        let name = file.name().unwrap().into_owned();
        if name == "word/document.xml" {
            let text = String::from_utf8(part).unwrap();
            assert!(text.contains(before));
            part = text.replace(before, after).into_bytes();
        }
        written.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        written.write_all(&part).unwrap();
    }
    written.finish().unwrap().into_inner()
}

#[test]
fn the_properties_of_a_paragraph_stand_in_the_order_of_the_format() {
    const ORDER: [&str; 5] = ["pStyle", "keepNext", "ind", "jc", "rPr"];
    let desk = Desk::of_the_sample();
    desk.papers(&["--paper", "letters", "--school", MERESIDE]);
    let words = part(&std::fs::read(of(&desk, MERESIDE)).unwrap(), "word/document.xml");
    let mut seen = std::collections::BTreeSet::new();
    for properties in words.split("<w:pPr>").skip(1) {
        let (properties, _) = properties.split_once("</w:pPr>").unwrap();
        let names = properties.split("<w:").skip(1).map(|one| one.split([' ', '/', '>']).next().unwrap());
        let places: Vec<usize> =
            names.map(|name| ORDER.iter().position(|one| *one == name).unwrap_or_else(|| panic!("{name}"))).collect();
        assert!(places.is_sorted(), "{properties}");
        seen.extend(places);
    }
    assert_eq!(seen.len(), ORDER.len(), "a letter that has all of them was looked at");
}

#[test]
fn a_letter_has_the_target_that_was_agreed() {
    let desk = Desk::of_the_sample();
    let ran = |arguments: &[&str]| assert!(desk.run(arguments).status.code().is_some_and(|code| code < 2));
    ran(&["papers", "workbooks", "--date", "2012-09-12", "--out", "out", "--for", "srg-1"]);
    let plans = Table::of(&desk, "School Review Group Meeting 1 2011-12.xlsx", "Plans to agree");
    let target = ("yardstick:target", "Overall absence 4.5% by July 2013");
    let typed = [("yardstick:decision", "Agree"), target, ("yardstick:begun", "17/09/2012")];
    plans.types(plans.keyed("urn:900019 | trigger:rap:achievement"), &typed);
    ran(&["papers", "workbooks", "--date", "2012-09-19", "--out", "out", "--paper", "letters"]);
    let letter = paragraphs(&of(&desk, MERESIDE));
    assert!(letter.iter().any(|line| line.contains("Overall absence 4.5% by July 2013.")), "{letter:#?}");
}
