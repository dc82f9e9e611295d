//! What happened when: the dates of the prose, each with the words that tell of it.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use jiff::Timestamp;
use rustc_hash::FxHashMap;

use crate::facts::Date;
use crate::facts::clause::{clause, shortened};
use crate::facts::date::{Point, Within};
use crate::facts::names::Classes;
use crate::facts::quote::Pronouns;
use crate::facts::timex::{Expression, SeenFrom, Time, Value, When, Zone};
use crate::facts::token::{Kind, Token};
use crate::text::{Span, capitalised};

use super::people::Sure;
use super::reading::Reading;

/// Something that happened or will happen.
#[derive(Clone, Debug)]
pub(super) struct Dated {
    pub(super) date: Date,
    pub(super) what: String,
    /// The words it is taken from.
    pub(super) told: Span,
    /// Whether somebody is told to say so.
    pub(super) claimed: bool,
    /// The mention of whom the pronoun at its beginning stands for.
    pub(super) subject: Option<usize>,
    pub(super) sure: Sure,
    pub(super) why: String,
}

/// The dates of a text in time order, each once.
pub(super) fn of(reading: &Reading<'_>) -> Vec<Dated> {
    let mut all: Vec<Dated> = Vec::new();
    let said = reading.statements.iter().filter_map(|said| Some(said.when.as_ref()?.span));
    let said: BTreeSet<Span> = said.collect();
    let told = reading.expressions.iter().filter(|expression| is_told(reading, &said, expression));
    let pronouns = Pronouns::new(&reading.page, &reading.mentions);
    let (mut taken, mut places) = (BTreeSet::new(), FxHashMap::default());
    for mut found in told.filter_map(|expression| dated(reading, &pronouns, expression)) {
        let place = *places.entry(key(&found.date)).or_insert(all.len());
        if !taken.insert(found.told) && place == all.len() {
            found.sure = Sure::Doubtful;
            found.why.push_str("; the same words tell of another date");
        }
        match all.get_mut(place) {
            Some(known) if known.sure < found.sure => *known = found,
            Some(_) => {}
            None => all.push(found),
        }
    }
    all.sort_by(|one, other| match one.date.chronological(&other.date) {
        Ordering::Equal => one.told.cmp(&other.told),
        order => order,
    });
    all
}

/// What makes two dates one: the instant, or all that is known of them.
fn key(date: &Date) -> Result<Timestamp, Date> {
    match date {
        Date::Moment(moment) => Ok(moment.at),
        other => Err(*other),
    }
}

/// Whether an expression tells of something: outside quotations, and not only when somebody said something.
fn is_told(reading: &Reading<'_>, said: &BTreeSet<Span>, expression: &Expression) -> bool {
    let at = reading.token_at(expression.span.start);
    let quoted = reading.page.tokens.get(at).is_some_and(Token::quoted);
    !quoted && !said.contains(&expression.span) && !expression.checks.impossible
}

/// What is precise enough to stand in the list: an instant, a day, a month, a year.
fn is_precise(date: &Date) -> bool {
    match date {
        Date::Moment(_) => true,
        Date::Point(Point { within, year_unspecified: 0, .. }) => {
            matches!(within, Within::Day(..) | Within::Month(_) | Within::Year)
        }
        _ => false,
    }
}

/// The date of an expression. A time of day whose zone is not told is no instant: its day is all that is known.
fn without_clock(expression: &Expression) -> Option<Date> {
    let clock = match expression.value {
        Value::When(When { time: Some(Time::Clock(clock)), .. }) => Some(clock),
        _ => None,
    };
    match expression.consistent_date()? {
        Date::Moment(moment) if clock.is_some_and(|clock| clock.zone == Zone::Untold) => {
            Some(super::date(moment.offset.to_datetime(moment.at).date()))
        }
        date => Some(date),
    }
}

fn dated(reading: &Reading<'_>, pronouns: &Pronouns<'_, '_>, expression: &Expression) -> Option<Dated> {
    let date = without_clock(expression).filter(is_precise)?;
    let Told { span: told, claimed } = told(reading, expression.span);
    let what = tidy(&shortened(without_date(reading, told, expression.span).trim()));
    let words = reading.slice(expression.span);
    if !tells_more(reading, told, expression.span) {
        return None;
    }
    let vague = what.split(' ').count() < 3;
    let sure = match () {
        () if expression.checks.ambiguous || vague => Sure::Doubtful,
        () if expression.reason.seen_from == SeenFrom::Itself => Sure::Told,
        () => Sure::Likely,
    };
    let seen = match expression.reason.seen_from {
        SeenFrom::Itself => "",
        SeenFrom::Publication => ", seen from the day of publication",
        SeenFrom::Mentioned => ", seen from the date before it",
    };
    let doubt = match () {
        () if expression.checks.ambiguous => "; day and month could change places",
        () if vague => "; what happened is not told beside it",
        () => "",
    };
    let subject = subject(reading, pronouns, &what, told);
    let pronoun = match (what.split(' ').next(), subject) {
        (Some(word), Some(at)) => {
            format!("; \"{word}\" is read as {}", reading.slice(reading.mentions[at].span))
        }
        (Some(word @ ("He" | "She" | "It" | "They")), None) => format!("; say who \"{word}\" is"),
        _ => String::new(),
    };
    let why = format!("\"{words}\"{seen}{doubt}{pronoun}");
    Some(Dated { date, what, told, subject, claimed, sure, why })
}

