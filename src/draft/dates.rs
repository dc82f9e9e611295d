//! Dates of a draft, each with the clause that describes the event.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use jiff::Timestamp;
use rustc_hash::FxHashMap;

use crate::facts::Date;
use crate::facts::clause::{extract_clause, shorten};
use crate::facts::date::{CalendarDate, Precision};
use crate::facts::names::WordClasses;
use crate::facts::quote::Pronouns;
use crate::facts::timex::{CalendarTime, ReferencePoint, TimeExpression, TimeOfDay, TimexValue, Zone};
use crate::facts::token::{Token, TokenKind};
use crate::text::{Span, capitalize_first};

use super::analysis::DraftReading;
use super::participants::Grade;

/// A dated event.
#[derive(Clone, Debug)]
pub(super) struct DraftDate {
    pub(super) date: Date,
    /// Span of the time expression.
    pub(super) span: Span,
    pub(super) what: String,
    /// Span of the clause it is taken from.
    pub(super) clause_span: Span,
    /// Whether the clause is attributed to a speaker.
    pub(super) is_claimed: bool,
    /// Index of the mention that the pronoun at the start of the clause refers to.
    pub(super) subject: Option<usize>,
    pub(super) grade: Grade,
    pub(super) reason: String,
}

/// Returns the dates of a text in time order, without duplicates.
pub(super) fn draft_dates(reading: &DraftReading<'_>) -> Vec<DraftDate> {
    let mut all: Vec<DraftDate> = Vec::new();
    let statement_dates =
        reading.statements.iter().filter_map(|statement| Some(statement.when.as_ref()?.span));
    let statement_dates: BTreeSet<Span> = statement_dates.collect();
    let event_expressions =
        reading.expressions.iter().filter(|expression| dates_event(reading, &statement_dates, expression));
    let pronouns = Pronouns::new(&reading.annotated, &reading.mentions);
    let (mut used_clauses, mut positions) = (BTreeSet::new(), FxHashMap::default());
    for mut found in event_expressions.filter_map(|expression| draft_date(reading, &pronouns, expression)) {
        let position = *positions.entry(key(&found.date)).or_insert(all.len());
        if !used_clauses.insert(found.clause_span) && position == all.len() {
            found.grade = Grade::Doubtful;
            found.reason.push_str("; the same text is used for another date");
        }
        match all.get_mut(position) {
            Some(earlier) if earlier.grade < found.grade => *earlier = found,
            Some(_) => {}
            None => all.push(found),
        }
    }
    all.sort_by(|one, other| match one.date.cmp_chronological(&other.date) {
        Ordering::Equal => one.clause_span.cmp(&other.clause_span),
        order => order,
    });
    all
}

/// Returns the key by which two dates are equal: the instant, or the whole date.
fn key(date: &Date) -> Result<Timestamp, Date> {
    match date {
        Date::Instant(moment) => Ok(moment.timestamp),
        other => Err(*other),
    }
}

/// Returns whether an expression dates an event: it is not quoted and not only the time of a statement.
pub(super) fn dates_event(
    reading: &DraftReading<'_>,
    statement_dates: &BTreeSet<Span>,
    expression: &TimeExpression,
) -> bool {
    let index = reading.token_at(expression.span.start);
    let quoted = reading.annotated.tokens.get(index).is_some_and(Token::is_quoted);
    !quoted && !statement_dates.contains(&expression.span) && !expression.checks.is_impossible
}

/// Returns whether a date is precise enough for the list: an instant, a day, a month or a year.
fn is_precise(date: &Date) -> bool {
    match date {
        Date::Instant(_) => true,
        Date::Calendar(CalendarDate { precision, unspecified_digits: 0, .. }) => {
            matches!(precision, Precision::Day(..) | Precision::Month(_) | Precision::Year)
        }
        _ => false,
    }
}

/// Returns the date of an expression. A time of day without a zone is reduced to its day.
fn date_without_clock(expression: &TimeExpression) -> Option<Date> {
    let clock = match expression.value {
        TimexValue::Calendar(CalendarTime { time: Some(TimeOfDay::Clock(clock)), .. }) => Some(clock),
        _ => None,
    };
    match expression.consistent_date()? {
        Date::Instant(moment) if clock.is_some_and(|clock| clock.zone == Zone::Unspecified) => {
            Some(super::day_as_date(moment.offset.to_datetime(moment.timestamp).date()))
        }
        date => Some(date),
    }
}

