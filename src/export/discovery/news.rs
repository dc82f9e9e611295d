//! The news sitemap: briefings of the two days before `as_of`. It is written even if it is empty, so that its URL is
//! stable.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::export::time_format::rfc3339;
use crate::export::xml::XmlWriter;
use crate::site::{ResolvedBriefing, Site};

/// How long a briefing counts as news.
const NEWS_AGE: SignedDuration = SignedDuration::from_hours(48);
/// Maximum number of briefings in a news sitemap.
const MAX_NEWS: usize = 1000;

/// Returns the news sitemap.
pub(super) fn news_sitemap(site: &Site) -> Vec<u8> {
    let mut xml = XmlWriter::new();
    let namespaces = [
        ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"),
        ("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9"),
    ];
    xml.open("urlset", &namespaces);
    let is_news =
        |resolved: &&Arc<ResolvedBriefing>| !site.as_of.has_reached(end_of_news(resolved.published));
    site.briefings
        .iter()
        .take_while(is_news)
        .take(MAX_NEWS)
        .for_each(|resolved| write_url(&mut xml, site, resolved));
    xml.close("urlset");
    xml.finish()
}

/// Returns the first instant at which a briefing is no longer news.
fn end_of_news(published: Timestamp) -> Timestamp {
    let end = published.saturating_add(NEWS_AGE + SignedDuration::from_nanos(1));
    end.unwrap_or(published)
}

fn write_url(xml: &mut XmlWriter, site: &Site, resolved: &ResolvedBriefing) {
    let (settings, meta) = (&site.settings, &resolved.briefing.meta);
    let Some(url) = site.page_url(&resolved.permalink.href) else { return };
    let language = meta.language.as_ref().map_or(&settings.language, |language| &language.value);
    xml.open("url", &[]);
    xml.text_element("loc", &url);
    xml.open("news:news", &[]);
    xml.open("news:publication", &[]);
    xml.text_element("news:name", &settings.title);
    xml.text_element("news:language", &news_language(language));
    xml.close("news:publication");
    xml.text_element("news:publication_date", &rfc3339(resolved.published, &settings.time_zone));
    xml.text_element("news:title", &meta.title.value);
    xml.close("news:news");
    xml.close("url");
}

/// Returns the language code of the news sitemap format: the primary language, or `zh-cn` or `zh-tw` for Chinese.
fn news_language(tag: &str) -> String {
    let tag = tag.to_ascii_lowercase();
    let primary = tag.split('-').next().unwrap_or_default();
    match (primary, tag.contains("hant") || tag.ends_with("-tw") || tag.ends_with("-hk")) {
        ("zh", true) => "zh-tw".to_owned(),
        ("zh", false) => "zh-cn".to_owned(),
        _ => primary.to_owned(),
    }
}
