//! Tracks whether the text being written is inside a quotation, to which no text may be added.

use std::ops::Range;

use crate::document::without_comments;
use crate::text::ByteSet;

/// The quotation marks of text.
const MARKS: ByteSet = ByteSet::from_chars(&['"', '“', '«', '「']);
/// The signs of quotations in Markdown.
const SIGNS: ByteSet = ByteSet::from_chars(&['"', '\'', '&', '<', '“', '«', '「']);

/// Returns each char whose first byte is in a set, with the text before and after it.
fn chars_of<'t>(set: &'static ByteSet, text: &'t str) -> impl Iterator<Item = (&'t str, char, &'t str)> {
    set.positions(text).filter_map(|offset| {
        let (before, rest) = text.split_at_checked(offset)?;
        let mut chars = rest.chars();
        Some((before, chars.next()?, chars.as_str()))
    })
}

/// The quotations that are open.
#[derive(Default)]
pub(super) struct Quoted {
    /// Number of open block quotes, and of quoting elements of raw HTML.
    blocks: usize,
    /// The mark that opened the inline quotation.
    opened: Option<char>,
    /// The range of the block in the source.
    block: Range<usize>,
    /// The signs of quotations in the source of the block; `None` until they are needed.
    signs: Option<QuotationSigns>,
    /// Whether a quotation was open at the end of an earlier block: it goes on until a block with quotation marks.
    goes_on: bool,
    /// The last char read.
    last: Option<char>,
}

/// Signs of quotations in the source of a block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum QuotationSigns {
    /// Nothing that may be a quotation mark.
    None,
    /// Marks, so that the place of a text decides whether it is quoted.
    Marks,
    /// A single mark before a digit, which opens a quotation or stands for omitted digits.
    Unclear,
}

impl QuotationSigns {
    /// Finds the signs in the source of a block. Character references and HTML count as marks.
    fn in_source(source: &str) -> Self {
        let mut signs = Self::None;
        for (before, c, after) in chars_of(&SIGNS, source) {
            let is_single = matches!(c, '\'' | '‘' | '’' | '‚' | '‹');
            let is_opening = is_single && !before.ends_with(char::is_alphanumeric);
            if is_opening && after.starts_with(|c: char| c.is_ascii_digit()) {
                return Self::Unclear;
            }
            let is_mark =
                matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' | '&' | '<');
            if is_opening || is_mark {
                signs = Self::Marks;
            }
        }
        signs
    }
}

impl Quoted {
    /// Returns whether the place is or may be inside a quotation. `source` is the text that block ranges refer to.
    pub(super) fn is_open(&mut self, source: &str) -> bool {
        self.blocks > 0
            || self.opened.is_some()
            || self.goes_on
            || self.signs_of_block(source) == QuotationSigns::Unclear
    }

    /// Returns whether words may be added to the text of the block: it has no quotation at all.
    pub(super) fn may_add_text(&mut self, source: &str) -> bool {
        !self.is_open(source) && self.signs_of_block(source) == QuotationSigns::None
    }

    fn signs_of_block(&mut self, source: &str) -> QuotationSigns {
        let block = source.get(self.block.clone()).unwrap_or_default();
        *self.signs.get_or_insert_with(|| QuotationSigns::in_source(block))
    }

    pub(super) fn enter_block(&mut self) {
        self.blocks += 1;
    }

    pub(super) fn leave_block(&mut self) {
        self.blocks = self.blocks.saturating_sub(1);
    }

    /// Starts a block.
    pub(super) fn begin_block(&mut self, block: Range<usize>, source: &str) {
        self.end_block();
        (self.block, self.signs) = (block, None);
        if self.goes_on {
            self.goes_on = self.signs_of_block(source) == QuotationSigns::None;
        }
    }

    /// Ends the inline quotation with its block.
    pub(super) fn end_block(&mut self) {
        self.goes_on |= self.opened.is_some();
        (self.opened, self.last) = (None, None);
    }

    /// Updates the state with the quotation marks of a text.
    pub(super) fn read(&mut self, text: &str) {
        for (before, c, after) in chars_of(&MARKS, text) {
            let after = after.chars().next();
            self.last = before.chars().next_back().or(self.last);
            match self.opened {
                None if self.opens(c, after) => self.opened = Some(c),
                Some(mark) if self.closes(mark, c, after) => self.opened = None,
                _ => {}
            }
        }
        self.last = text.chars().next_back().or(self.last);
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
            '“' | '„' | '«' | '»' | '‹' | '›' | '「' | '『' | '"' => true,
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
            ('‘' | '‚', '’') => {
                let in_word = after.is_some_and(char::is_alphanumeric);
                let after_plural = self.last == Some('s') && after.is_some_and(char::is_whitespace);
                !in_word && !after_plural
            }
            ('“', '”') | ('„', '“' | '”') | ('«', '»') | ('»', '«') | ('「', '」') | ('『', '』') => {
                true
            }
            ('"', '"' | '”') | ('‚', '‘') | ('‹', '›') | ('›', '‹') => true,
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
            "‚Wie geht’s here‘",
            "‹Maintenant here›",
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
        for (texts, expected) in [(&quoted[..], true), (&plain[..], false)] {
            for text in texts {
                let mut marks = Quoted::default();
                marks.read(&text[..text.find("here").expect("the word")]);
                assert_eq!(marks.is_open(""), expected, "{text}");
            }
        }
    }

    #[test]
    fn a_quotation_goes_on_until_a_paragraph_with_marks() {
        let mut quoted = Quoted::default();
        let paragraphs =
            [("“Not closed", true), ("More of it", true), ("“Closed” here", false), ("Own words", false)];
        for (text, expected) in paragraphs {
            quoted.begin_block(0..text.len(), text);
            quoted.read(text);
            assert_eq!(quoted.is_open(text), expected, "{text}");
            quoted.end_block();
        }
    }

    #[test]
    fn text_is_added_only_to_blocks_without_quotations() {
        let plain = ["It’s soon", "it's the ministers' plan", "in O’Neil's house"];
        let quoting = [
            "“Soon” they said",
            "'Soon' they said",
            "'19 April was bad,' he said",
            "‘19 April was bad,’ he said",
            "in the '90s",
            "&ldquo;Soon&rdquo; they said",
            "<q>Soon</q> they said",
            "„Bald“ hieß es",
            "‹Bientôt›",
        ];
        for (texts, expected) in [(&plain[..], true), (&quoting[..], false)] {
            for text in texts {
                let mut quoted = Quoted::default();
                quoted.begin_block(0..text.len(), text);
                assert_eq!(quoted.may_add_text(text), expected, "{text}");
            }
        }
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
            assert_eq!(quoted.is_open(""), expected, "{html}");
        }
    }
}
