//! Runs of capitalised words and the words that join them: `Bank of Scotland`, `Kim Jong-un`, `Marks & Spencer`.
//!
//! Takes a text. Returns the end of each run. Does not classify runs.

use super::annotated_text::AnnotatedText;
use super::class::WordClasses;
use super::declared::DeclaredNames;
use crate::facts::languages::WordList;

/// Maximum number of tokens in a run.
const MAX_RUN_TOKENS: usize = 30;

/// Returns whether a run may begin at a token.
pub(crate) fn may_begin_run(annotated: &AnnotatedText<'_>, index: usize) -> bool {
    annotated.is_capital(index) || is_arabic_article(annotated, index) && annotated.is_capital(index + 2)
}

/// Returns whether a token is an Arabic article, such as `al` in `al-Assad`.
fn is_arabic_article(annotated: &AnnotatedText<'_>, index: usize) -> bool {
    annotated.is(index, WordList::ArabicArticle)
        && annotated.has_word(index + 1, "-")
        && annotated.is_glued(index + 1)
        && annotated.is_glued(index + 2)
}

/// Returns the end of the run that begins at `from`.
pub(crate) fn run_end(annotated: &AnnotatedText<'_>, declared_names: &DeclaredNames, from: usize) -> usize {
    let mut last = if annotated.is_capital(from) { from } else { from + 2 };
    loop {
        let known = annotated.longest_phrase(last).map(|(end, _)| end);
        if let Some(end) = known.max(declared_names.longest_name_end(annotated, last)) {
            last = end - 1;
        }
        match next_in_run(annotated, from, last) {
            Some(next) if next > last && next - from < MAX_RUN_TOKENS => last = next,
            _ => return last + 1,
        }
    }
}

/// Returns the next capitalised word of the run whose last word so far is `last`.
fn next_in_run(annotated: &AnnotatedText<'_>, from: usize, last: usize) -> Option<usize> {
    let next = last + 1;
    if annotated.is_capital(next) && annotated.is_spaced(next) {
        let classes = annotated.classes(next);
        let ends = annotated.word(last).ends_with('.') && !annotated.is(next, WordList::MonthOrSurname)
            || is_capitalised_joining_word(annotated, next)
                && !annotated.classes(last).intersects(WordClasses::GIVEN_NAME);
        if ends && classes.intersects(WordClasses::FUNCTION_WORD) {
            return None;
        }
        return (!annotated.is(next, WordList::NoMiddleWord)
            || annotated.classes(last).intersects(WordClasses::GIVEN_NAME))
        .then_some(next);
    }
    match annotated.word(next) {
        "-" | "‑" if annotated.is_glued(next) && annotated.is_glued(next + 1) => {
            join_hyphen(annotated, from, last)
        }
        "&" => annotated.is_capital(next + 1).then_some(next + 1),
        "'" | "’" => join_possessive(annotated, last),
        _ if annotated.is_lower_possessive(next) => join_possessive(annotated, last),
        "," => join_suffix(annotated, next + 1).or_else(|| join_comma(annotated, from, next + 1)),
        "." => None,
        "(" => join_nickname(annotated, last, ")"),
        mark if annotated.is_quotation_mark(next) => join_nickname(annotated, last, mark),
        _ if annotated.is(next, WordList::Topic) && annotated.is_spaced(next) => {
            join_topic(annotated, last, next + 1)
        }
        _ if annotated.is(next, WordList::Of) && annotated.is_spaced(next) => join_of(annotated, from, last),
        _ if annotated.is(next, WordList::For) && annotated.is_spaced(next) => {
            join_after_head(annotated, last, next + 1)
        }
        _ if annotated.is(next, WordList::And) && annotated.is_spaced(next) => {
            join_and(annotated, from, last)
        }
        _ if annotated.is(next, WordList::The) && annotated.is_spaced(next) && last > from => {
            annotated.is(next + 1, WordList::Epithet).then_some(next + 1)
        }
        _ if is_arabic_article(annotated, next) && annotated.is_spaced(next) => {
            annotated.is_capital(next + 2).then_some(next + 2)
        }
        _ if annotated.classes(next).intersects(WordClasses::PARTICLE) && annotated.is_spaced(next) => {
            join_particles(annotated, next)
        }
        _ => None,
    }
}

