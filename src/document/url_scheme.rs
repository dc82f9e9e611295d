//! Which addresses may stand in a link.

/// Schemes a link may have; every other one could run a script or is of no use to a reader.
const SAFE_SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// The scheme of an address as a browser would see it: control characters and blanks dropped, in lower case.
/// None where it has none and so is a path.
pub fn scheme(address: &str) -> Option<String> {
    let seen: String = address.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    let (scheme, _) = seen.split_once(':')?;
    // A colon after one of these belongs to the path, the query or the anchor.
    if scheme.contains(['/', '?', '#']) {
        return None;
    }
    Some(scheme.to_lowercase())
}

/// Whether a link may have this scheme, given in lower case.
pub fn is_safe_scheme(scheme: &str) -> bool {
    SAFE_SCHEMES.contains(&scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_seen_as_browsers_see_them() {
        let cases = [
            ("a/b.md", None),
            ("#x:y", None),
            ("./a:b", None),
            ("https://example.org", Some("https")),
            ("JavaScript:alert(1)", Some("javascript")),
            (" java\nscript\t:alert(1)", Some("javascript")),
            ("\u{1}data:text/html", Some("data")),
        ];
        for (address, expected) in cases {
            assert_eq!(scheme(address).as_deref(), expected, "{address:?}");
        }
    }
}
