//! Lines whose indentation matches no open list or mapping.

use super::lines::YamlLine;
use crate::diagnostic::{Diagnostic, SourceLocation, WRONG_INDENT, YAML_SYNTAX};
use crate::text::{Source, Span};

/// An open list or mapping that a line may continue.
#[derive(Clone, Copy, PartialEq)]
struct OpenCollection {
    column: usize,
    list: bool,
}

/// Reports the first misindented line only, because the lines below may be consistent with it.
pub(super) fn find(source: &Source, lines: &[YamlLine<'_>]) -> Option<Diagnostic> {
    let mut open = vec![OpenCollection { column: 0, list: false }];
    let mut above: Option<&YamlLine<'_>> = None;
    for line in lines {
        if let Some(diagnostic) = entries_below_empty_value(source, above, line) {
            return Some(diagnostic);
        }
        if let Some(column) = misfit(&mut open, above, line) {
            return Some(wrong_indent(source, line, column));
        }
        above = Some(line);
    }
    None
}

/// Adds a line to the open collections. Returns the column in which it should start, if that is not its own column.
fn misfit(
    open: &mut Vec<OpenCollection>,
    above: Option<&YamlLine<'_>>,
    line: &YamlLine<'_>,
) -> Option<usize> {
    let list = !line.hyphens.is_empty();
    if !list && line.whole.key.is_none() {
        return None;
    }
    let column = line.hyphens.first().copied().unwrap_or(line.column);
    let mut closed = None;
    while open.last().is_some_and(|collection| collection.column > column) {
        closed = open.pop();
    }
    let opened =
        above.is_some_and(|above| above.whole.value.is_empty() || above.whole.value.starts_with('#'));
    let fits = open
        .iter()
        .rev()
        .take_while(|collection| collection.column == column)
        .any(|collection| collection.list == list);
    let begins = opened
        && closed.is_none()
        && (fits || list || open.last().is_none_or(|collection| collection.column < column));
    if !fits && !begins {
        let same = |collection: &&OpenCollection| collection.list == list;
        let target = closed.as_ref().filter(same).or_else(|| open.iter().rev().find(same));
        return Some(target.map_or(0, |collection| collection.column));
    }
    while open
        .last()
        .is_some_and(|collection| collection.column == column && collection.list != list && !list)
    {
        open.pop();
    }
    for column in &line.hyphens {
        enter(open, OpenCollection { column: *column, list: true });
    }
    if line.whole.key.is_some() {
        enter(open, OpenCollection { column: line.column, list: false });
    }
    None
}

fn enter(open: &mut Vec<OpenCollection>, collection: OpenCollection) {
    if open.last() != Some(&collection) {
        open.push(collection);
    }
}

fn wrong_indent(source: &Source, line: &YamlLine<'_>, column: usize) -> Diagnostic {
    let bare = line.text.trim_start();
    let indent = line.text.len() - bare.len();
    let location = SourceLocation::new(source, Span::new(line.start, line.start + indent.max(1)));
    let message = "the indentation of this line matches no list or mapping above";
    Diagnostic::new(&WRONG_INDENT, message)
        .at(location)
        .label("unexpected indentation")
        .help(format!("write `{}{bare}`", " ".repeat(column)))
}

/// Reports list entries below an empty value, such as `dates: []`.
fn entries_below_empty_value(
    source: &Source,
    above: Option<&YamlLine<'_>>,
    line: &YamlLine<'_>,
) -> Option<Diagnostic> {
    let above = above?;
    let key = above.whole.key?;
    let empty = above.whole.value.split(" #").next().unwrap_or_default().trim_end();
    if line.hyphens.is_empty() || !matches!(empty, "[]" | "{}" | "\"\"" | "~") {
        return None;
    }
    let start = above.start + above.whole.column;
    let diagnostic =
        Diagnostic::new(&YAML_SYNTAX, format!("`{key}` is set to `{empty}`, but a list entry follows"));
    let diagnostic = diagnostic.at(SourceLocation::new(source, Span::new(start, start + empty.len())));
    let fixed = above.text[..above.whole.column].trim_end();
    Some(diagnostic.label(format!("remove `{empty}`")).help(format!("write `{fixed}`")))
}
