//! What a rule can mean: the word before its colon.

/// The meaning of a rule; what its words are tells the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A date, whole or in part, perhaps with a time of day.
    Calendar,
    /// Days from the first to the last one named.
    Range,
    /// A week of a month by its number.
    WeekOf,
    /// A year alone: four digits that may be something else.
    Year,
    /// Years that can be nothing else.
    Years,
    /// A decade written as its first year with `'s`.
    Decade,
    /// The time after or before a year.
    Around,
    /// A quarter or half of a year.
    Quarter,
    /// A quarter or period of the year before.
    YearAgo,
    /// A season.
    Season,
    /// This, last or next of something.
    Deictic,
    /// A unit with an article: the quarter, the weekend.
    TheUnit,
    /// Today, yesterday, tomorrow, tonight.
    DayWord,
    /// A part of a day that has to be found.
    Part,
    /// So long before publication.
    Ago,
    /// So long after publication.
    Hence,
    /// So long before what was last spoken of.
    Earlier,
    /// So long after what was last spoken of.
    Later,
    /// A unit before or after an event that follows.
    FromEvent,
    /// A length of time.
    Length,
    /// A recurrence.
    Every,
    /// Now.
    Present,
    /// Some time ago.
    Past,
    /// Some time to come.
    Future,
    /// A day that has a name, by its number in the table.
    Named(u8),
    /// No expression, whatever it looks like.
    Nothing,
}

const NAMES: &[(&str, Meaning)] = &[
    ("calendar", Meaning::Calendar),
    ("range", Meaning::Range),
    ("weekof", Meaning::WeekOf),
    ("year", Meaning::Year),
    ("years", Meaning::Years),
    ("decade", Meaning::Decade),
    ("post", Meaning::Around),
    ("quarter", Meaning::Quarter),
    ("yearago", Meaning::YearAgo),
    ("season", Meaning::Season),
    ("deictic", Meaning::Deictic),
    ("unit", Meaning::TheUnit),
    ("dayword", Meaning::DayWord),
    ("part", Meaning::Part),
    ("ago", Meaning::Ago),
    ("hence", Meaning::Hence),
    ("earlier", Meaning::Earlier),
    ("later", Meaning::Later),
    ("weekago", Meaning::FromEvent),
    ("length", Meaning::Length),
    ("every", Meaning::Every),
    ("present", Meaning::Present),
    ("past", Meaning::Past),
    ("future", Meaning::Future),
    ("none", Meaning::Nothing),
];

impl Meaning {
    /// The meaning a table names.
    pub(super) fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, meaning)| *meaning)
    }
}
