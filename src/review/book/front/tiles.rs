//! Five numbers side by side, each with what it was at the last run.

use super::Front;
use crate::review::Tally;
use crate::review::book::compared::{declared, named, near_and_far};
use crate::review::context::amount;
use crate::rulebook::expression::{Of, Read, Statistic, YearOf};
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::RuleKind;
use workbook::write::{Cell, Ink, Look, Role};

/// How many there is room for.
const MOST: usize = 5;

/// The words for a number that moved.
const MOVED: &str = "tile.moved";

/// A number, what it counts, and how it has moved.
struct Tile {
    number: String,
    what: String,
    moved: Option<i64>,
    /// what moved: a number of schools or aims, or points of a share
    by: &'static str,
    ink: Option<Ink>,
}

/// Puts them on the page.
pub(super) fn put(front: &mut Front<'_>) {
    let context = front.context;
    let now = Tally::of(context.rulebook(), context.inputs.evaluation);
    let all = tiles(front, &now, context.inputs.tally_before);
    front.row += 1;
    front.page.heights.push((front.row, 34.0));
    // what a narrow tile counts takes two lines
    front.page.heights.push((front.row + 1, 31.0));
    for (tile, (from, to)) in all.into_iter().zip(front.shape.tiles()) {
        let number = Look::of(Role::Title).inked(tile.ink).centred();
        front.page.put_across(front.row, from, to, Cell::text(tile.number).looking(number));
        let what = Look::of(Role::Plain).inked(tile.ink).centred().wrapped();
        front.page.put_across(front.row + 1, from, to, Cell::text(tile.what).looking(what));
        let moved = match tile.moved {
            None => front.say("tile.first").into_owned(),
            Some(0) => front.say("tile.same").into_owned(),
            Some(by) => context.words.fill(tile.by, &[("by", format!("{by:+}"))]),
        };
        front.page.put_across(front.row + 2, from, to, Cell::text(moved).looking(Look::of(Role::Lead).centred()));
    }
    front.row += 3;
}

fn tiles(front: &Front<'_>, now: &Tally, before: Option<&Tally>) -> Vec<Tile> {
    let words = front.context.words;
    let moved = |count: fn(&Tally) -> usize| before.map(|before| signed(count(now)) - signed(count(before)));
    let concern = front.context.mark_ink("holds");
    let has_floors = front.context.rulebook().rules.iter().any(|rule| matches!(rule.kind, RuleKind::Floor { .. }));
    let good = good(front, now, before);
    let others = usize::from(has_floors) + usize::from(good.is_some()) + usize::from(now.aims > 0);
    let mut tiles: Vec<Tile> = shown(front, now, MOST - others)
        .into_iter()
        .map(|(status, id)| Tile {
            number: now.with(&id).to_string(),
            what: with_unknown(front, now, status, &id),
            moved: before.map(|before| signed(now.with(&id)) - signed(before.with(&id))),
            by: MOVED,
            ink: front.context.status_ink(status),
        })
        .collect();
    if others == 0 {
        say_elsewhere(front, &mut tiles);
    }
    let unknown = [("n", now.below_unknown.to_string())];
    let below = Tile {
        number: now.below.to_string(),
        what: if now.below_unknown == 0 {
            words.say("tile.below").to_owned()
        } else {
            words.fill("tile.below-unknown", &unknown)
        },
        moved: moved(|tally| tally.below),
        by: MOVED,
        ink: if now.below > 0 { concern } else { None },
    };
    // what a scheme has not is not counted: no floor, no aims
    if has_floors {
        tiles.insert(tiles.len().min(1), below);
    }
    tiles.extend(good);
    let of = [("n", now.aims_met.to_string()), ("of", now.aims.to_string())];
    let met = words.fill("tile.aims-number", &of);
    let what = match now.aims_unknown {
        0 => words.say("tile.aims").to_owned(),
        unknown => words.fill("tile.aims-unknown", &[("n", unknown.to_string())]),
    };
    let aims = Tile { number: met, what, moved: moved(|tally| tally.aims_met), by: MOVED, ink: None };
    tiles.extend((now.aims > 0).then_some(aims));
    tiles
}

