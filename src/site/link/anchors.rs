//! The places of a page that a link may aim at.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use crate::briefing::ContentMeta;
use crate::site::{PageId, Site};
use crate::text::{NameIndex, some_of};

/// The places of one page: headings, footnotes and, where HTML is let through, its ids.
pub(super) struct Anchors<'s> {
    leaf: &'s ContentMeta,
    ids: FxHashSet<&'s str>,
    near: OnceLock<NameIndex<()>>,
}

impl<'s> Anchors<'s> {
    pub(super) fn of(site: &Site, leaf: &'s ContentMeta) -> Self {
        let raw = leaf.body.html_ids.iter().filter(|_| site.settings.raw_html).map(String::as_str);
        Self { leaf, ids: anchors(leaf).chain(raw).collect(), near: OnceLock::new() }
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// The heading or footnote whose id is spelt nearly so.
    pub(super) fn nearest(&self, id: &str) -> Option<&str> {
        self.near.get_or_init(|| NameIndex::of(anchors(self.leaf))).nearest(id)
    }

    /// The first headings and footnotes, ready to be told; none where there are none.
    pub(super) fn listed(&self) -> Option<String> {
        let mut ids = anchors(self.leaf).map(|id| format!("`#{id}`")).peekable();
        ids.peek().is_some().then(|| some_of(ids, ", "))
    }
}

fn anchors(leaf: &ContentMeta) -> impl Iterator<Item = &str> {
    let headings = leaf.body.headings.iter().map(|heading| heading.id.as_str());
    headings.chain(leaf.body.footnotes.iter().map(|note| note.id.as_str()))
}

/// Whether a place is one of the numbered sources of a briefing.
pub(super) fn numbered_source(site: &Site, page: PageId, anchor: &str) -> bool {
    let PageId::Briefing(id) = page else { return false };
    let count = site.briefing(id).briefing.sources.len();
    let number = anchor.strip_prefix("source-").and_then(|number| number.parse().ok());
    number.is_some_and(|number: usize| (1..=count).contains(&number))
}
