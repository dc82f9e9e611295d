//! Pages of a preview, which no search engine is to list, whatever templates a site has.

/// The tag search engines look for.
const NOINDEX: &[u8] = b"\n<meta name=\"robots\" content=\"noindex\">";

/// The page with the tag at the beginning of its head.
pub(super) fn unlisted(mut page: Vec<u8>) -> Vec<u8> {
    let tags: [&[u8]; 3] = [b"<head", b"<html", b"<!doctype"];
    let at = tags.iter().find_map(|tag| end_of(&page, tag)).unwrap_or_default();
    page.splice(at..at, NOINDEX.iter().copied());
    page
}

/// Where the first tag of this kind ends.
fn end_of(page: &[u8], tag: &[u8]) -> Option<usize> {
    let starts = |at: &usize| {
        page[*at..].get(..tag.len()).is_some_and(|found| found.eq_ignore_ascii_case(tag))
            && page.get(at + tag.len()).is_some_and(|next| *next == b'>' || next.is_ascii_whitespace())
    };
    let start = (0..page.len()).find(starts)?;
    page[start..].iter().position(|byte| *byte == b'>').map(|len| start + len + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_the_tag_in_its_head() {
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
            let page = String::from_utf8(unlisted(page.as_bytes().to_vec())).expect("UTF-8");
            assert_eq!(page, expected.replace("[]", std::str::from_utf8(NOINDEX).expect("UTF-8")));
        }
    }
}