fn draft_date(
    reading: &DraftReading<'_>,
    pronouns: &Pronouns<'_, '_>,
    expression: &TimeExpression,
) -> Option<DraftDate> {
    let date = date_without_clock(expression).filter(is_precise)?;
    let EventClause { span: clause, is_claimed } = event_clause(reading, expression.span);
    let what = tidy_clause(&shorten(trim_date(reading, clause, expression.span).trim()));
    let words = reading.slice(expression.span);
    if !has_more_than_date(reading, clause, expression.span) {
        return None;
    }
    let vague = what.split(' ').count() < 3;
    let grade = match () {
        () if expression.checks.is_ambiguous || vague => Grade::Doubtful,
        () if expression.derivation.reference == ReferencePoint::Itself => Grade::Sure,
        () => Grade::Likely,
    };
    let reference = match expression.derivation.reference {
        ReferencePoint::Itself => "",
        ReferencePoint::Publication => ", counted from the day of publication",
        ReferencePoint::LastMentioned => ", counted from the date before it",
    };
    let doubt = match () {
        () if expression.checks.is_ambiguous => "; day and month may be swapped",
        () if vague => "; the text next to it does not say what happened",
        () => "",
    };
    let subject = pronoun_referent(reading, pronouns, &what, clause);
    let pronoun = match (what.split(' ').next(), subject) {
        (Some(word), Some(index)) => {
            format!("; \"{word}\" is taken to mean {}", reading.slice(reading.mentions[index].span))
        }
        (Some(word @ ("He" | "She" | "It" | "They")), None) => format!("; replace \"{word}\" with the name"),
        _ => String::new(),
    };
    let reason = format!("\"{words}\"{reference}{doubt}{pronoun}");
    Some(DraftDate {
        date,
        span: expression.span,
        what,
        clause_span: clause,
        subject,
        is_claimed,
        grade,
        reason,
    })
}

/// Returns whether a clause has content besides the date: "1:00 P.M. CEST" alone has none.
fn has_more_than_date(reading: &DraftReading<'_>, clause: Span, date: Span) -> bool {
    let annotated = &reading.annotated;
    let is_word =
        |index: &usize| annotated.tokens.get(*index).is_some_and(|token| token.kind != TokenKind::Mark);
    let (first, last) = (reading.token_at(clause.start), reading.token_at(clause.end));
    (first..last).filter(is_word).any(|index| {
        let span = annotated.tokens[index].span;
        let is_preposition = matches!(
            annotated.word(index),
            "on" | "in" | "at" | "On" | "In" | "At" | "Date" | "Time" | "Updated"
        );
        (span.end <= date.start || date.end <= span.start) && !is_preposition
    })
}

/// Returns the mention that "he" or "she" at the start of a clause refers to.
fn pronoun_referent(
    reading: &DraftReading<'_>,
    pronouns: &Pronouns<'_, '_>,
    what: &str,
    clause: Span,
) -> Option<usize> {
    let begins = what.starts_with("He ") || what.starts_with("She ");
    let index = reading.token_at(clause.start);
    let is_pronoun = matches!(reading.annotated.word(index), "He" | "She" | "he" | "she");
    if begins && is_pronoun { pronouns.antecedent(index) } else { None }
}

/// Removes an unmatched quotation mark from the end, and a full stop inside a final quotation.
fn tidy_clause(what: &str) -> String {
    let even = what.matches('"').count().is_multiple_of(2);
    match what.strip_suffix('"') {
        Some(rest) if !even => rest.trim_end_matches(['.', ' ']).to_owned(),
        Some(rest) if rest.ends_with('.') => format!("{}\"", rest.trim_end_matches('.')),
        _ => what.to_owned(),
    }
}

/// Returns the clause that describes the event of a date.
fn event_clause(reading: &DraftReading<'_>, date: Span) -> EventClause {
    let (_, whole) = extract_clause(reading.annotated.text, reading.annotated.tokens, date);
    let event = event_after_preposition(reading, date, whole).or_else(|| event_noun(reading, date, whole));
    if let Some(event) = event {
        return EventClause { span: event, is_claimed: false };
    }
    trim_clause_tail(reading, date, subordinate_clause(reading, date, whole).unwrap_or(whole))
}

/// The clause that describes the event of a date.
struct EventClause {
    span: Span,
    /// Whether the clause is attributed to a speaker.
    is_claimed: bool,
}

