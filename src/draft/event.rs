//! The event of a date: the part of a sentence that says what happened then.

use crate::facts::clause::clause_span;
use crate::facts::languages::DraftList;
use crate::facts::names::WordClasses;
use crate::facts::timex::ReferencePoint;
use crate::text::Span;

use super::analysis::DraftReading;
use super::attachment::belongs_to_phrase;
use super::date_range::DatedSpan;
use super::dependent::BeforeDate;
use super::label::{announces_words, labelled_clause, within_sentence};
use super::modifier::{dates_object, modifies_noun};
use super::relative::{is_complement, relative_clause};
use super::verbs::{is_claim, is_finite_verb};

/// Kind of the words that describe an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EventKind {
    /// A clause with a verb.
    Clause,
    /// A noun with its modifiers, such as "the 1979 revolution".
    Noun,
}

/// The part of a text that describes the event of a date.
#[derive(Clone, Debug)]
pub(super) struct EventClause {
    pub(super) span: Span,
    pub(super) kind: EventKind,
    /// Words that stand before the span in a description: the noun that a relative pronoun refers to.
    pub(super) subject_words: Option<String>,
    /// Index of the mention in these words.
    pub(super) subject: Option<usize>,
    /// Whether the clause is attributed to a speaker.
    pub(super) is_claimed: bool,
    /// Whether the date stands before it as a label: "2 May: the lock opens".
    pub(super) is_labelled: bool,
    /// Whether the date may belong to another event.
    pub(super) is_unclear: bool,
}

impl EventClause {
    pub(super) fn new(span: Span, kind: EventKind) -> Self {
        Self {
            span,
            kind,
            subject_words: None,
            subject: None,
            is_claimed: false,
            is_labelled: false,
            is_unclear: false,
        }
    }
}

/// Returns the clause that describes the event of a date; `None` if the date is that of no event.
pub(super) fn event_clause(reading: &DraftReading<'_>, dated: &DatedSpan) -> Option<EventClause> {
    let date = dated.span;
    if let Some(span) = labelled_clause(reading, date) {
        let is_claimed = has_speech_verb(reading, span);
        return Some(EventClause {
            is_claimed,
            is_labelled: true,
            ..EventClause::new(span, EventKind::Clause)
        });
    }
    let sentence = clause_span(reading.annotated.text, reading.annotated.tokens, date);
    let sentence = within_sentence(reading, date, with_quotation(reading, sentence));
    let whole = coordinated_clause(reading, date, sentence);
    if let Some(span) = event_after_preposition(reading, date, whole) {
        // How far the date before it is from the event is not certain.
        let is_unclear = dated.reference == ReferencePoint::LastMentioned;
        return Some(EventClause { is_unclear, ..EventClause::new(span, EventKind::Noun) });
    }
    if let Some(noun) = event_noun(reading, date, whole) {
        return Some(EventClause::new(noun, EventKind::Noun));
    }
    if modifies_noun(reading, dated, whole) {
        return None;
    }
    let clause = clause_of_date(reading, date, whole);
    let before = BeforeDate {
        reading,
        first: reading.token_at(clause.span.start),
        date: reading.token_at(date.start),
        next: reading.token_at(date.end),
        last: reading.token_at(clause.span.end),
    };
    let is_unclear = clause.is_unclear
        || announces_words(reading, date, whole)
        || belongs_to_phrase(reading, dated, clause.span)
        || before.is_of_dependent_clause();
    Some(EventClause { is_unclear, ..clause })
}

/// Returns the clause of a date that belongs to a verb.
fn clause_of_date(reading: &DraftReading<'_>, date: Span, whole: Span) -> EventClause {
    if let Some(clause) = relative_clause(reading, date, whole) {
        let is_unclear =
            clause.is_unclear || dates_object(reading, date, reading.token_at(clause.span.start));
        return EventClause { is_unclear, ..clause };
    }
    if let Some(clause) =
        leading_phrase(reading, date, whole).or_else(|| reported_clause(reading, date, whole))
    {
        return clause;
    }
    let subordinate = subordinate_clause(reading, date, whole);
    let is_unclear = subordinate.is_none() && dates_object(reading, date, reading.token_at(whole.start));
    let clause = trim_clause_tail(reading, date, subordinate.unwrap_or(whole));
    EventClause { is_unclear, ..clause }
}

