//! What the results of companies are told of and compared with: quarters, the first nine months, the same a year before.

use super::{Found, Resolved, Resolver};
use crate::facts::timex::calendar::{self, first_day, last_day};
use crate::facts::timex::parts::{Parts, Relation};
use crate::facts::timex::table::Class;
use crate::facts::timex::value::{Amount, Calendar, Length, Unit, Value, When};

impl Resolver<'_> {
    /// Whether a quarter, or months that make several, were spoken of not long before.
    pub(super) fn tells_results(&self, found: &Found) -> bool {
        let near = self.context.quarter_paragraph + 3 > found.paragraph;
        near && (self.context.quarter.is_some() || self.context.months.is_some())
    }

    /// The last quarter spoken of, where it is over: only then it can have been reported.
    pub(super) fn reported_quarter(&self) -> Option<Calendar> {
        self.context.quarter.filter(|quarter| last_day(*quarter) < self.context.today)
    }

    /// The length of months that make several quarters: "the nine months", "the first six months".
    pub(super) fn quarters_in_months(&self, parts: &Parts, value: &Value) -> Option<Length> {
        let Value::Length(length) = value else { return None };
        let whole =
            [Amount::whole(6), Amount::whole(9)].contains(&length.amount) && length.unit == Unit::Month;
        let ahead = matches!(parts.relation, Some(Relation::Next | Relation::Following));
        (whole && parts.the && !ahead).then_some(*length)
    }

    /// The quarter of another year that is told as the one spoken of: "in the 1988 period".
    pub(super) fn quarter_in(&self, year: i16) -> Calendar {
        match self.context.quarter.filter(|_| self.context.months.is_none()) {
            Some(Calendar::Quarter(_, quarter)) => Calendar::Quarter(year, quarter),
            _ => Calendar::Year(year),
        }
    }

    /// "The quarter ended Sept. 30": the one in whose middle the day six weeks before lies.
    pub(super) fn quarter_ended(&self, found: &Found, unit: Unit) -> Option<Calendar> {
        let told = unit == Unit::Quarter && self.classes_after(found).has(Class::Ended);
        if self.context.fiscal && told && self.context.months.is_none() {
            // A company counts its own quarters: this is the one it has told the number of.
            return self.context.quarter;
        }
        let next = self.found.get(self.at + 1).filter(|next| told && next.from <= found.to + 1)?;
        match self.stretch(next).filter(|_| next.parts.month.is_some())?.value {
            Value::When(When { calendar: Calendar::Day(day), .. }) => {
                Some(calendar::quarter_of(calendar::days_on(day, -45)))
            }
            _ => None,
        }
    }

    /// The same stretch a year before what is compared: the months or the quarter spoken of, else this year's last.
    pub(super) fn year_ago(&self, found: &Found) -> Option<Resolved> {
        let parts = &found.parts;
        if let Some(amount) = parts.amount.filter(|_| parts.second_unit == Some(Unit::Month)) {
            // "The year-earlier nine months" are as long as those they are compared with.
            let months = Length { amount, unit: Unit::Month };
            return Some(Resolved::new(Value::Length(months)).mentioned());
        }
        let period = parts.unit == Some(Unit::Period) || parts.second_unit == Some(Unit::Period);
        let quarter = parts.unit == Some(Unit::Quarter) || parts.second_unit == Some(Unit::Quarter);
        if let Some(months) = self.context.months.filter(|_| !quarter) {
            let before = Calendar::Year(calendar::year(i32::from(self.context.today.year()) - 1));
            let resolved = if period { Resolved::new(Value::Length(months)) } else { Resolved::on(before) };
            return Some(resolved.mentioned());
        }
        let before = calendar::years_on(self.compared(parts), -1);
        Some(Resolved::on(before).mentioned())
    }

    /// What is compared with the year before: a quarter that has begun, a month or a year spoken of, else this year.
    fn compared(&self, parts: &Parts) -> Calendar {
        let unit = parts.unit.filter(|unit| !matches!(unit, Unit::Year | Unit::Quarter | Unit::Period));
        let begun = self.context.quarter.filter(|quarter| first_day(*quarter) <= self.context.today);
        if let Some((_, day)) = self.context.day.filter(|_| unit == Some(Unit::Day)) {
            return Calendar::Day(day);
        }
        match (unit.or(parts.second_unit), begun, self.context.mentioned) {
            (Some(Unit::Month), _, Some(month @ Calendar::Month(..))) => month,
            (_, Some(quarter), _) => quarter,
            (_, _, Some(month @ (Calendar::Month(..) | Calendar::Year(_)))) => month,
            _ => Calendar::Year(self.context.today.year()),
        }
    }
}
