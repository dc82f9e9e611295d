//! Instants as feeds and sitemaps write them.

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use jiff::fmt::temporal::DateTimePrinter;
use jiff::tz::{Offset, TimeZone};

/// `2025-04-19T10:15:00+02:00` (RFC 3339), as read in a zone.
pub(super) fn rfc3339(at: Timestamp, zone: &TimeZone) -> String {
    let at = clamp_year(at);
    let offset = zone.to_offset(at);
    // Before there were zones, places had times of their own, with seconds that RFC 3339 cannot write.
    let whole = offset.seconds() % 60 == 0 && offset != Offset::UTC;
    if whole { at.display_with_offset(offset).to_string() } else { at.to_string() }
}

/// `Sat, 19 Apr 2025 10:15:00 +0200` (RFC 822 as RSS has it, with four digits for the year), as read in a zone.
pub(super) fn rfc822(at: Timestamp, zone: &TimeZone) -> String {
    let zone = if zone.to_offset(clamp_year(at)).seconds() % 60 == 0 { zone } else { &TimeZone::UTC };
    rfc2822::to_string(&clamp_year(at).to_zoned_datetime(zone.clone())).unwrap_or_default()
}

/// `2025-04-19T08:15:00Z` (RFC 3339), in UTC and to the second.
pub(super) fn utc(at: Timestamp) -> String {
    const TO_THE_SECOND: DateTimePrinter = DateTimePrinter::new().precision(Some(0));
    let (first, last) = (Timestamp::constant(-62_135_596_800, 0), Timestamp::constant(253_402_207_200, 0));
    TO_THE_SECOND.timestamp_to_string(&at.clamp(first, last))
}

/// All forms have four digits for the year, so what lies outside is drawn to the nearest that fits.
fn clamp_year(at: Timestamp) -> Timestamp {
    let (first, last) = (Timestamp::constant(-62_135_510_400, 0), Timestamp::constant(253_402_128_000, 0));
    at.clamp(first, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_written_in_both_forms() {
        let rome = TimeZone::get("Europe/Rome").expect("a zone");
        let cases = [
            ("2025-04-19T08:15:00Z", &rome, "2025-04-19T10:15:00+02:00", "Sat, 19 Apr 2025 10:15:00 +0200"),
            (
                "2025-04-19T08:15:00Z",
                &TimeZone::UTC,
                "2025-04-19T08:15:00Z",
                "Sat, 19 Apr 2025 08:15:00 +0000",
            ),
            ("1850-01-01T00:00:00Z", &rome, "1850-01-01T00:00:00Z", "Tue, 1 Jan 1850 00:00:00 +0000"),
            ("-000100-01-01T00:00:00Z", &rome, "0001-01-02T00:00:00Z", "Tue, 2 Jan 0001 00:00:00 +0000"),
        ];
        for (at, zone, third, eight) in cases {
            let at: Timestamp = at.parse().expect("an instant");
            assert_eq!(utc(at).len(), "2025-04-19T08:15:00Z".len());
            assert_eq!((rfc3339(at, zone), rfc822(at, zone)), (third.to_owned(), eight.to_owned()));
        }
    }
}
