//! The keys of the front matter of profiles.

#![expect(dead_code, reason = "only the schemas of the types are used")]

use schemars::JsonSchema;
use serde_json::{Map, Value};

use super::front_matter::List;
use super::values::{
    ActorName, EdtfDate, LanguageTag, Slug, TextLine, VenueName, WebAddress, WikidataItem, Words, ZoneName,
};

/// Front matter of an actor.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ActorForm {
    /// The name as shown.
    name: TextLine,
    /// What kind of actor it is.
    kind: Option<ActorKindName>,
    /// Other names.
    aliases: List<TextLine>,
    /// Offices.
    roles: List<RoleForm>,
    /// Whether the family name comes first.
    family_first: Option<bool>,
    /// One sentence.
    summary: Option<Words>,
    /// Its website.
    website: Option<WebAddress>,
    /// Its Wikidata item.
    wikidata: Option<WikidataItem>,
    /// Old URLs that redirect here.
    old_addresses: List<TextLine>,
    /// A draft is not published.
    draft: Option<bool>,
    /// The last part of its URL [default: the file name].
    slug: Option<Slug>,
    /// Its language, if it differs from the site's.
    language: Option<LanguageTag>,
    /// Values for templates.
    extra: Option<Map<String, Value>>,
}

/// The kind of an actor.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum ActorKindName {
    /// A human being.
    Person,
    /// A body with members or staff.
    Organisation,
    /// A country.
    State,
    /// Persons or organisations without a common body.
    Group,
}

/// An office.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct RoleForm {
    /// The office, such as `foreign minister`.
    title: TextLine,
    /// The actor it is held in.
    of: Option<ActorName>,
    /// When the term begins.
    from: Option<EdtfDate>,
    /// When the term ends.
    to: Option<EdtfDate>,
}

/// Front matter of a venue.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct VenueForm {
    /// The name as shown.
    name: TextLine,
    /// Such as `city` or `building`.
    kind: Option<TextLine>,
    /// The name of the country.
    country: Option<TextLine>,
    /// The venue that contains it.
    part_of: Option<VenueName>,
    /// Latitude and longitude in degrees.
    coordinates: Option<(Latitude, Longitude)>,
    /// The zone in which times at the venue are shown [default: that of `part_of`].
    time_zone: Option<ZoneName>,
    /// Other names.
    aliases: List<TextLine>,
    /// One sentence.
    summary: Option<Words>,
    /// Its Wikidata item.
    wikidata: Option<WikidataItem>,
    /// Old URLs that redirect here.
    old_addresses: List<TextLine>,
    /// A draft is not published.
    draft: Option<bool>,
    /// The last part of its URL [default: the file name].
    slug: Option<Slug>,
    /// Its language, if it differs from the site's.
    language: Option<LanguageTag>,
    /// Values for templates.
    extra: Option<Map<String, Value>>,
}

/// Degrees north of the equator.
#[derive(JsonSchema)]
struct Latitude(#[schemars(range(min = -90, max = 90))] f64);

/// Degrees east of Greenwich.
#[derive(JsonSchema)]
struct Longitude(#[schemars(range(min = -180, max = 180))] f64);

/// Front matter of a topic.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct TopicForm {
    /// The name as shown.
    title: TextLine,
    /// One sentence.
    summary: Option<Words>,
    /// Other names.
    aliases: List<TextLine>,
    /// Old URLs that redirect here.
    old_addresses: List<TextLine>,
    /// A draft is not published.
    draft: Option<bool>,
    /// The last part of its URL [default: the file name].
    slug: Option<Slug>,
    /// Its language, if it differs from the site's.
    language: Option<LanguageTag>,
    /// Values for templates.
    extra: Option<Map<String, Value>>,
}

/// Front matter of an author.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct AuthorForm {
    /// The name as shown.
    name: TextLine,
    /// Such as `editor`.
    role: Option<TextLine>,
    /// File of a portrait, relative to this file.
    picture: Option<TextLine>,
    /// Links, such as to a contact page.
    links: List<ProfileLinkForm>,
    /// One sentence.
    summary: Option<Words>,
    /// Other names in bylines.
    aliases: List<TextLine>,
    /// Old URLs that redirect here.
    old_addresses: List<TextLine>,
    /// A draft is not published.
    draft: Option<bool>,
    /// The last part of its URL [default: the file name].
    slug: Option<Slug>,
    /// Its language, if it differs from the site's.
    language: Option<LanguageTag>,
    /// Values for templates.
    extra: Option<Map<String, Value>>,
}

/// A link of an author.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct ProfileLinkForm {
    /// Its text.
    name: TextLine,
    /// Its URL.
    url: WebAddress,
}

/// Front matter of a series.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct SeriesForm {
    /// The name as shown.
    title: TextLine,
    /// One sentence.
    summary: Option<Words>,
    /// Other names.
    aliases: List<TextLine>,
    /// Old URLs that redirect here.
    old_addresses: List<TextLine>,
    /// A draft is not published.
    draft: Option<bool>,
    /// The last part of its URL [default: the file name].
    slug: Option<Slug>,
    /// Its language, if it differs from the site's.
    language: Option<LanguageTag>,
    /// Values for templates.
    extra: Option<Map<String, Value>>,
}
