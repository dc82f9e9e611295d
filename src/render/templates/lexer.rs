//! Cuts a template into its tags and the tags into words and signs: as much of Tera's grammar as is needed to tell
//! which fields a template names. What is no valid template is Tera's to say, so nothing here fails.

use crate::text::Span;

/// A tag of a template: `{{ … }}` or `{% … %}`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TemplateTag<'a> {
    /// Whether it is `{% … %}`.
    pub(super) is_statement: bool,
    /// Its words and signs; may be empty.
    pub(super) tokens: Vec<TemplateToken<'a>>,
}

/// A word or sign and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TemplateToken<'a> {
    pub(super) kind: TemplateTokenKind<'a>,
    pub(super) span: Span,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TemplateTokenKind<'a> {
    /// A name or keyword.
    Word(&'a str),
    /// A text in quotes, without them.
    Quoted(&'a str),
    /// A number.
    Number,
    /// An operator, bracket or comma.
    Symbol(&'a str),
}

/// Signs of more than one letter, the longest first.
const LONG_SYMBOLS: [&str; 10] = ["...", "?.", "?[", "==", "!=", ">=", "<=", "</", "//", "**"];

/// All tags in order; comments and raw stretches are passed over.
pub(super) fn tags(source: &str) -> Vec<TemplateTag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some((open, start)) = next_opening(source, at) {
        if open == "{#" {
            at = source[start..].find("#}").map_or(source.len(), |end| start + end + 2);
            continue;
        }
        let (tokens, end) = tokens(source, start, if open == "{{" { "}}" } else { "%}" });
        at = end;
        if matches!(&tokens[..], [TemplateToken { kind: TemplateTokenKind::Word("raw"), .. }]) {
            at = after_raw(source, end);
        }
        tags.push(TemplateTag { is_statement: open == "{%", tokens });
    }
    tags
}

/// The next opening delimiter at or after `at`, and the byte after it.
fn next_opening(source: &str, at: usize) -> Option<(&str, usize)> {
    let found =
        source.get(at..)?.as_bytes().windows(2).position(|two| matches!(two, b"{{" | b"{%" | b"{#"))?;
    Some((&source[at + found..at + found + 2], at + found + 2))
}

fn after_raw(source: &str, at: usize) -> usize {
    let end = source[at..].find("endraw").map_or(source.len(), |end| at + end);
    source[end..].find("%}").map_or(source.len(), |close| end + close + 2)
}

/// The tokens of a tag, and the byte after its closing delimiter.
fn tokens<'a>(source: &'a str, start: usize, close: &str) -> (Vec<TemplateToken<'a>>, usize) {
    let mut tokens = Vec::new();
    let (mut at, mut braces) = (start, 0_usize);
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        if braces == 0 && rest.starts_with(close) {
            return (tokens, at + close.len());
        }
        let (kind, length) = token(rest);
        match kind {
            Some(TemplateTokenKind::Symbol("{")) => braces += 1,
            Some(TemplateTokenKind::Symbol("}")) => braces = braces.saturating_sub(1),
            _ => {}
        }
        tokens.extend(kind.map(|kind| TemplateToken { kind, span: Span::new(at, at + length) }));
        at += length;
    }
    (tokens, source.len())
}

/// The token a text begins with, and its length; none for a blank.
fn token(rest: &str) -> (Option<TemplateTokenKind<'_>>, usize) {
    let first = rest.chars().next().unwrap_or(' ');
    if first.is_whitespace() {
        return (None, first.len_utf8());
    }
    if first.is_alphabetic() || first == '_' {
        let length = run_len(rest, |letter| letter.is_alphanumeric() || letter == '_');
        return (Some(TemplateTokenKind::Word(&rest[..length])), length);
    }
    if first.is_ascii_digit() {
        return (
            Some(TemplateTokenKind::Number),
            run_len(rest, |letter| letter.is_ascii_digit() || letter == '.'),
        );
    }
    if matches!(first, '"' | '\'' | '`') {
        return quoted_string(rest, first);
    }
    let long = LONG_SYMBOLS.iter().find(|sign| rest.starts_with(**sign));
    let length = long.map_or(first.len_utf8(), |sign| sign.len());
    (Some(TemplateTokenKind::Symbol(&rest[..length])), length)
}

fn run_len(rest: &str, belongs: impl Fn(char) -> bool) -> usize {
    rest.find(|letter| !belongs(letter)).unwrap_or(rest.len())
}

/// A text up to its closing quote; a backslash keeps the next letter from closing it.
fn quoted_string(rest: &str, quote: char) -> (Option<TemplateTokenKind<'_>>, usize) {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        if letter == quote && !escaped {
            return (Some(TemplateTokenKind::Quoted(&rest[1..at])), at + 1);
        }
        escaped = letter == '\\' && !escaped;
    }
    (Some(TemplateTokenKind::Quoted(&rest[1..])), rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The tags with their tokens parted by blanks.
    fn tags_as_text(source: &str) -> Vec<String> {
        let word = |token: &TemplateToken<'_>| match token.kind {
            TemplateTokenKind::Word(word) => word.to_owned(),
            TemplateTokenKind::Quoted(text) => format!("'{text}'"),
            TemplateTokenKind::Number => "0".to_owned(),
            TemplateTokenKind::Symbol(sign) => sign.to_owned(),
        };
        tags(source).iter().map(|tag| tag.tokens.iter().map(word).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn tags_are_cut_into_words_and_signs() {
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
        fn every_token_stands_where_it_says(source in "[{}%#a-z.é'\"| -]{0,60}") {
            for token in tags(&source).iter().flat_map(|tag| &tag.tokens) {
                if let TemplateTokenKind::Word(word) | TemplateTokenKind::Symbol(word) = token.kind {
                    prop_assert_eq!(token.span.slice(&source), word);
                }
            }
        }
    }
}
