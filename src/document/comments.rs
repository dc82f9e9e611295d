//! Comments in the syntax of other programs: `%%…%%` of Obsidian, `{# … #}` of Jinja,
//! `{% comment %}…{% endcomment %}` of Liquid, `{{/* … */}}` of Hugo.
//!
//! They are removed before Markdown is parsed, except in code.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser};

use super::markdown_options;
use super::visible::Visible;
use crate::text::Span;

/// The limit of search rounds. A comment may contain Markdown, such as an open code fence, that hides later comments
/// from the parser, so the search is repeated without it. Comments left after the last round are reported as not closed.
const ROUNDS: usize = 8;

/// Returns the comments of the body that starts at offset `start`.
pub(super) fn find(source: &str, start: usize) -> Vec<Span> {
    let body = source.get(start..).unwrap_or_default();
    let mut comments = Vec::new();
    if !may_have_comments(body) {
        return comments;
    }
    for _ in 0..ROUNDS {
        let stripped = StrippedBody::new(source, start, &comments);
        let found = find_in(&stripped);
        if found.is_empty() {
            break;
        }
        comments.extend(found);
        comments = merged(comments);
    }
    comments
}

fn may_have_comments(body: &str) -> bool {
    body.contains("%%")
        || body.contains("#}")
        || body.contains("*/")
        || (body.contains("{%") && body.contains("endcomment"))
}

fn find_in(stripped: &StrippedBody) -> Vec<Span> {
    let text = &*stripped.text;
    let (mut found, mut visible, mut resume) = (Vec::new(), Visible::default(), 0);
    let mut ends = CommentEnds::default();
    for (event, range) in Parser::new_ext(text, markdown_options()).into_offset_iter() {
        visible.ranges(&event, &range, |seen| {
            let mut from = seen.start.max(resume);
            while let Some(open) = next_opener(text, from..seen.end) {
                from = open + 1;
                if let Some(end) = ends.find(text, open) {
                    let whole = whole_lines(text, open..end);
                    found.push(stripped.source_span(&whole));
                    (from, resume) = (whole.end, whole.end);
                }
            }
        });
    }
    found
}

/// Returns the offset of the next `%` or `{` that is not escaped.
fn next_opener(text: &str, range: Range<usize>) -> Option<usize> {
    let slice = text.get(range.clone())?;
    let openers = slice.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'%' | b'{'));
    openers.map(|(index, _)| range.start + index).find(|offset| !is_escaped(text, *offset))
}

/// Returns whether the byte at `offset` follows an odd number of backslashes.
pub(super) fn is_escaped(text: &str, offset: usize) -> bool {
    text.as_bytes()[..offset].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// The delimiters of each kind of comment except Liquid's, whose tags may contain spaces.
const FORMS: [(&str, &str); 4] = [("%%", "%%"), ("{#", "#}"), ("{{/*", "*/}}"), ("{{- /*", "*/ -}}")];

/// Finds the ends of comments.
#[derive(Default)]
struct CommentEnds {
    /// The forms that have no closing delimiter in the rest of the text, to keep the search linear; Liquid's is last.
    exhausted: [bool; FORMS.len() + 1],
}

impl CommentEnds {
    /// Returns the end of the comment that opens at offset `open`, if one opens there and is closed.
    fn find(&mut self, text: &str, open: usize) -> Option<usize> {
        let rest = &text[open..];
        let form = form(rest).filter(|form| !self.exhausted[*form])?;
        let end = match FORMS.get(form) {
            Some((opener, closer)) => {
                rest[opener.len()..].find(closer).map(|index| opener.len() + index + closer.len())
            }
            None => rest.find("endcomment").and_then(|index| Some(index + rest[index..].find("%}")? + 2)),
        };
        self.exhausted[form] = end.is_none();
        Some(open + end?)
    }
}

/// Returns the index in `FORMS` of the comment at the start of a text; `FORMS.len()` for Liquid's.
fn form(text: &str) -> Option<usize> {
    if is_liquid_comment(text) {
        return Some(FORMS.len());
    }
    let form = FORMS.iter().position(|(open, _)| text.starts_with(open))?;
    // `{#id}` sets the id of a heading.
    let is_id = FORMS[form].0 == "{#" && !text[2..].starts_with(char::is_whitespace);
    (!is_id).then_some(form)
}

/// Returns whether a text begins with the Liquid tag `{% comment %}`.
pub(super) fn is_liquid_comment(text: &str) -> bool {
    let Some(tag) = text.strip_prefix("{%") else { return false };
    let name = tag.trim_start_matches('-').trim_start();
    name.strip_prefix("comment").is_some_and(|after| !after.starts_with(char::is_alphanumeric))
}

/// Extends a comment at the start of a line over the spaces after it, and over the line end if the line has no other
/// text. Otherwise the text after it would be indented, or a blank line would split a paragraph.
fn whole_lines(text: &str, comment: Range<usize>) -> Range<usize> {
    let before = text[..comment.start].trim_end_matches([' ', '\t']);
    if !before.is_empty() && !before.ends_with('\n') {
        return comment;
    }
    let after = &text[comment.end..];
    let spaces = after.len() - after.trim_start_matches([' ', '\t']).len();
    let after = &after[spaces..];
    let ending = ["\r\n", "\n"].into_iter().find(|ending| after.starts_with(ending)).map_or(0, str::len);
    comment.start..comment.end + spaces + ending
}

/// Sorts spans and merges those that touch.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut all: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match all.last_mut().filter(|last| span.start <= last.end) {
            Some(last) => last.end = last.end.max(span.end),
            None => all.push(span),
        }
    }
    all
}

