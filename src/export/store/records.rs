//! The records of the fact store, as serialised to JSON. Empty and unknown values are left out.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};

use crate::facts::{Date, Origin, Status};

/// A day, or an instant in UTC, as ISO 8601. The year is negative and has six digits before year 0.
const DAY_PATTERN: &str =
    r"^(-\d{6}|\d{4})-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$|^-\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$";
/// The serialised names of `Origin`.
const ORIGINS: [&str; 2] = ["declared", "found"];

/// A date as precise as it is known: EDTF of levels 0 and 1 (ISO 8601-2), or an instant with its offset.
#[derive(JsonSchema)]
#[schemars(rename = "date", extend("minLength" = 1))]
pub(super) struct DateValue<'a>(#[schemars(with = "String")] pub(super) &'a Date);

impl Serialize for DateValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self.0)
    }
}

/// A list whose items are built while they are serialised, so that memory holds one record at a time.
pub(in crate::export) struct Each<I>(pub(in crate::export) I);

impl<I: Iterator<Item: Serialize> + Clone> Serialize for Each<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.clone())
    }
}

impl<I: Iterator<Item: JsonSchema>> JsonSchema for Each<I> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Vec::<I::Item>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<I::Item>::json_schema(generator)
    }
}

/// The name and page of an actor, venue, topic or briefing.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "name")]
pub(super) struct NameRecord<'a> {
    /// The name.
    pub(super) name: &'a str,
    /// URL of its page, relative to the root of the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "uri-reference"))]
    pub(super) href: Option<&'a str>,
}

/// Position of a fact in its file.
#[derive(Clone, Copy, Serialize, JsonSchema)]
pub(super) struct PositionRecord {
    /// Line in the file, from 1; only in stores with source positions.
    pub(super) line: u32,
    /// Column in characters, from 1; only in stores with source positions.
    pub(super) column: u32,
}

/// A briefing and its facts.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "briefing")]
pub(super) struct BriefingRecord<'a> {
    /// Path of the file, relative to the site; only in stores with source positions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) path: Option<&'a str>,
    /// The title.
    pub(super) title: &'a str,
    /// URL of its page, relative to the root of the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "uri-reference"))]
    pub(super) href: Option<&'a str>,
    /// The summary, one sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<&'a str>,
    /// BCP 47 tag, if it differs from that of the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) language: Option<&'a str>,
    /// The date of publication.
    pub(super) published: DateValue<'a>,
    /// The last significant change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) updated: Option<DateValue<'a>>,
    /// The status of the whole briefing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = Status::CHOICES.map(|choice| choice.0)))]
    pub(super) status: Option<&'static str>,
    /// The venue of the dateline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) dateline: Option<NameRecord<'a>>,
    /// The byline.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) byline: Vec<&'a str>,
    /// Its series.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) series: Option<NameRecord<'a>>,
    /// Its position in the reading order of the series, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) part: Option<usize>,
    /// Its topics.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) topics: Vec<NameRecord<'a>>,
    /// Its dated facts, in the order written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) dates: Vec<DateRecord<'a>>,
    /// The actors, in the order written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) actors: Vec<ParticipantRecord<'a>>,
    /// The venues, in the order written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) venues: Vec<ParticipantRecord<'a>>,
    /// The statements, in the order written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) statements: Vec<StatementRecord<'a>>,
    /// The sources, in the order written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) sources: Vec<SourceEntry<'a>>,
    /// Changes since publication, in the order written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) changes: Vec<ChangeRecord<'a>>,
    /// Corrections, in the order written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) corrections: Vec<ChangeRecord<'a>>,
    /// Dates found in prose; only in stores with positions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) found: Vec<FoundDateRecord<'a>>,
    /// Names found in prose; only in stores with positions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) named: Vec<FoundNameRecord<'a>>,
}

/// A name found in prose.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "found_name")]
pub(super) struct FoundNameRecord<'a> {
    /// The words in the prose.
    pub(super) text: &'a str,
    #[serde(flatten)]
    pub(super) name: NameRecord<'a>,
    #[serde(flatten)]
    pub(super) position: PositionRecord,
}

