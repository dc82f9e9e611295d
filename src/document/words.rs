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
        for letter in text.chars() {
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
}
