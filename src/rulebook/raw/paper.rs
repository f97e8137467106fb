//! Papers: workbooks to print, for a visit, a meeting, a committee.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::RawCondition;

/// A paper: a workbook to print, made of sections. Leave a section out, move it, give it another title.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPaper {
    /// stable name
    pub paper: String,
    /// at the head of each page; `{school}`, `{year}`, `{authority}`, `{visit}` are filled in
    pub title: String,
    /// what a page is made for: each school, each visit, a meeting, the authority; or a letter to each school
    #[serde(rename = "for")]
    pub made_for: PaperFor,
    /// the file's name, without its ending; `{year}`, `{authority}` and `{visit}` are filled in
    pub file: String,
    /// the folder for its files (letters); `{year}` and `{authority}` are filled in
    #[serde(default)]
    pub folder: Option<String>,
    /// the measure with the name of whom a letter is to; without it, or where a school has none, the word for it
    #[serde(default)]
    pub to: Option<String>,
    /// a line below the title; also `{date}`, `{from}` and `{to}` are filled in
    #[serde(default)]
    pub lead: Option<String>,
    /// what is said on its first sheet, which lists the others
    #[serde(default)]
    pub contents: Option<String>,
    /// the names by which events of the cycle ask for it
    #[serde(default, rename = "in the cycle as")]
    pub in_the_cycle_as: Vec<String>,
    /// the events it is made for; without them, every visit of the cycle
    #[serde(default)]
    pub visits: Vec<String>,
    /// the events of the cycle that a paper for a meeting is made for
    #[serde(default)]
    pub meetings: Vec<String>,
    /// which schools have a page; without it, all (of a visit: all it is for)
    #[serde(default, rename = "for schools when")]
    pub for_schools_when: Option<RawCondition>,
    /// what stands on it, in order
    pub sections: Vec<RawPaperSection>,
    /// document and page
    pub source: String,
}

/// What a page of a paper is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum PaperFor {
    /// a page for each school
    #[serde(rename = "each school")]
    EachSchool,
    /// a page for each school that the next visit is for
    #[serde(rename = "each visit")]
    EachVisit,
    /// pages for the authority as a whole
    #[serde(rename = "the authority")]
    TheAuthority,
    /// a pack: what a meeting of the cycle needs, with room to decide
    #[serde(rename = "a meeting")]
    AMeeting,
    /// a letter to each school, a document of its own
    #[serde(rename = "a letter to each school")]
    ALetter,
}

/// A section of a paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPaperSection {
    /// what stands in it
    pub shows: Shows,
    /// its heading
    #[serde(default)]
    pub title: Option<String>,
    /// a line below the heading
    #[serde(default)]
    pub say: Option<String>,
    /// true to stand beside the section before, each on half of the page
    #[serde(default)]
    pub beside: bool,
    /// the name of the sheet that begins with it (papers for the authority and for a meeting)
    #[serde(default)]
    pub sheet: Option<String>,
    /// which schools stand in it (papers for a meeting); without it, all that the meeting is for
    #[serde(default, rename = "for schools when")]
    pub for_schools_when: Option<RawCondition>,
    /// measures shown, in order; those of another phase than the school's are left out by themselves
    #[serde(default)]
    pub measures: Vec<String>,
    /// groups of pupils
    #[serde(default)]
    pub groups: Vec<String>,
    /// comparators
    #[serde(default, rename = "compared with")]
    pub compared_with: Vec<String>,
    /// how many years, the year judged being the last
    #[serde(default)]
    pub years: Option<u32>,
    /// figures of a table
    #[serde(default)]
    pub figures: Vec<RawPaperFigure>,
    /// how the figures of a table are laid out
    #[serde(default)]
    pub layout: Option<PaperLayout>,
    /// rows to write in: what stands in the first column
    #[serde(default)]
    pub rows: Vec<String>,
    /// columns to write in: their headings; where something is compared, short headings of the comparators
    #[serde(default)]
    pub columns: Vec<String>,
    /// on a paper for visits: what is read back from a column to write in (of `visit`: from a row), by its heading
    #[serde(default)]
    pub reads: BTreeMap<String, Reads>,
    /// how many lines high each row to write in is; without rows, how many empty rows there are
    #[serde(default)]
    pub lines: Option<u32>,
    /// title of a chart of the section's figures; without it there is none (of a table, with its years down)
    #[serde(default)]
    pub chart: Option<String>,
}

