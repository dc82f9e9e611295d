//! Why the description of an event may not be understood, or may be that of another event.

use crate::facts::languages::DraftList;
use crate::text::Span;

use super::analysis::DraftReading;
use super::characters::DOUBLE_MARKS;
use super::event::{EventClause, EventKind};
use super::fragment::ClauseWords;
use super::relative::is_complement;
use super::verbs::{is_finite_verb, is_present_passive};

/// Returns why a description may not be understood, or may be that of another event.
pub(super) fn find_doubt(
    reading: &DraftReading<'_>,
    event: &EventClause,
    what: &str,
) -> Option<&'static str> {
    const MAX_CHARS: usize = 280;
    let mut words = what
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default().to_owned();
    let count = words.count() + 1;
    let (from, to) = (reading.token_at(event.span.start), reading.token_at(event.span.end));
    let is_question = reading.slice(event.span).trim_end().ends_with('?');
    let fragment =
        ClauseWords { reading, tokens: from..to, has_own_subject: event.subject_words.is_some(), what };
    let fragment = (event.kind == EventKind::Clause).then(|| fragment.find_doubt()).flatten();
    match () {
        () if event.is_unclear => Some("the date may be that of another event"),
        () if count < 3 || event.kind == EventKind::Noun && !is_telling_noun(reading, event, count) => {
            Some("the text next to it does not say what happened")
        }
        () if is_question => Some("a question"),
        () if is_unclear_subject(reading, &first)
            || event.subject_words.is_none() && begins_with_verb(reading, from)
            || begins_with_pronoun_after_phrase(reading, from..to, what)
            || reading.words().has_ending(DraftList::PastEnding, &first)
                && !reading.is_listed(DraftList::StateWithArticle, &first)
                && !is_name(reading, from) =>
        {
            Some("the text does not say who or what is meant")
        }
        () if reading.is_listed(DraftList::LeadWord, &first)
            && !what.contains(',')
            && event.kind == EventKind::Clause =>
        {
            Some("the clause may be incomplete")
        }
        () if reading.slice(event.span).starts_with(char::is_alphanumeric) && is_cut_word(reading, event) => {
            Some("the clause may be incomplete")
        }
        () if lacks_subject(reading, event, from)
            || refers_to_group(reading, from)
            || begins_with_number_alone(reading, from)
            || begins_with_date_and_verb(reading, from) =>
        {
            Some("the text does not say who or what is meant")
        }
        () if fragment.is_some() => fragment,
        () if has_first_person(reading, from..to) => Some("in the words of a speaker"),
        () if is_part_of_quotation(what) => Some("part of a quotation"),
        () if lacks_verb(reading, event, from..to) => Some("the text next to it does not say what happened"),
        () if ends_openly(reading, what) || what.matches('(').count() != what.matches(')').count() => {
            Some("the clause may be incomplete")
        }
        () if what.chars().count() > MAX_CHARS => Some("a long sentence; shorten it"),
        () => None,
    }
}

/// Returns whether a clause has no verb. An entry of a timeline needs none.
fn lacks_verb(reading: &DraftReading<'_>, event: &EventClause, tokens: std::ops::Range<usize>) -> bool {
    event.kind == EventKind::Clause
        && !event.is_labelled
        && !tokens.clone().any(|index| is_finite_verb(reading, index))
        && !has_present_verb(reading, tokens)
}

/// Returns whether a noun says enough about an event without its date: "Norway's vote", but not "the meeting".
fn is_telling_noun(reading: &DraftReading<'_>, event: &EventClause, count: usize) -> bool {
    const MIN_WORDS: usize = 4;
    let tokens = reading.token_at(event.span.start)..reading.token_at(event.span.end);
    let begins_with_article = reading.is_listed(DraftList::Article, reading.annotated.word(tokens.start));
    let is_bare = tokens.clone().any(|index| {
        let is_dated = reading.has_date(index + 1..tokens.end);
        index == tokens.start + 2
            && reading.is_listed(DraftList::Of, reading.annotated.word(index))
            && is_dated
    });
    count >= MIN_WORDS && !(begins_with_article && is_bare)
}

/// Returns whether a pronoun follows a phrase at the start: "During the year, it hired 120 people".
fn begins_with_pronoun_after_phrase(
    reading: &DraftReading<'_>,
    tokens: std::ops::Range<usize>,
    what: &str,
) -> bool {
    let annotated = &reading.annotated;
    let first = tokens.start;
    // A name may have replaced the pronoun.
    let is_pronoun = |comma: usize| {
        let word = annotated.word(comma + 1);
        reading.is_listed(DraftList::SubjectPronoun, word) && what.contains(&format!(", {word} "))
    };
    let is_comma = |index: &usize| annotated.has_word(*index, ",");
    let opens = reading.is_listed(DraftList::PhraseStart, annotated.word(first));
    let verb = tokens.clone().find(|index| is_finite_verb(reading, *index));
    let is_phrase = |comma: usize| verb.is_none_or(|verb| comma <= verb);
    let mut commas = tokens.into_iter().filter(is_comma);
    let first_comma = commas.next();
    first_comma.is_some_and(|comma| opens && is_pronoun(comma))
        || first_comma.into_iter().chain(commas).take_while(|comma| is_phrase(*comma)).any(is_pronoun)
}

