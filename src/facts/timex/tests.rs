//! Tests of the tables, the values, the checks, and invariants for any text.

use std::sync::LazyLock;

use jiff::civil::{self, Weekday, date};
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::{
    Direction, FiscalYear, ReferencePoint, ReferenceTime, TimeExpression, TimexKind, TimexModifier,
    TimexReader,
};
use crate::facts::languages::Language;
use crate::facts::token::tokenize;
use crate::facts::{Date, Grade};

static ENGLISH: LazyLock<Language> = LazyLock::new(Language::english);

fn reader() -> TimexReader<'static> {
    TimexReader::new(&ENGLISH)
}

/// Returns the expressions of a text published on Monday, 21 April 2025.
fn read(text: &str) -> Vec<TimeExpression> {
    reader().read(text, &tokenize(text, &ENGLISH), &ReferenceTime::on_day(date(2025, 4, 21)))
}

fn only(text: &str) -> TimeExpression {
    let found = read(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found[0].clone()
}

#[test]
fn every_line_of_the_tables_is_valid() {
    assert_eq!(ENGLISH.rejected_lines(), [] as [String; 0]);
}

/// Returns the date of the time of day in a text, or of its only expression.
fn date_of(text: &str, reference: ReferenceTime) -> Option<Date> {
    let found = reader().read(text, &tokenize(text, &ENGLISH), &reference);
    let time = found.iter().find(|found| found.kind == TimexKind::Time);
    assert!(time.is_some() || found.len() == 1, "{text}: {found:?}");
    time.or(found.first())?.date
}

#[test]
fn zones_of_regions_follow_the_day_and_the_zone_of_the_text() {
    let cases = [
        ("at 9:30 a.m. ET on January 6, 2025", "UTC", "2025-01-06T09:30-05:00"),
        ("at 9:30 a.m. ET on July 7, 2025", "UTC", "2025-07-07T09:30-04:00"),
        ("at 8 a.m. Pacific time on July 7, 2025", "UTC", "2025-07-07T08:00-07:00"),
        ("at 8 a.m. MT on January 6, 2025", "Europe/Rome", "2025-01-06T08:00-07:00"),
        ("at 9 a.m. CT on July 7, 2025", "Asia/Tokyo", "2025-07-07T09:00-05:00"),
        ("at 9 a.m. Eastern Time on July 7, 2025", "Australia/Sydney", "2025-07-07T09:00+10:00"),
        ("at 9 a.m. AEST on July 7, 2025", "UTC", "2025-07-07T09:00+10:00"),
        ("at 9 a.m. IST on July 7, 2025", "Asia/Kolkata", "2025-07-07T09:00+05:30"),
        ("at 9 a.m. IST on July 7, 2025", "Europe/Dublin", "2025-07-07T09:00+01:00"),
        ("at 9 a.m. IST on January 6, 2025", "Asia/Jerusalem", "2025-01-06T09:00+02:00"),
        ("at 9 a.m. IST on July 7, 2025", "UTC", "2025-07-07"),
        ("at 9 a.m. CST on July 7, 2025", "UTC", "2025-07-07"),
        ("at 9 a.m. CST on July 7, 2025", "Asia/Shanghai", "2025-07-07T09:00+08:00"),
        ("on July 7, 2025, at 3 p.m. Rome time", "UTC", "2025-07-07T15:00+02:00"),
        ("on July 7, 2025, at 3 p.m. New York time", "UTC", "2025-07-07T15:00-04:00"),
        ("on July 7, 2025, at 3 p.m. Beijing time", "UTC", "2025-07-07T15:00+08:00"),
        ("on July 7, 2025, at 3 p.m. Central European Summer Time", "UTC", "2025-07-07T15:00+02:00"),
        ("on July 7, 2025, at 3 p.m. Atlantis time", "UTC", "2025-07-07"),
        ("at 3 p.m. local time on July 7, 2025", "Europe/Rome", "2025-07-07"),
        ("at 09:30 UTC+3 on July 7, 2025", "UTC", "2025-07-07T09:30+03:00"),
    ];
    let noon = date(2025, 4, 21).at(12, 0, 0, 0);
    for (text, zone, expected) in cases {
        let zone = TimeZone::get(zone).expect("a zone");
        let noon = zone.to_timestamp(noon).expect("an instant");
        let expected = Date::parse(expected).expect("a date");
        assert_eq!(date_of(text, ReferenceTime::new(noon, zone)), Some(expected), "{text}");
    }
}

#[test]
fn parts_of_fiscal_years_follow_their_months() {
    let october = FiscalYear { first_month: 10, years_to_first_month: -1 };
    let february = FiscalYear { first_month: 2, years_to_first_month: 0 };
    let cases = [
        ("in Q1 FY25", october, "2024-Q4"),
        ("in the fiscal second quarter of 2025", october, "2025-Q1"),
        ("in Q4 of FY2024", october, "2024-Q3"),
        ("in FY25", october, "2024-10/2025-09"),
        ("in fiscal 2025", october, "2024-10/2025-09"),
        ("in the first half of FY25", october, "2024-10/2025-03"),
        ("in Q4 FY25", february, "2025-11/2026-01"),
        ("in FY25", february, "2025-02/2026-01"),
        ("in Q4 2025", february, "2025-Q4"),
    ];
    for (text, fiscal_year, expected) in cases {
        let reference = ReferenceTime::on_day(date(2025, 4, 21)).with_fiscal_year(Some(fiscal_year));
        let found = reader().read(text, &tokenize(text, &ENGLISH), &reference);
        let values: Vec<String> = found.iter().map(|found| found.value.to_string()).collect();
        assert_eq!(values, [expected], "{text}");
    }
    assert!(read("in Q1 FY25").is_empty());
}

#[test]
fn fiscal_years_without_months_are_doubtful() {
    for text in
        ["in fiscal 2024", "the fiscal third quarter of 2024", "in the fiscal year 2023", "last fiscal year"]
    {
        for found in read(text) {
            assert_eq!(found.consistent_date(), None, "{text}");
            assert_eq!(found.grade_reason.grade(), Grade::Doubtful, "{text}");
        }
    }
}

#[test]
fn hours_are_counted_from_the_time_of_publication() {
    let reference = ReferenceTime::on_day(date(2025, 4, 21));
    let at_noon = reference.clone().with_clock(civil::time(12, 0, 0, 0));
    let cases = [("two hours ago", "2025-04-21T10:00Z"), ("half an hour ago", "2025-04-21T11:30Z")];
    for (text, expected) in cases {
        let expected = Date::parse(expected).expect("a date");
        assert_eq!(date_of(text, at_noon.clone()), Some(expected), "{text}");
        assert_eq!(date_of(text, reference.clone()), Some(Date::parse("2025-04-21").expect("a date")));
    }
}

#[test]
fn values_become_dates() {
    let cases = [
        ("on April 19, 2025", Some("2025-04-19")),
        ("in March 2024", Some("2024-03")),
        ("in 2018", Some("2018")),
        ("in the 1960s", Some("196X")),
        ("in the 19th century", Some("18XX")),
        ("in the spring of 2024", Some("2024-21")),
        ("in the first quarter of 2024", Some("2024-01-01/2024-03-31")),
        ("in the second half of 2024", Some("2024-07-01/2024-12-31")),
        ("sold last week", Some("2025-04-14/2025-04-20")),
        ("in 480 BC", Some("-0479")),
        ("at 0930 GMT", Some("2025-04-21T09:30Z")),
        ("at 9 a.m. EDT", Some("2025-04-21T09:00-04:00")),
        ("on Friday evening", Some("2025-04-18")),
        ("at midnight", Some("2025-04-22T00:00Z")),
        ("for two weeks", None),
        ("every Friday", None),
        ("sold recently", None),
    ];
    for (text, expected) in cases {
        let expected = expected.map(|text| Date::parse(text).expect("a date"));
        assert_eq!(only(text).date, expected, "{text}");
    }
}

#[test]
fn clock_times_are_read_in_the_zone_of_the_reference_time() {
    let rome = TimeZone::get("Europe/Rome").expect("a zone");
    let read = |day: &str, text: &str| {
        let published = format!("{day}T18:00:00Z").parse().expect("an instant");
        let found =
            reader().read(text, &tokenize(text, &ENGLISH), &ReferenceTime::new(published, rome.clone()));
        found[0].date.map(|date| date.to_string()).unwrap_or_default()
    };
    assert_eq!(read("2025-04-19", "at 11:30 am"), "2025-04-19T11:30+02:00");
    assert_eq!(read("2025-01-19", "at 11:30 am"), "2025-01-19T11:30+01:00");
    // The clocks skip 2:30 on 30 March 2025 and come to it twice on 26 October.
    assert_eq!(read("2025-03-30", "at 2:30 am"), "2025-03-30T03:30+02:00");
    assert_eq!(read("2025-10-26", "at 2:30 am"), "2025-10-26T02:30+02:00");
}

#[test]
fn the_zone_determines_the_reference_day() {
    let published = "2025-04-19T22:30:00Z".parse().expect("an instant");
    let day = |zone: &str| ReferenceTime::new(published, TimeZone::get(zone).expect("a zone")).day();
    assert_eq!(day("UTC"), date(2025, 4, 19));
    assert_eq!(day("Europe/Rome"), date(2025, 4, 20));
}

#[test]
fn checks_report_contradictions_and_ambiguity() {
    let weekday = only("on Friday, April 19, 2025").checks.weekday.expect("a weekday");
    assert_eq!((weekday.written, weekday.matches_date), (Weekday::Friday, false));
    assert!(only("on Saturday, April 19, 2025").checks.weekday.is_some_and(|weekday| weekday.matches_date));
    assert!(only("on April 31, 2025").checks.is_impossible);
    assert!(only("dated 2025-02-30").checks.is_impossible);
    assert!(!only("on April 30, 2025").checks.is_impossible);
    assert!(only("dated 04/05/2025").checks.is_ambiguous);
    assert!(!only("dated 19/04/2025").checks.is_ambiguous);
    assert!(!only("dated 04/04/2025").checks.is_ambiguous);
}

#[test]
fn what_is_counted_in_a_quotation_is_doubtful() {
    let grade = |text: &str| read(text)[0].grade_reason.grade();
    assert_eq!(grade("\"We met him yesterday,\" Olsen wrote on 3 January 2024."), Grade::Doubtful);
    assert_eq!(grade("\"We met him on 3 May 2024,\" Olsen wrote."), Grade::Sure);
    assert_eq!(grade("We met him yesterday."), Grade::Likely);
}

#[test]
fn relative_expressions_are_marked() {
    for text in ["it opens tomorrow", "sold last week", "said Friday", "two weeks ago", "it is now bigger"] {
        assert!(only(text).checks.is_relative, "{text}");
    }
    for text in ["on April 19, 2025", "in 2018", "at 2025-04-19T09:30Z"] {
        assert!(!only(text).checks.is_relative, "{text}");
    }
}

#[test]
fn tense_and_derivation_are_returned() {
    let coming = only("They will meet on Saturday");
    assert_eq!(coming.checks.tense, Some(Direction::Future));
    assert_eq!(coming.derivation.direction, Some(Direction::Future));
    assert_eq!(coming.derivation.reference, ReferencePoint::Publication);
    assert_eq!(only("They met on Saturday").checks.tense, Some(Direction::Past));
    assert_eq!(only("on April 19, 2025").derivation.reference, ReferencePoint::Itself);
    let found = read("They met on March 3 and the next day they left");
    assert_eq!(found[1].derivation.reference, ReferencePoint::LastMentioned);
}

#[test]
fn kinds_and_modifiers_are_returned() {
    let cases = [
        ("on April 19", TimexKind::Date, None),
        ("in early April", TimexKind::Date, Some(TimexModifier::Start)),
        ("in mid-April", TimexKind::Date, Some(TimexModifier::Middle)),
        ("in late April", TimexKind::Date, Some(TimexModifier::End)),
        ("around April 19", TimexKind::Date, Some(TimexModifier::Approximate)),
        ("at 0930 GMT", TimexKind::Time, None),
        ("for two weeks", TimexKind::Duration, None),
        ("every Friday", TimexKind::Set, None),
    ];
    for (text, kind, modifier) in cases {
        let found = only(text);
        assert_eq!((found.kind, found.modifier), (kind, modifier), "{text}");
    }
}

/// Random sequences of words that rules contain, and random chars.
fn prose() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "the",
        "first",
        "quarter",
        "of",
        "last",
        "next",
        "year",
        "years",
        "ago",
        "April",
        "May",
        "12",
        "31",
        "2025",
        "1999",
        "-",
        ",",
        "'",
        "'s",
        "Friday",
        "from",
        "to",
        "and",
        "a",
        "week",
        "after",
        "earlier",
        "noon",
        "0930",
        "GMT",
        "9 a.m.",
        "every",
        "two",
        "hundred",
        "1/2",
        "in",
        "BC",
        "AD",
        "century",
        "21st",
        "Easter",
        "Nowruz",
        "winter",
        "half",
        "99999999999",
        "04/05/2025",
        "2025-02-30",
        "tomorrow",
        "morning",
        "\n\n",
        ".",
        "until",
        "will",
        "was",
    ]);
    prop_oneof![
        prop::collection::vec(words, 0..24).prop_map(|words| words.join(" ")),
        "\\PC{0,40}",
        "([0-9]{1,12}[ /.:,-]?){0,8}",
    ]
}

proptest! {
    #[test]
    fn spans_slice_the_text_and_ascend(text in prose(), day in 1_i8..29, month in 1_i8..13, year in 1_i16..9999) {
        let reference = ReferenceTime::on_day(date(year, month, day));
        let mut end = 0;
        for expression in reader().read(&text, &tokenize(&text, &ENGLISH), &reference) {
            let span = expression.span;
            prop_assert!(span.start < span.end && span.start >= end, "{text}");
            prop_assert!(text.get(span.range()).is_some());
            end = span.end;
            let value = expression.value.to_string();
            prop_assert!(!value.is_empty() && value.is_ascii());
            if let Some(date) = expression.date {
                prop_assert_eq!(Date::parse(&date.to_string()), Ok(date), "{}", text);
            }
        }
    }
}