/// Extends a clause that breaks off before a quotation, as in `spoke of "the first map in years"`.
fn with_quotation(reading: &DraftReading<'_>, clause: Span) -> Span {
    const MAX_QUOTATION_TOKENS: usize = 60;
    let annotated = &reading.annotated;
    let open = reading.token_at(clause.end);
    let breaks_off = open > 0 && annotated.is_lower(open - 1) && annotated.is_quotation_mark(open);
    let close = (open + 1..(open + MAX_QUOTATION_TOKENS).min(annotated.len()))
        .find(|index| annotated.is_quotation_mark(*index));
    match close.filter(|_| breaks_off) {
        Some(close) => Span { end: annotated.tokens[close].span.end, ..clause },
        None => clause,
    }
}

/// Returns the main clause of a date in a sentence with several: "The locks were repaired in May, and the bridge was closed
/// in June".
fn coordinated_clause(reading: &DraftReading<'_>, date: Span, whole: Span) -> Span {
    const MAX_VERB_DISTANCE: usize = 8;
    let annotated = &reading.annotated;
    let (first, last) = (reading.token_at(whole.start), reading.token_at(whole.end));
    let has_verb =
        |tokens: std::ops::Range<usize>| tokens.into_iter().any(|index| is_finite_verb(reading, index));
    let mut clause = whole;
    for comma in first..last {
        let next = comma + 2;
        let is_join = annotated.has_word(comma, ",")
            && !annotated.is_quoted(comma)
            && reading.is_listed(DraftList::ClauseJoin, annotated.word(comma + 1));
        let opens =
            annotated.is_capital(next) || reading.is_listed(DraftList::SubjectStart, annotated.word(next));
        if !is_join
            || !opens
            || !has_verb(first..comma)
            || !has_verb(next..(next + MAX_VERB_DISTANCE).min(last))
        {
            continue;
        }
        let (end, start) = (annotated.tokens[comma].span.start, annotated.tokens[next].span.start);
        if date.start >= start {
            clause.start = start;
        } else {
            return Span { end: end.max(date.end), ..clause };
        }
    }
    clause
}

/// Returns the event after a preposition: in "a month after the vote" the date is that of the vote.
fn event_after_preposition(reading: &DraftReading<'_>, date: Span, whole: Span) -> Option<Span> {
    let words = reading.slice(date);
    let counted = reading.words().has_ending(DraftList::CountedEnding, words);
    let first = reading.token_at(date.end);
    let rest = Span { start: reading.annotated.tokens.get(first)?.span.start, end: whole.end };
    let end = (first..)
        .take_while(|index| ends_before(reading, *index, rest.end))
        .find(|index| reading.annotated.has_word(*index, ",") && !reading.annotated.is_quoted(*index));
    let end = end.map_or(rest.end, |index| reading.annotated.tokens[index].span.start);
    (counted && end > rest.start).then_some(Span { start: rest.start, end })
}

fn ends_before(reading: &DraftReading<'_>, index: usize, end: u32) -> bool {
    reading.annotated.tokens.get(index).is_some_and(|token| token.span.end <= end)
}

