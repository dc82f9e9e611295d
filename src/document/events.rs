//! The one way to read Markdown: every walk over a body sees the same events in the same order.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser};

use super::comments::events_without;
use super::{Body, LinkKind};
use crate::text::Source;

/// The Markdown Dateline reads: CommonMark with tables, footnotes, strikethrough, task lists, definition lists,
/// alerts, heading attributes, smart punctuation and wiki links. Never the metadata blocks: they make reading
/// superlinear, and the front matter is cut off before.
pub fn markdown_options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_WIKILINKS
}

/// The events of a body without its comments, each with its bytes in the whole source.
///
/// A body is read anew by each walk: reading costs less than keeping the events of every page would.
pub fn markdown_events<'a>(
    source: &'a Source,
    body: &Body,
) -> impl Iterator<Item = (Event<'a>, Range<usize>)> + use<'a> {
    let (start, comments) = (body.start, &body.comments);
    let whole = comments.is_empty().then(|| {
        let text = source.text.get(start..).unwrap_or_default();
        let events = Parser::new_ext(text, markdown_options()).into_offset_iter();
        events.map(move |(event, at)| (event, at.start + start..at.end + start))
    });
    let cut = (!comments.is_empty()).then(|| events_without(&source.text, start, comments));
    whole.into_iter().flatten().chain(cut.into_iter().flatten())
}

/// How a link is written.
pub(super) fn link_kind(written: LinkType) -> LinkKind {
    match written {
        LinkType::WikiLink { has_pothole: true } => LinkKind::WikiWithText,
        LinkType::WikiLink { has_pothole: false } => LinkKind::Wiki,
        _ => LinkKind::Markdown,
    }
}

/// What a link aims at. A wiki link in a table has its bar escaped, and the backslash is no part of the name.
pub(super) fn link_target(written: LinkType, target: &str) -> String {
    match written {
        LinkType::Email => format!("mailto:{target}"),
        LinkType::WikiLink { .. } => target.trim_end_matches('\\').trim().to_owned(),
        _ => target.to_owned(),
    }
}

/// The form under which labels of footnotes are one: case does not count.
pub fn fold_label(label: &str) -> String {
    // Upper case first, so that letters with several lower forms, such as the two sigmas, become one.
    label.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect()
}
