//! Dates from the serial numbers that workbooks store.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::cell::Content;
use super::intern::Interner;
use super::number_format::{NumberFormat, Shows};

/// Day 2,958,466 would be 1 January 10000, which Excel does not show.
const PAST_LAST_DAY: f64 = 2_958_466.0;

/// The moment that a serial number stands for, to the nearest second, or `None` where Excel itself
/// shows no date. Excel's 1900 system has a 29 February 1900 that never was: days before it count
/// from the day before the one that later days count from, and it is read as the 1 March after it.
pub(super) fn moment(serial: f64, date_1904: bool) -> Option<NaiveDateTime> {
    if !serial.is_finite() || !(0.0..PAST_LAST_DAY).contains(&serial) {
        return None;
    }
    let (year, month, day) = match (date_1904, serial < 61.0) {
        (true, _) => (1904, 1, 1),
        (false, true) => (1899, 12, 31),
        (false, false) => (1899, 12, 30),
    };
    let start = NaiveDate::from_ymd_opt(year, month, day)?.and_time(NaiveTime::MIN);
    #[expect(clippy::cast_possible_truncation, reason = "bounded above: under 2.6e11 seconds")]
    let seconds = (serial * 86_400.0).round() as i64;
    start.checked_add_signed(TimeDelta::try_seconds(seconds)?)
}

/// The content of a number under a date format: the date, or the number where it stands for none.
pub(super) fn date_content(serial: f64, date_1904: bool) -> Content {
    moment(serial, date_1904).map_or(Content::Number(serial), Content::DateTime)
}

/// The content of a number under its format: a date, the words it shows as, or the number.
pub(super) fn number_content(
    number: f64,
    format: Option<&NumberFormat>,
    date_1904: bool,
    interner: &mut Interner,
) -> Content {
    if format.is_some_and(|format| format.shows == Shows::Date) {
        return date_content(number, date_1904);
    }
    let words = format.and_then(|format| format.words(number));
    words.map_or(Content::Number(number), |words| Content::Text(interner.share(&words)))
}

/// A date written out as ISO 8601, as strict workbooks and OpenDocument store it.
pub(super) fn iso_moment(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim().trim_end_matches('Z');
    if let Ok(date) = text.parse::<NaiveDate>() {
        return Some(date.and_time(NaiveTime::MIN));
    }
    if let Ok(time) = text.trim_start_matches('T').parse::<NaiveTime>() {
        return Some(NaiveDate::from_ymd_opt(1899, 12, 31)?.and_time(time));
    }
    let moment = text.parse::<NaiveDateTime>().ok()?;
    // Sub-second parts are rounding noise of a serial number.
    let whole = moment.and_utc().timestamp_millis().checked_add(500)?.div_euclid(1000);
    chrono::DateTime::from_timestamp(whole, 0).map(|utc| utc.naive_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(serial: f64, date_1904: bool) -> String {
        moment(serial, date_1904).map_or_else(|| "none".into(), |m| m.format("%Y-%m-%d %H:%M:%S").to_string())
    }

    #[test]
    fn serials_are_the_days_excel_shows() {
        assert_eq!(shown(41612.0, false), "2013-12-04 00:00:00");
        assert_eq!(shown(41612.5, false), "2013-12-04 12:00:00");
        assert_eq!(shown(40150.0, true), "2013-12-04 00:00:00");
        assert_eq!(shown(1.0, false), "1900-01-01 00:00:00");
        assert_eq!(shown(59.0, false), "1900-02-28 00:00:00");
        assert_eq!(shown(60.0, false), "1900-03-01 00:00:00", "Excel's 29 February");
        assert_eq!(shown(61.0, false), "1900-03-01 00:00:00");
    }

    #[test]
    fn numbers_that_excel_shows_as_hashes_are_no_dates() {
        for serial in [-1.0, f64::NAN, f64::INFINITY, 2_958_466.0, 1e300] {
            assert_eq!(moment(serial, false), None, "{serial}");
        }
    }

    #[test]
    fn written_out_dates_are_read_to_the_second() {
        let day = |text| iso_moment(text).map(|m| m.to_string());
        assert_eq!(day("2013-12-04"), Some("2013-12-04 00:00:00".into()));
        assert_eq!(day("2013-12-04T09:30:00Z"), Some("2013-12-04 09:30:00".into()));
        assert_eq!(day("2013-12-04T09:29:59.9996"), Some("2013-12-04 09:30:00".into()));
        assert_eq!(day("December"), None);
    }
}