/// Returns the event after a preposition: in "a month after the vote" the date is that of the vote.
fn event_after_preposition(reading: &DraftReading<'_>, date: Span, whole: Span) -> Option<Span> {
    let words = reading.slice(date);
    let counted = ["after", "before", "since"].iter().any(|end| words.ends_with(end));
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

/// Returns the noun that a year modifies: in "Norway's 1972 vote" the date is that of the vote.
fn event_noun(reading: &DraftReading<'_>, date: Span, whole: Span) -> Option<Span> {
    let annotated = &reading.annotated;
    let (index, next) = (reading.token_at(date.start), reading.token_at(date.end));
    let is_year =
        reading.slice(date).len() == 4 && reading.slice(date).bytes().all(|byte| byte.is_ascii_digit());
    let owned = index > 0
        && (annotated.is_possessive(index - 1) || matches!(annotated.word(index - 1), "the" | "a" | "an"));
    if !is_year || !owned || !ends_before(reading, next, whole.end) {
        return None;
    }
    let belongs = |index: &usize| {
        annotated.is_spaced(*index)
            && ends_before(reading, *index, whole.end)
            && (annotated.is_capital(*index)
                || annotated.is_lower(*index)
                    && !annotated
                        .classes(*index)
                        .intersects(WordClasses::FUNCTION_WORD | WordClasses::SPEECH_VERB))
    };
    let count = (next..next + 4).take_while(belongs).count();
    let start = if annotated.is_possessive(index - 1) { index.checked_sub(2)? } else { index - 1 };
    let owner = reading.mentions.partition_point(|mention| mention.tokens.end <= start);
    let owner = reading.mentions.get(owner).filter(|mention| mention.tokens.contains(&start));
    let start = owner.map_or(start, |owner| owner.tokens.start);
    (count > 0).then(|| annotated.span(start, next + count))
}

/// Returns the subordinate clause that the date belongs to, as in "… since the president left the accord in 2018".
fn subordinate_clause(reading: &DraftReading<'_>, date: Span, whole: Span) -> Option<Span> {
    const MIN_SUBORDINATE_TOKENS: usize = 4;
    let annotated = &reading.annotated;
    let (first, index) = (reading.token_at(whole.start), reading.token_at(date.start));
    let joins = |index: &usize| {
        matches!(annotated.word(*index), "since" | "after" | "before" | "when" | "until")
            && !annotated.is_quoted(*index)
    };
    let join = (first + 1..index).rev().find(joins)?;
    let is_complete = index >= join + 1 + MIN_SUBORDINATE_TOKENS
        && (annotated.is_capital(join + 1) || matches!(annotated.word(join + 1), "the" | "a" | "an"))
        && (join + 1..index).any(|index| is_likely_finite_verb(reading, index))
        && !(join + 1..index).any(|index| annotated.has_word(index, ","));
    let end = (index..reading.token_at(whole.end))
        .find(|index| annotated.has_word(*index, ",") && !annotated.is_quoted(*index));
    let end = end.map_or(whole.end, |index| annotated.tokens[index].span.start);
    is_complete.then(|| Span { start: annotated.tokens[join + 1].span.start, end })
}

/// Returns whether a word is probably a finite verb: a verb of speech or action, or a past form.
fn is_likely_finite_verb(reading: &DraftReading<'_>, index: usize) -> bool {
    let annotated = &reading.annotated;
    annotated.is_lower(index)
        && (annotated.classes(index).intersects(WordClasses::SPEECH_VERB | WordClasses::ACTION_VERB)
            || annotated.word(index).ends_with("ed")
            || matches!(
                annotated.word(index),
                "was" | "were" | "took" | "left" | "began" | "came" | "met" | "won" | "fell"
            ))
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
            return EventClause { span: before, is_claimed: true };
        }
        if is_long && opens_dependent_clause(annotated.word(index + 1)) {
            return EventClause { span: before, is_claimed };
        }
    }
    EventClause { span: whole, is_claimed: has_speech_verb(reading, whole) }
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

/// Returns whether a word after a comma opens a dependent clause that can be omitted.
fn opens_dependent_clause(word: &str) -> bool {
    word.ends_with("ing") || matches!(word, "which" | "where" | "while" | "but" | "and" | "a" | "who" | "as")
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
    let first = head.trim_end();
    let opens = matches!(first, "" | "On" | "In" | "At" | "Early on" | "Late on");
    if opens && tail.starts_with(',') || opens && !first.is_empty() && tail.starts_with(' ') {
        return capitalize_first(tail.trim_start_matches([',', ' ']));
    }
    let words = reading.slice(date);
    if first.is_empty() && matches!(words, "Yesterday" | "Today" | "Tomorrow") {
        return capitalize_first(tail.trim_start_matches([',', ' ']));
    }
    if [" and ", " or ", " to ", "-", "–"].iter().any(|joins| tail.starts_with(joins)) {
        return whole.to_owned();
    }
    let is_year = words.len() == 4 && words.bytes().all(|byte| byte.is_ascii_digit());
    if is_year && tail.starts_with(' ') && (first.ends_with("'s") || first.ends_with("the")) {
        return format!("{first}{tail}");
    }
    for preposition in [" on", " in"] {
        if let Some(head) = first.strip_suffix(preposition).filter(|head| head.len() > 20 || tail.len() > 1) {
            return format!("{head}{tail}");
        }
    }
    whole.to_owned()
}

/// Returns whether the span has a verb of speech outside quotations.
fn has_speech_verb(reading: &DraftReading<'_>, clause: Span) -> bool {
    let tokens = reading.token_at(clause.start)..reading.token_at(clause.end);
    let annotated = &reading.annotated;
    tokens.into_iter().any(|index| {
        annotated.is_lower(index)
            && annotated.classes(index).intersects(WordClasses::SPEECH_VERB)
            && !annotated.is_quoted(index)
    })
}
