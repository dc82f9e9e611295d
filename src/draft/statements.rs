//! Statements of a draft.

use jiff::tz::TimeZone;

use crate::facts::Date;
use crate::facts::quote::{FoundStatement, NamedBy};
use crate::text::{Span, on_one_line};

use super::agency::Agency;
use super::analysis::DraftReading;
use super::participants::Grade;

/// A quotation with its speaker.
#[derive(Clone, Debug)]
pub(super) struct DraftStatement {
    /// Index of the mention that names the speaker; `None` if the text does not tell.
    pub(super) speaker: Option<usize>,
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
    for found in reading.statements.iter().filter(|found| !is_by_agency(reading, found)) {
        let mut statement = draft_statement(reading, found);
        if statement.when.is_none()
            && let (Some(before), Some(last)) = (before, all.last())
            && continues(reading, before, found)
            && let Some(when) = last.when
        {
            statement.when = Some(when);
            statement.reason.push_str("; day of the quotation before");
        }
        before = Some(found);
        all.push(statement);
    }
    all
}

/// Returns whether an agency is named as the speaker: it reports the words of others.
fn is_by_agency(reading: &DraftReading<'_>, found: &FoundStatement) -> bool {
    let name = reading.slice(reading.mentions[found.speaker].span);
    found.has_speaker() && Agency::from_signature(name).is_some()
}

/// Returns whether the same speaker continues in the same paragraph or the next.
fn continues(reading: &DraftReading<'_>, before: &FoundStatement, next: &FoundStatement) -> bool {
    let entity = |found: &FoundStatement| reading.mentions[found.speaker].entity;
    let paragraph = |span: Span| reading.paragraph_at(span.start);
    let has_speaker = before.has_speaker() && next.has_speaker();
    has_speaker && entity(before) == entity(next) && paragraph(next.verb) <= paragraph(before.verb) + 1
}

fn draft_statement(reading: &DraftReading<'_>, found: &FoundStatement) -> DraftStatement {
    let name = reading.slice(reading.mentions[found.speaker].span);
    let verb = reading.slice(found.verb);
    let (grade, reason) = match found.named_by {
        NamedBy::SharedName => {
            (Grade::Doubtful, format!("\"{name} {verb}\"; several people in the text have this name"))
        }
        NamedBy::LastFullName => {
            let named = reading.slice(found.named);
            (Grade::Likely, format!("\"{named} {verb}\"; {name} is the last full name with this word"))
        }
        NamedBy::UnclearPronoun => {
            let reason = format!("\"{verb}\" with a pronoun that may mean several people: write who");
            (Grade::Doubtful, reason)
        }
        NamedBy::Noun => {
            let named = reading.slice(found.named);
            (Grade::Doubtful, format!("\"{verb}\" next to \"{named}\": write who"))
        }
        NamedBy::Signature => (Grade::Likely, format!("{name} after a dash at the end")),
        _ if found.by_pronoun() => (Grade::Likely, format!("\"{verb}\" with a pronoun that means {name}")),
        _ => (Grade::Sure, format!("\"{verb}\" next to {name}")),
    };
    // Nobody has said something after publication.
    let published = super::day_as_date(reading.day).start(&TimeZone::UTC);
    let when =
        found.when.as_ref().map(|when| when.value).filter(|when| when.start(&TimeZone::UTC) <= published);
    DraftStatement {
        speaker: found.has_speaker().then_some(found.speaker),
        says: quotation_text(reading, found),
        when,
        venue: found.venue,
        grade: grade.min(found.grade()),
        reason,
    }
}

/// Returns the quoted text in one line. A full stop stands for the comma before the closing mark where the sentence of the
/// attribution ends between two parts.
fn quotation_text(reading: &DraftReading<'_>, found: &FoundStatement) -> String {
    let mut says = String::new();
    let mut end: Option<u32> = None;
    for span in &found.quoted_spans {
        if let Some(end) = end {
            let between = reading.slice(Span { start: end, end: span.start });
            let is_stop = ends_sentence(between) && !says.ends_with(['.', '!', '?']);
            says.push_str(if is_stop { ". " } else { " " });
        }
        says.push_str(&reading.as_typed(*span));
        end = Some(span.end);
    }
    on_one_line(&says)
}

/// Returns whether a sentence ends between two parts.
fn ends_sentence(between: &str) -> bool {
    between.trim_end_matches(['"', '“', '„', '«', '‘', '\'', ' ', '\n']).ends_with('.')
}
