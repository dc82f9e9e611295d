//! Obsidian. Its properties are texts and lists of texts, so entries are single texts.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::EditorFile;
use super::fields::{ContentForm, FieldKind, content_forms};
use super::vscode::json_config;

/// Returns the settings of the vault and a note template for each kind of file. The vault is the site's folder.
pub(super) fn files() -> Vec<EditorFile> {
    let settings = |path, value: Value| EditorFile { path, text: format!("{value:#}\n") };
    let mut files = vec![
        EditorFile { path: ".obsidian/types.json", text: json_config(json!({ "types": types() })) },
        settings(
            ".obsidian/app.json",
            json!({
                "useMarkdownLinks": true,
                "newLinkFormat": "relative",
                "attachmentFolderPath": "./",
                "newFileLocation": "current",
                "userIgnoreFilters": ["public/", "preview/", "templates/", "schema/"],
            }),
        ),
        settings(".obsidian/templates.json", json!({ "folder": "obsidian" })),
    ];
    let paths = [
        "obsidian/briefing.md",
        "obsidian/actor.md",
        "obsidian/venue.md",
        "obsidian/topic.md",
        "obsidian/author.md",
        "obsidian/series.md",
    ];
    let forms = content_forms();
    files.extend(paths.into_iter().zip(&forms).map(|(path, form)| EditorFile { path, text: template(form) }));
    files
}

/// Returns the types of properties. `aliases` has its own type in Obsidian.
fn types() -> Value {
    let mut types = Map::new();
    for field in content_forms().into_iter().flat_map(|form| form.fields) {
        let kind = match (&*field.key, &field.kind) {
            ("aliases", _) => "aliases",
            (_, FieldKind::List(_)) => "multitext",
            (_, FieldKind::Flag) => "checkbox",
            _ => "text",
        };
        types.entry(field.key).or_insert_with(|| json!(kind));
    }
    Value::Object(types)
}

/// Returns the template of a note, with the keys that most files have.
fn template(form: &ContentForm) -> String {
    const COMMON: [&str; 10] = [
        "dateline",
        "summary",
        "topics",
        "dates",
        "actors",
        "venues",
        "statements",
        "sources",
        "kind",
        "roles",
    ];
    let mut text = String::from("---\n");
    for field in &form.fields {
        let value = match (&*field.key, field.is_required) {
            (key, true) if key == form.title_key => " \"{{title}}\"",
            ("published", _) => " \"{{date:YYYY-MM-DD[T]HH:mm:ssZ}}\"",
            ("draft", _) => " true",
            (key, _) if COMMON.contains(&key) => "",
            _ => continue,
        };
        let _ = writeln!(text, "{}:{value}", field.key);
    }
    text.push_str("---\n\n");
    text
}
