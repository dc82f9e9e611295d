//! Cuts a file into front matter and body.

use std::sync::Arc;

use crate::data::{Data, Node, parse_yaml};
use crate::diagnostic::{
    Diagnostic, FRONT_MATTER_TOO_LARGE, NO_FRONT_MATTER, Outcome, Place, TOML_FRONT_MATTER,
    UNCLOSED_FRONT_MATTER, WRONG_TYPE,
};
use crate::text::{Source, Span};

use super::{Document, scan};

/// The largest front matter that is read, in bytes.
pub const MAX_FRONT_MATTER: usize = 64 * 1024;

/// Reads one file. Where its front matter cannot be read, the document has none, and the findings say why.
pub fn parse(source: Source) -> Outcome<Document> {
    let mut notes = Vec::new();
    let cut = cut(&source);
    let front = match cut.front {
        Ok(span) => front(&source, span, &mut notes),
        Err(note) => {
            notes.push(*note);
            None
        }
    };
    let body = scan(&source, cut.body).collect(&mut notes);
    Outcome::new(Document { source, front, body: Arc::new(body) }, notes)
}

/// Where the front matter stands, and where the body starts.
struct Cut {
    front: Result<Span, Box<Diagnostic>>,
    body: usize,
}

fn cut(source: &Source) -> Cut {
    let text = &*source.text;
    let first = text.lines().next().unwrap_or_default();
    if first.trim_end() == "+++" {
        return refused(text.len(), toml(source));
    }
    if first.trim_end() != "---" {
        return refused(0, missing(source));
    }
    let start = first.len() + 1;
    match closing(text, start) {
        None => refused(text.len(), unclosed(source, start)),
        Some((end, body)) if end - start > MAX_FRONT_MATTER => refused(body, too_large(source, start, end)),
        Some((end, body)) => Cut { front: Ok(Span::new(start, end)), body },
    }
}

fn refused(body: usize, note: Diagnostic) -> Cut {
    Cut { front: Err(Box::new(note)), body }
}

/// Where the front matter ends and the body begins: at the first line of three hyphens.
fn closing(text: &str, start: usize) -> Option<(usize, usize)> {
    let mut at = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

fn front(source: &Source, span: Span, notes: &mut Vec<Diagnostic>) -> Option<Node> {
    let node = parse_yaml(source, span).collect(notes)?;
    match node.value {
        Data::Map(_) => Some(node),
        Data::Null => Some(Node::new(Data::Map(Vec::new()), node.span)),
        other => {
            let message = format!("front matter is a list of keys and values, and this is {}", other.kind());
            let note = Diagnostic::new(&WRONG_TYPE, message).at(Place::of(source, node.span));
            notes.push(note.mend("write one `key: value` a line"));
            None
        }
    }
}

fn first_line(source: &Source) -> Place {
    let end = source.text.find('\n').unwrap_or(source.text.len());
    Place::of(source, Span::new(0, end))
}

fn missing(source: &Source) -> Diagnostic {
    Diagnostic::new(&NO_FRONT_MATTER, "the file does not begin with front matter")
        .at(first_line(source))
        .label("a line of three hyphens belongs here")
        .mend("begin the file with:\n---\ntitle: \"…\"\n---")
}

fn toml(source: &Source) -> Diagnostic {
    Diagnostic::new(&TOML_FRONT_MATTER, "front matter between `+++` is TOML, and Dateline reads YAML")
        .at(first_line(source))
        .mend("put it between lines of `---`, and write `key: value` for `key = value`")
}

fn unclosed(source: &Source, start: usize) -> Diagnostic {
    let last = last_key_line(source, start);
    Diagnostic::new(&UNCLOSED_FRONT_MATTER, "the front matter is opened and never closed")
        .at(first_line(source))
        .label("opened here")
        .also(Place::of(source, last), "its last line seems to be this one")
        .mend("put a line of three hyphens, `---`, after its last line")
}

/// The last line before the first blank one.
fn last_key_line(source: &Source, start: usize) -> Span {
    let mut at = start;
    let mut last = Span::at(start.min(source.text.len()));
    for line in source.text.get(start..).unwrap_or_default().split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        last = Span::new(at, at + line.trim_end().len());
        at += line.len();
    }
    last
}

fn too_large(source: &Source, start: usize, end: usize) -> Diagnostic {
    let message = format!(
        "the front matter takes {} KB, and {} KB are read",
        (end - start) / 1024,
        MAX_FRONT_MATTER / 1024
    );
    Diagnostic::new(&FRONT_MATTER_TOO_LARGE, message)
        .at(first_line(source))
        .mend("move prose into the body, and split long lists over several briefings")
}
