//! From the site to what templates see. Nothing here decides anything: it picks, orders and words.

mod briefing;
mod card;
mod chronology;
mod date;
mod event;
mod facts;
mod forms;
mod head;
mod lists;
mod page;
mod prose;
mod search;
mod subject;
mod timeline;

pub use head::Picture;
pub use page::Shown;

pub(crate) use chronology::year_title;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Pictures;
use super::view::{CardView, DateView, FeedLinkView, LinkView, Shared};
use crate::facts::Date;
use crate::page::Channel;
use crate::site::{ActorId, BriefingId, PageId, Site, TopicId, VenueId};

/// A site made ready to be shown: what many pages show is made into values once.
pub struct Show<'a> {
    pub(super) site: &'a Site,
    pictures: &'a Pictures,
    cards: Vec<Shared<CardView>>,
    actors: Vec<Shared<LinkView>>,
    venues: Vec<Shared<LinkView>>,
    topics: Vec<Shared<LinkView>>,
    briefings: Vec<Shared<LinkView>>,
    /// Dates that several facts have.
    dates: FxHashMap<Date, Shared<DateView>>,
    /// The feeds of the site as a whole.
    feeds: Vec<Shared<FeedLinkView>>,
}

impl<'a> Show<'a> {
    /// Makes ready what is shared.
    pub fn new(site: &'a Site, pictures: &'a Pictures) -> Self {
        let mut show = Self {
            site,
            pictures,
            cards: Vec::new(),
            actors: links(site, (0..site.actors.len()).map(|id| PageId::Actor(ActorId::new(id)))),
            venues: links(site, (0..site.venues.len()).map(|id| PageId::Venue(VenueId::new(id)))),
            topics: links(site, (0..site.topics.len()).map(|id| PageId::Topic(TopicId::new(id)))),
            briefings: links(site, (0..site.briefings.len()).map(|id| PageId::Briefing(BriefingId::new(id)))),
            dates: FxHashMap::default(),
            feeds: Vec::new(),
        };
        show.dates = date::common_dates(&show);
        show.feeds = show.feed_links(Channel::Site);
        show.cards = (0..site.briefings.len())
            .into_par_iter()
            .with_max_len(256)
            .map(|id| Shared::new(&card::card(&show, BriefingId::new(id))))
            .collect();
        show
    }

    /// The site that is shown.
    pub fn site(&self) -> &'a Site {
        self.site
    }

    fn card(&self, id: BriefingId) -> Shared<CardView> {
        self.cards[id.at()].clone()
    }

    fn actor_link(&self, id: ActorId) -> Shared<LinkView> {
        self.actors[id.at()].clone()
    }

    fn venue_link(&self, id: VenueId) -> Shared<LinkView> {
        self.venues[id.at()].clone()
    }

    fn topic_link(&self, id: TopicId) -> Shared<LinkView> {
        self.topics[id.at()].clone()
    }

    fn briefing_link(&self, id: BriefingId) -> Shared<LinkView> {
        self.briefings[id.at()].clone()
    }

    /// The link to any page, as one of many that lead there.
    fn shared_link(&self, page: PageId) -> Shared<LinkView> {
        match page {
            PageId::Briefing(id) => self.briefing_link(id),
            PageId::Actor(id) => self.actor_link(id),
            PageId::Venue(id) => self.venue_link(id),
            PageId::Topic(id) => self.topic_link(id),
            _ => Shared::new(&self.link(page)),
        }
    }

    /// The link to any page.
    fn link(&self, page: PageId) -> LinkView {
        link(self.site, page)
    }
}

fn link(site: &Site, page: PageId) -> LinkView {
    let (title, permalink) = site.page(page);
    LinkView { name: title.to_owned(), href: permalink.href.to_string() }
}

fn links(site: &Site, pages: impl Iterator<Item = PageId>) -> Vec<Shared<LinkView>> {
    pages.map(|page| Shared::new(&link(site, page))).collect()
}
