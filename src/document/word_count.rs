//! Counts words for the reading time.

use crate::text::is_cjk;

/// A counter of words.
#[derive(Default)]
pub(super) struct WordCounter {
    words: usize,
    /// Characters of scripts without spaces between words; two of them count as a word.
    ideographs: usize,
    in_word: bool,
}

impl WordCounter {
    pub(super) fn count_text(&mut self, text: &str) {
        // Most text is ASCII, and bytes are much faster than chars.
        if text.is_ascii() {
            return text.bytes().for_each(|byte| self.count_byte(byte));
        }
        text.chars().for_each(|c| self.count_char(c));
    }

    fn count_byte(&mut self, byte: u8) {
        let (is_space, is_word) = (matches!(byte, b'\t'..=b'\r' | b' '), byte.is_ascii_alphanumeric());
        self.words += usize::from(is_word && !self.in_word);
        self.in_word = !is_space && (self.in_word || is_word);
    }

    fn count_char(&mut self, c: char) {
        if c.is_whitespace() {
            self.in_word = false;
        } else if is_cjk(c) {
            self.ideographs += 1;
            self.in_word = false;
        } else if !self.in_word && c.is_alphanumeric() {
            self.words += 1;
            self.in_word = true;
        }
    }

    /// Ends the current word.
    pub(super) fn end_word(&mut self) {
        self.in_word = false;
    }

    pub(super) fn total(&self) -> usize {
        self.words + self.ideographs.div_ceil(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_across_texts() {
        let cases: [(&[&str], usize); 6] = [
            (&["two words"], 2),
            (&["O", "’", "Neil"], 1),
            (&["em", "phasis -- ", "within"], 2),
            (&["外交部发言人"], 3),
            (&["𠮷野家", "人々"], 3),
            (&["  ", "…"], 0),
        ];
        for (pieces, expected) in cases {
            let mut words = WordCounter::default();
            pieces.iter().for_each(|piece| words.count_text(piece));
            assert_eq!(words.total(), expected, "{pieces:?}");
        }
    }

    #[test]
    fn ascii_bytes_count_like_chars() {
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
