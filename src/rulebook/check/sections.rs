//! The sections of all files, put together: each entry with its place.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::YearBegins;
use crate::rulebook::Span;
use crate::rulebook::raw::*;
use crate::rulebook::source::is_underneath;
use crate::rulebook::yaml::{FileText, Node, Place};

/// A file as it was read, what fits no shape taken out.
pub(super) struct Parsed {
    pub(super) file: FileText,
    pub(super) root: Node,
    pub(super) raw: RawFile,
    /// where rules stand that are for each of a list
    pub(super) of_each: Vec<Span>,
}

/// An entry of a section with its place.
pub(super) struct Entry<'a, T> {
    pub(super) raw: &'a T,
    pub(super) place: Place<'a>,
}

impl<T> Entry<'_, T> {
    /// Whether it is the program's own, and no file of the rulebook has it.
    pub(super) fn is_underneath(&self) -> bool {
        is_underneath(self.place.file().name())
    }
}

impl<T> Clone for Entry<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Entry<'_, T> {}

macro_rules! sections {
    (lists { $($list:ident $list_name:literal $list_type:ty,)* } several { $($part:ident $part_name:literal $part_type:ty,)* }) => {
        /// All sections.
        pub(super) struct Sections<'a> {
            $(pub(super) $list: Vec<Entry<'a, $list_type>>,)*
            $(pub(super) $part: Vec<Entry<'a, $part_type>>,)*
        }

        impl<'a> Sections<'a> {
            /// Puts the sections of all files together, in the order of the files' names.
            ///
            /// Of what lies `underneath`, only what no file has itself is taken: entries of another name, and further
            /// parts of sections that are put together from parts.
            pub(super) fn of(files: &'a [Parsed], underneath: &'a [Parsed]) -> Self {
                let mut all = Self {
                    $($list: list(files, $list_name, |raw| &raw.$list),)*
                    $($part: {
                        let own = several(files, $part_name, |raw| raw.$part.as_ref());
                        own.into_iter().chain(several(underneath, $part_name, |raw| raw.$part.as_ref())).collect()
                    },)*
                };
                lay_under(&mut all.markers, list(underneath, "markers", |raw| &raw.markers), |raw| &raw.id);
                lay_under(&mut all.areas, list(underneath, "areas", |raw| &raw.areas), |raw| &raw.id);
                if all.precedence.is_empty() {
                    all.precedence = list(underneath, "precedence", |raw| &raw.precedence);
                }
                all
            }
        }
    };
}

sections! {
    lists {
    settings "settings" RawSetting,
    markers "markers" RawMarker,
    groups "groups" RawGroup,
    areas "areas" RawArea,
    precedence "precedence" RawPrecedence,
    measures "measures" RawMeasure,
    comparators "comparators" RawComparator,
    figures "figures" RawFigure,
    floors "floors" RawFloor,
    aims "aims" RawAim,
    indications "indications" RawIndication,
    risks "risks" RawRisk,
    watchpoints "watchpoints" RawWatchpoint,
    statuses "statuses" RawStatus,
    teams "teams" RawTeamName,
    support "support" RawSupport,
    support_when "support when" RawSupportWhen,
    triggers "triggers" RawTrigger,
    structure "structure" RawStructure,
    partners "partners" RawPartner,
    cycle "cycle" RawCycleEvent,
    players "players" RawPlayer,
    holidays "holidays" RawHoliday,
    papers "papers" RawPaper,
    consistency "consistency" RawConsistency,
    }
    several {
    authority "authority" RawAuthority,
    year_begins "year begins" RawMonth,
    judgements "judgements" RawJudgements,
    cases "cases" BTreeMap<String, Vec<RawCase>>,
    report "report" RawReport,
    limits "limits" RawLimits,
    small_numbers "small numbers" RawSmallNumbers,
    plans "plans" RawPlans,
    partnering "partnering" RawPartnering,
    identity "identity" RawIdentity,
    }
}

impl<'a> Sections<'a> {
    /// The month in which years begin.
    pub(super) fn begins(&self) -> YearBegins {
        let said = self.year_begins.first().and_then(|begins| YearBegins::in_month(*begins.raw as u32));
        said.unwrap_or_default()
    }

    /// The grades of all files.
    pub(super) fn grades(&self) -> impl Iterator<Item = Entry<'a, RawGrade>> {
        self.judgements.iter().flat_map(|part| {
            let place = part.place.field("grades");
            part.raw.grades.iter().enumerate().map(move |(number, raw)| Entry { raw, place: place.item(number) })
        })
    }

    /// The strands of all files.
    pub(super) fn strands(&self) -> impl Iterator<Item = Entry<'a, RawStrand>> {
        self.judgements.iter().flat_map(|part| {
            let place = part.place.field("strands");
            part.raw.strands.iter().enumerate().map(move |(number, raw)| Entry { raw, place: place.item(number) })
        })
    }
}

/// Adds the entries underneath whose names no entry has.
fn lay_under<'a, T>(own: &mut Vec<Entry<'a, T>>, underneath: Vec<Entry<'a, T>>, id: impl Fn(&'a T) -> &'a String) {
    let theirs: BTreeSet<&str> = own.iter().map(|entry| id(entry.raw).as_str()).collect();
    own.extend(underneath.into_iter().filter(|entry| !theirs.contains(id(entry.raw).as_str())));
}

fn list<'a, T>(files: &'a [Parsed], name: &str, of: impl Fn(&'a RawFile) -> &'a Vec<T>) -> Vec<Entry<'a, T>> {
    let entries = files.iter().flat_map(|parsed| {
        let section = Place::root(&parsed.file, &parsed.root).field(name);
        of(&parsed.raw).iter().enumerate().map(move |(number, raw)| Entry { raw, place: section.item(number) })
    });
    entries.collect()
}

/// A section that is put together from parts in several files.
fn several<'a, T>(files: &'a [Parsed], name: &str, of: impl Fn(&'a RawFile) -> Option<&'a T>) -> Vec<Entry<'a, T>> {
    let found = files.iter().filter_map(|parsed| {
        let place = Place::root(&parsed.file, &parsed.root).field(name);
        of(&parsed.raw).map(|raw| Entry { raw, place })
    });
    found.collect()
}
