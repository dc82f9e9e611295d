//! Classification and resolution of URLs in prose and front matter.

use percent_encoding::percent_decode_str;

use crate::briefing::ContentMeta;
use crate::site::permalink::content_folder;

/// The kind of a link target.
pub(super) enum UrlKind<'a> {
    External,
    Refused,
    Anchor(&'a str),
    Path,
}

pub(super) fn classify_url(target: &str) -> UrlKind<'_> {
    if let Some(anchor) = target.strip_prefix('#') {
        return UrlKind::Anchor(anchor);
    }
    if target.starts_with("//") {
        return UrlKind::External;
    }
    match crate::document::scheme(target) {
        None => UrlKind::Path,
        Some(scheme) if crate::document::is_safe_scheme(&scheme) => UrlKind::External,
        Some(_) => UrlKind::Refused,
    }
}

/// Top-level domains by which a host is recognised. The endings of usual files are not among them.
const TOP_LEVEL: [&str; 40] = [
    "com", "org", "net", "edu", "gov", "mil", "int", "info", "eu", "uk", "us", "de", "fr", "ch", "at", "nl",
    "be", "lu", "se", "no", "dk", "fi", "ie", "it", "es", "pt", "gr", "pl", "cz", "hu", "ro", "ua", "ca",
    "au", "nz", "jp", "cn", "in", "br", "io",
];

/// Returns whether a target without a scheme begins with a host, such as `www.example.org` or `example.com/a`.
pub(super) fn begins_with_host(target: &str) -> bool {
    let host = target.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let Some((name, top)) = host.rsplit_once('.') else { return false };
    let is_part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
    name.split('.').all(is_part) && TOP_LEVEL.contains(&top.to_ascii_lowercase().as_str())
}

/// Returns the path under `content/` of a relative or root-relative URL, or `None` if it leads outside.
pub(super) fn content_path(meta: &ContentMeta, target: &str) -> Option<String> {
    let target = target.split(['#', '?']).next().unwrap_or_default();
    let target = percent_decode(target);
    let (base, target) = match target.strip_prefix('/') {
        Some(rooted) => ("", rooted),
        None => (content_folder(meta), &*target),
    };
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let slash = if target.ends_with('/') && !parts.is_empty() { "/" } else { "" };
    Some(format!("content/{}{slash}", parts.join("/")))
}

/// Returns the relative link to the file at `path` from the page of `meta`.
pub(super) fn relative_link(meta: &ContentMeta, path: &str) -> String {
    let from: Vec<&str> = content_folder(meta).split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.strip_prefix("content/").unwrap_or(path).split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(from.len() - shared);
    format!("{up}{}", to[shared.min(to.len() - 1)..].join("/"))
}

pub(super) fn percent_decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_told_from_files() {
        let hosts = [
            "example.com",
            "www.example.org/a/b.html",
            "a-b.example.co.uk?x",
            "example.gov#top",
            "EXAMPLE.COM:80/",
        ];
        let files = [
            "report.pdf",
            "a.md",
            "talks/example.com.md",
            "../example.com",
            "/example.com",
            "example",
            ".com",
            "a b.com",
            "",
        ];
        for host in hosts {
            assert!(begins_with_host(host), "{host}");
        }
        for file in files {
            assert!(!begins_with_host(file), "{file}");
        }
    }
}
