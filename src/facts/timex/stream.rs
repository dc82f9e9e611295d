//! Documents in, expressions out, one JSON object a line: `{id, dct, text}` to `{id, start, end, type, value}`.
//!
//! Takes a document whose line has been read, gives lines as strings; offsets are counted in characters. Writes the few
//! strings of its answer itself, so that the facts stay a library without JSON.

use super::{ReferenceTime, TimexReader};
use crate::facts::Date;
use crate::facts::token::{Token, tokenize_into};
use jiff::tz::TimeZone;

/// Reads documents with a reader and one buffer of tokens.
#[derive(Debug)]
pub struct TimexStream<'r> {
    reader: &'r TimexReader,
    tokens: Vec<Token>,
}

/// A document of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamDocument {
    /// What the answers are named with.
    pub id: String,
    /// The date of publication: a day, or an instant with or without a zone.
    pub dct: String,
    /// The plain text.
    pub text: String,
}

impl<'r> TimexStream<'r> {
    /// A stream over a reader.
    pub fn new(reader: &'r TimexReader) -> Self {
        Self { reader, tokens: Vec::new() }
    }

    /// The lines for one document, each with its line end; none where nothing was found, an error where the date of
    /// publication is none.
    pub fn annotate(&mut self, document: &StreamDocument) -> Result<String, String> {
        let anchor = reference_time(&document.dct)
            .ok_or_else(|| format!("`{}` is no date of publication", document.dct))?;
        tokenize_into(&document.text, &mut self.tokens);
        let mut lines = String::new();
        let mut place = CharCounter { text: &document.text, byte: 0, chars: 0 };
        for expression in self.reader.read(&document.text, &self.tokens, &anchor) {
            let start = place.chars_until(expression.span.start as usize);
            let end = place.chars_until(expression.span.end as usize);
            lines.push_str("{\"id\":");
            push_json_string(&mut lines, &document.id);
            let (kind, value) = (expression.kind.as_str(), expression.value);
            lines.push_str(&format!(
                ",\"start\":{start},\"end\":{end},\"type\":\"{kind}\",\"value\":\"{value}\"}}\n"
            ));
        }
        Ok(lines)
    }
}

/// Counts characters once, from one span to the next.
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

/// The anchor a date of publication gives: a day, an instant, or a local time of which the day counts.
pub fn reference_time(dct: &str) -> Option<ReferenceTime> {
    if let Ok(Date::Instant(moment)) = Date::parse(dct) {
        return Some(ReferenceTime::new(moment.timestamp, TimeZone::fixed(moment.offset)));
    }
    let day = dct.get(..10)?.parse().ok()?;
    Some(ReferenceTime::on_day(day))
}

fn push_json_string(out: &mut String, text: &str) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            letter if letter < ' ' => out.push_str(&format!("\\u{:04x}", letter as u32)),
            letter => out.push(letter),
        }
    }
    out.push('"');
}
