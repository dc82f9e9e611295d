//! Diagnostics as the overlay and the panel show them: the parts of the text that the terminal has.

use std::path::Path;

use serde::Serialize;

use super::editor::EditorLink;
use crate::diagnostic::{Color, Diagnostic, Printer};
use crate::text::{LineIndex, Source, visible, visible_line};

/// Maximum number of diagnostics that are shown; the rest is counted.
const MAX_SHOWN: usize = 20;

/// A diagnostic with its excerpt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct DiagnosticCard {
    severity: &'static str,
    code: &'static str,
    rule: &'static str,
    message: String,
    /// The path in the site with line and column, as editors print it; empty without a location.
    location: String,
    /// Opens the location in the editor.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    /// The lines of the source with marks; may be empty.
    excerpt: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
}

/// Some diagnostics, with the number of all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct DiagnosticCards {
    pub(super) shown: Vec<DiagnosticCard>,
    pub(super) count: usize,
}

impl DiagnosticCards {
    /// Creates the cards of diagnostics. `root` is the canonical folder of the site.
    pub(super) fn new(
        diagnostics: &[Diagnostic],
        sources: &[Source],
        root: &Path,
        editor: &EditorLink,
    ) -> Self {
        let shown = &diagnostics[..diagnostics.len().min(MAX_SHOWN)];
        let printer = Printer::new(sources, shown);
        let card = |diagnostic: &Diagnostic| DiagnosticCard::new(diagnostic, sources, &printer, root, editor);
        Self { shown: shown.iter().map(card).collect(), count: diagnostics.len() }
    }
}

impl DiagnosticCard {
    fn new(
        diagnostic: &Diagnostic,
        sources: &[Source],
        printer: &Printer<'_>,
        root: &Path,
        editor: &EditorLink,
    ) -> Self {
        let position = diagnostic.location.as_ref().map(|location| {
            let source = sources.iter().find(|source| *source.path == *location.path);
            let position = source.zip(location.span).map(|(source, span)| {
                let position = LineIndex::new(&source.text).position(&source.text, span.start);
                (position.line, position.column)
            });
            (&*location.path, position)
        });
        let location = match position {
            Some((path, Some((line, column)))) => format!("{}:{line}:{column}", visible_line(path)),
            Some((path, None)) => visible_line(path).into_owned(),
            None => String::new(),
        };
        let link = position.and_then(|(path, position)| {
            let (line, column) = position.unwrap_or((1, 1));
            editor.url(&root.join(path), line, column)
        });
        Self {
            severity: diagnostic.severity.as_str(),
            code: diagnostic.code.id,
            rule: diagnostic.code.name,
            message: visible_line(&diagnostic.message).into_owned(),
            location,
            link,
            excerpt: excerpt(diagnostic, printer),
            help: diagnostic.help.as_deref().map(|help| visible(help).into_owned()),
        }
    }
}

/// Returns the lines of the printed diagnostic after its message and location, and before its help.
fn excerpt(diagnostic: &Diagnostic, printer: &Printer<'_>) -> String {
    let without_help = Diagnostic { help: None, ..diagnostic.clone() };
    let text = printer.render_text([&without_help], Color::Plain);
    let lines = text.lines().skip(1).skip_while(|line| line.trim_start().starts_with("-->"));
    lines.collect::<Vec<_>>().join("\n").trim_end().to_owned()
}
