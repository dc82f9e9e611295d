//! Parsed content files, kept between runs.

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::briefing::{ContentItem, FrontMatterOptions, read_content_item as type_document};
use crate::diagnostic::Outcome;
use crate::document::parse_document;
use crate::text::Source;

use super::MAX_FILES_PER_TASK;

/// The content items of the last run, by path. A file with the same text is not parsed again.
#[derive(Default)]
pub(super) struct ItemMemo {
    pub(super) known: FxHashMap<Arc<str>, KnownItem>,
    /// The hash of the options with which they were read.
    pub(super) options: Option<[u8; 32]>,
}

/// A source with what was read from it.
pub(super) type KnownItem = (Source, Outcome<Option<ContentItem>>);

impl ItemMemo {
    /// Parses and types the files, in parallel, and forgets all others.
    pub(super) fn read(
        &mut self,
        content: Vec<Source>,
        options: &FrontMatterOptions,
    ) -> Vec<Outcome<Option<ContentItem>>> {
        let mut known = std::mem::take(&mut self.known);
        let hash = Some(*blake3::hash(format!("{options:?}").as_bytes()).as_bytes());
        if self.options != hash {
            known.clear();
            self.options = hash;
        }
        let read = |source: Source| match known.get(&source.path) {
            Some((last, outcome)) if is_same(last, &source) => (source, outcome.clone()),
            _ => (source.clone(), read_content_item(source, options)),
        };
        let content = content.into_par_iter().with_max_len(MAX_FILES_PER_TASK);
        let read: Vec<KnownItem> = content.map(read).collect();
        let outcomes = read.iter().map(|(_, outcome)| outcome.clone()).collect();
        self.known = read.into_iter().map(|entry| (entry.0.path.clone(), entry)).collect();
        outcomes
    }
}

/// Compares the texts only if they are not one value.
fn is_same(one: &Source, other: &Source) -> bool {
    Arc::ptr_eq(&one.text, &other.text) || one.text == other.text
}

/// Parses and types one file.
pub(super) fn read_content_item(
    source: Source,
    options: &FrontMatterOptions,
) -> Outcome<Option<ContentItem>> {
    let Outcome { value: document, mut diagnostics } = parse_document(source);
    let typed = type_document(document, options);
    diagnostics.extend(typed.diagnostics);
    Outcome::new(typed.value, diagnostics)
}
