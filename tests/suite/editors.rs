//! Files that editors save: the pages of `tests/editors`. The block `before` is a briefing, a block `saved` what an editor makes
//! of it. After it stands `same` if the facts are the same, `changed` if they differ as intended, or `messages` with what
//! `check` prints. `UPDATE=1` rewrites `messages`. The files that `init --editor` writes are checked here too.

use std::fs;
use std::path::Path;

use crate::common::{empty_folder, fences, is_updating, replace_fence, run_dateline, write_files};
use dateline::cli::ExitStatus;
use dateline::editors::{EditorKind, editor_files};
use serde_json::Value;

const SETTINGS: &str =
    "title = \"Desk\"\nas_of = 2025-04-21T00:00:00Z\nbase_url = \"https://example.org/\"\n";

/// Runs `init` in a folder, which takes no `--root`.
fn init(root: &Path, editors: &[&str]) -> String {
    let mut program = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"));
    program.args(["init", "."]).current_dir(root);
    for editor in editors {
        program.args(["--editor", editor]);
    }
    let ran = program.output().expect("the program starts");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8_lossy(&ran.stdout).into_owned()
}

fn site_with(root: &Path, briefing: &str) {
    let _ = fs::remove_dir_all(root);
    let briefing = briefing.replace('␍', "\r").replace('␂', "\u{feff}");
    let files = [
        ("site.toml", SETTINGS),
        ("content/briefings/talks.md", &*briefing),
        ("content/actors/oman.md", "---\nname: Oman\n---\nText.\n"),
        ("content/actors/northland.md", "---\nname: Northland\n---\nText.\n"),
        ("content/venues/geneva.md", "---\nname: Geneva\n---\nText.\n"),
        ("content/topics/water.md", "---\ntitle: Water\n---\nText.\n"),
    ];
    write_files(root, files);
}

fn facts_of(root: &Path, briefing: &str) -> Value {
    site_with(root, briefing);
    let ran = run_dateline(root, &["facts"]);
    assert_eq!((ran.exit, &*ran.err), (ExitStatus::Success, ""), "{briefing}");
    let mut facts: Value = serde_json::from_str(&ran.out).expect("JSON");
    remove_places(&mut facts);
    facts
}

fn remove_places(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(remove_places),
        Value::Object(members) => {
            ["line", "column", "span"].iter().for_each(|key| drop(members.remove(*key)));
            members.values_mut().for_each(remove_places);
        }
        _ => {}
    }
}

#[test]
fn saved_files_state_the_same_facts_or_have_one_message_a_fault() {
    let root = empty_folder("editors-saved");
    let mut cases = 0;
    for (_, name) in EditorKind::ALL {
        let path = format!("tests/editors/{name}.md");
        let mut page = fs::read_to_string(&path).expect("a page");
        let before = facts_of(&root, &fences(&page)[0].text);
        for index in (2..fences(&page).len()).step_by(2) {
            let blocks = fences(&page);
            let (saved, expected) = (&blocks[index - 1], &blocks[index]);
            assert_eq!(saved.info, "saved", "{path}");
            cases += 1;
            match &*expected.info {
                "same" => assert_eq!(facts_of(&root, &saved.text), before, "{path}: {}", saved.text),
                "changed" => assert_ne!(facts_of(&root, &saved.text), before, "{path}: {}", saved.text),
                _ => {
                    site_with(&root, &saved.text);
                    let ran = run_dateline(&root, &["check", "--format", "short"]);
                    if is_updating() {
                        page = replace_fence(&page, index, &ran.err);
                        fs::write(&path, &page).expect("written");
                    } else {
                        assert_eq!(ran.err, expected.text, "{path}");
                    }
                    assert_eq!(ran.exit, ExitStatus::Errors, "{path}: {}", saved.text);
                    let errors = ran.err.lines().filter(|line| line.contains(": error[")).count();
                    assert_eq!(errors, 1, "{path}: {}", ran.err);
                }
            }
        }
    }
    assert!(cases >= 25, "{cases} cases");
}

#[test]
fn files_of_editors_are_written_once() {
    let root = empty_folder("editors-init");
    init(&root, &["sveltia,decap", "obsidian"]);
    for file in
        [EditorKind::Sveltia, EditorKind::Decap, EditorKind::Obsidian].map(editor_files).iter().flatten()
    {
        assert_eq!(fs::read_to_string(root.join(file.path)).ok().as_ref(), Some(&file.text), "{}", file.path);
    }
    fs::write(root.join("admin/config.yml"), "# mine\n").expect("written");
    let printed = init(&root, &["sveltia", "pages"]);
    assert!(printed.contains("admin/config.yml exists and is left as it is"), "{printed}");
    assert_eq!(fs::read_to_string(root.join("admin/config.yml")).expect("a file"), "# mine\n");
    assert!(root.join(".pages.yml").exists());
    let ran = run_dateline(&root, &["build"]);
    assert_eq!(ran.exit, ExitStatus::Success, "{}", ran.err);
    assert!(!root.join("public/admin").exists(), "the files of editors are not published");
}

#[test]
fn check_names_files_that_were_written_for_other_keys() {
    let root = empty_folder("editors-outdated");
    init(&root, &["obsidian", "vscode", "pages"]);
    let note = "is out of date: another version of Dateline wrote it";
    let ran = run_dateline(&root, &["check"]);
    assert!(!ran.out.contains(note), "{}", ran.out);
    for path in [".obsidian/types.json", "frontmatter.json", ".pages.yml", "schema/actor.schema.json"] {
        let text = fs::read_to_string(root.join(path)).expect("a file");
        let (before, after) = text.split_once("dateline-fingerprint ").expect("a fingerprint");
        let old = format!("{before}dateline-fingerprint 000000000000{}", &after[12..]);
        fs::write(root.join(path), old).expect("written");
    }
    let ran = run_dateline(&root, &["check"]);
    assert_eq!(ran.out.matches(note).count(), 4, "{}", ran.out);
    assert!(
        ran.out.contains("note: `.pages.yml` is out of date: another version of Dateline wrote it"),
        "{}",
        ran.out
    );
}

/// Every pattern of a field accepts the values of the documentation, and the ones of the patterns are valid.
#[test]
fn configurations_have_a_field_for_each_folder() {
    let config = editor_files(EditorKind::VsCode);
    let front_matter = config.iter().find(|file| file.path == "frontmatter.json").expect("a file");
    let config: Value = serde_json::from_str(&front_matter.text).expect("JSON");
    let types = config["frontMatter.taxonomy.contentTypes"].as_array().expect("a list");
    let names: Vec<&str> = types.iter().filter_map(|it| it["name"].as_str()).collect();
    assert_eq!(names, ["briefings", "actors", "venues", "topics", "people", "series"]);
    let field = |name: &str| {
        let fields = types[0]["fields"].as_array().expect("fields");
        fields.iter().find(|field| field["name"] == name).expect(name).clone()
    };
    assert_eq!(field("topics")["type"], "contentRelationship");
    assert_eq!(field("topics")["multiple"], true);
    assert_eq!(field("dates")["type"], "list");
    let sveltia = &editor_files(EditorKind::Sveltia)[1].text;
    for part in ["widget: \"relation\"", "collection: \"venues\"", "omit_empty_optional_fields: true"] {
        assert!(sveltia.contains(part), "{part}");
    }
}
