//! Rules that score a candidate, before the learned weights.
//!
//! Takes a text and a candidate. Returns points in sixteenths of a unit of log-odds. No rule decides alone: learned
//! weights and other mentions are added.

use super::annotated_text::AnnotatedText;
use super::chunker::Candidate;
use super::class::WordClasses;
use super::model::{Label, Score};
use crate::facts::languages::WordList;

/// Points by class of the whole name.
const KNOWN_NAME_POINTS: &[(WordClasses, Label, i32)] = &[
    (WordClasses::STATE, Label::Place, 48),
    (WordClasses::CAPITAL, Label::Place, 24),
    (WordClasses::BIG_CITY, Label::Place, 24),
    (WordClasses::REGION, Label::Place, 32),
    (WordClasses::CITY, Label::Place, 8),
    (WordClasses::ORGANISATION, Label::Organisation, 48),
    (WordClasses::NATION, Label::Nothing, 72),
];

pub(crate) fn prior_score(annotated: &AnnotatedText<'_>, candidate: &Candidate) -> Score {
    let mut score = Score::default();
    for (class, label, points) in KNOWN_NAME_POINTS {
        if candidate.entry.classes.intersects(*class) {
            score.add_points(*label, *points);
        }
    }
    let words: Vec<usize> =
        (candidate.from..candidate.to).filter(|index| annotated.is_capital(*index)).collect();
    if words.len() > 1 {
        score_multiword_name(annotated, candidate, &words, &mut score);
    }
    if candidate.has_title {
        let honorific =
            candidate.from > 0 && annotated.classes(candidate.from - 1).intersects(WordClasses::HONORIFIC);
        score.add_points(Label::Person, if honorific { 128 } else { 24 });
    }
    score_everyday_words(annotated, candidate, &words, &mut score);
    score_following_words(annotated, candidate, &mut score);
    score_adjacent_words(annotated, candidate, &mut score);
    score_codes_and_common_nouns(annotated, candidate, &mut score);
    if is_title_in_quotes(annotated, candidate) {
        score.add_points(Label::Nothing, 48);
    }
    if is_compass_region(annotated, candidate) {
        score.add_points(Label::Place, 96);
    }
    score
}

/// Returns whether a point of the compass names a region: `the West`.
fn is_compass_region(annotated: &AnnotatedText<'_>, candidate: &Candidate) -> bool {
    let Candidate { from, to, .. } = *candidate;
    // `Winter Roads of the North` is a title.
    let is_in_title = from > 2 && annotated.is(from - 2, WordList::Of) && annotated.is_capital(from - 3);
    to == from + 1
        && annotated.is(from, WordList::Compass)
        && !is_in_title
        && from > 0
        && annotated.lists(from - 1).contains_any([WordList::The, WordList::OpeningThe])
}

/// Returns whether a candidate is one word in capitals that no table knows, in a text with other words.
fn is_unknown_acronym(annotated: &AnnotatedText<'_>, candidate: &Candidate) -> bool {
    const LENGTHS: std::ops::RangeInclusive<usize> = 2..=6;
    let Candidate { from, to, .. } = *candidate;
    let shouts = |index: usize| annotated.is_acronym(index) && annotated.word(index).len() > 3;
    to == from + 1
        && annotated.is_acronym(from)
        && LENGTHS.contains(&annotated.word(from).len())
        && !candidate.entry.classes.intersects(WordClasses::NAME)
        && !(from > 0 && shouts(from - 1) || shouts(to))
}

/// Scores words that name nothing by themselves: letters, codes with digits, and common nouns after a determiner, such
/// as `the Bank`, `the Amir`.
fn score_codes_and_common_nouns(annotated: &AnnotatedText<'_>, candidate: &Candidate, score: &mut Score) {
    let (from, word) = (candidate.from, annotated.word(candidate.from));
    if candidate.to > from + 1 || candidate.entry.classes.intersects(WordClasses::NAME) {
        return;
    }
    if word.chars().nth(1).is_none() {
        score.add_points(Label::Nothing, 64);
    }
    let letters = word.bytes().take_while(u8::is_ascii_uppercase).count();
    if letters > 1 && word.len() > letters && word.bytes().skip(letters).all(|byte| byte.is_ascii_digit()) {
        score.add_points(Label::Nothing, 24);
    }
    let nouns = WordClasses::TITLE
        | WordClasses::ORGANISATION_HEAD
        | WordClasses::ORGANISATION_NOUN
        | WordClasses::PLACE_HEAD
        | WordClasses::PLACE_NOUN
        | WordClasses::THING_HEAD;
    let determiners = [WordList::The, WordList::OpeningThe, WordList::Determiner, WordList::Its];
    let determined = from > 0 && annotated.lists(from - 1).contains_any(determiners);
    if determined && annotated.classes(from).intersects(nouns) && annotated.is_only_first_capital(from) {
        score.add_points(Label::Nothing, 40);
    }
}

