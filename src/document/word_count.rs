//! Counts words for the reading time.

use crate::text::is_cjk;

/// What a byte of ASCII means for words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WordByte {
    Word,
    Space,
    Other,
}

const CLASSES: [WordByte; 256] = {
    let mut classes = [WordByte::Other; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        classes[byte as usize] = match byte {
            b'\t'..=b'\r' | b' ' => WordByte::Space,
            _ if byte.is_ascii_alphanumeric() => WordByte::Word,
            _ => WordByte::Other,
        };
        byte += 1;
    }
    classes
};

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
        let mut rest = text;
        loop {
            let ascii = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
            self.count_ascii(&rest.as_bytes()[..ascii]);
            let mut chars = rest[ascii..].chars();
            let Some(c) = chars.next() else { break };
            self.count_char(c);
            rest = chars.as_str();
        }
    }

    fn count_ascii(&mut self, bytes: &[u8]) {
        let (mut words, mut in_word) = (0, self.in_word);
        for byte in bytes {
            let class = CLASSES[usize::from(*byte)];
            words += usize::from(class == WordByte::Word && !in_word);
            in_word = class != WordByte::Space && (in_word || class == WordByte::Word);
        }
        (self.words, self.in_word) = (self.words + words, in_word);
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
                pair[0].count_ascii(&[byte]);
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
