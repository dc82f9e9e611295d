//! Counts words for the reading time.

/// Words counted so far.
#[derive(Default)]
pub(super) struct WordCounter {
    words: usize,
    /// Signs of scripts that write no blanks between words; two of them are read in the time of a word.
    ideographs: usize,
    in_word: bool,
}

impl WordCounter {
    pub(super) fn count_text(&mut self, text: &str) {
        // Nearly all text is plain, and bytes are looked at in a fraction of the time of letters.
        if text.is_ascii() {
            return text.bytes().for_each(|byte| self.count_byte(byte));
        }
        text.chars().for_each(|letter| self.count_char(letter));
    }

    fn count_byte(&mut self, byte: u8) {
        let (blank, part) = (matches!(byte, b'\t'..=b'\r' | b' '), byte.is_ascii_alphanumeric());
        self.words += usize::from(part && !self.in_word);
        self.in_word = !blank && (self.in_word || part);
    }

    fn count_char(&mut self, letter: char) {
        if letter.is_whitespace() {
            self.in_word = false;
        } else if is_cjk(letter) {
            self.ideographs += 1;
            self.in_word = false;
        } else if !self.in_word && letter.is_alphanumeric() {
            self.words += 1;
            self.in_word = true;
        }
    }

    /// The next letter begins a word.
    pub(super) fn end_word(&mut self) {
        self.in_word = false;
    }

    pub(super) fn total(&self) -> usize {
        self.words + self.ideographs.div_ceil(2)
    }
}

fn is_cjk(letter: char) -> bool {
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
            let mut words = WordCounter::default();
            pieces.iter().for_each(|piece| words.count_text(piece));
            assert_eq!(words.total(), expected, "{pieces:?}");
        }
    }

    #[test]
    fn plain_bytes_count_as_letters_do() {
        for byte in 0..=127u8 {
            for inside in [false, true] {
                let mut pair = [(); 2].map(|()| WordCounter { in_word: inside, ..WordCounter::default() });
                pair[0].count_byte(byte);
                pair[1].count_char(char::from(byte));
                assert_eq!(
                    (pair[0].words, pair[0].in_word),
                    (pair[1].words, pair[1].in_word),
                    "{byte} {inside}"
                );
            }
        }
    }
}
