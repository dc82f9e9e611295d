//! Tables of events and statements, one row each.

use super::csv::CsvWriter;
use super::{LIST_SEPARATOR, str_or_empty};
use crate::facts::{Date, Reference, SourceRecord, Status};
use crate::render::ViewBuilder;
use crate::site::{ActorId, BriefingId, EventId, ResolvedBriefing, Site, StatementId};

/// Returns `dates.csv`: all events in time order, as their newest briefing reports them.
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
    let newest = event.reported_by[0].briefing;
    source_cells(table, site.briefing(newest), fact.source.as_ref());
    briefing_cells(table, site, newest);
    table.plain_cell(event.reported_by.len());
    table.end_row();
}

/// Returns the table of all statements in time order; those of the same instant in the order of their briefings, newest
/// first.
pub(in crate::export) fn statements_csv(views: &ViewBuilder<'_>) -> Vec<u8> {
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
    for id in statements_in_time_order(views.site()) {
        statement_row(&mut table, views, id);
    }
    table.finish()
}

fn statements_in_time_order(site: &Site) -> Vec<StatementId> {
    let mut all = Vec::new();
    for (briefing, resolved) in site.briefings.iter().enumerate() {
        for index in 0..resolved.briefing.statements.len() {
            let id = StatementId { briefing: BriefingId::new(briefing), index: index as u32 };
            all.push((resolved.statement_time(index), id));
        }
    }
    all.sort_unstable();
    all.into_iter().map(|(_, id)| id).collect()
}

fn statement_row(table: &mut CsvWriter, views: &ViewBuilder<'_>, id: StatementId) {
    let site = views.site();
    let resolved = site.briefing(id.briefing);
    let index = id.index as usize;
    let (statement, names) = (&resolved.briefing.statements[index], &resolved.statements[index]);
    let when: Option<&Date> = statement.when.as_ref().map(|when| &when.value);
    let name = |id: Option<ActorId>| id.map_or("", |id| &site.actor(id).name);
    let href = |id: Option<ActorId>| id.map_or("", |id| &*site.actor(id).permalink.href);
    table.optional_cell(when);
    table.optional_cell(when.and_then(Date::earliest_iso));
    table.optional_cell(when.and_then(Date::latest_iso));
    table.text_cell(name(names.speaker));
    table.text_cell(href(names.speaker));
    table.text_cell(
        &names.speaker.map(|who| views.role_when(who, when, resolved.published)).unwrap_or_default(),
    );
    table.text_cell(&statement.says.value);
    table.text_cell(str_or_empty(statement.about.as_ref()));
    table.text_cell(name(names.addressee));
    table.text_cell(href(names.addressee));
    let venue = names.venue.map(|venue| site.venue(venue));
    table.text_cell(venue.map_or("", |venue| &venue.name));
    table.text_cell(venue.map_or("", |venue| &venue.permalink.href));
    table.plain_cell(statement.status.as_str());
    source_cells(table, resolved, statement.source.as_ref());
    briefing_cells(table, site, id.briefing);
    table.end_row();
}

/// Writes the title and URL of a fact's source.
fn source_cells(table: &mut CsvWriter, resolved: &ResolvedBriefing, reference: Option<&Reference>) {
    let source = reference.and_then(|reference| {
        let has_id =
            |source: &&SourceRecord| source.id.as_ref().is_some_and(|id| id.value == reference.value);
        resolved.briefing.sources.iter().find(has_id)
    });
    table.text_cell(source.map_or("", |source| &source.title.value));
    table.text_cell(source.map_or("", |source| str_or_empty(source.url.as_ref())));
}

fn briefing_cells(table: &mut CsvWriter, site: &Site, id: BriefingId) {
    let resolved = site.briefing(id);
    table.text_cell(&resolved.briefing.meta.title.value);
    table.text_cell(&resolved.permalink.href);
}

fn joined_names<'a>(actors: &[ActorId], text: impl Fn(ActorId) -> &'a str) -> String {
    actors.iter().map(|actor| text(*actor)).collect::<Vec<_>>().join(LIST_SEPARATOR)
}
