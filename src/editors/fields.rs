//! The form of a content file, read from its JSON Schema.

use serde_json::{Map, Value};

use crate::schema::{KnownNames, SchemaKind, json_schema};

/// A field of a form.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FormField {
    /// The key in front matter.
    pub(super) key: String,
    /// What it means, in one sentence.
    pub(super) description: String,
    pub(super) is_required: bool,
    pub(super) kind: FieldKind,
}

/// What a field takes.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum FieldKind {
    /// One line of text, perhaps of a pattern.
    Line(Option<TextPattern>),
    /// Text of several lines.
    Prose,
    Flag,
    Choice(Vec<String>),
    /// The slug of a profile in a folder of content.
    Relation(ProfileFolder),
    Number,
    List(Box<FieldKind>),
    /// A mapping.
    Group(Vec<FormField>),
}

/// A pattern of a text and what it stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TextPattern {
    pub(super) regex: String,
    pub(super) meaning: String,
}

/// A folder of profiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ProfileFolder {
    Actors,
    Venues,
    Topics,
    People,
    Series,
}

impl ProfileFolder {
    /// Returns the name of the folder in content.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Actors => "actors",
            Self::Venues => "venues",
            Self::Topics => "topics",
            Self::People => "people",
            Self::Series => "series",
        }
    }

    /// Returns the key of the name of a profile.
    pub(super) fn title_key(self) -> &'static str {
        if matches!(self, Self::Topics | Self::Series) { "title" } else { "name" }
    }
}

/// A folder of content with the form of its files.
pub(super) struct ContentForm {
    /// The last folder of the path, and the name of the form.
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    /// The key of the title.
    pub(super) title_key: &'static str,
    pub(super) fields: Vec<FormField>,
}

/// Returns the forms of the folders of content.
pub(super) fn content_forms() -> Vec<ContentForm> {
    let kinds = [
        (SchemaKind::Briefing, "briefings", "Briefings", "title"),
        (SchemaKind::Actor, "actors", "Actors", "name"),
        (SchemaKind::Venue, "venues", "Venues", "name"),
        (SchemaKind::Topic, "topics", "Topics", "title"),
        (SchemaKind::Author, "people", "Authors", "name"),
        (SchemaKind::Series, "series", "Series", "title"),
    ];
    let form = |(kind, name, label, title_key)| ContentForm {
        name,
        label,
        title_key,
        fields: fields_of(&json_schema(kind, &KnownNames::default())),
    };
    kinds.map(form).into()
}

/// Returns the label of a key.
pub(super) fn label(key: &str) -> String {
    let words = key.replace('_', " ");
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn fields_of(schema: &Value) -> Vec<FormField> {
    let reader = FormReader { definitions: schema.get("$defs").and_then(Value::as_object) };
    reader.fields(schema)
}

struct FormReader<'s> {
    definitions: Option<&'s Map<String, Value>>,
}

