//! Annotated copies that come back: recognised, and stripped of our marks whether or not they were worked on.

use pretty_assertions::assert_eq;
use workbook::annotate::{AnnotateError, AnnotationPlan, RemarkKind, annotate, recognise, strip};

use super::fixture::{cells, full_plan, mark, officers_workbook, part, parts, with_part};

/// As a program saves it that keeps custom XML and drops what it does not know, after one cell was changed.
fn worked_on(annotated: &[u8]) -> Vec<u8> {
    let without = with_part(annotated, "xl/_rels/workbook.xml.rels", |rels| {
        let at = rels.find("urn:yardstick:relationship:undo").unwrap();
        let start = rels[..at].rfind('<').unwrap();
        let end = at + rels[at..].find("/>").unwrap() + 2;
        format!("{}{}", &rels[..start], &rels[end..])
    });
    with_part(&without, "xl/worksheets/sheet1.xml", |sheet| sheet.replacen("<v>61.5</v>", "<v>77</v>", 1))
}

#[test]
fn a_pristine_workbook_is_not_recognised_and_a_copy_is() {
    let original = officers_workbook();
    assert_eq!(recognise(&original), None);
    assert_eq!(strip(&original).unwrap_err(), AnnotateError::NotAnnotated);
    let out = annotate(&original, &full_plan()).unwrap();
    let previous = recognise(&out.bytes).unwrap();
    assert_eq!(previous.fingerprint, full_plan().fingerprint);
    assert_eq!(previous.sheets, ["Yardstick summary", "Lookup (2)"]);
    assert_eq!(previous.original_sha256.len(), 64);
    assert!(previous.can_be_stripped);
}

#[test]
fn a_copy_as_it_was_written_gets_its_very_bytes_back() {
    let original = officers_workbook();
    let copy = annotate(&original, &full_plan()).unwrap().bytes;
    assert_eq!(annotate(&copy, &full_plan()).unwrap_err(), AnnotateError::AlreadyAnnotated);
    let stripped = strip(&copy).unwrap();
    assert!(stripped.exact);
    assert_eq!(parts(&stripped.bytes), parts(&original));
}

#[test]
fn marks_are_replaced_not_stacked() {
    let original = officers_workbook();
    let first = annotate(&original, &full_plan()).unwrap();
    let again = annotate(&strip(&first.bytes).unwrap().bytes, &full_plan()).unwrap();
    let without_record = |bytes: &[u8]| {
        let mut all = parts(bytes);
        // the record names the input's hash, and the stripped file is packed anew
        all.retain(|name, _| !name.starts_with("customXml/") && !name.starts_with("yardstick/"));
        let book = String::from_utf8(all.remove("xl/workbook.xml").unwrap()).unwrap();
        (all, book.split("1;").next().unwrap_or_default().len())
    };
    assert_eq!(without_record(&again.bytes), without_record(&first.bytes));
}

#[test]
fn a_copy_that_was_worked_on_loses_our_marks_and_keeps_the_work() {
    let original = officers_workbook();
    let copy = worked_on(&annotate(&original, &full_plan()).unwrap().bytes);
    let stripped = strip(&copy).unwrap();
    assert!(!stripped.exact);
    assert_eq!(stripped.remarks, []);
    assert_eq!(recognise(&stripped.bytes), None);
    let (mut before, after) = (cells(&original).unwrap(), cells(&stripped.bytes).unwrap());
    before[0].1.get_mut(&(3, 1)).unwrap().0 = "Float(77.0)".into();
    assert_eq!(after, before);
    let notes = part(&stripped.bytes, "xl/comments1.xml");
    assert!(notes.contains("checked with the school") && !notes.contains("below"), "{notes}");
    assert_eq!(notes.matches("<comment ").count(), 1);
    assert_eq!(part(&stripped.bytes, "xl/drawings/vmlDrawing1.vml").matches("<v:shape ").count(), 1);
    let names: Vec<String> = parts(&stripped.bytes).into_keys().collect();
    assert!(
        !names.iter().any(|n| n.contains("yardstick") || n.contains("customXml") || n.contains("sheet4")),
        "{names:?}"
    );
    let book = part(&stripped.bytes, "xl/workbook.xml");
    assert!(!book.contains("ardstick") && !book.contains("Cohort_2"), "{book}");
    assert!(!part(&stripped.bytes, "xl/worksheets/sheet1.xml").contains("Yardstick summary"));
}

