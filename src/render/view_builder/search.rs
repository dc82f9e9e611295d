//! The search page: what readers can leaf through where no script seeks for them.

use std::cmp::Reverse;

use super::ViewBuilder;
use crate::page::{SearchPlan, archive_path};
use crate::render::view::{EntryView, ListView, SearchView};
use crate::site::{ActorId, PageId, Permalink, SubjectKind, TopicId, VenueId};

/// Subjects of a kind that are listed.
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

    /// The years of briefings, each with the page of the archive its newest stands on.
    fn briefing_years(&self) -> Vec<EntryView> {
        let mut years: Vec<EntryView> = Vec::new();
        for (at, filed) in self.site.briefings.iter().enumerate() {
            let year =
                filed.published.to_zoned_datetime(self.site.settings.time_zone.clone()).year().to_string();
            match years.last_mut().filter(|last| last.name == year) {
                Some(last) => last.count += 1,
                None => {
                    let path = archive_path(at / self.site.settings.per_page.max(1) + 1);
                    let href = Permalink::for_folder(&path).href.to_string();
                    years.push(EntryView { name: year, href, note: String::new(), count: 1, draft: false });
                }
            }
        }
        years
    }

    /// The subjects of a kind with most briefings, by name.
    fn most_covered(&self, kind: SubjectKind) -> ListView {
        let site = self.site;
        let counts: Vec<usize> = match kind {
            SubjectKind::Actor => site.actors.iter().map(|of| of.briefings.len()).collect(),
            SubjectKind::Venue => site.venues.iter().map(|of| of.briefings.len()).collect(),
            SubjectKind::Topic => site.topics.iter().map(|of| of.briefings.len()).collect(),
        };
        let mut most: Vec<usize> = (0..counts.len()).collect();
        most.sort_by_key(|at| (Reverse(counts[*at]), *at));
        let listed = most
            .into_iter()
            .take(MAX_LISTED_SUBJECTS)
            .map(|at| self.entry_view(subject_page(kind, at), counts[at]));
        let mut entries: Vec<EntryView> = listed.collect();
        entries.sort_by_cached_key(|entry| (crate::text::slugify(&entry.name), entry.href.clone()));
        ListView { all: self.page_link(PageId::SubjectListing(kind)), count: counts.len(), entries }
    }
}

fn subject_page(kind: SubjectKind, at: usize) -> PageId {
    match kind {
        SubjectKind::Actor => PageId::Actor(ActorId::new(at)),
        SubjectKind::Venue => PageId::Venue(VenueId::new(at)),
        SubjectKind::Topic => PageId::Topic(TopicId::new(at)),
    }
}