impl<'s> FormReader<'s> {
    /// Returns the fields of a mapping. Values of any shape, such as `extra`, have no field.
    fn fields(&self, mapping: &'s Value) -> Vec<FormField> {
        let required: Vec<&str> =
            mapping["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let properties = mapping.get("properties").and_then(Value::as_object).into_iter().flatten();
        let field = |(key, value): (&String, &'s Value)| {
            Some(FormField {
                key: key.clone(),
                description: text(value, "description").to_owned(),
                is_required: required.contains(&key.as_str()),
                kind: self.kind(value)?,
            })
        };
        properties.filter_map(field).collect()
    }

    fn kind(&self, value: &'s Value) -> Option<FieldKind> {
        if let Some(name) = text(value, "$ref").strip_prefix("#/$defs/") {
            return self.named(name);
        }
        if let Some(choices) = value.get("oneOf").and_then(Value::as_array) {
            return Some(FieldKind::Choice(
                choices.iter().map(|choice| text(choice, "const").to_owned()).collect(),
            ));
        }
        if let Some(options) = value.get("anyOf").and_then(Value::as_array) {
            return self.best(options);
        }
        match type_of(value) {
            "boolean" => Some(FieldKind::Flag),
            "number" | "integer" => Some(FieldKind::Number),
            "array" if value.get("prefixItems").is_some() => {
                Some(FieldKind::List(Box::new(FieldKind::Number)))
            }
            "array" => Some(FieldKind::List(Box::new(self.kind(value.get("items")?)?))),
            "object" if value.get("properties").is_some() => Some(FieldKind::Group(self.fields(value))),
            "string" => Some(FieldKind::Line(None)),
            _ => None,
        }
    }

    /// Returns what a definition takes.
    fn named(&self, name: &str) -> Option<FieldKind> {
        let definition = self.definitions?.get(name)?;
        Some(match name {
            "ActorName" => FieldKind::Relation(ProfileFolder::Actors),
            "VenueName" => FieldKind::Relation(ProfileFolder::Venues),
            "TopicName" => FieldKind::Relation(ProfileFolder::Topics),
            "AuthorName" => FieldKind::Relation(ProfileFolder::People),
            "SeriesName" => FieldKind::Relation(ProfileFolder::Series),
            "TextLine" => FieldKind::Line(None),
            "Words" => FieldKind::Prose,
            "Flag" => FieldKind::Flag,
            "FoundForm" | "BlankText" => return None,
            _ => match pattern_of(name, definition) {
                Some(regex) => {
                    let meaning = text(definition, "description").to_owned();
                    FieldKind::Line(Some(TextPattern { regex: regex.to_owned(), meaning }))
                }
                None => self.kind(definition)?,
            },
        })
    }

    /// Of several forms of a value, returns that for editors with forms: a list, a mapping, or else the first.
    fn best(&self, options: &'s [Value]) -> Option<FieldKind> {
        let kinds: Vec<FieldKind> = options.iter().filter_map(|option| self.kind(option)).collect();
        let list = kinds.iter().find(|kind| matches!(kind, FieldKind::List(_)));
        let group = kinds.iter().find(|kind| matches!(kind, FieldKind::Group(_)));
        list.or(group).or(kinds.first()).cloned()
    }
}

/// Returns the pattern of a text, and of a date that is not a year.
fn pattern_of<'v>(name: &str, definition: &'v Value) -> Option<&'v str> {
    let options = definition.get("anyOf").and_then(Value::as_array).filter(|_| name == "EdtfDate");
    let forms = std::iter::once(definition).chain(options.into_iter().flatten());
    forms.into_iter().find_map(|form| form.get("pattern")?.as_str())
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Returns the type of a value, without `null`.
fn type_of(value: &Value) -> &str {
    match value.get("type") {
        Some(Value::Array(types)) => {
            types.iter().filter_map(Value::as_str).find(|name| *name != "null").unwrap_or_default()
        }
        Some(Value::String(name)) => name,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_but_free_ones_has_a_field() {
        let kinds = [
            SchemaKind::Briefing,
            SchemaKind::Actor,
            SchemaKind::Venue,
            SchemaKind::Topic,
            SchemaKind::Author,
            SchemaKind::Series,
        ];
        for (form, kind) in content_forms().into_iter().zip(kinds) {
            let schema = json_schema(kind, &KnownNames::default());
            let keys = schema["properties"].as_object().expect("properties").keys();
            let missing: Vec<&String> =
                keys.filter(|key| !form.fields.iter().any(|field| field.key == **key)).collect();
            let expected: &[&str] = if form.name == "briefings" { &["found", "extra"] } else { &["extra"] };
            assert_eq!(missing, expected, "{}", form.name);
        }
    }

    #[test]
    fn values_have_their_kinds() {
        let briefings = &content_forms()[0];
        let kind = |key: &str| &briefings.fields.iter().find(|field| field.key == key).expect(key).kind;
        assert_eq!(*kind("topics"), FieldKind::List(Box::new(FieldKind::Relation(ProfileFolder::Topics))));
        assert_eq!(*kind("byline"), FieldKind::List(Box::new(FieldKind::Relation(ProfileFolder::People))));
        assert_eq!(*kind("series"), FieldKind::Relation(ProfileFolder::Series));
        assert_eq!((kind("part"), kind("draft")), (&FieldKind::Number, &FieldKind::Flag));
        assert_eq!(*kind("dateline"), FieldKind::Relation(ProfileFolder::Venues));
        assert!(matches!(kind("status"), FieldKind::Choice(choices) if choices.len() == 5));
        assert!(matches!(kind("published"), FieldKind::Line(Some(_))));
        for list in ["dates", "actors", "venues", "statements", "sources", "corrections", "changes"] {
            assert!(
                matches!(kind(list), FieldKind::List(item) if matches!(**item, FieldKind::Group(_))),
                "{list}"
            );
        }
    }
}
