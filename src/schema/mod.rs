//! JSON Schemas of front matter and of `site.toml`, for editors.
//!
//! Input: the slugs of the site's subjects and their kinds. Output: one JSON Schema (2020-12) for each kind of file. The types in
//! `entries`, `front_matter`, `profiles`, `outputs` and `settings` list the keys with their values; they are used for their
//! schemas only. A schema accepts what Dateline reads, also the notations of other programs, except for times without a zone:
//! they are read only where the site has one. Nothing that the schema accepts is unknown to Dateline.

mod entries;
mod front_matter;
mod outputs;
mod profiles;
mod settings;
mod values;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};

use crate::diagnostic;

use front_matter::{BriefingForm, StandaloneForm};
use profiles::{ActorForm, AuthorForm, SeriesForm, TopicForm, VenueForm};
use settings::SettingsForm;

/// The kinds of files that have a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaKind {
    /// A briefing.
    Briefing,
    /// An actor.
    Actor,
    /// A venue.
    Venue,
    /// A topic.
    Topic,
    /// An author.
    Author,
    /// A series.
    Series,
    /// A standalone page.
    Page,
    /// `site.toml`.
    Site,
}

impl SchemaKind {
    /// All kinds, with the names of their files without extension.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Briefing, "briefing"),
        (Self::Actor, "actor"),
        (Self::Venue, "venue"),
        (Self::Topic, "topic"),
        (Self::Author, "author"),
        (Self::Series, "series"),
        (Self::Page, "page"),
        (Self::Site, "site"),
    ];
}

/// Slugs that an editor suggests where front matter names a subject. Each list may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownNames {
    /// Slugs of actors.
    pub actors: Vec<String>,
    /// Slugs of venues.
    pub venues: Vec<String>,
    /// Slugs of topics.
    pub topics: Vec<String>,
    /// Slugs of authors.
    pub authors: Vec<String>,
    /// Slugs of series.
    pub series: Vec<String>,
}

/// Returns the schema of a kind of file.
pub fn json_schema(kind: SchemaKind, names: &KnownNames) -> Value {
    let mut schema = match kind {
        SchemaKind::Briefing => schema_of::<BriefingForm>(),
        SchemaKind::Actor => schema_of::<ActorForm>(),
        SchemaKind::Venue => schema_of::<VenueForm>(),
        SchemaKind::Topic => schema_of::<TopicForm>(),
        SchemaKind::Author => schema_of::<AuthorForm>(),
        SchemaKind::Series => schema_of::<SeriesForm>(),
        SchemaKind::Page => schema_of::<StandaloneForm>(),
        SchemaKind::Site => schema_of::<SettingsForm>(),
    };
    let definitions = [
        ("ActorName", &names.actors),
        ("VenueName", &names.venues),
        ("TopicName", &names.topics),
        ("AuthorName", &names.authors),
        ("SeriesName", &names.series),
    ];
    for (name, slugs) in definitions {
        suggest_names(&mut schema, name, slugs);
    }
    name_rules(&mut schema);
    schema.to_value()
}

/// Lists the rules whose severity can be set.
fn name_rules(schema: &mut Schema) {
    let Some(Value::Object(table)) = schema.pointer_mut("/$defs/RulesTable") else { return };
    let adjustable = diagnostic::ALL.iter().filter(|code| code.adjustable);
    let names: Vec<&str> = adjustable.flat_map(|code| [code.name, code.id]).collect();
    table.insert("propertyNames".to_owned(), json!({ "enum": names }));
}

fn schema_of<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>()
}

/// Adds the slugs to the definition of a name. Other names stay valid, because a file may name what has no profile yet.
fn suggest_names(schema: &mut Schema, definition: &str, slugs: &[String]) {
    let path = format!("/$defs/{definition}");
    let Some(Value::Object(name)) = schema.pointer_mut(&path) else { return };
    if slugs.is_empty() {
        return;
    }
    let text: Value =
        ["type", "minLength"].iter().filter_map(|key| Some((*key, name.remove(*key)?))).collect();
    name.insert("anyOf".to_owned(), json!([{ "enum": slugs }, text]));
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::{briefing, settings};

    /// Returns the keys of all types, by the name of the type.
    fn keys_of_types() -> BTreeMap<String, BTreeSet<String>> {
        let mut all = BTreeMap::new();
        for (kind, _) in SchemaKind::ALL {
            let schema = json_schema(kind, &KnownNames::default());
            let root = schema["title"].as_str().expect("a title").to_owned();
            let definitions = schema["$defs"].as_object().into_iter().flatten();
            for (name, definition) in
                definitions.map(|(name, it)| (name.clone(), it)).chain([(root, &schema)])
            {
                let Some(properties) = definition.get("properties").and_then(Value::as_object) else {
                    continue;
                };
                assert_eq!(definition["additionalProperties"], false, "{name}");
                all.insert(name, properties.keys().cloned().collect());
            }
        }
        all
    }

    #[test]
    fn schemas_have_the_keys_that_are_read() {
        let read = briefing::key_schemas().into_iter().chain(settings::settings_key_schemas());
        let read: BTreeMap<String, BTreeSet<String>> = read
            .map(|(name, keys)| (name.to_owned(), keys.known.iter().map(|key| (*key).to_owned()).collect()))
            .collect();
        assert_eq!(keys_of_types(), read);
    }

    #[test]
    fn every_value_is_described() {
        for (kind, name) in SchemaKind::ALL {
            let schema = json_schema(kind, &KnownNames::default());
            for (key, value) in schema["properties"].as_object().expect("properties") {
                assert!(value.get("description").is_some(), "{name}: {key}");
            }
        }
    }
}
