//! The feed of a channel: its briefings, title and description.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::export::stable_ids::urn;
use crate::page::{Channel, entry_text, feed_formats, feed_path};
use crate::render::ViewBuilder;
use crate::settings::{EntryText, FeedFormat};
use crate::site::{BriefingId, PageId, Site};

use super::{EntryCache, Feed, FeedEntry, entry};

/// Returns the feed of a channel, or `None` without a `base_url` or entries.
pub(super) fn channel_feed<'a>(
    channel: Channel,
    format: FeedFormat,
    views: &ViewBuilder<'a>,
    cache: &EntryCache,
) -> Option<Feed<'a>> {
    let site = views.site();
    let (settings, page) = (&*site.settings, channel.page());
    let formats = feed_formats(site, channel).len();
    let entries = cache.entries(site, (channel, formats), || channel_entries(channel, views, cache));
    let publisher = settings.publisher.as_ref();
    Some(Feed {
        id: urn(site, &format!("feed {}", site.original_permalink(page).path)),
        title: channel_title(site, channel),
        description: channel_description(site, channel),
        language: &settings.language,
        page_url: site.page_url(&site.title_and_permalink(page).1.href)?,
        feed_url: site.full_url(&feed_path(site, channel, format))?,
        icon_url: site.full_url("favicon.svg")?,
        publisher: publisher.map_or(&settings.title, |publisher| &publisher.name),
        publisher_url: publisher.and_then(|publisher| publisher.url.as_deref()),
        updated: entries.iter().map(|entry| entry.updated).max()?,
        zone: &settings.time_zone,
        entries,
    })
}

fn channel_entries(channel: Channel, views: &ViewBuilder<'_>, cache: &EntryCache) -> Vec<Arc<FeedEntry>> {
    let site = views.site();
    if channel == Channel::Corrections {
        let newest = site.corrections.iter().take(site.settings.feeds.entries);
        return newest
            .filter_map(|correction| entry::correction_entry(site, *correction))
            .map(Arc::new)
            .collect();
    }
    let newest = newest_briefings(site, channel).into_iter();
    match entry_text(site, channel) {
        EntryText::Whole => newest.filter_map(|id| cache.entry(id, views)).collect(),
        EntryText::Summary => newest.filter_map(|id| entry::summary_entry(id, site)).map(Arc::new).collect(),
    }
}

/// Returns the newest briefings of a channel, by last significant change.
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
        Channel::Author(id) => site.author(id).briefings.clone(),
        Channel::Corrections => Vec::new(),
    }
}

fn channel_title(site: &Site, channel: Channel) -> String {
    let own = site.title_and_permalink(channel.page()).0;
    if channel == Channel::Site { own.to_owned() } else { format!("{own} · {}", site.settings.title) }
}

/// Returns the summary of the page, else the description of the site.
fn channel_description(site: &Site, channel: Channel) -> &str {
    let meta = match channel.page() {
        PageId::Home | PageId::Corrections => None,
        page => site.meta(page),
    };
    let summary = meta.and_then(|meta| meta.summary.as_ref());
    summary.map_or(&site.settings.description, |summary| &summary.value)
}