/// Whether words tell more than the date in them: "1:00 P.M. CEST" alone tells nothing.
fn tells_more(reading: &Reading<'_>, told: Span, date: Span) -> bool {
    let page = &reading.page;
    let is_word = |at: &usize| page.tokens.get(*at).is_some_and(|token| token.kind != Kind::Mark);
    let (first, last) = (reading.token_at(told.start), reading.token_at(told.end));
    (first..last).filter(is_word).any(|at| {
        let span = page.tokens[at].span;
        let small =
            matches!(page.word(at), "on" | "in" | "at" | "On" | "In" | "At" | "Date" | "Time" | "Updated");
        (span.end <= date.start || date.end <= span.start) && !small
    })
}

/// Whom "he" or "she" at the beginning of a clause stands for.
fn subject(reading: &Reading<'_>, pronouns: &Pronouns<'_, '_>, what: &str, told: Span) -> Option<usize> {
    let begins = what.starts_with("He ") || what.starts_with("She ");
    let at = reading.token_at(told.start);
    let is_pronoun = matches!(reading.page.word(at), "He" | "She" | "he" | "she");
    if begins && is_pronoun { pronouns.antecedent(at) } else { None }
}

/// A line without half of a pair of quotation marks at its end, and without a full stop inside the last pair.
fn tidy(what: &str) -> String {
    let even = what.matches('"').count().is_multiple_of(2);
    match what.strip_suffix('"') {
        Some(rest) if !even => rest.trim_end_matches(['.', ' ']).to_owned(),
        Some(rest) if rest.ends_with('.') => format!("{}\"", rest.trim_end_matches('.')),
        _ => what.to_owned(),
    }
}

/// The words that tell what happened at a date.
fn told(reading: &Reading<'_>, date: Span) -> Told {
    let (_, whole) = clause(reading.page.text, reading.page.tokens, date);
    let event = event_after(reading, date, whole).or_else(|| event_named(reading, date, whole));
    if let Some(event) = event {
        return Told { span: event, claimed: false };
    }
    without_tail(reading, date, subordinate(reading, date, whole).unwrap_or(whole))
}

/// The words that tell of a date.
struct Told {
    span: Span,
    /// Whether somebody is told to say so.
    claimed: bool,
}

/// "a month after the vote": the date is that of the vote.
fn event_after(reading: &Reading<'_>, date: Span, whole: Span) -> Option<Span> {
    let words = reading.slice(date);
    let counted = ["after", "before", "since"].iter().any(|end| words.ends_with(end));
    let first = reading.token_at(date.end);
    let rest = Span { start: reading.page.tokens.get(first)?.span.start, end: whole.end };
    let end = (first..)
        .take_while(|at| ends_before(reading, *at, rest.end))
        .find(|at| reading.page.is(*at, ",") && !reading.page.is_quoted(*at));
    let end = end.map_or(rest.end, |at| reading.page.tokens[at].span.start);
    (counted && end > rest.start).then_some(Span { start: rest.start, end })
}

fn ends_before(reading: &Reading<'_>, at: usize, end: u32) -> bool {
    reading.page.tokens.get(at).is_some_and(|token| token.span.end <= end)
}

/// "Norway's 1972 vote": a year that belongs to a noun after it is the date of that noun.
fn event_named(reading: &Reading<'_>, date: Span, whole: Span) -> Option<Span> {
    let page = &reading.page;
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
                || page.is_lower(*at) && !page.classes(*at).any(Classes::FUNCTION | Classes::SAY))
    };
    let count = (next..next + 4).take_while(belongs).count();
    let start = if page.is_possessive(at - 1) { at.checked_sub(2)? } else { at - 1 };
    let owner = reading.mentions.partition_point(|mention| mention.tokens.end <= start);
    let owner = reading.mentions.get(owner).filter(|mention| mention.tokens.contains(&start));
    let start = owner.map_or(start, |owner| owner.tokens.start);
    (count > 0).then(|| page.span(start, next + count))
}

