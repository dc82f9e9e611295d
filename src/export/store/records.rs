//! The records of the fact store, as serialised to JSON. Empty and unknown values are left out.

use serde::{Serialize, Serializer};

use crate::facts::{Date, Origin};

/// A date as EDTF, or as an instant with its offset.
pub(super) struct DateValue<'a>(pub(super) &'a Date);

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

/// A name with its page, if it has one.
#[derive(Serialize)]
pub(super) struct NameRecord<'a> {
    pub(super) name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) href: Option<&'a str>,
}

/// Position of a fact in its file.
#[derive(Clone, Copy, Serialize)]
pub(super) struct PositionRecord {
    pub(super) line: u32,
    pub(super) column: u32,
}

/// A briefing and its facts.
#[derive(Serialize)]
pub(super) struct BriefingRecord<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) path: Option<&'a str>,
    pub(super) title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) href: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) language: Option<&'a str>,
    pub(super) published: DateValue<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) updated: Option<DateValue<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) dateline: Option<NameRecord<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) byline: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) topics: Vec<NameRecord<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) dates: Vec<DateRecord<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) actors: Vec<ParticipantRecord<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) venues: Vec<ParticipantRecord<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) statements: Vec<StatementRecord<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) sources: Vec<SourceEntry<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) changes: Vec<ChangeRecord<'a>>,
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
#[derive(Serialize)]
pub(super) struct FoundNameRecord<'a> {
    pub(super) text: &'a str,
    #[serde(flatten)]
    pub(super) name: NameRecord<'a>,
    #[serde(flatten)]
    pub(super) position: PositionRecord,
}

/// A date found in prose.
#[derive(Serialize)]
pub(super) struct FoundDateRecord<'a> {
    pub(super) text: &'a str,
    pub(super) value: String,
    pub(super) reason: String,
    /// The text of the fact it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fact: Option<&'a str>,
    #[serde(flatten)]
    pub(super) position: PositionRecord,
}

/// An actor or venue of a briefing.
#[derive(Serialize)]
pub(super) struct ParticipantRecord<'a> {
    #[serde(flatten)]
    pub(super) name: NameRecord<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) role: Option<&'a str>,
    pub(super) origin: &'static str,
    #[serde(flatten)]
    pub(super) position: Option<PositionRecord>,
}

/// A dated fact.
#[derive(Serialize)]
pub(super) struct DateRecord<'a> {
    pub(super) when: DateValue<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) earliest: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) latest: Option<String>,
    pub(super) what: &'a str,
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub(super) place: Option<NameRecord<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) who: Vec<NameRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) source: Option<&'a str>,
    pub(super) origin: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) briefings: Vec<NameRecord<'a>>,
    #[serde(flatten)]
    pub(super) position: Option<PositionRecord>,
}

/// A statement.
#[derive(Serialize)]
pub(super) struct StatementRecord<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) who: Option<NameRecord<'a>>,
    pub(super) says: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) when: Option<DateValue<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) about: Option<&'a str>,
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub(super) place: Option<NameRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) to: Option<NameRecord<'a>>,
    pub(super) status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) source: Option<&'a str>,
    pub(super) origin: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) briefing: Option<NameRecord<'a>>,
    #[serde(flatten)]
    pub(super) position: Option<PositionRecord>,
}

/// A source of a briefing.
#[derive(Serialize)]
pub(super) struct SourceEntry<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<&'a str>,
    pub(super) title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) archived: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) published: Option<DateValue<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) accessed: Option<DateValue<'a>>,
}

/// A change or correction.
#[derive(Serialize)]
pub(super) struct ChangeRecord<'a> {
    pub(super) when: DateValue<'a>,
    pub(super) what: &'a str,
}

/// An actor.
#[derive(Serialize)]
pub(super) struct ActorRecord<'a> {
    #[serde(flatten)]
    pub(super) name: NameRecord<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sort: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) aliases: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) roles: Vec<RoleRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) website: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) wikidata: Option<&'a str>,
    pub(super) briefing_count: usize,
}

/// A role with its term.
#[derive(Serialize)]
pub(super) struct RoleRecord<'a> {
    pub(super) title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) of: Option<NameRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<DateValue<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) to: Option<DateValue<'a>>,
}

/// A venue.
#[derive(Serialize)]
pub(super) struct VenueRecord<'a> {
    #[serde(flatten)]
    pub(super) name: NameRecord<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sort: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) aliases: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) country: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) part_of: Option<NameRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) latitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) longitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) time_zone: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) wikidata: Option<&'a str>,
    pub(super) briefing_count: usize,
}

/// A topic.
#[derive(Serialize)]
pub(super) struct TopicRecord<'a> {
    #[serde(flatten)]
    pub(super) name: NameRecord<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) aliases: Vec<&'a str>,
    pub(super) briefing_count: usize,
}

/// Returns the serialised name of an origin.
pub(super) fn origin_name(origin: Origin) -> &'static str {
    match origin {
        Origin::Declared => "declared",
        Origin::Found => "found",
    }
}
