//! Content lines of RFC 5545: text escaped, lines folded at 75 octets, each ending in CR LF.
//!
//! No crate is used: the `icalendar` crate stamps entries with the current time by default and depends on a second date
//! library, while these few rules are all that is needed.

use crate::text::{ByteSet, replace_marked};

/// Maximum number of octets of a line without its line break.
const MAX_LINE_OCTETS: usize = 75;

/// Writer of content lines.
#[derive(Default)]
pub(super) struct ContentLines {
    out: String,
    /// The current line, before folding.
    current: String,
}

impl ContentLines {
    /// Writes a property with a generated value; control characters, which could end the line, are dropped.
    pub(super) fn raw_property(&mut self, name: &str, value: &str) {
        self.current.push_str(name);
        self.current.push(':');
        replace_marked(
            value,
            &ESCAPED,
            |c, _| c.is_control().then_some(""),
            |part| self.current.push_str(part),
        );
        self.end_line();
    }

    /// Writes a property with a text value.
    pub(super) fn text_property(&mut self, name: &str, text: &str) {
        self.text_list_property(name, [text]);
    }

    /// Writes a property with a list of text values.
    pub(super) fn text_list_property<'a>(&mut self, name: &str, texts: impl IntoIterator<Item = &'a str>) {
        self.current.push_str(name);
        for (index, text) in texts.into_iter().enumerate() {
            self.current.push(if index == 0 { ':' } else { ',' });
            push_escaped(&mut self.current, text);
        }
        self.end_line();
    }

    /// Returns all lines.
    pub(super) fn finish(self) -> Vec<u8> {
        self.out.into_bytes()
    }

    /// Ends the current line and folds it at char boundaries.
    fn end_line(&mut self) {
        let (mut rest, mut room) = (self.current.as_str(), MAX_LINE_OCTETS);
        while rest.len() > room {
            let end = (0..=room).rev().find(|offset| rest.is_char_boundary(*offset)).unwrap_or_default();
            let (line, after) = rest.split_at(end);
            self.out.push_str(line);
            self.out.push_str("\r\n ");
            // The leading space of a continuation line counts.
            (rest, room) = (after, MAX_LINE_OCTETS - 1);
        }
        self.out.push_str(rest);
        self.out.push_str("\r\n");
        self.current.clear();
    }
}

/// Chars that must be escaped.
const ESCAPED: ByteSet = ByteSet::from_chars_and_controls(&['\\', ';', ',', '\u{2028}']);

/// Appends text escaped as in RFC 5545. Line breaks become `\n`; other control characters are dropped.
fn push_escaped(out: &mut String, text: &str) {
    let escape = |c: char, after: &str| match c {
        '\\' => Some("\\\\"),
        ';' => Some("\\;"),
        ',' => Some("\\,"),
        '\r' if after.starts_with('\n') => Some(""),
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some("\\n"),
        '\t' => Some(" "),
        c => c.is_control().then_some(""),
    };
    replace_marked(text, &ESCAPED, escape, |part| out.push_str(part));
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
        fn lines_have_75_octets_at_most_and_unfold_to_the_text(text in "[a-zé水🙂,;\\\\ ]{0,300}") {
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
