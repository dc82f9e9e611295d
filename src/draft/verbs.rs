//! Verbs, by which a clause is recognised.

use crate::facts::languages::DraftList;
use crate::facts::names::WordClasses;

use super::analysis::DraftReading;

/// Returns whether a word has the form of a past participle.
pub(super) fn is_past_participle(reading: &DraftReading<'_>, index: usize) -> bool {
    let word = reading.annotated.word(index);
    reading.words().has_ending(DraftList::PastEnding, word)
        || reading.is_listed(DraftList::IrregularParticiple, word)
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
