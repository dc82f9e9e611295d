//! Builds the views of all pages from the site: selects, sorts and formats. All decisions were made when the site was indexed.

mod alternates;
mod author;
mod briefing;
mod card;
mod card_image;
mod chart;
mod date;
mod event;
mod facts;
mod head;
mod lead_picture;
mod lists;
mod map;
mod meetings;
mod page;
mod prose;
mod search;
mod shared_views;
mod site;
mod strip;
mod strip_svg;
mod subject;
mod subject_listing;
mod timeline;

pub use page::RenderContext;
pub use shared_views::SharedViews;

use super::ImageSizes;
use super::view::{CardView, FeedLinkView, LinkView, Shared};
use crate::page::Channel;
use crate::picture::Atlas;
use crate::site::{ActorId, BriefingId, PageId, Site, TopicId, VenueId};
use crate::text::curl_quotes;

/// Builds views of a site. Views that many pages share are built once, when a page first shows them.
#[derive(Clone, Copy)]
pub struct ViewBuilder<'a> {
    pub(super) site: &'a Site,
    image_sizes: &'a ImageSizes,
    shared: &'a SharedViews,
}

impl<'a> ViewBuilder<'a> {
    /// Creates a builder. `shared` belongs to this site.
    pub fn new(site: &'a Site, image_sizes: &'a ImageSizes, shared: &'a SharedViews) -> Self {
        Self { site, image_sizes, shared }
    }

    /// Returns the coasts, borders and names of countries.
    pub fn atlas(&self) -> &'a Atlas {
        self.shared.atlas.get_or_init(Atlas::load)
    }

    /// Returns the site.
    pub fn site(&self) -> &'a Site {
        self.site
    }

    fn briefing_card(&self, id: BriefingId) -> Shared<CardView> {
        self.shared.cards.get_or_make(self.site, id.index(), || card::card_view(self, id))
    }

    fn actor_link(&self, id: ActorId) -> Shared<LinkView> {
        self.shared.actor_links.get_or_make(self.site, id.index(), || self.page_link(PageId::Actor(id)))
    }

    fn venue_link(&self, id: VenueId) -> Shared<LinkView> {
        self.shared.venue_links.get_or_make(self.site, id.index(), || self.page_link(PageId::Venue(id)))
    }

    fn topic_link(&self, id: TopicId) -> Shared<LinkView> {
        self.shared.topic_links.get_or_make(self.site, id.index(), || self.page_link(PageId::Topic(id)))
    }

    fn briefing_link(&self, id: BriefingId) -> Shared<LinkView> {
        self.shared.briefing_links.get_or_make(self.site, id.index(), || self.page_link(PageId::Briefing(id)))
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
        let (title, permalink) = self.site.title_and_permalink(page);
        LinkView { name: curl_quotes(title), href: permalink.href.to_string() }
    }

    /// Returns the feeds of the whole site.
    fn site_feeds(&self) -> &[Shared<FeedLinkView>] {
        let make = || self.site.read_apart(|| self.channel_feed_links(Channel::Site));
        let (feeds, reads) = self.shared.site_feeds.get_or_init(make);
        self.site.add_reads(reads.as_ref());
        feeds
    }
}
