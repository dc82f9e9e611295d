//! The keys of front matter.

#![expect(dead_code, reason = "only the schemas of the types are used")]

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde_json::{Map, Value};

use super::values::{
    ActorName, DayOrInstant, DisplayName, EdtfDate, Flag, LanguageTag, List, Maybe, Slug, StatusForm,
    TextLine, TopicName, VenueName, WebAddress, WikidataItem, Words, ZoneName,
};

/// Front matter of a briefing.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct BriefingForm {
    /// The headline.
    title: TextLine,
    /// Time of publication. A later briefing is left out of the build.
    published: DayOrInstant,
    /// The last significant change; not before `published`.
    updated: Maybe<DayOrInstant>,
    /// Significant changes after publication, shown on the page and in feeds.
    changes: List<ChangeForm>,
    /// The venue the briefing is filed from. Times are shown in its zone.
    dateline: Maybe<VenueName>,
    /// One sentence.
    summary: Option<Words>,
    /// The authors.
    byline: List<TextLine>,
    /// The lead picture.
    picture: Option<LeadPictureForm>,
    /// Topics; the first one is shown above the headline.
    topics: List<TopicName>,
    /// Dated facts.
    dates: List<DateForm>,
    /// Participants.
    actors: List<ActorEntryForm>,
    /// Places.
    venues: List<VenueEntryForm>,
    /// Quotations.
    statements: List<StatementForm>,
    /// Publications that the facts rest on.
    sources: List<SourceForm>,
    /// Errors of fact that were corrected.
    corrections: List<CorrectionForm>,
    /// Where dates and names found in the prose are shown, and overrides for single words.
    found: Option<FoundForm>,
    /// The status of the briefing as a whole.
    status: Maybe<StatusForm>,
    /// Not public before this time.
    embargo: Maybe<DayOrInstant>,
    /// The build reports when this is past.
    review_by: Maybe<DayOrInstant>,
    /// A draft is not published.
    draft: Maybe<Flag>,
    /// The last part of its URL [default: the file name].
    slug: Maybe<Slug>,
    /// Old URLs that redirect here, the oldest first.
    aliases: List<TextLine>,
    /// Its language, if it differs from the site's.
    language: Maybe<LanguageTag>,
    /// Values for templates.
    extra: Option<Map<String, Value>>,
}

/// A dated fact.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct DateForm {
    /// When it happens.
    when: EdtfDate,
    /// What happens.
    what: Words,
    /// The venue.
    r#where: Maybe<VenueName>,
    /// The actors.
    who: List<ActorName>,
    /// How certain it is.
    status: Maybe<StatusForm>,
    /// The `id` of a source of this briefing.
    source: Maybe<Slug>,
}

/// A participant: a name, or a name with a role.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum ActorEntryForm {
    /// The name.
    Name(ActorName),
    /// The name with a role.
    WithRole(ActorRoleForm),
}

/// An actor with a role.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct ActorRoleForm {
    /// The actor.
    actor: ActorName,
    /// The role in this briefing [default: the office held on the day of publication].
    role: Maybe<TextLine>,
}

/// A place: a name, or a name with a role.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum VenueEntryForm {
    /// The name.
    Name(VenueName),
    /// The name with a role.
    WithRole(VenueRoleForm),
}

/// A venue with a role.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct VenueRoleForm {
    /// The venue.
    venue: VenueName,
    /// The role in this briefing.
    role: Maybe<TextLine>,
}

/// A quotation.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct StatementForm {
    /// The speaker.
    who: ActorName,
    /// The quoted words, without quotation marks.
    says: Words,
    /// When it was said.
    when: Maybe<EdtfDate>,
    /// What it is about.
    about: Maybe<Words>,
    /// The venue.
    r#where: Maybe<VenueName>,
    /// The actor it is addressed to.
    to: Maybe<ActorName>,
    /// How certain it is [default: claimed].
    status: Maybe<StatusForm>,
    /// The `id` of a source of this briefing.
    source: Maybe<Slug>,
}

/// A publication.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct SourceForm {
    /// By which facts refer to it.
    id: Maybe<Slug>,
    /// Its title.
    title: Words,
    /// Its publisher.
    publisher: Maybe<TextLine>,
    /// Its URL.
    url: Maybe<WebAddress>,
    /// The URL of an archived copy.
    archived: Maybe<WebAddress>,
    /// When it was published.
    published: Maybe<EdtfDate>,
    /// When it was read.
    accessed: Maybe<EdtfDate>,
}

/// A corrected error.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct CorrectionForm {
    /// When it was corrected.
    when: EdtfDate,
    /// What was wrong, and what is right.
    what: Words,
}

/// The lead picture of a briefing.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct LeadPictureForm {
    /// A JPEG, PNG or WebP file: its path relative to the briefing.
    file: TextLine,
    /// Its alternative text.
    alt: Words,
    /// A caption.
    caption: Option<Words>,
    /// Who made it.
    credit: Option<Words>,
    /// Its licence.
    licence: Option<Words>,
}

/// A significant change.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct ChangeForm {
    /// When the text was changed.
    when: DayOrInstant,
    /// What is new.
    what: Words,
}

