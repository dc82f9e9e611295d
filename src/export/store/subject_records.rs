//! The records of actors, venues and topics, as serialised to JSON. Empty and unknown values are left out.

use schemars::JsonSchema;
use serde::Serialize;

use super::records::{DateValue, NameRecord};
use crate::briefing::ActorKind;

/// An actor.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "actor")]
pub(super) struct ActorRecord<'a> {
    /// The name.
    #[serde(flatten)]
    pub(super) name: NameRecord<'a>,
    /// The kind of actor.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ActorKind::CHOICES.map(|choice| choice.0)))]
    pub(super) sort: Option<&'static str>,
    /// One sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<&'a str>,
    /// Aliases.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) aliases: Vec<&'a str>,
    /// Roles held, in the order written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) roles: Vec<RoleRecord<'a>>,
    /// Its website.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("format" = "uri"))]
    pub(super) website: Option<&'a str>,
    /// Its Wikidata item.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("pattern" = "^Q[0-9]+$"))]
    pub(super) wikidata: Option<&'a str>,
    /// Number of briefings that name it.
    pub(super) briefing_count: usize,
}

/// A role with its term.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "role")]
pub(super) struct RoleRecord<'a> {
    /// The title of the role.
    pub(super) title: &'a str,
    /// The organisation in which it is held.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) of: Option<NameRecord<'a>>,
    /// The first day of the term.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<DateValue<'a>>,
    /// The last day of the term.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) to: Option<DateValue<'a>>,
}

/// A venue.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "venue")]
pub(super) struct VenueRecord<'a> {
    /// The name.
    #[serde(flatten)]
    pub(super) name: NameRecord<'a>,
    /// The kind of venue, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sort: Option<&'a str>,
    /// One sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<&'a str>,
    /// Aliases.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) aliases: Vec<&'a str>,
    /// The name of the country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) country: Option<&'a str>,
    /// The containing venue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) part_of: Option<NameRecord<'a>>,
    /// Degrees north, WGS 84.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = -90, max = 90))]
    pub(super) latitude: Option<f64>,
    /// Degrees east, WGS 84.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = -180, max = 180))]
    pub(super) longitude: Option<f64>,
    /// IANA name of its time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) time_zone: Option<&'a str>,
    /// Its Wikidata item.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("pattern" = "^Q[0-9]+$"))]
    pub(super) wikidata: Option<&'a str>,
    /// Number of briefings that name it.
    pub(super) briefing_count: usize,
}

/// A topic.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "topic")]
pub(super) struct TopicRecord<'a> {
    /// The name.
    #[serde(flatten)]
    pub(super) name: NameRecord<'a>,
    /// One sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<&'a str>,
    /// Aliases.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) aliases: Vec<&'a str>,
    /// Number of its briefings.
    pub(super) briefing_count: usize,
}
