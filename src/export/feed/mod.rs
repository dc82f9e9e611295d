//! Feeds: one model, written as Atom, RSS and JSON Feed.

mod atom;
mod channel;
mod entry;
mod entry_cache;
mod json;
mod rss;

pub(super) use entry_cache::EntryCache;

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::page::Channel;
use crate::render::ViewBuilder;
use crate::render::prose::ProseImage;
use crate::settings::FeedFormat;
use crate::site::FileReads;

/// The feed of a channel.
struct Feed<'a> {
    /// Stable id, independent of the title and slug of the page.
    id: String,
    title: String,
    /// One sentence; may be empty.
    description: &'a str,
    /// BCP 47 tag.
    language: &'a str,
    /// Absolute URL of the page it belongs to.
    page_url: String,
    /// Absolute URL of the feed.
    feed_url: String,
    /// Absolute URL of the site's icon.
    icon_url: String,
    /// Name of the publisher.
    publisher: &'a str,
    publisher_url: Option<&'a str>,
    /// The last significant change of any entry.
    updated: Timestamp,
    /// The zone in which instants are written.
    zone: &'a TimeZone,
    /// Newest first; not empty.
    entries: Vec<Arc<FeedEntry>>,
}

impl Feed<'_> {
    /// Returns the approximate size in bytes in any format: the prose with some escapes, and the metadata.
    fn estimated_size(&self) -> usize {
        self.entries.iter().map(|entry| entry.html.len() + entry.html.len() / 4 + 1024).sum()
    }
}

/// One entry of a feed.
#[cfg_attr(test, derive(Default))]
struct FeedEntry {
    /// Stable id, independent of the slug of the page.
    id: String,
    /// Absolute URL of its page.
    url: String,
    title: String,
    /// One sentence; may be empty.
    summary: String,
    /// Notices of changes, and the prose unless the entry is a summary, with absolute URLs. May be empty.
    html: String,
    published: Timestamp,
    /// The last significant change.
    updated: Timestamp,
    /// The authors; may be empty.
    authors: Vec<String>,
    /// Names of the topics.
    topics: Vec<String>,
    /// The language, if it differs from that of the site.
    language: Option<String>,
    image: Option<ProseImage>,
    /// What was read to make it, if that is recorded.
    reads: Option<FileReads>,
}

/// Returns the bytes of a feed in a format; empty without a `base_url`, in which case no feed is planned.
pub(super) fn feed_bytes(
    channel: Channel,
    format: FeedFormat,
    views: &ViewBuilder<'_>,
    cache: &EntryCache,
) -> Vec<u8> {
    let Some(feed) = channel::channel_feed(channel, format, views, cache) else { return Vec::new() };
    match format {
        FeedFormat::Atom => atom::atom_feed(&feed),
        FeedFormat::Rss => rss::rss_feed(&feed),
        FeedFormat::Json => json::json_feed(&feed),
    }
}