/// "… since the president left the accord in 2018": the part of the sentence that the date belongs to.
fn subordinate(reading: &Reading<'_>, date: Span, whole: Span) -> Option<Span> {
    const FEWEST: usize = 4;
    let page = &reading.page;
    let (first, at) = (reading.token_at(whole.start), reading.token_at(date.start));
    let joins = |at: &usize| {
        matches!(page.word(*at), "since" | "after" | "before" | "when" | "until") && !page.is_quoted(*at)
    };
    let join = (first + 1..at).rev().find(joins)?;
    let stands = at >= join + 1 + FEWEST
        && (page.is_capital(join + 1) || matches!(page.word(join + 1), "the" | "a" | "an"))
        && (join + 1..at).any(|at| is_finite(reading, at))
        && !(join + 1..at).any(|at| page.is(at, ","));
    let end = (at..reading.token_at(whole.end)).find(|at| page.is(*at, ",") && !page.is_quoted(*at));
    let end = end.map_or(whole.end, |at| page.tokens[at].span.start);
    stands.then(|| Span { start: page.tokens[join + 1].span.start, end })
}

/// Whether a word is likely a verb with a subject: of speech or action, or in the past.
fn is_finite(reading: &Reading<'_>, at: usize) -> bool {
    let page = &reading.page;
    page.is_lower(at)
        && (page.classes(at).any(Classes::SAY | Classes::ACT)
            || page.word(at).ends_with("ed")
            || matches!(
                page.word(at),
                "was" | "were" | "took" | "left" | "began" | "came" | "met" | "won" | "fell"
            ))
}

/// A clause without who said so behind a comma after the date; a long one without whatever hangs on there.
fn without_tail(reading: &Reading<'_>, date: Span, whole: Span) -> Told {
    const ENOUGH: usize = 110;
    const FEWEST: usize = 30;
    let is_long = reading.slice(whole).chars().count() > ENOUGH;
    let page = &reading.page;
    for at in reading.token_at(date.end)..reading.token_at(whole.end) {
        if !page.is(at, ",") || page.is_quoted(at) {
            continue;
        }
        let comma = page.tokens[at].span.start;
        let (before, rest) = (Span { start: whole.start, end: comma }, Span { start: comma, end: whole.end });
        if reading.slice(before).chars().count() < FEWEST {
            continue;
        }
        let claimed = is_claimed(reading, before);
        if is_attribution(reading, rest) && !claimed {
            return Told { span: before, claimed: true };
        }
        if is_long && hangs_on(page.word(at + 1)) {
            return Told { span: before, claimed };
        }
    }
    Told { span: whole, claimed: is_claimed(reading, whole) }
}

/// ", the minister told journalists": who says so, and a verb of speech with little behind it.
fn is_attribution(reading: &Reading<'_>, rest: Span) -> bool {
    const LITTLE: usize = 4;
    let (from, to) = (reading.token_at(rest.start) + 1, reading.token_at(rest.end));
    let says = |at: &usize| reading.page.is_lower(*at) && reading.page.classes(*at).any(Classes::SAY);
    (from..to).find(says).is_some_and(|verb| verb > from && to - verb <= LITTLE)
}

/// Whether a word after a comma opens what could be left away.
fn hangs_on(word: &str) -> bool {
    word.ends_with("ing") || matches!(word, "which" | "where" | "while" | "but" | "and" | "a" | "who" | "as")
}

/// The words without the date where it stands at their beginning or, with its preposition, where they lose nothing.
fn without_date(reading: &Reading<'_>, told: Span, date: Span) -> String {
    let whole = reading.slice(told);
    if date.start < told.start || date.end > told.end {
        return whole.to_owned();
    }
    let (before, after) = (date.start - told.start, date.end - told.start);
    let (head, tail) = (&whole[..before as usize], &whole[after as usize..]);
    let first = head.trim_end();
    let opens = matches!(first, "" | "On" | "In" | "At" | "Early on" | "Late on");
    if opens && tail.starts_with(',') || opens && !first.is_empty() && tail.starts_with(' ') {
        return capitalised(tail.trim_start_matches([',', ' ']));
    }
    let words = reading.slice(date);
    if first.is_empty() && matches!(words, "Yesterday" | "Today" | "Tomorrow") {
        return capitalised(tail.trim_start_matches([',', ' ']));
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
fn is_claimed(reading: &Reading<'_>, told: Span) -> bool {
    let tokens = reading.token_at(told.start)..reading.token_at(told.end);
    let page = &reading.page;
    tokens
        .into_iter()
        .any(|at| page.is_lower(at) && page.classes(at).any(Classes::SAY) && !page.is_quoted(at))
}
