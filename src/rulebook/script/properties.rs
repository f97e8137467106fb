//! `school.results.met`: a school has no figures as properties, it is asked for them by name.

use rhai::{AST, ASTNode, Expr, Position};

use super::ScriptMistake;
use super::compile::File;

/// What a script calls the school that it is handed.
const SCHOOL: &str = "school";
/// What a school has.
const HAS: [&str; 2] = ["year", "date"];

/// Finds figures that are read as properties of the school. Where a script makes something of that name itself, nothing is
/// known of it.
pub(super) fn check(file: &File<'_>, ast: &AST, mistakes: &mut Vec<ScriptMistake>) {
    const MADE: [&str; 5] = ["let school", "const school", "for school in", "|school", "school|"];
    if MADE.iter().any(|made| file.text_at(0).contains(made)) {
        return;
    }
    ast.walk(&mut |path: &[ASTNode<'_>]| {
        let Some(ASTNode::Expr(Expr::Dot(sides, ..))) = path.last() else { return true };
        let Expr::Variable(named, ..) = &sides.lhs else { return true };
        let mut names = Vec::new();
        let Some(place) = properties(&sides.rhs, &mut names).filter(|_| named.1.as_str() == SCHOOL) else {
            return true;
        };
        if let Some(first) = names.first().filter(|first| !HAS.contains(first)) {
            let message = format!("the school has no `{first}`");
            let help = Some(format!("a school is asked by name: `school.value(\"{}\")`", names.join(".")));
            mistakes.push(ScriptMistake { place: file.place(place, first.len()), message, help });
        }
        true
    });
}

/// The names of properties one behind the other, and where the first stands.
fn properties<'e>(expr: &'e Expr, names: &mut Vec<&'e str>) -> Option<Position> {
    match expr {
        Expr::Property(property, place) => {
            names.push(property.2.as_str());
            Some(*place)
        }
        Expr::Dot(sides, ..) => {
            let place = properties(&sides.lhs, names)?;
            _ = properties(&sides.rhs, names);
            Some(place)
        }
        _ => None,
    }
}
