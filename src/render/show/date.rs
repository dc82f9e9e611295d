//! Dates as templates see them.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use rustc_hash::FxHashMap;

use super::Show;
use crate::facts::Date;
use crate::facts::date::{DateWords, Mark, Moment, Phase, Style};
use crate::render::Html;
use crate::render::html::Writer;
use crate::render::view::{DateView, Shared};
use crate::site::VenueId;

impl Show<'_> {
    /// A date as read in the site's zone.
    pub(super) fn date(&self, date: &Date) -> DateView {
        self.date_at(date, None)
    }

    /// A date as read at a venue, whose name stands beside the time; without a venue, in the site's zone.
    pub(super) fn date_at(&self, date: &Date, venue: Option<VenueId>) -> DateView {
        view(date, &self.style_at(venue))
    }

    /// The same in words alone.
    pub(super) fn words_at(&self, date: &Date, venue: Option<VenueId>) -> DateWords {
        date.words(&self.style_at(venue))
    }

    fn style_at(&self, venue: Option<VenueId>) -> Style<'_> {
        match venue.and_then(|venue| Some((venue, self.site.zone(venue)?))) {
            Some((venue, zone)) => Style { zone, place: Some(&self.site.venue(venue).name) },
            None => Style { zone: &self.site.settings.time_zone, place: None },
        }
    }

    /// The date of a fact, which is made anew only where it is rare or reads differently from venue to venue.
    pub(super) fn fact_date(&self, date: &Date, venue: Option<VenueId>) -> Shared<DateView> {
        self.dates.get(date).cloned().unwrap_or_else(|| Shared::new(&self.date_at(date, venue)))
    }

    /// The time of day of an instant at a venue whose zone is known; else empty.
    pub(super) fn clock_at(&self, date: &Date, venue: Option<VenueId>) -> String {
        let zone = venue.and_then(|venue| self.site.zone(venue));
        match (date, zone) {
            (Date::Moment(moment), Some(zone)) => zone.to_datetime(moment.at).strftime("%H:%M").to_string(),
            _ => String::new(),
        }
    }

    /// An instant in UTC.
    pub(super) fn instant(&self, at: Timestamp) -> DateView {
        let date = Date::Moment(Moment { at, offset: Offset::UTC, seconds: false });
        view(&date, &Style { zone: &TimeZone::UTC, place: None })
    }

    /// Where a date stands as seen from the instant the site is built for.
    pub(super) fn phase(&self, date: &Date, venue: Option<VenueId>) -> Phase {
        let zone = venue.and_then(|venue| self.site.zone(venue));
        date.phase(self.site.as_of, zone.unwrap_or(&self.site.settings.time_zone))
    }
}

/// The word for a phase.
pub(super) fn phase_word(phase: Phase) -> &'static str {
    match phase {
        Phase::Past => "past",
        Phase::Current => "current",
        Phase::Coming => "coming",
    }
}

fn view(date: &Date, style: &Style<'_>) -> DateView {
    let words = date.words(style);
    DateView {
        edtf: date.to_string(),
        text: words.text(),
        datetime: words.datetime().to_owned(),
        html: html(&words.marks),
        head: words.head,
        tail: words.tail,
        weekday: words.weekday,
        local: words.local,
        utc: words.utc,
        notes: words.notes,
    }
}

/// The whole date with what a machine may read of it.
fn html(marks: &[Mark]) -> Html {
    let mut writer = Writer::default();
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
pub(super) fn common_dates(show: &Show<'_>) -> FxHashMap<Date, Shared<DateView>> {
    let mut counts: FxHashMap<Date, usize> = FxHashMap::default();
    for filed in &show.site.briefings {
        let facts = filed.briefing.dates.iter().chain(&filed.found.facts);
        let dates = facts.map(|fact| fact.when.value).filter(|date| !matches!(date, Date::Moment(_)));
        dates.for_each(|date| *counts.entry(date).or_default() += 1);
    }
    let common = counts.into_iter().filter(|(_, count)| *count > 1);
    common.map(|(date, _)| (date, Shared::new(&show.date(&date)))).collect()
}