/// Returns the event noun that a year or a day modifies: in "Norway's 1972 vote" and "the floods of October 7" the date is
/// that of the noun.
fn event_noun(reading: &DraftReading<'_>, date: Span, whole: Span) -> Option<Span> {
    const MAX_NOUN_TOKENS: usize = 4;
    const MAX_NOUN_TOKENS_BEFORE: usize = 6;
    let annotated = &reading.annotated;
    let (index, next) = (reading.token_at(date.start), reading.token_at(date.end));
    let (first, last) = (reading.token_at(whole.start), reading.token_at(whole.end));
    let is_event =
        |index: &usize| reading.is_listed(DraftList::EventNoun, &annotated.word(*index).to_lowercase());
    if index > first + 1 && reading.is_listed(DraftList::Of, annotated.word(index - 1)) {
        let noun = index - 2;
        let is_determiner = |index: &usize| reading.is_listed(DraftList::The, annotated.word(*index));
        let from = noun.saturating_sub(MAX_NOUN_TOKENS_BEFORE).max(first);
        let start = (from..noun).rev().find(is_determiner).filter(|_| is_event(&noun))?;
        return Some(annotated.span(start, next));
    }
    let is_year =
        reading.slice(date).len() == 4 && reading.slice(date).bytes().all(|byte| byte.is_ascii_digit());
    let is_owned = index > 0 && annotated.is_possessive(index - 1);
    let is_modifier =
        is_owned || index > 0 && reading.is_listed(DraftList::Article, annotated.word(index - 1));
    // "The 1951 Refugee Convention" is a name.
    if !is_year || !is_modifier || annotated.is_capital(next) {
        return None;
    }
    let ends = (next..last.min(next + MAX_NOUN_TOKENS)).take_while(|index| annotated.is_spaced(*index));
    let noun = ends.into_iter().find(is_event)?;
    let start = if is_owned { index.checked_sub(2)? } else { index - 1 };
    let owner = reading.mentions.partition_point(|mention| mention.tokens.end <= start);
    let owner = reading.mentions.get(owner).filter(|mention| mention.tokens.contains(&start));
    let is_shown = owner.is_some() || !is_owned;
    let start = owner.map_or(start, |owner| owner.tokens.start);
    // At the start of a sentence the noun is the subject, and the sentence may tell of another day.
    let after = noun + 1;
    let place = reading.mentions.partition_point(|mention| mention.tokens.start <= after);
    let place = reading.mentions.get(place).filter(|place| {
        place.tokens.start == after + 1
            && reading.is_listed(DraftList::AfterEvent, annotated.word(after))
            && !reading.is_listed(DraftList::ClauseJoin, annotated.word(place.tokens.end))
    });
    let end = place.map_or(after, |place| place.tokens.end);
    is_shown.then(|| annotated.span(start, end))
}

/// Returns what somebody is reported to have said, as in "Marten said that the patrols would start in May". If it begins
/// with a pronoun, the whole sentence is clearer.
fn reported_clause(reading: &DraftReading<'_>, date: Span, whole: Span) -> Option<EventClause> {
    let annotated = &reading.annotated;
    let (first, index) = (reading.token_at(whole.start), reading.token_at(date.start));
    let is_that = |index: &usize| {
        reading.is_listed(DraftList::That, annotated.word(*index))
            && !annotated.is_quoted(*index)
            && is_complement(reading, *index)
    };
    let that = (first..index).find(is_that)?;
    if reading.is_listed(DraftList::ThatNoun, annotated.word(that - 1)) {
        return Some(EventClause { is_unclear: true, ..EventClause::new(whole, EventKind::Clause) });
    }
    let is_pronoun = annotated.classes(that + 1).intersects(WordClasses::PRONOUN)
        || reading.is_listed(DraftList::ReportedPronoun, annotated.word(that + 1));
    let span = Span { start: annotated.tokens.get(that + 1)?.span.start, end: whole.end };
    let has_verb = (that + 1..reading.token_at(whole.end)).any(|index| is_finite_verb(reading, index));
    (!is_pronoun && has_verb && that + 3 < index)
        .then(|| EventClause { is_claimed: true, ..trim_clause_tail(reading, date, span) })
}

