//! What briefings tell: dated facts and statements, a row each.

use jiff::tz::TimeZone;

use super::csv::CsvWriter;
use super::{LIST_SEPARATOR, str_or_empty};
use crate::facts::{Date, Reference, SourceRecord, Status};
use crate::render::ViewBuilder;
use crate::site::{ActorId, BriefingId, EventId, ResolvedBriefing, Site, StatementId};

/// Every dated fact in time order, as its newest briefing tells it.
pub(in crate::export) fn dates_csv(site: &Site) -> Vec<u8> {
    let mut table = CsvWriter::new(&[
        "when",
        "earliest",
        "latest",
        "precision",
        "doubt",
        "what",
        "venue",
        "venue_href",
        "actors",
        "actor_hrefs",
        "status",
        "source",
        "source_url",
        "briefing",
        "briefing_href",
        "briefings",
    ]);
    for id in (0..site.events.len()).map(EventId::new) {
        date_row(&mut table, site, id);
    }
    table.finish()
}

fn date_row(table: &mut CsvWriter, site: &Site, id: EventId) {
    let event = site.event(id);
    let (fact, actors) = (site.event_fact(event), site.event_actors(event));
    let when = &fact.when.value;
    table.plain_cell(when);
    table.optional_cell(when.earliest_iso());
    table.optional_cell(when.latest_iso());
    table.plain_cell(when.precision_name());
    table.plain_cell(when.qualifier_names().join(LIST_SEPARATOR));
    table.text_cell(&fact.what.value);
    let venue = event.venue.map(|venue| site.venue(venue));
    table.text_cell(venue.map_or("", |venue| &venue.name));
    table.text_cell(venue.map_or("", |venue| &venue.permalink.href));
    table.text_cell(&joined_names(&actors, |actor| &site.actor(actor).name));
    table.text_cell(&joined_names(&actors, |actor| &site.actor(actor).permalink.href));
    table.plain_cell(fact.status.map_or("", Status::as_str));
    let teller = event.reported_by[0].briefing;
    source_cells(table, site.briefing(teller), fact.source.as_ref());
    briefing_cells(table, site, teller);
    table.plain_cell(event.reported_by.len());
    table.end_row();
}

/// Every statement in time order, those of one instant as their briefings stand, newest first.
pub(in crate::export) fn statements_csv(show: &ViewBuilder<'_>) -> Vec<u8> {
    let mut table = CsvWriter::new(&[
        "when",
        "earliest",
        "latest",
        "who",
        "who_href",
        "office",
        "says",
        "about",
        "to",
        "to_href",
        "venue",
        "venue_href",
        "status",
        "source",
        "source_url",
        "briefing",
        "briefing_href",
    ]);
    for id in statements_in_time_order(show.site()) {
        statement_row(&mut table, show, id);
    }
    table.finish()
}

/// Those without a date stand at their briefing's.
fn statements_in_time_order(site: &Site) -> Vec<StatementId> {
    let mut all = Vec::new();
    for (at, filed) in site.briefings.iter().enumerate() {
        for (number, said) in filed.briefing.statements.iter().enumerate() {
            let start = said.when.as_ref().map_or(filed.published, |when| when.value.start(&TimeZone::UTC));
            all.push((start, StatementId { briefing: BriefingId::new(at), index: number as u32 }));
        }
    }
    all.sort_unstable();
    all.into_iter().map(|(_, id)| id).collect()
}

fn statement_row(table: &mut CsvWriter, show: &ViewBuilder<'_>, id: StatementId) {
    let site = show.site();
    let filed = site.briefing(id.briefing);
    let at = id.index as usize;
    let (words, said) = (&filed.briefing.statements[at], &filed.statements[at]);
    let when: Option<&Date> = words.when.as_ref().map(|when| &when.value);
    let name = |id: Option<ActorId>| id.map_or("", |id| &site.actor(id).name);
    let href = |id: Option<ActorId>| id.map_or("", |id| &*site.actor(id).permalink.href);
    table.optional_cell(when);
    table.optional_cell(when.and_then(Date::earliest_iso));
    table.optional_cell(when.and_then(Date::latest_iso));
    table.text_cell(name(said.speaker));
    table.text_cell(href(said.speaker));
    table.text_cell(&said.speaker.map(|who| show.role_when(who, when, filed.published)).unwrap_or_default());
    table.text_cell(&words.says.value);
    table.text_cell(str_or_empty(words.about.as_ref()));
    table.text_cell(name(said.addressee));
    table.text_cell(href(said.addressee));
    let venue = said.venue.map(|venue| site.venue(venue));
    table.text_cell(venue.map_or("", |venue| &venue.name));
    table.text_cell(venue.map_or("", |venue| &venue.permalink.href));
    table.plain_cell(words.status.as_str());
    source_cells(table, filed, words.source.as_ref());
    briefing_cells(table, site, id.briefing);
    table.end_row();
}

/// Title and address of a fact's source.
fn source_cells(table: &mut CsvWriter, filed: &ResolvedBriefing, reference: Option<&Reference>) {
    let source = reference.and_then(|reference| {
        let named = |source: &&SourceRecord| source.id.as_ref().is_some_and(|id| id.value == reference.value);
        filed.briefing.sources.iter().find(named)
    });
    table.text_cell(source.map_or("", |source| &source.title.value));
    table.text_cell(source.map_or("", |source| str_or_empty(source.url.as_ref())));
}

fn briefing_cells(table: &mut CsvWriter, site: &Site, id: BriefingId) {
    let filed = site.briefing(id);
    table.text_cell(&filed.briefing.meta.title.value);
    table.text_cell(&filed.permalink.href);
}

fn joined_names<'a>(actors: &[ActorId], show: impl Fn(ActorId) -> &'a str) -> String {
    actors.iter().map(|actor| show(*actor)).collect::<Vec<_>>().join(LIST_SEPARATOR)
}