/// Returns whether a word that joins in lower case is capitalised, as in a headline: `Opens A Clinic In Porto`.
fn is_capitalised_joining_word(annotated: &AnnotatedText<'_>, index: usize) -> bool {
    annotated.classes(index).intersects(WordClasses::FUNCTION_WORD)
        && annotated.is_only_first_capital(index)
        && [WordList::Indefinite, WordList::The, WordList::PartyPreposition, WordList::Located]
            .into_iter()
            .any(|list| annotated.is_folded(index, list))
}

/// Joins `Jean-Claude` and `Jong-un`, but not `US-Iran` and `Oman-mediated`.
fn join_hyphen(annotated: &AnnotatedText<'_>, from: usize, last: usize) -> Option<usize> {
    let next = last + 2;
    if annotated.is_capital(next) {
        let sides = [annotated.classes(last), annotated.classes(next)];
        let apart = sides
            .iter()
            .all(|side| side.intersects(WordClasses::STATE | WordClasses::NATION | WordClasses::CAPITAL))
            || sides[0].intersects(WordClasses::NATION | WordClasses::MONTH | WordClasses::WEEKDAY);
        return (!apart).then_some(next);
    }
    if annotated.is(last, WordList::CompoundPrefix) && annotated.is_lower(next) {
        let opens = last == from && annotated.is_capital(next + 1) && annotated.is_spaced(next + 1);
        return (last > from || opens).then_some(next);
    }
    let word = annotated.word(next);
    let words =
        WordClasses::FUNCTION_WORD | WordClasses::COMMON_WORD | WordClasses::ROLE | WordClasses::OFFICE;
    let is_short = (1..=4).contains(&word.len()) && !annotated.classes(next).intersects(words);
    // `Lee Min-young`, whose last part is an English word, but not `New York-wide`.
    let is_pair = last == from + 1
        && is_syllable(annotated.word(last))
        && is_syllable(word)
        && annotated.longest_phrase(from).is_none();
    let joined = annotated.is_lower(next)
        && !annotated.is(next, WordList::AfterHyphen)
        && last > from
        && annotated.is_spaced(last);
    (joined && (is_short || is_pair)).then_some(next)
}

