//! Our looks and our cells on one of the officer's sheets.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::super::area::{Area, a1};
use super::super::super::job::Job;
use super::super::super::record::{LookRecord, Record, SheetRecord};
use super::super::super::remark::RemarkKind;
use super::super::super::xml::{Broken, Edit, Kind, Outline, Scanner, Tag, attribute, plain_text};
use crate::place::parse_a1;

/// What is known of our marks on a sheet.
struct Ours<'r> {
    looks: &'r [LookRecord],
    restyled: HashMap<(u32, u32), usize>,
    /// texts that we wrote, by column, and how often
    written: HashMap<u32, BTreeMap<&'r str, usize>>,
    places: BTreeSet<(u32, u32)>,
}

/// The cell we are in.
struct Current {
    cell: (u32, u32),
    start: usize,
    shared: bool,
    text: String,
    from: usize,
    style: Option<Edit>,
}

/// What the walk has found.
struct Walk<'j, 'a, 'r> {
    job: &'j mut Job<'a>,
    ours: Ours<'r>,
    sheet: &'r str,
    strings: Vec<String>,
    edits: Vec<Edit>,
    removed: BTreeSet<(u32, u32)>,
    /// formats and what they become; nothing where they are not ours
    formats: HashMap<(u32, Option<usize>), Option<u32>>,
}

/// The edits that take our looks and cells out of a sheet.
pub(super) fn strip(job: &mut Job<'_>, xml: &[u8], record: &Record, sheet: &SheetRecord) -> Result<Vec<Edit>, Broken> {
    let strings = if sheet.added.is_empty() { Vec::new() } else { shared_strings(job) };
    let mut written: HashMap<u32, BTreeMap<&str, usize>> = HashMap::new();
    for (_, column, text) in &sheet.added {
        *written.entry(*column).or_default().entry(text).or_insert(0) += 1;
    }
    let ours = Ours {
        looks: &record.looks,
        restyled: sheet.restyled.iter().map(|(r, c, look)| ((*r, *c), *look)).collect(),
        written,
        places: sheet.added.iter().map(|(r, c, _)| (*r, *c)).collect(),
    };
    let (edits, removed, formats) = (Vec::new(), BTreeSet::new(), HashMap::new());
    let mut walk = Walk { job, ours, sheet: &sheet.name, strings, edits, removed, formats };
    walk.cells(xml)?;
    let Walk { mut edits, removed, .. } = walk;
    edits.extend(links(xml, &removed)?);
    Ok(edits)
}

