//! The authority's own tables contradict themselves where the report does, and the program says so.

use super::world::{problems, sample};

#[test]
fn the_contradictions_of_the_authoritys_own_tables_are_found() {
    let found = problems(&sample());
    let wanted = [
        "2008-09): 795 against 800",
        "2009-10): 1258 against 1260",
        "2010-11): 1442 against 1440",
        "2011-12): 2148 against 2248",
        "Eastmere (all schools) 76 and 82",
        "England 59.3 and 58.3",
    ];
    for words in wanted {
        assert!(found.iter().any(|what| what.contains(words)), "{words} is not among {found:#?}");
    }
    // 3.8 + 0.7 and 4.6 differ by rounding alone
    assert!(!found.iter().any(|what| what.contains("Absence in primary schools adds up")), "{found:#?}");
}