/// Returns whether a clause has a verb of the present that is also a plural noun, after a subject: "the council expects".
fn has_present_verb(reading: &DraftReading<'_>, tokens: std::ops::Range<usize>) -> bool {
    let first = tokens.start;
    tokens.into_iter().any(|index| {
        index > first
            && reading.annotated.is_lower(index)
            && reading.is_listed(DraftList::PresentVerb, reading.annotated.word(index))
    })
}

/// Returns whether a clause begins with an auxiliary verb, so that its subject stands before it.
fn begins_with_verb(reading: &DraftReading<'_>, from: usize) -> bool {
    let annotated = &reading.annotated;
    let is_adverb = reading.is_listed(DraftList::LeadingAdverb, annotated.word(from));
    reading.is_listed(DraftList::LeadingAuxiliary, annotated.word(from))
        || is_adverb && is_finite_verb(reading, from + 1)
}

/// Returns whether the subject of a clause stands before it, or its noun is missing.
fn lacks_subject(reading: &DraftReading<'_>, event: &EventClause, from: usize) -> bool {
    event.subject_words.is_none()
        && (!event.is_claimed && follows_relative(reading, from) || lacks_head(reading, from))
}

/// Returns whether a text has only a part of a quotation, in double or single marks.
fn is_part_of_quotation(what: &str) -> bool {
    opens_within_quotation(what)
        || what.starts_with(DOUBLE_MARKS)
        || !what.matches(DOUBLE_MARKS).count().is_multiple_of(2)
        || ["', ", "’, "].iter().any(|end| what.contains(end))
        || [" '", " ‘"].iter().any(|end| what.ends_with(end))
}

/// Returns whether a clause begins after a relative pronoun, whose noun is missing: "the issues that hurt the company".
fn follows_relative(reading: &DraftReading<'_>, from: usize) -> bool {
    let before = from.checked_sub(1).map_or("", |index| reading.annotated.word(index));
    reading.is_listed(DraftList::RelativePronoun, before) || reading.is_listed(DraftList::That, before)
}

/// Returns whether the noun is missing after the owner at the start of a clause: "Japan's (ANA) were to take delivery".
fn lacks_head(reading: &DraftReading<'_>, from: usize) -> bool {
    const MAX_NAME_TOKENS: usize = 5;
    let annotated = &reading.annotated;
    let owner = (from..from + MAX_NAME_TOKENS).find(|index| annotated.is_possessive(*index));
    owner.is_some_and(|owner| annotated.has_word(owner + 1, "(") || is_finite_verb(reading, owner + 1))
}

fn is_unclear_subject(reading: &DraftReading<'_>, word: &str) -> bool {
    reading.is_listed(DraftList::UnclearSubject, word.split(['\'', '’']).next().unwrap_or(word))
}

/// Returns whether a clause begins within a word, such as the name of a site.
fn is_cut_word(reading: &DraftReading<'_>, event: &EventClause) -> bool {
    let before = &reading.annotated.text[..event.span.start as usize];
    event.subject_words.is_none()
        && before.ends_with(|c: char| !c.is_whitespace() && !matches!(c, '"' | '“' | '(' | '—' | '–'))
}

/// Returns whether a clause is about what was named before: "Twelve of those were built", "the last race of this kind was".
fn refers_to_group(reading: &DraftReading<'_>, from: usize) -> bool {
    const MAX_DISTANCE: usize = 5;
    (from..from + MAX_DISTANCE).any(|index| {
        reading.is_listed(DraftList::Of, reading.annotated.word(index))
            && reading.is_listed(DraftList::Partitive, reading.annotated.word(index + 1))
    })
}

/// Returns whether a clause begins with an article and a word of order without its noun: "The first, in 2014, closed two
/// schools", "the other was sold".
fn begins_with_number_alone(reading: &DraftReading<'_>, from: usize) -> bool {
    let (annotated, next) = (&reading.annotated, from + 2);
    reading.is_listed(DraftList::Article, &annotated.word(from).to_lowercase())
        && reading.is_listed(DraftList::OrderWord, annotated.word(from + 1))
        && (annotated.has_word(next, ",")
            || is_finite_verb(reading, next)
            || reading.is_listed(DraftList::MonthPreposition, annotated.word(next)))
}

/// Returns whether a verb follows a date at the start: "On Sunday blamed the council".
fn begins_with_date_and_verb(reading: &DraftReading<'_>, from: usize) -> bool {
    let next = reading.expressions.partition_point(|date| reading.token_at(date.span.start) < from);
    reading.expressions.get(next).is_some_and(|date| {
        reading.token_at(date.span.start) <= from + 1
            && is_finite_verb(reading, reading.token_at(date.span.end))
    })
}

/// Returns whether the first quotation mark of a text closes a quotation.
fn opens_within_quotation(what: &str) -> bool {
    what.find(DOUBLE_MARKS).is_some_and(|mark| mark > 0 && !what[..mark].ends_with([' ', '(', '–', '—']))
}

