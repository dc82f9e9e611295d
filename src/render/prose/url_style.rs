//! How URLs are written in prose: relative to the page, or absolute for readers away from it.

use std::borrow::Cow;

use crate::site::strip_index_html;

/// The URLs of one rendering of prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UrlStyle<'a> {
    /// For a page of the site: relative, and with `index.html`, so that links work without a server.
    Relative {
        /// Relative URL from the page to the root of the site: empty, or ends in `/`.
        root: &'a str,
    },
    /// For feeds: absolute and canonical, so URLs of the site's pages name the folder without `index.html`.
    Absolute {
        /// Absolute URL of the page; ends in `/`.
        page: &'a str,
        /// Absolute URL of the root of the site; ends in `/`.
        base: &'a str,
    },
}

impl<'a> UrlStyle<'a> {
    /// Returns the URL of a page or file of the site; `path` is relative to the root.
    pub(super) fn site_url(&self, path: &str) -> String {
        match self {
            Self::Relative { root } => [root, path].concat(),
            Self::Absolute { base, .. } => canonical_url(&[base, path].concat()),
        }
    }

    /// Returns the URL of an id of the same page.
    pub(super) fn anchor(&self, id: &str) -> String {
        match self {
            Self::Relative { .. } => format!("#{id}"),
            Self::Absolute { page, .. } => format!("{page}#{id}"),
        }
    }

    /// Returns a URL of a source, such as one in its HTML.
    pub(super) fn source_url<'u>(&self, url: &'u str) -> Cow<'u, str> {
        match self {
            Self::Relative { .. } => Cow::Borrowed(url),
            Self::Absolute { page, base } => Cow::Owned(resolve_url(url, page, base)),
        }
    }
}

/// Makes a URL absolute. `page` is the absolute URL of the page that contains it, `base` that of the site; both end in `/`.
pub(in crate::render) fn resolve_url(url: &str, page: &str, base: &str) -> String {
    let absolute = absolute_url(url, page, base);
    if absolute.starts_with(base) { canonical_url(&absolute) } else { absolute }
}

fn absolute_url(url: &str, page: &str, base: &str) -> String {
    if url.starts_with("//") {
        let scheme = base.find("//").map_or("", |end| &base[..end]);
        return [scheme, url].concat();
    }
    if crate::document::scheme(url).is_some() {
        return url.to_owned();
    }
    if url.is_empty() || url.starts_with(['#', '?']) {
        return [page, url].concat();
    }
    if url.starts_with('/') {
        return [origin(base), url].concat();
    }
    join_url(page, url)
}

/// Removes `index.html` from the path of a URL, and keeps query and fragment.
fn canonical_url(url: &str) -> String {
    let end = url.find(['#', '?']).unwrap_or(url.len());
    let (path, rest) = url.split_at(end);
    match strip_index_html(path) {
        folder if folder.ends_with('/') => format!("{folder}{rest}"),
        _ => url.to_owned(),
    }
}

/// Returns scheme and host of a URL, without the slash that follows.
fn origin(base: &str) -> &str {
    let host = base.find("://").map_or(0, |offset| offset + 3);
    base[host..].find('/').map_or(base, |slash| &base[..host + slash])
}

/// Resolves a relative URL against the folder of a page.
fn join_url(page: &str, url: &str) -> String {
    let start = origin(page).len();
    let end = url.find(['#', '?']).unwrap_or(url.len());
    let (path, rest) = url.split_at(end);
    let folder = page[start..].split('/').filter(|part| !part.is_empty());
    let mut parts: Vec<&str> = folder.collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    let slash = if path.ends_with('/') && !parts.is_empty() { "/" } else { "" };
    format!("{}/{}{slash}{rest}", &page[..start], parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PAGE: &str = "https://example.org/river/briefings/2025/talks/";
    const BASE: &str = "https://example.org/river/";

    #[test]
    fn urls_are_made_absolute() {
        let cases = [
            ("#_dates", "https://example.org/river/briefings/2025/talks/#_dates"),
            ("", "https://example.org/river/briefings/2025/talks/"),
            ("https://example.org/river/actors/oman/index.html", "https://example.org/river/actors/oman/"),
            ("https://example.org/river/a/index.html#b", "https://example.org/river/a/#b"),
            ("https://example.org/river/a/myindex.html", "https://example.org/river/a/myindex.html"),
            ("https://example.com/index.html", "https://example.com/index.html"),
            ("//example.com/x", "https://example.com/x"),
            ("mailto:desk@example.org", "mailto:desk@example.org"),
            ("/top/", "https://example.org/top/"),
            ("/river/a/index.html", "https://example.org/river/a/"),
            ("/index.html", "https://example.org/index.html"),
            ("gauge.svg", "https://example.org/river/briefings/2025/talks/gauge.svg"),
            ("../last/index.html?a=1#b", "https://example.org/river/briefings/2025/last/?a=1#b"),
            ("../../../../../../x", "https://example.org/x"),
            ("./", "https://example.org/river/briefings/2025/talks/"),
        ];
        for (url, absolute) in cases {
            assert_eq!(resolve_url(url, PAGE, BASE), absolute, "{url}");
        }
    }

    #[test]
    fn each_style_has_its_urls() {
        let relative = UrlStyle::Relative { root: "../../" };
        let absolute = UrlStyle::Absolute { page: PAGE, base: BASE };
        let cases = [
            ("index.html", "../../index.html", "https://example.org/river/"),
            ("a/index.html#b", "../../a/index.html#b", "https://example.org/river/a/#b"),
            ("a/gauge.svg", "../../a/gauge.svg", "https://example.org/river/a/gauge.svg"),
        ];
        for (path, from_page, from_feed) in cases {
            assert_eq!(relative.site_url(path), from_page);
            assert_eq!(absolute.site_url(path), from_feed);
        }
        assert_eq!(relative.anchor("b"), "#b");
        assert_eq!(absolute.anchor("b"), "https://example.org/river/briefings/2025/talks/#b");
        assert_eq!(relative.source_url("../x"), "../x");
        assert_eq!(absolute.source_url("../x"), "https://example.org/river/briefings/2025/x");
    }

    proptest! {
        #[test]
        fn absolute_urls_are_unchanged(url in "(https://example.org/river/|//|[a-z]{1,3}:)?[a-z./#?é]{0,30}(index.html)?") {
            let once = resolve_url(&url, PAGE, BASE);
            prop_assert_eq!(resolve_url(&once, PAGE, BASE), once);
        }
    }
}
