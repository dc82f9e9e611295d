//! Numbers that name something and count or date nothing: addresses, file names, telephone numbers, file references.
//!
//! Takes the tokens of a text. Tells of a number whether it is part of such a name. Each stretch without blanks is
//! looked at once, so that reading stays linear.

use crate::facts::token::{Token, TokenGap, TokenKind};

/// Words behind which a number is a name: `Regulation 2019`, `Version 1.10.30`.
const NAMING: &[&str] = &[
    "version",
    "release",
    "build",
    "regulation",
    "regulations",
    "directive",
    "resolution",
    "decree",
    "ordinance",
    "number",
    "no",
    "nos",
    "nr",
    "section",
    "article",
    "paragraph",
    "rule",
    "clause",
    "annex",
    "room",
    "flight",
    "page",
    "pages",
    "form",
    "channel",
    "extension",
    "ext",
    "chapter",
    "item",
    "case",
    "docket",
    "file",
    "reference",
    "ref",
    "id",
    "code",
    "pin",
    "route",
    "highway",
    "serial",
    "invoice",
    "lot",
];
/// The ends of file names.
const ENDS: &[&str] = &[
    "md", "markdown", "txt", "pdf", "html", "htm", "xml", "json", "yaml", "yml", "toml", "csv", "tsv", "zip",
    "gz", "doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "ppt", "pptx", "jpg", "jpeg", "png", "gif",
    "webp", "svg", "tif", "tiff", "mp3", "mp4", "mov", "wav", "epub", "log", "py", "rs", "js", "css",
];
/// A telephone number is looked at over so many tokens to either side.
const NEAR: usize = 10;

/// The labels of a text, asked for in the order of its tokens.
pub(super) struct Labels<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// One past the last token of the stretch looked at last, and whether it is an address.
    looked_at: (usize, bool),
}

