//! Editors' comments in the forms of other programs, and a body without them.
//!
//! They are cut off before the Markdown is read, so that no stage sees one: `%%…%%` of Obsidian, `{# … #}` of Jinja,
//! `{% comment %}…{% endcomment %}` of Liquid, `{{/* … */}}` of Hugo. In code they are code.

use std::ops::Range;

use pulldown_cmark::{Event, Parser};

use super::markdown_options;
use super::visible::Visible;
use crate::text::Span;

/// A comment may hide the marks of another from the reader of Markdown, such as those after a fence of code that it
/// opens, so they are looked for again without it. What is left after so many rounds is reported as not closed.
const ROUNDS: usize = 8;

/// The comments of the body that starts at byte `start` of a source; may be empty.
pub(super) fn find(source: &str, start: usize) -> Vec<Span> {
    let body = source.get(start..).unwrap_or_default();
    let mut comments = Vec::new();
    if !may_hold(body) {
        return comments;
    }
    for _ in 0..ROUNDS {
        let cut = Cut::new(source, start, &comments);
        let found = found_in(&cut);
        if found.is_empty() {
            break;
        }
        comments.extend(found);
        comments = merged(comments);
    }
    comments
}

fn may_hold(body: &str) -> bool {
    body.contains("%%")
        || body.contains("#}")
        || body.contains("*/")
        || (body.contains("{%") && body.contains("endcomment"))
}

fn found_in(cut: &Cut) -> Vec<Span> {
    let (mut found, mut visible, mut ends, mut resume) = (Vec::new(), Visible::default(), Ends::default(), 0);
    for (event, at) in Parser::new_ext(&cut.text, markdown_options()).into_offset_iter() {
        visible.stretches(&event, &at, |seen| {
            let mut from = seen.start.max(resume);
            while let Some(opens) = next_mark(&cut.text, from..seen.end) {
                from = opens + 1;
                if let Some(end) = ends.of(&cut.text, opens) {
                    let whole = whole_lines(&cut.text, opens..end);
                    found.push(cut.source(&whole));
                    (from, resume) = (whole.end, whole.end);
                }
            }
        });
    }
    found
}

/// Where the next `%` or `{` stands that no backslash escapes.
fn next_mark(text: &str, within: Range<usize>) -> Option<usize> {
    let slice = text.get(within.clone())?;
    let marks = slice.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'%' | b'{'));
    marks.map(|(at, _)| within.start + at).find(|at| !is_escaped(text, *at))
}

