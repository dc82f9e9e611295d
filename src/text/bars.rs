//! Texts in parts that bars or commas separate: `2025-04-19 | The session opens`.
//!
//! Separators in a wiki link, or after a backslash, belong to the text.

/// Splits a text at a separator, and returns the offset of each part.
pub fn split_bars(text: &str, separator: char) -> Vec<(usize, &str)> {
    let (mut parts, mut start, mut index) = (Vec::new(), 0, 0);
    while let Some(c) = text[index..].chars().next() {
        let rest = &text[index..];
        index += match c {
            '\\' => 1 + rest[1..].chars().next().filter(|next| is_escapable(*next)).map_or(0, char::len_utf8),
            '[' => link_length(rest).unwrap_or(1),
            _ => c.len_utf8(),
        };
        if c == separator {
            parts.push((start, &text[start..index - c.len_utf8()]));
            start = index;
        }
    }
    parts.push((start, &text[start..]));
    parts
}

/// Returns the length of the wiki link at the start of a text.
fn link_length(text: &str) -> Option<usize> {
    const LONGEST: usize = 512;
    let inner = text.strip_prefix("[[")?;
    let end = inner.char_indices().take(LONGEST).find(|(index, _)| inner[*index..].starts_with("]]"));
    end.map(|(end, _)| end + 4).filter(|length| !text[2..*length].contains("[["))
}

fn is_escapable(c: char) -> bool {
    matches!(c, '|' | ',' | '\\')
}

/// Removes the backslashes that [`escape_bars`] puts.
pub fn unescape_bars(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut index = 0;
    while let Some(c) = text[index..].chars().next() {
        let length = if c == '[' { link_length(&text[index..]).unwrap_or(1) } else { c.len_utf8() };
        let next = text[index + length..].chars().next().filter(|next| c == '\\' && is_escapable(*next));
        match next {
            Some(next) => plain.push(next),
            None => plain.push_str(&text[index..index + length]),
        }
        index += length + next.map_or(0, char::len_utf8);
    }
    plain
}

/// Puts backslashes before separators, and before backslashes that would be read as such.
pub fn escape_bars(text: &str, separators: &[char]) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut index = 0;
    while let Some(c) = text[index..].chars().next() {
        let length = if c == '[' { link_length(&text[index..]).unwrap_or(1) } else { c.len_utf8() };
        let next = text[index + length..].chars().next();
        if separators.contains(&c) || c == '\\' && next.is_none_or(is_escapable) {
            plain.push('\\');
        }
        plain.push_str(&text[index..index + length]);
        index += length;
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_in_links_and_after_backslashes_do_not_separate() {
        let cases: [(&str, &[&str]); 8] = [
            ("a | b", &["a ", " b"]),
            ("a|b|", &["a", "b", ""]),
            ("[[oman|the host]] | b", &["[[oman|the host]] ", " b"]),
            ("[[a | b", &["[[a ", " b"]),
            ("[[a [[b|c]] | d", &["[[a [[b|c]] ", " d"]),
            ("a \\| b | c", &["a \\| b ", " c"]),
            ("a \\\\| b", &["a \\\\", " b"]),
            ("", &[""]),
        ];
        for (text, expected) in cases {
            let parts: Vec<&str> = split_bars(text, '|').into_iter().map(|(_, part)| part).collect();
            assert_eq!(parts, expected, "{text}");
        }
    }

    #[test]
    fn escapes_are_read_back() {
        for text in ["a|b", "a\\|b", "C:\\", "a\\b", "a, b", "\\\\|", "[[a|b]], c", "[[|"] {
            assert_eq!(unescape_bars(&escape_bars(text, &['|', ','])), text);
            assert_eq!(split_bars(&escape_bars(text, &['|']), '|').len(), 1, "{text}");
        }
    }
}
