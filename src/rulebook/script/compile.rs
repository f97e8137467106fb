//! Scripts read and checked: names that do not exist are found before anything is called.

use std::collections::BTreeMap;
use std::sync::Arc;

use rhai::{AST, ASTNode, Engine, Expr, FnAccess, FnCallExpr, ParseErrorType, Position, ScriptFnMetadata, Stmt};

use super::engine::{FORBIDDEN, Ready, engine};
use super::kept::Kept;
use super::words::parse_error;
use super::{Limits, ScriptFunction, ScriptMistake, Scripts, asks, properties};
use crate::rulebook::Span;
use crate::rulebook::expression::{is_language_function, nearest};

/// The line by which a function says that it wants missing values, too.
pub(super) const ACCEPTS_MISSING: &str = "accepts missing";

/// Words of the language that look like functions.
const LANGUAGE: [&str; 8] = ["call", "curry", "Fn", "is_def_fn", "is_def_var", "type_of", "is_shared", "this"];

pub(super) struct File<'f> {
    name: &'f str,
    text: &'f str,
    /// where its lines end
    breaks: Vec<usize>,
}

impl<'f> File<'f> {
    fn new(name: &'f str, text: &'f str) -> Self {
        Self { name, text, breaks: text.match_indices('\n').map(|(at, _)| at).collect() }
    }

    /// A stretch of the script, by its bytes.
    fn span(&self, offset: usize, len: usize) -> Span {
        let line = self.breaks.partition_point(|end| *end < offset);
        let start = line.checked_sub(1).and_then(|before| self.breaks.get(before)).map_or(0, |end| end + 1);
        let column = self.text.get(start..offset).unwrap_or("").chars().count() + 1;
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span { file: self.name.into(), offset, len, line: number(line + 1), column: number(column) }
    }

    pub(super) fn place(&self, position: Position, len: usize) -> Span {
        let line = position.line().unwrap_or(1);
        let start = line.checked_sub(2).map_or(Some(0), |breaks| self.breaks.get(breaks).map(|at| at + 1));
        let start = start.unwrap_or(self.text.len());
        let column = position.position().unwrap_or(1);
        let rest = self.text.get(start..).unwrap_or("");
        let offset = start + rest.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>();
        self.span(offset.min(self.text.len()), len)
    }

    /// What keeps the text from being read, with the place it is about.
    fn mistake(&self, error: &ParseErrorType, position: Position) -> ScriptMistake {
        let place = self.place(position, 1);
        let (message, help) = parse_error(error);
        let mistake = |message: &str, help: String, from: usize, len: usize| ScriptMistake {
            place: self.span(from, len),
            message: message.to_owned(),
            help: Some(help),
        };
        let at = place.offset;
        let (before, after) = self.text.split_at_checked(at).unwrap_or((self.text, ""));
        if let ParseErrorType::VariableUndefined(name) = error {
            let words = self.text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| word != name);
            let near = nearest(name, words).first().map(|near| format!("did you mean `{near}`?"));
            let help = near.or(help).unwrap_or_default();
            return mistake(&format!("`{name}` stands for nothing here"), help, at, name.len());
        }
        let whole = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let decimals = after.strip_prefix(',').map_or(0, |rest| rest.chars().take_while(char::is_ascii_digit).count());
        if whole > 0 && decimals > 0 && matches!(error, ParseErrorType::MissingToken(..)) {
            let (from, len) = (before.len() - whole, whole + 1 + decimals);
            let number = self.text.get(from..from + len).unwrap_or_default().replace(',', ".");
            return mistake("decimals are written with a point", format!("write `{number}`"), from, len);
        }
        // where the text ends too early, what is wrong stands where the last function begins
        let last = self.text.rfind("fn ").filter(|_| after.trim().is_empty());
        if let Some((last, closing)) = last.and_then(|last| Some((last, not_closed(self.text.get(last..)?)?))) {
            let line =
                self.text.get(last..).and_then(|rest| rest.lines().next()).map_or(2, |line| line.trim_end().len());
            let help = format!("count the brackets of this function: each that opens has one that closes, `{closing}`");
            return mistake(&format!("a `{closing}` is missing: this function does not end"), help, last, line);
        }
        ScriptMistake { place, message, help }
    }

    /// The text from an offset on.
    pub(super) fn text_at(&self, offset: usize) -> &str {
        self.text.get(offset..).unwrap_or("")
    }

    /// Where the name of a function stands.
    fn function(&self, name: &str) -> Span {
        let found = self.text.match_indices("fn ").find_map(|(at, word)| {
            let rest = self.text.get(at + word.len()..)?;
            let name_at = at + word.len() + (rest.len() - rest.trim_start().len());
            let after = rest.trim_start().strip_prefix(name)?;
            after.trim_start().starts_with('(').then_some(name_at)
        });
        self.span(found.unwrap_or(0), name.len())
    }
}

