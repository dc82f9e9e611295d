//! Footnotes, written at the end in the order of their references, each with links back to them.

use rustc_hash::FxHashMap;

use super::{EventRenderer, ProseImage};
use crate::document::{Footnote, fold_label};
use crate::render::Html;

/// The footnotes of a body while it is rendered.
#[derive(Default)]
pub(super) struct Footnotes {
    /// Index of each footnote by label.
    by_label: FxHashMap<String, usize>,
    /// Footnotes in source order.
    footnotes: Vec<RenderedFootnote>,
    /// Indices of the referenced footnotes, in the order of their first reference.
    order: Vec<usize>,
    /// Number of definitions begun.
    begun_count: usize,
    /// Open definitions: index and offset in the output.
    open: Vec<(usize, usize)>,
}

/// One footnote.
#[derive(Default)]
struct RenderedFootnote {
    /// From 1; `None` while it is not referenced.
    number: Option<usize>,
    /// Number of references.
    references: usize,
    text: Html,
    /// Whether the last paragraph of the text is still open.
    in_paragraph: bool,
    /// The first image of the text.
    image: Option<ProseImage>,
}

impl Footnotes {
    pub(super) fn new(definitions: &[Footnote]) -> Self {
        let mut by_label = FxHashMap::default();
        for (index, footnote) in definitions.iter().enumerate() {
            by_label.entry(footnote.label.clone()).or_insert(index);
        }
        let footnotes = definitions.iter().map(|_| RenderedFootnote::default()).collect();
        Self { by_label, footnotes, ..Self::default() }
    }

    /// Returns where the first image of the open footnote is kept.
    pub(super) fn open_image(&mut self) -> Option<&mut Option<ProseImage>> {
        let (index, _) = self.open.last()?;
        self.footnotes.get_mut(*index).map(|footnote| &mut footnote.image)
    }

    /// Returns the indices of all footnotes in the order in which they are written.
    fn written_order(&self) -> Vec<usize> {
        let unused = (0..self.footnotes.len()).filter(|index| self.footnotes[*index].number.is_none());
        self.order.iter().copied().chain(unused).collect()
    }

    /// Returns the number of a footnote, and assigns it at the first reference.
    fn number_of(&mut self, index: usize) -> usize {
        let next = self.order.len() + 1;
        match self.footnotes[index].number {
            Some(number) => number,
            None => {
                self.order.push(index);
                *self.footnotes[index].number.insert(next)
            }
        }
    }
}

impl EventRenderer<'_> {
    pub(super) fn footnote_reference(&mut self, label: &str) {
        let index = self.footnotes.by_label.get(&fold_label(label)).copied();
        let Some(index) = index else { return self.out.text(&format!("[^{label}]")) };
        let number = self.footnotes.number_of(index).to_string();
        if self.in_link() {
            return self.out.element("sup", &number);
        }
        let footnote = &mut self.footnotes.footnotes[index];
        footnote.references += 1;
        let id = &self.prose.body.footnotes[index].id;
        let (own, to) = (reference_id(id, footnote.references), self.prose.urls.anchor(id));
        self.out.open_with("sup", &[("class", "footnote")]);
        self.out.open_with("a", &[("id", &own), ("href", &to), ("role", "doc-noteref")]);
        self.out.text(&number);
        self.out.close("a");
        self.out.close("sup");
    }

    pub(super) fn begin_footnote(&mut self) {
        self.footnotes.open.push((self.footnotes.begun_count, self.out.position()));
        self.footnotes.begun_count += 1;
    }

    pub(super) fn end_footnote(&mut self) {
        let Some((index, start)) = self.footnotes.open.pop() else { return };
        let text = self.out.split_off(start);
        if let Some(footnote) = self.footnotes.footnotes.get_mut(index) {
            footnote.text = text;
            footnote.in_paragraph = std::mem::take(&mut self.paragraph_is_open);
        }
    }

    /// Leaves the last paragraph of a footnote open for the links back to its references.
    pub(super) fn keep_paragraph_open(&mut self) {
        self.paragraph_is_open = true;
    }

    pub(super) fn write_footnotes(&mut self) {
        if self.footnotes.footnotes.is_empty() {
            return;
        }
        let footnotes = std::mem::take(&mut self.footnotes);
        let order = footnotes.written_order();
        let image = order.iter().find_map(|index| footnotes.footnotes[*index].image.clone());
        self.lead_image = self.lead_image.take().or(image);
        let labels = self.prose.labels;
        let section =
            [("class", "footnotes"), ("role", "doc-endnotes"), ("aria-label", labels.get("footnotes"))];
        self.out.newline();
        self.out.open_with("section", &section);
        self.out.newline();
        self.out.open("ol");
        self.out.newline();
        for index in order {
            self.write_footnote(&footnotes.footnotes[index], &self.prose.body.footnotes[index].id);
        }
        self.out.close("ol");
        self.out.newline();
        self.out.close("section");
        self.out.newline();
    }

    fn write_footnote(&mut self, footnote: &RenderedFootnote, id: &str) {
        self.out.open_with("li", &[("id", id)]);
        self.out.newline();
        let in_paragraph = footnote.in_paragraph;
        self.out.append(&footnote.text);
        if !in_paragraph && footnote.references > 0 {
            self.out.open("p");
        }
        for reference in 1..=footnote.references {
            if in_paragraph || reference > 1 {
                self.out.text(" ");
            }
            self.back_link(id, reference);
        }
        if in_paragraph || footnote.references > 0 {
            self.out.close("p");
        }
        self.out.newline();
        self.out.close("li");
        self.out.newline();
    }

    fn back_link(&mut self, id: &str, reference: usize) {
        let to = self.prose.urls.anchor(&reference_id(id, reference));
        let name = match reference {
            1 => self.prose.labels.get("footnote-back").to_owned(),
            _ => self.prose.labels.format("footnote-back-number", &[("number", reference.into())]),
        };
        self.out.open_with("a", &[("href", &to), ("role", "doc-backlink"), ("aria-label", &name)]);
        // The variation selector keeps phones from showing the arrow as an emoji.
        self.out.text("↩\u{fe0e}");
        if reference > 1 {
            self.out.element("sup", &reference.to_string());
        }
        self.out.close("a");
    }
}

/// Returns the id of a reference to a footnote. The number comes first, so that labels cannot make ids collide.
fn reference_id(footnote: &str, reference: usize) -> String {
    format!("fnref-{reference}-{}", footnote.strip_prefix("fn-").unwrap_or(footnote))
}
