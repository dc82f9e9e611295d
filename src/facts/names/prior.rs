//! What a segment is likely to be before anything is learnt: the plain rules, as points for each label.
//!
//! Takes a page and a segment. Gives points, sixteen to one unit of log-odds. No list decides alone: what is learnt
//! and the other mentions of the name are added to this.

use super::annotated_text::AnnotatedText;
use super::chunker::Candidate;
use super::class::WordClasses;
use super::model::{Label, Score};

/// Points for what the whole name is known as.
const KNOWN_NAME_POINTS: &[(WordClasses, Label, i32)] = &[
    (WordClasses::STATE, Label::Place, 48),
    (WordClasses::CAPITAL, Label::Place, 24),
    (WordClasses::BIG_CITY, Label::Place, 24),
    (WordClasses::REGION, Label::Place, 32),
    (WordClasses::CITY, Label::Place, 8),
    (WordClasses::ORGANISATION, Label::Organisation, 48),
    (WordClasses::NATION, Label::Nothing, 72),
];

pub(crate) fn prior_score(page: &AnnotatedText<'_>, segment: &Candidate) -> Score {
    let mut score = Score::default();
    for (class, label, points) in KNOWN_NAME_POINTS {
        if segment.entry.classes.intersects(*class) {
            score.add_points(*label, *points);
        }
    }
    let words: Vec<usize> = (segment.from..segment.to).filter(|at| page.is_capital(*at)).collect();
    if words.len() > 1 {
        score_multiword_name(page, segment, &words, &mut score);
    }
    if segment.has_title {
        let honorific = segment.from > 0 && page.classes(segment.from - 1).intersects(WordClasses::HONORIFIC);
        score.add_points(Label::Person, if honorific { 128 } else { 24 });
    }
    score_everyday_words(page, segment, &words, &mut score);
    score_following_words(page, segment, &mut score);
    score_adjacent_words(page, segment, &mut score);
    if is_title_in_quotes(page, segment) {
        score.add_points(Label::Nothing, 48);
    }
    score
}

/// What a noun of a class says of the name it is said of.
fn add_noun_points(classes: WordClasses, points: i32, score: &mut Score) {
    if classes.intersects(WordClasses::TITLE | WordClasses::KIN) {
        score.add_points(Label::Person, points);
    } else if classes.intersects(WordClasses::PLACE_NOUN) {
        score.add_points(Label::Place, points);
    } else if classes.intersects(WordClasses::ORGANISATION_NOUN) {
        score.add_points(Label::Organisation, points);
    }
}

/// `, a company …`, `is a village …`, `, who`, `, 31,`.
fn score_following_words(page: &AnnotatedText<'_>, segment: &Candidate, score: &mut Score) {
    let next = segment.to;
    let comma = page.has_word(next, ",");
    if page.has_word(next, "who") || comma && matches!(page.word(next + 1), "who" | "whose") {
        score.add_points(Label::Person, if comma && page.has_word(next + 1, "whose") { 8 } else { 40 });
    }
    if comma && is_age(page, next + 1) {
        score.add_points(Label::Person, 40);
    }
    let is = matches!(page.word(next), "is" | "was" | "are" | "were");
    let article = matches!(page.word(next + 1), "a" | "an" | "the");
    if article && (comma || is) {
        let end =
            (next + 2..next + 9).find(|at| !page.is_lower(*at) && !page.is_capital(*at) || page.is_stop(*at));
        let end = end.unwrap_or(next + 9);
        let is_noun = |at: &usize| {
            page.classes(*at).intersects(
                WordClasses::TITLE
                    | WordClasses::KIN
                    | WordClasses::PLACE_NOUN
                    | WordClasses::ORGANISATION_NOUN,
            )
        };
        if let Some(at) = (next + 2..end).filter(|at| page.is_lower(*at)).find(is_noun) {
            // The noun is the last of its row: `a company founder` is a person.
            let at = if is_noun(&(at + 1)) && page.is_lower(at + 1) { at + 1 } else { at };
            add_noun_points(page.classes(at), 32, score);
        }
    }
}

/// A number of years between two marks: `, 31,`.
fn is_age(page: &AnnotatedText<'_>, at: usize) -> bool {
    let years = page.word(at);
    years.len() <= 2
        && years.bytes().all(|byte| byte.is_ascii_digit())
        && !years.is_empty()
        && matches!(page.word(at + 1), "," | "." | ")")
}

/// `village of X`, `agency X`, `the X area`, `her daughter X`, `said X`, `X said`.
fn score_adjacent_words(page: &AnnotatedText<'_>, segment: &Candidate, score: &mut Score) {
    if let Some(before) = segment.from.checked_sub(1).filter(|_| !page.starts_sentence(segment.from)) {
        let earlier = before.checked_sub(1).map_or(WordClasses::NONE, |at| page.classes(at));
        if page.has_word(before, "of") && earlier.intersects(WordClasses::PLACE_NOUN) {
            score.add_points(Label::Place, 40);
        } else if page.is_lower(before) && !page.classes(before).intersects(WordClasses::SPEECH_VERB) {
            add_noun_points(page.classes(before), 24, score);
        }
        if page.has_word(before, ",") && earlier.intersects(WordClasses::KIN)
            || page.classes(before).intersects(WordClasses::KIN)
        {
            score.add_points(Label::Person, 32);
        }
    }
    let verb = |at: usize| page.is_lower(at) && page.classes(at).intersects(WordClasses::SPEECH_VERB);
    if verb(segment.to) && !segment.entry.classes.intersects(WordClasses::PLACE | WordClasses::ORGANISATION) {
        score.add_points(Label::Person, 16);
    }
    if page.is_lower(segment.to)
        && page.classes(segment.to).intersects(WordClasses::PLACE_NOUN)
        && !segment.has_title
    {
        score.add_points(Label::Place, 16);
    }
}

