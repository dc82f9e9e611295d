//! Dates of a draft, each with the clause that describes the event.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rustc_hash::FxHashMap;

use crate::facts::date::{Bound, CalendarDate, Precision};
use crate::facts::quote::Pronouns;
use crate::facts::timex::ReferencePoint;
use crate::facts::token::Token;
use crate::facts::{Date, Grade};
use crate::text::Span;

use super::analysis::DraftReading;
use super::date_range::{DatedSpan, dated_spans};
use super::doubt::{DatePlace, tense_doubt};
use super::event::event_clause;
use super::label::is_of_publication;
use super::what::{EventText, describe_event};

/// A dated event.
#[derive(Clone, Debug)]
pub(super) struct DraftDate {
    pub(super) date: Date,
    /// Span of the words that give the date.
    pub(super) span: Span,
    pub(super) what: String,
    /// Span of the clause it is taken from.
    pub(super) clause_span: Span,
    /// Whether the clause is attributed to a speaker.
    pub(super) is_claimed: bool,
    /// Whether the date is the end of a period.
    is_deadline: bool,
    /// Index of the mention that the subject of the clause refers to.
    pub(super) subject: Option<usize>,
    pub(super) grade: Grade,
    pub(super) reason: String,
}

/// Returns the dates of a text in time order. Each date and each clause has one entry at most: the same words for two
/// dates would be wrong for one of them.
pub(super) fn draft_dates(reading: &DraftReading<'_>) -> Vec<DraftDate> {
    let statement_dates =
        reading.statements.iter().filter_map(|statement| Some(statement.when.as_ref()?.span));
    let statement_dates: BTreeSet<Span> = statement_dates.collect();
    let pronouns = Pronouns::new(&reading.annotated, &reading.mentions);
    let dated =
        dated_spans(reading).into_iter().filter(|dated| dates_event(reading, &statement_dates, dated.span));
    let mut found: Vec<DraftDate> =
        dated.filter_map(|dated| draft_date(reading, &pronouns, &dated)).collect();
    keep_best(&mut found, |date| Ok::<_, Timestamp>(date.clause_span));
    keep_best(&mut found, |date| key(&date.date));
    found.sort_by(|one, other| match one.date.cmp_chronological(&other.date) {
        Ordering::Equal => one.clause_span.cmp(&other.clause_span),
        order => order,
    });
    found
}

/// Keeps the best date of each key: that with the higher grade, then one that is no deadline, then the more exact one, then the first.
fn keep_best<K: std::hash::Hash + Eq>(dates: &mut Vec<DraftDate>, key: impl Fn(&DraftDate) -> K) {
    let rank = |date: &DraftDate| (date.grade, !date.is_deadline, exactness(&date.date));
    let mut best: FxHashMap<K, usize> = FxHashMap::default();
    for (index, date) in dates.iter().enumerate() {
        let first = best.entry(key(date)).or_insert(index);
        if rank(&dates[*first]) < rank(date) {
            *first = index;
        }
    }
    let kept: BTreeSet<usize> = best.into_values().collect();
    let mut index = 0;
    dates.retain(|_| {
        index += 1;
        kept.contains(&(index - 1))
    });
}

/// Returns how exact a date is; higher is more exact.
fn exactness(date: &Date) -> u8 {
    match date {
        Date::Instant(_) => 4,
        Date::Calendar(date) | Date::Interval(Bound::Known(date), _) => match date.precision {
            Precision::Day(..) => 3,
            Precision::Month(_) => 2,
            _ => 1,
        },
        Date::Interval(..) => 0,
    }
}

/// Returns the key by which two dates are equal: the instant, or the whole date.
fn key(date: &Date) -> Result<Timestamp, Date> {
    match date {
        Date::Instant(moment) => Ok(moment.timestamp),
        other => Err(*other),
    }
}

