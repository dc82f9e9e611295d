//! What happened when: the dates of the prose, each with the words that tell of it.

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

/// Something that happened or will happen.
#[derive(Clone, Debug)]
pub(super) struct DraftDate {
    pub(super) date: Date,
    pub(super) what: String,
    /// The words it is taken from.
    pub(super) clause_span: Span,
    /// Whether somebody is told to say so.
    pub(super) is_claimed: bool,
    /// The mention of whom the pronoun at its beginning stands for.
    pub(super) subject: Option<usize>,
    pub(super) grade: Grade,
    pub(super) reason: String,
}

/// The dates of a text in time order, each once.
pub(super) fn draft_dates(reading: &DraftReading<'_>) -> Vec<DraftDate> {
    let mut all: Vec<DraftDate> = Vec::new();
    let said = reading.statements.iter().filter_map(|said| Some(said.when.as_ref()?.span));
    let said: BTreeSet<Span> = said.collect();
    let told = reading.expressions.iter().filter(|expression| tells_event(reading, &said, expression));
    let pronouns = Pronouns::new(&reading.annotated, &reading.mentions);
    let (mut taken, mut places) = (BTreeSet::new(), FxHashMap::default());
    for mut found in told.filter_map(|expression| draft_date(reading, &pronouns, expression)) {
        let place = *places.entry(key(&found.date)).or_insert(all.len());
        if !taken.insert(found.clause_span) && place == all.len() {
            found.grade = Grade::Doubtful;
            found.reason.push_str("; the same words tell of another date");
        }
        match all.get_mut(place) {
            Some(known) if known.grade < found.grade => *known = found,
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

/// What makes two dates one: the instant, or all that is known of them.
fn key(date: &Date) -> Result<Timestamp, Date> {
    match date {
        Date::Instant(moment) => Ok(moment.timestamp),
        other => Err(*other),
    }
}

/// Whether an expression tells of something: outside quotations, and not only when somebody said something.
fn tells_event(reading: &DraftReading<'_>, said: &BTreeSet<Span>, expression: &TimeExpression) -> bool {
    let at = reading.token_at(expression.span.start);
    let quoted = reading.annotated.tokens.get(at).is_some_and(Token::is_quoted);
    !quoted && !said.contains(&expression.span) && !expression.checks.is_impossible
}

/// What is precise enough to stand in the list: an instant, a day, a month, a year.
fn is_precise(date: &Date) -> bool {
    match date {
        Date::Instant(_) => true,
        Date::Calendar(CalendarDate { precision: within, unspecified_digits: 0, .. }) => {
            matches!(within, Precision::Day(..) | Precision::Month(_) | Precision::Year)
        }
        _ => false,
    }
}

/// The date of an expression. A time of day whose zone is not told is no instant: its day is all that is known.
fn date_without_clock(expression: &TimeExpression) -> Option<Date> {
    let clock = match expression.value {
        TimexValue::Calendar(CalendarTime { time: Some(TimeOfDay::Clock(clock)), .. }) => Some(clock),
        _ => None,
    };
    match expression.consistent_date()? {
        Date::Instant(moment) if clock.is_some_and(|clock| clock.zone == Zone::Untold) => {
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
    let EventClause { span: told, is_claimed: claimed } = event_clause(reading, expression.span);
    let what = tidy_clause(&shorten(trim_date(reading, told, expression.span).trim()));
    let words = reading.slice(expression.span);
    if !tells_more(reading, told, expression.span) {
        return None;
    }
    let vague = what.split(' ').count() < 3;
    let sure = match () {
        () if expression.checks.is_ambiguous || vague => Grade::Doubtful,
        () if expression.derivation.reference == ReferencePoint::Itself => Grade::Sure,
        () => Grade::Likely,
    };
    let seen = match expression.derivation.reference {
        ReferencePoint::Itself => "",
        ReferencePoint::Publication => ", seen from the day of publication",
        ReferencePoint::LastMentioned => ", seen from the date before it",
    };
    let doubt = match () {
        () if expression.checks.is_ambiguous => "; day and month could change places",
        () if vague => "; what happened is not told beside it",
        () => "",
    };
    let subject = pronoun_referent(reading, pronouns, &what, told);
    let pronoun = match (what.split(' ').next(), subject) {
        (Some(word), Some(at)) => {
            format!("; \"{word}\" is read as {}", reading.slice(reading.mentions[at].span))
        }
        (Some(word @ ("He" | "She" | "It" | "They")), None) => format!("; say who \"{word}\" is"),
        _ => String::new(),
    };
    let why = format!("\"{words}\"{seen}{doubt}{pronoun}");
    Some(DraftDate { date, what, clause_span: told, subject, is_claimed: claimed, grade: sure, reason: why })
}

/// Whether words tell more than the date in them: "1:00 P.M. CEST" alone tells nothing.
fn tells_more(reading: &DraftReading<'_>, told: Span, date: Span) -> bool {
    let page = &reading.annotated;
    let is_word = |at: &usize| page.tokens.get(*at).is_some_and(|token| token.kind != TokenKind::Mark);
    let (first, last) = (reading.token_at(told.start), reading.token_at(told.end));
    (first..last).filter(is_word).any(|at| {
        let span = page.tokens[at].span;
        let small =
            matches!(page.word(at), "on" | "in" | "at" | "On" | "In" | "At" | "Date" | "Time" | "Updated");
        (span.end <= date.start || date.end <= span.start) && !small
    })
}

/// Whom "he" or "she" at the beginning of a clause stands for.
fn pronoun_referent(
    reading: &DraftReading<'_>,
    pronouns: &Pronouns<'_, '_>,
    what: &str,
    told: Span,
) -> Option<usize> {
    let begins = what.starts_with("He ") || what.starts_with("She ");
    let at = reading.token_at(told.start);
    let is_pronoun = matches!(reading.annotated.word(at), "He" | "She" | "he" | "she");
    if begins && is_pronoun { pronouns.antecedent(at) } else { None }
}

/// A line without half of a pair of quotation marks at its end, and without a full stop inside the last pair.
fn tidy_clause(what: &str) -> String {
    let even = what.matches('"').count().is_multiple_of(2);
    match what.strip_suffix('"') {
        Some(rest) if !even => rest.trim_end_matches(['.', ' ']).to_owned(),
        Some(rest) if rest.ends_with('.') => format!("{}\"", rest.trim_end_matches('.')),
        _ => what.to_owned(),
    }
}

/// The words that tell what happened at a date.
fn event_clause(reading: &DraftReading<'_>, date: Span) -> EventClause {
    let (_, whole) = extract_clause(reading.annotated.text, reading.annotated.tokens, date);
    let event = event_after_preposition(reading, date, whole).or_else(|| event_noun(reading, date, whole));
    if let Some(event) = event {
        return EventClause { span: event, is_claimed: false };
    }
    trim_clause_tail(reading, date, subordinate_clause(reading, date, whole).unwrap_or(whole))
}

/// The words that tell of a date.
struct EventClause {
    span: Span,
    /// Whether somebody is told to say so.
    is_claimed: bool,
}

/// "a month after the vote": the date is that of the vote.
fn event_after_preposition(reading: &DraftReading<'_>, date: Span, whole: Span) -> Option<Span> {
    let words = reading.slice(date);
    let counted = ["after", "before", "since"].iter().any(|end| words.ends_with(end));
    let first = reading.token_at(date.end);
    let rest = Span { start: reading.annotated.tokens.get(first)?.span.start, end: whole.end };
    let end = (first..)
        .take_while(|at| ends_before(reading, *at, rest.end))
        .find(|at| reading.annotated.has_word(*at, ",") && !reading.annotated.is_quoted(*at));
    let end = end.map_or(rest.end, |at| reading.annotated.tokens[at].span.start);
    (counted && end > rest.start).then_some(Span { start: rest.start, end })
}

fn ends_before(reading: &DraftReading<'_>, at: usize, end: u32) -> bool {
    reading.annotated.tokens.get(at).is_some_and(|token| token.span.end <= end)
}

/// "Norway's 1972 vote": a year that belongs to a noun after it is the date of that noun.
fn event_noun(reading: &DraftReading<'_>, date: Span, whole: Span) -> Option<Span> {
    let page = &reading.annotated;
    let (at, next) = (reading.token_at(date.start), reading.token_at(date.end));
    let is_year =
        reading.slice(date).len() == 4 && reading.slice(date).bytes().all(|byte| byte.is_ascii_digit());
    let owned = at > 0 && (page.is_possessive(at - 1) || matches!(page.word(at - 1), "the" | "a" | "an"));
    if !is_year || !owned || !ends_before(reading, next, whole.end) {
        return None;
    }
    let belongs = |at: &usize| {
        page.is_spaced(*at)
            && ends_before(reading, *at, whole.end)
            && (page.is_capital(*at)
                || page.is_lower(*at)
                    && !page.classes(*at).intersects(WordClasses::FUNCTION_WORD | WordClasses::SPEECH_VERB))
    };
    let count = (next..next + 4).take_while(belongs).count();
    let start = if page.is_possessive(at - 1) { at.checked_sub(2)? } else { at - 1 };
    let owner = reading.mentions.partition_point(|mention| mention.tokens.end <= start);
    let owner = reading.mentions.get(owner).filter(|mention| mention.tokens.contains(&start));
    let start = owner.map_or(start, |owner| owner.tokens.start);
    (count > 0).then(|| page.span(start, next + count))
}

/// "… since the president left the accord in 2018": the part of the sentence that the date belongs to.
fn subordinate_clause(reading: &DraftReading<'_>, date: Span, whole: Span) -> Option<Span> {
    const MIN_SUBORDINATE_TOKENS: usize = 4;
    let page = &reading.annotated;
    let (first, at) = (reading.token_at(whole.start), reading.token_at(date.start));
    let joins = |at: &usize| {
        matches!(page.word(*at), "since" | "after" | "before" | "when" | "until") && !page.is_quoted(*at)
    };
    let join = (first + 1..at).rev().find(joins)?;
    let stands = at >= join + 1 + MIN_SUBORDINATE_TOKENS
        && (page.is_capital(join + 1) || matches!(page.word(join + 1), "the" | "a" | "an"))
        && (join + 1..at).any(|at| is_likely_finite_verb(reading, at))
        && !(join + 1..at).any(|at| page.has_word(at, ","));
    let end = (at..reading.token_at(whole.end)).find(|at| page.has_word(*at, ",") && !page.is_quoted(*at));
    let end = end.map_or(whole.end, |at| page.tokens[at].span.start);
    stands.then(|| Span { start: page.tokens[join + 1].span.start, end })
}

/// Whether a word is likely a verb with a subject: of speech or action, or in the past.
fn is_likely_finite_verb(reading: &DraftReading<'_>, at: usize) -> bool {
    let page = &reading.annotated;
    page.is_lower(at)
        && (page.classes(at).intersects(WordClasses::SPEECH_VERB | WordClasses::ACTION_VERB)
            || page.word(at).ends_with("ed")
            || matches!(
                page.word(at),
                "was" | "were" | "took" | "left" | "began" | "came" | "met" | "won" | "fell"
            ))
}

/// A clause without who said so behind a comma after the date; a long one without whatever hangs on there.
fn trim_clause_tail(reading: &DraftReading<'_>, date: Span, whole: Span) -> EventClause {
    const MAX_CLAUSE_CHARS: usize = 110;
    const MIN_CLAUSE_CHARS: usize = 30;
    let is_long = reading.slice(whole).chars().count() > MAX_CLAUSE_CHARS;
    let page = &reading.annotated;
    for at in reading.token_at(date.end)..reading.token_at(whole.end) {
        if !page.has_word(at, ",") || page.is_quoted(at) {
            continue;
        }
        let comma = page.tokens[at].span.start;
        let (before, rest) = (Span { start: whole.start, end: comma }, Span { start: comma, end: whole.end });
        if reading.slice(before).chars().count() < MIN_CLAUSE_CHARS {
            continue;
        }
        let claimed = has_speech_verb(reading, before);
        if is_attribution(reading, rest) && !claimed {
            return EventClause { span: before, is_claimed: true };
        }
        if is_long && opens_dependent_clause(page.word(at + 1)) {
            return EventClause { span: before, is_claimed: claimed };
        }
    }
    EventClause { span: whole, is_claimed: has_speech_verb(reading, whole) }
}

/// ", the minister told journalists": who says so, and a verb of speech with little behind it.
fn is_attribution(reading: &DraftReading<'_>, rest: Span) -> bool {
    const MAX_ATTRIBUTION_TOKENS: usize = 4;
    let (from, to) = (reading.token_at(rest.start) + 1, reading.token_at(rest.end));
    let says = |at: &usize| {
        reading.annotated.is_lower(*at) && reading.annotated.classes(*at).intersects(WordClasses::SPEECH_VERB)
    };
    (from..to).find(says).is_some_and(|verb| verb > from && to - verb <= MAX_ATTRIBUTION_TOKENS)
}

/// Whether a word after a comma opens what could be left away.
fn opens_dependent_clause(word: &str) -> bool {
    word.ends_with("ing") || matches!(word, "which" | "where" | "while" | "but" | "and" | "a" | "who" | "as")
}

/// The words without the date where it stands at their beginning or, with its preposition, where they lose nothing.
fn trim_date(reading: &DraftReading<'_>, told: Span, date: Span) -> String {
    let whole = reading.slice(told);
    if date.start < told.start || date.end > told.end {
        return whole.to_owned();
    }
    let (before, after) = (date.start - told.start, date.end - told.start);
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

/// Whether a verb of speech stands in the words, outside quotations.
fn has_speech_verb(reading: &DraftReading<'_>, told: Span) -> bool {
    let tokens = reading.token_at(told.start)..reading.token_at(told.end);
    let page = &reading.annotated;
    tokens.into_iter().any(|at| {
        page.is_lower(at) && page.classes(at).intersects(WordClasses::SPEECH_VERB) && !page.is_quoted(at)
    })
}
