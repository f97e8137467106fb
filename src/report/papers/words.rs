//! The words that papers cannot do without. `rules/papers.yaml` has a default for each; a rulebook without papers needs
//! none of them.

/// Names of words, in the order of the alphabet.
pub const NEEDED_FOR_PAPERS: &[&str] = &[
    "paper.as-at",
    "paper.asked-in-vain",
    "paper.contents",
    "paper.declared",
    "paper.from-to",
    "paper.gap",
    "paper.grades-agree",
    "paper.laestab",
    "paper.measure",
    "paper.measure-and-group",
    "paper.n",
    "paper.no-figures",
    "paper.no-groups",
    "paper.no-page",
    "paper.peers",
    "paper.pupils",
    "paper.risk",
    "paper.visit-not-for",
    "paper.visit-unsure",
    "paper.when",
];
