//! Handing a function the school: `my_function(school)`.

use std::sync::Arc;

use super::ast::{At, Expr, Kind, Node};
use super::grammar::Parser;
use super::lex::Token;
use super::mistake::Mistake;
use super::names::FunctionId;

/// The word for the school itself.
const SCHOOL: &str = "school";

impl Parser<'_> {
    /// The school itself, where it stands as an argument and no measure is called so.
    pub(super) fn school(&mut self) -> Option<Node> {
        let alone = matches!(self.tokens.get(self.next + 1), Some((Token::Sign(',' | ')'), _)));
        let named = matches!(self.peek(), Token::Name(name) if name == SCHOOL);
        (named && alone && self.names.measure(SCHOOL).is_none()).then(|| {
            let at = self.advance();
            Node { expr: Expr::School(Arc::default()), kind: Kind::Open, at }
        })
    }

    /// The arguments of a function of the scripts, with all it can ask where it is handed the school.
    pub(super) fn handed(
        &mut self,
        name: &str,
        function: FunctionId,
        mut given: Vec<Node>,
        at: At,
    ) -> Option<Vec<Node>> {
        let names = self.names;
        let asked = names.asked(function);
        let is_school = |node: &Node| matches!(node.expr, Expr::School(_));
        if let (Some(_), false) = (asked, given.iter().any(is_school)) {
            let mistake = Mistake::new(at, format!("`{name}` asks the school, which it is not handed"));
            self.mistake(mistake.help(format!("write `{name}({SCHOOL})`")));
            return None;
        }
        for argument in given.iter_mut().filter(|argument| is_school(argument)) {
            argument.expr = Expr::School(Arc::new(asked.map(|asked| asked.at(at)).unwrap_or_default()));
        }
        Some(given)
    }

    /// Whether a function of the language is handed the school, which is a mistake.
    pub(super) fn hands_on_a_school(&mut self, arguments: &[Node]) -> bool {
        let Some(school) = arguments.iter().find(|argument| matches!(argument.expr, Expr::School(_))) else {
            return false;
        };
        let mistake = Mistake::new(school.at, format!("`{SCHOOL}` is handed to functions of the scripts alone"));
        self.mistake(mistake.help("here stands what is asked of it: a measure, a grade, a condition"));
        true
    }
}
