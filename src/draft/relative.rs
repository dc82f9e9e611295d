//! Relative clauses with a date, and the words that their pronouns refer to.

use std::ops::Range;

use crate::facts::languages::DraftList;
use crate::facts::names::{EntityKind, WordClasses};
use crate::text::Span;

use super::analysis::DraftReading;
use super::event::{EventClause, EventKind};
use super::verbs::{is_common_noun, is_finite_verb, is_past_participle};

/// Returns the relative clause that the date belongs to, as in "Carl Roth, 63, who was elected in 2021, was detained".
pub(super) fn relative_clause(reading: &DraftReading<'_>, date: Span, whole: Span) -> Option<EventClause> {
    let annotated = &reading.annotated;
    let (first, index, last) =
        (reading.token_at(whole.start), reading.token_at(date.start), reading.token_at(whole.end));
    let is_comma = |index: &usize| annotated.has_word(*index, ",") && !annotated.is_quoted(*index);
    let from = (first..index).rev().find(is_comma).map_or(first, |comma| comma + 1);
    let is_pronoun = |index: &usize| {
        reading.is_listed(DraftList::RelativePronoun, annotated.word(*index)) && !annotated.is_quoted(*index)
            || reading.is_listed(DraftList::That, annotated.word(*index)) && !is_complement(reading, *index)
    };
    let pronoun = (from..index).rev().find(is_pronoun).filter(|pronoun| *pronoun > first)?;
    let end = (reading.token_at(date.end)..last).find(is_comma).unwrap_or(last);
    let main_verb = main_verb(reading, pronoun + 1..end);
    if main_verb.is_some_and(|verb| verb < index && !may_be_participle(reading, verb, date)) {
        return None;
    }
    let is_split = main_verb.is_some_and(|verb| may_be_participle(reading, verb, date));
    let end = main_verb.filter(|verb| *verb > index).unwrap_or(end);
    let is_adverb = |index: usize| {
        annotated.is_lower(index) && annotated.word(index).ends_with("ly")
            || reading.is_listed(DraftList::ShortAdverb, annotated.word(index))
    };
    let has_verb_next = is_finite_verb(reading, pronoun + 1)
        || is_adverb(pronoun + 1) && is_finite_verb(reading, pronoun + 2)
        || reading.token_at(date.start) <= pronoun + 2;
    let end = annotated.tokens.get(end.saturating_sub(1)).map_or(whole.end, |token| token.span.end);
    let start = annotated.tokens.get(pronoun + 1)?.span.start;
    let clause = EventClause::new(Span { start, end: end.max(date.end) }, EventKind::Clause);
    let antecedent = antecedent(reading, first, pronoun).filter(|_| has_verb_next && !is_split);
    Some(match antecedent {
        Some((words, subject)) => EventClause { subject_words: Some(words), subject, ..clause },
        None => EventClause { span: whole, is_unclear: true, ..clause },
    })
}

/// Returns the verb of the main clause that follows a relative clause: "stopped" in "the man who served Roth stopped".
fn main_verb(reading: &DraftReading<'_>, mut clause: Range<usize>) -> Option<usize> {
    let verb = clause.find(|index| is_finite_verb(reading, *index))?;
    next_verb(reading, verb, clause.end)
}

/// Returns the next verb after a verb or participle with its auxiliaries, if no other clause begins between them.
pub(super) fn next_verb(reading: &DraftReading<'_>, verb: usize, end: usize) -> Option<usize> {
    const MAX_GAP: usize = 2;
    const BREAKS: [DraftList; 5] = [
        DraftList::ClauseJoin,
        DraftList::InfinitiveStart,
        DraftList::RelativePronoun,
        DraftList::That,
        DraftList::SubjectPronoun,
    ];
    let annotated = &reading.annotated;
    let is_listed = |index: usize, list| reading.is_listed(list, annotated.word(index));
    let is_auxiliary =
        |index: usize| is_listed(index, DraftList::LeadingAuxiliary) || is_listed(index, DraftList::Future);
    // "After leaving" has no verb of its own.
    let opens_clause = |index: usize| {
        is_listed(index, DraftList::Subordinator)
            && !reading.has_date(index + 1..index + 2)
            && !reading.words().has_ending(DraftList::ParticipleEnding, annotated.word(index + 1))
    };
    let breaks = |index: usize| {
        annotated.has_word(index, ",")
            || opens_clause(index)
            || BREAKS.iter().any(|list| is_listed(index, *list))
    };
    let mut last = verb;
    let mut verbs = (verb + 1..end).filter(|index| is_finite_verb(reading, *index));
    let next = verbs.find(|next| {
        let is_one_group = *next <= last + MAX_GAP && is_auxiliary(last);
        last = if is_one_group { *next } else { last };
        !is_one_group
    })?;
    let reports = annotated.classes(last).intersects(WordClasses::SPEECH_VERB);
    (!reports && !(last + 1..next).any(breaks)).then_some(next)
}

