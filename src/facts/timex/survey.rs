//! What kind of text it is: news, which speaks from the day it was published, or history, which moves through time.

use jiff::civil;

use super::meaning::Meaning;
use super::parts::Relation;
use super::resolve::Found;

/// Whether a text tells history: it names years long before its publication again and again, and hardly speaks of
/// today, yesterday or last week.
pub(super) fn is_narrative(found: &[Found], today: civil::Date) -> bool {
    let now = i32::from(today.year());
    let far =
        found.iter().filter(|found| found.parts.full_year(now).is_some_and(|year| year < now - 1)).count();
    let from_today = found.iter().filter(|found| is_from_today(found)).count();
    far >= 4 && far > from_today * 3
}

/// Whether an expression only makes sense as seen from the day of publication.
fn is_from_today(found: &Found) -> bool {
    let parts = &found.parts;
    match found.meaning {
        Meaning::DayWord | Meaning::Ago | Meaning::Hence => true,
        Meaning::Calendar => parts.weekday.is_some() && parts.day.is_none(),
        Meaning::Deictic => matches!(parts.relation, Some(Relation::This | Relation::Last | Relation::Next)),
        _ => false,
    }
}

/// The year in the middle of those a text names; today's where it names none.
pub(super) fn middle_year(found: &[Found], today: civil::Date) -> i32 {
    let now = i32::from(today.year());
    let mut years: Vec<i32> = found.iter().filter_map(|found| found.parts.full_year(now)).collect();
    years.sort_unstable();
    years.get(years.len() / 2).copied().unwrap_or(now)
}
