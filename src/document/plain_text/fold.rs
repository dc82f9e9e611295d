//! Letters that are written in several ways and mean one thing to those who look for names and dates.

/// What stands for a letter: itself (none), another, or nothing.
pub(super) fn fold_char(letter: char) -> Option<&'static str> {
    Some(match letter {
        '‘' | '’' | '‛' | 'ʼ' => "'",
        '“' | '”' | '‟' => "\"",
        // Blanks that do not break, or are narrow, part words as others do.
        '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' => " ",
        // Marks nobody sees: where a word may break or must not, and which way it runs.
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' => "",
        _ => return None,
    })
}

/// Whether a text may hold a letter that is folded; those begin with one of a few bytes.
pub(super) fn may_fold(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, 0xc2 | 0xca | 0xe2 | 0xef))
}

/// A text with every letter folded.
pub(super) fn fold_text(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    for letter in text.chars() {
        match fold_char(letter) {
            Some(other) => all.push_str(other),
            None => all.push(letter),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_folded_letter_is_expected_by_its_first_byte() {
        for letter in char::MIN..=char::MAX {
            if fold_char(letter).is_some() {
                assert!(may_fold(&letter.to_string()), "{letter:?}");
            }
        }
    }

    #[test]
    fn words_are_whole() {
        let cases = [("O’Neil", "O'Neil"), ("19\u{a0}April", "19 April"), ("Ara\u{ad}ghchi", "Araghchi")];
        for (text, expected) in cases {
            assert_eq!(fold_text(text), expected);
        }
    }
}
