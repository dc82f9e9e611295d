//! Atom (RFC 4287).

use crate::export::time::rfc3339;
use crate::export::xml::Xml;

use super::{Entry, Feed};

pub(super) fn bytes(feed: &Feed<'_>) -> Vec<u8> {
    let mut xml = Xml::with_capacity(feed.size());
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", feed.language)]);
    xml.text("id", &feed.id);
    xml.text("title", &feed.title);
    if !feed.about.is_empty() {
        xml.text("subtitle", feed.about);
    }
    xml.text("updated", &rfc3339(feed.updated, feed.zone));
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &feed.own)]);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &feed.home)]);
    xml.text("icon", &feed.icon);
    xml.text("generator", "Dateline");
    author(&mut xml, feed.publisher, feed.publisher_url);
    feed.entries.iter().for_each(|entry| write(&mut xml, feed, entry));
    xml.close("feed");
    xml.finish()
}

fn write(xml: &mut Xml, feed: &Feed<'_>, entry: &Entry) {
    match &entry.language {
        Some(language) => xml.open("entry", &[("xml:lang", language)]),
        None => xml.open("entry", &[]),
    }
    xml.text("id", &entry.id);
    xml.text("title", &entry.title);
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &entry.url)]);
    xml.text("published", &rfc3339(entry.published, feed.zone));
    xml.text("updated", &rfc3339(entry.updated, feed.zone));
    entry.authors.iter().for_each(|name| author(xml, name, None));
    entry.topics.iter().for_each(|topic| xml.empty("category", &[("term", topic)]));
    if !entry.summary.is_empty() {
        xml.text("summary", &entry.summary);
    }
    xml.html("content", &[("type", "html")], &entry.html);
    xml.close("entry");
}

fn author(xml: &mut Xml, name: &str, url: Option<&str>) {
    xml.open("author", &[]);
    xml.text("name", name);
    if let Some(url) = url {
        xml.text("uri", url);
    }
    xml.close("author");
}
