//! What may not be published as it stands: empty summaries, empty sections, texts written as examples.

use crate::data::{DataMap, DataNode, DataValue};
use crate::diagnostic::{Diagnostic, SourceLocation, UNFINISHED};
use crate::document::{Body, without_comments};
use crate::text::{Source, Span};

/// Values that `dateline new` and the proposals of messages hold in place of an editor's own.
pub(crate) const EXAMPLE_VALUES: [&str; 3] = ["…", "One sentence.", "Title of the source"];
/// The prose `dateline new` writes.
pub(crate) const EXAMPLE_PROSE: &str = "What happened, in one paragraph.";

/// What is unfinished in a file that is no draft.
pub(super) fn find(source: &Source, front: &DataMap, body: &Body) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    front.iter().for_each(|(key, value)| examples(source, &key.value, value, &mut notes));
    notes.extend(summary(source, front));
    notes.extend(prose(source, body.start));
    notes.extend(sections(source, body));
    notes
}

fn note(source: &Source, span: Span, message: String) -> Diagnostic {
    Diagnostic::new(&UNFINISHED, message).at(SourceLocation::new(source, span))
}

fn examples(source: &Source, key: &str, node: &DataNode, notes: &mut Vec<Diagnostic>) {
    match &node.value {
        DataValue::List(items) => items.iter().for_each(|item| examples(source, key, item, notes)),
        DataValue::Map(pairs) => {
            pairs.iter().for_each(|(key, value)| examples(source, &key.value, value, notes))
        }
        DataValue::Text(text) if EXAMPLE_VALUES.contains(&text.trim()) => {
            let note = note(source, node.span, format!("`{key}` is still the example"));
            notes.push(
                note.help("write your own, take the line out, or keep the file a draft: `draft: true`"),
            );
        }
        _ => {}
    }
}

fn summary(source: &Source, front: &DataMap) -> Option<Diagnostic> {
    let (_, node) = front.iter().find(|(key, _)| key.value == "summary")?;
    let empty = matches!(&node.value, DataValue::Text(text) if text.trim().is_empty());
    let note = note(source, node.span, "`summary` is empty".to_owned());
    empty.then(|| note.help("write one sentence, take the line out, or keep the file a draft: `draft: true`"))
}

fn prose(source: &Source, start: usize) -> Option<Diagnostic> {
    let body = source.text.get(start..)?;
    let at = start + body.find(EXAMPLE_PROSE)?;
    let alone = body.lines().any(|line| line.trim() == EXAMPLE_PROSE);
    let note = note(
        source,
        Span::new(at, at + EXAMPLE_PROSE.len()),
        "this paragraph is still the example".to_owned(),
    );
    alone.then(|| note.help("write your own, or keep the file a draft: `draft: true`"))
}

/// Headings with nothing beneath them, not even a heading of a lower level.
fn sections<'a>(source: &'a Source, body: &'a Body) -> impl Iterator<Item = Diagnostic> + 'a {
    let headings = &body.headings;
    headings.iter().enumerate().filter_map(move |(at, heading)| {
        let next = headings.get(at + 1);
        let end = next.map_or(source.text.len(), |next| next.span.start as usize);
        let beneath = source.text.get(heading.span.end as usize..end)?;
        let divided = next.is_some_and(|next| next.level > heading.level);
        if divided || !without_comments(beneath).trim().is_empty() {
            return None;
        }
        let note = note(source, heading.span, format!("nothing stands beneath `{}`", heading.text));
        Some(note.help("write the section, take the heading out, or keep the file a draft: `draft: true`"))
    })
}
