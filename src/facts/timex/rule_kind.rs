//! What a rule can mean: the word before its colon.

/// The meaning of a rule; what its words are tells the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RuleKind {
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
    AroundYear,
    /// A quarter or half of a year.
    Quarter,
    /// A quarter or period of the year before.
    YearAgo,
    /// A season.
    Season,
    /// This, last or next of something.
    Deictic,
    /// A unit with an article: the quarter, the weekend.
    DefiniteUnit,
    /// Today, yesterday, tomorrow, tonight.
    DayWord,
    /// A part of a day that has to be found.
    DayPart,
    /// So long before publication.
    Ago,
    /// So long after publication.
    Hence,
    /// So long before what was last spoken of.
    Earlier,
    /// So long after what was last spoken of.
    Later,
    /// A unit before or after an event that follows.
    RelativeToEvent,
    /// A length of time.
    Duration,
    /// A recurrence.
    Recurrence,
    /// Now.
    Present,
    /// Some time ago.
    Past,
    /// Some time to come.
    Future,
    /// A day that has a name, by its number in the table.
    Named(u8),
    /// No expression, whatever it looks like.
    Rejected,
}

const NAMES: &[(&str, RuleKind)] = &[
    ("calendar", RuleKind::Calendar),
    ("range", RuleKind::Range),
    ("weekof", RuleKind::WeekOf),
    ("year", RuleKind::Year),
    ("years", RuleKind::Years),
    ("decade", RuleKind::Decade),
    ("post", RuleKind::AroundYear),
    ("quarter", RuleKind::Quarter),
    ("yearago", RuleKind::YearAgo),
    ("season", RuleKind::Season),
    ("deictic", RuleKind::Deictic),
    ("unit", RuleKind::DefiniteUnit),
    ("dayword", RuleKind::DayWord),
    ("part", RuleKind::DayPart),
    ("ago", RuleKind::Ago),
    ("hence", RuleKind::Hence),
    ("earlier", RuleKind::Earlier),
    ("later", RuleKind::Later),
    ("weekago", RuleKind::RelativeToEvent),
    ("length", RuleKind::Duration),
    ("every", RuleKind::Recurrence),
    ("present", RuleKind::Present),
    ("past", RuleKind::Past),
    ("future", RuleKind::Future),
    ("none", RuleKind::Rejected),
];

impl RuleKind {
    /// The meaning a table names.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, meaning)| *meaning)
    }
}
