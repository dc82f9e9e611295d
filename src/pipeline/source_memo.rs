//! Parsed content files, kept between runs.

use std::sync::Arc;

use rayon::prelude::*;

use crate::briefing::{ContentItem, FrontMatterOptions, read_content_item as type_document};
use crate::diagnostic::Outcome;
use crate::document::parse_document;
use crate::text::Source;

use super::MAX_FILES_PER_TASK;

/// A file with what was read from it.
pub(super) type ReadItem = (Source, Outcome<Option<ContentItem>>);

/// The content items of the last run. A file with the same text is not parsed again.
#[derive(Default)]
pub(super) struct ItemMemo {
    /// Sorted by path.
    pub(super) known: Vec<ReadItem>,
    /// The hash of the options with which they were read.
    pub(super) options: Option<[u8; 32]>,
}

impl ItemMemo {
    /// Parses and types the files, which are sorted by path, in parallel, and forgets all others.
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
        let read = |(index, source): (usize, Source)| match last_version(&known, index, &source) {
            Some((last, outcome)) if is_same(last, &source) => (source, outcome.clone()),
            _ => (source.clone(), read_content_item(source, options)),
        };
        let content = content.into_par_iter().enumerate().with_max_len(MAX_FILES_PER_TASK);
        self.known = content.map(read).collect();
        self.known.iter().map(|(_, outcome)| outcome.clone()).collect()
    }
}

/// Returns the last version of a file. In most runs it has the same index.
fn last_version<'k>(known: &'k [ReadItem], index: usize, source: &Source) -> Option<&'k ReadItem> {
    let at_index = known.get(index).filter(|(last, _)| last.path == source.path);
    at_index.or_else(|| {
        let found = known.binary_search_by(|(last, _)| last.path.cmp(&source.path));
        found.ok().map(|index| &known[index])
    })
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
