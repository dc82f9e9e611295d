//! Text as Markdown that reads as the same text.

/// A paragraph of plain text, on one line, as Markdown. What would be markup has a backslash before it.
pub(super) fn escape_markdown(paragraph: &str) -> String {
    let mut markdown = String::with_capacity(paragraph.len() + 8);
    let letters: Vec<char> = paragraph.trim().chars().collect();
    let first = block_marker(&letters);
    for (at, letter) in letters.iter().enumerate() {
        let active = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '{' => true,
            // Two of them open a comment.
            '%' => letters.get(at + 1) == Some(&'%'),
            '&' => is_entity(&letters[at + 1..]),
            _ => first == Some(at),
        };
        if active {
            markdown.push('\\');
        }
        markdown.push(*letter);
    }
    markdown
}

/// Whether what follows an ampersand could make an entity of it.
fn is_entity(after: &[char]) -> bool {
    const MAX_ENTITY_CHARS: usize = 33;
    let name = after
        .iter()
        .take(MAX_ENTITY_CHARS)
        .take_while(|letter| letter.is_ascii_alphanumeric() || **letter == '#');
    after.get(name.count()) == Some(&';')
}

/// The mark at the beginning of a line that would make a heading, quote, list, rule or definition of it.
fn block_marker(letters: &[char]) -> Option<usize> {
    match letters.first()? {
        '#' | '>' | '+' | '-' | '=' | ':' => Some(0),
        digit if digit.is_ascii_digit() => {
            let end = letters.iter().position(|letter| !letter.is_ascii_digit())?;
            matches!(letters[end], '.' | ')').then_some(end)
        }
        _ => None,
    }
}
