//! Diagnostics for links.

use crate::briefing::ContentMeta;
use crate::diagnostic::{
    AMBIGUOUS_LINK, BROKEN_ANCHOR, BROKEN_LINK, Code, Diagnostic, FOREIGN_SYNTAX, LINK_OUTSIDE_SITE,
    LINK_TO_OLD_URL, LINK_TO_UNPUBLISHED, REMOTE_IMAGE, SourceLocation,
};
use crate::document::Link;
use crate::site::permalink::Permalink;
use crate::text::{Span, join_first};

use super::anchors::Anchors;

/// Why a link has no target; `None` if the body's scan has reported it.
pub(super) type LinkError = Option<Box<Diagnostic>>;

/// Returns the location of a span in a content file.
pub(super) fn source_location(meta: &ContentMeta, span: Span) -> SourceLocation {
    SourceLocation::new(&meta.source, span)
}

pub(super) fn link_diagnostic(
    code: &'static Code,
    message: String,
    meta: &ContentMeta,
    link: &Link,
) -> Diagnostic {
    Diagnostic::new(code, message).at(source_location(meta, link.span))
}

/// Returns the help that gives a link another target, with the anchor it has.
pub(super) fn target_help(meta: &ContentMeta, link: &Link, target: &str) -> String {
    let anchor = link.target.find('#').map_or("", |start| &link.target[start..]);
    replacement_help(meta, link, &format!("{target}{anchor}"))
}

/// Returns the help to write a link with another target. The target of a reference link is elsewhere.
fn replacement_help(meta: &ContentMeta, link: &Link, target: &str) -> String {
    match meta.source.slice(link.span).rsplit_once(&*link.target) {
        Some((before, after)) if !before.contains('`') => format!("write `{before}{target}{after}`"),
        _ => format!("the target is `{target}`"),
    }
}

pub(super) fn link_to_unpublished(meta: &ContentMeta, link: &Link) -> LinkError {
    let message = format!("`{}` is unpublished, so no page may link to it", link.target);
    let help = "remove the link until it is published, or publish both together";
    Some(Box::new(link_diagnostic(&LINK_TO_UNPUBLISHED, message, meta, link).help(help)))
}

pub(super) fn link_outside_site(meta: &ContentMeta, link: &Link) -> LinkError {
    let message = format!("`{}` is outside `content/`", link.target);
    let help = "move the file under `content/` and link to it there";
    Some(Box::new(link_diagnostic(&LINK_OUTSIDE_SITE, message, meta, link).help(help)))
}

/// Returns the error for a link such as `[filing](example.com/a)`, which leads to a file of this site.
pub(super) fn missing_scheme(meta: &ContentMeta, link: &Link, path: &str) -> LinkError {
    let url = format!("https://{}", link.target);
    let diagnostic = link_diagnostic(&BROKEN_LINK, format!("`{path}` does not exist"), meta, link);
    let help = replacement_help(meta, link, &url);
    Some(Box::new(diagnostic.label(format!("did you mean `{url}`?")).help(help)))
}

pub(super) fn link_to_old_url(meta: &ContentMeta, link: &Link, path: &str) -> Diagnostic {
    let message = format!("`{}` is an old URL of `{path}`", link.target);
    link_diagnostic(&LINK_TO_OLD_URL, message, meta, link).help(target_help(meta, link, path))
}

pub(super) fn embedded_page(meta: &ContentMeta, link: &Link) -> Diagnostic {
    let message = "an embedded page is shown as a link".to_owned();
    let help = "write a link without the exclamation mark, and quote the text that readers need";
    link_diagnostic(&FOREIGN_SYNTAX, message, meta, link).help(help)
}

pub(super) fn remote_image(meta: &ContentMeta, link: &Link) -> Diagnostic {
    let message = "an image on another site is shown as a link".to_owned();
    let help = "copy the file next to the briefing, if its licence allows this, and link to it there";
    link_diagnostic(&REMOTE_IMAGE, message, meta, link).help(help)
}

pub(super) fn broken_anchor(
    title: &str,
    known: Option<&Anchors<'_>>,
    meta: &ContentMeta,
    link: &Link,
    anchor: &str,
) -> LinkError {
    let diagnostic =
        link_diagnostic(&BROKEN_ANCHOR, format!("`{title}` has no anchor `#{anchor}`"), meta, link);
    Some(Box::new(match known.and_then(|known| known.nearest(anchor)) {
        Some(nearest) => {
            let path = link.target.split_once('#').map_or("", |(path, _)| path);
            let help = replacement_help(meta, link, &format!("{path}#{nearest}"));
            diagnostic.label(format!("did you mean `#{nearest}`?")).help(help)
        }
        None => match known.and_then(Anchors::listed) {
            Some(list) => diagnostic.help(format!("write one of: {list}")),
            None => diagnostic.help("remove the anchor: that page has no headings"),
        },
    }))
}

pub(super) fn ambiguous_link<'p>(
    meta: &ContentMeta,
    link: &Link,
    permalinks: impl Iterator<Item = &'p Permalink>,
) -> LinkError {
    let message = format!("`[[{}]]` matches more than one page", link.target);
    let slugs = permalinks.map(|permalink| format!("`[[{}]]`", permalink.path.trim_end_matches('/')));
    let help = format!("write {}", join_first(slugs, " or "));
    Some(Box::new(link_diagnostic(&AMBIGUOUS_LINK, message, meta, link).help(help)))
}
