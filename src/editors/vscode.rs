//! Visual Studio Code with its extension Front Matter. The extension edits lists of texts, so entries are single texts.

use serde_json::{Value, json};

use super::fields::{ContentForm, FieldKind, FormField, content_forms, label};
use super::{EditorFile, FINGERPRINT, fingerprint};

/// Returns the settings of the editor, and those of the extension.
pub(super) fn files() -> Vec<EditorFile> {
    let file = |path, text: &str| EditorFile { path, text: text.to_owned() };
    vec![
        file(".vscode/settings.json", include_str!("../cli/starter/vscode/settings.json")),
        file(".vscode/tasks.json", include_str!("../cli/starter/vscode/tasks.json")),
        EditorFile { path: "frontmatter.json", text: json_config(front_matter_config()) },
    ]
}

/// Returns a configuration as JSON, with its fingerprint as first member.
pub(super) fn json_config(config: Value) -> String {
    let body = config.to_string();
    let comment = format!(
        "Written by `dateline init --editor`. To write it anew, delete it and run the command again. {FINGERPRINT}{}",
        fingerprint(&body)
    );
    let mut all = json!({ "$comment": comment });
    if let (Value::Object(all), Value::Object(members)) = (&mut all, config) {
        all.extend(members);
    }
    format!("{all:#}\n")
}

fn front_matter_config() -> Value {
    let forms = content_forms();
    let folder = |form: &ContentForm| {
        json!({
            "title": form.label,
            "path": format!("[[workspace]]/content/{}", form.name),
            "contentTypes": [form.name],
        })
    };
    json!({
        "frontMatter.content.pageFolders": forms.iter().map(folder).collect::<Vec<_>>(),
        "frontMatter.content.publicFolder": "content",
        "frontMatter.content.autoUpdateDate": false,
        "frontMatter.taxonomy.contentTypes": forms.iter().map(content_type).collect::<Vec<_>>(),
    })
}

fn content_type(form: &ContentForm) -> Value {
    let fields: Vec<Value> = form.fields.iter().map(field).collect();
    json!({ "name": form.name, "pageBundle": false, "previewPath": null, "fields": fields })
}

fn field(field: &FormField) -> Value {
    let mut members = json!({
        "title": label(&field.key),
        "name": field.key,
        "description": field.description,
        "required": field.is_required,
    });
    let (kind, is_list) = match &field.kind {
        FieldKind::List(item) => (&**item, true),
        kind => (kind, false),
    };
    match kind {
        FieldKind::Flag if field.key == "draft" => members["type"] = json!("draft"),
        FieldKind::Flag => members["type"] = json!("boolean"),
        FieldKind::Choice(choices) => {
            members["type"] = json!("choice");
            members["choices"] = json!(choices);
        }
        FieldKind::Relation(folder) => {
            members["type"] = json!("contentRelationship");
            members["contentTypeName"] = json!(folder.name());
            members["contentTypeValue"] = json!("slug");
            members["multiple"] = json!(is_list);
        }
        _ if is_list => members["type"] = json!("list"),
        FieldKind::Number => members["type"] = json!("number"),
        FieldKind::Prose => members["type"] = json!("string"),
        _ => {
            members["type"] = json!("string");
            members["single"] = json!(true);
        }
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::SchemaKind;

    #[test]
    fn settings_have_the_schema_of_each_kind() {
        let settings = files().remove(0).text;
        for (_, name) in SchemaKind::ALL {
            assert!(settings.contains(&format!("\"./schema/{name}.schema.json\"")), "{name}");
        }
    }
}
