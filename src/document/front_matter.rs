//! Cuts a file into front matter and body.

use std::sync::Arc;

use crate::data::{DataNode, DataValue, parse_yaml};
use crate::diagnostic::{
    Diagnostic, FRONT_MATTER_TOO_LARGE, NO_FRONT_MATTER, Outcome, SourceLocation, TOML_FRONT_MATTER,
    UNCLOSED_FRONT_MATTER, WRONG_TYPE,
};
use crate::text::{Source, Span};

use super::{Document, scan_body};

/// The largest front matter that is read, in bytes.
pub const MAX_FRONT_MATTER: usize = 64 * 1024;

/// Reads one file. Where its front matter cannot be read, the document has none, and the findings say why.
pub fn parse_document(source: Source) -> Outcome<Document> {
    let mut notes = Vec::new();
    let cut = split_front_matter(&source);
    let front = match cut.front_matter {
        Ok(span) => parse_front_matter(&source, span, &mut notes),
        Err(note) => {
            notes.push(*note);
            None
        }
    };
    let body = scan_body(&source, cut.body_start).collect(&mut notes);
    Outcome::new(Document { source, front_matter: front, body: Arc::new(body) }, notes)
}

/// Where the front matter stands, and where the body starts.
struct FrontMatterSplit {
    front_matter: Result<Span, Box<Diagnostic>>,
    body_start: usize,
}

fn split_front_matter(source: &Source) -> FrontMatterSplit {
    let text = &*source.text;
    let first = text.lines().next().unwrap_or_default();
    if first.trim_end() == "+++" {
        return without_front_matter(text.len(), toml_front_matter(source));
    }
    if first.trim_end() != "---" {
        return without_front_matter(0, missing_front_matter(source));
    }
    let start = first.len() + 1;
    match find_closing_fence(text, start) {
        None => without_front_matter(text.len(), unclosed_front_matter(source, start)),
        Some((end, body)) if end - start > MAX_FRONT_MATTER => {
            without_front_matter(body, front_matter_too_large(source, start, end))
        }
        Some((end, body)) => FrontMatterSplit { front_matter: Ok(Span::new(start, end)), body_start: body },
    }
}

fn without_front_matter(body: usize, note: Diagnostic) -> FrontMatterSplit {
    FrontMatterSplit { front_matter: Err(Box::new(note)), body_start: body }
}

/// Where the front matter ends and the body begins: at the first line of three hyphens.
fn find_closing_fence(text: &str, start: usize) -> Option<(usize, usize)> {
    let mut at = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

fn parse_front_matter(source: &Source, span: Span, notes: &mut Vec<Diagnostic>) -> Option<DataNode> {
    let node = parse_yaml(source, span).collect(notes)?;
    match node.value {
        DataValue::Map(_) => Some(node),
        DataValue::Null => Some(DataNode::new(DataValue::Map(Vec::new()), node.span)),
        other => {
            let message =
                format!("front matter is a list of keys and values, and this is {}", other.kind_name());
            let note = Diagnostic::new(&WRONG_TYPE, message).at(SourceLocation::new(source, node.span));
            notes.push(note.help("write one `key: value` a line"));
            None
        }
    }
}

fn first_line_location(source: &Source) -> SourceLocation {
    let end = source.text.find('\n').unwrap_or(source.text.len());
    SourceLocation::new(source, Span::new(0, end))
}

fn missing_front_matter(source: &Source) -> Diagnostic {
    Diagnostic::new(&NO_FRONT_MATTER, "the file does not begin with front matter")
        .at(first_line_location(source))
        .label("a line of three hyphens belongs here")
        .help("begin the file with:\n---\ntitle: \"…\"\n---")
}

fn toml_front_matter(source: &Source) -> Diagnostic {
    Diagnostic::new(&TOML_FRONT_MATTER, "front matter between `+++` is TOML, and Dateline reads YAML")
        .at(first_line_location(source))
        .help("put it between lines of `---`, and write `key: value` for `key = value`")
}

fn unclosed_front_matter(source: &Source, start: usize) -> Diagnostic {
    let last = last_key_line(source, start);
    Diagnostic::new(&UNCLOSED_FRONT_MATTER, "the front matter is opened and never closed")
        .at(first_line_location(source))
        .label("opened here")
        .related(SourceLocation::new(source, last), "its last line seems to be this one")
        .help("put a line of three hyphens, `---`, after its last line")
}

/// The last line before the first blank one.
fn last_key_line(source: &Source, start: usize) -> Span {
    let mut at = start;
    let mut last = Span::empty_at(start.min(source.text.len()));
    for line in source.text.get(start..).unwrap_or_default().split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        last = Span::new(at, at + line.trim_end().len());
        at += line.len();
    }
    last
}

fn front_matter_too_large(source: &Source, start: usize, end: usize) -> Diagnostic {
    let message = format!(
        "the front matter takes {} KB, and {} KB are read",
        (end - start) / 1024,
        MAX_FRONT_MATTER / 1024
    );
    Diagnostic::new(&FRONT_MATTER_TOO_LARGE, message)
        .at(first_line_location(source))
        .help("move prose into the body, and split long lists over several briefings")
}
