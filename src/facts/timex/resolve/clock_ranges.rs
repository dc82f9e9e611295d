//! Times of day that are the bounds of a range: `1:00pm-2:30`, `11pm-2am`, "from midnight to noon".

use super::{MatchedExpression, TimeResolver};
use crate::facts::languages::WordList;
use crate::facts::timex::value::ClockTime;
use crate::facts::token::TokenKind;

const NOON: u8 = 12;
/// The hour of midnight at the end of a day.
pub(super) const MIDNIGHT_AT_END: u8 = 24;

impl TimeResolver<'_> {
    /// Returns a clock time as a bound of a range, and how many days after the day of the first bound it is.
    pub(super) fn clock_in_range(&self, found: &MatchedExpression, clock: ClockTime) -> (ClockTime, i32) {
        let mut clock = clock;
        if clock.hour == MIDNIGHT_AT_END && found.parts.noon.is_some() && self.is_range(self.index) {
            clock.hour = 0;
        }
        let first = self.index.checked_sub(1).filter(|first| self.is_range(*first));
        let Some(first) = first.and_then(|first| self.expressions.get(first)) else { return (clock, 0) };
        let Some(mut start) = self.clock_time(&first.parts) else { return (clock, 0) };
        start.hour %= MIDNIGHT_AT_END;
        let late = clock.hour + NOON;
        let has_half = found.parts.afternoon.is_some() || found.parts.noon.is_some() || self.is_mixed(found);
        let first_has_half = first.parts.afternoon.is_some() || self.is_mixed(first);
        if !has_half && first_has_half && (NOON..late).contains(&start.hour) {
            clock.hour = late;
        }
        let is_next_day = minute_of_day(clock) < minute_of_day(start) && found.parts.weekday.is_none();
        (clock, i32::from(is_next_day))
    }

    /// Returns whether letters are joined to the digits of a clock time: `1:00pm`.
    fn is_mixed(&self, found: &MatchedExpression) -> bool {
        let item = found.parts.clock.and_then(|item| self.items().get(item as usize));
        let token = item.and_then(|item| self.tense.tokens.get(item.token as usize));
        token.is_some_and(|token| token.kind == TokenKind::Mixed)
    }

    /// Returns whether an expression and the next one are two clock times with only a dash or "to" between them.
    fn is_range(&self, first: usize) -> bool {
        let pair = self.expressions.get(first..first + 2).unwrap_or(&[]);
        self.has_join_after(first)
            && pair.iter().all(|found| found.parts.clock.is_some() || found.parts.noon.is_some())
    }

    /// Returns whether only a dash or "to" is between an expression and the next one.
    pub(super) fn has_join_after(&self, first: usize) -> bool {
        let join = || {
            let (start, end) = (self.expressions.get(first)?, self.expressions.get(first + 1)?);
            let (last, next) = (self.last_item(start)?, self.items().get(end.from)?);
            match self.tense.tokens.get(last.end as usize..next.token as usize)? {
                [join] => Some(join.text(self.text)),
                _ => None,
            }
        };
        join().is_some_and(|join| {
            matches!(join, "-" | "–" | "—") || self.tense.lists.contains(WordList::RangeJoin, join)
        })
    }
}

fn minute_of_day(clock: ClockTime) -> u32 {
    u32::from(clock.hour) * 60 + u32::from(clock.minute.unwrap_or(0))
}
