//! What is said of links that lead nowhere.

use crate::briefing::Leaf;
use crate::diagnostic::{
    AMBIGUOUS_LINK, BROKEN_ANCHOR, Code, Diagnostic, LINK_OUTSIDE_SITE, LINK_TO_HELD_BACK, PICTURE_ELSEWHERE,
    Place,
};
use crate::document::Link;
use crate::site::{PageId, Site};
use crate::text::{Span, some_of};

use super::addresses::Note;
use super::anchors::Anchors;

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

pub(super) fn broken_anchor(
    title: &str,
    known: Option<&Anchors<'_>>,
    leaf: &Leaf,
    link: &Link,
    anchor: &str,
) -> Note {
    let note = note(&BROKEN_ANCHOR, format!("`{title}` has no place called `#{anchor}`"), leaf, link);
    Some(Box::new(match known.and_then(|known| known.nearest(anchor)) {
        Some(near) => note.label(format!("did you mean `#{near}`?")).mend(format!("#{near}")),
        None => match known.and_then(Anchors::listed) {
            Some(list) => note.mend(format!("write one of: {list}")),
            None => note.mend("take the anchor out: that page has no headings"),
        },
    }))
}

pub(super) fn ambiguous(site: &Site, leaf: &Leaf, link: &Link, pages: &[PageId]) -> Note {
    let message = format!("`[[{}]]` means more than one page", link.target);
    let ways = pages.iter().map(|page| format!("`[[{}]]`", site.page(*page).1.path.trim_end_matches('/')));
    let mend = format!("write {}", some_of(ways, " or "));
    Some(Box::new(note(&AMBIGUOUS_LINK, message, leaf, link).mend(mend)))
}
