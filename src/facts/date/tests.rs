//! Tests of parsing, writing and displaying dates.

use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::{Bound, CalendarDate, Date, DateStyle, DateWords, Phase, Precision, Qualifier};

fn read(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

#[test]
fn parsed_dates_are_written_back_unchanged() {
    let dates = [
        "2025-04-19T09:30Z",
        "2025-04-19T11:30:00+02:00",
        "2025-04-19T09:30-03:30",
        "2025-04-19",
        "2025-04",
        "2025",
        "1979~",
        "2018-05-08?",
        "2025-03%",
        "201X",
        "19XX",
        "2004-XX",
        "2004-06-XX",
        "2004-XX-XX",
        "2001-21",
        "2001-24~",
        "2025-04-12/2025-04-19",
        "2025-04-12/..",
        "../1979",
        "2004-06/",
        "/2006",
        "1979~/1981?",
        "-0043-03-15",
        "0000",
    ];
    for date in dates {
        assert_eq!(read(date).to_string(), date);
    }
    assert_eq!(read("2025-04-19T09:30:00.250+02").to_string(), "2025-04-19T09:30:00+02:00");
}

#[test]
fn errors_have_a_message_and_a_help() {
    let cases = [
        ("2025-04-31", "April has 30 days", "did you mean `2025-04-30`?"),
        ("2025-02-29", "February 2025 has 28 days", "did you mean `2025-02-28`?"),
        ("2025-13-01", "there is no month 13", "did you mean `2025-01-13`?"),
        ("2026-13-20", "there is no month 13", "write a month from 01 to 12"),
        ("2026-00-20", "there is no month 00", "write a month from 01 to 12"),
        ("2026-02-29/2026-13-05", "February 2026 has 28 days", "did you mean `2026-02-28`?"),
        ("2026-02-20/2026-13-05", "there is no month 13", "did you mean `2026-02-20/2026-05-13`?"),
        ("2026-20", "there is no month 20", "or a season from 21 (spring) to 24 (winter)"),
        ("2025-25", "there is no month 25", "or a season from 21 (spring) to 24 (winter)"),
        ("2025-06-31/2025-07-02", "June has 30 days", "did you mean `2025-06-30/2025-07-02`?"),
        ("2025-06-31T09:30Z", "June has 30 days", "did you mean `2025-06-30T09:30Z`?"),
        ("18 April 2025, 14:30", "has no time zone", "write `2025-04-18T14:30Z` for UTC"),
        ("18/4/2025 at 2:30 pm CET", "not a UTC offset", "write `2025-04-18T14:30+02:00` for the local time"),
        ("4/5/2025 14:30", "is not a date", "write a day as"),
        ("2025-04-19T12:30", "has no time zone", "write `2025-04-19T12:30Z` for UTC"),
        ("2025-04-19 12:30+02:00", "has no `T` between", "write `2025-04-19T12:30+02:00`"),
        ("2025-04-19T25:00Z", "`25:00` is not a time of day", "`09:30`"),
        ("2025-04-19T09:30 o'clock", "not a UTC offset", "`+02:00`"),
        ("2025-04-19T09:30+0200", "`+0200` is not a UTC offset", "write `2025-04-19T09:30+02:00`"),
        ("2025-04-19T09:30+2", "`+2` is not a UTC offset", "write `2025-04-19T09:30+02:00`"),
        ("2025-04-19 09:30", "has no time zone", "write `2025-04-19T09:30Z` for UTC"),
        ("2025-04-19 9:30 UTC", "`UTC` is not a UTC offset", "write `2025-04-19T09:30Z`"),
        ("2025-04-19T9:30Z", "not an instant", "write `2025-04-19T09:30Z`"),
        ("2025-04-31 09:30Z", "April has 30 days", "2025-04-30"),
        ("2025-01-19T09:30CET", "`CET` is not a UTC offset", "write `2025-01-19T09:30+01:00`"),
        (
            "2025-07-19 09:30 CET",
            "`CET` is not a UTC offset",
            "write `2025-07-19T09:30+02:00` for the local time",
        ),
        ("2025-07-19 09:30 CET", "", "or `2025-07-19T09:30+01:00`"),
        ("2025-01-19 09:30:15 PST", "`PST` is not a UTC offset", "write `2025-01-19T09:30:15-08:00`"),
        ("2025-07-19T09:30 Europe/Zurich", "not a UTC offset", "write `2025-07-19T09:30+02:00`"),
        ("2026-03-29T02:30 Europe/Rome", "there is no 02:30 on 2026-03-29", "write `2026-03-29T03:30+02:00`"),
        (
            "2026-10-25 02:30 Europe/Rome",
            "02:30 comes twice on 2026-10-25",
            "+02:00` or `2026-10-25T02:30+01:00`",
        ),
        ("2025-01-19 09:30 Europe/Zurich", "not a UTC offset", "write `2025-01-19T09:30+01:00`"),
        ("2025-01-19 09:30 GMT-3", "not a UTC offset", "write `2025-01-19T09:30-03:00`"),
        ("11-20-2026", "not in ISO 8601 form", "write `2026-11-20`"),
        ("20-11-2026", "not in ISO 8601 form", "write `2026-11-20`"),
        ("04-05-2026", "is ambiguous", "write `2026-05-04` or `2026-04-05`"),
        ("05.05.2026", "not in ISO 8601 form", "write `2026-05-05`"),
        ("31/04/2026", "April has 30 days", "2026-04-30"),
        ("31 April 2026", "April has 30 days", "2026-04-30"),
        ("2026/4/9", "not in ISO 8601 form", "write `2026-04-09`"),
        ("1/2/26", "no year of four digits", ""),
        ("2025-4-9", "not in ISO 8601 form", "write `2025-04-09`"),
        ("20250419", "is not a date", "write `2025-04-19`"),
        ("19/04/2025", "not in ISO 8601 form", "write `2025-04-19`"),
        ("04/19/2025", "not in ISO 8601 form", "write `2025-04-19`"),
        ("04/05/2025", "is ambiguous", "write `2025-05-04` or `2025-04-05`"),
        ("19.4.2025", "not in ISO 8601 form", "write `2025-04-19`"),
        ("19 April 2025", "not in ISO 8601 form", "write `2025-04-19`"),
        ("Apr. 19th, 2025", "not in ISO 8601 form", "write `2025-04-19`"),
        ("April 2025", "not in ISO 8601 form", "write `2025-04`"),
        ("31-33 April 2025", "is not a date", ""),
        ("9 to 7 April 2025", "is not a date", ""),
        ("May or June 2025", "is not a date", ""),
        ("2025-04-19 9:30pm", "has no time zone", "write `2025-04-19T21:30Z`"),
        ("2025-04-19 12:05 a.m. UTC", "not a UTC offset", "write `2025-04-19T00:05Z`"),
        ("2025-04-19/2025-04-12", "ends before it begins", "write `2025-04-12/2025-04-19`"),
        ("2025-04-12T09:30Z/2025-04-19T09:30Z", "at a time of day", "write `2025-04-12/2025-04-19`"),
        ("../..", "at least one known bound", ""),
        ("201X-04", "cannot have a month", "write `201X`"),
        ("2004-xx", "is not a date", "write `2004-XX`"),
        ("tomorrow", "`tomorrow` is not a date", ""),
        ("", "is not a date", ""),
    ];
    for (text, message, help) in cases {
        let error = Date::parse(text).expect_err(text);
        assert!(error.message.contains(message), "{text}: {error:?}");
        assert!(error.help.clone().unwrap_or_default().contains(help), "{text}: {error:?}");
    }
}

#[test]
fn dates_in_words_have_a_suggestion() {
    let cases = [
        ("2026-11-01 to 2026-11-03", "2026-11-01/2026-11-03"),
        ("2026-11-01 - 2026-11-03", "2026-11-01/2026-11-03"),
        ("2026-11-01–2026-11-03", "2026-11-01/2026-11-03"),
        ("2026-11-01..2026-11-03", "2026-11-01/2026-11-03"),
        ("from 3 until 5 May 2024", "2024-05-03/2024-05-05"),
        ("19-21 April 2025", "2025-04-19/2025-04-21"),
        ("1 November – 3 December 2026", "2026-11-01/2026-12-03"),
        ("March to May 2025", "2025-03/2025-05"),
        ("between June and August 2023", "2023-06/2023-08"),
        ("2024-2026", "2024/2026"),
        ("1990-95", "1990/1995"),
        ("since March 2025", "2025-03/.."),
        ("until 2019", "../2019"),
        ("before 7 June 2021", "../2021-06-07"),
        ("c. 1850", "1850~"),
        ("ca. March 2025", "2025-03~"),
        ("mid-2025", "2025~"),
        ("late 1990s", "199X"),
        ("the 1990s", "199X"),
        ("19th century", "18XX"),
        ("Spring 2025", "2025-21"),
        ("Q3 2025", "2025-07/2025-09"),
        ("2025-Q1", "2025-01/2025-03"),
        ("2025-W16", "2025-04-14/2025-04-20"),
        ("The 19th of April 2025", "2025-04-19"),
    ];
    for (text, date) in cases {
        let help = Date::parse(text).expect_err(text).help;
        assert_eq!(help, Some(format!("write `{date}`")), "{text}");
        assert_eq!(read(date).to_string(), date, "{text}");
    }
}

/// Returns the texts in backticks of a help.
fn suggestions(help: &str) -> impl Iterator<Item = &str> {
    help.split('`').skip(1).step_by(2)
}

#[test]
fn suggested_dates_can_be_parsed() {
    let days = [
        "2025-01-19",
        "2025-07-19",
        "2025-04-31",
        "2025-4-9",
        "19.4.2025",
        "31/12/2024",
        "4-5-2026",
        "12/2025",
    ];
    let gaps = ["", "T", " ", "  "];
    let clocks = ["", "9:30", "09:30", "09:30:00", "24:00", "930", "09:30:00.5"];
    let zones =
        ["", "Z", " UTC", " CET", "EST", " Europe/Zurich", "+0200", " +02:00", "+2", " GMT+1", "-03:30"];
    let mut suggested = 0;
    for (day, gap) in days.iter().flat_map(|day| gaps.map(|gap| (day, gap))) {
        for (clock, zone) in clocks.iter().flat_map(|clock| zones.map(|zone| (clock, zone))) {
            let text = format!("{day}{gap}{clock}{zone}");
            let Err(error) = Date::parse(&text) else { continue };
            let help = error.help.unwrap_or_default();
            let has_dates = help.starts_with("write `2") || help.starts_with("did you mean");
            for date in suggestions(&help).filter(|text| has_dates && text.starts_with('2')) {
                suggested += 1;
                assert!(Date::parse(date).is_ok(), "{text}: {help}: {date} is not a date");
            }
        }
    }
    assert!(suggested > 500, "{suggested}");
}

#[test]
fn displayed_text_states_what_is_known() {
    let rome = TimeZone::get("Europe/Rome").expect("a zone");
    let cases = [
        ("2025-04-19", "19 April 2025", "19 Apr|2025|Saturday||", ""),
        ("2025-04-19T09:30Z", "19 April 2025", "19 Apr|2025|Saturday|11:30 in Rome|09:30 UTC", ""),
        (
            "2025-04-18T23:30Z",
            "19 April 2025",
            "19 Apr|2025|Saturday|01:30 in Rome|23:30 UTC on 18 April",
            "",
        ),
        ("2025-03~", "about March 2025", "c. March|2025|||", "day not known, approximate"),
        ("1979", "1979", "1979||||", "year only"),
        ("2010?", "perhaps 2010", "perhaps 2010||||", "year only, uncertain"),
        ("201X", "2010s", "2010s||||", "decade only"),
        ("2004-XX", "2004", "2004||||", "month not known"),
        ("2004-06-XX", "June 2004", "June|2004|||", "day not known"),
        ("2001-21", "spring 2001", "spring|2001|||", "season only"),
        ("-0043-03-15", "15 March 44 BC", "15 Mar|44 BC|||", ""),
        ("2025-04-12/2025-04-19", "12 to 19 April 2025", "12–19 Apr|2025|||", ""),
        ("2025-04-12/2025-05-03", "12 April to 3 May 2025", "12 Apr – 3 May|2025|||", ""),
        ("1979/1981~", "1979 to about 1981", "1979 – 1981||||", "approximate"),
        ("2024-12-30/2025-01-02", "30 December 2024 to 2 January 2025", "30 Dec 2024 – 2 Jan 2025||||", ""),
        ("2025-04-12/..", "since 12 April 2025", "since 12 Apr|2025|||", ""),
        ("../1979", "until 1979", "until 1979||||", ""),
        ("2004-06/", "June 2004 to a date not known", "June – ?|2004|||", "end not known"),
    ];
    for (text, long, row, qualifiers) in cases {
        let words =
            read(text).to_text(&DateStyle { zone: &rome, place: Some("Rome"), words: &DateWords::english() });
        let shown: String = words.full_text();
        assert_eq!(shown, long, "{text}");
        assert_eq!(
            [words.row_text(), words.row_year, words.weekday, words.local, words.utc].join("|"),
            row,
            "{text}"
        );
        assert_eq!(words.qualifiers.join(", "), qualifiers, "{text}");
    }
}

#[test]
fn datetime_values_are_valid_html() {
    let cases = [
        ("2025-04-19", "2025-04-19"),
        ("2025-04-19T11:30+02:00", "2025-04-19T09:30Z"),
        ("0079", "0079"),
        ("2001-21", ""),
        ("201X", ""),
        ("0000", ""),
    ];
    for (text, machine) in cases {
        let words = read(text).to_text(&DateStyle {
            zone: &TimeZone::UTC,
            place: None,
            words: &DateWords::english(),
        });
        assert_eq!(words.segments[0].datetime, machine, "{text}");
    }
}

#[test]
fn phase_is_relative_to_an_instant() {
    let as_of = "2025-04-19T12:00:00Z".parse().expect("an instant");
    let cases = [
        ("2025-04-18", Phase::Past),
        ("2025-04-19", Phase::Current),
        ("2025-04-20", Phase::Future),
        ("2025-04-19T11:59Z", Phase::Past),
        ("2025-04-19T12:00Z", Phase::Past),
        ("2025-04-19T12:01Z", Phase::Future),
        ("2025", Phase::Current),
        ("2025-04-12/..", Phase::Current),
        ("../2024", Phase::Past),
        ("202X", Phase::Current),
        ("2025-05/2025-06", Phase::Future),
    ];
    for (text, phase) in cases {
        assert_eq!(read(text).phase(as_of, &TimeZone::UTC), phase, "{text}");
    }
}

#[test]
fn dates_sort_by_time_then_precision() {
    let ordered = [
        "../1979",
        "1979-11",
        "19XX-not",
        "2018-05-08",
        "2025-04-19",
        "2025-04-19?",
        "2025-04-19T09:30Z",
        "2025-04-20",
    ];
    let dates: Vec<Date> = ordered.iter().filter_map(|text| Date::parse(text).ok()).collect();
    assert!(dates.windows(2).all(|pair| pair[0].cmp_chronological(&pair[1]).is_lt()), "{dates:?}");
}

#[test]
fn listing_year_and_month_are_those_of_the_beginning() {
    let cases = [
        ("2025-04-19T23:30-05:00", Some(2025), Some(4)),
        ("2001-21", Some(2001), None),
        ("../1979-03", Some(1979), Some(3)),
        ("2004-06-XX", Some(2004), Some(6)),
    ];
    for (text, year, month) in cases {
        assert_eq!((read(text).listing_year(), read(text).listing_month()), (year, month), "{text}");
    }
}

fn points() -> impl Strategy<Value = CalendarDate> {
    let precision = prop_oneof![
        Just(Precision::Year),
        (21..=24u8).prop_map(Precision::Season),
        (1..=12u8).prop_map(Precision::Month),
        (1..=12u8, 1..=28u8).prop_map(|(month, day)| Precision::Day(month, day)),
        Just(Precision::UnknownMonth),
        (1..=12u8).prop_map(Precision::UnknownDay),
        Just(Precision::UnknownMonthAndDay),
    ];
    let qualifier = prop_oneof![
        Just(None),
        Just(Some(Qualifier::Uncertain)),
        Just(Some(Qualifier::Approximate)),
        Just(Some(Qualifier::Both))
    ];
    (-9999..=9999i32, precision, qualifier).prop_map(|(year, precision, qualifier)| CalendarDate {
        year,
        unspecified_digits: 0,
        precision,
        qualifier,
    })
}

proptest! {
    #[test]
    fn calendar_dates_and_intervals_round_trip(first in points(), last in points()) {
        let date = Date::Calendar(first);
        prop_assert_eq!(Date::parse(&date.to_string()), Ok(date));
        let (from, to) = if last.last_day() < first.first_day() { (last, first) } else { (first, last) };
        let interval = Date::Interval(Bound::Known(from), Bound::Known(to));
        prop_assert_eq!(Date::parse(&interval.to_string()), Ok(interval));
        let _ = interval.to_text(&DateStyle { zone: &TimeZone::UTC, place: None, words: &DateWords::english() });
    }

    #[test]
    fn instants_round_trip(second in -60_000_000_000i64..60_000_000_000, minutes in -839..=839i32) {
        let timestamp = jiff::Timestamp::from_second(second - second.rem_euclid(60)).expect("in range");
        let offset = jiff::tz::Offset::from_seconds(minutes * 60).expect("in range");
        let date = Date::Instant(super::OffsetInstant { timestamp, offset, has_seconds: false });
        prop_assert_eq!(Date::parse(&date.to_string()), Ok(date));
    }

    #[test]
    fn parsing_any_text_does_not_panic(text in "\\PC{0,70}") {
        if let Ok(date) = Date::parse(&text) {
            let _ = (date.to_text(&DateStyle { zone: &TimeZone::UTC, place: None, words: &DateWords::english() }), date.start(&TimeZone::UTC), date.listing_year());
        }
    }

    #[test]
    fn parsing_text_like_dates_does_not_panic(text in "[-0-9XTZ:/.~?% a-z]{0,30}") {
        if let Ok(date) = Date::parse(&text) {
            prop_assert_eq!(Date::parse(&date.to_string()).map(|date| date.to_string()), Ok(date.to_string()));
        }
    }
}