/// A song or film in quotation marks of its own: a few words, most with capitals, and no stop or comma inside.
fn is_title_in_quotes(page: &AnnotatedText<'_>, segment: &Candidate) -> bool {
    const MAX_TITLE_TOKENS: usize = 8;
    let quoted =
        |at: usize| page.tokens.get(at).is_some_and(|token| token.is_quoted() && !page.is_quotation_mark(at));
    if !quoted(segment.from) {
        return false;
    }
    let mut from = segment.from;
    while from > 0 && quoted(from - 1) && segment.from - from < MAX_TITLE_TOKENS {
        from -= 1;
    }
    let mut to = segment.to;
    while quoted(to) && to - from <= MAX_TITLE_TOKENS {
        to += 1;
    }
    let closed = from > 0 && page.is_quotation_mark(from - 1) && page.is_quotation_mark(to);
    closed
        && to - from <= MAX_TITLE_TOKENS
        && page.is_capital(from)
        && !page.is_stop(to - 1)
        && !page.has_word(to - 1, ",")
        && 2 * (from..to).filter(|at| page.is_capital(*at)).count() >= to - from
}

/// Words that open the name of a storm, an operation or the like.
const EVENT_WORDS: &[&str] =
    &["Hurricane", "Typhoon", "Cyclone", "Storm", "Operation", "Project", "Tropical"];

/// Names of several words: the last says what an organisation or place is, the first may be a given name.
fn score_multiword_name(page: &AnnotatedText<'_>, segment: &Candidate, words: &[usize], score: &mut Score) {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
    if EVENT_WORDS.contains(&page.word(*first)) {
        score.add_points(Label::Nothing, 48);
    }
    // `Kim Jong-un`: a syllable in small letters after a hyphen.
    if segment.to - last == 3 && page.has_word(last + 1, "-") && page.is_lower(last + 2) {
        score.add_points(Label::Person, 48);
    }
    let (first, last) = (page.classes(*first), page.classes(*last));
    let of = (segment.from + 1..segment.to).find(|at| page.has_word(*at, "of") || page.has_word(*at, "for"));
    let head = of.map_or(last, |of| page.classes(of - 1));
    if first.intersects(WordClasses::GIVEN_NAME)
        && of.is_none()
        && !head.intersects(WordClasses::ORGANISATION_HEAD | WordClasses::THING_HEAD)
    {
        score.add_points(Label::Person, 32);
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

/// Words that are no names: titles alone, and everyday words at the head of a sentence.
fn score_everyday_words(page: &AnnotatedText<'_>, segment: &Candidate, words: &[usize], score: &mut Score) {
    let plain = WordClasses::TITLE
        | WordClasses::COMMON_WORD
        | WordClasses::FUNCTION_WORD
        | WordClasses::KIN
        | WordClasses::THING_HEAD;
    let names = WordClasses::NAME | WordClasses::GIVEN_NAME | WordClasses::ORGANISATION_HEAD;
    let all =
        words.iter().all(|at| page.classes(*at).intersects(plain) && !page.classes(*at).intersects(names));
    let known = segment.entry.classes.intersects(WordClasses::PLACE | WordClasses::ORGANISATION);
    if all && !segment.has_title && !known {
        score.add_points(Label::Nothing, 32);
    }
    let [alone] = words else { return score_unknown_words(page, segment, words, score) };
    let (classes, word) = (page.classes(*alone), page.word(*alone));
    let opens = page.starts_sentence(*alone);
    if classes.intersects(WordClasses::THING_HEAD) && !all && !classes.intersects(WordClasses::NAME) {
        score.add_points(Label::Nothing, 32);
    } else if word.len() > 6
        && word.ends_with("ans")
        && !page.is_possessive(segment.to)
        && !classes.intersects(WordClasses::NAME)
    {
        score.add_points(Label::Nothing, 24);
    } else if opens && classes.intersects(WordClasses::COMMON_WORD) && !segment.has_title {
        score.add_points(Label::Nothing, 16);
    } else if classes == WordClasses::NONE
        && !page.is_seen_lowercase(*alone)
        && page.is_only_first_capital(*alone)
    {
        score.add_points(Label::Person, if opens { 4 } else { 8 });
    }
}

/// Two or three words with capitals of which the tables know nothing: mostly a person.
fn score_unknown_words(page: &AnnotatedText<'_>, segment: &Candidate, words: &[usize], score: &mut Score) {
    let speaks = WordClasses::NAME
        | WordClasses::ORGANISATION_HEAD
        | WordClasses::PLACE_HEAD
        | WordClasses::PLACE_LEAD
        | WordClasses::THING_HEAD
        | WordClasses::COMMON_WORD
        | WordClasses::ORGANISATION_SUFFIX;
    let plain =
        words.iter().all(|at| !page.classes(*at).intersects(speaks) && page.is_only_first_capital(*at));
    if plain && words.len() <= 3 && segment.to - segment.from <= 3 {
        score.add_points(Label::Person, 16);
    }
}
