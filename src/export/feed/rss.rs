//! RSS 2.0, with common extensions: full text (`content`), authors (`dc`) and the URL of the feed (`atom`).

use quick_xml::escape::partial_escape;

use crate::export::time_format::{rfc822, rfc3339};
use crate::export::xml::XmlWriter;

use super::{Feed, FeedEntry};

/// Returns a feed as RSS.
pub(super) fn rss_feed(feed: &Feed<'_>) -> Vec<u8> {
    let mut xml = XmlWriter::with_capacity(feed.estimated_size());
    xml.open(
        "rss",
        &[
            ("version", "2.0"),
            ("xmlns:atom", "http://www.w3.org/2005/Atom"),
            ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ],
    );
    xml.open("channel", &[]);
    xml.text_element("title", &feed.title);
    xml.text_element("link", &feed.page_url);
    // The description is required, so the title replaces a missing one. It is plain text by the specification, but many
    // readers take it as HTML, so `<` is escaped.
    let description = if feed.description.is_empty() { &feed.title } else { feed.description };
    xml.text_element("description", &description.replace('<', "&lt;"));
    xml.text_element("language", feed.language);
    xml.text_element("lastBuildDate", &rfc822(feed.updated, feed.zone));
    xml.text_element("generator", "Dateline");
    xml.text_element("docs", "https://www.rssboard.org/rss-specification");
    xml.empty_element(
        "atom:link",
        &[("rel", "self"), ("type", "application/rss+xml"), ("href", &feed.feed_url)],
    );
    feed.entries.iter().for_each(|entry| write_item(&mut xml, feed, entry));
    xml.close("channel");
    xml.close("rss");
    xml.finish()
}

fn write_item(xml: &mut XmlWriter, feed: &Feed<'_>, entry: &FeedEntry) {
    xml.open("item", &[]);
    xml.text_element("title", &entry.title);
    xml.text_element("link", &entry.url);
    xml.text_element_with("guid", &[("isPermaLink", "false")], &entry.id);
    xml.text_element("pubDate", &rfc822(entry.published, feed.zone));
    if entry.updated > entry.published {
        xml.text_element("atom:updated", &rfc3339(entry.updated, feed.zone));
    }
    let authors = entry.authors.iter().map(String::as_str);
    let publisher = entry.authors.is_empty().then_some(feed.publisher);
    authors.chain(publisher).for_each(|name| xml.text_element("dc:creator", name));
    entry.topics.iter().for_each(|topic| xml.text_element("category", topic));
    if !entry.summary.is_empty() {
        // Feed readers take the description of an item as HTML.
        xml.text_element("description", &partial_escape(entry.summary.as_str()));
    }
    if !entry.html.is_empty() {
        xml.html_element("content:encoded", &[], &entry.html);
    }
    xml.close("item");
}
