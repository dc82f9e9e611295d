//! What a channel tells: which briefings, and under which name.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::export::identity::urn;
use crate::page::{Channel, feed_path};
use crate::render::Show;
use crate::settings::FeedForm;
use crate::site::{BriefingId, PageId, Site};

use super::{Entry, Feed, Shelf, entry};

/// The feed of a channel; none where the site has no address, or nothing is new.
pub(super) fn feed<'a>(channel: Channel, form: FeedForm, show: &Show<'a>, shelf: &Shelf) -> Option<Feed<'a>> {
    let site = show.site();
    let (settings, page) = (&*site.settings, channel.page());
    let entries = shelf.entries(channel, || entries(channel, show, shelf));
    let publisher = settings.publisher.as_ref();
    Some(Feed {
        id: urn(site, &format!("feed {}", site.first_address(page).path)),
        title: title(site, channel),
        about: about(site, channel),
        language: &settings.language,
        home: site.page_address(&site.page(page).1.href)?,
        own: site.full_address(&feed_path(site, channel, form))?,
        icon: site.full_address("favicon.svg")?,
        publisher: publisher.map_or(&settings.title, |publisher| &publisher.name),
        publisher_url: publisher.and_then(|publisher| publisher.url.as_deref()),
        updated: entries.iter().map(|entry| entry.updated).max()?,
        zone: &settings.time_zone,
        entries,
    })
}

fn entries(channel: Channel, show: &Show<'_>, shelf: &Shelf) -> Vec<Arc<Entry>> {
    let site = show.site();
    if channel == Channel::Corrections {
        let newest = site.corrections.iter().take(site.settings.feeds.entries);
        return newest.filter_map(|made| entry::correction(site, *made)).map(Arc::new).collect();
    }
    newest(site, channel).into_iter().filter_map(|id| shelf.entry(id, show)).collect()
}

/// The newest briefings of a channel. What changed significantly is new again.
pub(super) fn newest(site: &Site, channel: Channel) -> Vec<BriefingId> {
    let limit = site.settings.feeds.entries;
    let mut briefings = briefings(site, channel);
    let key = |id: &BriefingId| (Reverse(site.briefing(*id).revised), *id);
    if briefings.len() > limit {
        briefings.select_nth_unstable_by_key(limit, key);
        briefings.truncate(limit);
    }
    briefings.sort_unstable_by_key(key);
    briefings
}

fn briefings(site: &Site, channel: Channel) -> Vec<BriefingId> {
    match channel {
        Channel::Site => (0..site.briefings.len()).map(BriefingId::new).collect(),
        Channel::Topic(id) => site.topic(id).briefings.clone(),
        Channel::Actor(id) => site.actor(id).briefings.clone(),
        Channel::Venue(id) => site.venue(id).briefings.clone(),
        Channel::Corrections => Vec::new(),
    }
}

fn title(site: &Site, channel: Channel) -> String {
    let own = site.page(channel.page()).0;
    if channel == Channel::Site { own.to_owned() } else { format!("{own} · {}", site.settings.title) }
}

/// The summary of the page, else the description of the site.
fn about(site: &Site, channel: Channel) -> &str {
    let leaf = match channel.page() {
        PageId::Home | PageId::Corrections => None,
        page => site.leaf(page),
    };
    let summary = leaf.and_then(|leaf| leaf.summary.as_ref());
    summary.map_or(&site.settings.description, |summary| &summary.value)
}
