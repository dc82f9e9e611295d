//! Renders diagnostics: with an excerpt, one per line for editors, or as JSON.
//!
//! Control and direction characters from files are escaped, so that no file can send escape sequences to a terminal.

use std::fmt::Write;
use std::sync::OnceLock;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::{Diagnostic, Severity, SourceLocation};
use crate::text::{LineColumn, LineIndex, Source, Span, visible, visible_line};

/// Whether text is rendered with colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Color {
    /// With ANSI colour codes.
    Ansi,
    /// As plain text.
    Plain,
}

/// Renders diagnostics with excerpts of their sources.
pub struct Printer<'a> {
    sources: FxHashMap<&'a str, IndexedSource<'a>>,
}

/// A source whose lines are indexed for the first diagnostic that is printed.
struct IndexedSource<'a> {
    source: &'a Source,
    lines: OnceLock<LineIndex>,
}

impl IndexedSource<'_> {
    fn position(&self, offset: u32) -> LineColumn {
        let text = &self.source.text;
        self.lines.get_or_init(|| LineIndex::new(text)).position(text, offset)
    }
}

impl<'a> Printer<'a> {
    /// Creates a printer of diagnostics that refer to these sources.
    pub fn new(sources: &'a [Source], diagnostics: &[Diagnostic]) -> Self {
        let wanted = diagnostics.iter().flat_map(|diagnostic| {
            diagnostic.location.iter().chain(diagnostic.related.iter().map(|(location, _)| location))
        });
        let wanted: rustc_hash::FxHashSet<&str> = wanted.map(|location| &*location.path).collect();
        let known = sources.iter().filter(|source| wanted.contains(&*source.path));
        let indexed = |source| IndexedSource { source, lines: OnceLock::new() };
        Self { sources: known.map(|source| (&*source.path, indexed(source))).collect() }
    }

    /// Renders diagnostics with excerpts.
    pub fn render_text(&self, diagnostics: impl IntoIterator<Item = &'a Diagnostic>, color: Color) -> String {
        let renderer = match color {
            Color::Ansi => Renderer::styled(),
            Color::Plain => Renderer::plain(),
        };
        let mut text = String::new();
        for diagnostic in diagnostics {
            let mut report = renderer.render(&[self.report_group(diagnostic)]);
            for location in
                diagnostic.location.iter().chain(diagnostic.related.iter().map(|(location, _)| location))
            {
                self.correct_column(&mut report, location);
            }
            let _ = writeln!(text, "{report}\n");
        }
        text
    }

    /// Replaces the column in the header: the renderer counts from the start of the excerpt, which differs from the start
    /// of a long line.
    fn correct_column(&self, report: &mut String, location: &SourceLocation) {
        let Some((known, span)) = self.resolve(location) else { return };
        let source = known.source;
        let excerpt = excerpt_around(&source.text, span);
        let before = source.text[excerpt.start..span.start as usize].chars().count() as u32 + 1;
        let position = known.position(span.start);
        if before != position.column {
            let header =
                |column: u32| format!(" {}:{}:{column}", visible_line(&location.path), position.line);
            *report = report.replacen(&header(before), &header(position.column), 1);
        }
    }

    /// Returns the source and span of a location, if both are known and valid.
    fn resolve(&self, location: &SourceLocation) -> Option<(&IndexedSource<'a>, Span)> {
        let known = self.sources.get(&*location.path).zip(location.span);
        known.filter(|(known, span)| known.source.text.get(span.range()).is_some())
    }

