//! Timeline strips of briefings, actors, venues and topics.

use jiff::Timestamp;
use jiff::civil::Date as Day;
use jiff::tz::{Offset, TimeZone};

use super::ViewBuilder;
use super::subject::count_occurrences;
use crate::facts::Date;
use crate::facts::date::{CalendarDate, Phase, Precision};
use crate::picture::{Strip, StripFact, StripForm, TickUnit};
use crate::render::view::StripView;
use crate::site::{ActorId, EventId, PageId, ResolvedBriefing, SubjectKind, VenueId};
use crate::text::curl_quotes;

use super::strip_svg::strip_html;

/// Minimum number of facts on a strip.
const MIN_FACTS: usize = 4;
/// Maximum number of facts on a strip; the latest are shown.
const MAX_FACTS: usize = 120;
/// Number of facts above which a strip has lanes.
const MANY_FACTS: usize = 12;
/// Years above which the description of a strip names years and not days.
const MAX_YEARS_BY_DAY: i16 = 2;
/// Maximum number of lanes, besides that of other facts.
const MAX_LANES: usize = 5;

/// A dated fact that may stand on a strip, with its actors and venue.
pub(super) struct DatedItem {
    pub(super) date: Date,
    pub(super) phase: Phase,
    pub(super) actors: Vec<ActorId>,
    pub(super) venue: Option<VenueId>,
}

impl ViewBuilder<'_> {
    /// Returns the strip of the declared and found facts of a briefing.
    pub(super) fn briefing_strip(&self, resolved: &ResolvedBriefing) -> Option<StripView> {
        let declared = resolved.briefing.dates.iter().zip(&resolved.dates).map(|(fact, names)| DatedItem {
            date: fact.when.value,
            phase: self.phase(&fact.when.value, names.venue),
            actors: names.actors.clone(),
            venue: names.venue,
        });
        let found = resolved.found.facts.iter().map(|fact| DatedItem {
            date: fact.when.value,
            phase: self.phase(&fact.when.value, resolved.dateline),
            actors: Vec::new(),
            venue: None,
        });
        if !self.may_draw_strip(resolved.dates.len() + resolved.found.facts.len()) {
            return None;
        }
        self.strip(declared.chain(found).collect(), SubjectKind::Actor)
    }

    /// Returns the strip of events, which are in time order, on the page of a subject.
    pub(super) fn event_strip(&self, events: &[EventId], own: PageId) -> Option<StripView> {
        let item = |id: &EventId| {
            let event = self.site.event(*id);
            DatedItem {
                date: event.when,
                phase: self.phase(&event.when, event.venue),
                actors: self.site.event_actors(event),
                venue: event.venue,
            }
        };
        let lanes = if matches!(own, PageId::Actor(_)) { SubjectKind::Venue } else { SubjectKind::Actor };
        let latest = &events[events.len().saturating_sub(MAX_FACTS)..];
        if !self.may_draw_strip(latest.len()) {
            return None;
        }
        let mut view = self.strip(latest.iter().map(item).collect(), lanes)?;
        if latest.len() < events.len() {
            let values = [("strip", view.words.as_str().into()), ("count", events.len().into())];
            view.words = self.site.labels.format("strip-latest", &values);
        }
        Some(view)
    }

    /// Returns whether the site draws a strip of so many facts.
    fn may_draw_strip(&self, facts: usize) -> bool {
        self.site.settings.look.drawn.strips && facts >= MIN_FACTS
    }

    fn strip(&self, mut items: Vec<DatedItem>, lanes: SubjectKind) -> Option<StripView> {
        let bounds = |date: &Date| (date.start(&TimeZone::UTC), date.end(&TimeZone::UTC));
        items.retain(|item| bounds(&item.date) != (Timestamp::MIN, Timestamp::MAX));
        items.sort_by(|one, other| one.date.cmp_chronological(&other.date));
        let starts_differ =
            items.iter().any(|item| item.date.start(&TimeZone::UTC) != items[0].date.start(&TimeZone::UTC));
        if items.len() < MIN_FACTS || !starts_differ {
            return None;
        }
        let (names, lane_of) = self.lanes(&items, lanes);
        let facts: Vec<StripFact> =
            items.iter().zip(lane_of).map(|(item, lane)| strip_fact(item, lane)).collect();
        let strip = Strip::new(&facts, &names, &|day, unit| self.tick_label(day, unit))?;
        Some(StripView { drawing: strip_html(&strip), words: self.strip_words(&items) })
    }

    /// Returns the names of lanes, none for a short strip, and the lane of each item.
    fn lanes(&self, items: &[DatedItem], kind: SubjectKind) -> (Vec<String>, Vec<usize>) {
        let subjects = |item: &DatedItem| -> Vec<PageId> {
            match kind {
                SubjectKind::Venue => item.venue.map(PageId::Venue).into_iter().collect(),
                _ => item.actors.iter().copied().map(PageId::Actor).collect(),
            }
        };
        let by_item: Vec<Vec<PageId>> = items.iter().map(subjects).collect();
        let counted = count_occurrences(by_item.iter().flatten().copied());
        let frequent: Vec<PageId> = counted
            .into_iter()
            .filter(|(_, count)| *count > 1)
            .take(MAX_LANES)
            .map(|(page, _)| page)
            .collect();
        if items.len() <= MANY_FACTS || frequent.len() < 2 {
            return (Vec::new(), vec![0; items.len()]);
        }
        let lane = |pages: &Vec<PageId>| {
            frequent.iter().position(|page| pages.contains(page)).unwrap_or(frequent.len())
        };
        let lane_of: Vec<usize> = by_item.iter().map(lane).collect();
        let name = |page: &PageId| curl_quotes(self.site.title_and_permalink(*page).0);
        let mut names: Vec<String> = frequent.iter().map(name).collect();
        if lane_of.contains(&frequent.len()) {
            names.push(self.site.labels.get("strip-other").to_owned());
        }
        (names, lane_of)
    }

    fn tick_label(&self, day: Day, unit: TickUnit) -> String {
        let (month, number) = (day.month().unsigned_abs(), day.day().unsigned_abs());
        let precision = match unit {
            TickUnit::Day | TickUnit::DayOfYear => Precision::Day(month, number),
            TickUnit::Month | TickUnit::MonthOfYear => Precision::Month(month),
            TickUnit::Year => return self.year_label(day.year().into()),
        };
        let date =
            CalendarDate { year: day.year().into(), unspecified_digits: 0, precision, qualifier: None };
        let text = self.date_text_at(&Date::Calendar(date), None);
        match unit {
            TickUnit::DayOfYear | TickUnit::MonthOfYear => text.full_text(),
            _ => text.row_text(),
        }
    }

    /// Returns a description of the strip: how many dates, from when to when, and how many of them are to come.
    fn strip_words(&self, items: &[DatedItem]) -> String {
        let coming = items.iter().filter(|item| item.phase == Phase::Future).count();
        let (first, last) = shown_days(items);
        let unit =
            if last.year() - first.year() > MAX_YEARS_BY_DAY { TickUnit::Year } else { TickUnit::DayOfYear };
        let values = [
            ("count", items.len().into()),
            ("first", self.tick_label(first, unit).into()),
            ("last", self.tick_label(last, unit).into()),
            ("coming", coming.into()),
        ];
        let id = if coming == 0 { "strip-summary" } else { "strip-summary-coming" };
        self.site.labels.format(id, &values)
    }
}

