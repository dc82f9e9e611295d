//! Markdown bodies as HTML, with their tables of contents and what editors put under `extra`.

use tera::Value;
use tera::value::Key;

use super::Show;
use crate::briefing::Leaf;
use crate::data::{Data, Node};
use crate::document::Body;
use crate::render::Html;
use crate::render::view::{TocLeafView, TocView};
use crate::site::PageId;

impl Show<'_> {
    /// The prose of a page as HTML; `root` leads from the page to the root of the site.
    pub(super) fn prose(&self, page: PageId, leaf: &Leaf, root: &str) -> Html {
        crate::render::prose(self.site, leaf, self.site.targets(page), self.pictures, root)
    }

    /// The prose, where there is any.
    pub(super) fn prose_if_any(&self, page: PageId, leaf: &Leaf, root: &str) -> Option<Html> {
        let written = leaf.source.text.get(leaf.body.start..).unwrap_or_default();
        (!written.trim().is_empty()).then(|| self.prose(page, leaf, root))
    }
}

/// Headings of the second and third level.
pub(super) fn toc(body: &Body) -> Vec<TocView> {
    let mut toc: Vec<TocView> = Vec::new();
    for heading in &body.headings {
        let (text, id) = (heading.text.clone(), heading.id.clone());
        match (heading.level, toc.last_mut()) {
            (1 | 2, _) | (3, None) => toc.push(TocView { text, id, below: Vec::new() }),
            (3, Some(above)) => above.below.push(TocLeafView { text, id }),
            _ => {}
        }
    }
    toc
}

/// The `extra` of a file, as templates see it: a mapping.
pub(super) fn extra(leaf: &Leaf) -> Value {
    mapping(&leaf.extra)
}

fn mapping(pairs: &[(crate::text::Spanned<String>, Node)]) -> Value {
    let map: tera::value::Map =
        pairs.iter().map(|(key, node)| (Key::from(key.value.clone()), free(node))).collect();
    Value::from(map)
}

fn free(node: &Node) -> Value {
    match &node.value {
        Data::Null => Value::none(),
        Data::Bool(flag) => Value::from(*flag),
        Data::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => Value::from(*number as i64),
        Data::Number(number) => Value::from(*number),
        Data::Text(text) => Value::from(text.as_str()),
        Data::List(items) => Value::from(items.iter().map(free).collect::<Vec<_>>()),
        Data::Map(pairs) => mapping(pairs),
    }
}