/// Returns whether a word has one group of vowels, as the parts of `Min-young` have, and at most six letters.
fn is_syllable(word: &str) -> bool {
    const MAX_SYLLABLE_LETTERS: usize = 6;
    let vowel = |byte: u8| matches!(byte.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let groups = word.split(|c: char| !(c.is_ascii() && vowel(c as u8))).filter(|group| !group.is_empty());
    (1..=MAX_SYLLABLE_LETTERS).contains(&word.len())
        && word.bytes().all(|byte| byte.is_ascii_alphabetic())
        && groups.count() == 1
}

/// Joins a nickname and the name after it: `Robert "Bob" Marlow`, `Robert (Bob) Marlow`. In brackets both must be given
/// names, because most brackets hold something else.
fn join_nickname(annotated: &AnnotatedText<'_>, last: usize, mark: &str) -> Option<usize> {
    const MAX_NICKNAME_WORDS: usize = 3;
    let first = last + 2;
    let end = (first..=first + MAX_NICKNAME_WORDS).find(|index| !annotated.is_capital(*index))?;
    let brackets = mark == ")";
    let given = |index: usize| annotated.classes(index).intersects(WordClasses::GIVEN_NAME);
    let closes = if brackets { annotated.has_word(end, mark) } else { annotated.is_quotation_mark(end) };
    let next = end + 1;
    let blocks = WordClasses::FUNCTION_WORD
        | WordClasses::TITLE
        | WordClasses::COMMON_WORD
        | WordClasses::THING_HEAD
        | WordClasses::CALENDAR
        | WordClasses::STATE
        | WordClasses::NATION
        | WordClasses::ORGANISATION;
    let plain = |index: usize| given(index) || !annotated.classes(index).intersects(blocks);
    let joined = end > first
        && closes
        && annotated.is_glued(first)
        && annotated.is_glued(end)
        && annotated.is_spaced(last + 1)
        && annotated.is_capital(next)
        && annotated.is_spaced(next)
        && plain(last)
        && plain(next)
        && (!brackets || given(last) && given(first));
    joined.then_some(next)
}

fn join_possessive(annotated: &AnnotatedText<'_>, last: usize) -> Option<usize> {
    let next = last + 2;
    let joined = annotated.is_capital(next)
        && annotated.is_spaced(next)
        && (annotated.is(last, WordList::PluralOwner)
            || annotated.is(next, WordList::OwnedNoun)
                && !annotated.classes(last).intersects(WordClasses::NAME));
    joined.then_some(next)
}

/// Joins `, Inc.` and `, Jr.`
fn join_suffix(annotated: &AnnotatedText<'_>, index: usize) -> Option<usize> {
    annotated.is_abbreviated(index, WordList::NameSuffix).then_some(index)
}

/// Returns whether a word may be followed by `of` and a name: a head noun of an organisation, place or thing.
fn takes_of(annotated: &AnnotatedText<'_>, index: usize) -> bool {
    annotated.classes(index).intersects(
        WordClasses::ORGANISATION_HEAD
            | WordClasses::PLACE_HEAD
            | WordClasses::THING_HEAD
            | WordClasses::PLACE_LEAD,
    ) && !annotated.classes(index).intersects(WordClasses::OFFICE | WordClasses::CALENDAR)
}

fn join_of(annotated: &AnnotatedText<'_>, from: usize, last: usize) -> Option<usize> {
    let next = last + 2;
    let next = if annotated.is(next, WordList::The) { next + 1 } else { next };
    if annotated.is(next - 1, WordList::The) && annotated.is_acronym(next) {
        return None;
    }
    let of_office = is_within_office(annotated, from, last) && !is_name_word(annotated, last)
        || (from..last).any(|index| annotated.is(index, WordList::For))
            && (from..last).any(|index| annotated.classes(index).intersects(WordClasses::ORGANISATION_HEAD));
    ((of_office || takes_of(annotated, last)) && annotated.is_capital(next) && annotated.is_spaced(next))
        .then_some(next)
}

/// Joins the topic of a body: `Committee on Energy`, but not `the Committee on Monday` or `the Council on Iran`.
fn join_topic(annotated: &AnnotatedText<'_>, last: usize, next: usize) -> Option<usize> {
    let blocks = WordClasses::CALENDAR | WordClasses::PLACE | WordClasses::GIVEN_NAME | WordClasses::TITLE;
    let topic = annotated.is_capital(next) && !annotated.classes(next).intersects(blocks);
    join_after_head(annotated, last, next).filter(|_| topic && annotated.is(last, WordList::BodyNoun))
}

/// Joins the fields of an office in a list: `Department for Environment, Food and Rural Affairs`.
fn join_comma(annotated: &AnnotatedText<'_>, from: usize, next: usize) -> Option<usize> {
    const MAX_FIELDS: usize = 4;
    if !is_within_office(annotated, from, next - 1) {
        return None;
    }
    let mut field = next;
    for _ in 0..MAX_FIELDS {
        if !annotated.is_capital(field) || !annotated.is_spaced(field) {
            return None;
        }
        let tail = run_tail(annotated, field);
        if !(field..=tail).all(|index| is_subject_field(annotated, index) && !is_name_word(annotated, index))
        {
            return None;
        }
        let comma = annotated.has_word(tail + 1, ",");
        let after = if comma { tail + 2 } else { tail + 1 };
        if annotated.is(after, WordList::And) {
            return annotated.is_capital(after + 1).then_some(next);
        }
        if !comma {
            return None;
        }
        field = after;
    }
    None
}

/// Returns whether a head noun of an organisation and `of`, `for` or `on` are in a range.
fn is_within_office(annotated: &AnnotatedText<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|index| {
        annotated.lists(index).contains_any([WordList::Of, WordList::For, WordList::Topic])
            && index > from
            && annotated.classes(index - 1).intersects(WordClasses::ORGANISATION_HEAD)
    })
}

fn join_after_head(annotated: &AnnotatedText<'_>, last: usize, next: usize) -> Option<usize> {
    let has_article = annotated.is(next, WordList::The);
    let next = next + usize::from(has_article);
    let joined = annotated.classes(last).intersects(WordClasses::ORGANISATION_HEAD)
        && annotated.is_capital(next)
        && annotated.is_spaced(next)
        && !(has_article && precedes_noun(annotated, next));
    joined.then_some(next)
}

/// Returns whether a common noun follows the capitalised words from a token on: "the Upper Lake dam".
fn precedes_noun(annotated: &AnnotatedText<'_>, from: usize) -> bool {
    let verbs = WordClasses::SPEECH_VERB | WordClasses::ACTION_VERB;
    let end = (from..from + MAX_RUN_TOKENS).find(|index| !annotated.is_capital(*index)).unwrap_or(from);
    annotated.is_lower(end)
        && annotated.is_spaced(end)
        && !annotated.classes(end).intersects(WordClasses::FUNCTION_WORD | verbs)
}

