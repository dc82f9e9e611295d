//! Splits a file into front matter and body.

use std::sync::Arc;

use crate::data::{DataNode, DataValue, parse_yaml, title_for_key};
use crate::diagnostic::{
    Code, Diagnostic, FRONT_MATTER_TOO_LARGE, NO_FRONT_MATTER, Outcome, SourceLocation, TOML_FRONT_MATTER,
    UNCLOSED_FRONT_MATTER, WRONG_TYPE,
};
use crate::text::{Source, Span};

use super::scan::scan_body_with_formulas;
use super::{Document, scan_body};

/// The maximum size of front matter, in bytes.
pub const MAX_FRONT_MATTER: usize = 64 * 1024;

/// Parses one file. If its front matter cannot be read, the document has none, and the diagnostics give the reason.
pub fn parse_document(source: Source) -> Outcome<Document> {
    let mut diagnostics = Vec::new();
    let split = split_front_matter(&source);
    let front = match split.front_matter {
        Ok(span) => parse_front_matter(&source, span, &mut diagnostics),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            None
        }
    };
    let scan = if has_formulas(front.as_ref()) { scan_body_with_formulas } else { scan_body };
    let body = scan(&source, split.body_start).collect(&mut diagnostics);
    Outcome::new(Document { source, front_matter: front, body: Arc::new(body) }, diagnostics)
}

/// Returns whether the front matter has `math: true`. A value of another type is reported where keys are typed.
fn has_formulas(front: Option<&DataNode>) -> bool {
    let Some(DataValue::Map(pairs)) = front.map(|node| &node.value) else { return false };
    pairs.iter().any(|(key, value)| key.value == "math" && value.value.flag() == Some(true))
}

/// The span of the front matter, and the offset at which the body starts.
struct FrontMatterSplit {
    front_matter: Result<Span, Box<Diagnostic>>,
    body_start: usize,
}

fn split_front_matter(source: &Source) -> FrontMatterSplit {
    let text = &*source.text;
    let blank = blank_lines(text);
    let first = text[blank..].lines().next().unwrap_or_default();
    if first.trim_end() == "+++" {
        return without_front_matter(text.len(), toml_front_matter(source));
    }
    if first.trim_end() != "---" {
        return without_front_matter(0, missing_front_matter(source));
    }
    let start = blank + first.len() + 1;
    match find_closing_fence(text, start) {
        None => without_front_matter(text.len(), unclosed_front_matter(source, start)),
        Some((end, body)) if end - start > MAX_FRONT_MATTER => {
            without_front_matter(body, front_matter_too_large(source, start, end))
        }
        Some((end, body)) => FrontMatterSplit { front_matter: Ok(Span::new(start, end)), body_start: body },
    }
}

/// Returns the length of the blank lines at the beginning of a text, or 0 if no front matter follows them.
fn blank_lines(text: &str) -> usize {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            return if matches!(line.trim_end(), "---" | "+++") { offset } else { 0 };
        }
        offset += line.len();
    }
    0
}

fn without_front_matter(body: usize, diagnostic: Diagnostic) -> FrontMatterSplit {
    FrontMatterSplit { front_matter: Err(Box::new(diagnostic)), body_start: body }
}

/// Returns the end of the front matter and the start of the body, around the first line of three hyphens.
fn find_closing_fence(text: &str, start: usize) -> Option<(usize, usize)> {
    let mut offset = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((offset, offset + line.len()));
        }
        offset += line.len();
    }
    None
}

fn parse_front_matter(source: &Source, span: Span, diagnostics: &mut Vec<Diagnostic>) -> Option<DataNode> {
    let node = parse_yaml(source, span).collect(diagnostics)?;
    match node.value {
        DataValue::Map(_) => Some(node),
        DataValue::Null => Some(DataNode::new(DataValue::Map(Vec::new()), node.span)),
        other => {
            let message = format!(
                "front matter must be a mapping of keys to values, but this is {}",
                other.kind_name()
            );
            let diagnostic = Diagnostic::new(&WRONG_TYPE, message).at(SourceLocation::new(source, node.span));
            diagnostics.push(diagnostic.help("write one `key: value` on each line"));
            None
        }
    }
}

