//! Pages CMS.

use serde_json::{Map, Value, json};

use super::EditorFile;
use super::fields::{ContentForm, FieldKind, FormField, content_forms, label};
use super::yaml_config::yaml_config;

/// Returns the configuration.
pub(super) fn files() -> Vec<EditorFile> {
    let comments =
        ["Written by `dateline init --editor pages`. To write it anew, delete it and run the command again."];
    let collections: Vec<Value> = content_forms().iter().map(collection).collect();
    let config = json!({
        "media": { "input": "content/pictures", "output": "/pictures" },
        // Keys without a field are kept.
        "settings": { "content": { "merge": true } },
        "content": collections,
    });
    vec![EditorFile { path: ".pages.yml", text: yaml_config(&comments, &config) }]
}

fn collection(form: &ContentForm) -> Value {
    let mut fields: Vec<Value> = form.fields.iter().map(field).collect();
    fields.push(json!({ "name": "body", "label": "Text", "type": "rich-text" }));
    let columns: Vec<&str> = match form.name {
        "briefings" => vec!["title", "published", "draft"],
        _ => vec![form.title_key],
    };
    json!({
        "name": form.name,
        "label": form.label,
        "type": "collection",
        "path": format!("content/{}", form.name),
        "subfolders": true,
        "format": "yaml-frontmatter",
        "filename": "{primary}.md",
        "view": { "primary": form.title_key, "fields": columns },
        "fields": fields,
    })
}

fn field(field: &FormField) -> Value {
    let mut members = Map::new();
    members.insert("name".to_owned(), json!(field.key));
    members.insert("label".to_owned(), json!(label(&field.key)));
    members.insert("description".to_owned(), json!(field.description));
    members.insert("required".to_owned(), json!(field.is_required));
    add_type(&field.kind, &mut members);
    Value::Object(members)
}

fn add_type(kind: &FieldKind, members: &mut Map<String, Value>) {
    let mut set = |key: &str, value: Value| drop(members.insert(key.to_owned(), value));
    match kind {
        FieldKind::Line(pattern) => {
            set("type", json!("string"));
            if let Some(pattern) = pattern {
                set("pattern", json!({ "regex": pattern.regex, "message": pattern.meaning }));
            }
        }
        FieldKind::Prose => set("type", json!("text")),
        FieldKind::Flag => set("type", json!("boolean")),
        FieldKind::Number => set("type", json!("number")),
        FieldKind::Choice(choices) => {
            set("type", json!("select"));
            set("options", json!({ "values": choices }));
        }
        FieldKind::Relation(folder) => {
            set("type", json!("reference"));
            // Front matter may name a profile by its name.
            let title = format!("{{fields.{}}}", folder.title_key());
            set(
                "options",
                json!({ "collection": folder.name(), "search": folder.title_key(), "value": title, "label": title }),
            );
        }
        FieldKind::List(item) => {
            add_type(item, members);
            match (&**item, members.get_mut("options")) {
                (FieldKind::Relation(_), Some(options)) => options["multiple"] = json!(true),
                _ => drop(members.insert("list".to_owned(), json!(true))),
            }
        }
        FieldKind::Group(fields) => {
            set("type", json!("object"));
            set("fields", Value::Array(fields.iter().map(field).collect()));
        }
    }
}
