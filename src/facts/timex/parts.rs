//! What a match says, taken apart: month, day, unit, count and so on, each at most once.

use super::expression::Modifier;
use super::items::Item;
use super::matcher::Step;
use super::table::{Class, Lexicon};
use super::value::{Amount, Part, Season, Unit, Zone};

/// How a unit, month or weekday is picked out from its like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// `this`, `current`
    This,
    /// `last`, `past`
    Last,
    /// `next`, `coming`
    Next,
    /// `the previous`, `the … before`: seen from what was spoken of.
    Previous,
    /// `the following`, `the next`, `the … after`: seen from what was spoken of.
    Following,
    /// `that`, `the same`
    Same,
    /// `the latest`
    Latest,
}

/// The parts of one expression.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parts {
    pub(super) year: Option<i32>,
    pub(super) short_year: Option<i32>,
    pub(super) decade: Option<i32>,
    pub(super) era: bool,
    pub(super) before_christ: bool,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
    pub(super) weekday: Option<i32>,
    pub(super) ordinal: Option<i32>,
    pub(super) amount: Option<Amount>,
    pub(super) counted: bool,
    pub(super) half: bool,
    pub(super) unit: Option<Unit>,
    pub(super) second_unit: Option<Unit>,
    pub(super) plural: bool,
    pub(super) part: Option<Part>,
    pub(super) season: Option<Season>,
    /// The item of a time on the clock.
    pub(super) clock: Option<u32>,
    pub(super) hour: Option<u8>,
    pub(super) four_digits: bool,
    pub(super) noon: Option<u8>,
    pub(super) afternoon: Option<bool>,
    pub(super) zone: Zone,
    pub(super) relation: Option<Relation>,
    pub(super) modifier: Option<Modifier>,
    pub(super) dayword: Option<i32>,
    pub(super) recurring: Option<Unit>,
    /// The item of a date in figures, ISO or not.
    pub(super) figures: Option<u32>,
    pub(super) iso: bool,
    pub(super) fiscal: bool,
    pub(super) the: bool,
    pub(super) before: bool,
    pub(super) after: bool,
    pub(super) week: bool,
    /// It says "past": the time up to now, not the last calendar year.
    pub(super) past: bool,
}

/// Takes steps apart.
pub(super) struct Reading<'a> {
    pub(super) items: &'a [Item],
    pub(super) lexicon: &'a Lexicon,
}

impl Reading<'_> {
    /// The parts of an expression of these steps.
    pub(super) fn parts(&self, steps: &[Step]) -> Parts {
        let mut parts = Parts::default();
        for step in steps {
            match Class::of_bit(step.bit) {
                Some(class) => self.class(&mut parts, class, step.item),
                None => self.word(&mut parts, step.bit),
            }
        }
        if parts.era && parts.year.is_none() {
            parts.year = parts.whole_amount();
        }
        parts
    }

    fn class(&self, parts: &mut Parts, class: Class, item: u32) {
        let value = self.value(class, item);
        let small = u8::try_from(value).unwrap_or(0);
        let at = usize::try_from(value).unwrap_or(usize::MAX);
        match class {
            Class::Month | Class::MonthOrWord | Class::ShortMonth => parts.month = Some(small),
            Class::Weekday | Class::Weekdays | Class::ShortDay => parts.weekday = Some(value),
            Class::Day | Class::Dayth => parts.day = Some(small),
            Class::Year => parts.year = Some(value),
            Class::ShortYear => parts.short_year = Some(value),
            Class::Decade | Class::ShortDecade => parts.decade = Some(value),
            Class::Number => self.number(parts, item, value),
            Class::Ordinal | Class::Quarter => parts.ordinal = Some(value),
            Class::Some => {
                parts.amount =
                    Some(if value > 0 { Amount::whole(value.unsigned_abs()) } else { Amount::Some })
            }
            Class::Unit | Class::Span => parts.add_unit(Unit::numbered(value), false),
            Class::Units | Class::Spans => parts.add_unit(Unit::numbered(value), true),
            Class::Part | Class::Parts | Class::Tonight => parts.part = Part::ALL.get(at).copied(),
            Class::Season | Class::SeasonOrWord | Class::Seasons => {
                parts.season = Season::ALL.get(at).copied()
            }
            Class::Zone => parts.zone = i16::try_from(value).map_or(Zone::Unknown, Zone::Ahead),
            Class::Clock | Class::Dotted => parts.clock = Some(item),
            Class::FourDigits => (parts.clock, parts.four_digits) = (Some(item), true),
            Class::HalfDay => parts.afternoon = Some(value == 12),
            Class::Noon => parts.noon = Some(small),
            Class::Recurring => parts.recurring = Some(Unit::numbered(value)),
            Class::DayWord => parts.dayword = Some(value),
            Class::Iso => (parts.figures, parts.iso) = (Some(item), true),
            Class::Numeric => parts.figures = Some(item),
            Class::Era => (parts.era, parts.before_christ) = (true, value < 0),
            _ => parts.relate(class),
        }
        if class == Class::Tonight {
            parts.dayword = Some(0);
        }
    }

    fn number(&self, parts: &mut Parts, item: u32, value: i32) {
        let tenths = self.items.get(item as usize).map_or(0, |item| item.tenths);
        let tenths = if tenths == 0 { i64::from(value) * 10 } else { tenths };
        // "Two to three weeks" is counted with its first number.
        if !parts.counted {
            parts.amount = Some(Amount::Tenths(u32::try_from(tenths).unwrap_or(u32::MAX)));
            parts.counted = true;
        }
        if self.items.get(item as usize).is_some_and(|item| item.classes.has(Class::Dotted)) {
            parts.clock = Some(item);
        }
        parts.hour = u8::try_from(value).ok().filter(|hour| *hour <= 24);
    }

    fn value(&self, class: Class, item: u32) -> i32 {
        let Some(item) = self.items.get(item as usize) else { return 0 };
        match item.entry.and_then(|entry| self.lexicon.get(entry)) {
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

    fn word(&self, parts: &mut Parts, bit: u16) {
        let Some(said) = self.lexicon.said(bit) else { return };
        match said {
            Said::One => parts.amount = parts.amount.or(Some(Amount::whole(1))),
            Said::Two => parts.amount = Some(Amount::whole(2)),
            Said::Half => parts.half = true,
            Said::Fiscal => parts.fiscal = true,
            Said::The => parts.the = true,
            Said::That => parts.relation = Some(Relation::Same),
            Said::Past => (parts.relation, parts.past) = (Some(Relation::Last), true),
            Said::Coming => parts.relation = Some(Relation::Next),
            Said::Current => parts.relation = Some(Relation::This),
            Said::Before => parts.before = true,
            Said::After => parts.after = true,
            Said::Week => (parts.week, parts.unit) = (true, Some(Unit::Week)),
            Said::Night => parts.part = Some(Part::Night),
            Said::Elsewhere => parts.zone = Zone::Unknown,
            Said::Final => parts.ordinal = Some(-1),
            Said::Unit(unit) => parts.add_unit(unit, false),
        }
    }
}

/// What a word that rules spell out says of an expression. Most say nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
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
    Night,
    /// The name of a zone that is not known.
    Elsewhere,
    Unit(Unit),
}

