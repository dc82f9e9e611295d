//! Checks for text that looks like a date or time but is not, and for contradictory ranges.

use jiff::tz::TimeZone;

use super::{MatchedExpression, TimeResolver};
use crate::facts::Date;
use crate::facts::timex::expression::TimeExpression;
use crate::facts::timex::parts::ExpressionParts;
use crate::facts::timex::value::Zone;
use crate::facts::token::{TokenGap, TokenKind};

/// Words before digits with a colon that are a duration, a result or a verse: `finished in 2:45:10`.
const BEFORE_NO_CLOCK: &[&str] = &[
    "in",
    "of",
    "won",
    "lost",
    "beat",
    "ran",
    "clocked",
    "lasted",
    "took",
    "score",
    "scored",
    "ratio",
    "verse",
    "verses",
    "chapter",
    "psalm",
    "page",
    "video",
    "a",
    "an",
    "record",
    "time",
    "times",
    "Genesis",
    "Exodus",
    "Isaiah",
    "Matthew",
    "Mark",
    "Luke",
    "John",
    "Acts",
    "Romans",
    "Corinthians",
    "Psalm",
    "Proverbs",
    "Revelation",
    "Quran",
    "Surah",
    "Sura",
];
/// Words before a time of day with seconds.
const BEFORE_TIME_WITH_SECONDS: &[&str] = &[
    "at", "until", "till", "by", "from", "since", "around", "about", "before", "after", "to", "and", "-", "–",
];
/// Words between the bounds of a range.
const RANGE_WORDS: &[&str] = &["-", "–", "—", "--", "to", "until", "till", "through"];
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
        let starts = token.starts_paragraph() || token.gap == TokenGap::Line;
        let seconds = token.text(self.text).matches(':').count() > 1;
        let is_no_time = !starts && BEFORE_NO_CLOCK.contains(&before) && !self.is_time_of_place(index)
            || seconds && (starts || !BEFORE_TIME_WITH_SECONDS.contains(&before))
            || before == "[" && self.word_at(index + 1) == "]"
            || starts && self.is_followed_by_speaker(index);
        let zoned =
            || self.clock_time(&found.parts).is_some_and(|clock| self.zone(found, clock) != Zone::Untold);
        is_no_time && !zoned()
    }

    /// Returns whether the name of a zone precedes a time, as in "Moscow time 9:30" but not in "a time of 2:45".
    fn is_time_of_place(&self, index: usize) -> bool {
        self.word_at(index.saturating_sub(1)) == "time"
            && index
                .checked_sub(2)
                .is_some_and(|before| !matches!(self.word_at(before), "a" | "his" | "her" | "the" | "record"))
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
                    || matches!(next.text(self.text), "and" | "or" | "to")
            }) && !matches!(self.word_at(index + 1), "%" | "°" | "$" | "€" | "£")
        };
        let digits = digits.trim_end_matches(|last: char| last.is_ascii_alphabetic());
        let ordinal = number.kind == TokenKind::Mixed && number.text(self.text).ends_with(['t', 'd', 'h']);
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
        || parts.zone != Zone::Untold
        || parts.relation.is_some();
    parts.clock.filter(|_| !has_date && !has_other_part && parts.figures.is_none())
}

/// Marks ranges that end before they begin. Of two times of day only the second is marked, because it belongs to the
/// next day.
pub(in crate::facts::timex) fn mark_reversed(text: &str, expressions: &mut [TimeExpression]) {
    for index in 1..expressions.len() {
        let [first, second] = &mut expressions[index - 1..=index] else { continue };
        let (Some(from), Some(to)) = (first.date, second.date) else { continue };
        let between = text.get(first.span.end as usize..second.span.start as usize).unwrap_or("").trim();
        if RANGE_WORDS.contains(&between) && to.end(&TimeZone::UTC) <= from.start(&TimeZone::UTC) {
            first.checks.reversed |= !matches!((from, to), (Date::Instant(_), Date::Instant(_)));
            second.checks.reversed = true;
        }
    }
}
