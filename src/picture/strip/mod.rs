//! Timeline strips: the dated facts of a page as marks above an axis.
//!
//! Marks that would hide each other are stacked. A strip with lanes has one for each group of facts, with its name above it.

mod axis;
mod ticks;

pub use ticks::{Tick, TickUnit};

use jiff::civil::Date as Day;

use super::text_box::TEXT_HEIGHT;
use super::{MARK_RADIUS, MIN_WIDTH, percent_of_width};
use axis::Axis;

/// Height of a row of stacked marks.
const ROW: f64 = 10.0;
/// Maximum number of stacked marks; others share the highest row.
const MAX_ROWS: usize = 6;
/// Space above and below the marks of a lane.
const PADDING: f64 = 2.0;
/// Space below the axis for the dates.
const BELOW_AXIS: f64 = 20.0;

/// A dated fact. Times are in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StripFact {
    /// Its beginning; `None` if it is open or not known.
    pub start: Option<i64>,
    /// Its end, not before the beginning; `None` if it is open or not known.
    pub end: Option<i64>,
    /// What lies between them.
    pub form: StripForm,
    /// Whether the date has no qualifier.
    pub is_certain: bool,
    /// Whether it is to come.
    pub is_coming: bool,
    /// Index of its lane.
    pub lane: usize,
}

/// What lies between the beginning and the end of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StripForm {
    /// A day or an instant: the beginning counts.
    Point,
    /// A time at which it happened, such as some day of a month.
    Within,
    /// All the time in which it went on.
    Interval,
}

/// A strip with the positions of everything on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Strip {
    /// Height in pixels.
    pub height: f64,
    /// Position of the axis in pixels from the top.
    pub axis: f64,
    /// The parts of the axis, from and to, in percent of the width.
    pub parts: Vec<(f64, f64)>,
    /// Positions of times that are left out, in percent of the width.
    pub breaks: Vec<f64>,
    /// Position of the line before what is to come, in percent of the width; `None` unless there is something on both sides.
    pub now: Option<f64>,
    /// Marks in the order of the facts.
    pub marks: Vec<StripMark>,
    /// Names of lanes with the position of their middle line in pixels.
    pub lanes: Vec<(f64, String)>,
    /// Dates below the axis.
    pub ticks: Vec<Tick>,
}

/// The mark of a fact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StripMark {
    /// Its shape.
    pub shape: StripShape,
    /// Position of its middle line in pixels from the top.
    pub y: f64,
    /// Whether the date has no qualifier and both ends are known.
    pub is_certain: bool,
    /// Whether it is to come.
    pub is_coming: bool,
}

/// The shape of a mark, with positions in percent of the width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum StripShape {
    /// A circle at a position.
    Circle(f64),
    /// A line for an interval.
    Bar(f64, f64),
    /// A line for a time within which something happened.
    Span(f64, f64),
}

/// A fact with its extent in pixels, and the index of its row in its lane.
struct Placed<'f> {
    fact: &'f StripFact,
    left: f64,
    right: f64,
    row: usize,
}

impl Strip {
    /// Places facts on a strip. `lanes` has the name of each lane; a single lane needs none. `label` writes a date below the
    /// axis. Returns `None` if no fact has a known beginning or end.
    pub fn new(
        facts: &[StripFact],
        lanes: &[String],
        label: &dyn Fn(Day, TickUnit) -> String,
    ) -> Option<Self> {
        let mut times: Vec<i64> = facts.iter().flat_map(shown_times).collect();
        times.sort_unstable();
        times.dedup();
        if times.is_empty() {
            return None;
        }
        let axis = Axis::new(&times);
        let placed = stack(facts, lanes.len().max(1), &axis);
        let (tops, height) = lane_tops(&placed, lanes.len());
        let middle = TEXT_HEIGHT / 2.0;
        Some(Self {
            height: height + BELOW_AXIS,
            axis: height,
            parts: axis
                .parts
                .iter()
                .map(|part| {
                    (percent_of_width(part.left - MARK_RADIUS), percent_of_width(part.right + MARK_RADIUS))
                })
                .collect(),
            breaks: axis.breaks().map(percent_of_width).collect(),
            now: now(&placed),
            marks: placed.iter().map(|placed| placed.mark(tops[placed.fact.lane])).collect(),
            lanes: lanes
                .iter()
                .zip(&tops)
                .map(|(name, bottom)| (bottom.top + middle, name.clone()))
                .collect(),
            ticks: ticks::ticks(&axis, label),
        })
    }
}

/// Returns the times of a fact that the axis shows.
fn shown_times(fact: &StripFact) -> impl Iterator<Item = i64> {
    let end = if fact.form == StripForm::Point { None } else { fact.end };
    fact.start.into_iter().chain(end)
}

/// The extent of a lane in pixels from the top.
#[derive(Clone, Copy)]
struct LaneExtent {
    top: f64,
    bottom: f64,
}

/// Gives each fact the lowest row of its lane that is free there.
fn stack<'f>(facts: &'f [StripFact], lanes: usize, axis: &Axis) -> Vec<Placed<'f>> {
    let mut placed: Vec<Placed<'_>> = facts.iter().map(|fact| Placed::new(fact, axis)).collect();
    let mut order: Vec<usize> = (0..placed.len()).collect();
    order.sort_by(|one, other| placed[*one].left.total_cmp(&placed[*other].left));
    let mut taken = vec![[f64::MIN; MAX_ROWS]; lanes];
    for index in order {
        let Placed { fact, left, right, .. } = placed[index];
        let rows = &mut taken[fact.lane.min(lanes - 1)];
        let row = rows.iter().position(|end| *end <= left).unwrap_or(MAX_ROWS - 1);
        rows[row] = rows[row].max(right + 1.0);
        placed[index].row = row;
    }
    placed
}

