//! The styles part, to which formats are only ever appended: no index that a cell already uses changes its meaning.

mod colour;
mod derive;
mod fragment;
mod in_use;
mod sign;
mod write;

use std::collections::HashMap;

use super::error::AnnotateError;
use super::package::{Package, broken};
use super::xml::{Edit, Kind, Outline, OutlineBuilder, Scanner, escape, text_of};

pub(super) use colour::argb;
pub(super) use derive::{Derived, Look};
pub(super) use fragment::Fragment;
pub(super) use in_use::highest;

/// Children of `<styleSheet>` in the order of the schema.
const ORDER: &[&str] = &[
    "numFmts",
    "fonts",
    "fills",
    "borders",
    "cellStyleXfs",
    "cellXfs",
    "cellStyles",
    "dxfs",
    "tableStyles",
    "colors",
    "extLst",
];

/// What a workbook without styles of its own is shown with.
const NAMESPACE: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const STRICT_NAMESPACE: &str = "http://purl.oclc.org/ooxml/spreadsheetml/main";

/// A list of formats in the styles part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum List {
    NumberFormats,
    Fonts,
    Fills,
    Borders,
    CellFormats,
    Differential,
}

impl List {
    pub(super) const ALL: [Self; 6] =
        [Self::NumberFormats, Self::Fonts, Self::Fills, Self::Borders, Self::CellFormats, Self::Differential];

    fn element(self) -> &'static str {
        match self {
            Self::NumberFormats => "numFmts",
            Self::Fonts => "fonts",
            Self::Fills => "fills",
            Self::Borders => "borders",
            Self::CellFormats => "cellXfs",
            Self::Differential => "dxfs",
        }
    }

    /// The name of its items; anything else that stands in the list is no format and has no number.
    fn item(self) -> &'static str {
        match self {
            Self::NumberFormats => "numFmt",
            Self::Fonts => "font",
            Self::Fills => "fill",
            Self::Borders => "border",
            Self::CellFormats => "xf",
            Self::Differential => "dxf",
        }
    }

    /// How cell formats point into it.
    fn pointer(self) -> Option<&'static str> {
        match self {
            Self::Fonts => Some("fontId"),
            Self::Fills => Some("fillId"),
            Self::Borders => Some("borderId"),
            Self::NumberFormats | Self::CellFormats | Self::Differential => None,
        }
    }

    /// What index 0 stands for where the list is missing: it must keep doing so when ours come behind it.
    fn implied(self) -> &'static [&'static str] {
        match self {
            Self::NumberFormats | Self::Differential => &[],
            Self::Fonts => &["<font><sz val=\"11\"/><name val=\"Calibri\"/><family val=\"2\"/></font>"],
            Self::Fills => &[
                "<fill><patternFill patternType=\"none\"/></fill>",
                "<fill><patternFill patternType=\"gray125\"/></fill>",
            ],
            Self::Borders => &["<border><left/><right/><top/><bottom/><diagonal/></border>"],
            Self::CellFormats => &["<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"],
        }
    }
}

/// The styles of a workbook.
pub(super) struct Styles {
    /// name of the part; a new one where the workbook has none
    pub(super) part: String,
    is_new: bool,
    strict: bool,
    outline: Outline,
    items: HashMap<List, Vec<String>>,
    own: HashMap<List, usize>,
    known: HashMap<(List, String), usize>,
    derived: HashMap<(u32, Look), Derived>,
    highest_number_format: u32,
    counts: HashMap<List, Edit>,
    /// lists of which it is known how far cell formats point
    checked: Vec<List>,
    /// how far sheets point into each list
    in_use: Vec<(List, usize)>,
}

impl Styles {
    /// Reads the styles part, or begins one.
    pub(super) fn load(package: &mut Package<'_>, part: Option<String>, strict: bool) -> Result<Self, AnnotateError> {
        match part {
            Some(part) => {
                let xml = package.read(&part)?;
                let parsed = Self::parse(&xml, strict).map_err(|b| broken(&part, b))?;
                Ok(Self { part, ..parsed })
            }
            None => {
                let parsed = Self::parse(b"<styleSheet/>", strict).map_err(|b| broken("xl/styles.xml", b))?;
                Ok(Self { part: String::new(), is_new: true, ..parsed })
            }
        }
    }

