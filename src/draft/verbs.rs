//! Verbs and nouns, by which a clause is recognised.

use crate::facts::languages::{DraftList, WordList};
use crate::facts::names::WordClasses;

use super::analysis::DraftReading;

/// Returns whether a word has the form of a past participle.
pub(super) fn is_past_participle(reading: &DraftReading<'_>, index: usize) -> bool {
    let word = reading.annotated.word(index);
    reading.words().has_ending(DraftList::PastEnding, word)
        || reading.is_listed(DraftList::IrregularParticiple, word)
}

/// Returns whether a word is a common noun, as far as its form tells.
pub(super) fn is_common_noun(reading: &DraftReading<'_>, index: usize) -> bool {
    let annotated = &reading.annotated;
    annotated.is_lower(index)
        && annotated.is_spaced(index)
        && !annotated.classes(index).intersects(WordClasses::FUNCTION_WORD)
        && !is_finite_verb(reading, index)
}

/// Returns whether "is" or "are" makes a passive of the participle at a token: "is dropped", "are also banned".
pub(super) fn is_present_passive(reading: &DraftReading<'_>, index: usize) -> bool {
    const MAX_DISTANCE: usize = 2;
    let mut before = index.saturating_sub(MAX_DISTANCE)..index;
    is_past_participle(reading, index)
        && before.any(|before| reading.is_listed(DraftList::PassivePresent, reading.annotated.word(before)))
}

/// Returns whether a verb of speech tells what somebody says. Of "agreed on a fee", "announced a plan" and "member states" it
/// is an act or a noun.
pub(super) fn is_claim(reading: &DraftReading<'_>, index: usize) -> bool {
    let annotated = &reading.annotated;
    let next = index + 1;
    let opens_words =
        reading.is_listed(DraftList::That, annotated.word(next)) || annotated.is_quotation_mark(next);
    let is_word = annotated.is_lower(next)
        && annotated.is_spaced(next)
        && !annotated.classes(next).intersects(WordClasses::FUNCTION_WORD);
    let has_object = reading.is_listed(DraftList::Determiner, annotated.word(next)) || is_word;
    let before = index.checked_sub(1);
    // "A state of emergency was declared" has no speaker.
    let is_passive =
        before.is_some_and(|before| reading.is_listed(DraftList::PassiveAuxiliary, annotated.word(before)));
    let is_act = reading.is_listed(DraftList::SpeechAct, annotated.word(index))
        || (has_object || is_passive) && reading.is_listed(DraftList::Announcement, annotated.word(index));
    let is_owned =
        before.is_some_and(|before| reading.is_listed(DraftList::Determiner, annotated.word(before)));
    let is_noun = is_owned
        || annotated.is(index, WordList::NounOrVerb)
            && (is_finite_verb(reading, next)
                || before.is_some_and(|before| is_common_noun(reading, before)));
    annotated.is_lower(index)
        && annotated.classes(index).intersects(WordClasses::SPEECH_VERB)
        && !annotated.is_quoted(index)
        && (opens_words || !is_act && !is_noun)
}

/// Returns whether a word of a list stands before a present participle: "after being".
pub(super) fn opens_gerund(reading: &DraftReading<'_>, list: DraftList, index: usize) -> bool {
    let annotated = &reading.annotated;
    reading.is_listed(list, annotated.word(index))
        && reading.words().has_ending(DraftList::ParticipleEnding, annotated.word(index + 1))
}

/// Returns whether a word is probably a finite verb: a verb of speech or action, an auxiliary, or a past form.
pub(super) fn is_finite_verb(reading: &DraftReading<'_>, index: usize) -> bool {
    let (annotated, words) = (&reading.annotated, reading.words());
    let classes = WordClasses::SPEECH_VERB | WordClasses::ACTION_VERB;
    // "Marten (left)" is a caption.
    let is_bracketed = annotated.has_word(index + 1, ")") && index > 0 && annotated.has_word(index - 1, "(");
    annotated.is_lower(index)
        && !annotated.is_quoted(index)
        && !is_bracketed
        && (annotated.classes(index).intersects(classes)
            || words.has_ending(DraftList::PastEnding, annotated.word(index))
            || words.contains(DraftList::FiniteVerb, annotated.word(index)))
}
