//! The description of a dated event: the words of its clause, with names for pronouns and without the date where the
//! clause stays grammatical.

use crate::facts::languages::DraftList;
use crate::facts::names::{EntityKind, PlaceKind, WordClasses};
use crate::facts::quote::Pronouns;
use crate::facts::token::TokenKind;
use crate::text::{Span, capitalize_first, on_one_line};

use super::analysis::DraftReading;
use super::characters::DOUBLE_MARKS;
use super::doubt::{ends_openly, find_doubt};
use super::event::{EventClause, EventKind};
use super::verbs::{is_finite_verb, is_past_participle, opens_gerund};

/// A description, and why it may not be understood.
pub(super) struct EventText {
    pub(super) what: String,
    /// Index of the mention that replaces a pronoun at the start.
    pub(super) subject: Option<usize>,
    pub(super) doubt: Option<&'static str>,
}

/// Describes an event; `None` if its clause has no words besides the date.
pub(super) fn describe_event(
    reading: &DraftReading<'_>,
    pronouns: &Pronouns<'_, '_>,
    event: &EventClause,
    date: Span,
) -> Option<EventText> {
    if !has_more_than_date(reading, event.span, date) {
        return None;
    }
    let words = match event.kind {
        EventKind::Clause if !event.is_unclear => trim_date(reading, event.span, date),
        EventKind::Clause => reading.slice(event.span).to_owned(),
        EventKind::Noun => reading.slice(event.span).to_owned(),
    };
    let words = match &event.subject_words {
        Some(subject) => format!("{subject} {words}"),
        None => words,
    };
    let what = tidy_clause(&one_line(reading, &words));
    let subject = pronoun_referent(reading, pronouns, &what, event.span);
    let what = match (subject, what.split_once(' ')) {
        (Some(index), Some((_, rest))) => format!("{} {rest}", reading.name_with_article(index)),
        _ => what,
    };
    let what = on_one_line(&what);
    let doubt = find_doubt(reading, event, &what);
    Some(EventText { what, subject, doubt })
}

/// Returns a clause on one line, without a conjunction at the start and a mark at the end, beginning with a capital.
fn one_line(reading: &DraftReading<'_>, words: &str) -> String {
    let line = on_one_line(words);
    let whole = line.trim_start_matches(['\u{fffc}', ',', ' ']);
    let line = whole.trim_end_matches(['.', ',', ';', ':', '\u{fffc}', ' ']);
    // The stop of "10 a.m." belongs to the word.
    let is_initials = |word: &str| word.contains('.') && word.chars().all(|c| c.is_alphabetic() || c == '.');
    let is_initials =
        line.rsplit(' ').next().is_some_and(is_initials) && whole[line.len()..].starts_with('.');
    let line = if is_initials { &whole[..line.len() + 1] } else { line };
    let line = reading.words().strip_start(DraftList::ClauseStart, line).unwrap_or(line);
    capitalize_first(line)
}

/// Returns whether a clause has content besides the date: "1:00 P.M. CEST" alone has none.
fn has_more_than_date(reading: &DraftReading<'_>, clause: Span, date: Span) -> bool {
    let annotated = &reading.annotated;
    let is_word =
        |index: &usize| annotated.tokens.get(*index).is_some_and(|token| token.kind != TokenKind::Mark);
    let (first, last) = (reading.token_at(clause.start), reading.token_at(clause.end));
    (first..last).filter(is_word).any(|index| {
        let span = annotated.tokens[index].span;
        let is_preposition = reading.is_listed(DraftList::DateLabel, annotated.word(index));
        (span.end <= date.start || date.end <= span.start) && !is_preposition
    })
}

