//! The names that tables give to values.

use crate::facts::timex::parts::Said;
use crate::facts::timex::value::Unit;

const NAMES: &[(&str, i32)] = &[
    ("second", Unit::Second as i32),
    ("minute", Unit::Minute as i32),
    ("hour", Unit::Hour as i32),
    ("day", Unit::Day as i32),
    ("night", Unit::Night as i32),
    ("week", Unit::Week as i32),
    ("weekend", Unit::Weekend as i32),
    ("fortnight", Unit::Fortnight as i32),
    ("month", Unit::Month as i32),
    ("quarter", Unit::Quarter as i32),
    ("half", Unit::Half as i32),
    ("period", Unit::Period as i32),
    ("season", Unit::Season as i32),
    ("year", Unit::Year as i32),
    ("decade", Unit::Decade as i32),
    ("century", Unit::Century as i32),
    ("millennium", Unit::Millennium as i32),
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
    // A zone whose distance from UTC is not known: more minutes than any has.
    ("elsewhere", i32::MAX),
];

/// The number of what a word says.
pub(super) fn said(text: &str) -> Option<i32> {
    if let Some(unit) = text.strip_prefix("the-unit ") {
        return value(unit).map(|unit| Said::UNITS + unit);
    }
    Said::NAMES.iter().position(|(name, _)| *name == text).and_then(|at| i32::try_from(at).ok())
}

/// A whole number, or the number a name stands for.
pub(super) fn value(text: &str) -> Option<i32> {
    text.parse().ok().or_else(|| NAMES.iter().find(|(name, _)| *name == text).map(|(_, value)| *value))
}
