//! Statements of texts as JSON Lines: `{id, text}` to `{id, statements: [{parts, who, mention, grade, reason}]}`.
//!
//! Takes an identifier and a text, and returns a line. Offsets are counted in chars. The module writes JSON itself, so the
//! library does not depend on a JSON crate.

use crate::facts::languages::Language;
use crate::facts::names::{DeclaredNames, EntityKind, Mention, read_mentions};
use crate::facts::timex::stream::push_json_string;
use crate::facts::token::{Token, tokenize_into};
use crate::text::Span;

use super::{FoundStatement, read_statements};

/// Reads the statements of texts in one language with one token buffer.
#[derive(Debug)]
pub struct StatementStream<'r> {
    language: &'r Language,
    declared: DeclaredNames,
    tokens: Vec<Token>,
}

impl<'r> StatementStream<'r> {
    /// Creates a stream for a language.
    pub fn new(language: &'r Language) -> Self {
        Self { language, declared: DeclaredNames::default(), tokens: Vec::new() }
    }

    /// Returns the line for one text, with a line end.
    pub fn annotate(&mut self, id: &str, text: &str) -> String {
        tokenize_into(text, self.language, &mut self.tokens);
        let mentions = read_mentions(text, &self.tokens, &self.declared, self.language);
        let statements = read_statements(text, &self.tokens, &mentions, &[], self.language);
        let chars = CharOffsets::new(text, &statements);
        let mut line = "{\"id\":".to_owned();
        push_json_string(&mut line, id);
        line.push_str(",\"statements\":[");
        for (index, statement) in statements.iter().enumerate() {
            line.push_str(if index == 0 { "" } else { "," });
            push_statement(&mut line, text, &mentions, statement, &chars);
        }
        line.push_str("]}\n");
        line
    }
}

fn push_statement(
    line: &mut String,
    text: &str,
    mentions: &[Mention],
    statement: &FoundStatement,
    chars: &CharOffsets,
) {
    let range = |span: Span| format!("[{},{}]", chars.of(span.start), chars.of(span.end));
    let parts: Vec<String> = statement.quoted_spans.iter().map(|span| range(*span)).collect();
    line.push_str(&format!("{{\"parts\":[{}],\"who\":", parts.join(",")));
    let is_told = statement.has_speaker();
    push_json_string(line, if is_told { full_name(text, mentions, statement.speaker) } else { "" });
    line.push_str(&format!(
        ",\"mention\":{},\"grade\":\"{}\",\"reason\":\"{}\"}}",
        range(statement.named),
        statement.grade().as_str(),
        statement.named_by.as_str()
    ));
}

/// Returns the most frequent name of several words of a person; the name itself if there is none.
fn full_name<'t>(text: &'t str, mentions: &[Mention], speaker: usize) -> &'t str {
    let Some(mention) = mentions.get(speaker) else { return "" };
    let name = mention.span.slice(text);
    if mention.kind != EntityKind::Person {
        return name;
    }
    let names = mentions.iter().filter(|other| other.entity == mention.entity);
    let full = names.map(|other| other.span.slice(text)).filter(|name| name.contains(char::is_whitespace));
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for name in full {
        match counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(name, |(name, _)| name)
}

/// Offsets in chars of the bytes at which the spans of statements begin and end.
struct CharOffsets(Vec<(u32, usize)>);

impl CharOffsets {
    fn new(text: &str, statements: &[FoundStatement]) -> Self {
        let spans = |statement: &FoundStatement| {
            statement.quoted_spans.iter().copied().chain([statement.named]).collect::<Vec<_>>()
        };
        let ends = statements.iter().flat_map(spans).flat_map(|span| [span.start, span.end]);
        let mut bytes: Vec<u32> = ends.collect();
        bytes.sort_unstable();
        bytes.dedup();
        let (mut last, mut count) = (0, 0);
        let offsets = bytes.into_iter().map(|byte| {
            count += text.get(last..byte as usize).map_or(0, |passed| passed.chars().count());
            last = byte as usize;
            (byte, count)
        });
        Self(offsets.collect())
    }

    /// Returns the offset in chars of a byte.
    fn of(&self, byte: u32) -> usize {
        let index = self.0.binary_search_by_key(&byte, |(known, _)| *known);
        index.ok().and_then(|index| self.0.get(index)).map_or(0, |(_, chars)| *chars)
    }
}