/// Returns the mention that a pronoun at the start of a clause refers to.
fn pronoun_referent(
    reading: &DraftReading<'_>,
    pronouns: &Pronouns<'_, '_>,
    what: &str,
    clause: Span,
) -> Option<usize> {
    const MAX_LEAD_TOKENS: usize = 10;
    let annotated = &reading.annotated;
    let pronoun =
        what.split(' ').next().filter(|word| reading.is_listed(DraftList::ReplacedPronoun, word))?;
    let from = reading.token_at(clause.start);
    let index =
        (from..from + MAX_LEAD_TOKENS).find(|index| annotated.word(*index).eq_ignore_ascii_case(pronoun))?;
    if reading.is_listed(DraftList::It, pronoun) {
        organisation_before(reading, index)
    } else {
        pronouns.antecedent(index)
    }
}

/// Returns the organisation or state that "it" at the start of a sentence refers to: the subject of the sentence before, in
/// the same paragraph.
fn organisation_before(reading: &DraftReading<'_>, pronoun: usize) -> Option<usize> {
    const MAX_SENTENCE_TOKENS: usize = 60;
    let annotated = &reading.annotated;
    if !annotated.starts_sentence(pronoun) || annotated.starts_paragraph(pronoun) {
        return None;
    }
    let from = pronoun.saturating_sub(MAX_SENTENCE_TOKENS);
    let start = (from..pronoun)
        .rev()
        .find(|index| annotated.starts_sentence(*index) || annotated.starts_paragraph(*index))?;
    let start = start + usize::from(reading.is_listed(DraftList::The, annotated.word(start)));
    let index = reading.mentions.partition_point(|mention| mention.tokens.start < start);
    let mention = reading.mentions.get(index).filter(|mention| mention.tokens.start == start)?;
    let acts = matches!(mention.kind, EntityKind::Organisation | EntityKind::Place(PlaceKind::State));
    // "It was changed" may be about an object of the sentence before.
    let participle = (pronoun + 2..pronoun + 4).find(|index| is_past_participle(reading, *index));
    let is_passive = reading.is_listed(DraftList::LeadingAuxiliary, annotated.word(pronoun + 1));
    let acts = acts
        && participle
            .filter(|_| is_passive)
            .is_none_or(|index| reading.is_listed(DraftList::Founding, annotated.word(index)));
    (acts && !annotated.is_possessive(mention.tokens.end)).then_some(index)
}

/// Removes an unmatched quotation mark from the end, and a full stop inside a final quotation.
fn tidy_clause(what: &str) -> String {
    let even = what.matches(DOUBLE_MARKS).count().is_multiple_of(2);
    match what.strip_suffix(['"', '”']) {
        Some(rest) if !even => rest.trim_end_matches(['.', ' ']).to_owned(),
        Some(rest) if rest.ends_with('.') => format!("{}{}", rest.trim_end_matches('.'), &what[rest.len()..]),
        _ => what.to_owned(),
    }
}

/// Removes the date from the start of a clause, or with its preposition from the middle, where the clause stays
/// grammatical.
fn trim_date(reading: &DraftReading<'_>, clause: Span, date: Span) -> String {
    let whole = reading.slice(clause);
    if date.start < clause.start || date.end > clause.end {
        return whole.to_owned();
    }
    let (before, after) = (date.start - clause.start, date.end - clause.start);
    let (head, tail) = (&whole[..before as usize], &whole[after as usize..]);
    let joins_date = || {
        let rest = tail.strip_prefix(' ').unwrap_or_default();
        reading.words().strip_start(DraftList::DateJoin, rest).is_some() && has_number_second(rest)
    };
    if tail.starts_with(['\'', '’']) || joins_date() {
        return whole.to_owned();
    }
    let first = head.trim_end();
    let rest = tail.trim_start_matches([',', ' ']);
    let opens = first.is_empty() || reading.is_listed(DraftList::DatePreposition, first);
    let is_adverb = first.is_empty() && reading.is_listed(DraftList::OpeningDay, reading.slice(date));
    let next = reading.token_at(date.end);
    let is_phrase = reading.words().strip_start(DraftList::OpeningPhrase, reading.slice(date)).is_some()
        && (reading.annotated.is_capital(next)
            || reading.is_listed(DraftList::Article, reading.annotated.word(next)));
    let is_adverb = is_adverb || first.is_empty() && is_phrase;
    if opens && tail.starts_with(',') || opens && !first.is_empty() && tail.starts_with(' ') || is_adverb {
        return rest.to_owned();
    }
    trim_inner_date(reading, (head, tail), (clause, date))
}