/// Joins `and` within the name of an office: `Ministry of Trade and Industry`, `Food and Drug Administration`.
fn join_and(annotated: &AnnotatedText<'_>, from: usize, last: usize) -> Option<usize> {
    let next = last + 2;
    if is_joint_office(annotated, from, last) {
        return Some(next);
    }
    if !annotated.is_capital(next)
        || !annotated.is_spaced(next)
        || is_name_word(annotated, last)
        || is_name_word(annotated, next)
        || are_known_names(annotated, from, last)
    {
        return None;
    }
    let within_office = (from..last)
        .any(|index| annotated.lists(index).contains_any([WordList::Of, WordList::For, WordList::Topic]))
        && (from..last).any(|index| annotated.classes(index).intersects(WordClasses::ORGANISATION_HEAD));
    let is_field =
        last > 0 && annotated.lists(last - 1).contains_any([WordList::Of, WordList::For, WordList::Topic]);
    let tail = run_tail(annotated, next);
    let headed = annotated.classes(tail).intersects(WordClasses::ORGANISATION_HEAD) && tail > next
        || annotated.classes(tail).intersects(WordClasses::ORGANISATION_SUFFIX);
    let is_list = (from..last).any(|index| annotated.has_word(index, ","));
    let is_head = annotated.classes(last).intersects(WordClasses::ORGANISATION_HEAD);
    (within_office && (is_field || is_list || !is_head) || headed && is_subject_field(annotated, last))
        .then_some(next)
}

/// Returns whether a known name ends before `and`, or one of several words begins after it: "Amnesty International and Human
/// Rights Watch".
fn are_known_names(annotated: &AnnotatedText<'_>, from: usize, last: usize) -> bool {
    let ends = |index: usize| annotated.longest_phrase(index).is_some_and(|(end, _)| end == last + 1);
    let next = last + 2;
    let begins = annotated.longest_phrase(next).is_some_and(|(end, _)| end == run_tail(annotated, next) + 1);
    begins || (from..=last).any(ends)
}

/// Returns whether a body of two names follows: `the Lisbon and Porto Affairs Office`. The last word and the word before
/// it are head nouns or everyday words, so that `the Lisbon and Porto Police` are two names.
fn is_joint_office(annotated: &AnnotatedText<'_>, from: usize, last: usize) -> bool {
    let next = last + 2;
    let tail = run_tail(annotated, next);
    let field = WordClasses::ORGANISATION_HEAD | WordClasses::COMMON_WORD;
    let is_opening = last == from + 1 && annotated.is(from, WordList::OpeningThe);
    let is_inner = last == from && from > 0 && annotated.is(from - 1, WordList::The);
    (is_opening || is_inner)
        && annotated.is_capital(next)
        && annotated.is_spaced(next)
        && tail == next + 2
        && annotated.is(tail, WordList::BodyNoun)
        && annotated.classes(tail - 1).intersects(field)
        && annotated.classes(last).intersects(WordClasses::PLACE)
            == annotated.classes(next).intersects(WordClasses::PLACE)
}

/// Returns whether a word is a field of work rather than a name, such as `Food` in `Food and Drug Administration`.
fn is_subject_field(annotated: &AnnotatedText<'_>, index: usize) -> bool {
    annotated.is_seen_lowercase(index)
        || annotated.classes(index).intersects(
            WordClasses::COMMON_WORD | WordClasses::ORGANISATION_NOUN | WordClasses::ORGANISATION_HEAD,
        )
}

fn is_name_word(annotated: &AnnotatedText<'_>, index: usize) -> bool {
    annotated.classes(index).intersects(WordClasses::NAME | WordClasses::GIVEN_NAME)
}

/// Returns the last word of the simple run that begins at a token.
fn run_tail(annotated: &AnnotatedText<'_>, index: usize) -> usize {
    let mut tail = index;
    while annotated.is_capital(tail + 1) && annotated.is_spaced(tail + 1) {
        tail += 1;
    }
    tail
}

/// Joins particles: `de la Cruz`, `van der Bellen`, `bin Salman`. At most three, then a capitalised word.
fn join_particles(annotated: &AnnotatedText<'_>, first: usize) -> Option<usize> {
    let next = (first + 1..first + 4).find(|index| {
        !annotated.classes(*index).intersects(WordClasses::PARTICLE) || annotated.is_capital(*index)
    })?;
    if is_arabic_article(annotated, next) && annotated.is_capital(next + 2) {
        return Some(next + 2);
    }
    (annotated.is_capital(next) && annotated.is_spaced(next)).then_some(next)
}
