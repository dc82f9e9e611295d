//! Plans feeds, each beside the page it belongs to.

use crate::settings::{EntryText, FeedFormat, FeedScope};
use crate::site::{ActorId, AuthorId, PageId, Permalink, Site, TopicId, VenueId};

use super::{Export, Page, export_page};

/// The subject of a feed.
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
    /// An author.
    Author(AuthorId),
    /// Corrections.
    Corrections,
}

impl Channel {
    /// Returns the page that the channel belongs to.
    pub fn page(self) -> PageId {
        match self {
            Self::Site => PageId::Home,
            Self::Topic(id) => PageId::Topic(id),
            Self::Actor(id) => PageId::Actor(id),
            Self::Venue(id) => PageId::Venue(id),
            Self::Author(id) => PageId::Author(id),
            Self::Corrections => PageId::Corrections,
        }
    }

    /// Returns whether it is the channel of a subject.
    fn is_subject(self) -> bool {
        matches!(self, Self::Topic(_) | Self::Actor(_) | Self::Venue(_) | Self::Author(_))
    }
}

/// Plans every feed, grouped by channel.
pub(super) fn plan_feeds(site: &Site) -> Vec<Page> {
    let formats = |channel| feed_formats(site, channel).iter().map(move |format| (channel, *format));
    channels(site)
        .flat_map(formats)
        .map(|(channel, format)| export_page(feed_path(site, channel, format), Export::Feed(channel, format)))
        .collect()
}

/// Returns every channel with feeds, in the order of planning.
pub fn channels(site: &Site) -> impl Iterator<Item = Channel> {
    let topics = (0..site.topics.len()).map(|id| Channel::Topic(TopicId::new(id)));
    let actors = (0..site.actors.len()).map(|id| Channel::Actor(ActorId::new(id)));
    let venues = (0..site.venues.len()).map(|id| Channel::Venue(VenueId::new(id)));
    let whole = [Channel::Site, Channel::Corrections].into_iter();
    let authors = (0..site.authors.len()).map(|id| Channel::Author(AuthorId::new(id)));
    let all = whole.chain(topics).chain(actors).chain(venues).chain(authors);
    all.filter(|channel| has_feeds(site, *channel))
}

/// Returns whether a channel has feeds: they are enabled, there is a `base_url`, and the channel has entries.
pub fn has_feeds(site: &Site, channel: Channel) -> bool {
    let settings = &site.settings;
    let is_enabled = |of| settings.feeds.scopes.contains(&of);
    let has_entries = match channel {
        Channel::Site => !site.briefings.is_empty(),
        Channel::Topic(id) => is_enabled(FeedScope::Topics) && !site.topic(id).briefings.is_empty(),
        Channel::Actor(id) => is_enabled(FeedScope::Actors) && !site.actor(id).briefings.is_empty(),
        Channel::Venue(id) => is_enabled(FeedScope::Venues) && !site.venue(id).briefings.is_empty(),
        Channel::Author(id) => is_enabled(FeedScope::Authors) && !site.author(id).briefings.is_empty(),
        Channel::Corrections => is_enabled(FeedScope::Corrections) && !site.corrections.is_empty(),
    };
    has_entries && settings.outputs.feeds && settings.base_url.is_some()
}

/// Returns the formats of the feeds of a channel.
pub fn feed_formats(site: &Site, channel: Channel) -> &[FeedFormat] {
    let settings = &site.settings.feeds;
    if channel.is_subject() { &settings.subject_formats } else { &settings.formats }
}

/// Returns the text of the entries of a channel.
pub fn entry_text(site: &Site, channel: Channel) -> EntryText {
    if channel.is_subject() { site.settings.feeds.subject_text } else { EntryText::Whole }
}

/// Returns the channel of a page, if it has one.
pub fn channel_of(page: PageId) -> Option<Channel> {
    match page {
        PageId::Home => Some(Channel::Site),
        PageId::Topic(id) => Some(Channel::Topic(id)),
        PageId::Actor(id) => Some(Channel::Actor(id)),
        PageId::Venue(id) => Some(Channel::Venue(id)),
        PageId::Author(id) => Some(Channel::Author(id)),
        PageId::Corrections => Some(Channel::Corrections),
        _ => None,
    }
}

/// Returns the output path of a feed.
pub fn feed_path(site: &Site, channel: Channel, format: FeedFormat) -> String {
    let (_, Permalink { path, .. }) = site.title_and_permalink(channel.page());
    format!("{path}{}", format.file_name())
}