/// Adds the points of a common noun that describes the name.
fn add_noun_points(classes: WordClasses, points: i32, score: &mut Score) {
    if classes.intersects(WordClasses::TITLE | WordClasses::KIN) {
        score.add_points(Label::Person, points);
    } else if classes.intersects(WordClasses::PLACE_NOUN) {
        score.add_points(Label::Place, points);
    } else if classes.intersects(WordClasses::ORGANISATION_NOUN) {
        score.add_points(Label::Organisation, points);
    }
}

/// Scores what follows the name: `, a company …`, `is a village …`, `, who`, `, 31,`.
fn score_following_words(annotated: &AnnotatedText<'_>, candidate: &Candidate, score: &mut Score) {
    let next = candidate.to;
    let comma = annotated.has_word(next, ",");
    if annotated.is(next, WordList::Who)
        || comma && annotated.lists(next + 1).contains_any([WordList::Who, WordList::Whose])
    {
        score
            .add_points(Label::Person, if comma && annotated.is(next + 1, WordList::Whose) { 8 } else { 40 });
    }
    if comma && is_age(annotated, next + 1) {
        score.add_points(Label::Person, 40);
    }
    let is = annotated.is(next, WordList::Is);
    let article = annotated.lists(next + 1).contains_any([WordList::Indefinite, WordList::The]);
    if article && (comma || is) {
        let end = (next + 2..next + 9).find(|index| {
            !annotated.is_lower(*index) && !annotated.is_capital(*index) || annotated.is_stop(*index)
        });
        let end = end.unwrap_or(next + 9);
        let is_noun = |index: &usize| {
            annotated.classes(*index).intersects(
                WordClasses::TITLE
                    | WordClasses::KIN
                    | WordClasses::PLACE_NOUN
                    | WordClasses::ORGANISATION_NOUN,
            )
        };
        if let Some(index) = (next + 2..end).filter(|index| annotated.is_lower(*index)).find(is_noun) {
            // The last noun decides: `a company founder` is a person.
            let index =
                if is_noun(&(index + 1)) && annotated.is_lower(index + 1) { index + 1 } else { index };
            add_noun_points(annotated.classes(index), 32, score);
        }
    }
}

/// Returns whether a token is an age: `, 31,`.
fn is_age(annotated: &AnnotatedText<'_>, index: usize) -> bool {
    let years = annotated.word(index);
    years.len() <= 2
        && years.bytes().all(|byte| byte.is_ascii_digit())
        && !years.is_empty()
        && matches!(annotated.word(index + 1), "," | "." | ")")
}

/// Scores adjacent words: `village of X`, `agency X`, `the X area`, `her daughter X`, `X said`.
fn score_adjacent_words(annotated: &AnnotatedText<'_>, candidate: &Candidate, score: &mut Score) {
    if let Some(before) = candidate.from.checked_sub(1).filter(|_| !annotated.starts_sentence(candidate.from))
    {
        let earlier = before.checked_sub(1).map_or(WordClasses::NONE, |index| annotated.classes(index));
        if annotated.is(before, WordList::Of) && earlier.intersects(WordClasses::PLACE_NOUN) {
            score.add_points(Label::Place, 40);
        } else if annotated.is_lower(before)
            && !annotated.classes(before).intersects(WordClasses::SPEECH_VERB)
        {
            add_noun_points(annotated.classes(before), 24, score);
        }
        if annotated.has_word(before, ",") && earlier.intersects(WordClasses::KIN)
            || annotated.classes(before).intersects(WordClasses::KIN)
        {
            score.add_points(Label::Person, 32);
        }
    }
    let verb = |index: usize| {
        annotated.is_lower(index) && annotated.classes(index).intersects(WordClasses::SPEECH_VERB)
    };
    if verb(candidate.to)
        && !candidate.entry.classes.intersects(WordClasses::PLACE | WordClasses::ORGANISATION)
    {
        let is_acronym = is_unknown_acronym(annotated, candidate);
        score.add_points(if is_acronym { Label::Organisation } else { Label::Person }, 24);
    }
    if has_officer(annotated, candidate) {
        score.add_points(Label::Organisation, 20);
    }
    if annotated.is_lower(candidate.to)
        && annotated.classes(candidate.to).intersects(WordClasses::PLACE_NOUN)
        && !candidate.has_title
    {
        score.add_points(Label::Place, 16);
    }
}

