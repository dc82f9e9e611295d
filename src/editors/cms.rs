//! Sveltia CMS and Decap CMS, which read the same configuration.

use serde_json::{Map, Value, json};

use super::EditorFile;
use super::fields::{ContentForm, FieldKind, FormField, content_forms, label};
use super::yaml_config::yaml_config;

/// The two programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CmsProgram {
    Sveltia,
    Decap,
}

/// Returns the page that loads the program, and its configuration.
pub(super) fn files(program: CmsProgram) -> Vec<EditorFile> {
    let [page, config] = match program {
        CmsProgram::Sveltia => ["admin/index.html", "admin/config.yml"],
        CmsProgram::Decap => ["decap/index.html", "decap/config.yml"],
    };
    let comments = [
        "Written by `dateline init --editor`. To write it anew, delete it and run the command again.",
        "Set the repository below. docs/how-to/editors.md tells how to publish this folder.",
    ];
    vec![
        EditorFile { path: page, text: admin_page(program) },
        EditorFile { path: config, text: yaml_config(&comments, &config_of(program)) },
    ]
}

fn admin_page(program: CmsProgram) -> String {
    let (name, script) = match program {
        CmsProgram::Sveltia => ("Sveltia CMS", "sveltia-cms.js"),
        CmsProgram::Decap => ("Decap CMS", "decap-cms.js"),
    };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"robots\" content=\"noindex\">\n<title>{name}</title>\n</head>\n<body>\n\
         <!-- The script of a release of {name}, in this folder. -->\n\
         <script src=\"{script}\"></script>\n</body>\n</html>\n"
    )
}

fn config_of(program: CmsProgram) -> Value {
    let mut config = Map::new();
    config.insert(
        "backend".to_owned(),
        json!({ "name": "github", "repo": "OWNER/REPOSITORY", "branch": "main" }),
    );
    config.insert("media_folder".to_owned(), json!("content/pictures"));
    config.insert("public_folder".to_owned(), json!("/pictures"));
    if program == CmsProgram::Sveltia {
        config.insert("output".to_owned(), json!({ "omit_empty_optional_fields": true }));
    }
    let collections: Vec<Value> = content_forms().iter().map(collection).collect();
    config.insert("collections".to_owned(), Value::Array(collections));
    Value::Object(config)
}

fn collection(form: &ContentForm) -> Value {
    let mut collection = json!({
        "name": form.name,
        "label": form.label,
        "folder": format!("content/{}", form.name),
        "create": true,
        "format": "yaml-frontmatter",
        "extension": "md",
        "identifier_field": form.title_key,
        "slug": "{{slug}}",
    });
    if form.name == "briefings" {
        // New briefings go to a folder for each year. Pictures go beside them.
        collection["path"] = json!("{{year}}/{{slug}}");
        collection["media_folder"] = json!("");
        collection["public_folder"] = json!("");
        collection["summary"] = json!("{{published}} {{title}}");
    }
    let mut fields: Vec<Value> = form.fields.iter().map(field).collect();
    fields.push(json!({ "name": "body", "label": "Text", "widget": "markdown", "required": false }));
    collection["fields"] = Value::Array(fields);
    collection
}

fn field(field: &FormField) -> Value {
    let mut members = Map::new();
    members.insert("name".to_owned(), json!(field.key));
    members.insert("label".to_owned(), json!(label(&field.key)));
    members.insert("hint".to_owned(), json!(field.description));
    members.insert("required".to_owned(), json!(field.is_required));
    add_widget(&field.kind, &mut members);
    Value::Object(members)
}

/// Adds the widget. Dates are text with a pattern: the widget for dates knows instants only, and changes their zone.
fn add_widget(kind: &FieldKind, members: &mut Map<String, Value>) {
    let mut set = |key: &str, value: Value| drop(members.insert(key.to_owned(), value));
    match kind {
        FieldKind::Line(pattern) => {
            set("widget", json!("string"));
            if let Some(pattern) = pattern {
                set("pattern", json!([pattern.regex, pattern.meaning]));
            }
        }
        FieldKind::Prose => set("widget", json!("text")),
        FieldKind::Flag => {
            set("widget", json!("boolean"));
            set("default", json!(false));
        }
        FieldKind::Number => {
            set("widget", json!("number"));
            set("value_type", json!("float"));
        }
        FieldKind::Choice(choices) => {
            set("widget", json!("select"));
            set("options", json!(choices));
        }
        FieldKind::Relation(folder) => {
            set("widget", json!("relation"));
            set("collection", json!(folder.name()));
            set("search_fields", json!([folder.title_key()]));
            set("display_fields", json!([folder.title_key()]));
            set("value_field", json!("{{slug}}"));
        }
        FieldKind::List(item) => match &**item {
            FieldKind::Relation(_) => {
                add_widget(item, members);
                members.insert("multiple".to_owned(), json!(true));
            }
            FieldKind::Group(fields) => {
                set("widget", json!("list"));
                set("fields", Value::Array(fields.iter().map(field).collect()));
            }
            item => {
                set("widget", json!("list"));
                let mut one = Map::new();
                one.insert("name".to_owned(), json!("item"));
                one.insert("label".to_owned(), json!("Entry"));
                add_widget(item, &mut one);
                set("field", Value::Object(one));
            }
        },
        FieldKind::Group(fields) => {
            set("widget", json!("object"));
            set("fields", Value::Array(fields.iter().map(field).collect()));
        }
    }
}
