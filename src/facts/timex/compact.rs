//! Dates in compact notation: `18-DEC-19`, `2017/Oct/31`, `29Mar22`, `2025-W19-3`, `2024-04`, `141800Z MAY 25`.

use jiff::civil;

use super::calendar::{add_days, existing_day};
use super::table::{Class, TimexLexicon};
use super::value::{CalendarPeriod, CalendarTime, ClockTime, TimeOfDay, Zone};
use crate::facts::token::{Token, TokenKind};

/// The numbers of tokens of a date without spaces, longest first.
const TOKENS_WITHOUT_SPACES: [usize; 3] = [5, 3, 1];

/// The number of tokens of a group of day and time with its month and year.
const TOKENS_OF_GROUP: usize = 3;

/// The first year in which year and month cannot be two consecutive years: `2012-13`, but `2013-12`.
const FIRST_YEAR_WITH_MONTH: u16 = 2013;

/// A run of digits or letters.
#[derive(Clone, Copy, Debug)]
enum CompactField<'t> {
    /// The value and the number of digits.
    Digits(u32, usize),
    Letters(&'t str),
}

/// Returns the index after the compact date that begins at token `index`.
pub(super) fn compact_end(
    text: &str,
    tokens: &[Token],
    index: usize,
    lexicon: &TimexLexicon,
) -> Option<usize> {
    let first = tokens.get(index).filter(|first| !first.is_glued() || opens(text, tokens, index))?;
    let parsed = |end: usize| {
        let written = text.get(first.span.start as usize..tokens.get(end - 1)?.span.end as usize)?;
        parse_compact(written, lexicon).map(|_| end)
    };
    let is_group = first.kind == TokenKind::Mixed && first.text(text).len() == "141800Z".len();
    if let Some(end) = is_group.then(|| parsed(index + TOKENS_OF_GROUP)).flatten() {
        return Some(end);
    }
    if is_spaced_day(text, tokens, index) && parsed(index + TOKENS_OF_GROUP).is_some() {
        return Some(index + TOKENS_OF_GROUP);
    }
    if let Some(end) = joined_day_end(text, tokens, index)
        && parsed(end).is_some()
    {
        return Some(end);
    }
    let run = 1 + tokens.iter().skip(index + 1).take(5).take_while(|token| token.is_glued()).count();
    TOKENS_WITHOUT_SPACES.into_iter().filter(|count| *count <= run).find_map(|count| {
        let end = index + count;
        let goes_on = tokens.get(end).is_some_and(|next| {
            next.is_glued() && (next.kind != TokenKind::Mark || matches!(next.text(text), "-" | "/" | "_"))
        });
        parsed(end).filter(|_| !goes_on)
    })
}

/// Returns the end of a month joined to a day with the year after a space or comma: `Dec31, 1994`, `31Dec 1994`.
fn joined_day_end(text: &str, tokens: &[Token], index: usize) -> Option<usize> {
    let first = tokens.get(index).filter(|first| first.kind == TokenKind::Mixed)?;
    let is_joined = matches!(
        fields(first.text(text))?[..],
        [CompactField::Letters(_), CompactField::Digits(..)]
            | [CompactField::Digits(..), CompactField::Letters(_)]
    );
    let has_comma = tokens.get(index + 1).is_some_and(|next| next.text(text) == ",");
    let year = index + 1 + usize::from(has_comma);
    let is_year = tokens.get(year).is_some_and(|year| {
        year.kind == TokenKind::Number && !year.is_glued() && year.text(text).len() == "1994".len()
    });
    let goes_on = tokens.get(year + 1).is_some_and(|next| next.is_glued() && next.kind != TokenKind::Mark);
    (is_joined && is_year && !goes_on).then_some(year + 1)
}

