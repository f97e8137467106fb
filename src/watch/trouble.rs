//! What is in trouble now: said once when it begins, once when it is over, and shown by `yardstick status` between.

use std::collections::BTreeMap;

/// What can be in trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// the watched folder
    Inbox,
    /// the rules folder
    RulesFolder,
    /// the output folder
    Out,
    /// the rulebook
    Rulebook,
    /// writing the results
    Writing,
    /// the last round as a whole
    Round,
    /// folders inside the inbox
    SubFolders,
    /// workbooks that are links out of the inbox
    Links,
    /// outputs that could not be made, where others were
    Unmade,
    /// workbooks that are on the move for too long
    Moving,
    /// results that stand beside their place
    Beside,
    /// workbooks that could not be read
    Workbooks,
}

impl Subject {
    fn over(self) -> &'static str {
        match self {
            Self::Inbox => "the watched folder is there again",
            Self::RulesFolder => "the rules folder is there again",
            Self::Out => "the output folder can be written to again",
            Self::Rulebook => "the rulebook is in order again",
            Self::Writing => "results can be written again",
            Self::Round => "evaluating works again",
            Self::SubFolders => "all folders can be looked into again",
            Self::Links => "no workbook is a link out of the watched folder any more",
            Self::Unmade => "every result could be made again",
            Self::Moving => "no workbook is held up any more",
            Self::Beside => "every result is in its place again",
            Self::Workbooks => "every workbook can be read again",
        }
    }
}

/// What is in trouble now.
#[derive(Debug, Default)]
pub struct Troubles {
    now: BTreeMap<Subject, String>,
}

impl Troubles {
    /// Something is in trouble, or not; what there is to say about it, if that is news.
    pub fn set(&mut self, subject: Subject, trouble: Option<String>) -> Option<String> {
        match trouble {
            Some(text) if self.now.get(&subject) == Some(&text) => None,
            Some(text) => {
                self.now.insert(subject, text.clone());
                Some(text)
            }
            None => self.now.remove(&subject).map(|_| subject.over().to_owned()),
        }
    }

    /// Takes up what is known to be in trouble without saying so again.
    pub fn known(&mut self, subject: Subject, trouble: Option<String>) {
        self.now.extend(trouble.map(|text| (subject, text)));
    }

    /// Everything that is in trouble.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.now.values().cloned().collect()
    }

    /// Whether something is in trouble.
    #[must_use]
    pub fn has(&self, subject: Subject) -> bool {
        self.now.contains_key(&subject)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_is_said_once_when_it_begins_and_once_when_it_is_over() {
        let mut troubles = Troubles::default();
        let away = || Some("in is away".to_owned());
        assert_eq!(troubles.set(Subject::Inbox, away()).as_deref(), Some("in is away"));
        assert_eq!(troubles.set(Subject::Inbox, away()), None);
        assert_eq!(troubles.lines(), ["in is away"]);
        assert_eq!(troubles.set(Subject::Inbox, None).as_deref(), Some("the watched folder is there again"));
        assert_eq!(troubles.set(Subject::Inbox, None), None);
    }
}
