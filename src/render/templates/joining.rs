//! What Tera finds when all templates are joined: names of functions, filters, tests, components and templates that
//! nobody has. It gives one text with a report for each; here they become findings with places.

use super::expression::{FILTERS, FUNCTIONS, TESTS};
use super::template_name;
use crate::diagnostic::{Diagnostic, SourceLocation, TEMPLATE_SYNTAX};
use crate::text::{Source, Span, nearest};

/// One report of Tera's: what is wrong, in which template, line and column.
struct Report<'t> {
    message: &'t str,
    template: &'t str,
    line: usize,
    column: usize,
}

/// The findings in what Tera says. Where it names no place, there is one finding for the folder of templates.
pub(super) fn findings(words: &str, sources: &[Source]) -> Vec<Diagnostic> {
    let found: Vec<Diagnostic> = reports(words).filter_map(|report| finding(&report, sources)).collect();
    if found.is_empty() { vec![without_place(words)] } else { found }
}

fn reports(words: &str) -> impl Iterator<Item = Report<'_>> {
    words.lines().zip(words.lines().skip(1)).filter_map(|(first, second)| {
        let place = second.trim_start().strip_prefix("--> ")?;
        let (rest, column) = place.rsplit_once(':')?;
        let (template, line) = rest.rsplit_once(':')?;
        Some(Report {
            message: first.strip_prefix("error: ")?,
            template,
            line: line.parse().ok()?,
            column: column.parse().ok()?,
        })
    })
}

fn finding(report: &Report<'_>, sources: &[Source]) -> Option<Diagnostic> {
    let source = sources.iter().find(|source| template_name(source) == report.template)?;
    let message = report.message.trim_end_matches('.');
    let word = message.split('`').nth(1).unwrap_or_default();
    let span = span(&source.text, report, word);
    let Some(kind) = message.strip_prefix("Unknown ").and_then(|rest| rest.split(' ').next()) else {
        let note = Diagnostic::new(&TEMPLATE_SYNTAX, message).at(SourceLocation::new(source, span));
        return Some(note.help("docs/templates.md shows how templates extend and include each other"));
    };
    let note = Diagnostic::new(&TEMPLATE_SYNTAX, format!("there is no {kind} `{word}`"));
    Some(suggest(note.at(SourceLocation::new(source, span)), kind, word, sources))
}

fn suggest(note: Diagnostic, kind: &str, word: &str, sources: &[Source]) -> Diagnostic {
    let known: Vec<&str> = match kind {
        "function" => FUNCTIONS.to_vec(),
        "filter" => FILTERS.to_vec(),
        "test" => TESTS.to_vec(),
        "template" => sources.iter().map(template_name).collect(),
        _ => return note.help(format!("write the {kind}, or the name of one that a template defines")),
    };
    match nearest(word, known.iter().copied()) {
        Some(near) => note.label(format!("did you mean `{near}`?")).help(format!("write `{near}`")),
        None => note.help(format!("what stands here is one of: {}", known.join(", "))),
    }
}

/// The word in question, which stands at or soon after the place that Tera gives.
fn span(text: &str, report: &Report<'_>, word: &str) -> Span {
    let line: usize = text.split_inclusive('\n').take(report.line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(line..).unwrap_or_default();
    let column = rest.char_indices().nth(report.column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
    let start = line + column;
    let after = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
    let (at, length) = after.find(word).map_or((0, after.len()), |at| (at, word.len()));
    Span::new(start + at, start + at + length)
}

fn without_place(words: &str) -> Diagnostic {
    Diagnostic::new(&TEMPLATE_SYNTAX, super::first_line(words))
        .at(SourceLocation::file(super::FOLDER.trim_end_matches('/')))
        .help("docs/templates.md shows how templates extend and include each other")
}
