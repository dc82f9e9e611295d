//! The axis of a strip: a line in up to three parts. Long times without facts between the parts are left out.

use super::super::MIN_WIDTH;

/// Space beside the first and the last mark.
const SIDE: f64 = 12.0;
/// Space between two parts.
const BREAK: f64 = 16.0;
/// Minimum width of a part.
const MIN_PART: f64 = 40.0;
/// Maximum number of times left out.
const MAX_BREAKS: usize = 2;
/// A time without facts is left out if it is longer than this share of the time that is shown: twice as long as the rest.
const MIN_GAP: f64 = 0.66;
/// Share of the width that is given by durations; the rest is given by the number of facts.
const BY_DURATION: f64 = 0.5;

/// The axis, with times in seconds and positions in pixels.
#[derive(Debug)]
pub(super) struct Axis {
    pub(super) parts: Vec<AxisPart>,
}

/// A part of the axis on which distances are proportional to durations.
#[derive(Debug)]
pub(super) struct AxisPart {
    /// First time shown.
    pub(super) first: i64,
    /// Last time shown; may be the first.
    pub(super) last: i64,
    pub(super) left: f64,
    pub(super) right: f64,
}

impl Axis {
    /// Creates the axis of times, which are sorted and distinct; at least one.
    pub(super) fn new(times: &[i64]) -> Self {
        let ranges = split(times);
        let room = MIN_WIDTH - 2.0 * SIDE - BREAK * (ranges.len() - 1) as f64;
        let spare = room - MIN_PART * ranges.len() as f64;
        let total: f64 = ranges.iter().map(|range| duration(range)).sum();
        let mut left = SIDE;
        let mut parts = Vec::new();
        for range in &ranges {
            let by_count = range.len() as f64 / times.len() as f64;
            let share = if total > 0.0 {
                BY_DURATION * duration(range) / total + (1.0 - BY_DURATION) * by_count
            } else {
                by_count
            };
            let right = left + MIN_PART + spare * share;
            parts.push(AxisPart { first: range[0], last: range[range.len() - 1], left, right });
            left = right + BREAK;
        }
        Self { parts }
    }

    /// Returns the position of a time. Times before the first and after the last are at the ends.
    pub(super) fn position(&self, time: i64) -> f64 {
        let next = self.parts.partition_point(|part| part.first <= time);
        let Some(part) = next.checked_sub(1).and_then(|index| self.parts.get(index)) else { return 0.0 };
        if time > part.last {
            let end = self.parts.get(next).map_or(MIN_WIDTH, |other| other.left);
            return f64::midpoint(part.right, end);
        }
        if part.first == part.last {
            return f64::midpoint(part.left, part.right);
        }
        part.left + (part.right - part.left) * ((time - part.first) as f64 / (part.last - part.first) as f64)
    }

    /// Returns the middle of each time that is left out.
    pub(super) fn breaks(&self) -> impl Iterator<Item = f64> {
        self.parts.windows(2).map(|pair| f64::midpoint(pair[0].right, pair[1].left))
    }
}

/// Returns the seconds from the first to the last time, which exist.
fn duration(times: &[i64]) -> f64 {
    (times[times.len() - 1] - times[0]) as f64
}

/// Splits times at the longest gaps.
fn split(times: &[i64]) -> Vec<&[i64]> {
    let mut gaps: Vec<(i64, usize)> =
        times.windows(2).enumerate().map(|(index, pair)| (pair[1] - pair[0], index + 1)).collect();
    gaps.sort_unstable_by_key(|(gap, index)| (std::cmp::Reverse(*gap), *index));
    let mut shown = times.last().zip(times.first()).map_or(0, |(last, first)| last - first);
    let mut cuts = Vec::new();
    for (gap, index) in gaps.into_iter().take(MAX_BREAKS) {
        if (gap as f64) <= MIN_GAP * shown as f64 || gap == shown {
            break;
        }
        shown -= gap;
        cuts.push(index);
    }
    cuts.sort_unstable();
    let starts = std::iter::once(0).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain(std::iter::once(times.len()));
    starts.zip(ends).map(|(start, end)| &times[start..end]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn long_times_without_facts_are_left_out() {
        let cases: [(&[i64], &[&[i64]]); 6] = [
            (&[0], &[&[0]]),
            (&[0, 100], &[&[0, 100]]),
            (&[0, 50, 100], &[&[0, 50, 100]]),
            (&[0, 90, 100], &[&[0], &[90, 100]]),
            (&[0, 1000, 1010, 1020], &[&[0], &[1000, 1010, 1020]]),
            (&[0, 30, 60, 90], &[&[0, 30, 60, 90]]),
        ];
        for (times, expected) in cases {
            assert_eq!(split(times), expected, "{times:?}");
        }
    }

    proptest! {
        #[test]
        fn positions_are_in_order_and_inside(mut times in prop::collection::vec(-60_000_000_000i64..60_000_000_000, 1..40)) {
            times.sort_unstable();
            times.dedup();
            let axis = Axis::new(&times);
            let positions: Vec<f64> = times.iter().map(|time| axis.position(*time)).collect();
            prop_assert!(positions.is_sorted(), "{:?}", positions);
            prop_assert!(positions[0] > 0.0 && positions[positions.len() - 1] < MIN_WIDTH);
        }
    }
}
