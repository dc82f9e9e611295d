//! Syntax of other programs, which Dateline shows as text: shortcodes, Liquid, attribute lists, `:::` fences,
//! undefined references, targets with spaces.

use std::ops::Range;

use memchr::{memchr_iter, memchr3};
use pulldown_cmark::Event;
use serde::{Deserialize, Serialize};

use super::comments::{is_escaped, is_liquid_comment};
use super::visible::Visible;
use crate::text::Span;

/// The maximum length of a construct, in bytes.
const MAX_LEN: usize = 2_000;

/// Syntax of another program in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Foreign {
    /// Its kind.
    pub kind: ForeignKind,
    /// Its span; for a reference, the label in brackets; for a target, its parentheses. Dates and names are not searched for there.
    pub span: Span,
}

/// The kinds of foreign syntax.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
    /// `[label]` after a text in brackets, with an undefined label.
    Reference,
    /// `(my file.pdf)` after a text in brackets: a target with spaces needs angle brackets.
    SpacedTarget,
    /// A comment that is not closed.
    OpenComment,
}

/// Finds foreign syntax in the events of a body.
pub(super) struct Finder<'s> {
    source: &'s str,
    visible: Visible,
    /// The constructs found so far, in order.
    pub(super) found: Vec<Foreign>,
    /// The end of the last construct.
    resume: usize,
    ends: ConstructEnds<'s>,
}

impl<'s> Finder<'s> {
    pub(super) fn new(source: &'s str) -> Self {
        let found = Vec::new();
        Self { source, visible: Visible::default(), found, resume: 0, ends: ConstructEnds::new(source) }
    }

    pub(super) fn handle_event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let mut visible = std::mem::take(&mut self.visible);
        visible.ranges(event, range, |seen| {
            let from = self.read_line_construct(&seen).unwrap_or(seen.start).max(self.resume);
            self.read_inline_constructs(from, seen.end);
        });
        self.visible = visible;
    }

    /// Reads a construct that is valid only at the beginning of a line. Returns its end.
    fn read_line_construct(&mut self, range: &Range<usize>) -> Option<usize> {
        if !matches!(self.source.as_bytes().get(range.start), Some(b':' | b'!' | b'?')) {
            return None;
        }
        // A definition list takes the first colon.
        let before = self.source[..range.start].trim_end_matches([' ', '\t']);
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

    fn read_inline_constructs(&mut self, mut from: usize, to: usize) {
        while let Some(offset) = self.next_opener(from, to) {
            from = offset + 1;
            if is_escaped(self.source, offset) {
                continue;
            }
            if let Some((kind, start, end)) = self.construct(offset) {
                self.push(kind, start, end);
                from = end;
            }
        }
    }

    fn next_opener(&self, from: usize, to: usize) -> Option<usize> {
        let bytes = self.source.as_bytes().get(from..to)?;
        let found = memchr3(b'{', b'%', b']', bytes);
        let before = &bytes[..found.unwrap_or(bytes.len())];
        // A comment of HTML with an end is not part of the text. The parser may divide the text behind its first char.
        let comment = memchr_iter(b'<', before).find(|index| self.source[from + index..].starts_with("<!--"));
        comment.or(found).map(|index| from + index)
    }

    /// Returns the construct that opens at an offset: its kind, start and end.
    fn construct(&mut self, offset: usize) -> Option<(ForeignKind, usize, usize)> {
        let rest = &self.source[offset..];
        let from_here = |kind, end| Some((kind, offset, end));
        if rest.starts_with("<!--") {
            return from_here(ForeignKind::OpenComment, offset + 4);
        }
        if rest.starts_with("%%") {
            return from_here(ForeignKind::OpenComment, offset + 2);
        }
        if rest.starts_with(']') {
            let reference = reference(rest).map(|end| (ForeignKind::Reference, end));
            let found = reference.or_else(|| Some((ForeignKind::SpacedTarget, spaced_target(rest)?)));
            return found.map(|(kind, end)| (kind, offset + 1, offset + end));
        }
        if is_liquid_comment(rest) {
            return from_here(ForeignKind::OpenComment, self.ends.find(Closer::Tag, offset)?);
        }
        let (kind, closer) = if rest.starts_with("{{<") {
            (ForeignKind::Shortcode, Closer::Angle)
        } else if rest.starts_with("{{%") {
            (ForeignKind::Shortcode, Closer::Percent)
        } else if rest.starts_with("{{") {
            (ForeignKind::Variable, Closer::Braces)
        } else if rest.starts_with("{%") {
            (ForeignKind::Tag, Closer::Tag)
        } else {
            return attributes(rest).and_then(|end| from_here(ForeignKind::Attributes, offset + end));
        };
        from_here(kind, self.ends.find(closer, offset)?)
    }

    fn push(&mut self, kind: ForeignKind, start: usize, end: usize) {
        self.found.push(Foreign { kind, span: Span::new(start, end) });
        self.resume = end;
    }
}

