//! Views of dates.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::ViewBuilder;
use crate::facts::Date;
use crate::facts::date::{DateStyle, DateText, Phase, TimeSegment};
use crate::render::Html;
use crate::render::html::HtmlWriter;
use crate::render::view::{DateView, Shared};
use crate::site::VenueId;

impl ViewBuilder<'_> {
    /// Returns the view of a date in the site's time zone.
    pub(super) fn date_view(&self, date: &Date) -> DateView {
        self.date_view_at(date, None)
    }

    /// Returns the view of a date in the time zone of a venue, which is named beside the time; without a venue, in the site's
    /// time zone.
    pub(super) fn date_view_at(&self, date: &Date, venue: Option<VenueId>) -> DateView {
        make_date_view(date, &self.style_at(venue))
    }

    /// Like [`Self::date_view_at`], but returns the text only.
    pub(super) fn date_text_at(&self, date: &Date, venue: Option<VenueId>) -> DateText {
        date.to_text(&self.style_at(venue))
    }

    fn style_at(&self, venue: Option<VenueId>) -> DateStyle<'_> {
        let words = self.site.labels.dates();
        match venue.and_then(|venue| Some((venue, self.site.zone_of_venue(venue)?))) {
            Some((venue, zone)) => DateStyle { zone, place: Some(&self.site.venue(venue).name), words },
            None => DateStyle { zone: &self.site.settings.time_zone, place: None, words },
        }
    }

    /// Lets the views of common dates be shared, which is worth its time if all pages are made.
    pub fn share_dates(&self) {
        self.shared.common_dates.get_or_init(|| self.site.read_apart(|| common_dates(self)).0);
    }

    /// Returns the view of the date of a fact. Common dates may be shared; rare ones and instants are made anew.
    pub(super) fn fact_date_view(&self, date: &Date, venue: Option<VenueId>) -> Shared<DateView> {
        match self.shared.common_dates.get().and_then(|common| common.get(date)) {
            Some(view) => view.get_or_init(|| Shared::new(&self.date_view(date))).clone(),
            None => Shared::new(&self.date_view_at(date, venue)),
        }
    }

    /// Returns the local time of an instant at a venue; empty for other dates, or if the time zone is not known.
    pub(super) fn clock_at(&self, date: &Date, venue: Option<VenueId>) -> String {
        let zone = venue.and_then(|venue| self.site.zone_of_venue(venue));
        match (date, zone) {
            (Date::Instant(instant), Some(zone)) => {
                zone.to_datetime(instant.timestamp).strftime("%H:%M").to_string()
            }
            _ => String::new(),
        }
    }

    /// Returns whether a date is past, current or coming at `as_of`.
    pub(super) fn phase(&self, date: &Date, venue: Option<VenueId>) -> Phase {
        let zone = venue.and_then(|venue| self.site.zone_of_venue(venue));
        self.site.as_of.phase(date, zone.unwrap_or(&self.site.settings.time_zone))
    }
}

/// Returns the name of a phase in templates. Only an interval is under way; what is dated "today" or "this year" has come.
pub(super) fn phase_name(phase: Phase, date: &Date) -> &'static str {
    match phase {
        Phase::Current if matches!(date, Date::Interval(..)) => "current",
        Phase::Past | Phase::Current => "past",
        Phase::Future => "coming",
    }
}

fn make_date_view(date: &Date, style: &DateStyle<'_>) -> DateView {
    let words = date.to_text(style);
    DateView {
        edtf: date.to_string(),
        text: words.full_text(),
        datetime: words.datetime().to_owned(),
        row_html: time_html(&words.row),
        html: time_html(&words.segments),
        row_year: words.row_year,
        weekday: words.weekday,
        local: words.local,
        utc: words.utc,
        notes: words.qualifiers,
    }
}

/// Returns a date as HTML, with `<time>` around each machine-readable part.
fn time_html(segments: &[TimeSegment]) -> Html {
    let mut writer = HtmlWriter::default();
    for segment in segments {
        if segment.datetime.is_empty() {
            writer.text(&segment.text);
            continue;
        }
        writer.open_time(&segment.text, &segment.datetime, "");
        writer.text(&segment.text);
        writer.close("time");
    }
    writer.finish()
}

/// Returns the dates that several declared facts share. Instants are left out, because their text depends on the venue, and
/// found facts, because the prose of most briefings need not be read for a page. What is shared does not change what is shown,
/// so it counts as nothing read.
fn common_dates(views: &ViewBuilder<'_>) -> FxHashMap<Date, OnceLock<Shared<DateView>>> {
    let mut counts: FxHashMap<Date, usize> = FxHashMap::default();
    for resolved in &views.site.briefings {
        let facts = resolved.briefing.dates.iter();
        let dates = facts.map(|fact| fact.when.value).filter(|date| !matches!(date, Date::Instant(_)));
        dates.for_each(|date| *counts.entry(date).or_default() += 1);
    }
    let common = counts.into_iter().filter(|(_, count)| *count > 1);
    common.map(|(date, _)| (date, OnceLock::new())).collect()
}
