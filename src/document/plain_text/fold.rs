//! Folds typographic variants of chars, which do not matter to names and dates.

/// Returns the replacement of a char, which may be empty; `None` keeps the char.
pub(super) fn fold_char(c: char) -> Option<&'static str> {
    Some(match c {
        '‘' | '’' | '‛' | 'ʼ' | '′' => "'",
        '“' | '”' | '‟' | '″' => "\"",
        // No-break and narrow spaces.
        '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' => " ",
        // Invisible chars: soft hyphens, joiners, byte order marks, writing direction.
        '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}' => "",
        _ => return None,
    })
}

/// Returns whether a text may contain a char that is folded, judged by the first bytes of such chars.
pub(super) fn may_fold(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, 0xc2 | 0xca | 0xe2 | 0xef))
}

/// Folds every char of a text.
pub(super) fn fold_text(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    for c in text.chars() {
        match fold_char(c) {
            Some(other) => all.push_str(other),
            None => all.push(c),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn may_fold_knows_the_first_byte_of_every_folded_char() {
        for c in char::MIN..=char::MAX {
            if fold_char(c).is_some() {
                assert!(may_fold(&c.to_string()), "{c:?}");
            }
        }
    }

    #[test]
    fn quotes_spaces_and_soft_hyphens_are_folded() {
        let cases = [("O’Neil", "O'Neil"), ("19\u{a0}April", "19 April"), ("Ara\u{ad}ghchi", "Araghchi")];
        for (text, expected) in cases {
            assert_eq!(fold_text(text), expected);
        }
    }
}
