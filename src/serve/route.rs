//! What a request asks for. Only names of planned files are looked up, so no path leads out of the site.

use percent_encoding::percent_decode_str;

use crate::site::percent_encode;

/// The folder of the server's own files, which no site has.
pub(super) const OWN_FOLDER: &str = "/_dateline/";
/// The events of a page.
pub(super) const EVENTS_PATH: &str = "/_dateline/events";
/// The panel of a page.
pub(super) const PANEL_PATH: &str = "/_dateline/panel";
/// Decisions on proposals.
pub(super) const DECISION_PATH: &str = "/_dateline/decision";

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RequestTarget {
    /// A planned file.
    File(String),
    /// A folder without its final slash: the path to go to instead.
    Folder(String),
    /// Nothing: the file that would be there.
    Missing(String),
}

/// Finds the file for a path of a request. `base` is the folder of the site on its host, with `/` at both ends.
pub(super) fn target(path: &str, base: &str, is_file: impl Fn(&str) -> bool) -> Option<RequestTarget> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let asked = decoded.strip_prefix('/')?;
    let below_base = decoded.strip_prefix(base).filter(|_| base != "/");
    let found = std::iter::once(asked).chain(below_base).find_map(|asked| {
        let file = file_at(asked);
        let folder = format!("{asked}/index.html");
        if is_file(&file) {
            Some(RequestTarget::File(file))
        } else if is_file(&folder) {
            Some(RequestTarget::Folder(percent_encode(&format!("{decoded}/"))))
        } else {
            None
        }
    });
    Some(found.unwrap_or_else(|| RequestTarget::Missing(file_at(asked))))
}

fn file_at(asked: &str) -> String {
    if asked.is_empty() || asked.ends_with('/') { format!("{asked}index.html") } else { asked.to_owned() }
}

/// Returns a value of a query, decoded.
pub(super) fn query_value(query: Option<&str>, key: &str) -> Option<String> {
    let mut pairs = query?.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(name, _)| *name == key)?;
    percent_decode_str(value).decode_utf8().ok().map(|value| value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_planned_files_only() {
        let files = ["index.html", "a/b/index.html", "style.css", "ä/index.html", "sub/x.txt"];
        let file = |path: &str| Some(RequestTarget::File(path.to_owned()));
        let missing = |path: &str| Some(RequestTarget::Missing(path.to_owned()));
        let cases = [
            ("/", file("index.html")),
            ("/a/b/", file("a/b/index.html")),
            ("/a/b/index.html", file("a/b/index.html")),
            ("/a/b", Some(RequestTarget::Folder("/a/b/".to_owned()))),
            ("/%C3%A4", Some(RequestTarget::Folder("/%C3%A4/".to_owned()))),
            ("/%C3%A4/", file("ä/index.html")),
            ("/desk/style.css", file("style.css")),
            ("/sub/x.txt", file("sub/x.txt")),
            ("/../style.css", missing("../style.css")),
            ("/%2e%2e/style.css", missing("../style.css")),
            ("/..%2f..%2fetc/passwd", missing("../../etc/passwd")),
            ("//etc/passwd", missing("/etc/passwd")),
            ("/style.css%00.html", missing("style.css\0.html")),
            ("/a\\b", missing("a\\b")),
            ("/a/c/", missing("a/c/index.html")),
            ("/%FF", None),
            ("*", None),
        ];
        for (path, expected) in cases {
            assert_eq!(target(path, "/desk/", |file| files.contains(&file)), expected, "{path}");
        }
    }

    #[test]
    fn queries_are_decoded() {
        assert_eq!(query_value(Some("x=1&file=a%2Fb+c"), "file").as_deref(), Some("a/b+c"));
        assert_eq!(query_value(Some("file=%FF"), "file"), None);
        assert_eq!(query_value(None, "file"), None);
    }
}