/// Removes the date with its preposition from the middle or the end of a clause, where the clause stays grammatical.
fn trim_inner_date(
    reading: &DraftReading<'_>,
    (head, tail): (&str, &str),
    (clause, date): (Span, Span),
) -> String {
    let whole = reading.slice(clause);
    let first = head.trim_end();
    let rest = tail.trim_start_matches([',', ' ']);
    let words = reading.slice(date);
    let is_day_adverb = reading.is_listed(DraftList::DayAdverb, words) && first.ends_with(',');
    let joins = ["-", "–", "'", "’"].iter().any(|mark| tail.starts_with(mark))
        || tail.starts_with(' ') && reading.words().strip_start(DraftList::DateJoin, rest).is_some();
    let last = first.rsplit(' ').next().unwrap_or_default();
    if joins
        || has_other_date(reading, clause, date)
        || !is_day_adverb
            && first.contains(", ")
            && !rest.is_empty()
            && !reading.is_listed(DraftList::DayPreposition, last)
    {
        return whole.to_owned();
    }
    let from = reading.token_at(clause.start);
    let has_verb = (from..reading.token_at(date.start)).any(|index| is_finite_verb(reading, index));
    if !rest.is_empty() && !has_verb && tail.starts_with(',')
        || is_needed(reading, first, (date, tail))
        || is_in_gerund_phrase(reading, from..reading.token_at(date.start))
    {
        return whole.to_owned();
    }
    if reading.is_listed(DraftList::DayAdverb, words)
        && head.ends_with(' ')
        && (tail.is_empty() || tail.starts_with([' ', ',', '.']))
    {
        let is_cut_off = next_is_date(reading, date);
        let subject = first.strip_suffix(',').filter(|subject| !subject.contains(','));
        return match subject.filter(|_| is_finite_verb(reading, reading.token_at(date.end))) {
            _ if is_cut_off => whole.to_owned(),
            Some(subject) => format!("{subject}{tail}"),
            None => format!("{first}{tail}"),
        };
    }
    let is_weekday = reading.is_listed(DraftList::Weekday, &words.to_lowercase());
    let can_join =
        is_weekday || rest.is_empty() || tail.starts_with([',', '.']) || continues_clause(reading, date);
    let head = without_preposition(reading, first)
        .filter(|head| can_join && (head.len() > 20 || !rest.is_empty()) && !ends_openly(reading, head));
    // "Was born on 2 May, in Bern": the comma belongs to the date.
    let next = rest.split(' ').next().unwrap_or_default();
    let is_phrase = reading.is_listed(DraftList::PhraseStart, &capitalize_first(next));
    let tail = if tail.starts_with(',') && is_phrase { format!(" {rest}") } else { tail.to_owned() };
    head.map_or_else(|| whole.to_owned(), |head| format!("{head}{tail}"))
}

