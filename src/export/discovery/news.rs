//! The sitemap of news: briefings of the last two days, as seen from the instant the site is built for. Where there are
//! none it is empty, and it always stands at the same place.

use jiff::SignedDuration;

use crate::export::time_format::rfc3339;
use crate::export::xml::XmlWriter;
use crate::site::{ResolvedBriefing, Site};

/// How long a briefing counts as news.
const NEWS_AGE: SignedDuration = SignedDuration::from_hours(48);
/// The most briefings a sitemap of news may name.
const MAX_NEWS: usize = 1000;

pub(super) fn news_sitemap(site: &Site) -> Vec<u8> {
    let mut xml = XmlWriter::new();
    let spaces = [
        ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"),
        ("xmlns:news", "http://www.google.com/schemas/sitemap-news/0.9"),
    ];
    xml.open("urlset", &spaces);
    let fresh = |filed: &&ResolvedBriefing| site.as_of.duration_since(filed.published) <= NEWS_AGE;
    site.briefings.iter().take_while(fresh).take(MAX_NEWS).for_each(|filed| write_url(&mut xml, site, filed));
    xml.close("urlset");
    xml.finish()
}

fn write_url(xml: &mut XmlWriter, site: &Site, filed: &ResolvedBriefing) {
    let (settings, leaf) = (&site.settings, &filed.briefing.meta);
    let Some(address) = site.page_url(&filed.permalink.href) else { return };
    let language = leaf.language.as_ref().map_or(&settings.language, |language| &language.value);
    xml.open("url", &[]);
    xml.text_element("loc", &address);
    xml.open("news:news", &[]);
    xml.open("news:publication", &[]);
    xml.text_element("news:name", &settings.title);
    xml.text_element("news:language", &news_language(language));
    xml.close("news:publication");
    xml.text_element("news:publication_date", &rfc3339(filed.published, &settings.time_zone));
    xml.text_element("news:title", &leaf.title.value);
    xml.close("news:news");
    xml.close("url");
}

/// The language alone, as the form of news has it; Chinese is told apart by place.
fn news_language(tag: &str) -> String {
    let tag = tag.to_ascii_lowercase();
    let primary = tag.split('-').next().unwrap_or_default();
    match (primary, tag.contains("hant") || tag.ends_with("-tw") || tag.ends_with("-hk")) {
        ("zh", true) => "zh-tw".to_owned(),
        ("zh", false) => "zh-cn".to_owned(),
        _ => primary.to_owned(),
    }
}
