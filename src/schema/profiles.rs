//! The keys of the front matter of profiles.

#![expect(dead_code, reason = "only the schemas of the types are used")]

use schemars::JsonSchema;
use serde_json::{Map, Value};

use super::entries::RoleEntryForm;
use super::values::{
    ActorName, EdtfDate, Flag, LanguageTag, List, Maybe, Slug, TextLine, VenueName, WebAddress, WikidataItem,
    Words, ZoneName,
};

/// Defines the front matter of a kind of profile: its own keys, then those of all profiles.
macro_rules! profile_form {
    ($(#[$doc:meta])* $name:ident { $($(#[$key_doc:meta])* $key:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(JsonSchema)]
        #[schemars(deny_unknown_fields)]
        pub(super) struct $name {
            $($(#[$key_doc])* $key: $type,)*
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
    };
}

profile_form! {
    /// Front matter of an actor.
    ActorForm {
        /// The name as shown.
        name: TextLine,
        /// What kind of actor it is.
        kind: Maybe<ActorKindForm>,
        /// Other names.
        aliases: List<TextLine>,
        /// Offices.
        roles: List<RoleEntryForm>,
        /// Whether the family name comes first.
        family_first: Maybe<Flag>,
        /// One sentence.
        summary: Maybe<Words>,
        /// Its website.
        website: Maybe<WebAddress>,
        /// Its Wikidata item.
        wikidata: Maybe<WikidataItem>,
    }
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
pub(super) struct RoleForm {
    /// The office, such as `foreign minister`.
    title: TextLine,
    /// The actor it is held in.
    of: Maybe<ActorName>,
    /// When the term begins.
    from: Maybe<EdtfDate>,
    /// When the term ends.
    to: Maybe<EdtfDate>,
}

profile_form! {
    /// Front matter of a venue.
    VenueForm {
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
        summary: Maybe<Words>,
        /// Its Wikidata item.
        wikidata: Maybe<WikidataItem>,
    }
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

profile_form! {
    /// Front matter of a topic.
    TopicForm {
        /// The name as shown.
        title: TextLine,
        /// One sentence.
        summary: Maybe<Words>,
        /// Other names.
        aliases: List<TextLine>,
    }
}

profile_form! {
    /// Front matter of an author.
    AuthorForm {
        /// The name as shown.
        name: TextLine,
        /// Such as `editor`.
        role: Maybe<TextLine>,
        /// File of a portrait, relative to this file.
        picture: Maybe<TextLine>,
        /// Links, such as to a contact page.
        links: List<ProfileLinkForm>,
        /// One sentence.
        summary: Maybe<Words>,
        /// Other names in bylines.
        aliases: List<TextLine>,
    }
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

profile_form! {
    /// Front matter of a series.
    SeriesForm {
        /// The name as shown.
        title: TextLine,
        /// One sentence.
        summary: Maybe<Words>,
        /// Other names.
        aliases: List<TextLine>,
    }
}
