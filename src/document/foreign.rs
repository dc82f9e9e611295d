//! Syntax of other programs that Dateline does not run: shortcodes, Liquid, attribute lists, fences of `:::`, and
//! references nobody defines. Readers would see it as it stands.

use std::ops::Range;

use pulldown_cmark::Event;

use super::comments::{is_escaped, is_liquid_comment};
use super::visible::Visible;
use crate::text::Span;

/// How far a construct may reach, in bytes.
const LONGEST: usize = 2_000;

/// Syntax of another program in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// What it is.
    pub kind: ForeignKind,
    /// Where it stands; for a reference, its label in brackets. No date and no name is found there.
    pub span: Span,
}

/// What syntax of another program is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ForeignKind {
    /// `{{< name … >}}` or `{{% name … %}}`.
    Shortcode,
    /// `{% name … %}`.
    Tag,
    /// `{{ name }}`.
    Variable,
    /// `{: .class }` or `{ .class }`.
    Attributes,
    /// `:::name`.
    Fence,
    /// `!!! name` or `??? name`.
    Admonition,
    /// `[label]` after a text in brackets, where no line defines the label.
    Reference,
    /// A comment that is opened and never closed.
    OpenComment,
}

/// Finds it while the events of a body pass by.
pub(super) struct Finder<'s> {
    source: &'s str,
    visible: Visible,
    /// What was found so far, in order.
    pub(super) found: Vec<Foreign>,
    /// Where the last one ends.
    resume: usize,
    ends: Ends<'s>,
}

impl<'s> Finder<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        let found = Vec::new();
        Self { source, visible: Visible::default(), found, resume: 0, ends: Ends::new(source) }
    }

    pub(super) fn look(&mut self, event: &Event<'_>, at: &Range<usize>) {
        let mut visible = std::mem::take(&mut self.visible);
        visible.stretches(event, at, |seen| {
            let from = self.line(&seen).unwrap_or(seen.start).max(self.resume);
            self.marks(from, seen.end);
        });
        self.visible = visible;
    }

    /// Looks at what may stand at the beginning of a line only; gives where it ends.
    fn line(&mut self, at: &Range<usize>) -> Option<usize> {
        if !matches!(self.source.as_bytes().get(at.start), Some(b':' | b'!' | b'?')) {
            return None;
        }
        // A list of definitions takes the first colon.
        let before = self.source[..at.start].trim_end_matches([' ', '\t']);
        let before = before.strip_suffix(':').unwrap_or(before).trim_end_matches([' ', '\t', '>']);
        if !before.is_empty() && !before.ends_with('\n') {
            return None;
        }
        let rest = &self.source[before.len()..];
        let line = rest.lines().next()?;
        let words = line.trim_start_matches([' ', '\t', '>']);
        let kind = if words.starts_with(":::") { ForeignKind::Fence } else { admonition(words)? };
        let end = before.len() + line.trim_end().len();
        self.push(kind, end - words.trim_end().len(), end);
        Some(end)
    }

    fn marks(&mut self, mut from: usize, to: usize) {
        while let Some(at) = self.next_mark(from, to) {
            from = at + 1;
            if is_escaped(self.source, at) {
                continue;
            }
            if let Some((kind, opens, end)) = self.construct(at) {
                self.push(kind, opens, end);
                from = end;
            }
        }
    }

    fn next_mark(&self, from: usize, to: usize) -> Option<usize> {
        let bytes = self.source.as_bytes().get(from..to)?;
        bytes.iter().position(|byte| matches!(byte, b'{' | b'%' | b']')).map(|at| from + at)
    }

    /// What opens at a byte: its kind, its first byte and one past its last.
    fn construct(&mut self, at: usize) -> Option<(ForeignKind, usize, usize)> {
        let rest = &self.source[at..];
        let from_here = |kind, end| Some((kind, at, end));
        if rest.starts_with("%%") {
            return from_here(ForeignKind::OpenComment, at + 2);
        }
        if rest.starts_with(']') {
            return reference(rest).map(|end| (ForeignKind::Reference, at + 1, at + end));
        }
        if is_liquid_comment(rest) {
            return from_here(ForeignKind::OpenComment, self.ends.after(Close::Tag, at)?);
        }
        let (kind, close) = if rest.starts_with("{{<") {
            (ForeignKind::Shortcode, Close::Angle)
        } else if rest.starts_with("{{%") {
            (ForeignKind::Shortcode, Close::Percent)
        } else if rest.starts_with("{{") {
            (ForeignKind::Variable, Close::Braces)
        } else if rest.starts_with("{%") {
            (ForeignKind::Tag, Close::Tag)
        } else {
            return attributes(rest).and_then(|end| from_here(ForeignKind::Attributes, at + end));
        };
        from_here(kind, self.ends.after(close, at)?)
    }

    fn push(&mut self, kind: ForeignKind, opens: usize, end: usize) {
        self.found.push(Foreign { kind, span: Span::new(opens, end) });
        self.resume = end;
    }
}