impl<'a> Labels<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a [Token]) -> Self {
        Self { text, tokens, looked_at: (0, false) }
    }

    /// Whether the number at a token is part of a name. Tokens are asked for in ascending order.
    pub(super) fn has(&mut self, at: usize) -> bool {
        self.is_in_address(at) || self.is_named(at) || self.is_file_reference(at) || self.is_telephone(at)
    }

    /// Whether the word at a token is part of an address. As with numbers, tokens are asked for in ascending order.
    pub(super) fn has_word(&mut self, at: usize) -> bool {
        let joins = |byte: Option<&u8>| {
            byte.is_some_and(|byte| matches!(byte, b'/' | b'_' | b'@' | b'=' | b'?' | b'&' | b'#'))
        };
        let Some(span) = self.tokens.get(at).map(|token| token.span) else { return false };
        let bytes = self.text.as_bytes();
        let before = (span.start as usize).checked_sub(1).and_then(|before| bytes.get(before));
        (joins(before) || joins(bytes.get(span.end as usize))) && self.is_in_address(at)
    }

    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.text(self.text))
    }

    fn is_number(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number)
    }

    fn is_glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(Token::is_glued)
    }

    /// Whether the stretch without blanks around a token is an address or the name of a file.
    fn is_in_address(&mut self, at: usize) -> bool {
        let (end, is_address) = self.looked_at;
        if at < end {
            return is_address;
        }
        // The stretches before were looked at, or hold no numbers: their tokens are passed once.
        let start = (end..=at).rev().find(|at| !self.is_glued(*at)).unwrap_or(end);
        let end = (at + 1..self.tokens.len()).find(|at| !self.is_glued(*at)).unwrap_or(self.tokens.len());
        let span = |at: usize| self.tokens.get(at).map(|token| token.span);
        let words = span(start)
            .zip(span(end - 1))
            .and_then(|(first, last)| self.text.get(first.start as usize..last.end as usize));
        let is_address = words.is_some_and(looks_like_address);
        self.looked_at = (end, is_address);
        is_address
    }

    /// `Version 1.10.30`, `Resolution 1929`, `No. 2019`: years and dates in figures only, for other numbers count.
    fn is_named(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let is_year = self.is_number(at) && self.word(at).len() == 4;
        let is_figure = self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Figure)
            && self.word(at).matches('.').count() == 2;
        let stop = usize::from(self.is_glued(before) && self.word(before) == ".");
        let word = before.checked_sub(stop).map_or("", |at| self.word(at)).trim_end_matches('.');
        (is_year || is_figure) && NAMING.iter().any(|naming| word.eq_ignore_ascii_case(naming))
    }

    /// `2019/1020`, `001998/2025`, `555-1998`, `2025-W19`: four digits joined to a number that is no year beside it.
    fn is_file_reference(&self, at: usize) -> bool {
        let word = self.word(at);
        if !self.is_number(at) || word.len() != 4 {
            return false;
        }
        let (mark, next) = (self.word(at + 1), self.word(at + 2));
        let joined = self.is_glued(at + 1) && self.is_glued(at + 2);
        let behind = joined
            && match mark {
                "/" => self.is_number(at + 2) && !is_next_year(word, next) && !self.is_day(at),
                "-" => next.starts_with('W') || self.is_number(at + 2) && next.len() == 3,
                _ => false,
            };
        let Some(first) = at.checked_sub(2) else { return behind };
        let joined = self.is_glued(at) && self.is_glued(at - 1) && self.is_number(first);
        let before = joined
            && match self.word(at - 1) {
                "/" => !is_next_year(self.word(first), word),
                "-" => {
                    matches!(word.as_bytes(), [b'1', b'9', ..] | [b'2', b'0', ..])
                        && self.word(first).len() != 4
                }
                _ => false,
            };
        behind || before
    }

    /// `2025/04/19`.
    fn is_day(&self, at: usize) -> bool {
        self.word(at + 3) == "/" && self.is_number(at + 4)
    }

    /// `+41 79 2025 1998`, `079 2025 1998`: groups of digits behind a plus or a word such as `Tel.`, or the first one
    /// with a zero.
    fn is_telephone(&self, at: usize) -> bool {
        const GROUPS: usize = 3;
        if !self.is_number(at) {
            return false;
        }
        let is_part = |at: usize| self.is_number(at) || matches!(self.word(at), "(" | ")" | "-" | "–");
        let is_joined = |at: usize| self.tokens.get(at).is_some_and(|token| token.gap <= TokenGap::Space);
        let back = (0..at.min(NEAR)).take_while(|back| is_joined(at - back) && is_part(at - back - 1));
        let on = (1..NEAR).take_while(|on| is_joined(at + on) && is_part(at + on));
        let (first, last) = (at - back.count(), at + on.count());
        let mut groups = (first..=last).filter(|at| self.is_number(*at));
        let stop = first.checked_sub(1).filter(|before| self.word(*before) == ".").unwrap_or(first);
        let before = stop.checked_sub(1).map_or("", |before| self.word(before)).trim_end_matches('.');
        let called =
            ["tel", "phone", "fax", "call", "telephone"].iter().any(|word| before.eq_ignore_ascii_case(word));
        let plus = before == "+" && self.is_glued(first);
        let spaced = (first + 1..=last).any(|at| !self.is_glued(at));
        let zero = groups.clone().next().is_some_and(|at| self.word(at).starts_with('0'));
        plus || called || spaced && zero && groups.nth(GROUPS - 1).is_some()
    }
}

/// Whether a season is told by its two years: `2018/2019`, `2018/19`.
fn is_next_year(first: &str, second: &str) -> bool {
    let (Ok(year), Ok(next)) = (first.parse::<u32>(), second.parse::<u32>()) else { return false };
    first.len() == 4
        && match second.len() {
            4 => next == year + 1,
            2 => next == (year + 1) % 100,
            _ => false,
        }
}

/// Whether words without blanks are an address of the web, of mail, or the name of a file.
fn looks_like_address(words: &str) -> bool {
    let words = words.trim_end_matches(|last: char| !last.is_alphanumeric() && last != '/');
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '-';
    let mail = words
        .split_once('@')
        .is_some_and(|(name, host)| name.ends_with(is_name) && host.starts_with(is_name));
    let end = words.rsplit_once('.').map_or("", |(_, end)| end);
    let file = ENDS.iter().any(|known| end.eq_ignore_ascii_case(known)) && end.len() < words.len() - 1;
    let host = words.split_once('/').is_some_and(|(host, _)| {
        let end = host.rsplit_once('.').map_or("", |(_, end)| end);
        end.len() >= 2 && end.bytes().all(|letter| letter.is_ascii_lowercase())
    });
    let path = words.matches('/').count() > 1 && words.contains(|letter: char| letter.is_alphabetic());
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
