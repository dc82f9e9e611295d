//! Briefings as agencies pass them on: ninjs 2.2 (IPTC), an item each.
//!
//! What ninjs has no word for is left out, and so is what the briefing does not say: no rights, no urgency, no genre.
//! The prose stays on the page, which the item names as its rendition.

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

/// A dated fact. ninjs has no field for when, so it is told in words and in the calendar of the page.
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

/// `ninjs.json` beside a briefing. Only planned where the site has a `base_url`, which every address here begins with.
pub(super) fn ninjs_item(site: &Site, id: BriefingId) -> Vec<u8> {
    let filed = site.briefing(id);
    let (briefing, leaf) = (&filed.briefing, &filed.briefing.meta);
    let address = site.page_url(&filed.permalink.href).unwrap_or_default();
    let plain = |role, value| NinjsText { role, contenttype: "text/plain", value };
    let actors = NinjsActors::new(site, filed);
    to_json(&NinjsItem {
        uri: &address,
        standard: NINJS,
        kind: "text",
        representationtype: "partial",
        pubstatus: "usable",
        firstcreated: utc(filed.published),
        versioncreated: utc(last_changed(site, id)),
        language: leaf.language.as_ref().map_or(&site.settings.language, |language| &language.value),
        title: &leaf.title.value,
        slugline: &leaf.slug.value,
        headlines: [plain("main", &leaf.title.value)],
        descriptions: leaf.summary.iter().map(|summary| plain("summary", &summary.value)).collect(),
        by: join_non_empty(briefing.byline.iter().map(|name| name.value.clone()), ", "),
        located: filed.dateline.map(|venue| site.venue(venue).name.as_str()),
        ednote: join_non_empty(
            briefing
                .corrections
                .iter()
                .map(|made| format!("Corrected {}: {}", made.when.value, made.what.value)),
            " ",
        ),
        people: actors.people,
        organisations: actors.organisations,
        places: actors.states.into_iter().chain(venue_places(site, filed)).collect(),
        subjects: topic_concepts(site, filed).chain(actors.others).collect(),
        events: briefing
            .dates
            .iter()
            .map(|fact| event_in_words(&fact.what.value, &fact.when.value))
            .collect(),
        infosources: briefing.sources.iter().map(info_source).collect(),
        renditions: [Rendition { name: "web", contenttype: "text/html", href: &address }],
    })
}

/// Actors by what ninjs takes them for. States are places; those of whom it is not known what they are, and groups,
/// which have no body, are subjects.
#[derive(Default)]
struct NinjsActors<'a> {
    people: Vec<NinjsConcept<'a>>,
    organisations: Vec<NinjsConcept<'a>>,
    states: Vec<NinjsPlace<'a>>,
    others: Vec<NinjsConcept<'a>>,
}

impl<'a> NinjsActors<'a> {
    fn new(site: &'a Site, filed: &ResolvedBriefing) -> Self {
        let mut actors = Self::default();
        for &id in filed.named_actors() {
            let is = subject_concept(site, site.actor(id));
            match actor_kind(site, id) {
                Some(ActorKind::Person) => actors.people.push(is),
                Some(ActorKind::Organisation) => actors.organisations.push(is),
                Some(ActorKind::State) => actors.states.push(NinjsPlace { concept: is, geojson: None }),
                Some(ActorKind::Group) | None => actors.others.push(is),
            }
        }
        actors
    }
}

fn actor_kind(site: &Site, id: ActorId) -> Option<ActorKind> {
    site.actor(id).profile.as_deref()?.kind
}

fn venue_places<'a>(site: &'a Site, filed: &ResolvedBriefing) -> impl Iterator<Item = NinjsPlace<'a>> {
    filed.named_venues().iter().copied().map(|id: VenueId| {
        let venue = site.venue(id);
        let coordinates = venue.profile.as_deref().and_then(|venue| venue.coordinates);
        NinjsPlace { concept: subject_concept(site, venue), geojson: coordinates.map(GeoPoint::new) }
    })
}

fn topic_concepts<'a>(site: &'a Site, filed: &ResolvedBriefing) -> impl Iterator<Item = NinjsConcept<'a>> {
    filed.distinct_topics().iter().copied().map(|id: TopicId| subject_concept(site, site.topic(id)))
}

fn subject_concept<'a, P>(site: &Site, subject: &'a Subject<P>) -> NinjsConcept<'a> {
    NinjsConcept { name: &subject.name, uri: site.page_url(&subject.permalink.href).unwrap_or_default() }
}

fn event_in_words<'a>(what: &'a str, when: &crate::facts::Date) -> NinjsEvent<'a> {
    NinjsEvent { name: what, literal: when.to_string() }
}

fn info_source(source: &SourceRecord) -> InfoSource<'_> {
    let publisher = source.publisher.as_ref().unwrap_or(&source.title);
    InfoSource { name: &publisher.value, uri: source.url.as_ref().map(|url| url.value.as_str()) }
}

fn join_non_empty(parts: impl Iterator<Item = String>, between: &str) -> Option<String> {
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| parts.join(between))
}
