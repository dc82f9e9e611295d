//! Plain scalars that YAML reads in another way than was meant: text cut off by a comment, or a list written as one text.

use super::{DataNode, DataValue};
use crate::diagnostic::{Diagnostic, LOST_TEXT, ONE_TEXT_FOR_A_LIST, SourceLocation};
use crate::text::{Source, Span, is_slug};

/// Keys whose values are prose; a ` #` after a single word is reported too.
const PROSE: [&str; 5] = ["title", "name", "summary", "what", "says"];

/// Reports a comment after a plain scalar, which may be the rest of the text. After a slug it counts as a comment.
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
    let diagnostic =
        Diagnostic::new(&LOST_TEXT, format!("the text of `{key}` ends at ` #`, where a comment begins"))
            .at(SourceLocation::new(source, Span::new(start, start + comment.len())))
            .label("not read");
    let (before, whole) = (line_before(source, node.span), format!("{text}{rest}"));
    let before =
        if before.trim().is_empty() || whole.contains(", ") && before.contains('{') { "" } else { before };
    // Two blanks set a comment apart.
    Some(diagnostic.help(match rest.starts_with("  ") {
        true => format!(
            "write `{before}{}{rest}`, or `{before}{}` if this is no comment",
            quoted(text),
            quoted(&whole)
        ),
        false => format!("write `{before}{}`, or move the comment to its own line", quoted(&whole)),
    }))
}

/// Reports a comma in a text where a list is expected: `byline: Ada Marten, Iva Horvat`.
pub(super) fn several(source: &Source, key: &str, node: &DataNode) -> Option<Diagnostic> {
    let text = unquoted(source, node).filter(|text| text.contains(", "))?;
    let items: Vec<String> =
        text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(item).collect();
    let diagnostic = Diagnostic::new(
        &ONE_TEXT_FOR_A_LIST,
        format!("`{key}` is a list, but this is one text with a comma"),
    )
    .at(SourceLocation::new(source, node.span))
    .label("read as one entry");
    Some(diagnostic.help(format!(
        "write `{key}: [{}]`, or `{key}: {}` if it is one entry",
        items.join(", "),
        quoted(text)
    )))
}

/// Returns the source text of a plain scalar; `None` for quoted and block scalars.
fn unquoted<'a>(source: &'a Source, node: &DataNode) -> Option<&'a str> {
    let written = source.slice(node.span);
    let plain = !written.starts_with(['"', '\'', '|', '>', '*', '&', '!']);
    (plain && matches!(node.value, DataValue::Text(_))).then_some(written)
}

fn line_before(source: &Source, span: Span) -> &str {
    let before = &source.text[..span.start as usize];
    &before[before.rfind('\n').map_or(0, |newline| newline + 1)..]
}

fn item(text: &str) -> String {
    let plain = text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.'));
    if plain && text.starts_with(char::is_alphabetic) { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
