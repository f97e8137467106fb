//! How a diagnostic looks: with its place underlined, in one line, or for an editor.

use std::fmt;

use miette::{
    Diagnostic as Rendered, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, Severity as Weight,
    SourceCode,
};
use serde_json::{Value as Json, json};

use super::{Diagnostic, Severity};
use crate::rulebook::Span;

/// How diagnostics are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// with colours; only for a terminal
    pub colour: bool,
    /// with line-drawing characters
    pub unicode: bool,
    /// columns of the screen
    pub width: usize,
}

impl Default for Style {
    fn default() -> Self {
        Self { colour: false, unicode: true, width: 100 }
    }
}

/// One diagnostic with the text it is about and the place underlined. `text_of` gives the text of a file by name.
#[must_use]
pub fn graphical(diagnostic: &Diagnostic, text_of: &dyn Fn(&str) -> Option<String>, style: Style) -> String {
    if is_endless(&diagnostic.place, text_of) {
        return compact(diagnostic);
    }
    let theme = match (style.colour, style.unicode) {
        (true, true) => GraphicalTheme::unicode(),
        (true, false) => GraphicalTheme::ascii(),
        (false, true) => GraphicalTheme::unicode_nocolor(),
        (false, false) => GraphicalTheme { styles: miette::ThemeStyles::none(), ..GraphicalTheme::ascii() },
    };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(style.width).with_links(false);
    let mut out = String::new();
    match handler.render_report(&mut out, &Drawn::new(diagnostic, text_of)) {
        Ok(()) => trim_line_ends(&out),
        // only a place outside its text could bring this about; the message must be seen all the same
        Err(fmt::Error) => compact(diagnostic),
    }
}

/// Whether the line to be shown is so long that it would fill the screen and hide the message.
fn is_endless(place: &Span, text_of: &dyn Fn(&str) -> Option<String>) -> bool {
    const LONGEST: usize = 1_000;
    let number = usize::try_from(place.line).unwrap_or(0).checked_sub(1);
    let text = number.and_then(|_| text_of(&place.file));
    let line = number.and_then(|number| text.as_deref()?.lines().nth(number));
    line.is_some_and(|line| line.len() > LONGEST)
}

fn trim_line_ends(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// One diagnostic in one line: `floors.yaml:12:9: error: …`.
#[must_use]
pub fn compact(diagnostic: &Diagnostic) -> String {
    let Diagnostic { place, severity, message, help, .. } = diagnostic;
    let help = help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
    format!("{}: {}: {message}{help}\n", position(place), severity.word())
}

fn position(place: &Span) -> String {
    if place.line == 0 { place.file.to_string() } else { format!("{}:{}:{}", place.file, place.line, place.column) }
}

/// All diagnostics for editors and other programs.
#[must_use]
pub fn json(diagnostics: &[Diagnostic]) -> Json {
    let one = |d: &Diagnostic| {
        let labels: Vec<Json> =
            d.labels.iter().map(|label| json!({ "place": label.place, "words": label.words })).collect();
        json!({
            "severity": d.severity.word(),
            "code": d.code.id(),
            "message": d.message,
            "place": d.place,
            "here": d.here,
            "labels": labels,
            "help": d.help,
        })
    };
    Json::Array(diagnostics.iter().map(one).collect())
}

/// Lines between two places up to which they are shown in one picture.
const NEAR: u32 = 8;

/// What miette draws: labels near the place, and a further picture for each that stands far from it or in another file.
#[derive(Debug)]
struct Drawn {
    heading: String,
    weight: Weight,
    help: Option<String>,
    source: Option<NamedSource<String>>,
    labels: Vec<LabeledSpan>,
    others: Vec<Drawn>,
}

impl Drawn {
    fn new(diagnostic: &Diagnostic, text_of: &dyn Fn(&str) -> Option<String>) -> Self {
        let place = &diagnostic.place;
        let weight = match diagnostic.severity {
            Severity::Error => Weight::Error,
            Severity::Warning => Weight::Warning,
            Severity::Note => Weight::Advice,
        };
        let source = source(place, text_of);
        let mut labels = Vec::new();
        if place.line > 0 {
            labels.push(LabeledSpan::new_primary_with_span(diagnostic.here.clone(), (place.offset, place.len)));
        }
        let mut others = Vec::new();
        for label in &diagnostic.labels {
            let range = (label.place.offset, label.place.len);
            if label.place.file == place.file && label.place.line.abs_diff(place.line) <= NEAR {
                labels.push(LabeledSpan::new_with_span(Some(label.words.clone()), range));
            } else {
                others.push(Self {
                    heading: label.words.clone(),
                    weight: Weight::Advice,
                    help: None,
                    source: self::source(&label.place, text_of),
                    labels: vec![LabeledSpan::new_with_span(None, range)],
                    others: Vec::new(),
                });
            }
        }
        // without a text to draw, the heading must carry the file
        let heading = match (&source, place.file.is_empty()) {
            (None, false) => format!("{}: {}", place.file, diagnostic.message),
            _ => diagnostic.message.clone(),
        };
        Self { heading, weight, help: diagnostic.help.clone(), source, labels, others }
    }
}

fn source(place: &Span, text_of: &dyn Fn(&str) -> Option<String>) -> Option<NamedSource<String>> {
    if place.line == 0 {
        return None;
    }
    text_of(&place.file).map(|text| NamedSource::new(&place.file, text))
}

impl fmt::Display for Drawn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.heading)
    }
}

impl std::error::Error for Drawn {}

impl Rendered for Drawn {
    fn severity(&self) -> Option<Weight> {
        Some(self.weight)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let drawn = self.source.is_some() && !self.labels.is_empty();
        drawn.then(|| Box::new(self.labels.iter().cloned()) as Box<dyn Iterator<Item = LabeledSpan>>)
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Rendered> + 'a>> {
        let drawn = !self.others.is_empty();
        drawn.then(|| Box::new(self.others.iter().map(|other| other as &dyn Rendered)) as Box<dyn Iterator<Item = _>>)
    }
}
