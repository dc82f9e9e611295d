//! Absolute URLs in prose for feeds.

use crate::site::strip_index_html;

/// Attributes that hold a URL.
const URL_ATTRIBUTES: [&str; 4] = ["href", "src", "poster", "cite"];

/// Makes all URLs in `html` absolute. `page` is the absolute URL of the page that contains it, `base` that of the site;
/// both end in `/`. URLs of pages of the site are canonical: they name the folder without `index.html`.
pub(super) fn with_absolute_urls(html: &str, page: &str, base: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    // Searching for one char is faster than for two, and `=` is rare outside tags.
    while let Some(offset) = rest.find('=') {
        let (before, value) = rest.split_at(offset + 1);
        out.push_str(before);
        rest = value;
        let Some(value) = value.strip_prefix('"') else { continue };
        let end = value.find('"').unwrap_or(value.len());
        out.push('"');
        if is_url_attribute(&before[..offset]) {
            out.push_str(&resolve_url(&value[..end], page, base));
        } else {
            out.push_str(&value[..end]);
        }
        rest = &value[end..];
    }
    out.push_str(rest);
    out
}

/// Returns whether `before` ends with the name of an attribute that holds a URL.
fn is_url_attribute(before: &str) -> bool {
    let name = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let is_name_start = before[..before.len() - name.len()].ends_with(char::is_whitespace);
    is_name_start && URL_ATTRIBUTES.iter().any(|known| name.eq_ignore_ascii_case(known))
}

fn resolve_url(url: &str, page: &str, base: &str) -> String {
    if url.starts_with(base) {
        return canonical_url(url);
    }
    if url.starts_with("//") || crate::document::scheme(url).is_some() {
        return url.to_owned();
    }
    if url.is_empty() || url.starts_with(['#', '?']) {
        return format!("{page}{url}");
    }
    if url.starts_with('/') {
        return format!("{}{url}", origin(base));
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
    canonical_url(&format!("{}/{}{slash}{rest}", &page[..start], parts.join("/")))
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
            ("//example.com/x", "//example.com/x"),
            ("mailto:desk@example.org", "mailto:desk@example.org"),
            ("/top/", "https://example.org/top/"),
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
    fn only_urls_change() {
        let html = "<p title=\"#a\">#b <a class=\"x\" href=\"#c\">c</a> <img alt=\"\" src=\"d.png\" data-src=\"e\"></p>";
        let page = "https://example.org/p/";
        let absolute = "<p title=\"#a\">#b <a class=\"x\" href=\"https://example.org/p/#c\">c</a> <img alt=\"\" src=\"https://example.org/p/d.png\" data-src=\"e\"></p>";
        assert_eq!(with_absolute_urls(html, page, "https://example.org/"), absolute);
    }

    proptest! {
        #[test]
        fn absolute_urls_are_unchanged(html in "[a-z<>=\"/#. é]{0,60}") {
            let once = with_absolute_urls(&html, PAGE, BASE);
            prop_assert_eq!(with_absolute_urls(&once, PAGE, BASE), once);
        }
    }
}
