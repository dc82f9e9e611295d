//! The kinds of rules: the word before the colon.

/// The kind of a rule. Its words determine the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RuleKind {
    /// A full or partial date, optionally with a time of day.
    Calendar,
    /// A clock time in words with the part of the day: "half past nine this evening".
    SpokenClock,
    /// A range of days.
    Range,
    /// A week of a month by its number.
    WeekOf,
    /// A bare year: four digits that may be something else.
    Year,
    /// An unambiguous year.
    Years,
    /// A decade written as its first year with `'s`.
    Decade,
    /// The time after or before a year.
    AroundYear,
    /// A fiscal year.
    Fiscal,
    /// A quarter or half of a year.
    Quarter,
    /// A quarter or period of the previous year.
    YearAgo,
    /// A season.
    Season,
    /// A unit, month or weekday with "this", "last" or "next".
    Deictic,
    /// A unit with an article: the quarter, the weekend.
    DefiniteUnit,
    /// Today, yesterday, tomorrow, tonight.
    DayWord,
    /// A part of a day whose day must be inferred.
    DayPart,
    /// A duration before publication.
    Ago,
    /// A duration after publication.
    Hence,
    /// A number of units after "in": a time after publication if the verb is in the future, else a duration.
    InDuration,
    /// A duration before the last date mentioned.
    Earlier,
    /// A duration after the last date mentioned.
    Later,
    /// A unit before or after an event that follows.
    RelativeToEvent,
    /// A duration.
    Duration,
    /// A recurrence.
    Recurrence,
    /// Now.
    Present,
    /// Some time ago.
    Past,
    /// Some time in the future.
    Future,
    /// Some time ago, in a history only: "the former king".
    HistoricPast,
    /// Some time in the future, in a history only: "the future queen".
    HistoricFuture,
    /// A named day, by its index in the table.
    Named(u8),
    /// Not a time expression.
    Rejected,
}

const NAMES: &[(&str, RuleKind)] = &[
    ("calendar", RuleKind::Calendar),
    ("spoken", RuleKind::SpokenClock),
    ("range", RuleKind::Range),
    ("weekof", RuleKind::WeekOf),
    ("year", RuleKind::Year),
    ("years", RuleKind::Years),
    ("decade", RuleKind::Decade),
    ("post", RuleKind::AroundYear),
    ("fiscal", RuleKind::Fiscal),
    ("quarter", RuleKind::Quarter),
    ("yearago", RuleKind::YearAgo),
    ("season", RuleKind::Season),
    ("deictic", RuleKind::Deictic),
    ("unit", RuleKind::DefiniteUnit),
    ("dayword", RuleKind::DayWord),
    ("part", RuleKind::DayPart),
    ("ago", RuleKind::Ago),
    ("hence", RuleKind::Hence),
    ("in", RuleKind::InDuration),
    ("earlier", RuleKind::Earlier),
    ("later", RuleKind::Later),
    ("weekago", RuleKind::RelativeToEvent),
    ("length", RuleKind::Duration),
    ("every", RuleKind::Recurrence),
    ("present", RuleKind::Present),
    ("past", RuleKind::Past),
    ("future", RuleKind::Future),
    ("historic-past", RuleKind::HistoricPast),
    ("historic-future", RuleKind::HistoricFuture),
    ("none", RuleKind::Rejected),
];

impl RuleKind {
    /// Returns the kind with a name in the tables.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }
}
