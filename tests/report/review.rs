//! The review workbook, read back.

use super::fixture::Fixture;

#[test]
fn the_same_in_gives_the_same_bytes_out() {
    assert_eq!(Fixture::new().review(), Fixture::new().review());
}

/// Writes the review where one can look at it: `YARDSTICK_LOOK=folder cargo test look`.
#[test]
fn look() {
    let Ok(folder) = std::env::var("YARDSTICK_LOOK") else { return };
    std::fs::write(format!("{folder}/School review 2011-12.xlsx"), Fixture::new().review()).unwrap();
}
