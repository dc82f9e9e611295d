//! Finds unfinished text: empty sections, example values.

use crate::data::{DataMap, DataNode, DataValue};
use crate::diagnostic::{Diagnostic, SourceLocation, UNFINISHED};
use crate::document::{Body, without_comments};
use crate::text::{Source, Span};

/// The example values in files of `dateline new` and in help texts.
pub(crate) const EXAMPLE_VALUES: [&str; 3] = ["…", "One sentence.", "Title of the source"];
/// The example paragraphs in files of `dateline new`.
pub(crate) const EXAMPLE_PARAGRAPHS: [&str; 2] =
    ["What happened, in one paragraph.", "Write here what the page says."];

/// Returns the diagnostics of a file that is not a draft.
pub(super) fn find(source: &Source, front: &DataMap, body: &Body) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    front.iter().for_each(|(key, value)| example_values(source, &key.value, value, &mut diagnostics));
    diagnostics
        .extend(EXAMPLE_PARAGRAPHS.iter().filter_map(|text| example_paragraph(source, body.start, text)));
    diagnostics.extend(empty_sections(source, body));
    diagnostics
}

fn unfinished(source: &Source, span: Span, message: String) -> Diagnostic {
    Diagnostic::new(&UNFINISHED, message).at(SourceLocation::new(source, span))
}

fn example_values(source: &Source, key: &str, node: &DataNode, diagnostics: &mut Vec<Diagnostic>) {
    match &node.value {
        DataValue::List(items) => {
            items.iter().for_each(|item| example_values(source, key, item, diagnostics))
        }
        DataValue::Map(pairs) => {
            pairs.iter().for_each(|(key, value)| example_values(source, &key.value, value, diagnostics))
        }
        DataValue::Text(text) if EXAMPLE_VALUES.contains(&text.trim()) => {
            let diagnostic = unfinished(source, node.span, format!("`{key}` is still the example value"));
            diagnostics.push(
                diagnostic.help("write your own text, remove the line, or mark the file with `draft: true`"),
            );
        }
        _ => {}
    }
}

fn example_paragraph(source: &Source, start: usize, example: &str) -> Option<Diagnostic> {
    let body = source.text.get(start..)?;
    let offset = start + body.find(example)?;
    let alone = body.lines().any(|line| line.trim() == example);
    let span = Span::new(offset, offset + example.len());
    let diagnostic = unfinished(source, span, "the paragraph is still the example text".to_owned());
    alone.then(|| diagnostic.help("write your own text, or mark the file with `draft: true`"))
}

/// Returns a diagnostic for each heading without text or subheading below it.
fn empty_sections<'a>(source: &'a Source, body: &'a Body) -> impl Iterator<Item = Diagnostic> + 'a {
    let headings = &body.headings;
    headings.iter().enumerate().filter_map(move |(index, heading)| {
        let next = headings.get(index + 1);
        let end = next.map_or(source.text.len(), |next| next.span.start as usize);
        let section = source.text.get(heading.span.end as usize..end)?;
        let has_subheading = next.is_some_and(|next| next.level > heading.level);
        if has_subheading || !without_comments(section).trim().is_empty() {
            return None;
        }
        let message = format!("the section `{}` is empty", heading.text);
        let diagnostic = unfinished(source, heading.span, message);
        Some(diagnostic.help("write the section, remove the heading, or mark the file with `draft: true`"))
    })
}
