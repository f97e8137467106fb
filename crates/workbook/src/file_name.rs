//! Texts as names of files: which every disk takes, which lead into no other folder, and to which something can be added.

use crate::shown::shown;

/// Bytes of a name, so many that there is room for what is added where it is made, kept or stands beside:
/// ` - annotated (changed by hand, 2013-01-08 0930 12).xlsx`. Disks take 255.
pub const LONGEST: usize = 190;

/// A name without its ending, cut where it is so long that nothing could be added to it; none that Windows keeps for
/// itself.
#[must_use]
pub fn fitting(stem: &str) -> String {
    let stem = &no_device(stem);
    if stem.len() <= LONGEST {
        return stem.to_owned();
    }
    let mut end = LONGEST - '…'.len_utf8();
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}…", stem.get(..end).unwrap_or_default().trim_end())
}

/// Windows makes no file called as a device is, whatever its capitals and whatever follows a dot: `CON` becomes `CON-`.
fn no_device(stem: &str) -> String {
    const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];
    let first = stem.split('.').next().unwrap_or_default();
    let name = first.trim_end().to_uppercase();
    let port = name.strip_prefix("COM").or_else(|| name.strip_prefix("LPT"));
    let is_port = port.is_some_and(|number| number.chars().count() == 1 && number.contains(PORTS));
    if DEVICES.contains(&name.as_str()) || is_port {
        let rest = stem.get(first.len()..).unwrap_or_default();
        return format!("{}-{rest}", first.trim_end());
    }
    stem.to_owned()
}

/// Numbers of ports; Windows takes raised ones for them as well.
const PORTS: [char; 12] = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '¹', '²', '³'];

/// A text as the name of a folder, or of a file without its ending.
#[must_use]
pub fn as_name(text: &str) -> String {
    const APART: [char; 9] = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];
    let name: String = shown(text).chars().map(|sign| if APART.contains(&sign) { '-' } else { sign }).collect();
    // Windows leaves dots and blanks at the end away; before a name dots hide it
    fitting(name.trim_matches(|sign: char| sign == '.' || sign.is_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_a_name_and_never_a_path() {
        assert_eq!(as_name("../../School review 2011-12"), "-..-School review 2011-12");
        assert_eq!(as_name("C:\\reviews\\School review"), "C--reviews-School review");
    }

    #[test]
    fn no_name_is_one_that_windows_keeps_for_itself() {
        for (name, taken) in [
            ("CON", "CON-"),
            ("con.", "con-"),
            ("Aux ", "Aux-"),
            ("NUL.2012", "NUL-.2012"),
            ("nul .2012", "nul-.2012"),
            ("com1", "com1-"),
            ("LPT9", "LPT9-"),
            ("COM³", "COM³-"),
            ("COM0", "COM0"),
            ("COM10", "COM10"),
            ("Conisborough", "Conisborough"),
            ("PRN Primary", "PRN Primary"),
            ("Saint Mary's. ", "Saint Mary's"),
        ] {
            assert_eq!(as_name(name), taken);
        }
    }

    #[test]
    fn a_name_is_cut_between_letters() {
        assert!(fitting(&"é".repeat(150)).ends_with("é…"), "no letter is cut in two");
    }
}
