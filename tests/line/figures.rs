//! Wherever value, line and margin stand together, anyone can check the subtraction.

use calamine::DataType;

use super::sample;

/// A number as it is printed: `57%`, `-£12,000`, `4.25`.
fn number(text: &str) -> f64 {
    let plain: String = text.chars().filter(|letter| !"£%,".contains(*letter)).collect();
    plain.parse().unwrap_or_else(|_| panic!("{text}"))
}

#[test]
fn every_margin_in_a_note_is_the_difference_of_the_two_figures_beside_it() {
    let notes = sample::notes();
    let lines =
        notes.iter().flat_map(|note| note.lines()).filter(|line| line.contains(" against ") && line.contains(": "));
    let mut checked = 0;
    for line in lines {
        let Some((figures, margin)) = line.rsplit_once(": ") else { continue };
        let Some((before, threshold)) = figures.split_once(" against ") else { continue };
        // the title of the rule stands before it
        let value = before.rsplit(": ").next().unwrap_or(before);
        let words: Vec<&str> = margin.split(' ').collect();
        let side = match words.as_slice() {
            [_, "above", ..] => 1.0,
            [_, "below", ..] => -1.0,
            ["exactly", ..] => 0.0,
            _ => continue,
        };
        let expected = if side == 0.0 { 0.0 } else { side * number(words[0]) };
        let difference = number(value) - number(threshold);
        assert!((difference - expected).abs() < 1e-9, "{line}");
        assert!(side == 0.0 || value != threshold, "{line}");
        checked += 1;
    }
    assert!(checked > 80, "only {checked} margins were found");
}

#[test]
fn every_row_with_value_line_and_margin_subtracts() {
    let mut checked = 0;
    for (name, range) in sample::sheets() {
        let Some(heading) = range.rows().position(|row| row.iter().any(|cell| *cell == "Margin")) else {
            continue;
        };
        let headings: Vec<String> = range.rows().nth(heading).unwrap().iter().map(ToString::to_string).collect();
        let at = |wanted: &str| {
            headings.iter().position(|heading| heading == wanted).unwrap_or_else(|| panic!("{name}: {wanted}"))
        };
        let columns = [at("Value"), at("Line"), at("Margin")];
        for row in range.rows().skip(heading + 1) {
            let [value, line, margin] = columns.map(|column| row[column].get_float());
            let Some((line, margin)) = line.zip(margin) else { continue };
            let value = value.unwrap_or_else(|| panic!("{name}: a margin without its value: {row:?}"));
            assert!((value - line - margin).abs() < 1e-9, "{name}: {row:?}");
            checked += 1;
        }
    }
    assert!(checked > 2_000, "only {checked} rows were found");
}

#[test]
fn a_gap_is_the_difference_of_its_two_figures() {
    let texts = sample::texts();
    let gaps = texts.iter().flat_map(|text| text.lines()).filter(|line| line.contains(": a gap of "));
    let mut checked = 0;
    for line in gaps {
        let (figures, gap) = line.split_once(": a gap of ").unwrap();
        let percentages: Vec<f64> = figures.split(' ').filter(|word| word.ends_with('%')).map(number).collect();
        let [.., group, others] = percentages.as_slice() else { panic!("{line}") };
        let gap = number(gap.split(' ').next().unwrap());
        assert!((others - group - gap).abs() < 1e-9, "{line}");
        checked += 1;
    }
    assert!(checked >= 8, "only {checked} gaps were found");
}
