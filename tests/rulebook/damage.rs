//! A rulebook that is damaged anywhere is answered with a message and a place, never with a panic, and never with
//! more messages than it has lines.

use yardstick::rulebook::diagnostic::{Style, graphical};
use yardstick::rulebook::{RuleSource, load};

use super::scheme::LIBRARIES;

/// What a slip of the keyboard leaves.
const SLIPS: [&str; 24] = [
    "", " ", "\n", "\t", ":", ": ", "- ", "\"", "'", "{", "}", "[", "]", ",", "#", "&a ", "*a", "|", ">", "%", "é",
    "\\", "0", "\r\n",
];

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

fn damaged(dice: &mut Dice) -> String {
    let mut text = LIBRARIES.to_owned();
    for _ in 0..=dice.roll(3) {
        let mut at = dice.roll(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        match dice.roll(4) {
            0 => text.insert_str(at, SLIPS[dice.roll(SLIPS.len())]),
            1 => drop(text.remove(at.min(text.len() - 1))),
            2 => {
                let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
                text.replace_range(at..end, SLIPS[dice.roll(SLIPS.len())]);
            }
            _ => text.truncate(at.max(40)),
        }
    }
    text
}

#[test]
fn damage_anywhere_is_answered_with_a_place_inside_the_file() {
    let mut dice = Dice(20_130_108);
    for round in 0..1500 {
        let text = damaged(&mut dice);
        let source = RuleSource::from_texts([("libraries.yaml", text.as_str())]);
        let loaded = load(&source);
        let (messages, lines) = (loaded.diagnostics.len(), text.lines().count());
        assert!(messages <= lines, "round {round}: {messages} messages on {lines} lines:\n{text}");
        for diagnostic in &loaded.diagnostics {
            let place = &diagnostic.place;
            assert!(
                text.get(place.offset..place.offset + place.len).is_some(),
                "round {round}: {diagnostic:?}\n{text}"
            );
            let shown = graphical(diagnostic, &|_| Some(text.clone()), Style::default());
            assert!(shown.contains("libraries.yaml"), "round {round}: {shown}");
            assert!(!diagnostic.message.contains("this cannot be read"), "round {round}: {shown}\n{text}");
        }
    }
}
