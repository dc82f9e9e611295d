//! The words of dates for readers: names of months and weekdays, and patterns such as `{day} {month} {year}`.

use std::borrow::Cow;

use super::month::MONTHS;

type Word = Cow<'static, str>;

/// Declares names that are numbered from 1: the id and the English names.
macro_rules! names {
    ($($(#[doc = $doc:literal])+ $kind:ident $id:literal $english:expr;)+) => {
        /// A kind of names, numbered from 1.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum DateName {
            $($(#[doc = $doc])+ $kind,)+
        }
        impl DateName {
            /// Every kind with its id and its English names.
            pub const ALL: &'static [(Self, &'static str, &'static [&'static str])] =
                &[$((Self::$kind, $id, &$english)),+];
        }
    };
}

names! {
    /// A month alone or with its year.
    Month "date-month" MONTHS;
    /// A month beside a day, which has another case in some languages.
    MonthOfDay "date-month-of-day" MONTHS;
    /// A short month beside a day.
    ShortMonth "date-short-month" ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sep", "Oct", "Nov", "Dec"];
    /// A weekday; Monday is 1.
    Weekday "date-weekday" ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    /// A season; spring is 1.
    Season "date-season" ["spring", "summer", "autumn", "winter"];
    /// The number of a day in its month.
    DayNumber "date-day-number" [
        "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20",
        "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31",
    ];
}

