//! The history as one picture: how many dated facts fall in each stretch of time.

use crate::site::Site;

/// Fewer dated facts than this are seen at a glance in their list.
const MIN_FACTS: usize = 30;
/// The most stretches shown side by side.
const MAX_BARS: i64 = 120;

/// Dated facts by stretches of equal length; a stretch is a year where that leaves few enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineChart {
    /// The first year of the first stretch.
    pub first_year: i64,
    /// Years in a stretch: 1, 2, 5, 10, 20 and so on.
    pub years_per_bar: i64,
    /// Every stretch from the first with a fact to the last, also those without any; at least two.
    pub bars: Vec<ChartBar>,
}

/// The dated facts of a stretch of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChartBar {
    /// Those that had begun at the instant the site is built for.
    pub past: usize,
    /// Those to come.
    pub future: usize,
}

/// Where the picture stands.
pub const TIMELINE_CHART_PATH: &str = "chronology/timeline.svg";

impl TimelineChart {
    /// The history of a site; none where settings want no picture, or facts are few, undated or of one year.
    pub fn new(site: &Site) -> Option<Self> {
        if !site.settings.outputs.timeline {
            return None;
        }
        let dated = || site.timeline.iter().filter_map(|year| Some((i64::from(year.year?), &year.events)));
        let (first, last) = (dated().map(|(year, _)| year).min()?, dated().map(|(year, _)| year).max()?);
        let facts: usize = dated().map(|(_, events)| events.len()).sum();
        let step = years_per_bar(last - first + 1);
        let first = first.div_euclid(step) * step;
        let mut bars = vec![ChartBar::default(); ((last - first) / step + 1) as usize];
        if facts < MIN_FACTS || bars.len() < 2 {
            return None;
        }
        for (year, events) in dated() {
            let bar = &mut bars[((year - first) / step) as usize];
            let coming = events.iter().filter(|id| site.event(**id).start > site.as_of).count();
            bar.past += events.len() - coming;
            bar.future += coming;
        }
        Some(Self { first_year: first, years_per_bar: step, bars })
    }
}

impl ChartBar {
    /// All facts of the stretch.
    pub fn count(self) -> usize {
        self.past + self.future
    }
}

/// The shortest stretch that leaves few enough bars for so many years.
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
    fn stretches_grow_with_the_history() {
        let cases = [(1, 1), (120, 1), (121, 2), (600, 5), (601, 10), (12_001, 200), (20_000, 200)];
        for (years, expected) in cases {
            assert_eq!(years_per_bar(years), expected, "{years}");
        }
    }
}
