//! Formats of instants in feeds and sitemaps.

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use jiff::fmt::temporal::DateTimePrinter;
use jiff::tz::{Offset, TimeZone};

/// Formats an instant in a zone as RFC 3339: `2025-04-19T10:15:00+02:00`.
pub(super) fn rfc3339(instant: Timestamp, zone: &TimeZone) -> String {
    let instant = clamp_year(instant);
    let offset = zone.to_offset(instant);
    // Historical local times have offsets with seconds, which RFC 3339 cannot express.
    let is_expressible = offset.seconds() % 60 == 0 && offset != Offset::UTC;
    if is_expressible { instant.display_with_offset(offset).to_string() } else { instant.to_string() }
}

/// Formats an instant in a zone as RFC 822 with a four-digit year, as in RSS: `Sat, 19 Apr 2025 10:15:00 +0200`.
pub(super) fn rfc822(instant: Timestamp, zone: &TimeZone) -> String {
    let zone = if zone.to_offset(clamp_year(instant)).seconds() % 60 == 0 { zone } else { &TimeZone::UTC };
    rfc2822::to_string(&clamp_year(instant).to_zoned_datetime(zone.clone())).unwrap_or_default()
}

/// Formats an instant in UTC, to the second, as RFC 3339: `2025-04-19T08:15:00Z`.
pub(super) fn utc(instant: Timestamp) -> String {
    const TO_THE_SECOND: DateTimePrinter = DateTimePrinter::new().precision(Some(0));
    let (first, last) = (Timestamp::constant(-62_135_596_800, 0), Timestamp::constant(253_402_207_200, 0));
    TO_THE_SECOND.timestamp_to_string(&instant.clamp(first, last))
}

/// Clamps an instant to years with four digits, which all formats require.
fn clamp_year(instant: Timestamp) -> Timestamp {
    let (first, last) = (Timestamp::constant(-62_135_510_400, 0), Timestamp::constant(253_402_128_000, 0));
    instant.clamp(first, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_written_in_both_formats() {
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
        for (instant, zone, rfc3339_text, rfc822_text) in cases {
            let instant: Timestamp = instant.parse().expect("an instant");
            assert_eq!(utc(instant).len(), "2025-04-19T08:15:00Z".len());
            assert_eq!(
                (rfc3339(instant, zone), rfc822(instant, zone)),
                (rfc3339_text.to_owned(), rfc822_text.to_owned())
            );
        }
    }
}