/// Returns the first and the last known day of facts.
fn shown_days(items: &[DatedItem]) -> (Day, Day) {
    let days = items.iter().flat_map(|item| {
        let (start, end) = (item.date.start(&TimeZone::UTC), item.date.end(&TimeZone::UTC));
        let last = end.max(start).as_second().saturating_sub(1).max(start.as_second());
        [start.as_second(), last]
            .into_iter()
            .filter(|time| (Timestamp::MIN.as_second() + 1..Timestamp::MAX.as_second() - 1).contains(time))
    });
    let day = |time: i64| {
        Timestamp::from_second(time).map_or(Day::ZERO, |time| Offset::UTC.to_datetime(time).date())
    };
    let (first, last) =
        days.fold((i64::MAX, i64::MIN), |(first, last), time| (first.min(time), last.max(time)));
    (day(first), day(last))
}

fn strip_fact(item: &DatedItem, lane: usize) -> StripFact {
    let (start, end) = (item.date.start(&TimeZone::UTC), item.date.end(&TimeZone::UTC));
    let form = match item.date {
        Date::Interval(..) => StripForm::Interval,
        _ if item.date.single_day(&TimeZone::UTC).is_some() => StripForm::Point,
        _ => StripForm::Within,
    };
    StripFact {
        start: (start != Timestamp::MIN).then(|| start.as_second()),
        end: (end != Timestamp::MAX).then(|| end.as_second()),
        form,
        is_certain: item.date.qualifier_names().is_empty(),
        is_coming: item.phase == Phase::Future,
        lane,
    }
}
