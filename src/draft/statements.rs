//! Statements of a draft.

use crate::facts::Date;
use crate::facts::quote::FoundStatement;
use crate::text::Span;

use super::analysis::DraftReading;
use super::participants::Grade;

/// A quotation with its speaker.
#[derive(Clone, Debug)]
pub(super) struct DraftStatement {
    /// Index of the mention that names the speaker.
    pub(super) speaker: usize,
    pub(super) says: String,
    pub(super) when: Option<Date>,
    /// Index of the mention that names the venue.
    pub(super) venue: Option<usize>,
    pub(super) grade: Grade,
    pub(super) reason: String,
}

/// Returns the statements of a text, in text order.
pub(super) fn draft_statements(reading: &DraftReading<'_>) -> Vec<DraftStatement> {
    let mut all: Vec<DraftStatement> = Vec::new();
    let mut before: Option<&FoundStatement> = None;
    for found in &reading.statements {
        let mut statements = split_statement(reading, found);
        let day = before.zip(all.last()).filter(|(before, _)| continues(reading, before, found));
        if let Some(when) = day.and_then(|(_, last)| last.when) {
            for statement in statements.iter_mut().filter(|statement| statement.when.is_none()) {
                statement.when = Some(when);
                statement.reason.push_str("; day of the quotation before");
            }
        }
        before = Some(found);
        all.extend(statements);
    }
    all
}

/// Returns whether the same speaker continues in the same paragraph or the next.
fn continues(reading: &DraftReading<'_>, before: &FoundStatement, next: &FoundStatement) -> bool {
    let entity = |found: &FoundStatement| reading.mentions[found.speaker].entity;
    let paragraph = |span: Span| reading.paragraph_at(span.start);
    entity(before) == entity(next) && paragraph(next.verb) <= paragraph(before.verb) + 1
}

/// Returns the statements of a quotation: parts that are separated by more than an attribution are statements of their
/// own.
fn split_statement(reading: &DraftReading<'_>, found: &FoundStatement) -> Vec<DraftStatement> {
    let name = reading.slice(reading.mentions[found.speaker].span);
    let verb = reading.slice(found.verb);
    let shared = reading.is_shared_name(found.speaker);
    let (grade, reason) = match () {
        () if shared => {
            (Grade::Doubtful, format!("\"{name} {verb}\"; several people in the text have this name"))
        }
        () if found.by_pronoun => (Grade::Likely, format!("\"{verb}\" with a pronoun that means {name}")),
        () => (Grade::Sure, format!("\"{verb}\" next to {name}")),
    };
    let when = found.when.as_ref().map(|when| when.value);
    let statement = |says: String| DraftStatement {
        speaker: found.speaker,
        says,
        when,
        venue: found.venue,
        grade,
        reason: reason.clone(),
    };
    quotation_texts(reading, found).into_iter().map(statement).collect()
}

/// Returns the quoted texts: parts around the attribution are one text. Fragments beside other texts are omitted.
fn quotation_texts(reading: &DraftReading<'_>, found: &FoundStatement) -> Vec<String> {
    const MIN_WORDS: usize = 3;
    let mut texts: Vec<String> = Vec::new();
    let mut end: Option<u32> = None;
    for span in &found.quoted_spans {
        let words = reading.slice(*span);
        let apart = end.map(|end| (end, reading.slice(Span { start: end, end: span.start })));
        match (texts.last_mut(), apart) {
            (Some(says), Some((end, apart))) if is_attribution(reading, found, end, apart) => {
                says.push_str(match ends_sentence(apart) && !says.ends_with(['.', '!', '?']) {
                    true => ". ",
                    false => " ",
                });
                says.push_str(words);
            }
            _ => texts.push(words.to_owned()),
        }
        end = Some(span.end);
    }
    let mut texts: Vec<String> =
        texts.iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    if texts.len() > 1 {
        texts.retain(|text| text.split(' ').count() >= MIN_WORDS);
    }
    texts
}

/// Returns whether a sentence ends between two parts, so that the comma of the first replaces a full stop.
fn ends_sentence(between: &str) -> bool {
    between.trim_end_matches(['"', ' ', '\n']).ends_with('.')
}

/// Returns whether the text between two parts begins with the attribution.
fn is_attribution(reading: &DraftReading<'_>, found: &FoundStatement, start: u32, between: &str) -> bool {
    let after = between.trim_start_matches(['"', '\'', ',', ' ']);
    let begin = start + (between.len() - after.len()) as u32;
    let speaker = reading.mentions[found.speaker].span;
    begin >= found.verb.start || begin >= speaker.start && begin < speaker.end || {
        let until =
            found.verb.start.min(if speaker.start >= begin { speaker.start } else { found.verb.start });
        reading.slice(Span { start: begin, end: until.max(begin) }).split_whitespace().count() <= 1
    }
}