    fn parse(xml: &[u8], strict: bool) -> Result<Self, super::xml::Broken> {
        let mut builder = OutlineBuilder::default();
        let mut scanner = Scanner::new(xml)?;
        let mut items: HashMap<List, Vec<String>> = HashMap::new();
        let (mut list, mut start) = (None, 0);
        let mut alternate = false;
        while let Some(tag) = scanner.next_tag()? {
            builder.see(&tag);
            match (tag.depth, tag.kind) {
                (1, Kind::Open) => list = List::ALL.into_iter().find(|l| tag.is(l.element())),
                (1, _) => list = None,
                // of formats in two versions, every reader knows the second
                (3, kind) if tag.is("Fallback") => alternate = kind == Kind::Open,
                (2, Kind::Open) => start = tag.start,
                (4, Kind::Open) if alternate => start = tag.start,
                (depth, _) if depth == 2 || depth == 4 && alternate => {
                    let from = if tag.kind == Kind::Empty { tag.start } else { start };
                    if let Some(list) = list.filter(|list| tag.is(list.item())) {
                        items.entry(list).or_default().push(text_of(xml, from..tag.end));
                    }
                }
                _ => {}
            }
        }
        let outline = builder.done()?;
        let own = items.iter().map(|(list, items)| (*list, items.len())).collect();
        let counts = List::ALL.into_iter().filter_map(|l| Some((l, count_place(xml, &outline, l)?))).collect();
        let mut styles = Self {
            part: String::new(),
            is_new: false,
            strict,
            outline,
            items,
            own,
            known: HashMap::new(),
            derived: HashMap::new(),
            highest_number_format: 0,
            counts,
            checked: Vec::new(),
            in_use: Vec::new(),
        };
        styles.highest_number_format = styles.highest_number_format_id();
        Ok(styles)
    }

    fn highest_number_format_id(&self) -> u32 {
        let ids = self.list(List::NumberFormats).iter().filter_map(|f| Fragment::parse(f)?.value("numFmtId"));
        ids.filter_map(|id| id.trim().parse::<u32>().ok()).max().unwrap_or(0).clamp(175, 60_000)
    }

    /// The formats of a list, as written, those added at the end.
    pub(super) fn list(&self, list: List) -> &[String] {
        self.items.get(&list).map(Vec::as_slice).unwrap_or_default()
    }

    /// Styles of nothing, to stand in for those that are being written.
    pub(super) fn nothing() -> Self {
        Self {
            part: String::new(),
            is_new: false,
            strict: false,
            outline: Outline::default(),
            items: HashMap::new(),
            own: HashMap::new(),
            known: HashMap::new(),
            derived: HashMap::new(),
            highest_number_format: 0,
            counts: HashMap::new(),
            checked: Vec::new(),
            in_use: Vec::new(),
        }
    }

    /// Font, fill and border of a cell format, as elements without prefixes.
    pub(super) fn components(&self, format: u32) -> [String; 3] {
        let item = self.item(List::CellFormats, usize::try_from(format).unwrap_or(usize::MAX));
        let format = Fragment::parse(&item);
        [(List::Fonts, "fontId"), (List::Fills, "fillId"), (List::Borders, "borderId")].map(|(list, id)| {
            let id = format.as_ref().and_then(|f| f.number(id)).unwrap_or(0);
            fragment::without_prefix(&self.item(list, id))
        })
    }

    /// The format with this index; the implied one where there is none.
    pub(super) fn item(&self, list: List, index: usize) -> String {
        let implied = || list.implied().first().map(|i| self.prefixed(i)).unwrap_or_default();
        self.list(list).get(index).or_else(|| self.list(list).first()).cloned().unwrap_or_else(implied)
    }

    /// A fragment written without prefixes, with those of this part.
    pub(super) fn prefixed(&self, fragment: &str) -> String {
        fragment::with_prefix(fragment, &self.outline.prefix)
    }

    pub(super) fn prefix(&self) -> &str {
        &self.outline.prefix
    }

    /// Appends a format, written in this part's prefix, and returns its index; one that we added before is used again.
    pub(super) fn add(&mut self, list: List, fragment: String) -> usize {
        if let Some(index) = self.known.get(&(list, fragment.clone())) {
            return *index;
        }
        if self.list(list).is_empty() {
            let implied: Vec<String> = list.implied().iter().map(|i| self.prefixed(i)).collect();
            self.items.insert(list, implied);
        }
        self.keep_dangling(list);
        let items = self.items.entry(list).or_default();
        items.push(fragment.clone());
        let index = items.len() - 1;
        self.known.insert((list, fragment), index);
        index
    }

    /// The id of a number format, which is added where the workbook has none of this code.
    pub(super) fn number_format(&mut self, code: &str) -> u32 {
        if code.eq_ignore_ascii_case("general") {
            return 0;
        }
        for format in self.list(List::NumberFormats) {
            let Some(format) = Fragment::parse(format) else { continue };
            if format.value("formatCode").as_deref() == Some(code)
                && let Some(id) = format.value("numFmtId").and_then(|id| id.trim().parse().ok())
            {
                return id;
            }
        }
        self.highest_number_format += 1;
        let id = self.highest_number_format;
        let element = format!("<{}numFmt numFmtId=\"{id}\" formatCode=\"{}\"/>", self.prefix(), escape(code));
        self.add(List::NumberFormats, element);
        id
    }
}

/// Where the `count` of a list stands.
fn count_place(xml: &[u8], outline: &Outline, list: List) -> Option<Edit> {
    let child = outline.child(list.element())?;
    let raw = xml.get(child.open.clone())?;
    let found = super::xml::attribute(raw, "count")?;
    Some(Edit::replace(child.open.start + found.value.start, child.open.start + found.value.end, ""))
}