/// Returns the event of a phrase whose owner is the subject after it: "After his return in May, Carl Roth …" tells of Carl
/// Roth's return.
fn owned_event(reading: &DraftReading<'_>, first: usize, comma: usize) -> Option<EventClause> {
    let annotated = &reading.annotated;
    let is_owned = reading.is_listed(DraftList::Owner, annotated.word(first + 1));
    let index = reading.mentions.partition_point(|mention| mention.tokens.start <= comma);
    let subject =
        reading.mentions.get(index).filter(|mention| is_owned && mention.tokens.start == comma + 1)?;
    let words = format!("{}'s", reading.slice(subject.span));
    let event = EventClause::new(annotated.span(first + 2, comma), EventKind::Noun);
    (first + 2 < comma).then_some(EventClause { subject_words: Some(words), subject: Some(index), ..event })
}

/// Returns the event of a date in a phrase at the start: "Following the vote in May, the council …".
fn leading_phrase(reading: &DraftReading<'_>, date: Span, whole: Span) -> Option<EventClause> {
    let annotated = &reading.annotated;
    let (first, last) = (reading.token_at(whole.start), reading.token_at(whole.end));
    let (index, next) = (reading.token_at(date.start), reading.token_at(date.end));
    let comma = (next..last).find(|index| annotated.has_word(*index, ",") && !annotated.is_quoted(*index))?;
    // "Under its captain, the crew won in 2002, but …": the date is that of the main clause.
    let is_after_phrase = (first..index).any(|index| annotated.has_word(index, ","));
    if index <= first + 1 || is_after_phrase || !reading.is_listed(DraftList::LeadWord, annotated.word(first))
    {
        return None;
    }
    if let Some(owned) = owned_event(reading, first, comma) {
        return Some(owned);
    }
    let span = annotated.span(first + 1, comma);
    // "After a review ordered by the board last month" has no verb.
    let has_verb = (first + 1..index).any(|index| {
        is_finite_verb(reading, index) && !reading.is_listed(DraftList::Agent, annotated.word(index + 1))
    });
    let kind = if has_verb { EventKind::Clause } else { EventKind::Noun };
    Some(EventClause { is_unclear: !has_verb, ..EventClause::new(span, kind) })
}

/// Returns the subordinate clause that the date belongs to, as in "… since the president left the accord in 2018".
fn subordinate_clause(reading: &DraftReading<'_>, date: Span, whole: Span) -> Option<Span> {
    const MIN_SUBORDINATE_TOKENS: usize = 4;
    let annotated = &reading.annotated;
    let (first, index) = (reading.token_at(whole.start), reading.token_at(date.start));
    let joins = |index: &usize| {
        reading.is_listed(DraftList::Subordinator, annotated.word(*index)) && !annotated.is_quoted(*index)
    };
    let join = (first + 1..index).rev().find(joins)?;
    let is_complete = index >= join + 1 + MIN_SUBORDINATE_TOKENS
        && (annotated.is_capital(join + 1)
            || reading.is_listed(DraftList::Article, annotated.word(join + 1)))
        && (join + 1..index).any(|index| is_finite_verb(reading, index))
        && !(join + 1..index).any(|index| annotated.has_word(index, ","));
    let end = (index..reading.token_at(whole.end))
        .find(|index| annotated.has_word(*index, ",") && !annotated.is_quoted(*index));
    let end = end.map_or(whole.end, |index| annotated.tokens[index].span.start);
    is_complete.then(|| Span { start: annotated.tokens[join + 1].span.start, end })
}

