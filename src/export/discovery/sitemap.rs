//! Sitemaps (sitemaps.org, version 0.9). `lastmod` is the last significant change of what a page shows, never the time
//! of the build; pages of which nobody knows have none.

use std::ops::Range;

use jiff::Timestamp;

use crate::export::time::rfc3339;
use crate::export::xml::Xml;
use crate::page::{Page, PageKind, Sitemap, for_readers, part_path, sitemap_parts};
use crate::site::{BriefingId, EventId, Site};

use super::news::news;

const SPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

/// The bytes of a sitemap; nothing is named in it where the site has no address.
pub(in crate::export) fn sitemap(kind: Sitemap, site: &Site) -> Vec<u8> {
    if kind == Sitemap::News {
        return news(site);
    }
    let pages = for_readers(site);
    let parts = sitemap_parts(site, &pages);
    match kind {
        Sitemap::Part(at) => part(site, &pages[parts.get(at).cloned().unwrap_or(0..0)]),
        _ => index(site, &pages, &parts),
    }
}

fn part(site: &Site, pages: &[Page]) -> Vec<u8> {
    let changed = Changed::new(site);
    let mut xml = Xml::new();
    xml.open("urlset", &[SPACE]);
    for page in pages {
        entry(&mut xml, "url", site, &page.file, changed.page(page.kind));
    }
    xml.close("urlset");
    xml.finish()
}

fn index(site: &Site, pages: &[Page], parts: &[Range<usize>]) -> Vec<u8> {
    let changed = Changed::new(site);
    let mut xml = Xml::new();
    xml.open("sitemapindex", &[SPACE]);
    for (at, part) in parts.iter().enumerate() {
        let last = pages[part.clone()].iter().filter_map(|page| changed.page(page.kind)).max();
        entry(&mut xml, "sitemap", site, &part_path(at), last);
    }
    xml.close("sitemapindex");
    xml.finish()
}

fn entry(xml: &mut Xml, name: &'static str, site: &Site, file: &str, changed: Option<Timestamp>) {
    let path = file.strip_suffix("index.html").unwrap_or(file);
    let Some(address) = site.full_address(path) else { return };
    xml.open(name, &[]);
    xml.text("loc", &address);
    if let Some(at) = changed {
        xml.text("lastmod", &rfc3339(at, &site.settings.time_zone));
    }
    xml.close(name);
}

/// When what a page shows last changed.
struct Changed<'a> {
    site: &'a Site,
    /// Of each briefing: its last significant change or correction.
    briefings: Vec<Timestamp>,
    /// Of all of them.
    last: Option<Timestamp>,
}

impl<'a> Changed<'a> {
    fn new(site: &'a Site) -> Self {
        let mut briefings: Vec<Timestamp> = site.briefings.iter().map(|filed| filed.revised).collect();
        for made in &site.corrections {
            let (at, changed) = (site.corrected_at(*made), &mut briefings[made.briefing.at()]);
            if at <= site.as_of {
                *changed = at.max(*changed);
            }
        }
        Self { site, last: briefings.iter().max().copied(), briefings }
    }

    fn page(&self, kind: PageKind) -> Option<Timestamp> {
        let site = self.site;
        match kind {
            PageKind::Home | PageKind::Index(_) | PageKind::Chronology => self.last,
            PageKind::Briefing(id) => Some(self.briefings[id.at()]),
            PageKind::Actor(id) => self.of(&site.actor(id).briefings),
            PageKind::Venue(id) => self.of(&site.venue(id).briefings),
            PageKind::Topic(id, number) => self.of(stretch(site, &site.topic(id).briefings, number)),
            PageKind::Year(at) => self.told(&site.calendar[at].events),
            PageKind::Month(at, month) => self.told(&site.calendar[at].months[month].events),
            PageKind::Archive(number) => stretch(site, &self.briefings, number).iter().max().copied(),
            PageKind::Corrections(_) => site.corrections.first().map(|made| site.corrected_at(*made)),
            _ => None,
        }
    }

    fn of(&self, briefings: &[BriefingId]) -> Option<Timestamp> {
        briefings.iter().map(|id| self.briefings[id.at()]).max()
    }

    fn told(&self, events: &[EventId]) -> Option<Timestamp> {
        let tellers = events.iter().flat_map(|id| &self.site.event(*id).tellers);
        tellers.map(|teller| self.briefings[teller.briefing.at()]).max()
    }
}

/// What stands on a page of a list, counted from 1.
fn stretch<'b, T>(site: &Site, list: &'b [T], number: usize) -> &'b [T] {
    list.chunks(site.settings.per_page.max(1)).nth(number.saturating_sub(1)).unwrap_or_default()
}