/// A body without its comments, and the map back to the source.
struct StrippedBody {
    text: String,
    start: usize,
    /// The offset in the text of each removed comment, with the number of bytes removed so far.
    gaps: Vec<(usize, usize)>,
}

impl StrippedBody {
    fn new(source: &str, start: usize, comments: &[Span]) -> Self {
        let mut stripped =
            Self { text: String::with_capacity(source.len() - start), start, gaps: Vec::new() };
        let (mut from, mut removed) = (start, 0);
        for comment in comments.iter().map(|comment| comment.range()) {
            stripped.text.push_str(&source[from..comment.start]);
            removed += comment.len();
            stripped.gaps.push((stripped.text.len(), removed));
            from = comment.end;
        }
        stripped.text.push_str(&source[from..]);
        stripped
    }

    /// Returns the span in the source for a range of the text.
    fn source_span(&self, range: &Range<usize>) -> Span {
        let removed = |gaps: usize| if gaps == 0 { 0 } else { self.gaps[gaps - 1].1 };
        let start = self.start + range.start + removed(self.gaps.partition_point(|gap| gap.0 <= range.start));
        let end = self.start + range.end + removed(self.gaps.partition_point(|gap| gap.0 < range.end));
        Span::new(start, end.max(start))
    }

    /// Splits a range of the text where comments were removed.
    fn split_at_gaps(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let inside = self.gaps.partition_point(|gap| gap.0 <= range.start)
            ..self.gaps.partition_point(|gap| gap.0 < range.end);
        let mut ends: Vec<usize> = self.gaps[inside].iter().map(|gap| gap.0).collect();
        ends.push(range.end);
        let mut from = range.start;
        ends.into_iter().map(move |end| std::mem::replace(&mut from, end)..end)
    }
}

/// Returns the events of a body without its comments, each with its range in the whole source.
pub(super) fn events_without(
    source: &str,
    start: usize,
    comments: &[Span],
    options: Options,
) -> Vec<(Event<'static>, Range<usize>)> {
    let stripped = StrippedBody::new(source, start, comments);
    let mut events = Vec::new();
    for (event, range) in Parser::new_ext(&stripped.text, options).into_offset_iter() {
        match event {
            // Each part equals its source text, so dates and names are found in it.
            Event::Text(text) if stripped.text.get(range.clone()) == Some(&*text) => {
                for part in stripped.split_at_gaps(range) {
                    let text = stripped.text[part.clone()].to_owned();
                    events.push((Event::Text(text.into()), stripped.source_span(&part).range()));
                }
            }
            event => events.push((event.into_static(), stripped.source_span(&range).range())),
        }
    }
    events
}
