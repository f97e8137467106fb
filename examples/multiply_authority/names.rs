//! Invented names: a place put together from syllables takes the place of the one in a school's name.

use std::collections::BTreeMap;

const FIRST: [&str; 40] = [
    "Ald", "Bram", "Cor", "Dun", "Elm", "Fen", "Gorse", "Hazel", "Ivel", "Jarrow", "Kel", "Lang", "Marl", "Nor", "Orl",
    "Pens", "Quill", "Rath", "Sel", "Thorn", "Ulver", "Vel", "Wains", "Yarn", "Ash", "Birk", "Cald", "Dray", "Eider",
    "Farn", "Glen", "Hart", "Inch", "Kirk", "Leaf", "Moor", "Net", "Oak", "Pad", "Rush",
];
const LAST: [&str; 40] = [
    "mere", "wick", "ford", "combe", "holt", "stead", "ley", "thwaite", "garth", "bourne", "croft", "dale", "fold",
    "gate", "ham", "hurst", "lea", "marsh", "ness", "over", "pool", "ridge", "shaw", "toft", "wold", "worth", "beck",
    "brook", "cliffe", "den", "fleet", "grove", "haven", "hithe", "moor", "port", "stoke", "thorpe", "well", "yate",
];
const BEFORE: [&str; 10] =
    ["", "Great ", "Little ", "Upper ", "Nether ", "Long ", "High ", "Old ", "Market ", "Castle "];

/// How many places there are names for.
pub const PLACES: usize = FIRST.len() * LAST.len() * BEFORE.len();

/// Names handed out: the same place of the sample, in the same copy, gets the same name.
#[derive(Default)]
pub struct Names {
    given: BTreeMap<(usize, String), usize>,
}

impl Names {
    /// A school's name in a copy; `None` once all are given.
    pub fn of(&mut self, name: &str, copy: usize) -> Option<String> {
        let skipped = ["The ", "St "].iter().find(|start| name.starts_with(**start)).map_or("", |start| *start);
        let rest = name.get(skipped.len()..)?;
        let end = rest.find([' ', '\'', ',']).unwrap_or(rest.len());
        let (place, after) = rest.split_at(end);
        let next = self.given.len();
        let number = *self.given.entry((copy, place.to_owned())).or_insert(next);
        Some(format!("{skipped}{}{}", invented(number)?, after.replace(", Eastmere", "")))
    }
}

/// The place of a number: near numbers are far apart in the alphabet, so that no two look like slips of each other.
fn invented(number: usize) -> Option<String> {
    let (pair, before) = (number % (FIRST.len() * LAST.len()), number / (FIRST.len() * LAST.len()));
    let last = (pair / FIRST.len() + pair * 7) % LAST.len();
    Some(format!("{}{}{}", BEFORE.get(before)?, FIRST.get(pair % FIRST.len())?, LAST.get(last)?))
}
