//! Escaping of plain text for Markdown.

/// Escapes a one-line paragraph of plain text, so that Markdown renders it unchanged.
pub(super) fn escape_markdown(paragraph: &str) -> String {
    let mut markdown = String::with_capacity(paragraph.len() + 8);
    let chars: Vec<char> = paragraph.trim().chars().collect();
    let marker = block_marker(&chars);
    for (index, c) in chars.iter().enumerate() {
        let active = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '{' => true,
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
