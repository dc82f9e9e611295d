//! Parsed content files, kept between runs.

use std::iter::Peekable;
use std::sync::Arc;
use std::vec::IntoIter;

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
        let mut last = std::mem::take(&mut self.known);
        let hash = Some(*blake3::hash(format!("{options:?}").as_bytes()).as_bytes());
        if self.options != hash {
            last.clear();
            self.options = hash;
        }
        let mut last = last.into_iter().peekable();
        let known = content.into_iter().map(|source| {
            let version = last_version(&mut last, &source).filter(|(last, _)| is_same(last, &source));
            (source, version.map(|(_, outcome)| outcome))
        });
        let known: Vec<(Source, Option<Outcome<Option<ContentItem>>>)> = known.collect();
        let read = |(source, outcome): (Source, Option<_>)| {
            let outcome = outcome.unwrap_or_else(|| read_content_item(source.clone(), options));
            (source, outcome)
        };
        self.known = known.into_par_iter().with_max_len(MAX_FILES_PER_TASK).map(read).collect();
        self.known.iter().map(|(_, outcome)| outcome.clone()).collect()
    }
}

/// Returns the last version of a file. `last` has the files from there on; both are sorted by path.
fn last_version(last: &mut Peekable<IntoIter<ReadItem>>, source: &Source) -> Option<ReadItem> {
    let version = last.next_if(|(last, _)| last.path == source.path);
    version.or_else(|| {
        while last.next_if(|(last, _)| last.path < source.path).is_some() {}
        last.next_if(|(last, _)| last.path == source.path)
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
