//! A group of pupils that the name of a sheet or a title says, of a table without a column of groups.
//!
//! Where the sheets of a workbook are called by groups, each is read as of its own. Where one name or title alone says a
//! group, it may as well be the topic, so it is asked.

use std::sync::Arc;

use crate::intake::columns::{Columns, says_nothing};
use crate::intake::doubts::Doubts;
use crate::intake::heading::{IdentityKind, Meaning};
use crate::intake::reading::Context;
use crate::intake::record::DoubtKind;
use crate::intake::table::Table;
use crate::intake::words::{TOTAL, key, tokens};
use crate::intake::year;
use crate::rulebook::ids::GroupId;
use workbook::read::{Book, Sheet};

/// The group that the figures of a whole table are of.
pub(super) fn group(
    context: &Context<'_>,
    (book, sheet, table): (&Book, &Sheet, &Table),
    columns: &mut Columns,
    doubts: &mut Doubts,
) -> Option<GroupId> {
    let by_group =
        |column: &crate::intake::columns::Column| column.measure().is_some_and(|(_, group)| group != GroupId::ALL);
    if columns.all.iter().any(by_group) || columns.identity(IdentityKind::Group).is_some() {
        return None;
    }
    let meanings: Vec<Meaning> = columns
        .measures()
        .filter_map(|one| Some(one.measure()?).map(|(measure, group)| Meaning::Measure(measure, group)))
        .collect();
    let of = |text: &str| of_text(context, &meanings, text);
    let texts = table.titles.iter().map(|title| title.text.as_str()).chain([&*sheet.name]);
    let (text, group) = texts.filter_map(|text| Some((text, of(text)?))).find(|(_, group)| *group != GroupId::ALL)?;
    if is_topic(context, &meanings, group) {
        return None;
    }
    let sheets = book.sheets.iter().filter(|sheet| of(&sheet.name).is_some()).count();
    let title = context.rulebook.group(group).map_or("", |group| &*group.title);
    if *text == *sheet.name && sheets > 1 {
        doubts.remark(
            format!("the sheet's name says “{text}”: its figures were read as of pupils {title}"),
            &[table.span.0],
        );
        return Some(group);
    }
    let why = format!("“{text}” stands over the figures: they may be of pupils {title} alone");
    doubts.add(
        DoubtKind::Heading,
        format!("{why}, and none of pupils was used"),
        Some(
            "if they are, add a column “Group” that says so in each row; if not, change the title or the sheet's name"
                .into(),
        ),
        &[table.span.0],
    );
    columns.of_one_group.get_or_insert_with(|| Arc::from(why));
    None
}

/// Whether a measure of the table is about the group itself: over shares of pupils with free meals, "FSM" is the topic.
fn is_topic(context: &Context<'_>, meanings: &[Meaning], group: GroupId) -> bool {
    let measures = meanings.iter().filter_map(|meaning| match meaning {
        Meaning::Measure(measure, _) => context.rulebook.measure(*measure),
        Meaning::Identity(_) => None,
    });
    let mut headings = measures.flat_map(|measure| &measure.headings).filter(|(of, _)| *of == GroupId::ALL);
    headings.any(|(_, heading)| context.index.without_group(&tokens(&heading.text)).iter().any(|(_, of)| *of == group))
}

/// The group that a text names, where its other words say nothing more than the table's own headings do.
fn of_text(context: &Context<'_>, meanings: &[Meaning], text: &str) -> Option<GroupId> {
    let words = tokens(&year::left_out(text));
    if key(&words.join(" ")) == TOTAL {
        return Some(GroupId::ALL);
    }
    context.index.group_named(&words.join(" ")).or_else(|| {
        let ways = context.index.without_group(&words).into_iter();
        let mut found: Vec<GroupId> =
            ways.filter(|(rest, _)| is_of_its_pupils(context, meanings, rest)).map(|(_, group)| group).collect();
        found.dedup();
        found.pop().filter(|_| found.is_empty()).or_else(|| titled(context, meanings, &words))
    })
}

/// The group whose own title stands in a text; of one within another's (`not eligible for`, `eligible for`) the longer.
fn titled(context: &Context<'_>, meanings: &[Meaning], words: &[String]) -> Option<GroupId> {
    let groups = context.rulebook.groups.iter().zip(0..).skip(1);
    let stands = groups.filter_map(|(group, id)| {
        let title = tokens(&group.title);
        let at = words.windows(title.len().max(1)).position(|window| window == title)?;
        let rest = words.iter().take(at).chain(words.iter().skip(at + title.len())).cloned().collect::<Vec<_>>();
        Some((title.len(), GroupId(id), rest))
    });
    let (_, group, rest) = stands.max_by_key(|(length, ..)| *length)?;
    is_of_its_pupils(context, meanings, &rest).then_some(group)
}

/// Whether the words beside a group's say nothing else than that the figures are of its pupils.
fn is_of_its_pupils(context: &Context<'_>, meanings: &[Meaning], rest: &[String]) -> bool {
    let rest: Vec<String> =
        rest.iter().filter(|word| !matches!(word.as_str(), "only" | "alone" | "for")).cloned().collect();
    of_pupils(&rest) && says_nothing(&rest, meanings, context.rulebook)
}

/// Whether the words beside a group's are not of schools: a list of girls' schools is not one of girls.
fn of_pupils(rest: &[String]) -> bool {
    !rest.iter().any(|word| matches!(word.as_str(), "school" | "schools"))
}