/// A date found in prose.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "found_date")]
pub(super) struct FoundDateRecord<'a> {
    /// The words in the prose.
    pub(super) text: &'a str,
    /// The date, as EDTF.
    pub(super) value: String,
    /// How the value was resolved.
    pub(super) reason: String,
    /// The text of the fact it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fact: Option<&'a str>,
    #[serde(flatten)]
    pub(super) position: PositionRecord,
}

/// An actor or venue of a briefing.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "participant")]
pub(super) struct ParticipantRecord<'a> {
    /// The name.
    #[serde(flatten)]
    pub(super) name: NameRecord<'a>,
    /// The role, such as `mediator`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) role: Option<&'a str>,
    /// Whether it was declared in front matter or found in prose.
    #[schemars(extend("enum" = ORIGINS))]
    pub(super) origin: &'static str,
    #[serde(flatten)]
    pub(super) position: Option<PositionRecord>,
}

/// A dated fact.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "dated_fact")]
pub(super) struct DateRecord<'a> {
    /// The date.
    pub(super) when: DateValue<'a>,
    /// The earliest possible day, or the instant; absent if the start is open or unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("pattern" = DAY_PATTERN))]
    pub(super) earliest: Option<String>,
    /// The latest possible day, or the instant; absent if the end is open or unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("pattern" = DAY_PATTERN))]
    pub(super) latest: Option<String>,
    /// The text of the fact, one clause.
    pub(super) what: &'a str,
    /// The venue.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub(super) place: Option<NameRecord<'a>>,
    /// The actors.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) who: Vec<NameRecord<'a>>,
    /// The status; a dated fact without one is confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = Status::CHOICES.map(|choice| choice.0)))]
    pub(super) status: Option<&'static str>,
    /// The `id` of a source of the same briefing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) source: Option<&'a str>,
    /// Whether it was declared in front matter or found in prose.
    #[schemars(extend("enum" = ORIGINS))]
    pub(super) origin: &'static str,
    /// The briefings that report it, newest first; only in the files of actors and venues.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) briefings: Vec<NameRecord<'a>>,
    #[serde(flatten)]
    pub(super) position: Option<PositionRecord>,
}

/// A statement.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "statement")]
pub(super) struct StatementRecord<'a> {
    /// The speaker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) who: Option<NameRecord<'a>>,
    /// The quoted words.
    pub(super) says: &'a str,
    /// The date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) when: Option<DateValue<'a>>,
    /// The subject matter, phrased to follow "on".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) about: Option<&'a str>,
    /// The venue.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub(super) place: Option<NameRecord<'a>>,
    /// The addressee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) to: Option<NameRecord<'a>>,
    /// The status; a dated fact without one is confirmed.
    #[schemars(extend("enum" = Status::CHOICES.map(|choice| choice.0)))]
    pub(super) status: &'static str,
    /// The `id` of a source of the same briefing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) source: Option<&'a str>,
    /// Whether it was declared in front matter or found in prose.
    #[schemars(extend("enum" = ORIGINS))]
    pub(super) origin: &'static str,
    /// The briefing that reports it; only in the files of actors and venues.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) briefing: Option<NameRecord<'a>>,
    #[serde(flatten)]
    pub(super) position: Option<PositionRecord>,
}

/// A source of a briefing.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "source")]
pub(super) struct SourceEntry<'a> {
    /// The id by which facts refer to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<&'a str>,
    /// Its title.
    pub(super) title: &'a str,
    /// The publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<&'a str>,
    /// The URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "uri"))]
    pub(super) url: Option<&'a str>,
    /// URL of an archived copy.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "uri"))]
    pub(super) archived: Option<&'a str>,
    /// The date of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) published: Option<DateValue<'a>>,
    /// The date of access.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) accessed: Option<DateValue<'a>>,
}

/// A change or correction.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "change")]
pub(super) struct ChangeRecord<'a> {
    /// The date.
    pub(super) when: DateValue<'a>,
    /// What is new, or what was wrong and is now correct.
    pub(super) what: &'a str,
}

/// Returns the serialised name of an origin.
pub(super) fn origin_name(origin: Origin) -> &'static str {
    ORIGINS[origin as usize]
}