/// Returns whether `2016 10 16` begins at token `index`: four digits and twice two, before a mark or the end.
fn is_spaced_day(text: &str, tokens: &[Token], index: usize) -> bool {
    let digits = |index: usize| {
        let token = tokens.get(index).filter(|token| token.kind == TokenKind::Number);
        token.filter(|token| !token.is_glued()).map_or(0, |token| token.text(text).len())
    };
    let ends = tokens.get(index + TOKENS_OF_GROUP).is_none_or(|next| {
        next.kind == TokenKind::Mark && matches!(next.text(text), "." | "," | ";" | ":" | ")" | "?" | "!")
    });
    ends && [digits(index), digits(index + 1), digits(index + 2)] == [4, 2, 2]
}

/// Returns whether an opening bracket or quotation mark precedes a token.
fn opens(text: &str, tokens: &[Token], index: usize) -> bool {
    let before = index.checked_sub(1).and_then(|before| tokens.get(before));
    before.is_some_and(|before| matches!(before.text(text), "(" | "[" | "\"" | "“" | "‘"))
}

/// Parses a compact date. Plain numeric dates such as `04/05/2025` and `2025-04-19` are no compact dates.
pub(super) fn parse_compact(written: &str, lexicon: &TimexLexicon) -> Option<CalendarTime> {
    let fields = fields(written)?;
    let month = |word: &str| month_number(word, lexicon);
    let day = |year, month: u8, day| existing_day(year, month, u8::try_from(day).ok()?).map(day_time);
    match fields[..] {
        [
            CompactField::Digits(number, 1..=2),
            CompactField::Letters(name),
            CompactField::Digits(year, width @ (2 | 4)),
        ] => day(full_year(year, width)?, month(name)?, number),
        [CompactField::Digits(year, 4), CompactField::Letters(name), CompactField::Digits(number, 1..=2)] => {
            match name {
                "W" | "w" => week(year, number, None),
                _ => day(full_year(year, 4)?, month(name)?, number),
            }
        }
        [CompactField::Letters(name), CompactField::Digits(number, 1..=2), CompactField::Digits(year, 4)] => {
            match name {
                "W" | "w" => week(year, number, None),
                _ => day(full_year(year, 4)?, month(name)?, number),
            }
        }
        [
            CompactField::Digits(year, 4),
            CompactField::Letters("W" | "w"),
            CompactField::Digits(number, 2),
            CompactField::Digits(day, 1),
        ] => week(year, number, Some(day)),
        [
            CompactField::Digits(year, 4),
            CompactField::Digits(month, 1..=2),
            CompactField::Digits(number, 1..=2),
        ] if written.contains(['/', '.', ' ']) => day(full_year(year, 4)?, u8::try_from(month).ok()?, number),
        [CompactField::Digits(..), CompactField::Digits(..)] => two_numbers(&fields, written),
        [CompactField::Letters(name), CompactField::Digits(year, 4), CompactField::Digits(number, 1..=2)]
        | [CompactField::Digits(number, 1..=2), CompactField::Digits(year, 4), CompactField::Letters(name)]
            if written.contains('-') =>
        {
            day(full_year(year, 4)?, month(name)?, number)
        }
        [
            CompactField::Digits(group, 6),
            CompactField::Letters(zone),
            CompactField::Letters(name),
            CompactField::Digits(year, width @ (2 | 4)),
        ] => day_and_time(
            group,
            zone_of_letter(zone, lexicon),
            day(full_year(year, width)?, month(name)?, group / 10_000)?,
        ),
        _ => None,
    }
}

