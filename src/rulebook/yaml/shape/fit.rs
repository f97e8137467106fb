//! Fits a tree to its shape: says what does not fit, takes it out, and notes what each scalar means where it stands.

use super::compile::{Record, Shape, Shapes};
use super::scalar::{number, scalar};
use super::unknown::{name_meant, odd_word, unknown};
use super::words::{self, kind_of, scalar_help};
use crate::rulebook::diagnostic::{Code, Diagnostic};
use crate::rulebook::expression::nearest;
use crate::rulebook::yaml::odd::{dash_in_text, is_curly, opens_a_quote};
use crate::rulebook::yaml::place::head;
use crate::rulebook::yaml::{Entry, FileText, Kind, Node, Style};

/// Fits the outermost value of a file to its shape. What does not fit is gone from the tree afterwards.
#[must_use]
pub fn fit(file: &FileText, root: &mut Node, shapes: &Shapes) -> Fitted {
    let mut fitting = Fitting { file, shapes, diagnostics: Vec::new(), lost: Vec::new(), split: false };
    let whole = Name { of: "this file".into(), record: None };
    if !matches!(root.kind, Kind::Map(_)) {
        let place = file.span(file.rest_of_line(root.range.start));
        let help = "a section begins in the first column, such as `floors:`, and what belongs to it stands under it";
        fitting.diagnostics.push(Diagnostic::error(Code::WrongKind, place, "this file has no sections").help(help));
        root.kind = Kind::Map(Vec::new());
    } else if !fitting.node(root, &shapes.root, &whole) {
        root.kind = Kind::Map(Vec::new());
    }
    Fitted { diagnostics: fitting.diagnostics, lost: fitting.lost }
}

/// What was found while fitting.
#[derive(Debug)]
pub struct Fitted {
    /// what does not fit
    pub diagnostics: Vec<Diagnostic>,
    /// the names of entries that were taken out: others may refer to them
    pub lost: Vec<String>,
}

/// How a message calls the value it is about.
#[derive(Clone)]
struct Name {
    of: String,
    /// the title of the entry around it
    record: Option<String>,
}

struct Fitting<'a> {
    file: &'a FileText,
    shapes: &'a Shapes,
    diagnostics: Vec<Diagnostic>,
    lost: Vec<String>,
    /// whether a comma has split a text between curly quotes: what follows is the rest of it
    split: bool,
}

impl<'a> Fitting<'a> {
    /// Whether the node fits, or could be made to fit by taking parts out of it.
    fn node(&mut self, node: &mut Node, shape: &'a Shape, name: &Name) -> bool {
        if let Some((told, is_left)) = dash_in_text(self.file, node) {
            self.diagnostics.push(told);
            if !is_left {
                return false;
            }
        }
        if let Some(told) = opens_a_quote(self.file, node) {
            self.diagnostics.push(told);
            self.split = true;
            return false;
        }
        self.fits(node, shape, name)
    }

    /// The same, of what is no half of a text between curly quotes.
    fn fits(&mut self, node: &mut Node, shape: &'a Shape, name: &Name) -> bool {
        let shape = self.shapes.resolve(shape);
        if let Shape::Either(forms) = shape {
            return self.either(node, forms, name);
        }
        let range = node.range.clone();
        match (&mut node.kind, shape) {
            (Kind::Scalar { text, style, meaning }, _) => match scalar(text, *style, shape) {
                Some(found) => {
                    *meaning = found;
                    true
                }
                None => self.wrong(node, shape, name),
            },
            (Kind::List(items), Shape::List(each, exactly)) => {
                if exactly.is_some_and(|exactly| items.len() != exactly) {
                    let message = format!("{} has {} values and needs {}", name.of, items.len(), exactly.unwrap_or(0));
                    let place = self.file.span(range.start..self.file.rest_of_line(range.start).end.min(range.end));
                    let help = "write the smallest and the largest: `[0, 100]`";
                    self.diagnostics.push(Diagnostic::error(Code::WrongKind, place, message).help(help));
                    return false;
                }
                let each_name = Name { of: format!("each of {}", name.of), record: name.record.clone() };
                let count = items.len();
                items.retain_mut(|item| {
                    let name = first_value(item);
                    let fits = self.node(item, each, &each_name);
                    self.lost.extend(name.filter(|_| !fits));
                    fits
                });
                exactly.is_none() || items.len() == count
            }
            (Kind::Map(entries), Shape::Map(each)) => {
                self.once_each(entries);
                entries.retain_mut(|entry| {
                    let of = format!("`{}`", entry.key.text);
                    let fits = self.field(entry, each, &Name { of, record: name.record.clone() });
                    self.lost.extend((!fits).then(|| entry.key.text.clone()));
                    fits
                });
                true
            }
            (_, Shape::Any) => self.anything(node, shape, name),
            (Kind::Map(entries), Shape::Record(record)) => {
                self.once_each(entries);
                self.record(node, record)
            }
            _ => self.wrong(node, shape, name),
        }
    }

