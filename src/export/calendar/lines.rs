//! Content lines of RFC 5545: text escaped, lines folded at 75 octets, each ending in CR LF.
//!
//! Written here and not by a crate: the known one stamps entries with the clock where it is not told otherwise and
//! brings a second library of dates with it, and what is needed is these few rules.

use crate::text::{ByteSet, replace_marked};

/// Octets a line may have without its end.
const MAX_LINE_OCTETS: usize = 75;

/// Lines being written.
#[derive(Default)]
pub(super) struct ContentLines {
    out: String,
    /// The line begun, whole.
    current: String,
}

impl ContentLines {
    /// A property whose value this program makes; control characters, which would end the line, are left out.
    pub(super) fn raw_property(&mut self, name: &str, value: &str) {
        self.current.push_str(name);
        self.current.push(':');
        replace_marked(
            value,
            &ESCAPED,
            |letter, _| letter.is_control().then_some(""),
            |piece| self.current.push_str(piece),
        );
        self.end_line();
    }

    /// A property whose value is text.
    pub(super) fn text_property(&mut self, name: &str, text: &str) {
        self.text_list_property(name, [text]);
    }

    /// A property whose value is several texts.
    pub(super) fn text_list_property<'a>(&mut self, name: &str, texts: impl IntoIterator<Item = &'a str>) {
        self.current.push_str(name);
        for (at, text) in texts.into_iter().enumerate() {
            self.current.push(if at == 0 { ':' } else { ',' });
            push_escaped(&mut self.current, text);
        }
        self.end_line();
    }

    /// All lines.
    pub(super) fn finish(self) -> Vec<u8> {
        self.out.into_bytes()
    }

    /// Ends the line, broken where it would grow too long, never inside a character.
    fn end_line(&mut self) {
        let (mut rest, mut room) = (self.current.as_str(), MAX_LINE_OCTETS);
        while rest.len() > room {
            let at = (0..=room).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or_default();
            let (line, after) = rest.split_at(at);
            self.out.push_str(line);
            self.out.push_str("\r\n ");
            // The blank that marks a folded line counts.
            (rest, room) = (after, MAX_LINE_OCTETS - 1);
        }
        self.out.push_str(rest);
        self.out.push_str("\r\n");
        self.current.clear();
    }
}

/// What cannot stand as it is in a line.
const ESCAPED: ByteSet = ByteSet::from_chars_and_controls(&['\\', ';', ',', '\u{2028}']);

/// Text as RFC 5545 has it. Line ends are `\n`; other control characters cannot be written.
fn push_escaped(out: &mut String, text: &str) {
    let form = |letter: char, after: &str| match letter {
        '\\' => Some("\\\\"),
        ';' => Some("\\;"),
        ',' => Some("\\,"),
        '\r' if after.starts_with('\n') => Some(""),
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some("\\n"),
        '\t' => Some(" "),
        letter => letter.is_control().then_some(""),
    };
    replace_marked(text, &ESCAPED, form, |piece| out.push_str(piece));
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
            let mut lines = ContentLines::default();
            lines.text_property("SUMMARY", text);
            assert_eq!(String::from_utf8(lines.finish()).expect("UTF-8"), line);
        }
    }

    proptest! {
        #[test]
        fn no_line_is_longer_than_75_octets_and_unfolding_gives_the_text_back(text in "[a-zé水🙂,;\\\\ ]{0,300}") {
            let mut lines = ContentLines::default();
            lines.text_property("SUMMARY", &text);
            let written = String::from_utf8(lines.finish()).expect("UTF-8: no character is cut");
            for line in written.strip_suffix("\r\n").expect("an end").split("\r\n") {
                prop_assert!(line.len() <= MAX_LINE_OCTETS && !line.contains(['\r', '\n']));
            }
            let mut plain = String::new();
            push_escaped(&mut plain, &text);
            prop_assert_eq!(written.replace("\r\n ", ""), format!("SUMMARY:{plain}\r\n"));
        }
    }
}
