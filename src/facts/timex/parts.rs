//! The parts of a match: month, day, unit, amount and so on, each at most once.

use super::expression::TimexModifier;
use super::items::TimexItem;
use super::matcher::MatchStep;
use super::numeral::{HALF, YEAR_OF_QUARTER};
use super::table::{Class, TimexLexicon};
use super::value::{Amount, DayPart, Season, TimeUnit, Zone};

/// Which unit, month or weekday is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// `this`, `current`
    This,
    /// `last`, `past`
    Last,
    /// `next`, `coming`
    Next,
    /// `the previous`, `the … before`: relative to the last date mentioned.
    Previous,
    /// `the following`, `the next`, `the … after`: relative to the last date mentioned.
    Following,
    /// `that`, `the same`
    Same,
    /// `the latest`
    Latest,
}

/// The parts of one expression.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ExpressionParts {
    pub(super) year: Option<i32>,
    pub(super) short_year: Option<i32>,
    pub(super) decade: Option<i32>,
    pub(super) era: bool,
    pub(super) before_christ: bool,
    /// Whether the year is written only beside a later expression of the match.
    pub(super) is_year_shared: bool,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
    pub(super) weekday: Option<i32>,
    pub(super) ordinal: Option<i32>,
    pub(super) amount: Option<Amount>,
    pub(super) is_counted: bool,
    /// The amount beside the second unit: "a month and a day ago".
    pub(super) second_amount: Option<Amount>,
    /// The third amount of "a year, a month and a day ago", with its unit.
    pub(super) third_amount: Option<Amount>,
    pub(super) third_unit: Option<TimeUnit>,
    pub(super) half: bool,
    /// Whether "half" precedes the amount and the unit: "half a year".
    pub(super) is_half_first: bool,
    /// Whether a half is written as `H1`.
    pub(super) is_half_in_letters: bool,
    pub(super) unit: Option<TimeUnit>,
    pub(super) second_unit: Option<TimeUnit>,
    pub(super) plural: bool,
    pub(super) part: Option<DayPart>,
    pub(super) season: Option<Season>,
    /// The item of a clock time.
    pub(super) clock: Option<u32>,
    pub(super) hour: Option<u8>,
    /// The minute of a clock time in words.
    pub(super) minute: Option<u8>,
    pub(super) four_digits: bool,
    pub(super) noon: Option<u8>,
    pub(super) afternoon: Option<bool>,
    pub(super) zone: Zone,
    pub(super) relation: Option<Relation>,
    /// The relation of the period that contains the first: "this" of "the last Friday of this month".
    pub(super) outer_relation: Option<Relation>,
    pub(super) modifier: Option<TimexModifier>,
    pub(super) day_word: Option<i32>,
    pub(super) recurring: Option<TimeUnit>,
    /// The item of a numeric date, ISO or not.
    pub(super) figures: Option<u32>,
    pub(super) iso: bool,
    pub(super) fiscal: bool,
    pub(super) definite: bool,
    pub(super) before: bool,
    pub(super) after: bool,
    pub(super) week: bool,
    /// Whether it contains "past", which means the time up to now, not the last calendar year.
    pub(super) past: bool,
}

/// Reads the parts of an expression from the steps of its match.
pub(super) struct PartsReader<'a> {
    pub(super) items: &'a [TimexItem],
    pub(super) lexicon: &'a TimexLexicon,
}