    /// Whatever stands there fits; what each value in it means is found out.
    fn anything(&mut self, node: &mut Node, shape: &'a Shape, name: &Name) -> bool {
        match &mut node.kind {
            Kind::Scalar { .. } => {}
            Kind::List(items) => items.iter_mut().for_each(|item| _ = self.node(item, shape, name)),
            Kind::Map(entries) => {
                self.once_each(entries);
                entries.iter_mut().for_each(|entry| _ = self.node(&mut entry.value, shape, name));
            }
        }
        true
    }

    /// An entry with given names: unknown ones are taken out, and without a needed one the whole is.
    fn record(&mut self, node: &mut Node, record: &'a Record) -> bool {
        let place = head(self.file, node, None);
        let Kind::Map(entries) = &mut node.kind else { return false };
        let written: Vec<String> = entries.iter().map(|entry| entry.key.text.clone()).collect();
        entries.retain_mut(|entry| match record.field(&entry.key.text) {
            Some(field) => {
                let name = Name { of: format!("`{}`", field.name), record: Some(record.title.clone()) };
                self.field(entry, &field.shape, &name)
            }
            None if self.split && entry.key.text.contains(is_curly) => false,
            None => {
                self.diagnostics.push(unknown(self.file, self.shapes, entry, record, &written));
                false
            }
        });
        let mut fits = true;
        for field in record.fields.iter().filter(|field| field.needed) {
            if entries.iter().any(|entry| entry.key.text == field.name) {
                continue;
            }
            fits = false;
            // a wrong or empty value is named already; a misspelt name too
            let merged = written.iter().any(|name| name == "<<");
            let told = merged
                || written.contains(&field.name)
                || written.iter().any(|name| record.field(name).is_none() && is_near(name, record, &field.name));
            if !told {
                let message = format!("{} has no `{}`", words::this_one(&record.title, &written, entries), field.name);
                self.diagnostics.push(
                    Diagnostic::error(Code::MissingField, self.file.span(place.clone()), message).help(format!(
                        "add a line `{}:` with this: {}",
                        field.name,
                        words::about(field)
                    )),
                );
            }
        }
        fits
    }

    /// A value behind a name. One that is empty counts as absent.
    fn field(&mut self, entry: &mut Entry, shape: &'a Shape, name: &Name) -> bool {
        let blank_fits = match self.shapes.resolve(shape) {
            Shape::Either(forms) => forms.iter().any(|form| matches!(form, Shape::Blank)),
            _ => false,
        };
        if self.split && entry.key.text.contains(is_curly) {
            return false;
        }
        if entry.value.is_blank() && !blank_fits {
            let place = self.file.span(entry.key.range.clone());
            let message = format!("nothing stands after `{}:`", entry.key.text);
            let help = match taken_for_a_note(self.file, entry) {
                Some(note) => format!("`#` begins a note: write `\"{note}\"`, with quotes"),
                None => "write a value after it, or take the line out; a value over several lines is further in".into(),
            };
            self.diagnostics.push(Diagnostic::error(Code::WrongKind, place, message).help(help));
            return false;
        }
        self.node(&mut entry.value, shape, name)
    }

    /// The form that suits what is written; mistakes inside are told for that form alone.
    fn either(&mut self, node: &mut Node, forms: &'a [Shape], name: &Name) -> bool {
        let shapes = self.shapes;
        let suits = |form: &Shape| match (&node.kind, shapes.resolve(form)) {
            (Kind::Scalar { text, style, .. }, form) => scalar(text, *style, form).is_some(),
            (Kind::List(_), Shape::List(..)) | (Kind::Map(_), Shape::Map(_) | Shape::Record(_)) => true,
            _ => false,
        };
        let suiting: Vec<&'a Shape> = forms.iter().filter(|form| suits(form)).collect();
        if let Some(nothing) = suiting.iter().find(|form| matches!(form, Shape::Blank)) {
            return self.node(node, nothing, name);
        }
        if let Some(diagnostic) = self.reads_as_words(node, forms, name) {
            self.diagnostics.push(diagnostic);
            return false;
        }
        let Some((last, earlier)) = suiting.split_last() else {
            return self.wrong_form(node, forms, name);
        };
        for form in earlier {
            let mut trial = node.clone();
            let told = self.diagnostics.len();
            if self.node(&mut trial, form, name) && self.diagnostics.len() == told {
                *node = trial;
                return true;
            }
            self.diagnostics.truncate(told);
        }
        self.node(node, last, name)
    }

