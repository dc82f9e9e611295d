//! RSS 2.0, with the extensions readers know: the whole text, names of authors, the feed's own address.

use quick_xml::escape::partial_escape;

use crate::export::time::{rfc822, rfc3339};
use crate::export::xml::Xml;

use super::{Entry, Feed};

pub(super) fn bytes(feed: &Feed<'_>) -> Vec<u8> {
    let mut xml = Xml::with_capacity(feed.size());
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
    xml.text("title", &feed.title);
    xml.text("link", &feed.home);
    // A description must be there; where the site has none, its title says what it is about. It is plain text by the
    // specification, and HTML to many readers: no `<` in it may begin a tag.
    let about = if feed.about.is_empty() { &feed.title } else { feed.about };
    xml.text("description", &about.replace('<', "&lt;"));
    xml.text("language", feed.language);
    xml.text("lastBuildDate", &rfc822(feed.updated, feed.zone));
    xml.text("generator", "Dateline");
    xml.text("docs", "https://www.rssboard.org/rss-specification");
    xml.empty("atom:link", &[("rel", "self"), ("type", "application/rss+xml"), ("href", &feed.own)]);
    feed.entries.iter().for_each(|entry| write(&mut xml, feed, entry));
    xml.close("channel");
    xml.close("rss");
    xml.finish()
}

fn write(xml: &mut Xml, feed: &Feed<'_>, entry: &Entry) {
    xml.open("item", &[]);
    xml.text("title", &entry.title);
    xml.text("link", &entry.url);
    xml.text_with("guid", &[("isPermaLink", "false")], &entry.id);
    xml.text("pubDate", &rfc822(entry.published, feed.zone));
    if entry.updated > entry.published {
        xml.text("atom:updated", &rfc3339(entry.updated, feed.zone));
    }
    let authors = entry.authors.iter().map(String::as_str);
    let publisher = entry.authors.is_empty().then_some(feed.publisher);
    authors.chain(publisher).for_each(|name| xml.text("dc:creator", name));
    entry.topics.iter().for_each(|topic| xml.text("category", topic));
    if !entry.summary.is_empty() {
        // Readers take the description of an item as HTML.
        xml.text("description", &partial_escape(entry.summary.as_str()));
    }
    xml.html("content:encoded", &[], &entry.html);
    xml.close("item");
}
