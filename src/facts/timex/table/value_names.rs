//! The names of values in the tables.

use crate::facts::timex::parts::LiteralMeaning;
use crate::facts::timex::value::TimeUnit;

const NAMES: &[(&str, i32)] = &[
    ("second", TimeUnit::Second as i32),
    ("minute", TimeUnit::Minute as i32),
    ("hour", TimeUnit::Hour as i32),
    ("day", TimeUnit::Day as i32),
    ("night", TimeUnit::Night as i32),
    ("week", TimeUnit::Week as i32),
    ("weekend", TimeUnit::Weekend as i32),
    ("fortnight", TimeUnit::Fortnight as i32),
    ("month", TimeUnit::Month as i32),
    ("quarter", TimeUnit::Quarter as i32),
    ("half", TimeUnit::Half as i32),
    ("period", TimeUnit::Period as i32),
    ("season", TimeUnit::Season as i32),
    ("year", TimeUnit::Year as i32),
    ("decade", TimeUnit::Decade as i32),
    ("century", TimeUnit::Century as i32),
    ("millennium", TimeUnit::Millennium as i32),
    ("spring", 0),
    ("summer", 1),
    ("autumn", 2),
    ("winter", 3),
    ("morning", 0),
    ("midday", 1),
    ("afternoon", 2),
    ("evening", 3),
    ("nighttime", 4),
    ("daytime", 5),
    // A zone with an unknown offset.
    ("elsewhere", i32::MAX),
];

/// Returns the number of the meaning with a name.
pub(super) fn literal_number(text: &str) -> Option<i32> {
    if let Some(unit) = text.strip_prefix("the-unit ") {
        return named_number(unit).map(|unit| LiteralMeaning::FIRST_UNIT + unit);
    }
    LiteralMeaning::NAMES
        .iter()
        .position(|(name, _)| *name == text)
        .and_then(|index| i32::try_from(index).ok())
}

/// Parses a whole number or the name of a value.
pub(super) fn named_number(text: &str) -> Option<i32> {
    text.parse().ok().or_else(|| NAMES.iter().find(|(name, _)| *name == text).map(|(_, value)| *value))
}
