//! Numbers that belong to an identifier: URLs, e-mail addresses, file names, telephone numbers, file references.
//!
//! Takes the tokens of a text. Decides for each number whether it is part of an identifier. Each run of tokens without
//! spaces is examined once, so reading stays linear.

use crate::facts::languages::{WordList, WordLists};
use crate::facts::token::{Token, TokenGap, TokenKind};

/// File extensions.
const EXTENSIONS: &[&str] = &[
    "md", "markdown", "txt", "pdf", "html", "htm", "xml", "json", "yaml", "yml", "toml", "csv", "tsv", "zip",
    "gz", "doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "ppt", "pptx", "jpg", "jpeg", "png", "gif",
    "webp", "svg", "tif", "tiff", "mp3", "mp4", "mov", "wav", "epub", "log", "py", "rs", "js", "css",
];
/// The most tokens of a telephone number on either side of a token.
const MAX_PHONE_TOKENS: usize = 10;

/// Finds the identifiers of a text. Its methods expect tokens in ascending order.
pub(super) struct Labels<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lists: &'a WordLists,
    /// The index after the last run examined, and whether that run is an address.
    examined: (usize, bool),
}

impl<'a> Labels<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a [Token], lists: &'a WordLists) -> Self {
        Self { text, tokens, lists, examined: (0, false) }
    }

    /// Returns whether the number at token `index` is part of an identifier.
    pub(super) fn has(&mut self, index: usize) -> bool {
        self.is_in_address(index)
            || self.is_named(index)
            || self.is_file_reference(index)
            || self.is_telephone(index)
    }

    /// Returns whether the word at token `index` is part of an address.
    pub(super) fn has_word(&mut self, index: usize) -> bool {
        let joins = |byte: Option<&u8>| {
            byte.is_some_and(|byte| matches!(byte, b'/' | b'_' | b'@' | b'=' | b'?' | b'&' | b'#'))
        };
        let Some(span) = self.tokens.get(index).map(|token| token.span) else { return false };
        let bytes = self.text.as_bytes();
        let before = (span.start as usize).checked_sub(1).and_then(|before| bytes.get(before));
        (joins(before) || joins(bytes.get(span.end as usize))) && self.is_in_address(index)
    }

    fn is_listed(&self, word: &str, list: WordList) -> bool {
        self.lists.contains(list, &word.to_ascii_lowercase())
    }

    fn word(&self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| token.text(self.text))
    }

    fn is_number(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| token.kind == TokenKind::Number)
    }

    fn is_glued(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(Token::is_glued)
    }

    /// Returns whether the run of tokens without spaces around a token is an address or a file name.
    fn is_in_address(&mut self, index: usize) -> bool {
        let (end, is_address) = self.examined;
        if index < end {
            return is_address;
        }
        // Earlier runs were examined or hold no numbers, so each token is passed once.
        let start = (end..=index).rev().find(|index| !self.is_glued(*index)).unwrap_or(end);
        let end =
            (index + 1..self.tokens.len()).find(|index| !self.is_glued(*index)).unwrap_or(self.tokens.len());
        let span = |index: usize| self.tokens.get(index).map(|token| token.span);
        let words = span(start)
            .zip(span(end - 1))
            .and_then(|(first, last)| self.text.get(first.start as usize..last.end as usize));
        let is_address = words.is_some_and(looks_like_address);
        self.examined = (end, is_address);
        is_address
    }

    /// Returns whether a year or numeric date follows a naming word: `Version 1.10.30`, `Resolution 1929`, `No. 2019`.
    pub(super) fn is_named(&self, index: usize) -> bool {
        let Some(before) = index.checked_sub(1) else { return false };
        let is_year = self.is_number(index) && self.word(index).len() == 4;
        let is_figure = self.tokens.get(index).is_some_and(|token| token.kind == TokenKind::Figure)
            && self.word(index).matches('.').count() == 2;
        let stop = usize::from(self.is_glued(before) && self.word(before) == ".");
        let word = before.checked_sub(stop).map_or("", |index| self.word(index)).trim_end_matches('.');
        let is_naming = self.is_listed(word, WordList::NamingWord);
        (is_year || is_figure) && is_naming || self.is_month_and_year(index) && (is_naming || !is_lower(word))
    }

    /// Returns whether `2025-128` begins at token `index`.
    pub(super) fn is_day_of_year(&self, index: usize) -> bool {
        let is_joined = self.is_glued(index + 1) && self.is_glued(index + 2);
        let widths = [self.word(index).len(), self.word(index + 2).len()] == [4, 3];
        is_joined && widths && self.is_number(index + 2)
    }

    /// Returns whether `12/2025` begins at token `index`.
    fn is_month_and_year(&self, index: usize) -> bool {
        let is_joined = self.is_glued(index + 1) && self.is_glued(index + 2);
        let widths = [self.word(index).len(), self.word(index + 2).len()] == [2, 4];
        is_joined
            && widths
            && self.is_number(index)
            && self.is_number(index + 2)
            && matches!(self.word(index + 1), "-" | "/")
    }

    /// Returns whether four digits are joined to a number that is not the adjacent year: `2019/1020`, `001998/2025`,
    /// `555-1998`, `2025-W19`.
    fn is_file_reference(&self, index: usize) -> bool {
        let word = self.word(index);
        if !self.is_number(index) || word.len() != 4 {
            return false;
        }
        let (mark, next) = (self.word(index + 1), self.word(index + 2));
        let joined = self.is_glued(index + 1) && self.is_glued(index + 2);
        let is_followed = joined
            && match mark {
                "/" => self.is_number(index + 2) && !is_next_year(word, next) && !self.is_day(index),
                "-" => next.starts_with('W') || self.is_number(index + 2) && next.len() == 3,
                _ => false,
            };
        let Some(first) = index.checked_sub(2) else { return is_followed };
        let joined = self.is_glued(index) && self.is_glued(index - 1) && self.is_number(first);
        let before = joined
            && match self.word(index - 1) {
                "/" => !is_next_year(self.word(first), word),
                "-" => {
                    matches!(word.as_bytes(), [b'1', b'9', ..] | [b'2', b'0', ..])
                        && self.word(first).len() != 4
                }
                _ => false,
            };
        is_followed || before
    }

    /// Returns whether a year begins a date: `2025/04/19`.
    fn is_day(&self, index: usize) -> bool {
        self.word(index + 3) == "/" && self.is_number(index + 4)
    }

    /// Returns whether a number belongs to a telephone number: groups of digits after a plus or a word such as `Tel.`,
    /// or a first group with a leading zero. Examples: `+41 79 2025 1998`, `079 2025 1998`.
    fn is_telephone(&self, index: usize) -> bool {
        const GROUPS: usize = 3;
        if !self.is_number(index) {
            return false;
        }
        let is_part =
            |index: usize| self.is_number(index) || matches!(self.word(index), "(" | ")" | "-" | "–");
        let is_joined =
            |index: usize| self.tokens.get(index).is_some_and(|token| token.gap <= TokenGap::Space);
        let back = (0..index.min(MAX_PHONE_TOKENS))
            .take_while(|back| is_joined(index - back) && is_part(index - back - 1));
        let on = (1..MAX_PHONE_TOKENS).take_while(|on| is_joined(index + on) && is_part(index + on));
        let (first, last) = (index - back.count(), index + on.count());
        let mut groups = (first..=last).filter(|index| self.is_number(*index));
        let stop = first.checked_sub(1).filter(|before| self.word(*before) == ".").unwrap_or(first);
        let before = stop.checked_sub(1).map_or("", |before| self.word(before)).trim_end_matches('.');
        let called = self.is_listed(before, WordList::TelephoneWord);
        let plus = before == "+" && self.is_glued(first);
        let spaced = (first + 1..=last).any(|index| !self.is_glued(index));
        let zero = groups.clone().next().is_some_and(|index| self.word(index).starts_with('0'));
        plus || called || spaced && zero && groups.nth(GROUPS - 1).is_some()
    }
}

