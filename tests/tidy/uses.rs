//! What a file of ours names of the crate: `crate::…`, `super::…` and groups in braces, also over several lines.

use std::collections::{BTreeMap, BTreeSet};

use super::{code_lines, rust_files};

/// The modules a file lies in: `src/judge/evaluate/margin.rs` is of `judge::evaluate::margin`.
pub fn module(file: &str) -> String {
    file.trim_start_matches("src/").trim_end_matches(".rs").replace('/', "::")
}

/// Every path that a file's code names, from the root, with its line.
pub fn used(file: &str, text: &str) -> Vec<(usize, String)> {
    let own = module(file);
    let (mut code, mut lines) = (String::new(), Vec::new());
    for (number, line) in code_lines(text) {
        lines.push((code.len(), number));
        code.push_str(line);
        code.push('\n');
    }
    let line = |at: usize| lines.iter().rev().find(|(from, _)| *from <= at).map_or(0, |(_, number)| *number);
    let mut all = Vec::new();
    for word in ["crate::", "super::"] {
        for (at, _) in code.match_indices(word) {
            let before = code[..at].chars().next_back();
            if before.is_some_and(|sign| sign.is_alphanumeric() || sign == '_' || sign == ':') {
                continue;
            }
            let whole = paths(&code[at..]).into_iter().map(|path| (line(at), from_root(&own, &path)));
            all.extend(whole);
        }
    }
    all
}

/// A path with its group, if it ends in one, as single paths.
fn paths(rest: &str) -> Vec<String> {
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').unwrap_or(rest.len());
    let (path, after) = rest.split_at(end);
    let Some(group) = after.strip_prefix('{').filter(|_| path.ends_with("::")) else {
        return vec![path.trim_end_matches(':').to_owned()];
    };
    let (mut depth, mut start, mut parts) = (0_usize, 0, Vec::new());
    for (at, sign) in group.char_indices() {
        match sign {
            '{' => depth += 1,
            ',' | '}' if depth == 0 => {
                parts.push(group[start..at].trim());
                start = at + 1;
                if sign == '}' {
                    break;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    let of_part = |part: &str| paths(part).into_iter().map(|one| format!("{path}{one}").replace("::self", ""));
    parts.into_iter().filter(|part| !part.is_empty()).flat_map(of_part).collect()
}

fn from_root(own: &str, path: &str) -> String {
    let mut at: Vec<&str> = own.split("::").collect();
    let mut rest = path;
    if let Some(inside) = rest.strip_prefix("crate::") {
        (at, rest) = (Vec::new(), inside);
    }
    while let Some(further) = rest.strip_prefix("super::") {
        at.pop();
        rest = further;
    }
    at.push(rest);
    at.join("::")
}

/// Who names whom among the modules right under a room.
pub fn arrows(room: &str) -> BTreeMap<String, BTreeSet<String>> {
    let files = rust_files(&format!("src/{room}"));
    let name_of = |path: &str| path.strip_prefix(&format!("{room}::"))?.split("::").next().map(str::to_owned);
    let names: BTreeSet<String> = files.iter().filter_map(|(file, _)| name_of(&module(file))).collect();
    // what the room hands on is of the module it comes from
    let root = std::fs::read_to_string(super::root().join(format!("src/{room}.rs"))).unwrap();
    let mut handed: BTreeMap<String, String> = BTreeMap::new();
    for statement in root.split("use ").skip(1).filter_map(|rest| rest.split_once(';')).map(|(one, _)| one) {
        for path in paths(statement) {
            let (from, item) = path.split_once("::").unwrap_or((&path, ""));
            handed.insert(item.rsplit("::").next().unwrap_or(item).to_owned(), from.to_owned());
        }
    }
    let mut arrows: BTreeMap<String, BTreeSet<String>> =
        names.iter().map(|name| (name.clone(), BTreeSet::new())).collect();
    for (file, text) in files {
        let Some(own) = name_of(&module(&file)) else { continue };
        for (_, path) in used(&file, &text) {
            let other =
                name_of(&path).map(|one| handed.get(&one).filter(|_| !names.contains(&one)).cloned().unwrap_or(one));
            arrows.entry(own.clone()).or_default().extend(other.filter(|other| *other != own && names.contains(other)));
        }
    }
    arrows
}

/// Modules that reach each other, two or more.
pub fn circles(arrows: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<Vec<String>> {
    let reach = |from: &String| {
        let (mut found, mut next) = (BTreeSet::new(), vec![from]);
        while let Some(one) = next.pop() {
            next.extend(arrows.get(one).into_iter().flatten().filter(|other| found.insert((*other).clone())));
        }
        found
    };
    let below: BTreeMap<&String, BTreeSet<String>> = arrows.keys().map(|one| (one, reach(one))).collect();
    let round = |one: &String| -> Vec<String> {
        let back = |other: &&String| below[one].contains(*other) && below[*other].contains(one);
        arrows.keys().filter(back).cloned().collect()
    };
    arrows.keys().map(round).filter(|group| group.len() > 1).collect()
}

#[test]
fn groups_and_ways_up_are_seen() {
    let text = "use super::{a::{B, c},\n    d};\n// crate::not\nfn f() { super::super::e::g(); crate::x::Y::of(); mysuper::z() }\n";
    let paths: Vec<String> = used("src/room/part/file.rs", text).into_iter().map(|(_, path)| path).collect();
    let wanted = ["x::Y::of", "room::part::a::B", "room::part::a::c", "room::part::d", "room::e::g"];
    assert_eq!(paths, wanted);
}
