//! Which feeds there are, and where they stand: beside the page whose news they tell.

use crate::settings::{FeedFormat, FeedScope};
use crate::site::{ActorId, PageId, Permalink, Site, TopicId, VenueId};

use super::{Export, Page, export_page};

/// What a feed tells the news of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// The whole site.
    Site,
    /// A topic.
    Topic(TopicId),
    /// An actor.
    Actor(ActorId),
    /// A venue.
    Venue(VenueId),
    /// What was fixed.
    Corrections,
}

impl Channel {
    /// The page it belongs to.
    pub fn page(self) -> PageId {
        match self {
            Self::Site => PageId::Home,
            Self::Topic(id) => PageId::Topic(id),
            Self::Actor(id) => PageId::Actor(id),
            Self::Venue(id) => PageId::Venue(id),
            Self::Corrections => PageId::Corrections,
        }
    }
}

/// Every feed, the forms of one channel side by side.
pub(super) fn plan_feeds(site: &Site) -> Vec<Page> {
    let forms = |channel| site.settings.feeds.formats.iter().map(move |form| (channel, *form));
    channels(site)
        .flat_map(forms)
        .map(|(channel, form)| export_page(feed_path(site, channel, form), Export::Feed(channel, form)))
        .collect()
}

/// Every channel that has feeds, in the order they are planned.
pub fn channels(site: &Site) -> impl Iterator<Item = Channel> {
    let topics = (0..site.topics.len()).map(|id| Channel::Topic(TopicId::new(id)));
    let actors = (0..site.actors.len()).map(|id| Channel::Actor(ActorId::new(id)));
    let venues = (0..site.venues.len()).map(|id| Channel::Venue(VenueId::new(id)));
    let whole = [Channel::Site, Channel::Corrections].into_iter();
    let all = whole.chain(topics).chain(actors).chain(venues);
    all.filter(|channel| has_feeds(site, *channel))
}

/// Whether a channel has feeds: the settings ask for them, there is an address to name things by, and there is news.
pub fn has_feeds(site: &Site, channel: Channel) -> bool {
    let settings = &site.settings;
    let asked = |of| settings.feeds.scopes.contains(&of);
    let news = match channel {
        Channel::Site => !site.briefings.is_empty(),
        Channel::Topic(id) => asked(FeedScope::Topics) && !site.topic(id).briefings.is_empty(),
        Channel::Actor(id) => asked(FeedScope::Actors) && !site.actor(id).briefings.is_empty(),
        Channel::Venue(id) => asked(FeedScope::Venues) && !site.venue(id).briefings.is_empty(),
        Channel::Corrections => asked(FeedScope::Corrections) && !site.corrections.is_empty(),
    };
    news && settings.outputs.feeds && settings.base_url.is_some()
}

/// The channel whose news belong to a page, where it has one.
pub fn channel_of(page: PageId) -> Option<Channel> {
    match page {
        PageId::Home => Some(Channel::Site),
        PageId::Topic(id) => Some(Channel::Topic(id)),
        PageId::Actor(id) => Some(Channel::Actor(id)),
        PageId::Venue(id) => Some(Channel::Venue(id)),
        PageId::Corrections => Some(Channel::Corrections),
        _ => None,
    }
}

/// Where a feed stands under the output folder.
pub fn feed_path(site: &Site, channel: Channel, form: FeedFormat) -> String {
    let (_, Permalink { path, .. }) = site.title_and_permalink(channel.page());
    format!("{path}{}", form.file_name())
}
