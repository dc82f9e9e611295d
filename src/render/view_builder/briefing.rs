//! A briefing's page.

use super::ViewBuilder;
use super::facts::text_or_empty;
use super::prose::{extra_value, toc};
use crate::facts::{Change, Date, Status};
use crate::render::cite::citation;
use crate::render::view::{AroundView, BriefingView, ChangeView, CorrectionView, DateView, RelatedView};
use crate::site::{BriefingId, PageId, ResolvedBriefing, related_briefings};
use crate::text::Spanned;

/// Words an adult reads in a minute.
const WORDS_PER_MINUTE: usize = 230;

impl ViewBuilder<'_> {
    pub(super) fn briefing_view(&self, id: BriefingId, root: &str) -> BriefingView {
        let filed = self.site.briefing(id);
        let (briefing, leaf) = (&filed.briefing, &filed.briefing.meta);
        let when =
            |date: Option<&Spanned<Date>>| date.map(|date| self.date_view_at(&date.value, filed.dateline));
        BriefingView {
            title: leaf.title.value.clone(),
            summary: text_or_empty(leaf.summary.as_ref()),
            published: self.date_view_at(&briefing.published.value, filed.dateline),
            updated: filed.updated.map(|date| self.date_view_at(&date, filed.dateline)),
            dateline: filed.dateline.map(|venue| self.venue_link(venue)),
            byline: briefing.byline.iter().map(|name| name.value.clone()).collect(),
            topics: filed.topics.iter().map(|topic| self.topic_link(*topic)).collect(),
            status: briefing.status.as_ref().map_or("", |status| Status::as_str(status.value)),
            minutes: leaf.body.word_count.div_ceil(WORDS_PER_MINUTE).max(1),
            toc: toc(&leaf.body),
            body: self.prose_html(PageId::Briefing(id), leaf, root),
            changes: self.change_views(filed),
            corrections: self.correction_views(filed),
            review_by: when(briefing.review_by.as_ref()),
            review_due: self.site.review_due(filed),
            draft: leaf.draft,
            cite: citation(self.site, id).bibtex(),
            extra: extra_value(leaf),
        }
    }

    fn change_views(&self, filed: &ResolvedBriefing) -> Vec<ChangeView> {
        let view = |change: &Change| ChangeView {
            date: self.date_view_at(&change.when.value, filed.dateline),
            what: change.what.value.clone(),
        };
        filed.briefing.changes.iter().map(view).collect()
    }

    fn correction_views(&self, filed: &ResolvedBriefing) -> Vec<CorrectionView> {
        let date = |date: &Date| -> DateView { self.date_view_at(date, filed.dateline) };
        let corrections = filed.briefing.corrections.iter();
        corrections
            .map(|made| CorrectionView { date: date(&made.when.value), what: made.what.value.clone() })
            .collect()
    }

    pub(super) fn around_view(&self, id: BriefingId) -> AroundView {
        let filed = self.site.briefing(id);
        let related = related_briefings(self.site, id).into_iter();
        AroundView {
            related: related
                .map(|tie| RelatedView { card: self.briefing_card(tie.briefing), shared: tie.shared_names })
                .collect(),
            backlinks: filed.backlinks.iter().map(|page| self.shared_link(*page)).collect(),
            // Briefings are numbered newest first, so the one before in time has the next number.
            earlier: (id.at() + 1 < self.site.briefings.len())
                .then(|| self.briefing_card(BriefingId::new(id.at() + 1))),
            later: id.at().checked_sub(1).map(|at| self.briefing_card(BriefingId::new(at))),
        }
    }
}
