//! Findings as text: with an excerpt for people, one a line for editors' programs, JSON for machines.
//!
//! Takes findings and the sources they point into. Gives text. What was read from files is shown with control and
//! direction characters made visible, so that no file can write to a terminal.

use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::{Diagnostic, Severity, SourceLocation};
use crate::text::{LineColumn, LineIndex, Source, Span, visible, visible_line};

/// Prints findings about some sources.
pub struct Printer<'a> {
    sources: FxHashMap<&'a str, (&'a Source, LineIndex)>,
}

impl<'a> Printer<'a> {
    /// A printer that knows the sources the findings point into.
    pub fn new(sources: &'a [Source], notes: &[Diagnostic]) -> Self {
        let wanted = notes
            .iter()
            .flat_map(|note| note.location.iter().chain(note.related.iter().map(|(place, _)| place)));
        let wanted: rustc_hash::FxHashSet<&str> = wanted.map(|place| &*place.path).collect();
        let known = sources.iter().filter(|source| wanted.contains(&*source.path));
        Self {
            sources: known.map(|source| (&*source.path, (source, LineIndex::new(&source.text)))).collect(),
        }
    }

    /// With an excerpt, for people.
    pub fn render_text(&self, notes: impl IntoIterator<Item = &'a Diagnostic>, colour: bool) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        let mut text = String::new();
        for note in notes {
            let mut shown = renderer.render(&[self.report_group(note)]);
            for place in note.location.iter().chain(note.related.iter().map(|(place, _)| place)) {
                self.correct_column(&mut shown, place);
            }
            let _ = writeln!(text, "{shown}\n");
        }
        text
    }

    /// The renderer counts columns from where the excerpt begins, which is not the start of a long line.
    fn correct_column(&self, shown: &mut String, place: &SourceLocation) {
        let Some(((source, index), span)) = self.known(place) else { return };
        let excerpt = excerpt_around(&source.text, span);
        let before = source.text[excerpt.start..span.start as usize].chars().count() as u32 + 1;
        let at = index.position(&source.text, span.start);
        if before != at.column {
            let head = |column: u32| format!(" {}:{}:{column}", visible_line(&place.path), at.line);
            *shown = shown.replacen(&head(before), &head(at.column), 1);
        }
    }

    /// The source a place points into, and the part of it.
    fn known(&self, place: &SourceLocation) -> Option<(&(&'a Source, LineIndex), Span)> {
        let known = self.sources.get(&*place.path).zip(place.span);
        known.filter(|((source, _), span)| source.text.get(span.range()).is_some())
    }

    fn report_group(&self, note: &'a Diagnostic) -> Group<'a> {
        let title =
            annotation_level(note.severity).primary_title(visible_line(&note.message)).id(note.code.id);
        let mut group = Group::with_title(title);
        if let Some(place) = &note.location {
            group = self.add_excerpt(group, place, AnnotationKind::Primary, &note.label);
        }
        for (place, label) in &note.related {
            group = self.add_excerpt(group, place, AnnotationKind::Context, label);
        }
        match &note.help {
            Some(help) => group.element(Level::HELP.message(visible(help))),
            None => group,
        }
    }

    fn add_excerpt(
        &self,
        group: Group<'a>,
        place: &'a SourceLocation,
        kind: AnnotationKind,
        label: &'a str,
    ) -> Group<'a> {
        let Some(((source, index), span)) = self.known(place) else {
            return group.element(Origin::path(visible_line(&place.path)));
        };
        let excerpt = excerpt_around(&source.text, span);
        let start = span.start as usize - excerpt.start;
        let end = (span.end as usize).clamp(span.start as usize, excerpt.end) - excerpt.start;
        let annotation = kind.span(start..end).label((!label.is_empty()).then(|| visible_line(label)));
        let line = index.position(&source.text, span.start).line as usize;
        let snippet = Snippet::source(&source.text[excerpt]).line_start(line).path(visible_line(&place.path));
        group.element(snippet.annotation(annotation))
    }

    /// One line each: `path:line:column: severity[code]: message; help`.
    pub fn render_short(&self, notes: &[Diagnostic]) -> String {
        let mut text = String::new();
        for note in notes {
            if let Some(place) = &note.location {
                let _ = write!(text, "{}:", visible_line(&place.path));
                if let Some(at) = self.position(place) {
                    let _ = write!(text, "{}:{}:", at.line, at.column);
                }
                text.push(' ');
            }
            let _ =
                write!(text, "{}[{}]: {}", note.severity.as_str(), note.code.id, visible_line(&note.message));
            if let Some(help) = &note.help {
                let _ = write!(text, "; {}", visible(help).replace('\n', " | "));
            }
            text.push('\n');
        }
        text
    }

    /// A JSON array, one object each.
    pub fn render_json(&self, notes: &[Diagnostic]) -> String {
        let records: Vec<JsonDiagnostic<'_>> = notes.iter().map(|note| self.json_diagnostic(note)).collect();
        serde_json::to_string_pretty(&records).unwrap_or_default() + "\n"
    }

    fn json_diagnostic<'n>(&self, note: &'n Diagnostic) -> JsonDiagnostic<'n> {
        let related =
            note.related.iter().map(|(place, label)| JsonLocation { label, ..self.json_location(place) });
        JsonDiagnostic {
            code: note.code.id,
            rule: note.code.name,
            severity: note.severity.as_str(),
            message: &note.message,
            place: note
                .location
                .as_ref()
                .map(|place| JsonLocation { label: &note.label, ..self.json_location(place) }),
            related: related.collect(),
            help: note.help.as_deref(),
        }
    }

    fn json_location<'n>(&self, place: &'n SourceLocation) -> JsonLocation<'n> {
        let end = place.span.map(|span| SourceLocation {
            path: place.path.clone(),
            span: Some(Span { start: span.end, end: span.end }),
        });
        let (start, end) = (self.position(place), end.and_then(|end| self.position(&end)));
        JsonLocation {
            path: &place.path,
            line: start.map(|at| at.line),
            column: start.map(|at| at.column),
            end_line: end.map(|at| at.line),
            end_column: end.map(|at| at.column),
            label: "",
        }
    }

    fn position(&self, place: &SourceLocation) -> Option<LineColumn> {
        let (source, index) = self.sources.get(&*place.path)?;
        Some(index.position(&source.text, place.span?.start))
    }
}

