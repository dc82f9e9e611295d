//! Times of day, and dates in figures.

use jiff::civil;

use super::dates::Timed;
use super::{Found, Resolved, Resolver};
use crate::facts::Date;
use crate::facts::date::Within;
use crate::facts::timex::calendar;
use crate::facts::timex::expression::{Direction, SeenFrom};
use crate::facts::timex::meaning::Meaning;
use crate::facts::timex::parts::{Parts, Relation};
use crate::facts::timex::table::Class;
use crate::facts::timex::value::{Calendar, Clock, Part, Time, Value, When, Zone};
use crate::facts::token::{Kind, Shape};

/// In how many zones a time is told before its day.
const ZONES: usize = 3;

/// Words that follow an adverb such as `overnight`; another one is a noun that it belongs to.
const BEHIND_ADVERBS: &[&str] = &[
    "on", "in", "at", "to", "into", "from", "by", "after", "before", "and", "or", "but", "as", "when",
    "while", "with", "because", "since", "under", "over", "across", "near", "against", "off", "through",
    "between", "without", "amid", "despite", "until", "that", "which", "who", "so", "then", "for", "of",
    "the", "a", "his", "her", "their", "its", "if", "is", "are", "trading", "losses", "gains", "trade",
    "hours", "than", "where", "there", "local",
];

/// How many days back the day lies that news speaks of, if it names it once and not again.
const WEEK: i32 = 6;

