//! Escaping: replaces chars that have a special meaning in the output format.
//!
//! Most chars are copied unchanged, so whole runs are copied and only chars of a [`ByteSet`] are examined.

/// A set of chars that may need replacement, stored as the first byte of each.
pub struct ByteSet([bool; 256]);

impl ByteSet {
    /// Creates a set of `chars`.
    pub const fn from_chars(chars: &[char]) -> Self {
        let mut set = Self([false; 256]);
        let mut index = 0;
        while index < chars.len() {
            set = set.with_char(chars[index]);
            index += 1;
        }
        set
    }

    /// Creates a set of `chars` and all control characters.
    pub const fn from_chars_and_controls(chars: &[char]) -> Self {
        let mut set = Self::from_chars(chars);
        let mut control = 0;
        while control < b' ' {
            set.0[control as usize] = true;
            control += 1;
        }
        set.with_char('\u{7f}').with_char('\u{80}')
    }

    /// Returns the offsets of the chars of a text whose first byte is in the set.
    pub fn positions<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + use<'t> {
        let bytes = text.bytes().enumerate();
        bytes.filter(|(_, byte)| self.0[usize::from(*byte)]).map(|(offset, _)| offset)
    }

    const fn with_char(mut self, c: char) -> Self {
        let mut bytes = [0; 4];
        c.encode_utf8(&mut bytes);
        self.0[bytes[0] as usize] = true;
        self
    }
}

/// Passes `text` to `put` in pieces, with replacements.
///
/// `replacement(char, rest)` returns the replacement of a char, or `None` to keep it. It is called for each char whose
/// first byte is in `set`, which includes chars that only share this byte with a char of the set.
pub fn replace_marked<'f>(
    text: &str,
    set: &ByteSet,
    replacement: impl Fn(char, &str) -> Option<&'f str>,
    mut put: impl FnMut(&str),
) {
    let (mut rest, mut offset) = (text, 0);
    while let Some(run) = rest.as_bytes()[offset..].iter().position(|byte| set.0[usize::from(*byte)]) {
        offset += run;
        let mut chars = rest[offset..].chars();
        let c = chars.next().unwrap_or_default();
        let after = chars.as_str();
        match replacement(c, after) {
            Some(replacement) => {
                put(&rest[..offset]);
                put(replacement);
                (rest, offset) = (after, 0);
            }
            None => offset += c.len_utf8(),
        }
    }
    put(rest);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SET: ByteSet = ByteSet::from_chars_and_controls(&['<', '’']);

    fn replacement(c: char, after: &str) -> Option<&'static str> {
        match c {
            '\r' if after.starts_with('\n') => Some(""),
            '<' => Some("&lt;"),
            '’' => Some("'"),
            c => c.is_control().then_some(" "),
        }
    }

    proptest! {
        #[test]
        fn only_chars_of_the_set_change(text in "[a<’‘\u{7f}\u{85}é\r\n水]{0,20}") {
            let mut written = String::new();
            replace_marked(&text, &SET, replacement, |piece| written.push_str(piece));
            let plain = text.replace("\r\n", "\n").replace('<', "&lt;").replace('’', "'");
            prop_assert_eq!(written, plain.replace(char::is_control, " "));
        }
    }
}
