//! What sorts of things are pointed out.

macro_rules! codes {
    ($($name:ident = $id:literal, $about:literal;)*) => {
        /// What sort of thing is pointed out: stable, for editors and for those who filter.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code {
            $(#[doc = $about] $name,)*
        }

        impl Code {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its stable name.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }
        }
    };
}

codes! {
    File = "file", "a file cannot be read or is too large";
    Yaml = "yaml", "the file is not written as YAML";
    DuplicateKey = "duplicate-key", "a word stands twice in one entry";
    UnknownField = "unknown-field", "a word that has no meaning there";
    MissingField = "missing-field", "something that is needed is not there";
    WrongKind = "wrong-kind", "words where a number belongs, a list where one thing belongs, and the like";
    OnlyOnce = "only-once", "a section that can stand only once stands twice";
    BadId = "bad-id", "a name that cannot be used in rules";
    DuplicateId = "duplicate-id", "a name is given twice";
    UnknownName = "unknown-name", "a name that nothing has";
    BadYear = "bad-year", "not an academic year or not years in order";
    BadDate = "bad-date", "not a day of the calendar";
    BadRange = "bad-range", "numbers out of order or outside what can be";
    BadWord = "bad-word", "not one of the words that may stand there";
    Expression = "expression", "a condition or an expression that cannot be read";
    Threshold = "threshold", "a comparison with a number the measure never has";
    Sentence = "sentence", "a sentence whose braces cannot be filled in";
    Script = "script", "a script that cannot be used";
    Cycle = "cycle", "things that need each other to be known first";
    Case = "case", "an example that cannot be tried";
    Heading = "heading", "a heading that two measures claim";
    Colour = "colour", "a colour that is none or cannot be read by everyone";
    Words = "words", "words the review needs and the rulebook does not give";
    Overlap = "overlap", "two rules of one sort that can both apply";
    Gap = "gap", "a year or phase that no rule covers";
    NeverHolds = "never-holds", "a rule that can never hold";
    Order = "order", "thresholds out of order";
    Unused = "unused", "something nothing uses";
    Untested = "untested", "a rule without examples";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_own_name() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.id()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
