//! The zone a clock runs in, by the words around it.
//!
//! A zone is known where it is written as an offset or with letters that name one zone only. Whatever else looks like
//! a zone, or like the time of a place, makes it unknown: the instant of such a time is never guessed.

use super::{MatchedExpression, TimeResolver};
use crate::facts::timex::table::Class;
use crate::facts::timex::value::{CalendarTime, ClockTime, TimeOfDay, TimexValue, Zone};
use crate::facts::token::{Token, TokenKind, TokenShape};

/// The words before `time` in the longest name of a place's time: `U.S. Central European Summer Time`.
const WORDS: usize = 5;
/// How many times may be joined to one that names its zone: `9:00, 11:00 and 13:00 GMT`.
const JOINED: usize = 3;
const DAY: i32 = 24 * 60;
/// The clocks that run last are so many minutes behind UTC, the first ones so many ahead.
const BEHIND: i32 = 12 * 60;
const AHEAD: i32 = 14 * 60;

/// Small words in the names of a place's time.
const SMALL: &[&str] = &[
    "local",
    "standard",
    "daylight",
    "summer",
    "winter",
    "saving",
    "savings",
    "eastern",
    "central",
    "pacific",
    "mountain",
    "atlantic",
    "universal",
    "mean",
    "their",
    "our",
    "his",
    "her",
    "its",
    "your",
    "ship",
    "'s",
];
/// Adjectives that stand for a zone without `time` behind them: `9 a.m. Eastern`.
const REGIONS: &[&str] = &["Eastern", "Central", "Mountain", "Pacific", "Atlantic", "local", "Local"];
/// Letters of zones that do not end with `T`.
const LETTERS: &[&str] = &["WIB", "WITA", "LOCAL", "MSD", "BRA"];
const JOINS: &[&str] = &["-", "–", "—", "/", "&", ",", "and", "or", "to", "until", "till", "through", "at"];

