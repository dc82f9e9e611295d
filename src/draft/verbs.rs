//! Verbs, by which a clause is recognised.

use crate::facts::languages::DraftList;
use crate::facts::names::WordClasses;

use super::analysis::DraftReading;

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
