//! URL schemes that links may have.

/// The schemes that links may have. Others may run a script or are of no use to readers.
const SAFE_SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Returns the scheme of a URL as browsers read it: without control characters and white space, in lower case.
/// Returns `None` for a path.
pub fn scheme(url: &str) -> Option<String> {
    let stripped: String = url.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let (scheme, _) = stripped.split_once(':')?;
    // A colon after one of these belongs to the path, the query or the fragment.
    if scheme.contains(['/', '?', '#']) {
        return None;
    }
    Some(scheme.to_lowercase())
}

/// Returns whether a link may have a scheme, given in lower case.
pub fn is_safe_scheme(scheme: &str) -> bool {
    SAFE_SCHEMES.contains(&scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_read_as_browsers_do() {
        let cases = [
            ("a/b.md", None),
            ("#x:y", None),
            ("./a:b", None),
            ("https://example.org", Some("https")),
            ("JavaScript:alert(1)", Some("javascript")),
            (" java\nscript\t:alert(1)", Some("javascript")),
            ("\u{1}data:text/html", Some("data")),
        ];
        for (url, expected) in cases {
            assert_eq!(scheme(url).as_deref(), expected, "{url:?}");
        }
    }
}
