//! The census' kind of school is its phase, though its heading is spelt like that of the type of establishment.

use super::world::{judged, problems, school};

#[test]
fn the_census_kind_of_school_is_read_as_its_phase_and_independent_schools_are_not_judged() {
    let census = "URN,SCHNAME,SCHOOLTYPE,NOR\n900101,Alder,State-funded primary,210\n900102,Birch,State-funded secondary,900\n\
                  900103,Cedar,Independent school,80\n900104,Dogwood,State-funded special school,60\n";
    let list = "URN,School,School type,Roll\n900101,Alder,Community school,\n900102,Birch,Academy converter,\n";
    let books = [("census 2011-12.csv", census), ("list 2011-12.csv", list)];
    let all = judged(&books, |_| (), &["--year", "2011-12"]);
    for (name, phase) in [("Alder", "primary"), ("Birch", "secondary"), ("Dogwood", "special")] {
        assert_eq!(school(&all, name)["phase"], phase, "{name}");
    }
    assert!(all["schools"].as_array().unwrap().iter().all(|school| school["name"] != "Cedar"));
    let said = problems(&all);
    assert!(said.iter().all(|what| !what.contains("SCHOOLTYPE") && !what.contains("School type")), "{said:#?}");
}
