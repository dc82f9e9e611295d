//! Splits a Liquid template into text, output and tags.

use std::collections::BTreeMap;

/// A piece of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Text as it is.
    Text(&'t str),
    /// `{{ expression }}`.
    Output(&'t str),
    /// `{% name arguments %}`, with the number of pieces to the tag that ends its block; 0 if it is no block.
    Tag(&'t str, &'t str, usize),
}

/// Splits a template. An opener without an end is text.
pub(super) fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut rest, mut trim) = (template, false);
    while let Some((start, closer)) = next_opener(rest) {
        let Some(end) = rest[start + 2..].find(closer).map(|index| start + 2 + index) else { break };
        let inner = &rest[start + 2..end];
        push_text(&mut pieces, &rest[..start], Trims { start: trim, end: inner.starts_with('-') });
        rest = &rest[end + 2..];
        trim = inner.ends_with('-');
        let inner = inner.strip_prefix('-').unwrap_or(inner);
        let inner = inner.strip_suffix('-').unwrap_or(inner).trim();
        if closer == "}}" {
            pieces.push(Piece::Output(inner));
            continue;
        }
        let name_len = inner.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(inner.len());
        let (name, arguments) = inner.split_at(name_len);
        pieces.push(Piece::Tag(name, arguments.trim(), 0));
        if let Some(end) = verbatim_end(name) {
            rest = push_verbatim(&mut pieces, rest, end);
            trim = false;
        }
    }
    push_text(&mut pieces, rest, Trims { start: trim, end: false });
    link_blocks(&mut pieces);
    pieces
}

/// Sets the distance from each tag that begins a block to the tag that ends it.
fn link_blocks(pieces: &mut [Piece<'_>]) {
    let mut open: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for index in 0..pieces.len() {
        let Piece::Tag(name, ..) = pieces[index] else { continue };
        match name.strip_prefix("end") {
            None => open.entry(name).or_default().push(index),
            Some(name) => {
                let start = open.get_mut(name).and_then(Vec::pop);
                if let Some(Piece::Tag(_, _, length)) = start.and_then(|start| pieces.get_mut(start)) {
                    *length = index - start.unwrap_or(index);
                }
            }
        }
    }
}

/// Returns the tag that ends a block whose content is not run.
fn verbatim_end(name: &str) -> Option<&'static str> {
    match name {
        "raw" => Some("endraw"),
        "comment" => Some("endcomment"),
        "highlight" => Some("endhighlight"),
        _ => None,
    }
}

/// Adds the content of a block that is not run, and its end. Returns the rest.
fn push_verbatim<'t>(pieces: &mut Vec<Piece<'t>>, text: &'t str, end: &'static str) -> &'t str {
    let mut from = 0;
    while let Some(open) = text[from..].find("{%").map(|index| from + index) {
        let Some(close) = text[open..].find("%}").map(|index| open + index) else { break };
        if text[open + 2..close].trim_matches(['-', ' ', '\n', '\t']) == end {
            pieces.push(Piece::Text(&text[..open]));
            pieces.push(Piece::Tag(end, "", 0));
            return &text[close + 2..];
        }
        from = open + 2;
    }
    text
}

fn next_opener(text: &str) -> Option<(usize, &'static str)> {
    let mut from = 0;
    while let Some(index) = text[from..].find('{').map(|index| from + index) {
        match text.as_bytes().get(index + 1) {
            Some(b'{') => return Some((index, "}}")),
            Some(b'%') => return Some((index, "%}")),
            _ => from = index + 1,
        }
    }
    None
}

/// Adds a text, trimmed at the ends where tags have a hyphen.
fn push_text<'t>(pieces: &mut Vec<Piece<'t>>, text: &'t str, trims: Trims) {
    let text = if trims.start { text.trim_start() } else { text };
    let text = if trims.end { text.trim_end() } else { text };
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
}

/// The ends at which a text is trimmed.
#[derive(Clone, Copy)]
struct Trims {
    start: bool,
    end: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_are_split() {
        let cases: [(&str, &[Piece<'_>]); 4] = [
            ("a {{ b }}", &[Piece::Text("a "), Piece::Output("b")]),
            ("a {%- if x -%} b", &[Piece::Text("a"), Piece::Tag("if", "x", 0), Piece::Text("b")]),
            (
                "{% raw %}{{ a }}{% endraw %}",
                &[Piece::Tag("raw", "", 2), Piece::Text("{{ a }}"), Piece::Tag("endraw", "", 0)],
            ),
            ("a {{ b", &[Piece::Text("a {{ b")]),
        ];
        for (template, expected) in cases {
            assert_eq!(pieces(template), expected, "{template}");
        }
    }
}
