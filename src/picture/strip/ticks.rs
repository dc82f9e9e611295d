//! Dates below the axis of a strip.

use jiff::civil::Date as Day;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};

use super::super::text_box::{PixelBox, TextAnchor, text_width};
use super::super::{MIN_WIDTH, percent_of_width};
use super::axis::{Axis, AxisPart};

/// Minimum space between two labels.
const SPACE: f64 = 6.0;
/// Minimum width of a label with its space: no shorter one is tried.
const MIN_LABEL: f64 = 18.0;
const SECONDS_PER_DAY: i64 = 86_400;

/// A date below the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Position in percent of the width.
    pub x: f64,
    /// Text.
    pub label: String,
    /// Which point of the text is at the position.
    pub anchor: TextAnchor,
}

/// What a date below the axis states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TickUnit {
    /// Day and month.
    Day,
    /// Day, month and year.
    DayOfYear,
    /// The month.
    Month,
    /// Month and year.
    MonthOfYear,
    /// The year.
    Year,
}

/// A distance between dates.
#[derive(Clone, Copy)]
enum Step {
    Days(i64),
    Months(i64),
}

/// All distances tried, the shortest first.
const STEPS: [Step; 15] = [
    Step::Days(1),
    Step::Days(7),
    Step::Months(1),
    Step::Months(3),
    Step::Months(6),
    Step::Months(12),
    Step::Months(24),
    Step::Months(60),
    Step::Months(120),
    Step::Months(240),
    Step::Months(600),
    Step::Months(1200),
    Step::Months(2400),
    Step::Months(6000),
    Step::Months(12_000),
];

/// Returns the dates below an axis; their labels do not overlap. `label` writes a date.
pub(super) fn ticks(axis: &Axis, label: &dyn Fn(Day, TickUnit) -> String) -> Vec<Tick> {
    let mut all = Vec::new();
    let mut free_from = 0.0;
    for (index, part) in axis.parts.iter().enumerate() {
        let free_to = axis.parts.get(index + 1).map_or(MIN_WIDTH, |next| next.left - SPACE);
        let part_ticks = part_ticks(axis, part, free_from..free_to, label);
        if let Some((_, right)) = part_ticks.last() {
            free_from = right + SPACE;
        }
        all.extend(part_ticks.into_iter().map(|(tick, _)| tick));
    }
    all
}

/// Returns the dates of one part, each with its right end, by the shortest step whose labels have room.
fn part_ticks(
    axis: &Axis,
    part: &AxisPart,
    free: std::ops::Range<f64>,
    label: &dyn Fn(Day, TickUnit) -> String,
) -> Vec<(Tick, f64)> {
    let fitting = STEPS.into_iter().find_map(|step| {
        let days = step.days(part)?;
        let labelled = days.iter().enumerate().map(|(index, day)| {
            let text = label(*day, step.unit(*day, index));
            (axis.position(seconds(*day)), text)
        });
        place(labelled, &free)
    });
    fitting.or_else(|| place(single_label(axis, part, label).into_iter(), &free)).unwrap_or_default()
}

/// Returns the label of a part that has no round date: that of its beginning, as precise as its distance from others needs.
fn single_label(
    axis: &Axis,
    part: &AxisPart,
    label: &dyn Fn(Day, TickUnit) -> String,
) -> Option<(f64, String)> {
    let day = day_of(part.first)?;
    let is_other = |other: &&AxisPart| other.first != part.first;
    let years: Vec<i16> =
        axis.parts.iter().filter(is_other).filter_map(|other| Some(day_of(other.first)?.year())).collect();
    let is_alone = !years.is_empty() && years.iter().all(|year| *year != day.year());
    let unit = if is_alone { TickUnit::Year } else { TickUnit::DayOfYear };
    Some((f64::midpoint(axis.position(part.first), axis.position(part.last)), label(day, unit)))
}

/// Places labels side by side. Returns `None` if there are none or they have no room.
fn place(
    labels: impl Iterator<Item = (f64, String)>,
    free: &std::ops::Range<f64>,
) -> Option<Vec<(Tick, f64)>> {
    let mut placed: Vec<(Tick, f64)> = Vec::new();
    let mut left = free.start;
    for (x, label) in labels {
        let width = text_width(&label);
        let boxed = |anchor| (anchor, PixelBox::of_label(x, 0.0, width, anchor));
        let choices = [TextAnchor::Middle, TextAnchor::Start, TextAnchor::End].map(boxed);
        let fits = |(_, room): &(TextAnchor, PixelBox)| room.left >= left && room.right <= free.end;
        let (anchor, room) = choices.into_iter().find(fits)?;
        left = room.right + SPACE;
        placed.push((Tick { x: percent_of_width(x), label, anchor }, room.right));
    }
    (!placed.is_empty()).then_some(placed)
}

