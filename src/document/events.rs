//! The one way to read Markdown: every walk over a body sees the same events in the same order.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser};

use super::LinkKind;
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

/// The events of the body that starts at byte `start`, each with its bytes in the whole source.
///
/// A body is read anew by each walk: reading costs less than keeping the events of every page would.
pub fn events(source: &Source, start: usize) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let body = source.text.get(start..).unwrap_or_default();
    let events = Parser::new_ext(body, markdown_options()).into_offset_iter();
    events.map(move |(event, at)| (event, at.start + start..at.end + start))
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
pub fn folded_label(label: &str) -> String {
    // Upper case first, so that letters with several lower forms, such as the two sigmas, become one.
    label.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect()
}
