//! Sums of money that are no whole pounds: for each pupil, or thousands.

use yardstick::intake::record::DoubtKind;

use super::support::{Read, book, csv, one, read, sheet};

const TABLE: &str = "URN|School|Total income|% L4+ reading\n100001|Oak|3391|72\n100002|Elm|3604|64";

fn is_whole(found: &Read) -> bool {
    found.entry("urn:100001", "income 2011-12").is_some()
}

#[test]
fn sums_that_a_title_says_are_no_whole_pounds_are_not_taken_for_them() {
    for named in [
        csv("Finance per pupil 2011-12.csv", TABLE),
        book("a 2011-12.xlsx", vec![sheet("£ per pupil", TABLE)]),
        one("a 2011-12.xlsx", &format!("School finance, pounds per pupil\n\n{TABLE}")),
        csv("a 2011-12.csv", &TABLE.replace("income", "income (£ per pupil)")),
    ] {
        let found = read(&[named]);
        assert!(!is_whole(&found));
        assert_eq!(found.shown("urn:100001", "income_per_pupil 2011-12"), "3391");
        found.no_doubts();
    }
    for title in ["School finance (£000)", "Budgets, £'000s", "Income in thousands", "Outturn £m", "Income per head"]
    {
        let found = read(&[one("a 2011-12.xlsx", &format!("{title}\n\n{TABLE}"))]);
        assert!(!is_whole(&found), "{title}");
        assert!(found.entry("urn:100001", "income_per_pupil 2011-12").is_none(), "{title}");
        let doubt = found.doubt(DoubtKind::Heading, "says that these are no whole pounds: “Total income”");
        assert!(doubt.proposal.is_none(), "{doubt:?}");
        assert_eq!(found.shown("urn:100001", "reading 2011-12"), "72", "what is no money is read as ever");
    }
}

#[test]
fn a_heading_that_says_it_is_no_line_to_paste_for_whole_pounds() {
    for heading in ["Total income (£000s)", "Total income £k", "Total income £m"] {
        let found = read(&[csv("a 2011-12.csv", &TABLE.replace("Total income", heading))]);
        assert!(!is_whole(&found), "{heading}");
        let near = |what: &str| what.contains("nearest: “Total income");
        assert!(!found.data.doubts.iter().any(|doubt| near(&doubt.what)), "{heading}: {:#?}", found.data.doubts);
    }
    // a banner over columns of pounds, and beside it one that is none
    let banner = "|||Whole sums £000|\nURN|School|% L4+ reading|Total income|Balance\n100001|Oak|72|3391|17";
    let found = read(&[one("a 2011-12.xlsx", banner)]);
    assert!(!is_whole(&found) && found.entry("urn:100001", "balance").is_none());
}

#[test]
fn where_headings_say_which_sums_are_of_a_pupil_the_title_is_of_those() {
    let text = "Income, total and per pupil\n\nURN|School|Total income|Total income per pupil\n100001|Oak|1391000|3391";
    let found = read(&[one("a 2011-12.xlsx", text)]);
    assert_eq!(found.shown("urn:100001", "income 2011-12"), "1391000");
    assert_eq!(found.shown("urn:100001", "income_per_pupil 2011-12"), "3391");
    found.no_doubts();
}
