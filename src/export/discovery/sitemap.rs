//! Sitemaps (sitemaps.org, version 0.9). `lastmod` is the last significant change of what a page shows, never the time
//! of the build; pages of which nobody knows have none.

use std::ops::Range;

use jiff::Timestamp;

use crate::export::time_format::rfc3339;
use crate::export::xml::XmlWriter;
use crate::page::{Page, PageKind, SitemapFile, reader_pages, sitemap_part_path, sitemap_parts};
use crate::site::{BriefingId, EventId, Site};

use super::news::news_sitemap;

const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

/// The bytes of a sitemap; nothing is named in it where the site has no address.
pub(in crate::export) fn sitemap(kind: SitemapFile, site: &Site) -> Vec<u8> {
    if kind == SitemapFile::News {
        return news_sitemap(site);
    }
    let pages = reader_pages(site);
    let parts = sitemap_parts(site, &pages);
    match kind {
        SitemapFile::Part(at) => sitemap_part(site, &pages[parts.get(at).cloned().unwrap_or(0..0)]),
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
    for (at, part) in parts.iter().enumerate() {
        let last = pages[part.clone()].iter().filter_map(|page| changed.of_page(page.kind)).max();
        write_entry(&mut xml, "sitemap", site, &sitemap_part_path(at), last);
    }
    xml.close("sitemapindex");
    xml.finish()
}

fn write_entry(xml: &mut XmlWriter, name: &'static str, site: &Site, file: &str, changed: Option<Timestamp>) {
    let path = file.strip_suffix("index.html").unwrap_or(file);
    let Some(address) = site.full_url(path) else { return };
    xml.open(name, &[]);
    xml.text_element("loc", &address);
    if let Some(at) = changed {
        xml.text_element("lastmod", &rfc3339(at, &site.settings.time_zone));
    }
    xml.close(name);
}

/// When what a page shows last changed.
struct LastModified<'a> {
    site: &'a Site,
    /// Of each briefing: its last significant change or correction.
    briefings: Vec<Timestamp>,
    /// Of all of them.
    latest: Option<Timestamp>,
}

impl<'a> LastModified<'a> {
    fn new(site: &'a Site) -> Self {
        let mut briefings: Vec<Timestamp> = site.briefings.iter().map(|filed| filed.updated_at).collect();
        for made in &site.corrections {
            let (at, changed) = (site.correction_time(*made), &mut briefings[made.briefing.at()]);
            if at <= site.as_of {
                *changed = at.max(*changed);
            }
        }
        Self { site, latest: briefings.iter().max().copied(), briefings }
    }

    fn of_page(&self, kind: PageKind) -> Option<Timestamp> {
        let site = self.site;
        match kind {
            PageKind::Home | PageKind::SubjectListing(_) | PageKind::Timeline => self.latest,
            PageKind::Briefing(id) => Some(self.briefings[id.at()]),
            PageKind::Actor(id) => self.of_briefings(&site.actor(id).briefings),
            PageKind::Venue(id) => self.of_briefings(&site.venue(id).briefings),
            PageKind::Topic(id, number) => {
                self.of_briefings(page_of_list(site, &site.topic(id).briefings, number))
            }
            PageKind::Year(at) => self.of_events(&site.timeline[at].events),
            PageKind::Month(at, month) => self.of_events(&site.timeline[at].months[month].events),
            PageKind::Archive(number) => page_of_list(site, &self.briefings, number).iter().max().copied(),
            PageKind::Corrections(_) => site.corrections.first().map(|made| site.correction_time(*made)),
            _ => None,
        }
    }

    fn of_briefings(&self, briefings: &[BriefingId]) -> Option<Timestamp> {
        briefings.iter().map(|id| self.briefings[id.at()]).max()
    }

    fn of_events(&self, events: &[EventId]) -> Option<Timestamp> {
        let tellers = events.iter().flat_map(|id| &self.site.event(*id).reported_by);
        tellers.map(|teller| self.briefings[teller.briefing.at()]).max()
    }
}

/// What stands on a page of a list, counted from 1.
fn page_of_list<'b, T>(site: &Site, list: &'b [T], number: usize) -> &'b [T] {
    list.chunks(site.settings.per_page.max(1)).nth(number.saturating_sub(1)).unwrap_or_default()
}
