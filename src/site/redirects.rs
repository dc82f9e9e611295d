//! Redirects from the old URLs of pages.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use rustc_hash::FxHashSet;

use crate::briefing::ContentMeta;
use crate::diagnostic::{Diagnostic, INVALID_URL, Outcome, SourceLocation};
use crate::text::{Spanned, slugify};

use super::ids::PageId;
use super::pages::Pages;
use super::permalink::Permalink;

/// A redirect from an old URL to a page.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Redirect {
    /// The old URL.
    pub from: Permalink,
    /// The page it redirects to.
    pub to: PageId,
    /// Where it is declared.
    pub location: SourceLocation,
}

/// Returns the redirects of all pages, each once, and reports invalid old URLs.
pub(super) fn collect_redirects(pages: &Pages<'_>) -> Outcome<Vec<Redirect>> {
    let (mut redirects, mut diagnostics) = (Vec::new(), Vec::new());
    for (page, meta) in pages.with_files() {
        let mut seen = FxHashSet::default();
        for url in &meta.old_urls {
            let location = SourceLocation::new(&meta.source, url.span);
            match parse_old_url(meta, url) {
                Ok(from) if seen.insert(from.clone()) => {
                    redirects.push(Redirect { from, to: page, location })
                }
                Ok(_) => {}
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
    }
    Outcome::new(redirects, diagnostics)
}

/// Parses an old URL as editors write it: `/old/path/`, `old/path` or `old/path.html`, with or without percent-encoding.
pub(super) fn parse_old_url(meta: &ContentMeta, url: &Spanned<String>) -> Result<Permalink, Box<Diagnostic>> {
    let written = url.value.trim_start_matches('/').trim_end_matches("index.html").trim_end_matches('/');
    let parts: Option<Vec<Cow<'_, str>>> =
        written.split('/').map(|part| percent_decode_str(part).decode_utf8().ok()).collect();
    let is_name = !url.value.contains('/') && url.value.contains(char::is_whitespace);
    match parts.filter(|parts| !is_name && parts.iter().all(|part| is_path_part(part))) {
        Some(parts) if is_file(&url.value) => Ok(Permalink::for_file(&parts.join("/"))),
        Some(parts) => Ok(Permalink::for_folder(&format!("{}/", parts.join("/")))),
        None => {
            let diagnostic = if is_name { alternative_name(&url.value) } else { invalid_old_url(&url.value) };
            Err(Box::new(diagnostic.at(SourceLocation::new(&meta.source, url.span))))
        }
    }
}

/// Returns whether an old URL names a file of its own: the redirect has this name, so that it needs no server.
fn is_file(url: &str) -> bool {
    let name = url.rsplit('/').next().unwrap_or_default();
    name != "index.html" && [".html", ".htm"].iter().any(|end| name.len() > end.len() && name.ends_with(end))
}

/// Returns whether a part of a path names one folder or file, on every system and in every URL.
fn is_path_part(part: &str) -> bool {
    let is_plain = !part.is_empty() && part != "." && part != ".." && part.len() <= 255;
    is_plain && !part.contains(['/', '\\', ':', '?', '#', '%']) && !part.chars().any(char::is_control)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_urls_with_html_are_files() {
        for url in ["/talks.html", "old/Talks.htm", "/2024/a.b.html"] {
            assert!(is_file(url), "{url}");
        }
        for url in ["/talks/", "/talks", "/old/index.html", "/old.html/", "/.html", "/name.html+/", "/a.txt"]
        {
            assert!(!is_file(url), "{url}");
        }
    }
}