impl PartsReader<'_> {
    /// Returns the parts of the expression with these steps.
    pub(super) fn read_parts(&self, steps: &[MatchStep]) -> ExpressionParts {
        let mut parts = ExpressionParts::default();
        for step in steps {
            match Class::from_bit(step.bit) {
                Some(class) => self.apply_class(&mut parts, class, step.item),
                None => self.apply_literal(&mut parts, step.bit),
            }
        }
        if parts.era && parts.year.is_none() {
            parts.year = parts.whole_amount();
        }
        parts
    }

    fn apply_class(&self, parts: &mut ExpressionParts, class: Class, item: u32) {
        let value = self.class_value(class, item);
        let small = u8::try_from(value).unwrap_or(0);
        let index = usize::try_from(value).unwrap_or(usize::MAX);
        match class {
            Class::Month | Class::MonthOrWord | Class::ShortMonth => parts.month = Some(small),
            Class::Weekday | Class::Weekdays | Class::ShortDay => parts.weekday = Some(value),
            Class::Day | Class::Dayth => parts.day = Some(small),
            Class::Year => parts.year = Some(value),
            Class::ShortYear | Class::LateShortYear => parts.short_year = Some(value),
            Class::FiscalYear => (parts.year, parts.fiscal) = (Some(value), true),
            Class::Decade | Class::ShortDecade => parts.decade = Some(value),
            Class::Number => self.apply_number(parts, item, value),
            Class::Ordinal => parts.ordinal = Some(value),
            Class::Quarter => parts.apply_quarter(value),
            Class::Some => {
                parts.amount =
                    Some(if value > 0 { Amount::whole(value.unsigned_abs()) } else { Amount::Some })
            }
            Class::Unit | Class::Span => parts.add_unit(TimeUnit::from_number(value)),
            Class::Units | Class::Spans => {
                parts.plural = true;
                parts.add_unit(TimeUnit::from_number(value));
            }
            Class::Part | Class::Parts | Class::Tonight => parts.part = DayPart::ALL.get(index).copied(),
            Class::Season | Class::SeasonOrWord | Class::Seasons => {
                parts.season = Season::ALL.get(index).copied()
            }
            Class::Zone => parts.zone = i16::try_from(value).map_or(Zone::Unknown, Zone::Ahead),
            Class::Clock | Class::Dotted => parts.clock = Some(item),
            Class::FourDigits => (parts.clock, parts.four_digits) = (Some(item), true),
            Class::HalfDay => parts.afternoon = Some(value == 12),
            Class::Noon => parts.noon = Some(small),
            Class::Recurring => parts.recurring = Some(TimeUnit::from_number(value)),
            Class::DayWord => parts.day_word = Some(value),
            Class::Iso => (parts.figures, parts.iso) = (Some(item), true),
            Class::Numeric => parts.figures = Some(item),
            Class::Era => (parts.era, parts.before_christ) = (true, value < 0),
            _ => parts.apply_relation(class),
        }
        if class == Class::Tonight {
            parts.day_word = Some(0);
        }
    }

    fn apply_number(&self, parts: &mut ExpressionParts, item: u32, value: i32) {
        let tenths = self.items.get(item as usize).map_or(0, |item| item.tenths);
        let tenths = if tenths == 0 { i64::from(value) * 10 } else { tenths };
        // "Two to three weeks" has its first number as amount.
        if parts.unit.is_some() && parts.amount.is_some() {
            parts.add_further_amount(Amount::Tenths(u32::try_from(tenths).unwrap_or(u32::MAX)));
        } else if !parts.is_counted {
            parts.amount = Some(Amount::Tenths(u32::try_from(tenths).unwrap_or(u32::MAX)));
            parts.is_counted = true;
        }
        if self.items.get(item as usize).is_some_and(|item| item.classes.contains(Class::Dotted)) {
            parts.clock = Some(item);
        }
        parts.hour = u8::try_from(value).ok().filter(|hour| *hour <= 24);
    }

    fn class_value(&self, class: Class, item: u32) -> i32 {
        let Some(item) = self.items.get(item as usize) else { return 0 };
        match item.entry.and_then(|entry| self.lexicon.entry(entry)) {
            Some(entry) if class == Class::Month => {
                let others = [Class::MonthOrWord, Class::ShortMonth].map(|class| entry.value(class));
                others.into_iter().fold(entry.value(class), i32::max)
            }
            Some(entry) if class == Class::Weekday => entry.value(class).max(entry.value(Class::ShortDay)),
            Some(entry) if class == Class::Dayth => entry.value(Class::Ordinal),
            Some(entry) => entry.value(class),
            None => i32::try_from(item.tenths / 10).unwrap_or(i32::MAX),
        }
    }

    fn apply_literal(&self, parts: &mut ExpressionParts, bit: u16) {
        let Some(meaning) = self.lexicon.literal_meaning(bit) else { return };
        match meaning {
            LiteralMeaning::One if parts.unit.is_some() && parts.amount.is_some() => {
                parts.add_further_amount(Amount::whole(1))
            }
            LiteralMeaning::One => parts.amount = parts.amount.or(Some(Amount::whole(1))),
            LiteralMeaning::Two => parts.amount = Some(Amount::whole(2)),
            LiteralMeaning::Half => {
                parts.half = true;
                parts.is_half_first = parts.amount.is_none();
            }
            LiteralMeaning::Fiscal => parts.fiscal = true,
            LiteralMeaning::The => parts.definite = true,
            LiteralMeaning::That => parts.relation = Some(Relation::Same),
            LiteralMeaning::Past => (parts.relation, parts.past) = (Some(Relation::Last), true),
            LiteralMeaning::Coming => parts.relation = Some(Relation::Next),
            LiteralMeaning::Current => parts.relation = Some(Relation::This),
            LiteralMeaning::Before => parts.before = true,
            LiteralMeaning::After => parts.after = true,
            LiteralMeaning::Week => (parts.week, parts.unit) = (true, Some(TimeUnit::Week)),
            LiteralMeaning::Today => parts.day_word = Some(0),
            LiteralMeaning::Night => parts.part = Some(DayPart::Night),
            LiteralMeaning::Elsewhere => parts.zone = Zone::Unknown,
            LiteralMeaning::Final => parts.ordinal = Some(-1),
            LiteralMeaning::Unit(unit) => parts.add_unit(unit),
        }
    }
}