impl TimeResolver<'_> {
    /// The zone of a clock: told beside it, by the same time in another zone, with a time joined to it, or for all
    /// times of the text.
    pub(super) fn zone(&self, found: &MatchedExpression, clock: ClockTime) -> Zone {
        self.own_zone(found, clock.zone)
            .or(|| self.twin(found).and_then(|twin| self.ahead_of_twin(clock, twin)).unwrap_or_default())
            .or(|| self.joined_zone())
            .or(|| self.context.zone_of_times)
    }

    /// The zone told beside a clock. `written` is what the expression itself says.
    fn own_zone(&self, found: &MatchedExpression, written: Zone) -> Zone {
        let Some(end) = self.last_item(found).map(|item| item.end as usize) else { return written };
        match written {
            Zone::Ahead(0) => self.offset(end).map_or(written, |(zone, _)| zone),
            Zone::Untold => self
                .zone_behind(end)
                .map_or(Zone::Untold, |(zone, _)| zone)
                .or(|| self.zone_behind_day(found))
                .or(|| self.zone_before(found)),
            _ => written,
        }
    }

    /// One past the words that tell the zone of a clock behind it.
    pub(super) fn end_with_zone(&self, end: u32) -> u32 {
        let at = end as usize;
        let told = self.offset(at).or_else(|| self.zone_behind(at));
        let end = told.map_or(at, |(_, end)| end);
        let closed = end > at && self.is(end, ")");
        (end + usize::from(closed)) as u32
    }

    /// The last token of an expression that ends at a token, with the offset behind it where it is a time on the clock.
    pub(in crate::facts::timex) fn end_with_offset(&self, value: &TimexValue, last: usize) -> usize {
        let is_clock =
            matches!(value, TimexValue::Calendar(CalendarTime { time: Some(TimeOfDay::Clock(_)), .. }));
        self.offset(last + 1).filter(|_| is_clock).map_or(last, |(_, end)| end - 1)
    }

    /// The zone behind a token, perhaps after a comma or in brackets.
    fn zone_behind(&self, end: usize) -> Option<(Zone, usize)> {
        let opens = self.is(end, ",") || self.is(end, "(") || self.is(end, "[");
        self.zone_at(if opens { end + 1 } else { end })
    }

    /// `at 9:30 on May 5 (Moscow time)`: the zone behind the day that follows a clock at once.
    fn zone_behind_day(&self, found: &MatchedExpression) -> Zone {
        const NEAR: u32 = 2;
        let day = || {
            let next = self.expressions.get(self.place(found)? + 1)?;
            let (last, first) = (self.last_item(found)?, self.items().get(next.from)?);
            let is_day =
                !self.names_time(&next.parts) && (next.parts.day.is_some() || next.parts.weekday.is_some());
            let near = first.token <= last.end + NEAR && first.sentence == last.sentence;
            let end = self.last_item(next).filter(|_| is_day && near)?.end;
            self.zone_behind(end as usize)
        };
        day().map_or(Zone::Untold, |(zone, _)| zone)
    }

    /// The place of an expression among all: this one or one near it.
    fn place(&self, found: &MatchedExpression) -> Option<usize> {
        let from = self.index.saturating_sub(JOINED);
        let near = self.expressions.get(from..)?.iter().take(2 * JOINED + 1);
        near.into_iter().position(|near| near.from == found.from).map(|at| from + at)
    }

    /// `Moscow time 9:30`, `UTC 09:30`, `UTC+3 09:30`.
    fn zone_before(&self, found: &MatchedExpression) -> Zone {
        let Some(first) = self.items().get(found.from).map(|item| item.token as usize) else {
            return Zone::Untold;
        };
        let starts = self.tense.tokens.get(first).is_none_or(Token::starts_sentence);
        let skipped =
            first.checked_sub(1).filter(|at| self.is(*at, "at") || self.is(*at, ":")).unwrap_or(first);
        if starts || skipped == 0 {
            return Zone::Untold;
        }
        if self.is(skipped - 1, "time") || self.is(skipped - 1, "Time") {
            let named = skipped.checked_sub(2).is_some_and(|at| {
                let begins = self.tense.tokens.get(at).is_some_and(Token::starts_sentence);
                self.is_small(at) || self.is_capital(at) && !begins
            });
            return if named { Zone::Unknown } else { Zone::Untold };
        }
        // The name of the zone must end right before the time.
        let begins = [1, 3].map(|back| skipped.checked_sub(back).and_then(|at| self.zone_letters(at)));
        let told = begins.into_iter().flatten().find(|(_, end)| *end == first);
        told.map_or(Zone::Untold, |(zone, _)| zone)
    }

    /// The zone whose name begins at a token, and one past its end.
    fn zone_at(&self, at: usize) -> Option<(Zone, usize)> {
        let token = self.tense.tokens.get(at).filter(|token| !token.starts_sentence())?;
        let region = REGIONS.contains(&token.text(self.text)) && !self.is_plain_word(at + 1);
        self.offset(at)
            .or_else(|| self.zone_letters(at))
            .or_else(|| self.time_of_place(at))
            .or_else(|| (region || self.is_military(at)).then_some((Zone::Unknown, at + 1)))
    }

    /// `UTC+3`, `CEST`, `ET`.
    fn zone_letters(&self, at: usize) -> Option<(Zone, usize)> {
        let token = self.tense.tokens.get(at)?;
        let word = token.text(self.text);
        if matches!(word, "UTC" | "GMT") {
            return self.offset(at + 1).or(Some((Zone::Ahead(0), at + 1)));
        }
        if token.kind != TokenKind::Word || token.shape != TokenShape::Capitals {
            return None;
        }
        let entry = self.tense.lexicon.find_entry(word).and_then(|entry| self.tense.lexicon.entry(entry));
        if let Some(entry) = entry.filter(|entry| entry.classes.contains(Class::Zone)) {
            let minutes = i16::try_from(entry.value(Class::Zone));
            return Some((minutes.map_or(Zone::Unknown, Zone::Ahead), at + 1));
        }
        let looks = word.len() <= 5 && word.ends_with('T') || LETTERS.contains(&word);
        looks.then_some((Zone::Unknown, at + 1))
    }

    /// `+3`, `+05:30`, `-0400` right behind `UTC` or, with a plus, behind a time.
    fn offset(&self, at: usize) -> Option<(Zone, usize)> {
        let sign = match self.word(at) {
            "+" => 1,
            "-" | "–" | "−" if self.tense.tokens.get(at.checked_sub(1)?)?.kind != TokenKind::Clock => -1,
            _ => return None,
        };
        let number = self.tense.tokens.get(at + 1).filter(|token| token.is_glued())?;
        let digits = number.text(self.text);
        digits.starts_with(|first: char| first.is_ascii_digit()).then(|| {
            let minutes = minutes(digits).map(|minutes| sign * minutes);
            let minutes = minutes.filter(|minutes| (-BEHIND..=AHEAD).contains(minutes));
            let ahead = minutes.and_then(|minutes| i16::try_from(minutes).ok());
            (ahead.map_or(Zone::Unknown, Zone::Ahead), at + 2)
        })
    }

    /// `local time`, `New York time`, `Central European Summer Time`.
    fn time_of_place(&self, at: usize) -> Option<(Zone, usize)> {
        let from = if self.is(at, "in") { at + 1 } else { at };
        let named = |at: &usize| self.is_small(*at) || self.is_capital(*at) && !self.is(*at, "Time");
        let words = (from..from + WORDS).take_while(named).count();
        let end = from + words;
        let is_time = matches!(self.word(end), "time" | "Time" | "TIME");
        (words > 0 && is_time).then_some((Zone::Unknown, end + 1))
    }

    /// A zone as soldiers name it, by one letter: `1430 L`. `A` and `I` are words.
    fn is_military(&self, at: usize) -> bool {
        let Some(token) = self.tense.tokens.get(at) else { return false };
        // The letter of a zone at the end of a sentence looks like an initial with its full stop.
        let ends = self.tense.tokens.get(at + 1).is_none_or(Token::starts_sentence);
        let letter = token.text(self.text);
        let letter = if ends { letter.trim_end_matches('.') } else { letter };
        matches!(letter.as_bytes(), [b'B'..=b'H' | b'J'..=b'Z']) || letter == "Zulu"
    }

    /// The clock beside a clock that tells the same time in another zone, `9:30 (0730 GMT)`, with how far its zone is
    /// ahead of UTC.
    fn twin(&self, found: &MatchedExpression) -> Option<(ClockTime, i16)> {
        const NEAR: u32 = 2;
        let adjacent = |first: &MatchedExpression, second: &MatchedExpression| {
            let (last, next) = (self.last_item(first)?, self.items().get(second.from)?);
            let end = self.end_with_zone(last.end);
            (self.is_bracketed(second) && next.token < end + NEAR).then_some(())
        };
        let at = self.place(found)?;
        let next = self.expressions.get(at + 1).filter(|next| adjacent(found, next).is_some());
        let before = at.checked_sub(1).and_then(|at| self.expressions.get(at));
        let twin = next.or_else(|| before.filter(|before| adjacent(before, found).is_some()))?;
        let clock = self.clock_time(&twin.parts)?;
        match self.own_zone(twin, clock.zone) {
            Zone::Ahead(minutes) => Some((clock, minutes)),
            _ => None,
        }
    }

    /// How far ahead of UTC a clock must run to show its time while its twin shows another.
    fn ahead_of_twin(&self, clock: ClockTime, (twin, ahead): (ClockTime, i16)) -> Option<Zone> {
        let apart = (minute(clock) - (minute(twin) - i32::from(ahead))).rem_euclid(DAY);
        let ahead = if apart > AHEAD { apart - DAY } else { apart };
        let fits = ahead % 30 == 0 && ahead < BEHIND;
        let known = i16::try_from(ahead).ok().filter(|_| fits);
        Some(known.map_or(Zone::Unknown, Zone::Ahead))
    }

    /// The zone of a time that this one is joined to: `from 9:00 to 11:00 GMT`.
    fn joined_zone(&self) -> Zone {
        let mut zone = Zone::Untold;
        for at in self.index..self.index + JOINED {
            zone = zone.or(|| self.zone_across(at, at + 1, at + 1));
            if zone != Zone::Untold || !self.are_joined(at, at + 1) {
                break;
            }
        }
        for at in (self.index.saturating_sub(JOINED) + 1..=self.index).rev() {
            zone = zone.or(|| self.zone_across(at - 1, at, at - 1));
            if zone != Zone::Untold || !self.are_joined(at - 1, at) {
                break;
            }
        }
        zone
    }

    /// The zone told with one of two joined times.
    fn zone_across(&self, first: usize, second: usize, told: usize) -> Zone {
        let told = self.expressions.get(told).filter(|_| self.are_joined(first, second));
        let zone = told.and_then(|told| Some(self.own_zone(told, self.clock_time(&told.parts)?.zone)));
        zone.unwrap_or_default()
    }

    /// Whether two clocks are joined by nothing but a dash or small words.
    fn are_joined(&self, first: usize, second: usize) -> bool {
        const FEW: usize = 2;
        let joined = || {
            let (first, second) = (self.expressions.get(first)?, self.expressions.get(second)?);
            let (last, next) = (self.last_item(first)?, self.items().get(second.from)?);
            let between = self.tense.tokens.get(last.end as usize..next.token as usize)?;
            let clocks = self.names_time(&first.parts) && self.names_time(&second.parts);
            let joins = |token: &Token| JOINS.contains(&token.text(self.text)) && !token.starts_paragraph();
            Some(clocks && (1..=FEW).contains(&between.len()) && between.iter().all(joins))
        };
        joined() == Some(true)
    }

    /// The zone of all times of the text, where it says so: `All times are GMT`.
    pub(in crate::facts::timex) fn zone_of_times(&self) -> Zone {
        const SAYS: &[&str] = &["are", "is", "in", "given", "shown", "listed", "stated", ":"];
        let says_so = |at: &usize| {
            self.is(*at, "times")
                && at.checked_sub(1).is_some_and(|at| self.is(at, "All") || self.is(at, "all"))
        };
        if !self.expressions.iter().any(|found| self.names_time(&found.parts)) {
            return Zone::Untold;
        }
        let Some(times) = (0..self.tense.tokens.len()).find(says_so) else { return Zone::Untold };
        let name = (times + 1..).find(|at| !SAYS.contains(&self.word(*at))).unwrap_or(times);
        self.zone_at(name).map_or(Zone::Untold, |(zone, _)| zone)
    }

    /// How many days the day of a clock in brackets lies off that of the clock before it, whose time it repeats.
    pub(super) fn days_off_twin(&self, found: &MatchedExpression, clock: ClockTime) -> i32 {
        let own_day =
            found.parts.weekday.is_some() || found.parts.day.is_some() || found.parts.day_word.is_some();
        let before = self.index.checked_sub(1).and_then(|at| self.expressions.get(at));
        let off = || {
            let Zone::Ahead(ahead) = clock.zone else { return None };
            let before = before.filter(|_| self.is_bracketed(found) && !own_day)?;
            let local = self.clock_time(&before.parts).filter(|local| local.zone == Zone::Untold)?;
            self.twin(before)?;
            let Zone::Ahead(local_ahead) = self.ahead_of_twin(local, (clock, ahead))? else { return None };
            Some((minute(local) - i32::from(local_ahead) + i32::from(ahead)).div_euclid(DAY))
        };
        off().unwrap_or(0)
    }

    fn word(&self, at: usize) -> &str {
        self.tense.tokens.get(at).map_or("", |token| token.text(self.text))
    }

    fn is(&self, at: usize, word: &str) -> bool {
        self.word(at) == word
    }

    fn is_small(&self, at: usize) -> bool {
        SMALL.contains(&self.word(at))
    }

    fn is_capital(&self, at: usize) -> bool {
        self.tense.tokens.get(at).is_some_and(|token| {
            token.kind != TokenKind::Mark
                && matches!(token.shape, TokenShape::Capitalised | TokenShape::Capitals | TokenShape::Mixed)
        })
    }

    /// Whether a word follows in the same sentence.
    fn is_plain_word(&self, at: usize) -> bool {
        let within = |token: &&Token| !token.starts_sentence() && token.kind == TokenKind::Word;
        self.tense.tokens.get(at).filter(within).is_some_and(|token| token.text(self.text) != "on")
    }
}

/// The minute of the day a clock shows.
fn minute(clock: ClockTime) -> i32 {
    i32::from(clock.hour) * 60 + i32::from(clock.minute.unwrap_or(0))
}

/// The minutes of an offset: `3`, `0530`, `05:30`.
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
