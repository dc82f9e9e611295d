//! Texts without quotes that are less, or more, than was written: cut off by a comment, or a list in one text.

use super::{DataNode, DataValue};
use crate::diagnostic::{Diagnostic, LOST_TEXT, ONE_TEXT_FOR_A_LIST, SourceLocation};
use crate::text::{Source, Span, is_slug};

/// Keys whose values are prose, where no comment is expected even after a single word.
const PROSE: [&str; 5] = ["title", "name", "summary", "what", "says"];

/// A comment after a text without quotes: it may be the rest of the text. After a slug it is what it seems.
pub(super) fn cut_off(source: &Source, key: &str, node: &DataNode) -> Option<Diagnostic> {
    let (text, rest) = (unquoted(source, node)?, &source.text[node.span.end as usize..]);
    if !rest.trim_start_matches([' ', '\t']).starts_with('#') {
        return None;
    }
    let rest = rest.lines().next()?.trim_end();
    let comment = rest.trim_start();
    if !comment.starts_with('#') || comment.len() == rest.len() {
        return None;
    }
    let slug_like = is_slug(text) && !text.contains(char::is_uppercase) && !PROSE.contains(&key);
    let ordinary = comment[1..].starts_with([' ', '#'])
        && !comment[1..].trim_start().starts_with(|c: char| c.is_ascii_digit());
    if slug_like && ordinary {
        return None;
    }
    let start = node.span.end as usize + rest.len() - comment.len();
    let note =
        Diagnostic::new(&LOST_TEXT, format!("the text of `{key}` ends at ` #`, where a comment begins"))
            .at(SourceLocation::new(source, Span::new(start, start + comment.len())))
            .label("left out");
    let (lead, whole) = (line_before(source, node.span), format!("{text}{rest}"));
    let shown = if lead.trim().is_empty() || whole.contains(", ") && lead.contains('{') { "" } else { lead };
    Some(note.help(format!("write `{shown}{}`, or put the comment on a line of its own", quoted(&whole))))
}

/// `byline: Ada Marten, Iva Horvat`, where a list is wanted.
pub(super) fn several(source: &Source, key: &str, node: &DataNode) -> Option<Diagnostic> {
    let text = unquoted(source, node).filter(|text| text.contains(", "))?;
    let items: Vec<String> =
        text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(item).collect();
    let note = Diagnostic::new(
        &ONE_TEXT_FOR_A_LIST,
        format!("`{key}` is a list, and this is one text with a comma"),
    )
    .at(SourceLocation::new(source, node.span))
    .label("one entry as it is written");
    Some(note.help(format!(
        "write `{key}: [{}]`, or `{key}: {}` if it is one entry",
        items.join(", "),
        quoted(text)
    )))
}

/// A text as the source has it, where it has no quotes.
fn unquoted<'a>(source: &'a Source, node: &DataNode) -> Option<&'a str> {
    let written = source.slice(node.span);
    let plain = !written.starts_with(['"', '\'', '|', '>', '*', '&', '!']);
    (plain && matches!(node.value, DataValue::Text(_))).then_some(written)
}

fn line_before(source: &Source, span: Span) -> &str {
    let before = &source.text[..span.start as usize];
    &before[before.rfind('\n').map_or(0, |at| at + 1)..]
}

fn item(text: &str) -> String {
    let plain = text.chars().all(|letter| letter.is_alphabetic() || matches!(letter, ' ' | '-' | '.'));
    if plain && text.starts_with(char::is_alphabetic) { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
