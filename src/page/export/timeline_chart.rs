//! Data of the timeline chart: the number of dated facts per interval.

use crate::site::Site;

/// Minimum number of dated facts for a chart.
const MIN_FACTS: usize = 30;
/// Maximum number of bars.
const MAX_BARS: i64 = 120;

/// Counts of dated facts by intervals of equal length, which is one year unless that gives too many bars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineChart {
    /// First year of the first bar.
    pub first_year: i64,
    /// Years per bar: 1, 2, 5, 10, 20 and so on.
    pub years_per_bar: i64,
    /// All bars from the first to the last fact, including empty ones; at least two.
    pub bars: Vec<ChartBar>,
}

/// The number of dated facts in an interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChartBar {
    /// Facts that had begun at `as_of`.
    pub past: usize,
    /// Facts after `as_of`.
    pub future: usize,
}

/// The output path of the chart.
pub const TIMELINE_CHART_PATH: &str = "chronology/timeline.svg";

impl TimelineChart {
    /// Counts the facts of a site. Returns `None` if the chart is disabled, or if there are too few dated facts or bars.
    pub fn new(site: &Site) -> Option<Self> {
        if !site.settings.outputs.timeline {
            return None;
        }
        let years = || site.timeline.iter().filter_map(|year| Some((i64::from(year.year?), &year.events)));
        let (first, last) = (years().map(|(year, _)| year).min()?, years().map(|(year, _)| year).max()?);
        let facts: usize = years().map(|(_, events)| events.len()).sum();
        let step = years_per_bar(last - first + 1);
        let first = first.div_euclid(step) * step;
        let mut bars = vec![ChartBar::default(); ((last - first) / step + 1) as usize];
        if facts < MIN_FACTS || bars.len() < 2 {
            return None;
        }
        for (year, events) in years() {
            let bar = &mut bars[((year - first) / step) as usize];
            let future = events.iter().filter(|id| !site.as_of.has_reached(site.event(**id).start)).count();
            bar.past += events.len() - future;
            bar.future += future;
        }
        Some(Self { first_year: first, years_per_bar: step, bars })
    }
}

impl ChartBar {
    /// Returns the number of all facts.
    pub fn count(self) -> usize {
        self.past + self.future
    }
}

/// Returns the smallest number of years per bar that keeps the limit of bars.
fn years_per_bar(years: i64) -> i64 {
    let mut ten = 1;
    loop {
        if let Some(step) = [1, 2, 5].map(|part| part * ten).into_iter().find(|step| years <= step * MAX_BARS)
        {
            return step;
        }
        ten *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_widen_with_the_number_of_years() {
        let cases = [(1, 1), (120, 1), (121, 2), (600, 5), (601, 10), (12_001, 200), (20_000, 200)];
        for (years, expected) in cases {
            assert_eq!(years_per_bar(years), expected, "{years}");
        }
    }
}
