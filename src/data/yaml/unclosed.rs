//! Brackets and quotes that are not closed, and list entries without a space: the parser stops further below.

use crate::diagnostic::{Diagnostic, SourceLocation, YAML_SYNTAX};
use crate::text::{Source, Span};

/// Returns the diagnostic for the first such error in `span`.
pub(super) fn find(source: &Source, span: Span) -> Option<Diagnostic> {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut start = span.start as usize;
    for line in source.slice(span).split_inclusive('\n') {
        if let Some((opener, offset)) = open.last().filter(|_| begins_entry(line)) {
            return Some(unclosed(source, *opener, *offset));
        }
        if let Some(diagnostic) = missing_space(source, line, start).filter(|_| open.is_empty()) {
            return Some(diagnostic);
        }
        follow(line, start, &mut open);
        start += line.len();
    }
    open.last().map(|(opener, offset)| unclosed(source, *opener, *offset))
}

/// Returns whether a line begins a key of the front matter or an entry of a list.
fn begins_entry(line: &str) -> bool {
    let name = line.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or_default();
    name > 0 && line[name..].starts_with(':') || line.trim_start().starts_with("- ")
}

/// Keeps the brackets and the quote that are open after a line.
fn follow(line: &str, start: usize, open: &mut Vec<(char, usize)>) {
    let mut before = '\n';
    let mut chars = line.char_indices();
    while let Some((index, c)) = chars.next() {
        let top = open.last().map(|(opener, _)| *opener);
        let begins_value = matches!(before, '\n' | ':' | '-' | ',' | '[' | '{');
        match (top, c) {
            (Some('"'), '\\') => _ = chars.next(),
            (Some(quote @ ('"' | '\'')), _) if c == quote => _ = open.pop(),
            (Some('"' | '\''), _) => {}
            (_, '#') if line[..index].ends_with([' ', '\t']) => return,
            (_, '"' | '\'' | '[' | '{') if begins_value => open.push((c, start + index)),
            (Some('['), ']') | (Some('{'), '}') => _ = open.pop(),
            _ => {}
        }
        if !c.is_whitespace() {
            before = c;
        }
    }
}

fn unclosed(source: &Source, opener: char, offset: usize) -> Diagnostic {
    let (noun, closer) = match opener {
        '[' => ("bracket", ']'),
        '{' => ("bracket", '}'),
        quote => ("quote", quote),
    };
    let diagnostic = Diagnostic::new(&YAML_SYNTAX, format!("the {noun} `{opener}` is not closed"));
    let span = Span::new(offset, offset + 1);
    diagnostic.at(SourceLocation::new(source, span)).label("opened here").help(format!(
        "add `{closer}` where the {} ends",
        if noun == "quote" { "text" } else { "list or entry" }
    ))
}

/// Reports `-{ actor: oman }`.
fn missing_space(source: &Source, line: &str, start: usize) -> Option<Diagnostic> {
    let indent = line.len() - line.trim_start().len();
    let rest = line.trim().strip_prefix('-').filter(|rest| rest.starts_with(['{', '[', '"', '\'']))?;
    let span = Span::new(start + indent, start + indent + 1);
    let diagnostic = Diagnostic::new(&YAML_SYNTAX, "the space after the hyphen of an entry is missing");
    let help = format!("write `{}- {rest}`", &line[..indent]);
    Some(diagnostic.at(SourceLocation::new(source, span)).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_that_of_the_opening_char() {
        let cases = [
            ("a:\n  - { b: [c] }\n  - { d: e\nf: g\n", "2:{"),
            ("a: [b, c\nd: e\n", "0:["),
            ("a: [b,\n  c]\nd: \"e\nf: \"g\"\n", "2:\""),
            ("a:\n  - { b: c, d: \"e }\n", "1:\""),
            ("a: 'it''s'\nb: it's {c} [d\ne: \"\\\"\" # [f\n", ""),
            ("a:\n  -{ b: c }\n", "1:-"),
            ("a: -\"b\"\nc: d\n", ""),
        ];
        for (text, expected) in cases {
            let source = Source::new("content/a.md", text);
            let found = find(&source, Span::new(0, text.len())).map(|diagnostic| {
                let span = diagnostic.location.and_then(|location| location.span).expect("a span");
                let line = text[..span.start as usize].matches('\n').count();
                format!("{line}:{}", span.slice(text))
            });
            assert_eq!(found.unwrap_or_default(), expected, "{text}");
        }
    }
}
