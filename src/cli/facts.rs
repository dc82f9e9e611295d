//! The fact store as JSON: every dated fact, actor, venue, statement and source of a site, resolved, with its place.

use serde_json::{Map, Value, json};

use crate::briefing::{Briefing, Piece};
use crate::facts::{Date, DateFact, Origin, SourceRecord, Statement, Status};
use crate::site::{ActorId, Dated, Filed, Permalink, Said, Site, VenueId};
use crate::text::{Span, Spanned};

/// The whole site, or one file of it (a site-relative path).
pub(super) fn site(site: &Site, only: Option<&str>) -> Value {
    let chosen = site
        .briefings
        .iter()
        .filter(|filed| only.is_none_or(|path| &*filed.briefing.leaf.source.path == path));
    json!({
        "as_of": site.as_of.to_string(),
        "briefings": chosen.map(|filed| briefing(site, filed)).collect::<Vec<_>>(),
    })
}

/// One briefing by itself, its names as written.
pub(super) fn alone(piece: &Piece) -> Value {
    let Piece::Briefing(briefing) = piece else { return json!({ "briefings": [] }) };
    let store = json!({
        "path": &*briefing.leaf.source.path,
        "title": briefing.leaf.title.value,
        "published": briefing.published.value.to_string(),
        "dateline": briefing.dateline.as_ref().map(|venue| venue.value.clone()),
        "topics": values(&briefing.topics),
        "dates": briefing.dates.iter().map(|fact| unresolved_date(briefing, fact)).collect::<Vec<_>>(),
        "actors": briefing.actors.iter().map(|fact| part(briefing, json!(fact.actor.value), fact.role.as_ref(), fact.actor.span, fact.origin)).collect::<Vec<_>>(),
        "venues": briefing.venues.iter().map(|fact| part(briefing, json!(fact.venue.value), fact.role.as_ref(), fact.venue.span, fact.origin)).collect::<Vec<_>>(),
        "statements": briefing.statements.iter().map(|said| unresolved_statement(briefing, said)).collect::<Vec<_>>(),
        "sources": briefing.sources.iter().map(source).collect::<Vec<_>>(),
    });
    json!({ "briefings": [store] })
}

fn values(texts: &[Spanned<String>]) -> Vec<&str> {
    texts.iter().map(|text| text.value.as_str()).collect()
}

fn briefing(site: &Site, filed: &Filed) -> Value {
    let briefing = &*filed.briefing;
    let dates =
        briefing.dates.iter().zip(&filed.dates).map(|(fact, dated)| date(site, briefing, fact, dated));
    let statements = briefing
        .statements
        .iter()
        .zip(&filed.statements)
        .map(|(said, who)| statement(site, briefing, said, who));
    let actors = briefing.actors.iter().zip(&filed.actors);
    let venues = briefing.venues.iter().zip(&filed.venues);
    json!({
        "path": &*briefing.leaf.source.path,
        "href": &*filed.permalink.href,
        "title": briefing.leaf.title.value,
        "published": briefing.published.value.to_string(),
        "updated": written(briefing.updated.as_ref()),
        "dateline": filed.dateline.map(|id| venue(site, id)),
        "topics": filed.topics.iter().map(|id| named(&site.topic(*id).name, &site.topic(*id).permalink)).collect::<Vec<_>>(),
        "dates": dates.collect::<Vec<_>>(),
        "actors": actors.map(|(fact, id)| part(briefing, actor(site, *id), fact.role.as_ref(), fact.actor.span, fact.origin)).collect::<Vec<_>>(),
        "venues": venues.map(|(fact, id)| part(briefing, venue(site, *id), fact.role.as_ref(), fact.venue.span, fact.origin)).collect::<Vec<_>>(),
        "statements": statements.collect::<Vec<_>>(),
        "sources": briefing.sources.iter().map(source).collect::<Vec<_>>(),
    })
}

fn written(date: Option<&Spanned<Date>>) -> Option<String> {
    date.map(|date| date.value.to_string())
}

fn named(name: &str, permalink: &Permalink) -> Value {
    json!({ "name": name, "href": &*permalink.href })
}

fn actor(site: &Site, id: ActorId) -> Value {
    named(&site.actor(id).name, &site.actor(id).permalink)
}

fn venue(site: &Site, id: VenueId) -> Value {
    named(&site.venue(id).name, &site.venue(id).permalink)
}

fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Declared => "declared",
        Origin::Found => "found",
    }
}

/// Adds where a fact stands to what is known of it.
fn placed(briefing: &Briefing, span: Span, fact: Value) -> Value {
    let at = briefing.leaf.source.position(span.start);
    let mut fact = match fact {
        Value::Object(fact) => fact,
        _ => Map::new(),
    };
    fact.insert("line".to_owned(), json!(at.line));
    fact.insert("column".to_owned(), json!(at.column));
    Value::Object(fact)
}

fn part(briefing: &Briefing, who: Value, role: Option<&Spanned<String>>, span: Span, from: Origin) -> Value {
    placed(
        briefing,
        span,
        json!({ "is": who, "role": role.map(|role| role.value.as_str()), "origin": origin(from) }),
    )
}

fn date(site: &Site, briefing: &Briefing, fact: &DateFact, dated: &Dated) -> Value {
    let place = dated.venue.map(|id| venue(site, id));
    let actors = dated.actors.iter().map(|id| actor(site, *id)).collect();
    date_record(briefing, fact, place, actors)
}

fn unresolved_date(briefing: &Briefing, fact: &DateFact) -> Value {
    let place = fact.venue.as_ref().map(|venue| json!(venue.value));
    date_record(briefing, fact, place, fact.actors.iter().map(|actor| json!(actor.value)).collect())
}

fn date_record(briefing: &Briefing, fact: &DateFact, place: Option<Value>, actors: Vec<Value>) -> Value {
    let record = json!({
        "when": fact.when.value.to_string(),
        "what": fact.what.value,
        "where": place,
        "who": actors,
        "status": fact.status.map(Status::word),
        "source": fact.source.as_ref().map(|source| source.value.as_str()),
        "origin": origin(fact.origin),
    });
    placed(briefing, fact.when.span, record)
}

fn statement(site: &Site, briefing: &Briefing, said: &Statement, by: &Said) -> Value {
    let who = by.who.map(|id| actor(site, id));
    statement_record(briefing, said, who, by.venue.map(|id| venue(site, id)), by.to.map(|id| actor(site, id)))
}

fn unresolved_statement(briefing: &Briefing, said: &Statement) -> Value {
    let name = |reference: &Spanned<String>| json!(reference.value);
    statement_record(
        briefing,
        said,
        Some(name(&said.who)),
        said.venue.as_ref().map(name),
        said.to.as_ref().map(name),
    )
}

fn statement_record(
    briefing: &Briefing,
    said: &Statement,
    who: Option<Value>,
    place: Option<Value>,
    to: Option<Value>,
) -> Value {
    let record = json!({
        "who": who,
        "says": said.says.value,
        "when": written(said.when.as_ref()),
        "about": said.about.as_ref().map(|about| about.value.as_str()),
        "where": place,
        "to": to,
        "status": said.status.word(),
        "source": said.source.as_ref().map(|source| source.value.as_str()),
        "origin": origin(said.origin),
    });
    placed(briefing, said.span, record)
}

fn source(source: &SourceRecord) -> Value {
    let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    json!({
        "id": text(&source.id),
        "title": source.title.value,
        "publisher": text(&source.publisher),
        "url": text(&source.url),
        "archived": text(&source.archived),
        "published": written(source.published.as_ref()),
        "accessed": written(source.accessed.as_ref()),
    })
}
