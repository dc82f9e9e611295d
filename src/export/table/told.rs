//! What briefings tell: dated facts and statements, a row each.

use jiff::tz::TimeZone;

use super::csv::Table;
use super::{BETWEEN, text};
use crate::facts::{Date, Reference, SourceRecord, Status};
use crate::render::Show;
use crate::site::{ActorId, BriefingId, EventId, Filed, Site, StatementId};

/// Every dated fact in time order, as its newest briefing tells it.
pub(in crate::export) fn dates(site: &Site) -> Vec<u8> {
    let mut table = Table::new(&[
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
        date(&mut table, site, id);
    }
    table.finish()
}

fn date(table: &mut Table, site: &Site, id: EventId) {
    let event = site.event(id);
    let (fact, actors) = (site.fact(event), site.event_actors(event));
    let when = &fact.when.value;
    table.plain(when);
    table.maybe(when.earliest());
    table.maybe(when.latest());
    table.plain(when.precision());
    table.plain(when.doubts().join(BETWEEN));
    table.text(&fact.what.value);
    let venue = event.venue.map(|venue| site.venue(venue));
    table.text(venue.map_or("", |venue| &venue.name));
    table.text(venue.map_or("", |venue| &venue.permalink.href));
    table.text(&over(&actors, |actor| &site.actor(actor).name));
    table.text(&over(&actors, |actor| &site.actor(actor).permalink.href));
    table.plain(fact.status.map_or("", Status::word));
    let teller = event.tellers[0].briefing;
    learnt(table, site.briefing(teller), fact.source.as_ref());
    briefing(table, site, teller);
    table.plain(event.tellers.len());
    table.end();
}

/// Every statement in time order, those of one instant as their briefings stand, newest first.
pub(in crate::export) fn statements(show: &Show<'_>) -> Vec<u8> {
    let mut table = Table::new(&[
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
    for id in in_time(show.site()) {
        statement(&mut table, show, id);
    }
    table.finish()
}

/// Those without a date stand at their briefing's.
fn in_time(site: &Site) -> Vec<StatementId> {
    let mut all = Vec::new();
    for (at, filed) in site.briefings.iter().enumerate() {
        for (number, said) in filed.briefing.statements.iter().enumerate() {
            let start = said.when.as_ref().map_or(filed.published, |when| when.value.start(&TimeZone::UTC));
            all.push((start, StatementId { briefing: BriefingId::new(at), at: number as u32 }));
        }
    }
    all.sort_unstable();
    all.into_iter().map(|(_, id)| id).collect()
}

fn statement(table: &mut Table, show: &Show<'_>, id: StatementId) {
    let site = show.site();
    let filed = site.briefing(id.briefing);
    let at = id.at as usize;
    let (words, said) = (&filed.briefing.statements[at], &filed.statements[at]);
    let when: Option<&Date> = words.when.as_ref().map(|when| &when.value);
    let name = |id: Option<ActorId>| id.map_or("", |id| &site.actor(id).name);
    let href = |id: Option<ActorId>| id.map_or("", |id| &*site.actor(id).permalink.href);
    table.maybe(when);
    table.maybe(when.and_then(Date::earliest));
    table.maybe(when.and_then(Date::latest));
    table.text(name(said.who));
    table.text(href(said.who));
    table.text(&said.who.map(|who| show.office_at(who, when, filed.published)).unwrap_or_default());
    table.text(&words.says.value);
    table.text(text(words.about.as_ref()));
    table.text(name(said.to));
    table.text(href(said.to));
    let venue = said.venue.map(|venue| site.venue(venue));
    table.text(venue.map_or("", |venue| &venue.name));
    table.text(venue.map_or("", |venue| &venue.permalink.href));
    table.plain(words.status.word());
    learnt(table, filed, words.source.as_ref());
    briefing(table, site, id.briefing);
    table.end();
}

/// Title and address of a fact's source.
fn learnt(table: &mut Table, filed: &Filed, reference: Option<&Reference>) {
    let source = reference.and_then(|reference| {
        let named = |source: &&SourceRecord| source.id.as_ref().is_some_and(|id| id.value == reference.value);
        filed.briefing.sources.iter().find(named)
    });
    table.text(source.map_or("", |source| &source.title.value));
    table.text(source.map_or("", |source| text(source.url.as_ref())));
}

fn briefing(table: &mut Table, site: &Site, id: BriefingId) {
    let filed = site.briefing(id);
    table.text(&filed.briefing.leaf.title.value);
    table.text(&filed.permalink.href);
}

fn over<'a>(actors: &[ActorId], show: impl Fn(ActorId) -> &'a str) -> String {
    actors.iter().map(|actor| show(*actor)).collect::<Vec<_>>().join(BETWEEN)
}
