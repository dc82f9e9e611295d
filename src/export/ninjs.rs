//! Briefings as agencies pass them on: ninjs 2.2 (IPTC), an item each.
//!
//! What ninjs has no word for is left out, and so is what the briefing does not say: no rights, no urgency, no genre.
//! The prose stays on the page, which the item names as its rendition.

use serde::Serialize;

use super::history::changed;
use super::json;
use super::map::Point;
use super::time::utc;
use crate::briefing::ActorKind;
use crate::facts::SourceRecord;
use crate::site::{ActorId, BriefingId, Filed, Site, Subject, TopicId, VenueId};

#[derive(Serialize)]
struct Item<'a> {
    uri: &'a str,
    standard: Standard,
    #[serde(rename = "type")]
    kind: &'static str,
    representationtype: &'static str,
    pubstatus: &'static str,
    firstcreated: String,
    versioncreated: String,
    language: &'a str,
    title: &'a str,
    slugline: &'a str,
    headlines: [Text<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    descriptions: Vec<Text<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    located: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ednote: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    people: Vec<Concept<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    organisations: Vec<Concept<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    places: Vec<Place<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    subjects: Vec<Concept<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    events: Vec<Happening<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    infosources: Vec<InfoSource<'a>>,
    renditions: [Rendition<'a>; 1],
}

#[derive(Serialize)]
struct Standard {
    name: &'static str,
    version: &'static str,
    schema: &'static str,
}

const NINJS: Standard =
    Standard { name: "ninjs", version: "2.2", schema: "http://www.iptc.org/std/ninjs/ninjs-schema_2.2.json" };

#[derive(Serialize)]
struct Text<'a> {
    role: &'static str,
    contenttype: &'static str,
    value: &'a str,
}

#[derive(Serialize)]
struct Concept<'a> {
    name: &'a str,
    uri: String,
}

#[derive(Serialize)]
struct Place<'a> {
    #[serde(flatten)]
    is: Concept<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    geojson: Option<Point>,
}

/// A dated fact. ninjs has no field for when, so it is told in words and in the calendar of the page.
#[derive(Serialize)]
struct Happening<'a> {
    name: &'a str,
    literal: String,
}

#[derive(Serialize)]
struct InfoSource<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri: Option<&'a str>,
}

#[derive(Serialize)]
struct Rendition<'a> {
    name: &'static str,
    contenttype: &'static str,
    href: &'a str,
}

/// `ninjs.json` beside a briefing. Only planned where the site has a `base_url`, which every address here begins with.
pub(super) fn item(site: &Site, id: BriefingId) -> Vec<u8> {
    let filed = site.briefing(id);
    let (briefing, leaf) = (&filed.briefing, &filed.briefing.leaf);
    let address = site.page_address(&filed.permalink.href).unwrap_or_default();
    let plain = |role, value| Text { role, contenttype: "text/plain", value };
    let actors = Actors::of(site, filed);
    json(&Item {
        uri: &address,
        standard: NINJS,
        kind: "text",
        representationtype: "partial",
        pubstatus: "usable",
        firstcreated: utc(filed.published),
        versioncreated: utc(changed(site, id)),
        language: leaf.language.as_ref().map_or(&site.settings.language, |language| &language.value),
        title: &leaf.title.value,
        slugline: &leaf.slug.value,
        headlines: [plain("main", &leaf.title.value)],
        descriptions: leaf.summary.iter().map(|summary| plain("summary", &summary.value)).collect(),
        by: joined(briefing.byline.iter().map(|name| name.value.clone()), ", "),
        located: filed.dateline.map(|venue| site.venue(venue).name.as_str()),
        ednote: joined(
            briefing
                .corrections
                .iter()
                .map(|made| format!("Corrected {}: {}", made.when.value, made.what.value)),
            " ",
        ),
        people: actors.people,
        organisations: actors.organisations,
        places: actors.states.into_iter().chain(venues(site, filed)).collect(),
        subjects: topics(site, filed).chain(actors.others).collect(),
        events: briefing.dates.iter().map(|fact| happening(&fact.what.value, &fact.when.value)).collect(),
        infosources: briefing.sources.iter().map(info_source).collect(),
        renditions: [Rendition { name: "web", contenttype: "text/html", href: &address }],
    })
}

/// Actors by what ninjs takes them for. States are places; those of whom it is not known what they are, and groups,
/// which have no body, are subjects.
#[derive(Default)]
struct Actors<'a> {
    people: Vec<Concept<'a>>,
    organisations: Vec<Concept<'a>>,
    states: Vec<Place<'a>>,
    others: Vec<Concept<'a>>,
}

impl<'a> Actors<'a> {
    fn of(site: &'a Site, filed: &Filed) -> Self {
        let mut actors = Self::default();
        for &id in filed.all_actors() {
            let is = concept(site, site.actor(id));
            match kind(site, id) {
                Some(ActorKind::Person) => actors.people.push(is),
                Some(ActorKind::Organisation) => actors.organisations.push(is),
                Some(ActorKind::State) => actors.states.push(Place { is, geojson: None }),
                Some(ActorKind::Group) | None => actors.others.push(is),
            }
        }
        actors
    }
}

fn kind(site: &Site, id: ActorId) -> Option<ActorKind> {
    site.actor(id).profile.as_deref()?.kind
}

fn venues<'a>(site: &'a Site, filed: &Filed) -> impl Iterator<Item = Place<'a>> {
    filed.all_venues().iter().copied().map(|id: VenueId| {
        let venue = site.venue(id);
        let coordinates = venue.profile.as_deref().and_then(|venue| venue.coordinates);
        Place { is: concept(site, venue), geojson: coordinates.map(Point::new) }
    })
}

fn topics<'a>(site: &'a Site, filed: &Filed) -> impl Iterator<Item = Concept<'a>> {
    filed.all_topics().iter().copied().map(|id: TopicId| concept(site, site.topic(id)))
}

fn concept<'a, P>(site: &Site, subject: &'a Subject<P>) -> Concept<'a> {
    Concept { name: &subject.name, uri: site.page_address(&subject.permalink.href).unwrap_or_default() }
}

fn happening<'a>(what: &'a str, when: &crate::facts::Date) -> Happening<'a> {
    Happening { name: what, literal: when.to_string() }
}

fn info_source(source: &SourceRecord) -> InfoSource<'_> {
    let publisher = source.publisher.as_ref().unwrap_or(&source.title);
    InfoSource { name: &publisher.value, uri: source.url.as_ref().map(|url| url.value.as_str()) }
}

fn joined(parts: impl Iterator<Item = String>, between: &str) -> Option<String> {
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| parts.join(between))
}
