//! Prose for readers elsewhere: every link and picture in it is a whole address.

/// Attributes that hold an address.
const URL_ATTRIBUTES: [&str; 4] = ["href", "src", "poster", "cite"];

/// Prose in which every address is whole. `page` is the full address of the page it stands on, `base` that of the site;
/// both end in `/`. Pages of the site are named by their folder, as their canonical addresses are.
pub(super) fn with_absolute_urls(html: &str, page: &str, base: &str) -> String {
    let mut whole = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    // One sign is found faster than two, and only values of attributes are likely to have one before them.
    while let Some(at) = rest.find('=') {
        let (before, value) = rest.split_at(at + 1);
        whole.push_str(before);
        rest = value;
        let Some(value) = value.strip_prefix('"') else { continue };
        let end = value.find('"').unwrap_or(value.len());
        whole.push('"');
        if is_url_attribute(&before[..at]) {
            whole.push_str(&resolve_url(&value[..end], page, base));
        } else {
            whole.push_str(&value[..end]);
        }
        rest = &value[end..];
    }
    whole.push_str(rest);
    whole
}

/// Whether the attribute whose name ends here holds an address.
fn is_url_attribute(before: &str) -> bool {
    let name = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let apart = before[..before.len() - name.len()].ends_with(char::is_whitespace);
    apart && URL_ATTRIBUTES.iter().any(|known| name.eq_ignore_ascii_case(known))
}

fn resolve_url(address: &str, page: &str, base: &str) -> String {
    if address.starts_with(base) {
        return strip_index_html(address);
    }
    if address.starts_with("//") || crate::document::scheme(address).is_some() {
        return address.to_owned();
    }
    if address.is_empty() || address.starts_with(['#', '?']) {
        return format!("{page}{address}");
    }
    if address.starts_with('/') {
        return format!("{}{address}", origin(base));
    }
    join_url(page, address)
}

/// A page of the site by its folder: `https://example.org/actors/oman/index.html#_dates` without the file's name.
fn strip_index_html(address: &str) -> String {
    let end = address.find(['#', '?']).unwrap_or(address.len());
    let (path, rest) = address.split_at(end);
    match path.strip_suffix("index.html").filter(|folder| folder.ends_with('/')) {
        Some(folder) => format!("{folder}{rest}"),
        None => address.to_owned(),
    }
}

/// Scheme and host of an address, without the slash that follows.
fn origin(base: &str) -> &str {
    let host = base.find("://").map_or(0, |at| at + 3);
    base[host..].find('/').map_or(base, |slash| &base[..host + slash])
}

/// A relative address from the folder of a page.
fn join_url(page: &str, address: &str) -> String {
    let start = origin(page).len();
    let end = address.find(['#', '?']).unwrap_or(address.len());
    let (path, rest) = address.split_at(end);
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
    strip_index_html(&format!("{}/{}{slash}{rest}", &page[..start], parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PAGE: &str = "https://example.org/river/briefings/2025/talks/";
    const BASE: &str = "https://example.org/river/";

    #[test]
    fn addresses_are_made_whole() {
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
        for (address, whole) in cases {
            assert_eq!(resolve_url(address, PAGE, BASE), whole, "{address}");
        }
    }

    #[test]
    fn only_addresses_change() {
        let html = "<p title=\"#a\">#b <a class=\"x\" href=\"#c\">c</a> <img alt=\"\" src=\"d.png\" data-src=\"e\"></p>";
        let page = "https://example.org/p/";
        let whole = "<p title=\"#a\">#b <a class=\"x\" href=\"https://example.org/p/#c\">c</a> <img alt=\"\" src=\"https://example.org/p/d.png\" data-src=\"e\"></p>";
        assert_eq!(with_absolute_urls(html, page, "https://example.org/"), whole);
    }

    proptest! {
        #[test]
        fn whole_prose_stays_as_it_is(html in "[a-z<>=\"/#. é]{0,60}") {
            let once = with_absolute_urls(&html, PAGE, BASE);
            prop_assert_eq!(with_absolute_urls(&once, PAGE, BASE), once);
        }
    }
}
