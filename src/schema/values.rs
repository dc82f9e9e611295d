//! Values that several files share.

#![expect(dead_code, reason = "only the schemas of the types are used")]

use schemars::JsonSchema;

/// A value that may be empty, which is the same as no value.
pub(super) type Maybe<T> = Option<OrBlank<T>>;

/// A single value or a list, of which any may be empty.
pub(super) type List<T> = Option<OneOrMany<T>>;

/// A value, or a blank text.
#[derive(JsonSchema)]
#[schemars(untagged, inline)]
pub(super) enum OrBlank<T> {
    /// A value.
    Value(T),
    /// No value.
    Blank(BlankText),
}

/// A text without characters, which some programs write for an empty field.
#[derive(JsonSchema)]
pub(super) struct BlankText(#[schemars(regex(pattern = r"^\s*$"))] String);

/// `true` or `false`.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum Flag {
    /// As it is recommended.
    Bool(bool),
    /// In quotes.
    Text(#[schemars(regex(pattern = r"^\s*([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])\s*$"))] String),
}

/// One line of text.
#[derive(JsonSchema)]
pub(super) struct TextLine(#[schemars(regex(pattern = r"^\s*\S[^\r\n]*\s*$"))] String);

/// Text of one or several lines.
#[derive(JsonSchema)]
pub(super) struct Words(#[schemars(regex(pattern = r"\S"))] String);

/// One text with at least two parts, which bars separate.
#[derive(JsonSchema)]
pub(super) struct FlatPair(#[schemars(regex(pattern = r"^[^|\r\n]*[^|\s][^|\r\n]*\|\s*[^|\s].*$"))] String);

/// One text, perhaps with parts that bars separate.
#[derive(JsonSchema)]
pub(super) struct FlatText(#[schemars(regex(pattern = r"^\s*[^|\s].*$"))] String);

/// Lower-case letters, digits and single hyphens.
#[derive(JsonSchema)]
pub(super) struct Slug(#[schemars(regex(pattern = r"^[^\sA-Z_/.-]+(-[^\sA-Z_/.-]+)*$"))] String);

/// Slug, name or alias of an actor.
#[derive(JsonSchema)]
pub(super) struct ActorName(#[schemars(length(min = 1))] String);

/// Slug, name or alias of a venue.
#[derive(JsonSchema)]
pub(super) struct VenueName(#[schemars(length(min = 1))] String);

/// Slug, name or alias of a topic.
#[derive(JsonSchema)]
pub(super) struct TopicName(#[schemars(length(min = 1))] String);

/// Slug or name of an author, or free text.
#[derive(JsonSchema)]
pub(super) struct AuthorName(#[schemars(length(min = 1))] String);

/// Slug, title or alias of a series.
#[derive(JsonSchema)]
pub(super) struct SeriesName(#[schemars(length(min = 1))] String);

/// A URL that begins with `https://` or `http://`.
#[derive(JsonSchema)]
pub(super) struct WebAddress(
    #[schemars(regex(pattern = r"^https?://[^\s]+$"))]
    String,
);

/// A language tag, such as `en`, `ar` or `pt-BR`.
#[derive(JsonSchema)]
pub(super) struct LanguageTag(#[schemars(regex(pattern = r"^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$"))] String);

/// A name of the IANA time zone database, such as `Europe/Rome`.
#[derive(JsonSchema)]
pub(super) struct ZoneName(#[schemars(regex(pattern = r"^[A-Za-z][A-Za-z0-9_+/-]*$"))] String);

/// `Q` and a number, such as `Q220`, or the address of the item.
#[derive(JsonSchema)]
pub(super) struct WikidataItem(
    #[schemars(regex(pattern = r"^\s*(.*wikidata\.org/(.*/)?)?[Qq][0-9]+\s*$"))] String,
);

/// A day, or an instant with its zone: `2025-04-19`, `2025-04-19T11:30+02:00`.
#[derive(JsonSchema)]
pub(super) struct DayOrInstant(
    #[schemars(regex(
        pattern = r"^\d{4}-\d{2}-\d{2}(([Tt]|[ \t]+)\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?([ \t]*(([Zz]|([Uu][Tt][Cc]|[Gg][Mm][Tt])([+−-]\d{1,2}(:?\d{2})?)?|[+−-]\d{1,2}(:?\d{2})?)( [A-Z]+)?(\[[A-Za-z0-9_/+-]+\])?|[A-Za-z0-9_+-]+/[A-Za-z0-9_/+-]+|\[[A-Za-z0-9_/+-]+\])))?$"
    ))]
    String,
);

/// An instant with its zone: `2025-04-19T11:30+02:00`.
#[derive(JsonSchema)]
pub(super) struct InstantText(
    #[schemars(regex(pattern = r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$"))]
    String,
);

/// A date as precisely as it is known: an instant, a day, a month, a year, or another date of EDTF level 0 or 1.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum EdtfDate {
    /// A year, which YAML reads as a number.
    Year(i32),
    /// Any other date, such as `2025-04-19T11:30+02:00`, `2025-03~` or `2025-04-12/..`.
    Text(
        #[schemars(regex(
            pattern = r"^(\d{4}-\d{2}-\d{2}([Tt]|[ \t]+)\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?([ \t]*(([Zz]|([Uu][Tt][Cc]|[Gg][Mm][Tt])([+−-]\d{1,2}(:?\d{2})?)?|[+−-]\d{1,2}(:?\d{2})?)( [A-Z]+)?(\[[A-Za-z0-9_/+-]+\])?|[A-Za-z0-9_+-]+/[A-Za-z0-9_/+-]+|\[[A-Za-z0-9_/+-]+\]))|(-?\d{4}|\d{3}X|\d{2}XX)(-(\d{2}|XX)(-(\d{2}|XX))?)?[?~%]?|(\.\.|(-?\d{4}|\d{3}X|\d{2}XX)(-(\d{2}|XX)(-(\d{2}|XX))?)?[?~%]?)?/(\.\.|(-?\d{4}|\d{3}X|\d{2}XX)(-(\d{2}|XX)(-(\d{2}|XX))?)?[?~%]?)?)$"
        ))]
        String,
    ),
}

/// A single value, or a list of values.
#[derive(JsonSchema)]
#[schemars(untagged, inline)]
pub(super) enum OneOrMany<T> {
    /// A single value.
    One(T),
    /// A list.
    Many(Vec<Maybe<T>>),
    /// No value.
    Blank(BlankText),
}

/// Where facts read from prose are shown.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum DisplayName {
    /// In the prose and the fact box.
    Box,
    /// In the prose.
    Prose,
    /// Not at all.
    Off,
}

/// How certain a fact is.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub(super) enum StatusForm {
    /// As it is recommended.
    Name(StatusName),
    /// In any case.
    AnyCase(
        #[schemars(regex(
            pattern = r"^([Cc][Oo][Nn][Ff][Ii][Rr][Mm][Ee][Dd]|[Cc][Ll][Aa][Ii][Mm][Ee][Dd]|[Dd][Ii][Ss][Pp][Uu][Tt][Ee][Dd]|[Dd][Ee][Nn][Ii][Ee][Dd]|[Ww][Ii][Tt][Hh][Dd][Rr][Aa][Ww][Nn])$"
        ))]
        String,
    ),
}

/// The name of a status.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum StatusName {
    /// It is established.
    Confirmed,
    /// Somebody says so.
    Claimed,
    /// Others contradict it.
    Disputed,
    /// Those concerned deny it.
    Denied,
    /// Whoever said it has taken it back.
    Withdrawn,
}
