//! A briefing's page.

use super::Show;
use super::facts::word;
use super::prose::{extra, toc};
use crate::facts::{Change, Date, Status};
use crate::render::cite::citation;
use crate::render::view::{AroundView, BriefingView, ChangeView, CorrectionView, DateView, RelatedView};
use crate::site::{BriefingId, Filed, PageId, related};
use crate::text::Spanned;

/// Words an adult reads in a minute.
const READING_PACE: usize = 230;

impl Show<'_> {
    pub(super) fn briefing(&self, id: BriefingId, root: &str) -> BriefingView {
        let filed = self.site.briefing(id);
        let (briefing, leaf) = (&filed.briefing, &filed.briefing.leaf);
        let when = |date: Option<&Spanned<Date>>| date.map(|date| self.date_at(&date.value, filed.dateline));
        BriefingView {
            title: leaf.title.value.clone(),
            summary: word(leaf.summary.as_ref()),
            published: self.date_at(&briefing.published.value, filed.dateline),
            updated: filed.updated.map(|date| self.date_at(&date, filed.dateline)),
            dateline: filed.dateline.map(|venue| self.venue_link(venue)),
            byline: briefing.byline.iter().map(|name| name.value.clone()).collect(),
            topics: filed.topics.iter().map(|topic| self.topic_link(*topic)).collect(),
            status: briefing.status.as_ref().map_or("", |status| Status::word(status.value)),
            minutes: leaf.body.words.div_ceil(READING_PACE).max(1),
            toc: toc(&leaf.body),
            body: self.prose(PageId::Briefing(id), leaf, root),
            changes: self.changes(filed),
            corrections: self.corrections(filed),
            review_by: when(briefing.review_by.as_ref()),
            review_due: self.site.review_due(filed),
            draft: leaf.draft,
            cite: citation(self.site, id).bibtex(),
            extra: extra(leaf),
        }
    }

    fn changes(&self, filed: &Filed) -> Vec<ChangeView> {
        let view = |change: &Change| ChangeView {
            date: self.date_at(&change.when.value, filed.dateline),
            what: change.what.value.clone(),
        };
        filed.briefing.changes.iter().map(view).collect()
    }

    fn corrections(&self, filed: &Filed) -> Vec<CorrectionView> {
        let date = |date: &Date| -> DateView { self.date_at(date, filed.dateline) };
        let corrections = filed.briefing.corrections.iter();
        corrections
            .map(|made| CorrectionView { date: date(&made.when.value), what: made.what.value.clone() })
            .collect()
    }

    pub(super) fn around(&self, id: BriefingId) -> AroundView {
        let filed = self.site.briefing(id);
        let related = related(self.site, id).into_iter();
        AroundView {
            related: related
                .map(|tie| RelatedView { card: self.card(tie.briefing), shared: tie.shared })
                .collect(),
            backlinks: filed.backlinks.iter().map(|page| self.shared_link(*page)).collect(),
            // Briefings are numbered newest first, so the one before in time has the next number.
            earlier: (id.at() + 1 < self.site.briefings.len())
                .then(|| self.card(BriefingId::new(id.at() + 1))),
            later: id.at().checked_sub(1).map(|at| self.card(BriefingId::new(at))),
        }
    }
}
