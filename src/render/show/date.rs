//! Dates as templates see them.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

use super::Show;
use crate::facts::Date;
use crate::facts::date::{DateWords, Moment, Phase, Style};
use crate::render::view::{DateView, MarkView};
use crate::site::VenueId;

impl Show<'_> {
    /// A date as read in the site's zone.
    pub(super) fn date(&self, date: &Date) -> DateView {
        view(date, &Style { zone: &self.site.settings.time_zone, place: None })
    }

    /// A date as read at a venue, whose name stands beside the time; without a venue, in the site's zone.
    pub(super) fn date_at(&self, date: &Date, venue: Option<VenueId>) -> DateView {
        match venue.and_then(|venue| Some((venue, self.site.zone(venue)?))) {
            Some((venue, zone)) => view(date, &Style { zone, place: Some(&self.site.venue(venue).name) }),
            None => self.date(date),
        }
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
        text: words.marks.iter().map(|mark| mark.text.as_str()).collect(),
        datetime: datetime(&words),
        marks: words
            .marks
            .into_iter()
            .map(|mark| MarkView { text: mark.text, datetime: mark.datetime })
            .collect(),
        head: words.head,
        tail: words.tail,
        weekday: words.weekday,
        local: words.local,
        utc: words.utc,
        notes: words.notes,
    }
}

/// One machine reading for the whole date, where one stretch says it all.
fn datetime(words: &DateWords) -> String {
    match &words.marks[..] {
        [only] => only.datetime.clone(),
        _ => String::new(),
    }
}
