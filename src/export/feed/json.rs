//! JSON Feed 1.1.

use std::io;

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter};

use crate::export::time_format::rfc3339;
use crate::export::xml::strip_forbidden;

use super::{Feed, FeedEntry};

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    favicon: &'a str,
    authors: Vec<JsonFeedAuthor<'a>>,
    language: &'a str,
    items: Vec<JsonFeedItem<'a>>,
}

#[derive(Serialize)]
struct JsonFeedItem<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    /// Each item must have a content, so an item without HTML has its summary as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    date_published: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<JsonFeedAuthor<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    tags: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonFeedAuthor<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

/// Returns a feed as JSON Feed.
pub(super) fn json_feed(feed: &Feed<'_>) -> Vec<u8> {
    let document = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.page_url,
        feed_url: &feed.feed_url,
        description: feed.description,
        favicon: &feed.icon_url,
        authors: vec![JsonFeedAuthor { name: feed.publisher, url: feed.publisher_url }],
        language: feed.language,
        items: feed.entries.iter().map(|entry| feed_item(feed, entry)).collect(),
    };
    let mut bytes = Vec::with_capacity(feed.estimated_size());
    // Structs of strings always serialise, and writing to memory does not fail.
    let _ = document.serialize(&mut Serializer::with_formatter(&mut bytes, XmlCharsFormatter));
    bytes
}

/// Leaves out the chars that XML forbids, so that feeds of all formats have the same content.
struct XmlCharsFormatter;

impl Formatter for XmlCharsFormatter {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        writer.write_all(strip_forbidden(fragment).as_bytes())
    }

    fn write_char_escape<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        match escape {
            CharEscape::Backspace | CharEscape::FormFeed | CharEscape::AsciiControl(_) => Ok(()),
            escape => CompactFormatter.write_char_escape(writer, escape),
        }
    }
}

fn feed_item<'a>(feed: &Feed<'_>, entry: &'a FeedEntry) -> JsonFeedItem<'a> {
    let changed = entry.updated > entry.published;
    let has_html = !entry.html.is_empty();
    JsonFeedItem {
        id: &entry.id,
        url: &entry.url,
        title: &entry.title,
        content_html: has_html.then_some(&entry.html),
        content_text: (!has_html).then_some(&entry.summary),
        summary: &entry.summary,
        image: entry.image.as_ref().map(|image| image.src.as_str()),
        date_published: rfc3339(entry.published, feed.zone),
        date_modified: changed.then(|| rfc3339(entry.updated, feed.zone)),
        authors: entry.authors.iter().map(|name| JsonFeedAuthor { name, url: None }).collect(),
        tags: &entry.topics,
        language: entry.language.as_deref(),
    }
}