/// Returns whether the words at a span date an event: they are not quoted and not only the time of a statement.
pub(super) fn dates_event(reading: &DraftReading<'_>, statement_dates: &BTreeSet<Span>, span: Span) -> bool {
    let index = reading.token_at(span.start);
    let quoted = reading.annotated.tokens.get(index).is_some_and(Token::is_quoted);
    !quoted && !statement_dates.contains(&span)
}

fn draft_date(
    reading: &DraftReading<'_>,
    pronouns: &Pronouns<'_, '_>,
    dated: &DatedSpan,
) -> Option<DraftDate> {
    if is_of_publication(reading, dated.span) {
        return None;
    }
    let event = event_clause(reading, dated)?;
    let EventText { what, subject, doubt } = describe_event(reading, pronouns, &event, dated.span)?;
    let doubt = match () {
        () if dated.is_ambiguous => Some("day and month may be swapped"),
        () if dated.is_clock_alone => Some("the text gives a time without a day"),
        () if has_distant_year(reading, dated) => Some("the year is that of the date before it"),
        () if event.is_labelled && may_be_past(reading, dated) => Some("the text does not give the year"),
        () if dated.doubt.is_some() => dated.doubt,
        () => doubt.or_else(|| tense_doubt(reading, &event, (date_place(reading, &dated.date), dated.span))),
    };
    let grade = match () {
        () if doubt.is_some() => Grade::Doubtful,
        () if dated.reference == ReferencePoint::Itself => Grade::Sure,
        () => Grade::Likely,
    };
    let reference = match dated.reference {
        ReferencePoint::Itself => "",
        ReferencePoint::Publication => ", counted from the day of publication",
        ReferencePoint::LastMentioned => ", counted from the date before it",
    };
    let referent = match subject {
        Some(index) if event.subject.is_none() => {
            format!("; the subject is taken to be {}", reading.slice(reading.mentions[index].span))
        }
        _ => String::new(),
    };
    let doubt = doubt.map_or_else(String::new, |doubt| format!("; {doubt}"));
    let reason = format!("\"{}\"{reference}{referent}{doubt}", reading.slice(dated.span));
    let subject = subject.or(event.subject);
    let (clause_span, is_claimed, date) = (event.span, event.is_claimed, dated.date);
    let (is_deadline, span) = (dated.is_deadline, dated.span);
    Some(DraftDate { date, span, what, clause_span, is_claimed, is_deadline, subject, grade, reason })
}

/// Returns where a date is, relative to the day of publication.
fn date_place(reading: &DraftReading<'_>, date: &Date) -> DatePlace {
    let day = super::day_as_date(reading.day);
    match () {
        () if date.start(&TimeZone::UTC) >= day.end(&TimeZone::UTC) => DatePlace::Future,
        () if date.end(&TimeZone::UTC) <= day.start(&TimeZone::UTC) => DatePlace::Past,
        () => DatePlace::Current,
    }
}

/// Returns whether a day without a year may be the one before publication: in a list, the present tense tells of the past.
fn may_be_past(reading: &DraftReading<'_>, dated: &DatedSpan) -> bool {
    let words = reading.slice(dated.span);
    let has_year = words.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4);
    !has_year && date_place(reading, &dated.date) == DatePlace::Future
}

/// Returns whether the year comes from the date before and is far from publication: "on Feb. 6" after a date of 1988.
fn has_distant_year(reading: &DraftReading<'_>, dated: &DatedSpan) -> bool {
    const MAX_YEARS: i32 = 1;
    let words = reading.slice(dated.span);
    let has_year = words.split(|c: char| !c.is_ascii_digit()).any(|number| number.len() == 4);
    let year = match dated.date {
        Date::Calendar(CalendarDate { year, .. })
        | Date::Interval(Bound::Known(CalendarDate { year, .. }), _) => year,
        _ => return false,
    };
    let distance = (year - i32::from(reading.day.year())).abs();
    let is_year = matches!(dated.date, Date::Calendar(CalendarDate { precision: Precision::Year, .. }));
    let is_distant = distance > MAX_YEARS || is_year && distance > 0;
    dated.reference == ReferencePoint::LastMentioned && !has_year && is_distant
}