/// Returns the kind if a line is `!!! note` or `??? note`.
fn admonition(line: &str) -> Option<ForeignKind> {
    let name = line.strip_prefix("!!!").or_else(|| line.strip_prefix("???"))?;
    let name = name.trim_start_matches('+').strip_prefix(' ')?.trim_start();
    let word = name.split([' ', '"']).next().unwrap_or_default();
    let has_name = !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    let title = name[word.len()..].trim();
    (has_name && (title.is_empty() || title.starts_with('"'))).then_some(ForeignKind::Admonition)
}

/// Returns the end of the attribute list at the start of a text: `{: …}`, or braces around a class or an id.
fn attributes(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('{')?;
    let end = inside.bytes().take(MAX_LEN).position(|byte| matches!(byte, b'}' | b'{' | b'\n'))?;
    let list = inside[..end].trim();
    let has_name = list.strip_prefix(['.', '#']).is_some_and(|name| name.starts_with(char::is_alphabetic));
    let is_list = list.len() > 1 && list.starts_with(':') || has_name;
    (inside[end..].starts_with('}') && is_list).then_some(end + 2)
}

/// Returns the end of a label in brackets. The text begins with the closing bracket before it. An empty label refers
/// to the text in those brackets.
fn reference(text: &str) -> Option<usize> {
    let label = text.strip_prefix("][")?;
    let end = label.bytes().take(MAX_LEN).position(|byte| matches!(byte, b']' | b'[' | b'\n'))?;
    let is_footnote = label.starts_with('^');
    let is_blank = end > 0 && label[..end].trim().is_empty();
    (label[end..].starts_with(']') && !is_footnote && !is_blank).then_some(end + 3)
}

/// Returns the end of a target with spaces in parentheses. The text begins with the closing bracket before them. A remark, such
/// as `[sic](as printed)`, has neither a slash nor a file extension.
fn spaced_target(text: &str) -> Option<usize> {
    let inside = text.strip_prefix("](")?;
    let mut depth = 0;
    let end = inside.bytes().take(MAX_LEN).position(|byte| {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        depth < 0 || byte == b'\n'
    })?;
    let target = without_title(inside[..end].trim());
    let extension = target.rsplit_once('.').map_or("", |(_, extension)| extension);
    let has_extension =
        (2..=5).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let begins_as_path =
        ["/", "./", "../", "http://", "https://"].iter().any(|start| target.starts_with(start));
    let is_target = target.contains(' ') && !target.contains(['<', '>', '`', '[', ']']);
    (inside[end..].starts_with(')') && is_target && (has_extension || begins_as_path)).then_some(end + 3)
}

/// Returns the target before a title in quotes.
pub(super) fn without_title(text: &str) -> &str {
    let title = [" \"", " '"].iter().filter_map(|quote| text.find(quote)).min();
    let is_title = text.ends_with(['"', '\'']);
    title.filter(|_| is_title).map_or(text, |index| text[..index].trim_end())
}

/// The closing delimiters.
#[derive(Clone, Copy)]
enum Closer {
    Angle,
    Percent,
    Braces,
    Tag,
}

/// Finds the ends of constructs. Each closing delimiter is searched for once in each range of the source.
struct ConstructEnds<'s> {
    source: &'s str,
    /// The last offset found for each closing delimiter, or the end of the source.
    next: [Option<usize>; 4],
}

impl<'s> ConstructEnds<'s> {
    fn new(source: &'s str) -> Self {
        Self { source, next: [None; 4] }
    }

    /// Returns the end of the construct that opens at offset `open`, if it is closed in the same paragraph.
    fn find(&mut self, closer: Closer, open: usize) -> Option<usize> {
        let delimiter = [">}}", "%}}", "}}", "%}"][closer as usize];
        let from = open + 2;
        let next = &mut self.next[closer as usize];
        let known = next.filter(|known| *known >= from);
        let end = known.unwrap_or_else(|| {
            self.source[from..].find(delimiter).map_or(self.source.len(), |index| from + index)
        });
        *next = Some(end);
        if end >= self.source.len() || end - open > MAX_LEN {
            return None;
        }
        let inside = &self.source[open..end];
        let one_paragraph = inside.lines().all(|line| !line.trim().is_empty());
        one_paragraph.then_some(end + delimiter.len())
    }
}
