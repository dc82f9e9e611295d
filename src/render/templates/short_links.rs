//! Shortens the URLs of a rendered page: templates write them from the root of the site, pages from their own folder.

use memchr::{memmem, memrchr2};

use crate::site::percent_encode;

const UP: &str = "../";

/// Replaces each URL in a tag that goes up to the root and down again into a folder of the page `file` by the shortest
/// relative URL of the same file. Text that only looks like a tag is not changed.
pub(super) fn shorten_links(html: Vec<u8>, file: &str) -> Vec<u8> {
    let url = percent_encode(file);
    let folders: Vec<&str> = url.split_inclusive('/').filter(|part| part.ends_with('/')).collect();
    let Some(top) = folders.first() else { return html };
    let from_root = format!("=\"{}{top}", UP.repeat(folders.len()));
    let mut short = Vec::with_capacity(html.len());
    let mut copied = 0;
    for start in memmem::find_iter(&html, &from_root) {
        let path = start + from_root.len() - top.len();
        if !is_in_tag(&html[..start]) {
            continue;
        }
        let (shared, rest) = shared_folders(&html[path..], &folders);
        short.extend_from_slice(&html[copied..start + 2]);
        let up = folders.len() - shared;
        short.extend_from_slice(UP.repeat(up).as_bytes());
        copied = path + rest;
        if up == 0 && needs_dot(&html[copied..]) {
            short.extend_from_slice(b"./");
        }
    }
    short.extend_from_slice(&html[copied..]);
    short
}

/// Returns how many folders of the page a path shares, and the offset after them.
fn shared_folders(path: &[u8], folders: &[&str]) -> (usize, usize) {
    let mut offset = 0;
    let is_shared = |folder: &&&str| {
        let shared = path[offset..].starts_with(folder.as_bytes());
        offset += folder.len() * usize::from(shared);
        shared
    };
    let shared = folders.iter().take_while(is_shared).count();
    (shared, offset)
}

/// Returns whether a text ends within a tag.
fn is_in_tag(before: &[u8]) -> bool {
    memrchr2(b'<', b'>', before).is_some_and(|last| before[last] == b'<')
}

/// Returns whether a path in the folder of the page would be empty, or read as a URL with a scheme.
fn needs_dot(rest: &[u8]) -> bool {
    let end = rest.iter().position(|byte| b"\"/?#:".contains(byte));
    end.is_none_or(|end| rest[end] == b':' || end == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_as_short_as_possible() {
        let page = "briefings/2031/talks/index.html";
        let cases = [
            (
                page,
                r#"<a href="../../../briefings/2031/dam/index.html#a">"#,
                r#"<a href="../dam/index.html#a">"#,
            ),
            (page, r#"<a href="../../../briefings/2030/dam/">"#, r#"<a href="../../2030/dam/">"#),
            (page, r#"<a href="../../../briefings/2031/talks/calendar.ics">"#, r#"<a href="calendar.ics">"#),
            (page, r#"<a href="../../../briefings/2031/talks/">"#, r#"<a href="./">"#),
            (page, r#"<a href="../../../briefings/2031/talks/#a">"#, r#"<a href="./#a">"#),
            (page, r#"<img src="../../../briefings/2031/talks/a:b.png">"#, r#"<img src="./a:b.png">"#),
            (
                page,
                r#"<a href="../../../actors/ada/index.html">"#,
                r#"<a href="../../../actors/ada/index.html">"#,
            ),
            (page, r#"<a href="../../../briefings-old/x">"#, r#"<a href="../../../briefings-old/x">"#),
            (
                page,
                r#"<code>&lt;a href="../../../briefings/2031/dam/"></code>"#,
                r#"<code>&lt;a href="../../../briefings/2031/dam/"></code>"#,
            ),
            ("سد/index.html", r#"<a href="../%D8%B3%D8%AF/a.html">"#, r#"<a href="a.html">"#),
            ("index.html", r#"<a href="briefings/2031/dam/">"#, r#"<a href="briefings/2031/dam/">"#),
            (
                "topics/dams/page/2/index.html",
                r#"<a href="../../../../topics/dams/index.html"><a href="../../../../topics/x/">"#,
                r#"<a href="../../index.html"><a href="../../../x/">"#,
            ),
        ];
        for (file, html, expected) in cases {
            let short = shorten_links(html.as_bytes().to_vec(), file);
            assert_eq!(String::from_utf8_lossy(&short), expected, "{file}");
        }
    }
}