/// What a section of a paper can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Shows {
    /// a school: numbers, and the measures named
    Identity,
    /// a school: what is strong, by the rules
    Strengths,
    /// a school: where it stands and why
    Status,
    /// a school: the grades by strand
    Grades,
    /// a school: the floor standard that is for it, in a sentence
    Floor,
    /// a school: measures over years, against what it is compared with
    Figures,
    /// a school: groups of pupils against their peers
    Gaps,
    /// a school: the risk characteristics
    Risks,
    /// a school: what cannot be said, and for want of what
    CannotSay,
    /// a school: teams and forms of support
    Support,
    /// a school: structural options
    Options,
    /// a school: plans that its grades call for, and their meetings
    Plans,
    /// a school: where its grades differ, as questions for the visit
    Discuss,
    /// a visit: when, with whom, its focus and purposes
    Visit,
    /// room to write in: rows, columns, lines
    Room,
    /// the authority: schools and pupils by phase
    Schools,
    /// the authority: where schools stand, by phase
    Statuses,
    /// the authority: schools by the words of measures, such as free school meals bands, by phase
    Contexts,
    /// the authority: schools by the grades of measures, such as inspection outcomes now and before, by phase
    Inspections,
    /// the authority: a table of figures
    Table,
    /// the authority: schools below floors, by year and by name
    Floors,
    /// the authority: the aims, with their figures
    Aims,
    /// the authority: the road to its aims, with the pupils still missing and what chance alone does, on sheets of its own
    Road,
    /// a letter: what figures indicate that is not strong, the floor first, then grades, then concerns
    Indications,
    /// a meeting: the grades proposed for each school, with their evidence, to agree
    GradesProposed,
    /// a meeting: where schools stand, their grades and risks, what changed
    RiskPicture,
    /// a meeting: plans, and what is known of the strand each is for
    Progress,
    /// a meeting: schools for which something changed, with the overall grade to adjust
    Changes,
    /// a meeting: what came of visits since the last report of the kind, school by school
    VisitOutcomes,
    /// the authority: grades given at visits beside those of inspectors, by who gave them
    Moderation,
    /// words alone
    Words,
}

/// What is read back from a filled visit template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reads {
    /// the day of the visit
    Date,
    /// who came
    Who,
    /// a priority of the development plan
    Priority,
    /// the impact of action taken on it
    Impact,
    /// the school's own grade of a strand
    SelfEvaluated,
    /// the partner's grade of a strand
    PartnerGrade,
    /// whether a risk characteristic is present: yes or no
    Present,
    /// what changed of it
    Changed,
    /// a next step
    Step,
    /// by whom it is taken
    By,
    /// by when
    Due,
    /// what was said
    Said,
    /// how far a plan has come
    Progress,
}

/// How the figures of a table are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum PaperLayout {
    /// a row for each figure, a column for each year
    #[serde(rename = "years across")]
    YearsAcross,
    /// a row for each year, a column for each figure
    #[serde(rename = "years down")]
    YearsDown,
    /// a row for the authority and each comparator, a column for each figure, for the last year
    #[serde(rename = "areas down")]
    AreasDown,
    /// rows as the figures name them, a column for each title; again for each year
    #[serde(rename = "rows by year")]
    RowsByYear,
}

/// A figure of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPaperFigure {
    /// what it is: a measure, or anything that gives a number, read for the authority
    pub value: String,
    /// its title; without it, the measure's
    #[serde(default)]
    pub title: Option<String>,
    /// the heading over it and its neighbours
    #[serde(default)]
    pub band: Option<String>,
    /// the row it stands in, where rows are named
    #[serde(default)]
    pub row: Option<String>,
}
