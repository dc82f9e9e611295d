//! Keeps pages of a preview out of search engines, whichever templates a site uses.

/// The tag that asks search engines not to list a page.
const NOINDEX: &[u8] = b"\n<meta name=\"robots\" content=\"noindex\">";

/// Inserts the tag at the start of the page's head.
pub(super) fn with_noindex(mut page: Vec<u8>) -> Vec<u8> {
    let tags: [&[u8]; 3] = [b"<head", b"<html", b"<!doctype"];
    let position = tags.iter().find_map(|tag| end_of(&page, tag)).unwrap_or_default();
    page.splice(position..position, NOINDEX.iter().copied());
    page
}

/// Returns the position after the first tag that starts with `tag`.
fn end_of(page: &[u8], tag: &[u8]) -> Option<usize> {
    let starts = |index: &usize| {
        page[*index..].get(..tag.len()).is_some_and(|found| found.eq_ignore_ascii_case(tag))
            && page.get(index + tag.len()).is_some_and(|next| *next == b'>' || next.is_ascii_whitespace())
    };
    let start = (0..page.len()).find(starts)?;
    page[start..].iter().position(|byte| *byte == b'>').map(|len| start + len + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_gets_the_tag_in_its_head() {
        let cases = [
            ("<!doctype html><html><head><title>x", "<!doctype html><html><head>[]<title>x"),
            (
                "<!DOCTYPE html><HTML lang=en>\n<body><header>x",
                "<!DOCTYPE html><HTML lang=en>[]\n<body><header>x",
            ),
            ("<!doctype html><p>x", "<!doctype html>[]<p>x"),
            ("<p>x", "[]<p>x"),
            ("", "[]"),
            ("<head", "[]<head"),
        ];
        for (page, expected) in cases {
            let page = String::from_utf8(with_noindex(page.as_bytes().to_vec())).expect("UTF-8");
            assert_eq!(page, expected.replace("[]", std::str::from_utf8(NOINDEX).expect("UTF-8")));
        }
    }
}
