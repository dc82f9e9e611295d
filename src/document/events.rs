//! Markdown events. Every pass over a body reads the same events in the same order.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser};

use super::autolinks::Autolinks;
use super::callouts::Callouts;
use super::comments::events_without;
use super::formulas::Formulas;
use super::smart_quotes::SmartQuotes;
use super::{Body, LinkKind};
use crate::text::Source;

/// An event and its range in the source.
pub(crate) type SourceEvent<'a> = (Event<'a>, Range<usize>);

/// Returns the Markdown options: CommonMark with tables, footnotes, strikethrough, task lists, definition lists,
/// alerts, heading attributes, smart punctuation and wiki links. Metadata blocks are off: they make parsing
/// superlinear, and front matter is split off before.
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

fn options_of(body: &Body) -> Options {
    let formulas = if body.dollar_formulas { Options::ENABLE_MATH } else { Options::empty() };
    markdown_options() | formulas
}

/// Returns the events of a body without its comments, each with its range in the whole source. Bare URLs are links, and
/// callouts are alerts; formulas are `InlineMath` and `DisplayMath`.
///
/// Each pass parses the body again: this costs less than keeping the events of every page in memory.
pub fn markdown_events<'a>(
    source: &'a Source,
    body: &Body,
) -> impl Iterator<Item = (Event<'a>, Range<usize>)> + use<'a> {
    let (start, comments, options) = (body.start, &body.comments, options_of(body));
    let whole = comments.is_empty().then(|| {
        let text = source.text.get(start..).unwrap_or_default();
        let events = Parser::new_ext(text, options).into_offset_iter();
        events.map(move |(event, range)| (event, range.start + start..range.end + start))
    });
    let stripped = (!comments.is_empty()).then(|| events_without(&source.text, start, comments, options));
    let mut quotes = SmartQuotes::new(&source.text);
    let events = whole
        .into_iter()
        .flatten()
        .chain(stripped.into_iter().flatten())
        .map(move |(event, range)| (quotes.correct(event, &range), range));
    Formulas::new(
        &source.text,
        start,
        Autolinks::new(&source.text, start, Callouts::new(&source.text, events)),
    )
}

/// Returns the kind of a link.
pub(super) fn link_kind(written: LinkType) -> LinkKind {
    match written {
        LinkType::WikiLink { has_pothole: true } => LinkKind::WikiWithText,
        LinkType::WikiLink { has_pothole: false } => LinkKind::Wiki,
        _ => LinkKind::Markdown,
    }
}

/// Returns the target of a link. In a table the bar of a wiki link is escaped; the backslash is not part of the name.
pub(super) fn link_target(written: LinkType, target: &str) -> String {
    match written {
        LinkType::Email => format!("mailto:{target}"),
        LinkType::WikiLink { .. } => target.trim_end_matches('\\').trim().to_owned(),
        _ => target.to_owned(),
    }
}

/// Returns whether the text of `![[file|text]]` is a width, or width and height, in pixels.
pub fn is_image_width(text: &str) -> bool {
    let mut parts = text.trim().splitn(2, 'x');
    parts.all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Folds the case of a footnote label. Labels with equal folded forms are the same footnote.
pub fn fold_label(label: &str) -> String {
    // Upper case first, because some letters, such as sigma, have several lower-case forms.
    label.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect()
}
