//! Whether grades agreed in the last review take part where rules are tried, and what is said of it.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;

use super::terminal;
use crate::review::decisions::Agreed;
use crate::rulebook::Rulebook;
use crate::run::{decisions_in, hanging};

/// Where agreed grades are taken from.
#[derive(Debug, Args)]
pub(super) struct AgreedIn {
    /// the folder of the last review, whose agreed grades take part
    #[arg(long, value_name = "DIR", default_value = "reviewed")]
    decisions: PathBuf,
    /// leave agreed grades out: what rules alone say
    #[arg(long, conflicts_with = "decisions")]
    rules_alone: bool,
}

impl AgreedIn {
    /// What was agreed there; `None` where it is not asked for, or nothing was agreed.
    pub(super) fn read(&self, rulebook: &Rulebook, today: NaiveDate) -> Option<Agreed> {
        if self.rules_alone {
            return None;
        }
        let earlier = decisions_in(&self.decisions, rulebook, today);
        earlier.attention.iter().for_each(|line| terminal::error(line));
        Some(earlier.agreed()).filter(|agreed| agreed.grades() > 0)
    }

    /// Which decisions there hang on a name that the rulebook does not have: a line each.
    pub(super) fn hanging(&self, rulebook: &Rulebook, today: NaiveDate) -> Vec<String> {
        let hanging = hanging(&self.decisions, rulebook, today).unwrap_or_default();
        hanging.iter().map(|one| format!("{}: {}", one.message, one.help.as_deref().unwrap_or_default())).collect()
    }

    /// That agreed grades took part, or why not: what is shown may be something else than the review has.
    pub(super) fn told(&self, agreed: Option<&Agreed>) -> String {
        let folder = self.decisions.display();
        match agreed.map(Agreed::grades) {
            Some(grades) => {
                let grades = terminal::counted(grades, "agreed grade", "agreed grades");
                format!("with {grades} from the review in {folder}; without: --rules-alone")
            }
            None if self.rules_alone => "without agreed grades: this is what rules alone say".to_owned(),
            None => format!("no grades were agreed in {folder}: this is what rules alone say"),
        }
    }
}