impl Walk<'_, '_, '_> {
    fn cells(&mut self, xml: &[u8]) -> Result<(), Broken> {
        let mut scanner = Scanner::new(xml)?;
        let mut current: Option<Current> = None;
        let (mut row, mut column) = (0_u32, 0_u32);
        while let Some(tag) = scanner.next_tag()? {
            match (tag.depth, tag.local(), tag.kind) {
                (2, b"row", Kind::Open) => {
                    let stated = tag.value("r").and_then(|r| r.trim().parse::<u32>().ok());
                    row = stated.unwrap_or(row.saturating_add(1));
                    column = 0;
                }
                (3, b"c", Kind::Open | Kind::Empty) => {
                    let stated = attribute(tag.raw, "r").and_then(|_| parse_a1(&tag.value("r")?));
                    column = stated.map_or(column.saturating_add(1), |c| c.1 + 1);
                    let now = self.enter(&tag, (row.saturating_sub(1), column.saturating_sub(1)));
                    if tag.kind == Kind::Open {
                        current = Some(now);
                    } else {
                        self.edits.extend(now.style);
                    }
                }
                (3, b"c", Kind::Close) => {
                    if let Some(now) = current.take() {
                        self.leave(now, tag.end);
                    }
                }
                (4..=6, b"v" | b"t", kind) => {
                    let Some(now) = &mut current else { continue };
                    match kind {
                        Kind::Open => now.from = tag.end,
                        Kind::Empty => {}
                        Kind::Close => {
                            now.text.push_str(&plain_text(xml.get(now.from..tag.start).unwrap_or_default()));
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn enter(&mut self, tag: &Tag<'_>, cell: (u32, u32)) -> Current {
        let shared = tag.value("t").as_deref() == Some("s");
        Current { cell, start: tag.start, shared, text: String::new(), from: tag.end, style: self.restyle(tag, cell) }
    }

    fn restyle(&mut self, tag: &Tag<'_>, cell: (u32, u32)) -> Option<Edit> {
        let at = attribute(tag.raw, "s")?;
        let format = tag.value("s")?.trim().parse::<u32>().ok()?;
        let key = (format, self.ours.restyled.get(&cell).copied());
        let known = self.formats.get(&key).copied();
        let new = match known {
            Some(known) => known,
            None => {
                let new = self.restored(key);
                self.formats.insert(key, new);
                new
            }
        };
        Some(Edit::replace(tag.start + at.value.start, tag.start + at.value.end, new?.to_string()))
    }

    /// The format with our look taken off: the one recorded for the place, or else one that shows the same colours.
    fn restored(&mut self, (format, recorded): (u32, Option<usize>)) -> Option<u32> {
        let looks = self.ours.looks;
        let here = recorded.and_then(|l| looks.get(l)).filter(|l| self.job.styles.shows(format, l));
        let look = here.or_else(|| {
            // bold alone, or a fill alone, might be the officer's; a border all round in our colour is ours
            let telling = |l: &&LookRecord| l.border.is_some();
            looks.iter().filter(telling).find(|l| self.job.styles.shows(format, l))
        })?;
        Some(self.job.styles.restore(format, look))
    }

    fn leave(&mut self, now: Current, end: usize) {
        let text = if now.shared {
            now.text.trim().parse::<usize>().ok().and_then(|n| self.strings.get(n)).cloned().unwrap_or_default()
        } else {
            now.text
        };
        let ours = self.ours.written.get_mut(&now.cell.1).and_then(|w| w.get_mut(text.as_str()));
        if let Some(left) = ours.filter(|n| **n > 0) {
            *left -= 1;
            self.removed.insert(now.cell);
            self.edits.push(Edit::replace(now.start, end, ""));
            return;
        }
        self.edits.extend(now.style);
        if self.ours.places.contains(&now.cell) && !text.is_empty() {
            self.job.remarks.cell(RemarkKind::AddedCellLeft, self.sheet, now.cell);
        }
    }
}

/// The shared strings of the workbook, as they read; none where they cannot be read.
fn shared_strings(job: &mut Job<'_>) -> Vec<String> {
    let part = job.workbook.rels.by_word("sharedStrings").map(|r| job.workbook.rels.part_of(r));
    let Some(xml) = part.and_then(|p| job.package.read(&p).ok()) else { return Vec::new() };
    let Ok(mut scanner) = Scanner::new(&xml) else { return Vec::new() };
    let (mut strings, mut from) = (Vec::<String>::new(), 0);
    while let Ok(Some(tag)) = scanner.next_tag() {
        match (tag.depth, tag.local(), tag.kind) {
            (1, _, Kind::Open | Kind::Empty) => strings.push(String::new()),
            (2 | 3, b"t", Kind::Open) => from = tag.end,
            (2 | 3, b"t", Kind::Close) => {
                if let Some(last) = strings.last_mut() {
                    last.push_str(&plain_text(xml.get(from..tag.start).unwrap_or_default()));
                }
            }
            _ => {}
        }
    }
    strings
}

/// The edits that take links off cells that are gone.
fn links(xml: &[u8], removed: &BTreeSet<(u32, u32)>) -> Result<Vec<Edit>, Broken> {
    if removed.is_empty() {
        return Ok(Vec::new());
    }
    let outline = Outline::of(xml)?;
    let Some(list) = outline.child("hyperlinks") else { return Ok(Vec::new()) };
    let mut scanner = Scanner::new(xml)?;
    let (mut edits, mut all, mut open) = (Vec::new(), 0, None);
    while let Some(tag) = scanner.next_tag()? {
        if tag.depth != 2 || !tag.is("hyperlink") {
            continue;
        }
        if tag.kind != Kind::Close {
            all += 1;
            let area = tag.value("ref").and_then(|r| Area::parse(&r));
            let gone = area.is_some_and(|a| removed.contains(&(a.top, a.left)) && a.a1() == a1((a.top, a.left)));
            open = gone.then_some(tag.start);
        }
        if tag.kind != Kind::Open
            && let Some(start) = open.take()
        {
            edits.push(Edit::replace(start, tag.end, ""));
        }
    }
    if edits.len() == all && all > 0 {
        // an empty list is not allowed
        return Ok(vec![Edit::replace(list.open.start, list.end, "")]);
    }
    Ok(edits)
}
