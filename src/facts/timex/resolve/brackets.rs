//! Weekdays in brackets: "tomorrow's (Saturday's) talks", "6 June (a Friday)".

use jiff::civil;

use super::{MatchedExpression, ResolvedTime, TimeResolver};
use crate::facts::timex::calendar::is_weekday;
use crate::facts::timex::value::{CalendarPeriod, CalendarTime, TimexValue};

impl TimeResolver<'_> {
    pub(super) fn is_bracketed(&self, found: &MatchedExpression) -> bool {
        self.token_before(found).is_some_and(|before| before.text(self.text) == "(")
    }

    /// Returns the weekday that an editor inserted in brackets: "tomorrow's (Saturday's) talks".
    pub(super) fn bracketed_weekday(&self, found: &MatchedExpression) -> Option<civil::Date> {
        let next = self
            .expressions
            .get(self.index + 1)
            .filter(|next| next.parts.weekday.is_some() && next.parts.day.is_none())?;
        let last = self.items().get(found.to.checked_sub(1)?)?;
        let first = self.items().get(next.from)?;
        let between = self.tense.tokens.get(last.end as usize..first.token as usize)?;
        let bracketed = between.len() <= 2 && between.last()?.text(self.text) == "(";
        match self.resolve_period(next).filter(|_| bracketed)?.value {
            TimexValue::Calendar(CalendarTime { period: CalendarPeriod::Day(day), .. }) => Some(day),
            _ => None,
        }
    }

    /// Returns whether a weekday in brackets repeats the day before them: "6 June (Friday)", "6 June (a Friday)".
    pub(super) fn repeats_day(&self, found: &MatchedExpression) -> bool {
        let before = self.index.checked_sub(1).and_then(|index| self.expressions.get(index));
        let Some(before) =
            before.filter(|before| before.parts.day.is_some() || before.parts.figures.is_some())
        else {
            return false;
        };
        let from = self.last_item(before).map_or(0, |item| item.end as usize);
        let to = self.items().get(found.from).map_or(0, |item| item.token as usize);
        let between = self.tense.tokens.get(from..to).unwrap_or(&[]);
        between.len() <= 2 && between.first().is_some_and(|open| open.text(self.text) == "(")
    }

    /// Resolves a weekday that repeats the day mentioned last: that day, unless it is another weekday.
    pub(super) fn resolve_repeated_day(&self, weekday: i32) -> Option<ResolvedTime> {
        let (_, day) = self.context.day?;
        let resolved = ResolvedTime::for_period(CalendarPeriod::Day(day)).counted_from_mentioned();
        is_weekday(day, weekday).then_some(resolved)
    }
}
