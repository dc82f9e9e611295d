//! Splits a body at its shortcodes.

use std::collections::BTreeMap;

use super::ShortcodeCall;
use crate::import::kind::SiteKind;

/// The maximum length of a shortcode, in bytes.
const MAX_LEN: usize = 64 << 10;

/// A part of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part<'t> {
    /// Text without shortcodes.
    Text(&'t str),
    /// A shortcode that is shown, without the marks that keep it from being run.
    Literal(String),
    /// A shortcode, with the number of parts to the one that closes it; 0 if none does.
    Open(ShortcodeCall<'t>, usize),
    /// The end of a shortcode.
    Close(&'t str),
}

/// Splits a body. An opener without an end is text.
pub(super) fn parts(body: &str, kind: SiteKind) -> Vec<Part<'_>> {
    let (mut parts, mut start, mut from) = (Vec::new(), 0, 0);
    while let Some(open) = body[from..].find('{').map(|index| from + index) {
        from = open + 1;
        let found = if kind == SiteKind::Zola { zola_part(&body[open..]) } else { hugo_part(&body[open..]) };
        let Some((part, length)) = found else { continue };
        if open > start {
            parts.push(Part::Text(&body[start..open]));
        }
        parts.push(part);
        from = open + length;
        start = from;
    }
    parts.push(Part::Text(&body[start..]));
    link_ends(&mut parts);
    parts
}

/// Sets the distance from each shortcode to the one that closes it.
fn link_ends(parts: &mut [Part<'_>]) {
    let mut open: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut latest: Vec<usize> = Vec::new();
    for index in 0..parts.len() {
        match &parts[index] {
            Part::Open(call, _) => {
                open.entry(call.name).or_default().push(index);
                if call.written.starts_with("{%") {
                    latest.push(index);
                }
            }
            Part::Close(name) => {
                let start =
                    if name.is_empty() { latest.pop() } else { open.get_mut(name).and_then(Vec::pop) };
                if let Some(Part::Open(_, length)) = start.and_then(|start| parts.get_mut(start)) {
                    *length = index - start.unwrap_or(index);
                }
            }
            Part::Text(_) | Part::Literal(_) => {}
        }
    }
}

/// Reads `{{< name … >}}`, `{{% name … %}}`, their ends and their escaped forms.
fn hugo_part(text: &str) -> Option<(Part<'_>, usize)> {
    let (opener, closer) =
        [("{{<", ">}}"), ("{{%", "%}}")].into_iter().find(|(opener, _)| text.starts_with(opener))?;
    let end = closing(&text[3..], closer)? + 3;
    let (inner, length) = (text[3..end].trim(), end + 3);
    if let Some(literal) = inner.strip_prefix("/*").and_then(|inner| inner.strip_suffix("*/")) {
        return Some((Part::Literal(format!("{opener}{literal}{closer}")), length));
    }
    if let Some(name) = inner.strip_prefix('/') {
        return Some((Part::Close(name.trim()), length));
    }
    let inner = inner.strip_suffix('/').unwrap_or(inner);
    let name_len = inner.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(inner.len());
    let arguments = arguments(&inner[name_len..]);
    Some((
        Part::Open(ShortcodeCall { name: &inner[..name_len], arguments, written: &text[..length] }, 0),
        length,
    ))
}

/// Reads `{{ name(…) }}`, `{% name(…) %}` and `{% end %}`.
fn zola_part(text: &str) -> Option<(Part<'_>, usize)> {
    let closer = if text.starts_with("{{") { "}}" } else { "%}" };
    if !text.starts_with("{{") && !text.starts_with("{%") {
        return None;
    }
    let end = closing(&text[2..], closer)? + 2;
    let (inner, length) = (text[2..end].trim_matches(['-', ' ', '\n', '\t']), end + 2);
    if let Some(literal) = inner.strip_prefix("/*").and_then(|inner| inner.strip_suffix("*/")) {
        let opener = &text[..2];
        return Some((Part::Literal(format!("{opener}{literal}{closer}")), length));
    }
    if inner == "end" && closer == "%}" {
        return Some((Part::Close(""), length));
    }
    let (name, rest) = inner.split_once('(')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ':'));
    let arguments = arguments(rest.strip_suffix(')').filter(|_| is_name)?);
    Some((Part::Open(ShortcodeCall { name, arguments, written: &text[..length] }, 0), length))
}

/// Returns the offset of the closing mark outside quotes.
fn closing(text: &str, closer: &str) -> Option<usize> {
    let mut quote = None;
    let bytes = text.as_bytes();
    let mut index = 0;
    while index < bytes.len().min(MAX_LEN) {
        match (quote, bytes[index]) {
            (Some('"'), b'\\') => index += 1,
            (Some(open), byte) if char::from(byte) == open => quote = None,
            (None, byte @ (b'"' | b'`')) => quote = Some(char::from(byte)),
            (None, _) if bytes[index..].starts_with(closer.as_bytes()) => return Some(index),
            (None, b'\n') if bytes[index..].starts_with(b"\n\n\n") => return None,
            _ => {}
        }
        index += 1;
    }
    None
}

/// Reads arguments: `key="value"`, `key=value`, `"value"`, `value`, perhaps with commas.
fn arguments(text: &str) -> BTreeMap<String, String> {
    let (mut found, mut rest, mut position) = (BTreeMap::new(), text.trim_start(), 0usize);
    while !rest.is_empty() {
        let key_len = rest
            .find(|c: char| c == '=' || c.is_whitespace() || matches!(c, '"' | '`' | ','))
            .unwrap_or(rest.len());
        let after_key = rest[key_len..].trim_start();
        let key = after_key
            .strip_prefix('=')
            .filter(|_| key_len > 0)
            .map(|value| (&rest[..key_len], value.trim_start()));
        let (value, after) = argument_value(key.map_or(rest, |(_, value)| value));
        match key {
            Some((key, _)) => found.insert(key.to_owned(), value),
            None => {
                position += 1;
                found.insert((position - 1).to_string(), value)
            }
        };
        rest = after.trim_start_matches([' ', '\t', '\n', ',', '\u{a0}']);
    }
    found
}

/// Reads one value, quoted or not, and returns the rest.
fn argument_value(text: &str) -> (String, &str) {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '`' | '\''));
    let Some(quote) = quote else {
        let end = text.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(text.len());
        let end = if end == 0 { text.chars().next().map_or(0, char::len_utf8) } else { end };
        return (text[..end].to_owned(), &text[end..]);
    };
    let (mut value, mut escaped) = (String::new(), false);
    for (index, c) in text[1..].char_indices() {
        match c {
            '\\' if quote == '"' && !escaped => escaped = true,
            c if c == quote && !escaped => return (value, &text[index + 2..]),
            c => {
                if escaped && c == 'n' {
                    value.push(' ')
                } else {
                    value.push(c)
                }
                escaped = false;
            }
        }
    }
    (value, "")
}
