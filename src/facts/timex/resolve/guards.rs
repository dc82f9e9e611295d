//! Checks for text that looks like a date or time but is not, and for contradictory ranges.

use jiff::tz::TimeZone;

use super::{MatchedExpression, TimeResolver};
use crate::facts::Date;
use crate::facts::languages::{WordList, WordLists};
use crate::facts::timex::expression::TimeExpression;
use crate::facts::timex::parts::ExpressionParts;
use crate::facts::timex::value::Zone;
use crate::facts::token::{TokenGap, TokenKind};

/// The most tokens of the name of a speaker in a transcript.
const MAX_NAME_TOKENS: usize = 5;

impl TimeResolver<'_> {
    /// Returns whether digits with colons are not a time of day but a duration, a result, a verse or a position in a
    /// recording.
    pub(super) fn is_no_clock(&self, found: &MatchedExpression) -> bool {
        let Some(clock) = bare_clock(&found.parts).and_then(|item| self.items().get(item as usize)) else {
            return false;
        };
        let Some(token) =
            self.tense.tokens.get(clock.token as usize).filter(|token| token.kind == TokenKind::Clock)
        else {
            return false;
        };
        let index = clock.token as usize;
        let before = index.checked_sub(1).map_or("", |before| self.word_at(before));
        let lists = self.tense.lists.of(before);
        let starts = token.starts_paragraph() || token.gap == TokenGap::Line;
        let seconds = token.text(self.text).matches(':').count() > 1;
        let is_no_time = !starts && lists.contains(WordList::BeforeNoClock) && !self.is_time_of_place(index)
            || seconds
                && (starts || !(matches!(before, "-" | "–") || lists.contains(WordList::BeforeSeconds)))
            || before == "[" && self.word_at(index + 1) == "]"
            || starts && self.is_followed_by_speaker(index);
        let zoned = || {
            self.clock_time(&found.parts).is_some_and(|clock| self.zone(found, clock) != Zone::Unspecified)
        };
        is_no_time && !zoned()
    }

    /// Returns whether the name of a zone precedes a time, as in "Moscow time 9:30" but not in "a time of 2:45".
    fn is_time_of_place(&self, index: usize) -> bool {
        let (noun, lists) = (self.word_at(index.saturating_sub(1)), self.tense.lists);
        let is_other = |before: usize| lists.contains(WordList::BeforeOtherTime, self.word_at(before));
        lists.contains(WordList::ZoneNoun, noun)
            && noun.starts_with(char::is_lowercase)
            && index.checked_sub(2).is_some_and(|before| !is_other(before))
    }

    /// Returns whether a speaker follows, as in a transcript: `00:12 MARTEN: Good morning`.
    fn is_followed_by_speaker(&self, index: usize) -> bool {
        let names = (index + 1..index + 1 + MAX_NAME_TOKENS).take_while(|index| {
            self.tense.tokens.get(*index).is_some_and(|token| {
                token.kind != TokenKind::Mark && token.text(self.text).starts_with(char::is_uppercase)
                    || token.text(self.text) == "]"
            })
        });
        let count = names.count();
        count > 0 && self.word_at(index + 1 + count) == ":"
    }

    /// Returns the day of the month after a weekday: "Monday 20 and Tuesday 21".
    pub(super) fn number_after(&self, found: &MatchedExpression) -> Option<i8> {
        let index = self.last_item(found)?.end as usize;
        let number = self.tense.tokens.get(index).filter(|token| !token.starts_sentence())?;
        let digits = number.text(self.text);
        let plain = number.kind == TokenKind::Number && {
            let next = self.tense.tokens.get(index + 1);
            next.is_none_or(|next| {
                next.starts_sentence()
                    || next.kind == TokenKind::Mark
                    || self.tense.lists.contains(WordList::DayJoin, next.text(self.text))
            }) && !matches!(self.word_at(index + 1), "/" | "-" | "%" | "°" | "$" | "€" | "£")
        };
        let (digits, ending) = digits
            .split_at(digits.find(|character: char| !character.is_ascii_digit()).unwrap_or(digits.len()));
        let ordinal = number.kind == TokenKind::Mixed
            && self.tense.lists.contains(WordList::OrdinalEnding, &ending.to_ascii_lowercase());
        digits.parse().ok().filter(|day| (plain || ordinal) && (1..=31).contains(day))
    }

    fn word_at(&self, index: usize) -> &str {
        self.tense.tokens.get(index).map_or("", |token| token.text(self.text))
    }
}

/// Returns the clock item of an expression that has no other part.
fn bare_clock(parts: &ExpressionParts) -> Option<u32> {
    let has_date =
        parts.day.is_some() || parts.weekday.is_some() || parts.day_word.is_some() || parts.month.is_some();
    let has_other_part = parts.afternoon.is_some()
        || parts.part.is_some()
        || parts.zone != Zone::Unspecified
        || parts.relation.is_some();
    parts.clock.filter(|_| !has_date && !has_other_part && parts.figures.is_none())
}

/// Marks ranges that end before they begin. Of two times of day only the second is marked, because it belongs to the
/// next day.
pub(in crate::facts::timex) fn mark_reversed_ranges(
    text: &str,
    lists: &WordLists,
    expressions: &mut [TimeExpression],
) {
    let joins = |between: &str| {
        matches!(between, "-" | "–" | "—" | "--") || lists.contains(WordList::RangeJoin, between)
    };
    for index in 1..expressions.len() {
        let [first, second] = &mut expressions[index - 1..=index] else { continue };
        let (Some(from), Some(to)) = (first.date, second.date) else { continue };
        let between = text.get(first.span.end as usize..second.span.start as usize).unwrap_or("").trim();
        if joins(between) && to.end(&TimeZone::UTC) <= from.start(&TimeZone::UTC) {
            first.checks.is_reversed_range |= !matches!((from, to), (Date::Instant(_), Date::Instant(_)));
            second.checks.is_reversed_range = true;
        }
    }
}
