//! Writing the styles part: what was appended, or a whole new part.

use super::super::package::Package;
use super::super::xml::Edit;
use super::{List, NAMESPACE, ORDER, STRICT_NAMESPACE, Styles};

impl Styles {
    /// Hands the part to the package. Returns the name of the part where it is a new one.
    pub(in crate::annotate) fn flush(mut self, package: &mut Package<'_>) -> Option<String> {
        let changed = List::ALL.into_iter().any(|l| self.added_to(l) > 0);
        if !changed && !self.is_new {
            return None;
        }
        if self.is_new {
            let part = if package.has("xl/styles.xml") {
                package.free_name("xl/styles", ".xml")
            } else {
                "xl/styles.xml".to_owned()
            };
            package.add(part.clone(), self.render().into_bytes());
            return Some(part);
        }
        let edits = self.edits();
        package.edit(&self.part, edits);
        None
    }

    fn added_to(&self, list: List) -> usize {
        self.list(list).len() - self.own.get(&list).copied().unwrap_or(0)
    }

    pub(super) fn edits(&mut self) -> Vec<Edit> {
        let mut edits = Vec::new();
        for list in List::ALL {
            let own = self.own.get(&list).copied().unwrap_or(0);
            if self.added_to(list) == 0 {
                continue;
            }
            let added: String = self.list(list).get(own..).unwrap_or_default().concat();
            let total = self.list(list).len();
            let Some(container) = self.outline.child(list.element()) else {
                edits.push(Edit::insert(self.outline.place(ORDER, list.element()), self.container(list, &added)));
                continue;
            };
            if let Some(count) = self.counts.get(&list) {
                edits.push(Edit { text: total.to_string(), ..count.clone() });
            }
            edits.push(self.outline.append_to(container, &added));
        }
        self.outline.fit(edits)
    }

    fn container(&self, list: List, inside: &str) -> String {
        let (prefix, name) = (self.prefix(), list.element());
        format!("<{prefix}{name} count=\"{}\">{inside}</{prefix}{name}>", self.list(list).len())
    }

    fn render(&mut self) -> String {
        for list in [List::Fonts, List::Fills, List::Borders, List::CellFormats] {
            if self.list(list).is_empty() {
                self.items.insert(list, list.implied().iter().map(|i| (*i).to_owned()).collect());
            }
        }
        let lists: String = List::ALL
            .into_iter()
            .filter(|l| !self.list(*l).is_empty())
            .map(|l| self.container(l, &self.list(l).concat()))
            .collect();
        let namespace = if self.strict { STRICT_NAMESPACE } else { NAMESPACE };
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet xmlns=\"{namespace}\">{lists}</styleSheet>"
        )
    }
}
