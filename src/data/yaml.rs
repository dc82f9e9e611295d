//! Parses YAML into a tree with spans.

mod common_errors;
mod indent;
mod limits;
mod lines;
mod losses;
mod marks;
mod quotes;
mod simple;
mod tree;
mod unclosed;

use serde_yaml::{Budget, DuplicateKeyPolicy, Error, Location, Options};

use crate::diagnostic::{Diagnostic, NESTED_TOO_DEEP, Outcome, SourceLocation, YAML_SYNTAX};
use crate::text::{Source, Span};

use super::{DataNode, DataValue, MAX_DEPTH};
use tree::{RawNode, TreeBuilder};

/// Maximum number of diagnostics of one kind for a file: each shows its line, which may be as long as the file.
const MAX_DIAGNOSTICS: usize = 20;

/// Parses the YAML in `span` of `source`. All spans of the tree refer to the whole source.
///
/// The value is `None` if the text is not valid YAML; the diagnostics then have the reason.
pub fn parse_yaml(source: &Source, span: Span) -> Outcome<Option<DataNode>> {
    let marks = marks::find(source, span);
    if !marks.is_empty() {
        return Outcome::new(None, marks);
    }
    let text = source.slice(span);
    match simple::parse(text).map_or_else(|| deserialize(text), |raw| Ok(Some(raw))) {
        Ok(None) => {
            Outcome::clean(Some(DataNode::new(DataValue::Null, Span { start: span.start, end: span.start })))
        }
        Ok(Some(raw)) => {
            let mut tree = TreeBuilder { source, yaml_start: span.start as usize, diagnostics: Vec::new() };
            let mut node = tree.node(raw, span);
            let losses = losses::find(source, span, &mut node);
            Outcome::new(Some(node), [tree.diagnostics, losses].concat())
        }
        Err(error) => Outcome::new(None, syntax_errors(source, span, &error)),
    }
}

fn deserialize(text: &str) -> Result<Option<RawNode>, Error> {
    serde_yaml::from_str_with_options(text, options())
}

/// Allows duplicate keys: the tree builder reports them with both spans.
fn options() -> Options {
    let mut budget = Budget::default();
    (budget.max_depth, budget.flow_nesting_limit) = (MAX_DEPTH, MAX_DEPTH);
    let mut options = Options::default();
    options.budget = Some(budget);
    options.duplicate_keys = DuplicateKeyPolicy::LastWins;
    options.with_snippet = false;
    options
}

/// Returns diagnostics for invalid YAML: common errors if any are found, or else the message of the parser.
fn syntax_errors(source: &Source, span: Span, error: &Error) -> Vec<Diagnostic> {
    let stop = error_span(source, span, error);
    if let Some(limit) = limits::limit_diagnostic(source, stop, error) {
        return vec![limit];
    }
    let common = common_errors::find_common_errors(source, span);
    if !common.is_empty() {
        return common;
    }
    let message = error.to_string();
    if message.contains("depth") || message.contains("recursion limit") || message.contains("nest") {
        return vec![nested_too_deep(source, span)];
    }
    if let Some(diagnostic) = unclosed::find(source, span) {
        return vec![diagnostic];
    }
    let diagnostic = Diagnostic::new(&YAML_SYNTAX, format!("invalid YAML: {}", error_message(&message)));
    vec![
        diagnostic
            .at(SourceLocation::new(source, stop))
            .label("the parser stopped here")
            .help("check the line above too; put text with `:`, `#`, quotes or brackets in double quotes"),
    ]
}

/// Returns the empty span at which the parser stopped.
fn error_span(source: &Source, span: Span, error: &Error) -> Span {
    let offset = error.location().map_or(0, |location| byte_offset(source.slice(span), location));
    let offset = (span.start as usize + offset).min(span.end as usize);
    Span::empty_at((0..=offset).rev().find(|offset| source.text.is_char_boundary(*offset)).unwrap_or(0))
}

/// Returns the byte offset of a location, computed from its line and column (from 1) if it has none.
fn byte_offset(text: &str, location: Location) -> usize {
    if let Some(offset) = location.span().byte_offset() {
        return offset as usize;
    }
    let (line, column) = (location.line() as usize, location.column() as usize);
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let within = text.get(before..).unwrap_or_default().char_indices().nth(column.saturating_sub(1));
    before + within.map_or(0, |(offset, _)| offset)
}

fn nested_too_deep(source: &Source, span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        &NESTED_TOO_DEEP,
        format!("front matter is nested more than {MAX_DEPTH} levels deep"),
    );
    diagnostic
        .at(SourceLocation::new(source, Span { start: span.start, end: span.start }))
        .help("reduce the nesting, or move the content into the body")
}

/// Returns the message of the parser without the position, which the excerpt shows.
fn error_message(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default();
    let line = line.split(" at line ").next().unwrap_or(line);
    let line = match line.split_once(": ") {
        Some((prefix, rest)) if prefix.starts_with("line ") || prefix.starts_with("error") => rest,
        _ => line,
    };
    line.trim_end_matches('.').to_owned()
}