/// Removes an attribution after the date and, from a long clause, a dependent clause after a comma.
fn trim_clause_tail(reading: &DraftReading<'_>, date: Span, whole: Span) -> EventClause {
    const MAX_CLAUSE_CHARS: usize = 110;
    const MIN_CLAUSE_CHARS: usize = 30;
    let is_long = reading.slice(whole).chars().count() > MAX_CLAUSE_CHARS;
    let annotated = &reading.annotated;
    for index in reading.token_at(date.end)..reading.token_at(whole.end) {
        if !annotated.has_word(index, ",") || annotated.is_quoted(index) {
            continue;
        }
        let comma = annotated.tokens[index].span.start;
        let (before, rest) = (Span { start: whole.start, end: comma }, Span { start: comma, end: whole.end });
        if reading.slice(before).chars().count() < MIN_CLAUSE_CHARS {
            continue;
        }
        let is_claimed = has_speech_verb(reading, before);
        if is_attribution(reading, rest) && !is_claimed {
            return EventClause { is_claimed: true, ..EventClause::new(before, EventKind::Clause) };
        }
        if is_long
            && opens_dependent_clause(reading, index + 1, reading.token_at(whole.end))
            && !breaks_complement(reading, before)
        {
            return EventClause { is_claimed, ..EventClause::new(before, EventKind::Clause) };
        }
    }
    EventClause { is_claimed: has_speech_verb(reading, whole), ..EventClause::new(whole, EventKind::Clause) }
}

/// Returns whether the last "that" or relative word of a text has no verb after it, so that its clause goes on: "reports that
/// a fourth ship".
fn breaks_complement(reading: &DraftReading<'_>, text: Span) -> bool {
    let annotated = &reading.annotated;
    let (first, last) = (reading.token_at(text.start), reading.token_at(text.end));
    let opens = |index: &usize| {
        [DraftList::That, DraftList::RelativePronoun, DraftList::PlaceClause]
            .iter()
            .any(|list| reading.is_listed(*list, annotated.word(*index)))
    };
    let that = (first..last).rev().find(opens);
    that.is_some_and(|that| !(that..last).any(|index| is_finite_verb(reading, index)))
}

/// Returns whether the text is an attribution, such as ", the minister told journalists".
fn is_attribution(reading: &DraftReading<'_>, rest: Span) -> bool {
    const MAX_ATTRIBUTION_TOKENS: usize = 4;
    let (from, to) = (reading.token_at(rest.start) + 1, reading.token_at(rest.end));
    let says = |index: &usize| {
        reading.annotated.is_lower(*index)
            && reading.annotated.classes(*index).intersects(WordClasses::SPEECH_VERB)
    };
    (from..to).find(says).is_some_and(|verb| verb > from && to - verb <= MAX_ATTRIBUTION_TOKENS)
}

/// Returns whether a word after a comma opens a dependent clause that can be omitted. The last item of a list cannot: "boats,
/// locks, and lights".
fn opens_dependent_clause(reading: &DraftReading<'_>, index: usize, end: usize) -> bool {
    const MAX_VERB_DISTANCE: usize = 8;
    let annotated = &reading.annotated;
    let word = annotated.word(index);
    let is_joined = reading.is_listed(DraftList::ClauseJoin, word);
    let has_verb = (index + 1..end.min(index + MAX_VERB_DISTANCE))
        .take_while(|index| !annotated.has_word(*index, ","))
        .any(|index| is_finite_verb(reading, index));
    // "A smiling, waving man".
    let is_adjective = reading.words().has_ending(DraftList::ParticipleEnding, annotated.word(index - 2));
    // "Racketeering, and extortion".
    let is_list_item = annotated.has_word(index + 1, ",")
        && reading.is_listed(DraftList::ClauseJoin, annotated.word(index + 2));
    let is_participle =
        reading.words().has_ending(DraftList::ParticipleEnding, word) && !is_adjective && !is_list_item;
    // "Rowed off, passed the pier, and reached the lock".
    let joins_clause = !is_joined || has_verb && !is_finite_verb(reading, index + 1);
    is_participle || reading.is_listed(DraftList::DependentStart, word) && joins_clause
}

/// Returns whether the span has a verb of what somebody says, outside quotations.
fn has_speech_verb(reading: &DraftReading<'_>, clause: Span) -> bool {
    let tokens = reading.token_at(clause.start)..reading.token_at(clause.end);
    tokens.into_iter().any(|index| is_claim(reading, index))
}