impl Step {
    /// Returns the dates of this step on a part; `None` if there are none or too many.
    fn days(self, part: &AxisPart) -> Option<Vec<Day>> {
        let (first, last) = (day_of(part.first)?, day_of(part.last)?);
        let length = match self {
            Self::Days(days) => days,
            Self::Months(months) => months * 30,
        };
        let most = ((part.right - part.left) / MIN_LABEL) as i64 + 1;
        if (part.last - part.first) / SECONDS_PER_DAY / length > most || part.first == part.last {
            return None;
        }
        let first = if seconds(first) < part.first { first.tomorrow().ok()? } else { first };
        let mut day = self.round_up(first)?;
        let mut days = Vec::new();
        while day <= last {
            days.push(day);
            let Some(next) = self.after(day) else { break };
            day = next;
        }
        (!days.is_empty()).then_some(days)
    }

    /// Returns the first date of this step that is not before a day.
    fn round_up(self, day: Day) -> Option<Day> {
        let Self::Months(step) = self else { return Some(day) };
        let months = i64::from(day.year()) * 12 + i64::from(day.month()) - 1;
        let months = if day.day() > 1 { months + 1 } else { months };
        month_start(months.div_euclid(step) * step + if months.rem_euclid(step) == 0 { 0 } else { step })
    }

    fn after(self, day: Day) -> Option<Day> {
        match self {
            Self::Days(days) => day.checked_add(days.days()).ok(),
            Self::Months(months) => day.checked_add(months.months()).ok(),
        }
    }

    /// Returns what a date states: the first one of a part and the first one of a year also the year.
    fn unit(self, day: Day, index: usize) -> TickUnit {
        let with_year = index == 0 || (day.month() == 1 && matches!(self, Self::Months(_)));
        match (self, with_year) {
            (Self::Months(12..), _) => TickUnit::Year,
            (Self::Months(_), true) if day.month() == 1 => TickUnit::Year,
            (Self::Months(_), true) => TickUnit::MonthOfYear,
            (Self::Months(_), false) => TickUnit::Month,
            (Self::Days(_), true) => TickUnit::DayOfYear,
            (Self::Days(_), false) => TickUnit::Day,
        }
    }
}

/// Returns the first day of a month, given as months since year 0.
fn month_start(months: i64) -> Option<Day> {
    let year = i16::try_from(months.div_euclid(12)).ok()?;
    Day::new(year, i8::try_from(months.rem_euclid(12) + 1).ok()?, 1).ok()
}

fn day_of(time: i64) -> Option<Day> {
    Some(Offset::UTC.to_datetime(Timestamp::from_second(time).ok()?).date())
}

fn seconds(day: Day) -> i64 {
    Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).map_or(0, Timestamp::as_second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn label(day: Day, unit: TickUnit) -> String {
        match unit {
            TickUnit::Day => day.strftime("%-d %b").to_string(),
            TickUnit::DayOfYear => day.strftime("%-d %b %Y").to_string(),
            TickUnit::Month => day.strftime("%b").to_string(),
            TickUnit::MonthOfYear => day.strftime("%b %Y").to_string(),
            TickUnit::Year => day.strftime("%Y").to_string(),
        }
    }

    fn axis(days: &[&str]) -> Axis {
        Axis::new(&days.iter().map(|day| seconds(day.parse().expect("a day"))).collect::<Vec<_>>())
    }

    #[test]
    fn steps_fit_the_time_shown() {
        let cases: [(&[&str], &str); 6] = [
            (&["2025-04-12", "2025-04-13", "2025-04-14"], "12 Apr 2025 | 13 Apr | 14 Apr"),
            (&["2025-01-20", "2025-04-12", "2025-06-01"], "Feb 2025 | Mar | Apr | May | Jun"),
            (&["2001-02-03", "2012-02-03", "2025-02-03"], "2005 | 2010 | 2015 | 2020 | 2025"),
            (&["1979-11-04", "2025-04-12", "2025-04-19"], "1979 | 12 Apr 2025 | 19 Apr"),
            (&["2025-04-12"], "12 Apr 2025"),
            (&["0044-03-15"], "15 Mar 0044"),
        ];
        for (days, expected) in cases {
            let given: Vec<String> = ticks(&axis(days), &label).into_iter().map(|tick| tick.label).collect();
            assert_eq!(given.join(" | "), expected, "{days:?}");
        }
    }

    proptest! {
        #[test]
        fn labels_do_not_overlap(mut times in prop::collection::vec(-60_000_000_000i64..60_000_000_000, 1..30), near in prop::collection::vec(1_700_000_000i64..1_800_000_000, 0..9)) {
            times.extend(near);
            times.sort_unstable();
            times.dedup();
            let ticks = ticks(&Axis::new(&times), &label);
            let room = |tick: &Tick| PixelBox::of_label(tick.x * MIN_WIDTH / 100.0, 0.0, text_width(&tick.label), tick.anchor);
            for pair in ticks.windows(2) {
                prop_assert!(!room(&pair[0]).overlaps(&room(&pair[1])), "{:?}", pair);
            }
            for tick in &ticks {
                prop_assert!(room(tick).left >= -1.0 && room(tick).right <= MIN_WIDTH + 1.0, "{:?}", tick);
            }
        }
    }
}
