//! Views of the home page, the archive and the corrections.

use std::cmp::Reverse;

use super::ViewBuilder;
use crate::facts::Date;
use crate::facts::date::{CalendarDate, Precision};
use crate::page::{count_pages, paginated_path};
use crate::render::view::{
    ArchiveView, CardView, CorrectedView, CorrectionsView, DateView, DayView, EntryView, HomeView, LinkView,
    PagerView, Shared,
};
use crate::site::{BriefingId, EventId, PageId, Permalink, Subject, TopicId};
use crate::text::curl_quotes;

/// Maximum number of briefings on the home page besides the lead.
const MAX_LATEST: usize = 12;
/// Number of them that are shown with their summaries.
const SECONDS: usize = 2;
/// Maximum number of coming events on the home page.
const MAX_FUTURE_ON_HOME: usize = 8;

impl ViewBuilder<'_> {
    pub(super) fn home_view(&self) -> HomeView {
        let all = self.site.briefings.len();
        let coming = (0..self.site.events.len())
            .map(EventId::new)
            .filter(|id| self.is_future(*id))
            .take(MAX_FUTURE_ON_HOME);
        HomeView {
            lead: (all > 0).then(|| self.briefing_card(BriefingId::new(0))),
            picture: (all > 0).then(|| self.lead_picture(BriefingId::new(0))).flatten(),
            seconds: (1..all.min(SECONDS + 1)).map(|id| self.briefing_card(BriefingId::new(id))).collect(),
            days: self.day_views((SECONDS + 1..all.min(MAX_LATEST + 1)).map(BriefingId::new)),
            coming: coming.map(|id| self.event_view(id)).collect(),
            topics: self.topics_by_weight(),
            count: all,
            all_shown: all <= MAX_LATEST + 1,
            archive: self.page_link(PageId::Archive).href,
        }
    }

    fn topics_by_weight(&self) -> Vec<EntryView> {
        let topics = (0..self.site.topics.len()).map(TopicId::new);
        let mut topics: Vec<_> = topics
            .map(|id| self.entry_view(PageId::Topic(id), self.site.topic(id).pages.briefings))
            .collect();
        topics.sort_by(|a, b| Reverse(a.count).cmp(&Reverse(b.count)).then(a.name.cmp(&b.name)));
        topics
    }

    pub(super) fn archive_view(&self, number: usize) -> ArchiveView {
        let all = self.site.briefings.len();
        let range = page_range(self.site.settings.per_page, number, all);
        let pages = if number == 1 { self.all_standalone_pages() } else { Vec::new() };
        ArchiveView { days: self.day_views(range.map(BriefingId::new)), count: all, pages }
    }

    pub(super) fn corrections_view(&self, number: usize) -> CorrectionsView {
        let all = &self.site.corrections;
        let entries = (**all)[page_range(self.site.settings.per_page, number, all.len())].iter().map(|id| {
            let (correction, resolved) = (self.site.correction(*id), self.site.briefing(id.briefing));
            CorrectedView {
                date: self.date_view_at(&correction.when.value, resolved.dateline),
                what: curl_quotes(&correction.what.value),
                briefing: self.briefing_card(id.briefing),
            }
        });
        CorrectionsView { entries: entries.collect(), count: all.len() }
    }

    /// Groups briefings by their local day of publication.
    fn day_views(&self, ids: impl Iterator<Item = BriefingId>) -> Vec<DayView> {
        let mut days: Vec<DayView> = Vec::new();
        for id in ids {
            let date = self.publication_day(id);
            let card: Shared<CardView> = self.briefing_card(id);
            match days.last_mut().filter(|day| day.date.text == date.text) {
                Some(day) => day.cards.push(card),
                None => days.push(DayView { date, cards: vec![card] }),
            }
        }
        days
    }

    /// Returns the day of publication in the time zone of the dateline.
    fn publication_day(&self, id: BriefingId) -> DateView {
        let resolved = self.site.briefing(id);
        let zone = resolved.dateline.and_then(|venue| self.site.zone_of_venue(venue).cloned());
        let day = resolved
            .published
            .to_zoned_datetime(zone.unwrap_or_else(|| self.site.settings.time_zone.clone()))
            .date();
        let precision = Precision::Day(day.month().unsigned_abs(), day.day().unsigned_abs());
        self.date_view(&Date::Calendar(CalendarDate {
            year: day.year().into(),
            unspecified_digits: 0,
            precision,
            qualifier: None,
        }))
    }

    pub(super) fn pager_view(&self, first: &str, number: usize, briefings: usize) -> PagerView {
        self.pager_of(first, number, count_pages(self.site, briefings))
    }

    /// Returns the position of a page of a subject.
    pub(super) fn subject_pager<P>(&self, subject: &Subject<P>, number: usize) -> PagerView {
        self.pager_of(&subject.permalink.path, number, subject.pages.count())
    }

    pub(super) fn pager_of(&self, first: &str, number: usize, pages: usize) -> PagerView {
        let link = |number: usize| LinkView {
            name: self.site.labels.format("page-number", &[("page", number.into())]),
            href: Permalink::for_folder(&paginated_path(first, number)).href.to_string(),
        };
        PagerView {
            number,
            pages,
            newer: (number > 1).then(|| link(number - 1)),
            older: (number < pages).then(|| link(number + 1)),
        }
    }
}

/// Returns the range of the items on a page of a paginated list of `all` items.
pub(super) fn page_range(per_page: usize, number: usize, all: usize) -> std::ops::Range<usize> {
    let per_page = per_page.max(1);
    let start = ((number - 1) * per_page).min(all);
    start..(start + per_page).min(all)
}