/// Declares patterns: the id and the English pattern.
macro_rules! patterns {
    ($($(#[doc = $doc:literal])+ $pattern:ident $id:literal $english:literal;)+) => {
        /// A pattern with variables in braces.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum DatePattern {
            $($(#[doc = $doc])+ $pattern,)+
        }
        impl DatePattern {
            /// Every pattern with its id and its English text.
            pub const ALL: &'static [(Self, &'static str, &'static str)] = &[$((Self::$pattern, $id, $english)),+];
        }
    };
}

patterns! {
    /// A day with its year.
    DayMonthYear "date-day-month-year" "{day} {month} {year}";
    /// A day in running text, where the year is known.
    DayMonth "date-day-month" "{day} {month}";
    /// A day in a row of the fact box; the year is shown below it.
    ShortDay "date-short-day" "{day} {month}";
    /// A month with its year.
    MonthYear "date-month-year" "{month} {year}";
    /// A season with its year.
    SeasonYear "date-season-year" "{season} {year}";
    /// A year alone.
    Year "date-year" "{year}";
    /// A year before year 1.
    YearBc "date-year-bc" "{year} BC";
    /// A decade, by its first year.
    Decade "date-decade" "{year}s";
    /// A century, by its first year.
    Century "date-century" "{year}s";
    /// A short day, month or season with its year, in an interval of more than one year.
    ShortWithYear "date-short-with-year" "{date} {year}";
    /// An approximate date.
    Approximate "date-approximate" "about {date}";
    /// An uncertain date.
    Uncertain "date-uncertain" "perhaps {date}";
    /// A date that is both.
    ApproximateUncertain "date-approximate-uncertain" "perhaps about {date}";
    /// An interval between two dates.
    Interval "date-interval" "{start} to {end}";
    /// An interval within one year.
    IntervalInYear "date-interval-in-year" "{startWithoutYear} to {end}";
    /// An interval within one month.
    IntervalInMonth "date-interval-in-month" "{startDay} to {end}";
    /// An interval without an end.
    Since "date-since" "since {date}";
    /// An interval without a beginning.
    Until "date-until" "until {date}";
    /// An interval whose end is not known.
    ToUnknown "date-to-unknown" "{date} to a date not known";
    /// An interval whose beginning is not known.
    FromUnknown "date-from-unknown" "from a date not known to {date}";
    /// A date of which nothing is known.
    Unknown "date-unknown" "date not known";
    /// An interval in a row of the fact box.
    ShortInterval "date-short-interval" "{start} – {end}";
    /// A short interval within one month.
    ShortIntervalInMonth "date-short-interval-in-month" "{startDay}–{end}";
    /// A short interval whose end is not known.
    ShortToUnknown "date-short-to-unknown" "{date} – ?";
    /// A short interval whose beginning is not known.
    ShortFromUnknown "date-short-from-unknown" "? – {date}";
    /// An approximate date in a row.
    ShortApproximate "date-short-approximate" "c. {date}";
    /// An uncertain date in a row.
    ShortUncertain "date-short-uncertain" "perhaps {date}";
    /// A date in a row that is both.
    ShortApproximateUncertain "date-short-approximate-uncertain" "perhaps c. {date}";
    /// A local time at a named place.
    TimeInPlace "date-time-in-place" "{time} in {place}";
    /// A local time with its time zone.
    TimeInZone "date-time-in-zone" "{time} {zone}";
    /// A time in UTC.
    TimeUtc "date-time-utc" "{time} UTC";
    /// A time in UTC with its day, which differs from the local one.
    TimeUtcOnDay "date-time-utc-on-day" "{time} UTC on {day}";
    /// A note: the month is not known, and so on.
    YearOnly "date-year-only" "year only";
    /// Only the decade is known.
    DecadeOnly "date-decade-only" "decade only";
    /// Only the century is known.
    CenturyOnly "date-century-only" "century only";
    /// Only the season is known.
    SeasonOnly "date-season-only" "season only";
    /// The day is not known.
    DayNotKnown "date-day-not-known" "day not known";
    /// The month is not known.
    MonthNotKnown "date-month-not-known" "month not known";
    /// The end of an interval is not known.
    EndNotKnown "date-end-not-known" "end not known";
    /// The beginning of an interval is not known.
    BeginningNotKnown "date-beginning-not-known" "beginning not known";
    /// A note: the date is approximate.
    NoteApproximate "date-note-approximate" "approximate";
    /// A note: the date is uncertain.
    NoteUncertain "date-note-uncertain" "uncertain";
}

/// The words of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateWords {
    /// By kind of name, in the order of [`DateName::ALL`].
    names: Vec<Vec<Word>>,
    /// In the order of [`DatePattern::ALL`].
    patterns: Vec<Word>,
}

impl DateWords {
    /// Makes the words of a language. `name` gives a name by the id of its kind and its number; `pattern` gives a pattern
    /// by its id.
    pub fn new(name: impl Fn(&str, usize) -> String, pattern: impl Fn(&str) -> String) -> Self {
        let named = |id: &str, count: usize| (1..=count).map(|number| name(id, number).into()).collect();
        Self {
            names: DateName::ALL.iter().map(|(_, id, english)| named(id, english.len())).collect(),
            patterns: DatePattern::ALL.iter().map(|(_, id, _)| pattern(id).into()).collect(),
        }
    }

    /// Returns the English words.
    pub fn english() -> Self {
        let borrowed =
            |names: &&'static [&'static str]| names.iter().map(|name| Word::Borrowed(name)).collect();
        Self {
            names: DateName::ALL.iter().map(|(_, _, english)| borrowed(english)).collect(),
            patterns: DatePattern::ALL.iter().map(|(_, _, english)| Word::Borrowed(english)).collect(),
        }
    }

    /// Returns a name; empty if the number is out of range.
    pub fn name(&self, kind: DateName, number: usize) -> &str {
        let names = self.names.get(kind as usize);
        names.and_then(|names| names.get(number.wrapping_sub(1))).map_or("", |name| name)
    }

    /// Returns a pattern as written.
    pub fn pattern(&self, pattern: DatePattern) -> &str {
        self.patterns.get(pattern as usize).map_or("", |pattern| pattern)
    }

    /// Returns a pattern with its variables replaced.
    pub fn fill(&self, pattern: DatePattern, values: &[(&str, &str)]) -> String {
        let pieces = pieces(self.pattern(pattern)).map(|piece| match piece {
            PatternPiece::Literal(text) => text,
            PatternPiece::Variable(name) => value_of(name, values).copied().unwrap_or_default(),
        });
        pieces.collect()
    }

    /// Returns the title of a year: `2025`, `44 BC`. Year 0 is 1 BC.
    pub fn year_title(&self, year: i64) -> String {
        self.fill(DatePattern::Year, &[("year", &self.year(year))])
    }

    /// Returns the title of a month in a year: `April 2025`.
    pub fn month_title(&self, month: u8, year: i64) -> String {
        let month = self.name(DateName::Month, month.into());
        self.fill(DatePattern::MonthYear, &[("month", month), ("year", &self.year(year))])
    }

    /// Returns a year as part of a date.
    pub(super) fn year(&self, year: i64) -> String {
        if year > 0 {
            return year.to_string();
        }
        self.fill(DatePattern::YearBc, &[("year", &(1 - year).to_string())])
    }
}

/// A part of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PatternPiece<'p> {
    Literal(&'p str),
    /// A variable, without its braces.
    Variable(&'p str),
}

/// Splits a pattern into text and variables.
pub(super) fn pieces(pattern: &str) -> impl Iterator<Item = PatternPiece<'_>> {
    pattern.split_inclusive('}').flat_map(|part| {
        let variable = part.strip_suffix('}').and_then(|part| part.rsplit_once('{'));
        let (literal, variable) = variable.map_or((part, None), |(literal, name)| (literal, Some(name)));
        let literal = Some(literal).filter(|literal| !literal.is_empty()).map(PatternPiece::Literal);
        literal.into_iter().chain(variable.map(PatternPiece::Variable))
    })
}

/// Returns the value of a variable.
pub(super) fn value_of<'v, T>(name: &str, values: &'v [(&str, T)]) -> Option<&'v T> {
    values.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_split_at_their_variables() {
        let cases = [
            ("{day} {month}", "<day>| |<month>"),
            ("about {date}", "about |<date>"),
            ("{year}s", "<year>|s"),
            ("2025", "2025"),
            ("}{", "}|{"),
            ("", ""),
        ];
        for (pattern, expected) in cases {
            let shown = pieces(pattern).map(|piece| match piece {
                PatternPiece::Literal(text) => text.to_owned(),
                PatternPiece::Variable(name) => format!("<{name}>"),
            });
            assert_eq!(shown.collect::<Vec<_>>().join("|"), expected, "{pattern}");
        }
    }

    #[test]
    fn names_and_patterns_are_in_the_order_of_their_kinds() {
        let english = DateWords::english();
        for (kind, _, names) in DateName::ALL {
            assert_eq!(english.name(*kind, names.len()), names[names.len() - 1]);
            assert_eq!([english.name(*kind, 0), english.name(*kind, names.len() + 1)], ["", ""]);
        }
        for (pattern, _, text) in DatePattern::ALL {
            assert_eq!(english.pattern(*pattern), *text);
        }
    }
}
