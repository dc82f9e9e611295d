//! Dates as templates see them.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use rustc_hash::FxHashMap;

use super::ViewBuilder;
use crate::facts::Date;
use crate::facts::date::{DateStyle, DateText, OffsetInstant, Phase, TimeSegment};
use crate::render::Html;
use crate::render::html::HtmlWriter;
use crate::render::view::{DateView, Shared};
use crate::site::VenueId;

impl ViewBuilder<'_> {
    /// A date as read in the site's zone.
    pub(super) fn date_view(&self, date: &Date) -> DateView {
        self.date_view_at(date, None)
    }

    /// A date as read at a venue, whose name stands beside the time; without a venue, in the site's zone.
    pub(super) fn date_view_at(&self, date: &Date, venue: Option<VenueId>) -> DateView {
        make_date_view(date, &self.style_at(venue))
    }

    /// The same in words alone.
    pub(super) fn date_text_at(&self, date: &Date, venue: Option<VenueId>) -> DateText {
        date.to_text(&self.style_at(venue))
    }

    fn style_at(&self, venue: Option<VenueId>) -> DateStyle<'_> {
        match venue.and_then(|venue| Some((venue, self.site.zone_of_venue(venue)?))) {
            Some((venue, zone)) => DateStyle { zone, place: Some(&self.site.venue(venue).name) },
            None => DateStyle { zone: &self.site.settings.time_zone, place: None },
        }
    }

    /// The date of a fact, which is made anew only where it is rare or reads differently from venue to venue.
    pub(super) fn fact_date_view(&self, date: &Date, venue: Option<VenueId>) -> Shared<DateView> {
        self.common_dates.get(date).cloned().unwrap_or_else(|| Shared::new(&self.date_view_at(date, venue)))
    }

    /// The time of day of an instant at a venue whose zone is known; else empty.
    pub(super) fn clock_at(&self, date: &Date, venue: Option<VenueId>) -> String {
        let zone = venue.and_then(|venue| self.site.zone_of_venue(venue));
        match (date, zone) {
            (Date::Instant(moment), Some(zone)) => {
                zone.to_datetime(moment.timestamp).strftime("%H:%M").to_string()
            }
            _ => String::new(),
        }
    }

    /// An instant in UTC.
    pub(super) fn instant_view(&self, at: Timestamp) -> DateView {
        let date = Date::Instant(OffsetInstant { timestamp: at, offset: Offset::UTC, has_seconds: false });
        make_date_view(&date, &DateStyle { zone: &TimeZone::UTC, place: None })
    }

    /// Where a date stands as seen from the instant the site is built for.
    pub(super) fn phase(&self, date: &Date, venue: Option<VenueId>) -> Phase {
        let zone = venue.and_then(|venue| self.site.zone_of_venue(venue));
        date.phase(self.site.as_of, zone.unwrap_or(&self.site.settings.time_zone))
    }
}

/// The word for a phase.
pub(super) fn phase_name(phase: Phase) -> &'static str {
    match phase {
        Phase::Past => "past",
        Phase::Current => "current",
        Phase::Future => "coming",
    }
}

fn make_date_view(date: &Date, style: &DateStyle<'_>) -> DateView {
    let words = date.to_text(style);
    DateView {
        edtf: date.to_string(),
        text: words.full_text(),
        datetime: words.datetime().to_owned(),
        html: time_html(&words.segments),
        head: words.primary,
        tail: words.secondary,
        weekday: words.weekday,
        local: words.local,
        utc: words.utc,
        notes: words.qualifiers,
    }
}

/// The whole date with what a machine may read of it.
fn time_html(marks: &[TimeSegment]) -> Html {
    let mut writer = HtmlWriter::default();
    for mark in marks {
        if mark.datetime.is_empty() {
            writer.text(&mark.text);
            continue;
        }
        writer.open_with("time", &[("datetime", &mark.datetime)]);
        writer.text(&mark.text);
        writer.close("time");
    }
    writer.finish()
}

/// The dates that several facts have, made into values once. Instants are left out: how they read depends on the venue.
pub(super) fn common_dates(show: &ViewBuilder<'_>) -> FxHashMap<Date, Shared<DateView>> {
    let mut counts: FxHashMap<Date, usize> = FxHashMap::default();
    for filed in &show.site.briefings {
        let facts = filed.briefing.dates.iter().chain(&filed.found.facts);
        let dates = facts.map(|fact| fact.when.value).filter(|date| !matches!(date, Date::Instant(_)));
        dates.for_each(|date| *counts.entry(date).or_default() += 1);
    }
    let common = counts.into_iter().filter(|(_, count)| *count > 1);
    common.map(|(date, _)| (date, Shared::new(&show.date_view(&date)))).collect()
}
