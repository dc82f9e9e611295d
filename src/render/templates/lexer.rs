//! Splits a template into tags and tokens: as much of Tera's grammar as is needed to know which fields a template uses.
//! Tera reports invalid templates, so nothing here fails.

use crate::text::Span;

/// A tag of a template: `{{ … }}` or `{% … %}`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TemplateTag<'a> {
    /// Whether it is `{% … %}`.
    pub(super) is_statement: bool,
    /// Its tokens; may be empty.
    pub(super) tokens: Vec<TemplateToken<'a>>,
}

/// A token and its span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TemplateToken<'a> {
    pub(super) kind: TemplateTokenKind<'a>,
    pub(super) span: Span,
}

/// The kind of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TemplateTokenKind<'a> {
    /// A name or keyword.
    Word(&'a str),
    /// A string literal, without its quotes.
    Quoted(&'a str),
    /// A number.
    Number,
    /// An operator, bracket or comma.
    Symbol(&'a str),
}

/// Symbols of more than one char, longest first.
const LONG_SYMBOLS: [&str; 10] = ["...", "?.", "?[", "==", "!=", ">=", "<=", "</", "//", "**"];

/// Returns all tags in order. Comments and `raw` blocks are skipped.
pub(super) fn tags(source: &str) -> Vec<TemplateTag<'_>> {
    let mut tags = Vec::new();
    let mut offset = 0;
    while let Some((open, start)) = next_opening(source, offset) {
        if open == "{#" {
            offset = source[start..].find("#}").map_or(source.len(), |end| start + end + 2);
            continue;
        }
        let (tokens, end) = tokens(source, start, if open == "{{" { "}}" } else { "%}" });
        offset = end;
        if matches!(&tokens[..], [TemplateToken { kind: TemplateTokenKind::Word("raw"), .. }]) {
            offset = after_raw(source, end);
        }
        tags.push(TemplateTag { is_statement: open == "{%", tokens });
    }
    tags
}

/// Returns the next opening delimiter at or after `offset`, and the offset after it.
fn next_opening(source: &str, offset: usize) -> Option<(&str, usize)> {
    let found =
        source.get(offset..)?.as_bytes().windows(2).position(|two| matches!(two, b"{{" | b"{%" | b"{#"))?;
    Some((&source[offset + found..offset + found + 2], offset + found + 2))
}

fn after_raw(source: &str, offset: usize) -> usize {
    let end = source[offset..].find("endraw").map_or(source.len(), |end| offset + end);
    source[end..].find("%}").map_or(source.len(), |close| end + close + 2)
}

/// Returns the tokens of a tag, and the offset after its closing delimiter.
fn tokens<'a>(source: &'a str, start: usize, close: &str) -> (Vec<TemplateToken<'a>>, usize) {
    let mut tokens = Vec::new();
    let (mut offset, mut braces) = (start, 0_usize);
    while let Some(rest) = source.get(offset..).filter(|rest| !rest.is_empty()) {
        if braces == 0 && rest.starts_with(close) {
            return (tokens, offset + close.len());
        }
        let (kind, length) = token(rest);
        match kind {
            Some(TemplateTokenKind::Symbol("{")) => braces += 1,
            Some(TemplateTokenKind::Symbol("}")) => braces = braces.saturating_sub(1),
            _ => {}
        }
        tokens.extend(kind.map(|kind| TemplateToken { kind, span: Span::new(offset, offset + length) }));
        offset += length;
    }
    (tokens, source.len())
}

/// Returns the token at the start of a text, if it is not white space, and its length.
fn token(rest: &str) -> (Option<TemplateTokenKind<'_>>, usize) {
    let first = rest.chars().next().unwrap_or(' ');
    if first.is_whitespace() {
        return (None, first.len_utf8());
    }
    if first.is_alphabetic() || first == '_' {
        let length = run_len(rest, |c| c.is_alphanumeric() || c == '_');
        return (Some(TemplateTokenKind::Word(&rest[..length])), length);
    }
    if first.is_ascii_digit() {
        return (Some(TemplateTokenKind::Number), run_len(rest, |c| c.is_ascii_digit() || c == '.'));
    }
    if matches!(first, '"' | '\'' | '`') {
        return quoted_string(rest, first);
    }
    let long = LONG_SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol));
    let length = long.map_or(first.len_utf8(), |symbol| symbol.len());
    (Some(TemplateTokenKind::Symbol(&rest[..length])), length)
}

fn run_len(rest: &str, belongs: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !belongs(c)).unwrap_or(rest.len())
}

/// Returns the string literal at the start of a text, up to its closing quote; a backslash escapes the next char.
fn quoted_string(rest: &str, quote: char) -> (Option<TemplateTokenKind<'_>>, usize) {
    let mut escaped = false;
    for (index, c) in rest.char_indices().skip(1) {
        if c == quote && !escaped {
            return (Some(TemplateTokenKind::Quoted(&rest[1..index])), index + 1);
        }
        escaped = c == '\\' && !escaped;
    }
    (Some(TemplateTokenKind::Quoted(&rest[1..])), rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Returns the tags, each with its tokens separated by spaces.
    fn tags_as_text(source: &str) -> Vec<String> {
        let word = |token: &TemplateToken<'_>| match token.kind {
            TemplateTokenKind::Word(word) => word.to_owned(),
            TemplateTokenKind::Quoted(text) => format!("'{text}'"),
            TemplateTokenKind::Number => "0".to_owned(),
            TemplateTokenKind::Symbol(symbol) => symbol.to_owned(),
        };
        tags(source).iter().map(|tag| tag.tokens.iter().map(word).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn tags_are_split_into_tokens() {
        let cases: [(&str, &[&str]); 8] = [
            ("a {{ page.title }} b", &["page . title"]),
            ("{%- for x in xs|sort(attribute=\"a\") -%}", &["- for x in xs | sort ( attribute = 'a' ) -"]),
            ("{# {{ not.this }} #}{{ yes }}", &["yes"]),
            ("{% raw %}{{ no }}{% endraw %}{{ yes }}", &["raw", "yes"]),
            ("{{ {\"a\": {\"b\": 1}} }}x{{ y }}", &["{ 'a' : { 'b' : 0 } }", "y"]),
            ("{{ a?.b == 'it\\'s' }}", &["a ?. b == 'it\\'s'"]),
            ("{% <Card title={t} /> %}", &["< Card title = { t } / >"]),
            ("{{ open", &["open"]),
        ];
        for (source, expected) in cases {
            assert_eq!(tags_as_text(source), expected, "{source}");
        }
    }

    proptest! {
        #[test]
        fn spans_cover_their_tokens(source in "[{}%#a-z.é'\"| -]{0,60}") {
            for token in tags(&source).iter().flat_map(|tag| &tag.tokens) {
                if let TemplateTokenKind::Word(word) | TemplateTokenKind::Symbol(word) = token.kind {
                    prop_assert_eq!(token.span.slice(&source), word);
                }
            }
        }
    }
}
