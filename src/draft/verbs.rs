//! Verbs, and words that open a phrase of time: by these a clause is recognised.

use crate::facts::names::WordClasses;

use super::analysis::DraftReading;

/// Returns whether a word opens a phrase or clause of time before the main clause.
pub(super) fn is_lead_word(word: &str) -> bool {
    matches!(
        word,
        "After"
            | "Following"
            | "Since"
            | "Before"
            | "Despite"
            | "Amid"
            | "During"
            | "When"
            | "While"
            | "As"
            | "Although"
            | "Because"
            | "With"
            | "Under"
            | "Having"
            | "Once"
            | "Unlike"
            | "Though"
            | "Ahead"
    )
}

/// Finite verbs that are frequent in reports, except those that end with `ed`.
const VERBS: &[&str] = &[
    "was",
    "were",
    "is",
    "are",
    "has",
    "have",
    "had",
    "will",
    "would",
    "can",
    "could",
    "may",
    "might",
    "must",
    "should",
    "did",
    "does",
    "do",
    "took",
    "left",
    "began",
    "came",
    "met",
    "won",
    "fell",
    "rose",
    "held",
    "sent",
    "gave",
    "made",
    "became",
    "went",
    "saw",
    "found",
    "told",
    "led",
    "lost",
    "built",
    "brought",
    "bought",
    "paid",
    "set",
    "put",
    "cut",
    "hit",
    "ran",
    "spoke",
    "wrote",
    "broke",
    "struck",
    "sold",
    "grew",
    "got",
    "kept",
    "fled",
    "fought",
    "shot",
    "sank",
    "flew",
    "drove",
    "chose",
    "drew",
    "begins",
    "opens",
    "ends",
    "starts",
    "meets",
    "takes",
    "comes",
    "runs",
    "expires",
    "marks",
    "plans",
    "visits",
    "closes",
    "holds",
    "hosts",
    "follows",
    "arrives",
    "leaves",
    "enters",
    "turns",
    "falls",
    "goes",
    "died",
    "born",
    "says",
    "rules",
    "won't",
    "cannot",
    "stood",
    "sat",
    "withdrew",
    "overthrew",
    "threw",
    "beat",
    "swore",
    "sought",
];

/// Returns whether a word is probably a finite verb: a verb of speech or action, an auxiliary, or a past form.
pub(super) fn is_finite_verb(reading: &DraftReading<'_>, index: usize) -> bool {
    let annotated = &reading.annotated;
    let classes = WordClasses::SPEECH_VERB | WordClasses::ACTION_VERB;
    annotated.is_lower(index)
        && !annotated.is_quoted(index)
        && (annotated.classes(index).intersects(classes)
            || annotated.word(index).ends_with("ed")
            || VERBS.contains(&annotated.word(index)))
}
