//! The review under other names, in sub-folders, in other formats.

use yardstick::review::book::keys;
use yardstick::run::Placed;

use super::desk::key;
use super::grid::{text, with_part};
use super::libreoffice::saved_as;
use super::office::{Office, lost, words};

#[test]
fn a_review_is_read_under_the_names_that_people_and_programs_give_it() {
    let names = [
        "Copy of School review 2011-12.xlsx",
        "School review 2011-12 (1).xlsx",
        "School review 2011-12 - final.xlsx",
        "School review 2011-12-PC12.xlsx",
        "School review 2011-12 (Ann's conflicted copy 2013-01-09).xlsx",
        "Ann/School review 2011-12.xlsx",
        "SCHOOL REVIEW 2011-12.XLSM",
        "for Cabinet.xlsx",
    ];
    for name in names {
        let office = Office::new();
        office.run("2013-01-08");
        office.type_in("urn:900201 | status", &[(keys::OWNER, words("Ann"))]);
        let to = office.out().join(name);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::rename(office.review(), &to).unwrap();
        let (run, written) = office.run("2013-01-09");
        let decision = run.decisions.decisions.get(&key("urn:900201 | status"));
        assert_eq!(
            decision.and_then(|decision| decision.owner.as_deref()),
            Some("Ann"),
            "{name}: {:?}",
            written.attention
        );
        assert!(to.exists(), "{name} is left alone");
    }
}

#[test]
fn a_copy_without_properties_under_any_name_is_read_by_its_content() {
    let office = Office::new();
    office.run("2013-01-08");
    let mut grid = office.grid();
    let typed = Office::note_everywhere(&mut grid);
    grid.without_hidden();
    std::fs::write(office.out().join("comments of Ann.xlsx"), grid.write()).unwrap();
    let (run, written) = office.run("2013-01-09");
    assert_eq!(lost(&run, &typed), Vec::<&_>::new(), "{:?}", written.attention);
}

#[test]
fn a_review_in_a_format_that_cannot_be_read_is_said() {
    let office = Office::new();
    office.run("2013-01-08");
    std::fs::write(office.out().join("School review 2011-12.xls"), b"\xd0\xcf\x11\xe0 spoilt").unwrap();
    let (_, written) = office.run("2013-01-09");
    assert!(
        written.attention.iter().any(|line| line.contains("School review 2011-12.xls could not be read")),
        "{:?}",
        written.attention
    );
    assert!(!matches!(&written.files[0].placed, Placed::Held { .. }), "the one beside it is replaced as ever");
}

#[test]
fn a_review_that_libreoffice_saved_in_another_format_is_read() {
    let formats = [
        ("ods", "ods"),
        ("xls", "xls:MS Excel 97"),
        ("xltx", "xltx:Calc MS Excel 2007 XML Template"),
        ("xml", "xml:MS Excel 2003 XML"),
        ("fods", "fods:OpenDocument Spreadsheet Flat XML"),
    ];
    for (ending, format) in formats {
        let office = Office::new();
        office.run("2013-01-08");
        office.type_in("urn:900201 | status", &[(keys::OWNER, words("Ann"))]);
        let folder = tempfile::tempdir().unwrap();
        let review = std::fs::read(office.review()).unwrap();
        // not every LibreOffice writes every format
        let Some(saved) = saved_as(folder.path(), &review, ending, format) else { continue };
        std::fs::remove_file(office.review()).unwrap();
        std::fs::write(office.out().join(format!("School review 2011-12.{ending}")), saved).unwrap();
        let (run, written) = office.run("2013-01-09");
        let decision = run.decisions.decisions.get(&key("urn:900201 | status"));
        let owner = decision.and_then(|decision| decision.owner.as_deref());
        assert_eq!(owner, Some("Ann"), "{ending}: {:?}", written.attention);
    }
}

#[cfg(unix)]
#[test]
fn a_review_that_is_a_link_to_one_kept_elsewhere_is_read() {
    let (office, elsewhere) = (Office::new(), tempfile::tempdir().unwrap());
    office.run("2013-01-08");
    office.type_in("urn:900201 | status", &[(keys::OWNER, words("Ann"))]);
    let there = elsewhere.path().join("Ann's.xlsx");
    std::fs::rename(office.review(), &there).unwrap();
    std::os::unix::fs::symlink(&there, office.review()).unwrap();
    std::os::unix::fs::symlink(office.out(), office.out().join("here")).unwrap();
    let (run, written) = office.run("2013-01-09");
    let owner = run.decisions.decisions[&key("urn:900201 | status")].owner.clone();
    assert_eq!(owner.as_deref(), Some("Ann"), "{:?}", written.attention);
    assert!(there.exists() && written.attention.is_empty(), "{:?}", written.attention);
}

#[test]
fn a_raised_mark_in_a_note_is_part_of_it() {
    let office = Office::new();
    office.run("2013-01-08");
    let mut grid = office.grid();
    grid.sheet("Schools").type_in("urn:900201 | status", keys::NOTE, text("seen twice"));
    let raised = "<r><t>seen twice</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>2</t></r>";
    let marked = with_part(&grid.write(), "xl/sharedStrings.xml", |texts| texts.replace("<t>seen twice</t>", raised));
    std::fs::write(office.review(), marked).unwrap();
    let (run, _) = office.run("2013-01-09");
    assert_eq!(run.decisions.decisions[&key("urn:900201 | status")].note.as_deref(), Some("seen twice2"));
}
