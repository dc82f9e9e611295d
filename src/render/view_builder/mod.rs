//! Builds the views of all pages from the site: selects, sorts and formats. All decisions were made when the site was indexed.

mod alternates;
mod briefing;
mod card;
mod chart;
mod date;
mod event;
mod facts;
mod head;
mod lists;
mod page;
mod prose;
mod search;
mod site;
mod subject;
mod timeline;

pub use page::RenderContext;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::ImageSizes;
use super::view::{CardView, DateView, FeedLinkView, LinkView, Shared};
use crate::facts::Date;
use crate::page::Channel;
use crate::site::{ActorId, BriefingId, PageId, Site, TopicId, VenueId};
use crate::text::curl_quotes;

/// Builds views of a site. Views that many pages share are built once.
pub struct ViewBuilder<'a> {
    pub(super) site: &'a Site,
    image_sizes: &'a ImageSizes,
    cards: Vec<Shared<CardView>>,
    actor_links: Vec<Shared<LinkView>>,
    venue_links: Vec<Shared<LinkView>>,
    topic_links: Vec<Shared<LinkView>>,
    briefing_links: Vec<Shared<LinkView>>,
    /// Views of dates that several facts share.
    common_dates: FxHashMap<Date, Shared<DateView>>,
    /// Feeds of the whole site.
    site_feeds: Vec<Shared<FeedLinkView>>,
}

impl<'a> ViewBuilder<'a> {
    /// Builds the shared views.
    pub fn new(site: &'a Site, image_sizes: &'a ImageSizes) -> Self {
        let mut views = Self {
            site,
            image_sizes,
            cards: Vec::new(),
            actor_links: page_links(site, (0..site.actors.len()).map(|id| PageId::Actor(ActorId::new(id)))),
            venue_links: page_links(site, (0..site.venues.len()).map(|id| PageId::Venue(VenueId::new(id)))),
            topic_links: page_links(site, (0..site.topics.len()).map(|id| PageId::Topic(TopicId::new(id)))),
            briefing_links: page_links(
                site,
                (0..site.briefings.len()).map(|id| PageId::Briefing(BriefingId::new(id))),
            ),
            common_dates: FxHashMap::default(),
            site_feeds: Vec::new(),
        };
        views.common_dates = date::common_dates(&views);
        views.site_feeds = views.channel_feed_links(Channel::Site);
        views.cards = (0..site.briefings.len())
            .into_par_iter()
            .with_max_len(256)
            .map(|id| Shared::new(&card::card_view(&views, BriefingId::new(id))))
            .collect();
        views
    }

    /// Returns the site.
    pub fn site(&self) -> &'a Site {
        self.site
    }

    fn briefing_card(&self, id: BriefingId) -> Shared<CardView> {
        self.cards[id.index()].clone()
    }

    fn actor_link(&self, id: ActorId) -> Shared<LinkView> {
        self.actor_links[id.index()].clone()
    }

    fn venue_link(&self, id: VenueId) -> Shared<LinkView> {
        self.venue_links[id.index()].clone()
    }

    fn topic_link(&self, id: TopicId) -> Shared<LinkView> {
        self.topic_links[id.index()].clone()
    }

    fn briefing_link(&self, id: BriefingId) -> Shared<LinkView> {
        self.briefing_links[id.index()].clone()
    }

    /// Returns the shared link to a page.
    fn shared_link(&self, page: PageId) -> Shared<LinkView> {
        match page {
            PageId::Briefing(id) => self.briefing_link(id),
            PageId::Actor(id) => self.actor_link(id),
            PageId::Venue(id) => self.venue_link(id),
            PageId::Topic(id) => self.topic_link(id),
            _ => Shared::new(&self.page_link(page)),
        }
    }

    /// Returns a new link to a page.
    fn page_link(&self, page: PageId) -> LinkView {
        page_link(self.site, page)
    }
}

fn page_link(site: &Site, page: PageId) -> LinkView {
    let (title, permalink) = site.title_and_permalink(page);
    LinkView { name: curl_quotes(title), href: permalink.href.to_string() }
}

fn page_links(site: &Site, pages: impl Iterator<Item = PageId>) -> Vec<Shared<LinkView>> {
    pages.map(|page| Shared::new(&page_link(site, page))).collect()
}