/// Where dates and names found in the prose are shown, or overrides for single words.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum FoundForm {
    /// For the whole briefing.
    Mode(DisplayName),
    /// For single words: `ignore`, the right date, or the slug of the actor or venue. The key `show` takes a mode.
    Overrides(BTreeMap<String, OverrideForm>),
}

/// What words of the prose are.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum OverrideForm {
    /// A year, which YAML reads as a number.
    Year(i32),
    /// `ignore`, a date or a slug.
    Text(TextLine),
}

/// Front matter of an actor.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct ActorForm {
    /// The name as shown.
    name: TextLine,
    /// What kind of actor it is.
    kind: Maybe<ActorKindForm>,
    /// Other names.
    aliases: List<TextLine>,
    /// Offices.
    roles: List<RoleForm>,
    /// Whether the family name comes first.
    family_first: Maybe<Flag>,
    /// One sentence.
    summary: Option<Words>,
    /// Its website.
    website: Maybe<WebAddress>,
    /// Its Wikidata item.
    wikidata: Maybe<WikidataItem>,
    /// Old URLs that redirect here.
    old_addresses: List<TextLine>,
    /// A draft is not published.
    draft: Maybe<Flag>,
    /// The last part of its URL [default: the file name].
    slug: Maybe<Slug>,
    /// Its language, if it differs from the site's.
    language: Maybe<LanguageTag>,
    /// Values for templates.
    extra: Option<Map<String, Value>>,
}

/// The kind of an actor.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum ActorKindForm {
    /// As it is recommended.
    Name(ActorKindName),
    /// In any case.
    AnyCase(
        #[schemars(regex(
            pattern = r"^([Pp][Ee][Rr][Ss][Oo][Nn]|[Oo][Rr][Gg][Aa][Nn][Ii][Ss][Aa][Tt][Ii][Oo][Nn]|[Ss][Tt][Aa][Tt][Ee]|[Gg][Rr][Oo][Uu][Pp])$"
        ))]
        String,
    ),
}

/// The name of a kind of actor.
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
    of: Maybe<ActorName>,
    /// When the term begins.
    from: Maybe<EdtfDate>,
    /// When the term ends.
    to: Maybe<EdtfDate>,
}

/// Front matter of a venue.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct VenueForm {
    /// The name as shown.
    name: TextLine,
    /// Such as `city` or `building`.
    kind: Maybe<TextLine>,
    /// The name of the country.
    country: Maybe<TextLine>,
    /// The venue that contains it.
    part_of: Maybe<VenueName>,
    /// Latitude and longitude in degrees.
    coordinates: Maybe<CoordinatesForm>,
    /// The zone in which times at the venue are shown [default: that of `part_of`].
    time_zone: Maybe<ZoneName>,
    /// Other names.
    aliases: List<TextLine>,
    /// One sentence.
    summary: Option<Words>,
    /// Its Wikidata item.
    wikidata: Maybe<WikidataItem>,
    /// Old URLs that redirect here.
    old_addresses: List<TextLine>,
    /// A draft is not published.
    draft: Maybe<Flag>,
    /// The last part of its URL [default: the file name].
    slug: Maybe<Slug>,
    /// Its language, if it differs from the site's.
    language: Maybe<LanguageTag>,
    /// Values for templates.
    extra: Option<Map<String, Value>>,
}

/// Latitude and longitude in degrees.
#[derive(JsonSchema)]
#[schemars(untagged)]
enum CoordinatesForm {
    /// Two numbers.
    Numbers((Latitude, Longitude)),
    /// Two numbers in quotes, as some programs write them.
    Texts((LatitudeText, LongitudeText)),
    /// Both in one text.
    Text(
        #[schemars(regex(
            pattern = r"^[ ,]*[-+]?(90(\.0+)?|[0-8]?\d(\.\d+)?)[ ,]+[-+]?(180(\.0+)?|(1[0-7]\d|\d{1,2})(\.\d+)?)[ ,]*$"
        ))]
        String,
    ),
}

/// Degrees north of the equator, in quotes.
#[derive(JsonSchema)]
struct LatitudeText(#[schemars(regex(pattern = r"^[-+]?(90(\.0+)?|[0-8]?\d(\.\d+)?)$"))] String);

/// Degrees east of Greenwich, in quotes.
#[derive(JsonSchema)]
struct LongitudeText(#[schemars(regex(pattern = r"^[-+]?(180(\.0+)?|(1[0-7]\d|\d{1,2})(\.\d+)?)$"))] String);

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
    draft: Maybe<Flag>,
    /// The last part of its URL [default: the file name].
    slug: Maybe<Slug>,
    /// Its language, if it differs from the site's.
    language: Maybe<LanguageTag>,
    /// Values for templates.
    extra: Option<Map<String, Value>>,
}

/// Front matter of a standalone page.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct StandaloneForm {
    /// The title.
    title: TextLine,
    /// One sentence.
    summary: Option<Words>,
    /// A draft is not published.
    draft: Maybe<Flag>,
    /// The last part of its URL [default: the file name].
    slug: Maybe<Slug>,
    /// Old URLs that redirect here.
    aliases: List<TextLine>,
    /// Its language, if it differs from the site's.
    language: Maybe<LanguageTag>,
    /// Values for templates.
    extra: Option<Map<String, Value>>,
}