/// Whether an odd number of backslashes stands before a byte.
pub(super) fn is_escaped(text: &str, at: usize) -> bool {
    text.as_bytes()[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// The marks of each form of comment but Liquid's, whose tags may hold blanks.
const FORMS: [(&str, &str); 4] = [("%%", "%%"), ("{#", "#}"), ("{{/*", "*/}}"), ("{{- /*", "*/ -}}")];

/// Finds where comments end.
#[derive(Default)]
struct Ends {
    /// Whether a form is closed nowhere in the rest of the text, so that it is not looked for again; Liquid's is last.
    never: [bool; FORMS.len() + 1],
}

impl Ends {
    /// Where the comment ends that opens at a byte; none where none opens, or it is never closed.
    fn of(&mut self, text: &str, opens: usize) -> Option<usize> {
        let rest = &text[opens..];
        let form = form(rest).filter(|form| !self.never[*form])?;
        let end = match FORMS.get(form) {
            Some((open, close)) => rest[open.len()..].find(close).map(|at| open.len() + at + close.len()),
            None => rest.find("endcomment").and_then(|at| Some(at + rest[at..].find("%}")? + 2)),
        };
        self.never[form] = end.is_none();
        Some(opens + end?)
    }
}

/// The form of the comment that opens a text.
fn form(text: &str) -> Option<usize> {
    if is_liquid_comment(text) {
        return Some(FORMS.len());
    }
    let form = FORMS.iter().position(|(open, _)| text.starts_with(open))?;
    // `{#id}` is the id of a heading.
    let is_id = FORMS[form].0 == "{#" && !text[2..].starts_with(char::is_whitespace);
    (!is_id).then_some(form)
}

/// Whether a text begins with the tag of Liquid that opens a comment.
pub(super) fn is_liquid_comment(text: &str) -> bool {
    let Some(tag) = text.strip_prefix("{%") else { return false };
    let name = tag.trim_start_matches('-').trim_start();
    name.strip_prefix("comment").is_some_and(|after| !after.starts_with(char::is_alphanumeric))
}

/// A comment with the blanks after it, where it begins a line, and with the end of the line, where nothing else stands
/// in it: else the text after it would be indented, or a paragraph be cut in two.
fn whole_lines(text: &str, comment: Range<usize>) -> Range<usize> {
    let before = text[..comment.start].trim_end_matches([' ', '\t']);
    if !before.is_empty() && !before.ends_with('\n') {
        return comment;
    }
    let after = &text[comment.end..];
    let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
    let after = &after[blanks..];
    let ending = ["\r\n", "\n"].into_iter().find(|ending| after.starts_with(ending)).map_or(0, str::len);
    comment.start..comment.end + blanks + ending
}

/// Spans in order, those that touch made one.
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

/// A body without its comments, and the way back to the source.
struct Cut {
    text: String,
    start: usize,
    /// Where something was left out of the text, and how many bytes were left out so far.
    gaps: Vec<(usize, usize)>,
}

impl Cut {
    fn new(source: &str, start: usize, comments: &[Span]) -> Self {
        let mut cut = Self { text: String::with_capacity(source.len() - start), start, gaps: Vec::new() };
        let (mut from, mut gone) = (start, 0);
        for comment in comments.iter().map(|comment| comment.range()) {
            cut.text.push_str(&source[from..comment.start]);
            gone += comment.len();
            cut.gaps.push((cut.text.len(), gone));
            from = comment.end;
        }
        cut.text.push_str(&source[from..]);
        cut
    }

    /// The stretch of the source for a stretch of the text.
    fn source(&self, at: &Range<usize>) -> Span {
        let gone = |gaps: usize| if gaps == 0 { 0 } else { self.gaps[gaps - 1].1 };
        let start = self.start + at.start + gone(self.gaps.partition_point(|gap| gap.0 <= at.start));
        let end = self.start + at.end + gone(self.gaps.partition_point(|gap| gap.0 < at.end));
        Span::new(start, end.max(start))
    }

    /// A stretch of the text, cut where something was left out of it.
    fn pieces(&self, at: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let inside = self.gaps.partition_point(|gap| gap.0 <= at.start)
            ..self.gaps.partition_point(|gap| gap.0 < at.end);
        let mut ends: Vec<usize> = self.gaps[inside].iter().map(|gap| gap.0).collect();
        ends.push(at.end);
        let mut from = at.start;
        ends.into_iter().map(move |end| std::mem::replace(&mut from, end)..end)
    }
}

/// The events of a body without its comments, each with its bytes in the whole source.
pub(super) fn events_without(
    source: &str,
    start: usize,
    comments: &[Span],
) -> Vec<(Event<'static>, Range<usize>)> {
    let cut = Cut::new(source, start, comments);
    let mut events = Vec::new();
    for (event, at) in Parser::new_ext(&cut.text, markdown_options()).into_offset_iter() {
        match event {
            // Each piece is written as its source is, so that dates and names are found in it.
            Event::Text(text) if cut.text.get(at.clone()) == Some(&*text) => {
                for piece in cut.pieces(at) {
                    let text = cut.text[piece.clone()].to_owned();
                    events.push((Event::Text(text.into()), cut.source(&piece).range()));
                }
            }
            event => events.push((event.into_static(), cut.source(&at).range())),
        }
    }
    events
}
