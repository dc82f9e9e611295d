//! The JSON Schema of the data files, generated from the records that are serialised.

use std::iter::Empty;

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::{Map, Value};

use super::briefing::CitedBriefing;
use super::records::{BriefingRecord, DateRecord, StatementRecord};
use super::standalone::StandaloneStore;
use super::subject_records::{ActorRecord, TopicRecord, VenueRecord};
use super::subjects::{ListedBriefing, SubjectDossier};
use super::{AlternateRecord, Store};

type SiteStore = Store<
    Empty<BriefingRecord<'static>>,
    Empty<ActorRecord<'static>>,
    Empty<VenueRecord<'static>>,
    Empty<TopicRecord<'static>>,
>;
type DossierOf<R> = SubjectDossier<
    R,
    Empty<DateRecord<'static>>,
    Empty<StatementRecord<'static>>,
    Empty<ListedBriefing<'static>>,
>;

/// `facts.json` at the root of a site, the output of `dateline facts`, and the `index.json` of briefings, actors and venues.
/// Unknown values are left out.
#[derive(JsonSchema)]
#[schemars(title = "Facts of a Dateline site", tag = "kind", rename_all = "lowercase")]
#[expect(
    dead_code,
    clippy::large_enum_variant,
    reason = "only its schema is used; the names of the variants are the values of `kind`"
)]
enum FactsFile {
    /// `facts.json`, and the output of `dateline facts`: everything published.
    Site(SiteStore),
    /// The output of `dateline facts` for a single briefing outside any site.
    #[schemars(rename = "site")]
    Standalone(StandaloneStore<'static>),
    /// The `index.json` of a briefing.
    Briefing(AlternateRecord<'static, CitedBriefing<'static>>),
    /// The `index.json` of an actor.
    Actor(AlternateRecord<'static, DossierOf<ActorRecord<'static>>>),
    /// The `index.json` of a venue.
    Venue(AlternateRecord<'static, DossierOf<VenueRecord<'static>>>),
}

/// Returns the JSON Schema (2020-12) of everything that the store writes.
pub(in crate::export) fn facts_schema() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let settings = settings.with_transform(RecursiveTransform(without_null));
    let mut schema = settings.into_generator().into_root_schema_for::<FactsFile>();
    // After generation: a record that is flattened into another must not close it.
    schemars::transform::Transform::transform(&mut RecursiveTransform(close_object), &mut schema);
    schema
}

/// Removes `null`, because an unknown value is left out.
fn without_null(schema: &mut Schema) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|name| name != "null");
        if let [only] = &types[..] {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    let Some(Value::Array(variants)) = schema.get_mut("anyOf") else { return };
    variants.retain(|variant| variant.get("type").is_none_or(|name| name != "null"));
    if let [Value::Object(only)] = &variants[..] {
        let only = only.clone();
        schema.remove("anyOf");
        schema.ensure_object().extend(only);
    }
}

/// Forbids unknown members, and empty lists where a list may be absent.
fn close_object(schema: &mut Schema) {
    let required = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let Some(Value::Object(members)) = schema.get_mut("properties") else { return };
    for (name, member) in members.iter_mut() {
        let is_optional = !required.iter().any(|required| required == name);
        if let Value::Object(member) = member
            && is_optional
            && is_array(member)
        {
            member.insert("minItems".to_owned(), 1.into());
        }
    }
    schema.remove("unevaluatedProperties");
    schema.insert("additionalProperties".to_owned(), false.into());
}

fn is_array(schema: &Map<String, Value>) -> bool {
    schema.get("type").is_some_and(|name| name == "array")
}
