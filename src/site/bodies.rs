//! A new site after changes of bodies alone.
//!
//! Most saves change the prose of one briefing. If its front matter, links and anchors are as before, only it is read again,
//! and all else of the last site is shared. Any other change makes a new index.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::briefing::{Briefing, ContentItem, ContentMeta};
use crate::diagnostic::{Diagnostic, Outcome, SourceLocation};
use crate::document::LinkKind;

use super::found::ProseMemo;
use super::ids::BriefingId;
use super::indexed_site::{IndexChange, IndexedSite, ResolvedBriefing, Site};
use super::input::IndexInput;
use super::publication::Unpublished;
use super::resolve::NamedBriefing;

/// The last index with its input.
pub(super) struct LastIndex {
    input: IndexInput,
    site: Site,
    unpublished: Vec<Unpublished>,
    /// All but those of the prose of briefings.
    diagnostics: Vec<Diagnostic>,
    /// The public briefings by path.
    briefings: FxHashMap<Arc<str>, BriefingId>,
}

impl LastIndex {
    pub(super) fn new(input: IndexInput, indexed: &IndexedSite, diagnostics: Vec<Diagnostic>) -> Self {
        let site = indexed.site.clone();
        let paths = site.briefings.iter().map(|resolved| resolved.briefing.meta.source.path.clone());
        let briefings = paths.enumerate().map(|(id, path)| (path, BriefingId::new(id))).collect();
        Self { input, site, unpublished: indexed.unpublished.clone(), diagnostics, briefings }
    }

    /// Returns the site of a new input that differs in nothing but bodies; `None` if there are other differences, or if
    /// other pages depend on them. The diagnostics are without those of the prose of briefings.
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
        for briefing in changed {
            let Some(id) = self.briefings.get(&briefing.meta.source.path) else { continue };
            updated.push((*id, self.read(*id, briefing, memo)?));
        }
        for (id, resolved) in updated {
            self.site.briefings.replace(id.index(), Arc::new(resolved));
        }
        self.input.items.clone_from(&input.items);
        let (site, unpublished) = (self.site.clone(), self.unpublished.clone());
        let indexed = IndexedSite { site, unpublished, change: IndexChange::OnlyBodies };
        Some(Outcome::new(indexed, self.diagnostics.clone()))
    }

    /// Returns the briefings that are not the same values as before; `None` if the items differ in more than their bodies.
    fn changed_briefings<'i>(&self, items: &'i [ContentItem]) -> Option<Vec<&'i Arc<Briefing>>> {
        if items.len() != self.input.items.len() {
            return None;
        }
        let mut changed = Vec::new();
        for (last, item) in self.input.items.iter().zip(items) {
            match (last, item) {
                _ if last.is_same_value(item) => {}
                (ContentItem::Briefing(last), ContentItem::Briefing(briefing))
                    if has_same_surface(&last.meta, &briefing.meta) =>
                {
                    changed.push(briefing);
                }
                _ => return None,
            }
        }
        Some(changed)
    }

    /// Returns a briefing with its new prose; `None` if other pages depend on it.
    fn read(&self, id: BriefingId, item: &Briefing, memo: &mut ProseMemo) -> Option<ResolvedBriefing> {
        if self.diagnostics.iter().any(|diagnostic| is_in_body(diagnostic, &item.meta)) {
            return None;
        }
        let mut resolved = ResolvedBriefing::clone(&self.site.briefings[id.index()]);
        let mut named = NamedBriefing::clone(&resolved.named);
        let briefing = Arc::make_mut(&mut named.briefing);
        briefing.meta.source = item.meta.source.clone();
        briefing.meta.body = item.meta.body.clone();
        resolved.named = Arc::new(named);
        let facts = memo.replace_briefing(id, resolved.named.clone())?;
        if self.input.settings.found.timeline && facts.facts != resolved.found.facts {
            return None;
        }
        resolved.found = facts;
        Some(resolved)
    }
}

/// Returns whether two versions of a file have the same front matter, and whether their bodies are the same to all other
/// pages: they have the same links and anchors.
fn has_same_surface(one: &ContentMeta, other: &ContentMeta) -> bool {
    let fronts = (front_matter(one), front_matter(other));
    one.source.path == other.source.path
        && fronts.0.is_some()
        && fronts.0 == fronts.1
        && has_same_links(one, other)
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

/// Returns whether a diagnostic has a location in the body of a file.
fn is_in_body(diagnostic: &Diagnostic, meta: &ContentMeta) -> bool {
    let is_inside = |location: &SourceLocation| {
        location.path == meta.source.path
            && location.span.is_some_and(|span| span.start as usize >= meta.body.start)
    };
    diagnostic.location.iter().chain(diagnostic.related.iter().map(|(location, _)| location)).any(is_inside)
}
