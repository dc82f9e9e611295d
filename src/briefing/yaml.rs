//! Writes YAML for front matter: quoted text, plain slugs and names, comments on one line.

use crate::text::{is_slug, on_one_line};

/// Plain words that YAML does not read as text.
const RESERVED_WORDS: &[&str] = &["true", "false", "yes", "no", "on", "off", "y", "n", "null"];

/// Returns a text in double quotes, with escapes. Line ends and tabs become spaces.
pub(crate) fn double_quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' | '\t' => quoted.push(' '),
            c if is_invisible(c) => quoted.push_str(&escape_char(c)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn escape_char(c: char) -> String {
    let number = u32::from(c);
    if number > 0xffff { format!("\\U{number:08x}") } else { format!("\\u{number:04x}") }
}

/// Returns whether a char is a control character, a Unicode line end, a byte order mark or a noncharacter.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Returns a slug unchanged, and any other text in quotes.
pub(crate) fn slug_or_quoted(text: &str) -> String {
    let plain = text.is_ascii()
        && is_slug(text)
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && !RESERVED_WORDS.contains(&text);
    if plain { text.to_owned() } else { double_quoted(text) }
}

/// Returns a name unchanged if it starts with a letter, holds only letters, spaces, hyphens, full stops and
/// apostrophes, and is not a reserved word. Returns any other text in quotes.
pub(crate) fn name_or_quoted(text: &str) -> String {
    let safe = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | '\'');
    let plain = text.starts_with(char::is_alphabetic) && text.chars().all(safe);
    if plain && !RESERVED_WORDS.contains(&text.to_lowercase().as_str()) {
        text.to_owned()
    } else {
        double_quoted(text)
    }
}

/// Returns a text on one line, for a comment.
pub(crate) fn comment_text(text: &str) -> String {
    let visible: String = text.chars().map(|c| if is_invisible(c) { ' ' } else { c }).collect();
    on_one_line(&visible)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_yaml_would_change_is_quoted() {
        let cases = [
            ("rome", "rome"),
            ("no", "\"no\""),
            ("2025", "\"2025\""),
            ("@home: \"a\" # b", "\"@home: \\\"a\\\" # b\""),
            ("back\\slash", "\"back\\\\slash\""),
            ("a\u{85}b\nc\u{2028}", "\"a\\u0085b c\\u2028\""),
            ("Łódź", "\"Łódź\""),
        ];
        for (text, expected) in cases {
            assert_eq!(slug_or_quoted(text), expected, "{text:?}");
        }
    }

    #[test]
    fn comment_text_is_one_line() {
        assert_eq!(comment_text(" a\nb\u{2028}\tc \u{0}d"), "a b c d");
    }
}
