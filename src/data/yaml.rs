//! YAML text to a tree with places.

mod common_errors;
mod indent;
mod limits;
mod lines;
mod losses;
mod quotes;
mod tree;

use serde_yaml::{Budget, DuplicateKeyPolicy, Error, Location, Options};

use crate::diagnostic::{Diagnostic, NESTED_TOO_DEEP, Outcome, SourceLocation, YAML_SYNTAX};
use crate::text::{Source, Span};

use super::{DataNode, DataValue, MAX_DEPTH};
use tree::{RawNode, TreeBuilder};

/// How many mistakes of one kind are reported for a file: each shows its whole line, which may be as long as the file.
const MOST_MISTAKES: usize = 20;

/// Reads the YAML in `span` of `source`; all spans of the tree are in the whole source.
/// The value is none where the text is no YAML: then there is nothing to read, and the reason is in the findings.
pub fn parse_yaml(source: &Source, span: Span) -> Outcome<Option<DataNode>> {
    let text = source.slice(span);
    match serde_yaml::from_str_with_options::<Option<RawNode>>(text, options()) {
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

/// Keys written twice are let through, because they are reported with both places afterwards.
fn options() -> Options {
    let mut budget = Budget::default();
    (budget.max_depth, budget.flow_nesting_limit) = (MAX_DEPTH, MAX_DEPTH);
    let mut options = Options::default();
    options.budget = Some(budget);
    options.duplicate_keys = DuplicateKeyPolicy::LastWins;
    options.with_snippet = false;
    options
}

/// What is wrong with text that is no YAML: the usual slips where there are any, else the parser's own words.
fn syntax_errors(source: &Source, span: Span, error: &Error) -> Vec<Diagnostic> {
    let at = place(source, span, error);
    if let Some(limit) = limits::explained(source, at, error) {
        return vec![limit];
    }
    let slips = common_errors::find_common_errors(source, span);
    if !slips.is_empty() {
        return slips;
    }
    let words = error.to_string();
    if words.contains("depth") || words.contains("recursion limit") || words.contains("nest") {
        return vec![nested_too_deep(source, span)];
    }
    let note = Diagnostic::new(&YAML_SYNTAX, format!("this is no valid YAML: {}", error_message(&words)));
    vec![note.at(SourceLocation::new(source, at)).label("the reader stopped here").help(
        "check the line above too; texts with `:`, `#`, quotes or brackets in them go in double quotes",
    )]
}

/// Where the parser stopped.
fn place(source: &Source, span: Span, error: &Error) -> Span {
    let at = error.location().map_or(0, |location| byte_offset(source.slice(span), location));
    let at = (span.start as usize + at).min(span.end as usize);
    Span::empty_at((0..=at).rev().find(|at| source.text.is_char_boundary(*at)).unwrap_or(0))
}

/// The byte a location means: as told, or from its line and column, both from 1.
fn byte_offset(text: &str, location: Location) -> usize {
    if let Some(at) = location.span().byte_offset() {
        return at as usize;
    }
    let (line, column) = (location.line() as usize, location.column() as usize);
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let within = text.get(before..).unwrap_or_default().char_indices().nth(column.saturating_sub(1));
    before + within.map_or(0, |(at, _)| at)
}

fn nested_too_deep(source: &Source, span: Span) -> Diagnostic {
    let note =
        Diagnostic::new(&NESTED_TOO_DEEP, format!("the front matter nests more than {MAX_DEPTH} levels"));
    note.at(SourceLocation::new(source, Span { start: span.start, end: span.start }))
        .help("flatten it, or move it into the body")
}

/// The parser's message without the position, which is shown in another way.
fn error_message(words: &str) -> String {
    let line = words.lines().next().unwrap_or_default();
    let line = line.split(" at line ").next().unwrap_or(line);
    let line = match line.split_once(": ") {
        Some((place, rest)) if place.starts_with("line ") || place.starts_with("error") => rest,
        _ => line,
    };
    line.trim_end_matches('.').to_owned()
}
