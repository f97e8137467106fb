//! The first sheet of a paper: what it is, and the way to each of its pages.

use std::borrow::Cow;

use super::leaf::Leaf;
use super::{Maker, pack};
use crate::rulebook::model::PaperFor;
use workbook::write::{Cell, Link, Look, PagePlan, Role};

/// A line of the list of pages.
pub(super) struct Listed<'a> {
    /// what the page is about
    pub title: String,
    /// its sheet; none for what has no page
    pub sheet: Option<String>,
    /// what stands beside
    pub beside: [Cell<'a>; 2],
}

/// The plan of the sheet.
pub(super) fn plan<'a>(maker: &Maker<'a>, name: String, list: &[Listed<'a>]) -> PagePlan<'a> {
    let words = maker.context.words;
    let mut leaf = Leaf::new(name);
    leaf.page.tab = maker.context.palette.ink("title");
    leaf.head(maker.filled(&maker.paper.file, None), None);
    if let Some(contents) = &maker.paper.contents {
        leaf.quiet(maker.filled(contents, None));
    }
    leaf.quiet(words.fill("paper.as-at", &[("date", super::long_day(maker.inputs.report.evaluation.date))]));
    leaf.row += 1;
    if maker.paper.made_for == PaperFor::AMeeting {
        pack::before_business(maker, &mut leaf);
    }
    let narrow = list.iter().any(|one| one.beside.first() != Some(&Cell::BLANK));
    // a link does not wrap in every program: the longest name of a school has room
    let shares: &[u16] = match (narrow, maker.paper.made_for) {
        (true, PaperFor::AMeeting) => &[10, 5, 10],
        (true, _) => &[13, 5, 7],
        (false, _) => &[7, 18],
    };
    for one in list {
        let look = Look::of(Role::Strong).wrapped();
        let title = match &one.sheet {
            Some(sheet) => {
                Cell::link(one.title.clone(), Link::Here(Cow::Owned(sheet.clone()), "A1".to_owned())).looking(look)
            }
            None => Cell::text(one.title.clone()).looking(Look::of(Role::Quiet).wrapped()),
        };
        let [middle, right] = one.beside.clone();
        leaf.cells(shares, if narrow { vec![title, middle, right] } else { vec![title, right] });
    }
    if maker.paper.made_for == PaperFor::AMeeting {
        pack::changes(maker, &mut leaf);
    }
    // what it was made from, by which it can be made again, stands in the properties of the file
    leaf.fit_to_paper();
    leaf.page
}