    fn report_group(&self, diagnostic: &'a Diagnostic) -> Group<'a> {
        let title = annotation_level(diagnostic.severity)
            .primary_title(visible_line(&diagnostic.message))
            .id(diagnostic.code.id);
        let mut group = Group::with_title(title);
        if let Some(location) = &diagnostic.location {
            group = self.add_excerpt(group, location, AnnotationKind::Primary, &diagnostic.label);
        }
        for (location, label) in &diagnostic.related {
            group = self.add_excerpt(group, location, AnnotationKind::Context, label);
        }
        match &diagnostic.help {
            Some(help) => group.element(Level::HELP.message(visible(help))),
            None => group,
        }
    }

    fn add_excerpt(
        &self,
        group: Group<'a>,
        location: &'a SourceLocation,
        kind: AnnotationKind,
        label: &'a str,
    ) -> Group<'a> {
        let Some((known, span)) = self.resolve(location) else {
            return group.element(Origin::path(visible_line(&location.path)));
        };
        let source = known.source;
        let excerpt = excerpt_around(&source.text, span);
        let start = span.start as usize - excerpt.start;
        let end = (span.end as usize).clamp(span.start as usize, excerpt.end) - excerpt.start;
        let annotation = kind.span(start..end).label((!label.is_empty()).then(|| visible_line(label)));
        let line = known.position(span.start).line as usize;
        let snippet =
            Snippet::source(&source.text[excerpt]).line_start(line).path(visible_line(&location.path));
        group.element(snippet.annotation(annotation))
    }

    /// Renders one line for each diagnostic: `path:line:column: severity[code]: message; help`.
    pub fn render_short(&self, diagnostics: &[Diagnostic]) -> String {
        let mut text = String::new();
        for diagnostic in diagnostics {
            if let Some(location) = &diagnostic.location {
                let _ = write!(text, "{}:", visible_line(&location.path));
                if let Some(position) = self.position(location) {
                    let _ = write!(text, "{}:{}:", position.line, position.column);
                }
                text.push(' ');
            }
            let _ = write!(
                text,
                "{}[{}]: {}",
                diagnostic.severity.as_str(),
                diagnostic.code.id,
                visible_line(&diagnostic.message)
            );
            if let Some(help) = &diagnostic.help {
                let _ = write!(text, "; {}", visible(help).replace('\n', " | "));
            }
            text.push('\n');
        }
        text
    }

    /// Renders a JSON array with one object for each diagnostic.
    pub fn render_json(&self, diagnostics: &[Diagnostic]) -> String {
        let records: Vec<JsonDiagnostic<'_>> =
            diagnostics.iter().map(|diagnostic| self.json_diagnostic(diagnostic)).collect();
        serde_json::to_string_pretty(&records).unwrap_or_default() + "\n"
    }

    fn json_diagnostic<'n>(&self, diagnostic: &'n Diagnostic) -> JsonDiagnostic<'n> {
        let related = diagnostic
            .related
            .iter()
            .map(|(location, label)| JsonLocation { label, ..self.json_location(location) });
        JsonDiagnostic {
            code: diagnostic.code.id,
            rule: diagnostic.code.name,
            severity: diagnostic.severity.as_str(),
            message: &diagnostic.message,
            place: diagnostic
                .location
                .as_ref()
                .map(|location| JsonLocation { label: &diagnostic.label, ..self.json_location(location) }),
            related: related.collect(),
            help: diagnostic.help.as_deref(),
        }
    }

    fn json_location<'n>(&self, location: &'n SourceLocation) -> JsonLocation<'n> {
        let end = location.span.map(|span| SourceLocation {
            path: location.path.clone(),
            span: Some(Span { start: span.end, end: span.end }),
        });
        let (start, end) = (self.position(location), end.and_then(|end| self.position(&end)));
        JsonLocation {
            path: &location.path,
            line: start.map(|position| position.line),
            column: start.map(|position| position.column),
            end_line: end.map(|position| position.line),
            end_column: end.map(|position| position.column),
            label: "",
        }
    }

    fn position(&self, location: &SourceLocation) -> Option<LineColumn> {
        Some(self.sources.get(&*location.path)?.position(location.span?.start))
    }
}

/// A diagnostic as JSON.
#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    code: &'static str,
    rule: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<JsonLocation<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<JsonLocation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
}

/// A location as JSON: lines and columns from 1, columns in chars.
#[derive(Serialize)]
struct JsonLocation<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<u32>,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'a str,
}

fn annotation_level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Hint => Level::INFO.with_name("hint"),
    }
}

/// Bytes of a long line in an excerpt before and after the start of the span; more than the width of a terminal.
const CONTEXT: usize = 240;

