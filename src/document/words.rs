//! Counts words for the reading time.

/// Words counted so far.
#[derive(Default)]
pub(super) struct Words {
    words: usize,
    /// Signs of scripts that write no blanks between words; two of them are read in the time of a word.
    signs: usize,
    inside: bool,
}

impl Words {
    pub(super) fn count(&mut self, text: &str) {
        // Nearly all text is plain, and bytes are looked at in a fraction of the time of letters.
        if text.is_ascii() {
            return text.bytes().for_each(|byte| self.plain(byte));
        }
        text.chars().for_each(|letter| self.letter(letter));
    }

    fn plain(&mut self, byte: u8) {
        let (blank, part) = (matches!(byte, b'\t'..=b'\r' | b' '), byte.is_ascii_alphanumeric());
        self.words += usize::from(part && !self.inside);
        self.inside = !blank && (self.inside || part);
    }

    fn letter(&mut self, letter: char) {
        if letter.is_whitespace() {
            self.inside = false;
        } else if is_sign(letter) {
            self.signs += 1;
            self.inside = false;
        } else if !self.inside && letter.is_alphanumeric() {
            self.words += 1;
            self.inside = true;
        }
    }

    /// The next letter begins a word.
    pub(super) fn stop(&mut self) {
        self.inside = false;
    }

    pub(super) fn counted(&self) -> usize {
        self.words + self.signs.div_ceil(2)
    }
}

fn is_sign(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_over_pieces_of_text() {
        let cases: [(&[&str], usize); 5] = [
            (&["two words"], 2),
            (&["O", "’", "Neil"], 1),
            (&["em", "phasis -- ", "within"], 2),
            (&["外交部发言人"], 3),
            (&["  ", "…"], 0),
        ];
        for (pieces, expected) in cases {
            let mut words = Words::default();
            pieces.iter().for_each(|piece| words.count(piece));
            assert_eq!(words.counted(), expected, "{pieces:?}");
        }
    }

    #[test]
    fn plain_bytes_count_as_letters_do() {
        for byte in 0..=127u8 {
            for inside in [false, true] {
                let mut pair = [(); 2].map(|()| Words { inside, ..Words::default() });
                pair[0].plain(byte);
                pair[1].letter(char::from(byte));
                assert_eq!(
                    (pair[0].words, pair[0].inside),
                    (pair[1].words, pair[1].inside),
                    "{byte} {inside}"
                );
            }
        }
    }
}