    /// A number or a yes that YAML takes for words, where words may stand, too: `1_000`, `60%`, `yes`.
    fn reads_as_words(&self, node: &Node, forms: &[Shape], name: &Name) -> Option<Diagnostic> {
        let Kind::Scalar { text, style: Style::Plain, .. } = &node.kind else { return None };
        let can_be = |wanted: fn(&Shape) -> bool| forms.iter().any(|form| wanted(self.shapes.resolve(form)));
        // where a blank has a meaning, a marker may stand, and is looked up before anything is said
        if can_be(|form| matches!(form, Shape::Blank)) || !can_be(|form| matches!(form, Shape::Text)) {
            return None;
        }
        let as_number = can_be(|form| matches!(form, Shape::Number)) && number(text).is_none();
        let as_flag = can_be(|form| matches!(form, Shape::Flag)) && !matches!(text.as_str(), "true" | "false");
        let meant = if as_number && let Some(number) = words::decorated_number(text) {
            number.to_string()
        } else if as_flag && let Some(flag) = words::flag(text) {
            flag.to_string()
        } else {
            return None;
        };
        let place = self.file.span(head(self.file, node, None));
        let message = format!("{} would be read as the words `{text}`", name.of);
        let help = format!("write `{meant}`; if the words are meant, `\"{text}\"`");
        Some(Diagnostic::error(Code::WrongKind, place, message).help(help))
    }

    fn once_each(&mut self, entries: &mut Vec<Entry>) {
        let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
        let mut is_second = false;
        for entry in entries.drain(..) {
            let Some(at) = kept.iter().position(|first| first.key.text == entry.key.text) else {
                kept.push(entry);
                continue;
            };
            let first = kept.get(at).map(|first| self.file.span(first.key.range.clone()));
            // what follows where a second entry lacks its dash is all of that one
            if let Some(first) = first.filter(|_| !is_second) {
                is_second = at == 0;
                self.diagnostics.push(
                    Diagnostic::error(
                        Code::DuplicateKey,
                        self.file.span(entry.key.range.clone()),
                        format!("`{}` stands twice here", entry.key.text),
                    )
                    .here("again here")
                    .also(first, "first here")
                    .help("take one of them out, or begin a new entry with `- ` between them"),
                );
            }
        }
        *entries = kept;
    }

    fn wrong(&mut self, node: &Node, shape: &Shape, name: &Name) -> bool {
        let place = self.file.span(head(self.file, node, None));
        let shape = self.shapes.resolve(shape);
        let diagnostic = match (&node.kind, shape) {
            (Kind::Scalar { text, .. }, Shape::Word(allowed)) => {
                let message = format!("{} cannot be `{text}`", name.of);
                if let Some(odd) = odd_word(self.file, node, allowed) {
                    self.diagnostics.push(odd);
                    return false;
                }
                let near: Vec<&str> = match words::meant(text, allowed) {
                    Some(meant) => vec![meant],
                    None => nearest(text, allowed.iter().map(|(word, _)| word.as_str())),
                };
                let can = words::listed(allowed.iter().map(|(word, _)| word.as_str()));
                let help = match near.first() {
                    Some(near) => format!("did you mean `{near}`? it can be {can}"),
                    None => format!("it can be {can}"),
                };
                Diagnostic::error(Code::BadWord, place, message).help(help)
            }
            _ => {
                let message = format!("{} must be {}, not {}", name.of, words::wanted(shape), kind_of(node));
                let help = scalar_help(node, shape, self.file.piece(node.range.clone()));
                Diagnostic::error(Code::WrongKind, place, message).help_if(help)
            }
        };
        self.diagnostics.push(diagnostic);
        false
    }

    fn wrong_form(&mut self, node: &Node, forms: &[Shape], name: &Name) -> bool {
        let place = self.file.span(head(self.file, node, None));
        let forms: Vec<&Shape> = forms.iter().map(|form| self.shapes.resolve(form)).collect();
        let wanted: Vec<&str> =
            forms.iter().filter(|form| !matches!(form, Shape::Blank)).map(|form| words::wanted(form)).collect();
        let message = format!("{} must be {}, not {}", name.of, words::either(&wanted), kind_of(node));
        let text = forms.iter().find(|form| matches!(form, Shape::Text));
        let help = text.and_then(|text| scalar_help(node, text, self.file.piece(node.range.clone())));
        self.diagnostics.push(Diagnostic::error(Code::WrongKind, place, message).help_if(help));
        false
    }
}

/// One word that stands where a value should and begins with `#`, as colours do elsewhere.
fn taken_for_a_note<'f>(file: &'f FileText, entry: &Entry) -> Option<&'f str> {
    let rest = file.piece(file.rest_of_line(entry.key.range.end));
    let word = rest.trim_start_matches(['"', '\'']).strip_prefix(':')?.trim();
    (word.len() > 1 && word.starts_with('#') && !word.contains(char::is_whitespace)).then_some(word)
}

/// The first value of an entry, which is its name.
fn first_value(node: &Node) -> Option<String> {
    match &node.kind {
        Kind::Map(entries) => entries.first()?.value.text().map(Into::into),
        _ => None,
    }
}

/// Whether a wrong name was already told to be nearest to a needed one.
fn is_near(wrong: &str, record: &Record, needed: &str) -> bool {
    name_meant(record, wrong) == Some(needed)
        || nearest(wrong, record.fields.iter().map(|field| field.name.as_str())).contains(&needed)
}
