//! What is said of links that lead nowhere, and which places of a page a link may aim at.

use crate::briefing::Leaf;
use crate::diagnostic::{
    AMBIGUOUS_LINK, BROKEN_ANCHOR, Code, Diagnostic, LINK_OUTSIDE_SITE, LINK_TO_HELD_BACK, PICTURE_ELSEWHERE,
    Place,
};
use crate::document::Link;
use crate::site::{PageId, Site};
use crate::text::{Span, nearest};

use super::addresses::Note;

pub(super) fn has_anchor(site: &Site, page: PageId, anchor: &str) -> bool {
    let numbered = |prefix: &str, count: usize| {
        anchor
            .strip_prefix(prefix)
            .and_then(|n| n.parse().ok())
            .is_some_and(|n: usize| (1..=count).contains(&n))
    };
    let source = match page {
        PageId::Briefing(id) => numbered("source-", site.briefing(id).briefing.sources.len()),
        _ => false,
    };
    // Ids in HTML are places only where HTML is let through.
    let raw = |leaf: &Leaf| site.settings.raw_html && leaf.body.raw_anchors.iter().any(|id| id == anchor);
    source || site.leaf(page).is_some_and(|leaf| raw(leaf) || anchors(leaf).any(|id| id == anchor))
}

pub(super) fn anchors(leaf: &Leaf) -> impl Iterator<Item = &str> {
    let headings = leaf.body.headings.iter().map(|heading| heading.id.as_str());
    headings.chain(leaf.body.footnotes.iter().map(|note| note.id.as_str()))
}

/// A place in a leaf's file.
pub(in crate::site) fn place(leaf: &Leaf, span: Span) -> Place {
    Place::of(&leaf.source, span)
}

pub(super) fn note(code: &'static Code, message: String, leaf: &Leaf, link: &Link) -> Diagnostic {
    Diagnostic::new(code, message).at(place(leaf, link.span))
}

pub(super) fn held_back(leaf: &Leaf, link: &Link) -> Note {
    let message = format!("`{}` is not public, so nothing may link to it", link.target);
    let mend = "take the link out until it is public, or publish both together";
    Some(Box::new(note(&LINK_TO_HELD_BACK, message, leaf, link).mend(mend)))
}

pub(super) fn outside(leaf: &Leaf, link: &Link) -> Note {
    let message = format!("`{}` leads out of `content/`", link.target);
    let mend = "move the file under `content/` and link to it there";
    Some(Box::new(note(&LINK_OUTSIDE_SITE, message, leaf, link).mend(mend)))
}

pub(super) fn picture_elsewhere(leaf: &Leaf, link: &Link) -> Diagnostic {
    let message = "a picture of another site is shown as a link".to_owned();
    let mend = "put the file beside the briefing, if its licence lets you, and name it there";
    note(&PICTURE_ELSEWHERE, message, leaf, link).mend(mend)
}

pub(super) fn broken_anchor(site: &Site, page: PageId, leaf: &Leaf, link: &Link, anchor: &str) -> Note {
    let title = site.page(page).0;
    let note = note(&BROKEN_ANCHOR, format!("`{title}` has no place called `#{anchor}`"), leaf, link);
    let known: Vec<&str> = site.leaf(page).map(|leaf| anchors(leaf).collect()).unwrap_or_default();
    Some(Box::new(match nearest(anchor, known.iter().copied()) {
        Some(near) => note.label(format!("did you mean `#{near}`?")).mend(format!("#{near}")),
        None if known.is_empty() => note.mend("take the anchor out: that page has no headings"),
        None => note.mend(format!(
            "write one of: {}",
            known.iter().map(|id| format!("`#{id}`")).collect::<Vec<_>>().join(", ")
        )),
    }))
}

pub(super) fn ambiguous(site: &Site, leaf: &Leaf, link: &Link, pages: &[PageId]) -> Note {
    let message = format!("`[[{}]]` means more than one page", link.target);
    let ways: Vec<_> =
        pages.iter().map(|page| format!("`[[{}]]`", site.page(*page).1.path.trim_end_matches('/'))).collect();
    Some(Box::new(note(&AMBIGUOUS_LINK, message, leaf, link).mend(format!("write {}", ways.join(" or ")))))
}
