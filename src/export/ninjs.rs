//! Briefings as ninjs 2.2 (IPTC), one item each.
//!
//! Facts without a property in ninjs are left out, as are rights, urgency and genre, which briefings do not state. The
//! item has no body; it names the page as its rendition.

use serde::Serialize;

use super::change_time::last_changed;
use super::geojson::GeoPoint;
use super::time_format::utc;
use super::to_json;
use crate::briefing::ActorKind;
use crate::facts::SourceRecord;
use crate::site::{ActorId, BriefingId, ResolvedBriefing, Site, Subject, TopicId, VenueId};

#[derive(Serialize)]
struct NinjsItem<'a> {
    uri: &'a str,
    standard: NinjsStandard,
    #[serde(rename = "type")]
    kind: &'static str,
    representationtype: &'static str,
    pubstatus: &'static str,
    firstcreated: String,
    versioncreated: String,
    language: &'a str,
    title: &'a str,
    slugline: &'a str,
    headlines: [NinjsText<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    descriptions: Vec<NinjsText<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    located: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ednote: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    people: Vec<NinjsConcept<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    organisations: Vec<NinjsConcept<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    places: Vec<NinjsPlace<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    subjects: Vec<NinjsConcept<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    events: Vec<NinjsEvent<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    infosources: Vec<InfoSource<'a>>,
    renditions: [Rendition<'a>; 1],
}

#[derive(Serialize)]
struct NinjsStandard {
    name: &'static str,
    version: &'static str,
    schema: &'static str,
}

const NINJS: NinjsStandard = NinjsStandard {
    name: "ninjs",
    version: "2.2",
    schema: "http://www.iptc.org/std/ninjs/ninjs-schema_2.2.json",
};

#[derive(Serialize)]
struct NinjsText<'a> {
    role: &'static str,
    contenttype: &'static str,
    value: &'a str,
}

#[derive(Serialize)]
struct NinjsConcept<'a> {
    name: &'a str,
    uri: String,
}

#[derive(Serialize)]
struct NinjsPlace<'a> {
    #[serde(flatten)]
    concept: NinjsConcept<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    geojson: Option<GeoPoint>,
}

/// A dated fact. ninjs has no property for dates, so `literal` holds the date.
#[derive(Serialize)]
struct NinjsEvent<'a> {
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

/// Returns `ninjs.json` of a briefing. It is planned only with a `base_url`, which every URL here begins with.
pub(super) fn ninjs_item(site: &Site, id: BriefingId) -> Vec<u8> {
    let resolved = site.briefing(id);
    let (briefing, meta) = (&resolved.briefing, &resolved.briefing.meta);
    let url = site.page_url(&resolved.permalink.href).unwrap_or_default();
    let text = |role, value| NinjsText { role, contenttype: "text/plain", value };
    let actors = NinjsActors::new(site, resolved);
    to_json(&NinjsItem {
        uri: &url,
        standard: NINJS,
        kind: "text",
        representationtype: "partial",
        pubstatus: "usable",
        firstcreated: utc(resolved.published),
        versioncreated: utc(last_changed(site, id)),
        language: meta.language.as_ref().map_or(&site.settings.language, |language| &language.value),
        title: &meta.title.value,
        slugline: &meta.slug.value,
        headlines: [text("main", &meta.title.value)],
        descriptions: meta.summary.iter().map(|summary| text("summary", &summary.value)).collect(),
        by: join_non_empty(resolved.byline.iter().map(|author| author.name.clone()), ", "),
        located: resolved.dateline.map(|venue| site.venue(venue).name.as_str()),
        ednote: join_non_empty(
            briefing
                .corrections
                .iter()
                .map(|correction| format!("Corrected {}: {}", correction.when.value, correction.what.value)),
            " ",
        ),
        people: actors.people,
        organisations: actors.organisations,
        places: actors.states.into_iter().chain(venue_places(site, resolved)).collect(),
        subjects: topic_concepts(site, resolved).chain(actors.others).collect(),
        events: briefing.dates.iter().map(|fact| ninjs_event(&fact.what.value, &fact.when.value)).collect(),
        infosources: briefing.sources.iter().map(info_source).collect(),
        renditions: [Rendition { name: "web", contenttype: "text/html", href: &url }],
    })
}

/// Actors by ninjs property. States are places; groups and actors of unknown kind are subjects.
#[derive(Default)]
struct NinjsActors<'a> {
    people: Vec<NinjsConcept<'a>>,
    organisations: Vec<NinjsConcept<'a>>,
    states: Vec<NinjsPlace<'a>>,
    others: Vec<NinjsConcept<'a>>,
}

impl<'a> NinjsActors<'a> {
    fn new(site: &'a Site, resolved: &ResolvedBriefing) -> Self {
        let mut actors = Self::default();
        for &id in resolved.named_actors() {
            let concept = subject_concept(site, site.actor(id));
            match actor_kind(site, id) {
                Some(ActorKind::Person) => actors.people.push(concept),
                Some(ActorKind::Organisation) => actors.organisations.push(concept),
                Some(ActorKind::State) => actors.states.push(NinjsPlace { concept, geojson: None }),
                Some(ActorKind::Group) | None => actors.others.push(concept),
            }
        }
        actors
    }
}

fn actor_kind(site: &Site, id: ActorId) -> Option<ActorKind> {
    site.actor(id).profile.as_deref()?.kind
}

fn venue_places<'a>(site: &'a Site, resolved: &ResolvedBriefing) -> impl Iterator<Item = NinjsPlace<'a>> {
    resolved.named_venues().iter().copied().map(|id: VenueId| {
        let venue = site.venue(id);
        let coordinates = venue.profile.as_deref().and_then(|venue| venue.coordinates);
        NinjsPlace { concept: subject_concept(site, venue), geojson: coordinates.map(GeoPoint::new) }
    })
}

fn topic_concepts<'a>(site: &'a Site, resolved: &ResolvedBriefing) -> impl Iterator<Item = NinjsConcept<'a>> {
    resolved.distinct_topics().iter().copied().map(|id: TopicId| subject_concept(site, site.topic(id)))
}

fn subject_concept<'a, P>(site: &Site, subject: &'a Subject<P>) -> NinjsConcept<'a> {
    NinjsConcept { name: &subject.name, uri: site.page_url(&subject.permalink.href).unwrap_or_default() }
}

fn ninjs_event<'a>(what: &'a str, when: &crate::facts::Date) -> NinjsEvent<'a> {
    NinjsEvent { name: what, literal: when.to_string() }
}

fn info_source(source: &SourceRecord) -> InfoSource<'_> {
    let publisher = source.publisher.as_ref().unwrap_or(&source.title);
    InfoSource { name: &publisher.value, uri: source.url.as_ref().map(|url| url.value.as_str()) }
}

fn join_non_empty(parts: impl Iterator<Item = String>, separator: &str) -> Option<String> {
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| parts.join(separator))
}
