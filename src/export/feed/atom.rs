//! Atom (RFC 4287).

use crate::export::time_format::rfc3339;
use crate::export::xml::XmlWriter;

use super::{Feed, FeedEntry};

/// Returns a feed as Atom.
pub(super) fn atom_feed(feed: &Feed<'_>) -> Vec<u8> {
    let mut xml = XmlWriter::with_capacity(feed.estimated_size());
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", feed.language)]);
    xml.text_element("id", &feed.id);
    xml.text_element("title", &feed.title);
    if !feed.description.is_empty() {
        xml.text_element("subtitle", feed.description);
    }
    xml.text_element("updated", &rfc3339(feed.updated, feed.zone));
    xml.empty_element("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &feed.feed_url)]);
    xml.empty_element("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &feed.page_url)]);
    xml.text_element("icon", &feed.icon_url);
    xml.text_element("generator", "Dateline");
    write_author(&mut xml, feed.publisher, feed.publisher_url);
    feed.entries.iter().for_each(|entry| write_entry(&mut xml, feed, entry));
    xml.close("feed");
    xml.finish()
}

fn write_entry(xml: &mut XmlWriter, feed: &Feed<'_>, entry: &FeedEntry) {
    match &entry.language {
        Some(language) => xml.open("entry", &[("xml:lang", language)]),
        None => xml.open("entry", &[]),
    }
    xml.text_element("id", &entry.id);
    xml.text_element("title", &entry.title);
    xml.empty_element("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &entry.url)]);
    xml.text_element("published", &rfc3339(entry.published, feed.zone));
    xml.text_element("updated", &rfc3339(entry.updated, feed.zone));
    entry.authors.iter().for_each(|name| write_author(xml, name, None));
    entry.topics.iter().for_each(|topic| xml.empty_element("category", &[("term", topic)]));
    if !entry.summary.is_empty() {
        xml.text_element("summary", &entry.summary);
    }
    if !entry.html.is_empty() {
        xml.html_element("content", &[("type", "html")], &entry.html);
    }
    xml.close("entry");
}

fn write_author(xml: &mut XmlWriter, name: &str, url: Option<&str>) {
    xml.open("author", &[]);
    xml.text_element("name", name);
    if let Some(url) = url {
        xml.text_element("uri", url);
    }
    xml.close("author");
}
