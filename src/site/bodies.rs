//! A new site after changes of bodies, titles and summaries alone.
//!
//! Most saves change the prose or the title of one briefing. If its facts, links and anchors are as before, only it is read
//! again, and all else of the last site is shared. Any other change makes a new index.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::briefing::{Briefing, ContentItem, ContentMeta};
use crate::diagnostic::{Diagnostic, Outcome, SourceLocation};
use crate::document::LinkKind;

use super::found::ProseMemo;
use super::front_change::{FrontChange, front_change};
use super::ids::BriefingId;
use super::indexed_site::{IndexChange, IndexedSite, ResolvedBriefing, Site};
use super::input::IndexInput;
use super::names::Registry;
use super::publication::{Unpublished, has_entries_ahead};
use super::resolve::{NamedBriefing, resolve_briefing};

/// The last index with its input.
pub(super) struct LastIndex {
    input: IndexInput,
    site: Site,
    registry: Arc<Registry>,
    unpublished: Vec<Unpublished>,
    /// All but those of the prose of briefings.
    diagnostics: Vec<Diagnostic>,
    /// The public briefings by path.
    briefings: FxHashMap<Arc<str>, BriefingId>,
}

impl LastIndex {
    pub(super) fn new(
        input: IndexInput,
        registry: Arc<Registry>,
        indexed: &IndexedSite,
        diagnostics: Vec<Diagnostic>,
    ) -> Self {
        let site = indexed.site.clone();
        let paths = site.briefings.iter().map(|resolved| resolved.briefing.meta.source.path.clone());
        let briefings = paths.enumerate().map(|(id, path)| (path, BriefingId::new(id))).collect();
        Self { input, site, registry, unpublished: indexed.unpublished.clone(), diagnostics, briefings }
    }

    /// Returns the site of a new input that differs in nothing but bodies, titles and summaries; `None` if there are other
    /// differences, or if other pages depend on them in another way than by showing them. The diagnostics are without those of the prose of briefings.
    pub(super) fn update(
        &mut self,
        input: &IndexInput,
        memo: &mut ProseMemo,
    ) -> Option<Outcome<IndexedSite>> {
        if !self.input.is_same_but_items(input) {
            return None;
        }
        let changed = self.changed_briefings(&input.items)?;
        let mut updated = Vec::with_capacity(changed.len());
        for (briefing, change) in changed {
            match self.briefings.get(&briefing.meta.source.path) {
                Some(id) => updated.push((*id, self.read(*id, briefing, change, memo)?)),
                None if change == FrontChange::Same => {}
                None => return None,
            }
        }
        for (id, resolved) in updated {
            self.site.briefings.replace(id.index(), Arc::new(resolved));
        }
        self.input.items.clone_from(&input.items);
        let (site, unpublished) = (self.site.clone(), self.unpublished.clone());
        let indexed = IndexedSite { site, unpublished, change: IndexChange::OnlyBodies };
        Some(Outcome::new(indexed, self.diagnostics.clone()))
    }