/// Returns why the tense of a clause does not fit its date.
pub(super) fn tense_doubt(
    reading: &DraftReading<'_>,
    event: &EventClause,
    (place, date): (DatePlace, Span),
) -> Option<&'static str> {
    let (from, to) = (reading.token_at(event.span.start), reading.token_at(event.span.end));
    let has = |list: DraftList| {
        (from..to).any(|index| {
            !reading.annotated.is_quoted(index) && reading.is_listed(list, reading.annotated.word(index))
        })
    };
    let has_ending = |list: DraftList| {
        (from..to).any(|index| {
            reading.annotated.is_lower(index)
                && reading.words().has_ending(list, reading.annotated.word(index))
        })
    };
    // A verb of the present may be planned: "leaves office in December".
    let is_present = has_present_verb(reading, from..to)
        || (from..to).any(|index| {
            let word = reading.annotated.word(index);
            reading.is_listed(DraftList::FiniteVerb, word)
                && reading.words().has_ending(DraftList::PresentEnding, word)
                && !reading.is_listed(DraftList::LeadingAuxiliary, word)
        })
        || (from..to).any(|index| is_present_passive(reading, index));
    let is_past = !is_present && (has(DraftList::PastAuxiliary) || has_ending(DraftList::PastEnding));
    match place {
        // The perfect has no date of its own: "tolls have risen above those in 2019".
        DatePlace::Past if is_perfect(reading, from..to) || precedes_state(reading, date, to) => {
            Some("the date may be that of another event")
        }
        DatePlace::Current | DatePlace::Future if has(DraftList::Frequency) => {
            Some("the clause tells of no single day")
        }
        DatePlace::Future if is_past && !has_future(reading, from..to) => {
            Some("the date is after publication, but the clause is in the past")
        }
        DatePlace::Past if has(DraftList::Will) && !event.is_claimed && !has(DraftList::PastAuxiliary) => {
            Some("the date is before publication, but the clause is about the future")
        }
        _ => None,
    }
}

/// Returns whether a clause has a word of the future. "To" is one before a verb only, and "would" only outside of a relative
/// clause.
fn has_future(reading: &DraftReading<'_>, tokens: std::ops::Range<usize>) -> bool {
    let annotated = &reading.annotated;
    let is_listed = |index: usize, list| reading.is_listed(list, annotated.word(index));
    let (mut is_relative, mut has_verb) = (false, false);
    tokens.into_iter().any(|index| {
        // A relative clause ends at the comma after its verb.
        is_relative &= !(has_verb && annotated.has_word(index, ","));
        has_verb = is_relative && (has_verb || is_finite_verb(reading, index));
        is_relative |= is_listed(index, DraftList::RelativePronoun)
            || is_listed(index, DraftList::That) && !is_complement(reading, index);
        let is_direction = is_listed(index, DraftList::InfinitiveStart)
            && (annotated.is_capital(index + 1) || is_listed(index + 1, DraftList::Determiner));
        !annotated.is_quoted(index)
            && is_listed(index, DraftList::Future)
            && !is_direction
            && (!is_relative || is_listed(index, DraftList::Will))
    })
}

/// Returns whether a verb of a state in the present follows a date: "the maps found in May are in the museum".
fn precedes_state(reading: &DraftReading<'_>, date: Span, end: usize) -> bool {
    let next = reading.token_at(date.end);
    next < end && reading.is_listed(DraftList::PresentState, reading.annotated.word(next))
}

/// Returns whether the first verb of a clause is "has" or "have".
fn is_perfect(reading: &DraftReading<'_>, mut tokens: std::ops::Range<usize>) -> bool {
    let verb = tokens.find(|index| is_finite_verb(reading, *index));
    verb.is_some_and(|verb| reading.is_listed(DraftList::Perfect, reading.annotated.word(verb)))
}

/// Where a date is, relative to publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DatePlace {
    Past,
    Current,
    Future,
}

/// Returns whether a token is part of a name.
fn is_name(reading: &DraftReading<'_>, index: usize) -> bool {
    reading.mentions.iter().any(|mention| mention.tokens.contains(&index))
}

/// Returns whether unquoted words are those of a speaker: "we will meet on Friday".
fn has_first_person(reading: &DraftReading<'_>, tokens: std::ops::Range<usize>) -> bool {
    let annotated = &reading.annotated;
    tokens.into_iter().any(|index| {
        let word = annotated.word(index);
        // The word before an apostrophe: "we're", "I'm".
        let word = word.split(['\'', '’']).next().unwrap_or_default();
        let is_pronoun = reading.is_listed(DraftList::FirstPerson, &word.to_lowercase()) && word != "US";
        !annotated.is_quoted(index) && (is_pronoun || word == "I" && !annotated.has_word(index + 1, "."))
    })
}

/// Returns whether a text ends with a word that needs another one.
pub(super) fn ends_openly(reading: &DraftReading<'_>, what: &str) -> bool {
    let last = what.rsplit(' ').next().unwrap_or_default();
    reading.is_listed(DraftList::OpenEnding, last)
}
