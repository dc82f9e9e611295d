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
