//! Months and weekdays in runs of capitalised words, some of which are names of persons: `April Fenn`, `George S. May`.
//!
//! Takes a text and a run. Returns the first word of the calendar that names nobody.

use super::annotated_text::AnnotatedText;
use super::class::WordClasses;
use super::preceding::Preceding;
use crate::facts::languages::WordList;
use crate::facts::token::TokenKind;

/// Returns the first month or weekday that is not part of a person's name, as in `Theresa May`.
pub(crate) fn find_calendar_word(
    annotated: &AnnotatedText<'_>,
    from: usize,
    to: usize,
    preceding: Preceding,
) -> Option<usize> {
    (from..to).find(|index| {
        annotated.classes(*index).intersects(WordClasses::CALENDAR)
            && annotated.is_capital(*index)
            && !(*index > from && is_before_surname(annotated, index - 1))
            && !is_given_name(annotated, *index, to, preceding)
            && !(annotated.is(*index, WordList::MonthOrSurname)
                && to == from + 1
                && is_before_agent_verb(annotated, to))
            && !(preceding == Preceding::Title && to == from + 1)
    })
}

/// Returns whether a given name, an honorific or an initial is at a token: `George S. May`.
fn is_before_surname(annotated: &AnnotatedText<'_>, index: usize) -> bool {
    annotated.classes(index).intersects(WordClasses::GIVEN_NAME | WordClasses::HONORIFIC)
        || annotated.tokens.get(index).is_some_and(|token| token.kind == TokenKind::Initials)
            && annotated.word(index).len() == 2
}

/// Returns whether a month or weekday is the given name of a person: an unknown name follows, no preposition of time
/// precedes, and the name opens the sentence, follows a verb of speech or is not the subject of a verb. `said Monday
/// Jones would go` is a day and a person.
fn is_given_name(annotated: &AnnotatedText<'_>, index: usize, to: usize, preceding: Preceding) -> bool {
    let surname = index + 1;
    let blocks = WordClasses::FUNCTION_WORD
        | WordClasses::COMMON_WORD
        | WordClasses::TITLE
        | WordClasses::CALENDAR
        | WordClasses::NATION
        | WordClasses::STATE
        | WordClasses::ORGANISATION
        | WordClasses::ORGANISATION_HEAD
        | WordClasses::PLACE_HEAD
        | WordClasses::THING_HEAD
        | WordClasses::ORGANISATION_SUFFIX
        | WordClasses::GIVEN_NAME;
    let is_surname = surname + 1 == to
        && annotated.is_spaced(surname)
        && annotated.is_only_first_capital(surname)
        && annotated.is_only_first_capital(index)
        && !annotated.word(index).ends_with('.')
        && !annotated.classes(surname).intersects(blocks);
    if !is_surname {
        return false;
    }
    if preceding == Preceding::Title || annotated.starts_sentence(index) {
        return true;
    }
    let before = index.saturating_sub(1);
    let is_month = annotated.classes(index).intersects(WordClasses::MONTH);
    let is_speaker = is_month
        && annotated.is_lower(before)
        && annotated.classes(before).intersects(WordClasses::SPEECH_VERB);
    let is_subject = annotated.is_lower(to) && !annotated.is(to, WordList::And);
    let is_timed = annotated.is_folded(before, WordList::BeforeDay)
        || annotated.classes(before).intersects(WordClasses::FUNCTION_WORD)
            && !annotated.is(before, WordList::And);
    let is_listed = annotated.is(before, WordList::And)
        && before > 0
        && annotated.is_capital(before - 1)
        && !annotated.classes(before - 1).intersects(WordClasses::CALENDAR);
    let is_object = annotated.classes(before).intersects(WordClasses::ACTION_VERB);
    is_speaker || !is_timed && (is_listed || is_object && !is_subject)
}

/// Returns whether a verb follows whose subject is a person: `May told reporters`.
fn is_before_agent_verb(annotated: &AnnotatedText<'_>, next: usize) -> bool {
    annotated.is_lower(next)
        && (annotated.classes(next).intersects(WordClasses::SPEECH_VERB) || annotated.is(next, WordList::Has))
}