/// Returns whether a verb may be a participle after a noun, as in "who left a boat named Aare": it follows neither the date
/// nor a name.
fn may_be_participle(reading: &DraftReading<'_>, verb: usize, date: Span) -> bool {
    is_past_participle(reading, verb)
        && verb != reading.token_at(date.end)
        && !reading.annotated.is_capital(verb - 1)
}

/// Returns whether "that" opens what somebody says or knows, as in "told reporters that the talks began".
pub(super) fn is_complement(reading: &DraftReading<'_>, that: usize) -> bool {
    const MAX_VERB_DISTANCE: usize = 4;
    let annotated = &reading.annotated;
    (that.saturating_sub(MAX_VERB_DISTANCE)..that).any(|index| {
        annotated.is_lower(index) && annotated.classes(index).intersects(WordClasses::SPEECH_VERB)
    }) && !is_finite_verb(reading, that + 1)
}

/// Returns the words before a relative pronoun that it refers to: a name, perhaps with an age, or a noun with its article.
fn antecedent(reading: &DraftReading<'_>, first: usize, pronoun: usize) -> Option<(String, Option<usize>)> {
    const MAX_NOUN_TOKENS: usize = 4;
    let annotated = &reading.annotated;
    let mut last = pronoun;
    // An age: "Carl Roth, 63, who".
    let is_age = |index: usize| {
        annotated.word(index).bytes().all(|byte| byte.is_ascii_digit()) && annotated.has_word(index - 1, ",")
    };
    while last > first + 1 && (annotated.has_word(last - 1, ",") || is_age(last - 1)) {
        last -= 1;
    }
    let mention = reading.mentions.partition_point(|mention| mention.tokens.end < last);
    if let Some(found) =
        reading.mentions.get(mention).filter(|found| found.tokens.end == last && found.tokens.start >= first)
    {
        // Of "the lakes of Thun and Brienz, which …" and "the vote in Bern, which …" the name says only a part.
        let is_object = found.tokens.start > first
            && (reading.is_listed(DraftList::ObjectJoin, annotated.word(found.tokens.start - 1))
                || found.kind != EntityKind::Person
                    && annotated.classes(found.tokens.start - 1).intersects(WordClasses::FUNCTION_WORD)
                    && !reading.is_listed(DraftList::Article, annotated.word(found.tokens.start - 1)));
        return (!is_object).then(|| (reading.name_with_article(mention), Some(mention)));
    }
    let determiner =
        |index: &usize| reading.is_listed(DraftList::AntecedentStart, &annotated.word(*index).to_lowercase());
    let start =
        (last.saturating_sub(MAX_NOUN_TOKENS).max(first)..last.checked_sub(1)?).rev().find(determiner)?;
    // "What a day that will be", "one of the boats which", "a half years ago that".
    let is_part = start > 0
        && [DraftList::Exclamation, DraftList::Of]
            .iter()
            .any(|list| reading.is_listed(*list, annotated.word(start - 1)));
    if is_part || belongs_to_noun(reading, first, start) || reading.has_date(start..last) {
        return None;
    }
    // "Ana Novak, a teacher who …": the name says more than the noun.
    let named = start.checked_sub(1).filter(|comma| annotated.has_word(*comma, ","));
    let named = named.and_then(|comma| {
        let index = reading.mentions.partition_point(|mention| mention.tokens.end < comma);
        reading
            .mentions
            .get(index)
            .filter(|mention| mention.tokens.end == comma)
            .map(|mention| (index, mention))
    });
    if let Some((index, mention)) = named {
        return Some((reading.slice(mention.span).to_owned(), Some(index)));
    }
    let is_noun = (start + 1..last).all(|index| {
        annotated.is_spaced(index) && !reading.is_listed(DraftList::AntecedentBreak, annotated.word(index))
    });
    is_noun.then(|| (reading.slice(annotated.span(start, last)).to_owned(), None))
}

/// Returns whether a noun with a preposition stands before a noun, and may be meant: "repairs to the ramp, which began".
fn belongs_to_noun(reading: &DraftReading<'_>, first: usize, start: usize) -> bool {
    let annotated = &reading.annotated;
    start.checked_sub(2).filter(|noun| *noun >= first).is_some_and(|noun| {
        [DraftList::GenitiveOrPurpose, DraftList::InfinitiveStart]
            .iter()
            .any(|list| reading.is_listed(*list, annotated.word(start - 1)))
            && !reading.is_listed(DraftList::PresentVerb, annotated.word(noun))
            && (annotated.is_capital(noun) || is_common_noun(reading, noun))
    })
}
