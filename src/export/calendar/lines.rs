//! Content lines of RFC 5545: text escaped, lines folded at 75 octets, each ending in CR LF.
//!
//! Written here and not by a crate: the known one stamps entries with the clock where it is not told otherwise and
//! brings a second library of dates with it, and what is needed is these few rules.

/// Octets a line may have without its end.
const LONGEST: usize = 75;

/// Lines being written.
#[derive(Default)]
pub(super) struct Lines {
    out: String,
}

impl Lines {
    /// A property whose value this program makes; control characters, which would end the line, are left out.
    pub(super) fn line(&mut self, name: &str, value: &str) {
        let start = self.out.len();
        self.out.push_str(name);
        self.out.push(':');
        self.out.extend(value.chars().filter(|letter| !letter.is_control()));
        self.fold(start);
    }

    /// A property whose value is text.
    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.texts(name, [text]);
    }

    /// A property whose value is several texts.
    pub(super) fn texts<'a>(&mut self, name: &str, texts: impl IntoIterator<Item = &'a str>) {
        let start = self.out.len();
        self.out.push_str(name);
        for (at, text) in texts.into_iter().enumerate() {
            self.out.push(if at == 0 { ':' } else { ',' });
            escape(&mut self.out, text);
        }
        self.fold(start);
    }

    /// All lines.
    pub(super) fn finish(self) -> Vec<u8> {
        self.out.into_bytes()
    }

    /// Breaks what was written since `start` where a line would grow too long, never inside a character, and ends it.
    fn fold(&mut self, start: usize) {
        if self.out.len() - start > LONGEST {
            let whole = self.out.split_off(start);
            let mut room = LONGEST;
            for letter in whole.chars() {
                if letter.len_utf8() > room {
                    self.out.push_str("\r\n ");
                    // The blank that marks a folded line counts.
                    room = LONGEST - 1;
                }
                self.out.push(letter);
                room -= letter.len_utf8();
            }
        }
        self.out.push_str("\r\n");
    }
}

/// Text as RFC 5545 has it. Line ends are `\n`; other control characters cannot be written.
fn escape(out: &mut String, text: &str) {
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\r' if letters.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => out.push_str("\\n"),
            '\t' => out.push(' '),
            letter if letter.is_control() => {}
            letter => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_is_escaped() {
        let cases = [
            ("Rome", "SUMMARY:Rome\r\n"),
            ("a, b; c\\d", "SUMMARY:a\\, b\\; c\\\\d\r\n"),
            ("one\r\ntwo\nthree\rfour", "SUMMARY:one\\ntwo\\nthree\\nfour\r\n"),
            ("bell\u{7}\ttab", "SUMMARY:bell tab\r\n"),
            ("BEGIN:VEVENT\r\n", "SUMMARY:BEGIN:VEVENT\\n\r\n"),
        ];
        for (text, line) in cases {
            let mut lines = Lines::default();
            lines.text("SUMMARY", text);
            assert_eq!(String::from_utf8(lines.finish()).expect("UTF-8"), line);
        }
    }

    proptest! {
        #[test]
        fn no_line_is_longer_than_75_octets_and_unfolding_gives_the_text_back(text in "[a-zé水🙂,;\\\\ ]{0,300}") {
            let mut lines = Lines::default();
            lines.text("SUMMARY", &text);
            let written = String::from_utf8(lines.finish()).expect("UTF-8: no character is cut");
            for line in written.strip_suffix("\r\n").expect("an end").split("\r\n") {
                prop_assert!(line.len() <= LONGEST && !line.contains(['\r', '\n']));
            }
            let mut plain = String::new();
            escape(&mut plain, &text);
            prop_assert_eq!(written.replace("\r\n ", ""), format!("SUMMARY:{plain}\r\n"));
        }
    }
}
