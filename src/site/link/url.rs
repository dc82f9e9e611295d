//! Classification and resolution of URLs in prose and front matter.

use percent_encoding::percent_decode_str;

use crate::briefing::ContentMeta;
use crate::diagnostic::{Diagnostic, INVALID_URL};
use crate::site::Permalink;
use crate::site::resolve::content_folder;
use crate::text::{Spanned, slugify};

use super::diagnostics::source_location;

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

/// Parses an old URL as editors write it: `/old/path/`, `old/path` or `old/path.html`.
pub(in crate::site) fn parse_old_url(
    meta: &ContentMeta,
    url: &Spanned<String>,
) -> Result<Permalink, Box<Diagnostic>> {
    let written = url.value.trim_start_matches('/').trim_end_matches("index.html").trim_end_matches('/');
    let parts: Vec<&str> = written.split('/').collect();
    let is_plain = |part: &&str| !part.is_empty() && *part != "." && *part != ".." && part.len() <= 255;
    let is_harmless =
        |part: &&str| !part.contains(['\\', '\0', ':', '?', '#', '%']) && !part.chars().any(char::is_control);
    let is_name = parts.len() == 1 && !url.value.contains('/') && written.contains(char::is_whitespace);
    if !is_name && parts.iter().all(|part| is_plain(part) && is_harmless(part)) {
        return Ok(Permalink::for_folder(&format!("{written}/")));
    }
    let diagnostic = if is_name { alternative_name(&url.value) } else { invalid_old_url(&url.value) };
    Err(Box::new(diagnostic.at(source_location(meta, url.span))))
}

fn invalid_old_url(url: &str) -> Diagnostic {
    Diagnostic::new(&INVALID_URL, format!("`{url}` is not a valid old URL"))
        .help("write the former path below the root of the site, such as `briefings/2024/old-slug/`")
}

/// Returns the diagnostic for a name where old URLs are listed, as programs for notes write their aliases.
fn alternative_name(name: &str) -> Diagnostic {
    let message = format!("`{name}` is a name, and old URLs are listed here");
    let example =
        Some(slugify(name)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "old-slug".to_owned());
    Diagnostic::new(&INVALID_URL, message)
        .help(format!("write `/{example}/` if the page was there before, or delete the name"))
}