/// The meaning of a literal word of the rules. Most literal words have none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LiteralMeaning {
    One,
    Two,
    Half,
    Fiscal,
    The,
    That,
    Past,
    Coming,
    Current,
    Before,
    After,
    Final,
    Week,
    Today,
    Night,
    /// The name of an unknown zone.
    Elsewhere,
    Unit(TimeUnit),
}

impl LiteralMeaning {
    /// The number of the first unit. Smaller numbers stand for the other meanings.
    pub(super) const FIRST_UNIT: i32 = 100;

    /// The names of the meanings in the tables, in order of their numbers.
    pub(super) const NAMES: [(&'static str, Self); 16] = [
        ("one", Self::One),
        ("two", Self::Two),
        ("half", Self::Half),
        ("fiscal", Self::Fiscal),
        ("the", Self::The),
        ("that", Self::That),
        ("past", Self::Past),
        ("coming", Self::Coming),
        ("current", Self::Current),
        ("before", Self::Before),
        ("after", Self::After),
        ("final", Self::Final),
        ("the-week", Self::Week),
        ("today", Self::Today),
        ("night", Self::Night),
        ("elsewhere", Self::Elsewhere),
    ];

    /// Returns the meaning with a number of the tables.
    pub(super) fn from_number(number: i32) -> Option<Self> {
        if number >= Self::FIRST_UNIT {
            return Some(Self::Unit(TimeUnit::from_number(number - Self::FIRST_UNIT)));
        }
        usize::try_from(number).ok().and_then(|index| Self::NAMES.get(index)).map(|(_, meaning)| *meaning)
    }
}

impl ExpressionParts {
    fn add_unit(&mut self, unit: TimeUnit) {
        match self.unit {
            None => self.unit = Some(unit),
            Some(_) if self.third_amount.is_some() => self.third_unit = Some(unit),
            Some(_) => self.second_unit = Some(unit),
        }
    }

    fn add_further_amount(&mut self, amount: Amount) {
        match self.second_unit.and(self.second_amount) {
            None => self.second_amount = Some(amount),
            Some(_) => self.third_amount = Some(amount),
        }
    }

    /// Returns the numbers and units after the first of "a year, a month and a day", in tenths.
    pub(super) fn further_counts(&self) -> impl Iterator<Item = (u32, TimeUnit)> + use<> {
        let counts = [(self.second_amount, self.second_unit), (self.third_amount, self.third_unit)];
        counts.into_iter().filter_map(|(amount, unit)| match amount {
            Some(Amount::Tenths(tenths)) => Some((tenths, unit?)),
            _ => None,
        })
    }

