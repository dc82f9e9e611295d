//! The view of a briefing page.

use super::ViewBuilder;
use super::facts::shown_or_empty;
use super::prose::extra_value;
use crate::facts::{Change, Date, Status};
use crate::render::prose::RenderedProse;
use crate::render::view::{
    AroundView, BriefingView, ChangeView, CorrectionView, DateView, LeadPictureView, OtherPageView,
};
use crate::site::{BriefingId, PageId, ResolvedBriefing, related_briefings};
use crate::text::{Spanned, curl_quotes};

/// Maximum number of backlinks on a page.
const MAX_BACKLINKS: usize = 12;
/// Maximum number of names that a related briefing is said to share.
const MAX_SHARED_NAMES: usize = 3;
/// Reading speed of an adult.
const WORDS_PER_MINUTE: usize = 230;

impl ViewBuilder<'_> {
    pub(super) fn briefing_view(
        &self,
        id: BriefingId,
        prose: RenderedProse,
        picture: Option<LeadPictureView>,
        root: &str,
    ) -> BriefingView {
        let resolved = self.site.briefing(id);
        let (briefing, meta) = (&resolved.briefing, &resolved.briefing.meta);
        let date_view =
            |date: Option<&Spanned<Date>>| date.map(|date| self.date_view_at(&date.value, resolved.dateline));
        let (opening, rest) = prose.html.split_at(prose.opening);
        BriefingView {
            title: curl_quotes(&meta.title.value),
            summary: shown_or_empty(meta.summary.as_ref()),
            published: self.date_view_at(&briefing.published.value, resolved.dateline),
            updated: resolved.updated.map(|date| self.date_view_at(&date, resolved.dateline)),
            dateline: resolved.dateline.map(|venue| self.venue_link(venue)),
            byline: resolved.byline.iter().map(|author| author.name.clone()).collect(),
            authors: self.byline_html(resolved, root),
            series: self.series_place(id),
            picture,
            topics: resolved.topics.iter().map(|topic| self.topic_link(*topic)).collect(),
            status: briefing.status.as_ref().map_or("", |status| Status::as_str(status.value)),
            minutes: meta.body.word_count.div_ceil(WORDS_PER_MINUTE).max(1),
            toc: self.toc(&meta.body),
            body: prose.html,
            opening,
            rest,
            changes: self.change_views(resolved),
            corrections: self.correction_views(resolved),
            review_by: date_view(briefing.review_by.as_ref()),
            review_due: self.site.review_due(resolved),
            draft: meta.draft,
            cite: self.citation_text(id),
            extra: extra_value(meta),
        }
    }

    /// Returns the citation of a briefing as text: authors, title, site, day.
    fn citation_text(&self, id: BriefingId) -> String {
        let resolved = self.site.briefing(id);
        let authors: Vec<&str> = resolved.byline.iter().map(|author| author.name.as_str()).collect();
        let day = self.date_text_at(&resolved.briefing.published.value, resolved.dateline).full_text();
        let values = [
            ("authors", self.site.labels.list(&authors).into()),
            ("title", resolved.briefing.meta.title.value.as_str().into()),
            ("site", self.site.settings.title.as_str().into()),
            ("date", day.into()),
        ];
        let label = if authors.is_empty() { "citation" } else { "citation-with-authors" };
        curl_quotes(&self.site.labels.format(label, &values))
    }

    fn change_views(&self, resolved: &ResolvedBriefing) -> Vec<ChangeView> {
        let view = |change: &Change| ChangeView {
            date: self.date_view_at(&change.when.value, resolved.dateline),
            what: curl_quotes(&change.what.value),
        };
        resolved.briefing.changes.iter().map(view).collect()
    }

    fn correction_views(&self, resolved: &ResolvedBriefing) -> Vec<CorrectionView> {
        let date = |date: &Date| -> DateView { self.date_view_at(date, resolved.dateline) };
        let corrections = resolved.briefing.corrections.iter();
        corrections
            .map(|correction| CorrectionView {
                date: date(&correction.when.value),
                what: curl_quotes(&correction.what.value),
            })
            .collect()
    }

    /// Returns related briefings, backlinks and neighbours in time as one list without repetition.
    pub(super) fn around_view(&self, id: BriefingId) -> AroundView {
        let mut others = OtherPages { views: self, pages: Vec::new(), entries: Vec::new() };
        for related in related_briefings(self.site, id) {
            let shared = related.shared_names.into_iter().take(MAX_SHARED_NAMES);
            others.entry(PageId::Briefing(related.briefing)).shared = shared.collect();
        }
        let in_series = self.site.series_neighbours(id);
        for page in self.site.briefing(id).backlinks.iter().take(MAX_BACKLINKS) {
            others.entry(*page).links_here = true;
        }
        // Briefings are sorted newest first, so the earlier one has the next index.
        let earlier = Some(id.index() + 1).filter(|index| *index < self.site.briefings.len());
        let neighbours = [(earlier, "earlier"), (id.index().checked_sub(1), "later")];
        for (index, name) in neighbours {
            let neighbour = index.map(BriefingId::new).filter(|id| !in_series.contains(&Some(*id)));
            if let Some(id) = neighbour {
                others.entry(PageId::Briefing(id)).neighbour = name;
            }
        }
        AroundView { others: others.entries }
    }
}

/// A list of pages in which each stands once.
struct OtherPages<'v, 'a> {
    views: &'v ViewBuilder<'a>,
    /// The page of each entry.
    pages: Vec<PageId>,
    entries: Vec<OtherPageView>,
}

impl OtherPages<'_, '_> {
    /// Returns the entry of a page, which is added if it is missing.
    fn entry(&mut self, page: PageId) -> &mut OtherPageView {
        let known = self.pages.iter().position(|other| *other == page);
        let index = known.unwrap_or_else(|| {
            self.pages.push(page);
            self.entries.push(self.views.other_page(page));
            self.entries.len() - 1
        });
        &mut self.entries[index]
    }
}

impl ViewBuilder<'_> {
    fn other_page(&self, page: PageId) -> OtherPageView {
        let card = match page {
            PageId::Briefing(id) => Some(self.briefing_card(id)),
            _ => None,
        };
        let link = self.shared_link(page);
        OtherPageView { link, card, shared: Vec::new(), links_here: false, neighbour: "" }
    }
}
