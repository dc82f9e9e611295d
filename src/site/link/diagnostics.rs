//! What is said of links that lead nowhere.

use crate::briefing::ContentMeta;
use crate::diagnostic::{
    AMBIGUOUS_LINK, BROKEN_ANCHOR, Code, Diagnostic, LINK_OUTSIDE_SITE, LINK_TO_HELD_BACK, PICTURE_ELSEWHERE,
    SourceLocation,
};
use crate::document::Link;
use crate::site::{PageId, Site};
use crate::text::{Span, some_of};

use super::anchors::Anchors;
use super::resolver::LinkError;

/// A place in a leaf's file.
pub(in crate::site) fn source_location(leaf: &ContentMeta, span: Span) -> SourceLocation {
    SourceLocation::new(&leaf.source, span)
}

pub(super) fn link_diagnostic(
    code: &'static Code,
    message: String,
    leaf: &ContentMeta,
    link: &Link,
) -> Diagnostic {
    Diagnostic::new(code, message).at(source_location(leaf, link.span))
}

pub(super) fn link_to_unpublished(leaf: &ContentMeta, link: &Link) -> LinkError {
    let message = format!("`{}` is not public, so nothing may link to it", link.target);
    let help = "take the link out until it is public, or publish both together";
    Some(Box::new(link_diagnostic(&LINK_TO_HELD_BACK, message, leaf, link).help(help)))
}

pub(super) fn link_outside_site(leaf: &ContentMeta, link: &Link) -> LinkError {
    let message = format!("`{}` leads out of `content/`", link.target);
    let help = "move the file under `content/` and link to it there";
    Some(Box::new(link_diagnostic(&LINK_OUTSIDE_SITE, message, leaf, link).help(help)))
}

pub(super) fn remote_image(leaf: &ContentMeta, link: &Link) -> Diagnostic {
    let message = "a picture of another site is shown as a link".to_owned();
    let help = "put the file beside the briefing, if its licence lets you, and name it there";
    link_diagnostic(&PICTURE_ELSEWHERE, message, leaf, link).help(help)
}

pub(super) fn broken_anchor(
    title: &str,
    known: Option<&Anchors<'_>>,
    leaf: &ContentMeta,
    link: &Link,
    anchor: &str,
) -> LinkError {
    let note =
        link_diagnostic(&BROKEN_ANCHOR, format!("`{title}` has no place called `#{anchor}`"), leaf, link);
    Some(Box::new(match known.and_then(|known| known.nearest(anchor)) {
        Some(near) => note.label(format!("did you mean `#{near}`?")).help(format!("#{near}")),
        None => match known.and_then(Anchors::listed) {
            Some(list) => note.help(format!("write one of: {list}")),
            None => note.help("take the anchor out: that page has no headings"),
        },
    }))
}

pub(super) fn ambiguous_link(site: &Site, leaf: &ContentMeta, link: &Link, pages: &[PageId]) -> LinkError {
    let message = format!("`[[{}]]` means more than one page", link.target);
    let ways = pages
        .iter()
        .map(|page| format!("`[[{}]]`", site.title_and_permalink(*page).1.path.trim_end_matches('/')));
    let help = format!("write {}", some_of(ways, " or "));
    Some(Box::new(link_diagnostic(&AMBIGUOUS_LINK, message, leaf, link).help(help)))
}