    fn apply_relation(&mut self, class: Class) {
        let relation = match class {
            Class::This => Relation::This,
            Class::Last => Relation::Last,
            // "The next day" counts from the last date mentioned, "next day" from the reference day.
            Class::Next if self.definite => Relation::Following,
            Class::Next => Relation::Next,
            Class::Previous => Relation::Previous,
            Class::Following => Relation::Following,
            Class::Same => Relation::Same,
            Class::Latest => Relation::Latest,
            Class::Early | Class::Begin => return self.modifier = Some(TimexModifier::Start),
            Class::Late | Class::End => return self.modifier = Some(TimexModifier::End),
            Class::Mid | Class::Middle => return self.modifier = Some(TimexModifier::Middle),
            Class::Approximately | Class::Almost => return self.modifier = Some(TimexModifier::Approximate),
            _ => return,
        };
        // In "this coming Sunday" and "the same last week" the more specific word counts.
        self.outer_relation = self.relation.map(|_| relation);
        if !(relation == Relation::This && self.relation.is_some()) {
            self.relation = Some(relation);
        }
    }

    /// Applies the number of a quarter or half, which may include two digits of its year.
    fn apply_quarter(&mut self, value: i32) {
        let (half, year) = (HALF as i32, YEAR_OF_QUARTER as i32);
        self.ordinal = Some(value % half);
        self.is_half_in_letters = value % year > half;
        self.half |= self.is_half_in_letters;
        self.short_year = (value >= year).then_some(value / year - 1).or(self.short_year);
    }

    fn whole_amount(&self) -> Option<i32> {
        match self.amount {
            Some(Amount::Tenths(tenths)) => i32::try_from(tenths / 10).ok(),
            _ => None,
        }
    }

    /// Makes the hour and minute of "half past nine", "a quarter to nine" and "ten minutes past nine" from its words. Its
    /// last number is the hour.
    pub(super) fn read_spoken_clock(&mut self) {
        const HALF_HOUR: u8 = 30;
        const QUARTER: u8 = 15;
        let counted = self.whole_amount().and_then(|minutes| u8::try_from(minutes).ok());
        let minutes = match (self.half, self.unit) {
            (true, _) => Some(HALF_HOUR),
            (false, Some(TimeUnit::Quarter)) => Some(QUARTER),
            (false, _) => counted.filter(|minutes| (1..60).contains(minutes)),
        };
        let hour = self.hour.filter(|hour| (1..=12).contains(hour));
        (self.hour, self.minute) = match (hour, minutes) {
            (Some(hour), Some(minutes)) if self.past => (Some(hour), Some(minutes)),
            (Some(hour), Some(minutes)) => (Some(if hour == 1 { 12 } else { hour - 1 }), Some(60 - minutes)),
            _ => (None, None),
        };
        // "Past" is no relation here, and a relation after it is that of the part of the day.
        self.relation = if self.past { self.outer_relation.take() } else { self.relation };
        (self.past, self.half, self.unit, self.amount) = (false, false, None, None);
    }

    /// Fills in the missing parts of one expression from the whole match.
    pub(super) fn fill_from(&mut self, whole: &Self) {
        match (self.short_year, whole.year) {
            // The second year of 1985-86 is in the century of the first.
            (Some(short), Some(year)) if self.year.is_none() => {
                self.year = Some(year - year.rem_euclid(100) + short)
            }
            _ => {
                self.is_year_shared =
                    self.year.is_none() && self.short_year.is_none() && whole.year.is_some();
                self.year = self.year.or(whole.year);
            }
        }
        if whole.era && !self.era {
            (self.era, self.before_christ) = (true, whole.before_christ);
            self.year = self.whole_amount().or(self.year);
        }
        if self.day.is_some() {
            self.month = self.month.or(whole.month);
        }
        // "Monday and Tuesday nights" are nights of both.
        if self.weekday.is_some() {
            self.part = self.part.or(whole.part);
            // "Monday and Tuesday of next week" are days of that week.
            if whole.unit == Some(TimeUnit::Week) && self.relation.is_none() {
                (self.unit, self.relation) = (whole.unit, whole.relation);
            }
        }
        if self.amount.is_some() || self.ordinal.is_some() {
            self.unit = self.unit.or(whole.unit);
        }
    }

    /// Returns the full year. Two digits mean the latest such year that is at most ten years after `now`.
    pub(super) fn full_year(&self, now: i32) -> Option<i32> {
        let short = self.short_year.map(|short| {
            let near = now - now.rem_euclid(100) + short;
            if near > now + 10 { near - 100 } else { near }
        });
        let year = self.year.or(short)?;
        Some(if self.before_christ { 1 - year } else { year })
    }
}
