//! The genre of a text: news, whose dates refer to the day of publication, or a narrative, whose dates follow each
//! other.

use jiff::civil;

use super::calendar;
use super::items::TimexItem;
use super::parts::Relation;
use super::resolve::MatchedExpression;
use super::rule_kind::RuleKind;
use crate::facts::token::{Token, TokenShape};

/// Returns whether a text is a narrative: it repeatedly names years long before publication and rarely uses expressions
/// such as "today", "yesterday" or "last week".
pub(super) fn is_narrative(found: &[MatchedExpression], today: civil::Date) -> bool {
    let now = i32::from(today.year());
    let far =
        found.iter().filter(|found| found.parts.full_year(now).is_some_and(|year| year < now - 1)).count();
    let from_today = found.iter().filter(|found| counts_from_today(found)).count();
    far >= 4 && far > from_today * 3
}

/// Returns whether an expression counts from the day of publication.
fn counts_from_today(found: &MatchedExpression) -> bool {
    let parts = &found.parts;
    match found.rule_kind {
        RuleKind::DayWord | RuleKind::Ago | RuleKind::Hence => true,
        RuleKind::Calendar | RuleKind::Range => parts.weekday.is_some() && parts.day.is_none(),
        RuleKind::Deictic => matches!(parts.relation, Some(Relation::This | Relation::Last | Relation::Next)),
        _ => false,
    }
}

/// Returns the median of the years that a text names, or the current year if it names none.
pub(super) fn median_year(found: &[MatchedExpression], today: civil::Date) -> i32 {
    let now = i32::from(today.year());
    let mut years: Vec<i32> = found.iter().filter_map(|found| found.parts.full_year(now)).collect();
    years.sort_unstable();
    years.get(years.len() / 2).copied().unwrap_or(now)
}

/// Returns whether a dateline with this day may replace the day of publication as the reference day.
pub(crate) fn is_near_publication(day: civil::Date, published: civil::Date) -> bool {
    const MAX_DAYS: i32 = 4;
    (published - day).get_days().abs() <= MAX_DAYS
}

/// Returns the day of a dateline such as `ROME, April 19 -` if it is near the day of publication. It replaces the
/// reference day.
pub(super) fn dateline_day(
    found: &[MatchedExpression],
    text: &str,
    tokens: &[Token],
    items: &[TimexItem],
    published: civil::Date,
) -> Option<civil::Date> {
    let first = found.first().filter(|found| found.paragraph <= 2)?;
    let (month, number) = (first.parts.month?, first.parts.day?);
    let from = items.get(first.from)?.token as usize;
    let to = items.get(first.to.checked_sub(1)?)?.end as usize;
    let (place, comma) = (tokens.get(from.checked_sub(2)?)?, tokens.get(from - 1)?);
    let closed = matches!(tokens.get(to)?.text(text), "(" | "-" | "--" | "–" | "—" | ":");
    if !closed
        || comma.text(text) != ","
        || !matches!(place.shape, TokenShape::Capitals | TokenShape::Capitalised)
    {
        return None;
    }
    let years = [published.year(), published.year() - 1, published.year() + 1];
    let year = first.parts.full_year(i32::from(published.year())).map(calendar::clamp_year);
    years
        .into_iter()
        .filter(|candidate| year.is_none_or(|year| year == *candidate))
        .filter_map(|year| calendar::existing_day(year, month, number))
        .find(|day| is_near_publication(*day, published))
}