/// Where there is room for some of the statuses only, the last says how many schools stand in the others: what stands side by
/// side is added up.
fn say_elsewhere(front: &Front<'_>, tiles: &mut [Tile]) {
    let shown: usize = tiles.iter().filter_map(|tile| tile.number.parse::<usize>().ok()).sum();
    let elsewhere = front.context.schools.len().saturating_sub(shown);
    if let Some(last) = tiles.last_mut().filter(|_| elsewhere > 0) {
        let said = [("what", last.what.clone()), ("n", elsewhere.to_string())];
        last.what = front.context.words.fill("tile.elsewhere", &said);
    }
}

/// What a tile of a status counts, and of how many schools it cannot be said.
fn with_unknown(front: &Front<'_>, now: &Tally, status: RuleId, id: &str) -> String {
    let title = front.context.rule_title(status).into_owned();
    match now.statuses_unknown.get(id) {
        Some(unknown) => {
            front.context.words.fill("tile.status-unknown", &[("status", title), ("n", unknown.to_string())])
        }
        None => title,
    }
}

/// The schools that inspectors called good or better; none where the rulebook does not say which grades are, or no
/// school has been inspected.
fn good(front: &Front<'_>, now: &Tally, before: Option<&Tally>) -> Option<Tile> {
    let words = front.context.words;
    if now.inspected == 0 || !front.context.rulebook().judgements.grades.iter().any(|grade| grade.good) {
        return None;
    }
    let share = now.good_share().map_or_else(|| "–".to_owned(), |share| format!("{share}%"));
    let of = [("n", now.good.to_string()), ("of", now.inspected.to_string())];
    let moved = before.and_then(|before| Some(signed(now.good_share()?) - signed(before.good_share()?)));
    let what = words.fill("tile.good", &of);
    let what = match elsewhere(front) {
        Some((area, figure)) => words.fill("tile.good-beside", &[("own", what), ("area", area), ("figure", figure)]),
        None => what,
    };
    Some(Tile { number: share, what, moved, by: "tile.moved-points", ink: None })
}

/// The nation's share of schools judged good or better, and what the nation is called; none where none is known.
fn elsewhere(front: &Front<'_>) -> Option<(String, String)> {
    let context = front.context;
    let measure = context.rulebook().report.good_schools?;
    let part = declared(context)?;
    let far = *near_and_far(&part.compared_with).last()?;
    let of = Of::Comparator(far.1, Statistic::Mean);
    let read = Read::of_all(measure, YearOf::Judged, of);
    let number = context.inputs.values.read(context.schools.first()?.at, &read)?.ok()?.number()?;
    let known = context.rulebook().measure(measure);
    Some((named(context, &part.columns, far), amount(number, known.map_or(0, |known| known.decimals), known)))
}

/// The statuses that are counted, worst first: those that need attention; where there is room left, those most schools
/// stand in.
fn shown(front: &Front<'_>, now: &Tally, room: usize) -> Vec<(RuleId, String)> {
    let mut shown = with_attention(front, room);
    let all: Vec<RuleId> = front.context.rulebook().statuses_worst_first();
    let named = all.iter().filter_map(|id| Some((*id, front.context.rule(*id)?.id.to_string())));
    let mut others: Vec<(RuleId, String)> = named.filter(|one| !shown.contains(one) && now.with(&one.1) > 0).collect();
    others.sort_by_key(|(_, id)| std::cmp::Reverse(now.with(id)));
    others.truncate(room.saturating_sub(shown.len()));
    shown.extend(others);
    shown.sort_by_key(|(id, _)| all.iter().position(|one| one == id));
    shown
}

/// The statuses that need attention, so many as there is room for: the worst, and the mildest.
fn with_attention(front: &Front<'_>, room: usize) -> Vec<(RuleId, String)> {
    let all = front.context.rulebook().statuses_worst_first().into_iter().filter_map(|id| {
        let rule = front.context.rule(id)?;
        matches!(rule.kind, RuleKind::Status { needs_attention: true, .. }).then(|| (id, rule.id.to_string()))
    });
    let all: Vec<(RuleId, String)> = all.collect();
    let last = all.len().saturating_sub(1);
    all.into_iter().enumerate().filter(|(at, _)| at + 1 < room || *at == last).map(|(_, status)| status).collect()
}

fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