    /// Returns the briefings that are not the same values as before; `None` if the items differ in more than bodies, titles and
    /// summaries of briefings.
    fn changed_briefings<'i>(
        &self,
        items: &'i [ContentItem],
    ) -> Option<Vec<(&'i Arc<Briefing>, FrontChange)>> {
        if items.len() != self.input.items.len() {
            return None;
        }
        let mut changed = Vec::new();
        for (last, item) in self.input.items.iter().zip(items) {
            match (last, item) {
                _ if last.is_same_value(item) => {}
                (ContentItem::Briefing(last), ContentItem::Briefing(briefing)) => {
                    changed.push((briefing, surface_change(&last.meta, &briefing.meta)?));
                }
                _ => return None,
            }
        }
        Some(changed)
    }

    /// Returns a briefing with its new prose and title; `None` if other pages depend on them.
    fn read(
        &self,
        id: BriefingId,
        item: &Arc<Briefing>,
        change: FrontChange,
        memo: &mut ProseMemo,
    ) -> Option<ResolvedBriefing> {
        let mut resolved = ResolvedBriefing::clone(&self.site.briefings[id.index()]);
        resolved.named = Arc::new(match change {
            FrontChange::Same => self.with_body(&resolved, item)?,
            FrontChange::Title => self.with_title(&resolved, item)?,
        });
        let facts = memo.replace_briefing(id, resolved.named.clone())?;
        if self.input.settings.found.timeline && facts.facts != resolved.found.facts {
            return None;
        }
        resolved.found = facts;
        Some(resolved)
    }

    /// Returns a briefing with another body; `None` if a diagnostic depends on that.
    fn with_body(&self, last: &NamedBriefing, item: &Briefing) -> Option<NamedBriefing> {
        if self.diagnostics.iter().any(|diagnostic| is_in_file(diagnostic, &item.meta, item.meta.body.start))
        {
            return None;
        }
        let mut named = last.clone();
        let briefing = Arc::make_mut(&mut named.briefing);
        briefing.meta.source = item.meta.source.clone();
        briefing.meta.body = item.meta.body.clone();
        Some(named)
    }

    /// Returns a briefing with another title or summary; `None` if a diagnostic has a location in its file, which may be
    /// another now, or may show its title.
    fn with_title(&self, last: &NamedBriefing, item: &Arc<Briefing>) -> Option<NamedBriefing> {
        let title = &*last.briefing.meta.title.value;
        let depends = |diagnostic: &Diagnostic| {
            is_in_file(diagnostic, &item.meta, 0) || diagnostic.message.contains(title)
        };
        if has_entries_ahead(item, &self.input.filter) || self.diagnostics.iter().any(depends) {
            return None;
        }
        let resolved = resolve_briefing(item.clone(), &self.registry, &self.input.filter);
        (resolved.diagnostics.is_empty() && resolved.value.has_same_facts(last)).then_some(resolved.value)
    }
}

/// Returns how the front matter of two versions of a file differs; `None` if their links or anchors differ too, or if other
/// pages may depend on the difference.
fn surface_change(one: &ContentMeta, other: &ContentMeta) -> Option<FrontChange> {
    let is_same = one.source.path == other.source.path && has_same_links(one, other);
    front_change(front_matter(one)?, front_matter(other)?).filter(|_| is_same)
}

fn front_matter(meta: &ContentMeta) -> Option<&str> {
    meta.source.text.get(..meta.body.start)
}

/// Compares links as they are written, because the syntax of a link may decide where it leads.
fn has_same_links(one: &ContentMeta, other: &ContentMeta) -> bool {
    fn links(meta: &ContentMeta) -> impl Iterator<Item = (LinkKind, &str, &str)> {
        let links = meta.body.links.iter();
        links.map(|link| (link.kind, link.target.as_str(), meta.source.slice(link.span)))
    }
    fn anchors(meta: &ContentMeta) -> impl Iterator<Item = &str> {
        let headings = meta.body.headings.iter().map(|heading| heading.id.as_str());
        headings.chain(meta.body.footnotes.iter().map(|note| note.id.as_str()))
    }
    links(one).eq(links(other))
        && anchors(one).eq(anchors(other))
        && one.body.headings.len() == other.body.headings.len()
        && one.body.html_ids == other.body.html_ids
}

/// Returns whether a diagnostic has a location in a file, at this offset or after it.
fn is_in_file(diagnostic: &Diagnostic, meta: &ContentMeta, offset: usize) -> bool {
    let is_inside = |location: &SourceLocation| {
        let start = location.span.map_or(0, |span| span.start as usize);
        location.path == meta.source.path && start >= offset
    };
    diagnostic.location.iter().chain(diagnostic.related.iter().map(|(location, _)| location)).any(is_inside)
}
