//! Checks for text that looks like a date or time but is not, and for contradictory ranges.

use jiff::civil;
use jiff::tz::TimeZone;

use super::{MatchedExpression, TimeResolver};
use crate::facts::Date;
use crate::facts::languages::{WordList, WordLists};
use crate::facts::timex::expression::TimeExpression;
use crate::facts::timex::parts::ExpressionParts;
use crate::facts::timex::table::Class;
use crate::facts::timex::value::Zone;
use crate::facts::token::{Token, TokenGap, TokenKind};

/// The most tokens of the name of a speaker in a transcript.
const MAX_NAME_TOKENS: usize = 5;

/// The most days between publication and the day of a recent event: "the April 19 attack".
const MAX_DAYS_TO_EVENT: i32 = 60;

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

    /// Returns whether a month is the verb of a wish: "May 2025 bring peace".
    pub(super) fn is_wish(&self, found: &MatchedExpression) -> bool {
        let is_verb =
            self.items().get(found.from).is_some_and(|item| item.classes.contains(Class::MonthOrWord));
        let starts = self
            .token_before(found)
            .is_none_or(|before| before.kind == TokenKind::Mark || before.starts_sentence());
        let after = self.token_after(found).map_or("", |after| after.text(self.text));
        is_verb && starts && found.parts.day.is_none() && self.tense.lists.contains(WordList::WishVerb, after)
    }

    /// Returns whether a number beside a month is no day of any month: "March 32", "32 March 2025".
    pub(super) fn is_impossible_number(&self, found: &MatchedExpression) -> bool {
        let parts = &found.parts;
        if parts.month.is_none() || parts.day.is_some() {
            return false;
        }
        let first = self.items().get(found.from).map_or(0, |item| item.token as usize);
        let end = self.last_item(found).map_or(0, |item| item.end as usize);
        let starts = |index: usize| self.tense.tokens.get(index).is_none_or(Token::starts_sentence);
        let back = if self.tense.lists.contains(WordList::BeforeMonth, self.word_at(first.wrapping_sub(1))) {
            2
        } else {
            1
        };
        let before =
            first.checked_sub(back).filter(|before| (*before + 1..=first).all(|index| !starts(index)));
        // A number before a noun is a count: "in March 32 ships sailed".
        let next = self.tense.tokens.get(end + 1).filter(|next| !next.starts_sentence());
        let is_count = next.is_some_and(|next| match next.kind {
            TokenKind::Word => {
                let verb = [Class::Is, Class::Will, Class::Said, Class::Was, Class::Have];
                !verb.into_iter().any(|class| self.classes(next).contains(class))
                    && !self.tense.lists.contains(WordList::AfterAdverb, next.text(self.text))
            }
            _ => matches!(next.text(self.text), "%" | "°" | "-"),
        });
        before.is_some_and(|before| self.is_no_day(before))
            || !starts(end) && !is_count && self.is_no_day(end)
    }

    /// Returns whether a token is a number of one or two digits, optionally with the ending of an ordinal, that is no day.
    fn is_no_day(&self, index: usize) -> bool {
        let word = self.word_at(index);
        let digits =
            word.split_at(word.find(|character: char| !character.is_ascii_digit()).unwrap_or(word.len()));
        let is_ordinal = self.tense.lists.contains(WordList::OrdinalEnding, digits.1);
        digits.0.len() <= 2
            && (digits.1.is_empty() || is_ordinal)
            && digits.0.parse::<u8>().is_ok_and(|day| !(1..=31).contains(&day))
    }

    /// Returns whether a day names an event of an unknown year: "the September 11 attacks".
    pub(super) fn is_known_event(&self, found: &MatchedExpression, day: civil::Date) -> bool {
        let parts = &found.parts;
        let names_day = parts.month.is_some() && parts.day.is_some() && parts.full_year(0).is_none();
        let is_far = (day - self.context.today).get_days().abs() > MAX_DAYS_TO_EVENT;
        let led = self.token_before(found).is_some_and(|before| {
            let lists = self.tense.lists.of(before.text(self.text));
            lists.contains_any([WordList::The, WordList::OpeningThe])
        });
        let end = self.last_item(found).map_or(0, |item| item.end as usize);
        let mut near = self
            .tense
            .tokens
            .iter()
            .skip(end)
            .take(2)
            .take_while(|token| token.kind == TokenKind::Word && !token.starts_sentence());
        names_day
            && is_far
            && led
            && !self.context.is_narrative
            && near.any(|token| self.tense.lists.contains(WordList::EventNoun, token.text(self.text)))
    }

    /// Returns whether four digits are or begin the title of a work: `"1917"`, `"2001: A Space Odyssey"`.
    pub(super) fn is_title(&self, found: &MatchedExpression) -> bool {
        let first = self.items().get(found.from).map_or(0, |item| item.token as usize);
        let end = self.last_item(found).map_or(0, |item| item.end as usize);
        let token = |index: usize| self.tense.tokens.get(index);
        let is_opened = token(first).is_some_and(Token::is_glued)
            && matches!(self.word_at(first.wrapping_sub(1)), "\"" | "“" | "``" | "‘" | "'");
        let is_closed = token(end).is_some_and(Token::is_glued)
            && matches!(self.word_at(end), "\"" | "”" | "''" | "’" | "'");
        let has_subtitle = self.word_at(end) == ":"
            && token(end).is_some_and(Token::is_glued)
            && token(end + 1).is_some_and(|next| {
                next.gap == TokenGap::Space && self.word_at(end + 1).starts_with(char::is_uppercase)
            });
        let starts = token(first).is_none_or(Token::starts_sentence);
        is_opened && (is_closed || has_subtitle) || has_subtitle && !starts
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
