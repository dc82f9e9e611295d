//! Footnotes: gathered at the end in the order in which they are referred to, each with a way back.

use rustc_hash::FxHashMap;

use super::EventRenderer;
use crate::document::{Footnote, fold_label};
use crate::render::Html;

/// The footnotes of a body while it is being written.
#[derive(Default)]
pub(super) struct Footnotes {
    /// Footnotes by label.
    by_label: FxHashMap<String, usize>,
    /// By the order in which they are written.
    notes: Vec<RenderedFootnote>,
    /// Which of them are referred to, in the order of the first reference; then those nobody refers to.
    order: Vec<usize>,
    /// How many have begun.
    begun_count: usize,
    /// Those that are open, with where they begin in the output.
    open: Vec<(usize, usize)>,
}

/// One footnote.
#[derive(Default)]
struct RenderedFootnote {
    number: Option<usize>,
    references: usize,
    text: Html,
}

impl Footnotes {
    pub(super) fn new(written: &[Footnote]) -> Self {
        let mut places = FxHashMap::default();
        for (place, note) in written.iter().enumerate() {
            places.entry(note.label.clone()).or_insert(place);
        }
        let notes = written.iter().map(|_| RenderedFootnote::default()).collect();
        Self { by_label: places, notes, ..Self::default() }
    }

    /// The number of a footnote, given when it is first referred to.
    fn number_of(&mut self, place: usize) -> usize {
        let next = self.order.len() + 1;
        match self.notes[place].number {
            Some(number) => number,
            None => {
                self.order.push(place);
                *self.notes[place].number.insert(next)
            }
        }
    }
}

impl EventRenderer<'_> {
    pub(super) fn footnote_reference(&mut self, label: &str) {
        let place = self.footnotes.by_label.get(&fold_label(label)).copied();
        let Some(place) = place else { return self.out.text(&format!("[^{label}]")) };
        let number = self.footnotes.number_of(place).to_string();
        if self.in_link() {
            return self.out.element("sup", &number);
        }
        let note = &mut self.footnotes.notes[place];
        note.references += 1;
        let id = &self.prose.body.footnotes[place].id;
        let (own, to) = (reference_id(id, note.references), format!("#{id}"));
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
        let Some((place, begins)) = self.footnotes.open.pop() else { return };
        let text = self.out.split_off(begins);
        if let Some(note) = self.footnotes.notes.get_mut(place) {
            note.text = text;
        }
    }

    pub(super) fn write_footnotes(&mut self) {
        if self.footnotes.notes.is_empty() {
            return;
        }
        let footnotes = std::mem::take(&mut self.footnotes);
        let unused = (0..footnotes.notes.len()).filter(|place| footnotes.notes[*place].number.is_none());
        let section = [("class", "footnotes"), ("role", "doc-endnotes"), ("aria-label", "Footnotes")];
        self.out.newline();
        self.out.open_with("section", &section);
        self.out.newline();
        self.out.open("ol");
        self.out.newline();
        for place in footnotes.order.iter().copied().chain(unused) {
            self.write_footnote(&footnotes.notes[place], &self.prose.body.footnotes[place].id);
        }
        self.out.close("ol");
        self.out.newline();
        self.out.close("section");
        self.out.newline();
    }

    fn write_footnote(&mut self, note: &RenderedFootnote, id: &str) {
        self.out.open_with("li", &[("id", id)]);
        self.out.newline();
        let in_paragraph = self.out.append_open(&note.text, "</p>");
        if !in_paragraph && note.references > 0 {
            self.out.open("p");
        }
        for reference in 1..=note.references {
            if in_paragraph || reference > 1 {
                self.out.text(" ");
            }
            self.back_link(id, reference);
        }
        if in_paragraph || note.references > 0 {
            self.out.close("p");
        }
        self.out.newline();
        self.out.close("li");
        self.out.newline();
    }

    fn back_link(&mut self, id: &str, reference: usize) {
        let to = format!("#{}", reference_id(id, reference));
        let name = match reference {
            1 => "Back to the text".to_owned(),
            reference => format!("Back to the text, place {reference}"),
        };
        self.out.open_with("a", &[("href", &to), ("role", "doc-backlink"), ("aria-label", &name)]);
        // The sign of a variation keeps phones from showing the arrow as a picture.
        self.out.text("↩\u{fe0e}");
        if reference > 1 {
            self.out.element("sup", &reference.to_string());
        }
        self.out.close("a");
    }
}

/// The id of the place that refers to a footnote. The number comes first, so that no label can make the id of another.
fn reference_id(footnote: &str, reference: usize) -> String {
    format!("fnref-{reference}-{}", footnote.strip_prefix("fn-").unwrap_or(footnote))
}
