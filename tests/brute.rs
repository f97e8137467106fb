//! A second judge, slow and plain: it puts every number for every blank.

use std::ops::RangeInclusive;

use yardstick::domain::Truth;

/// A condition on three values, as a programmer writes it.
pub type Plain = fn([f64; 3]) -> bool;

/// What a value may be: not there, on a line, or beside one.
const VALUES: [Option<f64>; 6] = [None, Some(0.0), Some(1.0), Some(2.0), Some(3.0), Some(4.0)];

/// Every three of them.
pub fn rows() -> Vec<[Option<f64>; 3]> {
    let all = VALUES.iter();
    all.flat_map(|a| VALUES.iter().flat_map(move |b| VALUES.iter().map(move |c| [*a, *b, *c]))).collect()
}

/// What holds however the blanks of a row are filled with halves of these numbers.
pub fn brute(plain: Plain, row: [Option<f64>; 3], halves: RangeInclusive<i32>) -> Truth {
    let choices: Vec<f64> = halves.map(|half| f64::from(half) / 2.0).collect();
    let (mut yes, mut no) = (false, false);
    for way in 0..choices.len().pow(3) {
        let at = |place: u32| choices[way / choices.len().pow(place) % choices.len()];
        let filled = [0, 1, 2].map(|place| row[place as usize].unwrap_or(at(place)));
        if plain(filled) { yes = true } else { no = true }
    }
    match (yes, no) {
        (true, true) => Truth::CannotSay,
        (yes, _) => Truth::from(yes),
    }
}