impl Resolver<'_> {
    pub(super) fn has_time(&self, parts: &Parts) -> bool {
        parts.clock.is_some() || parts.noon.is_some() || parts.part.is_some() || parts.hour.is_some()
    }

    /// The day for a time told without one: the day spoken of in the same paragraph, else today.
    pub(super) fn day_for_time(&self, found: &Found) -> Resolved {
        if found.parts.relation == Some(Relation::Last) {
            // "At 11 last night"
            return Resolved::on(Calendar::Day(calendar::days_on(self.context.today, -1))).relative();
        }
        if let Some(day) = self.day_told_next(found) {
            return Resolved::on(Calendar::Day(day));
        }
        match self.context.day {
            Some((paragraph, day)) if paragraph == found.paragraph || self.context.narrative => {
                Resolved::on(Calendar::Day(day)).mentioned()
            }
            spoken => {
                let mut resolved =
                    Resolved::on(Calendar::Day(self.context.today)).from(SeenFrom::Publication, None);
                // A paragraph before tells of another day, and nobody says whether the story still stands there.
                resolved.checks.adrift = spoken.is_some_and(|(_, day)| day != self.context.today);
                resolved
            }
        }
    }

    /// The day of the next expression, where it follows at once: "at 16:15 UTC, 1 June". The same time in other zones may
    /// stand between them: "at 10:35 a.m. (0735 GMT) Friday".
    fn day_told_next(&self, found: &Found) -> Option<civil::Date> {
        let mut last = self.last_item(found)?;
        let mut end = self.end_with_zone(last.end);
        for next in self.found.iter().skip(self.at + 1).take(ZONES) {
            let first = self.items().get(next.from)?;
            if first.token >= end + 3 || first.sentence != last.sentence {
                return None;
            }
            if let Meaning::Named(number) = next.meaning {
                return self.named_day(next, number)?.day();
            }
            let dated =
                next.parts.day.is_some() && next.parts.month.is_some() || next.parts.weekday.is_some();
            // The same time in another zone may tell the day too: "at 4 in the morning (4 a.m. EDT Thursday)".
            let clock = next.parts.clock.is_some() || next.parts.noon.is_some();
            if dated && (!clock || self.is_bracketed(next)) {
                return self.stretch(next)?.day();
            }
            if dated || !clock {
                return None;
            }
            last = self.last_item(next)?;
            end = self.end_with_zone(last.end);
        }
        None
    }

    pub(super) fn is_bracketed(&self, found: &Found) -> bool {
        self.token_before(found).is_some_and(|before| before.text(self.text) == "(")
    }

    /// The time of day an expression tells, and its day: midnight at the end of a day is hour 24 of it.
    pub(super) fn time(&self, found: &Found, day: civil::Date) -> Option<Timed> {
        let parts = &found.parts;
        if let Some(clock) = self.clock(parts) {
            let clock = Clock { zone: self.zone(found, clock), ..clock };
            let day = calendar::days_on(day, self.days_off_twin(found, clock));
            return Some((Time::Clock(clock), day));
        }
        Some((Time::Part(parts.part?), day))
    }

    pub(super) fn clock(&self, parts: &Parts) -> Option<Clock> {
        let mut clock = match (parts.clock, parts.noon, parts.hour) {
            (Some(item), ..) => self.written_clock(item, parts.four_digits)?,
            (None, Some(hour), _) => plain(hour),
            (None, None, Some(hour)) => plain(hour),
            (None, None, None) => return None,
        };
        let late = matches!(parts.part, Some(Part::Afternoon | Part::Evening))
            || parts.part == Some(Part::Night) && clock.hour > 5;
        match parts.afternoon.or(late.then_some(true)) {
            Some(true) if clock.hour < 12 && parts.noon.is_none() => clock.hour += 12,
            Some(false) if clock.hour == 12 => clock.hour = 0,
            _ => {}
        }
        clock.zone = parts.zone.or(|| clock.zone);
        Some(clock)
    }

    /// Reads `09:30`, `9.30pm`, `0930`, `0930GMT`.
    fn written_clock(&self, item: u32, four_digits: bool) -> Option<Clock> {
        let item = self.items().get(item as usize)?;
        let token = self.tense.tokens.get(item.token as usize)?;
        let written = token.text(self.text).to_ascii_lowercase();
        let split = written.find(|letter: char| letter.is_ascii_alphabetic()).unwrap_or(written.len());
        let (digits, tail) = written.split_at(split);
        let mut numbers = digits.split([':', '.']).map(str::parse::<u8>);
        let joined = four_digits || !digits.contains([':', '.']) && digits.len() == 4;
        let mut clock = if joined {
            let (hour, minute) = digits.split_at_checked(2)?;
            Clock {
                hour: hour.parse().ok()?,
                minute: Some(minute.parse().ok()?),
                second: None,
                zone: Zone::Untold,
            }
        } else {
            let hour = numbers.next()?.ok()?;
            let minute = numbers.next().and_then(Result::ok);
            Clock { hour, minute, second: numbers.next().and_then(Result::ok), zone: Zone::Untold }
        };
        if tail.starts_with("pm") && clock.hour < 12 {
            clock.hour += 12;
        } else if tail.starts_with("am") && clock.hour == 12 {
            clock.hour = 0;
        }
        if tail.ends_with("gmt") || tail.ends_with("utc") || tail == "z" {
            clock.zone = Zone::Ahead(0);
        }
        let fits = clock.hour <= 24 && clock.minute.unwrap_or(0) < 60 && clock.second.unwrap_or(0) < 60;
        fits.then_some(clock)
    }

    /// `2025-04-19`, `2025-04-19T09:30Z`, `19.4.2025`, `04/05/2025`.
    pub(super) fn in_figures(&self, item: u32, parts: &Parts) -> Option<Resolved> {
        let item = self.items().get(item as usize)?;
        let first = self.tense.tokens.get(item.token as usize)?.span;
        let last = self.tense.tokens.get(item.end.checked_sub(1)? as usize)?.span;
        let written = self.text.get(first.start as usize..last.end as usize)?;
        if parts.iso {
            return iso(written);
        }
        let numbers: Vec<i32> = written.split(['/', '-', '.']).map_while(|part| part.parse().ok()).collect();
        let [one, two, year] = numbers[..] else { return None };
        let year = match year {
            100.. => year,
            70.. => 1900 + year,
            _ => 2000 + year,
        };
        let day_first = one > 12 || written.contains('.');
        let (month, day) = if day_first { (two, one) } else { (one, two) };
        let at = |month: i32, day: i32| {
            calendar::day(calendar::year(year), u8::try_from(month).ok()?, u8::try_from(day).ok()?)
        };
        let mut resolved = Resolved::on(Calendar::Day(at(month, day)?));
        resolved.checks.ambiguous =
            !written.contains('.') && one != two && at(two, one).is_some() && at(one, two).is_some();
        Some(resolved)
    }

    /// The day that is spoken of: in a story and near by any day, else one of the last week.
    fn day_of_story(&self, found: &Found) -> (civil::Date, SeenFrom) {
        let today = self.context.today;
        let told = self.context.day.filter(|(paragraph, day)| {
            let near = paragraph + 2 > found.paragraph || (0..=WEEK).contains(&(today - *day).get_days());
            self.context.narrative || near
        });
        told.map_or((today, SeenFrom::Publication), |(_, day)| (day, SeenFrom::Mentioned))
    }

    /// A part of a day that is picked out: this morning, last night, the next morning, in the morning.
    pub(super) fn part_of_day(&self, found: &Found) -> Option<Resolved> {
        let parts = &found.parts;
        if self.is_attribute(found) {
            return None;
        }
        let (spoken, spoken_from) = self.day_of_story(found);
        let night = matches!(parts.part, Some(Part::Night | Part::Evening));
        let (day, seen_from) = match parts.relation {
            Some(Relation::This) if !self.context.narrative => (self.context.today, SeenFrom::Publication),
            Some(Relation::Last) if night => {
                (calendar::days_on(self.context.today, -1), SeenFrom::Publication)
            }
            Some(Relation::Following | Relation::Next) => (calendar::days_on(spoken, 1), spoken_from),
            Some(Relation::Previous | Relation::Last) => (calendar::days_on(spoken, -1), spoken_from),
            // What came about overnight came about in the night before the day it is told on.
            _ if parts.part.is_none() && self.lean(found) != Some(Direction::Coming) => {
                (calendar::days_on(spoken, -1), spoken_from)
            }
            _ => (spoken, spoken_from),
        };
        let part = parts.part.unwrap_or(Part::Night);
        let when = When { calendar: Calendar::Day(day), time: Some(Time::Part(part)) };
        let mut resolved = Resolved::new(Value::When(when)).from(seen_from, None);
        resolved.checks.relative = seen_from == SeenFrom::Publication;
        Some(resolved)
    }

    /// Whether a part of a day only says of what kind a thing is: "overnight stays", "late-night emails".
    fn is_attribute(&self, found: &Found) -> bool {
        let edged = found.parts.modifier.is_some();
        if found.parts.part.is_some() && !edged || found.parts.relation.is_some() {
            return false;
        }
        let Some(after) = self.token_after(found).filter(|after| after.kind == Kind::Word) else {
            return false;
        };
        let verb = Class::Was.set().with(Class::Said.set()).with(Class::Will.set()).with(Class::Have.set());
        let goes_on = BEHIND_ADVERBS.contains(&after.text(self.text))
            || !self.classes(after).and(verb).is_empty()
            || after.text(self.text).ends_with("ed");
        after.shape == Shape::Lower && !goes_on
    }

    /// The weekday that an editor put in brackets behind a word of the speaker: "tomorrow's (Saturday's) talks".
    fn glossed(&self, found: &Found) -> Option<civil::Date> {
        let next = self
            .found
            .get(self.at + 1)
            .filter(|next| next.parts.weekday.is_some() && next.parts.day.is_none())?;
        let last = self.items().get(found.to.checked_sub(1)?)?;
        let first = self.items().get(next.from)?;
        let between = self.tense.tokens.get(last.end as usize..first.token as usize)?;
        let bracketed = between.len() <= 2 && between.last()?.text(self.text) == "(";
        match self.stretch(next).filter(|_| bracketed)?.value {
            Value::When(When { calendar: Calendar::Day(day), .. }) => Some(day),
            _ => None,
        }
    }

    /// Today, yesterday, tomorrow, tonight.
    pub(super) fn day_word(&self, found: &Found) -> Option<Resolved> {
        let days = found.parts.dayword?;
        if self.context.narrative && days == 0 {
            return Some(Resolved::new(Value::Present).relative());
        }
        let day = self.glossed(found).unwrap_or_else(|| calendar::days_on(self.seen_day(), days));
        let time = found.parts.part.map(Time::Part);
        Some(Resolved::new(Value::When(When { calendar: Calendar::Day(day), time })).relative())
    }
}

