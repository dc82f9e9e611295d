//! Whether the event of a date happens at a place of its clause.

use crate::facts::languages::DraftList;
use crate::facts::names::Mention;

use super::analysis::DraftReading;
use super::dates::DraftDate;
use super::verbs::{is_claim, is_common_noun, is_finite_verb, is_past_participle};

/// Returns the mentions in the clause of a date that may be the place of its event. In "they welcomed the deal signed in
/// Bergen" the place is that of the deal, unless the participle has the date too.
pub(super) fn places_of_event<'r>(
    reading: &'r DraftReading<'_>,
    date: &'r DraftDate,
) -> impl Iterator<Item = usize> + 'r {
    reading
        .mentions_in(date.clause_span)
        .filter(move |index| is_of_event(reading, date, &reading.mentions[*index]))
}

/// Returns whether the event is at a place: no attribution after the date has it, no relative clause, and no participle, unless
/// the date is there too.
fn is_of_event(reading: &DraftReading<'_>, date: &DraftDate, place: &Mention) -> bool {
    let (first, index) = (reading.token_at(date.clause_span.start), reading.token_at(date.span.start));
    let place = place.tokens.start;
    let is_attributed = (index..place).any(|index| is_claim(reading, index));
    let opens_phrase =
        relative_before(reading, first, place).or_else(|| participle_before(reading, first, place));
    // "Was found on Friday and was flown to Bern".
    let is_later = (index..place).any(|index| {
        reading.is_listed(DraftList::ClauseJoin, reading.annotated.word(index))
            && is_finite_verb(reading, index + 1)
    });
    !is_attributed
        && !is_later
        && opens_phrase.is_none_or(|opening| {
            index > opening && !(opening..index).any(|index| reading.annotated.has_word(index, ","))
        })
}

/// Returns the relative pronoun after a comma whose clause has a place: "Roth, who left Bern, said".
fn relative_before(reading: &DraftReading<'_>, first: usize, place: usize) -> Option<usize> {
    let is_comma = |index: &usize| reading.annotated.has_word(*index, ",");
    let pronoun = (first..place).rev().find(is_comma)? + 1;
    reading.is_listed(DraftList::RelativePronoun, reading.annotated.word(pronoun)).then_some(pronoun)
}

/// Returns the participle whose phrase ends with a place: "signed in Bergen", "reached overnight in Bergen". It follows a comma,
/// or a noun after a verb.
fn participle_before(reading: &DraftReading<'_>, first: usize, place: usize) -> Option<usize> {
    const MAX_DISTANCE: usize = 4;
    let annotated = &reading.annotated;
    let near = place.saturating_sub(MAX_DISTANCE).max(first + 1)..place;
    let is_participle = |index: &usize| annotated.is_lower(*index) && is_past_participle(reading, *index);
    let participle = near.rev().take_while(|index| !annotated.has_word(*index, ",")).find(is_participle)?;
    let before = participle - 1;
    let has_verb = || (first..before).any(|index| is_finite_verb(reading, index));
    let is_joined =
        (first..participle).any(|index| reading.is_listed(DraftList::ClauseJoin, annotated.word(index)));
    let follows_noun = is_common_noun(reading, before) && !is_joined && has_verb();
    (annotated.has_word(before, ",") || follows_noun).then_some(participle)
}
