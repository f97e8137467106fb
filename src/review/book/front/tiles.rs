//! Five numbers side by side, each with what it was at the last run.

use super::Front;
use crate::review::Tally;
use crate::rulebook::ids::RuleId;
use crate::rulebook::model::RuleKind;
use workbook::write::{Cell, Ink, Look, Role};

/// The columns that each of them stands over.
const OVER: [(u16, u16); 5] = [(0, 0), (1, 4), (5, 5), (6, 6), (7, 7)];

/// A number, what it counts, and how it has moved.
struct Tile {
    number: String,
    what: String,
    moved: Option<i64>,
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
    for (tile, (from, to)) in all.into_iter().zip(OVER) {
        let number = Look::of(Role::Title).inked(tile.ink).centred();
        front.page.put_across(front.row, from, to, Cell::text(tile.number).looking(number));
        let what = Look::of(Role::Plain).inked(tile.ink).centred().wrapped();
        front.page.put_across(front.row + 1, from, to, Cell::text(tile.what).looking(what));
        let moved = match tile.moved {
            None => front.say("tile.first").into_owned(),
            Some(0) => front.say("tile.same").into_owned(),
            Some(by) => context.words.fill("tile.moved", &[("by", format!("{by:+}"))]),
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
    let mut tiles: Vec<Tile> = with_attention(front, OVER.len() - others)
        .into_iter()
        .map(|(status, id)| Tile {
            number: now.with(&id).to_string(),
            what: front.context.rule_title(status).into_owned(),
            moved: before.map(|before| signed(now.with(&id)) - signed(before.with(&id))),
            ink: front.context.status_ink(status),
        })
        .collect();
    let unknown = [("n", now.below_unknown.to_string())];
    let below = Tile {
        number: now.below.to_string(),
        what: if now.below_unknown == 0 {
            words.say("tile.below").to_owned()
        } else {
            words.fill("tile.below-unknown", &unknown)
        },
        moved: moved(|tally| tally.below),
        ink: if now.below > 0 { concern } else { None },
    };
    // what a scheme has not is not counted: no floor, no aims
    if has_floors {
        tiles.insert(tiles.len().min(1), below);
    }
    tiles.extend(good);
    let of = [("n", now.aims_met.to_string()), ("of", now.aims.to_string())];
    let met = words.fill("tile.aims-number", &of);
    let what = words.say("tile.aims").to_owned();
    let aims = Tile { number: met, what, moved: moved(|tally| tally.aims_met), ink: None };
    tiles.extend((now.aims > 0).then_some(aims));
    tiles
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
    let moved = before.map(|before| signed(now.good) - signed(before.good));
    Some(Tile { number: share, what: words.fill("tile.good", &of), moved, ink: None })
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
