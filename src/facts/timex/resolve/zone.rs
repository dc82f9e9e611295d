//! The time zone of a clock time, read from the words around it.
//!
//! A zone is known if it is written as an offset or as an unambiguous abbreviation. Anything else that looks like a
//! zone, or like the time of a place, makes the zone unknown. The instant of such a time is never guessed.

use super::{MatchedExpression, TimeResolver};
use crate::facts::languages::WordList;
use crate::facts::timex::table::Class;
use crate::facts::timex::value::{CalendarTime, ClockTime, TimeOfDay, TimexValue, Zone};
use crate::facts::token::{Token, TokenKind, TokenShape};

/// The most words before `time` in the name of a zone: `U.S. Central European Summer Time`.
const MAX_ZONE_WORDS: usize = 5;
/// The most times that can share the zone of one of them: `9:00, 11:00 and 13:00 GMT`.
const MAX_JOINED_TIMES: usize = 3;
pub(super) const MINUTES_PER_DAY: i32 = 24 * 60;
/// The greatest offsets behind and ahead of UTC, in minutes.
const MAX_MINUTES_BEHIND: i32 = 12 * 60;
const MAX_MINUTES_AHEAD: i32 = 14 * 60;

impl TimeResolver<'_> {
    /// Returns the zone of a clock time. It is written beside the time, follows from the same time in another zone, is
    /// shared with a joined time, or applies to all times of the text.
    pub(super) fn zone(&self, found: &MatchedExpression, clock: ClockTime) -> Zone {
        self.own_zone(found, clock.zone)
            .or(|| {
                self.counterpart(found)
                    .and_then(|counterpart| self.offset_from_counterpart(clock, counterpart))
                    .unwrap_or_default()
            })
            .or(|| self.joined_zone())
            .or(|| self.context.zone_of_times)
    }

    /// Returns the zone beside a clock time. `written` is the zone inside the expression.
    fn own_zone(&self, found: &MatchedExpression, written: Zone) -> Zone {
        let Some(end) = self.last_item(found).map(|item| item.end as usize) else { return written };
        match written {
            Zone::Ahead(0) => self.offset(end).map_or(written, |(zone, _)| zone),
            Zone::Unspecified => self
                .zone_after(end)
                .map_or(Zone::Unspecified, |(zone, _)| zone)
                .or(|| self.zone_after_day(found))
                .or(|| self.zone_before(found)),
            _ => written,
        }
    }

    /// Returns the token index after the zone that follows a clock time.
    pub(super) fn end_with_zone(&self, end: u32) -> u32 {
        let index = end as usize;
        let written = self.offset(index).or_else(|| self.zone_after(index));
        let end = written.map_or(index, |(_, end)| end);
        let closed = end > index && self.is(end, ")");
        (end + usize::from(closed)) as u32
    }

    /// Returns the index of the last token of an expression, including the offset that follows a clock time.
    pub(in crate::facts::timex) fn end_with_offset(&self, value: &TimexValue, last: usize) -> usize {
        let is_clock =
            matches!(value, TimexValue::Calendar(CalendarTime { time: Some(TimeOfDay::Clock(_)), .. }));
        self.offset(last + 1).filter(|_| is_clock).map_or(last, |(_, end)| end - 1)
    }

    /// Returns the zone that begins at token `end`, optionally after a comma or in brackets.
    fn zone_after(&self, end: usize) -> Option<(Zone, usize)> {
        let opens = self.is(end, ",") || self.is(end, "(") || self.is(end, "[");
        self.zone_at(if opens { end + 1 } else { end })
    }

    /// Returns the zone after the day that directly follows a clock time: `at 9:30 on May 5 (Moscow time)`.
    fn zone_after_day(&self, found: &MatchedExpression) -> Zone {
        const NEAR: u32 = 2;
        let day = || {
            let next = self.expressions.get(self.index_of(found)? + 1)?;
            let (last, first) = (self.last_item(found)?, self.items().get(next.from)?);
            let is_day =
                !self.names_time(&next.parts) && (next.parts.day.is_some() || next.parts.weekday.is_some());
            let near = first.token <= last.end + NEAR && first.sentence == last.sentence;
            let end = self.last_item(next).filter(|_| is_day && near)?.end;
            self.zone_after(end as usize)
        };
        day().map_or(Zone::Unspecified, |(zone, _)| zone)
    }

    /// Returns the index of an expression that is the current one or close to it.
    fn index_of(&self, found: &MatchedExpression) -> Option<usize> {
        let from = self.index.saturating_sub(MAX_JOINED_TIMES);
        let near = self.expressions.get(from..)?.iter().take(2 * MAX_JOINED_TIMES + 1);
        near.into_iter().position(|near| near.from == found.from).map(|index| from + index)
    }

    /// Returns the zone before a clock time: `Moscow time 9:30`, `UTC 09:30`, `UTC+3 09:30`.
    fn zone_before(&self, found: &MatchedExpression) -> Zone {
        let Some(first) = self.items().get(found.from).map(|item| item.token as usize) else {
            return Zone::Unspecified;
        };
        let starts = self.tense.tokens.get(first).is_none_or(Token::starts_sentence);
        let skipped = first
            .checked_sub(1)
            .filter(|index| self.is_listed(*index, WordList::BeforeClock) || self.is(*index, ":"))
            .unwrap_or(first);
        if starts || skipped == 0 {
            return Zone::Unspecified;
        }
        if self.is_listed(skipped - 1, WordList::ZoneNoun) {
            let named = skipped.checked_sub(2).is_some_and(|index| {
                let begins = self.tense.tokens.get(index).is_some_and(Token::starts_sentence);
                self.is_small(index) || self.is_capital(index) && !begins
            });
            return if named { Zone::Unknown } else { Zone::Unspecified };
        }
        // The name of the zone must end right before the time.
        let begins = [1, 3].map(|back| skipped.checked_sub(back).and_then(|index| self.zone_letters(index)));
        let written = begins.into_iter().flatten().find(|(_, end)| *end == first);
        written.map_or(Zone::Unspecified, |(zone, _)| zone)
    }

    /// Returns the zone whose name begins at token `index`, and the index after its name.
    pub(super) fn zone_at(&self, index: usize) -> Option<(Zone, usize)> {
        self.tense.tokens.get(index).filter(|token| !token.starts_sentence())?;
        let region = self.is_listed(index, WordList::ZoneRegion) && !self.is_plain_word(index + 1);
        self.offset(index)
            .or_else(|| self.zone_letters(index))
            .or_else(|| self.time_of_place(index))
            .or_else(|| (region || self.is_military(index)).then_some((Zone::Unknown, index + 1)))
    }

    /// Returns the zone of an abbreviation: `UTC+3`, `CEST`, `ET`.
    fn zone_letters(&self, index: usize) -> Option<(Zone, usize)> {
        let token = self.tense.tokens.get(index)?;
        let word = token.text(self.text);
        if self.is_listed(index, WordList::Utc) {
            return self.offset(index + 1).or(Some((Zone::Ahead(0), index + 1)));
        }
        if token.kind != TokenKind::Word || token.shape != TokenShape::Capitals {
            return None;
        }
        let entry = self.tense.lexicon.find_entry(word).and_then(|entry| self.tense.lexicon.entry(entry));
        if let Some(entry) = entry.filter(|entry| entry.classes.contains(Class::Zone)) {
            let minutes = i16::try_from(entry.value(Class::Zone));
            return Some((minutes.map_or(Zone::Unknown, Zone::Ahead), index + 1));
        }
        let looks = word.len() <= 5 && self.tense.lists.has_ending(WordList::ZoneEnding, word)
            || self.is_listed(index, WordList::ZoneAbbreviation);
        looks.then_some((Zone::Unknown, index + 1))
    }

    /// Returns whether a zone follows digits with a dash, which are times: `1300-1500 GMT`.
    pub(super) fn is_range_of_times(&self, found: &MatchedExpression) -> bool {
        let next = self.expressions.get(self.index + 1).filter(|next| next.is_later_one);
        let last = self.last_item(next.unwrap_or(found));
        let zone = last.and_then(|last| self.zone_letters(last.end as usize));
        matches!(zone, Some((Zone::Ahead(_), _)))
    }

    /// Returns an offset such as `+3`, `+05:30` or `-0400`. It directly follows `UTC` or, with a plus, a time.
    fn offset(&self, index: usize) -> Option<(Zone, usize)> {
        let sign = match self.word(index) {
            "+" => 1,
            "-" | "–" | "−" if self.tense.tokens.get(index.checked_sub(1)?)?.kind == TokenKind::Word => {
                -1
            }
            _ => return None,
        };
        let number = self.tense.tokens.get(index + 1).filter(|token| token.is_glued())?;
        let digits = number.text(self.text);
        digits.starts_with(|first: char| first.is_ascii_digit()).then(|| {
            let minutes = minutes(digits).map(|minutes| sign * minutes);
            let minutes =
                minutes.filter(|minutes| (-MAX_MINUTES_BEHIND..=MAX_MINUTES_AHEAD).contains(minutes));
            let ahead = minutes.and_then(|minutes| i16::try_from(minutes).ok());
            (ahead.map_or(Zone::Unknown, Zone::Ahead), index + 2)
        })
    }

    /// Returns the unknown zone of `local time`, `New York time`, `Central European Summer Time`.
    fn time_of_place(&self, index: usize) -> Option<(Zone, usize)> {
        let from = if self.is_listed(index, WordList::BeforeZone) { index + 1 } else { index };
        let named = |index: &usize| {
            self.is_small(*index) || self.is_capital(*index) && !self.is_listed(*index, WordList::ZoneNoun)
        };
        let words = (from..from + MAX_ZONE_WORDS).take_while(named).count();
        let end = from + words;
        let is_time = self
            .tense
            .lists
            .of(self.word(end))
            .contains_any([WordList::ZoneNoun, WordList::ZoneNounInCapitals]);
        (words > 0 && is_time).then_some((Zone::Unknown, end + 1))
    }

    /// Returns whether a token is a military zone of one letter: `1430 L`. `A` and `I` are words.
    fn is_military(&self, index: usize) -> bool {
        let Some(token) = self.tense.tokens.get(index) else { return false };
        // At the end of a sentence, the token of a zone letter includes the full stop, as an initial does.
        let ends = self.tense.tokens.get(index + 1).is_none_or(Token::starts_sentence);
        let letter = token.text(self.text);
        let letter = if ends { letter.trim_end_matches('.') } else { letter };
        matches!(letter.as_bytes(), [b'B'..=b'H' | b'J'..=b'Z'])
            || self.tense.lists.contains(WordList::MilitaryZone, letter)
    }

    /// Returns the adjacent clock that gives the same time in another zone, `9:30 (0730 GMT)`, with the offset of its
    /// zone in minutes.
    fn counterpart(&self, found: &MatchedExpression) -> Option<(ClockTime, i16)> {
        const NEAR: u32 = 2;
        let adjacent = |first: &MatchedExpression, second: &MatchedExpression| {
            let (last, next) = (self.last_item(first)?, self.items().get(second.from)?);
            let end = self.end_with_zone(last.end);
            (self.is_bracketed(second) && next.token < end + NEAR).then_some(())
        };
        let index = self.index_of(found)?;
        let next = self.expressions.get(index + 1).filter(|next| adjacent(found, next).is_some());
        let before = index.checked_sub(1).and_then(|index| self.expressions.get(index));
        let counterpart = next.or_else(|| before.filter(|before| adjacent(before, found).is_some()))?;
        let clock = self.clock_time(&counterpart.parts)?;
        match self.own_zone(counterpart, clock.zone) {
            Zone::Ahead(minutes) => Some((clock, minutes)),
            _ => None,
        }
    }

    /// Returns the offset of a clock time, computed from the same time in a zone with a known offset.
    pub(super) fn offset_from_counterpart(
        &self,
        clock: ClockTime,
        (counterpart, ahead): (ClockTime, i16),
    ) -> Option<Zone> {
        let apart = (minute(clock) - (minute(counterpart) - i32::from(ahead))).rem_euclid(MINUTES_PER_DAY);
        let ahead = if apart > MAX_MINUTES_AHEAD { apart - MINUTES_PER_DAY } else { apart };
        let fits = ahead % 30 == 0 && ahead < MAX_MINUTES_BEHIND;
        let known = i16::try_from(ahead).ok().filter(|_| fits);
        Some(known.map_or(Zone::Unknown, Zone::Ahead))
    }

    /// Returns the zone of a time that the current one is joined to: `from 9:00 to 11:00 GMT`.
    fn joined_zone(&self) -> Zone {
        let mut zone = Zone::Unspecified;
        for index in self.index..self.index + MAX_JOINED_TIMES {
            zone = zone.or(|| self.zone_across(index, index + 1, index + 1));
            if zone != Zone::Unspecified || !self.are_joined(index, index + 1) {
                break;
            }
        }
        for index in (self.index.saturating_sub(MAX_JOINED_TIMES) + 1..=self.index).rev() {
            zone = zone.or(|| self.zone_across(index - 1, index, index - 1));
            if zone != Zone::Unspecified || !self.are_joined(index - 1, index) {
                break;
            }
        }
        zone
    }

    /// Returns the zone written with one of two joined times.
    fn zone_across(&self, first: usize, second: usize, written: usize) -> Zone {
        let written = self.expressions.get(written).filter(|_| self.are_joined(first, second));
        let zone =
            written.and_then(|written| Some(self.own_zone(written, self.clock_time(&written.parts)?.zone)));
        zone.unwrap_or_default()
    }

    /// Returns whether only a dash or a conjunction separates two clock times.
    fn are_joined(&self, first: usize, second: usize) -> bool {
        const FEW: usize = 2;
        let joined = || {
            let (first, second) = (self.expressions.get(first)?, self.expressions.get(second)?);
            let (last, next) = (self.last_item(first)?, self.items().get(second.from)?);
            let between = self.tense.tokens.get(last.end as usize..next.token as usize)?;
            let clocks = self.names_time(&first.parts) && self.names_time(&second.parts);
            let joins = |token: &Token| self.joins_times(token.text(self.text)) && !token.starts_paragraph();
            Some(clocks && (1..=FEW).contains(&between.len()) && between.iter().all(joins))
        };
        joined() == Some(true)
    }

    /// Returns the zone of all times of the text, from a sentence such as `All times are GMT`.
    pub(in crate::facts::timex) fn zone_of_times(&self) -> Zone {
        let says_so = |index: &usize| {
            self.is_listed(*index, WordList::Times)
                && index.checked_sub(1).is_some_and(|index| self.is_listed(index, WordList::AllTimes))
        };
        if !self.expressions.iter().any(|found| self.names_time(&found.parts)) {
            return Zone::Unspecified;
        }
        // Few texts say so, and a search for bytes is much faster than one for tokens.
        let names = self.tense.lists.words(WordList::Times);
        if !names.iter().any(|name| self.text.contains(&**name)) {
            return Zone::Unspecified;
        }
        let Some(times) = (0..self.tense.tokens.len()).find(says_so) else { return Zone::Unspecified };
        let name = (times + 1..)
            .find(|index| !self.is(*index, ":") && !self.is_listed(*index, WordList::TimesAre))
            .unwrap_or(times);
        self.zone_at(name).map_or(Zone::Unspecified, |(zone, _)| zone)
    }

    fn word(&self, index: usize) -> &str {
        self.tense.tokens.get(index).map_or("", |token| token.text(self.text))
    }

    fn is(&self, index: usize, word: &str) -> bool {
        self.word(index) == word
    }

    fn is_listed(&self, index: usize, list: WordList) -> bool {
        self.tense.lists.contains(list, self.word(index))
    }

    fn joins_times(&self, word: &str) -> bool {
        matches!(word, "-" | "–" | "—" | "/" | "&" | ",")
            || self.tense.lists.contains(WordList::TimeJoin, word)
    }

    fn is_small(&self, index: usize) -> bool {
        self.is_listed(index, WordList::ZoneWord)
    }

    fn is_capital(&self, index: usize) -> bool {
        self.tense.tokens.get(index).is_some_and(|token| {
            token.kind != TokenKind::Mark
                && matches!(token.shape, TokenShape::Capitalised | TokenShape::Capitals | TokenShape::Mixed)
        })
    }

    /// Returns whether a token is a word, other than a preposition before a day, of the same sentence.
    fn is_plain_word(&self, index: usize) -> bool {
        let within = |token: &&Token| !token.starts_sentence() && token.kind == TokenKind::Word;
        self.tense.tokens.get(index).filter(within).is_some() && !self.is_listed(index, WordList::BeforeDay)
    }
}

/// Returns the minute of the day.
pub(super) fn minute(clock: ClockTime) -> i32 {
    i32::from(clock.hour) * 60 + i32::from(clock.minute.unwrap_or(0))
}

/// Parses the digits of an offset, `3`, `0530` or `05:30`, into minutes.
fn minutes(digits: &str) -> Option<i32> {
    let (hours, minutes) = match (digits.split_once(':'), digits.len()) {
        (Some(parts), _) => parts,
        (None, 1 | 2) => (digits, "0"),
        (None, 4) => digits.split_at(2),
        _ => return None,
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (minutes < 60 && minutes % 15 == 0).then_some(hours * 60 + minutes)
}
