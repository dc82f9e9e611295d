//! Anchors of pages, as targets of links.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use crate::briefing::ContentMeta;
use crate::settings::Settings;
use crate::text::{NameIndex, join_first};

/// The anchors of one page: headings, footnotes and, with `raw_html`, the ids of its HTML.
pub(super) struct Anchors<'s> {
    meta: &'s ContentMeta,
    with_raw_html: bool,
    ids: OnceLock<FxHashSet<&'s str>>,
    index: OnceLock<NameIndex<()>>,
}

impl<'s> Anchors<'s> {
    pub(super) fn of(settings: &Settings, meta: &'s ContentMeta) -> Self {
        Self { meta, with_raw_html: settings.raw_html, ids: OnceLock::new(), index: OnceLock::new() }
    }

    pub(super) fn has(&self, id: &str) -> bool {
        let ids = self.ids.get_or_init(|| {
            let raw = self.meta.body.html_ids.iter().filter(|_| self.with_raw_html).map(String::as_str);
            anchors(self.meta).chain(raw).collect()
        });
        ids.contains(id)
    }

    /// Returns the most similar id of a heading or footnote.
    pub(super) fn nearest(&self, id: &str) -> Option<&str> {
        self.index.get_or_init(|| NameIndex::of(anchors(self.meta))).nearest(id)
    }

    /// Returns the first anchors as text for a help, or `None` if the page has none.
    pub(super) fn listed(&self) -> Option<String> {
        let mut ids = anchors(self.meta).map(|id| format!("`#{id}`")).peekable();
        ids.peek().is_some().then(|| join_first(ids, ", "))
    }
}

fn anchors(meta: &ContentMeta) -> impl Iterator<Item = &str> {
    let headings = meta.body.headings.iter().map(|heading| heading.id.as_str());
    headings.chain(meta.body.footnotes.iter().map(|footnote| footnote.id.as_str()))
}

/// Returns whether an anchor is one of the numbered sources of a page.
pub(super) fn is_numbered_source(source_count: usize, anchor: &str) -> bool {
    let number = anchor.strip_prefix("source-").and_then(|number| number.parse().ok());
    number.is_some_and(|number: usize| (1..=source_count).contains(&number))
}
