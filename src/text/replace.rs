//! Texts written anew: letters that mean something where a text goes stand there in another form.
//!
//! Most letters of most texts stay, so whole runs of them are copied, and only marked letters are looked at.

/// Letters that may have to be written in another form, known by the first byte of each.
pub struct ByteSet([bool; 256]);

impl ByteSet {
    /// These letters.
    pub const fn from_chars(letters: &[char]) -> Self {
        let mut marks = Self([false; 256]);
        let mut at = 0;
        while at < letters.len() {
            marks = marks.with_char(letters[at]);
            at += 1;
        }
        marks
    }

    /// These letters, and every control character.
    pub const fn from_chars_and_controls(letters: &[char]) -> Self {
        let mut marks = Self::from_chars(letters);
        let mut control = 0;
        while control < b' ' {
            marks.0[control as usize] = true;
            control += 1;
        }
        marks.with_char('\u{7f}').with_char('\u{80}')
    }

    const fn with_char(mut self, letter: char) -> Self {
        let mut bytes = [0; 4];
        letter.encode_utf8(&mut bytes);
        self.0[bytes[0] as usize] = true;
        self
    }
}

/// Gives `put` a text piece by piece. For each marked letter `form`, which is told what follows it too, says what is
/// written instead; none where it stays. Letters that begin like a marked one are asked for as well.
pub fn replace_marked<'f>(
    text: &str,
    marks: &ByteSet,
    form: impl Fn(char, &str) -> Option<&'f str>,
    mut put: impl FnMut(&str),
) {
    let (mut rest, mut at) = (text, 0);
    while let Some(run) = rest.as_bytes()[at..].iter().position(|byte| marks.0[usize::from(*byte)]) {
        at += run;
        let mut letters = rest[at..].chars();
        let letter = letters.next().unwrap_or_default();
        let after = letters.as_str();
        match form(letter, after) {
            Some(form) => {
                put(&rest[..at]);
                put(form);
                (rest, at) = (after, 0);
            }
            None => at += letter.len_utf8(),
        }
    }
    put(rest);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MARKS: ByteSet = ByteSet::from_chars_and_controls(&['<', '’']);

    fn form(letter: char, after: &str) -> Option<&'static str> {
        match letter {
            '\r' if after.starts_with('\n') => Some(""),
            '<' => Some("&lt;"),
            '’' => Some("'"),
            letter => letter.is_control().then_some(" "),
        }
    }

    proptest! {
        #[test]
        fn marked_letters_and_no_others_change(text in "[a<’‘\u{7f}\u{85}é\r\n水]{0,20}") {
            let mut written = String::new();
            replace_marked(&text, &MARKS, form, |piece| written.push_str(piece));
            let plain = text.replace("\r\n", "\n").replace('<', "&lt;").replace('’', "'");
            prop_assert_eq!(written, plain.replace(char::is_control, " "));
        }
    }
}