fn plain(hour: u8) -> Clock {
    Clock { hour, minute: None, second: None, zone: Zone::Untold }
}

fn iso(written: &str) -> Option<Resolved> {
    let day = |date: &Date| match date {
        Date::Point(point) => match point.within {
            Within::Day(month, day) => calendar::day(calendar::year(point.year), month, day),
            _ => None,
        },
        _ => None,
    };
    match Date::parse(written) {
        Ok(Date::Moment(moment)) => {
            let local = moment.offset.to_datetime(moment.at);
            let clock = Clock {
                hour: local.hour().unsigned_abs(),
                minute: Some(local.minute().unsigned_abs()),
                second: moment.seconds.then(|| local.second().unsigned_abs()),
                zone: i16::try_from(moment.offset.seconds() / 60).map_or(Zone::Unknown, Zone::Ahead),
            };
            let when = When { calendar: Calendar::Day(local.date()), time: Some(Time::Clock(clock)) };
            Some(Resolved::new(Value::When(when)))
        }
        Ok(date) => Some(Resolved::on(Calendar::Day(day(&date)?))),
        Err(_) => impossible_day(written),
    }
}

/// `2025-04-31` is no day, but its month is one.
fn impossible_day(written: &str) -> Option<Resolved> {
    let mut numbers = written.split('-').map_while(|part| part.get(..part.len().min(4))?.parse::<i32>().ok());
    let (year, month) = (numbers.next()?, numbers.next()?);
    let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
    let mut resolved = Resolved::on(Calendar::Month(calendar::year(year), month));
    resolved.checks.impossible = true;
    Some(resolved)
}
