//! The sample authority with more schools: copies of its own, each under numbers and a name that nobody else has.

use std::collections::BTreeSet;

use super::names::{Names, PLACES};
use super::sample::school::{BOROUGH, School, schools};

/// Reference numbers stay six digits long: a copy's begin a hundred higher.
const APART: u32 = 100;
const LAST_URN: u32 = 999_999;

/// So many schools, the sample's own first. Past what one authority can number, the borough's neighbours take them.
pub fn multiplied(many: usize) -> Result<Vec<School>, Box<dyn std::error::Error>> {
    let own = schools()?;
    let taken: BTreeSet<u32> = own.iter().map(|school| school.establishment).collect();
    let free = |authority: u32| {
        let taken = if authority == BOROUGH { taken.clone() } else { BTreeSet::new() };
        (1_000..=9_999).filter(move |number| !taken.contains(number)).map(move |number| (authority, number))
    };
    let mut free = (900..=BOROUGH).rev().flat_map(free);
    let mut names = Names::default();
    let mut all: Vec<School> = own.iter().take(many).cloned().collect();
    for copy in 1.. {
        for school in &own {
            if all.len() >= many {
                return Ok(all);
            }
            let (authority, establishment) = free.next().ok_or("no school number is left")?;
            let name = names.of(school.name, copy).ok_or(format!("there are names for {PLACES} places only"))?;
            let former = match school.former {
                None => None,
                Some((urn, name)) => {
                    let name = names.of(name, copy).ok_or("no name is left")?;
                    Some((moved(urn, copy)?, &*name.leak()))
                }
            };
            all.push(School {
                urn: moved(school.urn, copy)?,
                former,
                authority,
                establishment,
                // names live as long as the program, as the sample's own do
                name: name.leak(),
                ..school.clone()
            });
        }
    }
    Ok(all)
}

fn moved(urn: u32, copy: usize) -> Result<u32, Box<dyn std::error::Error>> {
    let urn = urn + APART * u32::try_from(copy)?;
    if urn > LAST_URN { Err("no reference number of six digits is left".into()) } else { Ok(urn) }
}
