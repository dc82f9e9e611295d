//! Annotation of documents as JSON Lines: `{id, dct, text}` to `{id, start, end, type, value, grade, reason}`.
//!
//! Takes a parsed document and returns lines. Offsets are counted in chars. The module writes JSON itself, so the
//! library does not depend on a JSON crate.

use super::{ReferenceTime, TimexReader};
use crate::facts::Date;
use crate::facts::languages::Language;
use crate::facts::token::{Token, tokenize_into};
use jiff::tz::TimeZone;

/// Annotates documents in one language with one token buffer.
#[derive(Debug)]
pub struct TimexStream<'r> {
    language: &'r Language,
    tokens: Vec<Token>,
}

/// A document of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamDocument {
    /// The identifier, which is repeated in each output line.
    pub id: String,
    /// The publication date: a day, or an instant with or without a zone.
    pub dct: String,
    /// The plain text.
    pub text: String,
}

impl<'r> TimexStream<'r> {
    /// Creates a stream for a language.
    pub fn new(language: &'r Language) -> Self {
        Self { language, tokens: Vec::new() }
    }

    /// Returns the lines for one document, each with a line end. Returns an error if the publication date is invalid.
    pub fn annotate(&mut self, document: &StreamDocument) -> Result<String, String> {
        let reference = reference_time(&document.dct)
            .ok_or_else(|| format!("`{}` is not a publication date", document.dct))?;
        tokenize_into(&document.text, self.language, &mut self.tokens);
        let mut lines = String::new();
        let mut counter = CharCounter { text: &document.text, byte: 0, chars: 0 };
        for expression in TimexReader::new(self.language).read(&document.text, &self.tokens, &reference) {
            let start = counter.chars_until(expression.span.start as usize);
            let end = counter.chars_until(expression.span.end as usize);
            lines.push_str("{\"id\":");
            push_json_string(&mut lines, &document.id);
            let (kind, value) = (expression.kind.as_str(), expression.value);
            let reason = expression.grade_reason;
            let (grade, reason) = (reason.grade().as_str(), reason.as_str());
            lines.push_str(&format!(
                ",\"start\":{start},\"end\":{end},\"type\":\"{kind}\",\"value\":\"{value}\",\"grade\":\"{grade}\",\"reason\":\"{reason}\"}}\n"
            ));
        }
        Ok(lines)
    }
}

/// Counts chars incrementally, from one span to the next.
struct CharCounter<'t> {
    text: &'t str,
    byte: usize,
    chars: usize,
}

impl CharCounter<'_> {
    fn chars_until(&mut self, byte: usize) -> usize {
        self.chars += self.text.get(self.byte..byte).map_or(0, |passed| passed.chars().count());
        self.byte = byte;
        self.chars
    }
}

/// Parses a publication date into a reference time: a day, an instant, or a local time, whose day is used.
pub fn reference_time(dct: &str) -> Option<ReferenceTime> {
    if let Ok(Date::Instant(moment)) = Date::parse(dct) {
        return Some(ReferenceTime::new(moment.timestamp, TimeZone::fixed(moment.offset)));
    }
    let reference = ReferenceTime::on_day(dct.get(..10)?.parse().ok()?);
    let clock = dct.get(10..).and_then(|rest| rest.strip_prefix('T')?.parse().ok());
    Some(match clock {
        Some(clock) => reference.with_clock(clock),
        None => reference,
    })
}

/// Appends a text as a JSON string.
pub(in crate::facts) fn push_json_string(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            character if character < ' ' => out.push_str(&format!("\\u{:04x}", character as u32)),
            character => out.push(character),
        }
    }
    out.push('"');
}