/// The bracket that closes the last one left open; comments and texts are passed over.
fn not_closed(text: &str) -> Option<char> {
    let mut open = Vec::new();
    for line in text.lines() {
        let code = line.split("//").next().unwrap_or_default();
        for (at, part) in code.split('"').enumerate() {
            for sign in part.chars().filter(|_| at % 2 == 0) {
                match sign {
                    '{' => open.push('}'),
                    '(' => open.push(')'),
                    '[' => open.push(']'),
                    '}' | ')' | ']' => _ = open.pop(),
                    _ => {}
                }
            }
        }
    }
    open.pop()
}

pub(super) fn compile(
    files: &[(impl AsRef<str>, impl AsRef<str>)],
    limits: Limits,
) -> Result<Scripts, Vec<ScriptMistake>> {
    if files.is_empty() {
        return Ok(Scripts::default());
    }
    let engine = engine(limits);
    let mut mistakes = Vec::new();
    let mut read: Vec<(File<'_>, AST)> = Vec::new();
    for (name, text) in files {
        let file = File::new(name.as_ref(), text.as_ref());
        match engine.compile(file.text) {
            Ok(ast) => read.push((file, ast)),
            Err(error) => {
                mistakes.push(file.mistake(error.err_type(), error.position()));
            }
        }
    }
    let all_read = mistakes.is_empty();
    let mut scripts = functions(&read, &mut mistakes);
    if all_read {
        check_calls(&engine, &read, &mut mistakes);
        read.iter().for_each(|(file, ast)| properties::check(file, ast, &mut mistakes));
    }
    if !mistakes.is_empty() {
        mistakes.sort_by(|a, b| (&a.place.file, a.place.offset).cmp(&(&b.place.file, b.place.offset)));
        return Err(mistakes);
    }
    let ast = read.into_iter().map(|(_, ast)| ast).reduce(|all, one| all.merge(&one)).unwrap_or_else(AST::empty);
    scripts.ready = Some(Arc::new(Ready { engine, ast, limits, kept: Kept::default() }));
    Ok(scripts)
}

/// Lists the functions and finds those that cannot stand.
fn functions(read: &[(File<'_>, AST)], mistakes: &mut Vec<ScriptMistake>) -> Scripts {
    let mut scripts = Scripts::default();
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for (file, ast) in read {
        if let Some(statement) = ast.statements().first() {
            mistakes.push(ScriptMistake {
                place: file.place(statement.position(), 1),
                message: "only functions stand in a script".to_owned(),
                help: Some("move it into a function, `fn name(value) { … }`".to_owned()),
            });
        }
        let mut listed: Vec<(Span, ScriptFnMetadata<'_>)> = ast
            .iter_functions()
            .filter(|function| !function.name.starts_with("anon$"))
            .map(|function| (file.function(function.name), function))
            .collect();
        listed.sort_by_key(|(place, _)| place.offset);
        let places: Vec<(String, Span)> =
            listed.iter().map(|(place, function)| (function.name.to_owned(), place.clone())).collect();
        scripts.asks.extend(asks::of(file, ast, &places));
        for (place, function) in listed {
            let name = function.name.to_owned();
            if let Some(message) = clash(&name, function.params.len(), &seen) {
                let help = Some("give it another name".to_owned());
                mistakes.push(ScriptMistake { place: place.clone(), message, help });
            }
            seen.insert(name.clone(), place.clone());
            if function.access == FnAccess::Private {
                scripts.private.push((name, place));
            } else {
                scripts.functions.push(listing(function, place));
            }
        }
    }
    scripts
}

fn clash(name: &str, takes: usize, seen: &BTreeMap<String, Span>) -> Option<String> {
    if takes == 2 && asks::QUESTIONS.contains(&name) {
        return Some(format!("`{name}` is a question to a school already"));
    }
    if is_language_function(name) {
        return Some(format!("`{name}` is a function of conditions already"));
    }
    let other = seen.get(name)?;
    Some(format!("there are two functions `{name}`; the other stands in {other}"))
}

fn listing(function: ScriptFnMetadata<'_>, place: Span) -> ScriptFunction {
    let lines: Vec<&str> = function
        .comments
        .iter()
        .flat_map(|comment| comment.lines())
        .map(|line| line.trim().trim_start_matches("///").trim())
        .collect();
    let accepts_missing = lines.iter().any(|line| line.trim_end_matches('.') == ACCEPTS_MISSING);
    ScriptFunction {
        name: function.name.to_owned(),
        params: function.params.iter().map(|param| (*param).to_owned()).collect(),
        doc: lines.join("\n").trim().to_owned(),
        accepts_missing,
        place,
    }
}

/// Finds calls of functions that do not exist.
fn check_calls(engine: &Engine, read: &[(File<'_>, AST)], mistakes: &mut Vec<ScriptMistake>) {
    let own: BTreeMap<&str, usize> = read
        .iter()
        .flat_map(|(_, ast)| ast.iter_functions())
        .map(|function| (function.name, function.params.len()))
        .collect();
    let given: Vec<String> = engine
        .gen_fn_signatures(true)
        .iter()
        .filter_map(|signature| signature.split_once('(').map(|(name, _)| name.trim().to_owned()))
        .collect();
    let names: Vec<&str> = own.keys().copied().chain(given.iter().map(String::as_str)).collect();
    for (file, ast) in read {
        ast.walk(&mut |path: &[ASTNode<'_>]| {
            let (call, position, method) = match path.last() {
                Some(ASTNode::Expr(Expr::FnCall(call, position)) | ASTNode::Stmt(Stmt::FnCall(call, position))) => {
                    (call, *position, false)
                }
                Some(ASTNode::Expr(Expr::MethodCall(call, position))) => (call, *position, true),
                _ => return true,
            };
            if let Some((message, help)) = wrong_call(call, method, &own, &names) {
                mistakes.push(ScriptMistake { place: file.place(position, call.name.len()), message, help });
            }
            true
        });
    }
}

fn wrong_call(
    call: &FnCallExpr,
    method: bool,
    own: &BTreeMap<&str, usize>,
    names: &[&str],
) -> Option<(String, Option<String>)> {
    let name = call.name.as_str();
    if call.is_operator_call() || LANGUAGE.contains(&name) || name.starts_with("anon$") {
        return None;
    }
    if let Some((word, instead)) = FORBIDDEN.iter().find(|(word, _)| *word == name) {
        return Some((format!("`{word}` is not allowed in a script"), Some((*instead).to_owned())));
    }
    if !names.contains(&name) {
        let near = nearest(name, names.iter().copied()).first().map(|near| format!("did you mean `{near}`?"));
        return Some((format!("there is no function `{name}`"), near));
    }
    let takes = own.get(name)?;
    if method || *takes == call.args.len() {
        return None;
    }
    Some((format!("`{name}` takes {takes} values in its brackets, here are {}", call.args.len()), None))
}
