//! What looks like a date or time and is none, or contradicts itself.

use jiff::tz::TimeZone;

use super::{MatchedExpression, TimeResolver};
use crate::facts::Date;
use crate::facts::timex::expression::TimeExpression;
use crate::facts::timex::parts::ExpressionParts;
use crate::facts::timex::value::Zone;
use crate::facts::token::{TokenGap, TokenKind};

/// Words behind which figures with a colon are a length, a result or a verse: `finished in 2:45:10`.
const NO_CLOCK: &[&str] = &[
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
/// Words behind which a time with seconds is one of day.
const AT: &[&str] = &[
    "at", "until", "till", "by", "from", "since", "around", "about", "before", "after", "to", "and", "-", "–",
];
/// Words between the ends of a range.
const RANGE: &[&str] = &["-", "–", "—", "--", "to", "until", "till", "through"];
/// The name of a speaker in a transcript has at most so many tokens.
const NAME: usize = 5;

impl TimeResolver<'_> {
    /// Whether figures with colons are no time of day: a length, a result, a verse, a place in a recording.
    pub(super) fn is_no_clock(&self, found: &MatchedExpression) -> bool {
        let Some(clock) = bare_clock(&found.parts).and_then(|item| self.items().get(item as usize)) else {
            return false;
        };
        let Some(token) =
            self.tense.tokens.get(clock.token as usize).filter(|token| token.kind == TokenKind::Clock)
        else {
            return false;
        };
        let at = clock.token as usize;
        let before = at.checked_sub(1).map_or("", |before| self.word_at(before));
        let starts = token.starts_paragraph() || token.gap == TokenGap::Line;
        let seconds = token.text(self.text).matches(':').count() > 1;
        let told = !starts && NO_CLOCK.contains(&before) && !self.is_time_of_place(at)
            || seconds && (starts || !AT.contains(&before))
            || before == "[" && self.word_at(at + 1) == "]"
            || starts && self.is_followed_by_speaker(at);
        let zoned =
            || self.clock_time(&found.parts).is_some_and(|clock| self.zone(found, clock) != Zone::Untold);
        told && !zoned()
    }

    /// "Moscow time 9:30" is a time of day, "a time of 2:45" is none.
    fn is_time_of_place(&self, at: usize) -> bool {
        self.word_at(at.saturating_sub(1)) == "time"
            && at
                .checked_sub(2)
                .is_some_and(|before| !matches!(self.word_at(before), "a" | "his" | "her" | "the" | "record"))
    }

    /// `00:12 MARTEN: Good morning`: a place in a recording.
    fn is_followed_by_speaker(&self, at: usize) -> bool {
        let names = (at + 1..at + 1 + NAME).take_while(|at| {
            self.tense.tokens.get(*at).is_some_and(|token| {
                token.kind != TokenKind::Mark && token.text(self.text).starts_with(char::is_uppercase)
                    || token.text(self.text) == "]"
            })
        });
        let count = names.count();
        count > 0 && self.word_at(at + 1 + count) == ":"
    }

    /// "Monday 20 and Tuesday 21": the number behind a weekday, where it is a day of the month.
    pub(super) fn number_behind(&self, found: &MatchedExpression) -> Option<i8> {
        let at = self.last_item(found)?.end as usize;
        let number = self.tense.tokens.get(at).filter(|token| !token.starts_sentence())?;
        let digits = number.text(self.text);
        let plain = number.kind == TokenKind::Number && {
            let next = self.tense.tokens.get(at + 1);
            next.is_none_or(|next| {
                next.starts_sentence()
                    || next.kind == TokenKind::Mark
                    || matches!(next.text(self.text), "and" | "or" | "to")
            }) && !matches!(self.word_at(at + 1), "%" | "°" | "$" | "€" | "£")
        };
        let digits = digits.trim_end_matches(|last: char| last.is_ascii_alphabetic());
        let ordinal = number.kind == TokenKind::Mixed && number.text(self.text).ends_with(['t', 'd', 'h']);
        digits.parse().ok().filter(|day| (plain || ordinal) && (1..=31).contains(day))
    }

    fn word_at(&self, at: usize) -> &str {
        self.tense.tokens.get(at).map_or("", |token| token.text(self.text))
    }
}

/// The clock of an expression that says nothing else.
fn bare_clock(parts: &ExpressionParts) -> Option<u32> {
    let dated =
        parts.day.is_some() || parts.weekday.is_some() || parts.day_word.is_some() || parts.month.is_some();
    let said = parts.afternoon.is_some()
        || parts.part.is_some()
        || parts.zone != Zone::Untold
        || parts.relation.is_some();
    parts.clock.filter(|_| !dated && !said && parts.figures.is_none())
}

/// Marks a range that ends before it begins. Of two times of day the second one alone is wrong: it is one of the day
/// after.
pub(in crate::facts::timex) fn mark_reversed(text: &str, expressions: &mut [TimeExpression]) {
    for at in 1..expressions.len() {
        let [first, second] = &mut expressions[at - 1..=at] else { continue };
        let (Some(from), Some(to)) = (first.date, second.date) else { continue };
        let between = text.get(first.span.end as usize..second.span.start as usize).unwrap_or("").trim();
        if RANGE.contains(&between) && to.end(&TimeZone::UTC) <= from.start(&TimeZone::UTC) {
            first.checks.reversed |= !matches!((from, to), (Date::Instant(_), Date::Instant(_)));
            second.checks.reversed = true;
        }
    }
}
