//! Lines that are indented so that YAML cannot tell where they belong.

use super::lines::Line;
use crate::diagnostic::{Diagnostic, SourceLocation, WRONG_INDENT, YAML_SYNTAX};
use crate::text::{Source, Span};

/// A list or mapping that a line may go on with.
#[derive(Clone, Copy, PartialEq)]
struct Block {
    column: usize,
    list: bool,
}

/// The first line that fits nowhere; what follows it may fit only because of it.
pub(super) fn find(source: &Source, lines: &[Line<'_>]) -> Option<Diagnostic> {
    let mut open = vec![Block { column: 0, list: false }];
    let mut above: Option<&Line<'_>> = None;
    for line in lines {
        if let Some(note) = rows_under_empty_list(source, above, line) {
            return Some(note);
        }
        if let Some(column) = misfit(&mut open, above, line) {
            return Some(wrong(source, line, column));
        }
        above = Some(line);
    }
    None
}

/// Enters a line. Gives the column it should begin in, where that is another than its own.
fn misfit(open: &mut Vec<Block>, above: Option<&Line<'_>>, line: &Line<'_>) -> Option<usize> {
    let list = !line.hyphens.is_empty();
    if !list && line.whole.key.is_none() {
        return None;
    }
    let column = line.hyphens.first().copied().unwrap_or(line.column);
    let mut left = None;
    while open.last().is_some_and(|block| block.column > column) {
        left = open.pop();
    }
    let opened =
        above.is_some_and(|above| above.whole.value.is_empty() || above.whole.value.starts_with('#'));
    let fits = open.iter().rev().take_while(|block| block.column == column).any(|block| block.list == list);
    let begins =
        opened && left.is_none() && (fits || list || open.last().is_none_or(|block| block.column < column));
    if !fits && !begins {
        let same = |block: &&Block| block.list == list;
        let target = left.as_ref().filter(same).or_else(|| open.iter().rev().find(same));
        return Some(target.map_or(0, |block| block.column));
    }
    while open.last().is_some_and(|block| block.column == column && block.list != list && !list) {
        open.pop();
    }
    for column in &line.hyphens {
        enter(open, Block { column: *column, list: true });
    }
    if line.whole.key.is_some() {
        enter(open, Block { column: line.column, list: false });
    }
    None
}

fn enter(open: &mut Vec<Block>, block: Block) {
    if open.last() != Some(&block) {
        open.push(block);
    }
}

fn wrong(source: &Source, line: &Line<'_>, column: usize) -> Diagnostic {
    let bare = line.text.trim_start();
    let indent = line.text.len() - bare.len();
    let place = SourceLocation::new(source, Span::new(line.start, line.start + indent.max(1)));
    let message =
        format!("this line is indented by {indent}, and nothing above it begins there or goes on there");
    Diagnostic::new(&WRONG_INDENT, message)
        .at(place)
        .label("the indentation says where a line belongs")
        .help(format!("write `{}{bare}`", " ".repeat(column)))
}

/// `dates: []` with rows beneath it.
fn rows_under_empty_list(source: &Source, above: Option<&Line<'_>>, line: &Line<'_>) -> Option<Diagnostic> {
    let above = above?;
    let key = above.whole.key?;
    let empty = above.whole.value.split(" #").next().unwrap_or_default().trim_end();
    if line.hyphens.is_empty() || !matches!(empty, "[]" | "{}" | "\"\"" | "~") {
        return None;
    }
    let start = above.start + above.whole.column;
    let note = Diagnostic::new(&YAML_SYNTAX, format!("`{key}` is empty by `{empty}`, and an entry follows"));
    let note = note.at(SourceLocation::new(source, Span::new(start, start + empty.len())));
    let fixed = above.text[..above.whole.column].trim_end();
    Some(note.label(format!("remove `{empty}`")).help(format!("remove `{empty}`: write `{fixed}`")))
}
