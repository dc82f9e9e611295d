//! The slips that make front matter unreadable most often, found line by line: tabs and bare colons.

use crate::diagnostic::{Diagnostic, Place, TAB_INDENT, UNQUOTED_COLON};
use crate::text::{Source, Span};

/// Every such slip in `span`.
pub(super) fn find(source: &Source, span: Span) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    let mut start = span.start as usize;
    let mut block_indent = None;
    for line in source.slice(span).split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let blank = line.trim().is_empty();
        // The lines of a block text (`|`, `>`) may hold whatever they like.
        if block_indent.is_some_and(|outer| !blank && indent <= outer) {
            block_indent = None;
        }
        if block_indent.is_none() && !blank {
            notes.extend(tab(source, line, start).or_else(|| colon(source, line, start)));
            block_indent = opens_block(line).then_some(indent);
        }
        start += line.len();
    }
    notes
}

fn opens_block(line: &str) -> bool {
    let head = line.split(" #").next().unwrap_or(line).trim_end();
    let indicator = head.rsplit([' ', ':']).next().unwrap_or_default();
    indicator.starts_with(['|', '>']) && indicator.len() <= 3
}

fn tab(source: &Source, line: &str, start: usize) -> Option<Diagnostic> {
    let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
    let at = line[..indent].find('\t')?;
    let mended = format!("{}{}", line[..indent].replace('\t', "  "), line[indent..].trim_end());
    Some(
        Diagnostic::new(&TAB_INDENT, "a tab stands where YAML wants spaces")
            .at(Place::of(source, Span::new(start + at, start + indent)))
            .label("a tab")
            .mend(format!("write `{mended}`, with two spaces a step")),
    )
}

/// `title: Talks: round two`.
fn colon(source: &Source, line: &str, start: usize) -> Option<Diagnostic> {
    let line = line.trim_end();
    let bare = line.trim_start_matches([' ', '-']);
    let (key, value) = bare.split_once(": ")?;
    let value = value.trim_start();
    if key.contains(['"', '\'', '{', '[', '#', ' '])
        || value.starts_with(['"', '\'', '{', '[', '|', '>', '&', '*', '!', '#'])
    {
        return None;
    }
    let at = value.find(": ").or_else(|| value.ends_with(':').then(|| value.len() - 1))?;
    let lead = &line[..line.len() - bare.len()];
    let value_start = start + line.len() - value.len();
    Some(
        Diagnostic::new(&UNQUOTED_COLON, format!("the text of `{key}` holds a colon and needs quotes"))
            .at(Place::of(source, Span::new(value_start + at, value_start + at + 1)))
            .label("YAML takes this for a second key")
            .mend(format!("write `{lead}{key}: {}`", quoted(value))),
    )
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
