//! Sentences under sentences.

use std::fmt;

use serde::Serialize;

/// A sentence and what stands under it. Displays with drawn branches.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize)]
pub struct Tree {
    /// the sentence
    pub text: String,
    /// what it rests on
    pub children: Vec<Tree>,
}

impl Tree {
    /// A sentence by itself.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), children: Vec::new() }
    }

    fn draw(&self, f: &mut fmt::Formatter<'_>, before: &str) -> fmt::Result {
        for (number, child) in self.children.iter().enumerate() {
            let last = number + 1 == self.children.len();
            writeln!(f, "{before}{} {}", if last { "└─" } else { "├─" }, child.text)?;
            child.draw(f, &format!("{before}{}", if last { "   " } else { "│  " }))?;
        }
        Ok(())
    }
}

impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.draw(f, "")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branches_are_drawn_down_to_the_last() {
        let leaf = |text: &str| Tree::new(text);
        let tree = Tree {
            text: "school".to_owned(),
            children: vec![Tree { text: "floor".to_owned(), children: vec![leaf("cell")] }, leaf("grade")],
        };
        assert_eq!(tree.to_string(), "school\n├─ floor\n│  └─ cell\n└─ grade\n");
    }
}
