//! Keeps pages of a preview out of search engines, whichever templates a site uses.

use crate::site::Site;

/// The start of a page that search engines do not list. It stands before all that a template writes, so no template can
/// leave it out or comment it out. The template's own doctype comes second and is ignored by HTML parsers, as are its
/// `<html>` and `<head>` tags, except that attributes of `<html>` are added to the element. Without a first doctype the page
/// would be shown in quirks mode.
const NOINDEX: &str = "<!doctype html>\n<meta name=\"robots\" content=\"noindex\">\n";

/// Returns what a page begins with.
pub(super) fn page_start(site: &Site) -> &'static str {
    if site.preview { NOINDEX } else { "" }
}
