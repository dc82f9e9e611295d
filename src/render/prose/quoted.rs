//! Tracks whether the text being written is inside a quotation, to which no text may be added.

use crate::document::without_comments;

/// The quotations that are open.
#[derive(Default)]
pub(super) struct Quoted {
    /// Number of open block quotes, and of quoting elements of raw HTML.
    blocks: usize,
    /// The mark that opened the inline quotation. A quotation that is not closed ends with its paragraph.
    opened: Option<char>,
    /// The last char read.
    last: Option<char>,
}

impl Quoted {
    pub(super) fn is_open(&self) -> bool {
        self.blocks > 0 || self.opened.is_some()
    }

    pub(super) fn enter_block(&mut self) {
        self.blocks += 1;
    }

    pub(super) fn leave_block(&mut self) {
        self.blocks = self.blocks.saturating_sub(1);
    }

    /// Resets the inline quotation at the start or end of a block.
    pub(super) fn new_block(&mut self) {
        (self.opened, self.last) = (None, None);
    }

    /// Updates the state with the quotation marks of a text.
    pub(super) fn read(&mut self, text: &str) {
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let after = chars.peek().copied();
            match self.opened {
                None if self.opens(c, after) => self.opened = Some(c),
                Some(mark) if self.closes(mark, c, after) => self.opened = None,
                _ => {}
            }
            self.last = Some(c);
        }
    }

    /// Updates the state with the quoting elements of raw HTML.
    pub(super) fn read_html(&mut self, html: &str) {
        for part in without_comments(html).split('<').skip(1) {
            let (closing, name) = match part.strip_prefix('/') {
                Some(name) => (true, name),
                None => (false, part),
            };
            let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
            match name[..end].to_ascii_lowercase().as_str() {
                "blockquote" | "q" if closing => self.leave_block(),
                "blockquote" | "q" => self.enter_block(),
                _ => {}
            }
        }
    }

    /// Returns whether a char opens a quotation. A single mark does only before a word: before a digit it is an apostrophe
    /// for omitted digits.
    fn opens(&self, c: char, after: Option<char>) -> bool {
        match c {
            '“' | '„' | '«' | '»' | '「' | '『' | '"' => true,
            '‘' | '‚' => {
                let in_word = self.last.is_some_and(char::is_alphanumeric);
                !in_word && !after.is_some_and(|next| next.is_ascii_digit() || next.is_whitespace())
            }
            _ => false,
        }
    }

    /// Returns whether a char closes the quotation that `mark` opened. A single mark inside a word, or after a plural, may
    /// be an apostrophe, so it does not.
    fn closes(&self, mark: char, c: char, after: Option<char>) -> bool {
        match (mark, c) {
            ('‘', '’') => {
                let in_word = after.is_some_and(char::is_alphanumeric);
                let after_plural = self.last == Some('s') && after.is_some_and(char::is_whitespace);
                !in_word && !after_plural
            }
            ('“', '”') | ('„', '“' | '”') | ('«', '»') | ('»', '«') | ('「', '」') | ('『', '』') => {
                true
            }
            ('"', '"' | '”') | ('‚', '‘' | '’') => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_between_marks_is_quoted() {
        // The word `here` is quoted in the first list, not in the second.
        let quoted = [
            "“Now here",
            "He said: “Now, ‘then’ here”",
            "„Jetzt here“",
            "« Maintenant here »",
            "»Jetzt here«",
            "\"Now here\"",
            "‘The ministers’ plan here’",
            "‘It’s here’",
            "「今 here」",
        ];
        let plain = [
            "“Now” here",
            "The ministers’ plan here",
            "The ‘90s here",
            "It’s here",
            "„Jetzt“ here",
            "»Jetzt« here",
            "«Maintenant» here",
            "‘Now,’ he said here",
            "\"Now\" here",
        ];
        for (texts, expected) in [(&quoted, true), (&plain, false)] {
            for text in texts {
                let mut marks = Quoted::default();
                marks.read(&text[..text.find("here").expect("the word")]);
                assert_eq!(marks.is_open(), expected, "{text}");
            }
        }
    }

    #[test]
    fn a_quotation_ends_with_its_paragraph() {
        let mut quoted = Quoted::default();
        quoted.read("“Never closed");
        quoted.new_block();
        assert!(!quoted.is_open());
    }

    #[test]
    fn quoting_elements_of_html_are_tracked() {
        let mut quoted = Quoted::default();
        let steps = [
            ("<blockquote class=a>", true),
            ("<p>", true),
            ("</BLOCKQUOTE>", false),
            ("<q>", true),
            ("</q>", false),
        ];
        for (html, expected) in steps {
            quoted.read_html(html);
            assert_eq!(quoted.is_open(), expected, "{html}");
        }
    }
}
