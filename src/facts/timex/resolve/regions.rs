//! The zone of a clock time beside the name of a region or city: `9 a.m. ET`, `9:30 Rome time`.

use jiff::civil;
use jiff::tz::TimeZone;

use super::{MatchedExpression, TimeResolver};
use crate::facts::languages::WordList;
use crate::facts::timex::value::{ClockTime, Zone};
use crate::facts::timex::zone_names::offset_at;
use crate::facts::token::{Token, TokenKind};

/// The most tokens between a time and its zone: `from 9 a.m. to noon on Friday, ET`.
const MAX_TOKENS_TO_ZONE: usize = 8;

impl TimeResolver<'_> {
    /// Returns the zone of a clock time on a day. The zone of a region is computed from its name, the day and the zone of
    /// the text.
    pub(super) fn zone_on_day(&self, found: &MatchedExpression, clock: ClockTime, day: civil::Date) -> Zone {
        let zone = self.zone(found, clock);
        if zone != Zone::Unknown {
            return zone;
        }
        let minute = i8::try_from(clock.minute.unwrap_or(0)).unwrap_or(0);
        let local = day.at(i8::try_from(clock.hour.min(23)).unwrap_or(0), minute.min(59), 0, 0);
        let offset = self.named_zone(found).and_then(|zone| offset_at(&zone, local));
        offset.map_or(Zone::Unknown, Zone::Ahead)
    }

    /// Returns the zone whose name is in, after or before an expression.
    fn named_zone(&self, found: &MatchedExpression) -> Option<TimeZone> {
        let first = self.items().get(found.from)?.token as usize;
        let end = self.last_item(found)?.end as usize;
        let is_near = |index: &usize| {
            *index < end || self.tense.tokens.get(*index).is_some_and(|token| !token.starts_sentence())
        };
        let mut inside_or_after = (first..end + MAX_TOKENS_TO_ZONE).take_while(is_near);
        let written = inside_or_after.find_map(|index| Some((index, self.zone_at(index)?.1)));
        match written {
            Some((from, to)) => self.zone_of_name(from, to),
            None => self.zone_named_before(first),
        }
    }

    /// Returns the zone whose name ends at a token, optionally before "at" or a colon: `Moscow time 9:30`.
    fn zone_named_before(&self, end: usize) -> Option<TimeZone> {
        let starts = end.saturating_sub(MAX_TOKENS_TO_ZONE);
        (starts..end).find_map(|from| {
            let word = |index: usize| self.tense.tokens.get(index).map_or("", |token| token.text(self.text));
            let is_at =
                |to: usize| word(to) == ":" || self.tense.lists.contains(WordList::BeforeClock, word(to));
            let is_before = |to: usize| to == end || to + 1 == end && is_at(to);
            let (_, to) = self.zone_at(from).filter(|(_, to)| is_before(*to))?;
            self.zone_of_name(from, to)
        })
    }

    fn zone_of_name(&self, from: usize, to: usize) -> Option<TimeZone> {
        let lists = self.tense.lists;
        let is_name = |token: &&Token| {
            let word = lists.of(token.text(self.text));
            let is_noun = [WordList::ZoneNoun, WordList::ZoneNounInCapitals, WordList::ZoneKind];
            token.kind != TokenKind::Mark && !word.contains_any(is_noun)
        };
        let words = self.tense.tokens.get(from..to)?.iter().filter(is_name);
        let words: Vec<String> = words.map(|token| token.text(self.text).to_lowercase()).collect();
        let name = words.join(" ");
        self.zone_names.find(&name, &self.context.zone).filter(|_| !name.is_empty())
    }
}