/// Returns whether an office in lower case and then a name follow: `Norvik chairwoman Ann Roe`. A place or person has
/// no officers in this form.
pub(crate) fn has_officer(annotated: &AnnotatedText<'_>, candidate: &Candidate) -> bool {
    const MAX_TITLE_WORDS: usize = 3;
    let classes = WordClasses::PLACE | WordClasses::NATION | WordClasses::GIVEN_NAME;
    let is_title = |index: &usize| {
        annotated.is_lower(*index)
            && annotated.is_spaced(*index)
            && !annotated.classes(*index).intersects(WordClasses::FUNCTION_WORD | WordClasses::SPEECH_VERB)
    };
    let end = candidate.to + (candidate.to..candidate.to + MAX_TITLE_WORDS).take_while(is_title).count();
    end > candidate.to
        && !candidate.has_title
        && !candidate.entry.classes.intersects(classes)
        && annotated.classes(end - 1).intersects(WordClasses::OFFICE | WordClasses::ROLE)
        && annotated.is_capital(end)
        && annotated.is_spaced(end)
        && !annotated.classes(end).intersects(WordClasses::CALENDAR)
}

/// Returns whether the name is in the quoted title of a work: a few words, mostly capitalised, without final
/// punctuation.
fn is_title_in_quotes(annotated: &AnnotatedText<'_>, candidate: &Candidate) -> bool {
    const MAX_TITLE_TOKENS: usize = 8;
    let quoted = |index: usize| {
        annotated
            .tokens
            .get(index)
            .is_some_and(|token| token.is_quoted() && !annotated.is_quotation_mark(index))
    };
    if !quoted(candidate.from) {
        return false;
    }
    let mut from = candidate.from;
    while from > 0 && quoted(from - 1) && candidate.from - from < MAX_TITLE_TOKENS {
        from -= 1;
    }
    let mut to = candidate.to;
    while quoted(to) && to - from <= MAX_TITLE_TOKENS {
        to += 1;
    }
    let closed = from > 0 && annotated.is_quotation_mark(from - 1) && annotated.is_quotation_mark(to);
    closed
        && to - from <= MAX_TITLE_TOKENS
        && annotated.is_capital(from)
        && !annotated.is_stop(to - 1)
        && !annotated.has_word(to - 1, ",")
        && 2 * (from..to).filter(|index| annotated.is_capital(*index)).count() >= to - from
}

/// Scores names of several words: the last may be a head noun, the first a given name.
fn score_multiword_name(
    annotated: &AnnotatedText<'_>,
    candidate: &Candidate,
    words: &[usize],
    score: &mut Score,
) {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
    if annotated.is(*first, WordList::EventName) {
        score.add_points(Label::Nothing, 48);
    }
    if (candidate.from + 1..candidate.to).any(|index| annotated.has_word(index, "&")) {
        score.add_points(Label::Organisation, 72);
    }
    // `Kim Jong-un`: a lowercase syllable after a hyphen.
    if candidate.to - last == 3 && annotated.has_word(last + 1, "-") && annotated.is_lower(last + 2) {
        score.add_points(Label::Person, 48);
    }
    let (first, last) = (annotated.classes(*first), annotated.classes(*last));
    let of = (candidate.from + 1..candidate.to)
        .find(|index| annotated.lists(*index).contains_any([WordList::Of, WordList::For]));
    let head = of.map_or(last, |of| annotated.classes(of - 1));
    let surname = *words.last().unwrap_or(&candidate.from);
    if annotated.is_abbreviated(surname, WordList::Generation) {
        score.add_points(Label::Person, 72);
    }
    if first.intersects(WordClasses::GIVEN_NAME)
        && of.is_none()
        && (!head
            .intersects(WordClasses::ORGANISATION_HEAD | WordClasses::THING_HEAD | WordClasses::PLACE_HEAD)
            || words.len() == 2 && annotated.is(surname, WordList::SurnameNoun))
    {
        score.add_points(Label::Person, if head.intersects(WordClasses::THING_HEAD) { 56 } else { 32 });
    }
    if head.intersects(WordClasses::ORGANISATION_HEAD | WordClasses::ORGANISATION_SUFFIX) {
        score.add_points(Label::Organisation, 24);
    }
    if head.intersects(WordClasses::PLACE_HEAD) {
        score.add_points(Label::Place, 28);
    }
    if head.intersects(WordClasses::THING_HEAD) {
        score.add_points(Label::Nothing, 24);
    }
}

