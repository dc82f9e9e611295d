//! The view of the search page: listings for readers without JavaScript.

use std::cmp::Reverse;

use super::ViewBuilder;
use crate::page::{SearchPlan, archive_path};
use crate::render::view::{EntryView, ListView, SearchView};
use crate::site::{ActorId, AuthorId, PageId, Permalink, SeriesId, SubjectKind, TopicId, VenueId};

/// Maximum number of subjects listed per kind.
const MAX_LISTED_SUBJECTS: usize = 12;

impl ViewBuilder<'_> {
    pub(super) fn search_view(&self) -> SearchView {
        let kinds = [SubjectKind::Topic, SubjectKind::Actor, SubjectKind::Venue];
        SearchView {
            years: self.briefing_years(),
            lists: kinds
                .into_iter()
                .map(|kind| self.most_covered(kind))
                .filter(|list| list.count > 0)
                .collect(),
            count: SearchPlan::new(self.site).pages.len(),
        }
    }

    /// Returns the years with briefings, each with the archive page of its newest briefing.
    fn briefing_years(&self) -> Vec<EntryView> {
        let mut years: Vec<EntryView> = Vec::new();
        for (index, resolved) in self.site.briefings.iter().enumerate() {
            let year =
                resolved.published.to_zoned_datetime(self.site.settings.time_zone.clone()).year().to_string();
            match years.last_mut().filter(|last| last.name == year) {
                Some(last) => last.count += 1,
                None => {
                    let path = archive_path(index / self.site.settings.per_page.max(1) + 1);
                    let href = Permalink::for_folder(&path).href.to_string();
                    years.push(EntryView { name: year, href, note: String::new(), count: 1, draft: false });
                }
            }
        }
        years
    }

    /// Returns the subjects of a kind with most briefings, by name.
    fn most_covered(&self, kind: SubjectKind) -> ListView {
        let site = self.site;
        let counts: Vec<usize> = match kind {
            SubjectKind::Actor => site.actors.iter().map(|subject| subject.briefings.len()).collect(),
            SubjectKind::Venue => site.venues.iter().map(|subject| subject.briefings.len()).collect(),
            SubjectKind::Topic => site.topics.iter().map(|subject| subject.briefings.len()).collect(),
            SubjectKind::Author => site.authors.iter().map(|subject| subject.briefings.len()).collect(),
            SubjectKind::Series => site.series.iter().map(|subject| subject.briefings.len()).collect(),
        };
        let mut most: Vec<usize> = (0..counts.len()).collect();
        most.sort_by_key(|index| (Reverse(counts[*index]), *index));
        let listed = most
            .into_iter()
            .take(MAX_LISTED_SUBJECTS)
            .map(|index| self.entry_view(subject_page(kind, index), counts[index]));
        let mut entries: Vec<EntryView> = listed.collect();
        entries.sort_by_cached_key(|entry| (crate::text::slugify(&entry.name), entry.href.clone()));
        ListView {
            of: kind.folder(),
            all: self.page_link(PageId::SubjectListing(kind)),
            count: counts.len(),
            entries,
        }
    }
}

pub(super) fn subject_page(kind: SubjectKind, index: usize) -> PageId {
    match kind {
        SubjectKind::Actor => PageId::Actor(ActorId::new(index)),
        SubjectKind::Venue => PageId::Venue(VenueId::new(index)),
        SubjectKind::Topic => PageId::Topic(TopicId::new(index)),
        SubjectKind::Author => PageId::Author(AuthorId::new(index)),
        SubjectKind::Series => PageId::Series(SeriesId::new(index)),
    }
}
