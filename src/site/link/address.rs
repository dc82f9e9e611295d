//! Addresses as editors write them: of what kind they are, and which file or folder they mean.

use percent_encoding::percent_decode_str;

use crate::briefing::Leaf;
use crate::diagnostic::{BAD_ADDRESS, Diagnostic};
use crate::site::Permalink;
use crate::site::resolve::folder_of;
use crate::text::Spanned;

use super::mistakes::place;

/// What kind of address a link holds.
pub(super) enum AddressKind<'a> {
    External,
    Refused,
    Anchor(&'a str),
    Path,
}

pub(super) fn address_kind(target: &str) -> AddressKind<'_> {
    if let Some(anchor) = target.strip_prefix('#') {
        return AddressKind::Anchor(anchor);
    }
    if target.starts_with("//") {
        return AddressKind::External;
    }
    match crate::document::scheme(target) {
        None => AddressKind::Path,
        Some(scheme) if crate::document::is_safe_scheme(&scheme) => AddressKind::External,
        Some(_) => AddressKind::Refused,
    }
}

/// The path under `content/` a relative or rooted address means; none where it leads out of the site.
pub(super) fn content_path(leaf: &Leaf, target: &str) -> Option<String> {
    let target = target.split(['#', '?']).next().unwrap_or_default();
    let target = decode(target);
    let (base, target) = match target.strip_prefix('/') {
        Some(rooted) => ("", rooted),
        None => (folder_of(leaf), &*target),
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

/// How the file at `path` is written in a link from `leaf`.
pub(super) fn relative(leaf: &Leaf, path: &str) -> String {
    let from: Vec<&str> = folder_of(leaf).split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.strip_prefix("content/").unwrap_or(path).split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(from.len() - shared);
    format!("{up}{}", to[shared.min(to.len() - 1)..].join("/"))
}

pub(super) fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The folder of an old address as an editor writes it: `/old/place/`, `old/place`, `old/place.html`.
pub(in crate::site) fn old_address(
    leaf: &Leaf,
    address: &Spanned<String>,
) -> Result<Permalink, Box<Diagnostic>> {
    let written = address.value.trim_start_matches('/').trim_end_matches("index.html").trim_end_matches('/');
    let parts: Vec<&str> = written.split('/').collect();
    let plain = |part: &&str| !part.is_empty() && *part != "." && *part != ".." && part.len() <= 255;
    let harmless =
        |part: &&str| !part.contains(['\\', '\0', ':', '?', '#', '%']) && !part.chars().any(char::is_control);
    if parts.iter().all(|part| plain(part) && harmless(part)) {
        return Ok(Permalink::folder(&format!("{written}/")));
    }
    let message = format!("`{}` is no old address of this site", address.value);
    let mend = "write the path it had below the site's root, such as `briefings/2024/old-slug/`";
    Err(Box::new(Diagnostic::new(&BAD_ADDRESS, message).at(place(leaf, address.span)).mend(mend)))
}
