//! YAML as front matter is written for editors: texts in quotes, slugs without, comments on one line.

use crate::text::is_slug;

/// Words that YAML reads as something else than text.
const RESERVED_WORDS: &[&str] = &["true", "false", "yes", "no", "on", "off", "y", "n", "null"];

/// A text in double quotes, with escapes for what may not stand there as it is.
pub(crate) fn double_quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' | '\t' => quoted.push(' '),
            letter if is_invisible(letter) => quoted.push_str(&escape_char(letter)),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

fn escape_char(letter: char) -> String {
    let number = u32::from(letter);
    if number > 0xffff { format!("\\U{number:08x}") } else { format!("\\u{number:04x}") }
}

/// Control characters, line ends of other kinds, byte order marks and what is no character.
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}')
        || u32::from(letter) & 0xfffe == 0xfffe
}

/// A slug as it is, anything else in quotes.
pub(crate) fn slug_or_quoted(text: &str) -> String {
    let plain = text.is_ascii()
        && is_slug(text)
        && text.starts_with(|letter: char| letter.is_ascii_lowercase())
        && !RESERVED_WORDS.contains(&text);
    if plain { text.to_owned() } else { double_quoted(text) }
}

/// A name as it is where it holds letters and blanks, hyphens and full stops within and is no word of YAML; anything
/// else in quotes.
pub(crate) fn name_or_quoted(text: &str) -> String {
    let safe = |letter: char| letter.is_alphabetic() || matches!(letter, ' ' | '-' | '.' | '\'');
    let plain = text.starts_with(char::is_alphabetic) && text.chars().all(safe);
    if plain && !RESERVED_WORDS.contains(&text.to_lowercase().as_str()) {
        text.to_owned()
    } else {
        double_quoted(text)
    }
}

/// Words in one line of a comment.
pub(crate) fn comment_text(text: &str) -> String {
    let seen: String = text.chars().map(|letter| if is_invisible(letter) { ' ' } else { letter }).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_yaml_would_change_is_quoted() {
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
    fn a_comment_is_one_line() {
        assert_eq!(comment_text(" a\nb\u{2028}\tc \u{0}d"), "a b c d");
    }
}