fn first_line_location(source: &Source) -> SourceLocation {
    let start = blank_lines(&source.text);
    let line = source.text[start..].lines().next().unwrap_or_default();
    SourceLocation::new(source, Span::new(start, start + line.len()))
}

/// Returns whether a line has only dashes, which word processors write in place of three hyphens.
fn is_dashes(line: &str) -> bool {
    let line = line.trim();
    line.contains(['–', '—', '―']) && line.chars().all(|c| matches!(c, '-' | '–' | '—' | '―'))
}

/// Returns the keys that every file of this kind needs. `first` is its first line.
fn first_keys(source: &Source, first: &str) -> String {
    let key = match source.path.split('/').nth(1) {
        Some("actors" | "venues" | "people") => "name",
        _ => "title",
    };
    let heading = first.strip_prefix("# ").map(str::trim).filter(|text| !text.contains(['"', '\\']));
    let title = heading.map_or_else(|| title_for_key(key, &source.path), str::to_owned);
    match source.path.starts_with("content/briefings/") {
        true => format!("{key}: \"{title}\"\npublished: 2025-04-19"),
        false => format!("{key}: \"{title}\""),
    }
}

fn missing_front_matter(source: &Source) -> Diagnostic {
    let first = source.text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if is_dashes(first) {
        let start = source.text.find(first).unwrap_or_default();
        return dashes(&NO_FRONT_MATTER, source, Span::new(start, start + first.len()));
    }
    Diagnostic::new(&NO_FRONT_MATTER, "the file does not begin with front matter")
        .at(first_line_location(source))
        .label("expected a line of three hyphens")
        .help(format!("begin the file with:\n---\n{}\n---", first_keys(source, first)))
}

fn toml_front_matter(source: &Source) -> Diagnostic {
    Diagnostic::new(&TOML_FRONT_MATTER, "the front matter is TOML, but Dateline reads YAML")
        .at(first_line_location(source))
        .help("write `---` instead of `+++`, and `key: value` instead of `key = value`")
}

fn dashes(code: &'static Code, source: &Source, line: Span) -> Diagnostic {
    let message = format!("`{}` is not a line of three hyphens", source.slice(line).trim());
    Diagnostic::new(code, message).at(SourceLocation::new(source, line)).help("write `---`")
}

fn unclosed_front_matter(source: &Source, start: usize) -> Diagnostic {
    let mut offset = start;
    for line in source.text.get(start..).unwrap_or_default().split_inclusive('\n') {
        if is_dashes(line) {
            return dashes(&UNCLOSED_FRONT_MATTER, source, Span::new(offset, offset + line.trim_end().len()));
        }
        offset += line.len();
    }
    let last = last_key_line(source, start);
    Diagnostic::new(&UNCLOSED_FRONT_MATTER, "the front matter is not closed")
        .at(first_line_location(source))
        .label("opened here")
        .related(SourceLocation::new(source, last), "probably the last line of the front matter")
        .help("add a line of three hyphens, `---`, after its last line")
}

/// Returns the last line before the first blank line.
fn last_key_line(source: &Source, start: usize) -> Span {
    let mut offset = start;
    let mut last = Span::empty_at(start.min(source.text.len()));
    for line in source.text.get(start..).unwrap_or_default().split_inclusive('\n') {
        if line.trim().is_empty() {
            break;
        }
        last = Span::new(offset, offset + line.trim_end().len());
        offset += line.len();
    }
    last
}

fn front_matter_too_large(source: &Source, start: usize, end: usize) -> Diagnostic {
    let message = format!(
        "the front matter has {} KB, but the maximum is {} KB",
        (end - start) / 1024,
        MAX_FRONT_MATTER / 1024
    );
    Diagnostic::new(&FRONT_MATTER_TOO_LARGE, message)
        .at(first_line_location(source))
        .help("move prose to the body, or split long lists into several briefings")
}
