//! What a rule read of a school, as a case gives it.

use crate::domain::{AcademicYear, Value};
use crate::judge::evaluate::Reading;
use crate::rulebook::edit::quoted;

/// Names and values as YAML writes them; what was missing is not given, and so is missing in the case too.
pub(super) fn given(readings: &[&Reading], judged: AcademicYear) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for reading in readings {
        let Ok(value) = &reading.value else { continue };
        let name = name(reading, judged);
        if !all.iter().any(|(known, _)| *known == name) {
            all.push((name, written(value)));
        }
    }
    all
}

/// An earlier year as officers write it: `before(1)`, not `at("2010-11")`.
fn name(reading: &Reading, judged: AcademicYear) -> String {
    let Some(year) = reading.year.filter(|year| *year < judged) else { return reading.name.to_string() };
    let back = judged.start() - year.start();
    reading.name.replace(&format!(".at(\"{year}\")"), &format!(".before({back})"))
}

fn written(value: &Value) -> String {
    match value {
        Value::Number(number) => format!("{number}"),
        Value::Flag(flag) => flag.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Text(text) => quoted(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::ids::GroupId;

    fn reading(name: &str, year: &str, value: Value) -> Reading {
        Reading {
            name: name.into(),
            title: name.into(),
            measure: None,
            group: GroupId::ALL,
            year: Some(year.parse().unwrap()),
            value: Ok(value),
            place: None,
            compared: false,
            origin: None,
            of_other: None,
        }
    }

    #[test]
    fn readings_are_given_once_each_as_rules_write_them() {
        let readings = [
            reading("ks4.five_ac_em", "2011-12", Value::Number(39.5)),
            reading("ks4.five_ac_em.at(\"2009-10\")", "2009-10", Value::Number(41.0)),
            reading("ks4.five_ac_em", "2011-12", Value::Number(39.5)),
            reading("phase", "2011-12", Value::Text("all \"through\"".into())),
            reading("special", "2011-12", Value::Flag(false)),
        ];
        let expected = [
            ("ks4.five_ac_em", "39.5"),
            ("ks4.five_ac_em.before(2)", "41"),
            ("phase", "\"all \\\"through\\\"\""),
            ("special", "false"),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(given(&readings.iter().collect::<Vec<_>>(), "2011-12".parse().unwrap()), expected);
    }
}
