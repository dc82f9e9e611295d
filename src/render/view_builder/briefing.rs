//! The view of a briefing page.

use super::ViewBuilder;
use super::facts::text_or_empty;
use super::prose::extra_value;
use crate::facts::{Change, Date, Status};
use crate::render::Html;
use crate::render::cite::citation;
use crate::render::view::{AroundView, BriefingView, ChangeView, CorrectionView, DateView, RelatedView};
use crate::site::{BriefingId, ResolvedBriefing, related_briefings};
use crate::text::Spanned;

/// Reading speed of an adult.
const WORDS_PER_MINUTE: usize = 230;

impl ViewBuilder<'_> {
    pub(super) fn briefing_view(&self, id: BriefingId, body: Html) -> BriefingView {
        let resolved = self.site.briefing(id);
        let (briefing, meta) = (&resolved.briefing, &resolved.briefing.meta);
        let date_view =
            |date: Option<&Spanned<Date>>| date.map(|date| self.date_view_at(&date.value, resolved.dateline));
        BriefingView {
            title: meta.title.value.clone(),
            summary: text_or_empty(meta.summary.as_ref()),
            published: self.date_view_at(&briefing.published.value, resolved.dateline),
            updated: resolved.updated.map(|date| self.date_view_at(&date, resolved.dateline)),
            dateline: resolved.dateline.map(|venue| self.venue_link(venue)),
            byline: briefing.byline.iter().map(|name| name.value.clone()).collect(),
            topics: resolved.topics.iter().map(|topic| self.topic_link(*topic)).collect(),
            status: briefing.status.as_ref().map_or("", |status| Status::as_str(status.value)),
            minutes: meta.body.word_count.div_ceil(WORDS_PER_MINUTE).max(1),
            toc: self.toc(&meta.body),
            body,
            changes: self.change_views(resolved),
            corrections: self.correction_views(resolved),
            review_by: date_view(briefing.review_by.as_ref()),
            review_due: self.site.review_due(resolved),
            draft: meta.draft,
            cite: citation(self.site, id).bibtex(),
            extra: extra_value(meta),
        }
    }

    fn change_views(&self, resolved: &ResolvedBriefing) -> Vec<ChangeView> {
        let view = |change: &Change| ChangeView {
            date: self.date_view_at(&change.when.value, resolved.dateline),
            what: change.what.value.clone(),
        };
        resolved.briefing.changes.iter().map(view).collect()
    }

    fn correction_views(&self, resolved: &ResolvedBriefing) -> Vec<CorrectionView> {
        let date = |date: &Date| -> DateView { self.date_view_at(date, resolved.dateline) };
        let corrections = resolved.briefing.corrections.iter();
        corrections
            .map(|correction| CorrectionView {
                date: date(&correction.when.value),
                what: correction.what.value.clone(),
            })
            .collect()
    }

    pub(super) fn around_view(&self, id: BriefingId) -> AroundView {
        let resolved = self.site.briefing(id);
        let related = related_briefings(self.site, id).into_iter();
        AroundView {
            related: related
                .map(|other| RelatedView {
                    card: self.briefing_card(other.briefing),
                    shared: other.shared_names,
                })
                .collect(),
            backlinks: resolved.backlinks.iter().map(|page| self.shared_link(*page)).collect(),
            // Briefings are sorted newest first, so the earlier one has the next index.
            earlier: (id.index() + 1 < self.site.briefings.len())
                .then(|| self.briefing_card(BriefingId::new(id.index() + 1))),
            later: id.index().checked_sub(1).map(|index| self.briefing_card(BriefingId::new(index))),
        }
    }
}
