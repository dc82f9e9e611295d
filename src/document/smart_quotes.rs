//! Typographic quotation marks, apostrophes and primes.
//!
//! The Markdown parser pairs marks without the words around them, so an apostrophe after code or emphasis opens a
//! quotation, and the inch mark of a height closes one. The marks are decided here again, from the visible text.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

const APOSTROPHE: &str = "’";
const PRIME: &str = "′";
const DOUBLE_PRIME: &str = "″";

/// Corrects the typographic marks of the events of one text.
pub(super) struct SmartQuotes<'t> {
    text: &'t str,
    /// The visible text before the event, in the same block: its last chars, enough to see a measure.
    before: Before,
    /// Whether a double quotation mark is open in the block.
    is_open: bool,
}

/// The last visible chars of a block, latest last; `None` where the block has fewer.
#[derive(Clone, Copy, Default)]
struct Before([Option<char>; 5]);

impl Before {
    fn push(&mut self, text: &str) {
        let count = text.chars().rev().take(self.0.len()).count();
        self.0.rotate_left(count);
        let kept = self.0.len() - count;
        for (slot, char) in self.0[kept..].iter_mut().rev().zip(text.chars().rev()) {
            *slot = Some(char);
        }
    }

    fn last(&self) -> Option<char> {
        self.0[self.0.len() - 1]
    }

    /// Returns the number of digits at the end, and the char before them and at most one space.
    fn number(&self) -> (usize, Option<char>) {
        let digits =
            self.0.iter().rev().take_while(|char| char.is_some_and(|char| char.is_ascii_digit())).count();
        let mut before = self.0.iter().rev().skip(digits).copied();
        let char = before.next().flatten();
        (digits, if char == Some(' ') { before.next().flatten() } else { char })
    }
}

impl<'t> SmartQuotes<'t> {
    /// Reads the events of `text`.
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, before: Before::default(), is_open: false }
    }

    /// Returns the event with its mark corrected. `range` is its range in the text.
    pub(super) fn correct<'e>(&mut self, event: Event<'e>, range: &Range<usize>) -> Event<'e> {
        let event = match event {
            Event::Text(text) if is_written_mark(&text, self.text, range) => {
                Event::Text(self.mark(&text, range.end).into())
            }
            event => event,
        };
        self.remember(&event);
        event
    }

    fn remember(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(text) | Event::Code(text) => self.before.push(text),
            Event::SoftBreak | Event::HardBreak => self.before.push(" "),
            Event::Start(tag) if !is_inline(tag) => self.start_block(),
            Event::End(tag) if !is_inline_end(tag) => self.start_block(),
            _ => {}
        }
    }

    fn start_block(&mut self) {
        (self.before, self.is_open) = (Before::default(), false);
    }

    fn mark(&mut self, parsed: &str, end: usize) -> &'static str {
        let rest = &self.text[end..];
        if matches!(parsed, "‘" | "’") {
            self.single(parsed, rest)
        } else {
            self.double(next_visible(rest))
        }
    }

    fn single(&self, parsed: &str, rest: &str) -> &'static str {
        let (digits, _) = self.before.number();
        let follows_word = self.before.last().is_some_and(char::is_alphanumeric);
        if (1..=2).contains(&digits) && begins_with_inches(rest) {
            PRIME
        } else if parsed == "‘" && !follows_word && !is_decade(rest) {
            "‘"
        } else {
            APOSTROPHE
        }
    }

    fn double(&mut self, next: Option<char>) -> &'static str {
        if self.follows_measure(next) {
            return DOUBLE_PRIME;
        }
        self.is_open = self.opens(next);
        if self.is_open { "“" } else { "”" }
    }

    /// Returns whether a double mark opens a quotation.
    fn opens(&self, next: Option<char>) -> bool {
        let Some(next) = next.filter(|next| !next.is_whitespace()) else { return false };
        let Some(before) = self.before.last().filter(|before| !before.is_whitespace()) else { return true };
        let is_opener = matches!(before, '(' | '[' | '{' | '‘' | '“');
        let is_closer = matches!(before, '.' | ',' | ';' | ':' | '!' | '?' | '…');
        let joins = before.is_alphanumeric() || (is_closer && !next.is_alphanumeric());
        is_opener || !(self.is_open || joins)
    }

    /// Returns whether the text before a double mark is a measure: `5'6"`, or `12"` outside a quotation.
    fn follows_measure(&self, next: Option<char>) -> bool {
        let (digits, before) = self.before.number();
        let ends_word = !next.is_some_and(char::is_alphanumeric);
        match before {
            Some('′' | '\'' | '’') => (1..=2).contains(&digits) && ends_word,
            _ => (1..=2).contains(&digits) && !self.is_open,
        }
    }
}

/// Returns whether an event is a typographic mark that is written as a straight one in the text.
fn is_written_mark(event: &str, text: &str, range: &Range<usize>) -> bool {
    matches!(event, "‘" | "’" | "“" | "”") && matches!(text.get(range.clone()), Some("'" | "\""))
}

/// Returns whether a text begins with inches, such as `6`, or ` 2"` after a space.
fn begins_with_inches(text: &str) -> bool {
    let spaced = text.strip_prefix(' ');
    let number = spaced.unwrap_or(text);
    let after = number.trim_start_matches(|char: char| char.is_ascii_digit());
    after.len() < number.len() && (spaced.is_none() || after.starts_with('"'))
}

/// Returns whether a text begins with a decade such as `90s`.
fn is_decade(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 2 && text[digits..].starts_with('s')
}

/// Returns the first char of Markdown text that readers see, as far as one can tell without parsing it.
fn next_visible(rest: &str) -> Option<char> {
    rest.chars().find(|char| !matches!(char, '*' | '_' | '~' | '`' | '[' | '\\'))
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
}

fn is_inline_end(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}
