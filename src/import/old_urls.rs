//! Old URLs: which page each redirects to.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;

use super::report::ReportKind;
use super::urls::{clean, trimmed};
use crate::text::collision_key;

/// Maximum number of old URLs of a page: each becomes a file.
const MAX_URLS: usize = 100;

/// Pages that every site has, and folders whose files programs write.
const TAKEN: [&str; 14] = [
    "actors",
    "venues",
    "topics",
    "archive",
    "timeline",
    "corrections",
    "search",
    "feeds",
    "data",
    "index",
    "404",
    "briefings",
    "chronology",
    "theme",
];

/// Gives each old URL to one page.
#[derive(Default)]
pub(super) struct OldUrls {
    taken: BTreeSet<String>,
}

/// The old URLs of a page, and those that are not kept, with the reason.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct KeptUrls {
    pub(super) kept: Vec<String>,
    pub(super) dropped: Vec<(ReportKind, String)>,
}

impl OldUrls {
    /// Reserves the URLs of the new pages.
    pub(super) fn new<'p>(outputs: impl Iterator<Item = &'p str>) -> Self {
        let taken = outputs.map(|output| key(output.trim_start_matches("content/").trim_end_matches(".md")));
        Self { taken: taken.chain(TAKEN.map(str::to_owned)).collect() }
    }

    /// Takes those of these URLs that are free.
    pub(super) fn take<'u>(&mut self, urls: impl Iterator<Item = &'u String>) -> KeptUrls {
        let mut result = KeptUrls::default();
        let mut reasons: BTreeMap<String, &str> = BTreeMap::new();
        let mut own: BTreeSet<String> = BTreeSet::new();
        for url in urls {
            let cleaned = clean(url);
            if cleaned.is_empty() || own.contains(&key(&cleaned)) {
                continue;
            }
            if let Some(reason) = problem(&cleaned) {
                reasons.insert(cleaned, reason);
            } else if result.kept.len() >= MAX_URLS {
                reasons.insert(cleaned, "too many");
            } else if !self.taken.insert(key(&cleaned)) {
                reasons.insert(cleaned, "taken by another page");
            } else {
                let path = trimmed(url);
                result.kept.push(if path == cleaned { format!("/{path}/") } else { format!("/{path}") });
                own.insert(key(&cleaned));
            }
        }
        result.dropped = reasons
            .into_iter()
            .map(|(url, reason)| (ReportKind::DroppedUrl, format!("{url}: {reason}")))
            .collect();
        result
    }
}

/// Returns the form in which two URLs are one page: without percent-encoding and case, in one Unicode form.
fn key(url: &str) -> String {
    collision_key(&percent_decode_str(url).decode_utf8_lossy()).into_owned()
}

/// Returns why a URL cannot be that of a redirect.
fn problem(url: &str) -> Option<&'static str> {
    if url.contains("://") {
        return Some("a URL of another site");
    }
    let parts: Vec<&str> = url.split('/').collect();
    let last = parts.last().copied().unwrap_or_default();
    let is_file = last
        .rsplit_once('.')
        .is_some_and(|(_, end)| matches!(end, "xml" | "json" | "txt" | "rss" | "atom" | "pdf" | "ics"));
    if is_file {
        return Some("the URL of a file");
    }
    let is_valid = |part: &&str| {
        let decoded = percent_decode_str(part).decode_utf8();
        decoded.is_ok_and(|part| {
            let is_name = !part.is_empty() && !part.starts_with('.') && part.len() <= 200;
            is_name
                && !part.contains([':', '?', '#', '%', '\\', '/', '<', '>', '"', '|', '*', '{', '}'])
                && crate::text::name_problem(&part).is_none()
        })
    };
    (!parts.iter().all(is_valid) || parts.len() > 24 || crate::text::is_server_file(last))
        .then_some("not a valid path")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_old_url_is_given_once() {
        let mut urls = OldUrls::new(["content/pages/about.md"].into_iter());
        let take = |urls: &mut OldUrls, list: &[&str]| {
            let list: Vec<String> = list.iter().map(|url| (*url).to_owned()).collect();
            let result = urls.take(list.iter());
            (result.kept, result.dropped.len())
        };
        assert_eq!(
            take(&mut urls, &["/a/", "a/index.html", "/b.html", "/"]),
            (vec!["/a/".to_owned(), "/b.html".to_owned()], 0)
        );
        assert_eq!(
            take(&mut urls, &["A", "pages/about", "/feed.xml", "../x", "https://example.org/"]),
            (Vec::new(), 5)
        );
        assert_eq!(take(&mut urls, &["/caf%C3%A9/", "/cafe\u{301}/"]), (vec!["/caf%C3%A9/".to_owned()], 0));
        assert_eq!(take(&mut urls, &["/Caf\u{e9}/"]), (Vec::new(), 1));
        let many: Vec<String> = (0..10_000).map(|number| format!("/x/{number}/")).collect();
        assert_eq!((urls.take(many.iter()).kept.len(), MAX_URLS), (100, 100));
    }
}