/// Returns whether a word begins in lower case, or is a mark.
fn is_lower(word: &str) -> bool {
    word.starts_with(|first: char| first.is_lowercase() || !first.is_alphanumeric())
}

/// Returns whether two years are consecutive: `2018/2019`, `2018/19`.
pub(super) fn is_next_year(first: &str, second: &str) -> bool {
    let (Ok(year), Ok(next)) = (first.parse::<u32>(), second.parse::<u32>()) else { return false };
    first.len() == 4
        && match second.len() {
            4 => next == year + 1,
            2 => next == (year + 1) % 100,
            _ => false,
        }
}

/// Returns whether text without spaces is a URL, an e-mail address or a file name.
fn looks_like_address(words: &str) -> bool {
    let words = words.trim_end_matches(|last: char| !last.is_alphanumeric() && last != '/');
    let is_name = |character: char| character.is_alphanumeric() || character == '_' || character == '-';
    let mail = words
        .split_once('@')
        .is_some_and(|(name, host)| name.ends_with(is_name) && host.starts_with(is_name));
    let end = words.rsplit_once('.').map_or("", |(_, end)| end);
    let file = EXTENSIONS.iter().any(|known| end.eq_ignore_ascii_case(known)) && end.len() < words.len() - 1;
    let host = words.split_once('/').is_some_and(|(host, _)| {
        let end = host.rsplit_once('.').map_or("", |(_, end)| end);
        end.len() >= 2 && end.bytes().all(|byte| byte.is_ascii_lowercase())
    });
    let path = words.matches('/').count() > 1 && words.contains(|character: char| character.is_alphabetic());
    let assigned = words.split_once('=').is_some_and(|(name, _)| name.ends_with(is_name));
    words.contains("://")
        || words.starts_with("www.")
        || mail
        || file
        || host
        || path
        || assigned
        || words.contains('_')
}
