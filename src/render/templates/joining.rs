//! Diagnostics for what Tera reports when all templates are loaded together: unknown functions, filters, tests, components
//! and templates. Tera returns one text with all reports; this module splits it and adds the locations.

use super::lexer::{TemplateTag, TemplateTokenKind, tags};
use super::template_name;
use crate::diagnostic::{Diagnostic, SourceLocation, TEMPLATE_SYNTAX};
use crate::text::{Source, Span, nearest};

/// Filters that are suggested instead of an unknown one.
pub(super) const FILTERS: [&str; 37] = [
    "safe",
    "default",
    "upper",
    "lower",
    "wordcount",
    "escape",
    "escape_html",
    "escape_xml",
    "newlines_to_br",
    "pluralize",
    "trim",
    "trim_start",
    "trim_end",
    "replace",
    "capitalize",
    "title",
    "truncate",
    "indent",
    "str",
    "int",
    "float",
    "length",
    "reverse",
    "split",
    "abs",
    "round",
    "first",
    "last",
    "nth",
    "join",
    "sort",
    "unique",
    "get",
    "values",
    "keys",
    "pairs",
    "group_by",
];
/// Tests that are suggested instead of an unknown one.
pub(super) const TESTS: [&str; 17] = [
    "string",
    "number",
    "map",
    "bool",
    "array",
    "integer",
    "float",
    "none",
    "iterable",
    "defined",
    "undefined",
    "odd",
    "even",
    "divisible_by",
    "starting_with",
    "ending_with",
    "containing",
];
/// Functions that are suggested instead of an unknown one.
pub(super) const FUNCTIONS: [&str; 5] = ["label", "list", "range", "super", "throw"];

/// One report of Tera.
struct Report<'t> {
    message: &'t str,
    template: &'t str,
    /// From 1.
    line: usize,
    /// From 1.
    column: usize,
}

/// Returns the diagnostics for an error of Tera. An error without a location gives one diagnostic for the folder of
/// templates.
pub(super) fn error_diagnostics(error: &str, sources: &[Source]) -> Vec<Diagnostic> {
    let found: Vec<Diagnostic> =
        reports(error).filter_map(|report| report_diagnostic(&report, sources)).collect();
    if found.is_empty() { vec![without_location(error)] } else { found }
}

fn reports(error: &str) -> impl Iterator<Item = Report<'_>> {
    error.lines().zip(error.lines().skip(1)).filter_map(|(first, second)| {
        let location = second.trim_start().strip_prefix("--> ")?;
        let (rest, column) = location.rsplit_once(':')?;
        let (template, line) = rest.rsplit_once(':')?;
        Some(Report {
            message: first.strip_prefix("error: ")?,
            template,
            line: line.parse().ok()?,
            column: column.parse().ok()?,
        })
    })
}

fn report_diagnostic(report: &Report<'_>, sources: &[Source]) -> Option<Diagnostic> {
    let source = sources.iter().find(|source| template_name(source) == report.template)?;
    let message = report.message.trim_end_matches('.');
    let word = message.split('`').nth(1).unwrap_or_default();
    let span = span(&source.text, report, word);
    if message.starts_with("Block `") {
        let message = format!("no template above has the block `{word}`");
        let diagnostic = Diagnostic::new(&TEMPLATE_SYNTAX, message).at(SourceLocation::new(source, span));
        return Some(suggest(diagnostic, "block", word, sources));
    }
    let Some(kind) = message.strip_prefix("Unknown ").and_then(|rest| rest.split(' ').next()) else {
        let diagnostic = Diagnostic::new(&TEMPLATE_SYNTAX, message).at(SourceLocation::new(source, span));
        return Some(
            diagnostic.help("see docs/templates.md for how templates extend and include each other"),
        );
    };
    let diagnostic = Diagnostic::new(&TEMPLATE_SYNTAX, format!("unknown {kind} `{word}`"));
    Some(suggest(diagnostic.at(SourceLocation::new(source, span)), kind, word, sources))
}

fn suggest(diagnostic: Diagnostic, kind: &str, word: &str, sources: &[Source]) -> Diagnostic {
    let known: Vec<&str> = match kind {
        "function" => FUNCTIONS.to_vec(),
        "filter" => FILTERS.to_vec(),
        "test" => TESTS.to_vec(),
        "template" => sources.iter().map(template_name).collect(),
        "block" => blocks(sources).into_iter().filter(|block| *block != word).collect(),
        _ => return diagnostic.help(format!("define the {kind}, or use one that a template defines")),
    };
    match nearest(word, known.iter().copied()) {
        Some(nearest) => {
            diagnostic.label(format!("did you mean `{nearest}`?")).help(format!("write `{nearest}`"))
        }
        None => diagnostic.help(format!("use one of: {}", known.join(", "))),
    }
}

/// Returns the name of the block that a tag begins.
fn block_name<'a>(tag: TemplateTag<'a>) -> Option<&'a str> {
    let words = tag.tokens.iter().filter_map(|token| match token.kind {
        TemplateTokenKind::Word(word) => Some(word),
        _ => None,
    });
    let words: Vec<&'a str> = words.collect();
    match words[..] {
        ["block", name] => Some(name),
        _ => None,
    }
}

/// Returns the names of the blocks of all templates.
fn blocks(sources: &[Source]) -> Vec<&str> {
    let mut names: Vec<&str> =
        sources.iter().flat_map(|source| tags(&source.text)).filter_map(block_name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Returns the span of the word that a report is about, which is at or shortly after the position that Tera gives.
fn span(text: &str, report: &Report<'_>, word: &str) -> Span {
    let line: usize = text.split_inclusive('\n').take(report.line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(line..).unwrap_or_default();
    let column =
        rest.char_indices().nth(report.column.saturating_sub(1)).map_or(rest.len(), |(offset, _)| offset);
    let start = line + column;
    let after = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
    let (offset, length) = after.find(word).map_or((0, after.len()), |offset| (offset, word.len()));
    Span::new(start + offset, start + offset + length)
}

fn without_location(error: &str) -> Diagnostic {
    Diagnostic::new(&TEMPLATE_SYNTAX, super::first_line(error))
        .at(SourceLocation::file(super::FOLDER.trim_end_matches('/')))
        .help("see docs/templates.md for how templates extend and include each other")
}
