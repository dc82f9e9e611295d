//! Sitemaps: which pages stand in which.

use std::ops::Range;

use crate::page::reader_pages;
use crate::site::Site;

use super::{Export, Page, export_page};

/// A sitemap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SitemapFile {
    /// The list of all parts, where there is more than one.
    Index,
    /// A part, counted from 0.
    Part(usize),
    /// Briefings of the last two days.
    News,
}

/// The most pages a sitemap may name.
const MAX_PAGES: usize = 50_000;
/// The most bytes it may have: 50 MB, less what stands around the pages.
const MAX_BYTES: usize = 50 * 1024 * 1024 - 1024;
/// The most bytes that stand around an address.
const ENTRY_OVERHEAD: usize = 160;

pub(super) fn plan_sitemaps(site: &Site) -> Vec<Page> {
    let parts = sitemap_parts(site, &reader_pages(site)).len();
    let part = |at| Export::Sitemap(SitemapFile::Part(at));
    let mut pages = match parts {
        0 | 1 => vec![export_page("sitemap.xml", part(0))],
        _ => vec![export_page("sitemap.xml", Export::Sitemap(SitemapFile::Index))],
    };
    if parts > 1 {
        pages.extend((0..parts).map(|at| export_page(sitemap_part_path(at), part(at))));
    }
    pages.push(export_page("sitemap-news.xml", Export::Sitemap(SitemapFile::News)));
    pages
}

/// Where a part stands, where there are several.
pub fn sitemap_part_path(at: usize) -> String {
    format!("sitemap-{}.xml", at + 1)
}

/// The places, in the list of pages for readers, of those that stand in each part.
pub fn sitemap_parts(site: &Site, pages: &[Page]) -> Vec<Range<usize>> {
    let base = site.settings.base_url.as_ref().map_or(0, String::len);
    split_by_limits(
        pages.iter().map(|page| base + 3 * page.file.len() + ENTRY_OVERHEAD),
        MAX_PAGES,
        MAX_BYTES,
    )
}

/// Cuts a row of things, given by their bytes, into as few stretches as keep both limits.
fn split_by_limits(sizes: impl Iterator<Item = usize>, most: usize, most_bytes: usize) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut bytes = 0;
    for (at, size) in sizes.enumerate() {
        match parts.last_mut().filter(|part| part.len() < most && bytes + size <= most_bytes) {
            Some(part) => part.end = at + 1,
            None => {
                parts.push(at..at + 1);
                bytes = 0;
            }
        }
        bytes += size;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sizes, the two limits, and the first and the end of each part.
    type Case<'c> = (&'c [usize], [usize; 2], &'c [[usize; 2]]);

    #[test]
    fn parts_keep_both_limits() {
        let cases: [Case<'_>; 5] = [
            (&[], [2, 9], &[]),
            (&[1, 1, 1], [2, 9], &[[0, 2], [2, 3]]),
            (&[5, 5, 5], [9, 10], &[[0, 2], [2, 3]]),
            (&[20, 1], [9, 10], &[[0, 1], [1, 2]]),
            (&[1, 1], [2, 2], &[[0, 2]]),
        ];
        for (sizes, [most, bytes], parts) in cases {
            let given = split_by_limits(sizes.iter().copied(), most, bytes);
            assert_eq!(
                given.iter().map(|part| [part.start, part.end]).collect::<Vec<_>>(),
                parts,
                "{sizes:?}"
            );
        }
    }
}