/// `!!! note` or `??? note`.
fn admonition(line: &str) -> Option<ForeignKind> {
    let name = line.strip_prefix("!!!").or_else(|| line.strip_prefix("???"))?;
    let name = name.trim_start_matches('+').strip_prefix(' ')?.trim_start();
    let word = name.split([' ', '"']).next().unwrap_or_default();
    let named = !word.is_empty() && word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
    let title = name[word.len()..].trim();
    (named && (title.is_empty() || title.starts_with('"'))).then_some(ForeignKind::Admonition)
}

/// Where a list of attributes ends that opens a text: `{: …}`, or braces around a class or an id.
fn attributes(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('{')?;
    let end = inside.bytes().take(LONGEST).position(|byte| matches!(byte, b'}' | b'{' | b'\n'))?;
    let list = inside[..end].trim();
    let named = list.strip_prefix(['.', '#']).is_some_and(|name| name.starts_with(char::is_alphabetic));
    let is_list = list.len() > 1 && list.starts_with(':') || named;
    (inside[end..].starts_with('}') && is_list).then_some(end + 2)
}

/// Where a label in brackets ends, in a text that begins with the bracket before it. A label that is empty stands for
/// the text before it.
fn reference(text: &str) -> Option<usize> {
    let label = text.strip_prefix("][")?;
    let end = label.bytes().take(LONGEST).position(|byte| matches!(byte, b']' | b'[' | b'\n'))?;
    let is_footnote = label.starts_with('^');
    let is_blank = end > 0 && label[..end].trim().is_empty();
    (label[end..].starts_with(']') && !is_footnote && !is_blank).then_some(end + 3)
}

/// What closes a construct.
#[derive(Clone, Copy)]
enum Close {
    Angle,
    Percent,
    Braces,
    Tag,
}

/// Finds where constructs are closed. Each mark is looked for once in each stretch of the source.
struct Ends<'s> {
    source: &'s str,
    /// The last place found for each, or the end of the source.
    next: [Option<usize>; 4],
}

impl<'s> Ends<'s> {
    fn new(source: &'s str) -> Self {
        Self { source, next: [None; 4] }
    }

    /// One past the end of the construct that opens at a byte; none where it is not closed in its paragraph.
    fn after(&mut self, close: Close, opens: usize) -> Option<usize> {
        let mark = [">}}", "%}}", "}}", "%}"][close as usize];
        let from = opens + 2;
        let next = &mut self.next[close as usize];
        let known = next.filter(|known| *known >= from);
        let end =
            known.unwrap_or_else(|| self.source[from..].find(mark).map_or(self.source.len(), |at| from + at));
        *next = Some(end);
        if end >= self.source.len() || end - opens > LONGEST {
            return None;
        }
        let inside = &self.source[opens..end];
        let one_paragraph = inside.lines().all(|line| !line.trim().is_empty());
        one_paragraph.then_some(end + mark.len())
    }
}