#[test]
fn looks_are_what_they_were_after_stripping_by_record() {
    let original = officers_workbook();
    let plan =
        AnnotationPlan { cells: full_plan().cells, note_author: "Yardstick".into(), ..AnnotationPlan::default() };
    let stripped = strip(&worked_on(&annotate(&original, &plan).unwrap().bytes)).unwrap();
    let style = |bytes: &[u8], cell: &str| {
        let sheet = part(bytes, "xl/worksheets/sheet1.xml");
        let tag = sheet.split("<c ").find(|t| t.starts_with(&format!("r=\"{cell}\""))).unwrap().to_owned();
        let index: usize = tag
            .split('>')
            .next()
            .unwrap()
            .split("s=\"")
            .nth(1)
            .map_or(0, |s| s.split('"').next().unwrap().parse().unwrap());
        let styles = part(bytes, "xl/styles.xml");
        let item = |list: &str, element: &str, i: usize| {
            let from = styles.split(&format!("<{list} ")).nth(1).unwrap().split(&format!("</{list}>")).next().unwrap();
            from.split(&format!("<{element}")).skip(1).filter(|f| !f.starts_with('s')).nth(i).unwrap().to_owned()
        };
        let format = item("cellXfs", "xf", index);
        let id = |name: &str| -> usize {
            format.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
        };
        (
            item("fonts", "font", id("fontId")),
            item("fills", "fill", id("fillId")),
            item("borders", "border", id("borderId")),
        )
    };
    for cell in ["B4", "C5", "D4", "A4"] {
        assert_eq!(style(&stripped.bytes, cell), style(&original, cell), "{cell}");
    }
}

#[test]
fn marks_that_moved_with_their_rows_are_found() {
    let plan = AnnotationPlan {
        cells: vec![mark("Results", 3, 1, None)],
        note_author: "Yardstick".into(),
        ..AnnotationPlan::default()
    };
    let out = annotate(&officers_workbook(), &plan).unwrap();
    let styled = part(&out.bytes, "xl/worksheets/sheet1.xml");
    let ours = styled.split("r=\"B4\" s=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    // as if the two rows had been sorted: the look is at another school now
    let sorted = with_part(&worked_on(&out.bytes), "xl/worksheets/sheet1.xml", |s| {
        let s = s.replacen(&format!("r=\"B4\" s=\"{ours}\""), "r=\"B4\"", 1);
        s.replacen("r=\"B5\"", &format!("r=\"B5\" s=\"{ours}\""), 1)
    });
    let stripped = strip(&sorted).unwrap();
    assert!(!part(&stripped.bytes, "xl/worksheets/sheet1.xml").contains(&format!("s=\"{ours}\"")));
}

#[test]
fn what_the_officer_wrote_into_our_column_stays_and_is_said() {
    let out = annotate(&officers_workbook(), &full_plan()).unwrap();
    let edited =
        with_part(&worked_on(&out.bytes), "xl/worksheets/sheet1.xml", |s| s.replace("cause for concern", "agreed"));
    let stripped = strip(&edited).unwrap();
    assert_eq!(cells(&stripped.bytes).unwrap()[0].1[&(3, 4)].0, "String(\"agreed\")");
    assert_eq!(stripped.remarks.len(), 1);
    assert_eq!((stripped.remarks[0].kind, &stripped.remarks[0].cells), (RemarkKind::AddedCellLeft, &vec![(3, 4)]));
}

#[test]
fn a_copy_whose_record_was_dropped_is_still_recognised() {
    let out = annotate(&officers_workbook(), &full_plan()).unwrap();
    let mut all = parts(&out.bytes);
    all.retain(|name, _| !name.starts_with("customXml") && !name.starts_with("yardstick"));
    let bare = super::fixture::package(&all);
    let previous = recognise(&bare).unwrap();
    assert_eq!((previous.can_be_stripped, previous.original_sha256.len()), (false, 64));
    assert_eq!(strip(&bare).unwrap_err(), AnnotateError::RecordLost);
}

#[test]
fn notes_whose_author_was_forgotten_are_known_by_their_text() {
    let out = annotate(&officers_workbook(), &full_plan()).unwrap();
    let forgotten = with_part(&worked_on(&out.bytes), "xl/comments1.xml", |s| {
        s.replace("<author>Yardstick</author>", "<author></author>")
    });
    let stripped = strip(&forgotten).unwrap();
    assert_eq!(stripped.remarks, []);
    let notes = part(&stripped.bytes, "xl/comments1.xml");
    assert!(notes.contains("checked with the school") && notes.matches("<comment ").count() == 1, "{notes}");
}
