//! What a review needs beside words: colours of its own, and a setting.

/// Within how many days a decision is looked at again. Without this setting, no day is named.
pub const LOOK_AGAIN_DAYS: &str = "look_again_days";

/// Names of colours of the page itself.
pub const NEEDED_COLOURS: &[&str] = &["band", "heading", "input", "line", "notice", "quiet", "title"];
