//! Views that many pages share.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::facts::Date;
use crate::picture::Atlas;
use crate::render::view::{CardView, DateView, FeedLinkView, LinkView, Shared, View};
use crate::site::{FileReads, Site, SubjectKind};

use super::subject_listing::SubjectList;

/// The views that many pages of a site share. Each is made when it is first asked for.
pub struct SharedViews {
    pub(super) cards: MadeOnce<CardView>,
    pub(super) actor_links: MadeOnce<LinkView>,
    pub(super) venue_links: MadeOnce<LinkView>,
    pub(super) topic_links: MadeOnce<LinkView>,
    pub(super) briefing_links: MadeOnce<LinkView>,
    /// Views of dates that several facts share; not set if few pages are made.
    pub(super) common_dates: OnceLock<FxHashMap<Date, OnceLock<Shared<DateView>>>>,
    /// Feeds of the whole site.
    pub(super) site_feeds: OnceLock<(Vec<Shared<FeedLinkView>>, Option<FileReads>)>,
    /// Listings, in the order of [`SubjectKind`].
    listings: [OnceLock<(SubjectList, Option<FileReads>)>; 5],
    /// Names of countries for maps.
    pub(super) atlas: OnceLock<Atlas>,
}

impl SharedViews {
    /// Creates the views of a site, none of which is made yet.
    pub fn new(site: &Site) -> Self {
        Self {
            cards: MadeOnce::new(site.briefings.len()),
            actor_links: MadeOnce::new(site.actors.len()),
            venue_links: MadeOnce::new(site.venues.len()),
            topic_links: MadeOnce::new(site.topics.len()),
            briefing_links: MadeOnce::new(site.briefings.len()),
            common_dates: OnceLock::new(),
            site_feeds: OnceLock::new(),
            listings: Default::default(),
            atlas: OnceLock::new(),
        }
    }

    /// Returns the listing of a kind, which `make` makes for the first caller.
    pub(super) fn subject_list(
        &self,
        site: &Site,
        kind: SubjectKind,
        make: impl FnOnce() -> SubjectList,
    ) -> &SubjectList {
        let (list, reads) = self.listings[kind as usize].get_or_init(|| site.read_apart(make));
        site.add_reads(reads.as_ref());
        list
    }
}

/// Views by index, each made once. A page that shows one reads what was read to make it.
pub(super) struct MadeOnce<V> {
    count: usize,
    /// Space for all views; made for the first of them, because many sites in memory show few pages.
    views: OnceLock<Vec<MadeView<V>>>,
}

type MadeView<V> = OnceLock<(Shared<V>, Option<FileReads>)>;

impl<V: View> MadeOnce<V> {
    fn new(count: usize) -> Self {
        Self { count, views: OnceLock::new() }
    }

    /// Returns the view at an index, which `make` makes for the first caller.
    pub(super) fn get_or_make(&self, site: &Site, index: usize, make: impl FnOnce() -> V) -> Shared<V> {
        let views = self.views.get_or_init(|| (0..self.count).map(|_| OnceLock::new()).collect());
        let (view, reads) = views[index].get_or_init(|| site.read_apart(|| Shared::new(&make())));
        site.add_reads(reads.as_ref());
        view.clone()
    }
}
