//! Plans sitemaps and assigns pages to them.

use std::ops::Range;

use crate::page::reader_pages;
use crate::site::Site;

use super::{Export, Page, export_page};

/// A sitemap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SitemapFile {
    /// The sitemap index, if there is more than one part.
    Index,
    /// A part, counted from 0.
    Part(usize),
    /// Briefings of the last two days.
    News,
}

/// Maximum number of pages in a sitemap.
const MAX_PAGES: usize = 50_000;
/// Maximum size of its entries in bytes: 50 MB less the frame.
const MAX_BYTES: usize = 50 * 1024 * 1024 - 1024;
/// Maximum number of bytes of an entry besides its URL.
const ENTRY_OVERHEAD: usize = 160;

pub(super) fn plan_sitemaps(site: &Site) -> Vec<Page> {
    let parts = sitemap_parts(site, &reader_pages(site)).len();
    let part = |index| Export::Sitemap(SitemapFile::Part(index));
    let mut pages = match parts {
        0 | 1 => vec![export_page("sitemap.xml", part(0))],
        _ => vec![export_page("sitemap.xml", Export::Sitemap(SitemapFile::Index))],
    };
    if parts > 1 {
        pages.extend((0..parts).map(|index| export_page(sitemap_part_path(index), part(index))));
    }
    pages.push(export_page("sitemap-news.xml", Export::Sitemap(SitemapFile::News)));
    pages
}

/// Returns the output path of a part, if there are several.
pub fn sitemap_part_path(index: usize) -> String {
    format!("sitemap-{}.xml", index + 1)
}

/// Returns the index ranges of the reader pages in each part.
pub fn sitemap_parts(site: &Site, pages: &[Page]) -> Vec<Range<usize>> {
    let base = site.settings.base_url.as_ref().map_or(0, String::len);
    split_by_limits(
        pages.iter().map(|page| base + 3 * page.file.len() + ENTRY_OVERHEAD),
        MAX_PAGES,
        MAX_BYTES,
    )
}

/// Splits items, given by size in bytes, into as few ranges as both limits allow.
fn split_by_limits(
    sizes: impl Iterator<Item = usize>,
    max_items: usize,
    max_bytes: usize,
) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut bytes = 0;
    for (index, size) in sizes.enumerate() {
        match parts.last_mut().filter(|part| part.len() < max_items && bytes + size <= max_bytes) {
            Some(part) => part.end = index + 1,
            None => {
                parts.push(index..index + 1);
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

    /// Sizes, the two limits, and the expected ranges.
    type Case<'c> = (&'c [usize], [usize; 2], &'c [[usize; 2]]);

    #[test]
    fn parts_respect_both_limits() {
        let cases: [Case<'_>; 5] = [
            (&[], [2, 9], &[]),
            (&[1, 1, 1], [2, 9], &[[0, 2], [2, 3]]),
            (&[5, 5, 5], [9, 10], &[[0, 2], [2, 3]]),
            (&[20, 1], [9, 10], &[[0, 1], [1, 2]]),
            (&[1, 1], [2, 2], &[[0, 2]]),
        ];
        for (sizes, [max_items, max_bytes], parts) in cases {
            let given = split_by_limits(sizes.iter().copied(), max_items, max_bytes);
            assert_eq!(
                given.iter().map(|part| [part.start, part.end]).collect::<Vec<_>>(),
                parts,
                "{sizes:?}"
            );
        }
    }
}