/// Returns whether the second word of a text begins with a digit: "and 2010".
fn has_number_second(words: &str) -> bool {
    words.split(' ').nth(1).is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Returns whether a clause needs its date. "Fewer than in 1988, when tolls rose": the words after it are about the date. "A
/// poll released in August found": without it two verbs would meet.
fn is_needed(reading: &DraftReading<'_>, first: &str, (date, tail): (Span, &str)) -> bool {
    let next = reading.token_at(date.end);
    // "On Monday, a holiday", "in 2032, four years later".
    let has_clause = tail.starts_with(',')
        && (reading.has_date(next + 1..next + 2)
            || [DraftList::TimeClause, DraftList::Article]
                .iter()
                .any(|list| reading.is_listed(*list, reading.annotated.word(next + 1))));
    let participle = without_preposition(reading, first).unwrap_or(first);
    let participle = participle.rsplit(' ').next().unwrap_or_default();
    let joins_verbs =
        reading.words().has_ending(DraftList::PastEnding, participle) && is_finite_verb(reading, next);
    // "Will meet each week, beginning on 2 May".
    let is_beginning = reading.words().has_ending(DraftList::ParticipleEnding, participle);
    has_clause || joins_verbs || is_beginning || is_of_infinitive(reading, date)
}

/// Returns whether a date belongs to an infinitive after a verb of the past: "the board resolved to hold the race on 2 May".
fn is_of_infinitive(reading: &DraftReading<'_>, date: Span) -> bool {
    const MAX_DISTANCE: usize = 12;
    let index = reading.token_at(date.start);
    let annotated = &reading.annotated;
    (index.saturating_sub(MAX_DISTANCE) + 1..index)
        .rev()
        .take_while(|index| !annotated.has_word(*index, ",") && !annotated.starts_sentence(*index))
        .any(|index| begins_past_infinitive(reading, index))
}

/// Returns whether "to" at a token begins an infinitive after a finite verb of the past: "resolved to hold".
fn begins_past_infinitive(reading: &DraftReading<'_>, index: usize) -> bool {
    let annotated = &reading.annotated;
    reading.is_listed(DraftList::InfinitiveStart, annotated.word(index))
        && annotated.is_lower(index + 1)
        && reading.words().has_ending(DraftList::PastEnding, annotated.word(index - 1))
        && !follows_auxiliary(reading, index - 1)
}

/// Returns whether one of the three words before a token is an auxiliary: "was quickly resolved".
fn follows_auxiliary(reading: &DraftReading<'_>, index: usize) -> bool {
    const MAX_DISTANCE: usize = 3;
    (index.saturating_sub(MAX_DISTANCE)..index)
        .any(|before| reading.is_listed(DraftList::LeadingAuxiliary, reading.annotated.word(before)))
}

/// Returns whether a date belongs to a phrase such as "after being sold in May".
fn is_in_gerund_phrase(reading: &DraftReading<'_>, before: std::ops::Range<usize>) -> bool {
    let is_comma = |index: &usize| reading.annotated.has_word(*index, ",");
    before
        .rev()
        .take_while(|index| !is_comma(index))
        .any(|index| opens_gerund(reading, DraftList::Subordinator, index))
}

/// Returns the words before the preposition of a date; `None` if there is none.
fn without_preposition<'t>(reading: &DraftReading<'_>, words: &'t str) -> Option<&'t str> {
    let (head, last) = words.rsplit_once(' ')?;
    let is_preposition = [DraftList::DayPreposition, DraftList::MonthPreposition]
        .iter()
        .any(|list| reading.is_listed(*list, last));
    is_preposition.then_some(head)
}

/// Returns whether a clause has another date, so that a reader needs both.
fn has_other_date(reading: &DraftReading<'_>, clause: Span, date: Span) -> bool {
    let from = reading.expressions.partition_point(|other| other.span.start < clause.start);
    let mut within = reading.expressions[from..].iter().take_while(|other| other.span.start < clause.end);
    within.any(|other| {
        let is_other = other.span.end <= date.start || date.end <= other.span.start;
        is_other && other.consistent_date().is_some()
    })
}

/// Returns whether another date follows, as in "today, 4 April".
fn next_is_date(reading: &DraftReading<'_>, date: Span) -> bool {
    let index = reading.expressions.partition_point(|other| other.span.start < date.end);
    reading.expressions.get(index).is_some_and(|next| {
        reading.slice(Span { start: date.end, end: next.span.start }).trim_matches([' ', ',']).is_empty()
    })
}

/// Returns whether the word after a date does not belong to it: a verb, a preposition or the like.
fn continues_clause(reading: &DraftReading<'_>, date: Span) -> bool {
    let next = reading.token_at(date.end);
    let classes = reading.annotated.classes(next);
    classes.intersects(WordClasses::FUNCTION_WORD | WordClasses::SPEECH_VERB) || is_finite_verb(reading, next)
}
