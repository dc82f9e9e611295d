//! `dateline schema` and `dateline check` agree about the cases of `tests/schemas/cases.tsv`. `tests/consumers/schemas.py`
//! reads the same cases with a JSON Schema validator.

use std::path::Path;

use crate::common::{empty_folder, run_dateline, write_files};
use dateline::cli::ExitStatus;
use serde_json::Value;

const CASES: &str = include_str!("../schemas/cases.tsv");
const SETTINGS: &str = "title = \"Desk\"\nas_of = 2025-04-21T00:00:00Z\n[rules]\nmissing-profile = \"off\"\n";

#[test]
fn check_accepts_the_valid_cases_and_reports_the_others() {
    let root = empty_folder("schema-cases");
    let disagree = CASES.lines().skip(1).filter_map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [kind, expected, file] = cells[..] else { panic!("three cells: {line}") };
        let errors = errors_of(&root, kind, &file.replace("\\n", "\n"));
        (errors.is_empty() != (expected == "valid")).then(|| format!("{line}\n{errors}"))
    });
    let disagree: Vec<String> = disagree.collect();
    assert!(disagree.is_empty(), "{}", disagree.join("\n"));
}

/// Returns the errors of a site with one file of a kind; empty if it has none.
fn errors_of(root: &Path, kind: &str, text: &str) -> String {
    let _ = std::fs::remove_dir_all(root);
    let folder = match kind {
        "page" => String::new(),
        "author" => "people/".to_owned(),
        "series" => "series/".to_owned(),
        kind => format!("{kind}s/"),
    };
    let content = format!("---\n{text}\n---\nText.\n");
    let file = format!("content/{folder}case.md");
    let settings = if kind == "site" { text } else { SETTINGS };
    write_files(root, [("site.toml", settings)]);
    if kind != "site" {
        write_files(root, [(&*file, &*content)]);
        if text.contains("picture:") {
            std::fs::copy("templates/icon-192.png", root.join("content/briefings/hall.jpg"))
                .expect("a picture");
        }
    } else {
        write_files(root, [("content/about.md", "---\ntitle: About\n---\nText.\n")]);
    }
    let ran = run_dateline(root, &["check", "--format", "short"]);
    if ran.exit == ExitStatus::Success { String::new() } else { format!("{}{}", ran.out, ran.err) }
}

#[test]
fn schemas_suggest_the_names_of_the_site_and_admit_others() {
    let root = empty_folder("schema-names");
    let files = [
        ("site.toml", SETTINGS),
        ("content/actors/oman.md", "---\nname: Sultanate of Oman\n---\nText.\n"),
        ("content/actors/iran.md", "---\nname: Iran\n---\nText.\n"),
        ("content/topics/water.md", "---\ntitle: Water\ndraft: true\n---\nText.\n"),
    ];
    write_files(&root, files);
    let ran = run_dateline(&root, &["schema", "--print", "briefing"]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    let schema: Value = serde_json::from_str(&ran.out).expect("JSON");
    let names = |kind: &str| schema["$defs"][kind]["anyOf"][0]["enum"].clone();
    assert_eq!(names("ActorName"), serde_json::json!(["iran", "oman"]));
    assert_eq!(names("TopicName"), serde_json::json!(["water"]));
    assert_eq!(schema["$defs"]["ActorName"]["anyOf"][1]["type"], "string");
    assert_eq!(schema["$defs"]["VenueName"]["type"], "string", "the site has no venue to suggest");
    assert_eq!(schema["properties"]["title"]["$ref"], "#/$defs/TextLine");
}

#[test]
fn schemas_are_written_to_a_folder_of_the_site() {
    let root = empty_folder("schema-files");
    write_files(&root, [("site.toml", SETTINGS)]);
    let ran = run_dateline(&root, &["schema"]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    let mut names: Vec<String> = std::fs::read_dir(root.join("schema"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let expected = ["actor", "author", "briefing", "page", "series", "site", "topic", "venue"]
        .map(|kind| format!("{kind}.schema.json"));
    assert_eq!(names, expected);
    let outside = empty_folder("schema-outside");
    assert_eq!(run_dateline(&outside, &["schema"]).exit, ExitStatus::Usage);
}