/// Parses `2024-04`, `04/2024` and `2024-128`.
fn two_numbers(fields: &[CompactField<'_>], written: &str) -> Option<CalendarTime> {
    let month = |year, month: u32| {
        let period = CalendarPeriod::Month(full_year(year, 4)?, u8::try_from(month).ok()?);
        (1..=12).contains(&month).then(|| CalendarTime::without_time(period))
    };
    match *fields {
        [CompactField::Digits(year, 4), CompactField::Digits(number, 2)] if written.contains('-') => {
            month(year, number).filter(|_| number < year % 100 && year >= FIRST_YEAR_WITH_MONTH.into())
        }
        [CompactField::Digits(number, 2), CompactField::Digits(year, 4)] if written.contains(['-', '/']) => {
            month(year, number)
        }
        [CompactField::Digits(year, 4), CompactField::Digits(number, 3)] if written.contains('-') => {
            day_of_year(full_year(year, 4)?, number)
        }
        _ => None,
    }
}

/// Returns the day with a number in its year.
fn day_of_year(year: i16, number: u32) -> Option<CalendarTime> {
    let number = i32::try_from(number).ok().filter(|number| *number > 0)?;
    let day = add_days(existing_day(year, 1, 1)?, number - 1);
    (day.year() == year).then(|| day_time(day))
}

fn day_time(day: civil::Date) -> CalendarTime {
    CalendarTime::without_time(CalendarPeriod::Day(day))
}

/// Splits into digits and letters. Returns `None` if another character or a mix of separators occurs.
fn fields(written: &str) -> Option<Vec<CompactField<'_>>> {
    const MAX_FIELDS: usize = 4;
    let mut fields = Vec::with_capacity(MAX_FIELDS);
    let mut separator = None;
    let mut rest = written;
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        let fits = |other: char| if is_digit { other.is_ascii_digit() } else { other.is_ascii_alphabetic() };
        let (field, after) = rest.split_at(rest.find(|other| !fits(other)).unwrap_or(rest.len()));
        if field.is_empty() {
            // `Dec31, 1994` has a comma before its space.
            let mark = if first == ',' { ' ' } else { first };
            if separator.replace(mark).is_some_and(|before| before != mark)
                || !matches!(mark, '-' | '/' | '.' | ' ')
            {
                return None;
            }
            rest = rest.get(1..)?;
            continue;
        }
        if fields.len() == MAX_FIELDS {
            return None;
        }
        fields.push(if is_digit {
            CompactField::Digits(field.parse().ok()?, field.len())
        } else {
            CompactField::Letters(field)
        });
        rest = after;
    }
    Some(fields)
}

fn month_number(word: &str, lexicon: &TimexLexicon) -> Option<u8> {
    let entry = lexicon.entry(lexicon.find_entry(word)?)?;
    let months = [Class::Month, Class::MonthOrWord, Class::ShortMonth].map(|class| entry.value(class));
    u8::try_from(months.into_iter().max()?).ok().filter(|month| *month > 0)
}

/// Returns the year of four digits, which must be plausible, or of two.
fn full_year(year: u32, width: usize) -> Option<i16> {
    let year = i16::try_from(year).ok()?;
    match (width, year) {
        (4, 1900..=2100) => Some(year),
        (2, 70..) => Some(1900 + year),
        (2, _) => Some(2000 + year),
        _ => None,
    }
}

/// Returns an ISO 8601 week, or a day of it.
fn week(year: u32, week: u32, day: Option<u32>) -> Option<CalendarTime> {
    let weekday = civil::Weekday::from_monday_one_offset(i8::try_from(day.unwrap_or(1)).ok()?).ok()?;
    let date = civil::ISOWeekDate::new(full_year(year, 4)?, i8::try_from(week).ok()?, weekday).ok()?;
    Some(match day {
        Some(_) => day_time(date.date()),
        None => CalendarTime::without_time(CalendarPeriod::Week(date.year(), date.week().unsigned_abs())),
    })
}

/// Returns the zone of a letter. Only that of UTC is in the lexicon.
fn zone_of_letter(letter: &str, lexicon: &TimexLexicon) -> Zone {
    let entry = lexicon.find_entry(letter).and_then(|entry| lexicon.entry(entry));
    let entry = entry.filter(|entry| entry.classes.contains(Class::Zone));
    let minutes = entry.and_then(|entry| i16::try_from(entry.value(Class::Zone)).ok());
    minutes.map_or(Zone::Unknown, Zone::Ahead)
}

/// Adds the hour and minute of a group such as `141800` to its day.
fn day_and_time(group: u32, zone: Zone, day: CalendarTime) -> Option<CalendarTime> {
    let (hour, minute) = (u8::try_from(group / 100 % 100).ok()?, u8::try_from(group % 100).ok()?);
    let clock = ClockTime { hour, minute: Some(minute), second: None, zone };
    (hour < 24 && minute < 60).then_some(CalendarTime { time: Some(TimeOfDay::Clock(clock)), ..day })
}