/// Returns the range to show: the line in which the span starts, or a part of it if the line is long. The renderer scans
/// the whole excerpt for each diagnostic, so its length must be bounded.
fn excerpt_around(text: &str, span: Span) -> std::ops::Range<usize> {
    let offset = span.start as usize;
    let (from, to) = (offset.saturating_sub(CONTEXT), offset.saturating_add(CONTEXT).min(text.len()));
    let (from, to) = (boundary(text, from), boundary(text, to));
    let start = text[from..offset].rfind('\n').map_or(from, |newline| from + newline + 1);
    let end = text[offset..to].find('\n').map_or(to, |newline| offset + newline);
    start..end
}

/// Returns the largest char boundary not above `offset`.
fn boundary(text: &str, offset: usize) -> usize {
    (0..=offset).rev().find(|offset| text.is_char_boundary(*offset)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{BAD_DATE, MISSING_KEY};

    fn sample() -> (Vec<Source>, Vec<Diagnostic>) {
        let source = Source::new("content/a.md", "---\npublished: 2025-04-31\n---\n");
        let date = Diagnostic::new(&BAD_DATE, "April has 30 days")
            .at(SourceLocation::new(&source, Span::new(15, 25)));
        let file = Diagnostic::new(&MISSING_KEY, "a \u{1b}[31mred\u{202e} word")
            .at(SourceLocation::file("content/b.md"));
        (vec![source], vec![date.label("here").help("is it `2025-04-30`?"), file])
    }

    #[test]
    fn text_has_an_excerpt() {
        let (sources, diagnostics) = sample();
        let text = Printer::new(&sources, &diagnostics).render_text(&diagnostics, Color::Plain);
        let expected = "error[D012]: April has 30 days\n --> content/a.md:2:12\n  |\n2 | published: 2025-04-31\n  |            ^^^^^^^^^^ here\n  |\n  = help: is it `2025-04-30`?\n\nerror[D002]: a \\u{1b}[31mred\\u{202e} word\n--> content/b.md\n\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn the_excerpt_of_a_long_line_is_bounded() {
        let text = format!("---\n---\n{}2025-04-31{}\n", "é ".repeat(400), " x".repeat(400));
        let source = Source::new("content/a.md", text);
        let start = 8 + 3 * 400;
        let diagnostic = Diagnostic::new(&BAD_DATE, "April has 30 days");
        let diagnostics =
            [diagnostic.at(SourceLocation::new(&source, Span::new(start, start + 10))).label("here")];
        let sources = [source];
        let text = Printer::new(&sources, &diagnostics).render_text(&diagnostics, Color::Plain);
        assert!(text.contains(" content/a.md:3:801\n"), "{text}");
        assert!(text.contains("2025-04-31") && text.contains("^^^^^^^^^^ here"), "{text}");
        assert!(text.lines().all(|line| line.chars().count() < 160), "{text}");
    }

    /// Returns the total length of the excerpts for a line of `bytes` bytes with a diagnostic at every tenth.
    fn total_excerpt_length(bytes: usize) -> usize {
        let text = "0123456789".repeat(bytes / 10);
        let excerpt = |offset: usize| excerpt_around(&text, Span::new(offset, offset + 2)).len();
        (0..bytes).step_by(10).map(excerpt).sum()
    }

    #[test]
    fn work_grows_linearly_with_diagnostics_on_a_line() {
        let (once, twice) = (total_excerpt_length(10_000), total_excerpt_length(20_000));
        assert!(10 * twice <= 21 * once, "{twice} against {once}");
    }

    #[test]
    fn short_and_json_formats_have_positions() {
        let (sources, diagnostics) = sample();
        let printer = Printer::new(&sources, &diagnostics);
        let short = printer.render_short(&diagnostics);
        assert!(
            short.starts_with("content/a.md:2:12: error[D012]: April has 30 days; is it `2025-04-30`?\n"),
            "{short}"
        );
        let json: serde_json::Value = serde_json::from_str(&printer.render_json(&diagnostics)).expect("JSON");
        assert_eq!(json[0]["place"]["end_column"], 22);
        assert_eq!(json[1]["place"]["path"], "content/b.md");
    }
}
