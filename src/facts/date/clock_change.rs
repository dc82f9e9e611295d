//! Local times at which the clocks of a zone are changed: they do not exist, or come twice.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};

use super::{DateError, edtf};

/// Returns the error for a local time that does not exist in a zone or comes twice, with the instants to write instead.
pub fn clock_change_error(local: DateTime, zone: &TimeZone) -> Option<DateError> {
    let name = zone.iana_name()?;
    let (day, clock) = (local.date(), local.strftime("%H:%M"));
    match zone.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { .. } => None,
        AmbiguousOffset::Gap { before, after } => {
            let moved = after.to_datetime(before.to_timestamp(local).ok()?);
            let message = format!("there is no {clock} on {day} in `{name}`, where the clocks go forward");
            Some(DateError::new(message).help(format!("write `{}{}`", minutes(moved), edtf::offset(after))))
        }
        AmbiguousOffset::Fold { before, after } => {
            let message = format!("{clock} comes twice on {day} in `{name}`, where the clocks go back");
            let (local, first, second) = (minutes(local), edtf::offset(before), edtf::offset(after));
            Some(DateError::new(message).help(format!("write `{local}{first}` or `{local}{second}`")))
        }
    }
}

fn minutes(local: DateTime) -> String {
    local.strftime("%Y-%m-%dT%H:%M").to_string()
}