/// Returns the extent of each lane, and the height of all.
fn lane_tops(placed: &[Placed<'_>], named: usize) -> (Vec<LaneExtent>, f64) {
    let heading = if named > 0 { TEXT_HEIGHT } else { 0.0 };
    let mut rows = vec![1; named.max(1)];
    for Placed { fact, row, .. } in placed {
        rows[fact.lane] = rows[fact.lane].max(row + 1);
    }
    let mut top = 0.0;
    let mut extents = Vec::new();
    for count in rows {
        let bottom = top + heading + count as f64 * ROW + 2.0 * PADDING;
        extents.push(LaneExtent { top, bottom });
        top = bottom;
    }
    (extents, top)
}

/// Returns the position between the last fact that has begun and the first one to come. It moves only when a fact begins.
fn now(placed: &[Placed<'_>]) -> Option<f64> {
    let begun = placed.iter().filter(|placed| !placed.fact.is_coming).map(|placed| placed.left + MARK_RADIUS);
    let coming = placed.iter().filter(|placed| placed.fact.is_coming).map(|placed| placed.left + MARK_RADIUS);
    let (last, first) = (begun.fold(f64::MIN, f64::max), coming.fold(f64::MAX, f64::min));
    (last > f64::MIN && first < f64::MAX && last < first)
        .then(|| percent_of_width(f64::midpoint(last, first)))
}

impl<'f> Placed<'f> {
    fn new(fact: &'f StripFact, axis: &Axis) -> Self {
        let start = fact.start.map_or(0.0, |time| axis.position(time));
        let end = match (fact.form, fact.end) {
            (StripForm::Point, _) => start,
            (_, Some(time)) => axis.position(time),
            (_, None) => MIN_WIDTH,
        };
        Self { fact, left: start - MARK_RADIUS, right: end.max(start) + MARK_RADIUS, row: 0 }
    }

    fn mark(&self, lane: LaneExtent) -> StripMark {
        let (start, end) =
            (percent_of_width(self.left + MARK_RADIUS), percent_of_width(self.right - MARK_RADIUS));
        let shape = match self.fact.form {
            StripForm::Point => StripShape::Circle(start),
            StripForm::Within => StripShape::Span(start, end),
            StripForm::Interval => StripShape::Bar(start, end),
        };
        let has_ends = self.fact.start.is_some() && self.fact.end.is_some();
        StripMark {
            shape,
            y: lane.bottom - PADDING - (self.row as f64 + 0.5) * ROW,
            is_certain: self.fact.is_certain && has_ends,
            is_coming: self.fact.is_coming,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    fn fact(start: Option<i64>, end: Option<i64>, form: StripForm, lane: usize) -> StripFact {
        let [start, end] = [start, end].map(|day| day.map(|day| day * DAY));
        StripFact { start, end, form, is_certain: true, is_coming: start > Some(100 * DAY), lane }
    }

    fn point(day: i64) -> StripFact {
        fact(Some(day), Some(day + 1), StripForm::Point, 0)
    }

    fn strip(facts: &[StripFact], lanes: &[&str]) -> Option<Strip> {
        let lanes: Vec<String> = lanes.iter().map(|name| (*name).to_owned()).collect();
        Strip::new(facts, &lanes, &|day, _| day.strftime("%-d %b").to_string())
    }

    #[test]
    fn facts_of_one_day_are_stacked() {
        let strip = strip(&[point(1), point(1), point(9)], &[]).expect("a strip");
        let ys: Vec<f64> = strip.marks.iter().map(|mark| mark.y).collect();
        assert_eq!(ys, [17.0, 7.0, 17.0]);
        assert_eq!((strip.axis, strip.height), (24.0, 44.0));
    }

    #[test]
    fn open_ends_reach_the_edge_and_are_not_certain() {
        let open = fact(Some(5), None, StripForm::Interval, 0);
        let strip = strip(&[point(1), open], &[]).expect("a strip");
        assert!(matches!(strip.marks[1].shape, StripShape::Bar(start, 100.0) if start > 50.0), "{strip:?}");
        assert!(strip.marks[0].is_certain && !strip.marks[1].is_certain);
    }

    #[test]
    fn the_line_stands_between_what_has_begun_and_what_comes() {
        let now = |facts: &[StripFact]| strip(facts, &[]).expect("a strip").now;
        assert_eq!(now(&[point(1), point(2)]), None);
        assert_eq!(now(&[point(101), point(102)]), None);
        let line = now(&[point(1), point(200)]).expect("a line");
        assert!((line - 50.0).abs() < 0.1, "{line}");
    }

    #[test]
    fn lanes_have_names_above_their_marks() {
        let facts = [point(1), fact(Some(3), Some(4), StripForm::Point, 1)];
        let strip = strip(&facts, &["Iran", "Oman"]).expect("a strip");
        assert_eq!(strip.lanes, [(6.5, "Iran".to_owned()), (33.5, "Oman".to_owned())]);
        assert_eq!((strip.marks[0].y, strip.marks[1].y), (20.0, 47.0));
    }

    #[test]
    fn facts_without_a_known_time_give_no_strip() {
        assert_eq!(strip(&[], &[]), None);
        assert_eq!(strip(&[fact(None, None, StripForm::Interval, 0)], &[]), None);
    }
}
