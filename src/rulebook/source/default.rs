//! The default rulebook, inside the program.

use super::RuleSource;

macro_rules! rules {
    ($($name:literal,)*) => {
        &[$(($name, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/", $name))),)*]
    };
}

/// The files of the default rulebook, byte for byte as they stand in `rules/`; a test holds the list to the folder.
const FILES: &[(&str, &str)] = rules![
    "aims-5-to-7.yaml",
    "aims-8-and-9.yaml",
    "aims.yaml",
    "comparators.yaml",
    "consistency.yaml",
    "cycle.yaml",
    "floors-secondary.yaml",
    "floors.yaml",
    "identity.yaml",
    "judgements-strands.yaml",
    "judgements.yaml",
    "markers.yaml",
    "measures-attendance.yaml",
    "measures-authority.yaml",
    "measures-context.yaml",
    "measures-early.yaml",
    "measures-inspection.yaml",
    "measures-ks2-2016.yaml",
    "measures-ks2.yaml",
    "measures-ks4.yaml",
    "measures-school.yaml",
    "measures-visit.yaml",
    "national.yaml",
    "partners.yaml",
    "players.yaml",
    "report.yaml",
    "risks.yaml",
    "rulebook.schema.json",
    "scripts/exclusions.rhai",
    "scripts/facts.rhai",
    "scripts/gaps.rhai",
    "scripts/trends.rhai",
    "status.yaml",
    "structure.yaml",
    "support.yaml",
    "triggers.yaml",
    "watch-absence.yaml",
    "watch-coasting.yaml",
    "watch-gaps-lac.yaml",
    "watch-gaps-more.yaml",
    "watch-gaps-sen.yaml",
    "watch-gaps.yaml",
    "watch-inspection.yaml",
    "watch-lines.yaml",
    "watch.yaml",
    "words.yaml",
    "yardstick.yaml",
];

impl RuleSource {
    /// The default rulebook.
    #[must_use]
    pub fn default_rulebook() -> Self {
        Self::from_texts(FILES.iter().copied().filter(|(name, _)| super::belongs(name)))
    }
}

/// All files that a new rules folder begins with: the default rulebook and what stands beside it.
pub fn default_files() -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().copied()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_file_of_the_rules_folder_is_in_the_program() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
        let names = |folder: &Path, before: &str| -> Vec<String> {
            let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
            let files = entries.filter(|entry| entry.file_type().unwrap().is_file());
            files.map(|entry| format!("{before}{}", entry.file_name().to_string_lossy())).collect()
        };
        let mut there: BTreeSet<String> = names(&folder, "").into_iter().collect();
        there.extend(names(&folder.join("scripts"), "scripts/"));
        let here: BTreeSet<String> = FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(here, there, "correct the list in src/rulebook/source/default.rs");
    }
}
