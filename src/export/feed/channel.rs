//! What a channel tells: which briefings, and under which name.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::export::stable_ids::urn;
use crate::page::{Channel, feed_path};
use crate::render::ViewBuilder;
use crate::settings::FeedFormat;
use crate::site::{BriefingId, PageId, Site};

use super::{EntryCache, Feed, FeedEntry, entry};

/// The feed of a channel; none where the site has no address, or nothing is new.
pub(super) fn channel_feed<'a>(
    channel: Channel,
    form: FeedFormat,
    show: &ViewBuilder<'a>,
    shelf: &EntryCache,
) -> Option<Feed<'a>> {
    let site = show.site();
    let (settings, page) = (&*site.settings, channel.page());
    let entries = shelf.entries(channel, || channel_entries(channel, show, shelf));
    let publisher = settings.publisher.as_ref();
    Some(Feed {
        id: urn(site, &format!("feed {}", site.original_permalink(page).path)),
        title: channel_title(site, channel),
        description: channel_description(site, channel),
        language: &settings.language,
        page_url: site.page_url(&site.title_and_permalink(page).1.href)?,
        feed_url: site.full_url(&feed_path(site, channel, form))?,
        icon_url: site.full_url("favicon.svg")?,
        publisher: publisher.map_or(&settings.title, |publisher| &publisher.name),
        publisher_url: publisher.and_then(|publisher| publisher.url.as_deref()),
        updated: entries.iter().map(|entry| entry.updated).max()?,
        zone: &settings.time_zone,
        entries,
    })
}

fn channel_entries(channel: Channel, show: &ViewBuilder<'_>, shelf: &EntryCache) -> Vec<Arc<FeedEntry>> {
    let site = show.site();
    if channel == Channel::Corrections {
        let newest = site.corrections.iter().take(site.settings.feeds.entries);
        return newest.filter_map(|made| entry::correction_entry(site, *made)).map(Arc::new).collect();
    }
    newest_briefings(site, channel).into_iter().filter_map(|id| shelf.entry(id, show)).collect()
}

/// The newest briefings of a channel. What changed significantly is new again.
pub(super) fn newest_briefings(site: &Site, channel: Channel) -> Vec<BriefingId> {
    let limit = site.settings.feeds.entries;
    let mut briefings = channel_briefings(site, channel);
    let key = |id: &BriefingId| (Reverse(site.briefing(*id).updated_at), *id);
    if briefings.len() > limit {
        briefings.select_nth_unstable_by_key(limit, key);
        briefings.truncate(limit);
    }
    briefings.sort_unstable_by_key(key);
    briefings
}

fn channel_briefings(site: &Site, channel: Channel) -> Vec<BriefingId> {
    match channel {
        Channel::Site => (0..site.briefings.len()).map(BriefingId::new).collect(),
        Channel::Topic(id) => site.topic(id).briefings.clone(),
        Channel::Actor(id) => site.actor(id).briefings.clone(),
        Channel::Venue(id) => site.venue(id).briefings.clone(),
        Channel::Corrections => Vec::new(),
    }
}

fn channel_title(site: &Site, channel: Channel) -> String {
    let own = site.title_and_permalink(channel.page()).0;
    if channel == Channel::Site { own.to_owned() } else { format!("{own} · {}", site.settings.title) }
}

/// The summary of the page, else the description of the site.
fn channel_description(site: &Site, channel: Channel) -> &str {
    let leaf = match channel.page() {
        PageId::Home | PageId::Corrections => None,
        page => site.meta(page),
    };
    let summary = leaf.and_then(|leaf| leaf.summary.as_ref());
    summary.map_or(&site.settings.description, |summary| &summary.value)
}
