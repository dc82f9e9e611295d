//! Sitemaps (sitemaps.org, version 0.9). `lastmod` is the last significant change of the content of a page, never the time
//! of the build; pages without a known change have none.

use std::ops::Range;

use jiff::Timestamp;

use crate::export::time_format::rfc3339;
use crate::export::xml::XmlWriter;
use crate::page::{Page, PageKind, SitemapFile, reader_pages, sitemap_part_path, sitemap_parts};
use crate::site::{BriefingId, EventId, Site, strip_index_html};

use super::news::news_sitemap;

const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

/// Returns the bytes of a sitemap, without entries if the site has no `base_url`.
pub(in crate::export) fn sitemap(kind: SitemapFile, site: &Site) -> Vec<u8> {
    if kind == SitemapFile::News {
        return news_sitemap(site);
    }
    let pages = reader_pages(site);
    let parts = sitemap_parts(site, &pages);
    match kind {
        SitemapFile::Part(index) => sitemap_part(site, &pages[parts.get(index).cloned().unwrap_or(0..0)]),
        _ => sitemap_index(site, &pages, &parts),
    }
}

fn sitemap_part(site: &Site, pages: &[Page]) -> Vec<u8> {
    let changed = LastModified::new(site);
    let mut xml = XmlWriter::new();
    xml.open("urlset", &[NAMESPACE]);
    for page in pages {
        write_entry(&mut xml, "url", site, &page.file, changed.of_page(page.kind));
    }
    xml.close("urlset");
    xml.finish()
}

fn sitemap_index(site: &Site, pages: &[Page], parts: &[Range<usize>]) -> Vec<u8> {
    let changed = LastModified::new(site);
    let mut xml = XmlWriter::new();
    xml.open("sitemapindex", &[NAMESPACE]);
    for (index, part) in parts.iter().enumerate() {
        let last = pages[part.clone()].iter().filter_map(|page| changed.of_page(page.kind)).max();
        write_entry(&mut xml, "sitemap", site, &sitemap_part_path(index), last);
    }
    xml.close("sitemapindex");
    xml.finish()
}

fn write_entry(xml: &mut XmlWriter, name: &'static str, site: &Site, file: &str, changed: Option<Timestamp>) {
    let path = strip_index_html(file);
    let Some(url) = site.full_url(path) else { return };
    xml.open(name, &[]);
    xml.text_element("loc", &url);
    if let Some(instant) = changed {
        xml.text_element("lastmod", &rfc3339(instant, &site.settings.time_zone));
    }
    xml.close(name);
}

/// The last change of the content of each page.
struct LastModified<'a> {
    site: &'a Site,
    /// The last significant change or correction of each briefing.
    briefings: Vec<Timestamp>,
    /// The latest of them.
    latest: Option<Timestamp>,
}

impl<'a> LastModified<'a> {
    fn new(site: &'a Site) -> Self {
        let mut briefings: Vec<Timestamp> =
            site.briefings.iter().map(|resolved| resolved.updated_at).collect();
        for correction in site.corrections.iter() {
            let (instant, changed) =
                (site.correction_time(*correction), &mut briefings[correction.briefing.index()]);
            if site.as_of.has_reached(instant) {
                *changed = instant.max(*changed);
            }
        }
        Self { site, latest: briefings.iter().max().copied(), briefings }
    }

    fn of_page(&self, kind: PageKind) -> Option<Timestamp> {
        let site = self.site;
        match kind {
            PageKind::Home | PageKind::SubjectListing(..) | PageKind::Timeline => self.latest,
            PageKind::Briefing(id) => Some(self.briefings[id.index()]),
            PageKind::Actor(id, number) => self.of_briefings(site.actor(id).briefings_on(number)),
            PageKind::Venue(id, number) => self.of_briefings(site.venue(id).briefings_on(number)),
            PageKind::Topic(id, number) => self.of_briefings(site.topic(id).briefings_on(number)),
            PageKind::Author(id, number) => self.of_briefings(site.author(id).briefings_on(number)),
            PageKind::Series(id, _) => self.of_briefings(&site.series(id).briefings),
            PageKind::Year(year, _) => self.of_events(&site.timeline[year].events),
            PageKind::Month(year, month, _) => self.of_events(&site.timeline[year].months[month].events),
            PageKind::Archive(number) => page_of_list(site, &self.briefings, number).iter().max().copied(),
            PageKind::Corrections(_) => {
                site.corrections.first().map(|correction| site.correction_time(*correction))
            }
            _ => None,
        }
    }

    fn of_briefings(&self, briefings: &[BriefingId]) -> Option<Timestamp> {
        briefings.iter().map(|id| self.briefings[id.index()]).max()
    }

    fn of_events(&self, events: &[EventId]) -> Option<Timestamp> {
        let reports = events.iter().flat_map(|id| &self.site.event(*id).reported_by);
        reports.map(|fact_ref| self.briefings[fact_ref.briefing.index()]).max()
    }
}

/// Returns the items on page `number` of a list; numbers start at 1.
fn page_of_list<'b, T>(site: &Site, list: &'b [T], number: usize) -> &'b [T] {
    list.chunks(site.settings.per_page.max(1)).nth(number.saturating_sub(1)).unwrap_or_default()
}
