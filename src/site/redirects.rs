//! Redirects from the old URLs of pages.

use crate::briefing::ContentMeta;
use crate::diagnostic::{BAD_ADDRESS, Diagnostic, Outcome, SourceLocation};
use crate::text::Spanned;

use super::ids::PageId;
use super::pages::Pages;
use super::permalink::Permalink;

/// A redirect from an old URL to a page.
#[derive(Clone, Debug)]
pub struct Redirect {
    /// The old URL.
    pub from: Permalink,
    /// The page it redirects to.
    pub to: PageId,
    /// Where it is declared.
    pub location: SourceLocation,
}

/// Returns the redirects of all pages, and reports invalid old URLs.
pub(super) fn collect_redirects(pages: &Pages<'_>) -> Outcome<Vec<Redirect>> {
    let (mut redirects, mut diagnostics) = (Vec::new(), Vec::new());
    for (page, meta) in pages.with_files() {
        for url in &meta.old_urls {
            let location = SourceLocation::new(&meta.source, url.span);
            match parse_old_url(meta, url) {
                Ok(from) => redirects.push(Redirect { from, to: page, location }),
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
    }
    Outcome::new(redirects, diagnostics)
}

/// Parses an old URL as editors write it: `/old/path/`, `old/path` or `old/path.html`.
pub(super) fn parse_old_url(meta: &ContentMeta, url: &Spanned<String>) -> Result<Permalink, Box<Diagnostic>> {
    let written = url.value.trim_start_matches('/').trim_end_matches("index.html").trim_end_matches('/');
    let parts: Vec<&str> = written.split('/').collect();
    let is_plain = |part: &&str| !part.is_empty() && *part != "." && *part != ".." && part.len() <= 255;
    let is_harmless =
        |part: &&str| !part.contains(['\\', '\0', ':', '?', '#', '%']) && !part.chars().any(char::is_control);
    if parts.iter().all(|part| is_plain(part) && is_harmless(part)) {
        return Ok(Permalink::for_folder(&format!("{written}/")));
    }
    let message = format!("`{}` is not a valid old URL", url.value);
    let help = "write the former path below the root of the site, such as `briefings/2024/old-slug/`";
    Err(Box::new(
        Diagnostic::new(&BAD_ADDRESS, message).at(SourceLocation::new(&meta.source, url.span)).help(help),
    ))
}