/// Scores words that are not names: bare titles and common words at the start of a sentence.
fn score_everyday_words(
    annotated: &AnnotatedText<'_>,
    candidate: &Candidate,
    words: &[usize],
    score: &mut Score,
) {
    let plain = WordClasses::TITLE
        | WordClasses::COMMON_WORD
        | WordClasses::FUNCTION_WORD
        | WordClasses::KIN
        | WordClasses::THING_HEAD;
    let names = WordClasses::NAME | WordClasses::GIVEN_NAME | WordClasses::ORGANISATION_HEAD;
    let all = words.iter().all(|index| {
        (annotated.classes(*index).intersects(plain) || annotated.is(*index, WordList::TitleModifier))
            && !annotated.classes(*index).intersects(names)
    });
    let known = candidate.entry.classes.intersects(WordClasses::PLACE | WordClasses::ORGANISATION);
    let titles = words.iter().all(|index| {
        annotated.classes(*index).intersects(WordClasses::TITLE)
            || annotated.is(*index, WordList::TitleModifier)
    });
    if all && !titles && is_everyday_speaker(annotated, candidate, words) {
        score.add_points(Label::Organisation, 40);
    } else if all && !candidate.has_title && !known {
        score.add_points(Label::Nothing, if titles && words.len() > 1 { 64 } else { 32 });
    }
    let is_noun = |index: &usize| {
        !annotated.classes(*index).intersects(names) && candidate.entry.classes == WordClasses::NONE
    };
    if annotated.has_capital_nouns() && !candidate.has_title && words.iter().all(is_noun) {
        score.add_points(Label::Nothing, 48);
    }
    let [alone] = words else { return score_unknown_words(annotated, candidate, words, score) };
    let (classes, word) = (annotated.classes(*alone), annotated.word(*alone));
    let opens = annotated.starts_sentence(*alone);
    if classes.intersects(WordClasses::THING_HEAD) && !all && !classes.intersects(WordClasses::NAME) {
        score.add_points(Label::Nothing, 32);
    } else if word.len() > 6
        && annotated.has_ending(*alone, WordList::PeopleEnding)
        && !annotated.is_possessive(candidate.to)
        && !classes.intersects(WordClasses::NAME)
    {
        score.add_points(Label::Nothing, 40);
    } else if opens && classes.intersects(WordClasses::COMMON_WORD) && !candidate.has_title {
        score.add_points(Label::Nothing, 16);
    } else if classes == WordClasses::NONE
        && !annotated.is_seen_lowercase(*alone)
        && annotated.is_only_first_capital(*alone)
    {
        score.add_points(Label::Person, if opens { 4 } else { 8 });
    }
}

/// Returns whether everyday words within a sentence speak, as an organisation does: `, Open Rivers said`.
fn is_everyday_speaker(annotated: &AnnotatedText<'_>, candidate: &Candidate, words: &[usize]) -> bool {
    let Candidate { from, to, has_title, .. } = *candidate;
    let is_office = annotated.classes(to - 1).intersects(WordClasses::TITLE);
    let speaks = annotated.is_lower(to) && annotated.classes(to).intersects(WordClasses::SPEECH_VERB);
    (2..=3).contains(&words.len())
        && words.len() == to - from
        && !has_title
        && !annotated.starts_sentence(from)
        && speaks
        && !is_office
}

/// Scores two or three unknown capitalised words, which are mostly a person.
fn score_unknown_words(
    annotated: &AnnotatedText<'_>,
    candidate: &Candidate,
    words: &[usize],
    score: &mut Score,
) {
    let speaks = WordClasses::NAME
        | WordClasses::ORGANISATION_HEAD
        | WordClasses::PLACE_HEAD
        | WordClasses::PLACE_LEAD
        | WordClasses::THING_HEAD
        | WordClasses::COMMON_WORD
        | WordClasses::ORGANISATION_SUFFIX;
    let plain = words.iter().all(|index| {
        !annotated.classes(*index).intersects(speaks) && annotated.is_only_first_capital(*index)
    });
    if plain && words.len() <= 3 && candidate.to - candidate.from <= 3 {
        score.add_points(Label::Person, 16);
    }
}
