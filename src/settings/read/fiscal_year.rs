//! Reads the months of the fiscal year.

use crate::data::MappingReader;
use crate::diagnostic::{BAD_DATE, Diagnostic};
use crate::facts::Date;
use crate::facts::date::{Bound, CalendarDate, Precision};
use crate::facts::timex::FiscalYear;

/// Reads the months of the fiscal year 2025, such as `2024-10/2025-09`. They begin in 2024 or 2025.
pub(super) fn read_fiscal_year(entry: &mut MappingReader<'_>) -> Option<FiscalYear> {
    let date = entry.date("fiscal_2025")?;
    let months = |bound: Bound| match bound {
        Bound::Known(CalendarDate { year, precision: Precision::Month(month), .. }) => Some((year, month)),
        _ => None,
    };
    let fiscal_year = || {
        let Date::Interval(first, last) = date.value else { return None };
        let ((year, month), (last_year, last_month)) = (months(first)?, months(last)?);
        let count = (last_year - year) * 12 + i32::from(last_month) - i32::from(month) + 1;
        let years =
            i16::try_from(year - 2025).ok().filter(|years| (-1..=0).contains(years) && count == 12)?;
        Some(FiscalYear { first_month: month, years_to_first_month: years })
    };
    fiscal_year().or_else(|| {
        let diagnostic = Diagnostic::new(&BAD_DATE, "`fiscal_2025` must be the twelve months of that year");
        let help = "write its first and last month, such as `2024-10/2025-09`";
        entry.reject(diagnostic.help(help), date.span)
    })
}