/// A finding as JSON.
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

/// A place as JSON: line and column from 1, columns in code points.
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

/// Bytes of a long line shown before and after the start of what is meant: more than a terminal is wide.
const CONTEXT: usize = 240;

/// What to show of the text: the line in which a span begins. Of a long line only what stands around the span is
/// shown, because the renderer reads the whole excerpt for every finding.
fn excerpt_around(text: &str, span: Span) -> std::ops::Range<usize> {
    let at = span.start as usize;
    let (from, to) = (at.saturating_sub(CONTEXT), at.saturating_add(CONTEXT).min(text.len()));
    let (from, to) = (boundary(text, from), boundary(text, to));
    let start = text[from..at].rfind('\n').map_or(from, |end| from + end + 1);
    let end = text[at..to].find('\n').map_or(to, |end| at + end);
    start..end
}

/// The start of the letter that a byte belongs to.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
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
    fn people_see_the_line() {
        let (sources, notes) = sample();
        let shown = Printer::new(&sources, &notes).render_text(&notes, false);
        let expected = "error[D012]: April has 30 days\n --> content/a.md:2:12\n  |\n2 | published: 2025-04-31\n  |            ^^^^^^^^^^ here\n  |\n  = help: is it `2025-04-30`?\n\nerror[D002]: a \\u{1b}[31mred\\u{202e} word\n--> content/b.md\n\n";
        assert_eq!(shown, expected);
    }

    #[test]
    fn of_a_long_line_people_see_what_stands_around_the_place() {
        let text = format!("---\n---\n{}2025-04-31{}\n", "é ".repeat(400), " x".repeat(400));
        let source = Source::new("content/a.md", text);
        let start = 8 + 3 * 400;
        let note = Diagnostic::new(&BAD_DATE, "April has 30 days");
        let notes = [note.at(SourceLocation::new(&source, Span::new(start, start + 10))).label("here")];
        let sources = [source];
        let shown = Printer::new(&sources, &notes).render_text(&notes, false);
        assert!(shown.contains(" content/a.md:3:801\n"), "{shown}");
        assert!(shown.contains("2025-04-31") && shown.contains("^^^^^^^^^^ here"), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() < 160), "{shown}");
    }

    /// What is handed to the renderer for all findings of a line of so many bytes, one in every ten.
    fn rendered(bytes: usize) -> usize {
        let text = "0123456789".repeat(bytes / 10);
        let excerpt = |at: usize| excerpt_around(&text, Span::new(at, at + 2)).len();
        (0..bytes).step_by(10).map(excerpt).sum()
    }

    #[test]
    fn twice_the_findings_on_one_line_are_twice_the_work() {
        let (once, twice) = (rendered(10_000), rendered(20_000));
        assert!(10 * twice <= 21 * once, "{twice} against {once}");
    }

    #[test]
    fn programs_see_one_line_or_json() {
        let (sources, notes) = sample();
        let printer = Printer::new(&sources, &notes);
        let short = printer.render_short(&notes);
        assert!(
            short.starts_with("content/a.md:2:12: error[D012]: April has 30 days; is it `2025-04-30`?\n"),
            "{short}"
        );
        let json: serde_json::Value = serde_json::from_str(&printer.render_json(&notes)).expect("JSON");
        assert_eq!(json[0]["place"]["end_column"], 22);
        assert_eq!(json[1]["place"]["path"], "content/b.md");
    }
}
