//! Escaping of plain text for Markdown.

/// Escapes a one-line paragraph of plain text, so that Markdown renders it unchanged.
pub(super) fn escape_markdown(paragraph: &str) -> String {
    let mut markdown = String::with_capacity(paragraph.len() + 8);
    let chars: Vec<char> = paragraph.trim().chars().collect();
    let marker = block_marker(&chars);
    for (index, c) in chars.iter().enumerate() {
        let active = match c {
            // Between letters an underscore is text; a backslash would break a URL.
            '_' => !is_between_words(&chars, index),
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '{' => true,
            // `%%` opens a comment.
            '%' => chars.get(index + 1) == Some(&'%'),
            '&' => is_entity(&chars[index + 1..]),
            _ => marker == Some(index),
        };
        if active {
            markdown.push('\\');
        }
        markdown.push(*c);
    }
    markdown
}

/// Escapes a part of a line of plain text, with the white space at its ends.
pub(super) fn escape_inline(text: &str) -> String {
    // A char before the text prevents that its beginning is escaped as a block marker.
    let escaped = escape_markdown(&format!("x{text}x"));
    escaped.get(1..escaped.len() - 1).unwrap_or_default().to_owned()
}

fn is_between_words(chars: &[char], index: usize) -> bool {
    let is_word =
        |index: Option<usize>| index.and_then(|index| chars.get(index)).is_some_and(|c| c.is_alphanumeric());
    is_word(index.checked_sub(1)) && is_word(Some(index + 1))
}

/// Returns whether the chars after an ampersand form an HTML entity.
fn is_entity(after: &[char]) -> bool {
    const MAX_ENTITY_CHARS: usize = 33;
    let name = after.iter().take(MAX_ENTITY_CHARS).take_while(|c| c.is_ascii_alphanumeric() || **c == '#');
    after.get(name.count()) == Some(&';')
}

/// Returns the index of the char that would make the line a heading, quote, list item, rule or definition.
fn block_marker(chars: &[char]) -> Option<usize> {
    match chars.first()? {
        '#' | '>' | '+' | '-' | '=' | ':' => Some(0),
        digit if digit.is_ascii_digit() => {
            let end = chars.iter().position(|c| !c.is_ascii_digit())?;
            matches!(chars[end], '.' | ')').then_some(end)
        }
        _ => None,
    }
}