impl Said {
    /// The number of the first unit; those below are of the words that say something else.
    pub(super) const UNITS: i32 = 100;

    /// The names that tables give to what words say, in order of their numbers.
    pub(super) const NAMES: [(&'static str, Self); 15] = [
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
        ("night", Self::Night),
        ("elsewhere", Self::Elsewhere),
    ];

    /// What a number of the tables stands for.
    pub(super) fn numbered(number: i32) -> Option<Self> {
        if number >= Self::UNITS {
            return Some(Self::Unit(Unit::numbered(number - Self::UNITS)));
        }
        usize::try_from(number).ok().and_then(|at| Self::NAMES.get(at)).map(|(_, said)| *said)
    }
}

impl Parts {
    fn add_unit(&mut self, unit: Unit, plural: bool) {
        self.plural |= plural;
        match self.unit {
            None => self.unit = Some(unit),
            Some(_) => self.second_unit = Some(unit),
        }
    }

    fn relate(&mut self, class: Class) {
        let relation = match class {
            Class::This => Relation::This,
            Class::Last => Relation::Last,
            // "The next day" is seen from what was spoken of, "next day" from now.
            Class::Next if self.the => Relation::Following,
            Class::Next => Relation::Next,
            Class::Previous => Relation::Previous,
            Class::Following => Relation::Following,
            Class::Same => Relation::Same,
            Class::Latest => Relation::Latest,
            Class::Early | Class::Begin => return self.modifier = Some(Modifier::Start),
            Class::Late | Class::End => return self.modifier = Some(Modifier::End),
            Class::Mid | Class::Middle => return self.modifier = Some(Modifier::Middle),
            Class::Approximately | Class::Almost => return self.modifier = Some(Modifier::Approximate),
            _ => return,
        };
        // In "this coming Sunday" and "the same last week" the later word tells more.
        if !(relation == Relation::This && self.relation.is_some()) {
            self.relation = Some(relation);
        }
    }

    fn whole_amount(&self) -> Option<i32> {
        match self.amount {
            Some(Amount::Tenths(tenths)) => i32::try_from(tenths / 10).ok(),
            _ => None,
        }
    }

    /// Takes over from the whole match what this part of it leaves unsaid.
    pub(super) fn fill_from(&mut self, whole: &Self) {
        match (self.short_year, whole.year) {
            // The second year of 1985-86 lies in the century of the first.
            (Some(short), Some(year)) if self.year.is_none() => {
                self.year = Some(year - year.rem_euclid(100) + short)
            }
            _ => self.year = self.year.or(whole.year),
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
        }
        if self.amount.is_some() || self.ordinal.is_some() {
            self.unit = self.unit.or(whole.unit);
        }
    }

    /// The year, two digits read in the century that puts them nearest before ten years from now.
    pub(super) fn full_year(&self, now: i32) -> Option<i32> {
        let short = self.short_year.map(|short| {
            let near = now - now.rem_euclid(100) + short;
            if near > now + 10 { near - 100 } else { near }
        });
        let year = self.year.or(short)?;
        Some(if self.before_christ { 1 - year } else { year })
    }
}
