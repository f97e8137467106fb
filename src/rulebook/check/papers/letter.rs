//! What only a letter has: a folder for its files, and whom it is to.

use crate::rulebook::check::desk::Desk;
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::ids::MeasureId;
use crate::rulebook::raw::{PaperFor, RawPaper};
use crate::rulebook::yaml::Place;

/// What is filled into the name of a letter's file, its words, the name of its folder.
pub(super) const IN_FILE_OF_LETTER: [&str; 3] = ["school", "year", "authority"];
pub(super) const IN_LETTER: [&str; 5] = ["to", "school", "year", "authority", "date"];
const IN_FOLDER: [&str; 2] = ["year", "authority"];

impl Desk<'_> {
    /// What only a letter has: the folder for its files, and whom it is to.
    pub(super) fn letter(&mut self, place: Place<'_>, raw: &RawPaper) -> Option<MeasureId> {
        if raw.made_for != PaperFor::ALetter {
            for (field, given) in [("folder", raw.folder.is_some()), ("to", raw.to.is_some())] {
                if given {
                    let message = format!("`{field}` does nothing here: only letters have it");
                    let warning = Diagnostic::warning(Code::Unused, place.field(field).span(), message);
                    self.say(warning.help("take it out, or write `for: a letter to each school`"));
                }
            }
            return None;
        }
        match &raw.folder {
            Some(folder) => {
                self.only_given(place.field("folder"), folder, &IN_FOLDER);
                self.is_a_name(place.field("folder"), folder);
            }
            None if !self.told_within(place) => {
                let help = "add `folder:`, such as `Letters {year}`";
                self.error(
                    Code::MissingField,
                    place.field("for").span(),
                    "letters need a folder for their files",
                    help,
                );
            }
            None => {}
        }
        if !raw.file.contains("{school}") {
            let message = "all letters would be written into one file";
            self.error(Code::BadWord, place.field("file").span(), message, "write `{school}` into its name");
        }
        for (number, section) in raw.sections.iter().enumerate() {
            for (field, text) in [("title", &section.title), ("say", &section.say)] {
                if let Some(text) = text {
                    self.only_given(place.field("sections").item(number).field(field), text, &IN_LETTER);
                }
            }
        }
        self.measure(place.field("to"), raw.to.as_ref()?)
    }
}
