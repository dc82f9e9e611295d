//! Feeds: one model of what is new, written in three forms.

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
use crate::render::{ProseImage, ViewBuilder};
use crate::settings::FeedFormat;

/// What a channel has to tell.
struct Feed<'a> {
    /// Stays whatever its page is called.
    id: String,
    title: String,
    /// One sentence; may be empty.
    description: &'a str,
    /// BCP 47.
    language: &'a str,
    /// The full address of the page it belongs to.
    page_url: String,
    /// Its own full address.
    feed_url: String,
    /// The full address of the site's icon.
    icon_url: String,
    /// Who publishes it.
    publisher: &'a str,
    publisher_url: Option<&'a str>,
    /// The last significant change of any entry.
    updated: Timestamp,
    /// In which zone instants are read.
    zone: &'a TimeZone,
    /// Newest first; not empty.
    entries: Vec<Arc<FeedEntry>>,
}

impl Feed<'_> {
    /// About how many bytes it takes in any form: its prose, somewhat longer where it is escaped, and what is around it.
    fn estimated_size(&self) -> usize {
        self.entries.iter().map(|entry| entry.html.len() + entry.html.len() / 4 + 1024).sum()
    }
}

/// One piece of news.
#[cfg_attr(test, derive(Default))]
struct FeedEntry {
    /// Stays however its page's slug changes.
    id: String,
    /// The full address of its page.
    url: String,
    title: String,
    /// One sentence; may be empty.
    summary: String,
    /// All of it, every address whole.
    html: String,
    published: Timestamp,
    /// The last significant change.
    updated: Timestamp,
    /// Who wrote it; may be empty.
    authors: Vec<String>,
    /// Names of its topics.
    topics: Vec<String>,
    /// Where it differs from the site's.
    language: Option<String>,
    image: Option<ProseImage>,
}

/// The bytes of a feed in a form; empty where the site has no address to name things by, for then none is planned.
pub(super) fn feed_bytes(
    channel: Channel,
    form: FeedFormat,
    show: &ViewBuilder<'_>,
    shelf: &EntryCache,
) -> Vec<u8> {
    let Some(feed) = channel::channel_feed(channel, form, show, shelf) else { return Vec::new() };
    match form {
        FeedFormat::Atom => atom::atom_feed(&feed),
        FeedFormat::Rss => rss::rss_feed(&feed),
        FeedFormat::Json => json::json_feed(&feed),
    }
}
